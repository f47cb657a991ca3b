# SPDX-License-Identifier: MIT
"""Signature (draft-cavage-http-signatures-12, expired): a key signs parts of the request.

::

    credentials = "Signature" 1*SP 1#auth-param     ; keyId and signature required
    challenge   = "Signature" [ 1*SP 1#auth-param ]
    Signature   = 1#auth-param                      ; the field of that name, without a scheme

    Authorization: Signature keyId="Test",algorithm="hs2019",created=1402170695,
        headers="(request-target) (created) host",signature="SjWJWbWN7i0wzBvtPl8rbASW"
    Signature: keyId="Test",algorithm="hs2019",created=1402170695,signature="SjWJWbWN7i0w"
    WWW-Authenticate: Signature realm="Example",headers="(request-target) (created)"

It is written with no blank after its commas, as the draft's examples are: the parser of
node-http-signature takes none there. RFC 9110 has a recipient take both, and so it is here.
The scheme is not the HTTP Message Signatures of RFC 9421, which need none. Nothing is signed
here; see ``authheaders.signing.signature``.

>>> from authheaders import SignatureCredentials
>>> SignatureCredentials.parse('Signature keyId="Test", headers="host date", signature="SjWJWbWN"')
SignatureCredentials(key_id='Test', signature=<hidden>, headers=('host', 'date'))
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .._lines import sole_field_line
from .._raw import raw_info
from .._writing import write_entries
from ..errors import BuildError, ParseError, Reason
from ..limits import DEFAULT_LIMITS
from ..messages import read, status_hint
from ..params import NO_PARAMS, Params
from ._checking import (
    check_extensions,
    check_integer,
    check_text,
    check_type,
    check_words,
    missing,
)
from ._encodings import base64_decoded, octets_of_text, text_of_octets
from ._reading import QUOTED, TOKEN, rest, text, values_of, words
from ._typed import ParamsChallenge, ParamsCredentials

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .._lines import FieldValue
    from .._writing import Entry
    from ..limits import Limits
    from ..params import Raw, Values

_CHALLENGE_PARAMS = frozenset({"realm", "headers"})
_CREDENTIALS_PARAMS = frozenset("keyid signature algorithm created expires headers".split())

# A field name in lower case, or a name in parentheses for what is no field:
# (request-target), (created), (expires), and what others have added.      ; section 2.1.6
_HEADER = re.compile(r"[!#$%&'*+\-.^_`|~0-9a-z]+|\([!#$%&'*+\-.^_`|~0-9a-z]+\)")

# created = 1*DIGIT ; expires may have decimals.                           ; section 2.1.4, 2.1.5
_SECONDS = re.compile(r"(0|[1-9][0-9]{0,17})(\.[0-9]+)?")

_SEPARATOR = ","


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class SignatureChallenge(ParamsChallenge):
    """What the server asks to have signed (section 3.1.1).

    ::

        Signature realm="Example",headers="(request-target) (created)"

    - ``realm``: text or None.
    - ``headers``: names of fields in lower case, or ``(request-target)``, ``(created)``,
      ``(expires)``, in the order in which they are signed; none if the server does not say.
      Upper case is lowered when it is received.
    - ``extensions``: other parameters.

    Raises BuildError for values outside of these; ParseError for those of a peer.

    >>> SignatureChallenge(realm="Example", headers=("(request-target)", "date")).to_header()
    'Signature realm="Example",headers="(request-target) date"'
    """

    scheme = "Signature"
    specification = "draft-cavage-http-signatures-12"

    realm: str | None = None
    headers: tuple[str, ...] = ()
    extensions: Params = NO_PARAMS

    def __post_init__(self) -> None:
        if self.realm is not None:
            check_text("realm", self.realm)
        _check_headers(self.headers)
        check_extensions(self, self.extensions, _CHALLENGE_PARAMS)

    @classmethod
    def _from_raw(cls, raw: Raw) -> SignatureChallenge:
        values = values_of(raw, "Signature")
        return cls(
            realm=text(values, "realm"),
            headers=_lowered(values, "headers"),
            extensions=rest(raw, _CHALLENGE_PARAMS),
        )

    def _entries(self) -> tuple[Entry, ...]:
        return (
            ("realm", self.realm and octets_of_text(self.realm), QUOTED),
            ("headers", " ".join(self.headers) or None, QUOTED),
        )

    def to_header(self) -> str:
        return write_entries(self.scheme, self._entries(), self.extensions, _SEPARATOR)


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class SignatureCredentials(ParamsCredentials):
    """A signature, and what it is of (section 2.1).

    ::

        Signature keyId="Test",algorithm="hs2019",created=1402170695,expires=1402170699,
            headers="(request-target) (created) host",signature="SjWJWbWN7i0wzBvtPl8rbASW"

    - ``key_id``: which key was used; text.
    - ``signature``: base64 text. Hidden in ``repr``.
    - ``algorithm``: ``hs2019``, or a name of older drafts such as ``rsa-sha256``; text or None.
      It must agree with what is known of the key, and never choose the algorithm.
    - ``created``: when it was signed, in Unix seconds, or None.
    - ``expires``: until when it is good, in Unix seconds, or None. Decimals, which the draft
      allows here, are cut off when they are received.
    - ``headers``: what is signed, as in the challenge; none means the default, which is
      ``(created)`` and was ``date`` before draft -11.
    - ``extensions``: other parameters.

    As the draft demands (section 2.2), ``created`` and ``expires`` that are no numbers are
    ignored; a signature over them is then refused. Other ill-formed parameters are refused,
    not ignored: without ``headers``, something else would be verified than what was meant.

    Raises BuildError for values outside of these, and for ``headers`` that name ``(created)``
    or ``(expires)`` where there is none; ParseError for those of a peer, and for a missing
    parameter.

    >>> SignatureCredentials(key_id="Test", signature="SjWJWbWN", created=1402170695).to_header()
    'Signature keyId="Test",created=1402170695,signature="SjWJWbWN"'
    """

    scheme = "Signature"
    specification = "draft-cavage-http-signatures-12"
    secret_fields = frozenset({"signature"})

    key_id: str
    signature: str
    algorithm: str | None = None
    created: int | None = None
    expires: int | None = None
    headers: tuple[str, ...] = ()
    extensions: Params = NO_PARAMS

    def __post_init__(self) -> None:
        check_text("keyId", self.key_id)
        check_type("signature", self.signature, str)
        if not base64_decoded(self.signature):
            raise BuildError(Reason.BAD_BASE64, "canonical base64 as signature", param="signature")
        if self.algorithm is not None:
            check_text("algorithm", self.algorithm)
        _check_headers(self.headers)
        if self.created is not None:
            check_integer(BuildError, "created", self.created)
        elif "(created)" in self.headers:
            raise missing(BuildError, "created")
        if self.expires is not None:
            check_integer(BuildError, "expires", self.expires)
        elif "(expires)" in self.headers:
            raise missing(BuildError, "expires")
        check_extensions(self, self.extensions, _CREDENTIALS_PARAMS)

    @classmethod
    def _from_raw(cls, raw: Raw) -> SignatureCredentials:
        values = values_of(raw, "Signature", ("keyId", "signature"))
        headers = _lowered(values, "headers")
        return cls(
            key_id=text_of_octets(values["keyid"]),
            signature=values["signature"],
            algorithm=text(values, "algorithm"),
            created=_seconds(values, "created"),
            expires=_seconds(values, "expires", decimals="(expires)" not in headers),
            headers=headers,
            extensions=rest(raw, _CREDENTIALS_PARAMS, secret=True),
        )

    def _entries(self) -> tuple[Entry, ...]:
        return (
            ("keyId", octets_of_text(self.key_id), QUOTED),
            ("algorithm", self.algorithm and octets_of_text(self.algorithm), QUOTED),
            ("created", None if self.created is None else str(self.created), TOKEN),
            ("expires", None if self.expires is None else str(self.expires), TOKEN),
            ("headers", " ".join(self.headers) or None, QUOTED),
            ("signature", self.signature, QUOTED),
        )

    def to_header(self) -> str:
        return write_entries(self.scheme, self._entries(), self.extensions, _SEPARATOR)

    @classmethod
    def from_signature_field(
        cls, value: FieldValue, *, limits: Limits = DEFAULT_LIMITS
    ) -> SignatureCredentials:
        """Read the field ``Signature``, which names no scheme (section 4.1).

        Raises ParseError for anything but one line of its parameters, TypeError for a value
        that is no text.

        >>> SignatureCredentials.from_signature_field('keyId="Test",signature="SjWJWbWN"')
        SignatureCredentials(key_id='Test', signature=<hidden>)
        """
        try:
            lines = (sole_field_line(value, limits),)
            raw = raw_info(lines, limits, lambda scheme: cls)
            credentials: SignatureCredentials = read(cls, raw, lines, -1)
            return credentials
        except ParseError as error:
            error.scheme = cls.scheme
            error.status_hint = status_hint(error, cls)
            raise

    def to_signature_field(self) -> str:
        """The value of the field ``Signature``, without the scheme.

        >>> SignatureCredentials(key_id="Test", signature="SjWJWbWN").to_signature_field()
        'keyId="Test",signature="SjWJWbWN"'
        """
        return write_entries("", self._entries(), self.extensions, _SEPARATOR)


def _check_headers(headers: tuple[str, ...]) -> None:
    expected = "names in lower case with one blank between them"
    check_words(BuildError, "headers", headers, _HEADER, expected)


def _lowered(values: Values, param: str) -> tuple[str, ...]:
    """Names of fields, whose case means nothing, in lower case."""
    return tuple([word.lower() for word in words(values, param)])


def _seconds(values: Values, param: str, *, decimals: bool = False) -> int | None:
    """Unix seconds without their decimals; None for what is ill-formed, which is ignored."""
    match = _SECONDS.fullmatch(values.get(param, ""))
    if match is None or (match[2] and not decimals):
        return None
    return int(match[1])

# SPDX-License-Identifier: MIT
r"""DPoP (RFC 9449): an access token that is of use only to the holder of a key.

::

    credentials = "DPoP" 1*SP token68              ; the access token
    challenge   = "DPoP" [ 1*SP 1#auth-param ]
    DPoP        = token68                          ; field of a request: the proof, a JWT
    DPoP-Nonce  = 1*NQCHAR                         ; field of a response

    Authorization: DPoP Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU
    DPoP: eyJ0eXAiOiJkcG9wK2p3dCJ9.eyJqdGkiOiJlMWozIn0.2oW9RP35yRqz
    WWW-Authenticate: DPoP error="use_dpop_nonce", algs="ES256 PS256"
    DPoP-Nonce: eyJ7S_zG.eyJH0-Z.HX4w-7v

DPoP is for origin servers: it must not stand in ``Proxy-Authenticate`` and
``Proxy-Authorization`` (section 7.1).

>>> from authheaders import DpopChallenge, parse_challenges
>>> parse_challenges('DPoP error="use_dpop_nonce", algs="ES256 PS256"')
[DpopChallenge(error='use_dpop_nonce', algs=('ES256', 'PS256'))]
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .._lines import sole_field_line
from ..errors import BuildError, ParseError, Reason
from ..limits import DEFAULT_LIMITS
from ..params import NO_PARAMS, Params
from ._access_token import AccessTokenCredentials
from ._checking import check_type, check_words
from ._encodings import base64url_decoded
from ._oauth2 import SHARED_PARAMS, WORD, OAuth2Challenge
from ._reading import QUOTED, integer, rest, text, values_of, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing_extensions import Self

    from .._lines import FieldValue
    from .._writing import Entry
    from ..errors import StatusHint
    from ..limits import Limits
    from ..params import Raw

_CHALLENGE_PARAMS = SHARED_PARAMS | {"algs"}

# nonce  = 1*NQCHAR                                                 ; RFC 9449 section 8.1
# NQCHAR = %x21 / %x23-5B / %x5D-7E
_NONCE = re.compile(r"[!#-\[\]-~]+")


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class DpopChallenge(OAuth2Challenge):
    """What the resource server asks for, or has against token or proof (RFC 9449 section 7.1).

    ::

        DPoP error="invalid_token", error_description="Invalid DPoP key binding", algs="ES256"

    - ``realm``: text or None.
    - ``scope``: the scopes that the token needs, words of printable ASCII without a quote or
      backslash; their order means nothing.
    - ``error``: a code, such as ``use_dpop_nonce`` (the proof needs the nonce of the field
      ``DPoP-Nonce``), ``invalid_dpop_proof`` or ``invalid_token`` (all with status 401),
      ``insufficient_scope`` (403), or None.
    - ``error_description``: for developers, printable ASCII without a quote or backslash.
    - ``error_uri``: URI of a page for developers.
    - ``acr_values``, ``max_age``: authentication that the user must have made (RFC 9470), the
      latter in seconds.
    - ``resource_metadata``: URL of the resource's metadata (RFC 9728 section 5.1).
    - ``algs``: names of the JWS algorithms that the server takes in proofs.
    - ``extensions``: other parameters, which a recipient must ignore.

    Raises BuildError for a value outside of these; ParseError for one of a peer.

    >>> print(DpopChallenge(algs=("ES256", "PS256")).to_header())
    DPoP algs="ES256 PS256"
    """

    scheme = "DPoP"
    specification = "RFC 9449"
    param_specifications = (
        ("realm", "RFC 9110"),
        ("scope", "RFC 6750"),
        ("error_uri", "RFC 6750"),
        ("acr_values", "RFC 9470"),
        ("max_age", "RFC 9470"),
        ("resource_metadata", "RFC 9728"),
    )

    realm: str | None = None
    scope: tuple[str, ...] = ()
    error: str | None = None
    error_description: str | None = None
    error_uri: str | None = None
    acr_values: tuple[str, ...] = ()
    max_age: int | None = None
    resource_metadata: str | None = None
    algs: tuple[str, ...] = ()
    extensions: Params = NO_PARAMS

    def __post_init__(self) -> None:
        self._check_given(_CHALLENGE_PARAMS)
        check_words(BuildError, "algs", self.algs, WORD, "words with one blank between them")

    @classmethod
    def _from_raw(cls, raw: Raw) -> DpopChallenge:
        values = values_of(raw, "DPoP")
        return cls(
            realm=text(values, "realm"),
            scope=words(values, "scope"),
            error=values.get("error"),
            error_description=values.get("error_description"),
            error_uri=values.get("error_uri"),
            acr_values=words(values, "acr_values"),
            max_age=integer(values, "max_age"),
            resource_metadata=values.get("resource_metadata"),
            algs=words(values, "algs"),
            extensions=rest(raw, _CHALLENGE_PARAMS),
        )

    def _entries(self) -> tuple[Entry, ...]:
        return (*self._shared_entries(), ("algs", " ".join(self.algs) or None, QUOTED))


class DpopCredentials(AccessTokenCredentials):
    """An access token that is bound to a key (RFC 9449 section 7.1).

    ::

        DPoP Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU

    - ``token``: a token68, case-sensitive. Hidden in ``repr``.

    The request has a :class:`DpopProof` in a field of its own as well. A server that knows DPoP
    must refuse such a token when it comes as Bearer.

    Raises BuildError for a token that is no token68; ParseError for that of a peer, for
    parameters, and for no token at all.

    >>> DpopCredentials("Kz~8mXK1EalYznwH").to_header()
    'DPoP Kz~8mXK1EalYznwH'
    """

    __slots__ = ()

    scheme = "DPoP"
    specification = "RFC 9449"


@dataclass(frozen=True, slots=True, repr=False)
class _FieldValue:
    """The whole value of a field that has one line."""

    value: str

    def __post_init__(self) -> None:
        raise NotImplementedError

    @classmethod
    def parse(cls, value: FieldValue, *, limits: Limits = DEFAULT_LIMITS) -> Self:
        """Parse the field, of which a message has one line.

        Raises ParseError for anything else, TypeError for a value that is no text.
        """
        try:
            return cls(sole_field_line(value, limits).strip(" \t"))
        except BuildError as error:
            refused = ParseError(error.reason, error.expected, position=0, line=0)
        except ParseError as error:
            refused = error
        refused.scheme = "DPoP"
        refused.status_hint = cls._malformed_status()
        raise refused

    @classmethod
    def _malformed_status(cls) -> StatusHint | None:
        return None

    def to_header(self) -> str:
        """The field value."""
        return self.value


class DpopProof(_FieldValue):
    """The value of the field ``DPoP``: a JWT that proves possession of the key (section 4.1).

    ::

        DPoP: eyJ0eXAiOiJkcG9wK2p3dCJ9.eyJqdGkiOiJlMWozIn0.2oW9RP35yRqz

    - ``value``: a JWS in compact form: three parts of base64url without padding, none of them
      empty, with dots between them. Hidden in ``repr``.

    Only the form is checked: neither what JOSE header and claims say (section 4.3) nor the
    signature. ``header``, ``payload`` and ``signature`` are the octets of the parts; the first
    two ought to be JSON, and the signature is over ``signing_input``.

    Raises BuildError for anything else; ParseError for that of a peer, and unless there is
    exactly one field line.

    >>> proof = DpopProof.parse("eyJ0eXAiOiJkcG9wK2p3dCJ9.eyJqdGkiOiJlMWozIn0.2oW9RP35yRqz")
    >>> proof.header, proof.payload
    (b'{"typ":"dpop+jwt"}', b'{"jti":"e1j3"}')
    """

    __slots__ = ()

    def __post_init__(self) -> None:
        check_type("value", self.value, str)
        parts = [base64url_decoded(part, padded=False) for part in self.value.split(".")]
        if len(parts) != 3 or not all(parts):
            expected = "three parts of base64url with dots between them"
            raise BuildError(Reason.BAD_VALUE, expected)

    @classmethod
    def _malformed_status(cls) -> StatusHint:
        return 401

    @property
    def header(self) -> bytes:
        """The octets of the JOSE header."""
        return self._part(0)

    @property
    def payload(self) -> bytes:
        """The octets of the claims."""
        return self._part(1)

    @property
    def signature(self) -> bytes:
        """The octets of the signature."""
        return self._part(2)

    @property
    def signing_input(self) -> bytes:
        """What the signature is over: the first two parts as they stand (RFC 7515 section 5.1)."""
        return self.value.rpartition(".")[0].encode()

    def _part(self, index: int) -> bytes:
        return base64url_decoded(self.value.split(".")[index], padded=False) or b""

    def __repr__(self) -> str:
        return "DpopProof(value=<hidden>)"


class DpopNonce(_FieldValue):
    """The value of the field ``DPoP-Nonce``: what the next proof must hold (section 8.1).

    ::

        DPoP-Nonce: eyJ7S_zG.eyJH0-Z.HX4w-7v

    - ``value``: printable ASCII without a blank, quote or backslash; one character at least.

    It comes with the challenge ``use_dpop_nonce``, and may come with any other response, where
    it takes the place of the one before. Each server has its own.

    Raises BuildError for anything else; ParseError for that of a peer, and unless there is
    exactly one field line.

    >>> DpopNonce.parse("eyJ7S_zG.eyJH0-Z.HX4w-7v")
    DpopNonce(value='eyJ7S_zG.eyJH0-Z.HX4w-7v')
    """

    __slots__ = ()

    def __post_init__(self) -> None:
        check_type("value", self.value, str)
        if _NONCE.fullmatch(self.value) is None:
            expected = "printable ASCII without a blank, quote or backslash"
            raise BuildError(Reason.BAD_VALUE, expected)

    def __repr__(self) -> str:
        return f"DpopNonce(value={self.value!r})"

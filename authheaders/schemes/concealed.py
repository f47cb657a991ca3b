# SPDX-License-Identifier: MIT
"""Concealed (RFC 9729): a signature over keying material of the TLS connection.

::

    credentials = "Concealed" 1*SP 1#auth-param     ; k, a, p, s and v required, unquoted

    Authorization: Concealed k=YmFzZW1lbnQ, a=11qY..., s=2055, v=ICEi..., p=t71T...
    Concealed-Auth-Export: :AAECAwQF...:

Whoever has no key must not learn that a server knows the scheme, so the RFC defines no
challenge, and a server ignores credentials that are malformed or wrong: it answers as if there
were none. Nothing is signed here.

>>> from authheaders import ConcealedCredentials
>>> key, proof = bytes(32), bytes(64)
>>> credentials = ConcealedCredentials(k=b"basement", a=key, p=proof, s=2055, v=bytes(16))
>>> credentials.to_header()[:32]
'Concealed k=YmFzZW1lbnQ, a=AAAAA'
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .._lines import sole_field_line
from ..errors import BuildError, ParseError, Reason
from ..limits import DEFAULT_LIMITS
from ..params import NO_PARAMS, Params
from ._checking import check_bytes, check_extensions, check_integer, check_text
from ._encodings import base64_decoded, base64_encoded, base64url_encoded, octets_of_text
from ._reading import (
    QUOTED,
    TOKEN,
    base64url,
    canonical_integer,
    check_unquoted,
    present,
    rest,
    text,
    values_of,
)
from ._typed import ParamsChallenge, ParamsCredentials

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .._lines import FieldValue
    from .._writing import Entry
    from ..limits import Limits
    from ..params import Raw

# What TLS calls SignatureScheme has 16 bits.
_LARGEST_SIGNATURE_SCHEME = 0xFFFF

_NO_CHALLENGE_PARAMS: frozenset[str] = frozenset()
_UNQUOTED = ("k", "a", "p", "s", "v")
_CREDENTIALS_PARAMS = frozenset({*_UNQUOTED, "realm"})

# sf-binary = ":" base64 ":"                             ; RFC 9651 section 3.3.5
# base64    = *( ALPHA / DIGIT / "+" / "/" / "=" )
_SF_BINARY = re.compile(r":([0-9A-Za-z+/=]*):")


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class ConcealedChallenge(ParamsChallenge):
    """A challenge that RFC 9729 does not define: a server that sends one can be found out.

    ::

        Concealed

    - ``extensions``: all parameters that came.

    It is here so that one that is sent comes back typed. Don't send any.

    Raises ParseError for a token68.

    >>> ConcealedChallenge().to_header()
    'Concealed'
    """

    scheme = "Concealed"
    specification = "RFC 9729"

    extensions: Params = NO_PARAMS

    def __post_init__(self) -> None:
        check_extensions(self, self.extensions, _NO_CHALLENGE_PARAMS)

    @classmethod
    def _from_raw(cls, raw: Raw) -> ConcealedChallenge:
        values_of(raw, "Concealed")
        return cls(extensions=rest(raw, _NO_CHALLENGE_PARAMS))

    def _entries(self) -> tuple[Entry, ...]:
        return ()


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class ConcealedCredentials(ParamsCredentials):
    """The client's key and its proof (RFC 9729 section 4).

    ::

        Concealed k=YmFzZW1lbnQ, a=VGhpcyBp..., s=2055, v=dmVyaWZp..., p=QzpcV2lu...

    - ``k``: octets that name the key, one at least.
    - ``a``: octets of the public key, in an encoding that depends on ``s``.
    - ``p``: octets of the signature. Hidden in ``repr``.
    - ``s``: the signature algorithm as a number of TLS SignatureScheme, 0 to 65535; 2055 is
      Ed25519.
    - ``v``: 16 octets, the last of what the TLS exporter gave. Hidden in ``repr``.
    - ``realm``: text, if the client is configured for one; else None.
    - ``extensions``: other parameters. The RFC has none.

    Raises BuildError for values outside of these; ParseError for those of a peer, for a missing
    parameter, for one of the first five in quotes, and for base64url with padding. Its
    ``status_hint`` is that of a request without credentials; where probing is to show nothing,
    the answer is that for a resource that does not exist.

    >>> ConcealedCredentials.parse('Concealed k="YmFz"')
    Traceback (most recent call last):
    ...
    authheaders.errors.ParseError: expected an unquoted value as k at position 12 (bad-value)
    """

    scheme = "Concealed"
    specification = "RFC 9729"
    secret_fields = frozenset({"p", "v"})
    malformed_status = 401

    k: bytes
    a: bytes
    p: bytes
    s: int
    v: bytes
    realm: str | None = None
    extensions: Params = NO_PARAMS

    def __post_init__(self) -> None:
        # The ABNF allows none, but a parameter without a value is none.
        check_bytes(BuildError, "k", self.k)
        check_bytes(BuildError, "a", self.a)
        check_bytes(BuildError, "p", self.p)
        check_integer(BuildError, "s", self.s, most=_LARGEST_SIGNATURE_SCHEME)
        check_bytes(BuildError, "v", self.v, 16)
        if self.realm is not None:
            check_text("realm", self.realm)
        check_extensions(self, self.extensions, _CREDENTIALS_PARAMS)

    @classmethod
    def _from_raw(cls, raw: Raw) -> ConcealedCredentials:
        values = values_of(raw, "Concealed")
        check_unquoted(raw, _UNQUOTED)
        return cls(
            k=present(base64url(values, "k", padded=False), "k"),
            a=present(base64url(values, "a", padded=False), "a"),
            p=present(base64url(values, "p", padded=False), "p"),
            # The ABNF as printed has no numbers of one digit; the prose of section 4 has.
            s=present(canonical_integer(values, "s"), "s"),
            v=present(base64url(values, "v", padded=False), "v"),
            realm=text(values, "realm"),
            extensions=rest(raw, _CREDENTIALS_PARAMS, secret=True),
        )

    def _entries(self) -> tuple[Entry, ...]:
        # The order is that of the RFC's example (section 5).
        return (
            ("k", base64url_encoded(self.k, padded=False), TOKEN),
            ("a", base64url_encoded(self.a, padded=False), TOKEN),
            ("s", str(self.s), TOKEN),
            ("v", base64url_encoded(self.v, padded=False), TOKEN),
            ("p", base64url_encoded(self.p, padded=False), TOKEN),
            ("realm", self.realm and octets_of_text(self.realm), QUOTED),
        )


@dataclass(frozen=True, slots=True, repr=False)
class ConcealedAuthExport:
    """The request header ``Concealed-Auth-Export`` (RFC 9729 section 6.2).

    ::

        Concealed-Auth-Export: :VGhpc+BleGFtcGxlIFRMU/BleHBvcnRlc+BvdXRwdXQ/aXMgNDggYnl0ZXMgI/+h:

    - ``exporter_output``: 48 octets, what the TLS exporter gave. Hidden in ``repr``.

    A frontend tells it to the backend that checks the credentials, and strips it from what
    clients send; a backend ignores it unless the sender is trusted.

    Raises BuildError for another number of octets.

    >>> ConcealedAuthExport.parse(f":{'AAAA' * 16}:") == ConcealedAuthExport(bytes(48))
    True
    """

    exporter_output: bytes

    def __post_init__(self) -> None:
        check_bytes(BuildError, "exporter_output", self.exporter_output, 48)

    @classmethod
    def parse(cls, value: FieldValue, *, limits: Limits = DEFAULT_LIMITS) -> ConcealedAuthExport:
        """Read the field, a byte sequence (RFC 9651 section 3.3.5) without parameters.

        Raises ParseError for anything else, TypeError for a value that is no text.
        """
        line = sole_field_line(value, limits)
        found = _SF_BINARY.fullmatch(line.strip(" \t"))
        octets = None if found is None else base64_decoded(found[1])
        if octets is None:
            raise ParseError(Reason.BAD_BASE64, "canonical base64 between colons", line=0)
        if len(octets) != 48:
            raise ParseError(Reason.BAD_VALUE, "48 octets", line=0)
        return cls(octets)

    def to_header(self) -> str:
        """The field value."""
        return f":{base64_encoded(self.exporter_output)}:"

    def __repr__(self) -> str:
        return f"{type(self).__name__}(exporter_output=<hidden>)"

# SPDX-License-Identifier: MIT
r"""vapid (RFC 8292): the application server that sends a Web Push message names itself.

::

    challenge   = "vapid"
    credentials = "vapid" 1*SP 1#auth-param     ; t and k required

    Authorization: vapid t=eyJ0eXAi....eyJhdWQi....i3CYb7t4..., k=BA1Hxzyi...
    WWW-Authenticate: vapid

For origin servers only: it must not be used with proxies (section 3). The older scheme, with
the token alone, is in ``web_push``. No token is signed or verified here.

>>> from authheaders import VapidCredentials
>>> VapidCredentials(t="eyJ.eyJ.i3C", k=b"\4" + bytes(64)).to_header()[:28]
'vapid t=eyJ.eyJ.i3C, k=BAAAA'
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..errors import BuildError
from ..params import NO_PARAMS, Params
from ._checking import broken, check_bytes, check_extensions, check_match, check_type
from ._encodings import base64url_encoded
from ._reading import TOKEN, base64url, present, rest, values_of
from ._typed import ParamsChallenge, ParamsCredentials

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .._writing import Entry
    from ..params import Raw

# JWS Compact Serialization of RFC 7515 section 7.1: three parts of base64url, none empty as
# there are header, claims and an ES256 signature.
_JWT = re.compile(r"[0-9A-Za-z\-_]+\.[0-9A-Za-z\-_]+\.[0-9A-Za-z\-_]+")

# An uncompressed point of P-256 (X9.62): the mark, then x and y of 32 octets each.
_UNCOMPRESSED = b"\x04"
_POINT_LENGTH = 65

_NO_CHALLENGE_PARAMS: frozenset[str] = frozenset()
_CREDENTIALS_PARAMS = frozenset({"t", "k"})


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class VapidChallenge(ParamsChallenge):
    """The push service wants to know who sends (RFC 8292 section 3).

    ::

        vapid

    - ``extensions``: other parameters. The RFC has none; recipients ignore them.

    Raises ParseError for a token68.

    >>> VapidChallenge().to_header()
    'vapid'
    """

    scheme = "vapid"
    specification = "RFC 8292"

    extensions: Params = NO_PARAMS

    def __post_init__(self) -> None:
        check_extensions(self, self.extensions, _NO_CHALLENGE_PARAMS)

    @classmethod
    def _from_raw(cls, raw: Raw) -> VapidChallenge:
        values_of(raw, "vapid")
        return cls(extensions=rest(raw, _NO_CHALLENGE_PARAMS))

    def _entries(self) -> tuple[Entry, ...]:
        return ()


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class VapidCredentials(ParamsCredentials):
    r"""A signed token and the key that it is verified with (RFC 8292 section 3).

    ::

        vapid t=eyJ0eXAi....eyJhdWQi....i3CYb7t4..., k=BA1Hxzyi...

    - ``t``: a JWT: three parts of base64url characters with dots between them, none empty.
      Hidden in ``repr``.
    - ``k``: 65 octets, the uncompressed P-256 public key, of which the first is 4.
    - ``extensions``: other parameters, which recipients ignore.

    Raises BuildError for values outside of these; ParseError for those of a peer, for a missing
    parameter, and for base64url with padding.

    >>> VapidCredentials("a.b.c", b"\4" + bytes(63))
    Traceback (most recent call last):
    ...
    authheaders.errors.BuildError: expected 65 octets as k (bad-value)
    """

    scheme = "vapid"
    specification = "RFC 8292"
    secret_fields = frozenset({"t"})
    malformed_status = 401

    t: str
    k: bytes
    extensions: Params = field(default=NO_PARAMS, kw_only=True)

    def __post_init__(self) -> None:
        check_type("t", self.t, str)
        check_match(BuildError, "t", self.t, _JWT, "three parts of base64url")
        check_bytes(BuildError, "k", self.k, _POINT_LENGTH)
        if not self.k.startswith(_UNCOMPRESSED):
            raise broken(BuildError, "k", "an uncompressed point")
        check_extensions(self, self.extensions, _CREDENTIALS_PARAMS)

    @classmethod
    def _from_raw(cls, raw: Raw) -> VapidCredentials:
        values = values_of(raw, "vapid")
        return cls(
            t=present(values.get("t"), "t"),
            k=present(base64url(values, "k", padded=False), "k"),
            extensions=rest(raw, _CREDENTIALS_PARAMS, secret=True),
        )

    def _entries(self) -> tuple[Entry, ...]:
        return (
            ("t", self.t, TOKEN),
            ("k", base64url_encoded(self.k, padded=False), TOKEN),
        )

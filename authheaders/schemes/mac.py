# SPDX-License-Identifier: MIT
"""MAC (draft-ietf-oauth-v2-http-mac, expired): a MAC over the request, which Hawk descends from.

::

    credentials = "MAC" 1*SP 1#auth-param       ; id, nonce and mac required, and ts since -01
    challenge   = "MAC" [ 1*SP 1#auth-param ]
    value       = 1*( %x20-21 / %x23-5B / %x5D-7E )

    Authorization: MAC id="h480djs93hd8", ts="1336363200", nonce="dj83hs9s", mac="bhCQXTVyfj5c"
    Authorization: MAC id="h480djs93hd8", nonce="264095:dj83hs9s", mac="bhCQXTVyfj5c"
    WWW-Authenticate: MAC error="The MAC credentials expired"

The second form is that of the drafts before -01, whose nonce begins with the age of the key.

>>> from authheaders import parse_credentials
>>> parse_credentials('MAC id="h480djs93hd8", ts="1336363200", nonce="dj83hs9s", mac="bhCQXTVy"')
MacCredentials(id='h480djs93hd8', ts=1336363200, nonce='dj83hs9s', mac=<hidden>)
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..errors import BuildError
from ..params import NO_PARAMS, Params
from ._checking import check_extensions, check_integer, check_match, check_plain, check_text
from ._encodings import octets_of_text
from ._reading import QUOTED, canonical_integer, rest, text, values_of
from ._typed import ParamsChallenge, ParamsCredentials

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .._writing import Entry
    from ..params import Raw

_CHALLENGE_PARAMS = frozenset({"realm", "error"})
_CREDENTIALS_PARAMS = frozenset("id ts nonce bodyhash mac ext".split())

# nonce = 1*DIGIT ":" 1*( %x20-21 / %x23-5B / %x5D-7E )       ; before draft -01
_AGE_AND_RANDOM = re.compile(r"[0-9]+:.+")


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class MacChallenge(ParamsChallenge):
    """What the server asks for, or has against the credentials (section 4.1).

    ::

        MAC error="The MAC credentials expired"

    - ``realm``: text or None.
    - ``error``: what was wrong, for people: printable ASCII without a quote or backslash, or
      None.
    - ``extensions``: other parameters.

    Raises BuildError for values outside of these; ParseError for those of a peer.

    >>> MacChallenge(error="The MAC credentials expired").to_header()
    'MAC error="The MAC credentials expired"'
    """

    scheme = "MAC"
    specification = "draft-ietf-oauth-v2-http-mac-01"

    realm: str | None = None
    error: str | None = None
    extensions: Params = NO_PARAMS

    def __post_init__(self) -> None:
        if self.realm is not None:
            check_text("realm", self.realm)
        if self.error is not None:
            check_plain(BuildError, "error", self.error)
        check_extensions(self, self.extensions, _CHALLENGE_PARAMS)

    @classmethod
    def _from_raw(cls, raw: Raw) -> MacChallenge:
        values = values_of(raw, "MAC")
        return cls(
            realm=text(values, "realm"),
            error=values.get("error"),
            extensions=rest(raw, _CHALLENGE_PARAMS),
        )

    def _entries(self) -> tuple[Entry, ...]:
        return (
            ("realm", self.realm and octets_of_text(self.realm), QUOTED),
            ("error", self.error, QUOTED),
        )


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class MacCredentials(ParamsCredentials):
    """The client's MAC over its request (section 3.1).

    ::

        MAC id="h480djs93hd8", ts="1336363200", nonce="dj83hs9s",
            mac="bhCQXTVyfj5cmA9uKkPFx1zeOXM="

    - ``id``: which key was used.
    - ``ts``: the client's clock in Unix seconds; None for the form of the drafts before -01.
    - ``nonce``: unique for the key and ``ts``; without ``ts`` it is the age of the key in
      seconds, a colon, and random text.
    - ``bodyhash``: base64 text of the hash of the body, or None; of the drafts before -01.
    - ``mac``: base64 text, compared as it is. Hidden in ``repr``.
    - ``ext``: what the application wants to have signed, or None.
    - ``extensions``: other parameters.

    The texts are printable ASCII without a quote or backslash, one character at least.

    Raises BuildError for values outside of these; ParseError for those of a peer, and for a
    missing parameter.

    >>> older = MacCredentials(id="h480djs93hd8", nonce="264095:dj83hs9s", mac="bhCQXTVyfj5c")
    >>> older.to_header()
    'MAC id="h480djs93hd8", nonce="264095:dj83hs9s", mac="bhCQXTVyfj5c"'
    """

    scheme = "MAC"
    specification = "draft-ietf-oauth-v2-http-mac-01"
    param_specifications = (("bodyhash", "draft-ietf-oauth-v2-http-mac-00"),)
    secret_fields = frozenset({"mac"})

    id: str
    ts: int | None = None
    nonce: str
    bodyhash: str | None = None
    mac: str
    ext: str | None = None
    extensions: Params = NO_PARAMS

    def __post_init__(self) -> None:
        check_plain(BuildError, "id", self.id)
        check_plain(BuildError, "nonce", self.nonce)
        if self.ts is not None:
            check_integer(BuildError, "ts", self.ts)
        else:
            expected = "the age of the key, a colon and random text"
            check_match(BuildError, "nonce", self.nonce, _AGE_AND_RANDOM, expected)
        if self.bodyhash is not None:
            check_plain(BuildError, "bodyhash", self.bodyhash)
        check_plain(BuildError, "mac", self.mac)
        if self.ext is not None:
            check_plain(BuildError, "ext", self.ext)
        check_extensions(self, self.extensions, _CREDENTIALS_PARAMS)

    @classmethod
    def _from_raw(cls, raw: Raw) -> MacCredentials:
        values = values_of(raw, "MAC", ("id", "nonce", "mac"))
        return cls(
            id=values["id"],
            ts=canonical_integer(values, "ts"),
            nonce=values["nonce"],
            bodyhash=values.get("bodyhash"),
            mac=values["mac"],
            ext=values.get("ext"),
            extensions=rest(raw, _CREDENTIALS_PARAMS, secret=True),
        )

    def _entries(self) -> tuple[Entry, ...]:
        return (
            ("id", self.id, QUOTED),
            ("ts", None if self.ts is None else str(self.ts), QUOTED),
            ("nonce", self.nonce, QUOTED),
            ("bodyhash", self.bodyhash, QUOTED),
            ("mac", self.mac, QUOTED),
            ("ext", self.ext, QUOTED),
        )

# SPDX-License-Identifier: MIT
r"""Hawk (API of mozilla/hawk): a MAC over the request proves that the key is known.

::

    credentials = "Hawk" 1*SP 1#auth-param      ; id, ts, nonce and mac required
    challenge   = "Hawk" [ 1*SP 1#auth-param ]
    value       = <"> 1*( %x20-21 / %x23-5B / %x5D-7E ) <">

    Authorization: Hawk id="dh37fgj492je", ts="1353832234", nonce="j4h3g2", mac="6R4rV5iE+NPo"
    WWW-Authenticate: Hawk ts="1353832234", tsm="2mw1eh/qXzl0wJZ", error="Stale timestamp"
    Server-Authorization: Hawk mac="7Vs8WESvOYGbOyA5", hash="CMvakkkl6cSYGn"

The reference parser is stricter than RFC 9110: it refuses what it does not know, and every value
must be quoted. So all that is written is quoted, and unknown parameters are refused here too; but
an unquoted value, and a name in another case, mean the same in HTTP, and are read.

``Server-Authorization`` is no Authentication-Info: it names the scheme, as credentials do. Read it
with ``HawkInfo.parse``. Nothing is hashed here; see ``authheaders.signing.hawk``.

>>> from authheaders import HawkInfo
>>> HawkInfo.parse('Hawk mac="7Vs8WESvOYGbOyA5", ext="response-specific"')
HawkInfo(mac=<hidden>, ext='response-specific')
"""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import BuildError, ParseError, Reason
from ..params import NO_PARAMS
from ._checking import broken, check_integer, check_plain, check_text, check_type, missing
from ._encodings import base64url_decoded, base64url_encoded
from ._reading import QUOTED, canonical_integer, refuse_unknown, values_of
from ._typed import ParamsChallenge, ParamsCredentials

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .._writing import Entry
    from ..messages import Message
    from ..params import Raw

_CHALLENGE_PARAMS = frozenset("ts tsm error".split())
_CREDENTIALS_PARAMS = frozenset("id ts nonce hash ext mac app dlg".split())
_INFO_PARAMS = frozenset("mac hash ext".split())

# What the reference parser takes of one field value at most.
_LONGEST = 4096


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class HawkChallenge(ParamsChallenge):
    """What the server asks for, or has against the client's clock.

    ::

        Hawk ts="1353832234", tsm="2mw1eh/qXzl0wJZ/E6XvBhRMEJN7L3j8AyMA8eItEb0=",
            error="Stale timestamp"

    - ``ts``: the server's clock in Unix seconds, or None. Not to be trusted before ``tsm``
      has been verified.
    - ``tsm``: base64 text of the MAC over ``ts``; there if and only if ``ts`` is.
    - ``error``: what was wrong, for people, or None.

    The texts are printable ASCII without quote and backslash. There are no other parameters.

    Raises BuildError for values outside of these; ParseError for those of a peer.

    >>> HawkChallenge(error="Stale timestamp").to_header()
    'Hawk error="Stale timestamp"'
    >>> HawkChallenge.parse("Hawk")
    HawkChallenge()
    """

    scheme = "Hawk"
    specification = "Hawk (mozilla/hawk API)"
    extensions = NO_PARAMS

    ts: int | None = None
    tsm: str | None = None
    error: str | None = None

    def __post_init__(self) -> None:
        if self.ts is not None:
            check_integer(BuildError, "ts", self.ts)
        if self.tsm is not None:
            check_plain(BuildError, "tsm", self.tsm)
        if (self.ts is None) is not (self.tsm is None):
            raise missing(BuildError, "ts" if self.ts is None else "tsm")
        if self.error is not None:
            check_plain(BuildError, "error", self.error)
        _check_length(self)

    @classmethod
    def _from_raw(cls, raw: Raw) -> HawkChallenge:
        values = values_of(raw, "Hawk")
        refuse_unknown(raw, _CHALLENGE_PARAMS)
        return cls(
            ts=canonical_integer(values, "ts"),
            tsm=values.get("tsm"),
            error=values.get("error"),
        )

    def _entries(self) -> tuple[Entry, ...]:
        return (
            ("ts", None if self.ts is None else str(self.ts), QUOTED),
            ("tsm", self.tsm, QUOTED),
            ("error", self.error, QUOTED),
        )


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class HawkCredentials(ParamsCredentials):
    """The client's MAC over its request.

    ::

        Hawk id="dh37fgj492je", ts="1353832234", nonce="j4h3g2", ext="some-app-ext-data",
            mac="6R4rV5iE+NPoym+WwjeHzjAGXUtLNIxmo1vpMofpLAE="

    - ``id``: which key was used.
    - ``ts``: the client's clock in Unix seconds.
    - ``nonce``: random text, once for each ``ts`` and ``id``.
    - ``mac``: base64 text, compared as it is. Hidden in ``repr``.
    - ``hash``: base64 text of the hash of the payload, or None.
    - ``ext``: what the application wants to have signed, or None.
    - ``app``: id of an application (Oz), or None.
    - ``dlg``: who delegated it; only together with ``app``, or None.

    The texts are printable ASCII without quote and backslash, one character at least. There
    are no other parameters.

    Raises BuildError for values outside of these, and for a header of more than 4096
    characters; ParseError for those of a peer, and for a missing or unknown parameter.

    >>> HawkCredentials(id="dh37fgj4", ts=1353832234, nonce="j4h3g2", mac="6R4rV5iE").to_header()
    'Hawk id="dh37fgj4", ts="1353832234", nonce="j4h3g2", mac="6R4rV5iE"'
    """

    scheme = "Hawk"
    specification = "Hawk (mozilla/hawk API)"
    secret_fields = frozenset({"mac"})
    extensions = NO_PARAMS

    id: str
    ts: int
    nonce: str
    mac: str
    hash: str | None = None
    ext: str | None = None
    app: str | None = None
    dlg: str | None = None

    def __post_init__(self) -> None:
        check_plain(BuildError, "id", self.id)
        check_integer(BuildError, "ts", self.ts)
        check_plain(BuildError, "nonce", self.nonce)
        check_plain(BuildError, "mac", self.mac)
        for param in ("hash", "ext", "app", "dlg"):
            value = getattr(self, param)
            if value is not None:
                check_plain(BuildError, param, value)
        if self.dlg is not None and self.app is None:
            raise missing(BuildError, "app")
        _check_length(self)

    @classmethod
    def _from_raw(cls, raw: Raw) -> HawkCredentials:
        values = values_of(raw, "Hawk", ("id", "ts", "nonce", "mac"))
        refuse_unknown(raw, _CREDENTIALS_PARAMS)
        return cls(
            id=values["id"],
            ts=canonical_integer(values, "ts") or 0,  # it is there
            nonce=values["nonce"],
            hash=values.get("hash"),
            ext=values.get("ext"),
            mac=values["mac"],
            app=values.get("app"),
            dlg=values.get("dlg"),
        )

    def _entries(self) -> tuple[Entry, ...]:
        return (
            ("id", self.id, QUOTED),
            ("ts", str(self.ts), QUOTED),
            ("nonce", self.nonce, QUOTED),
            ("hash", self.hash, QUOTED),
            ("ext", self.ext, QUOTED),
            ("mac", self.mac, QUOTED),
            ("app", self.app, QUOTED),
            ("dlg", self.dlg, QUOTED),
        )


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class HawkInfo(ParamsCredentials):
    """The server's MAC over its response: the value of ``Server-Authorization``.

    ::

        Server-Authorization: Hawk mac="7Vs8WESvOYGbOyA5kw/beTtIHH4yy3x1VY72ZKpEFpE=",
            hash="CMvakkkl6cSYGn/nGR+QdLOYf+NRX9rMM3Bb4/y44gE=", ext="response-specific"

    It has the grammar of credentials, and is what the server proves itself with; but no
    ``Authorization`` holds it, so ``parse_credentials`` never returns one.

    - ``mac``: base64 text, compared as it is. Hidden in ``repr``.
    - ``hash``: base64 text of the hash of the payload, or None.
    - ``ext``: what the application wants to have signed, or None.

    The texts are as in :class:`HawkCredentials`. There are no other parameters.

    Raises BuildError for values outside of these; ParseError for those of a peer.

    >>> HawkInfo(mac="7Vs8WESvOYGbOyA5", ext="response-specific").to_header()
    'Hawk mac="7Vs8WESvOYGbOyA5", ext="response-specific"'
    """

    scheme = "Hawk"
    specification = "Hawk (mozilla/hawk API)"
    secret_fields = frozenset({"mac"})
    extensions = NO_PARAMS

    mac: str
    hash: str | None = None
    ext: str | None = None

    def __post_init__(self) -> None:
        check_plain(BuildError, "mac", self.mac)
        if self.hash is not None:
            check_plain(BuildError, "hash", self.hash)
        if self.ext is not None:
            check_plain(BuildError, "ext", self.ext)
        _check_length(self)

    @classmethod
    def _from_raw(cls, raw: Raw) -> HawkInfo:
        values = values_of(raw, "Hawk", ("mac",))
        refuse_unknown(raw, _INFO_PARAMS)
        return cls(mac=values["mac"], hash=values.get("hash"), ext=values.get("ext"))

    def _entries(self) -> tuple[Entry, ...]:
        return (
            ("mac", self.mac, QUOTED),
            ("hash", self.hash, QUOTED),
            ("ext", self.ext, QUOTED),
        )


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class HawkBewit:
    r"""A MAC that stands in a URL: the query parameter ``bewit`` of a GET or HEAD request.

    ::

        bewit = base64url( id "\" exp "\" mac "\" ext )    ; without padding

    - ``id``: which key was used.
    - ``exp``: until when it is good, in Unix seconds.
    - ``mac``: base64 text, compared as it is. Hidden in ``repr``.
    - ``ext``: what the application wants to have signed; the empty text for nothing.

    The texts hold neither a backslash nor a control character.

    Raises BuildError for values outside of these; ParseError for those of a peer.

    >>> bewit = HawkBewit(id="123456", exp=4511484621, mac="31c2cdmBEwSIEVC9Y/kS")
    >>> bewit.to_text()
    'MTIzNDU2XDQ1MTE0ODQ2MjFcMzFjMmNkbUJFd1NJRVZDOVkva1Nc'
    >>> HawkBewit.parse(bewit.to_text()) == bewit
    True
    """

    id: str
    exp: int
    mac: str
    ext: str = ""

    def __post_init__(self) -> None:
        for param, value in (("id", self.id), ("mac", self.mac), ("ext", self.ext)):
            check_text(param, value)
            if "\\" in value or "\t" in value:
                raise broken(BuildError, param, "no backslash and no tab")
            if not value and param != "ext":
                raise broken(BuildError, param, "one character at least")
        check_integer(BuildError, "exp", self.exp)

    @classmethod
    def parse(cls, text: str) -> HawkBewit:
        """Read the value of the query parameter; TypeError for what is no str."""
        check_type("bewit", text, str)
        octets = base64url_decoded(text, padded=False)
        if octets is None:
            raise ParseError(Reason.BAD_BASE64, "unpadded base64url as bewit", scheme="Hawk")
        try:
            id_, exp, mac, ext = octets.decode().split("\\")
            return cls(id=id_, exp=canonical_integer({"exp": exp}, "exp") or 0, mac=mac, ext=ext)
        except (BuildError, ParseError) as error:
            reason, expected = error.reason, error.expected
            raise ParseError(reason, expected, scheme="Hawk", param=error.param) from None
        except ValueError:
            # No UTF-8, or another number of parts.
            expected = "id, exp, mac and ext as bewit"
            raise ParseError(Reason.BAD_VALUE, expected, scheme="Hawk") from None

    def to_text(self) -> str:
        """The value of the query parameter; it needs no percent-encoding."""
        text = "\\".join((self.id, str(self.exp), self.mac, self.ext))
        return base64url_encoded(text.encode(), padded=False)

    def __repr__(self) -> str:
        return f"HawkBewit(id={self.id!r}, exp={self.exp!r}, mac=<hidden>, ext={self.ext!r})"


def _check_length(message: Message) -> None:
    if len(message.to_header()) > _LONGEST:
        raise BuildError(Reason.TOO_LONG, f"at most {_LONGEST} characters of header")

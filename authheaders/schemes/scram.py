# SPDX-License-Identifier: MIT
r"""SCRAM-SHA-256 and SCRAM-SHA-1 (RFC 7804): both sides prove that they know the password.

::

    challenge-scram   = scram-name [1*SP 1#auth-param]    ; realm, sid, data, sr, ttl, stale
    credentials-scram = scram-name [1*SP 1#auth-param]    ; realm, sid, data

    Authorization: SCRAM-SHA-256 realm="testrealm@example.com", data="biwsbj11c2VyLHI9ck8="
    WWW-Authenticate: SCRAM-SHA-256 sid=AAAABBBBCCCCDDDD, data="cj1yTyVodllELHM9VzIyWixpPTQwOTY="
    Authorization: SCRAM-SHA-256 sid=AAAABBBBCCCCDDDD, data="Yz1iaXdzLHI9ck8laHZZRCxwPWRIemI="
    Authentication-Info: sid=AAAABBBBCCCCDDDD, data="dj02cnJp"

``data`` is the base64 of a message of RFC 5802, which has a class of its own: ``data`` takes
``bytes(message)``, and ``message`` gives it back. Nothing is hashed here.

The RFC writes ``data`` and ``sr`` unquoted, although they hold characters of no token; they are
read so, and written with quotes. Each ``data`` of its examples has a LF behind the message,
which is refused.

>>> from authheaders import ScramClientFirst, ScramCredentials, parse_credentials
>>> credentials = ScramCredentials(realm="a", data=bytes(ScramClientFirst("user", "rOprNGfw")))
>>> credentials.to_header()
'SCRAM-SHA-256 realm="a", data="biwsbj11c2VyLHI9ck9wck5HZnc="'
>>> parse_credentials('SCRAM-SHA-256 data=biwsbj11c2VyLHI9ck9wck5HZnc=').message
ScramClientFirst(username='user', nonce='rOprNGfw')
"""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import BuildError, ParseError, Reason
from ..messages import canonical_scheme
from ..params import NO_PARAMS, Params
from ._checking import (
    broken,
    check_extensions,
    check_integer,
    check_match,
    check_text,
    check_token,
    check_type,
    missing,
)
from ._encodings import base64_encoded, octets_of_text
from ._reading import QUOTED, TOKEN, base64, canonical_integer, is_true, rest, text, values_of
from ._scram_attributes import NONCE
from ._scram_messages import (
    ScramClientFinal,
    ScramClientFirst,
    ScramServerFinal,
    ScramServerFirst,
)
from ._typed import ParamsChallenge, ParamsCredentials, ParamsInfo

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    from .._writing import Entry
    from ..params import Raw
    from ._scram_messages import ScramMessage

    M = TypeVar("M", bound=ScramMessage)

_SCHEMES = ("SCRAM-SHA-256", "SCRAM-SHA-1")

_CHALLENGE_PARAMS = frozenset("realm sid data sr ttl stale".split())
_CREDENTIALS_PARAMS = frozenset("realm sid data".split())
_INFO_PARAMS = frozenset("sid data".split())

# data = "data=" base64, sr = "sr=" s-nonce    ; RFC 7804 sections 4 and 5.1
_BARE = ("data", "sr")


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class ScramChallenge(ParamsChallenge):
    """What the server asks for, and its answer to a client-first message (RFC 7804 section 5).

    ::

        SCRAM-SHA-256 realm="testrealm@example.com", sr="%hvYDpWUa2RaTCAfu", ttl=120
        SCRAM-SHA-256 sid=AAAABBBBCCCCDDDD, data="cj1yTyVodllELHM9VzIyWixpPTQwOTY="

    - ``scheme``: ``SCRAM-SHA-256`` or ``SCRAM-SHA-1``.
    - ``realm``: text or None.
    - ``sid``: the session, a token, to be sent back; or None.
    - ``data``: the octets of a :class:`ScramServerFirst`, never without ``sid``; or None.
    - ``sr``: a server nonce for a reauthentication, printable ASCII without a comma; or None.
    - ``ttl``: seconds for which ``sr`` is good, never without it; or None.
    - ``stale``: whether only the nonce was too old; then there is a new ``sr``. When received,
      all but ``true`` is False.
    - ``extensions``: other parameters.

    There is either ``data`` or ``sr``, or neither. Raises BuildError for values outside of
    these; ParseError for those of a peer.

    >>> data = bytes(ScramServerFirst("rO%hvYD", b"salt", 4096))
    >>> ScramChallenge(sid="AAAABBBB", data=data).to_header()
    'SCRAM-SHA-256 sid=AAAABBBB, data="cj1yTyVodllELHM9YzJGc2RBPT0saT00MDk2"'
    """

    schemes = _SCHEMES
    specification = "RFC 7804"
    takes_bare_runs = True

    scheme: str = "SCRAM-SHA-256"
    realm: str | None = None
    sid: str | None = None
    data: bytes | None = None
    sr: str | None = None
    ttl: int | None = None
    stale: bool = False
    extensions: Params = NO_PARAMS

    def __post_init__(self) -> None:
        _check_scheme(self.scheme)
        if self.realm is not None:
            check_text("realm", self.realm)
        if self.sid is not None:
            check_token(BuildError, "sid", self.sid)
        if self.data is not None:
            _message(self.data, ScramServerFirst)
        if (self.sid is None) is not (self.data is None):
            raise missing(BuildError, "sid" if self.sid is None else "data")
        if self.sr is not None:
            check_type("sr", self.sr, str)
            check_match(BuildError, "sr", self.sr, NONCE, "printable ASCII without a comma")
            if self.data is not None:
                raise BuildError(Reason.CONFLICT, "data or sr, not both", param="sr")
        if self.ttl is not None:
            check_integer(BuildError, "ttl", self.ttl)
        check_type("stale", self.stale, bool)
        if self.sr is None and (self.ttl is not None or self.stale):
            raise missing(BuildError, "sr")
        check_extensions(self, self.extensions, _CHALLENGE_PARAMS)

    @classmethod
    def _from_raw(cls, raw: Raw) -> ScramChallenge:
        values = values_of(raw, "SCRAM", bare=_BARE)
        return cls(
            scheme=canonical_scheme(raw[0], cls),
            realm=text(values, "realm"),
            sid=values.get("sid"),
            data=base64(values, "data"),
            sr=values.get("sr"),
            ttl=canonical_integer(values, "ttl"),
            stale=is_true(values, "stale"),
            extensions=rest(raw, _CHALLENGE_PARAMS),
        )

    def _entries(self) -> tuple[Entry, ...]:
        return (
            ("realm", self.realm and octets_of_text(self.realm), QUOTED),
            ("sid", self.sid, TOKEN),
            ("data", None if self.data is None else base64_encoded(self.data), QUOTED),
            ("sr", self.sr, QUOTED),
            ("ttl", None if self.ttl is None else str(self.ttl), TOKEN),
            ("stale", "true" if self.stale else None, TOKEN),
        )

    @property
    def message(self) -> ScramServerFirst | None:
        """The message that ``data`` holds."""
        return None if self.data is None else ScramServerFirst.parse(self.data)


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class ScramCredentials(ParamsCredentials):
    """A message of the client (RFC 7804 section 5).

    ::

        SCRAM-SHA-256 realm="testrealm@example.com", data="biwsbj11c2VyLHI9ck8="
        SCRAM-SHA-256 sid=AAAABBBBCCCCDDDD, data="Yz1iaXdzLHI9ck8laHZZRCxwPWRIemI="

    - ``scheme``: that of the challenge, ``SCRAM-SHA-256`` or ``SCRAM-SHA-1``.
    - ``realm``: text or None, in a first message and in a reauthentication.
    - ``sid``: the session that the server gave, a token; or None.
    - ``data``: the octets of a message. Hidden in ``repr``. A :class:`ScramClientFirst` goes
      without ``sid``; a :class:`ScramClientFinal` with ``sid``, or with ``realm`` instead if
      it is a reauthentication, which answers ``sr``.
    - ``extensions``: other parameters.

    Raises BuildError for values outside of these; ParseError for those of a peer.

    >>> data = bytes(ScramClientFinal("rO%hvYD", b"proof"))
    >>> ScramCredentials(sid="AAAABBBB", data=data).to_header()
    'SCRAM-SHA-256 sid=AAAABBBB, data="Yz1iaXdzLHI9ck8laHZZRCxwPWNISnZiMlk9"'
    """

    schemes = _SCHEMES
    specification = "RFC 7804"
    secret_fields = frozenset({"data"})
    malformed_status = 401
    takes_bare_runs = True

    scheme: str = "SCRAM-SHA-256"
    realm: str | None = None
    sid: str | None = None
    data: bytes
    extensions: Params = NO_PARAMS

    def __post_init__(self) -> None:
        _check_scheme(self.scheme)
        if self.realm is not None:
            check_text("realm", self.realm)
        if self.sid is not None:
            check_token(BuildError, "sid", self.sid)
        final = isinstance(_client_message(self.data), ScramClientFinal)
        if self.sid is not None and (self.realm is not None or not final):
            expected = "a sid only with a client-final message, and without a realm"
            raise BuildError(Reason.CONFLICT, expected, param="sid")
        if self.sid is None and self.realm is None and final:
            raise missing(BuildError, "sid")
        check_extensions(self, self.extensions, _CREDENTIALS_PARAMS)

    @classmethod
    def _from_raw(cls, raw: Raw) -> ScramCredentials:
        values = values_of(raw, "SCRAM", ("data",), bare=_BARE)
        return cls(
            scheme=canonical_scheme(raw[0], cls),
            realm=text(values, "realm"),
            sid=values.get("sid"),
            data=base64(values, "data") or b"",
            extensions=rest(raw, _CREDENTIALS_PARAMS, secret=True),
        )

    def _entries(self) -> tuple[Entry, ...]:
        return (
            ("realm", self.realm and octets_of_text(self.realm), QUOTED),
            ("sid", self.sid, TOKEN),
            ("data", base64_encoded(self.data), QUOTED),
        )

    @property
    def message(self) -> ScramClientFirst | ScramClientFinal:
        """The message that ``data`` holds."""
        return _client_message(self.data)


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class ScramInfo(ParamsInfo):
    """The server's proof, after a success (RFC 7804 section 5).

    ::

        Authentication-Info: sid=AAAABBBBCCCCDDDD, data="dj02cnJp"

    - ``sid``: the session, a token.
    - ``data``: the octets of a :class:`ScramServerFinal`. Hidden in ``repr``.
    - ``extensions``: other parameters.

    The field does not name the scheme: it is that of the credentials. Raises BuildError for
    values outside of these; ParseError for those of a peer, and for a missing parameter.

    >>> ScramInfo(sid="AAAABBBB", data=bytes(ScramServerFinal(b"proof"))).to_header()
    'sid=AAAABBBB, data="dj1jSEp2YjJZPQ=="'
    """

    scheme = "SCRAM-SHA-256"
    schemes = _SCHEMES
    specification = "RFC 7804"
    secret_fields = frozenset({"data"})
    takes_bare_runs = True

    sid: str
    data: bytes
    extensions: Params = NO_PARAMS

    def __post_init__(self) -> None:
        check_token(BuildError, "sid", self.sid)
        _message(self.data, ScramServerFinal)
        check_extensions(self, self.extensions, _INFO_PARAMS)

    @classmethod
    def _from_raw(cls, raw: Raw) -> ScramInfo:
        values = values_of(raw, "SCRAM", ("sid", "data"), bare=_BARE)
        return cls(
            sid=values["sid"],
            data=base64(values, "data") or b"",
            extensions=rest(raw, _INFO_PARAMS, secret=True),
        )

    def _entries(self) -> tuple[Entry, ...]:
        return (
            ("sid", self.sid, TOKEN),
            ("data", base64_encoded(self.data), QUOTED),
        )

    @property
    def message(self) -> ScramServerFinal:
        """The message that ``data`` holds."""
        return ScramServerFinal.parse(self.data)


def _check_scheme(scheme: str) -> None:
    check_type("scheme", scheme, str)
    if scheme not in _SCHEMES:
        raise broken(BuildError, "scheme", " or ".join(_SCHEMES))


def _client_message(data: bytes) -> ScramClientFirst | ScramClientFinal:
    check_type("data", data, bytes)
    # No gs2-header begins like the attribute of a client-final message.
    if data[:2] == b"c=":
        return _message(data, ScramClientFinal)
    return _message(data, ScramClientFirst)


def _message(data: bytes, cls: type[M]) -> M:
    """Read a message; BuildError for what is none, which parsing makes the peer's fault."""
    check_type("data", data, bytes)
    try:
        return cls.parse(data)
    except ParseError as error:
        expected = f"{error.expected}, in the SCRAM message"
        raise BuildError(error.reason, expected, param="data") from None

# SPDX-License-Identifier: MIT
"""Challenges of Mutual; see ``mutual``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..errors import BuildError, ParseError
from ..params import NO_PARAMS, Params
from ._checking import broken, check_type, missing
from ._extensive_values import (
    check_extensive_token,
    check_hex_number,
    check_unbounded_integer,
    check_uri_reference,
    extensive_token,
    hex_number,
    unbounded_integer,
    with_extended,
)
from ._mutual_shared import (
    SHARED,
    check_element,
    check_kind,
    check_shared,
    names_of,
    number,
    number_form,
    shared_entries,
    values_of_kind,
)
from ._reading import QUOTED, TOKEN, rest, spaced
from ._typed import ParamsChallenge

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .._writing import Entry
    from ..params import Raw

# What tells the kinds of messages apart: a message has it of one kind, and none of the other
# side's (RFC 8120 section 4). These are what each excludes.
_NOT_IN_INIT = re.compile(r"(?:ks[0-9]+|vks|kc[0-9]+|vkc)\*?")
_NOT_IN_KEX_CHALLENGE = re.compile(r"(?:reason|vks|kc[0-9]+|vkc)\*?")
_INIT = (*SHARED, "reason")
_KEX_CHALLENGE = (*SHARED, "sid", "ks1", "nc-max", "nc-window", "time", "path")
_INIT_PARAMS = with_extended(_INIT)
_KEX_CHALLENGE_PARAMS = with_extended(_KEX_CHALLENGE)


class MutualChallenge(ParamsChallenge):
    """A challenge of Mutual: :class:`MutualInitChallenge` or :class:`MutualKexChallenge`.

    It is what ``isinstance`` and ``parse`` take for either; it has no objects of its own.

    - ``version``: ``1``, the only one that there is.
    - ``algorithm``: a token in lower case: one of RFC 8121, or another. No rule for the numbers
      of another one is known here.
    - ``validation``: a token in lower case: ``host``, ``tls-server-end-point`` or
      ``tls-unique``. The client must check that it is the one for the connection.
    - ``auth_scope``: where the password is valid, in lower case: a scheme and a host
      (``https://www.example.com:8443``; without the default port), a host, or ``*.`` and a
      domain; None if it is absent, which RFC 8120 describes in two ways. A sender should give it.
    - ``realm``: text.
    """

    __slots__ = ()

    scheme = "Mutual"
    specification = "RFC 8120"

    version: str
    algorithm: str
    validation: str
    auth_scope: str | None
    realm: str

    @classmethod
    def _from_raw(cls, raw: Raw) -> Any:
        names = names_of(raw)
        if "reason" in names:
            return MutualInitChallenge._from_raw(raw)
        if any(re.fullmatch("ks[0-9]+", name) for name in names):
            return MutualKexChallenge._from_raw(raw)
        raise missing(ParseError, "reason")


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class MutualInitChallenge(MutualChallenge):
    """The server asks for authentication, or for a new session (RFC 8120 section 4.1).

    ::

        Mutual version=1, algorithm=iso-kam3-ec-p256-sha256, validation=host,
            auth-scope="www.example.com", realm="Protected", reason=initial

    - ``version``, ``algorithm``, ``validation``, ``auth_scope``, ``realm``: see
      :class:`MutualChallenge`.
    - ``reason``: a token in lower case: ``initial``, ``stale-session`` (which makes it a
      401-STALE), ``auth-failed``, or another one of section 4.1; one that is not known means
      what ``auth-failed`` or ``initial`` means. In ``Optional-WWW-Authenticate`` it is
      ``initial``, or one that RFC 8120 does not have.
    - ``extensions``: other parameters.

    Raises BuildError for values outside of these; ParseError for those of a peer, for a
    missing parameter, and for one that tells another kind of message.

    >>> print(MutualInitChallenge(
    ...     algorithm="iso-kam3-ec-p256-sha256", validation="host", realm="a", reason="initial"
    ... ).to_header())
    Mutual version=1, algorithm=iso-kam3-ec-p256-sha256, validation=host, realm="a", reason=initial
    """

    kinds = ()

    version: str = "1"
    algorithm: str
    validation: str
    auth_scope: str | None = None
    realm: str
    reason: str
    extensions: Params = NO_PARAMS

    def __post_init__(self) -> None:
        check_shared(self)
        check_extensive_token("reason", self.reason)
        check_kind(self, self.extensions, _INIT_PARAMS, _NOT_IN_INIT)

    @classmethod
    def _from_raw(cls, raw: Raw) -> MutualInitChallenge:
        values = values_of_kind(raw, _INIT)
        return cls(
            version=extensive_token(values, "version"),
            algorithm=extensive_token(values, "algorithm"),
            validation=extensive_token(values, "validation"),
            auth_scope=values.get("auth-scope"),
            realm=values["realm"],
            reason=extensive_token(values, "reason"),
            extensions=rest(raw, _INIT_PARAMS),
        )

    def _entries(self) -> tuple[Entry, ...]:
        return (*shared_entries(self), ("reason", self.reason, TOKEN))


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class MutualKexChallenge(MutualChallenge):
    """The server's part of the key exchange (RFC 8120 section 4.3).

    ::

        Mutual version=1, algorithm=iso-kam3-ec-p256-sha256, validation=host,
            auth-scope="www.example.com", realm="Protected", sid=0123456789abcdef0123,
            ks1=0057fdde4830c0ee66756318301ac2eff52a25cad7df8854b0a365fb4fcea89057,
            nc-max=400, nc-window=128, time=60, path="/members/ /account/"

    - ``version``, ``algorithm``, ``validation``, ``auth_scope``, ``realm``: those of the request.
    - ``sid``: the session, an even number of lower-case hex digits; 20 of them at least ought
      to be unique.
    - ``ks1``: a number in the canonical text of the algorithm: lower-case hex digits, or base64.
    - ``nc_max``: the largest ``nc`` that is accepted; an integer from 0 on.
    - ``nc_window``: how far an ``nc`` may be behind the largest one that was used; an integer
      from 0 on, 128 at least ought to be given.
    - ``time``: for how many seconds the session lasts; an integer from 0 on, 60 at least ought
      to be given.
    - ``path``: URIs for which the session serves, as ``domain`` of Digest has them.
    - ``extensions``: other parameters.

    An integer of a peer that has more than 300 digits is clamped to the largest of so many.

    Raises BuildError for values outside of these; ParseError for those of a peer, for a
    missing parameter, and for one that tells another kind of message.

    >>> MutualKexChallenge(
    ...     algorithm="-mine.example.com", validation="host", auth_scope="*.example.com",
    ...     realm="a", sid="0a1b", ks1="5f", nc_max=400, nc_window=128, time=60,
    ... ).to_generic().params["ks1"]
    '5f'
    """

    kinds = ()

    version: str = "1"
    algorithm: str
    validation: str
    auth_scope: str | None = None
    realm: str
    sid: str
    ks1: str
    nc_max: int
    nc_window: int
    time: int
    path: tuple[str, ...] = ()
    extensions: Params = NO_PARAMS

    def __post_init__(self) -> None:
        check_shared(self)
        check_hex_number("sid", self.sid)
        check_element("ks1", self.ks1, self.algorithm)
        check_unbounded_integer("nc-max", self.nc_max)
        check_unbounded_integer("nc-window", self.nc_window)
        check_unbounded_integer("time", self.time)
        check_type("path", self.path, tuple)
        for uri in self.path:
            check_uri_reference("path", uri)
            if not uri:
                raise broken(BuildError, "path", "URIs with blanks between them")
        check_kind(self, self.extensions, _KEX_CHALLENGE_PARAMS, _NOT_IN_KEX_CHALLENGE)

    @classmethod
    def _from_raw(cls, raw: Raw) -> MutualKexChallenge:
        values = values_of_kind(raw, _KEX_CHALLENGE)
        algorithm = extensive_token(values, "algorithm")
        return cls(
            version=extensive_token(values, "version"),
            algorithm=algorithm,
            validation=extensive_token(values, "validation"),
            auth_scope=values.get("auth-scope"),
            realm=values["realm"],
            sid=hex_number(values, "sid"),
            ks1=number(values, "ks1", algorithm),
            nc_max=unbounded_integer(values, "nc-max"),
            nc_window=unbounded_integer(values, "nc-window"),
            time=unbounded_integer(values, "time"),
            path=spaced(values, "path"),
            extensions=rest(raw, _KEX_CHALLENGE_PARAMS),
        )

    def _entries(self) -> tuple[Entry, ...]:
        return (
            *shared_entries(self),
            ("sid", self.sid, TOKEN),
            ("ks1", self.ks1, number_form(self.ks1)),
            ("nc-max", str(self.nc_max), TOKEN),
            ("nc-window", str(self.nc_window), TOKEN),
            ("time", str(self.time), TOKEN),
            ("path", " ".join(self.path) or None, QUOTED),
        )


MutualChallenge.kinds = (MutualInitChallenge, MutualKexChallenge)

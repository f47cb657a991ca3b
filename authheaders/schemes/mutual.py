# SPDX-License-Identifier: MIT
r"""Mutual (RFC 8120): a password proves each side to the other, and never leaves the client.

::

    challenge   = "Mutual" 1*SP 1#auth-param      ; 401-INIT, 401-STALE, 401-KEX-S1
    credentials = "Mutual" 1*SP 1#auth-param      ; req-KEX-C1, req-VFY-C
    Authentication-Info = 1#auth-param            ; 200-VFY-S

    WWW-Authenticate: Mutual version=1, algorithm=iso-kam3-ec-p256-sha256, validation=host,
        auth-scope="www.example.com", realm="Protected", reason=initial

Each kind of message is a class. :class:`MutualChallenge` and :class:`MutualCredentials` read
those of their field, and tell them apart by the parameter that only one kind has:

==========================  ===========  ====================================================
class                       told by      message of RFC 8120
==========================  ===========  ====================================================
MutualInitChallenge         ``reason``   401-INIT; 401-STALE if the reason is stale-session
MutualKexCredentials        ``kc1``      req-KEX-C1
MutualKexChallenge          ``ks1``      401-KEX-S1
MutualVerifyCredentials     ``vkc``      req-VFY-C
MutualInfo                  ``vks``      200-VFY-S
==========================  ===========  ====================================================

Tokens and hex digits are in lower case here, as they are written and hashed; they are read in
any case. ``kc1``, ``ks1``, ``vkc`` and ``vks`` are text: their length is significant, and how
they are encoded depends on the algorithm (RFC 8121), which 200-VFY-S does not repeat.

>>> from authheaders import MutualChallenge
>>> challenge = MutualChallenge.parse(
...     'Mutual VERSION="1", algorithm=iso-kam3-ec-p256-sha256, validation=host,'
...     ' realm="Protected", reason="Stale-Session"'
... )
>>> type(challenge).__name__, challenge.reason
('MutualInitChallenge', 'stale-session')
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..errors import BuildError, ParseError, Reason
from ..params import NO_PARAMS, Params
from ._checking import broken, check_type, missing
from ._extensive_values import (
    check_extensive_token,
    check_hex_number,
    check_more,
    check_string,
    check_unbounded_integer,
    check_uri_reference,
    extensive_token,
    hex_number,
    realm_entry,
    string_entry,
    texts,
    unbounded_integer,
    with_extended,
)
from ._mutual_shared import (
    check_auth_scope,
    check_element,
    check_proof,
    number,
    number_form,
    proof,
)
from ._reading import QUOTED, TOKEN, rest, spaced, values_of
from ._typed import ParamsChallenge, ParamsCredentials, ParamsInfo

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .._writing import Entry
    from ..messages import Message
    from ..params import Raw, Values

# What tells the kinds of messages apart: a message has it of one kind, and none of the other
# side's (RFC 8120 section 4). With "#" for any number, those that a kind excludes are:
_NOT_IN_INIT = re.compile(r"(?:ks[0-9]+|vks|kc[0-9]+|vkc)\*?")
_NOT_IN_KEX_CHALLENGE = re.compile(r"(?:reason|vks|kc[0-9]+|vkc)\*?")
_NOT_IN_KEX_CREDENTIALS = re.compile(r"(?:vkc|ks[0-9]+|vks)\*?")
_NOT_IN_VERIFY = re.compile(r"(?:kc[0-9]+|ks[0-9]+|vks)\*?")
_NOT_IN_INFO = re.compile(r"(?:reason|ks[0-9]+|kc[0-9]+|vkc)\*?")

_SHARED = ("version", "algorithm", "validation", "auth-scope", "realm")
_INIT = (*_SHARED, "reason")
_KEX_CHALLENGE = (*_SHARED, "sid", "ks1", "nc-max", "nc-window", "time", "path")
_KEX_CREDENTIALS = (*_SHARED, "user", "kc1")
_VERIFY = (*_SHARED, "sid", "nc", "vkc")
_INFO = ("version", "sid", "vks")
_OPTIONAL = ("auth-scope", "path")

_INIT_PARAMS = with_extended(_INIT)
_KEX_CHALLENGE_PARAMS = with_extended(_KEX_CHALLENGE)
_KEX_CREDENTIALS_PARAMS = with_extended(_KEX_CREDENTIALS)
_VERIFY_PARAMS = with_extended(_VERIFY)
_INFO_PARAMS = with_extended(_INFO)


# --- challenges


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
        names = _names(raw)
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
        _check_shared(self)
        check_extensive_token("reason", self.reason)
        _check_extensions(self, self.extensions, _INIT_PARAMS, _NOT_IN_INIT)

    @classmethod
    def _from_raw(cls, raw: Raw) -> MutualInitChallenge:
        values = _values(raw, _INIT)
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
        return (*_shared_entries(self), ("reason", self.reason, TOKEN))


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
        _check_shared(self)
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
        _check_extensions(self, self.extensions, _KEX_CHALLENGE_PARAMS, _NOT_IN_KEX_CHALLENGE)

    @classmethod
    def _from_raw(cls, raw: Raw) -> MutualKexChallenge:
        values = _values(raw, _KEX_CHALLENGE)
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
            *_shared_entries(self),
            ("sid", self.sid, TOKEN),
            ("ks1", self.ks1, number_form(self.ks1)),
            ("nc-max", str(self.nc_max), TOKEN),
            ("nc-window", str(self.nc_window), TOKEN),
            ("time", str(self.time), TOKEN),
            ("path", " ".join(self.path) or None, QUOTED),
        )


MutualChallenge.kinds = (MutualInitChallenge, MutualKexChallenge)


# --- credentials


class MutualCredentials(ParamsCredentials):
    """Credentials of Mutual: :class:`MutualKexCredentials` or :class:`MutualVerifyCredentials`.

    It is what ``isinstance`` and ``parse`` take for either; it has no objects of its own.

    - ``version``, ``algorithm``, ``validation``, ``auth_scope``, ``realm``: those of the
      challenge, see :class:`MutualChallenge`.
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
        names = _names(raw)
        if any(re.fullmatch("kc[0-9]+", name) for name in names):
            return MutualKexCredentials._from_raw(raw)
        if "vkc" in names:
            return MutualVerifyCredentials._from_raw(raw)
        raise missing(ParseError, "kc1")


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class MutualKexCredentials(MutualCredentials):
    r"""The client's part of the key exchange (RFC 8120 section 4.2).

    ::

        Mutual version=1, algorithm=iso-kam3-ec-p256-sha256, validation=host,
            auth-scope="www.example.com", realm="Protected", user="Aladdin",
            kc1=01356d58f1cb1ff64beee181bc066e5732bd73ee43438024957dbabde04c2a9e1a

    - ``version``, ``algorithm``, ``validation``, ``auth_scope``, ``realm``: those of the challenge.
    - ``user``: text, written as ``user*`` if it is not ASCII. Who makes it prepares it with the
      UsernameCasePreserved profile (RFC 8265).
    - ``kc1``: a number in the canonical text of the algorithm: lower-case hex digits, or
      base64. Hidden in ``repr``.
    - ``extensions``: other parameters.

    Raises BuildError for values outside of these; ParseError for those of a peer, for a
    missing parameter, for both ``user`` and ``user*``, and for a parameter that tells another
    kind of message.

    >>> MutualKexCredentials(
    ...     algorithm="-mine.example.com", validation="host", realm="a", user="Ren\xc9e", kc1="5f"
    ... ).to_generic().params["user*"]
    "UTF-8''Ren%C3%89e"
    """

    kinds = ()
    param_specifications = (("user*", "RFC 8187"),)
    secret_fields = frozenset({"kc1"})

    version: str = "1"
    algorithm: str
    validation: str
    auth_scope: str | None = None
    realm: str
    user: str
    kc1: str
    extensions: Params = NO_PARAMS

    def __post_init__(self) -> None:
        _check_shared(self)
        check_string("user", self.user)
        check_element("kc1", self.kc1, self.algorithm)
        _check_extensions(self, self.extensions, _KEX_CREDENTIALS_PARAMS, _NOT_IN_KEX_CREDENTIALS)

    @classmethod
    def _from_raw(cls, raw: Raw) -> MutualKexCredentials:
        values = _values(raw, _KEX_CREDENTIALS)
        algorithm = extensive_token(values, "algorithm")
        return cls(
            version=extensive_token(values, "version"),
            algorithm=algorithm,
            validation=extensive_token(values, "validation"),
            auth_scope=values.get("auth-scope"),
            realm=values["realm"],
            user=values["user"],
            kc1=number(values, "kc1", algorithm),
            extensions=rest(raw, _KEX_CREDENTIALS_PARAMS, secret=True),
        )

    def _entries(self) -> tuple[Entry, ...]:
        return (
            *_shared_entries(self),
            string_entry("user", self.user),
            ("kc1", self.kc1, number_form(self.kc1)),
        )


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class MutualVerifyCredentials(MutualCredentials):
    """The client's proof, with each request of a session (RFC 8120 section 4.4).

    ::

        Mutual version=1, algorithm=iso-kam3-ec-p256-sha256, validation=host,
            auth-scope="www.example.com", realm="Protected", sid=0123456789abcdef0123, nc=1,
            vkc=b33c6a775365b7bbbdb3386c518cb713fb2a09ba5de5ec99547c7c0566c25aad

    - ``version``, ``algorithm``, ``validation``, ``auth_scope``, ``realm``: those of the challenge.
    - ``sid``: the session: lower-case hex digits, as many as the server sent.
    - ``nc``: an integer from 0 on that no other request of the session has; clamped if that of
      a peer has more than 300 digits.
    - ``vkc``: a number in the canonical text of the algorithm: lower-case hex digits, or
      base64. Hidden in ``repr``.
    - ``extensions``: other parameters.

    Raises BuildError for values outside of these; ParseError for those of a peer, for a
    missing parameter, and for one that tells another kind of message.

    >>> MutualVerifyCredentials(
    ...     algorithm="-mine.example.com", validation="host", realm="a", sid="0a", nc=1, vkc="5f"
    ... ).to_generic().params["nc"]
    '1'
    """

    kinds = ()
    secret_fields = frozenset({"vkc"})

    version: str = "1"
    algorithm: str
    validation: str
    auth_scope: str | None = None
    realm: str
    sid: str
    nc: int
    vkc: str
    extensions: Params = NO_PARAMS

    def __post_init__(self) -> None:
        _check_shared(self)
        check_hex_number("sid", self.sid)
        check_unbounded_integer("nc", self.nc)
        check_proof("vkc", self.vkc, self.algorithm)
        _check_extensions(self, self.extensions, _VERIFY_PARAMS, _NOT_IN_VERIFY)

    @classmethod
    def _from_raw(cls, raw: Raw) -> MutualVerifyCredentials:
        values = _values(raw, _VERIFY)
        algorithm = extensive_token(values, "algorithm")
        return cls(
            version=extensive_token(values, "version"),
            algorithm=algorithm,
            validation=extensive_token(values, "validation"),
            auth_scope=values.get("auth-scope"),
            realm=values["realm"],
            sid=hex_number(values, "sid"),
            nc=unbounded_integer(values, "nc"),
            vkc=number(values, "vkc", algorithm),
            extensions=rest(raw, _VERIFY_PARAMS, secret=True),
        )

    def _entries(self) -> tuple[Entry, ...]:
        return (
            *_shared_entries(self),
            ("sid", self.sid, TOKEN),
            ("nc", str(self.nc), TOKEN),
            ("vkc", self.vkc, number_form(self.vkc)),
        )


MutualCredentials.kinds = (MutualKexCredentials, MutualVerifyCredentials)


# --- Authentication-Info


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class MutualInfo(ParamsInfo):
    """The server's proof (RFC 8120 section 4.5), with any status but 401.

    ::

        Authentication-Info: version=1, sid=0123456789abcdef0123,
            vks=b6013c6c7047bc226e0e39f1e11207968a05fcac574d14594b6998198525e9b3

    The field must come before the body, and the client must have verified it before it uses
    the body.

    - ``version``: ``1``.
    - ``sid``: the session: lower-case hex digits.
    - ``vks``: a number in the canonical text of the algorithm: lower-case hex digits, or
      base64. The algorithm is that of the request: only visible ASCII is asked for here. Hidden
      in ``repr``.
    - ``extensions``: other parameters.

    Raises BuildError for values outside of these; ParseError for those of a peer, for a
    missing parameter, and for one that tells another kind of message.

    >>> print(MutualInfo(sid="0123456789abcdef0123", vks="5f" * 32).to_header()[:40])
    version=1, sid=0123456789abcdef0123, vks
    """

    scheme = "Mutual"
    specification = "RFC 8120"
    secret_fields = frozenset({"vks"})

    version: str = "1"
    sid: str
    vks: str
    extensions: Params = NO_PARAMS

    def __post_init__(self) -> None:
        _check_version(self.version)
        check_hex_number("sid", self.sid)
        check_proof("vks", self.vks, None)
        _check_extensions(self, self.extensions, _INFO_PARAMS, _NOT_IN_INFO)

    @classmethod
    def _from_raw(cls, raw: Raw) -> MutualInfo:
        values = _values(raw, _INFO)
        return cls(
            version=extensive_token(values, "version"),
            sid=hex_number(values, "sid"),
            vks=proof(values, "vks"),
            extensions=rest(raw, _INFO_PARAMS, secret=True),
        )

    def _entries(self) -> tuple[Entry, ...]:
        return (
            ("version", self.version, TOKEN),
            ("sid", self.sid, TOKEN),
            ("vks", self.vks, number_form(self.vks)),
        )


# --- what all kinds share


def _names(raw: Raw) -> set[str]:
    """The names of the parameters of a message, whatever their form."""
    return {name.removesuffix("*") for name in values_of(raw, "Mutual")}


def _values(raw: Raw, params: tuple[str, ...]) -> Values:
    """The text of the parameters of a message, where those that it must have are there."""
    values = texts(values_of(raw, "Mutual"), params)
    for param in params:
        if param not in values and param not in _OPTIONAL:
            raise missing(ParseError, param)
    return values


def _check_shared(message: MutualChallenge | MutualCredentials) -> None:
    _check_version(message.version)
    check_extensive_token("algorithm", message.algorithm)
    check_extensive_token("validation", message.validation)
    if message.auth_scope is not None:
        check_auth_scope(message.auth_scope)
    check_string("realm", message.realm)


def _check_version(version: str) -> None:
    check_type("version", version, str)
    if version != "1":
        raise broken(BuildError, "version", "1")


def _check_extensions(
    message: Message, extensions: Params, known: frozenset[str], excluded: re.Pattern[str]
) -> None:
    check_more(message, extensions, known)
    for name in extensions:
        if excluded.fullmatch(name.lower()):
            raise BuildError(Reason.CONFLICT, "parameters of one kind of message", param=name)


def _shared_entries(message: MutualChallenge | MutualCredentials) -> tuple[Entry, ...]:
    return (
        ("version", message.version, TOKEN),
        ("algorithm", message.algorithm, TOKEN),
        ("validation", message.validation, TOKEN),
        ("auth-scope", message.auth_scope, QUOTED),
        realm_entry(message.realm),
    )

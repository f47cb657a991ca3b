# SPDX-License-Identifier: MIT
"""Digest (RFC 7616, with RFC 2617 and 2069): a hash proves that the password is known.

::

    challenge   = "Digest" 1*SP 1#auth-param    ; realm and nonce required
    credentials = "Digest" 1*SP 1#auth-param    ; username, realm, nonce, uri, response required

    WWW-Authenticate: Digest realm="http-auth@example.org", qop="auth, auth-int", nonce="7ypf"
    Authorization: Digest username="Mufasa", realm="http-auth@example.org", nonce="7ypf", ...
    Authentication-Info: nextnonce="5TsQ"

Which parameters are quoted and which must not be is in sight in each ``to_generic``; a
recipient takes both. Nothing is hashed here.

>>> from authheaders import DigestChallenge
>>> DigestChallenge.parse('Digest realm="a", nonce="7ypf", qop="auth,auth-int", stale=TRUE')
DigestChallenge(realm='a', nonce='7ypf', stale=True, qop=('auth', 'auth-int'))
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .._abnf import has_control
from ..errors import BuildError, ParseError, Reason
from ..params import NO_PARAMS, Params
from ._checking import (
    broken,
    check_extensions,
    check_hex,
    check_octets,
    check_text,
    check_token,
    check_type,
    check_utf8,
    missing,
)
from ._encodings import ext_value_decoded, ext_value_encoded, octets_of_text, text_of_octets
from ._reading import (
    QUOTED,
    TOKEN,
    comma_separated,
    flag,
    is_true,
    rest,
    slot_setters,
    spaced,
    values_of,
)
from ._typed import ParamsChallenge, ParamsCredentials, ParamsInfo

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .._writing import Entry
    from ..errors import AuthHeaderError
    from ..params import Raw, Values

_new = object.__new__

_CHALLENGE_PARAMS = frozenset(
    "realm domain nonce opaque stale algorithm qop charset userhash".split()
)
_CREDENTIALS_PARAMS = frozenset(
    "username username* realm uri algorithm nonce nc cnonce qop response opaque userhash".split()
)
_REQUIRED = ("realm", "nonce", "uri", "response")
_INFO_PARAMS = frozenset("nextnonce qop rspauth cnonce nc".split())

# nc-value       = 8LHEX                             ; RFC 7616 section 3.4. Upper case is read
#                                                    ; too: it is hashed as it stands.
_NC_DIGITS = "0123456789abcdefABCDEF"

# response-value = <"> *LHEX <">                     ; so many as the algorithm gives
_HEX_DIGITS = {"MD5": 32, "SHA-256": 64, "SHA-512-256": 64}

# What is registered, and needs no look whether it is a token.
_ALGORITHMS = frozenset(_HEX_DIGITS) | {f"{name}-sess" for name in _HEX_DIGITS}
_QOP = frozenset({"auth", "auth-int"})


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class DigestChallenge(ParamsChallenge):
    """What the server asks for (RFC 7616 section 3.3).

    ::

        Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=SHA-256,
            nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"

    - ``realm``: text.
    - ``domain``: URIs, absolute or paths, without blanks; none means the whole server.
    - ``nonce``, ``opaque``: octets, one character each (up to U+00FF), to be sent back
      unchanged; ``opaque`` or None.
    - ``stale``: whether only the nonce was wrong. When received, all but ``true`` is False.
    - ``algorithm``: a token such as ``MD5``, ``SHA-256``, ``SHA-512-256``, or one of them with
      ``-sess``; None means MD5. Names compare case-insensitively.
    - ``qop``: tokens, ``auth`` or ``auth-int``; none at all is a server of RFC 2069.
    - ``charset``: ``UTF-8`` in any case, or None.
    - ``userhash``: whether the server takes a hashed user name.
    - ``extensions``: other parameters.

    Raises BuildError for values outside of these; ParseError for those of a peer, and for a
    challenge without realm or nonce.

    >>> print(DigestChallenge(realm="a", nonce="7ypf", qop=("auth",), stale=True).to_header())
    Digest realm="a", nonce="7ypf", stale=true, qop="auth"
    """

    scheme = "Digest"
    specification = "RFC 7616"

    realm: str
    nonce: str
    domain: tuple[str, ...] = ()
    opaque: str | None = None
    stale: bool = False
    algorithm: str | None = None
    qop: tuple[str, ...] = ()
    charset: str | None = None
    userhash: bool = False
    extensions: Params = NO_PARAMS

    def __post_init__(self) -> None:
        check_text("realm", self.realm)
        check_octets("nonce", self.nonce)
        if self.opaque is not None:
            check_octets("opaque", self.opaque)
        if type(self.domain) is not tuple or type(self.qop) is not tuple:
            check_type("domain", self.domain, tuple)
            check_type("qop", self.qop, tuple)
        if type(self.stale) is not bool or type(self.userhash) is not bool:
            check_type("stale", self.stale, bool)
            check_type("userhash", self.userhash, bool)
        if self.extensions is not NO_PARAMS:
            check_extensions(self, self.extensions, _CHALLENGE_PARAMS)
        self._check(BuildError)

    def _check(self, error: type[AuthHeaderError]) -> None:
        for uri in self.domain:
            check_type("domain", uri, str)
            # No blank, which separates them, and visible ASCII only.
            if not uri.isascii() or not uri.isprintable() or " " in uri or not uri:
                raise broken(error, "domain", "URIs with blanks between them")
        if self.algorithm is not None and self.algorithm not in _ALGORITHMS:
            check_token(error, "algorithm", self.algorithm)
        for option in self.qop:
            if option not in _QOP:
                check_token(error, "qop", option)
        if self.charset is not None:
            check_utf8(error, "charset", self.charset)

    @classmethod
    def _from_raw(cls, raw: Raw) -> DigestChallenge:
        values = values_of(raw, "Digest", ("realm", "nonce"))
        challenge: DigestChallenge = _new(cls)
        (
            realm_slot,
            nonce_slot,
            domain_slot,
            opaque_slot,
            stale_slot,
            algorithm_slot,
            qop_slot,
            charset_slot,
            userhash_slot,
            extensions_slot,
        ) = _CHALLENGE_SLOTS
        realm_slot(challenge, text_of_octets(values["realm"]))
        nonce_slot(challenge, values["nonce"])
        domain_slot(challenge, spaced(values, "domain"))
        opaque_slot(challenge, values.get("opaque"))
        stale_slot(challenge, is_true(values, "stale"))
        algorithm_slot(challenge, values.get("algorithm"))
        qop_slot(challenge, comma_separated(values, "qop"))
        charset_slot(challenge, values.get("charset"))
        userhash_slot(challenge, flag(values, "userhash"))
        extensions_slot(challenge, rest(raw, _CHALLENGE_PARAMS))
        challenge._check(ParseError)
        return challenge

    def _entries(self) -> tuple[Entry, ...]:
        return (
            ("realm", octets_of_text(self.realm), QUOTED),
            ("domain", " ".join(self.domain) or None, QUOTED),
            ("nonce", self.nonce, QUOTED),
            ("opaque", self.opaque, QUOTED),
            ("stale", "true" if self.stale else None, TOKEN),
            ("algorithm", self.algorithm, TOKEN),
            ("qop", ", ".join(self.qop) or None, QUOTED),
            ("charset", self.charset, TOKEN),
            ("userhash", "true" if self.userhash else None, TOKEN),
        )


_CHALLENGE_SLOTS = slot_setters(DigestChallenge)


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class DigestCredentials(ParamsCredentials):
    r"""The client's answer (RFC 7616 section 3.4).

    ::

        Digest username="Mufasa", realm="http-auth@example.org", uri="/dir/index.html",
            algorithm=MD5, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", nc=00000001,
            cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", qop=auth,
            response="8ca523f5e9506fed4657c9700eebdbec"

    - ``username``: text without a colon; with ``userhash`` the hex digits of its hash.
    - ``extended``: whether the name is sent as ``username*`` (RFC 8187) rather than as
      ``username``; None, for a caller who has no wish, means that it is if it is not ASCII.
      Two objects that differ in nothing else are equal.
    - ``realm``: text, as in the challenge.
    - ``uri``: the request target as it is hashed; octets, one character each.
    - ``response``: lower-case hex digits, 32 for MD5 and 64 for the SHA algorithms. Hidden in
      ``repr``.
    - ``algorithm``: the token of the challenge; None means MD5.
    - ``nonce``, ``opaque``: as in the challenge, unchanged.
    - ``qop``: the token chosen, or None for RFC 2069; with it ``cnonce`` and ``nc`` are
      required.
    - ``cnonce``: octets, one character each, or None.
    - ``nc``: how many requests used the nonce, as 8 hex digits (``00000001``), or None.
    - ``userhash``: whether the name is hashed.
    - ``extensions``: other parameters.

    Raises BuildError for values outside of these and for ``username*`` together with
    ``userhash``; ParseError for those of a peer, for a missing parameter, and for both
    ``username`` and ``username*``.

    >>> credentials = DigestCredentials(
    ...     username="J\xe4s\xf8n", realm="a", nonce="7ypf", uri="/", response="0f" * 16
    ... )
    >>> print(credentials.to_header()[:40])
    Digest username*=UTF-8''J%C3%A4s%C3%B8n,
    """

    scheme = "Digest"
    specification = "RFC 7616"
    param_specifications = (("username*", "RFC 8187"),)
    secret_fields = frozenset({"response"})

    username: str
    realm: str
    nonce: str
    uri: str
    response: str
    algorithm: str | None = None
    cnonce: str | None = None
    opaque: str | None = None
    qop: str | None = None
    nc: str | None = None
    userhash: bool = False
    extensions: Params = NO_PARAMS
    extended: bool | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        check_text("username", self.username)
        check_text("realm", self.realm)
        check_octets("nonce", self.nonce)
        check_octets("uri", self.uri)
        if self.cnonce is not None:
            check_octets("cnonce", self.cnonce)
        if self.opaque is not None:
            check_octets("opaque", self.opaque)
        check_type("userhash", self.userhash, bool)
        if self.extensions is not NO_PARAMS:
            check_extensions(self, self.extensions, _CREDENTIALS_PARAMS)
        if self.extended is not None:
            check_type("extended", self.extended, bool)
        self._check(BuildError)

    def _check(self, error: type[AuthHeaderError]) -> None:
        if ":" in self.username:
            raise broken(error, "username", "a name without a colon")
        if self.algorithm is not None and self.algorithm not in _ALGORITHMS:
            check_token(error, "algorithm", self.algorithm)
        check_hex(error, "response", self.response, _hex_digits(self.algorithm))
        if self.qop is not None:
            if self.qop not in _QOP:
                check_token(error, "qop", self.qop)
            if self.cnonce is None or self.nc is None:
                raise missing(error, "cnonce" if self.cnonce is None else "nc")
        if self.nc is not None:
            _check_nc(error, self.nc)
        if self.extended and self.userhash:
            expected = "no username* together with userhash"
            raise error(Reason.CONFLICT, expected, param="username*")

    @classmethod
    def _from_raw(cls, raw: Raw) -> DigestCredentials:
        values = values_of(raw, "Digest", _REQUIRED)
        credentials: DigestCredentials = _new(cls)
        (
            username_slot,
            realm_slot,
            nonce_slot,
            uri_slot,
            response_slot,
            algorithm_slot,
            cnonce_slot,
            opaque_slot,
            qop_slot,
            nc_slot,
            userhash_slot,
            extensions_slot,
            extended_slot,
        ) = _CREDENTIALS_SLOTS
        username_slot(credentials, _username(values))
        realm_slot(credentials, text_of_octets(values["realm"]))
        uri_slot(credentials, values["uri"])
        algorithm_slot(credentials, values.get("algorithm"))
        nonce_slot(credentials, values["nonce"])
        nc_slot(credentials, values.get("nc"))
        cnonce_slot(credentials, values.get("cnonce"))
        qop_slot(credentials, values.get("qop"))
        response_slot(credentials, values["response"])
        opaque_slot(credentials, values.get("opaque"))
        userhash_slot(credentials, flag(values, "userhash"))
        extensions_slot(credentials, rest(raw, _CREDENTIALS_PARAMS, secret=True))
        extended_slot(credentials, "username*" in values)
        credentials._check(ParseError)
        return credentials

    def _entries(self) -> tuple[Entry, ...]:
        extended = self.extended
        if extended is None:
            extended = not self.userhash and not self.username.isascii()
        return (
            ("username*", ext_value_encoded(self.username), TOKEN)
            if extended
            else ("username", octets_of_text(self.username), QUOTED),
            ("realm", octets_of_text(self.realm), QUOTED),
            ("uri", self.uri, QUOTED),
            ("algorithm", self.algorithm, TOKEN),
            ("nonce", self.nonce, QUOTED),
            ("nc", self.nc, TOKEN),
            ("cnonce", self.cnonce, QUOTED),
            ("qop", self.qop, TOKEN),
            ("response", self.response, QUOTED),
            ("opaque", self.opaque, QUOTED),
            ("userhash", "true" if self.userhash else None, TOKEN),
        )


_CREDENTIALS_SLOTS = slot_setters(DigestCredentials)


def answer_to(
    challenge: DigestChallenge,
    username: str,
    uri: str,
    response: str,
    cnonce: str | None,
    qop: str | None,
    nc: str | None,
    extended: bool | None,
) -> DigestCredentials:
    """The answer to a challenge, of values that the caller has checked.

    Half of what a client takes to compute an answer would go into checking again what it made.
    """
    credentials: DigestCredentials = _new(DigestCredentials)
    (
        username_slot,
        realm_slot,
        nonce_slot,
        uri_slot,
        response_slot,
        algorithm_slot,
        cnonce_slot,
        opaque_slot,
        qop_slot,
        nc_slot,
        userhash_slot,
        extensions_slot,
        extended_slot,
    ) = _CREDENTIALS_SLOTS
    username_slot(credentials, username)
    realm_slot(credentials, challenge.realm)
    nonce_slot(credentials, challenge.nonce)
    uri_slot(credentials, uri)
    response_slot(credentials, response)
    algorithm_slot(credentials, challenge.algorithm)
    cnonce_slot(credentials, cnonce)
    opaque_slot(credentials, challenge.opaque)
    qop_slot(credentials, qop)
    nc_slot(credentials, nc)
    userhash_slot(credentials, challenge.userhash)
    extensions_slot(credentials, NO_PARAMS)
    extended_slot(credentials, extended)
    return credentials


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class DigestInfo(ParamsInfo):
    """What the server says after a success (RFC 7616 section 3.5).

    ::

        Authentication-Info: nextnonce="5TsQ", qop=auth, rspauth="86d3b2", cnonce="f2/w",
            nc=00000001

    - ``nextnonce``: the nonce to use next; octets, one character each, or None.
    - ``qop``: the token of the request, or None; with it the other three are required.
    - ``rspauth``: lower-case hex digits, the server's proof. Hidden in ``repr``.
    - ``cnonce``, ``nc``: as in the request.
    - ``extensions``: other parameters.

    Raises BuildError for values outside of these; ParseError for those of a peer.

    >>> print(DigestInfo(nextnonce="5TsQ").to_header())
    nextnonce="5TsQ"
    """

    scheme = "Digest"
    specification = "RFC 7616"
    secret_fields = frozenset({"rspauth"})

    nextnonce: str | None = None
    qop: str | None = None
    rspauth: str | None = None
    cnonce: str | None = None
    nc: str | None = None
    extensions: Params = NO_PARAMS

    def __post_init__(self) -> None:
        if self.nextnonce is not None:
            check_octets("nextnonce", self.nextnonce)
        if self.cnonce is not None:
            check_octets("cnonce", self.cnonce)
        if self.extensions is not NO_PARAMS:
            check_extensions(self, self.extensions, _INFO_PARAMS)
        self._check(BuildError)

    def _check(self, error: type[AuthHeaderError]) -> None:
        if self.qop is not None:
            check_token(error, "qop", self.qop)
            present = (("rspauth", self.rspauth), ("cnonce", self.cnonce), ("nc", self.nc))
            for param, value in present:
                if value is None:
                    raise missing(error, param)
        if self.rspauth is not None:
            check_hex(error, "rspauth", self.rspauth, None)
        if self.nc is not None:
            _check_nc(error, self.nc)

    @classmethod
    def _from_raw(cls, raw: Raw) -> DigestInfo:
        values = values_of(raw, "Digest")
        info: DigestInfo = _new(cls)
        nextnonce_slot, qop_slot, rspauth_slot, cnonce_slot, nc_slot, extensions_slot = _INFO_SLOTS
        nextnonce_slot(info, values.get("nextnonce"))
        qop_slot(info, values.get("qop"))
        rspauth_slot(info, values.get("rspauth"))
        cnonce_slot(info, values.get("cnonce"))
        nc_slot(info, values.get("nc"))
        extensions_slot(info, rest(raw, _INFO_PARAMS, secret=True))
        info._check(ParseError)
        return info

    def _entries(self) -> tuple[Entry, ...]:
        return (
            ("nextnonce", self.nextnonce, QUOTED),
            ("qop", self.qop, TOKEN),
            ("rspauth", self.rspauth, QUOTED),
            ("cnonce", self.cnonce, QUOTED),
            ("nc", self.nc, TOKEN),
        )


_INFO_SLOTS = slot_setters(DigestInfo)


def _username(values: Values) -> str:
    """The name of ``username`` or of ``username*``, which must not both be there."""
    if "username*" not in values:
        if "username" not in values:
            raise missing(ParseError, "username")
        return text_of_octets(values["username"])
    if "username" in values:
        raise ParseError(Reason.CONFLICT, "username or username*, not both", param="username*")
    username = ext_value_decoded(values["username*"])
    if username is None or has_control(username):
        raise broken(ParseError, "username*", "an ext-value in UTF-8 without controls")
    return username


def _check_nc(error: type[AuthHeaderError], nc: str) -> None:
    check_type("nc", nc, str)
    if len(nc) != 8 or nc.strip(_NC_DIGITS):
        raise broken(error, "nc", "8 hex digits")


def _hex_digits(algorithm: str | None) -> int | None:
    """How many hex digits a digest has; None for an algorithm that is not registered."""
    if algorithm is None:
        return 32
    return _HEX_DIGITS.get(algorithm) or _HEX_DIGITS.get(algorithm.upper().removesuffix("-SESS"))

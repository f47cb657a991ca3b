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

import re
from dataclasses import dataclass, field

from .._abnf import TCHAR
from ..errors import BuildError, Reason
from ..generic import (
    AuthenticationInfo,
    Challenge,
    Credentials,
    GenericChallenge,
    GenericCredentials,
    GenericInfo,
    generic_challenge,
    generic_credentials,
    generic_info,
)
from ..params import NO_PARAMS, Params
from ._checking import (
    bad_value,
    check_extensions,
    check_flag,
    check_list,
    check_match,
    check_octets,
    check_text,
    check_token,
    check_utf8,
    missing,
)
from ._encodings import ext_value_decoded, ext_value_encoded
from ._reading import (
    ParamReader,
    flag,
    quoted,
    quoted_list,
    quoted_text,
    token,
    written,
)

_CHALLENGE_PARAMS = frozenset(
    "realm domain nonce opaque stale algorithm qop charset userhash".split()
)
_CREDENTIALS_PARAMS = frozenset(
    "username username* realm uri algorithm nonce nc cnonce qop response opaque userhash".split()
)
_INFO_PARAMS = frozenset("nextnonce qop rspauth cnonce nc".split())

# A URI of the domain list: no blank, which separates them.
_URI = re.compile(r"[!-~]+")
_TOKEN = re.compile(rf"{TCHAR}+")

# nc-value       = 8LHEX                             ; RFC 7616 section 3.4. Upper case is read
#                                                    ; too: it is hashed as it stands.
_NC = re.compile(r"[0-9A-Fa-f]{8}")

# response-value = <"> *LHEX <">                     ; two for each octet of the hash
_LHEX = re.compile(r"(?:[0-9a-f]{2})+")
_HEX_DIGITS = {"MD5": 32, "SHA-256": 64, "SHA-512-256": 64}


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class DigestChallenge(Challenge):
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
        if self.domain:
            check_list("domain", self.domain, _URI, "URIs with blanks between them")
        if self.opaque is not None:
            check_octets("opaque", self.opaque)
        check_flag("stale", self.stale)
        if self.algorithm is not None:
            check_token("algorithm", self.algorithm)
        if self.qop:
            check_list("qop", self.qop, _TOKEN, "tokens")
        if self.charset is not None:
            check_utf8("charset", self.charset)
        check_flag("userhash", self.userhash)
        if self.extensions is not NO_PARAMS:
            check_extensions(self.extensions, _CHALLENGE_PARAMS)

    @classmethod
    def from_generic(cls, generic: GenericChallenge) -> DigestChallenge:
        with ParamReader(generic, "Digest") as read:
            return cls(
                realm=read.required_text("realm"),
                nonce=read.required_octets("nonce"),
                domain=read.spaced("domain"),
                opaque=read.octets("opaque"),
                stale=read.is_true("stale"),
                algorithm=read.octets("algorithm"),
                qop=read.tokens("qop"),
                charset=read.octets("charset"),
                userhash=read.flag("userhash"),
                extensions=read.rest(_CHALLENGE_PARAMS),
            )

    def to_generic(self) -> GenericChallenge:
        params = written(
            self.extensions,
            quoted_text("realm", self.realm),
            quoted_list("domain", self.domain, " "),
            quoted("nonce", self.nonce),
            quoted("opaque", self.opaque),
            flag("stale", self.stale),
            token("algorithm", self.algorithm),
            quoted_list("qop", self.qop, ", "),
            token("charset", self.charset),
            flag("userhash", self.userhash),
        )
        return generic_challenge("Digest", None, params)


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class DigestCredentials(Credentials):
    """The client's answer (RFC 7616 section 3.4).

    ::

        Digest username="Mufasa", realm="http-auth@example.org", uri="/dir/index.html",
            algorithm=MD5, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", nc=00000001,
            cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", qop=auth,
            response="8ca523f5e9506fed4657c9700eebdbec"

    - ``username``: text; with ``userhash`` the hex digits of its hash.
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
    ...     username="J\\xe4s\\xf8n", realm="a", nonce="7ypf", uri="/", response="0f" * 16
    ... )
    >>> print(credentials.to_header())
    Digest username*=UTF-8''J%C3%A4s%C3%B8n, realm="a", uri="/", nonce="7ypf", \
response="0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f"
    """

    scheme = "Digest"
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
        check_match("response", self.response, _LHEX, "lower-case hex digits")
        if self.algorithm is not None:
            check_token("algorithm", self.algorithm)
        _check_length("response", self.response, self.algorithm)
        if self.cnonce is not None:
            check_octets("cnonce", self.cnonce)
        if self.opaque is not None:
            check_octets("opaque", self.opaque)
        if self.qop is not None:
            check_token("qop", self.qop)
            _check_present("cnonce", self.cnonce)
            _check_present("nc", self.nc)
        if self.nc is not None:
            check_match("nc", self.nc, _NC, "8 hex digits")
        check_flag("userhash", self.userhash)
        if self.extensions is not NO_PARAMS:
            check_extensions(self.extensions, _CREDENTIALS_PARAMS)
        if self.extended is not None:
            check_flag("extended", self.extended)
            if self.extended and self.userhash:
                raise BuildError(
                    Reason.CONFLICT, "no username* together with userhash", param="username*"
                )

    @classmethod
    def from_generic(cls, generic: GenericCredentials) -> DigestCredentials:
        with ParamReader(generic, "Digest") as read:
            extended = read.octets("username*")
            return cls(
                username=_username(read, extended),
                realm=read.required_text("realm"),
                uri=read.required_octets("uri"),
                algorithm=read.octets("algorithm"),
                nonce=read.required_octets("nonce"),
                nc=read.octets("nc"),
                cnonce=read.octets("cnonce"),
                qop=read.octets("qop"),
                response=read.required_octets("response"),
                opaque=read.octets("opaque"),
                userhash=read.flag("userhash"),
                extensions=read.rest(_CREDENTIALS_PARAMS),
                extended=extended is not None,
            )

    def to_generic(self) -> GenericCredentials:
        extended = self.extended
        if extended is None:
            extended = not self.userhash and not self.username.isascii()
        params = written(
            self.extensions,
            token("username*", ext_value_encoded(self.username))
            if extended
            else quoted_text("username", self.username),
            quoted_text("realm", self.realm),
            quoted("uri", self.uri),
            token("algorithm", self.algorithm),
            quoted("nonce", self.nonce),
            token("nc", self.nc),
            quoted("cnonce", self.cnonce),
            token("qop", self.qop),
            quoted("response", self.response),
            quoted("opaque", self.opaque),
            flag("userhash", self.userhash),
            secret=True,
        )
        return generic_credentials("Digest", None, params)


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class DigestInfo(AuthenticationInfo):
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
        if self.qop is not None:
            check_token("qop", self.qop)
            _check_present("rspauth", self.rspauth)
            _check_present("cnonce", self.cnonce)
            _check_present("nc", self.nc)
        if self.rspauth is not None:
            check_match("rspauth", self.rspauth, _LHEX, "lower-case hex digits")
        if self.cnonce is not None:
            check_octets("cnonce", self.cnonce)
        if self.nc is not None:
            check_match("nc", self.nc, _NC, "8 hex digits")
        if self.extensions is not NO_PARAMS:
            check_extensions(self.extensions, _INFO_PARAMS)

    @classmethod
    def from_generic(cls, generic: GenericInfo) -> DigestInfo:
        with ParamReader(generic, "Digest") as read:
            return cls(
                nextnonce=read.octets("nextnonce"),
                qop=read.octets("qop"),
                rspauth=read.octets("rspauth"),
                cnonce=read.octets("cnonce"),
                nc=read.octets("nc"),
                extensions=read.rest(_INFO_PARAMS),
            )

    def to_generic(self) -> GenericInfo:
        params = written(
            self.extensions,
            quoted("nextnonce", self.nextnonce),
            token("qop", self.qop),
            quoted("rspauth", self.rspauth),
            quoted("cnonce", self.cnonce),
            token("nc", self.nc),
            secret=True,
        )
        return generic_info(params)


def _username(read: ParamReader, extended: str | None) -> str:
    """The name of ``username`` or of ``username*``, which must not both be there."""
    if extended is None:
        return read.required_text("username")
    if read.octets("username") is not None:
        raise BuildError(Reason.CONFLICT, "username or username*, not both", param="username*")
    username = ext_value_decoded(extended)
    if username is None:
        raise bad_value("username*", "an ext-value in UTF-8")
    return username


def _check_present(param: str, value: object) -> None:
    """With qop, some parameters must be there (RFC 7616 sections 3.4 and 3.5)."""
    if value is None:
        raise missing(param)


def _check_length(param: str, digest: str, algorithm: str | None) -> None:
    """A digest has as many hex digits as its algorithm gives; of an unknown one, any."""
    name = "MD5" if algorithm is None else algorithm.upper().removesuffix("-SESS")
    digits = _HEX_DIGITS.get(name)
    if digits is not None and len(digest) != digits:
        raise bad_value(param, f"{digits} hex digits")

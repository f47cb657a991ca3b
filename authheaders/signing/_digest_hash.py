# SPDX-License-Identifier: MIT
"""The hashes of Digest (RFC 7616 section 3.4): of users, sessions and bodies.

::

    A1       = unq(username) ":" unq(realm) ":" passwd
    A1       = H( A1 above ) ":" unq(nonce) ":" unq(cnonce)    ; with -sess

H gives lower-case hex digits, in -sess too, where the C code of RFC 2617 has octets: nobody
deployed that.
"""

from __future__ import annotations

from ..errors import BuildError, Reason, VerifyError
from ..schemes._checking import broken, check_token, check_type, check_utf8

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import NoReturn, Protocol, TypeAlias

    from ..errors import AuthHeaderError

    class Hash(Protocol):
        """What is used of an object of ``hashlib``."""

        def update(self, octets: bytes, /) -> None: ...
        def hexdigest(self) -> str: ...

    #: Begins a hash, with octets or none.
    NewHash: TypeAlias = Callable[..., Hash]

    #: An algorithm: the registered name of its hash, what begins one, how many hex digits it
    #: has, and whether the algorithm is -sess.
    Known: TypeAlias = tuple[str, NewHash, int, bool]

#: The registered algorithms, which are those that can be computed here.
ALGORITHMS = ("MD5", "MD5-sess", "SHA-256", "SHA-256-sess", "SHA-512-256", "SHA-512-256-sess")

#: The options of ``qop`` that can be computed here, in the order in which a client takes
#: them: few servers read a body before they know who sends it.
QOP = ("auth", "auth-int")


def _md5() -> NewHash:
    import hashlib

    # Builds that serve FIPS 140 refuse MD5 else. What it is good for is for the server to say,
    # by what it offers.
    return lambda octets=b"": hashlib.md5(octets, usedforsecurity=False)


def _sha_256() -> NewHash:
    import hashlib

    return hashlib.sha256


def _sha_512_256() -> NewHash:
    import hashlib

    try:
        hashlib.new("sha512_256")
    except ValueError:  # not in this build of OpenSSL
        from ._sha512_256 import Sha512_256

        return Sha512_256
    return lambda octets=b"": hashlib.new("sha512_256", octets)


# By the names that are registered, and by those in lower case. None is what RFC 7616 section 3.3
# takes for MD5.
_KNOWN: dict[str | None, tuple[str, Callable[[], NewHash], int, bool]] = {
    None: ("MD5", _md5, 32, False),
    "MD5": ("MD5", _md5, 32, False),
    "MD5-sess": ("MD5", _md5, 32, True),
    "SHA-256": ("SHA-256", _sha_256, 64, False),
    "SHA-256-sess": ("SHA-256", _sha_256, 64, True),
    "SHA-512-256": ("SHA-512-256", _sha_512_256, 64, False),
    "SHA-512-256-sess": ("SHA-512-256", _sha_512_256, 64, True),
}
_KNOWN_LOWER = {name.lower(): known for name, known in _KNOWN.items() if name is not None}


def hash_of(algorithm: str | None) -> Known | None:
    """What an algorithm is; None for one that is not known."""
    found = _KNOWN.get(algorithm)
    if found is None:
        found = _KNOWN_LOWER.get((algorithm or "").lower())
        if found is None:
            return None
    name, hash_loaded, digits, sess = found
    return name, hash_loaded(), digits, sess


def named_hash(algorithm: str | None) -> Known:
    """:func:`hash_of` for an algorithm that the caller named; BuildError if it is not known."""
    if algorithm is not None:
        check_type("algorithm", algorithm, str)
    return hash_of(algorithm) or refuse_algorithm(BuildError)


def refuse_algorithm(error: type[AuthHeaderError]) -> NoReturn:
    """Raise for an algorithm that is not known."""
    expected = "MD5, SHA-256 or SHA-512-256, each with or without -sess"
    raise error(
        Reason.UNSUPPORTED,
        expected,
        scheme="Digest",
        param="algorithm",
        status_hint=401 if error is VerifyError else None,
    )


def hash_name(algorithm: str | None) -> str:
    """The hash of an algorithm by its registered name, without ``-sess``; None means MD5.

    What a server that stores :func:`ha1` for several hashes looks it up by. Raises BuildError
    (UNSUPPORTED) for an algorithm that is not registered.

    >>> hash_name("sha-256-SESS"), hash_name(None)
    ('SHA-256', 'MD5')
    """
    return named_hash(algorithm)[0]


def ha1(
    username: str | bytes,
    realm: str | bytes,
    password: str | bytes,
    *,
    algorithm: str | None = None,
    charset: str | None = None,
) -> str:
    """H(A1) without -sess (RFC 7616 section 3.4.2): what a server stores instead of a password.

    Who knows it can answer as the user in this realm, so it is a secret too.

    - ``username``, ``realm``, ``password``: text, hashed as UTF-8; or octets, for peers that
      hash ISO-8859-1.
    - ``algorithm``: that of the challenge; None means MD5, and ``-sess`` changes nothing.
    - ``charset``: that of the challenge. With ``UTF-8`` the name and the password are brought
      to NFC (section 4).

    Raises BuildError for an unknown algorithm (UNSUPPORTED), a lone surrogate, another charset
    and a colon in the name; TypeError for what is neither text nor octets.

    >>> ha1("Mufasa", "testrealm@host.com", "Circle Of Life")
    '939e7578ed9e3c518a452acee763bce9'
    """
    new = named_hash(algorithm)[1]
    check_charset(charset)
    return new(a1_octets(username, realm, password, charset)).hexdigest()


def session_key(ha1: str, *, algorithm: str, nonce: str, cnonce: str) -> str:
    """H(A1) of an algorithm with ``-sess`` (RFC 7616 section 3.4.2).

    - ``ha1``: :func:`ha1` of the same hash.
    - ``nonce``, ``cnonce``: those of the request with which the session began; octets, one
      character each. A session goes on with other ones and the same key.

    Who has nothing but this key, as from a third party that knows the passwords, can answer
    and verify in this session only. Raises BuildError for an algorithm without ``-sess``, and
    for a ``ha1`` that does not fit it.

    >>> session_key("0f" * 16, algorithm="MD5-sess", nonce="7ypf", cnonce="f2/w")
    '61c96500f7f18fd3608ffc84564e6151'
    """
    _, new, digits, sess = named_hash(algorithm)
    if not sess:
        raise broken(BuildError, "algorithm", "an algorithm with -sess")
    check_key("ha1", ha1, digits)
    return new(f"{ha1}:{nonce}:{cnonce}".encode("latin-1")).hexdigest()


def body_hash(body: bytes | Iterable[bytes], *, algorithm: str | None = None) -> str:
    """H(entity-body) for ``qop=auth-int`` (RFC 7616 section 3.4.3), as lower-case hex digits.

    - ``body``: the content before any transfer coding, whole or in chunks, which are read once.
    - ``algorithm``: that of the challenge; None means MD5, and ``-sess`` changes nothing.

    Raises BuildError (UNSUPPORTED) for an unknown algorithm.

    >>> body_hash(b"hello") == body_hash(iter([b"hel", b"lo"]))
    True
    """
    hashed = named_hash(algorithm)[1]()
    for chunk in (body,) if isinstance(body, bytes) else body:
        hashed.update(chunk)
    return hashed.hexdigest()


def userhash(
    username: str | bytes,
    realm: str | bytes,
    *,
    algorithm: str | None = None,
    charset: str | None = None,
) -> str:
    """The hashed name (RFC 7616 section 3.4.4): H( unq(username) ":" unq(realm) ).

    The parameters are those of :func:`ha1`, and so is what is raised. A server with many users
    stores it beside each, to find the user by it.

    >>> userhash("Mufasa", "http-auth@example.org")
    '4238f3a16167373febb9bc4d43db9cc4'
    """
    known = named_hash(algorithm)
    check_charset(charset)
    return hashed_name(known, username, realm, charset)


def hashed_name(
    known: Known, username: str | bytes, realm: str | bytes, charset: str | None
) -> str:
    """:func:`userhash` with an algorithm that was looked up."""
    octets = name_octets(username, charset), octets_of("realm", realm, None)
    return known[1](b"%b:%b" % octets).hexdigest()


def a1_octets(
    username: str | bytes, realm: str | bytes, password: str | bytes, charset: str | None
) -> bytes:
    """A1 without -sess; BuildError for what can't be hashed."""
    if type(username) is str and type(realm) is str and type(password) is str:
        text = f"{username}:{realm}:{password}"
        if text.isascii() and ":" not in username:
            return text.encode()
    return b"%b:%b:%b" % (
        name_octets(username, charset),
        octets_of("realm", realm, None),
        octets_of("password", password, charset),
    )


def octets_of(param: str, value: str | bytes, charset: str | None) -> bytes:
    """The octets to hash of a name or password; BuildError if it has none."""
    if isinstance(value, bytes):
        return value
    if type(value) is not str:
        check_type(param, value, str)
    if value.isascii():
        return value.encode()
    if charset is not None:
        value = normalized(value)
    try:
        return value.encode()
    except UnicodeEncodeError:
        raise broken(BuildError, param, "no lone surrogate") from None


def name_octets(username: str | bytes, charset: str | None) -> bytes:
    """The octets to hash of a user name, which has no colon: that would end it early."""
    octets = octets_of("username", username, charset)
    if b":" in octets:
        raise broken(BuildError, "username", "a name without a colon")
    return octets


def check_charset(charset: str | None) -> None:
    """BuildError for another charset than the one that there is."""
    if charset is not None:
        check_utf8(BuildError, "charset", charset)


def normalized(text: str) -> str:
    """NFC, as charset=UTF-8 asks for (RFC 7616 section 4)."""
    import unicodedata

    return unicodedata.normalize("NFC", text)


def check_method(method: str) -> None:
    """BuildError for a method that is no token; without that it could hold what follows it."""
    if type(method) is not str or not (method.isascii() and method.isalpha()):
        check_token(BuildError, "method", method)


def check_key(param: str, key: str, digits: int) -> None:
    """BuildError for what another hash gave: it would never fit, and nobody would know why."""
    if type(key) is not str:
        check_type(param, key, str)
    if len(key) != digits or key.strip("0123456789abcdef"):
        raise broken(BuildError, param, f"{digits} lower-case hex digits, as the hash has")

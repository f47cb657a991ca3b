# SPDX-License-Identifier: MIT
r"""Mutual: what RFC 8120 and RFC 8121 compute, but for the arithmetic of groups.

The caller brings ``K_c1``, ``K_s1`` and ``z``, elements of a group that some library for big
integers or curves computes; this is what is hashed before and after that::

    pi   = INT(PBKDF2(HMAC_H, password, VS(algorithm) | VS(auth-scope) | VS(realm) | VS(user),
                      16384, hSize / 8))
    t_1  = INT(H(octet(1) | OCTETS(K_c1)))
    t_2  = INT(H(octet(2) | OCTETS(K_c1) | OCTETS(K_s1)))
    VK_c = INT(H(octet(4) | OCTETS(K_c1) | OCTETS(K_s1) | OCTETS(z) | VI(nc) | VS(vh)))
    VK_s = INT(H(octet(3) | OCTETS(K_c1) | OCTETS(K_s1) | OCTETS(z) | VI(nc) | VS(vh)))

Elements are text here, as in ``kc1`` and ``ks1``: :func:`element_text` and
:func:`element_number` lead from one to the other. Algorithms are those of RFC 8121;
BuildError, ``UNSUPPORTED``, for another one.

>>> element_text("iso-kam3-ec-p256-sha256", 5)[-4:]
'0005'
>>> vs("Tea").hex()
'03546561'
"""

from __future__ import annotations

from ..errors import AuthHeaderError, BuildError, Reason, VerifyError
from ..schemes._checking import broken, check_bytes, check_integer, check_text, check_type
from ..schemes._extensive_values import check_unbounded_integer
from ..schemes._mutual_shared import Algorithm, algorithm_of, check_element
from ..schemes.mutual import MutualInfo, MutualVerifyCredentials

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..errors import StatusHint

# nIterPi of RFC 8121.
ITERATIONS = 16384


_LARGEST_PORT = 0xFFFF


# --- encodings


def vi(number: int) -> bytes:
    """VI: a number in base 128, big end first, bit 7 set in all octets but the last.

    RFC 8120. The number is from 0 on; BuildError otherwise.

    >>> vi(1000000).hex()
    'bd8440'
    """
    check_unbounded_integer("VI", number)
    octets = [number & 0x7F]
    while number := number >> 7:
        octets.append(number & 0x7F | 0x80)
    return bytes(reversed(octets))


def vs(text: str | bytes) -> bytes:
    """VS: VI of the number of octets, and the octets; of text those of UTF-8.

    RFC 8120. BuildError for a lone surrogate.
    """
    try:
        octets = text.encode() if isinstance(text, str) else text
    except UnicodeEncodeError:
        raise broken(BuildError, "VS", "no lone surrogate") from None
    check_type("VS", octets, bytes)
    return vi(len(octets)) + octets


def element_text(algorithm: str, number: int) -> str:
    """An element, a number from 0 on, as ``kc1`` and ``ks1`` are written.

    RFC 8121. BuildError for a number that has too many octets.
    """
    found = _algorithm(algorithm)
    check_type("an element", number, int)
    if not 0 <= number < 1 << 8 * found.element:
        raise broken(BuildError, "an element", f"a number of {found.element} octets at most")
    return found.written(number.to_bytes(found.element, "big"))


def element_number(algorithm: str, text: str) -> int:
    """The number of an element; BuildError for what is not its canonical text."""
    return int.from_bytes(_octets(_algorithm(algorithm), text), "big")


def host_vh(scheme: str, host: str, port: int) -> bytes:
    """Vh for the validation ``host`` (RFC 8120 section 7): the port is always there.

    For the other two it is the channel binding of RFC 5929.

    >>> host_vh("http", "www.example.com", 80)
    b'http://www.example.com:80'
    """
    check_text("scheme", scheme)
    check_text("host", host)
    check_integer(BuildError, "port", port, most=_LARGEST_PORT)
    return f"{scheme.lower()}://{host.lower()}:{port}".encode()


# --- the password


def salt(algorithm: str, auth_scope: str, realm: str, user: str) -> bytes:
    """What PBKDF2 takes as salt (RFC 8121).

    A challenge without ``auth-scope`` has one all the same, which the caller has to know.
    """
    _algorithm(algorithm)
    for param, text in (("auth-scope", auth_scope), ("realm", realm), ("user", user)):
        check_text(param, text)
    return vs(algorithm) + vs(auth_scope) + vs(realm) + vs(user)


def pi(algorithm: str, password: str, *, auth_scope: str, realm: str, user: str) -> int:
    """pi: what stands for the password of a user (RFC 8121). It is a secret.

    Password and user are prepared by the caller (OpaqueString and UsernameCasePreserved of RFC
    8265). It takes 16384 iterations; a server keeps J, an element made of pi, and no password.
    """
    import hashlib

    found = _algorithm(algorithm)
    check_text("password", password)
    salted = salt(algorithm, auth_scope, realm, user)
    key = hashlib.pbkdf2_hmac(found.hash, password.encode(), salted, ITERATIONS)
    return int.from_bytes(key, "big")


# --- the key exchange


def t_1(algorithm: str, kc1: str) -> int:
    """t_1 (RFC 8121), a factor of the exchange; ``kc1`` in canonical text."""
    found = _algorithm(algorithm)
    return int.from_bytes(_hash(found, b"\1" + _octets(found, kc1)), "big")


def t_2(algorithm: str, kc1: str, ks1: str) -> int:
    """t_2 (RFC 8121), a factor of the exchange; both in canonical text."""
    found = _algorithm(algorithm)
    return int.from_bytes(_hash(found, b"\2" + _octets(found, kc1) + _octets(found, ks1)), "big")


def vkc(algorithm: str, *, kc1: str, ks1: str, z: str, nc: int, vh: bytes) -> str:
    """``vkc``, the client's proof for one request (RFC 8120, RFC 8121).

    - ``algorithm``: a token of RFC 8121, in lower case.
    - ``kc1``, ``ks1``, ``z``: elements in canonical text; ``z`` is a secret.
    - ``nc``: the number of the request in its session.
    - ``vh``: what the validation is about, octets.

    BuildError for values outside of these.
    """
    return _proof(_algorithm(algorithm), 4, (kc1, ks1, z), nc, vh)


def vks(algorithm: str, *, kc1: str, ks1: str, z: str, nc: int, vh: bytes) -> str:
    """``vks``, the server's proof for the same request, of the same values as :func:`vkc`."""
    return _proof(_algorithm(algorithm), 3, (kc1, ks1, z), nc, vh)


# --- verification


def verify_client(
    credentials: MutualVerifyCredentials, *, kc1: str, ks1: str, z: str, vh: bytes
) -> None:
    """Verify the client's proof (RFC 8120), in constant time.

    The other values are those of the session that ``credentials.sid`` names. That ``nc`` was not
    used before is for the caller to know.

    VerifyError: ``WRONG_PROOF`` (the answer is a 401 with reason ``auth-failed``), and
    ``UNSUPPORTED`` for an algorithm that is not of RFC 8121.
    """
    check_type("credentials", credentials, MutualVerifyCredentials)
    found = _algorithm(credentials.algorithm, VerifyError)
    expected = _proof(found, 4, (kc1, ks1, z), credentials.nc, vh)
    _compare(credentials.vkc, expected, "vkc", 401)


def verify_server(
    info: MutualInfo,
    *,
    algorithm: str,
    kc1: str,
    ks1: str,
    z: str,
    nc: int,
    vh: bytes,
) -> None:
    """Verify the server's proof (RFC 8120), in constant time.

    The other values are those of the request. Until this returns, the client must not use the
    body of the response. That ``info.sid`` is the session's is for the caller to know.

    VerifyError: ``WRONG_PROOF``, and ``UNSUPPORTED`` for an algorithm that is not of RFC 8121.
    """
    check_type("info", info, MutualInfo)
    found = _algorithm(algorithm, VerifyError)
    _compare(info.vks, _proof(found, 3, (kc1, ks1, z), nc, vh), "vks")


def _compare(
    received: str, expected: str, param: str, status_hint: StatusHint | None = None
) -> None:
    import hmac

    # Each is the one canonical text of its number, in ASCII.
    if not hmac.compare_digest(received, expected):
        raise VerifyError(
            Reason.WRONG_PROOF,
            f"the {param} of this session and request",
            scheme="Mutual",
            param=param,
            status_hint=status_hint,
        )


def _proof(
    algorithm: Algorithm, first: int, elements: tuple[str, str, str], nc: int, vh: bytes
) -> str:
    check_unbounded_integer("nc", nc)
    check_bytes(BuildError, "vh", vh)
    octets = b"".join([_octets(algorithm, element) for element in elements])
    return algorithm.written(_hash(algorithm, bytes([first]) + octets + vi(nc) + vs(vh)))


def _hash(algorithm: Algorithm, octets: bytes) -> bytes:
    import hashlib

    return hashlib.new(algorithm.hash, octets).digest()


def _octets(algorithm: Algorithm, element: str) -> bytes:
    """OCTETS of an element in canonical text; BuildError for other text."""
    check_element("an element", element, algorithm.name)
    octets = algorithm.octets(element)
    assert octets is not None
    return octets


def _algorithm(name: str, error: type[AuthHeaderError] = BuildError) -> Algorithm:
    check_type("algorithm", name, str)
    found = algorithm_of(name)
    if found is None:
        expected = "an algorithm of RFC 8121"
        raise error(Reason.UNSUPPORTED, expected, scheme="Mutual", param="algorithm")
    return found

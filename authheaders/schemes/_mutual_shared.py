# SPDX-License-Identifier: MIT
"""What the messages of Mutual share: algorithms and their numbers (RFC 8121), and scopes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..errors import BuildError, ParseError, Reason
from ..params import Form
from ._checking import broken, check_type, missing
from ._encodings import base64_decoded, base64_encoded
from ._extensive_values import (
    check_extensive_token,
    check_hex_number,
    check_more,
    check_string,
    hex_number,
    is_canonical_hex,
    is_hex,
    realm_entry,
    texts,
)
from ._reading import QUOTED, TOKEN, values_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .._writing import Entry
    from ..messages import Message
    from ..params import Params, Raw, Values

# What a number of an algorithm that is not known here is made of, whatever its type.
_VISIBLE = re.compile(r"[!-~]+")

# single-server   = scheme "://" host [ ":" port ]                    ; RFC 8120 section 5
# single-host     = host
# wildcard-domain = "*." domain
# All is in lower case, and a port has no leading zeros. The host is that of RFC 3986, whose
# characters include those of "*.".
_HOST = r"(?:\[[0-9a-z:.]+\]|[0-9a-z\-._~!$&'()*+,;=%]+)"
_AUTH_SCOPE = re.compile(rf"(?:([a-z][0-9a-z+.\-]*)://{_HOST}(?::(0|[1-9][0-9]*))?|{_HOST})")
_DEFAULT_PORTS = frozenset({("http", "80"), ("https", "443")})

#: The parameters of all challenges and credentials.
SHARED = ("version", "algorithm", "validation", "auth-scope", "realm")
_OPTIONAL = ("auth-scope", "path")

# --- algorithms


@dataclass(frozen=True, slots=True)
class Algorithm:
    """An algorithm of RFC 8121.

    - ``name``: its token.
    - ``hash``: its hash function, as ``hashlib`` calls it.
    - ``is_hex``: whether numbers are written in hex, as for curves, or in base64.
    - ``element``, ``proof``: octets of ``kc1`` and ``ks1``, and of ``vkc`` and ``vks``.
    """

    name: str
    hash: str
    is_hex: bool
    element: int
    proof: int

    def written(self, octets: bytes) -> str:
        """The canonical text of a number."""
        return octets.hex() if self.is_hex else base64_encoded(octets)

    def octets(self, number: str) -> bytes | None:
        """The octets of a number in its canonical text, None for any other text."""
        if not self.is_hex:
            return base64_decoded(number)
        return bytes.fromhex(number) if is_canonical_hex(number) else None


ALGORITHMS = (
    Algorithm("iso-kam3-dl-2048-sha256", "sha256", False, 256, 32),
    Algorithm("iso-kam3-dl-4096-sha512", "sha512", False, 512, 64),
    Algorithm("iso-kam3-ec-p256-sha256", "sha256", True, 33, 32),
    Algorithm("iso-kam3-ec-p521-sha512", "sha512", True, 66, 64),
)
# The hex digits of all proofs that are written in hex.
_PROOF_DIGITS = frozenset(2 * each.proof for each in ALGORITHMS if each.is_hex)


def algorithm_of(name: str) -> Algorithm | None:
    """The algorithm of a token in lower case; None for one that RFC 8121 does not have."""
    return next((each for each in ALGORITHMS if each.name == name), None)


# --- numbers


def number(values: Values, param: str, algorithm: str) -> str:
    """A number of an algorithm: in lower case if it is one in hex; the parameter is there."""
    found = algorithm_of(algorithm)
    return hex_number(values, param) if found and found.is_hex else values[param]


def proof(values: Values, param: str) -> str:
    """A proof without its algorithm: those in hex are told by their number of digits."""
    value = values[param]
    return hex_number(values, param) if len(value) in _PROOF_DIGITS else value


def check_element(param: str, value: str, algorithm: str) -> None:
    """BuildError for what is no ``kc1`` or ``ks1`` of an algorithm."""
    found = algorithm_of(algorithm)
    _check_number(param, value, found, found.element if found else 0)


def check_proof(param: str, value: str, algorithm: str | None) -> None:
    """BuildError for what is no ``vkc`` or ``vks`` of an algorithm, or of any for None."""
    check_type(param, value, str)
    found = algorithm_of(algorithm) if algorithm else None
    _check_number(param, value, found, found.proof if found else 0)
    if algorithm is None and len(value) in _PROOF_DIGITS and is_hex(value):
        check_hex_number(param, value)


def _check_number(param: str, value: str, algorithm: Algorithm | None, length: int) -> None:
    check_type(param, value, str)
    if algorithm is None:
        # Its type and length are of an algorithm that is not known here.
        if _VISIBLE.fullmatch(value) is None:
            raise broken(BuildError, param, "visible ASCII")
        return
    octets = algorithm.octets(value)
    if octets is None and algorithm.is_hex:
        raise broken(BuildError, param, "an even number of lower-case hex digits")
    if octets is None:
        raise BuildError(Reason.BAD_BASE64, f"canonical base64 as {param}", param=param)
    if len(octets) != length:
        raise broken(BuildError, param, f"a number of {length} octets")


def number_form(number: str) -> Form:
    """The form of a number: hex digits are not quoted, base64 is (RFC 8120 section 3.2)."""
    # No base64 of an algorithm that is known looks like hex, as it ends with padding.
    return TOKEN if is_hex(number) else QUOTED


# --- scopes


def check_auth_scope(scope: str) -> None:
    """BuildError for what is no auth-scope."""
    check_type("auth-scope", scope, str)
    match = _AUTH_SCOPE.fullmatch(scope)
    if match is None:
        raise broken(BuildError, "auth-scope", "a host, *.domain, or scheme://host in lower case")
    if match.groups() in _DEFAULT_PORTS:
        raise broken(BuildError, "auth-scope", "no default port")


# --- messages


def names_of(raw: Raw) -> set[str]:
    """The names of the parameters of a message, whatever their form."""
    return {name.removesuffix("*") for name in values_of(raw, "Mutual")}


def values_of_kind(raw: Raw, params: tuple[str, ...]) -> Values:
    """The text of the parameters of a message, where those that it must have are there."""
    values = texts(values_of(raw, "Mutual"), params)
    for param in params:
        if param not in values and param not in _OPTIONAL:
            raise missing(ParseError, param)
    return values


def check_shared(message: Any) -> None:
    check_version(message.version)
    check_extensive_token("algorithm", message.algorithm)
    check_extensive_token("validation", message.validation)
    if message.auth_scope is not None:
        check_auth_scope(message.auth_scope)
    check_string("realm", message.realm)


def check_version(version: str) -> None:
    check_type("version", version, str)
    if version != "1":
        raise broken(BuildError, "version", "1")


def check_kind(
    message: Message, extensions: Params, known: frozenset[str], excluded: re.Pattern[str]
) -> None:
    check_more(message, extensions, known)
    for name in extensions:
        if excluded.fullmatch(name.lower()):
            raise BuildError(Reason.CONFLICT, "parameters of one kind of message", param=name)


def shared_entries(message: Any) -> tuple[Entry, ...]:
    return (
        ("version", message.version, TOKEN),
        ("algorithm", message.algorithm, TOKEN),
        ("validation", message.validation, TOKEN),
        ("auth-scope", message.auth_scope, QUOTED),
        realm_entry(message.realm),
    )

# SPDX-License-Identifier: MIT
"""The structures of Privacy Pass (RFC 9577), which PrivateToken has in its parameters.

They are in the presentation language of TLS: numbers are big-endian, and a vector of variable
length has its length in front.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..errors import BuildError, ParseError
from ._checking import broken, check_bytes, check_integer, check_match, check_type

# The token types of RFC 9578 section 8.2.
VOPRF = 0x0001  # P-384, SHA-384
BLIND_RSA = 0x0002  # 2048 bits

# host [ ":" port ] without userinfo (RFC 9577 section 2.1.1). A comma, which RFC 3986 has in
# reg-name, ends a name in origin_info.
_SERVER_NAME = re.compile(r"(?:\[[0-9A-Za-z:.]+\]|[0-9A-Za-z\-._~%!$&'()*+;=]+)(?::[0-9]{1,5})?")
_LARGEST_PORT = 0xFFFF
_LONGEST_VECTOR = 0xFFFF


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenChallenge:
    """What a token is asked for (RFC 9577 section 2.1.1), of a token type of RFC 9578.

    ::

        uint16_t token_type;
        opaque issuer_name<1..2^16-1>;
        opaque redemption_context<0..32>;
        opaque origin_info<0..2^16-1>;

    - ``token_type``: 1 (VOPRF) or 2 (blind RSA).
    - ``issuer_name``: ``host`` or ``host:port`` in ASCII; without port it is 443.
    - ``redemption_context``: 32 octets that bind the token to this context, or none.
    - ``origin_info``: names like that of the issuer, of the origins that take the token; none
      means that all do.

    Raises BuildError for values outside of these.

    >>> TokenChallenge(token_type=2, issuer_name="issuer.example").to_bytes().hex()
    '0002000e6973737565722e6578616d706c65000000'
    """

    token_type: int
    issuer_name: str
    redemption_context: bytes = b""
    origin_info: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_integer(BuildError, "token_type", self.token_type, least=VOPRF, most=BLIND_RSA)
        _check_server_name("issuer_name", self.issuer_name)
        check_type("redemption_context", self.redemption_context, bytes)
        if len(self.redemption_context) not in (0, 32):
            raise broken(BuildError, "redemption_context", "0 or 32 octets")
        check_type("origin_info", self.origin_info, tuple)
        for name in self.origin_info:
            _check_server_name("origin_info", name)
        for param, octets in (("issuer_name", self.issuer_name), ("origin_info", self._origins())):
            if len(octets) > _LONGEST_VECTOR:
                raise broken(BuildError, param, f"{_LONGEST_VECTOR} octets at most")

    def _origins(self) -> str:
        return ",".join(self.origin_info)

    @classmethod
    def from_bytes(cls, octets: bytes) -> TokenChallenge:
        """Read the structure; ParseError for an unknown token type and for what is malformed."""
        token_type, left = _known_token_type(octets)
        issuer_name, left = _vector(left, 2, "issuer_name")
        redemption_context, left = _vector(left, 1, "redemption_context")
        origin_info, left = _vector(left, 2, "origin_info")
        if left:
            raise broken(ParseError, "origin_info", "nothing behind what stands")
        try:
            return cls(
                token_type=token_type,
                # Latin-1, for names that are not ASCII to be refused as such.
                issuer_name=issuer_name.decode("latin-1"),
                redemption_context=redemption_context,
                origin_info=tuple(origin_info.decode("latin-1").split(",")) if origin_info else (),
            )
        except BuildError as error:
            raise ParseError(error.reason, error.expected, param=error.param) from None

    def to_bytes(self) -> bytes:
        """The octets of the structure, which is what ``challenge`` holds."""
        parts = [self.token_type.to_bytes(2, "big")]
        for octets, width in (
            (self.issuer_name.encode(), 2),
            (self.redemption_context, 1),
            (self._origins().encode(), 2),
        ):
            parts += [len(octets).to_bytes(width, "big"), octets]
        return b"".join(parts)


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class Token:
    """A token (RFC 9577 section 2.2), of a token type of RFC 9578.

    ::

        uint16_t token_type;
        uint8_t nonce[32];
        uint8_t challenge_digest[32];
        uint8_t token_key_id[32];
        uint8_t authenticator[Nk];

    - ``token_type``: 1 (VOPRF) or 2 (blind RSA).
    - ``nonce``: 32 octets of the client.
    - ``challenge_digest``: 32 octets, the SHA-256 of the ``challenge``.
    - ``token_key_id``: 32 octets, the SHA-256 of the ``token-key``.
    - ``authenticator``: 48 octets for VOPRF, 256 for blind RSA. Hidden in ``repr``.

    Raises BuildError for values outside of these.
    """

    token_type: int
    nonce: bytes
    challenge_digest: bytes
    token_key_id: bytes
    authenticator: bytes

    def __post_init__(self) -> None:
        check_integer(BuildError, "token_type", self.token_type, least=VOPRF, most=BLIND_RSA)
        check_bytes(BuildError, "nonce", self.nonce, 32)
        check_bytes(BuildError, "challenge_digest", self.challenge_digest, 32)
        check_bytes(BuildError, "token_key_id", self.token_key_id, 32)
        length = _authenticator_length(self.token_type)
        check_bytes(BuildError, "authenticator", self.authenticator, length)

    @classmethod
    def from_bytes(cls, octets: bytes) -> Token:
        """Read the structure; ParseError for an unknown token type and for another length."""
        token_type, left = _known_token_type(octets)
        if len(left) != 96 + (_authenticator_length(token_type) or 0):
            raise broken(ParseError, "token", "the length of its type")
        return cls(
            token_type=token_type,
            nonce=left[:32],
            challenge_digest=left[32:64],
            token_key_id=left[64:96],
            authenticator=left[96:],
        )

    @property
    def authenticator_input(self) -> bytes:
        """What the authenticator was made from: all that stands before it (section 2.2)."""
        token_type = self.token_type.to_bytes(2, "big")
        return token_type + self.nonce + self.challenge_digest + self.token_key_id

    def to_bytes(self) -> bytes:
        """The octets of the structure, which is what ``token`` holds."""
        return self.authenticator_input + self.authenticator

    def __repr__(self) -> str:
        return f"{type(self).__name__}(token_type={self.token_type}, authenticator=<hidden>)"


def _authenticator_length(token_type: int) -> int | None:
    """How many octets an authenticator has (Nk of RFC 9578); None for an unknown token type."""
    return {VOPRF: 48, BLIND_RSA: 256}.get(token_type)


def _check_server_name(param: str, name: str) -> None:
    check_type(param, name, str)
    check_match(BuildError, param, name, _SERVER_NAME, "host or host:port in ASCII")
    _, _, port = name.rpartition("]")[2].partition(":")
    if port and int(port) > _LARGEST_PORT:
        raise broken(BuildError, param, f"a port up to {_LARGEST_PORT}")


def check_structure(
    param: str, octets: bytes, structure: type[TokenChallenge] | type[Token]
) -> None:
    """BuildError for octets without a token type, and for what is malformed of a known one."""
    check_type(param, octets, bytes)
    if len(octets) < 2:
        raise broken(BuildError, param, "a token type and what belongs to it")
    if _authenticator_length(token_type_of(octets)) is not None:
        try:
            structure.from_bytes(octets)
        except ParseError as error:
            raise BuildError(error.reason, f"{error.expected} in {param}", param=param) from None


def token_type_of(octets: bytes) -> int:
    """The token type, which is in the first two octets of challenge and token."""
    return int.from_bytes(octets[:2], "big")


def _known_token_type(octets: bytes) -> tuple[int, bytes]:
    """Split off the token type; ParseError for an unknown one."""
    check_type("octets", octets, bytes)
    token_type = token_type_of(octets)
    if len(octets) < 2 or _authenticator_length(token_type) is None:
        raise broken(ParseError, "token_type", "a token type of RFC 9578")
    return token_type, octets[2:]


def _vector(octets: bytes, width: int, param: str) -> tuple[bytes, bytes]:
    """Split off a vector with a length of so many octets (RFC 8446 section 3.4)."""
    end = width + int.from_bytes(octets[:width], "big")
    if len(octets) < max(width, end):
        raise broken(ParseError, param, "so many octets as are announced")
    return octets[width:end], octets[end:]

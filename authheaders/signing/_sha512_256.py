# SPDX-License-Identifier: MIT
"""SHA-512/256 (FIPS 180-4) in plain Python, for where ``hashlib`` has none.

It is the hash of the algorithm ``SHA-512-256`` of RFC 7616, and neither SHA-512 nor SHA-512 cut
to 256 bits: it begins with other values. ``hashlib`` takes it from OpenSSL, and need not have
it. Some hundred times slower than that, which a login can bear and a large body can't.
"""

from __future__ import annotations

_MASK = 0xFFFFFFFFFFFFFFFF
_BLOCK = 128

# Section 5.3.6.2: the SHA-512/256 initial hash value.
_INITIAL = (
    0x22312194FC2BF72C,
    0x9F555FA3C84C64C2,
    0x2393B86B6F53B151,
    0x963877195940EABD,
    0x96283EE2A88EFFE3,
    0xBE5E1E2553863992,
    0x2B0199FC2C85B8AA,
    0x0EB72DDC81C52CA2,
)


class Sha512_256:  # noqa: N801  # the name of the hash has an underscore, as in hashlib
    """The hash of octets that come in any pieces, used as an object of ``hashlib`` is."""

    __slots__ = ("_constants", "_length", "_pending", "_state")

    def __init__(self, octets: bytes = b"") -> None:
        self._constants = _constants()
        self._state: tuple[int, ...] = _INITIAL
        self._length, self._pending = 0, b""
        self.update(octets)

    def update(self, octets: bytes) -> None:
        """Go on with more octets."""
        self._length += len(octets)
        pending = self._pending + octets
        whole = len(pending) - len(pending) % _BLOCK
        self._state = self._after(pending[:whole])
        self._pending = pending[whole:]

    def hexdigest(self) -> str:
        """The hash of what came so far: 64 lower-case hex digits."""
        # Section 5.1.2: a one bit, zeros, and the length in bits as a number of 128 bits.
        zeros = bytes(-(len(self._pending) + 17) % _BLOCK)
        length = (self._length * 8).to_bytes(16, "big")
        state = self._after(self._pending + b"\x80" + zeros + length)
        return "".join([f"{word:016x}" for word in state[:4]])

    def _after(self, blocks: bytes) -> tuple[int, ...]:
        state = self._state
        for start in range(0, len(blocks), _BLOCK):
            state = _compressed(state, blocks[start : start + _BLOCK], self._constants)
        return state


def _constants() -> list[int]:
    """Section 4.2.3: 64 bits of the fractions of the cube roots of the first 80 primes."""
    primes: list[int] = []
    candidate = 2
    while len(primes) < 80:
        if all(candidate % prime for prime in primes):
            primes.append(candidate)
        candidate += 1
    return [_cube_root(prime << 192) & _MASK for prime in primes]


def _cube_root(number: int) -> int:
    """The largest integer whose cube is at most number, which is not 0."""
    root = 1 << -(-number.bit_length() // 3)
    while True:
        # Newton's way from above comes down to it, and then stops.
        closer = (2 * root + number // (root * root)) // 3
        if closer >= root:
            return root
        root = closer


def _rotated(word: int, by: int) -> int:
    return (word >> by | word << (64 - by)) & _MASK


def _compressed(state: tuple[int, ...], block: bytes, constants: list[int]) -> tuple[int, ...]:
    """Section 6.4.2: the state after one block of 128 octets."""
    words = [int.from_bytes(block[start : start + 8], "big") for start in range(0, _BLOCK, 8)]
    for t in range(16, 80):
        x, y = words[t - 15], words[t - 2]
        sigma0 = _rotated(x, 1) ^ _rotated(x, 8) ^ x >> 7
        sigma1 = _rotated(y, 19) ^ _rotated(y, 61) ^ y >> 6
        words.append((sigma1 + words[t - 7] + sigma0 + words[t - 16]) & _MASK)
    a, b, c, d, e, f, g, h = state
    for constant, word in zip(constants, words, strict=True):
        sum1 = _rotated(e, 14) ^ _rotated(e, 18) ^ _rotated(e, 41)
        sum0 = _rotated(a, 28) ^ _rotated(a, 34) ^ _rotated(a, 39)
        t1 = h + sum1 + (e & f ^ ~e & g) + constant + word
        t2 = sum0 + (a & b ^ a & c ^ b & c)
        a, b, c, d, e, f, g, h = (t1 + t2) & _MASK, a, b, c, (d + t1) & _MASK, e, f, g
    return tuple(
        [(old + new) & _MASK for old, new in zip(state, (a, b, c, d, e, f, g, h), strict=True)]
    )

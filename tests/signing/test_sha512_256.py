# SPDX-License-Identifier: MIT
"""SHA-512/256 in plain Python."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authheaders.signing import digest
from authheaders.signing._sha512_256 import Sha512_256

# FIPS 180-4, the examples of NIST's collection: one block, two blocks.
EXAMPLES = [
    (b"abc", "53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23"),
    (
        (
            b"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
            b"hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"
        ),
        "3928e184fb8690f840da3988121d31be65cb9d3ef83ee6146feac861e19b563a",
    ),
    (b"", "c672b8d1ef56ed28ab87c3622c5114069bdd3ad7b8f9737498d0c01ecef0967a"),
]

needs_openssl = pytest.mark.skipif(
    "sha512_256" not in hashlib.algorithms_available, reason="hashlib has no sha512_256"
)


@pytest.mark.parametrize(("octets", "expected"), EXAMPLES)
def test_the_published_examples(octets: bytes, expected: str) -> None:
    assert Sha512_256(octets).hexdigest() == expected


@needs_openssl
@given(st.lists(st.binary(max_size=300), max_size=5))
def test_it_gives_what_openssl_gives_for_any_pieces(pieces: list[bytes]) -> None:
    hashed = Sha512_256()
    for piece in pieces:
        hashed.update(piece)
    assert hashed.hexdigest() == hashlib.new("sha512_256", b"".join(pieces)).hexdigest()


@needs_openssl
@pytest.mark.parametrize("length", [110, 111, 112, 127, 128, 129, 239, 240, 256])
def test_the_padding_fits_around_the_end_of_a_block(length: int) -> None:
    octets = bytes(range(256))[:length]
    assert Sha512_256(octets).hexdigest() == hashlib.new("sha512_256", octets).hexdigest()


def test_a_digest_may_be_asked_for_between_pieces() -> None:
    hashed = Sha512_256(b"a")
    hashed.hexdigest()
    hashed.update(b"bc")
    assert hashed.hexdigest() == EXAMPLES[0][1]


def test_it_serves_digest_where_openssl_lacks_it(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = digest.ha1("u", "r", "p", algorithm="SHA-512-256")
    body = digest.body_hash([b"a", b"bc"], algorithm="SHA-512-256-sess")

    def refuse(name: str, octets: bytes = b"") -> None:
        raise ValueError("unsupported hash type")

    monkeypatch.setattr(hashlib, "new", refuse)
    assert digest.ha1("u", "r", "p", algorithm="SHA-512-256") == expected
    assert digest.body_hash([b"a", b"bc"], algorithm="SHA-512-256-sess") == body == EXAMPLES[0][1]

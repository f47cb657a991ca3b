# SPDX-License-Identifier: MIT
"""Version 4A: the key, what is signed, and that the vector's signature is one of it."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import replace
from typing import Any

import pytest

from authheaders import Aws4Credentials, BuildError, Reason, VerifyError
from authheaders.signing import aws4
from signing.test_aws4 import DATE, HOST, KEY, NOW, SECRET

# awslabs/aws-c-auth, v4a test suite, get-vanilla
KEY_NUMBER = 0x7EFC8C0E65A324242818C5A50C891C6060B6A00717B7BA3CBE3C5D765BE9259C
PUBLIC = (
    0xB6618F6A65740A99E650B33B6B4B5BD0D43B176D721A3EDFEA7E7D2D56D936B1,
    0x865ED22A7EADC9C5CB9D2CBACA1B3699139FEDC5043DC6661864218330C8E518,
)
HEADERS = [HOST, ("X-Amz-Date", DATE), ("X-Amz-Region-Set", "us-east-1")]
CREDENTIALS = Aws4Credentials.parse(
    "AWS4-ECDSA-P256-SHA256 Credential=AKIDEXAMPLE/20150830/service/aws4_request, "
    "SignedHeaders=host;x-amz-date;x-amz-region-set, Signature=3046022100fddaaf816a31e30d04973875"
    "b13bc27b98da10907a3a1872fd5819a221334abc022100de2ee81d83b54f31efc82834de07e6cd4d5c6f25bfa08e"
    "0f29a15bb0977c343e"
)
REQUEST: dict[str, Any] = {
    "method": "GET",
    "path": "/",
    "headers": HEADERS,
    "payload": b"",
    "now": NOW,
}

# --- P-256 (FIPS 186-4 appendix D.1.2.3), as slow as can be

Point = tuple[int, int]
P = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
G = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)


def plus(one: Point | None, other: Point | None) -> Point | None:
    if one is None or other is None:
        return one or other
    if one[0] == other[0] and one[1] != other[1]:
        return None
    if one == other:
        slope = 3 * (one[0] * one[0] - 1) * pow(2 * one[1], -1, P) % P
    else:
        slope = (other[1] - one[1]) * pow(other[0] - one[0], -1, P) % P
    x = (slope * slope - one[0] - other[0]) % P
    return x, (slope * (one[0] - x) - one[1]) % P


def times(number: int, point: Point | None) -> Point | None:
    product: Point | None = None
    while number:
        if number & 1:
            product = plus(product, point)
        point = plus(point, point)
        number >>= 1
    return product


def is_signature(public: Point, text: bytes, signature: bytes) -> bool:
    """ECDSA with SHA-256, of two numbers in a DER sequence."""
    length = signature[3]
    r = int.from_bytes(signature[4 : 4 + length], "big")
    s = int.from_bytes(signature[6 + length :], "big")
    inverse = pow(s, -1, N)
    number = int.from_bytes(hashlib.sha256(text).digest(), "big")
    found = plus(times(number * inverse % N, G), times(r * inverse % N, public))
    return found is not None and found[0] % N == r


def test_the_key_is_that_of_the_vector() -> None:
    assert aws4.ecdsa_key(KEY, SECRET) == KEY_NUMBER
    assert times(KEY_NUMBER, G) == PUBLIC


def test_what_is_signed_is_as_it_is_printed() -> None:
    expected = (
        f"AWS4-ECDSA-P256-SHA256\n{DATE}\n20150830/service/aws4_request\n"
        "cf59db423e841c8b7e3444158185aa261b724a5c27cbe762676f3eed19f4dc02"
    )
    assert aws4.signed_bytes(CREDENTIALS, **REQUEST).decode() == expected


def test_the_signature_of_the_vector_is_one_of_what_is_signed() -> None:
    text = aws4.signed_bytes(CREDENTIALS, **REQUEST)
    assert is_signature(PUBLIC, text, bytes.fromhex(CREDENTIALS.signature))
    assert not is_signature(PUBLIC, text + b"a", bytes.fromhex(CREDENTIALS.signature))


def test_only_another_library_can_verify_it() -> None:
    with pytest.raises(VerifyError) as refused:
        aws4.verify(CREDENTIALS, SECRET, **REQUEST)
    assert refused.value.reason is Reason.UNSUPPORTED
    assert refused.value.scheme == "AWS4-ECDSA-P256-SHA256"


def test_the_rules_are_looked_at_before_anything_is_signed() -> None:
    for changed, reason in (
        ({"now": NOW + 901}, Reason.STALE),
        ({"service": "s3"}, Reason.WRONG_TARGET),
        ({"headers": [*HEADERS, ("X-Amz-Acl", "a")]}, Reason.DOWNGRADED),
        ({"headers": HEADERS[:2]}, Reason.WRONG_PROOF),
    ):
        with pytest.raises(VerifyError) as refused:
            aws4.signed_bytes(CREDENTIALS, **{**REQUEST, **changed})
        assert refused.value.reason is reason


@pytest.mark.parametrize("regions", ["us-west-2", "us-east-1,us-west-2", "us-east-1, us-*", "*"])
def test_a_region_that_it_is_signed_for_is_taken(regions: str) -> None:
    request = {**REQUEST, "headers": [*HEADERS[:2], ("X-Amz-Region-Set", regions)]}
    assert aws4.signed_bytes(CREDENTIALS, **request, region="us-west-2")


@pytest.mark.parametrize("regions", ["us-east-1", "us-west-", "us-east-*,eu-west-2", "*-2", ""])
def test_a_signature_for_other_regions_is_refused(regions: str) -> None:
    request = {**REQUEST, "headers": [*HEADERS[:2], ("X-Amz-Region-Set", regions)]}
    assert aws4.signed_bytes(CREDENTIALS, **request)
    with pytest.raises(VerifyError) as refused:
        aws4.signed_bytes(CREDENTIALS, **request, region="us-west-2")
    assert refused.value.reason is Reason.WRONG_TARGET
    assert refused.value.param == "X-Amz-Region-Set"


def test_without_a_region_set_it_is_for_no_region() -> None:
    credentials = replace(CREDENTIALS, signed_headers=("host", "x-amz-date"))
    request = {**REQUEST, "headers": HEADERS[:2]}
    with pytest.raises(VerifyError) as refused:
        aws4.signed_bytes(credentials, **request, region="us-west-2")
    assert refused.value.reason is Reason.WRONG_TARGET


def test_a_number_that_is_too_large_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    right, texts = hmac.digest, []

    def digest(key: bytes, text: bytes, name: str) -> bytes:
        texts.append(text)
        return b"\xff" * 32 if len(texts) < 3 else right(key, text, name)

    monkeypatch.setattr(hmac, "digest", digest)
    assert 0 < aws4.ecdsa_key(KEY, SECRET) < N
    assert [text[-5] for text in texts] == [1, 2, 3]


def test_a_secret_without_any_number_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hmac, "digest", lambda key, text, name: b"\xff" * 32)
    with pytest.raises(BuildError):
        aws4.ecdsa_key(KEY, SECRET)


def test_the_secret_and_the_access_key_are_text() -> None:
    wrong: Any
    for wrong in (None, b"a", 5):
        with pytest.raises(TypeError):
            aws4.ecdsa_key(wrong, SECRET)
        with pytest.raises(TypeError):
            aws4.ecdsa_key(KEY, wrong)
    with pytest.raises(BuildError):
        aws4.ecdsa_key(KEY, "")

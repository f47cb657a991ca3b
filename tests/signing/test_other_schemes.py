# SPDX-License-Identifier: MIT
"""The peer chooses the scheme of a message: no other than that asked for is verified."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from authheaders import BasicCredentials, BearerChallenge, DigestInfo, Goog4Credentials
from authheaders.signing import (
    _sigv4_signing,
    aws4,
    digest,
    goog4,
    hawk,
    oauth1,
    signature,
    wsse,
)

if TYPE_CHECKING:
    from collections.abc import Callable

BASIC: Any = BasicCredentials("a", "b")
BEARER: Any = BearerChallenge()
INFO: Any = DigestInfo()
REQUEST: dict[str, Any] = {
    "method": "GET",
    "path": "/",
    "headers": {"Host": "example.com", "X-Amz-Date": "20190201T090000Z"},
}
TARGET = hawk.Target("GET", "/", "example.com", 80)
HAWK = hawk.sign("a", b"key", TARGET)
LATER: dict[str, Any] = {"payload": b"", "now": 1549011600}
VERIFIERS: dict[str, Callable[[], object]] = {
    "aws4": lambda: aws4.verify(BASIC, "s", **REQUEST, **LATER),
    "goog4": lambda: goog4.verify(BASIC, "s", **REQUEST, **LATER),
    "digest": lambda: digest.verify(
        BASIC, offered=[], method="GET", target="/", check_nonce=None, password="b"
    ),
    "hawk": lambda: hawk.verify(BASIC, b"key", TARGET),
    "hawk answer": lambda: hawk.verify_answer(INFO, HAWK, b"key", TARGET),
    "hawk challenge": lambda: hawk.verify_challenge(BEARER, b"key"),
    "oauth1": lambda: oauth1.verify(BASIC, "GET", "http://example.com/", nonce_used=None),
    "signature": lambda: signature.verify_hmac(BASIC, b"k", method="GET", target="/", fields={}),
    "wsse": lambda: wsse.verify(BASIC, "b"),
}


@pytest.mark.parametrize("name", VERIFIERS)
def test_a_message_of_another_scheme_is_a_type_error(name: str) -> None:
    with pytest.raises(TypeError, match="must be"):
        VERIFIERS[name]()


def test_what_google_would_take_is_not_taken_as_amazons() -> None:
    credentials: Any = Goog4Credentials(
        access_key="k",
        date="20190201",
        region="auto",
        signed_headers=("host", "x-amz-date"),
        signature="0" * 64,
        scheme="GOOG4-HMAC-SHA256",
    )
    canonical = aws4.canonical_request(
        **REQUEST,
        query="",
        signed_headers=credentials.signed_headers,
        payload_hash=aws4.payload_hash(b""),
        normalize=False,
    )
    text = aws4.string_to_sign(credentials.scheme, "20190201T090000Z", credentials.scope, canonical)
    proof = _sigv4_signing.signature_of(credentials, "secret", text)
    with pytest.raises(TypeError):
        aws4.verify(replace(credentials, signature=proof), "secret", **REQUEST, **LATER)

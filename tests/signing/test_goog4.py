# SPDX-License-Identifier: MIT
"""Google's V4 signing process: its vectors, and an HMAC both ways."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from authheaders import Aws4PayloadHash, Goog4Credentials, Goog4Presigned, Reason, VerifyError
from authheaders.signing import goog4

KEY, SECRET = "GOOGTESTACCESSKEY", "bGoa+V7g/yqDXvKRqq+JTFn4uQZbPiQJo4pf9RzJ"
DATE, NOW = "20190201T090000Z", 1549011600
HOST = ("Host", "storage.googleapis.com")
UNSIGNED = Aws4PayloadHash.UNSIGNED
HEADERS = [HOST, ("x-goog-content-sha256", "UNSIGNED-PAYLOAD"), ("x-goog-date", DATE)]
REQUEST: dict[str, Any] = {"method": "GET", "path": "/test-bucket/test-object", "headers": HEADERS}


def signed(**changed: Any) -> Goog4Credentials:
    return goog4.sign(
        **{"access_key": KEY, "secret": SECRET, "payload": UNSIGNED, **REQUEST, **changed}
    )


def presigned(**changed: Any) -> Goog4Presigned:
    arguments = {"access_key": KEY, "secret": SECRET, "date": DATE, "expires": 10, **REQUEST}
    return goog4.presign(**{**arguments, "headers": [HOST], **changed})


def test_what_is_signed_of_the_hmac_request_is_that_of_the_vector() -> None:
    found = goog4.canonical_request(
        **REQUEST,
        query="",
        signed_headers=[name for name, _ in HEADERS],
        payload_hash=goog4.payload_hash(UNSIGNED),
        normalize=False,
    )
    expected = "f83f303f6db2c86f9f685ead01f8b7735bc5f723329a24c45c5bf172c4a14d41"
    assert hashlib.sha256(found).hexdigest() == expected


def test_the_hmac_is_that_of_the_vector() -> None:
    assert signed().to_header() == (
        "GOOG4-HMAC-SHA256 Credential=GOOGTESTACCESSKEY/20190201/auto/storage/goog4_request, "
        "SignedHeaders=host;x-goog-content-sha256;x-goog-date, "
        "Signature=e2d3ad338704d11947015cc824b365fb9279c6b1b3f2670e107aa5925887ee53"
    )


def test_what_is_signed_of_the_url_of_the_rsa_vector() -> None:
    """googleapis/conformance-tests, Simple GET."""
    account = "test-iam-credentials@dummy-project-id.iam.gserviceaccount.com"
    credentials = Goog4Credentials(
        access_key=account,
        date="20190201",
        region="auto",
        signed_headers=("host",),
        signature="00",
    )
    url = Goog4Presigned(credentials=credentials, date=DATE, expires=10)
    canonical = goog4.canonical_request(
        method="GET",
        path="/test-bucket/test-object",
        query=url.to_pairs()[:-1],
        headers=[HOST],
        signed_headers=["host"],
        payload_hash=goog4.payload_hash(UNSIGNED),
        normalize=False,
    )
    assert canonical.decode() == (
        "GET\n/test-bucket/test-object\nX-Goog-Algorithm=GOOG4-RSA-SHA256&X-Goog-Credential="
        "test-iam-credentials%40dummy-project-id.iam.gserviceaccount.com%2F20190201%2Fauto%2F"
        "storage%2Fgoog4_request&X-Goog-Date=20190201T090000Z&X-Goog-Expires=10"
        "&X-Goog-SignedHeaders=host\nhost:storage.googleapis.com\n\nhost\nUNSIGNED-PAYLOAD"
    )
    text = goog4.string_to_sign(credentials.scheme, DATE, credentials.scope, canonical)
    assert text.decode() == (
        f"GOOG4-RSA-SHA256\n{DATE}\n20190201/auto/storage/goog4_request\n"
        "00e2fb794ea93d7adb703edaebdd509821fcc7d4f1a79ac5c8d2b394df109320"
    )


def test_credentials_are_verified_for_their_request_only() -> None:
    found = Goog4Credentials.parse(signed().to_header())
    arguments: dict[str, Any] = {**REQUEST, "payload": UNSIGNED, "now": NOW + 1}
    goog4.verify(found, SECRET, **arguments)
    for changed, reason in (
        ({"path": "/test-bucket//test-object"}, Reason.WRONG_PROOF),
        ({"payload": b"a"}, Reason.DOWNGRADED),
        ({"now": NOW - 901}, Reason.STALE),
        ({"region": "eu"}, Reason.WRONG_TARGET),
        ({"headers": [*HEADERS, ("x-goog-acl", "a")]}, Reason.DOWNGRADED),
    ):
        with pytest.raises(VerifyError) as refused:
            goog4.verify(found, SECRET, **{**arguments, **changed})
        assert refused.value.reason is reason


def test_a_url_is_verified_until_it_expires() -> None:
    url = presigned(query={"a": "b"})
    arguments: dict[str, Any] = {**REQUEST, "headers": iter([HOST])}
    goog4.verify_presigned(f"a=b&{url.to_query()}", SECRET, now=NOW + 10, **arguments)
    arguments = {**REQUEST, "headers": [HOST]}
    query = [("a", "b"), *url.to_pairs()]
    goog4.verify_presigned(iter(query), SECRET, now=NOW, **arguments)
    for changed, reason in (
        ({"now": NOW + 11}, Reason.STALE),
        ({"method": "PUT"}, Reason.WRONG_PROOF),
    ):
        with pytest.raises(VerifyError) as refused:
            goog4.verify_presigned(query, SECRET, **{"now": NOW, **arguments, **changed})
        assert refused.value.reason is reason


def test_rsa_is_for_another_library() -> None:
    rsa = Goog4Credentials.parse(
        "GOOG4-RSA-SHA256 Credential=a@b/20190201/auto/storage/goog4_request, "
        f"SignedHeaders=host;x-goog-content-sha256;x-goog-date, Signature={'95' * 256}"
    )
    with pytest.raises(VerifyError) as refused:
        goog4.verify(rsa, SECRET, payload=UNSIGNED, now=NOW, **REQUEST)
    assert refused.value.reason is Reason.UNSUPPORTED

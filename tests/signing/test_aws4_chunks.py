# SPDX-License-Identifier: MIT
"""Bodies in signed chunks: the vectors of the Amazon S3 API Reference."""

from __future__ import annotations

from typing import Any

import pytest

from authheaders import Aws4PayloadHash, BuildError, Reason, VerifyError
from authheaders.signing import aws4
from signing.test_aws4 import S3, S3_SECRET, SEED, signed

DATE = "20130524T000000Z"
CREDENTIALS = signed(S3["streaming"])
SCOPE = "20130524/us-east-1/s3/aws4_request"
EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
CHUNKS = [b"a" * 65536, b"a" * 1024, b""]
SIGNATURES = [
    "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
    "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
    "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9",
]
# The same body with a trailer, "Signature calculations: including trailing headers".
TRAILER = [("x-amz-checksum-crc32c", "sOO8/Q==")]
TRAILER_SIGNATURES = [
    "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2",
    "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7",
    "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992",
    "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435",
]
TRAILER_CASE: dict[str, Any] = {
    **S3["streaming"],
    "headers": [
        *[
            header
            for header in S3["streaming"]["headers"]
            if header[0] not in ("x-amz-content-sha256", "Content-Length")
        ],
        ("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"),
        ("x-amz-trailer", "x-amz-checksum-crc32c"),
    ],
    "payload": Aws4PayloadHash.STREAMING_TRAILER,
}


def wire(chunk: bytes, signature: str) -> bytes:
    return f"{len(chunk):x};chunk-signature={signature}\r\n".encode() + chunk + b"\r\n"


def test_the_body_is_that_of_the_vector() -> None:
    found = list(aws4.sign_chunks(CREDENTIALS, S3_SECRET, DATE, iter(CHUNKS[:2])))
    assert found == [wire(*pair) for pair in zip(CHUNKS, SIGNATURES, strict=True)]
    assert len(b"".join(found)) == aws4.chunked_length([65536, 1024]) == 66824


def test_the_string_to_sign_of_a_chunk_is_as_it_is_printed() -> None:
    found = aws4.chunk_string_to_sign(DATE, SCOPE, SEED, CHUNKS[0])
    assert found.decode() == (
        f"AWS4-HMAC-SHA256-PAYLOAD\n{DATE}\n{SCOPE}\n{SEED}\n{EMPTY}\n"
        "bf718b6f653bebc184e1479f1935b8da974d701b893afcf49e701f3e2f9f9c5a"
    )


def test_a_chunk_header_is_as_it_is_printed() -> None:
    assert aws4.chunk_header(65536, "ab") == b"10000;chunk-signature=ab\r\n"


def test_each_chunk_of_the_vector_is_verified() -> None:
    previous = CREDENTIALS.signature
    for chunk, signature in zip(CHUNKS, SIGNATURES, strict=True):
        aws4.verify_chunk(
            CREDENTIALS, S3_SECRET, DATE, previous=previous, chunk=chunk, signature=signature
        )
        previous = signature


@pytest.mark.parametrize(
    "changed",
    [
        {"previous": SIGNATURES[0]},
        {"chunk": b"b"},
        {"signature": SIGNATURES[1]},
        {"signature": ""},
        {"signature": "\xe9"},
    ],
)
def test_another_chunk_is_refused(changed: dict[str, Any]) -> None:
    arguments = {"previous": SEED, "chunk": CHUNKS[0], "signature": SIGNATURES[0], **changed}
    with pytest.raises(VerifyError) as refused:
        aws4.verify_chunk(CREDENTIALS, S3_SECRET, DATE, **arguments)
    assert refused.value.reason is Reason.WRONG_PROOF


def test_empty_chunks_are_left_out() -> None:
    chunks = [b"", CHUNKS[0], b"", CHUNKS[1], b""]
    found = list(aws4.sign_chunks(CREDENTIALS, S3_SECRET, DATE, chunks))
    assert found == [wire(*pair) for pair in zip(CHUNKS, SIGNATURES, strict=True)]


# --- trailers


def test_the_body_with_a_trailer_is_that_of_the_vector() -> None:
    credentials = signed(TRAILER_CASE)
    found = list(aws4.sign_chunks(credentials, S3_SECRET, DATE, CHUNKS, TRAILER))
    *chunks, last, trailer = found
    *signatures, last_signature, trailer_signature = TRAILER_SIGNATURES
    assert credentials.signature == (
        "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e"
    )
    assert chunks == [wire(*pair) for pair in zip(CHUNKS[:2], signatures, strict=True)]
    assert last == f"0;chunk-signature={last_signature}\r\n".encode()
    assert trailer.decode() == (
        f"x-amz-checksum-crc32c:sOO8/Q==\r\nx-amz-trailer-signature:{trailer_signature}\r\n\r\n"
    )


def test_a_trailer_is_verified() -> None:
    credentials = signed(TRAILER_CASE)
    previous, signature = TRAILER_SIGNATURES[2:]

    def verify(**changed: Any) -> None:
        arguments = {"previous": previous, "trailer": TRAILER, "signature": signature, **changed}
        aws4.verify_trailer(credentials, S3_SECRET, DATE, **arguments)

    verify()
    changed: dict[str, Any]
    for changed in ({"previous": SEED}, {"trailer": []}, {"signature": SEED}):
        with pytest.raises(VerifyError) as refused:
            verify(**changed)
        assert refused.value.reason is Reason.WRONG_PROOF


@pytest.mark.parametrize(
    "field", [("a", "b\r\nc:d"), ("a\nb", "c"), ("a:b", "c"), ("", "c"), ("a", "\ud800")]
)
def test_a_trailer_holds_fields_and_nothing_else(field: tuple[str, str]) -> None:
    credentials = signed(TRAILER_CASE)
    with pytest.raises(BuildError):
        list(aws4.sign_chunks(credentials, S3_SECRET, DATE, [], [field]))
    with pytest.raises(VerifyError) as refused:
        aws4.verify_trailer(
            credentials, S3_SECRET, DATE, previous=SEED, trailer=[field], signature=SEED
        )
    assert refused.value.reason is Reason.WRONG_PROOF


def test_the_octets_of_a_trailer_are_signed_as_they_are() -> None:
    credentials, value = signed(TRAILER_CASE), "\u00e0".encode()
    *_, last = aws4.sign_chunks(
        credentials, S3_SECRET, DATE, [], [("A", f" {value.decode('latin-1')}\t")]
    )
    # The last octet is no blank, though the character of its number is one.
    assert value == b"\xc3\xa0"
    assert last.startswith(b"a:\xc3\xa0\r\n")

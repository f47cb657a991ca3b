# SPDX-License-Identifier: MIT
"""Bodies in signed chunks (Amazon S3, Signature calculations: transferring a payload in chunks).

The signature of the request is that of the first chunk's predecessor. Each chunk signs the one
before, so none can be left out, put in or moved.
"""

from __future__ import annotations

from ..errors import BuildError, Reason
from ..schemes._checking import check_octets, check_token
from ._sigv4_canonical import sha256
from ._sigv4_signing import derived_key, hmac_hex, refusal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..schemes.aws4 import Aws4Credentials

_EMPTY_HASH = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
_MARK = ";chunk-signature="


def chunk_string_to_sign(timestamp: str, scope: str, previous: str, chunk: bytes) -> bytes:
    """The octets that are signed for a chunk ("Chunk string to sign").

    - ``timestamp``: ``x-amz-date`` of the request; ``scope``: that of its credentials.
    - ``previous``: the signature of the chunk before; that of the request for the first one.
    - ``chunk``: its data; none for the last one, with which every body ends.
    """
    lines = ["AWS4-HMAC-SHA256-PAYLOAD", timestamp, scope, previous, _EMPTY_HASH, sha256(chunk)]
    return "\n".join(lines).encode()


def trailer_string_to_sign(
    timestamp: str, scope: str, previous: str, trailer: Iterable[tuple[str, str]]
) -> bytes:
    """The octets that are signed for a trailer ("STREAMING-...-PAYLOAD-TRAILER").

    - ``previous``: the signature of the last chunk.
    - ``trailer``: names and values of its fields, without ``x-amz-trailer-signature``; octets,
      one character each.

    Raises BuildError for a name that is no token and for a control character in a value.
    """
    fields = _fields(trailer, "\n")
    lines = ["AWS4-HMAC-SHA256-TRAILER", timestamp, scope, previous, sha256(fields)]
    return "\n".join(lines).encode()


def chunk_header(length: int, signature: str) -> bytes:
    """What stands before the data of a chunk, which CRLF ends."""
    return f"{length:x}{_MARK}{signature}\r\n".encode()


def chunked_length(lengths: Iterable[int]) -> int:
    """The ``content-length`` of a body in signed chunks of such lengths, without a trailer.

    The chunk of no length that ends the body is counted, and not given.

    >>> chunked_length([65536, 1024])
    66824
    """
    # The digits of the length, the mark, the signature, two times CRLF.
    return sum([len(f"{n:x}") + len(_MARK) + 64 + 4 + n for n in (*lengths, 0)])


def sign_chunks(
    credentials: Aws4Credentials,
    secret: str,
    timestamp: str,
    chunks: Iterable[bytes],
    trailer: Iterable[tuple[str, str]] | None = None,
) -> Iterator[bytes]:
    """The body of a request in signed chunks, as it is sent: one piece a chunk.

    - ``credentials``: of the request, signed with ``Aws4PayloadHash.STREAMING``, or with
      ``STREAMING_TRAILER`` if there is a trailer. ``timestamp`` is its ``x-amz-date``.
    - ``chunks``: the data, all but the last one of 8192 octets at least and of one size. Empty
      ones are left out; that which ends the body is added.
    - ``trailer``: names and values of the fields of the trailer, or None.

    Raises BuildError, before the trailer, for fields that can't be in one.
    """
    key, scope, previous = _key(credentials, secret), credentials.scope, credentials.signature
    for chunk in _ended(chunks):
        text = chunk_string_to_sign(timestamp, scope, previous, chunk)
        previous = hmac_hex(key, text)
        end = b"\r\n" if chunk or trailer is None else b""
        yield chunk_header(len(chunk), previous) + chunk + end
    if trailer is not None:
        pairs = [*trailer]
        signature = hmac_hex(key, trailer_string_to_sign(timestamp, scope, previous, pairs))
        yield _fields([*pairs, ("x-amz-trailer-signature", signature)], "\r\n") + b"\r\n"


def verify_chunk(
    credentials: Aws4Credentials,
    secret: str,
    timestamp: str,
    *,
    previous: str,
    chunk: bytes,
    signature: str,
) -> None:
    """Verify a chunk of a request that has been verified, in constant time.

    - ``previous``: the signature of the chunk before, or of the request.
    - ``signature``: what stands behind ``chunk-signature=``.

    Raises VerifyError: WRONG_PROOF.
    """
    text = chunk_string_to_sign(timestamp, credentials.scope, previous, chunk)
    _check(credentials, hmac_hex(_key(credentials, secret), text), signature)


def verify_trailer(
    credentials: Aws4Credentials,
    secret: str,
    timestamp: str,
    *,
    previous: str,
    trailer: Iterable[tuple[str, str]],
    signature: str,
) -> None:
    """Verify the trailer of a request that has been verified, in constant time.

    - ``previous``: the signature of the last chunk.
    - ``trailer``: names and values of its fields, without ``x-amz-trailer-signature``, whose
      value is ``signature``.

    Raises VerifyError: WRONG_PROOF.
    """
    try:
        text = trailer_string_to_sign(timestamp, credentials.scope, previous, trailer)
    except BuildError:
        raise refusal(Reason.WRONG_PROOF, "fields of a trailer", credentials) from None
    _check(credentials, hmac_hex(_key(credentials, secret), text), signature)


def _check(credentials: Aws4Credentials, expected: str, signature: str) -> None:
    import hmac

    # What is no ASCII can't be compared as text.
    if not hmac.compare_digest(expected.encode(), signature.encode("utf-8", "surrogatepass")):
        raise refusal(Reason.WRONG_PROOF, "the signature of the chunk", credentials)


def _key(credentials: Aws4Credentials, secret: str) -> bytes:
    date, region, service = credentials.date, credentials.region, credentials.service
    return derived_key("AWS4", secret, date, region or "", service, credentials.terminator)


def _fields(trailer: Iterable[tuple[str, str]], end: str) -> bytes:
    """The lines of a trailer; BuildError for what could pass for another line of it."""
    lines = []
    for name, value in trailer:
        check_token(BuildError, "trailer", name)
        check_octets("trailer", value)
        # Other blanks than these are octets of a value, and signed.
        lines.append(":".join([name.lower(), value.strip(" \t")]) + end)
    return "".join(lines).encode("latin-1")


def _ended(chunks: Iterable[bytes]) -> Iterator[bytes]:
    yield from filter(None, chunks)
    yield b""

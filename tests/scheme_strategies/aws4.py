# SPDX-License-Identifier: MIT
"""Messages of AWS4."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from message_parts import access_keys, dates, hex_digests, params, scope_parts, signed_headers

from authheaders import Aws4Credentials

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from authheaders import Message


@st.composite
def aws4_credentials(draw: st.DrawFn) -> Aws4Credentials:
    """Of both schemes; only the symmetric one has a region."""
    symmetric = draw(st.booleans())
    signatures = (
        hex_digests(64) | hex_digests(2) if symmetric else hex_digests(140).map("30".__add__)
    )
    return Aws4Credentials(
        access_key=draw(access_keys()),
        date=draw(dates()),
        region=draw(scope_parts()) if symmetric else None,
        service=draw(scope_parts()),
        signed_headers=draw(signed_headers()),
        signature=draw(signatures),
        scheme="AWS4-HMAC-SHA256" if symmetric else "AWS4-ECDSA-P256-SHA256",
        extensions=draw(params(["Credential", "SignedHeaders", "Signature"], max_size=2)),
    )


MESSAGES: dict[type[Message], SearchStrategy[Any]] = {Aws4Credentials: aws4_credentials()}

VALUES: dict[type[Message], dict[str, Any]] = {
    Aws4Credentials: {
        "access_key": "a",
        "date": "20150830",
        "region": "a",
        "service": "a",
        "signed_headers": ("host",),
        "signature": "0f" * 32,
    },
}

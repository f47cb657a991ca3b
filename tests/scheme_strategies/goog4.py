# SPDX-License-Identifier: MIT
"""Messages of GOOG4."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from message_parts import access_keys, dates, hex_digests, params, scope_parts, signed_headers

from authheaders import Goog4Credentials

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from authheaders import Message


@st.composite
def goog4_credentials(draw: st.DrawFn) -> Goog4Credentials:
    """Of both schemes: an HMAC, or RSA with keys of any length."""
    scheme = draw(st.sampled_from(["GOOG4-RSA-SHA256", "GOOG4-HMAC-SHA256"]))
    digits = draw(st.sampled_from([512, 1024])) if "RSA" in scheme else 64
    return Goog4Credentials(
        access_key=draw(access_keys()),
        date=draw(dates()),
        region=draw(scope_parts()),
        service=draw(st.just("storage") | scope_parts()),
        signed_headers=draw(signed_headers()),
        signature=draw(hex_digests(digits)),
        scheme=scheme,
        extensions=draw(params(["Credential", "SignedHeaders", "Signature"], max_size=2)),
    )


MESSAGES: dict[type[Message], SearchStrategy[Any]] = {Goog4Credentials: goog4_credentials()}

VALUES: dict[type[Message], dict[str, Any]] = {
    Goog4Credentials: {
        "access_key": "a",
        "date": "20150830",
        "region": "a",
        "service": "a",
        "signed_headers": ("host",),
        "signature": "0f" * 32,
    },
}

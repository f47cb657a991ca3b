# SPDX-License-Identifier: MIT
"""Messages of Signature."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from message_parts import maybe, numbers, params, texts, tokens, tuples_of

from authheaders import SignatureChallenge, SignatureCredentials

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from authheaders import Message

_PSEUDO = ["(request-target)", "(created)", "(expires)", "(key-id)", "host", "date"]
_CREDENTIALS = ["keyId", "signature", "algorithm", "created", "expires", "headers"]


def signed_headers() -> SearchStrategy[tuple[str, ...]]:
    return tuples_of(st.sampled_from(_PSEUDO) | tokens().map(str.lower))


def signature_challenges() -> SearchStrategy[SignatureChallenge]:
    return st.builds(
        SignatureChallenge,
        realm=maybe(texts()),
        headers=signed_headers(),
        extensions=params(without=["realm", "headers"], max_size=2),
    )


@st.composite
def signature_credentials(draw: st.DrawFn) -> SignatureCredentials:
    """With the times that are signed, and with some that are not."""
    headers = draw(signed_headers())
    return SignatureCredentials(
        key_id=draw(texts()),
        signature=b64encode(draw(st.binary(min_size=1, max_size=20))).decode(),
        algorithm=draw(maybe(st.sampled_from(["hs2019", "rsa-sha256"]) | texts())),
        created=draw(numbers() if "(created)" in headers else maybe(numbers())),
        expires=draw(numbers() if "(expires)" in headers else maybe(numbers())),
        headers=headers,
        extensions=draw(params(without=_CREDENTIALS, max_size=2)),
    )


MESSAGES: dict[type[Message], SearchStrategy[Any]] = {
    SignatureChallenge: signature_challenges(),
    SignatureCredentials: signature_credentials(),
}

VALUES: dict[type[Message], dict[str, Any]] = {
    SignatureChallenge: {},
    SignatureCredentials: {"key_id": "a", "signature": "SjWJ"},
}

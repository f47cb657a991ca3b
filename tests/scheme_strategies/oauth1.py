# SPDX-License-Identifier: MIT
"""Messages of OAuth 1.0."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from message_parts import ALPHANUMERIC, maybe, params, texts, uris

from authheaders import Form, OAuth1Challenge, OAuth1Credentials, Params

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from authheaders import Message


def oauth1_challenges() -> SearchStrategy[OAuth1Challenge]:
    return st.builds(
        OAuth1Challenge,
        realm=maybe(texts()),
        extensions=params(without=["realm"], max_size=2),
    )


def encoded_params() -> SearchStrategy[Params]:
    """Extensions, which are pct-encoded."""
    names = st.sampled_from(["oauth_body_hash", "X", "a%20b", "%E2%98%83"])
    unescaped = st.text(ALPHANUMERIC + "-._~", min_size=1, max_size=8)
    values = st.sampled_from(["%2B", "%c3%a9", "%0A", "%41b%7E"]) | unescaped
    forms = st.sampled_from([Form.QUOTED, Form.TOKEN])
    entries = st.tuples(names, values, forms) | st.tuples(names, st.just(""), st.just(Form.QUOTED))
    return st.lists(entries, max_size=2, unique_by=lambda entry: entry[0]).map(Params)


def oauth1_texts() -> SearchStrategy[str]:
    """What is plain, what a signature looks like, and any text."""
    return (
        st.sampled_from(["", "dpf43f3p2l4k3l03", "r6/TJjbCOr97/+UU0NsvSne7s5g=", "a&b"]) | texts()
    )


@st.composite
def oauth1_credentials(draw: st.DrawFn) -> OAuth1Credentials:
    """For PLAINTEXT, with and without timestamp and nonce, and for other methods."""
    methods = st.sampled_from(["HMAC-SHA1", "RSA-SHA256", "Own method", "plaintext"])
    method = draw(st.just("PLAINTEXT") | methods)
    timestamps = st.integers(1, 10**18 - 1)
    plaintext = method == "PLAINTEXT"
    return OAuth1Credentials(
        realm=draw(maybe(texts())),
        oauth_consumer_key=draw(oauth1_texts()),
        oauth_token=draw(maybe(oauth1_texts())),
        oauth_signature_method=method,
        oauth_signature=draw(oauth1_texts()),
        oauth_timestamp=draw(maybe(timestamps) if plaintext else timestamps),
        oauth_nonce=draw(maybe(oauth1_texts()) if plaintext else oauth1_texts()),
        oauth_version=draw(st.sampled_from([None, "1.0"])),
        oauth_callback=draw(maybe(st.just("oob") | uris())),
        oauth_verifier=draw(maybe(oauth1_texts())),
        extensions=draw(encoded_params()),
    )


MESSAGES: dict[type[Message], SearchStrategy[Any]] = {
    OAuth1Challenge: oauth1_challenges(),
    OAuth1Credentials: oauth1_credentials(),
}

VALUES: dict[type[Message], dict[str, Any]] = {
    OAuth1Challenge: {},
    OAuth1Credentials: {
        "oauth_consumer_key": "a",
        "oauth_signature_method": "PLAINTEXT",
        "oauth_signature": "a",
    },
}

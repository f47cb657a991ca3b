# SPDX-License-Identifier: MIT
"""Messages of ApiKey."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from message_parts import maybe, params, texts, token68s

from authheaders import ApiKeyChallenge, ApiKeyCredentials

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from authheaders import Message


def api_key_challenges() -> SearchStrategy[ApiKeyChallenge]:
    return st.builds(
        ApiKeyChallenge,
        realm=maybe(texts()),
        extensions=params(without=["realm"], max_size=2),
    )


def api_key_credentials() -> SearchStrategy[ApiKeyCredentials]:
    return st.builds(ApiKeyCredentials, token68s())


MESSAGES: dict[type[Message], SearchStrategy[Any]] = {
    ApiKeyChallenge: api_key_challenges(),
    ApiKeyCredentials: api_key_credentials(),
}

VALUES: dict[type[Message], dict[str, Any]] = {
    ApiKeyChallenge: {},
    ApiKeyCredentials: {"token": "abc"},
}

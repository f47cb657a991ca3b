# SPDX-License-Identifier: MIT
"""Messages of Token."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from message_parts import maybe, params, quoted_contents, texts, token68s

from authheaders import TokenSchemeChallenge, TokenSchemeCredentials

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from authheaders import Message


def token_scheme_challenges() -> SearchStrategy[TokenSchemeChallenge]:
    return st.builds(
        TokenSchemeChallenge,
        realm=maybe(texts()),
        extensions=params(without=["realm"], max_size=2),
    )


def token_scheme_credentials() -> SearchStrategy[TokenSchemeCredentials]:
    """Both forms."""
    return st.builds(TokenSchemeCredentials, token68s()) | st.builds(
        TokenSchemeCredentials,
        quoted_contents(),
        as_param=st.just(True),
        extensions=params(without=["token"], max_size=2),
    )


MESSAGES: dict[type[Message], SearchStrategy[Any]] = {
    TokenSchemeChallenge: token_scheme_challenges(),
    TokenSchemeCredentials: token_scheme_credentials(),
}

VALUES: dict[type[Message], dict[str, Any]] = {
    TokenSchemeChallenge: {},
    TokenSchemeCredentials: {"token": "abc"},
}

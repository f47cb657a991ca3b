# SPDX-License-Identifier: MIT
"""Messages of PoP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from message_parts import maybe, params, quoted_contents, token68s

from authheaders import PopChallenge, PopCredentials

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from authheaders import Message


def pop_challenges() -> SearchStrategy[PopChallenge]:
    return st.builds(
        PopChallenge,
        nonce=maybe(quoted_contents()),
        extensions=params(without=["nonce"], max_size=2),
    )


def pop_credentials() -> SearchStrategy[PopCredentials]:
    return st.builds(PopCredentials, token68s())


MESSAGES: dict[type[Message], SearchStrategy[Any]] = {
    PopChallenge: pop_challenges(),
    PopCredentials: pop_credentials(),
}

VALUES: dict[type[Message], dict[str, Any]] = {
    PopChallenge: {},
    PopCredentials: {"token": "abc"},
}

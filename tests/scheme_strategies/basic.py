# SPDX-License-Identifier: MIT
"""Messages of Basic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from message_parts import (
    charsets,
    params,
    texts,
)

from authheaders import BasicChallenge, BasicCredentials

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from authheaders import Message


def basic_challenges() -> SearchStrategy[BasicChallenge]:
    return st.builds(
        BasicChallenge,
        realm=texts(),
        charset=charsets(),
        extensions=params(without=["realm", "charset"], max_size=2),
    )


def basic_credentials() -> SearchStrategy[BasicCredentials]:
    return st.builds(BasicCredentials, username=texts(without=":\t"), password=texts(without="\t"))


MESSAGES: dict[type[Message], SearchStrategy[Any]] = {
    BasicChallenge: basic_challenges(),
    BasicCredentials: basic_credentials(),
}

VALUES: dict[type[Message], dict[str, Any]] = {
    BasicChallenge: {"realm": "a"},
    BasicCredentials: {"username": "a", "password": "a"},
}

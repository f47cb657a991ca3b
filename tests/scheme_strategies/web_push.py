# SPDX-License-Identifier: MIT
"""Messages of WebPush."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from message_parts import token68s

from authheaders import WebPushCredentials

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from authheaders import Message


MESSAGES: dict[type[Message], SearchStrategy[Any]] = {
    WebPushCredentials: st.builds(WebPushCredentials, token68s()),
}

VALUES: dict[type[Message], dict[str, Any]] = {
    WebPushCredentials: {"token": "abc"},
}

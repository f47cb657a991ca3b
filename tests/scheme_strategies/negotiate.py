# SPDX-License-Identifier: MIT
"""Messages of Negotiate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from message_parts import handshake_tokens, maybe

from authheaders import NegotiateChallenge, NegotiateCredentials

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from authheaders import Message


MESSAGES: dict[type[Message], SearchStrategy[Any]] = {
    NegotiateChallenge: st.builds(NegotiateChallenge, maybe(handshake_tokens())),
    NegotiateCredentials: st.builds(NegotiateCredentials, handshake_tokens()),
}

VALUES: dict[type[Message], dict[str, Any]] = {
    NegotiateChallenge: {},
    NegotiateCredentials: {"token": "abc"},
}

# SPDX-License-Identifier: MIT
"""Messages of NTLM."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from message_parts import handshake_tokens, maybe

from authheaders import NtlmChallenge, NtlmCredentials

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from authheaders import Message


MESSAGES: dict[type[Message], SearchStrategy[Any]] = {
    NtlmChallenge: st.builds(NtlmChallenge, maybe(handshake_tokens())),
    NtlmCredentials: st.builds(NtlmCredentials, handshake_tokens()),
}

VALUES: dict[type[Message], dict[str, Any]] = {
    NtlmChallenge: {},
    NtlmCredentials: {"token": "abc"},
}

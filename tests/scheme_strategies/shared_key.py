# SPDX-License-Identifier: MIT
"""Messages of SharedKey."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from message_parts import account_names

from authheaders import SharedKeyCredentials

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from authheaders import Message


def shared_key_credentials() -> SearchStrategy[SharedKeyCredentials]:
    return st.builds(
        SharedKeyCredentials,
        account=account_names(),
        signature=st.binary(min_size=32, max_size=32),
        scheme=st.sampled_from(["SharedKey", "SharedKeyLite"]),
    )


MESSAGES: dict[type[Message], SearchStrategy[Any]] = {
    SharedKeyCredentials: shared_key_credentials()
}

VALUES: dict[type[Message], dict[str, Any]] = {
    SharedKeyCredentials: {"account": "a", "signature": b"a" * 32},
}

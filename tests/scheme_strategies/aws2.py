# SPDX-License-Identifier: MIT
"""Messages of AWS, the legacy signature of S3."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from message_parts import account_names

from authheaders import Aws2Credentials

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from authheaders import Message


def aws2_credentials() -> SearchStrategy[Aws2Credentials]:
    return st.builds(
        Aws2Credentials,
        access_key=account_names(),
        signature=st.binary(min_size=20, max_size=20) | st.binary(min_size=1, max_size=40),
    )


MESSAGES: dict[type[Message], SearchStrategy[Any]] = {Aws2Credentials: aws2_credentials()}

VALUES: dict[type[Message], dict[str, Any]] = {
    Aws2Credentials: {"access_key": "a", "signature": b"a" * 20},
}

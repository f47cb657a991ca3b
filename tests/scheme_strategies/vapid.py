# SPDX-License-Identifier: MIT
"""Messages of vapid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from message_parts import ALPHANUMERIC, params

from authheaders import VapidChallenge, VapidCredentials

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from authheaders import Message


def jwts() -> SearchStrategy[str]:
    """Three parts of base64url, with nothing in them."""
    part = st.text(f"{ALPHANUMERIC}-_", min_size=1, max_size=12)
    return st.lists(part, min_size=3, max_size=3).map(".".join)


def points() -> SearchStrategy[bytes]:
    """Uncompressed points, few of them on the curve."""
    return st.binary(min_size=64, max_size=64).map(b"\x04".__add__)


def vapid_challenges() -> SearchStrategy[VapidChallenge]:
    return st.builds(VapidChallenge, extensions=params(max_size=2))


def vapid_credentials() -> SearchStrategy[VapidCredentials]:
    return st.builds(
        VapidCredentials, t=jwts(), k=points(), extensions=params(without=["t", "k"], max_size=2)
    )


MESSAGES: dict[type[Message], SearchStrategy[Any]] = {
    VapidChallenge: vapid_challenges(),
    VapidCredentials: vapid_credentials(),
}

VALUES: dict[type[Message], dict[str, Any]] = {
    VapidChallenge: {},
    VapidCredentials: {"t": "a.b.c", "k": b"\x04" + bytes(64)},
}

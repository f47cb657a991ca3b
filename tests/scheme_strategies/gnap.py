# SPDX-License-Identifier: MIT
"""Messages of GNAP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from message_parts import maybe, params, texts, token68s, uris

from authheaders import GnapChallenge, GnapCredentials

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from authheaders import Message


def gnap_challenges() -> SearchStrategy[GnapChallenge]:
    return st.builds(
        GnapChallenge,
        as_uri=maybe(uris()),
        referrer=maybe(uris()),
        access=maybe(texts()),
        extensions=params(without=["as_uri", "referrer", "access"], max_size=2),
    )


def gnap_credentials() -> SearchStrategy[GnapCredentials]:
    return st.builds(GnapCredentials, token68s())


MESSAGES: dict[type[Message], SearchStrategy[Any]] = {
    GnapChallenge: gnap_challenges(),
    GnapCredentials: gnap_credentials(),
}

VALUES: dict[type[Message], dict[str, Any]] = {
    GnapChallenge: {},
    GnapCredentials: {"token": "abc"},
}

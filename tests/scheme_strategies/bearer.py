# SPDX-License-Identifier: MIT
"""Messages of Bearer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from message_parts import (
    bearer_prose,
    bearer_words,
    maybe,
    params,
    texts,
    token68s,
    tuples_of,
)

from authheaders import BearerChallenge, BearerCredentials

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from authheaders import Message


_BEARER = [
    "realm",
    "scope",
    "error",
    "error_description",
    "error_uri",
    "acr_values",
    "max_age",
    "resource_metadata",
    "service",
]


def bearer_challenges() -> SearchStrategy[BearerChallenge]:
    return st.builds(
        BearerChallenge,
        realm=maybe(texts()),
        scope=tuples_of(bearer_words()),
        error=maybe(bearer_prose()),
        error_description=maybe(bearer_prose()),
        error_uri=maybe(bearer_words()),
        acr_values=tuples_of(bearer_words()),
        max_age=maybe(st.integers(0, 10**18 - 1)),
        resource_metadata=maybe(bearer_words()),
        service=maybe(texts()),
        extensions=params(without=_BEARER, max_size=2),
    )


def bearer_credentials() -> SearchStrategy[BearerCredentials]:
    return st.builds(BearerCredentials, token68s())


MESSAGES: dict[type[Message], SearchStrategy[Any]] = {
    BearerChallenge: bearer_challenges(),
    BearerCredentials: bearer_credentials(),
}

VALUES: dict[type[Message], dict[str, Any]] = {
    BearerChallenge: {},
    BearerCredentials: {"token": "abc"},
}

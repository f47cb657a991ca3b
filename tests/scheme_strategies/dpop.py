# SPDX-License-Identifier: MIT
"""Messages of DPoP."""

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

from authheaders import DpopChallenge, DpopCredentials

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from authheaders import Message

_DPOP = [
    "realm",
    "scope",
    "error",
    "error_description",
    "error_uri",
    "acr_values",
    "max_age",
    "resource_metadata",
    "algs",
]


def dpop_challenges() -> SearchStrategy[DpopChallenge]:
    return st.builds(
        DpopChallenge,
        realm=maybe(texts()),
        scope=tuples_of(bearer_words()),
        error=maybe(bearer_prose()),
        error_description=maybe(bearer_prose()),
        error_uri=maybe(bearer_words()),
        acr_values=tuples_of(bearer_words()),
        max_age=maybe(st.integers(0, 10**18 - 1)),
        resource_metadata=maybe(bearer_words()),
        algs=tuples_of(st.sampled_from(["ES256", "PS256", "EdDSA"]) | bearer_words()),
        extensions=params(without=_DPOP, max_size=2),
    )


def dpop_credentials() -> SearchStrategy[DpopCredentials]:
    return st.builds(DpopCredentials, token68s())


MESSAGES: dict[type[Message], SearchStrategy[Any]] = {
    DpopChallenge: dpop_challenges(),
    DpopCredentials: dpop_credentials(),
}

VALUES: dict[type[Message], dict[str, Any]] = {
    DpopChallenge: {},
    DpopCredentials: {"token": "abc"},
}

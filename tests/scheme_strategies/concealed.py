# SPDX-License-Identifier: MIT
"""Messages of Concealed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from message_parts import maybe, params, texts

from authheaders import ConcealedChallenge, ConcealedCredentials

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from authheaders import Message


def octets() -> SearchStrategy[bytes]:
    return st.sampled_from([b"\xff\xfe\xfd", b"\xfb"]) | st.binary(min_size=1, max_size=9)


def proofs() -> SearchStrategy[bytes]:
    """Short ones, and ones that are longer than what can stand in the other fields."""
    return st.just(b"\xfb") | st.binary(min_size=10, max_size=20)


def concealed_challenges() -> SearchStrategy[ConcealedChallenge]:
    return st.builds(ConcealedChallenge, extensions=params(max_size=2))


def concealed_credentials() -> SearchStrategy[ConcealedCredentials]:
    return st.builds(
        ConcealedCredentials,
        k=octets(),
        a=octets(),
        p=proofs(),
        s=st.sampled_from([0, 9, 2055, 65535]) | st.integers(0, 65535),
        v=st.binary(min_size=16, max_size=16),
        realm=maybe(texts()),
        extensions=params(without=["k", "a", "p", "s", "v", "realm"], max_size=2),
    )


MESSAGES: dict[type[Message], SearchStrategy[Any]] = {
    ConcealedChallenge: concealed_challenges(),
    ConcealedCredentials: concealed_credentials(),
}

VALUES: dict[type[Message], dict[str, Any]] = {
    ConcealedChallenge: {},
    ConcealedCredentials: {
        "k": b"a",
        "a": b"a",
        "p": b"a",
        "s": 2055,
        "v": b"verification_16B",
        "realm": "a",
    },
}

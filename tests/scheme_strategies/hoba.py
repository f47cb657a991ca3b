# SPDX-License-Identifier: MIT
"""Messages of HOBA."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from message_parts import ALPHANUMERIC, maybe, params, texts

from authheaders import HobaChallenge, HobaCredentials

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from authheaders import Message


def base64url_chars() -> SearchStrategy[str]:
    """Any of the characters, padding in any place, which need not be base64url."""
    return st.sampled_from(["Y2hhbA", "=", "-_"]) | st.text(
        f"{ALPHANUMERIC}-_=", min_size=1, max_size=12
    )


def signatures() -> SearchStrategy[str]:
    """Short ones, and ones that are longer than what can stand in the other fields."""
    long = st.text(f"{ALPHANUMERIC}-_=", min_size=24, max_size=30)
    return st.sampled_from(["c2ln", "="]) | long


def hoba_challenges() -> SearchStrategy[HobaChallenge]:
    return st.builds(
        HobaChallenge,
        challenge=base64url_chars(),
        max_age=st.integers(0, 10**18 - 1),
        realm=maybe(texts()),
        extensions=params(without=["challenge", "max-age", "realm"], max_size=2),
    )


def hoba_credentials() -> SearchStrategy[HobaCredentials]:
    return st.builds(
        HobaCredentials,
        kid=base64url_chars(),
        challenge=base64url_chars(),
        nonce=base64url_chars(),
        sig=signatures(),
        extensions=params(without=["result"], max_size=2),
    )


MESSAGES: dict[type[Message], SearchStrategy[Any]] = {
    HobaChallenge: hoba_challenges(),
    HobaCredentials: hoba_credentials(),
}

VALUES: dict[type[Message], dict[str, Any]] = {
    HobaChallenge: {"challenge": "a", "max_age": 10, "realm": "a"},
    HobaCredentials: {"kid": "a", "challenge": "b", "nonce": "c", "sig": "d"},
}

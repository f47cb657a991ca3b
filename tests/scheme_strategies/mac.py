# SPDX-License-Identifier: MIT
"""Messages of MAC."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from message_parts import maybe, numbers, params, plain_texts, texts

from authheaders import MacChallenge, MacCredentials

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from authheaders import Message


def mac_challenges() -> SearchStrategy[MacChallenge]:
    return st.builds(
        MacChallenge,
        realm=maybe(texts()),
        error=maybe(plain_texts()),
        extensions=params(without=["realm", "error"], max_size=2),
    )


@st.composite
def mac_credentials(draw: st.DrawFn) -> MacCredentials:
    """Of the last draft, and of those before with the age of the key in the nonce."""
    ts = draw(maybe(numbers()))
    nonce = draw(plain_texts())
    return MacCredentials(
        id=draw(plain_texts()),
        ts=ts,
        nonce=nonce if ts is not None else f"{draw(numbers())}:{nonce}",
        bodyhash=draw(maybe(plain_texts())),
        # No other parameter holds it, so that a test can see whether it is shown.
        mac=draw(plain_texts().map("bhCQXTVyfj5c{}".format)),
        ext=draw(maybe(plain_texts())),
        extensions=draw(
            params(without=["id", "ts", "nonce", "bodyhash", "mac", "ext"], max_size=2)
        ),
    )


MESSAGES: dict[type[Message], SearchStrategy[Any]] = {
    MacChallenge: mac_challenges(),
    MacCredentials: mac_credentials(),
}

VALUES: dict[type[Message], dict[str, Any]] = {
    MacChallenge: {},
    MacCredentials: {"id": "a", "nonce": "1:b", "mac": "c"},
}

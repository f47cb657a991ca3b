# SPDX-License-Identifier: MIT
"""Messages of PrivateToken, and the structures in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from message_parts import maybe, params, texts, tuples_of

from authheaders import (
    PrivateTokenChallenge,
    PrivateTokenCredentials,
    Token,
    TokenChallenge,
)

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from authheaders import Message

_HOSTS = ["issuer.example", "a", "192.0.2.1", "[2001:db8::1]", "a_b.example", "%C3%A4"]


def octets(length: int) -> SearchStrategy[bytes]:
    return st.binary(min_size=length, max_size=length)


def server_names() -> SearchStrategy[str]:
    ports = st.sampled_from(["", ":0", ":443", ":65535"])
    return st.builds(str.__add__, st.sampled_from(_HOSTS), ports)


def token_challenges() -> SearchStrategy[TokenChallenge]:
    return st.builds(
        TokenChallenge,
        token_type=st.sampled_from([1, 2]),
        issuer_name=server_names(),
        redemption_context=st.just(b"") | octets(32),
        origin_info=tuples_of(server_names()),
    )


@st.composite
def token_structures(draw: st.DrawFn) -> Token:
    token_type, length = draw(st.sampled_from([(1, 48), (2, 256)]))
    return Token(
        token_type=token_type,
        nonce=draw(octets(32)),
        challenge_digest=draw(octets(32)),
        token_key_id=draw(octets(32)),
        authenticator=draw(octets(length)),
    )


def of_unknown_type() -> SearchStrategy[bytes]:
    """A token type that is not known, and anything behind it."""
    types = st.sampled_from([0, 0x02AA, 0xF057]) | st.integers(3, 0xFFFF)
    return st.builds(lambda number, rest: number.to_bytes(2, "big") + rest, types, st.binary())


def private_token_challenges() -> SearchStrategy[PrivateTokenChallenge]:
    return st.builds(
        PrivateTokenChallenge,
        challenge=token_challenges().map(TokenChallenge.to_bytes) | of_unknown_type(),
        token_key=maybe(st.binary(min_size=1, max_size=9)),
        max_age=maybe(st.integers(0, 10**18 - 1)),
        realm=maybe(texts()),
        extensions=params(without=["challenge", "token-key", "max-age", "realm"], max_size=2),
    )


def private_token_credentials() -> SearchStrategy[PrivateTokenCredentials]:
    return st.builds(
        PrivateTokenCredentials,
        token=token_structures().map(Token.to_bytes) | of_unknown_type(),
        extensions=params(without=["token"], max_size=2),
    )


MESSAGES: dict[type[Message], SearchStrategy[Any]] = {
    PrivateTokenChallenge: private_token_challenges(),
    PrivateTokenCredentials: private_token_credentials(),
}

VALUES: dict[type[Message], dict[str, Any]] = {
    PrivateTokenChallenge: {
        "challenge": b"\x00\x00a",
        "token_key": b"a",
        "max_age": 10,
        "realm": "a",
    },
    PrivateTokenCredentials: {"token": b"\x00\x00a"},
}

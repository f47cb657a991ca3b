# SPDX-License-Identifier: MIT
"""Messages of WSSE, and the UsernameToken of X-WSSE."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from message_parts import hex_digests, maybe, params, quoted_contents, texts

from authheaders import UsernameToken, WsseChallenge, WsseCredentials

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from authheaders import Message

_TOKEN = ["Username", "PasswordDigest", "Nonce", "Created"]


def profiles() -> SearchStrategy[str]:
    return st.sampled_from(["UsernameToken", "token"]) | texts()


def password_digests() -> SearchStrategy[str]:
    """Base64 of the octets of a SHA-1, or of its hex digits."""
    octets = st.binary(min_size=20, max_size=20) | hex_digests(40).map(str.encode)
    return octets.map(lambda digest: b64encode(digest).decode())


def wsse_challenges() -> SearchStrategy[WsseChallenge]:
    return st.builds(
        WsseChallenge,
        realm=maybe(texts()),
        profile=profiles(),
        extensions=params(without=["realm", "profile"], max_size=2),
    )


def wsse_credentials() -> SearchStrategy[WsseCredentials]:
    extensions = params(without=["profile"], max_size=2)
    return st.builds(WsseCredentials, profile=profiles(), extensions=extensions)


def username_tokens() -> SearchStrategy[UsernameToken]:
    return st.builds(
        UsernameToken,
        username=texts(),
        password_digest=password_digests(),
        nonce=quoted_contents(),
        created=st.just("2003-12-15T14:43:07Z") | quoted_contents(),
        extensions=params(without=_TOKEN, max_size=2),
    )


MESSAGES: dict[type[Message], SearchStrategy[Any]] = {
    WsseChallenge: wsse_challenges(),
    WsseCredentials: wsse_credentials(),
    UsernameToken: username_tokens(),
}

VALUES: dict[type[Message], dict[str, Any]] = {
    WsseChallenge: {},
    WsseCredentials: {},
    UsernameToken: {
        "username": "bob",
        "password_digest": "quR/EWLAV4xLf9Zqyw4pDmfV9OY=",
        "nonce": "d36e316282959a9ed4c89851497a717f",
        "created": "2003-12-15T14:43:07Z",
    },
}

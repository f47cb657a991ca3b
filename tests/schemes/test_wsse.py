# SPDX-License-Identifier: MIT
"""WSSE: where its credentials stand."""

from __future__ import annotations

from authheaders import UsernameToken, WsseCredentials, parse_credentials

TOKEN = (
    'UsernameToken Username="bob", PasswordDigest="quR/EWLAV4xLf9Zqyw4pDmfV9OY=", '
    'Nonce="d36e316282959a9ed4c89851497a717f", Created="2003-12-15T14:43:07Z"'
)


def test_the_token_is_read_in_authorization_too() -> None:
    assert parse_credentials(TOKEN) == UsernameToken.parse(TOKEN)
    assert parse_credentials('WSSE profile="UsernameToken"') == WsseCredentials()


def test_the_names_of_the_token_are_written_in_their_own_spelling() -> None:
    assert UsernameToken.parse(TOKEN.swapcase().swapcase()).to_header() == TOKEN
    generic = UsernameToken.parse(TOKEN).to_generic()
    assert list(generic.params) == ["Username", "PasswordDigest", "Nonce", "Created"]

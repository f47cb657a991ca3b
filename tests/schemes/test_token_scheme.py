# SPDX-License-Identifier: MIT
"""Token: its two forms."""

from __future__ import annotations

import pytest

from authheaders import (
    BuildError,
    GenericCredentials,
    Params,
    ParseError,
    Reason,
    TokenSchemeCredentials,
    parse_credentials,
)


def test_the_forms_of_a_token_differ() -> None:
    alone, as_param = TokenSchemeCredentials("a"), TokenSchemeCredentials("a", as_param=True)
    assert alone != as_param
    assert alone.to_generic() == GenericCredentials("Token", "a")
    assert as_param.to_generic() == GenericCredentials("Token", params={"token": "a"})


def test_the_token_is_written_before_other_parameters() -> None:
    found = TokenSchemeCredentials.parse('Token nonce="def", token="abc"')
    assert found.to_header() == 'Token token="abc", nonce="def"'
    assert list(found.to_generic().params) == ["token", "nonce"]


def test_only_a_token_as_parameter_can_be_any_octets() -> None:
    assert TokenSchemeCredentials('a "b"', as_param=True).to_header() == r'Token token="a \"b\""'
    with pytest.raises(BuildError) as caught:
        TokenSchemeCredentials('a "b"')
    assert caught.value.reason is Reason.BARE_TOKEN68


def test_only_a_token_as_parameter_has_others_beside_it() -> None:
    with pytest.raises(BuildError) as caught:
        TokenSchemeCredentials("a", extensions=Params({"nonce": "b"}))
    assert caught.value.reason is Reason.CONFLICT


def test_a_message_without_a_token_says_what_is_missing() -> None:
    with pytest.raises(ParseError) as caught:
        parse_credentials("Token nonce=def")
    assert (caught.value.reason, caught.value.param) == (Reason.MISSING_PARAM, "token")
    with pytest.raises(ParseError) as caught:
        parse_credentials("Token")
    assert caught.value.reason is Reason.MISSING_TOKEN68


def test_the_token_and_what_is_beside_it_are_hidden() -> None:
    shown = repr(TokenSchemeCredentials.parse('Token token="5ec2e7", nonce="5ec2e7"'))
    assert "5ec2e7" not in shown

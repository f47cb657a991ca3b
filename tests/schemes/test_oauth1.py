# SPDX-License-Identifier: MIT
"""OAuth 1.0: what its vectors do not say."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from message_parts import texts

from authheaders import (
    BuildError,
    Form,
    OAuth1Credentials,
    Params,
    ParseError,
    Reason,
    parse_credentials,
)


def plaintext(**changed: Any) -> OAuth1Credentials:
    given = {
        "oauth_consumer_key": "k",
        "oauth_signature_method": "PLAINTEXT",
        "oauth_signature": "s&",
    }
    return OAuth1Credentials(**{**given, **changed})


def test_percent_encoding_is_that_of_the_rfc() -> None:
    credentials = plaintext(oauth_verifier="Ladies + Gentlemen&=*\u3001\u2603-._~")
    encoded = "Ladies%20%2B%20Gentlemen%26%3D%2A%E3%80%81%E2%98%83-._~"
    assert f'oauth_verifier="{encoded}"' in credentials.to_header()


@given(text=texts())
def test_only_unreserved_characters_are_written_as_they_are(text: str) -> None:
    written = plaintext(oauth_token=text).to_generic().params["oauth_token"]
    assert set(written) <= set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~%"
    )
    found = parse_credentials(plaintext(oauth_token=text).to_header())
    assert isinstance(found, OAuth1Credentials)
    assert found.oauth_token == text


@given(text=st.text("ab%2B2F3D2fé-~+/", max_size=8))
def test_what_is_read_is_written_as_the_same_text(text: str) -> None:
    header = f'OAuth oauth_consumer_key="{text}", oauth_signature_method="PLAINTEXT", '
    try:
        found = OAuth1Credentials.parse(header + 'oauth_signature="s"')
    except ParseError:
        return
    assert OAuth1Credentials.parse(found.to_header()) == found


@pytest.mark.parametrize("escaped", ["%2B", "%2F", "%3D", "%2b", "a%2Fb%2Bc%3D%3D", "%2Bb%2f"])
def test_the_short_way_for_base64_decodes_as_the_long_way_does(escaped: str) -> None:
    read = OAuth1Credentials.parse(
        f"OAuth oauth_consumer_key=k, oauth_signature_method=PLAINTEXT, oauth_signature={escaped}"
    )
    expected = escaped.upper().replace("%2B", "+").replace("%2F", "/").replace("%3D", "=")
    assert read.oauth_signature.upper() == expected


def test_a_parsed_and_a_built_message_obey_the_same_rules() -> None:
    with pytest.raises(BuildError) as built:
        plaintext(oauth_timestamp=0)
    with pytest.raises(ParseError) as parsed:
        OAuth1Credentials.parse(
            "OAuth oauth_consumer_key=k, oauth_signature_method=PLAINTEXT, oauth_signature=s, "
            "oauth_timestamp=0"
        )
    assert built.value.reason is parsed.value.reason is Reason.BAD_VALUE
    assert built.value.param == parsed.value.param == "oauth_timestamp"


def test_a_malformed_message_is_answered_with_400() -> None:
    with pytest.raises(ParseError) as caught:
        parse_credentials("OAuth oauth_consumer_key=k")
    error = caught.value
    assert (error.scheme, error.status_hint) == ("OAuth", 400)


def test_secrets_are_hidden() -> None:
    shown = repr(plaintext(oauth_signature="kd94hf93&", oauth_verifier="hfdp7dh39dks9884"))
    assert "kd94hf93" not in shown
    assert "hfdp7dh39dks9884" not in shown
    assert "oauth_consumer_key='k'" in shown


def test_extensions_keep_their_octets_and_form() -> None:
    extensions = Params([("oauth_body_hash", "a%2Fb", Form.TOKEN), ("X%41", "")])
    credentials = plaintext(extensions=extensions)
    assert credentials.to_header().endswith(', oauth_body_hash=a%2Fb, X%41=""')
    assert OAuth1Credentials.parse(credentials.to_header()).extensions == extensions


@pytest.mark.parametrize(
    "name", ["realm", "oauth_token", "OAUTH_NONCE", "%72ealm", "oauth%5Fnonce"]
)
def test_an_extension_can_not_be_a_parameter_of_the_rfc_in_disguise(name: str) -> None:
    with pytest.raises(BuildError):
        plaintext(extensions=Params({name: "a"}))

# SPDX-License-Identifier: MIT
"""PoP: beside Bearer, and where it is no Authentication-Info."""

from __future__ import annotations

import pytest

from authheaders import (
    BearerChallenge,
    Form,
    Params,
    ParseError,
    PopChallenge,
    Reason,
    parse_authentication_info,
    parse_challenges,
)

URI = "https://login.microsoftonline.com/TenantId/oauth2/authorize"


def test_pop_behind_bearer_on_one_line_is_a_challenge_of_its_own() -> None:
    line = (
        f'Bearer authorization_uri="{URI}", resource_id="https://endpoint/", PoP nonce="someNonce"'
    )
    bearer, pop = parse_challenges(line)
    assert pop == PopChallenge(nonce="someNonce")
    assert isinstance(bearer, BearerChallenge)
    assert bearer.extensions == Params(
        {"authorization_uri": URI, "resource_id": "https://endpoint/"}
    )


def test_a_realm_is_kept_in_its_form() -> None:
    challenge = PopChallenge.parse("PoP nonce=a, realm=b, c=d")
    assert challenge.extensions.form("c") is Form.TOKEN
    # A sender must quote the realm, however it came.
    assert challenge.to_header() == 'PoP nonce="a", realm="b", c=d'


def test_what_microsoft_sends_in_authentication_info_is_refused() -> None:
    with pytest.raises(ParseError) as caught:
        parse_authentication_info('PoP nextnonce="someNonce", realm = "someRealm"', "PoP")
    assert caught.value.reason is Reason.SCHEME_IN_INFO

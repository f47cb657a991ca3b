# SPDX-License-Identifier: MIT
"""GNAP: beside other challenges, and what is left to recovery."""

from __future__ import annotations

import pytest

from authheaders import (
    BasicChallenge,
    BearerChallenge,
    BearerCredentials,
    GnapChallenge,
    ParseError,
    Reason,
    parse_challenges,
    parse_credentials,
)


def test_gnap_behind_other_challenges_on_one_line_is_read() -> None:
    line = (
        'Bearer realm="x", scope="a b", Basic realm="x", charset="UTF-8", '
        'GNAP as_uri="https://h/gnap"'
    )
    assert parse_challenges(line) == [
        BearerChallenge(realm="x", scope=("a", "b")),
        BasicChallenge("x", charset="UTF-8"),
        GnapChallenge(as_uri="https://h/gnap"),
    ]


def test_a_bearer_token_of_gnap_is_bearer() -> None:
    token = "OS9M2PMHKUR64TB8N6BW7OZB8CDFONP219RP1LT0"
    assert parse_credentials(f"Bearer {token}") == BearerCredentials(token)


def test_the_example_of_the_rfc_is_refused_at_its_first_uri() -> None:
    line = "GNAP as_uri=https://as.example/tx;access=FWWIKYBQ6U56NL1;referrer=https://rs.example"
    with pytest.raises(ParseError) as caught:
        parse_challenges(line)
    error = caught.value
    assert (error.reason, error.scheme, error.param) == (Reason.BARE_VALUE, "GNAP", "as_uri")
    assert error.position == line.index("https")


def test_a_semicolon_belongs_to_a_quoted_uri() -> None:
    uri = "https://as.example/tx;access=a"
    assert GnapChallenge.parse(f'GNAP as_uri="{uri}"') == GnapChallenge(as_uri=uri)

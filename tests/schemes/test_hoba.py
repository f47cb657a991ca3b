# SPDX-License-Identifier: MIT
"""HOBA beyond its vectors: the joined result, and the header Hobareg."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from scheme_strategies.hoba import hoba_credentials

from authheaders import HobaCredentials, HobaRegistration, Limits, ParseError, Reason


@given(hoba_credentials())
def test_result_is_what_is_sent(credentials: HobaCredentials) -> None:
    assert credentials.to_generic().params["result"] == credentials.result


@given(hoba_credentials())
def test_result_has_its_parts_in_order(credentials: HobaCredentials) -> None:
    parts = [credentials.kid, credentials.challenge, credentials.nonce, credentials.sig]
    assert credentials.result.split(".") == parts


def test_malformed_credentials_hint_at_401() -> None:
    for value in ("HOBA", "HOBA abc", 'HOBA result="a.b.c"', 'HOBA result="a.b.c.d'):
        with pytest.raises(ParseError) as caught:
            HobaCredentials.parse(value)
        assert caught.value.status_hint == 401


# --- Hobareg


@pytest.mark.parametrize("value", ["regok", "REGOK", " RegOk\t", b"regok", ["regok"], [b"regok"]])
def test_regok_is_read_in_any_case(value: Any) -> None:
    assert HobaRegistration.parse(value) is HobaRegistration.REGOK


@pytest.mark.parametrize(
    "value",
    [
        "reginwork",
        "RegInWork",
        b"reginwork",
        "",
        [],
        "regok, regok",
        "regok, reginwork",
        "regok,",
        ["regok", "regok"],
        ["regok", "reginwork"],
        ["regok", ""],
        ["\xe9", "regok"],
        "regok;x",
        '"regok"',
        "regfailed",
        "regok\0",
        "reg ok",
        # A sign whose lower case is a letter of ASCII.
        "rego\u212a",
    ],
)
def test_all_else_is_read_as_reginwork(value: Any) -> None:
    assert HobaRegistration.parse(value) is HobaRegistration.REGINWORK


@pytest.mark.parametrize("registration", HobaRegistration)
def test_a_registration_is_written_as_it_is_read(registration: HobaRegistration) -> None:
    assert HobaRegistration.parse(registration.to_header()) is registration


def test_registrations_are_written_in_lower_case() -> None:
    assert [each.to_header() for each in HobaRegistration] == ["regok", "reginwork"]


@pytest.mark.parametrize("value", [None, 5, {"a": "b"}, [None]])
def test_a_registration_that_is_no_text_is_a_type_error(value: Any) -> None:
    with pytest.raises(TypeError):
        HobaRegistration.parse(value)


def test_a_registration_is_read_within_limits() -> None:
    with pytest.raises(ParseError) as caught:
        HobaRegistration.parse("regok", limits=Limits(length=4))
    assert caught.value.reason is Reason.TOO_LONG

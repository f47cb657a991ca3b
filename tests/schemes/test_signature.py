# SPDX-License-Identifier: MIT
"""Signature: the field of that name, and the commas."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from scheme_strategies.signature import signature_credentials

from authheaders import (
    Limits,
    Params,
    ParseError,
    Reason,
    SignatureChallenge,
    SignatureCredentials,
    join_challenges,
    parse_challenges,
    parse_credentials,
)

CREDENTIALS = SignatureCredentials(
    key_id="Test",
    signature="SjWJWbWN",
    algorithm="hs2019",
    created=1402170695,
    headers=("(request-target)", "(created)"),
)
FIELD = (
    'keyId="Test",algorithm="hs2019",created=1402170695,'
    'headers="(request-target) (created)",signature="SjWJWbWN"'
)

# --- the commas


def test_no_blank_follows_a_comma_so_that_all_parsers_take_it() -> None:
    signed = SignatureCredentials(
        key_id="a, b", signature="SjWJ", extensions=Params({"opaque": "c, d", "x": "y"})
    )
    assert signed.to_header() == 'Signature keyId="a, b",signature="SjWJ",opaque="c, d",x="y"'


def test_the_generic_message_is_written_as_all_others_are() -> None:
    generic = CREDENTIALS.to_generic()
    assert generic.to_header() == "Signature " + FIELD.replace(",", ", ")
    assert parse_credentials(generic.to_header()) == CREDENTIALS


def test_challenges_without_blanks_stay_apart_on_one_line() -> None:
    offered = [SignatureChallenge(realm="a", headers=("date",)), SignatureChallenge(realm="b")]
    assert parse_challenges(join_challenges(offered)) == offered


# --- the field


def test_the_field_has_the_parameters_without_the_scheme() -> None:
    assert CREDENTIALS.to_signature_field() == FIELD
    assert CREDENTIALS.to_header() == f"Signature {FIELD}"
    assert SignatureCredentials.from_signature_field(FIELD) == CREDENTIALS
    assert SignatureCredentials.from_signature_field([FIELD.encode()]) == CREDENTIALS


@given(signature_credentials())
@settings(deadline=None)
def test_a_field_that_was_written_reads_equal(credentials: SignatureCredentials) -> None:
    written = credentials.to_signature_field()
    assert SignatureCredentials.from_signature_field(written) == credentials
    assert credentials.to_header() == f"Signature {written}"


@pytest.mark.parametrize(
    ("value", "reason", "param", "position"),
    [
        (f"Signature {FIELD}", Reason.SCHEME_IN_INFO, None, 0),
        ("", Reason.MISSING_PARAM, "keyId", 0),
        ('keyId="a"', Reason.MISSING_PARAM, "signature", 0),
        ('keyId="a",signature="SjW"', Reason.BAD_BASE64, "signature", 20),
        ('keyId="a",headers="",signature="SjWJ"', Reason.BAD_VALUE, "headers", 18),
        ('keyId="a",keyid="b"', Reason.DUPLICATE_PARAM, "keyid", 10),
        ('keyId="a",signature=SjW/', Reason.BARE_VALUE, "signature", 20),
        ([FIELD, FIELD], Reason.SECOND_MESSAGE, None, 0),
    ],
)
def test_a_malformed_field_is_refused_at_its_place(
    value: Any, reason: Reason, param: str | None, position: int
) -> None:
    with pytest.raises(ParseError) as caught:
        SignatureCredentials.from_signature_field(value)
    error = caught.value
    assert (error.reason, error.param, error.position) == (reason, param, position)
    assert (error.scheme, error.status_hint) == ("Signature", 400)


def test_no_line_of_the_field_is_nothing_sent() -> None:
    with pytest.raises(ParseError) as caught:
        SignatureCredentials.from_signature_field([])
    assert (caught.value.reason, caught.value.status_hint) == (Reason.EMPTY, 401)


def test_the_field_is_limited() -> None:
    with pytest.raises(ParseError) as caught:
        SignatureCredentials.from_signature_field(FIELD, limits=Limits(length=20))
    assert caught.value.reason is Reason.TOO_LONG


@pytest.mark.parametrize("wrong", [None, 5, {"a": "b"}])
def test_a_field_that_is_no_text_is_a_type_error(wrong: Any) -> None:
    with pytest.raises(TypeError):
        SignatureCredentials.from_signature_field(wrong)

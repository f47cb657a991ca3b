# SPDX-License-Identifier: MIT
"""Concealed beyond its vectors: forms on the generic level, and Concealed-Auth-Export."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authheaders import (
    BuildError,
    ConcealedAuthExport,
    ConcealedCredentials,
    Form,
    GenericCredentials,
    ParseError,
    Reason,
)

CREDENTIALS = ConcealedCredentials(k=b"a", a=b"a", p=b"secret proof", s=2055, v=b"secret, 16 bytes")


@pytest.mark.parametrize("param", ["k", "a", "p", "s", "v"])
def test_a_quoted_parameter_is_refused_on_the_generic_level_too(param: str) -> None:
    params = CREDENTIALS.to_generic().params
    quoted = params.including([(param, params[param], Form.QUOTED)])
    with pytest.raises(ParseError) as caught:
        ConcealedCredentials.from_generic(GenericCredentials("Concealed", params=quoted))
    assert (caught.value.reason, caught.value.param) == (Reason.BAD_VALUE, param)


def test_parameters_are_unquoted_on_the_generic_level() -> None:
    generic = CREDENTIALS.to_generic()
    assert {form for _, _, form in generic.params.entries()} == {Form.TOKEN}
    assert ConcealedCredentials.from_generic(generic) == CREDENTIALS


def test_proof_and_verification_are_hidden() -> None:
    assert repr(CREDENTIALS) == (
        "ConcealedCredentials(k=b'a', a=b'a', p=<hidden>, s=2055, v=<hidden>)"
    )


def test_malformed_credentials_hint_at_what_no_credentials_do() -> None:
    for value in ("Concealed", "Concealed abc", 'Concealed k="a"', "Concealed k="):
        with pytest.raises(ParseError) as caught:
            ConcealedCredentials.parse(value)
        assert caught.value.status_hint == 401


# --- Concealed-Auth-Export

EXAMPLES = [
    # RFC 9729 section 6.2.
    (
        ":VGhpc+BleGFtcGxlIFRMU/BleHBvcnRlc+BvdXRwdXQ/aXMgNDggYnl0ZXMgI/+h:",
        b"This\xe0example TLS\xf0exportes\xe0output?is 48 bytes #\xff\xa1",
    ),
    (":AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4v:", bytes(range(48))),
]


@pytest.mark.parametrize(("text", "octets"), EXAMPLES)
def test_an_export_reads_and_writes_its_octets(text: str, octets: bytes) -> None:
    assert ConcealedAuthExport.parse(text).exporter_output == octets
    assert ConcealedAuthExport(octets).to_header() == text


@given(st.binary(min_size=48, max_size=48))
def test_an_export_reads_as_it_was_written(octets: bytes) -> None:
    export = ConcealedAuthExport(octets)
    written = export.to_header()
    for value in (written, written.encode(), [written], [written.encode()], f" {written}\t"):
        assert ConcealedAuthExport.parse(value) == export


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("", Reason.BAD_BASE64),
        (":", Reason.BAD_BASE64),
        ("::", Reason.BAD_VALUE),
        ("A" * 64, Reason.BAD_BASE64),
        (f":{'A' * 64}", Reason.BAD_BASE64),
        (f":{'A' * 64}:;a=1", Reason.BAD_BASE64),
        (f":{'A' * 64}:, :{'A' * 64}:", Reason.BAD_BASE64),
        (f":{'A' * 60}:", Reason.BAD_VALUE),
        (f":{'A' * 68}:", Reason.BAD_VALUE),
        (f":{'A' * 63}:", Reason.BAD_BASE64),
        (f":{'A' * 62}==:", Reason.BAD_VALUE),
        (f":{'A' * 64}=:", Reason.BAD_BASE64),
        (f":{'A' * 63}B=:", Reason.BAD_BASE64),
        (f":{'A' * 63}-:", Reason.BAD_BASE64),
        (f":{'A' * 63}_:", Reason.BAD_BASE64),
        (f":{'A' * 32} {'A' * 32}:", Reason.BAD_BASE64),
        (f":{'A' * 64}:\n", Reason.BAD_BASE64),
        (f":{'A' * 63}\xe9:", Reason.BAD_BASE64),
        (f":{'A' * 63}\ud800:", Reason.BAD_BASE64),
        ([], Reason.EMPTY),
        ([f":{'A' * 64}:"] * 2, Reason.SECOND_MESSAGE),
        (":" + "A" * 70_000 + ":", Reason.TOO_LONG),
    ],
)
def test_what_is_no_sequence_of_48_octets_is_refused(value: Any, reason: Reason) -> None:
    with pytest.raises(ParseError) as caught:
        ConcealedAuthExport.parse(value)
    assert caught.value.reason is reason


@pytest.mark.parametrize("value", [None, 5, [None]])
def test_an_export_that_is_no_text_is_a_type_error(value: Any) -> None:
    with pytest.raises(TypeError):
        ConcealedAuthExport.parse(value)


@pytest.mark.parametrize("octets", [b"", bytes(47), bytes(49)])
def test_an_export_of_another_length_is_not_built(octets: bytes) -> None:
    with pytest.raises(BuildError) as caught:
        ConcealedAuthExport(octets)
    assert caught.value.reason is Reason.BAD_VALUE


@pytest.mark.parametrize("octets", [None, "a" * 48, bytearray(48)])
def test_an_export_that_is_no_bytes_is_a_type_error(octets: Any) -> None:
    with pytest.raises(TypeError):
        ConcealedAuthExport(octets)


def test_an_export_hides_its_octets() -> None:
    export = ConcealedAuthExport(b"secret" * 8)
    for each in (export, copy.copy(export), pickle.loads(pickle.dumps(export))):
        assert each == export
        assert repr(each) == str(each) == "ConcealedAuthExport(exporter_output=<hidden>)"

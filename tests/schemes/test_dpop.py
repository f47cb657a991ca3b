# SPDX-License-Identifier: MIT
"""DPoP beside Bearer, and the two fields of its own."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authheaders import (
    BearerChallenge,
    BearerCredentials,
    BuildError,
    DpopChallenge,
    DpopCredentials,
    DpopNonce,
    DpopProof,
    Limits,
    ParseError,
    Reason,
    join_challenges,
    parse_challenges,
)
from authheaders.schemes._encodings import base64url_encoded

# RFC 9449 section 7.1
PROOF = (
    "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0Vj"
    "NoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5"
    "VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19.eyJqdGkiOiJlMWozVl9iS2ljOC1MQUVCIiwiaHRtIjoiR0VUI"
    "iwiaHR1IjoiaHR0cHM6Ly9yZXNvdXJjZS5leGFtcGxlLm9yZy9wcm90ZWN0ZWRyZXNvdXJjZSIsImlhdCI6MTU2MjI"
    "2MjYxOCwiYXRoIjoiZlVIeU8ycjJaM0RaNTNFc05yV0JiMHhXWG9hTnk1OUlpS0NBcWtzbVFFbyJ9.2oW9RP35yRqz"
    "hrtNP86L-Ey71EOptxRimPPToA1plemAgR6pxHF8y6-yqyVnmcw6Fy1dqd-jfxSYoMxhAJpLjA"
)
NONCE = "eyJ7S_zG.eyJH0-Z.HX4w-7v"

MULTIPLE = "Multiple methods used to include access token"
# RFC 9449 figures 17 to 19
OFFERS: dict[str, list[Any]] = {
    'Bearer, DPoP algs="ES256 PS256"': [
        BearerChallenge(),
        DpopChallenge(algs=("ES256", "PS256")),
    ],
    'Bearer error="invalid_token", error_description="Invalid token", DPoP algs="ES256 PS256"': [
        BearerChallenge(error="invalid_token", error_description="Invalid token"),
        DpopChallenge(algs=("ES256", "PS256")),
    ],
    f'Bearer error="invalid_request", error_description="{MULTIPLE}", '
    f'DPoP algs="ES256 PS256", error="invalid_request", error_description="{MULTIPLE}"': [
        BearerChallenge(error="invalid_request", error_description=MULTIPLE),
        DpopChallenge(error="invalid_request", error_description=MULTIPLE, algs=("ES256", "PS256")),
    ],
}


@pytest.mark.parametrize("line", OFFERS)
def test_an_offer_of_bearer_and_dpop_reads_as_two_challenges(line: str) -> None:
    assert parse_challenges(line) == OFFERS[line]
    assert parse_challenges(join_challenges(OFFERS[line])) == OFFERS[line]


def test_a_token_of_dpop_is_another_one_than_that_of_bearer() -> None:
    found: object = BearerCredentials("abc")
    assert DpopCredentials("abc") != found
    with pytest.raises(ParseError) as caught:
        DpopCredentials.parse("Bearer abc")
    assert (caught.value.reason, caught.value.status_hint) == (Reason.WRONG_SCHEME, 401)


# --- the proof


def test_the_proof_of_the_rfc_is_read_into_its_parts() -> None:
    proof = DpopProof.parse(f" {PROOF}\t")
    assert proof == DpopProof(PROOF)
    assert json.loads(proof.header)["typ"] == "dpop+jwt"
    assert json.loads(proof.payload)["htm"] == "GET"
    assert len(proof.signature) == 64
    assert proof.signing_input == PROOF[: PROOF.rindex(".")].encode()
    assert proof.to_header() == PROOF


@given(parts=st.tuples(*[st.binary(min_size=1, max_size=40)] * 3))
def test_a_proof_of_any_three_parts_round_trips(parts: tuple[bytes, bytes, bytes]) -> None:
    proof = DpopProof(".".join([base64url_encoded(part, padded=False) for part in parts]))
    assert (proof.header, proof.payload, proof.signature) == parts
    assert DpopProof.parse(proof.to_header().encode()) == proof


NO_PROOFS = [
    "",
    "a.b",
    "YQ.YQ",
    "YQ.YQ.",
    ".YQ.YQ",
    "YQ..YQ",
    "YQ.YQ.YQ.YQ",
    "YQ==.YQ.YQ",
    "YR.YQ.YQ",
    "Y.YQ.YQ",
    "Y+Q.YQ.YQ",
    "YQ.YQ.Y/Q",
    "YQ. YQ.YQ",
    "YQ.YQ.YQ, YQ.YQ.YQ",
    "YQ.YQ.YQ\r\nX: y",
    "YQ.YQ.Y\u00e9",
    "YQ.YQ.\u0662\u0663",
]


@pytest.mark.parametrize("text", NO_PROOFS)
def test_what_is_no_compact_jws_is_no_proof(text: str) -> None:
    with pytest.raises(BuildError) as built:
        DpopProof(text)
    assert built.value.reason is Reason.BAD_VALUE
    with pytest.raises(ParseError) as caught:
        DpopProof.parse(text)
    error = caught.value
    assert (error.reason, error.scheme, error.status_hint) == (Reason.BAD_VALUE, "DPoP", 401)
    assert (error.line, error.position) == (0, 0)


def test_a_request_has_exactly_one_proof() -> None:
    with pytest.raises(ParseError) as caught:
        DpopProof.parse([PROOF, PROOF])
    error = caught.value
    assert (error.reason, error.scheme, error.status_hint) == (Reason.SECOND_MESSAGE, "DPoP", 401)
    with pytest.raises(ParseError) as caught:
        DpopProof.parse([])
    assert caught.value.reason is Reason.EMPTY


def test_limits_hold_for_a_proof() -> None:
    with pytest.raises(ParseError) as caught:
        DpopProof.parse(PROOF, limits=Limits(length=20))
    assert caught.value.reason is Reason.TOO_LONG


def test_a_proof_is_not_shown() -> None:
    proof = DpopProof(PROOF)
    for each in (proof, copy.deepcopy(proof), pickle.loads(pickle.dumps(proof))):
        assert each == proof
        assert hash(each) == hash(proof)
        assert repr(each) == f"{each}" == "DpopProof(value=<hidden>)"


@pytest.mark.parametrize("text", NO_PROOFS[1:])
def test_a_refused_proof_is_not_shown(text: str) -> None:
    with pytest.raises(ParseError) as caught:
        DpopProof.parse(text)
    assert text not in f"{caught.value} {caught.value!r}"
    assert caught.value.__context__ is None


# --- the nonce


def test_the_nonce_of_the_rfc_is_read() -> None:
    nonce = DpopNonce.parse([f"{NONCE} "])
    assert nonce == DpopNonce(NONCE)
    assert nonce.value == nonce.to_header() == NONCE
    assert repr(nonce) == f"DpopNonce(value={NONCE!r})"
    other: object = DpopProof(PROOF)
    assert nonce != other
    assert pickle.loads(pickle.dumps(nonce)) == nonce


def test_every_nqchar_can_be_in_a_nonce() -> None:
    every = "".join(map(chr, (0x21, *range(0x23, 0x5C), *range(0x5D, 0x7F))))
    assert DpopNonce.parse(every).value == every


@pytest.mark.parametrize("text", ["", "a b", 'a"b', "a\\b", "a\n", "a\tb", "\x7f", "\u00e9"])
def test_what_has_another_character_is_no_nonce(text: str) -> None:
    with pytest.raises(BuildError):
        DpopNonce(text)
    with pytest.raises(ParseError) as caught:
        DpopNonce.parse(text)
    error = caught.value
    assert (error.reason, error.scheme, error.status_hint) == (Reason.BAD_VALUE, "DPoP", None)


def test_a_response_has_one_nonce_at_most() -> None:
    with pytest.raises(ParseError) as caught:
        DpopNonce.parse([NONCE, NONCE])
    assert (caught.value.reason, caught.value.line) == (Reason.SECOND_MESSAGE, 1)


@pytest.mark.parametrize("cls", [DpopProof, DpopNonce])
@pytest.mark.parametrize("wrong", [None, 5, b"a", ("a",)])
def test_a_value_of_a_wrong_type_is_refused(cls: Any, wrong: Any) -> None:
    with pytest.raises(TypeError):
        cls(wrong)


@pytest.mark.parametrize("cls", [DpopProof, DpopNonce])
@pytest.mark.parametrize("wrong", [None, 5, {"a": "b"}])
def test_a_field_that_is_no_text_is_refused(cls: Any, wrong: Any) -> None:
    with pytest.raises(TypeError):
        cls.parse(wrong)


@pytest.mark.parametrize("value", [DpopProof(PROOF), DpopNonce(NONCE)])
def test_a_value_does_not_change(value: Any) -> None:
    with pytest.raises(AttributeError):
        value.value = "a"
    assert not hasattr(value, "__dict__")

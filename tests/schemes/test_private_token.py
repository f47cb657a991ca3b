# SPDX-License-Identifier: MIT
"""PrivateToken beyond its vectors: the structures, and several challenges in a field."""

from __future__ import annotations

import copy
import hashlib
import pickle
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scheme_strategies.private_token import of_unknown_type, token_challenges, token_structures

from authheaders import (
    BasicChallenge,
    BuildError,
    ParseError,
    PrivateTokenChallenge,
    PrivateTokenCredentials,
    Reason,
    Token,
    TokenChallenge,
    parse_challenges,
)

CONTEXT = bytes.fromhex("476ac2c935f458e9b2d7af32dacfbd22dd6023ef5887a789f1abe004e79bb5bb")
ISSUER = "issuer.example"

#: RFC 9577 appendix A.1: origins, redemption context, the octets, their SHA-256.
STRUCTURES = [
    (
        ("origin.example",),
        CONTEXT,
        f"0002000e6973737565722e6578616d706c6520{CONTEXT.hex()}000e6f726967696e2e6578616d706c65",
        "8e1d5518ec82964255526efd8f9db88205a8ddd3ffb1db298fcc3ad36c42388f",
    ),
    (
        ("origin.example",),
        b"",
        "0002000e6973737565722e6578616d706c6500000e6f726967696e2e6578616d706c65",
        "11e15c91a7c2ad02abd66645802373db1d823bea80f08d452541fb2b62b5898b",
    ),
    (
        (),
        b"",
        "0002000e6973737565722e6578616d706c65000000",
        "b741ec1b6fd05f1e95f8982906aec1612896d9ca97d53eef94ad3c9fe023f7a4",
    ),
    (
        (),
        CONTEXT,
        f"0002000e6973737565722e6578616d706c6520{CONTEXT.hex()}0000",
        "b85fb5bc06edeb0e8e8bdb5b3bea8c4fa40837c82e8bcaf5882c81e14817ea18",
    ),
    (
        ("foo.example", "bar.example"),
        CONTEXT,
        f"0002000e6973737565722e6578616d706c6520{CONTEXT.hex()}0017"
        + b"foo.example,bar.example".hex(),
        "a2a775866b6ae0f98944910c8f48728d8a2735b9157762ddbf803f70e2e8ba3e",
    ),
]


@pytest.mark.parametrize(("origins", "context", "octets", "digest"), STRUCTURES)
def test_a_challenge_of_the_rfc_reads_and_writes_its_octets(
    origins: tuple[str, ...], context: bytes, octets: str, digest: str
) -> None:
    built = TokenChallenge(
        token_type=2, issuer_name=ISSUER, redemption_context=context, origin_info=origins
    )
    assert built.to_bytes().hex() == octets
    assert TokenChallenge.from_bytes(bytes.fromhex(octets)) == built
    assert hashlib.sha256(built.to_bytes()).hexdigest() == digest


@given(token_challenges())
def test_a_challenge_reads_as_it_was_written(challenge: TokenChallenge) -> None:
    assert TokenChallenge.from_bytes(challenge.to_bytes()) == challenge


@given(token_structures())
def test_a_token_reads_as_it_was_written(token: Token) -> None:
    assert Token.from_bytes(token.to_bytes()) == token


@given(st.binary(max_size=40), st.sampled_from([b"", b"\0\1", b"\0\2", b"\0\2\0\1a"]))
def test_any_octets_raise_only_parse_error(octets: bytes, start: bytes) -> None:
    for structure in (TokenChallenge, Token):
        try:
            found = structure.from_bytes(start + octets)
        except ParseError:
            continue
        assert found.to_bytes() == start + octets


@given(token_challenges(), st.data())
def test_a_challenge_that_is_cut_or_continued_is_refused(
    challenge: TokenChallenge, data: st.DataObject
) -> None:
    octets = challenge.to_bytes()
    cut = octets[: data.draw(st.integers(0, len(octets) - 1))]
    for wrong in (cut, octets + b"\0"):
        with pytest.raises(ParseError):
            TokenChallenge.from_bytes(wrong)


@given(of_unknown_type())
def test_octets_of_an_unknown_type_are_kept_but_are_no_structure(octets: bytes) -> None:
    challenge = PrivateTokenChallenge(challenge=octets)
    credentials = PrivateTokenCredentials(octets)
    number = int.from_bytes(octets[:2], "big")
    assert (challenge.token_type, credentials.token_type) == (number, number)
    for structure in (lambda: challenge.token_challenge, lambda: credentials.token_structure):
        with pytest.raises(ParseError) as caught:
            structure()
        assert (caught.value.reason, caught.value.param) == (Reason.BAD_VALUE, "token_type")


@given(token_challenges())
def test_a_challenge_of_a_known_type_is_a_structure(structure: TokenChallenge) -> None:
    challenge = PrivateTokenChallenge(challenge=structure.to_bytes())
    assert challenge.token_type == structure.token_type
    assert challenge.token_challenge == structure


# --- tokens

TOKEN = Token(
    token_type=1,
    nonce=bytes.fromhex("6aa422c41b59d3e44a136dd439df2454e3587ee5f3697798cdc05fafe73073b8"),
    challenge_digest=bytes.fromhex(
        "501370b494089dc462802af545e63809581ee6ef57890a12105c28368169514b"
    ),
    token_key_id=bytes.fromhex("f260d0792bf7f46c9866a6d37c3032d8714415f87f5f6903d7fb071e253be2f4"),
    authenticator=bytes.fromhex(
        "e0a835d76528b8444f73789ee7dc90715b01c17902fd87375c00a7a9d3d92540"
        "437f470773be20f71e721da3af40edeb"
    ),
)
CHALLENGE_HEADER = (
    'PrivateToken challenge="AAEADmlzc3Vlci5leGFtcGxlIF3lilL82u8lyj9lRI0E4ED7GSToJkrPzPxsWtRR1YKz'
    'AA5vcmlnaW4uZXhhbXBsZQ==", token-key="AtRb9SJCXN0iJ9PyfSRdnVYwCIKSUhctNOSEaSkMIdoaRtQso4976r3'
    'wXAdK7hRVvw=="'
)
HEADER = (
    'PrivateToken token="AAFqpCLEG1nT5EoTbdQ53yRU41h-5fNpd5jNwF-v5zBzuFATcLSUCJ3EYoAq9UXmOAlYHubvV4'
    "kKEhBcKDaBaVFL8mDQeSv39GyYZqbTfDAy2HFEFfh_X2kD1_sHHiU74vTgqDXXZSi4RE9zeJ7n3JBxWwHBeQL9hzdcAKep0"
    '9klQEN_RwdzviD3HnIdo69A7es="'
)


def test_the_token_of_rfc_9578_reads_and_writes() -> None:
    credentials = PrivateTokenCredentials.parse(HEADER)
    assert credentials.token_type == 1
    assert credentials.token_structure == TOKEN
    assert PrivateTokenCredentials(TOKEN.to_bytes()).to_header() == HEADER


def test_the_token_of_rfc_9578_answers_its_challenge() -> None:
    challenge = PrivateTokenChallenge.parse(CHALLENGE_HEADER)
    assert challenge.token_key is not None
    assert hashlib.sha256(challenge.challenge).digest() == TOKEN.challenge_digest
    assert hashlib.sha256(challenge.token_key).digest() == TOKEN.token_key_id


def test_the_authenticator_input_is_all_before_the_authenticator() -> None:
    assert TOKEN.authenticator_input == TOKEN.to_bytes()[:-48]


def test_the_authenticator_input_of_rfc_9577() -> None:
    digest = STRUCTURES[0][3]
    nonce = "e01978182c469e5e026d66558ee186568614f235e41ef7e2378e6f202688abab"
    key_id = "ca572f8982a9ca248a3056186322d93ca147266121ddeb5632c07f1f71cd2708"
    token = Token(
        token_type=2,
        nonce=bytes.fromhex(nonce),
        challenge_digest=bytes.fromhex(digest),
        token_key_id=bytes.fromhex(key_id),
        authenticator=bytes(256),
    )
    assert token.authenticator_input.hex() == f"0002{nonce}{digest}{key_id}"
    assert len(token.to_bytes()) == 354


def test_a_token_hides_its_authenticator() -> None:
    for each in (TOKEN, copy.copy(TOKEN), pickle.loads(pickle.dumps(TOKEN))):
        assert each == TOKEN
        assert repr(each) == str(each) == "Token(token_type=1, authenticator=<hidden>)"


# --- values of fields

CHALLENGE = TokenChallenge(token_type=2, issuer_name=ISSUER)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("token_type", 0),
        ("token_type", 3),
        ("token_type", 0xDA7A),
        ("issuer_name", ""),
        ("issuer_name", "a b"),
        ("issuer_name", "a\n"),
        ("issuer_name", "a,b"),
        ("issuer_name", "user@a"),
        ("issuer_name", "https://a"),
        ("issuer_name", "a/"),
        ("issuer_name", "\xe9.example"),
        ("issuer_name", ":443"),
        ("issuer_name", "a:"),
        ("issuer_name", "a:b"),
        ("issuer_name", "a:1:2"),
        ("issuer_name", "a:65536"),
        ("issuer_name", "[::1]:65536"),
        ("issuer_name", "[::1"),
        ("issuer_name", "a" * 65536),
        ("redemption_context", bytes(1)),
        ("redemption_context", bytes(31)),
        ("redemption_context", bytes(33)),
        ("origin_info", ("",)),
        ("origin_info", ("a", "")),
        ("origin_info", ("a,b",)),
        ("origin_info", ("a", " b")),
        ("origin_info", ("a" * 40000, "b" * 40000)),
    ],
)
def test_a_challenge_of_bad_values_is_not_built(field: str, value: Any) -> None:
    with pytest.raises(BuildError) as caught:
        replace(CHALLENGE, **{field: value})
    assert (caught.value.reason, caught.value.param) == (Reason.BAD_VALUE, field)


def test_names_may_be_as_long_as_their_vector() -> None:
    longest = "a" * 65535
    challenge = replace(CHALLENGE, issuer_name=longest, origin_info=(longest,))
    assert TokenChallenge.from_bytes(challenge.to_bytes()) == challenge


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("token_type", "2"),
        ("token_type", True),
        ("token_type", None),
        ("issuer_name", b"a"),
        ("issuer_name", None),
        ("redemption_context", ""),
        ("redemption_context", None),
        ("redemption_context", bytearray(32)),
        ("origin_info", "a"),
        ("origin_info", ["a"]),
        ("origin_info", (b"a",)),
        ("origin_info", None),
    ],
)
def test_a_challenge_of_wrong_types_is_a_type_error(field: str, value: Any) -> None:
    with pytest.raises(TypeError):
        replace(CHALLENGE, **{field: value})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("token_type", 0),
        ("token_type", 2),
        ("nonce", bytes(31)),
        ("challenge_digest", bytes(33)),
        ("token_key_id", b""),
        ("authenticator", bytes(256)),
    ],
)
def test_a_token_of_bad_values_is_not_built(field: str, value: Any) -> None:
    with pytest.raises(BuildError) as caught:
        replace(TOKEN, **{field: value})
    # A token type goes with a length of the authenticator.
    expected = "authenticator" if value == 2 else field
    assert (caught.value.reason, caught.value.param) == (Reason.BAD_VALUE, expected)


@pytest.mark.parametrize(
    "field", ["token_type", "nonce", "challenge_digest", "token_key_id", "authenticator"]
)
@pytest.mark.parametrize("value", [None, "a" * 32, True])
def test_a_token_of_wrong_types_is_a_type_error(field: str, value: Any) -> None:
    with pytest.raises(TypeError):
        replace(TOKEN, **{field: value})


@pytest.mark.parametrize("structure", [TokenChallenge, Token])
@pytest.mark.parametrize("wrong", [None, "ab", 5, bytearray(b"\0\2")])
def test_a_structure_of_what_is_no_bytes_is_a_type_error(structure: Any, wrong: Any) -> None:
    with pytest.raises(TypeError):
        structure.from_bytes(wrong)


# --- several challenges in a field (RFC 9577 appendix A.2, the keys shortened)

GREASE = (
    'PrivateToken challenge="AACsw7JXlcY2_Z3YsSmCOUq7qHd9NZeOh3_IhIiSohcjMEWsJaPVXAfFTv5jcpc_7gBz53'
    '_GG_GauIDyDt9dYnUC",token-key="hW3jxxC4kufMoa5esSGvQsqOd5E3oRIkIoybmbBym_hNUFfQMAADCbjw0GzP"'
)
VOPRF = (
    'PrivateToken challenge="AAEADmlzc3Vlci5leGFtcGxlIIo-g6M9mABdLzC-9Bn6a_TNXGAF42sShbu0zNQPpLODAA'
    '5vcmlnaW4uZXhhbXBsZQ==", token-key="67H-0zgxA2HAjQx1dpaWcSluBemaF9eSbfwopT-r1In6wPgryoYkmmaPOl'
    'v6s3TJ",unknownChallengeAttribute="ignore-me", max-age="10"'
)


def test_a_field_holds_several_challenges_in_order_of_preference() -> None:
    challenges = parse_challenges(f"{VOPRF}, {CHALLENGE_HEADER}")
    assert [type(each) for each in challenges] == [PrivateTokenChallenge] * 2
    assert challenges == parse_challenges([VOPRF, CHALLENGE_HEADER])


def test_grease_beside_a_challenge_does_no_harm() -> None:
    basic, grease, voprf = parse_challenges(f'Basic realm="grease", {GREASE},{VOPRF}')
    assert basic == BasicChallenge("grease")
    assert isinstance(grease, PrivateTokenChallenge)
    assert grease.token_type == 0
    assert isinstance(voprf, PrivateTokenChallenge)
    assert voprf.token_challenge.origin_info == ("origin.example",)
    assert dict(voprf.extensions) == {"unknownChallengeAttribute": "ignore-me"}

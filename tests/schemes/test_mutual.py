# SPDX-License-Identifier: MIT
"""Mutual, beyond what the vectors say: which class reads a message, and what it leaves alone."""

from __future__ import annotations

import pytest

from authheaders import (
    DEFAULT_SCHEMES,
    BuildError,
    GenericChallenge,
    GenericInfo,
    MutualChallenge,
    MutualCredentials,
    MutualInfo,
    MutualInitChallenge,
    MutualKexChallenge,
    MutualKexCredentials,
    MutualVerifyCredentials,
    Params,
    ParseError,
    Reason,
    parse_challenges,
    parse_credentials,
    select_challenge,
)

SHARED = 'version=1, algorithm=a, validation=host, realm="r"'
INIT = f"Mutual {SHARED}, reason=initial"
KEX_CHALLENGE = f"Mutual {SHARED}, sid=0a, ks1=1, nc-max=400, nc-window=128, time=60"
KEX_CREDENTIALS = f'Mutual {SHARED}, user="u", kc1=1'
VERIFY = f"Mutual {SHARED}, sid=0a, nc=1, vkc=1"


@pytest.mark.parametrize(
    ("header", "kind"), [(INIT, MutualInitChallenge), (KEX_CHALLENGE, MutualKexChallenge)]
)
def test_a_challenge_is_read_as_its_kind(header: str, kind: type[MutualChallenge]) -> None:
    for found in (MutualChallenge.parse(header), kind.parse(header), *parse_challenges(header)):
        assert type(found) is kind
        assert isinstance(found, MutualChallenge)
        assert MutualChallenge.from_generic(found.to_generic()) == found


@pytest.mark.parametrize(
    ("header", "kind"), [(KEX_CREDENTIALS, MutualKexCredentials), (VERIFY, MutualVerifyCredentials)]
)
def test_credentials_are_read_as_their_kind(header: str, kind: type[MutualCredentials]) -> None:
    for found in (MutualCredentials.parse(header), kind.parse(header), parse_credentials(header)):
        assert type(found) is kind
        assert isinstance(found, MutualCredentials)
        assert MutualCredentials.from_generic(found.to_generic()) == found


def test_the_classes_of_the_default_table_are_the_kinds() -> None:
    assert DEFAULT_SCHEMES.challenge("mutual") is MutualChallenge
    assert DEFAULT_SCHEMES.credentials("mutual") is MutualCredentials
    found = [cls for cls in DEFAULT_SCHEMES.classes() if cls.scheme == "Mutual"]
    assert found == [
        MutualInitChallenge,
        MutualKexChallenge,
        MutualKexCredentials,
        MutualVerifyCredentials,
        MutualInfo,
    ]


def test_a_kind_has_no_kinds() -> None:
    for base in (MutualChallenge, MutualCredentials):
        assert [kind.kinds for kind in base.kinds] == [(), ()]


def test_a_challenge_of_any_kind_can_be_selected() -> None:
    offered = parse_challenges(f'Basic realm="a", {KEX_CHALLENGE}')
    assert select_challenge(offered, [MutualChallenge]) == offered[1]


def test_messages_of_two_kinds_are_unequal() -> None:
    assert MutualChallenge.parse(INIT) != MutualChallenge.parse(KEX_CHALLENGE)


def test_an_absent_scope_is_none_of_the_scopes() -> None:
    absent = MutualChallenge.parse(INIT)
    given = MutualChallenge.parse(f'{INIT}, auth-scope="r"')
    assert absent != given
    assert (absent.auth_scope, given.auth_scope) == (None, "r")
    assert "auth-scope" not in absent.to_generic().params


@pytest.mark.parametrize("digits", [300, 301, 5000])
def test_an_integer_is_exact_up_to_300_digits_and_clamped_beyond(digits: int) -> None:
    found = MutualVerifyCredentials.parse(VERIFY.replace("nc=1", "nc=" + "7" * digits))
    assert found.nc == (int("7" * 300) if digits == 300 else 10**300 - 1)


@pytest.mark.parametrize("name", ["sid", "nc", "user"])
def test_a_parameter_that_another_kind_has_is_ignored_where_it_tells_nothing(name: str) -> None:
    found = MutualChallenge.parse(f"{INIT}, {name}=x")
    assert type(found) is MutualInitChallenge
    assert found.extensions == {name: "x"}


def test_numbers_of_unknown_algorithms_keep_their_case() -> None:
    found = MutualKexCredentials.parse(KEX_CREDENTIALS.replace("kc1=1", 'kc1="AbCd"'))
    assert found.kc1 == "AbCd"
    assert "kc1=AbCd" in found.to_header()


@pytest.mark.parametrize(
    ("vks", "read"),
    [("AbCd", "AbCd"), ("Ab" * 32, "ab" * 32), ("Ab" * 64, "ab" * 64), ("A" * 43 + "=", None)],
)
def test_a_proof_of_the_server_is_in_lower_case_if_it_is_hex_of_a_known_length(
    vks: str, read: str | None
) -> None:
    assert MutualInfo.parse(f'version=1, sid=0a, vks="{vks}"').vks == (read or vks)


@pytest.mark.parametrize(
    ("number", "written"), [("0f", "kc1=0f"), ("AA==", 'kc1="AA=="'), ('"', r'kc1="\""')]
)
def test_hex_is_written_as_token_and_other_numbers_are_quoted(number: str, written: str) -> None:
    found = MutualKexCredentials(algorithm="a", validation="b", realm="", user="", kc1=number)
    assert found.to_header().endswith(written)


def test_an_empty_realm_is_written() -> None:
    found = MutualInitChallenge(algorithm="a", validation="b", realm="", reason="initial")
    assert 'realm=""' in found.to_header()


def test_extended_parameters_of_other_names_are_left_as_they_are() -> None:
    found = MutualChallenge.parse(f"{INIT}, hint*=UTF-8''%41, note*=junk")
    assert found.to_generic().params["hint*"] == "UTF-8''%41"
    assert found.to_generic().params["note*"] == "junk"


def test_what_a_builder_gets_wrong_is_a_build_error() -> None:
    with pytest.raises(BuildError) as caught:
        MutualInfo(sid="0a", vks="0f", extensions=Params({"a": "b", "A*": "UTF-8''c"}))
    assert (caught.value.reason, caught.value.param) == (Reason.CONFLICT, "a*")


def test_what_a_generic_message_gets_wrong_is_a_parse_error() -> None:
    with pytest.raises(ParseError) as caught:
        MutualChallenge.from_generic(GenericChallenge("Mutual", params={"version": "1"}))
    assert (caught.value.reason, caught.value.scheme) == (Reason.MISSING_PARAM, "Mutual")
    with pytest.raises(ParseError) as caught:
        MutualInfo.from_generic(GenericInfo({"version": "1", "sid": "0", "vks": "0"}))
    assert (caught.value.reason, caught.value.scheme) == (Reason.BAD_VALUE, "Mutual")


def test_credentials_hide_their_numbers() -> None:
    assert repr(MutualCredentials.parse(KEX_CREDENTIALS)) == (
        "MutualKexCredentials(algorithm='a', validation='host', realm='r', user='u', kc1=<hidden>)"
    )
    assert repr(MutualCredentials.parse(VERIFY)) == (
        "MutualVerifyCredentials(algorithm='a', validation='host', realm='r', sid='0a', nc=1,"
        " vkc=<hidden>)"
    )
    assert repr(MutualInfo(sid="0a", vks="1")) == "MutualInfo(sid='0a', vks=<hidden>)"

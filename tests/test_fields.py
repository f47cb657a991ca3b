# SPDX-License-Identifier: MIT
"""Whole fields: what is taken as a field value, and how challenges are written and chosen."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

import pytest

from authheaders import (
    BasicChallenge,
    BasicCredentials,
    BearerChallenge,
    BearerCredentials,
    Challenge,
    DigestChallenge,
    DigestInfo,
    GenericChallenge,
    GenericCredentials,
    GenericInfo,
    ParseError,
    Reason,
    Schemes,
    challenge_fields,
    join_challenges,
    parse_authentication_info,
    parse_challenges,
    parse_credentials,
    select_challenge,
)

if TYPE_CHECKING:
    from collections.abc import Callable

BASIC = BasicChallenge("a")
DIGEST = DigestChallenge(realm="a", nonce="n")
OTHER_DIGEST = DigestChallenge(realm="b", nonce="n", algorithm="SHA-256")
BEARER = BearerChallenge()


class Text(str):
    __slots__ = ()


class Octets(bytes):
    __slots__ = ()


# --- what is a field value


@pytest.mark.parametrize(
    "value",
    [
        'Basic realm="a", Bearer',
        b'Basic realm="a", Bearer',
        Text('Basic realm="a", Bearer'),
        Octets(b'Basic realm="a", Bearer'),
        ['Basic realm="a"', "Bearer"],
        [b'Basic realm="a"', b"Bearer"],
        ['Basic realm="a"', b"Bearer"],
        ('Basic realm="a"', "Bearer"),
        ["", 'Basic realm="a"', "", " ", "Bearer", ""],
        ["Basic", 'realm="a"', "Bearer"],
        ["Basic ,", 'realm="a", Bearer'],
        deque(['Basic realm="a"', "Bearer"]),
        {'Basic realm="a"': 1, "Bearer": 2}.keys(),
    ],
    ids=repr,
)
def test_a_field_value_is_text_or_lines(value: Any) -> None:
    if value == ["Basic", 'realm="a"', "Bearer"]:
        # The scheme alone is a whole challenge, to which no parameter can be added.
        with pytest.raises(ParseError) as caught:
            parse_challenges(value)
        assert caught.value.reason is Reason.COMMA_AFTER_SCHEME
    else:
        assert parse_challenges(value) == [BASIC, BEARER]


def test_a_field_value_may_be_a_generator() -> None:
    assert parse_challenges(line for line in ('Basic realm="a"', "Bearer")) == [BASIC, BEARER]
    assert BasicChallenge.parse(iter(['Basic realm="a"'])) == BASIC
    assert parse_authentication_info(iter(["a=b", "c=d"]), "x").to_generic().params == {
        "a": "b",
        "c": "d",
    }


WRONG = [
    None,
    5,
    5.5,
    object(),
    {"Basic": "a"},
    {},
    bytearray(b"Basic"),
    memoryview(b"Basic"),
    [5],
    [None],
    [bytearray(b"Basic")],
    ["Basic", ["Bearer"]],
    ["Basic", 5],
]
PARSERS: list[Callable[[Any], Any]] = [
    parse_challenges,
    parse_credentials,
    lambda value: parse_authentication_info(value, "Digest"),
    BasicChallenge.parse,
    BasicCredentials.parse,
    DigestInfo.parse,
    GenericChallenge.parse,
    GenericCredentials.parse,
    GenericInfo.parse,
]


@pytest.mark.parametrize("parse", PARSERS)
@pytest.mark.parametrize("value", WRONG, ids=repr)
def test_a_field_value_of_another_type_is_a_type_error(
    parse: Callable[[Any], Any], value: Any
) -> None:
    with pytest.raises(TypeError):
        parse(value)


@pytest.mark.parametrize("scheme", [None, 5, b"Digest", ["Digest"]])
def test_a_scheme_of_an_info_that_is_no_str_is_a_type_error(scheme: Any) -> None:
    with pytest.raises(TypeError):
        parse_authentication_info("a=b", scheme)


@pytest.mark.parametrize("value", ["", [], [""], ["", " \t", ","], b"", ",,", " , "])
def test_an_empty_field_has_no_challenges(value: Any) -> None:
    assert parse_challenges(value) == []
    assert parse_challenges(value, schemes=Schemes()) == []


@pytest.mark.parametrize("value", ["", [], [""], b"", " "])
def test_an_empty_field_has_no_credentials(value: Any) -> None:
    with pytest.raises(ParseError) as caught:
        parse_credentials(value)
    assert caught.value.reason is Reason.EMPTY


@pytest.mark.parametrize("value", ["", [], [""], ["", ","], b""])
def test_an_empty_field_is_an_empty_info(value: Any) -> None:
    assert parse_authentication_info(value, "Digest") == DigestInfo()
    assert parse_authentication_info(value, "Newauth") == GenericInfo()


@pytest.mark.parametrize(
    "value", ["Bearer abc", b"Bearer abc", ["Bearer abc"], (b"Bearer abc",), Text("bearer abc")]
)
def test_credentials_are_one_line(value: Any) -> None:
    assert parse_credentials(value) == BearerCredentials("abc")
    assert BearerCredentials.parse(value) == BearerCredentials("abc")


@pytest.mark.parametrize("value", [["Bearer abc", ""], ["", "Bearer abc"], ["Bearer"] * 3])
def test_credentials_of_several_lines_are_refused(value: list[str]) -> None:
    for parse in (parse_credentials, BearerCredentials.parse):
        with pytest.raises(ParseError) as caught:
            parse(value)
        assert caught.value.reason is Reason.SECOND_MESSAGE


def test_a_line_that_starts_with_a_parameter_continues_the_challenge() -> None:
    lines = ['Digest realm="a"', 'nonce="n"', 'Basic realm="a"']
    assert parse_challenges(lines) == [DIGEST, BASIC]


def test_a_quoted_string_does_not_run_over_a_line_end() -> None:
    with pytest.raises(ParseError) as caught:
        parse_challenges(['Basic realm="a', 'b"'])
    assert caught.value.reason is Reason.UNCLOSED_QUOTE


def test_an_unknown_scheme_comes_back_generic() -> None:
    assert parse_challenges("Newauth a=b") == [GenericChallenge("Newauth", params={"a": "b"})]
    assert parse_credentials("Newauth abc") == GenericCredentials("Newauth", "abc")
    assert parse_authentication_info("a=b", "Newauth") == GenericInfo({"a": "b"})
    # Basic has no such message.
    assert parse_authentication_info("a=b", "Basic") == GenericInfo({"a": "b"})


@pytest.mark.parametrize("scheme", ["Digest", "digest", "DIGEST"])
def test_the_scheme_of_an_info_has_no_case(scheme: str) -> None:
    assert parse_authentication_info('nextnonce="n"', scheme) == DigestInfo(nextnonce="n")


@pytest.mark.parametrize("scheme", ["", " ", "Dig est", "\n"])
def test_a_scheme_of_an_info_that_is_no_token_is_an_unknown_one(scheme: str) -> None:
    assert parse_authentication_info("a=b", scheme) == GenericInfo({"a": "b"})


# --- writing


def test_joined_challenges_are_separated_by_commas() -> None:
    assert join_challenges([BEARER, BASIC]) == 'Bearer, Basic realm="a"'
    assert join_challenges(iter([BASIC])) == 'Basic realm="a"'
    assert join_challenges([]) == ""


@pytest.mark.parametrize(
    ("proxy", "name"), [(False, "WWW-Authenticate"), (True, "Proxy-Authenticate")]
)
def test_challenge_fields_are_one_pair_a_challenge(proxy: bool, name: str) -> None:
    fields = challenge_fields([BEARER, BASIC], proxy=proxy)
    assert fields == [(name, "Bearer"), (name, 'Basic realm="a"')]
    assert challenge_fields(iter([BASIC]), proxy=proxy) == [(name, 'Basic realm="a"')]


def test_challenge_fields_are_those_of_a_server_unless_it_is_a_proxy() -> None:
    assert challenge_fields([BEARER]) == [("WWW-Authenticate", "Bearer")]
    assert challenge_fields([]) == []


# --- choosing


PREFERENCES: list[tuple[list[type[Challenge]], Challenge | None]] = [
    ([DigestChallenge, BasicChallenge], DIGEST),
    ([BasicChallenge, DigestChallenge], BASIC),
    ([BearerChallenge], BEARER),
    ([GenericChallenge], None),
    ([GenericChallenge, BasicChallenge], BASIC),
    ([Challenge], BASIC),
    ([], None),
]


@pytest.mark.parametrize(("preferred", "expected"), PREFERENCES)
def test_the_challenge_preferred_most_is_selected(
    preferred: list[type[Challenge]], expected: Challenge | None
) -> None:
    offered: list[Challenge] = [BASIC, DIGEST, OTHER_DIGEST, BEARER]
    assert select_challenge(offered, preferred) is expected
    assert select_challenge(iter(offered), tuple(preferred)) is expected


def test_the_first_of_several_challenges_of_a_class_is_selected() -> None:
    assert select_challenge([OTHER_DIGEST, DIGEST], [DigestChallenge]) is OTHER_DIGEST


def test_of_no_challenges_none_is_selected() -> None:
    assert select_challenge([], [BasicChallenge]) is None


@pytest.mark.parametrize("wrong", [None, "Basic", BasicCredentials("a", "b"), GenericInfo()])
def test_only_challenges_are_written_as_such(wrong: Any) -> None:
    for write in (join_challenges, challenge_fields):
        with pytest.raises(TypeError):
            write([BASIC, wrong])

# SPDX-License-Identifier: MIT
"""Limits: what is beyond them is refused, however it is spread over the lines."""

from __future__ import annotations

import copy
import itertools
import pickle
from typing import TYPE_CHECKING, Any

import pytest

from authheaders import (
    DEFAULT_LIMITS,
    BasicChallenge,
    BearerCredentials,
    GenericChallenge,
    GenericCredentials,
    GenericInfo,
    Limits,
    ParseError,
    Reason,
    Schemes,
    parse_authentication_info,
    parse_challenges,
    parse_credentials,
)

if TYPE_CHECKING:
    from collections.abc import Callable


def refusal(call: Callable[..., Any], *args: Any, **named: Any) -> ParseError:
    with pytest.raises(ParseError) as caught:
        call(*args, **named)
    return caught.value


# --- the object


def test_limits_have_names_and_defaults() -> None:
    assert (DEFAULT_LIMITS.length, DEFAULT_LIMITS.messages, DEFAULT_LIMITS.params) == (
        65_536,
        64,
        64,
    )
    limits = Limits(length=1, messages=2, params=3)
    assert (limits.length, limits.messages, limits.params) == (1, 2, 3)


def test_limits_compare_by_value() -> None:
    assert Limits() == DEFAULT_LIMITS
    assert hash(Limits(params=1)) == hash(Limits(params=1))
    assert Limits(params=1) != Limits(messages=1)
    assert Limits() != (65_536, 64, 64)


def test_limits_show_their_values() -> None:
    assert repr(Limits(length=1)) == "Limits(length=1, messages=64, params=64)"


def test_copies_of_limits_are_equal() -> None:
    limits = Limits(length=1, messages=2, params=3)
    for twin in (copy.copy(limits), copy.deepcopy(limits), pickle.loads(pickle.dumps(limits))):
        assert twin == limits
        assert refusal(parse_challenges, "ab", limits=twin)


def test_limits_do_not_change() -> None:
    limits: Any = Limits()
    for name in ("length", "messages", "params", "surplus"):
        with pytest.raises(AttributeError):
            setattr(limits, name, 1)


@pytest.mark.parametrize("wrong", [None, "5", 5.0, True, b"5"])
@pytest.mark.parametrize("name", ["length", "messages", "params"])
def test_a_limit_that_is_no_int_is_a_type_error(name: str, wrong: Any) -> None:
    with pytest.raises(TypeError, match=name):
        Limits(**{name: wrong})


def test_limits_are_given_by_name() -> None:
    cls: Any = Limits
    with pytest.raises(TypeError):
        cls(5)


# --- length

PARSERS: dict[str, Callable[[Any, Limits], Any]] = {
    "challenges": lambda value, limits: parse_challenges(value, limits=limits),
    "credentials": lambda value, limits: parse_credentials(value, limits=limits),
    "info": lambda value, limits: parse_authentication_info(value, "a", limits=limits),
    "challenge": lambda value, limits: GenericChallenge.parse(value, limits=limits),
    "one credentials": lambda value, limits: GenericCredentials.parse(value, limits=limits),
    "one info": lambda value, limits: GenericInfo.parse(value, limits=limits),
}
each_parser = pytest.mark.parametrize("parse", PARSERS.values(), ids=PARSERS)


@each_parser
@pytest.mark.parametrize(
    "make", [str, str.encode, lambda text: [text], lambda text: [text.encode()]]
)
def test_a_field_beyond_the_length_is_refused(
    parse: Callable[[Any, Limits], Any], make: Callable[[str], Any]
) -> None:
    for text in ('Newauth a="bcdef"', 'a="bcdefghijklmn"', "Bearer abcdefghij"):
        limits = Limits(length=16)
        assert len(text) == 17
        assert refusal(parse, make(text), limits).reason is Reason.TOO_LONG


def test_a_field_of_the_length_is_taken() -> None:
    limits = Limits(length=10)
    assert parse_challenges("Newauth ab", limits=limits)
    assert parse_credentials("Bearer abc", limits=limits) == BearerCredentials("abc")
    assert parse_authentication_info('a="bcdefg"', "a", limits=limits)
    assert parse_challenges(["Newauth", "b"], limits=limits)
    assert refusal(parse_challenges, ["Newauth", "bc"], limits=limits)


def test_lines_are_as_long_as_they_are_joined() -> None:
    lines = ["a"] * 10
    assert len(", ".join(lines)) == 28
    assert len(parse_challenges(lines, limits=Limits(length=28))) == 10
    error = refusal(parse_challenges, lines, limits=Limits(length=27))
    assert error.reason is Reason.TOO_LONG


def test_many_empty_lines_are_too_long() -> None:
    assert parse_challenges([""] * 32_769) == []
    assert refusal(parse_challenges, [""] * 32_770).reason is Reason.TOO_LONG
    error = refusal(parse_authentication_info, [""] * 32_770, "a")
    assert error.reason is Reason.TOO_LONG


def test_what_is_too_long_is_refused_before_it_is_read() -> None:
    for text in ('"' * 70_000, "\n" * 70_000, "=" * 70_000, "\ud800" * 70_000):
        for parse in PARSERS.values():
            error = refusal(parse, text, DEFAULT_LIMITS)
            assert error.reason is Reason.TOO_LONG


def test_a_token_of_the_longest_kerberos_ticket_is_taken() -> None:
    token = "a" * 64_000
    assert parse_credentials(f"Negotiate {token}").to_generic().token68 == token


def test_an_empty_field_is_within_every_length() -> None:
    assert parse_challenges("", limits=Limits(length=0)) == []
    assert parse_challenges([], limits=Limits(length=0)) == []
    assert refusal(parse_challenges, "a", limits=Limits(length=0))


# --- numbers


def chunks(parts: list[str], size: int) -> list[str]:
    """Parts joined to lines of so many each."""
    return [", ".join(parts[start : start + size]) for start in range(0, len(parts), size)]


MESSAGES = [
    "a",
    "Basic QTpi",
    "Newauth abc=",
    'Basic realm="a"',
    "Newauth a=b",
    'Newauth a="\\b"',
    'Newauth realm="a", nonce="b"',
    "a ,",
]
SIZES = [1, 2, 5, 64, 65, 1000]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("message", MESSAGES)
@pytest.mark.parametrize("schemes", [Schemes(), Schemes().including(BasicChallenge)])
def test_messages_are_counted_over_all_lines(schemes: Schemes, message: str, size: int) -> None:
    if schemes.challenge("basic") and message == "Basic QTpi":
        return
    lines = chunks([message] * 64, size)
    assert len(parse_challenges(lines, schemes=schemes)) == 64
    for number in (65, 200, 1000):
        surplus = chunks([message] * number, size)
        error = refusal(parse_challenges, surplus, schemes=schemes)
        assert error.reason is Reason.TOO_MANY_MESSAGES
        line = error.line or 0
        assert error.position is not None
        assert surplus[line][error.position :].startswith(message[:1])


PARAMS = ['a{}="b"', "a{}=b", 'a{} = "b"', 'a{}="\\b"', 'A{}="b"']


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("param", PARAMS)
def test_params_are_counted_over_all_lines(param: str, size: int) -> None:
    for number in (64, 65, 300):
        params = [param.format(index) for index in range(number)]
        lines = chunks(["Newauth " + params[0], *params[1:]], size)
        info = chunks(params, size)
        if number == 64:
            (found,) = parse_challenges(lines)
            assert len(found.to_generic().params) == 64
            assert len(GenericInfo.parse(info).params) == 64
            continue
        assert refusal(parse_challenges, lines).reason is Reason.TOO_MANY_PARAMS
        error = refusal(parse_authentication_info, info, "Newauth")
        assert error.reason is Reason.TOO_MANY_PARAMS


def test_params_are_counted_for_each_message() -> None:
    params = ", ".join(f'a{index}="b"' for index in range(64))
    assert len(parse_challenges(f"A {params}, B {params}")) == 2
    error = refusal(parse_challenges, f"A {params}, B {params}, c=d")
    assert error.reason is Reason.TOO_MANY_PARAMS


def test_params_of_credentials_are_counted() -> None:
    params = ", ".join(f'a{index}="b"' for index in range(65))
    for parse in (parse_credentials, GenericCredentials.parse):
        error = refusal(parse, f"Newauth {params}")
        assert error.reason is Reason.TOO_MANY_PARAMS
        assert error.status_hint == 400


def test_empty_elements_are_not_counted() -> None:
    limits = Limits(messages=1, params=1)
    commas = "," * 500
    assert len(parse_challenges([commas, f"{commas} A b=c {commas}", commas], limits=limits)) == 1


@pytest.mark.parametrize("value", ["a", "a b", 'a b="c"', "a b=c", "a ,"])
@pytest.mark.parametrize("messages", [0, -1])
def test_no_message_is_within_a_limit_of_none(messages: int, value: str) -> None:
    error = refusal(parse_challenges, value, limits=Limits(messages=messages))
    assert error.reason is Reason.TOO_MANY_MESSAGES


@pytest.mark.parametrize("value", ['a b="c"', "a b=c", 'Basic realm="c"'])
def test_no_param_is_within_a_limit_of_none(value: str) -> None:
    limits = Limits(params=0)
    assert refusal(parse_challenges, value, limits=limits).reason is Reason.TOO_MANY_PARAMS
    assert parse_challenges("a, b c", limits=limits)


def test_commas_in_a_quoted_string_are_no_elements() -> None:
    limits = Limits(messages=1, params=1)
    commas = "," * 500
    (found,) = parse_challenges(f'Newauth a="{commas}"', limits=limits)
    assert found.to_generic().params == {"a": commas}


def test_lines_without_end_are_refused_as_too_long() -> None:
    with pytest.raises(ParseError) as refused:
        parse_challenges(itertools.repeat('Basic realm="x"'))
    assert refused.value.reason is Reason.TOO_LONG

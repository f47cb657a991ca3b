# SPDX-License-Identifier: MIT
"""What recovery keeps to, whatever the text."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from message_parts import CONTROLS
from strategies import MESSAGES, generic_challenges, header_soup

from authheaders import (
    DEFAULT_SCHEMES,
    BasicChallenge,
    Challenge,
    Deviation,
    GenericChallenge,
    GenericCredentials,
    GenericInfo,
    Limits,
    Message,
    ParseError,
    Recovered,
    Schemes,
    join_challenges,
    parse_authentication_info,
    parse_challenges,
    parse_credentials,
    recover_authentication_info,
    recover_challenges,
    recover_credentials,
)
from authheaders._abnf import is_token68
from authheaders._mending import MendedLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import SearchStrategy

NO_SCHEMES = Schemes()
many = settings(deadline=None, max_examples=100)
more = settings(deadline=None, max_examples=200)


class BareChallenge(GenericChallenge):
    """Takes bare runs, as the schemes do whose own syntax leaves the grammar."""

    __slots__ = ()
    scheme = "Newauth"
    takes_bare_runs = True


SCHEMES = [DEFAULT_SCHEMES, NO_SCHEMES, NO_SCHEMES.including(BareChallenge)]

#: Strict parsing and recovery of each field.
READERS: dict[str, tuple[Callable[..., Any], Callable[..., Recovered[Any]]]] = {
    "challenges": (parse_challenges, recover_challenges),
    "credentials": (
        lambda value, **named: [parse_credentials(value, **named)],
        recover_credentials,
    ),
    "info": (
        lambda value, **named: [parse_authentication_info(value, "Digest", **named)],
        lambda value, **named: recover_authentication_info(value, "Digest", **named),
    ),
}

#: What departs from the grammar, with what it stands for.
PIECES = [
    *("Basic", "Digest", "Newauth", "Negotiate", "realm", "nonce", "stale", "a", "b"),
    *("=", "=", "=", " ", " ", ", ", ", ", ",", ";", '"', '"', '"a"', "'", "\t", "\\", ":", "/"),
    *("\u201c", "\u201d", "\xe2\x80\x9c", "\xe2\x80\x9d", "\x93", "\x94", "\u2018", "\xe9"),
    *("\0", "\n ", "\r\n\t", "\r", "\ud800", "\u20ac", "?", "http://x/", "abc==", "a=", "=="),
    *('"x, Basic realm=y"', 'max_age="x"', 'Basic realm="q"', "QTpi===", "1|b", "a=b", "a b"),
]


def wrong_text() -> SearchStrategy[str]:
    """Text that is near enough to a header to be mended, mostly."""
    return st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | header_soup()


def wrong_lines() -> SearchStrategy[list[str]]:
    return st.lists(wrong_text(), max_size=3)


each_field = pytest.mark.parametrize("field", READERS)


def refusal(parse: Callable[..., Any], value: Any, schemes: Schemes) -> tuple[Any, Any]:
    """What strict parsing gives, or what it raises."""
    try:
        return parse(value, schemes=schemes), None
    except ParseError as error:
        return None, error


@each_field
@given(value=wrong_text() | wrong_lines() | st.binary(max_size=30), data=st.data())
@more
def test_there_are_deviations_if_and_only_if_strict_parsing_raises(
    field: str, value: Any, data: st.DataObject
) -> None:
    parse, recover = READERS[field]
    schemes = data.draw(st.sampled_from(SCHEMES))
    parsed, error = refusal(parse, value, schemes)
    recovered = recover(value, schemes=schemes)
    assert bool(recovered.deviations) == (error is not None)
    if error is None:
        assert recovered.messages == tuple(parsed)
    assert field == "challenges" or len(recovered.messages) <= 1


@each_field
@given(value=wrong_lines(), schemes=st.sampled_from(SCHEMES))
@many
def test_each_deviation_has_its_place(field: str, value: list[str], schemes: Schemes) -> None:
    _, recover = READERS[field]
    for found in recover(value, schemes=schemes).deviations:
        assert isinstance(found, Deviation)
        assert (found.position is None) == (found.line is None)
        if found.position is not None and found.line is not None:
            assert 0 <= found.position <= len(value[found.line])


def can_be_written(message: Message) -> bool:
    """Whether a message is none of a token68 that is none."""
    if not isinstance(message, GenericChallenge | GenericCredentials):
        return True
    return message.token68 is None or is_token68(message.token68)


@each_field
@given(value=wrong_text() | wrong_lines())
@more
def test_what_was_recovered_is_written_and_read_without_a_departure_from_the_grammar(
    field: str, value: Any
) -> None:
    _, recover = READERS[field]
    messages = recover(value, schemes=NO_SCHEMES).messages
    for message in filter(can_be_written, messages):
        assert recover(message.to_header(), schemes=NO_SCHEMES) == ((message,), ())


@given(value=wrong_text() | wrong_lines())
@more
def test_challenges_that_were_recovered_are_recovered_alike_again(value: Any) -> None:
    messages = recover_challenges(value).messages
    if not all(map(can_be_written, messages)):
        return
    again = recover_challenges(join_challenges(messages))
    assert again.messages == messages
    # What breaks a rule of its scheme still does, as nothing was made up.
    refused = [
        message
        for message in messages
        if isinstance(message, GenericChallenge) and DEFAULT_SCHEMES.challenge(message.scheme)
    ]
    assert len(again.deviations) == len(refused)


@given(challenges=st.lists(st.one_of([MESSAGES[BasicChallenge], generic_challenges()]), max_size=4))
@many
def test_recovering_what_was_built_gives_it_back(challenges: list[Any]) -> None:
    recovered = recover_challenges(join_challenges(challenges), schemes=NO_SCHEMES)
    assert recovered.messages == tuple(message.to_generic() for message in challenges)
    assert recovered.deviations == ()


# --- a good challenge beside a bad one

#: None of them has an open quote: what stands behind one may be inside of it.
BAD = [
    'Bad a="b" c="d"',
    'Bad a="b"c',
    'Bad a="b\0"',
    'Bad "a"',
    "Bad, a=b",
    "Bad; a=b",
    "Bad\ta=b",
    "Bad a=b c",
    "Bad a='b c'",
    "Bad a=\u201cb, c\u201d",
    "Bad a=b/c",
    "Bad a=\xe9",
    "Bad a=b\0",
    "Bad a=",
    "Bad a=, b=c",
    "Bad a==b",
    "Bad a=b, a=c",
    "Bad a b",
    "Bad a/b c",
    "Bad abc==, a=b",
    "B/ad a=b, c=d",
    "???",
    '"Bad" a=b',
    "\0",
    "=",
    ";",
    "\ud800",
    'Bad a="\ud800"',
    "Bad\r\n a=b",
    "Basic",
    "Bearer max_age=x",
    "Bearer, error=x",
]


@given(
    good=st.lists(generic_challenges(), min_size=1, max_size=3),
    bad=st.lists(st.sampled_from(BAD), min_size=1, max_size=3),
    data=st.data(),
)
@example([GenericChallenge("a")], ["Bad a=b c"], None)
@more
def test_a_good_challenge_beside_a_bad_one_survives(
    good: list[GenericChallenge], bad: list[str], data: st.DataObject | None
) -> None:
    elements = [message.to_header() for message in good]
    expected = list(good)
    for piece in bad:
        place = 0 if data is None else data.draw(st.integers(0, len(elements)))
        elements.insert(place, piece)
    lines = [", ".join(elements)]
    found = list(recover_challenges(lines, schemes=NO_SCHEMES).messages)
    # In order, with others in between.
    remaining = iter(found)
    assert all(any(message == other for other in remaining) for message in expected)
    # On lines of their own as well.
    remaining = iter(recover_challenges(elements, schemes=NO_SCHEMES).messages)
    assert all(any(message == other for other in remaining) for message in expected)


# --- text inside of quotes

STRING = re.compile(r'"((?:[^"\\]|\\.)*)("|\\?\Z)', re.DOTALL)


def masked(text: str) -> str:
    """Text with nothing in its quotes that could be a scheme."""

    def mask(match: re.Match[str]) -> str:
        content = re.sub(r"\\.", "zz", match[1], flags=re.DOTALL)
        # A character that has no octets is what it is.
        shown = ["z" if character < "\ud800" else character for character in content]
        return f'"{"".join(shown)}{match[2]}'

    return STRING.sub(mask, text)


@given(text=wrong_text())
@example('Newauth a="x, Basic realm=y", b=c d')
@example('Newauth a="x, Basic realm="y"')
@example('Newauth a="x", b="y, Basic realm=z')
@more
def test_text_in_quotes_is_never_taken_for_a_scheme(text: str) -> None:
    if any(control in content for content, _ in STRING.findall(text) for control in CONTROLS):
        return
    schemes = [message.scheme for message in recover_challenges(text, schemes=NO_SCHEMES).messages]
    outside = STRING.sub('""', text)
    for scheme in schemes:
        assert scheme in outside
    twin = recover_challenges(masked(text), schemes=NO_SCHEMES)
    assert [message.scheme for message in twin.messages] == schemes


FORGED = 'x, Basic realm=y, Basic realm=\\"z\\", realm=y, nonce=\\"z'


@pytest.mark.parametrize(
    "around",
    [
        'Digest realm="{}", nonce="n"',
        'Digest realm="{}" nonce="n"',
        'Digest realm="{}"; nonce="n"',
        'Digest realm="{}"c, nonce="n"',
        'Digest nonce="n", realm="{}',
        'Digest nonce="n" realm="{}',
        'Digest, nonce="n", realm="{}"',
        'Digest nonce=="n", realm=="{}"',
        'Digest nonce="n", realm="{}" "c"',
        "Digest nonce='n m', realm=\"{}\"",
        '"{}", Digest nonce="n"',
        'Digest "{}", nonce="n"',
        'Dig/est nonce="n", realm="{}"',
    ],
)
def test_no_challenge_and_no_parameter_is_forged_from_text_in_quotes(around: str) -> None:
    recovered = recover_challenges(around.format(FORGED), schemes=NO_SCHEMES)
    for message in recovered.messages:
        generic = message.to_generic()
        assert message.scheme == "Digest"
        assert generic.params.get("nonce", "n") in ("n", "n m")
        assert generic.params.get("realm", "x, B").startswith("x, B")


# --- limits, and time


@given(
    text=wrong_text(),
    messages=st.integers(0, 3),
    params=st.integers(0, 3),
    length=st.sampled_from([0, 5, 20, 1000]),
    cut=st.booleans(),
)
@many
def test_limits_hold(text: str, messages: int, params: int, length: int, cut: bool) -> None:
    limits = Limits(messages=messages, params=params, length=length)
    value = text.split(",") if cut else [text]
    for _, recover in READERS.values():
        found = recover(value, schemes=NO_SCHEMES, limits=limits).messages
        assert len(found) <= max(messages, 1)
        for message in found:
            assert isinstance(message, GenericInfo) or messages
            assert len(message.params) <= params
            assert len(message.to_header()) <= 4 * length + 4


@given(text=wrong_text(), bare=st.booleans())
@more
def test_each_step_goes_on(text: str, bare: bool) -> None:
    line = MendedLine(text, lambda scheme: bare)
    position = 0
    while position < len(text):
        pieces, end, _ = line.step(position)
        assert end > position
        for _, scheme_at, name_at, value_at in pieces:
            assert max(scheme_at, name_at, value_at) <= end
        position = end


@pytest.mark.parametrize(
    "unit",
    [
        '"',
        "'",
        "\u201c",
        "\u2018",
        "\x84",
        "â\x80\x9c",
        "a='",
        "a=„b,",
        ";a=b/",
        "a=b;",
        "a b",
        "a=b c ",
        "\\",
        '"\\',
        "a==",
        ",=",
        "\t",
        " ",
        "a='b,",
        'a="b"c',
        'a="b" c ',
        "\n ",
        "a=b, c,",
    ],
)
def test_the_work_is_bounded_by_the_length(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def scanned(size: int) -> int:
        """The characters between the ends of all steps of a text, which they look at."""
        line = MendedLine(("Newauth " + unit * size)[:size], lambda scheme: False)
        position = total = 0
        while position < len(line.text):
            _, end, _ = line.step(position)
            total += end - position
            position = end
        return total

    assert scanned(4000) == 4000


def test_escaped_quotes_outside_of_a_string_are_looked_at_once() -> None:
    text = 'Digest a="b" ' + '"\\' * 10_000
    start = time.thread_time()
    recover_challenges(text, limits=Limits(length=len(text)))
    # Trying each of the quotes anew took two seconds, and four times as long for twice the text.
    assert time.thread_time() - start < 1


def test_challenges_are_found_in_the_order_of_the_text() -> None:
    text = "A a=b/c, B; C a=b c, ???, D a='b c', E a=\"b\"c, F"
    recovered: Recovered[Challenge] = recover_challenges(text)
    assert [message.scheme for message in recovered.messages] == ["A", "B", "C", "D", "F"]

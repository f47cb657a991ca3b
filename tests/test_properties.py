# SPDX-License-Identifier: MIT
"""What holds of every message of every class, and of every text."""

from __future__ import annotations

import copy
import pickle
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, note, settings
from hypothesis import strategies as st
from message_parts import quoted_contents, token68s, tokens
from strategies import FURTHER, MESSAGES, VALUES, header_soup, read_generic

import authheaders
from authheaders import (
    DEFAULT_LIMITS,
    DEFAULT_SCHEMES,
    AuthenticationInfo,
    Challenge,
    ControlEntry,
    Credentials,
    GenericChallenge,
    GenericCredentials,
    GenericInfo,
    Limits,
    Message,
    ParseError,
    Reason,
    Schemes,
    SignatureChallenge,
    SignatureCredentials,
    _raw,
    challenge_fields,
    fields,
    join_challenges,
    messages,
    parse_authentication_info,
    parse_challenges,
    parse_credentials,
)
from authheaders.registry import ROWS

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from hypothesis.strategies import SearchStrategy

    Lines: TypeAlias = "str | bytes | list[str | bytes]"

CLASSES: list[type[Any]] = [
    *DEFAULT_SCHEMES.classes(),
    *FURTHER,
    GenericChallenge,
    GenericCredentials,
    GenericInfo,
]
CHALLENGE_CLASSES = [cls for cls in CLASSES if issubclass(cls, Challenge)]
#: The classes that write no blank after a comma, as deployed readers take none.
WITHOUT_BLANKS = {SignatureChallenge, SignatureCredentials}
CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
NO_SCHEMES = Schemes()

of_each_class = pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
data_of_class = given(data=st.data())
few = settings(deadline=None, max_examples=25)
many = settings(deadline=None, max_examples=80)


def draw(data: st.DataObject, cls: type[Any]) -> Any:
    return data.draw(MESSAGES[cls])


def challenges() -> SearchStrategy[list[Any]]:
    return st.lists(st.one_of([MESSAGES[cls] for cls in CHALLENGE_CLASSES]), max_size=4)


def as_read(message: Any) -> Any:
    """The message that reading by scheme gives: typed where its class exists and takes it."""
    if isinstance(message, GenericChallenge):
        cls: Any = DEFAULT_SCHEMES.challenge(message.scheme)
    elif isinstance(message, GenericCredentials):
        cls = DEFAULT_SCHEMES.credentials(message.scheme)
    else:
        cls = None
    return message if cls is None else cls.from_generic(message)


def outcome(parse: Callable[[Any], Any], value: Any) -> Any:
    """What parsing gives: messages, or the reason of the refusal."""
    try:
        return parse(value)
    except ParseError as error:
        return error.reason


def parse_field(message: Message, value: Lines, schemes: Schemes) -> Message:
    """Read a message through the function for the field that holds it, if there is one."""
    cls: Any = type(message)
    if cls in FURTHER:
        further: Message = cls.parse(value)
        return further
    if isinstance(message, Challenge):
        (found,) = parse_challenges(value, schemes=schemes)
        return found
    if isinstance(message, Credentials):
        return parse_credentials(value, schemes=schemes)
    return parse_authentication_info(value, message.scheme, schemes=schemes)


# --- the list of classes


@of_each_class
def test_every_class_has_a_strategy(cls: type[Message]) -> None:
    assert cls in MESSAGES, f"strategies.MESSAGES lacks {cls.__name__}"


def test_every_exported_message_class_is_in_the_registry() -> None:
    # An entry of Authentication-Control is of no scheme.
    abstract = {Message, Challenge, Credentials, AuthenticationInfo, ControlEntry}
    exported = {getattr(authheaders, name) for name in authheaders.__all__}
    found = {cls for cls in exported if isinstance(cls, type) and issubclass(cls, Message)}
    # One that stands for several kinds has no messages of its own.
    abstract |= {cls for cls in found if cls.kinds}
    assert found - abstract == set(CLASSES)


# --- round trips


@of_each_class
@data_of_class
@many
def test_parsing_what_was_written_gives_an_equal_message(
    cls: type[Any], data: st.DataObject
) -> None:
    message = draw(data, cls)
    assert cls.parse(message.to_header()) == message


@of_each_class
@data_of_class
@few
def test_parsing_the_octets_that_were_written_gives_an_equal_message(
    cls: type[Any], data: st.DataObject
) -> None:
    message = draw(data, cls)
    assert cls.parse(message.to_header().encode("latin-1")) == message


@of_each_class
@data_of_class
@few
def test_the_field_function_reads_what_was_written(cls: type[Any], data: st.DataObject) -> None:
    message = draw(data, cls)
    expected = outcome(as_read, message)
    found = outcome(lambda text: parse_field(message, text, DEFAULT_SCHEMES), message.to_header())
    assert found == expected


@of_each_class
@data_of_class
@few
def test_without_schemes_the_generic_message_comes_back(
    cls: type[Any], data: st.DataObject
) -> None:
    message = draw(data, cls)
    assert read_generic(message, message.to_header()) == message.to_generic()


@of_each_class
@data_of_class
@few
def test_the_generic_message_reads_as_an_equal_message(cls: type[Any], data: st.DataObject) -> None:
    message = draw(data, cls)
    assert cls.from_generic(message.to_generic()) == message


@of_each_class
@data_of_class
@few
def test_the_generic_message_is_written_alike(cls: type[Any], data: st.DataObject) -> None:
    message = draw(data, cls)
    written = message.to_header()
    if cls in WITHOUT_BLANKS:
        written = read_generic(message, written).to_header()
    assert message.to_generic().to_header() == written


@of_each_class
@data_of_class
@few
def test_writing_is_the_same_after_parsing(cls: type[Any], data: st.DataObject) -> None:
    written = draw(data, cls).to_header()
    assert cls.parse(written).to_header() == written


@of_each_class
@data_of_class
@few
def test_what_is_written_can_stand_in_a_field(cls: type[Any], data: st.DataObject) -> None:
    written = draw(data, cls).to_header()
    written.encode("latin-1")
    assert CONTROL.search(written) is None
    assert written == written.strip(" ")


# --- values


@of_each_class
@data_of_class
@few
def test_a_copy_is_equal_and_written_alike(cls: type[Any], data: st.DataObject) -> None:
    message = draw(data, cls)
    copies = [copy.copy(message), copy.deepcopy(message)]
    copies += [pickle.loads(pickle.dumps(message, number)) for number in range(2, 6)]
    for twin in copies:
        assert type(twin) is cls
        assert twin == message
        assert hash(twin) == hash(message)
        assert repr(twin) == repr(message)
        assert twin.to_header() == message.to_header()


@of_each_class
@data_of_class
@few
def test_equal_messages_are_those_that_are_written_alike(
    cls: type[Any], data: st.DataObject
) -> None:
    message, other = draw(data, cls), draw(data, cls)
    if message == other:
        assert hash(message) == hash(other)
    if message.to_header() == other.to_header():
        assert message == other
    assert message != message.to_header()


def fields_of(message: Any) -> list[str]:
    found = getattr(message, "__dataclass_fields__", None)
    if found is not None:
        return list(found)
    return ["token68", "params"] if message.scheme else ["params"]


@of_each_class
@data_of_class
@settings(deadline=None, max_examples=10)
def test_a_message_does_not_change(cls: type[Any], data: st.DataObject) -> None:
    message = draw(data, cls)
    written = message.to_header()
    for name in [*fields_of(message), "scheme", "surplus"]:
        with pytest.raises((AttributeError, TypeError)):
            setattr(message, name, "x")
        with pytest.raises((AttributeError, TypeError)):
            delattr(message, name)
    assert not hasattr(message, "__dict__")
    assert message.to_header() == written


# --- variations that mean nothing

PARAM = re.compile(r'([!#$%&\'*+\-.^_`|~0-9A-Za-z]+)=("(?:[^"\\]|\\.)*"|[^ ,"]+)', re.DOTALL)
BLANKS = st.sampled_from(["", " ", "\t", " \t "])
CASES: list[Callable[[str], str]] = [str, str.upper, str.lower, str.swapcase]


def varied(data: st.DataObject, message: Any) -> str:
    """The message in other cases of its names, and with other whitespace."""
    generic = message.to_generic()
    scheme = data.draw(st.sampled_from([generic.scheme, generic.scheme.swapcase()]))
    before, after = data.draw(BLANKS), data.draw(BLANKS)
    if not isinstance(generic, GenericInfo) and generic.token68 is not None:
        gap = data.draw(st.sampled_from([" ", "   "]))
        return f"{before}{scheme}{gap}{generic.token68}{after}"
    written = []
    for name, value in PARAM.findall(generic.to_header()):
        case: Callable[[str], str] = data.draw(st.sampled_from(CASES))
        spelt = case(name)
        written.append(f"{spelt}{data.draw(BLANKS)}={data.draw(BLANKS)}{value}")
    assert len(written) == len(generic.params)
    commas = st.builds("{},{}".format, BLANKS, BLANKS)
    text = "".join(param + data.draw(commas) for param in written[:-1]) + "".join(written[-1:])
    return f"{before}{scheme}{' ' if scheme and text else ''}{text}{after}"


@of_each_class
@data_of_class
@many
def test_case_of_names_and_whitespace_do_not_matter(cls: type[Any], data: st.DataObject) -> None:
    message = draw(data, cls)
    text = varied(data, message)
    assert cls.parse(text) == message
    assert read_generic(message, text) == message.to_generic()


@of_each_class
@data_of_class
@few
def test_surplus_quoted_pairs_do_not_matter(cls: type[Any], data: st.DataObject) -> None:
    message = draw(data, cls)

    def escape(match: re.Match[str]) -> str:
        value = match[2]
        if value[0] != '"':
            return match[0]
        pairs = re.findall(r"\\.|[^\\]", value[1:-1], re.DOTALL)
        return f'{match[1]}="{"".join(pair[-1:].rjust(2, chr(92)) for pair in pairs)}"'

    assert cls.parse(PARAM.sub(escape, message.to_header())) == message


# --- several challenges


@given(challenges())
@many
def test_joined_challenges_read_as_the_list(messages: list[Challenge]) -> None:
    generic = [message.to_generic() for message in messages]
    joined = join_challenges(messages)
    assert parse_challenges(joined, schemes=NO_SCHEMES) == generic
    assert parse_challenges(joined.encode("latin-1"), schemes=NO_SCHEMES) == generic


@given(st.lists(st.one_of([MESSAGES[cls] for cls in DEFAULT_SCHEMES.classes()]), max_size=4))
@many
def test_joined_typed_challenges_read_as_the_list(messages: list[Message]) -> None:
    offered = [message for message in messages if isinstance(message, Challenge)]
    assert parse_challenges(join_challenges(offered)) == offered
    assert parse_challenges(join_challenges(iter(offered))) == offered


@given(challenges())
@many
def test_lines_of_challenge_fields_read_as_the_list(messages: list[Challenge]) -> None:
    generic = [message.to_generic() for message in messages]
    lines = [value for _, value in challenge_fields(messages)]
    assert parse_challenges(lines, schemes=NO_SCHEMES) == generic
    octets = [line.encode("latin-1") for line in lines]
    assert parse_challenges(octets, schemes=NO_SCHEMES) == generic


QUOTED = r'"(?:[^"\\]|\\.)*"'


@given(st.lists(header_soup(), min_size=1, max_size=3))
@many
def test_lines_that_are_read_are_read_alike_when_joined(lines: list[str]) -> None:
    found = outcome(parse_challenges, [*lines])
    if not isinstance(found, Reason):
        assert parse_challenges(", ".join(lines)) == found


@given(st.lists(st.one_of([MESSAGES[cls] for cls in CHALLENGE_CLASSES]), max_size=3), st.data())
@many
def test_cut_at_commas_into_lines_reads_alike(messages: list[Message], data: st.DataObject) -> None:
    joined = ", ".join(message.to_header() for message in messages)
    cuts = [m.end() for m in re.finditer(rf"{QUOTED}|, ", joined, re.DOTALL) if m[0] == ", "]
    lines, start = [], 0
    for cut in cuts:
        if data.draw(st.booleans()):
            lines.append(joined[start : cut - 2])
            start = cut
    lines.append(joined[start:])
    expected = parse_challenges(joined, schemes=NO_SCHEMES)
    assert parse_challenges(lines, schemes=NO_SCHEMES) == expected


# --- any text

PARSERS: dict[str, Callable[[Lines], Any]] = {
    "parse_challenges": parse_challenges,
    "parse_credentials": parse_credentials,
    "generic challenges": lambda value: parse_challenges(value, schemes=NO_SCHEMES),
    "generic credentials": lambda value: parse_credentials(value, schemes=NO_SCHEMES),
    "parse_authentication_info": lambda value: parse_authentication_info(value, "Digest"),
    "generic info": lambda value: parse_authentication_info(value, "Newauth"),
    **{cls.__name__: cls.parse for cls in CLASSES},
}


def refusal(parse: Callable[[Lines], Any], value: Lines) -> ParseError | None:
    try:
        parse(value)
    except ParseError as error:
        return error
    return None


def check_only_parse_error(value: Lines) -> None:
    """Give a value to everything that parses; what is refused has a reason and a place."""
    lines = value if isinstance(value, list) else [value]
    for name, parse in PARSERS.items():
        note(name)
        error = refusal(parse, value)
        if error is None:
            continue
        assert isinstance(error.reason, Reason)
        assert isinstance(error.expected, str)
        assert error.status_hint in (None, 400, 401)
        assert (error.position is None) == (error.line is None)
        if error.position is not None and error.line is not None:
            assert 0 <= error.line < len(lines)
            assert 0 <= error.position <= len(lines[error.line])


@given(text=header_soup())
@settings(deadline=None, max_examples=400)
def test_text_raises_only_parse_error(text: str) -> None:
    check_only_parse_error(text)


@given(octets=st.binary(max_size=30))
@many
def test_octets_raise_only_parse_error(octets: bytes) -> None:
    check_only_parse_error(octets)


@given(lines=st.lists(header_soup() | st.binary(max_size=9), max_size=3))
@many
def test_lines_raise_only_parse_error(lines: list[str | bytes]) -> None:
    check_only_parse_error(lines)


# Near misses of what a scheme demands reach rules that random text does not.
NAMES_OF_SCHEMES = sorted(
    {name.replace("_", mark) for cls in VALUES for name in fields_of(cls) for mark in "_-"}
)
SCHEMES_OF_ROWS = sorted({f"{row[0]} " for row in ROWS})
PARAM_VALUES = quoted_contents() | st.sampled_from(
    ["UTF-8", "false", "1", "0" * 20, "0f" * 16, "00000001", "UTF-8''%41", "UTF-8''%ff", "\xe9"]
)


@given(
    scheme=st.sampled_from(["", "digest ", *SCHEMES_OF_ROWS]),
    params=st.dictionaries(st.sampled_from([*NAMES_OF_SCHEMES, "username*"]), PARAM_VALUES),
)
@settings(deadline=None, max_examples=400)
def test_params_of_schemes_raise_only_parse_error(scheme: str, params: dict[str, str]) -> None:
    check_only_parse_error(scheme + GenericInfo(params).to_header())


# --- limits


@given(
    text=header_soup(),
    messages=st.integers(0, 3),
    params=st.integers(0, 3),
    cut=st.sampled_from([lambda text: [text], lambda text: [text] * 2, lambda t: t.split(",")]),
)
@many
def test_limits_are_never_exceeded(
    text: str, messages: int, params: int, cut: Callable[[str], list[str]]
) -> None:
    lines = cut(text)
    limits = Limits(messages=messages, params=params)
    try:
        found = parse_challenges(lines, schemes=NO_SCHEMES, limits=limits)
    except ParseError:
        return
    assert len(found) <= messages
    assert all(len(message.to_generic().params) <= params for message in found)
    assert found == parse_challenges(lines, schemes=NO_SCHEMES)


# --- the short way for plain text

SCHEME_PREFIXES = ["", "", "Basic ", "Bearer ", "Digest ", "Newauth ", "basic  ", "Basic"]
PLAIN_NAMES = st.sampled_from(
    ["realm", "Realm", "nonce", "nc", "qop", "error", "scope", "stale", "title", "a"]
)
PLAIN_VALUES = st.one_of(
    quoted_contents().map(lambda text: f'"{text}"'),
    tokens(),
    st.sampled_from(['"a"', '"a,b"', "", "a/b", "=", '"', "a b"]),
)
GAPS = st.sampled_from(["", "", "", " ", "\t"])
COMMAS = st.sampled_from([", ", ", ", ",", " , ", ",,", ";", "", " "])
PLAIN_PARAMS = st.builds("{}{}={}{}".format, PLAIN_NAMES, GAPS, GAPS, PLAIN_VALUES)
PLAIN_ELEMENTS = st.one_of(
    st.builds(str.__add__, st.sampled_from(SCHEME_PREFIXES), PLAIN_PARAMS),
    st.builds(str.__add__, st.sampled_from(SCHEME_PREFIXES), token68s()),
    st.sampled_from(SCHEME_PREFIXES),
    PLAIN_PARAMS,
    PLAIN_PARAMS,
)


@st.composite
def plain_lines(draw: st.DrawFn) -> list[str]:
    """Lines of what the short way is made for, and of what is near to it."""
    lines = []
    for _ in range(draw(st.integers(1, 3))):
        parts = draw(st.lists(st.tuples(PLAIN_ELEMENTS, COMMAS), max_size=6))
        line = "".join(element + comma for element, comma in parts)
        if draw(st.booleans()):
            position = draw(st.integers(0, len(line)))
            letter = draw(st.sampled_from(["", *'",= \\aé\t\0\x7f/']))
            line = line[:position] + letter + line[position + draw(st.integers(0, 1)) :]
        lines.append(line)
    return lines


def reading(lines: list[str], schemes: Schemes, limits: Limits) -> Any:
    """What parsing gives, in all that can be seen of it, or the refusal."""
    try:
        found = parse_challenges(lines, schemes=schemes, limits=limits)
    except ParseError as error:
        return vars(error)
    return [(described(message.to_generic()), message) for message in found]


def reading_of_credentials(line: str, schemes: Schemes, limits: Limits) -> Any:
    try:
        found = parse_credentials(line, schemes=schemes, limits=limits)
    except ParseError as error:
        return vars(error)
    return described(found.to_generic()), found


def described(generic: GenericChallenge | GenericCredentials) -> tuple[Any, ...]:
    return generic.scheme, generic.token68, generic.params.entries(), repr(generic.params)


class BareChallenge(GenericChallenge):
    """Takes bare runs, as the schemes do whose own syntax leaves the grammar."""

    __slots__ = ()
    scheme = "Newauth"
    takes_bare_runs = True


#: The modules that take the short way where they can.
USERS_OF_SHORT_WAY: list[Any] = [_raw, fields, messages]
SCHEMES = [DEFAULT_SCHEMES, NO_SCHEMES, NO_SCHEMES.including(BareChallenge)]


def check_short_way(lines: list[str], schemes: Schemes, limits: Limits) -> None:
    """Compare with what is read when the short way knows nothing."""
    short = reading(lines, schemes, limits)
    short_credentials = reading_of_credentials(lines[0], schemes, limits)
    with pytest.MonkeyPatch.context() as patch:
        for module in USERS_OF_SHORT_WAY:
            patch.setattr(module, "group_plain", lambda *args, **kwargs: None)
        assert short == reading(lines, schemes, limits)
        assert short_credentials == reading_of_credentials(lines[0], schemes, limits)


@given(
    lines=plain_lines(),
    schemes=st.sampled_from(SCHEMES),
    most=st.sampled_from([0, 1, 2, 3, 64, 64, 64, 64]),
)
@example(['Digest realm="a", qop=auth, qop=auth, nonce="n"'], DEFAULT_SCHEMES, 64)
@example(['Digest realm="a", nc=1, realm=b, nonce="n"'], DEFAULT_SCHEMES, 64)
@example(['Newauth a="b", nc=1, stale=true, nonce="n", c=d'], DEFAULT_SCHEMES, 64)
@settings(deadline=None, max_examples=700)
def test_the_short_way_reads_plain_text_as_the_long_way_does(
    lines: list[str], schemes: Schemes, most: int
) -> None:
    check_short_way(lines, schemes, Limits(messages=most, params=most))


@given(lines=st.lists(header_soup(), min_size=1, max_size=2), schemes=st.sampled_from(SCHEMES))
@many
def test_the_short_way_reads_any_text_as_the_long_way_does(
    lines: list[str], schemes: Schemes
) -> None:
    check_short_way(lines, schemes, DEFAULT_LIMITS)

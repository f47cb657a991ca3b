# SPDX-License-Identifier: MIT
"""Nothing that a caller hands over puts a line, or another message, into a header."""

from __future__ import annotations

import re
from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Any

import pytest
from strategies import FURTHER, VALUES, read_generic

from authheaders import (
    DEFAULT_SCHEMES,
    BuildError,
    Challenge,
    Credentials,
    Form,
    GenericChallenge,
    GenericCredentials,
    GenericInfo,
    Params,
    ParseError,
    Reason,
    Schemes,
    join_challenges,
    parse_authentication_info,
    parse_challenges,
    parse_credentials,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import SupportsIndex

HOSTILE = [
    "",
    " ",
    "  a  ",
    "\t",
    "\r",
    "\n",
    "a\n",
    "\r\n",
    "a\r\nX-Injected: 1",
    "a\r\n b",
    "a\nSet-Cookie: a=b",
    "\0",
    "a\0b",
    "\x7f",
    "\x1b[31m",
    "\x0b",
    "\x0c",
    "\x85",
    '"',
    '""',
    'a"',
    'a", b="c',
    'a\\", b="c',
    "\\",
    "a\\",
    '\\"',
    ",",
    "a,",
    "a, Basic realm=b",
    "a, b=c",
    "=",
    "=a",
    "==",
    "a=b",
    "a=",
    "a b",
    ";",
    ":",
    "é",
    "Ã©",
    "ÿ",
    "\x80",
    "\xa0",
    "Ā",
    "张",
    "\U0001f511",
    "\ud800",
    "\udc80",
    "\u2028",
    "\u2029",
    "\ufeff",
    "%0d%0a",
    "UTF-8''a",
    "=?utf-8?q?a?=",
    "a" * 300,
]
CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
WRONG = [5, 5.5, b"a", ["a"], {"a": "b"}, {"a"}, object(), (5,), (None,), (b"a",), ([],), True]

TYPED: list[type[Any]] = [*DEFAULT_SCHEMES.classes(), *FURTHER]
GENERIC: list[type[Any]] = [GenericChallenge, GenericCredentials]


def valid_fields(cls: type[Any]) -> dict[str, Any]:
    """Values for the fields that must be given."""
    required = {f.name for f in fields(cls) if f.default is MISSING}
    return {name: value for name, value in VALUES[cls].items() if name in required}


def known_fields(cls: type[Any]) -> dict[str, Any]:
    """Values for all fields that lean on others as well."""
    return dict(VALUES[cls])


FIELDS = [(cls, f.name) for cls in TYPED for f in fields(cls)]
each_field = pytest.mark.parametrize(
    ("cls", "name"), FIELDS, ids=[f"{cls.__name__}-{name}" for cls, name in FIELDS]
)
REFUSED = (BuildError, TypeError)


def check_written(message: Any) -> None:
    """The message is one line, which reads as the message, alone and beside another one."""
    written = message.to_header()
    assert CONTROL.search(written) is None
    assert len(f"{written}x".splitlines()) == 1 or "\x85" in written
    written.encode("latin-1")
    assert type(message).parse(written) == message
    if type(message).takes_bare_runs:
        assert read_generic(message, written) == message.to_generic()
    elif isinstance(message, Challenge):
        other = GenericChallenge("Other", params={"a": "b"})
        joined = join_challenges([other, message, other])
        found = parse_challenges(joined, schemes=Schemes())
        assert found == [other, message.to_generic(), other]
    elif isinstance(message, Credentials):
        assert parse_credentials(written, schemes=Schemes()) == message.to_generic()
    else:
        found_info = parse_authentication_info(written, "Other")
        assert found_info == message.to_generic()


def attempt(build: Callable[..., Any], *args: Any, **named: Any) -> None:
    try:
        message = build(*args, **named)
    except REFUSED:
        return
    check_written(message)


@each_field
def test_a_hostile_text_is_refused_or_written_safely(cls: type[Any], name: str) -> None:
    for text in HOSTILE:
        for others in (valid_fields(cls), known_fields(cls)):
            attempt(cls, **{**others, name: text})


@each_field
def test_a_hostile_text_in_a_tuple_is_refused_or_written_safely(cls: type[Any], name: str) -> None:
    for text in HOSTILE:
        for value in ((text,), ("a", text), (text, "a"), (text, text)):
            attempt(cls, **{**known_fields(cls), name: value})


def with_extension(cls: type[Any], entry: Any) -> Any:
    return cls(**{**valid_fields(cls), "extensions": Params([entry])})


@each_field
def test_a_hostile_extension_is_refused_or_written_safely(cls: type[Any], name: str) -> None:
    if name != "extensions":
        with pytest.raises(REFUSED):
            cls(**{**valid_fields(cls), "extensions": Params({"x": "\n"})})
        return
    for text in HOSTILE:
        for entry in ((text, "a"), ("x", text), ("x", text, Form.TOKEN), (text, text)):
            attempt(with_extension, cls, entry)


@each_field
def test_an_extension_can_not_replace_a_field(cls: type[Any], name: str) -> None:
    if name == "extensions" or "extensions" not in {f.name for f in fields(cls)}:
        return
    # The name of a field, or of a parameter that is written for it.
    written = cls(**known_fields(cls)).to_generic().params
    for spelt in {name, name.replace("_", "-")} & {found.lower() for found in written}:
        for own in (spelt, spelt.upper()):
            with pytest.raises(BuildError):
                cls(**{**valid_fields(cls), "extensions": Params({own: "a"})})


@each_field
def test_a_value_of_a_wrong_type_is_refused(cls: type[Any], name: str) -> None:
    annotation = str(cls.__dataclass_fields__[name].type)
    for value in WRONG:
        if re.search(rf"\b{type(value).__name__}\b", annotation) and type(value) is not tuple:
            continue
        with pytest.raises(REFUSED):
            cls(**{**known_fields(cls), name: value})


@each_field
def test_none_is_refused_where_a_value_must_be(cls: type[Any], name: str) -> None:
    default = cls.__dataclass_fields__[name].default
    if default is None:
        attempt(cls, **{**known_fields(cls), name: None})
    else:
        with pytest.raises(REFUSED):
            cls(**{**valid_fields(cls), name: None})


class Text(str):
    """Text that is shown, and escaped, as something else: what enums and markup do."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        return 'Text.NAME", a="b'

    def __str__(self) -> str:
        return 'Text.NAME", a="b'

    def replace(self, old: str, new: str, count: SupportsIndex = -1, /) -> str:
        return self


@each_field
def test_a_subclass_of_str_is_as_good_as_a_str(cls: type[Any], name: str) -> None:
    others = known_fields(cls)
    if type(others.get(name)) is str:
        message = cls(**{**others, name: Text(others[name])})
        assert message == cls(**others)
        assert message.to_header() == cls(**others).to_header()
        check_written(message)


# --- the generic level


@pytest.mark.parametrize("cls", GENERIC)
def test_a_subclass_of_str_is_written_as_its_characters(cls: Any) -> None:
    message = cls(Text("New"), params=[(Text("A"), Text('"')), (Text("b"), Text("c"), Form.TOKEN)])
    assert message.to_header() == r'New A="\"", b=c'
    assert cls(Text("New"), Text("abc=")).to_header() == "New abc="


@pytest.mark.parametrize("cls", GENERIC)
@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_generic_message_is_refused_or_written_safely(cls: Any, text: str) -> None:
    attempt(cls, text)
    attempt(cls, text, "abc")
    attempt(cls, "Newauth", text)
    attempt(cls, text, params={"a": "b"})
    attempt(cls, "Newauth", params={text: "b"})
    attempt(cls, "Newauth", params={"a": text})
    attempt(cls, "Newauth", params={"a": text, "b": text})
    attempt(cls, "Newauth", params={"realm": text})
    attempt(cls, "Newauth", params=[("a", text, Form.TOKEN)])
    attempt(cls, "Newauth", params=[("realm", text, Form.TOKEN)])


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_generic_info_is_refused_or_written_safely(text: str) -> None:
    attempt(GenericInfo, {text: "b"})
    attempt(GenericInfo, {"a": text})
    attempt(GenericInfo, [("a", text, Form.TOKEN)])


class TakesBare(GenericChallenge):
    """Reads what a scheme writes whose syntax leaves the grammar."""

    __slots__ = ()
    takes_bare_runs = True


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_bare_value_is_refused_or_written_as_one_value(text: str) -> None:
    try:
        params = Params([("a", text, Form.BARE), ("b", "c")])
    except BuildError:
        return
    written = GenericChallenge("Newauth", params=params).to_header()
    found = TakesBare.parse(f'{written}, d="e"')
    assert found.params == params.including({"d": "e"})


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_bare_text_is_refused_or_stays_in_its_message(text: str) -> None:
    before = GenericChallenge("Before", params={"a": "b"})
    try:
        message = GenericChallenge.bare("Newauth", text)
    except BuildError:
        return
    assert TakesBare.parse(message.to_header()).token68 == text
    for others in ([before], [GenericChallenge("Before")]):
        joined = join_challenges([*others, message])
        try:
            found = parse_challenges(joined, schemes=Schemes())
        except ParseError:
            continue
        assert found == [*others, message]


@pytest.mark.parametrize("scheme", HOSTILE)
def test_a_bare_message_with_a_hostile_scheme_is_refused_or_safe(scheme: str) -> None:
    try:
        message = GenericCredentials.bare(scheme, "abc")
    except BuildError:
        return
    check_written(message)


@pytest.mark.parametrize("wrong", [None, 5, b"a", ["a"], object()])
def test_generic_messages_refuse_wrong_types(wrong: Any) -> None:
    for cls in GENERIC:
        with pytest.raises(TypeError):
            cls(wrong)
        with pytest.raises(TypeError):
            cls("a", params=wrong)
        with pytest.raises(TypeError):
            cls.bare("a", wrong)
        with pytest.raises(TypeError):
            cls.bare(wrong, "a")
    with pytest.raises(TypeError):
        GenericInfo(wrong)


@pytest.mark.parametrize("cls", GENERIC)
@pytest.mark.parametrize("wrong", [5, b"a", ["a"], object()])
def test_a_token68_of_a_wrong_type_is_refused(cls: Any, wrong: Any) -> None:
    with pytest.raises(TypeError):
        cls("a", wrong)


# --- what was forged


FORGED: list[tuple[Any, str]] = [
    (DEFAULT_SCHEMES.challenge("Basic"), "realm"),
    (DEFAULT_SCHEMES.challenge("Digest"), "nonce"),
    (DEFAULT_SCHEMES.credentials("Bearer"), "token"),
    (DEFAULT_SCHEMES.credentials("Digest"), "uri"),
    (DEFAULT_SCHEMES.info("Digest"), "nextnonce"),
]


@pytest.mark.parametrize(("cls", "name"), FORGED)
@pytest.mark.parametrize("text", ["a\r\nX-Injected: 1", "a\n", "\0", "\x7f\xe9"])
def test_the_writer_stops_what_was_put_behind_the_checks(cls: Any, name: str, text: str) -> None:
    message = cls(**valid_fields(cls))
    object.__setattr__(message, name, text)
    with pytest.raises(BuildError) as caught:
        message.to_header()
    assert caught.value.reason is Reason.CONTROL_CHARACTER


def test_the_writer_stops_what_is_no_octet() -> None:
    message: Any = DEFAULT_SCHEMES.challenge("Digest")
    message = message(realm="a", nonce="b")
    object.__setattr__(message, "nonce", "\u20ac")
    with pytest.raises(BuildError) as caught:
        message.to_header()
    assert caught.value.reason is Reason.NOT_LATIN1


# --- Params


@pytest.mark.parametrize(
    "wrong",
    [
        5,
        None,
        object(),
        b"ab",
        "ab",
        ["ab"],
        ["a"],
        [5],
        [None],
        [()],
        [("a",)],
        [("a", "b", Form.TOKEN, 1)],
        [("a", "b", "token")],
        [("a", "b", None)],
        [(5, "b")],
        [("a", 5)],
        [("a", None)],
        [("a", b"b")],
        {"a": None},
        {5: "a"},
        {b"a": "b"},
    ],
    ids=repr,
)
def test_params_of_wrong_types_are_a_type_error(wrong: Any) -> None:
    with pytest.raises(TypeError):
        Params(wrong)
    with pytest.raises(TypeError):
        Params().including(wrong)


@pytest.mark.parametrize("wrong", [5, None, b"a", ["a"], object()], ids=repr)
def test_names_of_wrong_types_are_no_names_of_params(wrong: Any) -> None:
    with pytest.raises(TypeError):
        Params({"a": "b"}).excluding(wrong)


# --- Schemes


@pytest.mark.parametrize("text", HOSTILE)
def test_a_class_of_a_hostile_scheme_is_refused_if_it_is_no_token(text: str) -> None:
    cls: Any = type("Own", (Challenge,), {"scheme": text})
    try:
        GenericChallenge(text)
    except BuildError:
        with pytest.raises(BuildError):
            Schemes().including(cls)
    else:
        assert Schemes().including(cls).challenge(text.swapcase()) is cls


@pytest.mark.parametrize("scheme", [5, None, b"a", ["a"], object()], ids=repr)
def test_a_class_of_a_scheme_that_is_no_str_is_refused(scheme: Any) -> None:
    cls: Any = type("Own", (Challenge,), {"scheme": scheme})
    with pytest.raises(REFUSED):
        Schemes().including(cls)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_scheme_of_an_info_raises_no_other_error(text: str) -> None:
    assert parse_authentication_info("a=b", text) == GenericInfo({"a": "b"})

# SPDX-License-Identifier: MIT
"""The cases of ``vectors/*.json``: each drives parsing and building.

A case is an object with ``id``, ``source``, ``field`` and ``lines`` (field lines of one character
an octet). What must hold of it is in the other keys:

- in ``grammar.json``, which knows no scheme: ``expected``, the messages, each with ``scheme``
  (null in Authentication-Info), ``token68`` and ``params``; ``canonical``, what they are
  written as.
- elsewhere: ``type``, the class; ``fields``, those that differ from their defaults;
  ``canonical``, what the message is written as.
- in both: ``must_fail``; then ``reason``, ``param``, ``line`` (0 unless given) and
  ``position`` of the refusal. With ``fields`` it is construction that must fail.

Keys that begin with ``lenient_`` are for recovery.
"""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import authheaders
from authheaders import (
    DEFAULT_SCHEMES,
    BuildError,
    Challenge,
    GenericChallenge,
    GenericCredentials,
    GenericInfo,
    Message,
    Params,
    ParseError,
    Schemes,
    join_challenges,
    parse_authentication_info,
    parse_challenges,
    parse_credentials,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    Case: TypeAlias = dict[str, Any]
    FieldValue: TypeAlias = "str | bytes | list[str] | list[bytes]"

NO_SCHEMES = Schemes()


def load(path: Path) -> list[Case]:
    cases: list[Case] = json.loads(path.read_text(encoding="ascii"))
    assert cases, f"{path.name} has no case"
    return cases


VECTORS = Path(__file__).parent / "vectors"
FILES = {path.stem: load(path) for path in sorted(VECTORS.glob("*.json"))}
GRAMMAR = FILES["grammar"]
TYPED = [case for name, cases in FILES.items() if name != "grammar" for case in cases]
assert TYPED


def each(cases: list[Case]) -> pytest.MarkDecorator:
    """Run a test once for each case."""
    return pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in cases])


GOOD_GRAMMAR = each([case for case in GRAMMAR if not case["must_fail"]])
CANONICAL_GRAMMAR = each([case for case in GRAMMAR if "canonical" in case])
BAD_GRAMMAR = each([case for case in GRAMMAR if case["must_fail"]])
GOOD_TYPED = each([case for case in TYPED if not case["must_fail"]])
BAD_TYPED = each([case for case in TYPED if case["must_fail"] and "fields" not in case])
UNBUILDABLE = each([case for case in TYPED if case["must_fail"] and "fields" in case])


def text(case: Case) -> str | list[str]:
    """The field value as text: a str where it is one line."""
    lines: list[str] = case["lines"]
    return lines[0] if len(lines) == 1 else lines


def octets(case: Case) -> bytes | list[bytes]:
    """The field value as bytes, likewise."""
    lines = [line.encode("latin-1") for line in case["lines"]]
    return lines[0] if len(lines) == 1 else lines


def is_challenge_field(case: Case) -> bool:
    return case["field"] in ("www-authenticate", "proxy-authenticate")


def parse_generic(case: Case, value: FieldValue) -> list[Message]:
    """The messages of a field, read without any scheme."""
    if is_challenge_field(case):
        return list(parse_challenges(value, schemes=NO_SCHEMES))
    if case["field"] in ("authorization", "proxy-authorization"):
        return [parse_credentials(value, schemes=NO_SCHEMES)]
    assert case["field"] in ("authentication-info", "proxy-authentication-info")
    return [parse_authentication_info(value, "Newauth", schemes=NO_SCHEMES)]


def described(message: Message) -> Case:
    """A generic message in the form that ``expected`` has."""
    assert isinstance(message, GenericChallenge | GenericCredentials | GenericInfo)
    params = [[name, value] for name, value in message.params.items()]
    if isinstance(message, GenericInfo):
        return {"scheme": None, "token68": None, "params": params}
    return {"scheme": message.scheme, "token68": message.token68, "params": params}


def message_class(case: Case) -> Any:
    return getattr(authheaders, case["type"])


def built(case: Case, forms: Message | None = None) -> Any:
    """The message that ``fields`` describe, its extensions in the forms of another one."""
    fields = {name: as_field(value) for name, value in case["fields"].items()}
    if "extensions" in fields:
        form = getattr(forms, "extensions", fields["extensions"]).form
        entries = [(name, value, form(name)) for name, value in fields["extensions"].items()]
        fields["extensions"] = Params(entries)
    return message_class(case)(**fields)


def as_field(value: Any) -> Any:
    """JSON has no tuples, no octets and no Params."""
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, dict) and value.keys() == {"hex"}:
        return bytes.fromhex(value["hex"])
    return Params(value) if isinstance(value, dict) else value


def check_refusal(case: Case, error: ParseError | BuildError) -> None:
    assert error.reason.value == case.get("reason", error.reason.value)
    assert error.param == case.get("param", error.param)
    if "position" in case:
        assert (error.line, error.position) == (case.get("line", 0), case["position"])


# --- the grammar


@GOOD_GRAMMAR
def test_field_reads_as_expected(case: Case) -> None:
    assert [described(message) for message in parse_generic(case, text(case))] == case["expected"]


@GOOD_GRAMMAR
def test_octets_of_a_field_read_like_its_text(case: Case) -> None:
    assert parse_generic(case, octets(case)) == parse_generic(case, text(case))


@GOOD_GRAMMAR
def test_what_is_written_reads_equal(case: Case) -> None:
    messages = parse_generic(case, text(case))
    written = [message.to_header() for message in messages]
    assert [found for line in written for found in parse_generic(case, line)] == messages


@each([case for case in GRAMMAR if not case["must_fail"] and is_challenge_field(case)])
def test_joined_challenges_read_equal(case: Case) -> None:
    challenges = parse_challenges(text(case), schemes=NO_SCHEMES)
    assert parse_challenges(join_challenges(challenges), schemes=NO_SCHEMES) == challenges


@CANONICAL_GRAMMAR
def test_generic_messages_are_written_canonically(case: Case) -> None:
    messages = parse_generic(case, text(case))
    assert [message.to_header() for message in messages] == case["canonical"]


@BAD_GRAMMAR
def test_malformed_field_is_refused(case: Case) -> None:
    with pytest.raises(ParseError) as refused:
        parse_generic(case, text(case))
    check_refusal(case, refused.value)


@BAD_GRAMMAR
def test_octets_of_a_malformed_field_are_refused_like_its_text(case: Case) -> None:
    with pytest.raises(ParseError) as of_text:
        parse_generic(case, text(case))
    with pytest.raises(ParseError) as of_octets:
        parse_generic(case, octets(case))
    assert vars(of_octets.value) == vars(of_text.value)


# --- the schemes


@GOOD_TYPED
def test_message_reads_into_its_fields(case: Case) -> None:
    message = message_class(case).parse(text(case))
    for name, value in case["fields"].items():
        assert getattr(message, name) == as_field(value), name


@GOOD_TYPED
def test_octets_of_a_message_read_like_its_text(case: Case) -> None:
    cls = message_class(case)
    assert cls.parse(octets(case)) == cls.parse(text(case))


@GOOD_TYPED
def test_message_reads_as_its_class_in_a_field(case: Case) -> None:
    message = message_class(case).parse(text(case))
    if isinstance(message, Challenge):
        assert parse_challenges(text(case)) == [message]
    elif "info" in case["field"]:
        assert parse_authentication_info(text(case), message.scheme) == message
    else:
        assert parse_credentials(text(case)) == message


@GOOD_TYPED
def test_message_is_written_canonically(case: Case) -> None:
    assert message_class(case).parse(text(case)).to_header() == case["canonical"]


@GOOD_TYPED
def test_message_built_from_its_fields_equals_the_one_read(case: Case) -> None:
    assert built(case) == message_class(case).parse(text(case))


@GOOD_TYPED
def test_message_built_from_its_fields_is_written_canonically(case: Case) -> None:
    message = message_class(case).parse(text(case))
    assert built(case, forms=message).to_header() == case["canonical"]


@GOOD_TYPED
def test_canonical_message_reads_equal(case: Case) -> None:
    cls = message_class(case)
    assert cls.parse(case["canonical"]) == cls.parse(text(case))


@BAD_TYPED
def test_malformed_message_is_refused(case: Case) -> None:
    with pytest.raises(ParseError) as refused:
        message_class(case).parse(text(case))
    check_refusal(case, refused.value)


@UNBUILDABLE
def test_message_of_bad_values_is_not_built(case: Case) -> None:
    with pytest.raises(BuildError) as refused:
        built(case)
    check_refusal(case, refused.value)


@pytest.mark.parametrize("cls", DEFAULT_SCHEMES.classes())
def test_every_class_has_cases(cls: type[Message]) -> None:
    good, bad = (
        [case for case in TYPED if case["type"] == cls.__name__ and case["must_fail"] is fails]
        for fails in (False, True)
    )
    assert good
    assert bad


# --- what an error says


def words(header: str) -> set[str]:
    """The words of a text that are longer than three characters."""
    return set(re.findall(r"[0-9A-Za-z\x80-\xff]{4,}", header))


def constants(source: str) -> Iterator[str]:
    """The string constants of a module, without its docstrings."""
    tree = ast.parse(source)
    statements = [node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)]
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node not in statements:
            yield str(node.value)


#: The words that the library itself can put into a sentence.
OWN_WORDS = {
    word
    for path in Path(authheaders.__file__).parent.rglob("*.py")
    for constant in constants(path.read_text(encoding="utf-8"))
    for word in words(constant)
}


def check_silence(case: Case, error: ParseError) -> None:
    """An error must not repeat the header: it may be logged."""
    said = words(f"{error} {error!r} {error.args!r} {error.args}")
    own = OWN_WORDS | words(repr(error.reason))
    assert not (said & words(" ".join(case["lines"]))) - own


@BAD_GRAMMAR
def test_refusal_of_a_field_holds_no_word_of_it(case: Case) -> None:
    with pytest.raises(ParseError) as refused:
        parse_generic(case, text(case))
    check_silence(case, refused.value)


@BAD_TYPED
def test_refusal_of_a_message_holds_no_word_of_it(case: Case) -> None:
    with pytest.raises(ParseError) as refused:
        message_class(case).parse(text(case))
    check_silence(case, refused.value)

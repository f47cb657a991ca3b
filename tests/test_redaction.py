# SPDX-License-Identifier: MIT
"""A secret leaves through its field and ``to_header()`` only."""

from __future__ import annotations

import base64
import copy
import pickle
import traceback
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import MESSAGES as MESSAGES_OF_CLASSES

from authheaders import (
    DEFAULT_SCHEMES,
    AuthHeaderError,
    BasicChallenge,
    BasicCredentials,
    BearerChallenge,
    BearerCredentials,
    BuildError,
    Credentials,
    DigestChallenge,
    DigestCredentials,
    DigestInfo,
    GenericChallenge,
    GenericCredentials,
    GenericInfo,
    Message,
    Params,
    ParseError,
    Schemes,
    parse_authentication_info,
    parse_challenges,
    parse_credentials,
)

if TYPE_CHECKING:
    from collections.abc import Callable

# Lower-case hex digits of an even number: it can stand everywhere, as a response too.
SECRET = "5ec2e7" * 4
DIGESTS = SECRET + "00000000"
PROOF = Params({"proof": SECRET})


def digest(**changed: Any) -> DigestCredentials:
    fields = {"username": "u", "realm": "r", "nonce": "n", "uri": "/", "response": DIGESTS}
    return DigestCredentials(**{**fields, **changed})


MESSAGES: dict[str, Message] = {
    "basic": BasicCredentials("u", SECRET),
    "bearer": BearerCredentials(SECRET),
    "digest": digest(),
    "digest with extensions": digest(extensions=PROOF),
    "digest info": DigestInfo(qop="auth", rspauth=SECRET, cnonce="c", nc="00000001"),
    "digest info with extensions": DigestInfo(extensions=PROOF),
    "generic token68": GenericCredentials("Newauth", SECRET),
    "generic params": GenericCredentials("Newauth", params={"a": SECRET, "B": SECRET}),
    "generic entries": GenericCredentials("Newauth", params=[("a", SECRET)]),
    "generic Params": GenericCredentials("Newauth", params=PROOF),
    "generic lone word": GenericCredentials(SECRET),
    "generic bare": GenericCredentials.bare("Newauth", f"1|{SECRET}"),
    "generic info": GenericInfo({"rspauth": SECRET}),
    "generic info Params": GenericInfo(PROOF),
}
PARSED: dict[str, Message] = {
    "basic": parse_credentials("Basic " + base64.b64encode(f"u:{SECRET}".encode()).decode()),
    "bearer": parse_credentials(f"Bearer {SECRET}"),
    "digest": parse_credentials(digest(extensions=PROOF).to_header()),
    "digest info": parse_authentication_info(f'rspauth="{SECRET}", proof={SECRET}', "Digest"),
    "unknown scheme": parse_credentials(f"Newauth {SECRET}"),
    "unknown scheme, params": parse_credentials(f'Newauth a="{SECRET}", B={SECRET}'),
    "lone word": parse_credentials(SECRET),
    "no schemes": parse_credentials(f"Bearer {SECRET}", schemes=Schemes()),
    "no schemes, params": parse_credentials(digest().to_header(), schemes=Schemes()),
    "class": GenericCredentials.parse(f'Newauth a="{SECRET}"'),
    "unknown info": parse_authentication_info(f'a="{SECRET}"', "Newauth"),
    "unusual text": parse_credentials(f'Newauth a="\\{SECRET}"'),
}
ALL = {**MESSAGES, **{f"parsed {name}": message for name, message in PARSED.items()}}


def copies(found: Any) -> list[Any]:
    return [found, copy.copy(found), copy.deepcopy(found), pickle.loads(pickle.dumps(found))]


def shown(found: Any) -> str:
    """Everything that prints an object."""
    return "\n".join((repr(found), str(found), format(found), f"{found} {found!r}", f"{[found]}"))


each_message = pytest.mark.parametrize("message", ALL.values(), ids=ALL)


@each_message
def test_a_secret_is_not_shown(message: Message) -> None:
    assert SECRET in message.to_header() or "Basic" in message.to_header()
    for each in copies(message):
        assert SECRET not in shown(each)
        assert "<hidden>" in shown(each)


@each_message
def test_a_secret_is_not_shown_on_the_generic_level(message: Any) -> None:
    for each in copies(message.to_generic()):
        assert SECRET not in shown(each)
        assert base64.b64encode(f"u:{SECRET}".encode()).decode() not in shown(each)


@pytest.mark.parametrize("cls", DEFAULT_SCHEMES.classes(), ids=lambda cls: cls.__name__)
@given(data=st.data())
@settings(deadline=None, max_examples=25)
def test_no_secret_field_of_any_class_is_shown(cls: Any, data: st.DataObject) -> None:
    message: Any = data.draw(MESSAGES_OF_CLASSES[cls])
    assert cls.secret_fields <= {field.name for field in fields(cls)}
    public = [getattr(message, field.name) for field in fields(cls)]
    public = [str(value) for value in public if value is not getattr(message, "extensions", None)]
    for name in cls.secret_fields:
        value = getattr(message, name)
        assert value is None or f"{name}=<hidden>" in repr(message)
        # What is a user's name too is shown as such.
        elsewhere = sum(str(value) in shown for shown in public) > 1
        assert len(str(value)) < 8 or elsewhere or str(value) not in repr(message)


@pytest.mark.parametrize("cls", DEFAULT_SCHEMES.classes(), ids=lambda cls: cls.__name__)
def test_credentials_of_every_class_have_a_secret(cls: type[Any]) -> None:
    assert cls.secret_fields or not issubclass(cls, Credentials)


def params_of(message: Any) -> list[Params]:
    """The Params that can be taken out of a message."""
    found = [message.to_generic().params]
    return [*found, message.extensions] if hasattr(message, "extensions") else found


@each_message
def test_params_taken_out_hide_their_values(message: Message) -> None:
    for taken in params_of(message):
        for params in copies(taken):
            assert SECRET not in shown(params)


CHANGES: dict[str, Callable[[Params], Params]] = {
    "including": lambda params: params.including({"x": "y"}),
    "including nothing": lambda params: params.including({}),
    "including a secret": lambda params: params.including({"proof": SECRET}),
    "included": lambda params: Params({"x": "y"}).including(params),
    "included in nothing": lambda params: Params().including(params),
    "excluding": lambda params: params.excluding("x"),
    "excluding nothing": lambda params: params.excluding(),
    "a copy": Params,
    "both": lambda params: params.including({"x": "y"}).excluding("x"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("source", ["generic params", "parsed digest", "parsed unknown info"])
def test_params_made_of_secret_params_hide_their_values(
    change: Callable[[Params], Params], source: str
) -> None:
    for taken in params_of(ALL[source]):
        for params in copies(change(taken)):
            assert SECRET not in shown(params)
            assert SECRET not in shown(GenericCredentials("Newauth", params=params))


def test_names_of_secret_params_are_shown() -> None:
    params = GenericCredentials("Newauth", params=[("a", SECRET), ("B", SECRET)]).params
    assert repr(params) == "Params({'a': <hidden>, 'B': <hidden>})"


def test_given_params_stay_as_they_are() -> None:
    given = Params({"a": "public"})
    GenericCredentials("Newauth", params=given)
    GenericInfo(given)
    assert repr(given) == "Params({'a': 'public'})"


def test_hiding_does_not_matter_for_equality() -> None:
    hidden = GenericCredentials("Newauth", params={"a": "b"}).params
    assert hidden == Params({"a": "b"})
    assert hash(hidden) == hash(Params({"a": "b"}))


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (BasicCredentials("u", SECRET), "BasicCredentials(username='u', password=<hidden>)"),
        (BearerCredentials(SECRET), "BearerCredentials(token=<hidden>)"),
        (
            digest(),
            "DigestCredentials(username='u', realm='r', nonce='n', uri='/', response=<hidden>)",
        ),
        (
            GenericCredentials("Newauth", SECRET),
            "GenericCredentials('Newauth', token68=<hidden>)",
        ),
        (
            GenericCredentials("Newauth", params={"a": SECRET}),
            "GenericCredentials('Newauth', params=Params({'a': <hidden>}))",
        ),
        (GenericInfo({"a": SECRET}), "GenericInfo(Params({'a': <hidden>}))"),
        (GenericInfo(), "GenericInfo(Params())"),
        (DigestInfo(rspauth=SECRET), "DigestInfo(rspauth=<hidden>)"),
        (DigestInfo(), "DigestInfo()"),
    ],
)
def test_credentials_show_what_is_no_secret(message: Message, expected: str) -> None:
    assert repr(message) == expected


def test_a_lone_word_is_hidden_as_it_may_be_a_token() -> None:
    assert repr(GenericCredentials(SECRET)) == "GenericCredentials(<hidden>)"
    assert repr(parse_credentials(SECRET)) == "GenericCredentials(<hidden>)"


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (BasicChallenge("r"), "BasicChallenge(realm='r')"),
        (
            BearerChallenge(realm="r", scope=("a",), extensions=Params({"x": "y"})),
            "BearerChallenge(realm='r', scope=('a',), extensions=Params({'x': 'y'}))",
        ),
        (DigestChallenge(realm="r", nonce="n"), "DigestChallenge(realm='r', nonce='n')"),
        (GenericChallenge("Newauth"), "GenericChallenge('Newauth')"),
        (GenericChallenge("Newauth", "abc="), "GenericChallenge('Newauth', token68='abc=')"),
        (
            GenericChallenge("Newauth", params={"a": "b"}),
            "GenericChallenge('Newauth', params=Params({'a': 'b'}))",
        ),
    ],
)
def test_challenges_show_their_values(message: Message, expected: str) -> None:
    for each in copies(message):
        assert repr(each) == str(each) == expected


# --- errors

#: Shapes of headers; the mark is put at every position of each, the whole being broken or not.
SHAPES = [
    "",
    "Basic QTpi",
    "Basic QTpi=",
    "Basic QQ==",
    'Basic realm="r"',
    "Basic a=b",
    "Bearer abc",
    "Bearer abc, x=y",
    "Bearer 1|abc",
    'Bearer error="a", error="b"',
    'Bearer max_age="x", scope=" "',
    'Digest realm="r", nonce="n", qop="a,"',
    'Digest username="u", realm="r", nonce="n", uri="/", response="0f"',
    f'Digest username*=x, realm="r", nonce="n", uri="/", response="{"0f" * 16}", qop=auth',
    "Newauth a=b, c",
    "Newauth\ta=b",
    'Newauth a="b',
    "Newauth a='b'",
    'Newauth a="\x00"',
    'Newauth a="\ud800"',
    "Newauth a=, b=c",
    "a=b, c=d",
    ", a",
    "é",
    'nextnonce="n", qop=auth, rspauth="x"',
]
MARK = "S3cr3tM4rk"
INSERTED = [MARK, f" {MARK} ", f'"{MARK}"', f"={MARK}", f"\n{MARK}", f"{MARK}\xe9"]


def failures(value: str) -> list[AuthHeaderError]:
    """The errors of everything that parses, for a value."""
    found: list[AuthHeaderError] = []
    calls: list[Callable[[], Any]] = [
        lambda: parse_challenges(value),
        lambda: parse_challenges(value.encode("utf-8", "surrogatepass")),
        lambda: parse_challenges(["Newauth", value]),
        lambda: parse_credentials(value),
        lambda: parse_credentials(value, schemes=Schemes()),
        lambda: parse_authentication_info(value, "Digest"),
        lambda: BasicChallenge.parse(value),
        lambda: BasicCredentials.parse(value),
        lambda: DigestCredentials.parse(value),
    ]
    for call in calls:
        try:
            call()
        except ParseError as error:
            found.append(error)
    return found


def printed(error: AuthHeaderError) -> str:
    """Everything that prints an error; the lines of the source files are not the value."""
    whole = traceback.format_exception(error)
    return "\n".join((str(error), repr(error), repr(error.args), error.expected, *whole))


@pytest.mark.parametrize("shape", SHAPES)
def test_no_error_of_parsing_holds_text_of_the_field(shape: str) -> None:
    seen = 0
    for position in range(len(shape) + 1):
        for inserted in INSERTED:
            for error in failures(shape[:position] + inserted + shape[position:]):
                seen += 1
                assert MARK not in printed(error)
    assert seen


BUILDS: dict[str, Callable[[], Any]] = {
    "colon": lambda: BasicCredentials(f"{SECRET}:", SECRET),
    "control in password": lambda: BasicCredentials("u", f"{SECRET}\n"),
    "surrogate in password": lambda: BasicCredentials("u", f"{SECRET}\ud800"),
    "no token68": lambda: BearerCredentials(f"1|{SECRET}"),
    "octets": lambda: BearerCredentials(SECRET.encode()),  # type: ignore[arg-type]
    "response": lambda: digest(response=f"{SECRET}g"),
    "username": lambda: digest(username=f"{SECRET}:"),
    "generic scheme": lambda: GenericCredentials(f"{SECRET} x"),
    "generic token68": lambda: GenericCredentials("a", f"{SECRET}|"),
    "generic bare": lambda: GenericCredentials.bare("a", f'{SECRET}"'),
    "generic value": lambda: GenericCredentials("a", params={"b": f"{SECRET}\n"}),
    "generic wide": lambda: GenericCredentials("a", params={"b": f"{SECRET}\u20ac"}),
    "params name": lambda: Params({f"{SECRET} ": "a"}),
    "both": lambda: GenericCredentials("a", SECRET, {"b": SECRET}),
    "type": lambda: BasicCredentials("u", SECRET.encode()),  # type: ignore[arg-type]
    "value type": lambda: Params({"a": SECRET.encode()}),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("build", BUILDS.values(), ids=BUILDS)
def test_no_error_of_building_holds_a_value(build: Callable[[], Any]) -> None:
    with pytest.raises((BuildError, TypeError)) as caught:
        build()
    error = caught.value
    whole = traceback.format_exception_only(error)
    for text in (str(error), repr(error), repr(error.args), *whole):
        assert SECRET not in text


def test_the_cause_of_an_error_is_not_printed() -> None:
    for value in (f'A b="{SECRET}\ud800"', f'Basic realm="{SECRET}", charset="\x00"'):
        (error, *_) = failures(value)
        assert error.__cause__ is None
        assert error.__suppress_context__ or error.__context__ is None
        assert SECRET not in printed(error)

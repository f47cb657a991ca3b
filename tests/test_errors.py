# SPDX-License-Identifier: MIT
"""What an error says: the reason, the place, the scheme, and what a server would answer."""

from __future__ import annotations

import copy
import pickle
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from authheaders import (
    AuthHeaderError,
    BasicChallenge,
    BasicCredentials,
    BearerChallenge,
    BearerCredentials,
    BuildError,
    DigestChallenge,
    DigestCredentials,
    DigestInfo,
    Form,
    GenericChallenge,
    GenericCredentials,
    GenericInfo,
    Limits,
    Params,
    ParseError,
    Reason,
    Recovered,
    VerifyError,
    parse_authentication_info,
    parse_challenges,
    parse_credentials,
    recover_challenges,
    recover_credentials,
)
from authheaders.signing import digest

if TYPE_CHECKING:
    from collections.abc import Callable

DIGEST = 'Digest realm="r", nonce="n", uri="/", response="' + "0f" * 16 + '", username="u"'
FEW = Limits(length=20, messages=1, params=1)

OFFERED = DigestChallenge(realm="a", nonce="7ypf", qop=("auth",))
ANSWER = digest.answer(OFFERED, username="u", password="p", method="GET", uri="/")


def verify(credentials: DigestCredentials = ANSWER, **changed: Any) -> None:
    """Verify an answer that is right but for what was changed."""
    right: dict[str, Any] = {
        "offered": OFFERED,
        "password": "p",
        "target": "/",
        "check_nonce": None,
    }
    digest.verify(credentials, method="GET", **(right | changed))


#: Each reason, and what provokes it.
PROVOKING: dict[Reason, Callable[[], Any]] = {
    Reason.EMPTY: lambda: parse_credentials(""),
    Reason.SCHEME_EXPECTED: lambda: parse_challenges("?"),
    Reason.SEPARATOR_EXPECTED: lambda: parse_challenges("a/b"),
    Reason.COMMA_EXPECTED: lambda: parse_challenges('Newauth a="b" c'),
    Reason.COMMA_AFTER_SCHEME: lambda: parse_challenges("Newauth, a=b"),
    Reason.SEMICOLON: lambda: parse_challenges('Newauth a="b"; c="d"'),
    Reason.SURPLUS_COMMA: lambda: parse_credentials(", Basic QTpi"),
    Reason.TAB_AFTER_SCHEME: lambda: parse_challenges("Newauth\ta=b"),
    Reason.PARAM_WITHOUT_SCHEME: lambda: parse_challenges("a=b"),
    Reason.PARAM_AFTER_TOKEN68: lambda: parse_challenges("Newauth abc, a=b"),
    Reason.VALUE_EXPECTED: lambda: parse_challenges("Newauth a=b, c="),
    Reason.STRAY_EQUALS: lambda: parse_challenges('Newauth a=="b"'),
    Reason.BARE_VALUE: lambda: parse_challenges("Newauth a=b/c"),
    Reason.BLANK_IN_VALUE: lambda: parse_challenges("Newauth a=b c"),
    Reason.SINGLE_QUOTES: lambda: parse_challenges("Newauth a='b c'"),
    Reason.TYPOGRAPHIC_QUOTES: lambda: parse_challenges("Newauth a=\u201cb\u201d"),
    Reason.BARE_TOKEN68: lambda: parse_challenges("Newauth 1|b"),
    Reason.UNCLOSED_QUOTE: lambda: parse_challenges('Newauth a="b'),
    Reason.UNESCAPED_QUOTE: lambda: parse_challenges('Newauth a="b"c""'),
    Reason.LINE_FOLD: lambda: parse_challenges("Newauth a=b,\r\n c=d"),
    Reason.CONTROL_CHARACTER: lambda: parse_challenges('Newauth a="\n"'),
    Reason.NON_ASCII: lambda: parse_challenges("\xe9"),
    Reason.DUPLICATE_PARAM: lambda: parse_challenges("Newauth a=b, A=c"),
    Reason.SECOND_MESSAGE: lambda: parse_credentials("Newauth abc, Newauth abc"),
    Reason.SCHEME_IN_INFO: lambda: parse_authentication_info("Newauth a=b", "Newauth"),
    Reason.TOO_LONG: lambda: parse_challenges("a" * 21, limits=FEW),
    Reason.TOO_MANY_MESSAGES: lambda: parse_challenges("a, b", limits=FEW),
    Reason.TOO_MANY_PARAMS: lambda: parse_challenges("a b=c, d=e", limits=FEW),
    Reason.WRONG_SCHEME: lambda: BasicChallenge.parse("Bearer"),
    Reason.MISSING_PARAM: lambda: parse_challenges("Basic"),
    Reason.MISSING_TOKEN68: lambda: parse_credentials("Bearer a=b"),
    Reason.UNEXPECTED_TOKEN68: lambda: parse_challenges("Digest abc"),
    Reason.UNEXPECTED_PARAM: lambda: parse_challenges("Negotiate a=b"),
    Reason.BAD_VALUE: lambda: parse_challenges("Bearer max_age=x"),
    Reason.BAD_BASE64: lambda: parse_credentials("Basic QTpi="),
    Reason.MISSING_COLON: lambda: parse_credentials("Basic QQ=="),
    Reason.CONFLICT: lambda: parse_credentials(f"{DIGEST}, username*=UTF-8''u"),
    Reason.WRONG_PROOF: lambda: verify(password="q"),
    Reason.STALE: lambda: verify(check_nonce=digest.NonceMint(b"0" * 16).check),
    Reason.REPLAYED: lambda: digest.CountWindow().after(1).after(1),
    Reason.WRONG_TARGET: lambda: verify(target="/other"),
    Reason.DOWNGRADED: lambda: verify(offered=replace(OFFERED, algorithm="SHA-256")),
    Reason.UNSUPPORTED: lambda: verify(replace(ANSWER, algorithm="SHA-9")),
    Reason.NOT_A_TOKEN: lambda: Params({"a b": "c"}),
    Reason.NOT_LATIN1: lambda: Params({"a": "\u20ac"}),
}

#: Reasons that strict parsing does not give, and what recovery gives them for.
FORGIVING: dict[Reason, Callable[[], Recovered[Any]]] = {
    Reason.PARAM_WITHOUT_VALUE: lambda: recover_challenges('Digest realm="a", stale, nonce="b"'),
    Reason.TOO_MANY_DEVIATIONS: lambda: recover_challenges("=," * 1000),
    Reason.SURPLUS_PADDING: lambda: recover_credentials("Basic QTpi="),
}


def test_every_reason_is_provoked_by_something() -> None:
    assert list(PROVOKING) == [reason for reason in Reason if reason not in FORGIVING]


@pytest.mark.parametrize("reason", FORGIVING, ids=lambda reason: reason.value)
def test_a_reason_of_recovery_is_given_for_what_it_says(reason: Reason) -> None:
    assert reason in [deviation.reason for deviation in FORGIVING[reason]().deviations]


@pytest.mark.parametrize("reason", PROVOKING, ids=lambda reason: reason.value)
def test_a_reason_is_given_for_what_it_says(reason: Reason) -> None:
    with pytest.raises(AuthHeaderError) as caught:
        PROVOKING[reason]()
    assert caught.value.reason is reason
    if reason in (Reason.NOT_A_TOKEN, Reason.NOT_LATIN1):
        assert type(caught.value) is BuildError
    elif list(Reason).index(reason) >= list(Reason).index(Reason.WRONG_PROOF):
        assert type(caught.value) is VerifyError
        assert caught.value.scheme == "Digest"
        assert caught.value.status_hint in (400, 401)
    else:
        assert type(caught.value) is ParseError


def test_values_of_reasons_are_words_and_unique() -> None:
    for reason in Reason:
        assert reason.value == reason.name.lower().replace("_", "-")


def refusal(call: Callable[[], Any]) -> ParseError:
    with pytest.raises(ParseError) as caught:
        call()
    return caught.value


# --- the error as an object


def test_errors_are_value_errors_of_two_kinds() -> None:
    assert issubclass(AuthHeaderError, ValueError)
    assert issubclass(ParseError, AuthHeaderError)
    assert issubclass(BuildError, AuthHeaderError)
    assert not issubclass(ParseError, BuildError)
    assert not issubclass(BuildError, ParseError)


FULL = {
    "position": 3,
    "line": 1,
    "scheme": "Basic",
    "param": "realm",
    "status_hint": 401,
}


@pytest.mark.parametrize("cls", [AuthHeaderError, ParseError, BuildError, VerifyError])
@pytest.mark.parametrize("attributes", [{}, FULL])
def test_a_copy_of_an_error_has_all_its_attributes(
    cls: type[AuthHeaderError], attributes: dict[str, Any]
) -> None:
    error = cls(Reason.EMPTY, "something", **attributes)
    copies = [copy.copy(error), copy.deepcopy(error)]
    copies += [pickle.loads(pickle.dumps(error, number)) for number in range(6)]
    for twin in copies:
        assert type(twin) is cls
        assert twin.args == error.args
        assert vars(twin) == vars(error)
        assert str(twin) == str(error)


def test_attributes_that_are_not_given_are_none() -> None:
    error = ParseError(Reason.EMPTY, "something")
    assert error.expected == "something"
    for name in FULL:
        assert getattr(error, name) is None


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({}, "expected a comma (comma-expected)"),
        ({"position": 0}, "expected a comma at position 0 (comma-expected)"),
        ({"position": 7, "line": 0}, "expected a comma at position 7 (comma-expected)"),
        (
            {"position": 7, "line": 2},
            "expected a comma at position 7 of field line 2 (comma-expected)",
        ),
        ({"scheme": "Peer", "param": "peer"}, "expected a comma (comma-expected)"),
    ],
)
def test_an_error_reads_as_one_sentence(attributes: dict[str, Any], expected: str) -> None:
    assert str(ParseError(Reason.COMMA_EXPECTED, "a comma", **attributes)) == expected


# --- where

U = "\U0001f511"

#: Lines; reason, line and position; scheme and param.
PLACES: list[tuple[Any, Reason, int, int, str | None, str | None]] = [
    ("=", Reason.STRAY_EQUALS, 0, 0, None, None),
    ("  , ?", Reason.SCHEME_EXPECTED, 0, 4, None, None),
    ("Basic realm=a, =", Reason.STRAY_EQUALS, 0, 15, "Basic", None),
    ("New/auth", Reason.SEPARATOR_EXPECTED, 0, 3, "New", None),
    ('Newauth a="b" c', Reason.COMMA_EXPECTED, 0, 14, "Newauth", "a"),
    ("Newauth abc d", Reason.COMMA_EXPECTED, 0, 12, "Newauth", None),
    ("Newauth\ta=b", Reason.TAB_AFTER_SCHEME, 0, 7, "Newauth", None),
    ("a=b", Reason.PARAM_WITHOUT_SCHEME, 0, 0, None, "a"),
    ("Newauth, a=b", Reason.COMMA_AFTER_SCHEME, 0, 9, "Newauth", "a"),
    ("Newauth abc, a=b", Reason.PARAM_AFTER_TOKEN68, 0, 13, "Newauth", "a"),
    ("Newauth a=b, c=", Reason.VALUE_EXPECTED, 0, 15, "Newauth", "c"),
    ("Newauth a=b/c", Reason.BARE_VALUE, 0, 10, "Newauth", "a"),
    ("Newauth a=b, c=d/e", Reason.BARE_VALUE, 0, 15, "Newauth", "c"),
    ("Newauth 1|b", Reason.BARE_TOKEN68, 0, 8, "Newauth", None),
    ("Other, Newauth 1|b", Reason.BARE_TOKEN68, 0, 15, "Newauth", None),
    ('Newauth a="b', Reason.UNCLOSED_QUOTE, 0, 10, "Newauth", "a"),
    ('Newauth a="b\n"', Reason.CONTROL_CHARACTER, 0, 12, "Newauth", "a"),
    ("Newauth \x7f", Reason.CONTROL_CHARACTER, 0, 8, "Newauth", None),
    ("Newauth a=\xe9", Reason.NON_ASCII, 0, 10, "Newauth", "a"),
    ("Newauth b=c, a=\xe9", Reason.NON_ASCII, 0, 15, "Newauth", "a"),
    ("Newauth a=b, A=c", Reason.DUPLICATE_PARAM, 0, 13, "Newauth", "A"),
    ("Newauth a=b, c=d, A=c", Reason.DUPLICATE_PARAM, 0, 18, "Newauth", "A"),
    ('Newauth a="\ud800"', Reason.NON_ASCII, 0, 8, "Newauth", "a"),
    ('Newauth b=c, a="\ud800"', Reason.NON_ASCII, 0, 13, "Newauth", "a"),
    # Several lines.
    (["Newauth", "="], Reason.STRAY_EQUALS, 1, 0, "Newauth", None),
    (["Newauth a=b", "", "c=d, a=e"], Reason.DUPLICATE_PARAM, 2, 5, "Newauth", "a"),
    (["Newauth a=b", "c=d/e"], Reason.BARE_VALUE, 1, 2, "Newauth", "c"),
    (["Newauth abc", "a=b"], Reason.PARAM_AFTER_TOKEN68, 1, 0, "Newauth", "a"),
    (["Other", "Newauth a=b, 1/b"], Reason.SEPARATOR_EXPECTED, 1, 14, "1", None),
    (['Newauth a="b', 'c"'], Reason.UNCLOSED_QUOTE, 0, 10, "Newauth", "a"),
    ([b"Newauth", b'Newauth a="\xc3\xa4" b'], Reason.COMMA_EXPECTED, 1, 15, "Newauth", "a"),
    # The rules of schemes.
    ("Other, Basic", Reason.MISSING_PARAM, 0, 7, "Basic", "realm"),
    ("basic charset=a", Reason.MISSING_PARAM, 0, 0, "Basic", "realm"),
    (["Other", "BASIC x=y"], Reason.MISSING_PARAM, 1, 0, "Basic", "realm"),
    ("Basic abc", Reason.UNEXPECTED_TOKEN68, 0, 6, "Basic", None),
    ("Bearer max_age=x", Reason.BAD_VALUE, 0, 15, "Bearer", "max_age"),
    (["Bearer realm=r", 'Max_Age = "x"'], Reason.BAD_VALUE, 1, 10, "Bearer", "max_age"),
    ("Basic realm=a, Bearer max_age=x", Reason.BAD_VALUE, 0, 30, "Bearer", "max_age"),
    # Positions count characters of the text that was given.
    (f'Newauth a="{U}" b', Reason.COMMA_EXPECTED, 0, 14, "Newauth", "a"),
    (f'Newauth a="{U}{U}", A=c', Reason.DUPLICATE_PARAM, 0, 16, "Newauth", "A"),
    (f'Basic realm="{U}", Bearer max_age=x', Reason.BAD_VALUE, 0, 32, "Bearer", "max_age"),
    (f'Newauth a="{U}", c=d/e', Reason.BARE_VALUE, 0, 17, "Newauth", "c"),
    (f'Newauth a="{U}"'.encode() + b" b", Reason.COMMA_EXPECTED, 0, 17, "Newauth", "a"),
]


@pytest.mark.parametrize(
    ("value", "expected"),
    [pytest.param(value, expected, id=ascii(value)) for value, *expected in PLACES],
)
def test_an_error_tells_its_place(value: Any, expected: list[Any]) -> None:
    error = refusal(lambda: parse_challenges(value))
    assert [error.reason, error.line, error.position, error.scheme, error.param] == expected
    assert error.status_hint is None


@pytest.mark.parametrize(
    ("value", "reason", "position", "param"),
    [
        ("Newauth a=b", Reason.SCHEME_IN_INFO, 0, None),
        ("a=b, Newauth", Reason.SCHEME_IN_INFO, 5, None),
        ("a=b, A=c", Reason.DUPLICATE_PARAM, 5, "A"),
        ("a=b, c=d/e", Reason.BARE_VALUE, 7, "c"),
        ("nextnonce=a, nc=1", Reason.BAD_VALUE, 16, "nc"),
        ("nextnonce=a, qop=auth", Reason.MISSING_PARAM, 0, "rspauth"),
        ("qop=auth, rspauth=0f, cnonce=a", Reason.MISSING_PARAM, 0, "nc"),
        ("", None, 0, None),
    ],
)
def test_an_error_in_an_info_tells_its_place_and_the_scheme(
    value: str, reason: Reason | None, position: int, param: str | None
) -> None:
    if reason is None:
        assert parse_authentication_info(value, "digest") == DigestInfo()
        return
    error = refusal(lambda: parse_authentication_info(value, "digest"))
    assert (error.reason, error.line, error.position) == (reason, 0, position)
    assert (error.scheme, error.param, error.status_hint) == ("Digest", param, None)


def test_an_error_in_an_info_of_no_known_scheme_has_the_scheme_that_was_given() -> None:
    assert refusal(lambda: parse_authentication_info("=", "Newauth")).scheme == "Newauth"


@pytest.mark.parametrize(
    ("value", "reason", "position", "scheme"),
    [
        ("", Reason.EMPTY, 0, None),
        (" \t", Reason.EMPTY, 0, None),
        (",", Reason.SURPLUS_COMMA, 0, None),
        ("\t, Newauth abc", Reason.SURPLUS_COMMA, 1, None),
        ("Newauth abc,", Reason.SURPLUS_COMMA, 11, "Newauth"),
        ("Newauth,", Reason.SURPLUS_COMMA, 7, "Newauth"),
        ("Newauth abc, Newauth", Reason.SECOND_MESSAGE, 13, "Newauth"),
        ("Newauth a=b, Newauth a=b", Reason.SECOND_MESSAGE, 13, "Newauth"),
        ("basic QTpi=", Reason.BAD_BASE64, 6, "Basic"),
        ("basic  QTpi=", Reason.BAD_BASE64, 7, "Basic"),
        ("Basic QQ==", Reason.MISSING_COLON, 6, "Basic"),
        ("Basic QTpiCg==", Reason.CONTROL_CHARACTER, 6, "Basic"),
        ("Basic", Reason.MISSING_TOKEN68, 0, "Basic"),
        ("Basic a=b", Reason.MISSING_TOKEN68, 0, "Basic"),
        ("bearer", Reason.MISSING_TOKEN68, 0, "Bearer"),
        ("BEARER a/b, c", Reason.SECOND_MESSAGE, 12, "Bearer"),
        ("Bearer 1|b", Reason.BARE_TOKEN68, 7, "Bearer"),
        ("digest a", Reason.UNEXPECTED_TOKEN68, 7, "Digest"),
        ("digest", Reason.MISSING_PARAM, 0, "Digest"),
        (f"{DIGEST}, nc=1", Reason.BAD_VALUE, len(DIGEST) + 5, "Digest"),
    ],
)
def test_an_error_in_credentials_tells_its_place_and_the_scheme_tried(
    value: str, reason: Reason, position: int, scheme: str | None
) -> None:
    error = refusal(lambda: parse_credentials(value))
    assert (error.reason, error.line, error.position) == (reason, 0, position)
    assert error.scheme == scheme


def test_a_second_line_of_credentials_is_the_place_of_the_error() -> None:
    error = refusal(lambda: parse_credentials(["Newauth", "Newauth"]))
    assert (error.reason, error.line, error.position) == (Reason.SECOND_MESSAGE, 1, 0)


def test_no_line_of_credentials_has_no_place() -> None:
    error = refusal(lambda: parse_credentials([]))
    assert (error.reason, error.line, error.position) == (Reason.EMPTY, None, None)


# --- parse of one class


@pytest.mark.parametrize(
    ("cls", "value", "reason", "scheme", "place"),
    [
        (BasicChallenge, "", Reason.EMPTY, None, (None, None)),
        (BasicChallenge, [], Reason.EMPTY, None, (None, None)),
        (BasicChallenge, "Bearer", Reason.WRONG_SCHEME, "Bearer", (0, 0)),
        (BasicChallenge, "bearer a=b", Reason.WRONG_SCHEME, "bearer", (0, 0)),
        (BasicChallenge, "Basic realm=a, Bearer", Reason.SECOND_MESSAGE, None, (0, 15)),
        (GenericChallenge, ["Newauth a=b", "c=d, A b"], Reason.SECOND_MESSAGE, None, (1, 5)),
        (BasicCredentials, "Bearer abc", Reason.WRONG_SCHEME, "Bearer", (0, 0)),
        (BearerChallenge, "Basic realm=r", Reason.WRONG_SCHEME, "Basic", (0, 0)),
        (BearerCredentials, "Basic QTpi", Reason.WRONG_SCHEME, "Basic", (0, 0)),
        (DigestChallenge, "Bearer", Reason.WRONG_SCHEME, "Bearer", (0, 0)),
        (DigestCredentials, "Basic QTpi", Reason.WRONG_SCHEME, "Basic", (0, 0)),
        (DigestInfo, "nc=1", Reason.BAD_VALUE, "Digest", (0, 3)),
        (GenericInfo, "A b=c", Reason.SCHEME_IN_INFO, None, (0, 0)),
    ],
)
def test_a_class_refuses_what_is_not_its_own(
    cls: Any, value: Any, reason: Reason, scheme: str | None, place: tuple[int, int]
) -> None:
    error = refusal(lambda: cls.parse(value))
    assert error.reason is reason
    assert error.scheme == scheme
    assert (error.line, error.position) == place


@pytest.mark.parametrize(
    ("cls", "generic"),
    [
        (BasicChallenge, GenericChallenge("Bearer")),
        (BasicCredentials, GenericCredentials("Bearer", "abc")),
        (BearerChallenge, GenericChallenge("Basic")),
        (BearerCredentials, GenericCredentials("Basic", "abc")),
        (DigestChallenge, GenericChallenge("Basic")),
        (DigestCredentials, GenericCredentials("Basic")),
    ],
)
def test_from_generic_refuses_another_scheme(cls: Any, generic: Any) -> None:
    assert refusal(lambda: cls.from_generic(generic)).reason is Reason.WRONG_SCHEME


# --- what a server answers


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("", 401),
        ([], 401),
        ("Basic", 401),
        ("basic QQ==", 401),
        ("BASIC !", 401),
        ("Basic QTpi,", 401),
        ("Bearer", 400),
        ("Bearer 1|b", 400),
        ("Digest", 400),
        ("Digest a", 400),
        ("Newauth a=b, a=c", 400),
        ("=", 400),
        (",", 400),
        (["Newauth", "Newauth"], 400),
        ("a" * 70_000, 400),
    ],
)
def test_malformed_credentials_hint_at_a_status(value: Any, hint: int) -> None:
    assert refusal(lambda: parse_credentials(value)).status_hint == hint


@pytest.mark.parametrize(
    ("cls", "value", "hint"),
    [
        (BasicCredentials, "", 401),
        (BasicCredentials, "Bearer abc", 401),
        (BasicCredentials, "Basic", 401),
        (BearerCredentials, "Basic QTpi", 401),
        (BearerCredentials, "Bearer", 400),
        (DigestCredentials, "Bearer abc", 401),
        (DigestCredentials, "Digest", 400),
        (GenericCredentials, "", 401),
        (GenericCredentials, "=", 400),
    ],
)
def test_malformed_credentials_of_a_class_hint_at_a_status(cls: Any, value: str, hint: int) -> None:
    assert refusal(lambda: cls.parse(value)).status_hint == hint


@pytest.mark.parametrize("value", ["Basic", "=", 'Bearer max_age="x"', "a" * 70_000])
def test_malformed_challenges_hint_at_no_status(value: str) -> None:
    assert refusal(lambda: parse_challenges(value)).status_hint is None
    assert refusal(lambda: BasicChallenge.parse(value)).status_hint is None


# --- errors of building


@pytest.mark.parametrize(
    ("build", "reason", "scheme", "param"),
    [
        (lambda: BasicCredentials("a:", "b"), Reason.BAD_VALUE, None, "username"),
        (lambda: BasicCredentials("a\t", "b"), Reason.CONTROL_CHARACTER, None, "username"),
        (lambda: BasicCredentials("a", "b\t"), Reason.CONTROL_CHARACTER, None, "password"),
        (lambda: BasicCredentials("a", "b\0"), Reason.CONTROL_CHARACTER, None, "password"),
        (lambda: BasicChallenge("\ud800"), Reason.BAD_VALUE, None, "realm"),
        (lambda: BasicChallenge("a", charset="latin1"), Reason.BAD_VALUE, None, "charset"),
        (
            lambda: BasicChallenge("a", extensions=Params({"Realm": "b"})),
            Reason.DUPLICATE_PARAM,
            None,
            "Realm",
        ),
        (lambda: BearerCredentials("1|a"), Reason.BARE_TOKEN68, None, "token"),
        (lambda: BearerChallenge(max_age=-1), Reason.BAD_VALUE, None, "max_age"),
        (lambda: BearerChallenge(max_age=10**18), Reason.BAD_VALUE, None, "max_age"),
        (lambda: BearerChallenge(scope=("a b",)), Reason.BAD_VALUE, None, "scope"),
        (lambda: BearerChallenge(error=""), Reason.BAD_VALUE, None, "error"),
        (lambda: DigestChallenge(realm="a", nonce="\u20ac"), Reason.BAD_VALUE, None, "nonce"),
        (lambda: DigestInfo(qop="auth"), Reason.MISSING_PARAM, None, "rspauth"),
        (lambda: DigestInfo(rspauth="0"), Reason.BAD_VALUE, None, "rspauth"),
        (lambda: DigestInfo(rspauth="0F"), Reason.BAD_VALUE, None, "rspauth"),
        (lambda: GenericChallenge("a b"), Reason.NOT_A_TOKEN, None, None),
        (lambda: GenericChallenge("a", "1|b"), Reason.BARE_TOKEN68, "a", None),
        (lambda: GenericChallenge("a", "b", {"c": "d"}), Reason.CONFLICT, "a", None),
        (lambda: GenericChallenge.bare("a", "b=c"), Reason.BARE_TOKEN68, "a", None),
        (lambda: Params([("a", "b"), ("A", "c")]), Reason.DUPLICATE_PARAM, None, "A"),
        (lambda: Params({"a": "\r"}), Reason.CONTROL_CHARACTER, None, "a"),
        (lambda: Params([("a", "b c", Form.TOKEN)]), Reason.NOT_A_TOKEN, None, "a"),
        (lambda: Params([("a", "b c", Form.BARE)]), Reason.BARE_VALUE, None, "a"),
        (lambda: Params([("a", "=b", Form.BARE)]), Reason.BARE_VALUE, None, "a"),
    ],
)
def test_a_build_error_tells_what_is_wrong(
    build: Callable[[], Any], reason: Reason, scheme: str | None, param: str | None
) -> None:
    with pytest.raises(BuildError) as caught:
        build()
    error = caught.value
    assert (error.reason, error.scheme, error.param) == (reason, scheme, param)
    assert (error.line, error.position, error.status_hint) == (None, None, None)

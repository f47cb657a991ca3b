# SPDX-License-Identifier: MIT
"""Recovery: what is made of each departure, and what is said of it."""

from __future__ import annotations

import copy
import itertools
import pickle
from typing import TYPE_CHECKING, Any

import pytest
import test_vectors
from test_vectors import described, each

import authheaders
from authheaders import (
    DEFAULT_SCHEMES,
    BasicChallenge,
    BasicCredentials,
    BearerChallenge,
    BearerCredentials,
    Deviation,
    DigestChallenge,
    DigestInfo,
    Form,
    GenericChallenge,
    GenericCredentials,
    GenericInfo,
    Limits,
    Message,
    Params,
    ParseError,
    Reason,
    Recovered,
    Schemes,
    parse_challenges,
    parse_credentials,
    recover_authentication_info,
    recover_challenges,
    recover_credentials,
)
from authheaders._departures import KNOWN_SCHEMES
from authheaders.registry import ROWS
from authheaders.schemes._reading import values_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from test_vectors import Case

    #: Reason, position, and True where there are two readings.
    Noted: TypeAlias = "tuple[str, int] | tuple[str, int, bool]"

NO_SCHEMES = Schemes()

#: A field line; what its challenges are written as; what was wrong with it.
SHAPES: list[tuple[str, list[str], list[Noted]]] = [
    (
        'Basic realm="a" charset="UTF-8"',
        ['Basic realm="a", charset="UTF-8"'],
        [("comma-expected", 16)],
    ),
    (
        'Digest realm="a" Basic realm="b"',
        ['Digest realm="a"', 'Basic realm="b"'],
        [("comma-expected", 17)],
    ),
    (
        'Digest realm="a" Newauth nonce="b"',
        ['Digest realm="a"', 'Newauth nonce="b"'],
        [("comma-expected", 17)],
    ),
    (
        'Negotiate abc== Basic realm="a"',
        ["Negotiate abc==", 'Basic realm="a"'],
        [("comma-expected", 16)],
    ),
    (
        'Negotiate NTLM Basic realm="a"',
        ["Negotiate", "NTLM", 'Basic realm="a"'],
        [("comma-expected", 10), ("comma-expected", 15)],
    ),
    ('Negotiate Basic realm="a"', ["Negotiate", 'Basic realm="a"'], [("comma-expected", 10)]),
    ('Newauth a=b Basic realm="c"', ["Newauth a=b", 'Basic realm="c"'], [("comma-expected", 12)]),
    ("Newauth a=b c=d", ["Newauth a=b, c=d"], [("comma-expected", 12)]),
    (
        'Digest realm="a", nonce="b" stale',
        ['Digest realm="a", nonce="b"'],
        [("comma-expected", 28, True)],
    ),
    (
        'Newauth a="b" /c, Basic realm="d"',
        ['Newauth a="b"', 'Basic realm="d"'],
        [("comma-expected", 14, True)],
    ),
    ('Newauth a="b" /c, e=f', ['Newauth a="b"'], [("comma-expected", 14, True)]),
    ('Newauth abc def, Basic realm="a"', ['Basic realm="a"'], [("comma-expected", 12, True)]),
    ('Newauth abc "def", Basic realm="a"', ['Basic realm="a"'], [("comma-expected", 12, True)]),
    ('Bearer, error="a"', ['Bearer error="a"'], [("comma-after-scheme", 8)]),
    (
        'Basic realm="a", Bearer, error="b"',
        ['Basic realm="a"', 'Bearer error="b"'],
        [("comma-after-scheme", 25)],
    ),
    (
        'Basic realm="a", Newauth, error="b"',
        ['Basic realm="a"', 'Newauth error="b"'],
        [("comma-after-scheme", 26, True)],
    ),
    (
        'Basic realm="a"; charset="UTF-8"; Newauth',
        ['Basic realm="a", charset="UTF-8"', "Newauth"],
        [("semicolon", 15), ("semicolon", 32)],
    ),
    ('Basic; realm="a"', ['Basic realm="a"'], [("semicolon", 5)]),
    ('Basic ; realm="a"', ['Basic realm="a"'], [("semicolon", 6)]),
    (';Basic realm="a";', ['Basic realm="a"'], [("semicolon", 0), ("semicolon", 16)]),
    ("Newauth a=1;b=2;c=3", ["Newauth a=1, b=2, c=3"], [("semicolon", 11), ("semicolon", 15)]),
    ("Newauth a=b/c;d=e", ['Newauth a="b/c;d=e"'], [("bare-value", 10, True)]),
    (
        "Newauth a=b/c;realm=e",
        ['Newauth a="b/c", realm="e"'],
        [("bare-value", 10), ("semicolon", 13)],
    ),
    (
        'Newauth a=http://x/;jsessionid=1;realm="e"',
        ['Newauth a="http://x/;jsessionid=1", realm="e"'],
        [("bare-value", 10, True), ("semicolon", 32)],
    ),
    ("Newauth a=b;c", ['Newauth a="b;c"'], [("bare-value", 10, True)]),
    (
        'Newauth a=1;b=;c=d/e;f="g"',
        ['Newauth a=1, c="d/e", f="g"'],
        [
            ("semicolon", 11),
            ("value-expected", 14),
            ("semicolon", 14),
            ("bare-value", 17),
            ("semicolon", 20),
        ],
    ),
    ('Newauth abc==; Basic realm="a"', ["Newauth abc==", 'Basic realm="a"'], [("semicolon", 13)]),
    ("Newauth abc;", ["Newauth abc"], [("semicolon", 11)]),
    ("Newauth a=b ;c=d", ["Newauth a=b, c=d"], [("semicolon", 12)]),
    (
        "Newauth a=b/c d; e=f",
        ['Newauth a="b/c d", e=f'],
        [("blank-in-value", 14, True), ("semicolon", 15)],
    ),
    ("Newauth\ta=b", ["Newauth a=b"], [("tab-after-scheme", 7)]),
    ("Newauth \ta=b", ["Newauth a=b"], [("tab-after-scheme", 8)]),
    ("Newauth\tabc", ["Newauth abc"], [("tab-after-scheme", 7)]),
    ("Newauth\tabc def", [], [("tab-after-scheme", 7), ("comma-expected", 12, True)]),
    ("Basic realm='a b'", ['Basic realm="a b"'], [("single-quotes", 12)]),
    ("Basic realm='a@b', Newauth", ['Basic realm="a@b"', "Newauth"], [("single-quotes", 12)]),
    (
        "Basic realm='Acme, Inc. portal', Newauth",
        ['Basic realm="Acme, Inc. portal"', "Newauth"],
        [("single-quotes", 12, True)],
    ),
    (
        "Basic realm='a b' charset=UTF-8",
        ['Basic realm="a b", charset=UTF-8'],
        [("single-quotes", 12), ("comma-expected", 18)],
    ),
    (
        "Basic realm='a b'c, Newauth",
        ["Basic realm=\"'a b'c\"", "Newauth"],
        [("blank-in-value", 15, True)],
    ),
    (
        "Basic realm='a b, Newauth",
        ['Basic realm="\'a b"', "Newauth"],
        [("blank-in-value", 15, True)],
    ),
    ('Basic realm="a', ['Basic realm="a"'], [("unclosed-quote", 12, True)]),
    ('Newauth a=b, Basic realm="a, Newauth c="d', ["Newauth a=b"], [("unescaped-quote", 40, True)]),
    ('Newauth a="b\\', ['Newauth a="b"'], [("unclosed-quote", 10, True)]),
    (
        "Basic realm=a/b, Newauth a=http://x/y?z=1&w=2",
        ['Basic realm="a/b"', 'Newauth a="http://x/y?z=1&w=2"'],
        [("bare-value", 12), ("bare-value", 27)],
    ),
    ("Newauth a=u@example.org", ['Newauth a="u@example.org"'], [("bare-value", 10)]),
    (
        "Newauth a=b, a=c, A=b, d=e",
        ["Newauth a=b, d=e"],
        [("duplicate-param", 13, True), ("duplicate-param", 18)],
    ),
    ('Digest realm=="a", nonce=b', ['Digest realm="a", nonce=b'], [("stray-equals", 13)]),
    ("Newauth a=b, c==d, e=f", ["Newauth a=b, c=d, e=f"], [("stray-equals", 15)]),
    ("Newauth a=b, c==, e=f", ["Newauth a=b, e=f"], [("stray-equals", 15)]),
    ("Newauth a=b, =c, d=e", ["Newauth a=b, d=e"], [("stray-equals", 13)]),
    ("Newauth =", ["Newauth ="], [("bare-token68", 8)]),
    ("Newauth a=b, c=, d=e", ["Newauth a=b, d=e"], [("value-expected", 15)]),
    ("Newauth a=, b=c", ["Newauth b=c"], [("value-expected", 10, True)]),
    ("Newauth realm=, b=c", ["Newauth b=c"], [("value-expected", 14, True)]),
    ("Newauth abc=, b=c", ["Newauth abc="], [("param-after-token68", 14, True)]),
    ("Newauth abcd, b=c", ["Newauth abcd"], [("param-after-token68", 14, True)]),
    (
        'Newauth abc==, b=c, d=e, Basic realm="a"',
        ["Newauth abc==", 'Basic realm="a"'],
        [("param-after-token68", 15, True)],
    ),
    ("Newauth a= b=c", ['Newauth a="b=c"'], [("bare-value", 11)]),
    ("Newauth a = , b=c", ["Newauth b=c"], [("value-expected", 12)]),
    ("Newauth a = ", ["Newauth"], [("value-expected", 12)]),
    (
        'Digest realm="a", stale, nonce="b"',
        ['Digest realm="a", nonce="b"'],
        [("param-without-value", 18)],
    ),
    (
        'Digest realm="a", stale, userhash, nonce="b"',
        ['Digest realm="a", nonce="b"'],
        [("param-without-value", 18), ("param-without-value", 25)],
    ),
    ("stale, a=b", ["stale a=b"], [("comma-after-scheme", 7)]),
    ("Newauth a=\xe9, b=c", ['Newauth a="\xe9", b=c'], [("non-ascii", 10)]),
    ('New\xe9 a=b, Basic realm="a"', ['Basic realm="a"'], [("non-ascii", 3, True)]),
    ('Newauth a\xe9=b, Basic realm="a"', ['Basic realm="a"'], [("non-ascii", 9, True)]),
    ('Newauth ab\xe9, Basic realm="a"', ['Basic realm="a"'], [("non-ascii", 10, True)]),
    ('New/auth a=b, c=d, Basic realm="e"', ['Basic realm="e"'], [("separator-expected", 3, True)]),
    ('"Newauth" a=b, c=d, Basic realm="e"', ['Basic realm="e"'], [("scheme-expected", 0, True)]),
    (
        'Newauth a=b, ???, c=d, Basic realm="e"',
        ["Newauth a=b", 'Basic realm="e"'],
        [("scheme-expected", 13, True)],
    ),
    ('a=b, c=d, Basic realm="e"', ['Basic realm="e"'], [("param-without-scheme", 0, True)]),
    ('Newauth a="b"c, d=e, Basic realm="f"', ['Basic realm="f"'], [("unescaped-quote", 13, True)]),
    (
        'Newauth a="say "hi" there", Basic realm="f"',
        ['Basic realm="f"'],
        [("unescaped-quote", 16, True)],
    ),
    (
        'Newauth a="say "hi, Basic realm="evil" there", Basic realm="f"',
        [],
        [("unescaped-quote", 16, True)],
    ),
    ('Newauth a="b""c", Basic realm="f"', ['Basic realm="f"'], [("unescaped-quote", 13, True)]),
    ('Newauth a=b"c", Basic realm="f"', ['Basic realm="f"'], [("comma-expected", 11, True)]),
    ('Newauth a="b" "c", Basic realm="f"', ['Basic realm="f"'], [("comma-expected", 14, True)]),
    ('Newauth "abc", b=c, Basic realm="f"', ['Basic realm="f"'], [("scheme-expected", 8, True)]),
    ("Newauth a==b", ["Newauth a==b"], [("bare-token68", 8)]),
    ("Newauth realm==b", ['Newauth realm="b"'], [("stray-equals", 14)]),
    ('Newauth 1|b, Basic realm="f"', ["Newauth 1|b", 'Basic realm="f"'], [("bare-token68", 8)]),
    ("Newauth a b, c=d", [], [("comma-expected", 10, True)]),
    ("Basic realm: x", [], [("comma-expected", 13, True)]),
    (
        'Basic realm="Trino", token_type="JWT", Bearer x="y" Negotiate',
        ['Basic realm="Trino", token_type="JWT"', 'Bearer x="y"', "Negotiate"],
        [("comma-expected", 52)],
    ),
    ('Newauth a="b\x00", c=d, Basic realm="e"', ['Basic realm="e"'], [("control-character", 12)]),
    (
        'Newauth a=b\x00c, d=e, Basic realm="f"',
        ['Basic realm="f"'],
        [("control-character", 11, True)],
    ),
    ('Newauth \x00, Basic realm="f"', ['Basic realm="f"'], [("control-character", 8, True)]),
    ('Newauth a="\\\x01", Basic realm="f"', ['Basic realm="f"'], [("control-character", 12)]),
    ('Newauth a="b\x00', [], [("control-character", 12)]),
    ('Digest\r\n  realm="a",\r\n\tnonce="b"', ['Digest realm="a", nonce="b"'], [("line-fold", 6)]),
    ('Newauth a="b\r\n c"', ['Newauth a="b   c"'], [("line-fold", 12)]),
    ("Newauth a=b\r\nX: y", [], [("control-character", 11, True)]),
    ('Newauth a="\ud800", Basic realm="f"', ['Basic realm="f"'], [("non-ascii", 8)]),
    (
        "Basic realm=\u201ca, b\u201d, Newauth",
        ['Basic realm="a, b"', "Newauth"],
        [("typographic-quotes", 12, True)],
    ),
    (
        "Basic realm=\xe2\x80\x9ca \xe2\x80\x93 b\xe2\x80\x9d",
        ['Basic realm="a \xe2\x80\x93 b"'],
        [("typographic-quotes", 12)],
    ),
    ("Basic realm=\x93a\x94", ['Basic realm="a"'], [("typographic-quotes", 12)]),
    (
        "Basic realm=\u2018a\u2019 charset=UTF-8",
        ['Basic realm="a", charset=UTF-8'],
        [("typographic-quotes", 12), ("comma-expected", 16)],
    ),
    ("Basic realm=\u201ca, Newauth b=c", [], [("typographic-quotes", 12, True)]),
    ('Basic realm=\u201ca"b\u201d, Newauth', [], [("typographic-quotes", 12, True)]),
    ('Newauth \u201ca\u201d, Basic realm="f"', ['Basic realm="f"'], [("non-ascii", 8, True)]),
    ("Basic \u201crealm\u201d=a, Newauth", ["Newauth"], [("non-ascii", 6, True)]),
    (
        "Newauth a=b=c, d=e==",
        ['Newauth a="b=c", d="e=="'],
        [("bare-value", 10), ("bare-value", 17)],
    ),
    (
        "Newauth a=The Bearer token expired, b=c",
        ['Newauth a="The Bearer token expired", b=c'],
        [("blank-in-value", 14, True)],
    ),
    ("Newauth a=b Negotiate", ['Newauth a="b Negotiate"'], [("blank-in-value", 12, True)]),
    (
        'Newauth title="Login to "apps"", Basic realm="simple"',
        ['Basic realm="simple"'],
        [("unescaped-quote", 25, True)],
    ),
    ("Passport1.4 a=b,prompt,c=d", ["Passport1.4 a=b, c=d"], [("param-without-value", 16, True)]),
    (
        'Newauth a="b" Negotiate, c=d',
        ['Newauth a="b"', "Negotiate c=d"],
        [("comma-expected", 14), ("comma-after-scheme", 25)],
    ),
    ("negotiate, prompt, a=b", ["negotiate", "prompt a=b"], [("comma-after-scheme", 19, True)]),
    ('Newauth a="b" \x00', [], [("control-character", 14, True)]),
    ('Newauth a="b" c"', [], [("comma-expected", 14, True)]),
    ('Newauth a="b" /c"', [], [("comma-expected", 14, True)]),
    ('Newauth a="b" ; c=d', ['Newauth a="b", c=d'], [("semicolon", 14)]),
    ("Newauth a=b\tc", ['Newauth a="b\tc"'], [("blank-in-value", 12, True)]),
    ("Newauth a=b c;", ['Newauth a="b c"'], [("blank-in-value", 12, True), ("semicolon", 13)]),
    ('Newauth a=b c"d"', [], [("comma-expected", 13, True)]),
    ('Newauth a="b', ['Newauth a="b"'], [("unclosed-quote", 10, True)]),
    (" ;, Newauth", ["Newauth"], [("semicolon", 1)]),
    ("Newauth abc /d", [], [("comma-expected", 12, True)]),
    ('Newauth abc"d"', [], [("comma-expected", 11, True)]),
    ("Newauth 1|b c=d", [], [("comma-expected", 12, True)]),
    (
        "Newauth abc c=d",
        ["Newauth abc"],
        [("comma-expected", 12, True), ("param-after-token68", 12, True)],
    ),
    ("Newauth =\x00, a=b", [], [("control-character", 9)]),
    ("Newauth a=b, =\x00, c=d", ["Newauth a=b"], [("stray-equals", 13)]),
    ("Newauth a=\x00", [], [("control-character", 10)]),
    ('Newauth\t"a"', [], [("tab-after-scheme", 7), ("scheme-expected", 8, True)]),
    ('Newauth a="b", a="\ud800"', ['Newauth a="b"'], [("duplicate-param", 15, True)]),
    (
        'Newauth a=\u201c\ud800\u201d, Basic realm="f"',
        ['Basic realm="f"'],
        [("non-ascii", 8), ("typographic-quotes", 10)],
    ),
    ("Newauth a=\x93b\x93", ['Newauth a="b"'], [("typographic-quotes", 10)]),
    ('Newauth a="b" \xe9', ['Newauth a="b"'], [("non-ascii", 14, True)]),
]


#: Where strict parsing must take a word for a scheme.
OTHERWISE_STRICT = [
    line for line, _, notes in SHAPES if "param-without-value" in [note[0] for note in notes]
] + ["Basic realm='Acme, Inc. portal', Newauth"]


def noted(deviations: tuple[Deviation, ...]) -> list[tuple[Any, ...]]:
    return [
        (found.reason.value, found.position, True)
        if found.ambiguous
        else (found.reason.value, found.position)
        for found in deviations
    ]


@pytest.mark.parametrize(
    ("line", "written", "expected"), [pytest.param(*shape, id=ascii(shape[0])) for shape in SHAPES]
)
def test_a_line_is_recovered_as_it_is_meant(
    line: str, written: list[str], expected: list[Noted]
) -> None:
    messages, deviations = recover_challenges(line, schemes=NO_SCHEMES)
    assert [message.to_header() for message in messages] == written
    assert noted(deviations) == expected


@pytest.mark.parametrize("line", [shape[0] for shape in SHAPES], ids=ascii)
def test_octets_are_recovered_like_text(line: str) -> None:
    if max(line) <= "\xff":
        octets = line.encode("latin-1")
        assert recover_challenges(octets) == recover_challenges(line)


@pytest.mark.parametrize("line", [shape[0] for shape in SHAPES], ids=ascii)
def test_what_strict_parsing_says_is_among_the_deviations(line: str) -> None:
    with pytest.raises(ParseError) as refused:
        parse_challenges(line, schemes=NO_SCHEMES)
    error = refused.value
    found = {
        (deviation.reason, deviation.position, deviation.line, deviation.expected)
        for deviation in recover_challenges(line, schemes=NO_SCHEMES).deviations
    }
    if error.reason is Reason.PARAM_AFTER_TOKEN68 or line in OTHERWISE_STRICT:
        return
    assert (error.reason, error.position, error.line, error.expected) in found


# --- the corpus


def recovered(case: Case) -> Recovered[Any]:
    """The field of a case, read without any scheme."""
    value = test_vectors.text(case)
    if test_vectors.is_challenge_field(case):
        return recover_challenges(value, schemes=NO_SCHEMES)
    if case["field"] in ("authorization", "proxy-authorization"):
        return recover_credentials(value, schemes=NO_SCHEMES)
    return recover_authentication_info(value, "Newauth", schemes=NO_SCHEMES)


LENIENT = [case for case in test_vectors.GRAMMAR if case.get("lenient_expected") is not None]
#: An empty value is left out, and an unclosed quote kept, in all of the other cases.
OTHERWISE = {"abbot-01", "aiohttp-08"}


def test_the_corpus_has_cases_for_recovery() -> None:
    assert {case["lenient_confidence"] for case in LENIENT} == {"high", "medium", "low"}


@each([case for case in LENIENT if case["id"] not in OTHERWISE])
def test_a_case_of_the_corpus_is_recovered_as_is_thought_right(case: Case) -> None:
    messages, deviations = recovered(case)
    assert [described(message) for message in messages] == case["lenient_expected"]
    assert deviations


@each([case for case in test_vectors.GRAMMAR if not case["must_fail"]])
def test_a_valid_field_has_no_deviation(case: Case) -> None:
    messages, deviations = recovered(case)
    assert [described(message) for message in messages] == case["expected"]
    assert deviations == ()


@each([case for case in test_vectors.GRAMMAR if case["must_fail"]])
def test_a_malformed_field_has_deviations(case: Case) -> None:
    assert recovered(case).deviations


@each(test_vectors.TYPED)
def test_a_case_of_a_scheme_has_deviations_if_it_is_refused(case: Case) -> None:
    if not case["lines"]:
        return
    value = test_vectors.text(case)
    parse: Callable[..., Any]
    recover: Callable[..., Recovered[Any]]
    if test_vectors.is_challenge_field(case):
        parse, recover = parse_challenges, recover_challenges
    elif "info" in case["field"]:
        scheme = test_vectors.message_class(case).scheme
        scheme = scheme if isinstance(scheme, str) else test_vectors.message_class(case).schemes[0]
        parse = lambda value: [authheaders.parse_authentication_info(value, scheme)]  # noqa: E731
        recover = lambda value: recover_authentication_info(value, scheme)  # noqa: E731
    else:
        parse, recover = lambda value: [parse_credentials(value)], recover_credentials
    try:
        messages = parse(value)
    except ParseError:
        assert recover(value).deviations
    else:
        assert recover(value) == (tuple(messages), ())


# --- schemes


def test_the_well_known_example() -> None:
    messages, deviations = recover_challenges(["Basic; realm=\u201dDocuments\u201d", "Mutual"])
    assert messages[0] == BasicChallenge("Documents")
    assert [type(messages[1]), messages[1].scheme] == [GenericChallenge, "Mutual"]
    assert noted(deviations[:2]) == [("semicolon", 5), ("typographic-quotes", 13)]
    assert [(found.line, found.scheme) for found in deviations[:2]] == [(0, "Basic")] * 2


def test_the_example_of_rfc_9635_has_three_parameters() -> None:
    line = "GNAP as_uri=https://as.example/tx;access=FWWIKYBQ6U56NL1;referrer=https://rs.example"
    (challenge,), deviations = recover_challenges(line, schemes=NO_SCHEMES)
    assert challenge.to_generic().params == {
        "as_uri": "https://as.example/tx",
        "access": "FWWIKYBQ6U56NL1",
        "referrer": "https://rs.example",
    }
    assert [found.reason.value for found in deviations] == [
        "bare-value",
        "semicolon",
        "semicolon",
        "bare-value",
    ]


@pytest.mark.parametrize(
    ("line", "written", "reason", "position", "param"),
    [
        ("Basic", "Basic", Reason.MISSING_PARAM, 0, "realm"),
        ('Basic charset="UTF-8"', 'Basic charset="UTF-8"', Reason.MISSING_PARAM, 0, "realm"),
        ("Basic realm", "Basic realm", Reason.UNEXPECTED_TOKEN68, 6, None),
        ('Digest realm="a"', 'Digest realm="a"', Reason.MISSING_PARAM, 0, "nonce"),
        ('Bearer Max_Age="x"', 'Bearer Max_Age="x"', Reason.BAD_VALUE, 15, "max_age"),
    ],
)
def test_a_challenge_that_its_scheme_refuses_comes_back_generic(
    line: str, written: str, reason: Reason, position: int, param: str | None
) -> None:
    (challenge,), (deviation,) = recover_challenges(line)
    assert type(challenge) is GenericChallenge
    assert challenge.to_header() == written
    assert (deviation.reason, deviation.position, deviation.line) == (reason, position, 0)
    assert (deviation.scheme, deviation.param) == (line.split()[0], param)
    assert not deviation.ambiguous


def test_what_a_scheme_refuses_on_another_line_has_its_place() -> None:
    _, (deviation,) = recover_challenges(["Newauth", "Bearer realm=a", "x=y, max_age=z"])
    assert (deviation.line, deviation.position) == (2, 13)


def test_deviations_from_the_grammar_come_first() -> None:
    _, deviations = recover_challenges(["Basic charset=x", "Newauth a=b/c; d=e"])
    assert [(found.reason.value, found.line) for found in deviations] == [
        ("bare-value", 1),
        ("semicolon", 1),
        ("missing-param", 0),
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Bearer scope=read:data", BearerChallenge(scope=("read:data",))),
        ("Bearer, error=invalid_token", BearerChallenge(error="invalid_token")),
        ("Digest realm='a b', nonce=x/y", DigestChallenge(realm="a b", nonce="x/y")),
        ("Basic realm=\xc3\xa4", BasicChallenge("\xe4")),
        ("Basic realm=\u20ac", BasicChallenge("\u20ac")),
        ('Basic realm="a", realm="b"', BasicChallenge("a")),
    ],
)
def test_a_mended_challenge_is_read_by_its_class(line: str, expected: Message) -> None:
    assert recover_challenges(line).messages == (expected,)


def test_text_that_a_scheme_takes_unquoted_is_no_deviation() -> None:
    class Odd(GenericChallenge):
        __slots__ = ()
        scheme = "Odd"
        takes_bare_runs = True

    schemes = NO_SCHEMES.including(Odd)
    (odd, other), (deviation,) = recover_challenges("Odd a=b/c;d=e, Other a=b/c", schemes=schemes)
    assert isinstance(odd, Odd)
    assert odd.to_header() == "Odd a=b/c;d=e"
    assert other.to_header() == 'Other a="b/c"'
    assert noted((deviation,)) == [("bare-value", 23)]
    (odd, _), (deviation,) = recover_challenges("Odd 1|b, Other 1|b", schemes=schemes)
    assert odd.to_header() == "Odd 1|b"
    assert deviation.position == 15
    (odd,), (deviation,) = recover_challenges("Odd a=b/c d=e/f", schemes=schemes)
    assert odd.to_header() == "Odd a=b/c, d=e/f"
    assert noted((deviation,)) == [("comma-expected", 10)]


def test_text_that_a_scheme_takes_unquoted_elsewhere_is_put_into_quotes() -> None:
    class Odd(BasicChallenge):
        __slots__ = ()
        scheme = "Odd"
        takes_bare_runs = True

        @classmethod
        def _from_raw(cls, raw: Any) -> Any:
            values_of(raw, "Odd", ("realm",), bare=("realm",))
            return GenericChallenge._from_raw(raw)

    schemes = NO_SCHEMES.including(Odd)
    (odd,), deviations = recover_challenges("Odd realm=a/b, C=d/e, f=g/h", schemes=schemes)
    assert odd.to_generic().params.entries() == [
        ("realm", "a/b", Form.BARE),
        ("C", "d/e", Form.QUOTED),
        ("f", "g/h", Form.QUOTED),
    ]
    assert noted(deviations) == [("bare-value", 17), ("bare-value", 24)]
    # Of what the scheme refuses nothing stays unquoted.
    (odd,), deviations = recover_challenges("Odd Realms=a/b", schemes=schemes)
    assert odd.to_header() == 'Odd Realms="a/b"'
    assert noted(deviations) == [("missing-param", 0)]


# --- credentials and info


@pytest.mark.parametrize(
    ("value", "expected", "notes"),
    [
        ("Basic QTpi====", BasicCredentials("A", "b"), [("surplus-padding", 6)]),
        ("Basic QTo===", BasicCredentials("A", ""), [("surplus-padding", 6)]),
        ("Basic QQ===", GenericCredentials("Basic", "QQ==="), [("bad-base64", 6)]),
        ("Basic QTp", GenericCredentials("Basic", "QTp"), [("bad-base64", 6)]),
        ("Basic QQ==", GenericCredentials("Basic", "QQ=="), [("missing-colon", 6)]),
        (",Basic QTpi", BasicCredentials("A", "b"), [("surplus-comma", 0)]),
        ("Basic QTpi ,", BasicCredentials("A", "b"), [("surplus-comma", 11)]),
        (", Bearer a ,", BearerCredentials("a"), [("surplus-comma", 0), ("surplus-comma", 11)]),
        ("Bearer\ta", BearerCredentials("a"), [("tab-after-scheme", 6)]),
        ("Bearer a;", BearerCredentials("a"), [("semicolon", 8)]),
        ("Bearer 1|b", GenericCredentials.bare("Bearer", "1|b"), [("bare-token68", 7)]),
        (
            "Newauth a='b c'",
            GenericCredentials("Newauth", params={"a": "b c"}),
            [("single-quotes", 10)],
        ),
        (
            "Newauth a=b, word",
            GenericCredentials("Newauth", params={"a": "b"}),
            [("param-without-value", 13)],
        ),
        (
            "Newauth a=b, a=c",
            GenericCredentials("Newauth", params={"a": "b"}),
            [("duplicate-param", 13, True)],
        ),
        (
            "Newauth a=b, =c",
            GenericCredentials("Newauth", params={"a": "b"}),
            [("stray-equals", 13)],
        ),
        ("Bearer", GenericCredentials("Bearer"), [("missing-token68", 0)]),
        (
            "Newauth abc, Newauth abc",
            GenericCredentials("Newauth", "abc"),
            [("second-message", 13, True)],
        ),
        (["Newauth a", "Newauth a"], GenericCredentials("Newauth", "a"), [("second-message", 0)]),
    ],
)
def test_credentials_are_recovered(value: Any, expected: Message, notes: list[Noted]) -> None:
    messages, deviations = recover_credentials(value)
    assert messages == (expected,)
    assert noted(deviations) == notes
    assert {found.status_hint for found in deviations} == {
        401 if expected.scheme == "Basic" else 400
    } or value[0] == ","


@pytest.mark.parametrize(
    ("value", "reasons"),
    [
        ("", ["empty"]),
        ([], ["empty"]),
        (",", ["surplus-comma"]),
        ("Newauth abc, Other abc", ["second-message"]),
        ("Newauth a=b, Basic QTpi", ["second-message"]),
        ("Newauth a=b, Basic", ["second-message"]),
        ("Newauth abc, word", ["second-message"]),
        (["Newauth a", "Newauth b"], ["second-message"]),
        (["Newauth a", ""], ["second-message"]),
        ("Newauth a b", ["comma-expected"]),
        ("Newauth abc, a=b", ["param-after-token68"]),
        ("Newauth a=b, ???", ["scheme-expected"]),
        ('Newauth a="b"c', ["unescaped-quote"]),
        ("Newauth a=b\0", ["control-character"]),
        ("???, Basic QTpi", ["scheme-expected"]),
    ],
)
def test_credentials_that_may_be_read_otherwise_are_none(value: Any, reasons: list[str]) -> None:
    messages, deviations = recover_credentials(value)
    assert messages == ()
    assert [found.reason.value for found in deviations] == reasons


def test_a_deviation_of_credentials_tells_what_was_tried_and_what_to_answer() -> None:
    _, (deviation,) = recover_credentials("basic QQ==")
    assert (deviation.scheme, deviation.status_hint) == ("Basic", 401)
    _, (deviation,) = recover_credentials("newauth a b")
    assert (deviation.scheme, deviation.status_hint) == ("newauth", 400)
    _, (deviation,) = recover_credentials("")
    assert (deviation.scheme, deviation.status_hint) == (None, 401)


@pytest.mark.parametrize(
    ("value", "params", "notes"),
    [
        ('Newauth a="b", c=d', {"a": "b", "c": "d"}, [("scheme-in-info", 0)]),
        ("Newauth, a=b", {"a": "b"}, [("scheme-in-info", 0)]),
        ("a=b, word, c=d", {"a": "b", "c": "d"}, [("scheme-in-info", 5, True)]),
        ("a=b, Other c=d, e=f", {"a": "b"}, [("scheme-in-info", 5, True)]),
        ("a=b, c=", {"a": "b"}, [("value-expected", 7)]),
        ("a=b; c='d e'", {"a": "b", "c": "d e"}, [("semicolon", 3), ("single-quotes", 7)]),
        ("abc=", {}, [("value-expected", 4)]),
        ("a=b, ???, c=d", {"a": "b"}, [("scheme-expected", 5, True)]),
    ],
)
def test_info_is_recovered(value: str, params: dict[str, str], notes: list[Noted]) -> None:
    (message,), deviations = recover_authentication_info(value, "Newauth")
    assert message == GenericInfo(params)
    assert noted(deviations) == notes
    assert {found.scheme for found in deviations} == {"Newauth"} or "???" in value


def test_info_is_read_by_its_class() -> None:
    messages, deviations = recover_authentication_info("Digest nextnonce=a/b", "digest")
    assert messages == (DigestInfo(nextnonce="a/b"),)
    assert [found.scheme for found in deviations] == ["Digest", "Digest"]


def test_info_that_its_scheme_refuses_comes_back_generic() -> None:
    (message,), (deviation,) = recover_authentication_info("nextnonce=a, nc=1", "Digest")
    assert message == GenericInfo({"nextnonce": "a", "nc": "1"})
    assert noted((deviation,)) == [("bad-value", 16)]
    (message,), (deviation,) = recover_authentication_info("qop=auth", "Digest")
    assert noted((deviation,)) == [("missing-param", 0)]


def test_info_with_a_control_character_is_none() -> None:
    assert recover_authentication_info('a="\0"', "Newauth").messages == ()


# --- lines and limits


def test_an_unclosed_quote_ends_with_its_line() -> None:
    messages, (deviation,) = recover_challenges(['Newauth a="b', 'Basic realm="c"'])
    assert [message.to_header() for message in messages] == ['Newauth a="b"', 'Basic realm="c"']
    assert (deviation.line, deviation.position) == (0, 10)


def test_a_parameter_on_the_next_line_belongs_to_the_open_challenge() -> None:
    messages, deviations = recover_challenges(["Digest realm=a; ", "nonce=b/c", "Newauth, a=b"])
    assert messages[0] == DigestChallenge(realm="a", nonce="b/c")
    assert messages[1] == GenericChallenge("Newauth", params={"a": "b"})
    assert [found.line for found in deviations] == [0, 1, 2]


def test_a_word_on_a_line_of_its_own_is_a_parameter_without_value() -> None:
    (challenge,), (deviation,) = recover_challenges(["Digest realm=a", "stale", "nonce=b"])
    assert challenge == DigestChallenge(realm="a", nonce="b")
    assert (deviation.reason, deviation.line) == (Reason.PARAM_WITHOUT_VALUE, 1)
    assert (deviation.scheme, deviation.param) == ("Digest", "stale")


def test_an_empty_value_at_the_end_of_a_line_has_its_place() -> None:
    (challenge,), (deviation,) = recover_challenges(["Newauth a=", "b=c"])
    assert challenge.to_header() == "Newauth b=c"
    assert (deviation.reason, deviation.line, deviation.position) == (Reason.VALUE_EXPECTED, 0, 10)


def test_lines_beyond_the_length_are_left_out_whole() -> None:
    lines = ['Basic realm="a"', 'Basic realm="b"', "Newauth"]
    messages, (deviation,) = recover_challenges(lines, limits=Limits(length=20))
    assert messages == (BasicChallenge("a"),)
    assert (deviation.reason, deviation.line, deviation.position) == (Reason.TOO_LONG, None, None)
    assert recover_challenges(lines[0], limits=Limits(length=14)).messages == ()
    assert recover_credentials("Bearer a", limits=Limits(length=7)).messages == ()
    info = recover_authentication_info(["a=b", "c=d"], "Newauth", limits=Limits(length=5))
    assert info.messages == (GenericInfo({"a": "b"}),)


def test_challenges_beyond_their_number_are_left_out() -> None:
    messages, deviations = recover_challenges("A, B; C, D", limits=Limits(messages=2))
    assert [message.scheme for message in messages] == ["A", "B"]
    assert noted(deviations) == [("semicolon", 4), ("too-many-messages", 6)]
    assert recover_challenges(["A, B", "C"], limits=Limits(messages=1)).messages != ()
    assert recover_credentials("A", limits=Limits(messages=0)).messages == ()


def test_a_challenge_of_too_many_parameters_is_left_out() -> None:
    messages, deviations = recover_challenges(
        "A a=1, B a=1, b=2, c=3, d=4, C a=1", limits=Limits(params=2)
    )
    assert [message.scheme for message in messages] == ["A", "C"]
    assert noted(deviations) == [("too-many-params", 19)]
    assert recover_credentials("A a=1, b=2", limits=Limits(params=1)).messages == ()


def test_what_departs_too_often_is_not_read_to_its_end() -> None:
    messages, deviations = recover_challenges(["Newauth", "=," * 1000, "Other"])
    assert [message.scheme for message in messages] == ["Newauth"]
    assert len(deviations) == 258
    assert deviations[-1].reason is Reason.TOO_MANY_DEVIATIONS
    assert deviations[-1].line == 1
    assert recover_credentials("Newauth a=b, " + "=," * 1000).messages == ()


def test_lines_that_come_once_are_read() -> None:
    assert recover_challenges(iter(["Newauth a=b/c"])).messages != ()
    assert recover_credentials(iter(["Newauth a=b/c"])).messages != ()
    assert recover_authentication_info(iter(["a=b/c"]), "Newauth").messages != ()
    assert recover_challenges(iter(["Newauth"])) == ((GenericChallenge("Newauth"),), ())


def test_lines_without_end_are_cut() -> None:
    recovered = recover_challenges(itertools.repeat('Basic realm="x"'), limits=Limits(length=100))
    assert len(recovered.messages) == 6
    assert recovered.deviations[0].reason is Reason.TOO_LONG


@pytest.mark.parametrize("value", [None, 5, {"a": "b"}, bytearray(b"A"), [None], ["A", 5]])
def test_what_is_no_text_is_a_type_error(value: Any) -> None:
    for recover in (recover_challenges, recover_credentials):
        with pytest.raises(TypeError):
            recover(value)
    with pytest.raises(TypeError):
        recover_authentication_info(value, "Newauth")
    with pytest.raises(TypeError):
        recover_authentication_info("a=b", value)


# --- the objects

DEVIATION = Deviation(
    Reason.BARE_VALUE,
    "a token",
    position=3,
    line=1,
    scheme="Newauth",
    param="peer",
    status_hint=400,
    ambiguous=True,
)


def test_a_deviation_reads_as_an_error_does() -> None:
    assert (
        str(DEVIATION) == "expected a token at position 3 of field line 1 (bare-value, ambiguous)"
    )
    assert repr(DEVIATION) == f"<Deviation: {DEVIATION}>"
    assert str(Deviation(Reason.EMPTY, "credentials")) == "expected credentials (empty)"


def test_a_deviation_holds_no_text_of_the_peer() -> None:
    _, deviations = recover_challenges("Hunter2 hunter3=hunter4/x; hunter5=, hunter6==hunter7")
    for deviation in deviations:
        assert "unter" not in f"{deviation}{deviation!r}{deviation.expected}"


def test_copies_of_a_deviation_are_equal() -> None:
    for twin in (copy.copy(DEVIATION), copy.deepcopy(DEVIATION)):
        assert twin == DEVIATION
    for protocol in range(6):
        twin = pickle.loads(pickle.dumps(DEVIATION, protocol))
        assert (twin, hash(twin), str(twin)) == (DEVIATION, hash(DEVIATION), str(DEVIATION))
    assert Deviation(Reason.EMPTY, "x") != Deviation(Reason.EMPTY, "x", ambiguous=True)
    assert Deviation(Reason.EMPTY, "x") != "x"


def test_a_deviation_does_not_change() -> None:
    deviation: Any = DEVIATION
    with pytest.raises(AttributeError):
        deviation.reason = Reason.EMPTY
    with pytest.raises(AttributeError):
        del deviation.reason
    with pytest.raises(AttributeError):
        deviation.other = 1


def test_what_was_recovered_is_a_pair() -> None:
    recovered = recover_challenges("Newauth; Basic")
    messages, deviations = recovered
    assert recovered.messages is messages
    assert recovered.deviations is deviations
    assert recovered == Recovered(messages, deviations)
    assert hash(recovered) == hash(copy.deepcopy(recovered))
    assert pickle.loads(pickle.dumps(recovered)) == recovered
    assert type(pickle.loads(pickle.dumps(recovered))) is Recovered


def test_what_was_recovered_does_not_change() -> None:
    recovered: Any = recover_challenges("Newauth")
    with pytest.raises(AttributeError):
        recovered.messages = ()
    with pytest.raises(AttributeError):
        recovered.other = ()


@pytest.mark.parametrize(
    "value", ["Basic aHVudGVyMjpodW50ZXIy====", "Bearer 1|hunter2", "Newauth a=hunter2/x"]
)
def test_what_was_recovered_hides_secrets(value: str) -> None:
    recovered = recover_credentials(value)
    assert recovered.messages
    assert "hunter2" not in f"{recovered!r}{recovered}".replace("username='hunter2'", "")
    assert repr(recovered).startswith("Recovered(messages=(")


def test_default_schemes_are_read() -> None:
    assert recover_challenges("Basic realm=a", schemes=DEFAULT_SCHEMES).messages == (
        BasicChallenge("a"),
    )


def test_surplus_padding_of_a_parameter_is_forgiven() -> None:
    class Padded(BasicChallenge):
        __slots__ = ()
        scheme = "Padded"

        @classmethod
        def _from_raw(cls, raw: Any) -> Any:
            if raw[2].get("realm") != "QQ==":
                raise ParseError(Reason.BAD_BASE64, "base64", param=raw[2].get("param"))
            return BasicChallenge("read")

    schemes = Schemes().including(Padded)
    (challenge,), deviations = recover_challenges(
        "Padded param=realm, realm=QQ====", schemes=schemes
    )
    assert challenge == BasicChallenge("read")
    assert [found.reason.value for found in deviations] == ["bare-value", "surplus-padding"]
    (challenge,), _ = recover_challenges("Padded param=realm, realm=QQ", schemes=schemes)
    assert challenge.to_generic().params == Params({"param": "realm", "realm": "QQ"})
    (challenge,), _ = recover_challenges("Padded realm=QQ", schemes=schemes)
    assert type(challenge) is GenericChallenge
    (challenge,), _ = recover_challenges("Padded param=realm, realm=QQQ==", schemes=schemes)
    assert type(challenge) is GenericChallenge


def test_every_registered_scheme_begins_a_challenge_unless_it_is_a_usual_word() -> None:
    unknown = {row[0] for row in ROWS if row[0].lower() not in KNOWN_SCHEMES}
    assert unknown == {"AWS", "MAC", "Signature", "Token"}


def test_bare_challenge_behind_a_missing_comma_survives() -> None:
    text = 'Basic realm="security" charset="UTF-8" ApiKey'
    recovered = recover_challenges(text)
    assert [message.scheme for message in recovered.messages] == ["Basic", "ApiKey"]


@pytest.mark.parametrize("rest", [" ZGRp==", ", x=", ", =x", "; x="])
def test_credentials_with_more_behind_the_token68_are_none(rest: str) -> None:
    recovered = recover_credentials("Basic YTpi" + rest)
    assert recovered.messages == ()
    assert recovered.deviations

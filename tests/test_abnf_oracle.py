# SPDX-License-Identifier: MIT
"""Strict parsing accepts what the ABNF of RFC 9110 accepts, and reads the same in it.

The oracle is a parser for ABNF that knows nothing of this library. It gets the rules as the RFC
prints them and finds the comma's owner by trying everything.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

import pytest
from abnf import Node, ParseError, Rule
from hypothesis import given, settings
from hypothesis import strategies as st
from message_parts import OBS_TEXT, TCHARS, VISIBLE, token68s

import authheaders
from authheaders import (
    GenericChallenge,
    GenericCredentials,
    GenericInfo,
    Reason,
    Schemes,
    parse_authentication_info,
    parse_challenges,
    parse_credentials,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    from hypothesis.strategies import SearchStrategy

    #: Scheme, token68 and parameters of each message.
    Reading: TypeAlias = list[tuple[str, str | None, list[tuple[str, str]]]]


# --- the oracle


class Grammar(Rule):
    """RFC 9110 sections 5.6 and 11, with ``#element`` expanded for recipients (section 5.6.1).

    The library of ABNF rules that comes with the parser is of no use here. Its RFC 9110 is the
    collected ABNF of the RFC's appendix, which expands lists for senders: it has no empty
    elements, so it refuses ``,`` and ``Bearer ,a=b``. Its RFC 7235 has the recipients' form of
    the RFC before, where a field holds at least one challenge.
    """


# Lines of one rule each: create() takes no more.
_RULES = r"""
token         = 1*tchar
tchar         = "!" / "#" / "$" / "%" / "&" / "'" / "*" / "+" / "-" / "." / "^" / "_" / tchar-more
tchar-more    = "`" / "|" / "~" / DIGIT / ALPHA
quoted-string = DQUOTE *( qdtext / quoted-pair ) DQUOTE
qdtext        = HTAB / SP / %x21 / %x23-5B / %x5D-7E / obs-text
quoted-pair   = "\" ( HTAB / SP / VCHAR / obs-text )
obs-text      = %x80-FF
OWS           = *( SP / HTAB )
BWS           = OWS
auth-scheme   = token
token68       = 1*( ALPHA / DIGIT / "-" / "." / "_" / "~" / "+" / "/" ) *"="
auth-param    = token BWS "=" BWS ( token / quoted-string )
auth-params   = [ auth-param ] *( OWS "," OWS [ auth-param ] )
challenge     = auth-scheme [ 1*SP ( token68 / auth-params ) ]
challenges    = [ challenge ] *( OWS "," OWS [ challenge ] )
credentials   = auth-scheme [ 1*SP ( token68 / auth-params ) ]
"""
for _rule in _RULES.strip().splitlines():
    Grammar.create(_rule)

#: The rule of a field's value.
FIELDS = ["challenges", "credentials", "auth-params"]


def nodes(tree: Node, name: str) -> Iterator[Node]:
    """The outermost nodes of a rule in a parse tree."""
    if tree.name == name:
        yield tree
        return
    for child in tree.children:
        if isinstance(child, Node):
            yield from nodes(child, name)


def oracle_reading(rule: str, text: str) -> Reading | None:
    """What the grammar makes of a field value; None if it does not accept it."""
    try:
        # Blanks around a field value are no part of it (RFC 9110 section 5.5).
        tree = Grammar(rule).parse_all(text.strip(" \t"))
    except ParseError:
        return None
    roots = [tree] if rule != "challenges" else nodes(tree, "challenge")
    return [message_reading(root) for root in roots]


def message_reading(root: Node) -> tuple[str, str | None, list[tuple[str, str]]]:
    scheme = next((node.value for node in nodes(root, "auth-scheme")), "")
    token68 = next((node.value for node in nodes(root, "token68")), None)
    return scheme, token68, [param_reading(node) for node in nodes(root, "auth-param")]


def param_reading(param: Node) -> tuple[str, str]:
    """``token BWS "=" BWS ( token / quoted-string )``, unescaped."""
    name, *value = [node.value for node in nodes(param, "token")]
    for node in nodes(param, "quoted-string"):
        value = [re.sub(r"\\(.)", r"\1", node.value[1:-1])]
    return name, value[0]


def has_duplicates(reading: Reading) -> bool:
    """Whether a message has two parameters of one name, which only prose forbids."""
    return any(len({name.lower() for name, _ in params}) < len(params) for *_, params in reading)


# --- what the library says


def library_reading(rule: str, text: str) -> Reading | Reason:
    """What strict parsing makes of a field value: messages, or the reason of its refusal."""
    try:
        return [described(message) for message in parse(rule, text)]
    except authheaders.ParseError as refused:
        return refused.reason


def parse(rule: str, text: str) -> list[object]:
    if rule == "challenges":
        return [*parse_challenges(text, schemes=Schemes())]
    if rule == "credentials":
        return [parse_credentials(text, schemes=Schemes())]
    return [parse_authentication_info(text, "Newauth", schemes=Schemes())]


def described(message: object) -> tuple[str, str | None, list[tuple[str, str]]]:
    assert isinstance(message, GenericChallenge | GenericCredentials | GenericInfo)
    token68 = None if isinstance(message, GenericInfo) else message.token68
    return message.scheme, token68, list(message.params.items())


def check_against_oracle(rule: str, text: str) -> None:
    expected = oracle_reading(rule, text)
    found = library_reading(rule, text)
    if expected is None:
        assert isinstance(found, Reason)
    elif has_duplicates(expected):
        assert found is Reason.DUPLICATE_PARAM
    else:
        assert found == expected


# --- text that the grammar generates, in all its odd forms


def joined(*parts: SearchStrategy[str]) -> SearchStrategy[str]:
    """One text of each strategy, one after the other."""
    return st.tuples(*parts).map("".join)


def lists_of(elements: SearchStrategy[str], *, at_most: int) -> SearchStrategy[str]:
    """``#element``, with empty elements and any blanks around the commas."""
    more = joined(OWS, st.just(","), OWS, elements | st.just(""))
    rest = st.lists(more, max_size=at_most - 1).map("".join)
    return joined(elements | st.just(""), rest)


OWS = st.sampled_from(["", "", "", " ", "\t", " \t "])
BLANKS = st.sampled_from([" ", " ", "  "])
TOKENS = st.text(TCHARS, min_size=1, max_size=4)
SCHEMES = st.sampled_from(["Basic", "bearer", "Digest", "a"]) | TOKENS
# Few names, so that some come twice.
NAMES = st.sampled_from(["a", "A", "b", "realm", "Realm", "nonce", "error"]) | TOKENS
PAIRS = st.sampled_from("\t " + VISIBLE + OBS_TEXT).map(lambda octet: f"\\{octet}")
QDTEXT = st.sampled_from("\t ,=" + (VISIBLE + OBS_TEXT).replace('"', "").replace("\\", ""))
QUOTED = st.lists(PAIRS | QDTEXT, max_size=6).map(lambda parts: f'"{"".join(parts)}"')
PARAMS = joined(NAMES, OWS, st.just("="), OWS, TOKENS | QUOTED)
PARAM_LISTS = lists_of(PARAMS, at_most=4)
CREDENTIALS = SCHEMES | joined(SCHEMES, BLANKS, token68s() | PARAM_LISTS)
CHALLENGES = lists_of(CREDENTIALS, at_most=4)

GENERATED = {"challenges": CHALLENGES, "credentials": CREDENTIALS, "auth-params": PARAM_LISTS}

MUTANTS = "ab=,\"\\ \t/;'\0é1~"


@st.composite
def mutated(draw: st.DrawFn, texts: SearchStrategy[str]) -> str:
    """A text with one to three characters inserted, deleted or replaced."""
    text = draw(texts)
    for _ in range(draw(st.integers(1, 3))):
        position = draw(st.integers(0, len(text)))
        surplus = draw(st.integers(0, 1))
        text = text[:position] + draw(st.sampled_from(["", *MUTANTS])) + text[position + surplus :]
    return text


#: Pieces of the headers that are often met, for which the library may take a shorter way.
WORDS = ["Basic ", "realm=", "nonce=", '"a"', '"', "a", ",", " "]
#: How many letters to join at most; each alphabet leads into another corner of the grammar.
ALPHABETS = [
    (7, [*"a= ,"]),
    (6, [*'a= ,"']),
    (6, [*'a=,/" ']),
    (6, [*'a= ,\\"']),
    (6, [*"a= ,\t"]),
    (5, WORDS),
]
SHORT_TEXTS = st.sampled_from([*(letters for _, letters in ALPHABETS), [*MUTANTS]]).flatmap(
    lambda letters: st.lists(st.sampled_from(letters), max_size=12).map("".join)
)


@pytest.mark.parametrize("rule", FIELDS)
@settings(deadline=None, max_examples=150)
@given(data=st.data())
def test_generated_text_reads_as_the_grammar_does(rule: str, data: st.DataObject) -> None:
    text = data.draw(GENERATED[rule])
    assert oracle_reading(rule, text) is not None
    check_against_oracle(rule, text)


@pytest.mark.parametrize("rule", FIELDS)
@settings(deadline=None, max_examples=300)
@given(data=st.data())
def test_mutated_text_is_accepted_if_the_grammar_accepts_it(rule: str, data: st.DataObject) -> None:
    check_against_oracle(rule, data.draw(mutated(GENERATED[rule])))


@pytest.mark.parametrize("rule", FIELDS)
@settings(deadline=None, max_examples=500)
@given(text=SHORT_TEXTS)
def test_short_text_is_accepted_if_the_grammar_accepts_it(rule: str, text: str) -> None:
    check_against_oracle(rule, text)


# --- all short texts
#
# The oracle is too slow for them, but the grammar is regular: here it is once more, rule by
# rule, for a backtracking matcher, which tries everything too.

_OWS = r"[ \t]*"
_TOKEN = r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+"
_TOKEN68 = r"[A-Za-z0-9\-._~+/]+=*"
_QUOTED = r'"(?:[\t \x21\x23-\x5B\x5D-\x7E\x80-\xFF]|\\[\t \x21-\x7E\x80-\xFF])*"'
_PARAM = rf"{_TOKEN}{_OWS}={_OWS}(?:{_TOKEN}|{_QUOTED})"
_PARAM_LIST = rf"(?:{_PARAM})?(?:{_OWS},{_OWS}(?:{_PARAM})?)*"
_MESSAGE = rf"{_TOKEN}(?:[ ]+(?:{_TOKEN68}|{_PARAM_LIST}))?"
REFERENCE = {
    "challenges": re.compile(rf"(?:{_MESSAGE})?(?:{_OWS},{_OWS}(?:{_MESSAGE})?)*"),
    "credentials": re.compile(_MESSAGE),
    "auth-params": re.compile(_PARAM_LIST),
}


def is_grammatical(rule: str, text: str) -> bool:
    return REFERENCE[rule].fullmatch(text.strip(" \t")) is not None


def all_texts(letters: list[str], at_most: int) -> Iterator[str]:
    for size in range(at_most + 1):
        for chosen in product(letters, repeat=size):
            yield "".join(chosen)


@pytest.mark.parametrize("rule", FIELDS)
@settings(deadline=None, max_examples=500)
@given(text=SHORT_TEXTS)
def test_reference_accepts_what_the_oracle_accepts(rule: str, text: str) -> None:
    assert is_grammatical(rule, text) == (oracle_reading(rule, text) is not None)


@pytest.mark.parametrize("rule", FIELDS)
@pytest.mark.parametrize(("at_most", "letters"), ALPHABETS)
def test_every_short_text_is_accepted_if_the_grammar_accepts_it(
    at_most: int, letters: list[str], rule: str
) -> None:
    for text in all_texts(letters, at_most):
        found = library_reading(rule, text)
        accepted = not isinstance(found, Reason)
        if accepted != is_grammatical(rule, text):
            # Duplicates, then; the oracle says whether they are.
            check_against_oracle(rule, text)


@pytest.mark.parametrize("rule", FIELDS)
def test_every_short_text_of_usual_words_reads_as_the_grammar_does(rule: str) -> None:
    for text in all_texts(WORDS, 5):
        if is_grammatical(rule, text):
            check_against_oracle(rule, text)

# SPDX-License-Identifier: MIT
"""The fields of RFC 8053: Authentication-Control and Optional-WWW-Authenticate."""

from __future__ import annotations

import copy
import pickle
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from message_parts import VISIBLE, maybe, params, texts, tokens
from strategies import header_soup

from authheaders import (
    BasicChallenge,
    BearerChallenge,
    BuildError,
    ControlEntry,
    Limits,
    Message,
    Params,
    ParseError,
    Reason,
    challenge_fields,
    join_authentication_control,
    parse_authentication_control,
    parse_challenges,
)

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

NAMES = [
    "realm",
    "auth-style",
    "location-when-unauthenticated",
    "no-auth",
    "location-when-logout",
    "logout-timeout",
    "username",
]


def refusal(value: Any) -> ParseError:
    with pytest.raises(ParseError) as caught:
        parse_authentication_control(value)
    return caught.value


# --- the examples of RFC 8053

EXAMPLES = [
    (
        'Digest realm="protected space", auth-style=modal',
        ControlEntry("Digest", "protected space", auth_style="modal"),
    ),
    (
        (
            'Mutual realm="auth-space-1",'
            ' location-when-unauthenticated="http://www.example.com/login.html"'
        ),
        ControlEntry(
            "Mutual",
            "auth-space-1",
            location_when_unauthenticated="http://www.example.com/login.html",
        ),
    ),
    ('Basic realm="entrance", no-auth=true', ControlEntry("Basic", "entrance", no_auth=True)),
    (
        'Digest realm="protected space", location-when-logout="http://www.example.com/byebye.html"',
        ControlEntry(
            "Digest", "protected space", location_when_logout="http://www.example.com/byebye.html"
        ),
    ),
    (
        'Basic realm="entrance", logout-timeout=300',
        ControlEntry("Basic", "entrance", logout_timeout=300),
    ),
    (
        'Basic realm="configuration", username="admin"',
        ControlEntry("Basic", "configuration", username="admin"),
    ),
]
each_example = pytest.mark.parametrize(("header", "entry"), EXAMPLES)
TWO = 'Basic realm="a", logout-timeout=0, Digest realm="b", auth-style=non-modal'


@each_example
def test_an_example_is_read(header: str, entry: ControlEntry) -> None:
    assert parse_authentication_control(header) == [entry]
    assert parse_authentication_control(header.encode()) == [entry]
    assert ControlEntry.parse(header) == entry


@each_example
def test_an_example_is_written(header: str, entry: ControlEntry) -> None:
    assert entry.to_header() == header
    assert join_authentication_control([entry]) == header


def test_two_entries_are_read_and_written() -> None:
    entries = [
        ControlEntry("Basic", "a", logout_timeout=0),
        ControlEntry("Digest", "b", auth_style="non-modal"),
    ]
    assert parse_authentication_control(TWO) == entries
    assert parse_authentication_control(TWO.split(", ")) == entries
    assert join_authentication_control(iter(entries)) == TWO


@pytest.mark.parametrize("value", ["", " , ", [], [""]])
def test_an_empty_field_has_no_entries(value: Any) -> None:
    assert parse_authentication_control(value) == []
    assert join_authentication_control([]) == ""


# --- what means the same


@pytest.mark.parametrize(
    "header",
    [
        'basic REALM=a, Auth-Style="Modal", NO-AUTH="TRUE", logout-timeout="5", username=b',
        "BASIC realm=a , auth-style = MODAL, no-auth=True, logout-timeout=5, username*=UTF-8''b",
        "Basic auth-style=modal, username*=\"utf-8''%62\", no-auth=true, logout-timeout=5, realm=a",
    ],
)
def test_case_order_and_form_do_not_matter(header: str) -> None:
    (entry,) = parse_authentication_control(header)
    same = ControlEntry(
        "Basic", "a", auth_style="modal", no_auth=True, logout_timeout=5, username="b"
    )
    assert entry == same
    assert hash(entry) == hash(same)


def test_text_that_is_no_ascii_is_an_ext_value_but_for_the_realm() -> None:
    entry = ControlEntry("Newauth", "Caf\xe9", username="Ren\xc9e")
    written = "Newauth realm=\"Caf\xc3\xa9\", username*=UTF-8''Ren%C3%89e"
    assert entry.to_header() == written
    assert parse_authentication_control(written) == [entry]
    assert parse_authentication_control('Newauth realm="Caf\xc3\xa9", username="Ren\xc3\x89e"') == [
        entry
    ]


def test_other_parameters_are_kept() -> None:
    header = 'Basic realm="a", -hint.example.com=b, Note="c"'
    (entry,) = parse_authentication_control(header)
    assert entry.extensions == {"-hint.example.com": "b", "note": "c"}
    assert entry.to_header() == header


def test_the_scheme_stays_as_received() -> None:
    assert ControlEntry.parse("bASIC realm=a").to_header() == 'bASIC realm="a"'


@pytest.mark.parametrize("scheme", ["Negotiate", "Newauth"])
def test_a_scheme_need_not_have_a_realm(scheme: str) -> None:
    assert ControlEntry.parse(f"{scheme} no-auth=true") == ControlEntry(scheme, no_auth=True)


def test_a_long_timeout_is_clamped() -> None:
    assert ControlEntry.parse(f"Newauth logout-timeout={'1' * 301}").logout_timeout == 10**300 - 1


def test_a_colon_is_refused_in_the_name_for_basic_only() -> None:
    assert ControlEntry.parse('Digest realm=a, username="b:c"').username == "b:c"


# --- what is refused


@pytest.mark.parametrize(
    ("header", "reason", "param", "position"),
    [
        ("Basic", Reason.MISSING_PARAM, "realm", 0),
        ("Newauth", Reason.MISSING_PARAM, None, 0),
        ("Newauth QWxh", Reason.UNEXPECTED_TOKEN68, None, 8),
        ("Basic no-auth=true", Reason.MISSING_PARAM, "realm", 0),
        ("digest no-auth=true", Reason.MISSING_PARAM, "realm", 0),
        ("Mutual realm*=UTF-8''a", Reason.BAD_VALUE, "realm*", 14),
        ("Newauth realm=a, realm*=UTF-8''a", Reason.CONFLICT, "realm*", 24),
        ("Negotiate realm=a", Reason.CONFLICT, "realm", 16),
        ("NTLM no-auth=true, realm=a", Reason.CONFLICT, "realm", 25),
        ('Newauth realm="\xe9"', Reason.BAD_VALUE, "realm", 14),
        ("Newauth auth-style=loud", Reason.BAD_VALUE, "auth-style", 19),
        ('Newauth auth-style=""', Reason.BAD_VALUE, "auth-style", 19),
        ("Newauth auth-style*=UTF-8''modal", Reason.BAD_VALUE, "auth-style*", 20),
        ("Newauth no-auth=false", Reason.BAD_VALUE, "no-auth", 16),
        ('Newauth no-auth=" "', Reason.BAD_VALUE, "no-auth", 16),
        ("Newauth no-auth*=UTF-8''true", Reason.BAD_VALUE, "no-auth*", 17),
        ("Newauth logout-timeout=01", Reason.BAD_VALUE, "logout-timeout", 23),
        ("Newauth logout-timeout=-1", Reason.BAD_VALUE, "logout-timeout", 23),
        ("Newauth logout-timeout=1.5", Reason.BAD_VALUE, "logout-timeout", 23),
        ("Newauth logout-timeout*=UTF-8''1", Reason.BAD_VALUE, "logout-timeout*", 24),
        ('Newauth location-when-logout="a b"', Reason.BAD_VALUE, "location-when-logout", 29),
        (
            'Newauth location-when-unauthenticated="\xc3\xa9"',
            Reason.BAD_VALUE,
            "location-when-unauthenticated",
            38,
        ),
        ("Newauth location-when-logout=/a", Reason.BARE_VALUE, "location-when-logout", 29),
        ('Basic realm=a, username="b:c"', Reason.BAD_VALUE, "username", 24),
        ("Newauth username*=ISO-8859-1''a", Reason.BAD_VALUE, "username*", 18),
        ("Newauth username=a, username*=UTF-8''a", Reason.CONFLICT, "username*", 30),
        ("Newauth x=a, x*=UTF-8''a", Reason.CONFLICT, "x*", 16),
        ("Newauth x=a, X=b", Reason.DUPLICATE_PARAM, "X", 13),
        ("no-auth=true", Reason.PARAM_WITHOUT_SCHEME, "no-auth", 0),
        ("Newauth no-auth=true, =", Reason.STRAY_EQUALS, None, 22),
    ],
)
def test_a_malformed_entry_is_refused(
    header: str, reason: Reason, param: str | None, position: int
) -> None:
    error = refusal(header)
    assert (error.reason, error.param) == (reason, param)
    assert (error.line, error.position) == (0, position)


def test_a_refused_entry_has_its_scheme_and_place() -> None:
    error = refusal(["Digest realm=a, no-auth=true", "Newauth logout-timeout=x"])
    assert (error.scheme, error.line, error.position) == ("Newauth", 1, 23)


def test_a_parameter_is_there_once_for_a_scheme_and_realm() -> None:
    error = refusal('Basic realm="a", no-auth=true, basic realm="a", no-auth=true')
    assert (error.reason, error.param) == (Reason.DUPLICATE_PARAM, "no-auth")
    assert (error.line, error.position, error.scheme) == (0, 56, "basic")
    entry = ControlEntry("Basic", "a", username="b")
    with pytest.raises(BuildError) as caught:
        join_authentication_control([entry, entry])
    assert (caught.value.reason, caught.value.param) == (Reason.DUPLICATE_PARAM, "username")


def test_an_extended_parameter_is_the_same_parameter() -> None:
    assert refusal("A realm=a, x=b, A realm=a, X*=UTF-8''b").reason is Reason.DUPLICATE_PARAM


@pytest.mark.parametrize(
    "header",
    [
        'Basic realm="a", no-auth=true, Basic realm="b", no-auth=true',
        'Basic realm="a", no-auth=true, Digest realm="a", no-auth=true',
        'Basic realm="a", no-auth=true, Basic realm="a", username="b"',
        'Newauth no-auth=true, Newauth realm="a", no-auth=true',
    ],
)
def test_entries_of_other_realms_or_parameters_stand_together(header: str) -> None:
    entries = parse_authentication_control(header)
    assert join_authentication_control(entries) == header


def test_one_entry_is_asked_for() -> None:
    with pytest.raises(ParseError) as caught:
        ControlEntry.parse(TWO)
    error = caught.value
    assert (error.reason, error.line, error.position) == (Reason.SECOND_MESSAGE, 0, 35)
    with pytest.raises(ParseError) as caught:
        ControlEntry.parse("")
    assert caught.value.reason is Reason.EMPTY


def test_limits_are_kept() -> None:
    with pytest.raises(ParseError) as caught:
        parse_authentication_control(TWO, limits=Limits(messages=1))
    assert caught.value.reason is Reason.TOO_MANY_MESSAGES


@pytest.mark.parametrize("value", [None, 5, {"a": "b"}, [5]])
def test_what_is_no_text_is_a_type_error(value: Any) -> None:
    with pytest.raises(TypeError):
        parse_authentication_control(value)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"scheme": "a b"}, Reason.NOT_A_TOKEN),
        ({"scheme": ""}, Reason.NOT_A_TOKEN),
        ({"realm": None}, Reason.MISSING_PARAM),
        ({"realm": "a\n"}, Reason.CONTROL_CHARACTER),
        ({"realm": "\ufeff"}, Reason.BAD_VALUE),
        ({"auth_style": "Modal"}, Reason.BAD_VALUE),
        ({"location_when_unauthenticated": "a b"}, Reason.BAD_VALUE),
        ({"location_when_logout": '"'}, Reason.BAD_VALUE),
        ({"logout_timeout": -1}, Reason.BAD_VALUE),
        ({"logout_timeout": 10**300}, Reason.BAD_VALUE),
        ({"username": "a:b"}, Reason.BAD_VALUE),
        ({"username": "\ud800"}, Reason.BAD_VALUE),
        ({"extensions": Params({"Realm*": "a"})}, Reason.DUPLICATE_PARAM),
        ({"extensions": Params({"no-auth": "a"})}, Reason.DUPLICATE_PARAM),
        ({"extensions": Params({"a": "b", "A*": "c"})}, Reason.CONFLICT),
        ({"scheme": "NTLM"}, Reason.CONFLICT),
        ({"scheme": "Newauth", "realm": None}, Reason.MISSING_PARAM),
    ],
)
def test_a_bad_value_is_a_build_error(changed: dict[str, Any], reason: Reason) -> None:
    with pytest.raises(BuildError) as caught:
        ControlEntry(**{"scheme": "Basic", "realm": "a", **changed})
    assert caught.value.reason is reason


@pytest.mark.parametrize("name", [field.name for field in fields(ControlEntry)])
@pytest.mark.parametrize("wrong", [5.5, b"a", ["a"], object(), ("a",)], ids=repr)
def test_a_value_of_a_wrong_type_is_a_type_error(name: str, wrong: Any) -> None:
    with pytest.raises(TypeError):
        ControlEntry(**{"scheme": "Basic", "realm": "a", name: wrong})


# --- the object


def test_an_entry_is_shown_without_what_is_absent() -> None:
    entry = ControlEntry("Newauth", no_auth=True, extensions=Params({"x": "y"}))
    assert repr(entry) == (
        "ControlEntry(scheme='Newauth', no_auth=True, extensions=Params({'x': <hidden>}))"
    )


def test_an_entry_is_a_value() -> None:
    entry = ControlEntry("Basic", "a", username="b")
    assert entry != "Basic"
    assert entry != ControlEntry("Basic", "a")
    for twin in (copy.copy(entry), copy.deepcopy(entry), pickle.loads(pickle.dumps(entry))):
        assert twin == entry
        assert hash(twin) == hash(entry)
    changing: Any = entry
    with pytest.raises(AttributeError):
        changing.realm = "b"
    assert isinstance(entry, Message)


URIS = st.text("".join(c for c in VISIBLE if c not in '"<>\\^`{|}'), max_size=9)


def strings(without: str = "") -> SearchStrategy[str]:
    return texts(without).filter(lambda text: not text.startswith("\ufeff"))


@st.composite
def entries(draw: st.DrawFn) -> ControlEntry:
    """Entries of schemes with and without a realm."""
    scheme = draw(st.sampled_from(["Basic", "DIGEST", "Mutual", "Negotiate", "ntlm"]) | tokens())
    without = scheme.lower() in ("negotiate", "ntlm")
    without_realm: SearchStrategy[str | None] = st.none()
    names = [form for name in NAMES for form in (name, f"{name}*")]
    more = params(without=names, max_size=2).filter(
        lambda found: not any(f"{name.lower()}*" in map(str.lower, found) for name in found)
    )
    with_realm = strings() if scheme in ("Basic", "DIGEST", "Mutual") else maybe(strings())
    found: dict[str, Any] = {
        "scheme": scheme,
        "realm": draw(without_realm if without else with_realm),
        "auth_style": draw(st.sampled_from([None, "modal", "non-modal"])),
        "location_when_unauthenticated": draw(maybe(URIS)),
        "location_when_logout": draw(maybe(URIS)),
        "logout_timeout": draw(maybe(st.integers(0, 2**70))),
        "username": draw(maybe(strings(":"))),
        "extensions": draw(more),
    }
    # One parameter at least.
    found["no_auth"] = draw(st.booleans()) if any(list(found.values())[1:-1]) else True
    return ControlEntry(**found)


@given(entries())
@settings(deadline=None, max_examples=150)
def test_what_is_written_reads_equal(entry: ControlEntry) -> None:
    written = entry.to_header()
    assert ControlEntry.parse(written) == entry
    assert parse_authentication_control(written.encode("latin-1")) == [entry]


@given(st.lists(entries(), max_size=3))
@settings(deadline=None, max_examples=80)
def test_joined_entries_read_as_the_list(found: list[ControlEntry]) -> None:
    try:
        joined = join_authentication_control(found)
    except BuildError:
        # Two of them have a parameter of one scheme and realm.
        assert len(found) > 1
    else:
        assert parse_authentication_control(joined) == found


@given(
    header_soup()
    | st.builds(
        "Newauth {}={}".format,
        st.sampled_from([*NAMES, "username*", "x*"]),
        header_soup().map(lambda text: f'"{text}"') | tokens(),
    )
)
@settings(deadline=None, max_examples=300)
def test_text_raises_only_parse_error(text: str) -> None:
    try:
        found = parse_authentication_control(text)
    except ParseError:
        return
    assert parse_authentication_control(join_authentication_control(found)) == found


@pytest.mark.parametrize("text", ['a", b="c', "a\r\nX: y", "\\", "a,b", "\x7f", "\u20ac", "a=b"])
@pytest.mark.parametrize("name", ["scheme", "realm", "username", "location_when_logout"])
def test_a_hostile_text_is_refused_or_written_safely(name: str, text: str) -> None:
    fields_given: dict[str, Any] = {"scheme": "Newauth", "realm": "a", name: text}
    try:
        entry = ControlEntry(**fields_given)
    except BuildError:
        return
    other = ControlEntry("Other", no_auth=True)
    joined = join_authentication_control([other, entry, other_realm(other)])
    assert parse_authentication_control(joined) == [other, entry, other_realm(other)]


def other_realm(entry: ControlEntry) -> ControlEntry:
    return ControlEntry(entry.scheme, "x", no_auth=entry.no_auth)


# --- Optional-WWW-Authenticate


def test_the_optional_field_is_written_and_read_like_the_other() -> None:
    offered = [BearerChallenge(), BasicChallenge("xxxx")]
    found = challenge_fields(offered, optional=True)
    assert found == [
        ("Optional-WWW-Authenticate", "Bearer"),
        ("Optional-WWW-Authenticate", 'Basic realm="xxxx"'),
    ]
    assert parse_challenges([value for _, value in found]) == offered


def test_a_proxy_has_no_optional_field() -> None:
    with pytest.raises(BuildError) as caught:
        challenge_fields([BasicChallenge("a")], proxy=True, optional=True)
    assert caught.value.reason is Reason.CONFLICT


@pytest.mark.parametrize("wrong", [None, 'Basic realm="a"', BasicChallenge("a")])
def test_only_entries_are_joined(wrong: Any) -> None:
    with pytest.raises(TypeError):
        join_authentication_control([ControlEntry("Basic", "a"), wrong])

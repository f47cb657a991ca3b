# SPDX-License-Identifier: MIT
"""The generic level: messages of any scheme, as received and as written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from authheaders import (
    AuthenticationInfo,
    BasicChallenge,
    BasicCredentials,
    BearerCredentials,
    BuildError,
    Challenge,
    Credentials,
    DigestChallenge,
    DigestInfo,
    Form,
    GenericChallenge,
    GenericCredentials,
    GenericInfo,
    Message,
    Params,
    ParseError,
    Reason,
    join_challenges,
    parse_challenges,
    parse_credentials,
)

if TYPE_CHECKING:
    from typing import TypeAlias

    Cls: TypeAlias = "type[GenericChallenge] | type[GenericCredentials]"

both = pytest.mark.parametrize("cls", [GenericChallenge, GenericCredentials])


@both
def test_a_message_may_be_a_scheme_only(cls: Cls) -> None:
    message = cls("Newauth")
    assert (message.scheme, message.token68) == ("Newauth", None)
    assert message.params == {}
    assert message.to_header() == "Newauth"
    assert cls.parse("Newauth") == message


@both
def test_a_message_may_have_a_token68(cls: Cls) -> None:
    message = cls("Newauth", "abc=")
    assert (message.scheme, message.token68) == ("Newauth", "abc=")
    assert message.params == {}
    assert message.to_header() == "Newauth abc="
    assert cls("Newauth", token68="abc=") == message


@both
@pytest.mark.parametrize(
    "params", [Params({"a": "b"}), {"a": "b"}, [("a", "b")], [("a", "b", Form.QUOTED)]]
)
def test_a_message_may_have_params_of_any_source(cls: Cls, params: Any) -> None:
    message = cls("Newauth", params=params)
    assert message.token68 is None
    assert message.params == {"a": "b"}
    assert message.to_header() == 'Newauth a="b"'
    assert cls("Newauth", None, params) == message


@both
def test_params_of_a_message_are_the_same_object_each_time(cls: Cls) -> None:
    for message in (cls("Newauth", params={"a": "b"}), cls.parse("Newauth a=b"), cls("Newauth")):
        assert message.params is message.params


@both
def test_a_message_keeps_order_spelling_and_form(cls: Cls) -> None:
    text = 'nEwAuTh b=1, A="2", c="x\\"y"'
    message = cls.parse(text)
    assert message.scheme == "nEwAuTh"
    assert message.params.entries() == [
        ("b", "1", Form.TOKEN),
        ("A", "2", Form.QUOTED),
        ("c", 'x"y', Form.QUOTED),
    ]
    assert message.to_header() == text


@both
def test_equality_ignores_the_case_of_the_scheme_and_the_form(cls: Cls) -> None:
    message, other = cls.parse("NEWAUTH b=1, A=2"), cls("newauth", params={"a": "2", "b": "1"})
    assert message == other
    assert hash(message) == hash(other)


@both
@pytest.mark.parametrize(
    "other",
    [
        "Newauth abc",
        "Other a=b",
        "Newauth a=c",
        "Newauth",
        "Newauth a=b, c=d",
    ],
)
def test_messages_that_differ_are_unequal(cls: Cls, other: str) -> None:
    assert cls.parse("Newauth a=b") != cls.parse(other)


def test_messages_of_other_kinds_are_unequal() -> None:
    assert GenericChallenge("Newauth") != GenericCredentials("Newauth")
    assert GenericInfo({"a": "b"}) != GenericChallenge("Newauth", params={"a": "b"})
    assert GenericInfo({"a": "b"}) != Params({"a": "b"})
    assert GenericChallenge("Basic", params={"realm": "a"}) != BasicChallenge("a")
    assert GenericChallenge("Newauth") != "Newauth"


def test_messages_can_be_members_of_sets() -> None:
    assert len({GenericChallenge("A"), GenericChallenge("a"), GenericCredentials("A")}) == 2
    assert len({GenericInfo({"a": "b"}), GenericInfo({"A": "b"}), GenericInfo()}) == 2


@both
def test_a_generic_message_is_its_own_generic_message(cls: Cls) -> None:
    message: Any = cls("Newauth", "abc")
    assert message.to_generic() is message
    assert cls.from_generic(message) == message


def test_an_info_has_params_and_no_scheme() -> None:
    info = GenericInfo({"a": "b"})
    assert info.scheme == ""
    assert info.params == {"a": "b"}
    assert info.to_header() == 'a="b"'
    assert info.to_generic() is info
    assert GenericInfo.from_generic(info) == info
    assert GenericInfo().to_header() == ""
    assert GenericInfo.parse(["a=b", "", "c=d"]).params == {"a": "b", "c": "d"}


# --- the bases


def test_the_bases_hold_both_levels() -> None:
    for cls, base in (
        (GenericChallenge, Challenge),
        (BasicChallenge, Challenge),
        (GenericCredentials, Credentials),
        (BasicCredentials, Credentials),
        (GenericInfo, AuthenticationInfo),
        (DigestInfo, AuthenticationInfo),
    ):
        assert issubclass(cls, base)
        assert issubclass(base, Message)


@pytest.mark.parametrize("base", [Challenge, Credentials, AuthenticationInfo])
def test_a_base_leaves_the_two_levels_to_its_classes(base: Any) -> None:
    class Own(base):  # type: ignore[misc]
        __slots__ = ()
        scheme = "Own"

    with pytest.raises(NotImplementedError):
        Own().to_generic()
    with pytest.raises(NotImplementedError):
        Own().to_header()
    with pytest.raises(NotImplementedError):
        Own.from_generic(GenericChallenge("Own"))
    with pytest.raises(NotImplementedError):
        Own.parse("" if base is AuthenticationInfo else "Own")


def test_a_message_leaves_everything_to_its_classes() -> None:
    with pytest.raises(NotImplementedError):
        Message().to_header()


# --- octets


@pytest.mark.parametrize(
    "value",
    [
        'Newauth a="J\xc3\xa4\xe2\x82\xac"',
        'Newauth a="J\xe4\u20ac"',
        b'Newauth a="J\xc3\xa4\xe2\x82\xac"',
        b'Newauth a="J\xc3\xa4\xe2\x82\xac"'.decode("ascii", "surrogateescape"),
        'Newauth a="J\udcc3\udca4\\\u20ac"',
    ],
)
def test_octets_are_kept_however_they_came(value: str | bytes) -> None:
    message = GenericChallenge.parse(value)
    assert message.params["a"] == "J\xc3\xa4\xe2\x82\xac"
    assert message.to_header().encode("latin-1") == b'Newauth a="J\xc3\xa4\xe2\x82\xac"'


@pytest.mark.parametrize(
    ("value", "realm"),
    [
        (b'Basic realm="J\xc3\xa4"', "J\xe4"),
        (b'Basic realm="J\xe4"', "J\xe4"),
        ('Basic realm="J\xe4"', "J\xe4"),
        ('Basic realm="J\xc3\xa4"', "J\xe4"),
        ('Basic realm="J\udcc3\udca4"', "J\xe4"),
        ('Basic realm="J\udce4"', "J\xe4"),
        ('Basic realm="\u20ac"', "\u20ac"),
        ('Basic realm="J\xe4\u20ac"', "J\xe4\u20ac"),
        (b'Basic realm="\xf0\x9f\x94\x91"', "\U0001f511"),
    ],
)
def test_text_of_typed_messages_is_utf8_if_it_can_be(value: str | bytes, realm: str) -> None:
    assert BasicChallenge.parse(value).realm == realm


@pytest.mark.parametrize("text", ["\ud800", "a\ud83d\u20ac"])
def test_a_lone_surrogate_is_no_text(text: str) -> None:
    with pytest.raises(ParseError) as caught:
        GenericChallenge.parse(f'Newauth a="{text}"')
    assert caught.value.reason is Reason.NON_ASCII


# --- bare


@both
@pytest.mark.parametrize(
    "text",
    [
        "1|AbC",
        "account:signature",
        "a/b",
        "secret-token:E92FB7EB",
        "abc",
        "abc==",
        "=",
        "==",
        "==a",
        "a==b",
        "a/b=c",
        ":a=b",
        "{}",
        "'a'",
        "\\",
    ],
)
def test_bare_takes_visible_text_and_writes_it(cls: Cls, text: str) -> None:
    message = cls.bare("Newauth", text)
    assert (message.scheme, message.token68) == ("Newauth", text)
    assert message.params == {}
    assert message.to_header() == f"Newauth {text}"


@both
@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "a b",
        "a\tb",
        "a,b",
        ",",
        '"',
        'a"b',
        "a\r\nb",
        "a\n",
        "\0",
        "\x7f",
        "\xe9",
        "\u20ac",
        "a=b",
        "a=b=",
        "a=/",
        "=a",
        "=a=",
    ],
)
def test_bare_refuses_what_would_read_as_something_else(cls: Cls, text: str) -> None:
    with pytest.raises(BuildError) as caught:
        cls.bare("Newauth", text)
    assert caught.value.reason is Reason.BARE_TOKEN68


@both
def test_bare_refuses_a_scheme_that_is_no_token(cls: Cls) -> None:
    with pytest.raises(BuildError) as caught:
        cls.bare("New auth", "abc")
    assert caught.value.reason is Reason.NOT_A_TOKEN


def test_strict_parsing_refuses_what_bare_writes() -> None:
    with pytest.raises(ParseError) as caught:
        parse_credentials(GenericCredentials.bare("Bearer", "1:b").to_header())
    assert caught.value.reason is Reason.BARE_TOKEN68
    with pytest.raises(ParseError) as caught:
        BearerCredentials.from_generic(GenericCredentials.bare("Bearer", "1:b"))
    assert caught.value.reason is Reason.BARE_TOKEN68


def test_strict_parsing_takes_what_bare_writes_if_it_is_a_token68() -> None:
    message = GenericCredentials.bare("Bearer", "abc=")
    assert parse_credentials(message.to_header()) == BearerCredentials("abc=")
    assert message == GenericCredentials("Bearer", "abc=")


def test_a_bare_message_stays_a_message_of_its_own_in_a_list() -> None:
    joined = join_challenges([BasicChallenge("a"), GenericChallenge.bare("Newauth", "1|b")])
    with pytest.raises(ParseError) as caught:
        parse_challenges(joined)
    assert caught.value.reason is Reason.BARE_TOKEN68
    assert caught.value.scheme == "Newauth"


@pytest.mark.parametrize("cls", [BasicCredentials, DigestChallenge, DigestInfo, GenericInfo])
def test_from_generic_of_what_is_no_generic_message_is_a_type_error(cls: Any) -> None:
    with pytest.raises(TypeError, match="is expected, not int"):
        cls.from_generic(5)


def test_from_generic_names_the_scheme_of_what_it_refuses() -> None:
    with pytest.raises(ParseError) as refused:
        DigestChallenge.from_generic(GenericChallenge("digest", params={"realm": "a"}))
    assert (refused.value.scheme, refused.value.param) == ("Digest", "nonce")


def test_a_class_that_is_no_dataclass_has_a_repr() -> None:
    class Plain(Challenge):
        scheme = "Plain"

    assert repr(object.__new__(Plain)) == "Plain()"

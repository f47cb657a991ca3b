# SPDX-License-Identifier: MIT
"""Hawk: the length of a header, Server-Authorization, and bewits."""

from __future__ import annotations

import copy
import pickle
from base64 import urlsafe_b64encode
from dataclasses import FrozenInstanceError
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from message_parts import numbers, texts

from authheaders import (
    BuildError,
    HawkBewit,
    HawkChallenge,
    HawkCredentials,
    HawkInfo,
    ParseError,
    Reason,
    parse_authentication_info,
    parse_credentials,
)

TEXT = (
    "MTIzNDU2XDQ1MTE0ODQ2MjFcMzFjMmNkbUJFd1NJRVZDOVkva1NFb2c3d3YrdEVNWjZ3RXNmOGNHU2FXQT1cc29tZS1h"
    "cHAtZGF0YQ"
)
BEWIT = HawkBewit(
    id="123456",
    exp=4511484621,
    mac="31c2cdmBEwSIEVC9Y/kSEog7wv+tEMZ6wEsf8cGSaWA=",
    ext="some-app-data",
)

# --- the length of a header

SHORT = 'Hawk id="a", ts="1", nonce="b", ext="", mac="c"'


def test_a_header_of_4096_characters_is_built_and_read() -> None:
    ext = "x" * (4096 - len(SHORT))
    credentials = HawkCredentials(id="a", ts=1, nonce="b", ext=ext, mac="c")
    assert len(credentials.to_header()) == 4096
    assert HawkCredentials.parse(credentials.to_header()) == credentials


def test_a_longer_header_is_neither_built_nor_read() -> None:
    ext = "x" * (4097 - len(SHORT))
    with pytest.raises(BuildError) as built:
        HawkCredentials(id="a", ts=1, nonce="b", ext=ext, mac="c")
    assert built.value.reason is Reason.TOO_LONG
    with pytest.raises(ParseError) as read:
        parse_credentials(SHORT.replace('ext=""', f'ext="{ext}"'))
    assert (read.value.reason, read.value.scheme) == (Reason.TOO_LONG, "Hawk")


@pytest.mark.parametrize(
    "build",
    [lambda text: HawkChallenge(error=text), lambda text: HawkInfo(mac="a", ext=text)],
)
def test_the_length_of_each_message_is_limited(build: Any) -> None:
    with pytest.raises(BuildError) as caught:
        build("x" * 4096)
    assert caught.value.reason is Reason.TOO_LONG


# --- Server-Authorization


def test_the_server_s_message_is_not_read_as_authentication_info() -> None:
    with pytest.raises(ParseError) as caught:
        parse_authentication_info('Hawk mac="a"', "Hawk")
    assert caught.value.reason is Reason.SCHEME_IN_INFO


def test_the_server_s_message_is_not_read_as_credentials_of_a_client() -> None:
    with pytest.raises(ParseError) as caught:
        parse_credentials('Hawk mac="a"')
    assert caught.value.reason is Reason.MISSING_PARAM


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("Basic asdasdasdasd", 401),
        ("Hawk", 400),
        ("!@#", 400),
        ('Hawk id="123", ts="1353788437", nonce="k3j4h2", mac="/qwS", x="3"', 400),
    ],
)
def test_malformed_credentials_hint_at_what_the_reference_answers(value: str, hint: int) -> None:
    with pytest.raises(ParseError) as caught:
        HawkCredentials.parse(value)
    assert caught.value.status_hint == hint


# --- bewits


def test_a_bewit_is_read_and_written() -> None:
    assert HawkBewit.parse(TEXT) == BEWIT
    assert BEWIT.to_text() == TEXT


@given(
    st.builds(
        HawkBewit,
        id=texts(without="\\\t").filter(bool),
        exp=numbers(),
        mac=texts(without="\\\t").filter(bool),
        ext=texts(without="\\\t"),
    )
)
def test_a_bewit_that_was_written_reads_equal(bewit: HawkBewit) -> None:
    assert HawkBewit.parse(bewit.to_text()) == bewit
    assert bewit.to_text().encode().replace(b"-", b"").replace(b"_", b"").isalnum()


@given(st.text() | st.binary().map(lambda octets: urlsafe_b64encode(octets).decode().rstrip("=")))
def test_text_that_is_no_bewit_raises_only_parse_error(text: str) -> None:
    error = None
    try:
        HawkBewit.parse(text)
    except ParseError as caught:
        error = caught
    assert error is None or error.scheme == "Hawk"


def encoded(text: str) -> str:
    return urlsafe_b64encode(text.encode("latin-1")).decode().rstrip("=")


@pytest.mark.parametrize(
    ("text", "reason", "param"),
    [
        ("", Reason.BAD_VALUE, None),
        ("*", Reason.BAD_BASE64, None),
        (TEXT + "==", Reason.BAD_BASE64, None),
        (TEXT + "\n", Reason.BAD_BASE64, None),
        (TEXT[:-1] + "R", Reason.BAD_BASE64, None),
        (encoded("1\\2\\3"), Reason.BAD_VALUE, None),
        (encoded("1\\2\\3\\4\\5"), Reason.BAD_VALUE, None),
        (encoded("1\xff\\2\\3\\4"), Reason.BAD_VALUE, None),
        (encoded("\\2\\3\\4"), Reason.BAD_VALUE, "id"),
        (encoded("1\\\\3\\4"), Reason.BAD_VALUE, "exp"),
        (encoded("1\\x\\3\\4"), Reason.BAD_VALUE, "exp"),
        (encoded("1\\02\\3\\4"), Reason.BAD_VALUE, "exp"),
        (encoded("1\\2\\\\4"), Reason.BAD_VALUE, "mac"),
        (encoded("1\\2\\3\\4\n"), Reason.CONTROL_CHARACTER, "ext"),
        (encoded("1\\2\\3\\4\t"), Reason.BAD_VALUE, "ext"),
    ],
)
def test_a_malformed_bewit_is_refused(text: str, reason: Reason, param: str | None) -> None:
    with pytest.raises(ParseError) as caught:
        HawkBewit.parse(text)
    assert (caught.value.reason, caught.value.param) == (reason, param)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"id": ""}, Reason.BAD_VALUE),
        ({"id": "a\\b"}, Reason.BAD_VALUE),
        ({"mac": "a\\b"}, Reason.BAD_VALUE),
        ({"mac": ""}, Reason.BAD_VALUE),
        ({"ext": "a\\b"}, Reason.BAD_VALUE),
        ({"ext": "a\r"}, Reason.CONTROL_CHARACTER),
        ({"exp": -1}, Reason.BAD_VALUE),
    ],
)
def test_a_bewit_of_bad_values_is_not_built(changed: dict[str, Any], reason: Reason) -> None:
    with pytest.raises(BuildError) as caught:
        HawkBewit(**{"id": "a", "exp": 1, "mac": "b", **changed})
    assert caught.value.reason is reason


@pytest.mark.parametrize("changed", [{"id": 5}, {"exp": "1"}, {"exp": True}, {"mac": None}])
def test_a_bewit_of_wrong_types_is_a_type_error(changed: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        HawkBewit(**{"id": "a", "exp": 1, "mac": "b", **changed})


def test_a_bewit_is_text() -> None:
    wrong: Any = TEXT.encode()
    with pytest.raises(TypeError):
        HawkBewit.parse(wrong)


def test_a_bewit_hides_its_mac() -> None:
    assert repr(BEWIT) == (
        "HawkBewit(id='123456', exp=4511484621, mac=<hidden>, ext='some-app-data')"
    )
    assert str(BEWIT) == repr(BEWIT)


def test_a_bewit_is_a_value() -> None:
    for twin in (copy.copy(BEWIT), copy.deepcopy(BEWIT), pickle.loads(pickle.dumps(BEWIT))):
        assert twin == BEWIT
        assert hash(twin) == hash(BEWIT)
    changing: Any = BEWIT
    with pytest.raises(FrozenInstanceError):
        changing.exp = 5

# SPDX-License-Identifier: MIT
"""Names and passwords of Basic, compared."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authheaders import BasicCredentials, BuildError, Reason, VerifyError, parse_credentials
from authheaders.signing import basic

ALADDIN = BasicCredentials("Aladdin", "open sesame")
TEXT = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters=":"),
    max_size=8,
)


def is_right(credentials: BasicCredentials, username: Any, password: Any, **options: Any) -> bool:
    try:
        basic.verify(credentials, username=username, password=password, **options)
    except VerifyError as refused:
        error = refused
    else:
        return True
    assert (error.reason, error.scheme, error.param) == (Reason.WRONG_PROOF, "Basic", None)
    assert error.status_hint == 401
    assert str(error) == "expected the name and the password of a user (wrong-proof)"
    return False


@pytest.mark.parametrize(
    ("username", "password", "right"),
    [
        ("Aladdin", "open sesame", True),
        (b"Aladdin", b"open sesame", True),
        ("Aladdin", b"open sesame", True),
        ("Aladdin", "Open sesame", False),
        ("Aladdin", "open sesame ", False),
        ("Aladdin", "", False),
        ("aladdin", "open sesame", False),
        ("", "", False),
        ("open sesame", "Aladdin", False),
        ("Aladdin:open", "sesame", False),
    ],
)
def test_both_must_be_right(username: Any, password: Any, right: bool) -> None:
    assert is_right(ALADDIN, username, password) is right


@pytest.mark.parametrize("sent", ["", "open sesame", "None"])
def test_an_unknown_user_is_refused_whatever_the_password(sent: str) -> None:
    assert not is_right(BasicCredentials("Scar", sent), "Scar", None)


def test_empty_parts_can_be_right() -> None:
    assert is_right(BasicCredentials("", ""), "", b"")


@given(TEXT, TEXT, TEXT, TEXT)
def test_right_is_what_is_equal(name: str, word: str, username: str, password: str) -> None:
    credentials = BasicCredentials(name, word)
    assert is_right(credentials, name, word)
    assert is_right(credentials, name.encode(), word.encode())
    assert is_right(credentials, username, password) == ((name, word) == (username, password))


@pytest.mark.parametrize("value", ["Basic SsO8cmdlbjpww6Rzcw==", "Basic SvxyZ2VuOnDkc3M="])
def test_other_than_ascii_is_right_in_both_encodings(value: str) -> None:
    credentials = parse_credentials(value)
    assert isinstance(credentials, BasicCredentials)
    assert is_right(credentials, "Jürgen", "päss")
    assert is_right(credentials, "Jürgen".encode(), "päss".encode())
    assert not is_right(credentials, "Jürgen", "pass")


def test_text_is_compared_in_nfc_if_there_is_a_charset() -> None:
    decomposed = BasicCredentials("e\u0301", "a\u0308")
    assert not is_right(decomposed, "\xe9", "\xe4")
    assert is_right(decomposed, "\xe9", "\xe4", charset="UTF-8")
    assert is_right(BasicCredentials("\xe9", "\xe4"), "e\u0301", "a\u0308", charset="utf-8")


def test_the_same_is_computed_for_whatever_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[bytes] = []
    sha256 = hashlib.sha256

    def counting(octets: bytes) -> Any:
        hashed.append(octets)
        return sha256(octets)

    monkeypatch.setattr(hashlib, "sha256", counting)
    work = []
    for username, password in (("Aladdin", "x"), ("Scar", "open sesame"), ("Scar", None)):
        hashed.clear()
        assert not is_right(ALADDIN, username, password)
        work.append(len(hashed))
    assert work == [4, 4, 4]


@pytest.mark.parametrize(
    ("options", "param"),
    [
        ({"username": "\ud800"}, "username"),
        ({"password": "\ud800"}, "password"),
        ({"charset": "latin1"}, "charset"),
    ],
)
def test_a_bad_value_of_the_caller_is_a_build_error(options: dict[str, str], param: str) -> None:
    given: dict[str, Any] = {"username": "u", "password": "p", **options}
    with pytest.raises(BuildError) as caught:
        basic.verify(ALADDIN, **given)
    assert (caught.value.reason, caught.value.param) == (Reason.BAD_VALUE, param)


@pytest.mark.parametrize("options", [{"username": None}, {"password": 1}])
def test_a_value_of_another_type_is_a_type_error(options: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        basic.verify(ALADDIN, **{"username": "u", "password": "p", **options})


def test_credentials_of_another_class_are_a_type_error() -> None:
    with pytest.raises(TypeError, match="BasicCredentials"):
        basic.verify(parse_credentials("Bearer abc"), username="u", password="p")  # type: ignore[arg-type]  # what is tested

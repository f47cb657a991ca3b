# SPDX-License-Identifier: MIT
"""WSSE: the three forms of the digest."""

from __future__ import annotations

import base64
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from authheaders import BuildError, Reason, UsernameToken, VerifyError
from authheaders.signing import wsse

if TYPE_CHECKING:
    from collections.abc import Callable

PASSWORD = "taadtaadpstcsm"
#: The examples of the original article, and of those who encode the nonce.
LITERAL = UsernameToken.parse(
    'UsernameToken Username="bob", PasswordDigest="quR/EWLAV4xLf9Zqyw4pDmfV9OY=", '
    'Nonce="d36e316282959a9ed4c89851497a717f", Created="2003-12-15T14:43:07Z"'
)
ENCODED = UsernameToken.parse(
    'UsernameToken Username="bob", PasswordDigest="quR/EWLAV4xLf9Zqyw4pDmfV9OY=", '
    'Nonce="ZDM2ZTMxNjI4Mjk1OWE5ZWQ0Yzg5ODUxNDk3YTcxN2Y=", Created="2003-12-15T14:43:07Z"'
)
NONCE = b"d36e316282959a9ed4c89851497a717f"
CREATED = "2003-12-15T14:43:07Z"
NOW = 1071499387


def refusal(call: Callable[[], object]) -> tuple[Reason, str | None]:
    with pytest.raises(VerifyError) as caught:
        call()
    assert (caught.value.scheme, caught.value.status_hint) == ("UsernameToken", 401)
    return caught.value.reason, caught.value.param


def test_the_nonce_is_hashed_as_it_stands() -> None:
    assert wsse.sign("bob", PASSWORD, nonce=NONCE, created=CREATED) == LITERAL
    wsse.verify(LITERAL, PASSWORD, now=NOW)


def test_an_encoded_nonce_is_decoded_before_it_is_hashed() -> None:
    made = wsse.sign("bob", PASSWORD, nonce=NONCE, created=CREATED, encoded=True)
    assert made == ENCODED
    wsse.verify(ENCODED, PASSWORD, encoded=True, now=NOW)


def test_a_hexadecimal_digest_is_longer() -> None:
    made = wsse.sign("bob", PASSWORD, nonce=NONCE, created=CREATED, hexadecimal=True)
    digest = base64.b64decode(LITERAL.password_digest).hex()
    assert base64.b64decode(made.password_digest).decode() == digest
    assert len(made.password_digest) == 56
    wsse.verify(made, PASSWORD, hexadecimal=True, now=NOW)


@pytest.mark.parametrize(
    ("token", "password", "form"),
    [
        (LITERAL, "x", {}),
        (ENCODED, PASSWORD, {}),
        (LITERAL, PASSWORD, {"hexadecimal": True}),
        (replace(LITERAL, nonce="x"), PASSWORD, {}),
        (replace(LITERAL, created="2003-12-15T14:43:08Z"), PASSWORD, {}),
        (replace(ENCODED, nonce="ZDM2"), PASSWORD, {"encoded": True}),
    ],
)
def test_another_digest_is_refused(
    token: UsernameToken, password: str, form: dict[str, Any]
) -> None:
    error = refusal(lambda: wsse.verify(token, password, **form, now=NOW))
    assert error == (Reason.WRONG_PROOF, "PasswordDigest")


def test_a_nonce_that_is_not_encoded_is_refused_where_it_must_be() -> None:
    token = replace(LITERAL, nonce="*")
    error = refusal(lambda: wsse.verify(token, PASSWORD, encoded=True, now=NOW))
    assert error == (Reason.WRONG_PROOF, "Nonce")


@pytest.mark.parametrize("now", [NOW - 301, NOW + 301, None])
def test_a_token_of_another_time_is_stale(now: float | None) -> None:
    error = refusal(lambda: wsse.verify(LITERAL, PASSWORD, now=now))
    assert error == (Reason.STALE, "Created")
    wsse.verify(LITERAL, PASSWORD, now=NOW + 301, skew=400)


@pytest.mark.parametrize(
    "created",
    ["", "now", "2003-12-15", "2003-12-15T14:43:07", "2003-13-15T14:43:07Z", "03-12-15T14:43:07Z"],
)
def test_a_timestamp_that_can_not_be_read_is_stale(created: str) -> None:
    token = wsse.sign("bob", PASSWORD, nonce=NONCE, created=created)
    error = refusal(lambda: wsse.verify(token, PASSWORD, now=NOW))
    assert error == (Reason.STALE, "Created")


def test_the_start_of_a_timestamp_can_not_be_moved_into_the_nonce() -> None:
    moved = replace(LITERAL, nonce=f"{LITERAL.nonce}2", created=CREATED[1:])
    error = refusal(lambda: wsse.verify(moved, PASSWORD, now=NOW))
    assert error == (Reason.STALE, "Created")


@pytest.mark.parametrize(
    ("created", "expected"),
    [
        (CREATED, NOW),
        ("2003-12-15T14:43:07.9Z", NOW),
        ("2003-12-15T14:43Z", NOW - 7),
        ("2003-12-15T15:43:07+01:00", NOW),
        ("2003-12-15T10:13:07-04:30", NOW),
        ("2005-2-5T17:18:15Z", 1107623895),
        ("1969-12-31T23:59:59Z", -1),
        ("2003-12-15T24:43:07Z", None),
        ("2003-12-15T14:43:07Z\n", None),
        ("2003-12-15t14:43:07z", None),
        ("\u0662003-12-15T14:43:07Z", None),
    ],
)
def test_a_timestamp_is_read(created: str, expected: int | None) -> None:
    assert wsse.seconds(created) == expected


def test_a_nonce_is_used_once() -> None:
    used: list[tuple[str, str, str]] = []

    def use(username: str, nonce: str, created: str) -> bool:
        used.append((username, nonce, created))
        return len(used) == 1

    wsse.verify(LITERAL, PASSWORD, now=NOW, use_nonce=use)
    error = refusal(lambda: wsse.verify(LITERAL, PASSWORD, now=NOW, use_nonce=use))
    assert error == (Reason.REPLAYED, "Nonce")
    assert used[0] == ("bob", NONCE.decode(), CREATED)


def test_a_token_that_is_refused_uses_no_nonce() -> None:
    def use(username: str, nonce: str, created: str) -> bool:
        raise AssertionError

    refusal(lambda: wsse.verify(LITERAL, "x", now=NOW, use_nonce=use))
    refusal(lambda: wsse.verify(LITERAL, PASSWORD, now=0, use_nonce=use))


def test_the_clock_of_the_machine_is_used_where_none_is_given() -> None:
    first, second = (wsse.sign("bob", PASSWORD) for _ in range(2))
    assert first.nonce != second.nonce
    found = wsse.seconds(first.created)
    assert found is not None
    assert abs(found - time.time()) < 30
    wsse.verify(first, PASSWORD)


@pytest.mark.parametrize(
    "wrong", [{"nonce": b"\n"}, {"created": "\n"}, {"created": "\u20ac"}, {"username": "\ud800"}]
)
def test_what_can_not_stand_in_the_header_is_refused(wrong: dict[str, Any]) -> None:
    given = {"username": "bob", "password": PASSWORD, "nonce": NONCE, "created": CREATED, **wrong}
    with pytest.raises(BuildError):
        wsse.sign(**given)


def test_any_password_is_hashed() -> None:
    for password in ("", "\n", "p\xe4ss", "\ud800"):
        token = wsse.sign("bob", password, nonce=NONCE, created=CREATED)
        wsse.verify(token, password, now=NOW)

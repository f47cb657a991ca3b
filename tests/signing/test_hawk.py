# SPDX-License-Identifier: MIT
"""Hawk: what mozilla/hawk computes, and what must not be verified."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from authheaders import (
    BuildError,
    HawkBewit,
    HawkChallenge,
    HawkCredentials,
    HawkInfo,
    ParseError,
    Reason,
    VerifyError,
)
from authheaders.signing import hawk
from authheaders.signing.hawk import Target

if TYPE_CHECKING:
    from collections.abc import Callable

API_KEY = "werxhqb98rpaxn39848xrunpaw3489ruxnpa98w4rxn"
GET = Target("GET", "/resource/1?b=1&a=2", "example.com", 8000)
POST = Target("POST", "/resource/1?b=1&a=2", "example.com", 8000)
FLYING = b"Thank you for flying Hawk"
SIGNED: dict[str, Any] = {"ts": 1353832234, "nonce": "j4h3g2", "ext": "some-app-ext-data"}

CLIENT_KEY = "2983d45yun89q"
RAINBOW = Target("POST", "/somewhere/over/the/rainbow", "example.net", 443)
ABOUT: dict[str, Any] = {
    "payload": b"something to write about",
    "content_type": "text/plain",
    "ts": 1353809207,
    "nonce": "Ygvqdz",
}

GET_HEADER = (
    'Hawk id="dh37fgj492je", ts="1353832234", nonce="j4h3g2", ext="some-app-ext-data", '
    'mac="6R4rV5iE+NPoym+WwjeHzjAGXUtLNIxmo1vpMofpLAE="'
)
POST_HEADER = (
    'Hawk id="dh37fgj492je", ts="1353832234", nonce="j4h3g2", '
    'hash="Yi9LfIIFRtBEPt74PVmbTF/xVAwPn7ub15ePICfgnuY=", ext="some-app-ext-data", '
    'mac="aSe1DERmZuRl3pI36/9BdZmnErTw3sNzOOAUlfeKjVw="'
)
RAINBOW_HEADER = (
    'Hawk id="123456", ts="1353809207", nonce="Ygvqdz", '
    'hash="2QfCt3GuY9HQnHWyWD3wX68ZOKbynqlfYmuO2ZBRqtY="'
)
APP = 'mac="hsl/9/u4Zln7g+ylEM3SVTOd0Aop2MefQJwvkAN6VjI=", app="24s23423f34dx", dlg="234sz34tww3sd"'
#: What is sent, and what it is computed from.
REQUESTS: list[tuple[str, str, str, Target, dict[str, Any]]] = [
    (GET_HEADER, "dh37fgj492je", API_KEY, GET, SIGNED),
    (
        POST_HEADER,
        "dh37fgj492je",
        API_KEY,
        POST,
        {**SIGNED, "payload": FLYING, "content_type": "text/plain"},
    ),
    (
        f'{RAINBOW_HEADER}, ext="Bazinga!", mac="q1CwFoSHzPZSkbIvl0oYlD+91rBUEvFk763nMjMndj8="',
        "123456",
        CLIENT_KEY,
        RAINBOW,
        {**ABOUT, "ext": "Bazinga!"},
    ),
    (
        f'{RAINBOW_HEADER}, mac="HTgtd0jPI6E4izx8e4OHdO36q00xFCU0FolNq3RiCYs="',
        "123456",
        CLIENT_KEY,
        RAINBOW,
        ABOUT,
    ),
    (
        f'{RAINBOW_HEADER}, ext="Bazinga!", {APP}',
        "123456",
        CLIENT_KEY,
        RAINBOW,
        {**ABOUT, "ext": "Bazinga!", "app": "24s23423f34dx", "dlg": "234sz34tww3sd"},
    ),
]
each_request = pytest.mark.parametrize(("header", "key_id", "key", "target", "signed"), REQUESTS)


def refusal(call: Callable[[], object]) -> VerifyError:
    with pytest.raises(VerifyError) as caught:
        call()
    assert caught.value.scheme == "Hawk"
    return caught.value


# --- requests


@each_request
def test_a_request_is_signed_as_by_the_reference(
    header: str, key_id: str, key: str, target: Target, signed: dict[str, Any]
) -> None:
    assert hawk.sign(key_id, key, target, **signed).to_header() == header
    assert hawk.sign(key_id, key.encode(), target, **signed).to_header() == header


@each_request
def test_a_request_of_the_reference_is_verified(
    header: str, key_id: str, key: str, target: Target, signed: dict[str, Any]
) -> None:
    credentials = HawkCredentials.parse(header)
    assert credentials.id == key_id
    body = {name: signed[name] for name in ("payload", "content_type") if name in signed}
    hawk.verify(credentials, key, target, **body, now=credentials.ts)


CREDENTIALS = HawkCredentials.parse(POST_HEADER)
NOW = CREDENTIALS.ts
BODY: dict[str, Any] = {"payload": FLYING, "content_type": "text/plain"}


@pytest.mark.parametrize(
    ("changed", "key", "target"),
    [
        ({"id": "x"}, API_KEY, POST),
        ({"ts": NOW + 1}, API_KEY, POST),
        ({"nonce": "j4h3g3"}, API_KEY, POST),
        ({"hash": None}, API_KEY, POST),
        ({"ext": None}, API_KEY, POST),
        ({"app": "a"}, API_KEY, POST),
        ({"app": "a", "dlg": "b"}, API_KEY, POST),
        ({"mac": CREDENTIALS.mac[:-1]}, API_KEY, POST),
        ({"mac": "x"}, API_KEY, POST),
        ({}, API_KEY + "x", POST),
        ({}, API_KEY, GET),
        ({}, API_KEY, replace(POST, resource="/resource/1?a=2&b=1")),
        ({}, API_KEY, replace(POST, host="example.org")),
        ({}, API_KEY, replace(POST, port=80)),
    ],
)
def test_what_the_mac_covers_can_not_be_changed(
    changed: dict[str, Any], key: str, target: Target
) -> None:
    def verify() -> None:
        hawk.verify(replace(CREDENTIALS, **changed), key, target, now=NOW)

    if "id" in changed:
        verify()  # It chooses the key, and is not part of what is hashed.
        return
    error = refusal(verify)
    assert (error.reason, error.param) == (Reason.WRONG_PROOF, "mac")
    assert error.status_hint == 401


@pytest.mark.parametrize(
    "target", [replace(POST, method="post"), replace(POST, host="EXAMPLE.com")]
)
def test_the_case_of_method_and_host_does_not_matter(target: Target) -> None:
    hawk.verify(CREDENTIALS, API_KEY, target, now=NOW)


@pytest.mark.parametrize(
    ("payload", "content_type"),
    [(FLYING + b"!", "text/plain"), (b"", "text/plain"), (FLYING, "text/html"), (FLYING, "")],
)
def test_another_body_is_refused(payload: bytes, content_type: str) -> None:
    error = refusal(
        lambda: hawk.verify(
            CREDENTIALS, API_KEY, POST, payload=payload, content_type=content_type, now=NOW
        )
    )
    assert (error.reason, error.param) == (Reason.WRONG_PROOF, "hash")


def test_a_body_that_is_not_covered_is_refused() -> None:
    credentials = hawk.sign("a", API_KEY, POST, ts=NOW)
    error = refusal(lambda: hawk.verify(credentials, API_KEY, POST, payload=b"", now=NOW))
    assert (error.reason, error.param) == (Reason.WRONG_PROOF, "hash")


def test_parameters_and_case_of_the_media_type_do_not_matter() -> None:
    content_type = " Text/Plain ; charset=UTF-8"
    hawk.verify(CREDENTIALS, API_KEY, POST, payload=FLYING, content_type=content_type, now=NOW)


@pytest.mark.parametrize("now", [NOW - 61, NOW + 61, NOW - 60.5, 0])
def test_a_timestamp_beyond_the_skew_is_stale(now: float) -> None:
    error = refusal(lambda: hawk.verify(CREDENTIALS, API_KEY, POST, **BODY, now=now))
    assert (error.reason, error.param) == (Reason.STALE, "ts")


def test_a_timestamp_within_the_skew_is_taken() -> None:
    for now in (NOW - 60, NOW, NOW + 60.0):
        hawk.verify(CREDENTIALS, API_KEY, POST, **BODY, now=now)
    hawk.verify(CREDENTIALS, API_KEY, POST, **BODY, now=NOW + 90, skew=100)


def test_a_nonce_is_used_once() -> None:
    used: list[tuple[str, str, int]] = []

    def use(key_id: str, nonce: str, ts: int) -> bool:
        used.append((key_id, nonce, ts))
        return used.count(used[-1]) == 1

    hawk.verify(CREDENTIALS, API_KEY, POST, now=NOW, use_nonce=use)
    error = refusal(lambda: hawk.verify(CREDENTIALS, API_KEY, POST, now=NOW, use_nonce=use))
    assert (error.reason, error.param) == (Reason.REPLAYED, "nonce")
    assert used[0] == ("dh37fgj492je", "j4h3g2", 1353832234)


def test_a_request_that_is_refused_uses_no_nonce() -> None:
    def use(key_id: str, nonce: str, ts: int) -> bool:
        raise AssertionError

    refusal(lambda: hawk.verify(CREDENTIALS, "x", POST, now=NOW, use_nonce=use))
    refusal(lambda: hawk.verify(CREDENTIALS, API_KEY, POST, payload=b"", now=NOW, use_nonce=use))
    refusal(lambda: hawk.verify(CREDENTIALS, API_KEY, POST, now=0, use_nonce=use))


def test_the_clock_of_the_machine_is_used_where_none_is_given() -> None:
    first, second = (hawk.sign("a", API_KEY, GET) for _ in range(2))
    assert abs(first.ts - time.time()) < 30
    assert first.nonce != second.nonce
    hawk.verify(first, API_KEY, GET)
    assert refusal(lambda: hawk.verify(CREDENTIALS, API_KEY, POST)).reason is Reason.STALE


def test_sha1_is_for_keys_that_ask_for_it() -> None:
    credentials = hawk.sign("a", API_KEY, POST, **BODY, algorithm="sha1")
    assert (len(credentials.mac), len(credentials.hash or "")) == (28, 28)
    hawk.verify(credentials, API_KEY, POST, **BODY, algorithm="sha1")
    assert refusal(lambda: hawk.verify(credentials, API_KEY, POST)).reason is Reason.WRONG_PROOF


@pytest.mark.parametrize("algorithm", ["md5", "SHA256", "", "sha256 "])
def test_another_algorithm_is_not_computed(algorithm: str) -> None:
    for call in (
        lambda: hawk.sign("a", API_KEY, GET, algorithm=algorithm),
        lambda: hawk.payload_hash(b"", algorithm=algorithm),
        lambda: hawk.stale_challenge(API_KEY, algorithm=algorithm),
    ):
        with pytest.raises(BuildError) as caught:
            call()
        assert caught.value.reason is Reason.UNSUPPORTED


@pytest.mark.parametrize(
    "target",
    [
        replace(GET, method="GET\n/x"),
        replace(GET, resource="/\nexample.com"),
        replace(GET, host="example.com\n80"),
    ],
)
def test_a_line_end_can_not_pass_for_the_next_line(target: Target) -> None:
    for call in (
        lambda: hawk.sign("a", API_KEY, target),
        lambda: hawk.verify(CREDENTIALS, API_KEY, target),
    ):
        with pytest.raises(BuildError) as caught:
            call()
        assert caught.value.reason is Reason.CONTROL_CHARACTER


def test_a_line_end_in_a_media_type_is_refused() -> None:
    with pytest.raises(BuildError) as caught:
        hawk.payload_hash(b"", "text/plain\nx")
    assert caught.value.reason is Reason.CONTROL_CHARACTER


def test_ext_is_escaped_in_what_is_hashed() -> None:
    def mac(ext: str) -> str:
        return hawk.request_mac(API_KEY, GET, ts=1, nonce="a", ext=ext)

    assert len({mac("a\nb"), mac("a\\nb"), mac("a\\\\nb"), mac("anb")}) == 4


# --- responses

INFO = HawkInfo(
    mac="7Vs8WESvOYGbOyA5kw/beTtIHH4yy3x1VY72ZKpEFpE=",
    hash="CMvakkkl6cSYGn/nGR+QdLOYf+NRX9rMM3Bb4/y44gE=",
    ext="response-specific",
)
HELLO: dict[str, Any] = {"payload": b"Hello Hawk", "content_type": "text/plain"}


def test_a_response_is_signed_and_verified() -> None:
    made = hawk.answer(CREDENTIALS, API_KEY, POST, **HELLO, ext="response-specific")
    assert made == INFO
    hawk.verify_answer(INFO, CREDENTIALS, API_KEY, POST, **HELLO)
    hawk.verify_answer(INFO, CREDENTIALS, API_KEY, POST)


def test_a_response_without_a_body_is_signed_and_verified() -> None:
    made = hawk.answer(CREDENTIALS, API_KEY, POST)
    assert (made.hash, made.ext) == (None, None)
    hawk.verify_answer(made, CREDENTIALS, API_KEY, POST)


@pytest.mark.parametrize(
    ("info", "request_", "key", "target"),
    [
        (replace(INFO, ext="x"), CREDENTIALS, API_KEY, POST),
        (replace(INFO, hash=None), CREDENTIALS, API_KEY, POST),
        (replace(INFO, mac=CREDENTIALS.mac), CREDENTIALS, API_KEY, POST),
        (INFO, replace(CREDENTIALS, nonce="x"), API_KEY, POST),
        (INFO, replace(CREDENTIALS, ts=1), API_KEY, POST),
        (INFO, replace(CREDENTIALS, app="x"), API_KEY, POST),
        (INFO, CREDENTIALS, CLIENT_KEY, POST),
        (INFO, CREDENTIALS, API_KEY, GET),
    ],
)
def test_a_response_to_another_request_is_refused(
    info: HawkInfo, request_: HawkCredentials, key: str, target: Target
) -> None:
    error = refusal(lambda: hawk.verify_answer(info, request_, key, target))
    assert (error.reason, error.param) == (Reason.WRONG_PROOF, "mac")
    assert error.status_hint is None


def test_another_body_of_a_response_is_refused() -> None:
    error = refusal(lambda: hawk.verify_answer(INFO, CREDENTIALS, API_KEY, POST, payload=b"Hello"))
    assert (error.reason, error.param) == (Reason.WRONG_PROOF, "hash")


def test_the_request_itself_is_no_response_to_it() -> None:
    echoed = HawkInfo(mac=CREDENTIALS.mac, hash=CREDENTIALS.hash, ext=CREDENTIALS.ext)
    error = refusal(lambda: hawk.verify_answer(echoed, CREDENTIALS, API_KEY, POST))
    assert error.reason is Reason.WRONG_PROOF


# --- the clock

STALE = HawkChallenge(
    ts=1353832234,
    tsm="2mw1eh/qXzl0wJZ/E6XvBhRMEJN7L3j8AyMA8eItEb0=",
    error="Stale timestamp",
)


def test_the_time_is_told_and_verified() -> None:
    assert hawk.stale_challenge(API_KEY, now=1353832234.9) == STALE
    hawk.verify_challenge(STALE, API_KEY)
    hawk.verify_challenge(hawk.stale_challenge(API_KEY), API_KEY)


@pytest.mark.parametrize(
    ("challenge", "key"),
    [
        (replace(STALE, ts=1353832235), API_KEY),
        (replace(STALE, tsm="hwayS28vtnn3qbv0mqRBYSXebN/zggEtucfeZ620Zo="), API_KEY),
        (STALE, CLIENT_KEY),
        (HawkChallenge(), API_KEY),
        (HawkChallenge(error="Stale timestamp"), API_KEY),
    ],
)
def test_a_time_that_is_not_the_server_s_is_refused(challenge: HawkChallenge, key: str) -> None:
    error = refusal(lambda: hawk.verify_challenge(challenge, key))
    assert (error.reason, error.param) == (Reason.WRONG_PROOF, "tsm")


# --- bewits

BEWIT_TARGET = Target("GET", "/somewhere/over/the/rainbow", "example.com", 443)
BEWIT = HawkBewit(
    id="123456",
    exp=1356420707,
    mac="kscxwNR2tJpP1T1zDLNPbB5UiKIU9tOSJXTUdG7X9h8=",
    ext="xandyandz",
)


def bewit() -> HawkBewit:
    return hawk.sign_bewit("123456", CLIENT_KEY, BEWIT_TARGET, exp=1000, ext="some-app-data")


def test_a_bewit_is_signed_as_by_the_reference() -> None:
    key = "2983d45yun89q"
    made = hawk.sign_bewit("123456", key, BEWIT_TARGET, exp=1356420707, ext="xandyandz")
    assert made == BEWIT


def test_a_bewit_of_the_reference_is_verified() -> None:
    text = (
        "MTIzNDU2XDQ1MTE0ODQ2MjFcMzFjMmNkbUJFd1NJRVZDOVkva1NFb2c3d3YrdEVNWjZ3RXNmOGNHU2FXQT1c"
        "c29tZS1hcHAtZGF0YQ"
    )
    resource, found = hawk.split_bewit(f"/resource/4?a=1&b=2&bewit={text}")
    hawk.verify_bewit(found, API_KEY, Target("GET", resource, "example.com", 8080), now=1356420000)


def test_a_bewit_is_verified_before_it_expires() -> None:
    for method in ("GET", "HEAD", "get"):
        target = replace(BEWIT_TARGET, method=method)
        hawk.verify_bewit(bewit(), CLIENT_KEY, target, now=999.5)


@pytest.mark.parametrize("now", [1000, 1001, None])
def test_a_bewit_that_has_expired_is_stale(now: float | None) -> None:
    error = refusal(lambda: hawk.verify_bewit(bewit(), CLIENT_KEY, BEWIT_TARGET, now=now))
    assert (error.reason, error.param) == (Reason.STALE, "exp")


def test_a_bewit_is_for_reading_only() -> None:
    target = replace(BEWIT_TARGET, method="POST")
    error = refusal(lambda: hawk.verify_bewit(bewit(), CLIENT_KEY, target, now=1))
    assert error.reason is Reason.WRONG_TARGET


@pytest.mark.parametrize(
    ("changed", "target"),
    [
        ({"exp": 5000}, BEWIT_TARGET),
        ({"ext": ""}, BEWIT_TARGET),
        ({"mac": "x"}, BEWIT_TARGET),
        ({"mac": "\xe9"}, BEWIT_TARGET),
        ({}, replace(BEWIT_TARGET, resource="/")),
        ({}, replace(BEWIT_TARGET, host="example.net")),
        ({}, replace(BEWIT_TARGET, port=80)),
    ],
)
def test_a_bewit_for_something_else_is_refused(changed: dict[str, Any], target: Target) -> None:
    changed_bewit = replace(bewit(), **changed)
    error = refusal(lambda: hawk.verify_bewit(changed_bewit, CLIENT_KEY, target, now=1))
    assert (error.reason, error.param) == (Reason.WRONG_PROOF, "mac")


@pytest.mark.parametrize(
    "resource", ["/a", "/a?b=c", "/a?b=c&d=e", "/?", "/a?bewit", "/a?xbewit=b"]
)
def test_a_bewit_is_put_into_a_resource_and_taken_out(resource: str) -> None:
    with_bewit = hawk.with_bewit(resource, BEWIT)
    assert hawk.split_bewit(with_bewit) == (resource, BEWIT)


TEXT = BEWIT.to_text()


@pytest.mark.parametrize(
    ("resource", "expected"),
    [
        (f"/a?bewit={TEXT}", "/a"),
        (f"/a?bewit={TEXT}&b=c", "/a?b=c"),
        (f"/a?b=c&bewit={TEXT}&d=e", "/a?b=c&d=e"),
        (f"/a?bewit=x&bewit={TEXT}", "/a?bewit=x"),
        (f"/a?bewit={TEXT}&", "/a?"),
    ],
)
def test_a_bewit_is_taken_out_from_everywhere_in_a_query(resource: str, expected: str) -> None:
    assert hawk.split_bewit(resource) == (expected, BEWIT)


@pytest.mark.parametrize(
    ("resource", "reason"),
    [
        ("/a", Reason.MISSING_PARAM),
        ("", Reason.MISSING_PARAM),
        (f"/a?xbewit={TEXT}", Reason.MISSING_PARAM),
        ("/a?bewit=", Reason.BAD_VALUE),
        ("/a?bewit=*", Reason.BAD_BASE64),
    ],
)
def test_a_resource_without_a_bewit_is_refused(resource: str, reason: Reason) -> None:
    with pytest.raises(ParseError) as caught:
        hawk.split_bewit(resource)
    assert (caught.value.reason, caught.value.scheme) == (reason, "Hawk")

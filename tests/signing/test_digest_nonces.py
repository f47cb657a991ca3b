# SPDX-License-Identifier: MIT
"""Nonces that are known again without a store, and counts that are used once."""

from __future__ import annotations

import copy
import pickle
from base64 import b64decode, b64encode
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authheaders import BuildError, DigestChallenge, DigestCredentials, Reason, VerifyError
from authheaders.signing import digest

SECRET = b"sixteen octets!!"
NOON = 1_000_000_000.0
MINT = digest.NonceMint(SECRET, lifetime=300, now=lambda: NOON)


def request(nonce: str, count: int | None = 1) -> DigestCredentials:
    """An answer; its response plays no part here."""
    challenge = DigestChallenge(realm="a", nonce=nonce, qop=() if count is None else ("auth",))
    return digest.answer(
        challenge, username="u", password="p", method="GET", uri="/", nc=count or 1
    )


def reason_of(check: Any, *args: Any) -> Reason | None:
    try:
        check(*args)
    except VerifyError as refused:
        error = refused
    else:
        return None
    assert (error.scheme, error.status_hint) == ("Digest", 401)
    return error.reason


# --- the mint


def at(seconds: float) -> digest.NonceMint:
    return replace(MINT, now=lambda: NOON + seconds)


def test_nonces_are_all_different() -> None:
    assert len({MINT.make() for _ in range(1000)}) == 1000


def test_a_nonce_knows_when_it_was_made() -> None:
    assert MINT.made(at(1.2345).make()) == NOON + 1.234


@pytest.mark.parametrize("seconds", [-300, -1, 0, 299, 300])
def test_a_nonce_is_good_for_its_lifetime(seconds: float) -> None:
    assert reason_of(at(seconds).check, request(MINT.make())) is None


@pytest.mark.parametrize("seconds", [-300.1, 300.1, 1e6])
def test_a_nonce_is_stale_after_its_lifetime(seconds: float) -> None:
    assert reason_of(at(seconds).check, request(MINT.make())) is Reason.STALE


def test_the_clock_of_the_system_is_the_default() -> None:
    mint = digest.NonceMint(SECRET)
    nonce = mint.make()
    assert reason_of(mint.check, request(nonce)) is None
    assert reason_of(MINT.check, request(nonce)) is Reason.STALE


def test_a_mint_with_the_same_secret_knows_a_nonce() -> None:
    assert reason_of(pickle.loads(pickle.dumps(digest.NonceMint(SECRET))).made, MINT.make()) is None


def test_a_nonce_of_another_secret_is_stale() -> None:
    other = digest.NonceMint(b"another 16 bytes", now=MINT.now)
    assert reason_of(MINT.check, request(other.make())) is Reason.STALE


@given(st.text(alphabet=st.characters(max_codepoint=0xFF, exclude_categories=["Cc"]), max_size=50))
def test_any_other_text_is_stale(nonce: str) -> None:
    assert reason_of(MINT.made, nonce) is Reason.STALE


@given(st.integers(0, 43), st.characters(max_codepoint=0xFF, exclude_categories=["Cc"]))
def test_a_nonce_has_no_second_spelling(position: int, character: str) -> None:
    nonce = MINT.make()
    changed = nonce[:position] + character + nonce[position + 1 :]
    assert reason_of(MINT.made, changed) is (None if changed == nonce else Reason.STALE)


@pytest.mark.parametrize("position", range(33))
def test_every_octet_of_a_nonce_is_protected(position: int) -> None:
    octets = bytearray(b64decode(MINT.make()))
    octets[position] ^= 1
    assert reason_of(MINT.made, b64encode(octets).decode()) is Reason.STALE


@pytest.mark.parametrize(
    ("secret", "lifetime", "param"),
    [
        (b"", 1, "secret"),
        (b"fifteen octets!", 1, "secret"),
        (SECRET, 0, "lifetime"),
        (SECRET, -1, "lifetime"),
        (SECRET, float("inf"), "lifetime"),
        (SECRET, float("nan"), "lifetime"),
    ],
)
def test_a_mint_is_checked_when_it_is_made(secret: bytes, lifetime: float, param: str) -> None:
    with pytest.raises(BuildError) as caught:
        digest.NonceMint(secret, lifetime=lifetime)
    assert (caught.value.reason, caught.value.param) == (Reason.BAD_VALUE, param)


def test_a_secret_is_octets() -> None:
    with pytest.raises(TypeError):
        digest.NonceMint("sixteen octets!!")  # type: ignore[arg-type]  # what is tested


def test_a_secret_is_not_shown() -> None:
    mint = digest.NonceMint(SECRET)
    assert repr(mint) == "NonceMint(secret=<hidden>, lifetime=300.0, now=None)"
    assert SECRET.decode() not in repr(digest.ReplayGuard(mint)) + str(mint)


# --- the window


def test_a_window_is_immutable() -> None:
    window = digest.CountWindow()
    window.after(1)
    assert window == digest.CountWindow() == copy.copy(window)
    assert hash(window) == hash(digest.CountWindow())


@given(st.lists(st.integers(1, 40), max_size=60), st.integers(1, 20))
def test_a_count_is_accepted_once_and_only_within_the_window(counts: list[int], width: int) -> None:
    window = digest.CountWindow(width=width)
    used: set[int] = set()
    for count in counts:
        too_old = bool(used) and count <= max(used) - width
        expected = Reason.REPLAYED if count in used or too_old else None
        assert reason_of(window.after, count) is expected
        if expected is None:
            window = window.after(count)
            used.add(count)


def test_a_count_may_leap_ahead() -> None:
    window = digest.CountWindow().after(1).after(0xFFFFFFFF)
    assert window == digest.CountWindow(0xFFFFFFFF, 1)
    assert reason_of(window.after, 1) is Reason.REPLAYED
    assert window.after(0xFFFFFFFE).used == 3


def test_the_first_count_is_one() -> None:
    assert reason_of(digest.CountWindow().after, 0) is Reason.REPLAYED
    assert reason_of(digest.CountWindow().after(1).after, 0) is Reason.REPLAYED


@pytest.mark.parametrize(
    ("fields", "param"),
    [
        ({"width": 0}, "width"),
        ({"width": 2**16}, "width"),
        ({"highest": -1}, "highest"),
        ({"highest": 2**32}, "highest"),
        ({"used": -1}, "used"),
        ({"used": 4, "width": 2}, "used"),
    ],
)
def test_a_window_is_checked_when_it_is_made(fields: dict[str, int], param: str) -> None:
    with pytest.raises(BuildError) as caught:
        digest.CountWindow(**fields)
    assert caught.value.param == param


# --- the guard


def test_a_count_of_a_nonce_is_used_once() -> None:
    guard, nonce, other = digest.ReplayGuard(MINT), MINT.make(), MINT.make()
    checks = [(nonce, 1), (nonce, 3), (nonce, 2), (other, 1)]
    assert [reason_of(guard.check, request(*check)) for check in checks] == [None] * 4
    assert [reason_of(guard.check, request(*check)) for check in checks] == [Reason.REPLAYED] * 4
    assert reason_of(guard.check, request(nonce, 4)) is None


def test_a_nonce_without_counts_is_used_once() -> None:
    guard, nonce = digest.ReplayGuard(MINT), MINT.make()
    assert reason_of(guard.check, request(nonce, None)) is None
    assert reason_of(guard.check, request(nonce, None)) is Reason.REPLAYED
    assert reason_of(guard.check, request(nonce, 5)) is Reason.REPLAYED


def test_a_count_that_is_not_hashed_counts_nothing() -> None:
    guard, sent = digest.ReplayGuard(MINT), request(MINT.make(), None)
    # Without qop it is not in the response: who replays that can write any count beside it.
    assert sent.qop is None
    assert reason_of(guard.check, replace(sent, nc="00000001")) is None
    assert reason_of(guard.check, replace(sent, nc="00000002")) is Reason.REPLAYED
    assert reason_of(guard.check, sent) is Reason.REPLAYED


def test_a_nonce_that_was_counted_is_not_used_without_a_count() -> None:
    guard, nonce = digest.ReplayGuard(MINT), MINT.make()
    assert reason_of(guard.check, request(nonce, 1)) is None
    assert reason_of(guard.check, request(nonce, None)) is Reason.REPLAYED
    assert reason_of(guard.check, request(nonce, 2)) is None


def test_a_guard_refuses_what_its_mint_refuses() -> None:
    guard = digest.ReplayGuard(at(301))
    assert reason_of(guard.check, request(MINT.make())) is Reason.STALE
    assert reason_of(guard.check, request("made by somebody else")) is Reason.STALE


def test_what_is_forgotten_is_stale_and_never_accepted_again() -> None:
    guard = digest.ReplayGuard(MINT, nonces=8)
    requests = [request(at(second).make()) for second in range(30)]
    for each in requests:
        assert reason_of(guard.check, each) is None
    assert len(guard._windows) <= 8
    reasons = [reason_of(guard.check, each) for each in requests]
    assert set(reasons) == {Reason.STALE, Reason.REPLAYED}
    assert reasons == sorted(reasons, key=lambda reason: reason is Reason.REPLAYED)


def test_an_old_nonce_that_was_never_used_goes_with_those_forgotten() -> None:
    guard = digest.ReplayGuard(MINT, nonces=1)
    unused = at(0).make()
    for second in (1, 2, 3):
        assert reason_of(guard.check, request(at(second).make())) is None
    assert reason_of(guard.check, request(unused)) is Reason.STALE
    assert len(guard._windows) == 1


def test_memory_is_bounded() -> None:
    guard = digest.ReplayGuard(MINT, nonces=100)
    for number in range(1000):
        guard.check(request(at(number / 4).make()))
        assert len(guard._windows) <= 100


def test_of_two_threads_with_one_count_one_wins() -> None:
    guard, nonce = digest.ReplayGuard(MINT), MINT.make()
    requests = [request(nonce, number % 50 + 1) for number in range(400)]
    with ThreadPoolExecutor(8) as threads:
        reasons = list(threads.map(lambda each: reason_of(guard.check, each), requests))
    assert reasons.count(None) == 50


@pytest.mark.parametrize(("options", "param"), [({"nonces": 0}, "nonces"), ({"width": 0}, "width")])
def test_a_guard_is_checked_when_it_is_made(options: dict[str, int], param: str) -> None:
    with pytest.raises(BuildError) as caught:
        digest.ReplayGuard(MINT, **options)
    assert caught.value.param == param

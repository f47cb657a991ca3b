# SPDX-License-Identifier: MIT
"""What a Digest client chooses, sends, and believes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from authheaders import (
    BasicChallenge,
    BuildError,
    DigestChallenge,
    DigestCredentials,
    DigestInfo,
    Reason,
    VerifyError,
    parse_challenges,
)
from authheaders.signing import digest

CHALLENGE = DigestChallenge(realm="a", nonce="7ypf", algorithm="SHA-256", qop=("auth", "auth-int"))
MD5 = replace(CHALLENGE, algorithm=None)


def answer(challenges: Any = CHALLENGE, **changed: Any) -> DigestCredentials:
    options = {"username": "u", "password": "p", "method": "GET", "uri": "/"}
    return digest.answer(challenges, **{**options, **changed})


# --- choosing


def test_the_first_that_is_known_is_chosen() -> None:
    unknown = replace(CHALLENGE, algorithm="SHA-9")
    challenges = [BasicChallenge("a"), unknown, CHALLENGE, MD5]
    assert digest.select(challenges) is CHALLENGE
    assert digest.select(challenges[::-1]) is MD5
    assert digest.select(challenges[:2]) is None
    assert digest.select([]) is None


def test_algorithms_that_are_not_wanted_are_passed_over() -> None:
    assert digest.select([MD5, CHALLENGE], algorithms=("sha-256",)) is CHALLENGE
    assert digest.select([MD5], algorithms=("SHA-256", "SHA-9")) is None
    assert digest.select([MD5], algorithms=("MD5",)) is MD5


def test_a_challenge_with_no_known_qop_is_passed_over() -> None:
    unknown = replace(CHALLENGE, qop=("auth-conf",))
    assert digest.select([unknown, MD5]) is MD5
    assert digest.select([replace(CHALLENGE, qop=("auth-conf", "auth"))]) is not None
    assert digest.select([unknown], qop=("auth-conf",)) is None


def test_a_challenge_without_qop_is_taken() -> None:
    old = replace(MD5, qop=())
    assert digest.select([old]) is old
    assert digest.select([old], qop=("auth-int",)) is old


def test_auth_is_taken_before_auth_int_unless_that_is_preferred() -> None:
    reversed_ = replace(CHALLENGE, qop=("auth-int", "auth"))
    assert answer(reversed_).qop == "auth"
    assert answer(reversed_, qop=("auth-int", "auth")).qop == "auth-int"
    assert answer(replace(CHALLENGE, qop=("auth-int",))).qop == "auth-int"


@pytest.mark.parametrize("challenges", [[], [BasicChallenge("a")], BasicChallenge("a")])
def test_nothing_to_answer_is_a_build_error(challenges: Any) -> None:
    with pytest.raises(BuildError) as caught:
        answer(challenges)
    error = caught.value
    assert (error.reason, error.scheme, error.param) == (Reason.UNSUPPORTED, "Digest", "algorithm")


# --- answering


def test_the_algorithm_is_echoed_as_received() -> None:
    lower = parse_challenges('Digest realm="a", nonce="1", algorithm=sha-256, qop="auth"')
    assert answer(lower).algorithm == "sha-256"
    assert answer(MD5).algorithm is None


def test_a_cnonce_is_random() -> None:
    cnonces = {answer().cnonce for _ in range(10)}
    assert len(cnonces) == 10
    assert {len(cnonce or "") for cnonce in cnonces} == {32}


def test_a_cnonce_is_sent_with_sess_even_without_qop() -> None:
    sess = answer(replace(CHALLENGE, algorithm="MD5-sess", qop=()), cnonce="c")
    assert (sess.cnonce, sess.nc, sess.qop) == ("c", None, None)
    assert answer(replace(CHALLENGE, qop=()), cnonce="c").cnonce is None


def test_a_count_is_eight_hex_digits() -> None:
    assert answer(nc=0xFFFFFFFF).nc == "ffffffff"
    assert answer(nc=17).nc == "00000011"


def test_an_answer_is_what_its_constructor_makes_of_it() -> None:
    made = answer(replace(CHALLENGE, opaque="o"))
    fields = {name: getattr(made, name) for name in made.__dataclass_fields__}
    assert DigestCredentials(**fields) == made
    assert DigestCredentials.parse(made.to_header()) == made


def test_a_name_that_is_not_ascii_is_sent_plainly_to_servers_of_rfc_2617() -> None:
    assert 'username="J\xc3\xa4"' in answer(username="J\xe4").to_header()
    assert (
        "username*=UTF-8''J%C3%A4"
        in answer(replace(CHALLENGE, charset="UTF-8"), username="J\xe4").to_header()
    )
    assert 'username="J"' in answer(replace(CHALLENGE, charset="UTF-8"), username="J").to_header()


def test_no_body_is_an_empty_one() -> None:
    of_nothing = answer(qop=("auth-int",), cnonce="c")
    assert of_nothing == answer(qop=("auth-int",), cnonce="c", body=b"")
    assert of_nothing != answer(qop=("auth-int",), cnonce="c", body=b"x")


@pytest.mark.parametrize(
    ("options", "param"),
    [
        ({"username": "u:"}, "username"),
        ({"username": "u:", "password": None, "ha1": "0f" * 32}, "username"),
        ({"username": "\ud800"}, "username"),
        ({"uri": "/\u20ac"}, "uri"),
        ({"cnonce": "\u20ac"}, "cnonce"),
        ({"nc": 0}, "nc"),
        ({"nc": 2**32}, "nc"),
        ({"method": ""}, "method"),
        ({"password": "\ud800"}, "password"),
    ],
)
def test_what_cannot_be_sent_is_a_build_error(options: dict[str, Any], param: str) -> None:
    with pytest.raises(BuildError) as caught:
        answer(**options)
    assert (caught.value.reason, caught.value.param) == (Reason.BAD_VALUE, param)


@pytest.mark.parametrize("param", ["username", "uri", "cnonce"])
def test_a_line_end_cannot_be_sent(param: str) -> None:
    with pytest.raises(BuildError) as caught:
        answer(**{param: "a\r\nb"})
    assert caught.value.reason is Reason.CONTROL_CHARACTER


@pytest.mark.parametrize("options", [{"nc": True}, {"nc": "1"}, {"username": 1}, {"password": 1}])
def test_a_value_of_another_type_is_a_type_error(options: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        answer(**options)


def test_an_answer_needs_a_secret() -> None:
    with pytest.raises(TypeError, match="needed"):
        answer(password=None)


# --- the server's proof

CREDENTIALS = answer(cnonce="c")
INFO = digest.prove(CREDENTIALS, password="p", nextnonce="n")


def refusal(info: DigestInfo, credentials: DigestCredentials = CREDENTIALS) -> VerifyError:
    with pytest.raises(VerifyError) as caught:
        digest.verify_info(info, credentials, password="p", body=b"")
    assert (caught.value.scheme, caught.value.status_hint) == ("Digest", None)
    return caught.value


def test_a_proof_that_is_right_is_accepted() -> None:
    digest.verify_info(INFO, CREDENTIALS, password="p")


def test_a_proof_of_another_password_is_refused() -> None:
    error = refusal(digest.prove(CREDENTIALS, password="q"))
    assert (error.reason, error.param) == (Reason.WRONG_PROOF, "rspauth")


def test_a_proof_for_another_user_is_refused() -> None:
    with pytest.raises(VerifyError) as caught:
        digest.verify_info(INFO, CREDENTIALS, password="p", username="v")
    assert (caught.value.reason, caught.value.param) == (Reason.WRONG_PROOF, "username")


def test_no_proof_is_refused() -> None:
    error = refusal(DigestInfo(nextnonce="n"))
    assert (error.reason, error.param) == (Reason.MISSING_PARAM, "rspauth")


@pytest.mark.parametrize(("param", "value"), [("cnonce", "d"), ("nc", "00000002")])
def test_a_proof_for_another_request_is_refused(param: str, value: str) -> None:
    changed: dict[str, Any] = {param: value}
    error = refusal(replace(INFO, **changed))
    assert (error.reason, error.param) == (Reason.REPLAYED, param)


@pytest.mark.parametrize(
    ("asked", "got"), [("auth-int", "auth"), ("auth", "auth-int"), (None, "auth")]
)
def test_a_proof_with_another_qop_is_refused(asked: str | None, got: str) -> None:
    challenge = CHALLENGE if asked else replace(CHALLENGE, qop=())
    credentials = answer(challenge, cnonce="c", qop=(asked,) if asked else ())
    error = refusal(replace(INFO, qop=got), credentials)
    assert (error.reason, error.param) == (Reason.DOWNGRADED, "qop")


def test_a_proof_without_qop_counts_as_one_with_that_of_the_request() -> None:
    bare = replace(INFO, qop=None, cnonce=None, nc=None)
    digest.verify_info(bare, CREDENTIALS, password="p")
    whole = answer(qop=("auth-int",), cnonce="c")
    proof = replace(digest.prove(whole, password="p", body=b""), qop=None)
    digest.verify_info(proof, whole, password="p", body=b"")
    assert refusal(replace(digest.prove(whole, password="p", body=b"x"), qop=None), whole)


def test_a_body_that_was_changed_is_refused_with_auth_int() -> None:
    whole = answer(qop=("auth-int",), cnonce="c")
    error = refusal(digest.prove(whole, password="p", body=b"x"), whole)
    assert (error.reason, error.param) == (Reason.WRONG_PROOF, "rspauth")


def test_a_proof_of_an_unknown_algorithm_is_refused() -> None:
    error = replace(CREDENTIALS, algorithm="SHA-9")
    with pytest.raises(VerifyError) as caught:
        digest.verify_info(INFO, error, password="p")
    assert (caught.value.reason, caught.value.param) == (Reason.UNSUPPORTED, "algorithm")


def test_the_request_without_qop_is_proved_too() -> None:
    old = answer(replace(MD5, qop=()))
    digest.verify_info(digest.prove(old, password="p"), old, password="p")

# SPDX-License-Identifier: MIT
"""What a Digest server refuses, and why: each answer here is right but for one thing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authheaders import (
    BuildError,
    DigestChallenge,
    DigestCredentials,
    ParseError,
    Reason,
    VerifyError,
    parse_credentials,
)
from authheaders.signing import digest

SECRET = b"sixteen octets!!"
NOON = 1_000_000_000.0
MINT = digest.NonceMint(SECRET, lifetime=300, now=lambda: NOON)
CHALLENGES = tuple(
    DigestChallenge(
        realm="a", nonce=MINT.make(), algorithm=algorithm, opaque="o", qop=("auth", "auth-int")
    )
    for algorithm in ("SHA-512-256", "SHA-256-sess", "SHA-256")
)
SHA_256 = CHALLENGES[2]
PASSWORD = "Circle of Life"


def answer(challenge: DigestChallenge = SHA_256, **changed: Any) -> DigestCredentials:
    options = {"username": "Mufasa", "password": PASSWORD, "method": "POST", "uri": "/a?b"}
    return digest.answer(challenge, **{**options, "body": b"hello", **changed})


def verify(credentials: DigestCredentials, **changed: Any) -> None:
    options: dict[str, Any] = {
        "offered": CHALLENGES,
        "method": "POST",
        "target": "/a?b",
        "password": PASSWORD,
        "body": b"hello",
        "check_nonce": digest.ReplayGuard(MINT).check,
    }
    if "ha1" in changed or "session_key" in changed:
        del options["password"]
    digest.verify(credentials, **{**options, **changed})


def refusal(credentials: DigestCredentials, **changed: Any) -> VerifyError:
    with pytest.raises(VerifyError) as caught:
        verify(credentials, **changed)
    assert caught.value.scheme == "Digest"
    assert PASSWORD not in str(caught.value)
    return caught.value


def test_what_is_right_is_accepted() -> None:
    for challenge in CHALLENGES:
        for qop in ("auth", "auth-int"):
            verify(answer(challenge, qop=(qop,)))


# --- the proof


def test_a_wrong_password_is_refused() -> None:
    error = refusal(answer(password="Circle of life"))
    assert (error.reason, error.param, error.status_hint) == (Reason.WRONG_PROOF, "response", 401)


@pytest.mark.parametrize("sent", ["", "Circle of Life", "\0"])
def test_an_unknown_user_is_refused_whatever_the_password(sent: str) -> None:
    assert refusal(answer(password=sent), password=None).reason is Reason.WRONG_PROOF


def test_an_unknown_user_with_a_hashed_name_is_refused() -> None:
    hashing = replace(SHA_256, userhash=True)
    error = refusal(answer(hashing), offered=hashing, password=None)
    assert error.reason is Reason.WRONG_PROOF


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("username", "Mufasb"),
        ("cnonce", "other"),
        ("nc", "00000002"),
        ("nonce", MINT.make()),
        ("qop", "auth-int"),
        ("response", "0f" * 32),
    ],
)
def test_a_message_that_was_changed_is_refused(field: str, value: str) -> None:
    changed: dict[str, Any] = {field: value}
    error = refusal(replace(answer(), **changed))
    assert (error.reason, error.param) == (Reason.WRONG_PROOF, "response")


def test_another_method_is_refused() -> None:
    assert refusal(answer(), method="PUT").reason is Reason.WRONG_PROOF


@pytest.mark.parametrize("body", [b"", b"hellp"])
def test_another_body_is_refused_with_auth_int(body: bytes) -> None:
    assert refusal(answer(qop=("auth-int",)), body=body).reason is Reason.WRONG_PROOF


def test_the_body_does_not_matter_with_auth() -> None:
    verify(answer(), body=None)


def test_credentials_of_another_user_than_the_one_asked_for_are_refused() -> None:
    # Else Mufasa could pass for Scar with his own password.
    error = refusal(answer(username="Scar"), username="Mufasa")
    assert error.reason is Reason.WRONG_PROOF
    verify(answer(), username="Mufasa")


def test_the_ha1_of_another_user_is_refused() -> None:
    ha1 = digest.ha1("Mufasa", "a", PASSWORD, algorithm="SHA-256")
    error = refusal(answer(username="Scar", password=None, ha1=ha1), username="Mufasa", ha1=ha1)
    assert error.reason is Reason.WRONG_PROOF


def test_a_hashed_name_of_another_user_is_refused() -> None:
    hashing = replace(SHA_256, userhash=True)
    error = refusal(answer(hashing, username="Scar"), offered=hashing, username="Mufasa")
    assert error.reason is Reason.WRONG_PROOF
    verify(answer(hashing), offered=hashing, username="Mufasa")


def test_a_name_is_compared_in_nfc_if_there_is_a_charset() -> None:
    utf8 = replace(SHA_256, charset="UTF-8")
    verify(answer(utf8, username="J\xe4"), offered=utf8, username="Ja\u0308")
    assert refusal(answer(username="J\xe4"), username="Ja\u0308").reason is Reason.WRONG_PROOF


def test_a_hashed_name_that_was_not_asked_for_is_refused() -> None:
    # Without a clear name it would be the caller's fault: it is the peer's.
    error = refusal(replace(answer(), userhash=True))
    assert (error.reason, error.param, error.status_hint) == (Reason.BAD_VALUE, "userhash", 400)


def test_a_hashed_name_needs_the_clear_one_beside_a_password() -> None:
    hashing = replace(SHA_256, userhash=True)
    with pytest.raises(TypeError, match="username"):
        verify(answer(hashing), offered=hashing)
    ha1 = digest.ha1("Mufasa", "a", PASSWORD, algorithm="SHA-256")
    verify(answer(hashing), offered=hashing, ha1=ha1)


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_password_that_differs_is_refused(first: str, second: str) -> None:
    try:
        credentials = answer(password=first)
    except BuildError:  # a lone surrogate
        return
    if first == second:
        verify(credentials, password=second)
    else:
        with pytest.raises((VerifyError, BuildError)):
            verify(credentials, password=second)


@given(
    username=st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=9),
    password=st.text(alphabet=st.characters(codec="utf-8"), max_size=9),
    uri=st.text(alphabet=st.characters(min_codepoint=0x21, max_codepoint=0x7E), max_size=9),
    algorithm=st.sampled_from([*digest.ALGORITHMS, None]),
    qop=st.sampled_from([(), ("auth",), ("auth-int",)]),
    charset=st.sampled_from([None, "UTF-8"]),
    hashing=st.booleans(),
)
def test_what_a_client_answers_the_server_accepts(
    username: str,
    password: str,
    uri: str,
    algorithm: str | None,
    qop: tuple[str, ...],
    charset: str | None,
    hashing: bool,
) -> None:
    username = username.replace(":", "")
    challenge = DigestChallenge(
        realm="\xe4",
        nonce=MINT.make(),
        algorithm=algorithm,
        qop=qop,
        charset=charset,
        userhash=hashing,
    )
    sent = answer(challenge, username=username, password=password, uri=uri).to_header()
    credentials = DigestCredentials.parse(sent)
    assert credentials.userhash is hashing
    options = {"password": password, "username": username, "charset": charset}
    verify(credentials, offered=challenge, password=password, username=username, target=uri)
    info = digest.prove(credentials, body=b"bye", **options)
    digest.verify_info(info, credentials, body=b"bye", **options)


# --- nonces and counts


def test_a_replayed_count_is_refused() -> None:
    guard, credentials = digest.ReplayGuard(MINT), answer()
    verify(credentials, check_nonce=guard.check)
    error = refusal(credentials, check_nonce=guard.check)
    assert (error.reason, error.param, error.status_hint) == (Reason.REPLAYED, "nc", 401)
    verify(answer(nc=2), check_nonce=guard.check)


def test_an_expired_nonce_is_refused() -> None:
    later = replace(MINT, now=lambda: NOON + 300.5)
    error = refusal(answer(), check_nonce=later.check)
    assert (error.reason, error.param, error.status_hint) == (Reason.STALE, "nonce", 401)
    verify(answer(), check_nonce=replace(MINT, now=lambda: NOON + 299.5).check)


def test_a_nonce_of_another_server_is_refused() -> None:
    other = digest.NonceMint(b"another 16 bytes", now=lambda: NOON)
    error = refusal(answer(replace(SHA_256, nonce=other.make())))
    assert (error.reason, error.param) == (Reason.STALE, "nonce")


def test_only_who_knows_the_password_learns_of_a_stale_nonce() -> None:
    later = replace(MINT, now=lambda: NOON + 301)
    assert refusal(answer(password="x"), check_nonce=later.check).reason is Reason.WRONG_PROOF


def test_only_who_knows_the_password_uses_up_a_count() -> None:
    guard = digest.ReplayGuard(MINT)
    assert refusal(answer(password="x"), check_nonce=guard.check).reason is Reason.WRONG_PROOF
    verify(answer(), check_nonce=guard.check)


def test_the_check_of_the_nonce_is_the_callers() -> None:
    seen: list[DigestCredentials] = []
    credentials = answer()
    verify(credentials, check_nonce=seen.append)
    assert seen == [credentials]
    verify(credentials, check_nonce=None)


# --- the target


@pytest.mark.parametrize(
    ("uri", "target", "host"),
    [
        ("/a?b", "http://example.org/a?b", None),
        ("/", "http://example.org", None),
        ("http://example.org/a?b", "http://example.org/a?b", None),
        ("HTTP://Example.org:80/a", "http://example.org/a", None),
        ("http://example.org", "http://example.org/", None),
        ("http://example.org/a?b", "/a?b", "example.org"),
        ("http://example.org/a?b", "/a?b", "EXAMPLE.ORG:80"),
        ("https://example.org:443/a", "/a", "example.org"),
        ("http://example.org", "/", "example.org"),
        ("*", "*", None),
        ("example.org:443", "example.org:443", None),
    ],
)
def test_an_equivalent_target_is_accepted(uri: str, target: str, host: str | None) -> None:
    verify(answer(uri=uri), target=target, host=host)


@pytest.mark.parametrize(
    ("uri", "target", "host"),
    [
        ("/other", "/a", None),
        ("/a?b", "/a", None),
        ("/a", "/a?b", None),
        ("/A", "/a", None),
        ("/%61", "/a", None),
        ("/./a", "/a", None),
        ("//evil.example/a", "/a", "example.org"),
        ("/a", "http://example.org/b", None),
        ("", "/", None),
        ("http://example.org/a", "/a", None),
        ("http://evil.example/a", "/a", "example.org"),
        ("http://example.org@evil.example/a", "/a", "example.org"),
        ("http://example.org:81/a", "/a", "example.org"),
        ("https://example.org:80/a", "/a", "example.org"),
        ("http://example.org/a", "http://evil.example/a", "example.org"),
        ("http://example.org/a", "https://example.org/a", None),
        ("http://example.org/a", "http://example.org/b", None),
        ("http://example.org/*", "*", "example.org"),
        ("http://example.org", "*", "example.org"),
    ],
)
def test_a_foreign_uri_is_refused(uri: str, target: str, host: str | None) -> None:
    error = refusal(answer(uri=uri), target=target, host=host)
    assert (error.reason, error.param, error.status_hint) == (Reason.WRONG_TARGET, "uri", 400)


def test_another_realm_is_refused() -> None:
    error = refusal(answer(replace(SHA_256, realm="A")))
    assert (error.reason, error.param, error.status_hint) == (Reason.WRONG_TARGET, "realm", 401)


@pytest.mark.parametrize("opaque", [None, "O", ""])
def test_another_opaque_is_refused(opaque: str | None) -> None:
    error = refusal(answer(replace(SHA_256, opaque=opaque)))
    assert (error.reason, error.param, error.status_hint) == (Reason.WRONG_TARGET, "opaque", 401)


def test_an_opaque_that_nobody_asked_for_does_not_matter() -> None:
    verify(answer(), offered=replace(SHA_256, opaque=None))


# --- less protection than was asked for


@pytest.mark.parametrize("algorithm", ["MD5", None, "MD5-sess", "SHA-512-256-sess"])
@pytest.mark.parametrize("form", ["one", "several"])
def test_an_algorithm_that_was_not_offered_is_refused(algorithm: str | None, form: str) -> None:
    offered: Any = SHA_256 if form == "one" else CHALLENGES
    error = refusal(answer(replace(SHA_256, algorithm=algorithm)), offered=offered)
    assert (error.reason, error.param, error.status_hint) == (Reason.DOWNGRADED, "algorithm", 401)


def test_an_algorithm_without_sess_is_refused_where_sess_was_offered() -> None:
    error = refusal(answer(), offered=CHALLENGES[1])
    assert (error.reason, error.param) == (Reason.DOWNGRADED, "algorithm")


def test_an_algorithm_that_is_not_known_is_refused() -> None:
    error = refusal(replace(answer(), algorithm="SHA-9"))
    assert (error.reason, error.param, error.status_hint) == (Reason.UNSUPPORTED, "algorithm", 401)


def test_an_unknown_algorithm_among_those_offered_is_passed_over() -> None:
    unknown = replace(SHA_256, algorithm="SHA-9")
    verify(answer(), offered=[unknown, *CHALLENGES])
    with pytest.raises(VerifyError) as caught:
        verify(answer(), offered=[unknown])
    assert caught.value.reason is Reason.DOWNGRADED


def test_an_algorithm_in_another_case_is_accepted() -> None:
    verify(answer(replace(SHA_256, algorithm="sha-256")))
    verify(answer(replace(SHA_256, algorithm="sha-256-SESS")))
    md5 = replace(SHA_256, algorithm=None)
    verify(answer(replace(md5, algorithm="md5")), offered=md5)


@pytest.mark.parametrize(("offered", "chosen"), [(("auth-int",), "auth"), (("auth",), "auth-int")])
def test_a_qop_that_was_not_offered_is_refused(offered: tuple[str, ...], chosen: str) -> None:
    credentials = answer(qop=(chosen,))
    error = refusal(credentials, offered=replace(SHA_256, qop=offered))
    assert (error.reason, error.param, error.status_hint) == (Reason.DOWNGRADED, "qop", 401)


def test_no_qop_is_refused_where_one_was_offered() -> None:
    error = refusal(answer(replace(SHA_256, qop=())))
    assert (error.reason, error.param) == (Reason.DOWNGRADED, "qop")


def test_a_qop_is_refused_where_none_was_offered() -> None:
    error = refusal(answer(), offered=replace(SHA_256, qop=()))
    assert (error.reason, error.param) == (Reason.DOWNGRADED, "qop")


def test_a_qop_in_another_case_is_accepted() -> None:
    shouted = replace(SHA_256, qop=("AUTH-INT",))
    verify(answer(shouted))
    assert answer(shouted).qop == "AUTH-INT"
    assert refusal(answer(shouted), body=b"x").reason is Reason.WRONG_PROOF


def test_a_qop_that_is_not_known_is_refused_even_if_it_was_offered() -> None:
    credentials = replace(answer(), qop="auth-conf")
    error = refusal(credentials, offered=replace(SHA_256, qop=("auth-conf",)))
    assert (error.reason, error.param) == (Reason.UNSUPPORTED, "qop")


# --- parameters that are missing


@pytest.mark.parametrize("missing", ["cnonce", "nc"])
def test_what_qop_demands_is_refused_by_the_parser_if_it_is_missing(missing: str) -> None:
    params = [f"{name}={value}" for name, value in (("cnonce", '"c"'), ("nc", "00000001"))]
    kept = [param for param in params if not param.startswith(f"{missing}=")]
    whole = 'Digest username="u", realm="r", nonce="n", uri="/", qop=auth, response="'
    parse_credentials(", ".join([whole + "0f" * 16 + '"', *params]))
    with pytest.raises(ParseError) as caught:
        parse_credentials(", ".join([whole + "0f" * 16 + '"', *kept]))
    error = caught.value
    assert (error.reason, error.param, error.status_hint) == (Reason.MISSING_PARAM, missing, 400)


def test_sess_without_cnonce_is_refused() -> None:
    plain = replace(CHALLENGES[1], qop=())
    verify(answer(plain), offered=plain)
    error = refusal(replace(answer(plain), cnonce=None), offered=plain)
    assert (error.reason, error.param, error.status_hint) == (Reason.MISSING_PARAM, "cnonce", 400)


# --- sessions


def test_a_session_goes_on_with_its_key() -> None:
    challenge = CHALLENGES[1]
    first = answer(challenge, cnonce="c")
    ha1 = digest.ha1("Mufasa", "a", PASSWORD, algorithm="SHA-256")
    key = digest.session_key(ha1, algorithm="SHA-256-sess", nonce=challenge.nonce, cnonce="c")
    verify(first, session_key=key)
    later = replace(challenge, nonce=MINT.make())
    options = {"username": "Mufasa", "method": "POST", "uri": "/a?b", "session_key": key}
    second = digest.answer(later, **options)  # type: ignore[arg-type]  # of several types
    verify(second, session_key=key)
    assert refusal(second).reason is Reason.WRONG_PROOF
    info = digest.prove(second, session_key=key)
    digest.verify_info(info, second, session_key=key)


def test_a_session_key_is_of_use_with_sess_only() -> None:
    with pytest.raises(BuildError) as caught:
        verify(answer(), session_key="0f" * 32)
    assert caught.value.param == "session_key"
    with pytest.raises(BuildError) as caught:
        digest.session_key("0f" * 16, algorithm="MD5", nonce="n", cnonce="c")
    assert caught.value.param == "algorithm"


# --- what a caller did wrong

HA1 = digest.ha1("Mufasa", "a", PASSWORD, algorithm="SHA-256")


@pytest.mark.parametrize(
    "secrets",
    [
        {"password": "p", "ha1": HA1},
        {"password": "p", "session_key": HA1},
        {"ha1": HA1, "session_key": HA1},
    ],
)
def test_two_secrets_are_a_type_error(secrets: dict[str, str]) -> None:
    with pytest.raises(TypeError, match="exclude"):
        verify(answer(), **secrets)


@pytest.mark.parametrize(
    ("options", "param"),
    [
        ({"ha1": "0f" * 16}, "ha1"),
        ({"ha1": "0F" * 32}, "ha1"),
        ({"password": "\ud800"}, "password"),
        ({"method": "GET "}, "method"),
        ({"method": "GET:"}, "method"),
    ],
)
def test_a_bad_value_of_the_caller_is_a_build_error(options: dict[str, str], param: str) -> None:
    with pytest.raises(BuildError) as caught:
        verify(answer(), **options)
    assert (caught.value.reason, caught.value.param) == (Reason.BAD_VALUE, param)


@pytest.mark.parametrize(
    "options",
    [{"ha1": 1}, {"password": 1}, {"method": b"POST"}],
)
def test_a_value_of_another_type_is_a_type_error(options: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        verify(answer(), **options)


@pytest.mark.parametrize(
    "options", [{"body": None}, {"body": b"hello", "body_hash": "0f" * 32}, {"body": "hello"}]
)
def test_auth_int_without_exactly_one_body_is_a_type_error(options: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="body"):
        verify(answer(qop=("auth-int",)), **options)


def test_a_hash_of_the_body_must_be_of_the_algorithm() -> None:
    with pytest.raises(BuildError) as caught:
        verify(answer(qop=("auth-int",)), body=None, body_hash="0f" * 16)
    assert caught.value.param == "body_hash"


INFO = digest.prove(answer(), password=PASSWORD)


@pytest.mark.parametrize(
    "call",
    [
        lambda message: verify(message),
        lambda message: digest.prove(message, password="p"),
        lambda message: digest.find_user(message, []),
        lambda message: digest.verify_info(INFO, message, password="p"),
        lambda message: digest.verify_info(message, answer(), password="p"),
    ],
)
def test_a_message_of_another_class_is_a_type_error(call: Callable[[Any], object]) -> None:
    with pytest.raises(TypeError, match="Digest"):
        call(parse_credentials("Bearer abc"))


# --- the server's own proof


@pytest.mark.parametrize("call", [digest.prove, lambda c: digest.verify_info(INFO, c)])
def test_a_proof_needs_a_secret(call: Callable[[DigestCredentials], object]) -> None:
    with pytest.raises(TypeError, match="needed"):
        call(answer())


def test_a_proof_for_another_user_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="username"):
        digest.prove(answer(), password=PASSWORD, username="Scar")


def test_a_proof_with_sess_needs_the_cnonce_of_the_request() -> None:
    credentials = replace(answer(replace(CHALLENGES[1], qop=())), cnonce=None)
    with pytest.raises(BuildError) as caught:
        digest.prove(credentials, password=PASSWORD)
    assert (caught.value.reason, caught.value.param) == (Reason.MISSING_PARAM, "cnonce")


def test_a_proof_with_an_unknown_algorithm_is_a_build_error() -> None:
    with pytest.raises(BuildError) as caught:
        digest.prove(replace(answer(), algorithm="SHA-9"), password=PASSWORD)
    assert caught.value.reason is Reason.UNSUPPORTED


# --- finding the user


def test_a_clear_name_is_found_among_the_users() -> None:
    assert digest.find_user(answer(), ["Scar", "Mufasa"]) == "Mufasa"
    assert digest.find_user(answer(), ["Scar", "mufasa"]) is None
    assert digest.find_user(answer(), []) is None


def test_the_name_of_the_hash_is_what_ha1_is_stored_by() -> None:
    assert [digest.hash_name(name) for name in digest.ALGORITHMS] == [
        "MD5",
        "MD5",
        "SHA-256",
        "SHA-256",
        "SHA-512-256",
        "SHA-512-256",
    ]
    stored = {name: digest.ha1("Mufasa", "a", PASSWORD, algorithm=name) for name in ("SHA-256",)}
    credentials = answer(CHALLENGES[1])
    verify(credentials, ha1=stored[digest.hash_name(credentials.algorithm)])


@pytest.mark.parametrize(
    "call",
    [
        lambda: digest.hash_name("SHA-9"),
        lambda: digest.ha1("u", "r", "p", algorithm="SHA-512"),
        lambda: digest.userhash("u", "r", algorithm=""),
        lambda: digest.body_hash(b"", algorithm="MD5-sess-sess"),
    ],
)
def test_an_algorithm_that_a_caller_names_must_be_known(call: Callable[[], object]) -> None:
    with pytest.raises(BuildError) as caught:
        call()
    assert (caught.value.reason, caught.value.status_hint) == (Reason.UNSUPPORTED, None)


@pytest.mark.parametrize(
    ("call", "param"),
    [
        (lambda: digest.ha1("u:", "r", "p"), "username"),
        (lambda: digest.ha1(b"u:", "r", "p"), "username"),
        (lambda: digest.userhash("u:", "r"), "username"),
        (lambda: digest.ha1("u", "\ud800", "p"), "realm"),
        (lambda: digest.ha1("u", "r", "p", charset="latin1"), "charset"),
        (lambda: digest.userhash("u", "r", charset="latin1"), "charset"),
        (lambda: digest.session_key("0f", algorithm="MD5-sess", nonce="", cnonce=""), "ha1"),
    ],
)
def test_what_is_hashed_is_checked(call: Callable[[], object], param: str) -> None:
    with pytest.raises(BuildError) as caught:
        call()
    assert (caught.value.reason, caught.value.param) == (Reason.BAD_VALUE, param)


def test_what_is_no_text_is_not_hashed() -> None:
    with pytest.raises(TypeError):
        digest.ha1("u", "r", None)  # type: ignore[arg-type]  # what is tested
    with pytest.raises(TypeError):
        digest.hash_name(1)  # type: ignore[arg-type]  # what is tested


def test_peers_of_iso_8859_1_are_verified_by_octets() -> None:
    challenge = DigestChallenge(realm="r", nonce="n", qop=("auth",))
    ha1 = digest.ha1("J\xe4".encode("latin-1"), "r", "p\xe4".encode("latin-1"))
    assert ha1 != digest.ha1("J\xe4", "r", "p\xe4")
    credentials = answer(challenge, username="J\xe4", password=None, ha1=ha1)
    verify(credentials, offered=challenge, ha1=ha1, check_nonce=None)

# SPDX-License-Identifier: MIT
"""SCRAM: the vectors of RFC 5802, 7677 and 7804, and what each side refuses."""

from __future__ import annotations

import pickle
from base64 import b64decode
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from authheaders import (
    BuildError,
    Reason,
    ScramChallenge,
    ScramClientFinal,
    ScramClientFirst,
    ScramCredentials,
    ScramInfo,
    ScramServerFinal,
    ScramServerFirst,
    VerifyError,
    parse_authentication_info,
    parse_challenges,
    parse_credentials,
)
from authheaders.signing import scram

if TYPE_CHECKING:
    from collections.abc import Callable

SID = "AAAABBBBCCCCDDDD"
REALM = "testrealm@example.com"
SHA_256: dict[str, Any] = {"scheme": "SCRAM-SHA-256", "nonce": "rOprNGfwEbeRWgbNEkqO"}
SHA_1: dict[str, Any] = {"scheme": "SCRAM-SHA-1", "nonce": "fyko+d2lbbFgONRv9qkxdawL"}
SALT = b64decode("W22ZaJ0SNY7soEsUEjb6gQ==")
KEYS = scram.derive_keys("pencil", iterations=4096, salt=SALT)
SR = "%hvYDpWUa2RaTCAfuxFIlj)hNlF"


def first(**changed: Any) -> scram.ClientFirst:
    return scram.client_first("user", **{"realm": REALM, **SHA_256, **changed})


FIRST = first()
STEP = scram.server_first(FIRST.credentials, KEYS, nonce=f"{SR}$k0", sid=SID)
FINAL = FIRST.final(STEP.challenge, password="pencil")
DONE = STEP.verify(FINAL.credentials)


def refused(call: Callable[[], Any]) -> VerifyError:
    with pytest.raises(VerifyError) as caught:
        call()
    return caught.value


def check(call: Callable[[], Any], reason: Reason, param: str, hint: int | None = None) -> None:
    error = refused(call)
    assert (error.reason, error.param, error.status_hint) == (reason, param, hint)
    assert error.scheme in ("SCRAM-SHA-256", "SCRAM-SHA-1")


# --- vectors


#: scheme and nonce of the client, salt, nonce of the server, proof, verifier
VECTORS: dict[str, tuple[dict[str, Any], str, str, str, str]] = {
    "V2, RFC 7677 section 3": (
        SHA_256,
        "W22ZaJ0SNY7soEsUEjb6gQ==",
        "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0",
        "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
        "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
    ),
    "V3, the nonce of RFC 7804 section 5": (
        SHA_256,
        "W22ZaJ0SNY7soEsUEjb6gQ==",
        "%hvYDpWUa2RaTCAfuxFIlj)hNlF",
        "2Co9/7Q6ALsppyR+n1iwWmzVJJJ1zzcgLokVX3Qm5cs=",
        "8hijqPrqPCmSN/gl2kogo4dBQD8q6AB/l4k9skRkz1s=",
    ),
    "V4, RFC 5802 section 5": (
        SHA_1,
        "QSXCR+Q6sek8bf92",
        "3rfcNHYJY1ZVvWVs7j",
        "v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
        "rmF9pqV8S7suAoZWja4dJRkFsKQ=",
    ),
}


@pytest.mark.parametrize("vector", VECTORS.values(), ids=VECTORS)
def test_both_sides_make_the_proofs_of_the_vector(vector: Any) -> None:
    client, salt, nonce, proof, verifier = vector
    scheme = client["scheme"]
    keys = scram.derive_keys("pencil", iterations=4096, salt=b64decode(salt), scheme=scheme)
    begun = first(**client)
    step = scram.server_first(begun.credentials, keys, nonce=nonce, sid=SID)
    final = begun.final(step.challenge, password="pencil")
    assert final.message.proof == b64decode(proof)
    done = step.verify(final.credentials)
    assert done.info.message == ScramServerFinal(b64decode(verifier))
    final.verify(done.info)


V2_LINES = (
    f'SCRAM-SHA-256 realm="{REALM}", data="biwsbj11c2VyLHI9ck9wck5HZndFYmVSV2diTkVrcU8="',
    (
        f'SCRAM-SHA-256 sid={SID}, data="cj1yT3ByTkdmd0ViZVJXZ2JORWtxTyVodllEcFdVYTJSYVRDQWZ1eEZJb'
        'GopaE5sRiRrMCxzPVcyMlphSjBTTlk3c29Fc1VFamI2Z1E9PSxpPTQwOTY="'
    ),
    (
        f'SCRAM-SHA-256 sid={SID}, data="Yz1iaXdzLHI9ck9wck5HZndFYmVSV2diTkVrcU8laHZZRHBXVWEyUmFU'
        'Q0FmdXhGSWxqKWhObEYkazAscD1kSHpiWmFwV0lrNGpVaE4rVXRlOXl0YWc5empmTUhnc3FtbWl6N0FuZFZRPQ=="'
    ),
    f'sid={SID}, data="dj02cnJpVFJCaTIzV3BSUi93dHVwK21NaFVaVW4vZEI1bkxUSlJzamw5NUc0PQ=="',
)


def test_the_fields_of_the_exchange_are_those_of_the_vector() -> None:
    sent = (FIRST.credentials, STEP.challenge, FINAL.credentials, DONE.info)
    assert tuple(message.to_header() for message in sent) == V2_LINES


def test_the_fields_of_the_vector_are_an_exchange() -> None:
    begun, asked, ended = V2_LINES[0], V2_LINES[1], V2_LINES[2]
    credentials: Any = parse_credentials(begun)
    assert credentials == FIRST.credentials
    (challenge,) = parse_challenges(asked)
    assert isinstance(challenge, ScramChallenge)
    final = FIRST.final(challenge, password="pencil")
    answer = parse_credentials(ended)
    assert isinstance(answer, ScramCredentials)
    STEP.verify(answer)
    info = parse_authentication_info(V2_LINES[3], "SCRAM-SHA-256")
    assert isinstance(info, ScramInfo)
    final.verify(info)


def test_keys_of_sha_256_are_those_of_the_vector() -> None:
    salted = scram.salted_password("pencil", SALT, 4096)
    assert salted == b64decode("xKSVEDI6tPlSysH6mUQZOeeOp01r6B3fcJbodRPcYV0=")
    assert KEYS.stored_key == b64decode("WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=")
    assert KEYS.server_key == b64decode("wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=")


def test_keys_of_sha_1_are_those_of_the_vector() -> None:
    salt = b64decode("QSXCR+Q6sek8bf92")
    salted = scram.salted_password("pencil", salt, 4096, scheme="SCRAM-SHA-1")
    assert salted == b64decode("HZbuOlKbWl+eR8AfIposuKbhX30=")
    keys = scram.derive_keys("pencil", iterations=4096, salt=salt, scheme="SCRAM-SHA-1")
    assert keys.stored_key == b64decode("6dlGYMOdZcOPutkcNY8U2g7vK9Y=")
    assert keys.server_key == b64decode("D+CSWLOshSulAsxiupA+qs2/fTE=")


PRINTED_PROOF = b64decode("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=")
PRINTED_VERIFIER = b64decode("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")


def test_the_printed_proofs_of_rfc_7804_do_not_verify_for_the_printed_nonce() -> None:
    """V1: the nonce lost its last three characters, the proofs are those of RFC 7677."""
    step = scram.server_first(FIRST.credentials, KEYS, nonce=SR, sid=SID)
    printed = ScramClientFinal(step.message.nonce, PRINTED_PROOF)
    credentials = ScramCredentials(sid=SID, data=bytes(printed))
    check(lambda: step.verify(credentials), Reason.WRONG_PROOF, "data", 401)
    final = FIRST.final(step.challenge, password="pencil")
    info = ScramInfo(sid=SID, data=bytes(ScramServerFinal(PRINTED_VERIFIER)))
    check(lambda: final.verify(info), Reason.WRONG_PROOF, "data")


# --- reauthentication

AGAIN = ScramChallenge(realm=REALM, sr=SR)


def test_a_reauthentication_makes_the_proofs_of_the_vector() -> None:
    """V5."""
    again = FINAL.again(AGAIN)
    assert again.credentials.to_header() == (
        f'SCRAM-SHA-256 realm="{REALM}", data="Yz1iaXdzLHI9ck9wck5HZndFYmVSV2diTkVrcU80MDk2JWh2WUR'
        "wV1VhMlJhVENBZnV4RklsailoTmxGLHA9NHhmL2d0Rm1XZml0U1RjZ25nTjNVdlEvRkVLU0pRbkx2UDBpN0tlTm"
        'dOZz0="'
    )
    done = DONE.verify_again(again.credentials, sr=SR, sid=SID)
    assert done.info.to_header() == (
        f'sid={SID}, data="dj1jMVl5TXRHclNoVkFLWDE5dXlaVVovbTlxR1JaQU14MWpWMW9objNQRDljPQ=="'
    )
    again.verify(done.info)


def test_each_reauthentication_counts_one_more() -> None:
    client, server = FINAL, DONE
    for count in (4096, 4097, 4098):
        client = client.again(AGAIN)
        server = server.verify_again(client.credentials, sr=SR)
        client.verify(server.info)
        assert client.nonce_count == server.nonce_count == count
        assert client.message.nonce == f"rOprNGfwEbeRWgbNEkqO{count}{SR}"
        assert server.client_nonce == "rOprNGfwEbeRWgbNEkqO"


def test_a_session_of_a_reauthentication_is_named_anew() -> None:
    again = FINAL.again(AGAIN)
    one, other = (DONE.verify_again(again.credentials, sr=SR) for _ in range(2))
    assert one.sid != other.sid
    again.verify(one.info)
    again.verify(other.info)


def test_a_stale_nonce_is_replaced_and_counts_the_same() -> None:
    old = FINAL.again(AGAIN)
    for sr in ("newnonce", None, ""):
        again = partial(DONE.verify_again, old.credentials, sr=sr)
        check(again, Reason.STALE, "data", 401)
    new = FINAL.again(ScramChallenge(realm=REALM, sr="newnonce", stale=True, ttl=120))
    assert new.nonce_count == old.nonce_count == 4096
    new.verify(DONE.verify_again(new.credentials, sr="newnonce").info)


def test_a_replayed_reauthentication_is_refused() -> None:
    again = FINAL.again(AGAIN)
    done = DONE.verify_again(again.credentials, sr=SR)
    replay = again.credentials
    check(lambda: done.verify_again(replay, sr=SR), Reason.REPLAYED, "data", 401)


def test_a_count_that_is_too_high_is_refused() -> None:
    skipped = FINAL.again(AGAIN).again(AGAIN)
    check(lambda: DONE.verify_again(skipped.credentials, sr=SR), Reason.STALE, "data", 401)


def resigned(nonce: str) -> ScramCredentials:
    """Credentials of a reauthentication with a right proof for any nonce."""
    forged = replace(FINAL.again(AGAIN), answer=replace(FINAL.answer, nonce=nonce))
    return forged.credentials


@pytest.mark.parametrize("count", ["", "04095", "x", "4096x", "9" * 5000, "0"])
def test_a_count_that_is_none_is_refused(count: str) -> None:
    credentials = resigned(f"rOprNGfwEbeRWgbNEkqO{count}{SR}")
    check(lambda: DONE.verify_again(credentials, sr=SR), Reason.STALE, "data", 401)


def test_who_does_not_know_the_password_does_not_learn_that_a_nonce_is_stale() -> None:
    wrong = replace(FINAL, salted_password=bytes(32)).again(AGAIN)
    for sr in (SR, "newnonce", None):
        again = partial(DONE.verify_again, wrong.credentials, sr=sr)
        check(again, Reason.WRONG_PROOF, "data", 401)


@pytest.mark.parametrize("nonce", ["another", "rOprNGfwEbeRWgbNEkqX4096", "rOprNGfwEbeRWgbNEkq"])
def test_a_reauthentication_of_another_client_nonce_is_refused(nonce: str) -> None:
    credentials = resigned(f"{nonce}{SR}")
    check(lambda: DONE.verify_again(credentials, sr=SR), Reason.STALE, "data", 401)


@pytest.mark.parametrize(("sr", "nonce"), [("", ""), (None, ""), (None, "None")])
def test_no_nonce_is_good_once_it_has_expired(sr: str | None, nonce: str) -> None:
    credentials = resigned(f"rOprNGfwEbeRWgbNEkqO4096{nonce}")
    check(lambda: DONE.verify_again(credentials, sr=sr), Reason.STALE, "data", 401)


def test_a_reauthentication_has_no_session() -> None:
    credentials = ScramCredentials(sid=SID, data=FINAL.again(AGAIN).credentials.data)
    check(lambda: DONE.verify_again(credentials, sr=SR), Reason.CONFLICT, "sid", 401)


def test_a_first_message_is_no_reauthentication() -> None:
    credentials = FIRST.credentials
    check(lambda: DONE.verify_again(credentials, sr=SR), Reason.MISSING_PARAM, "data", 401)


def test_a_client_reauthenticates_only_where_it_was_asked_to() -> None:
    check(lambda: FINAL.again(ScramChallenge(realm=REALM)), Reason.MISSING_PARAM, "sr")
    check(lambda: FINAL.again(ScramChallenge(realm="b", sr=SR)), Reason.WRONG_TARGET, "realm")
    check(lambda: FINAL.again(ScramChallenge(sr=SR)), Reason.WRONG_TARGET, "realm")
    other = ScramChallenge(scheme="SCRAM-SHA-1", realm=REALM, sr=SR)
    check(lambda: FINAL.again(other), Reason.WRONG_SCHEME, "data")


def test_a_client_needs_a_realm_to_reauthenticate() -> None:
    begun = first(realm=None)
    step = scram.server_first(begun.credentials, KEYS)
    final = begun.final(step.challenge, password="pencil")
    with pytest.raises(BuildError) as caught:
        final.again(ScramChallenge(sr=SR))
    assert (caught.value.reason, caught.value.param) == (Reason.MISSING_PARAM, "realm")


# --- what a client refuses


def challenge(**changed: Any) -> ScramChallenge:
    """The challenge of the vector, with other values in its message."""
    return ScramChallenge(sid=SID, data=bytes(replace(STEP.message, **changed)))


@pytest.mark.parametrize("nonce", ["another", f"x{STEP.message.nonce}", FIRST.message.nonce])
def test_a_client_refuses_a_nonce_that_does_not_go_on_from_its_own(nonce: str) -> None:
    asked = challenge(nonce=nonce)
    check(lambda: FIRST.final(asked, password="pencil"), Reason.STALE, "data")


def test_a_client_refuses_too_few_iterations() -> None:
    asked = challenge(iterations=4095)
    check(lambda: FIRST.final(asked, password="pencil"), Reason.DOWNGRADED, "data")
    FIRST.final(asked, password="pencil", least_iterations=4095)
    FIRST.final(challenge(iterations=4096), password="pencil")
    asked = challenge(iterations=9_999)
    check(
        lambda: FIRST.final(asked, password="pencil", least_iterations=10_000),
        Reason.DOWNGRADED,
        "data",
    )


def test_a_client_refuses_too_many_iterations_before_it_makes_them() -> None:
    asked = challenge(iterations=10**17)
    check(lambda: FIRST.final(asked, password="pencil"), Reason.UNSUPPORTED, "data")
    asked = challenge(iterations=1_000_001)
    check(lambda: FIRST.final(asked, password="pencil"), Reason.UNSUPPORTED, "data")
    asked = challenge(iterations=5000)
    check(
        lambda: FIRST.final(asked, password="pencil", most_iterations=4999),
        Reason.UNSUPPORTED,
        "data",
    )
    FIRST.final(asked, password="pencil", most_iterations=5000)


def test_a_client_refuses_a_challenge_of_another_scheme() -> None:
    asked = ScramChallenge(scheme="SCRAM-SHA-1", sid=SID, data=bytes(STEP.message))
    check(lambda: FIRST.final(asked, password="pencil"), Reason.WRONG_SCHEME, "data")


def test_a_client_refuses_a_challenge_that_begins_again() -> None:
    asked = ScramChallenge(realm=REALM)
    check(lambda: FIRST.final(asked, password="pencil"), Reason.MISSING_PARAM, "data")


def info(message: ScramServerFinal, sid: str = SID) -> ScramInfo:
    return ScramInfo(sid=sid, data=bytes(message))


def test_a_client_refuses_a_wrong_proof_of_the_server() -> None:
    right = DONE.info.message.verifier
    assert right is not None
    wrong = bytes([right[0] ^ 1]) + right[1:]
    for verifier in (wrong, right[:-1], right + b"\0", b""):
        given = info(ScramServerFinal(verifier))
        check(partial(FINAL.verify, given), Reason.WRONG_PROOF, "data")


def test_a_client_refuses_the_proof_of_a_server_with_other_keys() -> None:
    other = replace(DONE, keys=scram.derive_keys("pen", iterations=4096, salt=SALT))
    check(lambda: FINAL.verify(other.info), Reason.WRONG_PROOF, "data")


def test_a_client_refuses_the_proof_of_another_exchange() -> None:
    begun = first(nonce="other")
    step = scram.server_first(begun.credentials, KEYS, sid=SID)
    done = step.verify(begun.final(step.challenge, password="pencil").credentials)
    check(lambda: FINAL.verify(done.info), Reason.WRONG_PROOF, "data")


def test_a_client_refuses_the_proof_of_another_session() -> None:
    given = info(DONE.info.message, "another")
    check(lambda: FINAL.verify(given), Reason.STALE, "sid")


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("invalid-proof", Reason.WRONG_PROOF),
        ("unknown-user", Reason.WRONG_PROOF),
        ("other-error", Reason.WRONG_PROOF),
        ("out-of-tea", Reason.WRONG_PROOF),
        ("extensions-not-supported", Reason.UNSUPPORTED),
        ("channel-bindings-dont-match", Reason.UNSUPPORTED),
    ],
)
def test_a_client_refuses_an_error_of_the_server(word: str, reason: Reason) -> None:
    given = info(ScramServerFinal(error=word))
    check(lambda: FINAL.verify(given), reason, "data")
    assert word not in str(refused(lambda: FINAL.verify(given)))


# --- what a server refuses


def test_a_server_refuses_another_password() -> None:
    final = FIRST.final(STEP.challenge, password="Pencil")
    check(lambda: STEP.verify(final.credentials), Reason.WRONG_PROOF, "data", 401)


def forged(**changed: Any) -> ScramCredentials:
    """The last message of the vector with other values."""
    return ScramCredentials(sid=SID, data=bytes(replace(FINAL.message, **changed)))


def test_a_server_refuses_a_proof_that_was_changed() -> None:
    right = FINAL.message.proof
    for proof in (bytes([right[0] ^ 1]) + right[1:], right[:-1], right + b"\0", b"", bytes(32)):
        given = forged(proof=proof)
        check(partial(STEP.verify, given), Reason.WRONG_PROOF, "data", 401)


def test_a_server_refuses_the_stored_key_as_if_it_were_the_password() -> None:
    for key in (KEYS.stored_key, KEYS.server_key):
        final = FIRST.final(STEP.challenge, salted_password=key)
        check(partial(STEP.verify, final.credentials), Reason.WRONG_PROOF, "data", 401)


def test_a_server_refuses_a_message_that_was_changed() -> None:
    for changed in ({"extensions": (("x", "y"),)}, {"authzid": "boss"}):
        given = forged(**changed)
        check(partial(STEP.verify, given), Reason.WRONG_PROOF, "data", 401)


def test_a_server_refuses_another_name_to_act_as_although_the_proof_is_of_it() -> None:
    message = replace(FIRST.message, authzid="boss")
    proved = replace(FINAL, first=replace(FIRST, message=message)).credentials
    check(lambda: STEP.verify(proved), Reason.WRONG_PROOF, "data", 401)


def test_a_server_refuses_a_nonce_of_another_exchange() -> None:
    step = scram.server_first(FIRST.credentials, KEYS, sid=SID)
    check(lambda: step.verify(FINAL.credentials), Reason.STALE, "data", 401)


def test_a_server_refuses_another_session() -> None:
    given = ScramCredentials(sid="another", data=FINAL.credentials.data)
    check(lambda: STEP.verify(given), Reason.STALE, "sid", 401)
    given = ScramCredentials(realm=REALM, data=FINAL.credentials.data)
    check(lambda: STEP.verify(given), Reason.STALE, "sid", 401)


def test_a_server_refuses_another_scheme() -> None:
    given = ScramCredentials(scheme="SCRAM-SHA-1", sid=SID, data=FINAL.credentials.data)
    check(lambda: STEP.verify(given), Reason.WRONG_SCHEME, "scheme", 401)


def test_a_server_refuses_a_message_out_of_turn() -> None:
    check(lambda: STEP.verify(FIRST.credentials), Reason.MISSING_PARAM, "data", 401)
    given = FINAL.credentials
    check(lambda: scram.server_first(given, KEYS), Reason.MISSING_PARAM, "data", 401)


def test_a_server_refuses_a_scheme_that_it_has_no_keys_for() -> None:
    begun = first(**SHA_1)
    check(lambda: scram.server_first(begun.credentials, KEYS), Reason.DOWNGRADED, "scheme", 401)


def test_a_server_refuses_a_name_to_act_as_that_it_did_not_allow() -> None:
    begun = first(authzid="boss").credentials
    for allowed in (None, "user"):
        answer = partial(scram.server_first, begun, KEYS, authzid=allowed)
        check(answer, Reason.WRONG_TARGET, "data", 401)


def test_a_client_acts_as_another_user_if_the_server_allows_it() -> None:
    begun = first(authzid="a,b=c")
    step = scram.server_first(begun.credentials, KEYS, authzid="a,b=c")
    final = begun.final(step.challenge, password="pencil")
    done = step.verify(final.credentials)
    final.verify(done.info)
    assert (done.username, done.final.authzid) == ("user", "a,b=c")


def test_extensions_are_part_of_what_is_proved() -> None:
    message = ScramClientFirst("user", "x", extensions=(("x", "y"),))
    begun = replace(FIRST, message=message)
    step = scram.server_first(begun.credentials, KEYS)
    asked = replace(step.message, extensions=(("z", "é"),))
    step = replace(step, message=asked)
    final = begun.final(step.challenge, password="pencil")
    final.verify(step.verify(final.credentials).info)


# --- users that are not known

SECRET = b"0123456789abcdef"


def stand_in(username: str, **changed: Any) -> scram.ScramKeys:
    return scram.stand_in_keys(username, **{"secret": SECRET, "iterations": 4096, **changed})


@pytest.mark.parametrize("scheme", ["SCRAM-SHA-256", "SCRAM-SHA-1"])
def test_an_unknown_user_gets_the_same_exchange_and_a_wrong_proof(scheme: str) -> None:
    begun = first(scheme=scheme)
    step = scram.server_first(begun.credentials, stand_in("user", scheme=scheme))
    final = begun.final(step.challenge, password="pencil")
    check(lambda: step.verify(final.credentials), Reason.WRONG_PROOF, "data", 401)


def test_keys_that_stand_in_are_those_of_a_name_and_a_server() -> None:
    assert stand_in("user") == stand_in("user")
    for other in (stand_in("User"), stand_in("user", secret=SECRET[::-1])):
        assert other.salt != stand_in("user").salt
        assert other.stored_key != stand_in("user").stored_key
    assert len(stand_in("user").salt) == len(scram.derive_keys("a", iterations=1).salt)


def test_any_name_of_a_message_can_be_stood_in_for() -> None:
    for username in ("a\n", "=,", "\x7f", "\U0001f511"):
        assert len(stand_in(ScramClientFirst(username, "x").username).stored_key) == 32


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(BuildError):
        stand_in("user", secret=SECRET[1:])
    with pytest.raises(TypeError):
        stand_in("user", secret="0123456789abcdef")


# --- passwords


@pytest.mark.parametrize(
    ("password", "octets"),
    [
        ("pencil", b"pencil"),
        (" a b ", b" a b "),
        ("\xa0\u2003\u3000", b"   "),
        ("e\u0301", "é".encode()),
        ("\u212b", "Å".encode()),
        ("Å", "Å".encode()),
        ("IX", b"IX"),
        ("\u2168", "\u2168".encode()),
        ("\uff21", "\uff21".encode()),
        ("ﬁ", "ﬁ".encode()),
        ("correct horse battery staple", b"correct horse battery staple"),
        ("πßå", "πßå".encode()),
        ("Jack of \u2666s", "Jack of \u2666s".encode()),
        ("\U0001f511", "\U0001f511".encode()),
        ("\uac00", "\uac00".encode()),
        ("\u1100\u1161", "\uac00".encode()),
    ],
)
def test_a_password_is_brought_to_its_normal_form(password: str, octets: bytes) -> None:
    assert scram.normalize(password) == octets


@pytest.mark.parametrize(
    "password",
    [
        "",
        "a\t",
        "a\0",
        "\x7f",
        "\x85",
        "a\u200d",
        "a\u200c",
        "a\u00ad",
        "\u2028",
        "\u2029",
        "\ue000",
        "\ud800",
        "\u0378",
        "\uffff",
        "\u034f",
        "\u1100",
        "\u11ff",
        "\u3164",
        "\ufe0f",
        "\U000e0100",
        "\ufeff",
    ],
)
def test_a_password_that_has_no_normal_form_is_refused(password: str) -> None:
    with pytest.raises(BuildError) as caught:
        scram.normalize(password)
    assert (caught.value.reason, caught.value.param) == (Reason.BAD_VALUE, "password")


@given(st.text(min_size=1, max_size=8))
@settings(deadline=None)
def test_a_normal_form_is_that_of_itself(password: str) -> None:
    try:
        octets = scram.normalize(password)
    except BuildError:
        return
    assert scram.normalize(octets.decode()) == octets


def test_forms_of_one_password_are_one_password() -> None:
    composed = FIRST.final(STEP.challenge, password="caf\xe9 x")
    assert composed == FIRST.final(STEP.challenge, password="cafe\u0301\xa0x")


def test_octets_are_taken_as_they_are() -> None:
    one = scram.salted_password(b"\xff\0", SALT, 1)
    assert len(one) == 32
    assert scram.salted_password(b"pencil", SALT, 4096) == scram.salted_password(
        "pencil", SALT, 4096
    )


def test_a_salted_password_is_as_good_as_the_password() -> None:
    salted = FINAL.salted_password
    assert FIRST.final(STEP.challenge, salted_password=salted) == FINAL


def test_a_salted_password_of_another_length_is_refused() -> None:
    for salted in (b"", bytes(20), bytes(33)):
        with pytest.raises(BuildError):
            FIRST.final(STEP.challenge, salted_password=salted)


def test_there_is_a_password_or_a_salted_one() -> None:
    with pytest.raises(TypeError):
        FIRST.final(STEP.challenge)
    with pytest.raises(TypeError):
        FIRST.final(STEP.challenge, password="pencil", salted_password=bytes(32))


# --- objects

STEPS: list[Any] = [FIRST, STEP, FINAL, DONE, KEYS, FINAL.again(AGAIN)]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: type(step).__name__)
def test_a_step_can_be_stored_and_does_not_change(step: Any) -> None:
    assert pickle.loads(pickle.dumps(step)) == step
    for name in ("scheme", "keys", "first", "surplus"):
        with pytest.raises((AttributeError, TypeError)):
            setattr(step, name, "x")


@pytest.mark.parametrize("step", STEPS, ids=lambda step: type(step).__name__)
def test_no_secret_of_a_step_is_shown(step: Any) -> None:
    shown = f"{step!r} {step}"
    secrets = (FINAL.salted_password, KEYS.stored_key, KEYS.server_key, FINAL.message.proof)
    for secret in secrets:
        assert repr(secret) not in shown
    assert ("<hidden>" in shown) is (step is not FIRST)


def test_nonces_and_sessions_are_made_anew() -> None:
    one, other = scram.client_first("user"), scram.client_first("user")
    assert one.message.nonce != other.message.nonce
    steps = [scram.server_first(one.credentials, KEYS) for _ in range(2)]
    assert steps[0].sid != steps[1].sid
    assert steps[0].message.nonce != steps[1].message.nonce
    assert steps[0].message.nonce.startswith(one.message.nonce)


def test_salts_are_made_anew() -> None:
    one, other = (scram.derive_keys("a", iterations=1) for _ in range(2))
    assert one.salt != other.salt
    assert one.stored_key != other.stored_key


@pytest.mark.parametrize(
    "build",
    [
        lambda: scram.client_first("", realm="a"),
        lambda: scram.client_first("user", realm="\n"),
        lambda: scram.client_first("user", nonce="a,b"),
        lambda: scram.client_first("user", scheme="SCRAM-SHA-512"),
        lambda: scram.derive_keys("a", iterations=0),
        lambda: scram.derive_keys("a", iterations=2**31),
        lambda: scram.derive_keys("a", iterations=1, scheme="SCRAM-MD5"),
        lambda: replace(KEYS, stored_key=bytes(20)),
        lambda: replace(KEYS, server_key=b""),
        lambda: replace(KEYS, iterations=0),
        lambda: replace(KEYS, scheme="SCRAM-SHA-1"),
        lambda: scram.server_first(FIRST.credentials, KEYS, nonce="a b"),
        lambda: scram.server_first(FIRST.credentials, KEYS, nonce=""),
        lambda: scram.server_first(FIRST.credentials, KEYS, sid="a b"),
        lambda: DONE.verify_again(FINAL.credentials, sr=SR, sid="a b"),
    ],
)
def test_bad_values_are_refused(build: Callable[[], Any]) -> None:
    with pytest.raises(BuildError):
        build()


@pytest.mark.parametrize(
    "call",
    [
        lambda: scram.client_first(b"user"),  # type: ignore[arg-type]
        lambda: scram.client_first("user", scheme=None),  # type: ignore[arg-type]
        lambda: scram.normalize(b"a"),  # type: ignore[arg-type]
        lambda: scram.derive_keys("a", iterations=1, salt="a"),  # type: ignore[arg-type]
        lambda: scram.derive_keys("a", iterations="1"),  # type: ignore[arg-type]
        lambda: replace(KEYS, salt="a"),  # type: ignore[arg-type]
        lambda: FIRST.final(DONE.info, password="a"),  # type: ignore[arg-type]
        lambda: FIRST.final(STEP.challenge, password=5),  # type: ignore[arg-type]
        lambda: FIRST.final(STEP.challenge, salted_password="a"),  # type: ignore[arg-type]
        lambda: FIRST.final(STEP.challenge, password="a", least_iterations=None),  # type: ignore[arg-type]
        lambda: FIRST.final(STEP.challenge, password="a", most_iterations=1.0),  # type: ignore[arg-type]
        lambda: FINAL.verify(STEP.challenge),  # type: ignore[arg-type]
        lambda: FINAL.again(DONE.info),  # type: ignore[arg-type]
        lambda: scram.server_first(STEP.challenge, KEYS),  # type: ignore[arg-type]
        lambda: scram.server_first(FIRST.credentials, None),  # type: ignore[arg-type]
        lambda: STEP.verify(DONE.info),  # type: ignore[arg-type]
        lambda: DONE.verify_again(DONE.info, sr=SR),  # type: ignore[arg-type]
        lambda: DONE.verify_again(FINAL.credentials, sr=SR, sid=5),  # type: ignore[arg-type]
    ],
)
def test_values_of_wrong_types_are_type_errors(call: Callable[[], Any]) -> None:
    with pytest.raises(TypeError):
        call()


def test_a_first_message_holds_what_the_keys_were_made_with() -> None:
    assert STEP.message == ScramServerFirst(STEP.message.nonce, SALT, 4096)

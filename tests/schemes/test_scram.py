# SPDX-License-Identifier: MIT
"""SCRAM: the messages of RFC 5802, and where in a message of RFC 7804 each may stand."""

from __future__ import annotations

import copy
import pickle
from contextlib import suppress
from typing import Any, SupportsIndex

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scheme_strategies.scram import client_finals, client_firsts, server_finals, server_firsts

from authheaders import (
    DEFAULT_SCHEMES,
    BuildError,
    Form,
    Params,
    ParseError,
    Reason,
    Schemes,
    ScramChallenge,
    ScramClientFinal,
    ScramClientFirst,
    ScramCredentials,
    ScramInfo,
    ScramServerFinal,
    ScramServerFirst,
    parse_authentication_info,
    parse_challenges,
)

CLASSES: list[Any] = [ScramClientFirst, ScramServerFirst, ScramClientFinal, ScramServerFinal]
messages = st.one_of(client_firsts(), server_firsts(), client_finals(), server_finals())
each_class = pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)

NONCE = "rOprNGfwEbeRWgbNEkqO"


# --- the messages of RFC 5802


@given(messages)
@settings(deadline=None)
def test_what_is_written_reads_as_an_equal_message(message: Any) -> None:
    assert type(message).parse(message.to_text()) == message
    assert type(message).parse(bytes(message)) == message


# Near misses of all rules: what is read is written with the same characters.
PIECES = [
    *"nyapmrcsievxX",
    "=",
    ",",
    "n,,",
    "n=",
    "=2C",
    "=3D",
    "=2c",
    "r=a",
    ",s=YQ==",
    ",i=1",
    "\0",
]
PIECES += ["c=biws", ",p=YQ==", "v=YQ==", "e=other-error", ",m=1", ",x=y", "0", "\n", "é", "\ud800"]


@given(st.lists(st.sampled_from(PIECES), max_size=6).map("".join))
@settings(deadline=None, max_examples=400)
def test_any_text_is_written_as_it_was_read_or_refused(text: str) -> None:
    for cls in CLASSES:
        try:
            message = cls.parse(text)
        except ParseError:
            continue
        assert message.to_text() == text


@each_class
@given(octets=st.binary(max_size=12))
@settings(deadline=None, max_examples=50)
def test_octets_raise_only_parse_error(cls: Any, octets: bytes) -> None:
    with suppress(ParseError):
        cls.parse(octets)


@each_class
def test_what_is_no_text_is_a_type_error(cls: Any) -> None:
    for wrong in (None, 5, ["n"], bytearray(b"n")):
        with pytest.raises(TypeError):
            cls.parse(wrong)


@given(messages)
@settings(deadline=None, max_examples=25)
def test_a_copy_is_equal_and_a_message_does_not_change(message: Any) -> None:
    for twin in (copy.deepcopy(message), pickle.loads(pickle.dumps(message))):
        assert twin == message
        assert hash(twin) == hash(message)
    for name in ("nonce", "extensions", "surplus"):
        with pytest.raises((AttributeError, TypeError)):
            setattr(message, name, "x")


def test_commas_and_equals_signs_in_names_are_escaped() -> None:
    message = ScramClientFirst("a,b=c", "x", authzid="=2C")
    assert message.to_text() == "n,a==3D2C,n=a=2Cb=3Dc,r=x"
    assert ScramClientFirst.parse(message.to_text()) == message


def test_parts_of_the_proof_are_the_text_without_the_rest() -> None:
    first = ScramClientFirst("user", "x", authzid="boss", extensions=(("x", "y"),))
    assert first.gs2_header == "n,a=boss,"
    assert first.bare == "n=user,r=x,x=y"
    final = ScramClientFinal("xyz", b"a", authzid="boss", extensions=(("x", "y"),))
    assert final.without_proof == "c=bixhPWJvc3Ms,r=xyz,x=y"
    assert final.to_text() == "c=bixhPWJvc3Ms,r=xyz,x=y,p=YQ=="


def test_a_first_and_a_final_message_have_the_name_to_act_as() -> None:
    assert ScramClientFirst.parse("n,a=boss,n=user,r=x").authzid == "boss"
    assert ScramClientFinal.parse("c=bixhPWJvc3Ms,r=x,p=YQ==").authzid == "boss"


def test_extensions_are_kept() -> None:
    assert ScramServerFirst.parse("r=a,s=,i=1,x=b=c,Y=d").extensions == (("x", "b=c"), ("Y", "d"))
    assert ScramServerFinal.parse("v=,x=y").extensions == (("x", "y"),)


def test_an_unknown_error_is_kept() -> None:
    assert ScramServerFinal.parse("e=out-of-tea") == ScramServerFinal(error="out-of-tea")


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        (ScramClientFirst("u", "a"), "ScramClientFirst(username='u', nonce='a')"),
        (ScramServerFirst("a", b"b", 1), "ScramServerFirst(nonce='a', salt=b'b', iterations=1)"),
        (ScramClientFinal("a", b"secret"), "ScramClientFinal(nonce='a', proof=<hidden>)"),
        (ScramServerFinal(b"secret"), "ScramServerFinal(verifier=<hidden>)"),
        (ScramServerFinal(error="e"), "ScramServerFinal(error='e')"),
    ],
)
def test_proofs_are_hidden(message: Any, shown: str) -> None:
    assert repr(message) == str(message) == shown


@pytest.mark.parametrize(
    ("cls", "fields", "param"),
    [
        (ScramClientFirst, {"username": "", "nonce": "a"}, "n"),
        (ScramClientFirst, {"username": "a\0", "nonce": "a"}, "n"),
        (ScramClientFirst, {"username": "\ud800", "nonce": "a"}, "n"),
        (ScramClientFirst, {"username": "a", "nonce": ""}, "r"),
        (ScramClientFirst, {"username": "a", "nonce": "a,b"}, "r"),
        (ScramClientFirst, {"username": "a", "nonce": "a\n"}, "r"),
        (ScramClientFirst, {"username": "a", "nonce": "a", "authzid": ""}, "a"),
        (ScramServerFirst, {"nonce": "a", "salt": b"", "iterations": 0}, "i"),
        (ScramServerFirst, {"nonce": "a", "salt": b"", "iterations": 10**18}, "i"),
        (ScramServerFirst, {"nonce": " ", "salt": b"", "iterations": 1}, "r"),
        (ScramClientFinal, {"nonce": "\xe9", "proof": b""}, "r"),
        (ScramClientFinal, {"nonce": "a", "proof": b"", "authzid": "\0"}, "a"),
        (ScramClientFinal, {"nonce": "a", "proof": b"", "extensions": (("xx", "y"),)}, None),
        (ScramClientFinal, {"nonce": "a", "proof": b"", "extensions": (("m", "y"),)}, None),
        (ScramClientFinal, {"nonce": "a", "proof": b"", "extensions": (("p", "y"),)}, None),
        (ScramClientFinal, {"nonce": "a", "proof": b"", "extensions": (("é", "y"),)}, None),
        (ScramClientFinal, {"nonce": "a", "proof": b"", "extensions": (("x", ""),)}, "x"),
        (ScramClientFinal, {"nonce": "a", "proof": b"", "extensions": (("x", "a,p=b"),)}, "x"),
        (ScramServerFinal, {"error": ""}, "e"),
        (ScramServerFinal, {"error": "a,v=b"}, "e"),
    ],
)
def test_a_message_of_bad_values_is_not_built(
    cls: Any, fields: dict[str, Any], param: str | None
) -> None:
    with pytest.raises(BuildError) as caught:
        cls(**fields)
    assert (caught.value.reason, caught.value.param) == (Reason.BAD_VALUE, param)


@pytest.mark.parametrize("fields", [{}, {"verifier": b"a", "error": "b"}])
def test_a_server_final_has_a_verifier_or_an_error(fields: dict[str, Any]) -> None:
    with pytest.raises(BuildError) as caught:
        ScramServerFinal(**fields)
    assert caught.value.reason is Reason.CONFLICT


@pytest.mark.parametrize(
    ("cls", "values"),
    [
        (ScramClientFirst, (b"u", "a")),
        (ScramClientFirst, ("u", b"a")),
        (ScramClientFirst, ("u", "a", 5)),
        (ScramClientFirst, ("u", "a", None, [("x", "y")])),
        (ScramClientFirst, ("u", "a", None, ("xy",))),
        (ScramClientFirst, ("u", "a", None, (("x",),))),
        (ScramClientFirst, ("u", "a", None, ((5, "y"),))),
        (ScramClientFirst, ("u", "a", None, (("x", 5),))),
        (ScramServerFirst, ("a", "salt", 1)),
        (ScramServerFirst, ("a", b"salt", "1")),
        (ScramServerFirst, ("a", b"salt", True)),
        (ScramClientFinal, ("a", "proof")),
        (ScramServerFinal, ("proof",)),
        (ScramServerFinal, (None, b"error")),
    ],
)
def test_a_message_of_values_of_wrong_types_is_a_type_error(cls: Any, values: Any) -> None:
    with pytest.raises(TypeError):
        cls(*values)


# --- the messages of RFC 7804


def test_data_takes_and_gives_the_octets_of_a_message() -> None:
    first = ScramClientFirst("user", NONCE)
    credentials = ScramCredentials(realm="a", data=bytes(first))
    assert credentials.data == b"n,,n=user,r=" + NONCE.encode()
    assert credentials.message == first
    challenge = ScramChallenge(sid="a", data=bytes(ScramServerFirst(NONCE, b"salt", 4096)))
    assert challenge.message == ScramServerFirst(NONCE, b"salt", 4096)
    final = ScramClientFinal(NONCE, b"proof")
    assert ScramCredentials(sid="a", data=bytes(final)).message == final
    info = ScramInfo(sid="a", data=bytes(ScramServerFinal(b"proof")))
    assert info.message == ScramServerFinal(b"proof")


def test_a_challenge_without_data_has_no_message() -> None:
    assert ScramChallenge(realm="a").message is None


@given(server_firsts())
@settings(deadline=None, max_examples=25)
def test_any_server_first_can_stand_in_a_challenge(message: ScramServerFirst) -> None:
    challenge = ScramChallenge(sid="a", data=bytes(message))
    assert ScramChallenge.parse(challenge.to_header()).message == message


def test_data_is_written_with_quotes_however_it_came() -> None:
    challenge = ScramChallenge.parse("SCRAM-SHA-1 sid=a, data=cj1hLHM9WVE9PSxpPTE=")
    assert challenge.to_header() == 'SCRAM-SHA-1 sid=a, data="cj1hLHM9WVE9PSxpPTE="'


def test_the_challenges_of_the_rfc_on_one_line_are_read() -> None:
    line = (
        'SCRAM-SHA-256 realm="realm3@example.com", '
        'SCRAM-SHA-256 realm="testrealm@example.com", sr=%hvYDpWUa2RaTCAfuxFIlj)hNlF, '
        'SCRAM-SHA-1 realm="testrealm2@example.com", sr=AAABBBCCCDDD, ttl=120'
    )
    assert parse_challenges(line) == [
        ScramChallenge(realm="realm3@example.com"),
        ScramChallenge(realm="testrealm@example.com", sr="%hvYDpWUa2RaTCAfuxFIlj)hNlF"),
        ScramChallenge(
            scheme="SCRAM-SHA-1", realm="testrealm2@example.com", sr="AAABBBCCCDDD", ttl=120
        ),
    ]


@pytest.mark.parametrize("scheme", ["SCRAM-SHA-256", "SCRAM-SHA-1", "scram-sha-1"])
def test_info_is_read_for_both_schemes(scheme: str) -> None:
    info = parse_authentication_info('sid=a, data="dj1ZUT09"', scheme)
    assert info == ScramInfo(sid="a", data=b"v=YQ==")


def test_an_error_in_an_info_has_the_scheme_that_was_given() -> None:
    with pytest.raises(ParseError) as caught:
        parse_authentication_info("sid=a", "scram-sha-1")
    assert caught.value.scheme == "SCRAM-SHA-1"
    with pytest.raises(ParseError) as caught:
        ScramInfo.parse("sid=a")
    assert caught.value.scheme == "SCRAM-SHA-256"


def test_a_table_with_the_classes_reads_both_schemes() -> None:
    schemes = Schemes().including(ScramChallenge, ScramCredentials, ScramInfo)
    for scheme in ("SCRAM-SHA-256", "SCRAM-SHA-1"):
        assert schemes.challenge(scheme) is DEFAULT_SCHEMES.challenge(scheme) is ScramChallenge
        assert schemes.credentials(scheme) is ScramCredentials
        assert schemes.info(scheme) is ScramInfo


@pytest.mark.parametrize("scheme", ["SCRAM-SHA-512", "SCRAM-SHA-256-PLUS"])
def test_another_mechanism_of_the_family_is_no_scheme_of_these_classes(scheme: str) -> None:
    with pytest.raises(ParseError) as caught:
        ScramChallenge.parse(scheme)
    assert caught.value.reason is Reason.WRONG_SCHEME
    with pytest.raises(BuildError):
        ScramChallenge(scheme=scheme)


def test_malformed_credentials_are_an_authentication_that_failed() -> None:
    with pytest.raises(ParseError) as caught:
        ScramCredentials.parse('SCRAM-SHA-256 data="%%%"')
    assert caught.value.status_hint == 401


def test_an_error_in_a_message_says_which_attribute_is_wrong() -> None:
    with pytest.raises(ParseError) as caught:
        ScramChallenge.parse('SCRAM-SHA-256 sid=a, data="cj1hLHM9WVE9PSxpPTA="')
    assert str(caught.value) == (
        "expected 1 to 18 digits that begin with no zero as i, in the SCRAM message"
        " at position 26 (bad-value)"
    )


def test_an_extension_that_is_bare_is_refused_when_it_is_built() -> None:
    with pytest.raises(BuildError) as caught:
        ScramChallenge(extensions=Params([("x", "a/b", Form.BARE)]))
    assert (caught.value.reason, caught.value.param) == (Reason.BARE_VALUE, "x")


def test_data_of_credentials_and_info_is_hidden() -> None:
    credentials = ScramCredentials(realm="a", data=b"n,,n=user,r=a")
    assert repr(credentials) == "ScramCredentials(realm='a', data=<hidden>)"
    assert repr(ScramInfo(sid="a", data=b"v=YQ==")) == "ScramInfo(sid='a', data=<hidden>)"


class _Formatted(str):
    """Text that is formatted as something else, as a member of an enum is."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        return "other"

    def replace(self, old: str, new: str, count: SupportsIndex = -1, /) -> str:
        return self


def test_a_subclass_of_str_is_written_into_a_message_as_its_characters() -> None:
    text = _Formatted
    first = ScramClientFirst(text("a,"), text("n"), text("b="), ((text("x"), text("y")),))
    assert first.to_text() == "n,a=b=3D,n=a=2C,r=n,x=y"
    assert ScramServerFinal(error=text("unknown-user")).to_text() == "e=unknown-user"


def test_a_scheme_of_a_subclass_of_str_is_written_as_its_characters() -> None:
    challenge = ScramChallenge(scheme=_Formatted("SCRAM-SHA-1"), realm="a")
    assert challenge.to_header() == challenge.to_generic().to_header() == 'SCRAM-SHA-1 realm="a"'

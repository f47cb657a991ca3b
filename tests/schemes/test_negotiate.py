# SPDX-License-Identifier: MIT
"""Negotiate: tokens that are kept as text, and what they look like."""

from __future__ import annotations

from base64 import b64encode

import pytest

from authheaders import (
    BasicChallenge,
    BuildError,
    GenericChallenge,
    GenericCredentials,
    NegotiateChallenge,
    NegotiateCredentials,
    NtlmChallenge,
    ParseError,
    Reason,
    parse_challenges,
)

NTLM_1 = "TlRMTVNTUAABAAAAB4IIogAAAAAAAAAAAAAAAAAAAAAFAs4OAAAADw=="


def token(octets: bytes) -> str:
    return b64encode(octets).decode()


def test_challenges_of_several_schemes_on_one_line_are_told_apart() -> None:
    assert parse_challenges('Negotiate, NTLM, Basic realm="intranet"') == [
        NegotiateChallenge(),
        NtlmChallenge(),
        BasicChallenge("intranet"),
    ]
    assert parse_challenges('Negotiate YIIC, Basic realm="x"') == [
        NegotiateChallenge("YIIC"),
        BasicChallenge("x"),
    ]


def test_a_token_decodes_to_its_octets() -> None:
    assert NegotiateChallenge("YIIC").decode() == b"\x60\x82\x02"
    assert NegotiateCredentials("YIIC").decode() == b"\x60\x82\x02"


def test_a_bare_challenge_has_no_octets() -> None:
    assert NegotiateChallenge().decode() is None


# The examples of RFC 4559 but the first; unpadded, padded wrongly, base64url, pad bits.
@pytest.mark.parametrize(
    "text",
    [
        "749efa7b23409c20b92356",
        "89a8742aa8729a8b028",
        "ade0234568a4209af8bc0280289eca",
        "YWJj==",
        "Y-I_",
        "YR==",
    ],
)
def test_a_token_that_is_no_base64_is_kept_and_refused_when_it_is_decoded(text: str) -> None:
    for message in (
        NegotiateChallenge.parse(f"Negotiate {text}"),
        NegotiateCredentials.parse(f"Negotiate {text}"),
    ):
        assert message.token == text
        with pytest.raises(ParseError) as caught:
            message.decode()
        assert (caught.value.reason, caught.value.scheme) == (Reason.BAD_BASE64, "Negotiate")
        assert text not in str(caught.value)
        assert message.kind is None
        assert message.message_type is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("YIIFQwYGKwYBBQUCoIIFNzCC", "initial"),
        (token(b"\x60\x1c"), "initial"),
        (token(b"\xa1\x14"), "response"),
        (token(b"\xa0\x14"), None),
        (NTLM_1, "ntlm"),
        (token(b"NTLMSSP\0\x04\0\0\0"), None),
        (token(b"NTLMSSP\0\x01\0\0"), None),
        ("abcd", None),
    ],
)
def test_a_token_is_recognised_by_its_first_octets(text: str, kind: str | None) -> None:
    assert NegotiateChallenge(text).kind == kind
    assert NegotiateCredentials(text).kind == kind


def test_a_bare_challenge_has_no_kind() -> None:
    assert NegotiateChallenge().kind is None
    assert NegotiateChallenge().message_type is None


def test_an_ntlm_message_in_negotiate_tells_its_type() -> None:
    assert NegotiateChallenge(NTLM_1).message_type == 1
    assert NegotiateCredentials(NTLM_1).message_type == 1


def test_the_token_of_credentials_is_hidden_and_that_of_a_challenge_is_shown() -> None:
    assert repr(NegotiateCredentials("YIIC")) == "NegotiateCredentials(token=<hidden>)"
    assert repr(NegotiateChallenge("YIIC")) == "NegotiateChallenge(token='YIIC')"
    assert repr(NegotiateChallenge()) == "NegotiateChallenge()"


def test_a_token_of_many_kilobytes_is_taken() -> None:
    text = token(b"\x60" + bytes(48_000))
    assert parse_challenges(f"Negotiate {text}") == [NegotiateChallenge(text)]


def test_from_generic_refuses_a_bare_text_that_is_no_token68() -> None:
    with pytest.raises(ParseError) as caught:
        NegotiateChallenge.from_generic(GenericChallenge.bare("Negotiate", "1|b"))
    assert (caught.value.reason, caught.value.scheme) == (Reason.BARE_TOKEN68, "Negotiate")
    with pytest.raises(ParseError) as caught:
        NegotiateCredentials.from_generic(GenericCredentials.bare("Negotiate", "1|b"))
    assert caught.value.reason is Reason.BARE_TOKEN68


def test_from_generic_refuses_another_scheme_and_another_kind_of_message() -> None:
    with pytest.raises(ParseError) as caught:
        NegotiateChallenge.from_generic(GenericChallenge("NTLM"))
    assert caught.value.reason is Reason.WRONG_SCHEME
    with pytest.raises(TypeError):
        NegotiateChallenge.from_generic(GenericCredentials("Negotiate"))  # type: ignore[arg-type]


def test_a_token_that_is_no_text_is_a_type_error() -> None:
    with pytest.raises(TypeError):
        NegotiateChallenge(b"YIIC")  # type: ignore[arg-type]
    with pytest.raises(BuildError):
        NegotiateChallenge("YIIC YIIC")

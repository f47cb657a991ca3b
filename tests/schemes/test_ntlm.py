# SPDX-License-Identifier: MIT
"""NTLM: the types of its messages."""

from __future__ import annotations

from base64 import b64encode

import pytest

from authheaders import NtlmChallenge, NtlmCredentials, ParseError, Reason

# curl, tests/data/test67
TYPE_1 = "TlRMTVNTUAABAAAABoIIAAAAAAAAAAAAAAAAAAAAAAA="
TYPE_2 = (
    "TlRMTVNTUAACAAAAAgACADAAAACGggEAc51AYVDgyNcAAAAAAAAAAG4AbgAyAAAAQ0MCAAQAQwBDAAEAEgBFAEwASQBT"
    "AEEAQgBFAFQASAAEABgAYwBjAC4AaQBjAGUAZABlAHYALgBuAHUAAwAsAGUAbABpAHMAYQBiAGUAdABoAC4AYwBjAC4A"
    "aQBjAGUAZABlAHYALgBuAHUAAAAAAA=="
)
TYPE_3 = (
    "TlRMTVNTUAADAAAAGAAYAEAAAAAYABgAWAAAAAAAAABwAAAACAAIAHAAAAALAAsAeAAAAAAAAAAAAAAAhoIBAFpkQwKR"
    "CZFMhjj0tw47wEjKHRHlvzfxQamFcheMuv8v+xeqphEO5V41xRd7R9deOXRlc3R1c2VyV09SS1NUQVRJT04="
)


@pytest.mark.parametrize(("text", "number"), [(TYPE_1, 1), (TYPE_2, 2), (TYPE_3, 3)])
def test_a_message_tells_its_type(text: str, number: int) -> None:
    assert NtlmChallenge(text).message_type == number
    assert NtlmCredentials(text).message_type == number


@pytest.mark.parametrize(
    "octets",
    [
        b"NTLMSSP",
        b"NTLMSSP\0",
        b"NTLMSSP\0\x01\0\0",
        b"NTLMSSP\0\0\0\0\0",
        b"NTLMSSP\0\x04\0\0\0",
        b"NTLMSSP\0\0\0\0\x01",
        b"ntlmssp\0\x01\0\0\0",
        b"\x60\x82\x01",
    ],
)
def test_what_is_no_message_has_no_type(octets: bytes) -> None:
    text = b64encode(octets).decode()
    assert NtlmChallenge(text).message_type is None
    assert NtlmCredentials(text).message_type is None


def test_a_bare_challenge_has_neither_a_type_nor_octets() -> None:
    assert NtlmChallenge().message_type is None
    assert NtlmChallenge().decode() is None


def test_a_message_decodes_to_its_octets() -> None:
    challenge = NtlmChallenge(TYPE_2).decode()
    assert challenge is not None
    assert (len(challenge), challenge[24:32].hex()) == (160, "739d406150e0c8d7")
    answer = NtlmCredentials(TYPE_3).decode()
    assert (len(answer), answer[-19:]) == (131, b"testuserWORKSTATION")


def test_a_token_that_is_no_base64_is_kept_and_refused_when_it_is_decoded() -> None:
    challenge = NtlmChallenge.parse("NTLM TlRMTVNTUAACAAAAAA=")
    assert challenge.message_type is None
    with pytest.raises(ParseError) as caught:
        challenge.decode()
    assert (caught.value.reason, caught.value.scheme) == (Reason.BAD_BASE64, "NTLM")


def test_the_token_of_credentials_is_hidden() -> None:
    assert repr(NtlmCredentials(TYPE_1)) == "NtlmCredentials(token=<hidden>)"

# SPDX-License-Identifier: MIT
"""What a HOBA client signs."""

from __future__ import annotations

from typing import Any

import pytest

from authheaders import BuildError, HobaCredentials, Reason
from authheaders.signing.hoba import RSA_SHA1, RSA_SHA256, to_be_signed

KID = "vesscamS2Kze4FFOg3e2UyCJPhuQ6_3_gzN-k_L6t3w"
CREDENTIALS = HobaCredentials(kid="a2lk", challenge="Y2hhbA", nonce="ABCD", sig="c2ln")
ORIGIN = "https://www.example.com:8080"


def test_appendix_b_of_the_rfc() -> None:
    printed = HobaCredentials(kid=KID, challenge="a", nonce="Pm3yUW-sW5Q", sig="a")
    # Its challenge breaks the grammar, so that no credentials can hold it; it is what was signed.
    challenge = "pUE77w0LylHypHKhBqAiQHuGC751GiOVv4/7pSlo9jc="
    object.__setattr__(printed, "challenge", challenge)
    signed = to_be_signed(printed, alg=RSA_SHA256, origin="https://example.com:443")
    assert signed == (
        b"11:Pm3yUW-sW5Q1:023:https://example.com:4430:"
        b"43:vesscamS2Kze4FFOg3e2UyCJPhuQ6_3_gzN-k_L6t3w"
        b"44:pUE77w0LylHypHKhBqAiQHuGC751GiOVv4/7pSlo9jc="
    )
    assert len(signed) == 138


def test_a_nonce_has_its_length_in_front() -> None:
    # The example of section 2.
    assert to_be_signed(CREDENTIALS, alg=RSA_SHA1, origin=ORIGIN).startswith(b"4:ABCD1:1")


def test_a_realm_is_signed() -> None:
    assert to_be_signed(CREDENTIALS, alg=17, origin=ORIGIN, realm="members") == (
        b"4:ABCD2:1728:https://www.example.com:80807:members4:a2lk6:Y2hhbA"
    )


def test_lengths_count_octets() -> None:
    signed = to_be_signed(CREDENTIALS, alg=0, origin=ORIGIN, realm="\xe9\u20ac")
    assert b"80805:\xc3\xa9\xe2\x82\xac4:a2lk" in signed


def test_no_realm_is_signed_as_an_empty_one() -> None:
    signed = to_be_signed(CREDENTIALS, alg=0, origin=ORIGIN)
    assert b":80800:4:a2lk" in signed
    assert to_be_signed(CREDENTIALS, alg=0, origin=ORIGIN, realm="") == signed


@pytest.mark.parametrize("origin", ["http://a:80", "https://[2001:db8::1]:443", "web+x://a_b:0"])
def test_an_origin_is_signed_as_it_is(origin: str) -> None:
    signed = to_be_signed(CREDENTIALS, alg=0, origin=origin)
    assert signed.startswith(f"4:ABCD1:0{len(origin)}:{origin}0:".encode())


@pytest.mark.parametrize(
    "origin",
    [
        "",
        "https://example.com",
        "https://example.com:443/",
        "https://example.com:443\n",
        "https://example.com:",
        "https://user@example.com:443",
        "https://example.com:443:443",
        "https://:443",
        "https:example.com:443",
        "//example.com:443",
        "1https://example.com:443",
        "https://\xe9.example:443",
    ],
)
def test_what_is_no_origin_with_port_is_not_signed(origin: str) -> None:
    with pytest.raises(BuildError) as caught:
        to_be_signed(CREDENTIALS, alg=0, origin=origin)
    assert (caught.value.reason, caught.value.param) == (Reason.BAD_VALUE, "origin")


@pytest.mark.parametrize("alg", [-1, 100])
def test_an_algorithm_has_two_digits_at_most(alg: int) -> None:
    with pytest.raises(BuildError) as caught:
        to_be_signed(CREDENTIALS, alg=alg, origin=ORIGIN)
    assert (caught.value.reason, caught.value.param) == (Reason.BAD_VALUE, "alg")


def test_a_realm_with_a_control_is_not_signed() -> None:
    with pytest.raises(BuildError) as caught:
        to_be_signed(CREDENTIALS, alg=0, origin=ORIGIN, realm="\n")
    assert (caught.value.reason, caught.value.param) == (Reason.CONTROL_CHARACTER, "realm")


@pytest.mark.parametrize("changed", [{"alg": "0"}, {"origin": b"a"}, {"realm": b"a"}])
def test_values_of_wrong_types_are_a_type_error(changed: dict[str, Any]) -> None:
    given: dict[str, Any] = {"alg": 0, "origin": ORIGIN, **changed}
    with pytest.raises(TypeError):
        to_be_signed(CREDENTIALS, **given)


@pytest.mark.parametrize("wrong", [None, CREDENTIALS.to_header(), CREDENTIALS.to_generic()])
def test_what_is_no_credentials_is_a_type_error(wrong: Any) -> None:
    with pytest.raises(TypeError):
        to_be_signed(wrong, alg=0, origin=ORIGIN)

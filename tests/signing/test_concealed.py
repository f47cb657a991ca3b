# SPDX-License-Identifier: MIT
"""What Concealed takes from TLS, and what is signed of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from authheaders import BuildError, ConcealedCredentials, Reason, VerifyError
from authheaders.signing.concealed import (
    EXPORTER_LABEL,
    EXPORTER_LENGTH,
    check_verification,
    exporter_context,
    signed_content,
    split_exporter_output,
)

# RFC 8032 test 1, with a made-up exporter output.
PUBLIC_KEY = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
EXPORTER_OUTPUT = bytes(range(48))
HEADER = (
    "Concealed k=YmFzZW1lbnQ, a=11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo, s=2055, "
    "v=ICEiIyQlJicoKSorLC0uLw, p=t71T6zrpyiS_rcppYYRD4NRkrJk5Zz1nz1vyaBRDDOHfpPW5CiqrPiPqgFDA1kYq"
    "kVMRfazXsOYnKE6O-WRlCw"
)
CREDENTIALS = ConcealedCredentials.parse(HEADER)
GIVEN: dict[str, Any] = {
    "s": 2055,
    "k": b"basement",
    "a": PUBLIC_KEY,
    "scheme": "https",
    "host": "example.org",
    "port": 443,
}
CONTEXT = (
    "080708626173656d656e7420d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    "0568747470730b6578616d706c652e6f726701bb00"
)


def context(**changed: Any) -> str:
    return exporter_context(**{**GIVEN, **changed}).hex()


def test_the_context_has_all_that_identifies_key_and_resource() -> None:
    assert context() == CONTEXT


def test_the_context_can_be_made_from_received_credentials() -> None:
    received = {"s": CREDENTIALS.s, "k": CREDENTIALS.k, "a": CREDENTIALS.a}
    assert context(**received, realm=CREDENTIALS.realm) == CONTEXT


def test_a_realm_has_its_length_in_front() -> None:
    assert context(realm="r" * 70) == CONTEXT[:-2] + "4046" + "72" * 70


def test_no_realm_is_an_empty_one() -> None:
    assert context(realm="") == CONTEXT


def test_a_realm_counts_in_octets() -> None:
    assert context(realm="\xe9") == CONTEXT[:-2] + "02c3a9"


@pytest.mark.parametrize(
    ("length", "varint"),
    [
        (1, "01"),
        (63, "3f"),
        (64, "4040"),
        (294, "4126"),
        (16383, "7fff"),
        (16384, "80004000"),
        (70000, "80011170"),
    ],
)
def test_a_length_takes_the_fewest_octets(length: int, varint: str) -> None:
    made = context(k=b"k" * length)
    assert made.startswith(f"0807{varint}6b")
    assert len(made) == len(CONTEXT) - 2 * 9 + len(varint) + 2 * length


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("s", -1),
        ("s", 65536),
        ("k", b""),
        ("a", b""),
        ("scheme", ""),
        ("scheme", "https:"),
        ("scheme", "1s"),
        ("host", ""),
        ("host", "example.org:443"),
        ("host", "user@example.org"),
        ("host", "example.org/"),
        ("host", "example.org\n"),
        ("host", "\xe9.example"),
        ("port", -1),
        ("port", 65536),
    ],
)
def test_a_context_of_bad_values_is_not_made(name: str, value: Any) -> None:
    with pytest.raises(BuildError) as caught:
        context(**{name: value})
    assert (caught.value.reason, caught.value.param) == (Reason.BAD_VALUE, name)


def test_a_context_with_a_control_in_the_realm_is_not_made() -> None:
    with pytest.raises(BuildError) as caught:
        context(realm="\r")
    assert (caught.value.reason, caught.value.param) == (Reason.CONTROL_CHARACTER, "realm")


@pytest.mark.parametrize("name", [*GIVEN, "realm"])
def test_a_context_of_wrong_types_is_a_type_error(name: str) -> None:
    with pytest.raises(TypeError):
        context(**{name: [1]})


@pytest.mark.parametrize("host", ["192.0.2.1", "[2001:db8::1]", "a_b.example", "EXAMPLE.org"])
def test_a_host_stands_as_it_is(host: str) -> None:
    assert f"{len(host):02x}{host.encode().hex()}01bb00" in context(host=host)


# --- the keying material


def test_label_and_length_are_those_of_the_rfc() -> None:
    assert EXPORTER_LABEL == b"EXPORTER-HTTP-Concealed-Authentication"
    assert EXPORTER_LENGTH == 48


def test_the_keying_material_is_split() -> None:
    signature_input, verification = split_exporter_output(EXPORTER_OUTPUT)
    assert signature_input == bytes(range(32))
    assert verification == bytes(range(32, 48)) == CREDENTIALS.v


@pytest.mark.parametrize("octets", [b"", bytes(47), bytes(49)])
def test_keying_material_of_another_length_is_not_split(octets: bytes) -> None:
    with pytest.raises(BuildError):
        split_exporter_output(octets)


def test_the_signed_content_has_the_context_string_of_the_text_of_the_rfc() -> None:
    # The RFC's example has that of a draft, "HTTP Signature Authentication".
    assert signed_content(b"\x01" * 32).hex() == (
        "20" * 64 + "4854545020436f6e6365616c65642041757468656e7469636174696f6e00" + "01" * 32
    )


@pytest.mark.parametrize("octets", [b"", bytes(31), bytes(48)])
def test_no_other_length_is_signed(octets: bytes) -> None:
    with pytest.raises(BuildError):
        signed_content(octets)


# --- the check


def test_the_right_verification_gives_what_is_signed() -> None:
    expected = signed_content(bytes(range(32)))
    assert check_verification(CREDENTIALS, EXPORTER_OUTPUT) == expected


@pytest.mark.parametrize("index", [0, 15])
def test_another_verification_is_refused(index: int) -> None:
    changed = bytearray(CREDENTIALS.v)
    changed[index] ^= 1
    with pytest.raises(VerifyError) as caught:
        check_verification(replace(CREDENTIALS, v=bytes(changed)), EXPORTER_OUTPUT)
    assert (caught.value.reason, caught.value.scheme) == (Reason.WRONG_PROOF, "Concealed")
    assert (caught.value.param, caught.value.status_hint) == ("v", 401)


def test_a_check_against_another_length_is_not_made() -> None:
    with pytest.raises(BuildError):
        check_verification(CREDENTIALS, bytes(16))


@pytest.mark.parametrize("wrong", [None, HEADER, CREDENTIALS.to_generic()])
def test_what_is_no_credentials_is_a_type_error(wrong: Any) -> None:
    with pytest.raises(TypeError):
        check_verification(wrong, EXPORTER_OUTPUT)

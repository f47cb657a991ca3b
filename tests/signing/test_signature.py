# SPDX-License-Identifier: MIT
"""Signature: the signing strings of the draft, its rules, and HMAC over them."""

from __future__ import annotations

import base64
import hmac
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from authheaders import BuildError, Reason, SignatureCredentials, VerifyError
from authheaders.signing import signature

if TYPE_CHECKING:
    from collections.abc import Callable

#: The request of the draft's appendix C.
FIELDS = [
    ("Host", "example.com"),
    ("Date", "Sun, 05 Jan 2014 21:31:40 GMT"),
    ("Content-Type", "application/json"),
    ("Digest", "SHA-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE="),
    ("Content-Length", "18"),
]
REQUEST: dict[str, Any] = {
    "method": "POST",
    "target": "/foo?param=value&pet=dog",
    "fields": FIELDS,
}
KEY = b"secret"
CREATED = 1402170695
TIMED = ("(request-target)", "(created)", "(expires)", "host")


def string(*headers: str, **changed: Any) -> str:
    return signature.signing_string(headers, **{**REQUEST, **changed}).decode("latin-1")


def credentials(*headers: str, **changed: Any) -> SignatureCredentials:
    given = {"created": CREATED, "expires": CREATED + 4, **changed}
    return signature.sign_hmac("Test", KEY, headers or TIMED, **{**REQUEST, **given})


def verify(signed: SignatureCredentials, **changed: Any) -> None:
    given = {"key": KEY, "now": CREATED, **REQUEST, **changed}
    signature.verify_hmac(signed, **given)


def refusal(call: Callable[[], object]) -> tuple[Reason, str | None]:
    with pytest.raises(VerifyError) as caught:
        call()
    assert (caught.value.scheme, caught.value.status_hint) == ("Signature", 401)
    return caught.value.reason, caught.value.param


# --- the string

ALL = (
    "(request-target): post /foo?param=value&pet=dog\n"
    "(created): 1402170695\n"
    "(expires): 1402170699\n"
    "host: example.com\n"
    "date: Sun, 05 Jan 2014 21:31:40 GMT\n"
    "content-type: application/json\n"
    "digest: SHA-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=\n"
    "content-length: 18"
)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (
            'Signature keyId="Test",algorithm="rsa-sha256",signature="SjWJ"',
            "date: Sun, 05 Jan 2014 21:31:40 GMT",
        ),
        (
            'Signature keyId="Test",headers="(request-target) host date",signature="qdx+"',
            (
                "(request-target): post /foo?param=value&pet=dog\nhost: example.com\n"
                "date: Sun, 05 Jan 2014 21:31:40 GMT"
            ),
        ),
        (
            (
                'Signature keyId="Test",algorithm="hs2019",created=1402170695, expires=1402170699,'
                'headers="(request-target) (created) (expires) host date content-type digest '
                'content-length",signature="vSdr"'
            ),
            ALL,
        ),
    ],
)
def test_the_requests_of_the_draft_give_its_strings(header: str, expected: str) -> None:
    signed = SignatureCredentials.parse(header)
    found = signature.signed_string(signed, **REQUEST, now=CREATED, default="date")
    assert found == expected.encode()


def test_the_draft_s_third_signature_mixes_times_with_an_algorithm_that_has_none() -> None:
    signed = SignatureCredentials.parse(
        'Signature keyId="Test",algorithm="rsa-sha256",created=1402170695, expires=1402170699,'
        'headers="(request-target) (created) (expires) host",signature="vSdr"'
    )
    error = refusal(lambda: signature.signed_string(signed, **REQUEST, now=CREATED))
    assert error == (Reason.CONFLICT, "algorithm")


def test_without_headers_the_default_is_signed() -> None:
    assert string(created=5) == "(created): 5"
    assert string(default="date") == "date: Sun, 05 Jan 2014 21:31:40 GMT"


def test_names_are_lowered_and_their_order_kept() -> None:
    assert string("Host", "DATE", "(Request-Target)").splitlines() == [
        "host: example.com",
        "date: Sun, 05 Jan 2014 21:31:40 GMT",
        "(request-target): post /foo?param=value&pet=dog",
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([""], "x: "),
        ([" \t a  b\t "], "x: a  b"),
        (["a", " b", ""], "x: a, b, "),
        (["a, b", "c"], "x: a, b, c"),
        (["\xe9"], "x: \xe9"),
        ([b"\xe9"], "x: \xe9"),
    ],
)
def test_values_are_stripped_and_joined(lines: list[Any], expected: str) -> None:
    assert string("x", fields=[("X", line) for line in lines]) == expected


@pytest.mark.parametrize(
    ("headers", "changed", "reason", "param"),
    [
        (("x-absent",), {}, Reason.MISSING_PARAM, "headers"),
        (("host", "request-line"), {}, Reason.MISSING_PARAM, "headers"),
        ((), {}, Reason.MISSING_PARAM, "created"),
        (("(created)",), {"expires": 5}, Reason.MISSING_PARAM, "created"),
        (("(expires)",), {"created": 5}, Reason.MISSING_PARAM, "expires"),
        (("(keyid)",), {}, Reason.UNSUPPORTED, "headers"),
        (("host",), {"fields": [("Host", "a\nb")]}, Reason.CONTROL_CHARACTER, "headers"),
        (("host",), {"fields": [("Host", "a\r\n b: c")]}, Reason.CONTROL_CHARACTER, "headers"),
        (("(request-target)",), {"target": "/\nhost: b"}, Reason.CONTROL_CHARACTER, "headers"),
        (("(request-target)",), {"method": "GET\n"}, Reason.CONTROL_CHARACTER, "headers"),
        (("(request-target)",), {"target": "/\u20ac"}, Reason.NOT_LATIN1, "headers"),
        *(
            ((header,), {"created": 5, "expires": 6, "algorithm": name}, Reason.CONFLICT, found)
            for header in ("(created)", "(expires)")
            for name in ("rsa-sha1", "rsa-sha256", "RSA-SHA256", "hmac-sha256", "ecdsa-sha256")
            for found in ("algorithm",)
        ),
    ],
)
def test_what_can_not_be_signed_is_refused(
    headers: tuple[str, ...], changed: dict[str, Any], reason: Reason, param: str
) -> None:
    with pytest.raises(BuildError) as caught:
        string(*headers, **changed)
    assert (caught.value.reason, caught.value.param) == (reason, param)


# --- what is verified before the signature


@pytest.mark.parametrize("now", [CREATED, CREATED + 4.0, CREATED + 2])
def test_a_signature_of_now_is_taken(now: float) -> None:
    verify(credentials(), now=now)


@pytest.mark.parametrize(
    ("now", "param"), [(CREATED - 1, "created"), (CREATED + 5, "expires"), (None, "expires")]
)
def test_a_signature_of_another_time_is_stale(now: float | None, param: str) -> None:
    assert refusal(lambda: verify(credentials(), now=now)) == (Reason.STALE, param)


def test_times_that_are_not_signed_are_verified_too() -> None:
    signed = credentials("host")
    assert refusal(lambda: verify(signed, now=CREATED - 1)) == (Reason.STALE, "created")
    assert refusal(lambda: verify(signed, now=CREATED + 5)) == (Reason.STALE, "expires")


def test_clocks_may_differ_by_the_skew() -> None:
    verify(credentials(), now=CREATED - 30, skew=30)
    verify(credentials(), now=CREATED + 34, skew=30)
    stale = refusal(lambda: verify(credentials(), now=CREATED - 31, skew=30))
    assert stale == (Reason.STALE, "created")


def test_what_is_required_must_be_signed() -> None:
    verify(credentials(), required=["(request-target)", "Host"])
    error = refusal(lambda: verify(credentials(), required=["host", "digest"]))
    assert error == (Reason.DOWNGRADED, "headers")


def test_the_default_counts_as_signed() -> None:
    signed = replace(credentials("(created)"), headers=())
    verify(signed, required=["(created)"])
    error = refusal(lambda: verify(signed, required=["(request-target)"]))
    assert error == (Reason.DOWNGRADED, "headers")


def test_a_field_that_is_not_there_can_not_be_verified() -> None:
    error = refusal(lambda: verify(credentials(), fields=FIELDS[1:]))
    assert error == (Reason.MISSING_PARAM, "headers")


# --- HMAC


@pytest.mark.parametrize("hash_name", ["sha256", "sha512", "sha1"])
def test_a_request_is_signed_and_verified(hash_name: str) -> None:
    signed = credentials(hash_name=hash_name)
    text = "\n".join(ALL.splitlines()[:4]).encode()
    assert base64.b64decode(signed.signature) == hmac.digest(KEY, text, hash_name)
    assert (signed.key_id, signed.algorithm, signed.headers) == ("Test", "hs2019", TIMED)
    verify(SignatureCredentials.parse(signed.to_header()), hash_name=hash_name)


def test_an_older_recipient_is_told_the_algorithm() -> None:
    signed = credentials("date", algorithm="hmac-sha256", created=None, expires=None)
    assert signed.to_header().startswith('Signature keyId="Test",algorithm="hmac-sha256",headers=')
    verify(signed)
    verify(replace(signed, headers=()), default="date")
    verify(replace(signed, algorithm="HMAC-SHA256"))


def test_the_algorithm_may_be_left_out() -> None:
    verify(credentials(algorithm=None))


@pytest.mark.parametrize("algorithm", ["rsa-sha256", "hmac-sha512", "hmac-sha1", "x", ""])
def test_another_algorithm_than_that_of_the_key_is_refused(algorithm: str) -> None:
    signed = replace(credentials("host"), algorithm=algorithm or "none")
    assert refusal(lambda: verify(signed)) == (Reason.WRONG_PROOF, "algorithm")


@pytest.mark.parametrize(
    ("changed", "verified"),
    [
        ({}, {"key": b"Secret"}),
        ({}, {"hash_name": "sha512"}),
        ({}, {"method": "PUT"}),
        ({}, {"target": "/foo"}),
        ({}, {"fields": [("Host", "example.org")]}),
        ({"created": CREATED - 1}, {}),
        ({"expires": CREATED + 400}, {}),
        ({"headers": ("(created)", "(expires)", "host", "(request-target)")}, {}),
        ({"headers": ("host",)}, {}),
        ({"signature": "SjWJ"}, {}),
    ],
)
def test_what_is_signed_can_not_be_changed(
    changed: dict[str, Any], verified: dict[str, Any]
) -> None:
    signed = replace(credentials(), **changed)
    assert refusal(lambda: verify(signed, **verified)) == (Reason.WRONG_PROOF, "signature")


def test_the_clock_of_the_machine_is_used_where_none_is_given() -> None:
    signed = credentials("(created)", created=None, expires=None)
    assert signed.created is not None
    assert abs(signed.created - time.time()) < 30
    verify(signed, now=None)


def test_no_time_is_told_where_none_is_signed() -> None:
    assert credentials("host", created=None, expires=None).created is None


def test_nothing_can_not_be_signed() -> None:
    with pytest.raises(BuildError) as caught:
        signature.sign_hmac("Test", KEY, (), **REQUEST)
    assert (caught.value.reason, caught.value.param) == (Reason.MISSING_PARAM, "headers")


@pytest.mark.parametrize("hash_name", ["md5", "SHA256", ""])
def test_another_hash_is_not_computed(hash_name: str) -> None:
    for call in (lambda: credentials(hash_name=hash_name), lambda: verify(SIGNED, hash_name="md5")):
        with pytest.raises(BuildError) as caught:
            call()
        assert caught.value.reason is Reason.UNSUPPORTED


SIGNED = credentials()

# SPDX-License-Identifier: MIT
"""Signatures of OAuth 1.0: the vectors of RFC 5849 and of others, and what must be refused."""

from __future__ import annotations

import base64
import hashlib
import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from message_parts import texts

from authheaders import BuildError, OAuth1Credentials, Params, Reason, VerifyError
from authheaders.signing.oauth1 import (
    HMAC_METHODS,
    PLAINTEXT,
    RSA_METHODS,
    base_string,
    base_uri,
    sign,
    verify,
)

if TYPE_CHECKING:
    from collections.abc import Callable

CLIENT: dict[str, Any] = {"consumer_key": "dpf43f3p2l4k3l03", "consumer_secret": "kd94hf93k423kf44"}
PHOTOS = "http://photos.example.net/photos?file=vacation.jpg&size=original"
# RFC 5849 section 3.1
EXAMPLE_URL = "http://example.com/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b"
EXAMPLE_FORM = "c2&a3=2+q"
EXAMPLE: dict[str, Any] = {
    "consumer_key": "9djdj82h48djs9d2",
    "consumer_secret": "j49sk3j29djd",
    "token": "kkk9d7dh3k39sjv7",
    "token_secret": "dh893hdasih9",
    "realm": "Example",
    "form": EXAMPLE_FORM,
    "timestamp": 137131201,
    "nonce": "7d8f3e4a",
}
EXAMPLE_BASE_STRING = (
    "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%252"
    "53D%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oa"
    "uth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sj"
    "v7"
)

# --- vectors

#: name → method, URL, what is signed, signature.
SIGNED: dict[str, tuple[str, str, dict[str, Any], str]] = {
    "RFC 5849 section 1.2, initiate": (
        "POST",
        "https://photos.example.net/initiate",
        {
            **CLIENT,
            "realm": "Photos",
            "timestamp": 137131200,
            "nonce": "wIjqoS",
            "callback": "http://printer.example.com/ready",
        },
        "74KNZJeDHnMBp0EMJ9ZHt/XKycU=",
    ),
    "RFC 5849 section 1.2, token": (
        "POST",
        "https://photos.example.net/token",
        {
            **CLIENT,
            "realm": "Photos",
            "token": "hh5s93j4hdidpola",
            "token_secret": "hdhd0244k9j7ao03",
            "timestamp": 137131201,
            "nonce": "walatlh",
            "verifier": "hfdp7dh39dks9884",
        },
        "gKgrFCywp7rO0OXSjdot/IHF7IU=",
    ),
    "RFC 5849 section 1.2, photos": (
        "GET",
        PHOTOS,
        {
            **CLIENT,
            "realm": "Photos",
            "token": "nnch734d00sl2jdk",
            "token_secret": "pfkkdhi9sl3r4s00",
            "timestamp": 137131202,
            "nonce": "chapoH",
        },
        "MdpQcU8iPSUjWoN/UDMsK2sui9I=",
    ),
    "RFC 5849 section 3.1, corrected (erratum 2550)": (
        "POST",
        EXAMPLE_URL,
        EXAMPLE,
        "r6/TJjbCOr97/+UU0NsvSne7s5g=",
    ),
    "RFC 5849 section 3.1, as printed: of the method GET": (
        "GET",
        EXAMPLE_URL,
        EXAMPLE,
        "bYT5CMsGcbgUdFHObYMEfcx6bsw=",
    ),
    "RFC 5849 section 3.1 with HMAC-SHA256 (generated)": (
        "POST",
        EXAMPLE_URL,
        {**EXAMPLE, "signature_method": "HMAC-SHA256"},
        "ypAxjNip++Dm0fTM+gCl8wAo6ufSnseu1WHxL7py3BU=",
    ),
    "Twitter": (
        "POST",
        "https://api.twitter.com/1.1/statuses/update.json?include_entities=true",
        {
            "consumer_key": "xvz1evFS4wEEPTGEFPHBog",
            "consumer_secret": "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw",
            "token": "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb",
            "token_secret": "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE",
            "form": {"status": "Hello Ladies + Gentlemen, a signed OAuth request!"},
            "timestamp": 1318622958,
            "nonce": "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg",
            "version": "1.0",
        },
        "hCtSmYh+iHYCEqBWrE7C7hYmtUk=",
    ),
    "OAuth Core 1.0": (
        "GET",
        PHOTOS,
        {
            **CLIENT,
            "token": "nnch734d00sl2jdk",
            "token_secret": "pfkkdhi9sl3r4s00",
            "timestamp": 1191242096,
            "nonce": "kllo9940pd9333jh",
            "version": "1.0",
        },
        "tR3+Ty81lMeYAr/Fid0kMTYa/WM=",
    ),
}
each_signed = pytest.mark.parametrize(
    ("method", "url", "given", "signature"), SIGNED.values(), ids=SIGNED
)


def secrets_of(given: dict[str, Any]) -> dict[str, Any]:
    """What of the arguments of sign goes to verify."""
    names = ("consumer_secret", "token_secret", "form")
    return {name: given[name] for name in names if name in given}


@each_signed
def test_a_vector_is_signed_as_it_says(
    method: str, url: str, given: dict[str, Any], signature: str
) -> None:
    assert sign(method, url, **given).oauth_signature == signature


@each_signed
def test_a_vector_verifies_when_it_was_read_from_its_header(
    method: str, url: str, given: dict[str, Any], signature: str
) -> None:
    header = sign(method, url, **given).to_header()
    credentials = OAuth1Credentials.parse(header)
    now = given["timestamp"]
    verify(credentials, method, url, **secrets_of(given), now=now, nonce_used=None)


def test_the_header_of_the_rfc_is_written_by_signing() -> None:
    method, url, given, _ = SIGNED["RFC 5849 section 3.1, corrected (erratum 2550)"]
    assert sign(method, url, **given).to_header() == (
        'OAuth realm="Example", oauth_consumer_key="9djdj82h48djs9d2", '
        'oauth_token="kkk9d7dh3k39sjv7", oauth_signature_method="HMAC-SHA1", '
        'oauth_timestamp="137131201", oauth_nonce="7d8f3e4a", '
        'oauth_signature="r6%2FTJjbCOr97%2F%2BUU0NsvSne7s5g%3D"'
    )


def test_the_base_string_is_that_of_the_rfc() -> None:
    credentials = sign("POST", EXAMPLE_URL, **EXAMPLE)
    found = base_string(credentials, "post", EXAMPLE_URL, form=EXAMPLE_FORM)
    assert found == EXAMPLE_BASE_STRING.encode()


def test_the_scheme_of_the_photos_of_the_rfc_is_http() -> None:
    _, url, given, signature = SIGNED["RFC 5849 section 1.2, photos"]
    found = sign("GET", url.replace("http:", "https:"), **given).oauth_signature
    assert found != signature


PLAIN = {
    "RFC 5849 section 2.1": ("ja893SD9", "", "ja893SD9&"),
    "RFC 5849 section 2.3": ("ja893SD9", "xyz4992k83j47x0b", "ja893SD9&xyz4992k83j47x0b"),
    "escaped": ("a&b +", "\u2603", "a%26b%20%2B&%E2%98%83"),
    "no secrets": ("", "", "&"),
}


@pytest.mark.parametrize(("secret", "token_secret", "signature"), PLAIN.values(), ids=PLAIN)
def test_plaintext_is_the_escaped_secrets(secret: str, token_secret: str, signature: str) -> None:
    credentials = sign(
        "POST",
        "https://server.example.com/",
        consumer_key="jd83jd92dhsh93js",
        consumer_secret=secret,
        token_secret=token_secret,
        signature_method=PLAINTEXT,
    )
    assert credentials.oauth_signature == signature
    assert credentials.oauth_timestamp is None
    assert credentials.oauth_nonce is None
    verify(
        OAuth1Credentials.parse(credentials.to_header()),
        "POST",
        "https://server.example.com/",
        consumer_secret=secret,
        token_secret=token_secret,
        methods=[PLAINTEXT],
        nonce_used=None,
    )


# --- RSA (oauth.net), sic "vacaction"
RSA_URL = "http://photos.example.net/photos?file=vacaction.jpg&size=original"
RSA_BASE_STRING = (
    "GET&http%3A%2F%2Fphotos.example.net%2Fphotos&file%3Dvacaction.jpg%26oauth_consumer_key%3Ddpf4"
    "3f3p2l4k3l03%26oauth_nonce%3D13917289812797014437%26oauth_signature_method%3DRSA-SHA1%26oauth"
    "_timestamp%3D1196666512%26oauth_version%3D1.0%26size%3Doriginal"
)
RSA_SIGNATURE = (
    "jvTp/wX1TYtByB1m+Pbyo0lnCOLIsyGCH7wke8AUs3BpnwZJtAuEJkvQL2/9n4s5wUmUl4aCI4BwpraNx4RtEXMe5qg5"
    "T1LVTGliMRpKasKsW//e+RinhejgCuzoH26dyF8iY2ZZ/5D1ilgeijhV/vBka5twt399mXwaYdCwFYE="
)
RSA_KEY = (
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC0YjCwIfYoprq/FQO6lb3asXrxLlJFuCvtinTF5p0GxvQGu5O3gYytUv"
    "tC2JlYzypSRjVxwxrsuRcP3e641SdASwfrmzyvIgP08N4S0IFzEURkV1wp/IpH7kH41EtbmUmrXSwfNZsnQRE5SYSOhh+L"
    "cK2wyQkdgcMv11l4KoBkcwIDAQAB"
)
RSA: dict[str, Any] = {
    "consumer_key": "dpf43f3p2l4k3l03",
    "signature_method": "RSA-SHA1",
    "timestamp": 1196666512,
    "nonce": "13917289812797014437",
    "version": "1.0",
}


def rsa_sha1_verify(octets: bytes, signature: bytes) -> bool:
    """RSASSA-PKCS1-v1_5 with the vector's key, whose modulus are the octets before 02 03 010001."""
    modulus = int.from_bytes(base64.b64decode(RSA_KEY)[-5 - 128 : -5], "big")
    opened = pow(int.from_bytes(signature, "big"), 65537, modulus).to_bytes(128, "big")
    info = bytes.fromhex("3021300906052b0e03021a05000414") + hashlib.sha1(octets).digest()
    return opened == b"\0\1" + b"\xff" * (128 - 3 - len(info)) + b"\0" + info


def test_a_signature_of_rsa_is_left_to_a_function_that_gets_the_base_string() -> None:
    asked: list[bytes] = []

    def rsa_sign(octets: bytes) -> bytes:
        asked.append(octets)
        return base64.b64decode(RSA_SIGNATURE)

    credentials = sign("GET", RSA_URL, **RSA, rsa_sign=rsa_sign)
    assert asked == [RSA_BASE_STRING.encode()]
    assert credentials.oauth_signature == RSA_SIGNATURE


def rsa_credentials(**changed: Any) -> OAuth1Credentials:
    given = {**RSA, **changed}
    return sign("GET", RSA_URL, **given, rsa_sign=lambda octets: base64.b64decode(RSA_SIGNATURE))


def test_the_vector_of_rsa_verifies_with_its_key() -> None:
    verify(
        rsa_credentials(),
        "GET",
        RSA_URL,
        methods=RSA_METHODS,
        rsa_verify=rsa_sha1_verify,
        nonce_used=None,
        now=1196666512,
    )


def test_another_message_does_not_verify_with_the_key_of_rsa() -> None:
    for credentials in (
        rsa_credentials(nonce="1"),
        OAuth1Credentials.parse(
            rsa_credentials().to_header().replace("vTp", "vTq").replace("FYE%3D", "FYE")
        ),
    ):
        error = refusal(
            credentials, "GET", RSA_URL, methods=RSA_METHODS, rsa_verify=rsa_sha1_verify
        )
        assert error.reason is Reason.WRONG_PROOF


# --- the base string

URIS = {
    # RFC 5849 section 3.4.1.2
    "http://EXAMPLE.COM:80/r%20v/X?id=123": "http://example.com/r%20v/X",
    "https://www.example.net:8080/?q=1": "https://www.example.net:8080/",
    "HTTPS://Example.com:443": "https://example.com/",
    "http://example.com:443/": "http://example.com:443/",
    "https://example.com:80/": "https://example.com:80/",
    "http://example.com:/": "http://example.com/",
    "http://example.com:00080/": "http://example.com/",
    "http://example.com:65535/": "http://example.com:65535/",
    "http://example.com?a=/b": "http://example.com/",
    "http://example.com#f": "http://example.com/",
    "http://user:p%40@example.com/a": "http://example.com/a",
    "http://[2001:DB8::1]:8080/a": "http://[2001:db8::1]:8080/a",
    "http://example.com/A/../b;c=d/%7e%7E//@:": "http://example.com/A/../b;c=d/%7e%7E//@:",
}


@pytest.mark.parametrize("url", URIS)
def test_the_base_uri_is_without_what_is_not_signed(url: str) -> None:
    assert base_uri(url) == URIS[url]


NO_URLS = [
    "",
    "/photos",
    "example.com",
    "ftp://example.com/",
    "http:///a",
    "http://:80/",
    "http://example.com:65536/",
    "http://example.com:123456/",
    "http://example.com:8a/",
    "http://a@b@c/",
    "http://a\\b/",
    "http://[::1/",
    "http://example.com/a b",
    "http://example.com/\u00e9",
    "http://example.com/?a=\u00e9",
    "http://example.com/\n",
    "http://example.com/\n?a",
    " http://example.com/",
]


@pytest.mark.parametrize("url", NO_URLS)
def test_what_is_no_url_as_it_is_sent_is_refused(url: str) -> None:
    with pytest.raises(BuildError) as caught:
        base_uri(url)
    assert (caught.value.reason, caught.value.param) == (Reason.BAD_VALUE, "url")


def parameters(url: str = "https://a.example/", form: Any = (), **given: Any) -> str:
    """The normalised parameters but for those that the protocol always has."""
    credentials = sign("GET", url, **{**CLIENT, "timestamp": 1, "nonce": "n", **given}, form=form)
    encoded = base_string(credentials, "GET", url, form=form).split(b"&")[2]
    text = encoded.replace(b"%25", b"\0").replace(b"%3D", b"=").replace(b"%26", b"&").decode()
    always = ("oauth_consumer_key=", "oauth_nonce=", "oauth_signature_method=", "oauth_timestamp=")
    kept = [part for part in text.split("&") if not part.startswith(always)]
    return "&".join(kept).replace("\0", "%")


#: Query → what is signed of it.
QUERIES = {
    "": "",
    "a": "a=",
    "a=": "a=",
    "=a": "=a",
    "&&a&": "a=",
    "a=b=c": "a=b%3Dc",
    "a+b=c+d": "a%20b=c%20d",
    "a=%2B%2b": "a=%2B%2B",
    "b=1&a=2": "a=2&b=1",
    "a=2&a=10&a=1": "a=1&a=10&a=2",
    "a=%E3%81%82&a=z": "a=%E3%81%82&a=z",
    "a%3D=1&a-=1": "a%3D=1&a-=1",
    "a=~!*'()": "a=~%21%2A%27%28%29",
    "a=%ff": "a=%FF",
    "a=%": "a=%25",
    "a=%zz": "a=%25zz",
    "a=b;c=d": "a=b%3Bc%3Dd",
    "realm=x": "realm=x",
}


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_is_decoded_encoded_and_sorted(query: str) -> None:
    assert parameters(f"https://a.example/?{query}") == QUERIES[query]


@pytest.mark.parametrize("query", QUERIES)
def test_a_form_is_signed_as_a_query_is(query: str) -> None:
    assert parameters(form=query) == parameters(form=query.encode()) == QUERIES[query]


def test_a_form_of_pairs_is_not_decoded() -> None:
    pairs = [("a+b", "%41"), ("a+b", "\u00e9")]
    assert parameters(form=pairs) == parameters(form=tuple(pairs)) == "a%2Bb=%2541&a%2Bb=%C3%A9"
    assert parameters(form=dict(pairs)) == "a%2Bb=%C3%A9"


def test_query_header_and_form_are_sorted_together() -> None:
    found = parameters("https://a.example/?p=1&oauth_u=1", {"o": "2"}, token="t", verifier="v")
    assert found == "o=2&oauth_token=t&oauth_u=1&oauth_verifier=v&p=1"


def test_what_the_credentials_have_is_signed_and_nothing_else() -> None:
    given: dict[str, Any] = {
        "realm": "never",
        "token": "",
        "version": "1.0",
        "callback": "oob",
        "extensions": Params({"x%20Y": "%2b", "oauth_body_hash": "a", "Z": ""}),
    }
    expected = "Z=&oauth_body_hash=a&oauth_callback=oob&oauth_token=&oauth_version=1.0&x%20Y=%2B"
    assert parameters(**given) == expected
    assert parameters() == ""


def test_two_names_that_decode_alike_are_both_signed() -> None:
    assert parameters(extensions=Params({"x": "1", "%78": "2"})) == "x=1&x=2"


@pytest.mark.parametrize("name", ["oauth_token", "oauth_nonce", "oauth_signature", "oauth%5Ftoken"])
def test_a_parameter_of_the_protocol_stands_in_one_place(name: str) -> None:
    for url, form in ((f"https://a.example/?{name}=a", ""), ("https://a.example/", f"{name}=a")):
        with pytest.raises(BuildError) as caught:
            parameters(url, form, token="t")
        assert caught.value.reason is Reason.DUPLICATE_PARAM
        assert caught.value.param == name.replace("%5F", "_")


def test_a_parameter_of_the_protocol_can_stand_in_the_form_alone() -> None:
    assert parameters(form={"oauth_verifier": "v"}, token="t") == "oauth_token=t&oauth_verifier=v"


@pytest.mark.parametrize("method", ["", "GET ", "G\u00c9T", "a/b", "GET\n"])
def test_a_method_that_is_no_token_is_refused(method: str) -> None:
    with pytest.raises(BuildError) as caught:
        sign(method, PHOTOS, **CLIENT)
    assert caught.value.reason is Reason.NOT_A_TOKEN


def test_a_method_is_signed_in_upper_case() -> None:
    given: dict[str, Any] = {**CLIENT, "timestamp": 1, "nonce": "n"}
    assert sign("get", PHOTOS, **given) == sign("GET", PHOTOS, **given)
    assert base_string(sign("M!", PHOTOS, **given), "m!", PHOTOS).startswith(b"M%21&")


# --- signing


def test_time_and_nonce_are_made_unless_they_are_given() -> None:
    before = int(time.time())
    first, second = (sign("GET", PHOTOS, **CLIENT) for _ in range(2))
    assert first.oauth_timestamp is not None
    assert before <= first.oauth_timestamp <= time.time()
    assert first.oauth_nonce != second.oauth_nonce
    assert len(first.oauth_nonce or "") == 32


def test_plaintext_has_time_and_nonce_if_they_are_given() -> None:
    found = sign("GET", PHOTOS, **CLIENT, signature_method=PLAINTEXT, timestamp=5, nonce="n")
    assert (found.oauth_timestamp, found.oauth_nonce) == (5, "n")


@pytest.mark.parametrize("signature_method", [*HMAC_METHODS, PLAINTEXT])
def test_a_shared_secret_must_be_given(signature_method: str) -> None:
    with pytest.raises(BuildError) as caught:
        sign("GET", PHOTOS, consumer_key="k", signature_method=signature_method)
    assert caught.value.reason is Reason.MISSING_PARAM


@pytest.mark.parametrize("signature_method", [*RSA_METHODS, "hmac-sha1", "Own"])
def test_another_method_needs_a_function(signature_method: str) -> None:
    with pytest.raises(BuildError) as caught:
        sign("GET", PHOTOS, **CLIENT, signature_method=signature_method)
    assert caught.value.reason is Reason.UNSUPPORTED


@pytest.mark.parametrize(
    "changed",
    [
        {"consumer_secret": b"a"},
        {"token_secret": b"a"},
        {"token_secret": None},
        {"consumer_key": 5},
        {"form": 5},
        {"form": [5]},
        {"form": ["ab"]},
        {"form": [("a", 5)]},
        {"form": [(b"a", "b")]},
        {"form": bytearray(b"a=b")},
    ],
    ids=repr,
)
def test_a_value_of_a_wrong_type_is_a_type_error(changed: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        sign("GET", PHOTOS, **{**CLIENT, **changed})


@pytest.mark.parametrize("url", [None, b"http://a/", 5])
def test_a_url_of_a_wrong_type_is_a_type_error(url: Any) -> None:
    with pytest.raises(TypeError):
        sign("GET", url, **CLIENT)
    with pytest.raises(TypeError):
        sign(url, PHOTOS, **CLIENT)


@pytest.mark.parametrize(
    "changed",
    [
        {"consumer_secret": "\ud800"},
        {"token_secret": "\ud800"},
        {"form": "a=\ud800"},
        {"form": {"a": "\ud800"}},
        {"timestamp": 0},
        {"callback": "/ready"},
        {"extensions": Params({"a": "b c"})},
    ],
    ids=repr,
)
def test_a_value_that_can_not_be_sent_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(BuildError):
        sign("GET", PHOTOS, **{**CLIENT, **changed})


# --- verifying

NOW = 1_700_000_000
SIGN: dict[str, Any] = {
    **CLIENT,
    "token": "t",
    "token_secret": "ts",
    "timestamp": NOW,
    "nonce": "n",
}
VERIFY: dict[str, Any] = {
    "consumer_secret": CLIENT["consumer_secret"],
    "token_secret": "ts",
    "nonce_used": None,
    "now": NOW,
}


def refusal(credentials: OAuth1Credentials, method: str, url: str, **changed: Any) -> VerifyError:
    with pytest.raises(VerifyError) as caught:
        verify(credentials, method, url, **{**VERIFY, **changed})
    error = caught.value
    assert error.scheme == "OAuth"
    assert error.status_hint in (400, 401)
    assert CLIENT["consumer_secret"] not in f"{error} {error!r} {error.args}"
    return error


@pytest.mark.parametrize("signature_method", sorted(HMAC_METHODS))
def test_what_was_signed_verifies(signature_method: str) -> None:
    credentials = sign("GET", PHOTOS, **SIGN, signature_method=signature_method)
    verify(credentials, "GET", PHOTOS, **VERIFY)


OTHERS: dict[str, Callable[[OAuth1Credentials], VerifyError]] = {
    "method": lambda found: refusal(found, "POST", PHOTOS),
    "scheme": lambda found: refusal(found, "GET", PHOTOS.replace("http", "https")),
    "host": lambda found: refusal(found, "GET", PHOTOS.replace("net", "org")),
    "port": lambda found: refusal(found, "GET", PHOTOS.replace("net/", "net:81/")),
    "path": lambda found: refusal(found, "GET", PHOTOS.replace("/photos", "/Photos")),
    "query": lambda found: refusal(found, "GET", PHOTOS + "&a=b"),
    "form": lambda found: refusal(found, "GET", PHOTOS, form="a=b"),
    "consumer_secret": lambda found: refusal(found, "GET", PHOTOS, consumer_secret="x"),
    "token_secret": lambda found: refusal(found, "GET", PHOTOS, token_secret=""),
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_another_request_or_secret_is_a_wrong_proof(
    other: Callable[[OAuth1Credentials], VerifyError],
) -> None:
    error = other(sign("GET", PHOTOS, **SIGN))
    assert (error.reason, error.param, error.status_hint) == (
        Reason.WRONG_PROOF,
        "oauth_signature",
        401,
    )


CHANGED = {
    "oauth_consumer_key": "x",
    "oauth_token": None,
    "oauth_signature": "x",
    "oauth_timestamp": NOW - 1,
    "oauth_nonce": "x",
    "oauth_version": "1.0",
    "oauth_callback": "oob",
    "oauth_verifier": "x",
    "oauth_signature_method": "HMAC-SHA256",
    "extensions": Params({"x": "y"}),
}


def changed_credentials(**changed: Any) -> OAuth1Credentials:
    found = sign("GET", PHOTOS, **SIGN)
    fields = {name: getattr(found, name) for name in found.__dataclass_fields__}
    return OAuth1Credentials(**{**fields, **changed})


@pytest.mark.parametrize("name", CHANGED)
def test_other_credentials_are_a_wrong_proof(name: str) -> None:
    found = changed_credentials(**{name: CHANGED[name]})
    assert refusal(found, "GET", PHOTOS).reason is Reason.WRONG_PROOF


@pytest.mark.parametrize("signature", ["", "\u00e9", "MdpQcU8iPSUjWoN/UDMsK2sui9I", "&"])
def test_a_signature_of_another_form_is_a_wrong_proof(signature: str) -> None:
    found = changed_credentials(oauth_signature=signature)
    assert refusal(found, "GET", PHOTOS).reason is Reason.WRONG_PROOF


def test_the_realm_is_not_signed() -> None:
    verify(changed_credentials(realm="x"), "GET", PHOTOS, **VERIFY)


def test_plaintext_is_a_downgrade_unless_it_is_accepted() -> None:
    found = sign("GET", PHOTOS, **SIGN, signature_method=PLAINTEXT)
    error = refusal(found, "GET", PHOTOS)
    assert (error.reason, error.param, error.status_hint) == (
        Reason.DOWNGRADED,
        "oauth_signature_method",
        400,
    )
    verify(found, "GET", PHOTOS, **VERIFY, methods=[PLAINTEXT])


def test_a_weaker_hash_than_those_accepted_is_a_downgrade() -> None:
    found = sign("GET", PHOTOS, **SIGN)
    assert refusal(found, "GET", PHOTOS, methods=["HMAC-SHA256"]).reason is Reason.DOWNGRADED


def test_hmac_of_no_secret_is_not_accepted_from_a_client_with_a_key() -> None:
    """Else anybody could sign for such a client, whose secret is empty."""
    found = sign("GET", PHOTOS, **{**SIGN, "consumer_secret": "", "token_secret": ""})
    error = refusal(
        found,
        "GET",
        PHOTOS,
        consumer_secret=None,
        token_secret="",
        methods=HMAC_METHODS | RSA_METHODS,
        rsa_verify=lambda octets, signature: True,
    )
    assert (error.reason, error.status_hint) == (Reason.UNSUPPORTED, 400)


def test_what_can_not_be_computed_is_unsupported() -> None:
    for signature_method in ("RSA-SHA1", "hmac-sha1", "Own"):
        found = changed_credentials(oauth_signature_method=signature_method)
        error = refusal(found, "GET", PHOTOS, methods=[signature_method])
        assert (error.reason, error.status_hint) == (Reason.UNSUPPORTED, 400)


def test_a_function_is_asked_for_accepted_methods_only() -> None:
    found = changed_credentials(oauth_signature_method="RSA-SHA1")
    error = refusal(found, "GET", PHOTOS, rsa_verify=lambda octets, signature: True)
    assert error.reason is Reason.DOWNGRADED


@pytest.mark.parametrize("signature", ["", "YQ", "YR==", "Y Q=", "\u00e9"])
def test_what_is_no_base64_is_no_signature_of_rsa(signature: str) -> None:
    found = changed_credentials(oauth_signature_method="RSA-SHA1", oauth_signature=signature)
    asked: list[bytes] = []

    def rsa_verify(octets: bytes, signature: bytes) -> bool:
        asked.append(signature)
        return False

    error = refusal(found, "GET", PHOTOS, methods=["RSA-SHA1"], rsa_verify=rsa_verify)
    assert error.reason is Reason.WRONG_PROOF
    assert asked == ([b""] if signature == "" else [])


@pytest.mark.parametrize("away", [-301, 301, 10**9])
def test_a_timestamp_outside_of_the_window_is_stale(away: int) -> None:
    error = refusal(sign("GET", PHOTOS, **SIGN), "GET", PHOTOS, now=NOW + away)
    assert (error.reason, error.param, error.status_hint) == (Reason.STALE, "oauth_timestamp", 401)


@pytest.mark.parametrize(("away", "window"), [(-300, 300), (300, 300), (0.5, 0.5), (0, 0)])
def test_a_timestamp_within_the_window_is_not(away: float, window: float) -> None:
    found = sign("GET", PHOTOS, **SIGN)
    verify(found, "GET", PHOTOS, **{**VERIFY, "now": NOW + away, "window": window})


def test_a_timestamp_is_compared_with_the_clock_by_default() -> None:
    now = {**VERIFY, "now": None}
    verify(sign("GET", PHOTOS, **{**SIGN, "timestamp": None}), "GET", PHOTOS, **now)
    assert refusal(sign("GET", PHOTOS, **SIGN), "GET", PHOTOS, now=None).reason is Reason.STALE


def test_a_timestamp_of_plaintext_is_looked_at_if_there_is_one() -> None:
    found = sign("GET", PHOTOS, **SIGN, signature_method=PLAINTEXT)
    error = refusal(found, "GET", PHOTOS, methods=[PLAINTEXT], now=NOW + 301)
    assert error.reason is Reason.STALE


def test_a_nonce_that_was_used_is_a_replay() -> None:
    used: set[tuple[Any, ...]] = set()

    def nonce_used(found: OAuth1Credentials) -> bool:
        key = (found.oauth_timestamp, found.oauth_consumer_key, found.oauth_token)
        known = (*key, found.oauth_nonce) in used
        used.add((*key, found.oauth_nonce))
        return known

    found = sign("GET", PHOTOS, **SIGN)
    verify(found, "GET", PHOTOS, **{**VERIFY, "nonce_used": nonce_used})
    error = refusal(found, "GET", PHOTOS, nonce_used=nonce_used)
    assert (error.reason, error.param, error.status_hint) == (Reason.REPLAYED, "oauth_nonce", 401)


def test_a_nonce_is_not_used_up_by_what_does_not_verify() -> None:
    asked: list[OAuth1Credentials] = []

    def nonce_used(found: OAuth1Credentials) -> bool:
        asked.append(found)
        return False

    found = sign("GET", PHOTOS, **SIGN)
    refusal(found, "POST", PHOTOS, nonce_used=nonce_used)
    refusal(found, "GET", PHOTOS, nonce_used=nonce_used, now=NOW + 301)
    assert asked == []
    plain = sign("GET", PHOTOS, **CLIENT, signature_method=PLAINTEXT)
    given = {**VERIFY, "token_secret": "", "nonce_used": nonce_used}
    verify(plain, "GET", PHOTOS, **given, methods=[PLAINTEXT])
    assert asked == []


def test_a_parameter_twice_in_a_request_is_malformed() -> None:
    error = refusal(sign("GET", PHOTOS, **SIGN), "GET", PHOTOS + "&oauth_token=t")
    assert (error.reason, error.param, error.status_hint) == (
        Reason.DUPLICATE_PARAM,
        "oauth_token",
        400,
    )


def test_a_url_that_is_none_is_the_callers_fault() -> None:
    with pytest.raises(BuildError):
        verify(sign("GET", PHOTOS, **SIGN), "GET", "/photos", **VERIFY)


@given(
    secret=texts(),
    token_secret=texts(),
    token=st.none() | texts(),
    form=st.lists(st.tuples(texts(), texts()), max_size=3),
    nonce=texts(),
    signature_method=st.sampled_from([*sorted(HMAC_METHODS), PLAINTEXT]),
)
@settings(deadline=None, max_examples=60)
def test_whatever_was_signed_verifies_after_it_was_sent(
    secret: str,
    token_secret: str,
    token: str | None,
    form: list[tuple[str, str]],
    nonce: str,
    signature_method: str,
) -> None:
    form = [(f"x{name}", value) for name, value in form]
    found = sign(
        "POST",
        PHOTOS,
        consumer_key="k",
        consumer_secret=secret,
        token=token,
        token_secret=token_secret,
        signature_method=signature_method,
        form=form,
        timestamp=NOW,
        nonce=nonce,
    )
    verify(
        OAuth1Credentials.parse(found.to_header()),
        "POST",
        PHOTOS,
        consumer_secret=secret,
        token_secret=token_secret,
        form=form,
        methods=HMAC_METHODS | {PLAINTEXT},
        nonce_used=None,
        now=NOW,
    )

# SPDX-License-Identifier: MIT
"""OAuth 1.0 with oauthlib at the other end: each signs what the other one verifies."""

from __future__ import annotations

import time
from typing import Any

import pytest

from authheaders import OAuth1Credentials, VerifyError
from authheaders.signing.oauth1 import HMAC_METHODS, PLAINTEXT, base_string, sign, verify

from . import programs

pytestmark = pytest.mark.interop(peer="oauthlib", side="client and server", what="OAuth 1.0")

oauth1: Any = programs.library("oauthlib.oauth1")
signature: Any = programs.library("oauthlib.oauth1.rfc5849.signature")

FORM = "application/x-www-form-urlencoded"
NOW = int(time.time())
SECRET, TOKEN_SECRET = "kd94hf93k423kf44&+ \u00e9", "pfkkdhi9sl3r4s00/=\u2603"

#: What varies: method, URL as it is sent, body of a form or None.
REQUESTS: dict[str, tuple[str, str, str | None]] = {
    "root": ("GET", "http://example.com/", None),
    "no path": ("GET", "http://example.com", None),
    "no path, query": ("GET", "http://example.com?a=b", None),
    "upper case": ("GET", "HTTP://EXAMPLE.COM/Path", None),
    "https": ("GET", "https://example.com/", None),
    "default port": ("GET", "http://example.com:80/r%20v/X?id=123", None),
    "default port of https": ("GET", "https://example.com:443/", None),
    "port of the other scheme": ("GET", "https://example.com:80/", None),
    "another port": ("GET", "https://www.example.net:8080/?q=1", None),
    "IPv4": ("GET", "http://192.0.2.7:8000/a", None),
    "IPv6": ("GET", "http://[2001:db8::1]:8080/a", None),
    "fragment": ("GET", "http://example.com/a?b=c#d", None),
    "escaped path": ("GET", "http://example.com/%E3%81%82/%2F%7e~", None),
    "semicolon in the path": ("GET", "http://example.com/a;b=c/d", None),
    "dots in the path": ("GET", "http://example.com/a/../b//c", None),
    "delete": ("DELETE", "http://example.com/a/1", None),
    "own method": ("PROPFIND", "http://example.com/a", None),
    "lower-case method": ("get", "http://example.com/a", None),
    "duplicated names": ("GET", "http://example.com/?a=2&a=10&a=1&b=0", None),
    "duplicated pairs": ("GET", "http://example.com/?a=1&a=1", None),
    "empty value": ("GET", "http://example.com/?a=&b=1", None),
    "no equals sign": ("GET", "http://example.com/?a&b", None),
    "plus is a blank": ("GET", "http://example.com/?a+b=c+d", None),
    "escaped plus": ("GET", "http://example.com/?a%2Bb=c%2bd", None),
    "escaped blank": ("GET", "http://example.com/?a%20b=c%20d", None),
    "unicode in the query": (
        "GET",
        "http://example.com/?n=J%C3%A4s%C3%B8n&%E2%98%83=%F0%9F%94%91",
        None,
    ),
    "unreserved": ("GET", "http://example.com/?a=-._~", None),
    "reserved": ("GET", "http://example.com/?a=~!*'()/:@$,", None),
    "escaped delimiters": ("GET", "http://example.com/?a=%26%3D%25%23%3F&%26=1", None),
    "equals sign in a value": ("GET", "http://example.com/?b5=%3D%253D&c=d=e", None),
    "sorting": ("GET", "http://example.com/?a1=1&a-=1&a=1&A=1&a%20=1&z=&%7A=0", None),
    "names around those of the protocol": ("GET", "http://example.com/?oauth=1&p=1&o=1", None),
    "realm in the query": ("GET", "http://example.com/?realm=x", None),
    "RFC 5849 section 3.1": (
        "POST",
        "http://example.com/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b",
        "c2&a3=2+q",
    ),
    "form": ("POST", "https://example.com/", "a=b&c=d"),
    "form with blanks": ("POST", "https://example.com/", "a+b=c+d&e=f%20g"),
    "form with unicode": ("POST", "https://example.com/", "n=J%C3%A4s%C3%B8n&%E2%98%83=%C3%A9"),
    "form with duplicates": ("PUT", "https://example.com/?a=1", "a=1&a=2&a=&a"),
    "Twitter": (
        "POST",
        "https://api.twitter.com/1.1/statuses/update.json?include_entities=true",
        "status=Hello%20Ladies%20%2B%20Gentlemen%2C%20a%20signed%20OAuth%20request%21",
    ),
}
assert len(REQUESTS) >= 30
each_request = pytest.mark.parametrize(("method", "url", "form"), REQUESTS.values(), ids=REQUESTS)
each_method = pytest.mark.parametrize("signature_method", [*sorted(HMAC_METHODS), PLAINTEXT])


class Validator(oauth1.RequestValidator):  # type: ignore[misc]  # oauthlib has no types
    """Knows one client and one token."""

    enforce_ssl = False
    allowed_signature_methods = (*HMAC_METHODS, PLAINTEXT)
    dummy_client = "dummy"

    def check_client_key(self, client_key: str) -> bool:
        return True

    def check_nonce(self, nonce: str) -> bool:
        return True

    def validate_timestamp_and_nonce(self, *args: Any, **named: Any) -> bool:
        return True

    def validate_client_key(self, client_key: str, request: Any) -> bool:
        return client_key == "key \u2603"

    def get_client_secret(self, client_key: str, request: Any) -> str:
        return SECRET

    def get_access_token_secret(self, client_key: str, token: str, request: Any) -> str:
        return TOKEN_SECRET


def headers_of(form: str | None) -> dict[str, str]:
    return {} if form is None else {"Content-Type": FORM}


def check(credentials: OAuth1Credentials, method: str, url: str, form: str | None) -> None:
    verify(
        credentials,
        method,
        url,
        consumer_secret=SECRET,
        token_secret=TOKEN_SECRET,
        form=form or "",
        methods=HMAC_METHODS | {PLAINTEXT},
        nonce_used=None,
        now=NOW,
    )


@each_method
@each_request
def test_what_oauthlib_signs_verifies_here(
    method: str, url: str, form: str | None, signature_method: str
) -> None:
    client = oauth1.Client(
        "key \u2603",
        client_secret=SECRET,
        resource_owner_key="token/+",
        resource_owner_secret=TOKEN_SECRET,
        signature_method=signature_method,
        callback_uri="http://client.example.net/cb?x=1",
        verifier="v\u00e9rifier",
        realm="Example",
        timestamp=str(NOW),
    )
    sent_url, headers, body = client.sign(url, method, body=form, headers=headers_of(form))
    assert sent_url == url
    credentials = OAuth1Credentials.parse(headers["Authorization"])
    assert credentials.oauth_consumer_key == "key \u2603"
    # The body is sent as oauthlib writes it, which need not be as it was.
    check(credentials, method, url, body)
    check(credentials, method, url, form)
    if signature_method != PLAINTEXT:
        with pytest.raises(VerifyError):
            check(credentials, method, f"{url.partition('#')[0]}/?x", form)


@each_method
@each_request
def test_what_is_signed_here_verifies_with_oauthlib(
    method: str, url: str, form: str | None, signature_method: str
) -> None:
    credentials = sign(
        method,
        url,
        consumer_key="key \u2603",
        consumer_secret=SECRET,
        token="token/+",
        token_secret=TOKEN_SECRET,
        signature_method=signature_method,
        form=form or "",
        # oauthlib takes a realm of the query for that of the header, if there is one.
        realm=None if "realm" in url else "Example",
        callback="http://client.example.net/cb?x=1",
        verifier="v\u00e9rifier",
        version="1.0",
        timestamp=NOW,
        nonce="n \u00e9",
    )
    endpoint = oauth1.SignatureOnlyEndpoint(Validator())
    headers = {"Authorization": credentials.to_header(), **headers_of(form)}
    valid, request = endpoint.validate_request(url, method, form, headers)
    assert valid, request and request.validator_log
    if signature_method != PLAINTEXT:
        other = f"{url.partition('#')[0]}/?x"
        assert not endpoint.validate_request(other, method, form, headers)[0]


@each_request
def test_the_base_string_is_that_of_oauthlib(method: str, url: str, form: str | None) -> None:
    credentials = sign(
        method, url, consumer_key="k", consumer_secret="s", form=form or "", realm="Example"
    )
    collected = signature.collect_parameters(
        uri_query=url.partition("#")[0].partition("?")[2],
        body=form,
        headers={"Authorization": credentials.to_header()},
    )
    expected = signature.signature_base_string(
        method, signature.base_string_uri(url), signature.normalize_parameters(collected)
    )
    assert base_string(credentials, method, url, form=form or "").decode() == expected

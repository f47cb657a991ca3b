# SPDX-License-Identifier: MIT
"""Signature Version 4 as botocore computes it: the same signatures, verified both ways.

botocore takes the path and the query of a URL as they stand. So the URLs here are written as
what botocore itself writes: pct-encoded, but for the unreserved characters.
"""

from __future__ import annotations

import random
from datetime import datetime, timezone
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

import pytest

from authheaders import Aws4Credentials, Aws4PayloadHash, Aws4Presigned, VerifyError
from authheaders.signing import aws4

from . import programs

pytestmark = pytest.mark.interop(
    peer="botocore", side="signer and verifier", what="Signature Version 4"
)

auth: Any = programs.library("botocore.auth")
awsrequest: Any = programs.library("botocore.awsrequest")
botocore_credentials: Any = programs.library("botocore.credentials")

NOW = 1440938160
DATE = "20150830T123600Z"
REGION = "eu-west-1"

SEGMENTS = [
    "a",
    "",
    ".",
    "..",
    "...",
    "a b",
    "%20",
    "%2F",
    "a+b",
    "J\xe4s\xf8n",
    "\u5f20\u4e09",
    "\U0001f511",
    "x;y=1",
    "a:b@c",
    "~_-.",
    "$&'()*,!",
    "%",
    '"<>|',
]
VALUES = ["", "a", "a b", "a+b", "a/b", "a=b", "a&b", "%41", "\xe9", "\u5f20", "~", "*", "A", "%"]
NAMES = ["Action", "prefix", "max-keys", "a", "A", "a-b", "x y", "\xe9", "list-type", "acl"]
FIELDS = [
    ("Content-Type", "application/x-amz-json-1.1"),
    ("X-Amz-Target", "DynamoDB_20120810.GetItem"),
    ("X-Amz-Meta-Note", "  two   blanks  "),
    ("X-Amz-Meta-Note", "again"),
    ("X-Amz-Meta-Quoted", '"a   b"'),
    ("Accept", "text/html,  */*"),
    ("Range", "bytes=0-9"),
    ("User-Agent", "not signed"),
    ("Expect", "100-continue"),
    ("X-Amz-Meta-Empty", ""),
    ("X-Amz-Meta-Tab", "a\tb"),
]
BODIES = [b"", b"Param1=value1", b"\x00\xff" * 40, '{"a": "\xe9"}'.encode()]
TOKENS = [None, None, "FwoGZXIvYXdzE//+==", "token"]


class Sample(NamedTuple):
    method: str
    path: str
    query: str
    headers: list[tuple[str, str]]
    body: bytes
    token: str | None
    secret: str
    access_key: str

    @property
    def url(self) -> str:
        return f"https://host.example:8443{self.path}{self.query and '?' + self.query}"


def samples(count: int) -> list[Sample]:
    """The same requests each time, all of them different."""
    chosen = random.Random(4)
    found = []
    for number in range(count):
        segments = chosen.choices(SEGMENTS, k=chosen.randrange(5))
        pairs = [(chosen.choice(NAMES), chosen.choice(VALUES)) for _ in range(chosen.randrange(4))]
        found.append(
            Sample(
                method=chosen.choice(["GET", "PUT", "POST", "DELETE", "HEAD"]),
                path="/" + "/".join(quote(segment, safe="~") for segment in segments),
                query="&".join(f"{quote(n, safe='~')}={quote(v, safe='~')}" for n, v in pairs),
                headers=chosen.sample(FIELDS, k=chosen.randrange(6)),
                body=chosen.choice(BODIES),
                token=chosen.choice(TOKENS),
                secret=chosen.choice(["wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "s\xe9cret"]),
                access_key=chosen.choice([f"AKID{number}", "a/b"]),
            )
        )
    return found


SAMPLES = samples(80)
each_sample = pytest.mark.parametrize("sample", SAMPLES, ids=map(str, range(len(SAMPLES))))
each_service = pytest.mark.parametrize("service", ["dynamodb", "s3"])


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    def now(*args: object, **named: object) -> datetime:
        return datetime.fromtimestamp(NOW, timezone.utc)

    monkeypatch.setattr(auth, "get_current_datetime", now)


def request_of(sample: Sample, headers: list[tuple[str, str]]) -> Any:
    found = awsrequest.AWSRequest(method=sample.method, url=sample.url, data=sample.body)
    for name, value in headers:
        # As http.client: several of a name are several lines.
        found.headers.add_header(name, value)
    return found


def signer(name: str, sample: Sample, service: str, **options: Any) -> Any:
    keys = botocore_credentials.Credentials(sample.access_key, sample.secret, sample.token)
    return getattr(auth, name)(keys, service, REGION, **options)


def signed_by_botocore(sample: Sample, service: str) -> tuple[Aws4Credentials, Any]:
    request = request_of(sample, sample.headers)
    name = "S3SigV4Auth" if service == "s3" else "SigV4Auth"
    signer(name, sample, service).add_auth(request)
    return Aws4Credentials.parse(request.headers["Authorization"]), request


def fields_of(request: Any) -> list[tuple[str, str]]:
    """What was sent; the host is added by what sends it."""
    return [("Host", "host.example:8443"), *request.headers.items()]


def own_headers(sample: Sample, service: str) -> list[tuple[str, str]]:
    added = [("Host", "host.example:8443"), ("X-Amz-Date", DATE)]
    if sample.token is not None:
        added.append(("X-Amz-Security-Token", sample.token))
    if service == "s3":
        added.append(("X-Amz-Content-SHA256", aws4.payload_hash(sample.body)))
    return [*sample.headers, *added]


def signed_here(sample: Sample, service: str) -> Aws4Credentials:
    return aws4.sign(
        access_key=sample.access_key,
        secret=sample.secret,
        region=REGION,
        service=service,
        method=sample.method,
        path=sample.path,
        query=sample.query,
        headers=own_headers(sample, service),
        payload=sample.body,
    )


@each_service
@each_sample
def test_the_signatures_are_the_same(sample: Sample, service: str) -> None:
    theirs, _ = signed_by_botocore(sample, service)
    ours = signed_here(sample, service)
    assert ours == theirs
    assert ours.to_header() == theirs.to_header()


@each_service
@each_sample
def test_what_botocore_signs_is_verified_here(sample: Sample, service: str) -> None:
    theirs, request = signed_by_botocore(sample, service)
    arguments: dict[str, Any] = {
        "method": sample.method,
        "path": urlsplit(request.url).path,
        "query": urlsplit(request.url).query,
        "headers": fields_of(request),
        "payload": sample.body,
        "now": NOW + 10,
        "region": REGION,
        "service": service,
    }
    aws4.verify(theirs, sample.secret, **arguments)
    for changed in ({"method": "PATCH"}, {"query": "other=1"}, {"now": NOW + 901}):
        with pytest.raises(VerifyError):
            aws4.verify(theirs, sample.secret, **{**arguments, **changed})


@each_service
@each_sample
def test_what_is_signed_here_botocore_computes_again(sample: Sample, service: str) -> None:
    """Botocore verifies nothing: it computes what the signature should be."""
    ours = signed_here(sample, service)
    request = request_of(sample, own_headers(sample, service))
    request.context["timestamp"] = DATE
    name = "S3SigV4Auth" if service == "s3" else "SigV4Auth"
    theirs = signer(name, sample, service)
    text = theirs.string_to_sign(request, theirs.canonical_request(request))
    assert theirs.signature(text, request) == ours.signature


# --- presigned URLs


def presigned_by_botocore(sample: Sample, service: str) -> tuple[str, str]:
    """Path and query of the URL."""
    request = request_of(sample._replace(body=b""), [])
    name = "S3SigV4QueryAuth" if service == "s3" else "SigV4QueryAuth"
    signer(name, sample, service, expires=60).add_auth(request)
    parts = urlsplit(request.url)
    return parts.path, parts.query


def request_query(query: str) -> str:
    """What is in the query of a presigned URL besides what signs it."""
    return "&".join(part for part in query.split("&") if not part.startswith("X-Amz-"))


@each_service
@each_sample
def test_presigned_urls_are_the_same(sample: Sample, service: str) -> None:
    path, query = presigned_by_botocore(sample, service)
    ours = aws4.presign(
        access_key=sample.access_key,
        secret=sample.secret,
        region=REGION,
        service=service,
        date=DATE,
        expires=60,
        method=sample.method,
        path=path,
        query=request_query(query),
        headers={"Host": "host.example:8443"},
        security_token=sample.token,
    )
    assert ours == Aws4Presigned.from_query(query)
    before = request_query(query)
    assert (before and before + "&") + ours.to_query() == query


@each_service
@each_sample
def test_urls_that_botocore_presigns_are_verified_here(sample: Sample, service: str) -> None:
    path, query = presigned_by_botocore(sample, service)
    arguments: dict[str, Any] = {
        "method": sample.method,
        "path": path,
        "headers": {"Host": "host.example:8443"},
        "now": NOW + 60,
    }
    aws4.verify_presigned(query, sample.secret, **arguments)
    for changed in ({"method": "PATCH"}, {"path": path + "x"}, {"now": NOW + 61}):
        with pytest.raises(VerifyError):
            aws4.verify_presigned(query, sample.secret, **{**arguments, **changed})


@pytest.mark.parametrize("sample", SAMPLES[:10])
def test_an_unsigned_payload_of_s3_is_the_same(sample: Sample) -> None:
    request = request_of(sample, [])
    request.context["payload_signing_enabled"] = False
    request.context["has_streaming_input"] = True
    request.headers["Content-MD5"] = "a"
    signer("S3SigV4Auth", sample, "s3").add_auth(request)
    theirs = Aws4Credentials.parse(request.headers["Authorization"])
    assert request.headers["X-Amz-Content-SHA256"] == "UNSIGNED-PAYLOAD"
    aws4.verify(
        theirs,
        sample.secret,
        method=sample.method,
        path=sample.path,
        query=sample.query,
        headers=fields_of(request),
        payload=Aws4PayloadHash.UNSIGNED,
        now=NOW,
    )


def test_the_samples_hold_what_they_are_meant_to() -> None:
    assert len({sample.url + str(sample.headers) for sample in SAMPLES}) > 50
    paths = " ".join(sample.path for sample in SAMPLES)
    assert all(part in paths for part in ("//", "/../", "/./", "%20", "%2520", "%E5"))
    assert any(
        [name for name, _ in sample.headers].count("X-Amz-Meta-Note") == 2 for sample in SAMPLES
    )
    assert any(sample.token for sample in SAMPLES)
    assert any(sample.body for sample in SAMPLES)

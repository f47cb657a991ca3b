# SPDX-License-Identifier: MIT
"""Signature Version 4: the vectors of Amazon, and what verification refuses."""

from __future__ import annotations

import hashlib
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authheaders import (
    Aws4Credentials,
    Aws4PayloadHash,
    Aws4Presigned,
    BuildError,
    ParseError,
    Reason,
    VerifyError,
    parse_credentials,
)
from authheaders.signing import _sigv4_signing, aws4

if TYPE_CHECKING:
    from collections.abc import Callable

# --- vectors: awslabs/aws-c-auth, and what is recomputed from the older suite

KEY = "AKIDEXAMPLE"
SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
DATE = "20150830T123600Z"
NOW = 1440938160
HOST = ("Host", "example.amazonaws.com")
AMZ_DATE = ("X-Amz-Date", DATE)
EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
FORM = b"Param1=value1"
FORM_HASH = "9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e"
FORM_TYPE = ("Content-Type", "application/x-www-form-urlencoded")
TOKEN = ("X-Amz-Security-Token", "6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267")
UTF8_TYPE = ("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")

Case = dict[str, Any]


def suite(signature: str, **changed: Any) -> Case:
    return {
        "method": "GET",
        "path": "/",
        "query": "",
        "headers": [HOST, AMZ_DATE],
        "payload": b"",
        "service": "service",
        "signature": signature,
        **changed,
    }


SUITE: dict[str, Case] = {
    "get-vanilla": suite(
        "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        request_hash="bb579772317eb040ac9ed261061d46c1f17a8133879d6129b6e1c25292927e63",
        signed="host;x-amz-date",
    ),
    "get-vanilla-query-order-key-case": suite(
        "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
        query="Param2=value2&Param1=value1",
        request_hash="816cd5b414d056048ba4f7c5386d6e0533120fb1fcfa93762cf0fc39e2cf19e0",
        line="Param1=value1&Param2=value2",
    ),
    "get-vanilla-query-order-key": suite(
        "eedbc4e291e521cf13422ffca22be7d2eb8146eecf653089df300a15b2382bd1",
        query="Param1=value2&Param1=Value1",
        request_hash="704b4cef673542d84cdff252633f065e8daeba5f168b77116f8b1bcaf3d38f89",
        line="Param1=Value1&Param1=value2",
    ),
    "get-vanilla-query-order-value": suite(
        "5772eed61e12b33fae39ee5e7012498b51d56abc0abb7c60486157bd471c4694",
        query="Param1=value2&Param1=value1",
        request_hash="c968629d70850097a2d8781c9bf7edcb988b04cac14cca9be4acc3595f884606",
        line="Param1=value1&Param1=value2",
    ),
    "get-header-key-duplicate": suite(
        "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea",
        headers=[
            HOST,
            ("My-Header1", "value2"),
            ("My-Header1", "value2"),
            ("My-Header1", "value1"),
            AMZ_DATE,
        ],
        request_hash="dc7f04a3abfde8d472b0ab1a418b741b7c67174dad1551b4117b15527fbe966c",
        line="my-header1:value2,value2,value1",
        signed="host;my-header1;x-amz-date",
    ),
    "get-header-value-order": suite(
        "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01",
        headers=[HOST, *(("My-Header1", f"value{n}") for n in "4132"), AMZ_DATE],
        line="my-header1:value4,value1,value3,value2",
    ),
    "get-header-value-trim": suite(
        "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
        headers=[HOST, ("My-Header1", " value1"), ("My-Header2", ' "a   b   c"'), AMZ_DATE],
        line='my-header2:"a b c"',
        signed="host;my-header1;my-header2;x-amz-date",
    ),
    "get-utf8": suite(
        "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85",
        path="/\u1234",
        line="/%E1%88%B4",
    ),
    "post-vanilla": suite(
        "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b", method="POST"
    ),
    "get-vanilla-with-session-token": suite(
        "07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8",
        headers=[HOST, AMZ_DATE, TOKEN],
        request_hash="067b36aa60031588cea4a4cde1f21215227a047690c72247f1d70b32fbbfad2b",
        signed="host;x-amz-date;x-amz-security-token",
    ),
    "post-sts-header-after": suite(
        "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
        method="POST",
        headers=[HOST, AMZ_DATE, TOKEN],
        signed_headers=("host", "x-amz-date"),
        unsigned=("x-amz-security-token",),
        signed="host;x-amz-date",
    ),
    "post-x-www-form-urlencoded": suite(
        "d3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b",
        method="POST",
        headers=[
            ("Content-Length", "13"),
            FORM_TYPE,
            HOST,
            ("X-Amz-Content-Sha256", FORM_HASH),
            AMZ_DATE,
        ],
        payload=FORM,
        request_hash="b1edd1d03544c25390e32085d55b57acc9a3961bb59415ff86c45c3d89d16cfb",
        line=f"x-amz-content-sha256:{FORM_HASH}",
        signed="content-length;content-type;host;x-amz-content-sha256;x-amz-date",
    ),
    "post-x-www-form-urlencoded (older suite)": suite(
        "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
        method="POST",
        headers=[FORM_TYPE, HOST, AMZ_DATE],
        payload=FORM,
        signed="content-type;host;x-amz-date",
    ),
    "IAM ListUsers": suite(
        "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
        query="Action=ListUsers&Version=2010-05-08",
        headers=[UTF8_TYPE, ("Host", "iam.amazonaws.com"), AMZ_DATE],
        service="iam",
        signed="content-type;host;x-amz-date",
    ),
}

# --- vectors: Amazon S3 API Reference. The secret has a slash where the other one has a plus.

S3_KEY = "AKIAIOSFODNN7EXAMPLE"
S3_SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
S3_DATE = ("x-amz-date", "20130524T000000Z")
S3_NOW = 1369353600
BUCKET = ("Host", "examplebucket.s3.amazonaws.com")
S3_EMPTY = ("x-amz-content-sha256", EMPTY)
WELCOME = b"Welcome to Amazon S3."


def s3(signature: str, **changed: Any) -> Case:
    headers = [BUCKET, S3_EMPTY, S3_DATE]
    return suite(signature, **{"headers": headers, "service": "s3", **changed})


STREAMING = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
SEED = "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9"
S3: dict[str, Case] = {
    "GET object": s3(
        "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        path="/test.txt",
        headers=[BUCKET, ("Range", "bytes=0-9"), S3_EMPTY, S3_DATE],
        request_hash="7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972",
        signed="host;range;x-amz-content-sha256;x-amz-date",
    ),
    "PUT object": s3(
        "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
        method="PUT",
        path="/test$file.text",
        headers=[
            ("Date", "Fri, 24 May 2013 00:00:00 GMT"),
            BUCKET,
            ("x-amz-content-sha256", hashlib.sha256(WELCOME).hexdigest()),
            S3_DATE,
            ("x-amz-storage-class", "REDUCED_REDUNDANCY"),
        ],
        payload=WELCOME,
        request_hash="9e0e90d9c76de8fa5b200d8c849cd5b8dc7a3be3951ddb7f6a76b4158342019d",
        line="/test%24file.text",
    ),
    "GET lifecycle": s3(
        "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
        query="lifecycle",
        request_hash="9766c798316ff2757b517bc739a67f6213b4ab36dd5da2f94eaebf79c77395ca",
        line="lifecycle=",
    ),
    "list objects": s3(
        "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
        query="max-keys=2&prefix=J",
        request_hash="df57d21db20da04d7fa30298dd4488ba3a2b47ca3a489c74750e0f1e7df1b9b7",
    ),
    "streaming": s3(
        SEED,
        method="PUT",
        path="/examplebucket/chunkObject.txt",
        headers=[
            ("Host", "s3.amazonaws.com"),
            S3_DATE,
            ("x-amz-storage-class", "REDUCED_REDUNDANCY"),
            ("x-amz-content-sha256", STREAMING),
            ("Content-Encoding", "aws-chunked"),
            ("x-amz-decoded-content-length", "66560"),
            ("Content-Length", "66824"),
        ],
        payload=Aws4PayloadHash.STREAMING,
        request_hash="cee3fed04b70f867d036f722359b0b1f2f0e5dc0efadbc082b76c4c60e316455",
        signed="content-encoding;content-length;host;x-amz-content-sha256;x-amz-date"
        ";x-amz-decoded-content-length;x-amz-storage-class",
    ),
}

ALL = {**SUITE, **S3}
each_case = pytest.mark.parametrize("case", ALL.values(), ids=ALL)


def keys(case: Case) -> tuple[str, str]:
    return (S3_KEY, S3_SECRET) if case["service"] == "s3" else (KEY, SECRET)


def request(case: Case) -> Case:
    return {name: case[name] for name in ("method", "path", "query", "headers", "payload")}


def signed(case: Case) -> Aws4Credentials:
    access_key, secret = keys(case)
    return aws4.sign(
        access_key=access_key,
        secret=secret,
        region="us-east-1",
        service=case["service"],
        signed_headers=case.get("signed_headers"),
        **request(case),
    )


def verify(case: Case, credentials: Aws4Credentials | None = None, **changed: Any) -> None:
    arguments = {
        "now": S3_NOW if case["service"] == "s3" else NOW,
        "unsigned": case.get("unsigned", ()),
        **request(case),
        **changed,
    }
    secret = arguments.pop("secret", keys(case)[1])
    aws4.verify(credentials or signed(case), secret, **arguments)


def canonical(case: Case) -> bytes:
    names = case.get("signed_headers") or [name for name, _ in case["headers"]]
    return aws4.canonical_request(
        method=case["method"],
        path=case["path"],
        query=case["query"],
        headers=case["headers"],
        signed_headers=names,
        payload_hash=aws4.payload_hash(case["payload"]),
        normalize=case["service"] != "s3",
    )


@each_case
def test_the_signature_is_that_of_the_vector(case: Case) -> None:
    assert signed(case).signature == case["signature"]


@each_case
def test_the_signed_headers_are_those_of_the_vector(case: Case) -> None:
    names = ";".join(signed(case).signed_headers)
    assert names == case.get("signed", names)


@each_case
def test_the_canonical_request_is_that_of_the_vector(case: Case) -> None:
    found = canonical(case)
    hashed = hashlib.sha256(found).hexdigest()
    assert hashed == case.get("request_hash", hashed)
    lines = found.decode("latin-1").split("\n")
    assert case.get("line", lines[0]) in lines


@each_case
def test_the_vector_is_verified_after_parsing(case: Case) -> None:
    verify(case, Aws4Credentials.parse(signed(case).to_header()), service=case["service"])


def test_get_vanilla_is_canonical_as_it_is_printed() -> None:
    assert canonical(SUITE["get-vanilla"]).decode() == (
        "GET\n/\n\nhost:example.amazonaws.com\nx-amz-date:20150830T123600Z\n\nhost;x-amz-date\n"
        + EMPTY
    )


def test_the_form_is_canonical_as_it_is_printed() -> None:
    assert canonical(SUITE["post-x-www-form-urlencoded"]).decode() == (
        "POST\n/\n\ncontent-length:13\ncontent-type:application/x-www-form-urlencoded\n"
        f"host:example.amazonaws.com\nx-amz-content-sha256:{FORM_HASH}\n"
        "x-amz-date:20150830T123600Z\n\n"
        f"content-length;content-type;host;x-amz-content-sha256;x-amz-date\n{FORM_HASH}"
    )


def test_string_to_sign_is_as_it_is_printed() -> None:
    case = SUITE["get-vanilla"]
    scope = signed(case).scope
    assert aws4.string_to_sign("AWS4-HMAC-SHA256", DATE, scope, canonical(case)).decode() == (
        f"AWS4-HMAC-SHA256\n{DATE}\n20150830/us-east-1/service/aws4_request\n"
        "bb579772317eb040ac9ed261061d46c1f17a8133879d6129b6e1c25292927e63"
    )


KEY_STEPS = [
    "0138c7a6cbd60aa727b2f653a522567439dfb9f3e72b21f9b25941a42f04a7cd",
    "f33d5808504bf34812e5fade63308b424b244c59189be2a591dd2282c7cb563f",
    "f7fd819348e53789a8474fb1aebea778f5af85c40612e0f064eecd5642c81bc1",
    "938127b5336810ddb6a5d6af445fcac9e371f9ed418ed386b022aed82901be75",
]


@pytest.mark.parametrize("steps", [1, 2, 3, 4])
def test_each_key_of_the_derivation_is_that_of_the_vector(steps: int) -> None:
    parts = ["20150830", "us-east-1", "service", "aws4_request"][:steps]
    assert _sigv4_signing.derived_key("AWS4", SECRET, *parts).hex() == KEY_STEPS[steps - 1]


@pytest.mark.parametrize(
    ("secret", "date", "service", "key"),
    [
        (SECRET, "20150830", "service", KEY_STEPS[3]),
        (
            SECRET,
            "20150830",
            "iam",
            "c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9",
        ),
        (
            S3_SECRET,
            "20130524",
            "s3",
            "dbb893acc010964918f1fd433add87c70e8b0db6be30c1fbeafefa5ec6ba8378",
        ),
    ],
)
def test_signing_key_is_that_of_the_vector(secret: str, date: str, service: str, key: str) -> None:
    assert aws4.signing_key(secret, date, "us-east-1", service).hex() == key


# --- presigned URLs


def presigned(**changed: Any) -> Aws4Presigned:
    arguments: Case = {
        "access_key": KEY,
        "secret": SECRET,
        "region": "us-east-1",
        "service": "service",
        "date": DATE,
        "expires": 3600,
        "method": "GET",
        "path": "/",
        "headers": [HOST],
        **changed,
    }
    return aws4.presign(**arguments)


S3_URL: Case = {
    "access_key": S3_KEY,
    "secret": S3_SECRET,
    "service": "s3",
    "date": "20130524T000000Z",
    "expires": 86400,
    "path": "/test.txt",
    "headers": [BUCKET],
}


def test_presigned_get_vanilla_is_that_of_the_vector() -> None:
    assert presigned() == Aws4Presigned.from_query(
        "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fus-east-1"
        "%2Fservice%2Faws4_request&X-Amz-Date=20150830T123600Z&X-Amz-SignedHeaders=host"
        "&X-Amz-Expires=3600&X-Amz-Signature="
        "e93c787ed7f371d5c6b165c1b38ede9550f4dce4144713e844b25b7192d3865d"
    )


def test_presigned_s3_is_that_of_the_vector() -> None:
    url = presigned(**S3_URL)
    signature = "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"
    assert url.credentials.signature == signature
    found = aws4.canonical_request(
        method="GET",
        path="/test.txt",
        query=url.to_pairs()[:-1],
        headers=[BUCKET],
        signed_headers=["host"],
        payload_hash="UNSIGNED-PAYLOAD",
        normalize=False,
    )
    expected = "3bfa292879f6447bbcda7001decf97f4a54dc650c8942174ae0a9121cf58ad04"
    assert hashlib.sha256(found).hexdigest() == expected
    aws4.verify_presigned(
        url.to_query(),
        S3_SECRET,
        method="GET",
        path="/test.txt",
        headers=[BUCKET],
        now=S3_NOW + 86400,
    )


def verify_url(url: Aws4Presigned, before: str = "", **changed: Any) -> None:
    arguments: Case = {
        "query": f"{before}{url.to_query()}",
        "secret": SECRET,
        "method": "GET",
        "path": "/",
        "headers": [HOST],
        "now": NOW,
        **changed,
    }
    aws4.verify_presigned(arguments.pop("query"), arguments.pop("secret"), **arguments)


def test_a_presigned_query_of_any_form_is_verified() -> None:
    url = presigned(query=[("a", "b c")], security_token="a+b/c=")
    verify_url(url, "a=b%20c&")
    pairs = [("a", "b c"), *url.to_pairs()]
    for query in (pairs, iter(pairs), dict(pairs), {name: [value] for name, value in pairs}):
        verify_url(url, query=query)


@pytest.mark.parametrize("now", [NOW - 900, NOW, NOW + 3600])
def test_a_url_is_good_until_it_expires(now: int) -> None:
    verify_url(presigned(), now=now)


BAD_URLS: dict[str, tuple[Case, Reason]] = {
    "expired": ({"now": NOW + 3601}, Reason.STALE),
    "of the future": ({"now": NOW - 901}, Reason.STALE),
    "not a number": ({"now": float("nan")}, Reason.STALE),
    "secret": ({"secret": S3_SECRET}, Reason.WRONG_PROOF),
    "method": ({"method": "PUT"}, Reason.WRONG_PROOF),
    "path": ({"path": "/a"}, Reason.WRONG_PROOF),
    "host": ({"headers": [("Host", "a")]}, Reason.WRONG_PROOF),
    "no host": ({"headers": []}, Reason.WRONG_PROOF),
    "payload": ({"payload": b"a"}, Reason.WRONG_PROOF),
    "query": ({"before": "a=b&"}, Reason.WRONG_PROOF),
    "region": ({"region": "eu-west-1"}, Reason.WRONG_TARGET),
    "service": ({"service": "s3"}, Reason.WRONG_TARGET),
    "field": ({"headers": [HOST, ("X-Amz-Acl", "a")]}, Reason.DOWNGRADED),
}


@pytest.mark.parametrize(("changed", "reason"), BAD_URLS.values(), ids=BAD_URLS)
def test_a_url_for_something_else_is_refused(changed: Case, reason: Reason) -> None:
    with pytest.raises(VerifyError) as refused:
        verify_url(presigned(), **changed)
    assert refused.value.reason is reason
    assert refused.value.scheme == "AWS4-HMAC-SHA256"
    assert refused.value.status_hint == 401


@pytest.mark.parametrize("part", ["Date", "Expires", "Credential", "Signature"])
def test_a_parameter_of_a_url_that_was_changed_is_refused(part: str) -> None:
    for old, new in (("3600", "3601"), ("123600", "123601"), ("AKIDEX", "AKIDXE")):
        query = presigned().to_query()
        with pytest.raises(VerifyError) as refused:
            verify_url(presigned(), query=query.replace(old, new))
        assert refused.value.reason is Reason.WRONG_PROOF
    query = presigned().to_query()
    with pytest.raises(ParseError):
        verify_url(presigned(), query=f"{query}&X-Amz-{part}=1")


def test_a_query_that_is_not_presigned_is_a_parse_error() -> None:
    with pytest.raises(ParseError):
        verify_url(presigned(), query="a=b")


# --- what verification refuses

VANILLA = SUITE["get-vanilla"]
S3_GET = S3["GET object"]
FORM_CASE = SUITE["post-x-www-form-urlencoded"]
OTHER_HASH = ("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD")


def with_headers(case: Case, *headers: tuple[str, str]) -> Case:
    replaced = {name.lower() for name, _ in headers}
    kept = [header for header in case["headers"] if header[0].lower() not in replaced]
    return {**case, "headers": [*kept, *headers]}


def refused(verifying: Callable[[], None]) -> VerifyError:
    with pytest.raises(VerifyError) as caught:
        verifying()
    assert caught.value.scheme in ("AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256")
    assert caught.value.status_hint == 401
    assert SECRET not in str(caught.value)
    return caught.value


BAD: dict[str, tuple[Case, Reason]] = {
    "secret": ({"secret": S3_SECRET}, Reason.WRONG_PROOF),
    "method": ({"method": "POST"}, Reason.WRONG_PROOF),
    "path": ({"path": "/a"}, Reason.WRONG_PROOF),
    "query": ({"query": "a"}, Reason.WRONG_PROOF),
    "payload": ({"payload": b"a"}, Reason.WRONG_PROOF),
    "unsigned payload": ({"payload": Aws4PayloadHash.UNSIGNED}, Reason.WRONG_PROOF),
    "no payload": ({"payload": None}, Reason.DOWNGRADED),
    "late": ({"now": NOW + 901}, Reason.STALE),
    "early": ({"now": NOW - 901}, Reason.STALE),
    "not a number": ({"now": float("nan")}, Reason.STALE),
    "skew": ({"now": NOW + 2, "skew": 1}, Reason.STALE),
    "region": ({"region": "us-east-2"}, Reason.WRONG_TARGET),
    "service": ({"service": "s3"}, Reason.WRONG_TARGET),
    "no date": ({"headers": [HOST]}, Reason.STALE),
    "two dates": ({"headers": [HOST, AMZ_DATE, AMZ_DATE]}, Reason.STALE),
    "another day": ({"headers": [HOST, ("X-Amz-Date", "20150831T000000Z")]}, Reason.STALE),
    "no time": ({"headers": [HOST, ("X-Amz-Date", "20150830")]}, Reason.STALE),
    "another time": ({"headers": [HOST, ("X-Amz-Date", "20150830T123601Z")]}, Reason.WRONG_PROOF),
    "another host": ({"headers": [("Host", "a"), AMZ_DATE]}, Reason.WRONG_PROOF),
    "no host": ({"headers": [AMZ_DATE]}, Reason.WRONG_PROOF),
    "a field more": ({"headers": [HOST, AMZ_DATE, ("x-amz-acl", "a")]}, Reason.DOWNGRADED),
}


@pytest.mark.parametrize(("changed", "reason"), BAD.values(), ids=BAD)
def test_credentials_for_something_else_are_refused(changed: Case, reason: Reason) -> None:
    error = refused(lambda: verify(VANILLA, **changed))
    assert error.reason is reason


@pytest.mark.parametrize("now", [NOW - 900, NOW + 900, NOW + 0.5])
def test_clocks_may_differ_by_fifteen_minutes(now: float) -> None:
    verify(VANILLA, now=now)


@pytest.mark.parametrize(
    "names", [("x-amz-date", "host"), ("host", "host", "x-amz-date"), ("a", "host", "x-amz-date")]
)
def test_names_that_are_not_sorted_or_of_no_field_are_refused(names: tuple[str, ...]) -> None:
    credentials = Aws4Credentials(
        access_key=KEY,
        date="20150830",
        region="us-east-1",
        service="service",
        signed_headers=names,
        signature=signed(VANILLA).signature,
    )
    error = refused(lambda: verify(VANILLA, credentials))
    assert (error.reason, error.param) == (Reason.WRONG_PROOF, "SignedHeaders")


def test_an_unsigned_host_is_refused() -> None:
    credentials = Aws4Credentials(
        access_key=KEY,
        date="20150830",
        region="us-east-1",
        service="service",
        signed_headers=("x-amz-date",),
        signature=signed(VANILLA).signature,
    )
    error = refused(lambda: verify(VANILLA, credentials))
    assert (error.reason, error.param) == (Reason.DOWNGRADED, "SignedHeaders")


def test_an_unsigned_token_is_refused_unless_it_is_allowed() -> None:
    case = SUITE["post-sts-header-after"]
    assert refused(lambda: verify(case, unsigned=())).reason is Reason.DOWNGRADED
    verify(case)


def test_an_unsigned_payload_is_taken_only_by_who_asks_for_it() -> None:
    case = {**with_headers(S3_GET, OTHER_HASH), "payload": Aws4PayloadHash.UNSIGNED}
    verify(case)
    verify(case, payload=None)
    error = refused(lambda: verify(case, payload=b""))
    assert (error.reason, error.param) == (Reason.DOWNGRADED, "x-amz-content-sha256")
    assert refused(lambda: verify(case, payload=EMPTY)).reason is Reason.DOWNGRADED
    streaming = Aws4PayloadHash.STREAMING
    assert refused(lambda: verify(case, payload=streaming)).reason is Reason.WRONG_PROOF


def test_a_payload_that_is_not_the_one_of_the_field_is_refused() -> None:
    verify(FORM_CASE, payload=FORM_HASH)
    verify(FORM_CASE, payload=None)
    assert refused(lambda: verify(FORM_CASE, payload=b"")).reason is Reason.WRONG_PROOF
    twice = with_headers(FORM_CASE, *[("X-Amz-Content-Sha256", FORM_HASH)] * 2)
    assert refused(lambda: verify(FORM_CASE, **request(twice))).reason is Reason.WRONG_PROOF


# --- what signing refuses

UNSIGNABLE: dict[str, tuple[Case, Reason, str]] = {
    "no host": ({"headers": [AMZ_DATE]}, Reason.MISSING_PARAM, "host"),
    "host not signed": ({"signed_headers": ["x-amz-date"]}, Reason.MISSING_PARAM, "host"),
    "no date": ({"headers": [HOST]}, Reason.MISSING_PARAM, "x-amz-date"),
    "field not there": ({"signed_headers": ["Host", "a"]}, Reason.MISSING_PARAM, "a"),
    "date": ({"headers": [HOST, ("x-amz-date", "a")]}, Reason.BAD_VALUE, "x-amz-date"),
    "no content hash": ({"service": "s3"}, Reason.MISSING_PARAM, "x-amz-content-sha256"),
    "content hash": (
        {"headers": [HOST, AMZ_DATE, OTHER_HASH]},
        Reason.CONFLICT,
        "x-amz-content-sha256",
    ),
    "payload": ({"payload": "UNSIGNED"}, Reason.BAD_VALUE, "payload"),
    "secret": ({"secret": ""}, Reason.BAD_VALUE, "secret"),
    "access key": ({"access_key": "a b"}, Reason.BAD_VALUE, "Credential"),
    "region": ({"region": ""}, Reason.BAD_VALUE, "Credential"),
    "service": ({"service": "a/b"}, Reason.BAD_VALUE, "Credential"),
    "method": ({"method": "GET\n/"}, Reason.NOT_A_TOKEN, "method"),
    "field name": ({"headers": [HOST, AMZ_DATE, ("a\n", "b")]}, Reason.BAD_VALUE, "SignedHeaders"),
}


def sign(**changed: Any) -> Aws4Credentials:
    arguments: Case = {
        "access_key": KEY,
        "secret": SECRET,
        "region": "us-east-1",
        "service": "service",
        **request(VANILLA),
        **changed,
    }
    return aws4.sign(**arguments)


@pytest.mark.parametrize(("changed", "reason", "param"), UNSIGNABLE.values(), ids=UNSIGNABLE)
def test_a_request_that_can_not_be_signed_is_refused(
    changed: Case, reason: Reason, param: str
) -> None:
    with pytest.raises(BuildError) as caught:
        sign(**changed)
    assert (caught.value.reason, caught.value.param) == (reason, param)


@pytest.mark.parametrize(
    "changed",
    [
        {"secret": b"a"},
        {"headers": [("Host", b"a")]},
        {"headers": [(b"Host", "a")]},
        {"payload": bytearray()},
        {"path": b"/"},
        {"query": [("a", 5)]},
        {"query": [(b"a", "b")]},
        {"access_key": b"a"},
        {"region": None},
        {"service": None},
    ],
    ids=repr,
)
def test_values_of_wrong_types_are_a_type_error_or_refused(changed: Case) -> None:
    with pytest.raises((TypeError, AttributeError, BuildError)):
        sign(**changed)


def test_a_url_of_no_date_is_refused() -> None:
    with pytest.raises(BuildError) as caught:
        presigned(date="20150830")
    assert caught.value.param == "X-Amz-Date"


def test_fields_that_change_on_the_way_are_not_signed_unless_asked_for() -> None:
    headers = [HOST, AMZ_DATE, ("User-Agent", "a"), ("Authorization", "a"), ("Accept", "a")]
    assert sign(headers=headers).signed_headers == ("accept", "host", "x-amz-date")
    names = ["User-Agent", "HOST"]
    assert sign(headers=headers, signed_headers=names).signed_headers == ("host", "user-agent")


def test_headers_and_query_may_be_iterators_and_mappings() -> None:
    expected = sign(query="a=b")
    assert sign(query=iter([("a", "b")]), headers=iter([HOST, AMZ_DATE])) == expected
    assert sign(query={"a": "b"}, headers=dict([HOST, AMZ_DATE])) == expected
    assert sign(query={"a": ["b"]}) == expected


def test_the_header_parses_as_what_was_signed() -> None:
    assert parse_credentials(sign().to_header()) == sign()


# --- paths and queries

NORMALIZED = {
    "": "/",
    "/": "/",
    "//": "/",
    "/.": "/",
    "/./": "/",
    "/..": "/",
    "/example/..": "/",
    "/example1/example2/../..": "/",
    "//example//": "/example/",
    "/./example": "/example",
    "/a/b/../": "/a/",
    "/a/b/..": "/a",
    "/../a": "/a",
    "/a//b/./c": "/a/b/c",
    "a": "/a",
    "/example space/": "/example%20space/",
    "/a%20b": "/a%2520b",
    "/%2F": "/%252F",
    "/-._~0189AZaz": "/-._~0189AZaz",
    "/a$b@c:d": "/a%24b%40c%3Ad",
    "/\xe9": "/%C3%A9",
    "/\udcff": "/%ED%B3%BF",
    "/...": "/...",
}
ONCE = {
    "": "/",
    "/": "/",
    "//a//..": "//a//..",
    "/./a/../b": "/./a/../b",
    "/test$file": "/test%24file",
    "/test%24file": "/test%24file",
    "/a%20b": "/a%20b",
    "/a b": "/a%20b",
    "/a%2fb/c": "/a%2Fb/c",
    "/%e1%88%b4": "/%E1%88%B4",
    "/\u1234": "/%E1%88%B4",
    "/%ff": "/%FF",
    "/%": "/%25",
    "/%4": "/%254",
    "/%zz%41": "/%25zzA",
    "/% 1": "/%25%201",
    "/a+b": "/a%2Bb",
}


@pytest.mark.parametrize(("path", "expected"), NORMALIZED.items())
def test_the_path_of_most_services_is_normalised_and_encoded_again(
    path: str, expected: str
) -> None:
    assert aws4.canonical_path(path, normalize=True) == expected


@pytest.mark.parametrize(("path", "expected"), ONCE.items())
def test_the_path_of_s3_is_encoded_once(path: str, expected: str) -> None:
    assert aws4.canonical_path(path, normalize=False) == expected


@pytest.mark.parametrize("service", ["s3", "s3express", "s3-object-lambda", "s3-outposts"])
def test_the_services_of_s3_keep_the_path(service: str) -> None:
    headers = [HOST, AMZ_DATE, S3_EMPTY]
    one = sign(service=service, path="/a//b", headers=headers)
    assert one == sign(service=service, path="/a//b", headers=headers, normalize=False)
    assert one != sign(service=service, path="/a/b", headers=headers)
    assert one != sign(service=service, path="/a//b", headers=headers, normalize=True)


def test_other_services_normalise_the_path() -> None:
    assert sign(service="s3tables", path="/a//b") == sign(service="s3tables", path="/a/b")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ""),
        ("a", "a="),
        ("a&b=", "a=&b="),
        ("&&a=b&", "a=b"),
        ("b=2&a=1", "a=1&b=2"),
        ("a=b=c", "a=b%3Dc"),
        ("a=%20+%7e%e9", "a=%20%2B~%E9"),
        ("a=\u1234", "a=%E1%88%B4"),
        ("a-=1&a=2", "a=2&a-=1"),
        ("%41=1", "A=1"),
        ([("b", ""), ("a", "b c/d")], "a=b%20c%2Fd&b="),
        ({"a": ["2", "1"]}, "a=1&a=2"),
        ([("a", "%20")], "a=%2520"),
    ],
)
def test_the_query_is_encoded_and_sorted(query: Any, expected: str) -> None:
    assert aws4.canonical_query(query) == expected


@given(query=st.text())
def test_a_canonical_query_is_canonical(query: str) -> None:
    once = aws4.canonical_query(query)
    assert aws4.canonical_query(once) == once


@pytest.mark.parametrize(
    ("value", "octets"),
    [
        (" a  b\tc ", b"a b c"),
        ("a\r\n b", b"a b"),
        ("\xe9", b"\xe9"),
        ("\xa0a\x85", b"\xa0a\x85"),
        ("\u1234", b"\xe1\x88\xb4"),
        ("", b""),
    ],
)
def test_a_field_value_is_octets_with_single_blanks(value: str, octets: bytes) -> None:
    found = aws4.canonical_request(
        method="get",
        path="/",
        query="",
        headers=[("A", value)],
        signed_headers=["a"],
        payload_hash=EMPTY,
        normalize=True,
    )
    assert found == b"GET\n/\n\na:" + octets + b"\n\na\n" + EMPTY.encode()


@given(st.datetimes(datetime(1000, 1, 1), datetime(9999, 12, 31)))
def test_timestamps_are_unix_seconds(when: datetime) -> None:
    seconds = int(when.replace(microsecond=0, tzinfo=timezone.utc).timestamp())
    written = f"{when:%Y%m%dT%H%M%SZ}"
    assert aws4.timestamp(seconds) == written
    assert _sigv4_signing.seconds_of(written) == seconds

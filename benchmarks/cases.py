# SPDX-License-Identifier: MIT
"""The rows of the comparison: input, what this library does with it, and the target."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from functools import partial
from hashlib import sha256
from hmac import digest as hmac_digest
from random import Random
from typing import NamedTuple

from library import authheaders, digest
from timing import Call

# --- inputs, from the RFCs where they have one

BASIC_CHALLENGE = 'Basic realm="Documents"'
REGISTRY_CHALLENGE = (
    'Bearer realm="https://auth.docker.io/token", service="registry.docker.io", '
    'scope="repository:library/alpine:pull"'
)

# RFC 7616 section 3.9.1
REALM = "http-auth@example.org"
NONCE = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"
OPAQUE = "FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"
CNONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"
RESPONSE = "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"
SHA_256_CHALLENGE, MD5_CHALLENGE = (
    f'Digest realm="{REALM}", qop="auth, auth-int", algorithm={algorithm}, '
    f'nonce="{NONCE}", opaque="{OPAQUE}"'
    for algorithm in ("SHA-256", "MD5")
)
DIGEST_CHALLENGES = f"{SHA_256_CHALLENGE}, {MD5_CHALLENGE}"
DIGEST_CREDENTIALS = (
    f'Digest username="Mufasa", realm="{REALM}", uri="/dir/index.html", algorithm=SHA-256, '
    f'nonce="{NONCE}", nc=00000001, cnonce="{CNONCE}", qop=auth, response="{RESPONSE}", '
    f'opaque="{OPAQUE}"'
)

# RFC 9110 section 11.6.1
NEWAUTH_CHALLENGES = (
    r'Newauth realm="apps", type=1, title="Login to \"apps\"", Basic realm="simple"'
)
# RFC 4559 section 5; what the token holds does not matter, but it has to look random.
NEGOTIATE_CHALLENGE = f"Negotiate {b64encode(Random(4559).randbytes(1534)).decode()}"

ERROR = "invalid_token"
ERROR_DESCRIPTION = "The access token expired"
EIGHT_CHALLENGES = ", ".join(
    [
        SHA_256_CHALLENGE,
        MD5_CHALLENGE,
        'Basic realm="Documents", charset="UTF-8"',
        REGISTRY_CHALLENGE,
        "Negotiate",
        'Newauth realm="apps", type=1, title="Login to apps"',
        f'Bearer realm="example", error="{ERROR}", error_description="{ERROR_DESCRIPTION}"',
        'Basic realm="simple"',
    ]
)

BASIC_CREDENTIALS = "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="
# Three base64url parts of the usual sizes.
JWT = ".".join(["eyJhbGciOiJSUzI1NiIsImtpZCI6IjEi" * 2, "eyJpc3MiOiJodHRwczovL2V4-_" * 19])
JWT += "." + "dBjftJeZ4CVP-mB92K27uhbU" * 14 + "4"
BEARER_CREDENTIALS = f"Bearer {JWT}"

# RFC 5849 section 3.5.1
OAUTH1_CREDENTIALS = (
    'OAuth realm="Example", oauth_consumer_key="0685bd9184jfhq22", '
    'oauth_token="ad180jjd733klru7", oauth_signature_method="HMAC-SHA1", '
    'oauth_signature="wOJIO9A2W5mFwDgiDvZbTSMK%2FPY%3D", oauth_timestamp="137131200", '
    'oauth_nonce="4572616e48616d6d65724c61686176", oauth_version="1.0"'
)

# AWS General Reference, IAM ListUsers
AWS4_CREDENTIALS = (
    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, "
    "SignedHeaders=content-type;host;x-amz-date, "
    "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"
)

# --- what is aimed at


class Target(NamedTuple):
    """A variant of the library is at least so many times as fast as a peer."""

    variant: str
    peer: str
    factor: float


class Row(NamedTuple):
    """One line of the table.

    - ``text``: what is parsed, or what is built.
    - ``calls``: what this library does, by variant: ``generic`` and ``typed``, or ``build``.
    - ``bare``: what it can't do without, such as the hashes; None if there is nothing.
    """

    id: str
    title: str
    text: str
    calls: dict[str, Call]
    targets: tuple[Target, ...]
    bare: Call | None = None


def _challenges(row: str, title: str, text: str, *targets: Target) -> Row:
    parse = partial(authheaders.parse_challenges, text)
    generic = partial(authheaders.parse_challenges, text, schemes=authheaders.Schemes())
    return Row(row, title, text, {"generic": generic, "typed": parse}, targets)


def _credentials(row: str, title: str, text: str, *targets: Target) -> Row:
    parse = partial(authheaders.parse_credentials, text)
    generic = partial(authheaders.parse_credentials, text, schemes=authheaders.Schemes())
    return Row(row, title, text, {"generic": generic, "typed": parse}, targets)


def _typed_credentials(row: str, title: str, text: str, *targets: Target) -> Row:
    """Of a scheme whose syntax leaves the grammar: only its class reads them."""
    return Row(row, title, text, {"typed": partial(authheaders.parse_credentials, text)}, targets)


def _build(row: str, title: str, call: Call, *targets: Target) -> Row:
    return Row(row, title, str(call()), {"build": call}, targets)


def _build_basic_challenge() -> str:
    return authheaders.BasicChallenge("Documents").to_header()


def _build_basic_credentials() -> str:
    return authheaders.BasicCredentials("Aladdin", "open sesame").to_header()


def _build_digest_challenge() -> str:
    return authheaders.DigestChallenge(
        realm=REALM, nonce=NONCE, opaque=OPAQUE, algorithm="SHA-256", qop=("auth", "auth-int")
    ).to_header()


def _build_digest_credentials() -> str:
    return authheaders.DigestCredentials(
        username="Mufasa",
        realm=REALM,
        nonce=NONCE,
        uri="/dir/index.html",
        response=RESPONSE,
        algorithm="SHA-256",
        cnonce=CNONCE,
        opaque=OPAQUE,
        qop="auth",
        nc="00000001",
    ).to_header()


def _build_bearer_error() -> str:
    return authheaders.BearerChallenge(
        realm="example", error=ERROR, error_description=ERROR_DESCRIPTION
    ).to_header()


PASSWORD = "Circle of Life"
_OFFERED = [authheaders.DigestChallenge.parse(text) for text in (SHA_256_CHALLENGE, MD5_CHALLENGE)]
_MINT = digest.NonceMint(b"known to the server only")
_REQUEST = digest.answer(
    replace(_OFFERED[0], nonce=_MINT.make()),
    username="Mufasa",
    password=PASSWORD,
    method="GET",
    uri="/dir/index.html",
)
_FIELD_VALUE = _REQUEST.to_header()


def _answer_digest() -> str:
    """What a client does for a request; the cnonce is random."""
    return digest.answer(
        _OFFERED, username="Mufasa", password=PASSWORD, method="GET", uri="/dir/index.html"
    ).to_header()


def _verify_digest() -> object:
    """What a server does for a request: parse, verify, and look at the nonce."""
    credentials = authheaders.DigestCredentials.parse(_FIELD_VALUE)
    digest.verify(
        credentials,
        offered=_OFFERED,
        password=PASSWORD,
        method="GET",
        target="/dir/index.html",
        check_nonce=_MINT.check,
    )
    return credentials


_HASHED_LAST = b"%064d:%044d:00000001:%032d:auth:%064d" % (0, 0, 0, 0)


def _hashes_of_verifying() -> None:
    """The same hashes of the same lengths, and the same parse."""
    authheaders.DigestCredentials.parse(_FIELD_VALUE)
    sha256(b"Mufasa:http-auth@example.org:Circle of Life").hexdigest()
    sha256(b"GET:/dir/index.html").hexdigest()
    sha256(_HASHED_LAST).hexdigest()
    hmac_digest(_MINT.secret, b"17 octets of time", "sha256")


def rows() -> list[Row]:
    """All rows, in the order of the table."""
    wz = "werkzeug"
    return [
        _challenges(
            "a",
            "Basic challenge",
            BASIC_CHALLENGE,
            Target("generic", wz, 4),
            Target("typed", wz, 3),
            Target("generic", "wwwauth", 8),
        ),
        _challenges(
            "b",
            "Bearer challenge, 3 parameters",
            REGISTRY_CHALLENGE,
            Target("generic", wz, 4.5),
            Target("typed", wz, 3.5),
        ),
        _challenges(
            "c",
            "2 Digest challenges on one line",
            DIGEST_CHALLENGES,
            Target("generic", wz, 4.5),
            Target("typed", wz, 3.2),
        ),
        _challenges(
            "d",
            "Newauth with escapes, and Basic",
            NEWAUTH_CHALLENGES,
            Target("generic", wz, 2.2),
        ),
        _challenges(
            "e",
            "Negotiate, token68 of 2 kB",
            NEGOTIATE_CHALLENGE,
            Target("typed", wz, 1 / 1.3),
        ),
        _challenges(
            "f",
            "8 challenges on one line",
            EIGHT_CHALLENGES,
            Target("generic", wz, 4),
            Target("typed", wz, 3),
        ),
        _credentials("g", "Basic credentials", BASIC_CREDENTIALS, Target("typed", wz, 1)),
        _credentials(
            "h",
            "Bearer credentials, 900 characters",
            BEARER_CREDENTIALS,
            Target("typed", wz, 1 / 3),
            Target("typed", "fastapi", 1),
        ),
        _credentials(
            "i",
            "Digest credentials, 10 parameters",
            DIGEST_CREDENTIALS,
            Target("generic", wz, 4),
            Target("typed", wz, 3),
        ),
        _credentials(
            "k",
            "OAuth 1.0 credentials, 8 parameters",
            OAUTH1_CREDENTIALS,
            Target("typed", "oauthlib", 1.5),
        ),
        _typed_credentials("j", "AWS4 credentials", AWS4_CREDENTIALS, Target("typed", wz, 2.5)),
        _build("l", "build a Basic challenge", _build_basic_challenge, Target("build", wz, 2)),
        _build("m", "build Basic credentials", _build_basic_credentials, Target("build", wz, 1.5)),
        _build("n", "build a Digest challenge", _build_digest_challenge, Target("build", wz, 1)),
        _build(
            "o", "build Digest credentials", _build_digest_credentials, Target("build", wz, 1 / 1.2)
        ),
        _build(
            "o*",
            "compute and build a Digest answer",
            _answer_digest,
            Target("build", "requests", 1),
        ),
        Row(
            "v",
            "parse and verify a Digest answer",
            _FIELD_VALUE,
            {"typed": _verify_digest},
            (Target("typed", "bare", 1 / 2),),
            _hashes_of_verifying,
        ),
        _build("p", "build a Bearer error", _build_bearer_error, Target("build", wz, 1.5)),
    ]


# --- the yardstick: one pass of a plain regex over the text of the row. It is no parser, and
# nothing that changes in the library changes it.

_YARDSTICK = re.compile(
    r'([!#$%&\'*+\-.^_`|~0-9A-Za-z/]+)(?:=(?:"((?:[^"\\]|\\.)*)"|([^ ,"=]+)))?[ ,=]*'
)


def yardstick(text: str) -> list[tuple[str, str]]:
    """Words and values, as a bare ``findall`` loop gives them."""
    return [(name, quoted or value) for name, quoted, value in _YARDSTICK.findall(text)]

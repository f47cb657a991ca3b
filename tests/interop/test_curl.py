# SPDX-License-Identifier: MIT
"""curl as the client of a server, and of a proxy, that verify with this library."""

from __future__ import annotations

from dataclasses import replace

import pytest

from authheaders import DigestChallenge, DigestCredentials, Reason
from authheaders.signing import digest

from . import programs
from .protected import (
    ACCESS_KEY,
    PASSWORD,
    SECRET_KEY,
    TOKEN,
    UMLAUTS,
    UMLAUTS_PASSWORD,
    USER,
    ProtectedServer,
)


def client(what: str) -> pytest.MarkDecorator:
    return pytest.mark.interop(peer="curl", side="client", what=what)


def curl(*options: str) -> tuple[int, str]:
    """The status and the body that curl gets."""
    path = programs.find("curl")
    assert path is not None
    ran = programs.run([path, "-q", "-s", "-S", "-w", "\n%{http_code}", *options])
    assert ran.returncode == 0, ran.stderr
    body, _, status = ran.stdout.rpartition("\n")
    return int(status), body


def refused_for(server: ProtectedServer) -> list[Reason]:
    return [error.reason for error in server.seen.refused]


@client("Basic")
@pytest.mark.parametrize(("user", "word"), [(USER, PASSWORD), (UMLAUTS, UMLAUTS_PASSWORD)])
def test_basic(server: ProtectedServer, user: str, word: str) -> None:
    assert curl("--basic", "-u", f"{user}:{word}", server.url("/basic")) == (200, "accepted")
    assert curl("--basic", "-u", f"{user}:wrong", server.url("/basic"))[0] == 401
    assert refused_for(server) == [Reason.WRONG_PROOF]


@client("Bearer")
def test_bearer(server: ProtectedServer) -> None:
    assert curl("--oauth2-bearer", TOKEN, server.url("/bearer")) == (200, "accepted")
    assert curl("--oauth2-bearer", "wrong", server.url("/bearer"))[0] == 401


AWS4 = ["--aws-sigv4", "aws:amz:eu-west-1:execute-api"]
# curl before 8 signs a query as it stands, so it is sorted here.
SIGNED = ["", "?a=1&b=2", "?a=b%20c&empty="]


@client("AWS4-HMAC-SHA256")
@pytest.mark.parametrize("query", SIGNED)
@pytest.mark.parametrize("options", [[], ["--data", "a=b"]])
def test_aws_sigv4(server: ProtectedServer, query: str, options: list[str]) -> None:
    user = ["-u", f"{ACCESS_KEY}:{SECRET_KEY}"]
    url = server.url(f"/aws4/items{query}")
    assert curl(*AWS4, *user, *options, url) == (200, "accepted")
    assert refused_for(server) == []


@client("AWS4-HMAC-SHA256")
def test_aws_sigv4_of_a_wrong_key(server: ProtectedServer) -> None:
    assert curl(*AWS4, "-u", f"{ACCESS_KEY}:wrong", server.url("/aws4"))[0] == 403
    assert refused_for(server) == [Reason.WRONG_PROOF]


DIGESTS = [
    "none/none",
    "MD5/none",
    "MD5/auth",
    "MD5/auth-int",
    "MD5/auth-int+auth",
    "MD5-sess/auth",
    "SHA-256/auth",
    "SHA-256-sess/auth",
    "SHA-256+MD5/auth",
    "MD5/auth/userhash",
    "SHA-256/auth/userhash",
    "SHA-256/auth/quote",
]


@client("Digest")
@pytest.mark.parametrize("path", DIGESTS)
def test_digest(server: ProtectedServer, path: str) -> None:
    url = server.url(f"/digest/{path}?a=b%20c")
    assert curl("--digest", "-u", f"{USER}:{PASSWORD}", url) == (200, "accepted")
    assert refused_for(server) == []
    assert server.seen.challenged == 1


@client("Digest")
def test_digest_with_a_body(server: ProtectedServer) -> None:
    options = ["--digest", "-u", f"{USER}:{PASSWORD}", "--data", "hello"]
    assert curl(*options, server.url("/digest/SHA-256/auth")) == (200, "accepted")


@client("Digest")
def test_digest_with_a_name_that_is_not_ascii(server: ProtectedServer) -> None:
    options = ["--digest", "-u", f"{UMLAUTS}:{UMLAUTS_PASSWORD}"]
    assert curl(*options, server.url("/digest/SHA-256/auth")) == (200, "accepted")
    assert curl(*options, server.url("/digest/SHA-256/auth/utf-8")) == (200, "accepted")


@client("Digest")
def test_digest_with_a_wrong_password(server: ProtectedServer) -> None:
    status, _ = curl("--digest", "-u", f"{USER}:wrong", server.url("/digest/SHA-256/auth"))
    assert status == 401
    assert refused_for(server) == [Reason.WRONG_PROOF]


@client("Digest, SHA-512-256")
def test_digest_sha_512_256(server: ProtectedServer) -> None:
    url = server.url("/digest/SHA-512-256/auth")
    status, _ = curl("--digest", "-u", f"{USER}:{PASSWORD}", url)
    if status == 200:
        return
    # Older ones hash with SHA-256 under this name, which must not verify.
    assert refused_for(server) == [Reason.WRONG_PROOF]
    (received,) = server.seen.received
    assert isinstance(received, DigestCredentials)
    hashed = replace(received, algorithm="SHA-256")
    offered = DigestChallenge(realm="a realm", nonce="", algorithm="SHA-256", qop=("auth",))
    digest.verify(
        hashed,
        offered=offered,
        password=PASSWORD,
        method="GET",
        target="/digest/SHA-512-256/auth",
        check_nonce=None,
    )


@client("Proxy-Authorization: Basic")
def test_proxy_basic(server: ProtectedServer) -> None:
    options = [
        "--noproxy",
        "",
        "-x",
        server.url(""),
        "--proxy-basic",
        "http://example.invalid/basic",
    ]
    assert curl("-U", f"{USER}:{PASSWORD}", *options) == (200, "accepted")
    assert curl("-U", f"{USER}:wrong", *options)[0] == 407


@client("Proxy-Authorization: Digest")
@pytest.mark.parametrize("path", ["MD5/auth", "SHA-256/auth", "SHA-256-sess/auth"])
def test_proxy_digest(server: ProtectedServer, path: str) -> None:
    url = f"http://example.invalid/digest/{path}?a=b"
    options = ["--noproxy", "", "-x", server.url(""), "--proxy-digest", url]
    assert curl("-U", f"{USER}:{PASSWORD}", *options) == (200, "accepted")
    assert refused_for(server) == []
    assert curl("-U", f"{USER}:wrong", *options)[0] == 407

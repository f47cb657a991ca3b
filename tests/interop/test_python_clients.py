# SPDX-License-Identifier: MIT
"""requests, httpx and aiohttp as clients of a server that verifies with this library."""

from __future__ import annotations

import asyncio
import gc
import warnings
from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeAlias

import pytest

from authheaders import Reason

from .protected import PASSWORD, USER, ProtectedServer

#: URL, user, password, body of a POST -> status.
Fetch: TypeAlias = Callable[[str, str, str, "bytes | None"], int]


def with_requests(url: str, user: str, word: str, body: bytes | None, auth: str) -> int:
    requests: Any = import_module("requests")
    classes = {"Digest": requests.auth.HTTPDigestAuth, "Basic": requests.auth.HTTPBasicAuth}
    with requests.Session() as session:
        session.trust_env = False
        method = "GET" if body is None else "POST"
        answer = session.request(method, url, auth=classes[auth](user, word), data=body, timeout=30)
        return int(answer.status_code)


def with_httpx(url: str, user: str, word: str, body: bytes | None, auth: str) -> int:
    httpx: Any = import_module("httpx")
    classes = {"Digest": httpx.DigestAuth, "Basic": httpx.BasicAuth}
    with httpx.Client(trust_env=False) as client:
        method = "GET" if body is None else "POST"
        return int(
            client.request(method, url, auth=classes[auth](user, word), content=body).status_code
        )


def with_aiohttp(url: str, user: str, word: str, body: bytes | None, auth: str) -> int:
    aiohttp: Any = import_module("aiohttp")

    async def fetch() -> int:
        options: dict[str, Any] = {}
        if auth == "Digest":
            options["middlewares"] = (aiohttp.DigestAuthMiddleware(user, word),)
        else:
            options["headers"] = {"Authorization": aiohttp.encode_basic_auth(user, word)}
        async with aiohttp.ClientSession(**options) as session:
            method = "GET" if body is None else "POST"
            async with session.request(method, url, data=body) as answer:
                return int(answer.status)

    with warnings.catch_warnings():
        # Its middleware leaves the connection of the 401 to the garbage collector, which warns.
        warnings.simplefilter("ignore", ResourceWarning)
        status = asyncio.run(fetch())
        gc.collect()
    return status


FETCHING = {"requests": with_requests, "httpx": with_httpx, "aiohttp": with_aiohttp}

#: What each can do of what follows the path.
ALGORITHMS = {
    "requests": ["none", "MD5", "MD5-sess", "SHA-256", "MD5+SHA-256"],
    "httpx": ["none", "MD5", "MD5-sess", "SHA-256", "SHA-256-sess"],
    "aiohttp": ["none", "MD5", "MD5-sess", "SHA-256", "SHA-256-sess", "SHA-256+MD5"],
}


def mark(peer: str, what: str) -> pytest.MarkDecorator:
    return pytest.mark.interop(peer=peer, side="client", what=what)


each_peer = pytest.mark.parametrize(
    "peer", [pytest.param(peer, marks=mark(peer, "Digest")) for peer in FETCHING]
)


@pytest.mark.parametrize(
    ("peer", "path"),
    [
        pytest.param(peer, f"/digest/{algorithm}/{qop}", marks=mark(peer, "Digest"))
        for peer, algorithms in ALGORITHMS.items()
        for algorithm in algorithms
        for qop in ("auth", "auth+auth-int")
    ]
    + [pytest.param(peer, "/digest/MD5/none", marks=mark(peer, "Digest")) for peer in FETCHING]
    + [
        pytest.param("aiohttp", f"/digest/{algorithm}/auth-int", marks=mark("aiohttp", "Digest"))
        for algorithm in ("MD5", "SHA-256-sess")
    ],
)
def test_digest(server: ProtectedServer, peer: str, path: str) -> None:
    url = server.url(f"{path}?a=b%20c")
    for body in (None, b"hello"):
        assert FETCHING[peer](url, USER, PASSWORD, body, "Digest") == 200
    assert [error.reason for error in server.seen.refused] == []
    assert server.seen.challenged == 2


@pytest.mark.interop(peer="aiohttp", side="client", what="Digest")
def test_digest_of_a_realm_with_a_quote(server: ProtectedServer) -> None:
    url = server.url("/digest/SHA-256/auth/quote")
    assert FETCHING["aiohttp"](url, USER, PASSWORD, None, "Digest") == 200


@each_peer
def test_digest_with_a_wrong_password(server: ProtectedServer, peer: str) -> None:
    status = FETCHING[peer](server.url("/digest/SHA-256/auth"), USER, "wrong", None, "Digest")
    assert status == 401
    assert {error.reason for error in server.seen.refused} == {Reason.WRONG_PROOF}


@pytest.mark.parametrize(
    "peer", [pytest.param(peer, marks=mark(peer, "Basic")) for peer in FETCHING]
)
def test_basic(server: ProtectedServer, peer: str) -> None:
    url = server.url("/basic")
    assert FETCHING[peer](url, USER, PASSWORD, None, "Basic") == 200
    assert FETCHING[peer](url, USER, "wrong", None, "Basic") == 401

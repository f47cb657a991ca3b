# SPDX-License-Identifier: MIT
"""Squid, a proxy that asks for Digest or Basic, of which the client is this library."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from authheaders import BasicChallenge, DigestChallenge, DigestCredentials

from . import programs, protected
from .conftest import digest_users
from .protected import Client, ProtectedServer

CONFIGURATION = """
http_port 127.0.0.1:{port}
pid_filename {root}/squid.pid
cache_log {root}/cache.log
access_log none
cache_store_log none
coredump_dir {root}
netdb_filename none
pinger_enable off
shutdown_lifetime 0 seconds
cache deny all
visible_hostname localhost
max_filedescriptors 1024
auth_param digest program /usr/lib/squid/digest_file_auth -c {root}/digest_users
auth_param digest realm {realm}
auth_param digest children 1 startup=1 idle=1
auth_param basic program /usr/lib/squid/basic_ncsa_auth {root}/basic_users
auth_param basic realm {realm}
auth_param basic casesensitive on
auth_param basic children 1 startup=1 idle=1
acl known proxy_auth REQUIRED
http_access allow known
http_access deny all
"""
REALM = "a proxy"

# What "openssl passwd -apr1 -salt saltsalt" makes of the password: basic_ncsa_auth knows no
# hash that the standard library has.
BASIC_USER = f"{protected.USER}:$apr1$saltsalt$ZhZgMGumzNI1xRqA4x6pe/\n"


@pytest.fixture(scope="module")
def squid(readable: Path) -> Iterator[int]:
    """The port of Squid."""
    program = programs.find("squid")
    assert program is not None
    port = programs.free_port()
    (readable / "digest_users").write_text(digest_users(REALM), encoding="utf-8")
    (readable / "basic_users").write_text(BASIC_USER)
    configuration = readable / "squid.conf"
    configuration.write_text(CONFIGURATION.format(root=readable, port=port, realm=REALM))
    command = [program, "-N", "-n", f"h{port}", "-f", str(configuration)]
    with programs.daemon(command, port, readable / "output.log"):
        yield port


def mark(what: str) -> pytest.MarkDecorator:
    return pytest.mark.interop(peer="Squid", side="proxy", what=what)


@mark("Proxy-Authenticate: Digest")
def test_digest(squid: int, server: ProtectedServer) -> None:
    client = Client(squid, "Digest", proxy=True)
    first = client.fetch(server.url("/open?a=b"))
    assert (first.status, first.body) == (200, b"open")
    classes = [type(challenge) for challenge in first.challenges]
    assert classes == [DigestChallenge, BasicChallenge]
    second = client.fetch(server.url("/open"))
    client.close()
    assert second.status == 200
    assert isinstance(second.credentials, DigestCredentials)
    assert second.credentials.nc == "00000002"


@mark("Proxy-Authenticate: Digest")
def test_digest_with_a_wrong_password(squid: int, server: ProtectedServer) -> None:
    client = Client(squid, "Digest", proxy=True)
    assert client.fetch(server.url("/open"), password="wrong").status == 407
    client.close()


@mark("Proxy-Authenticate: Basic")
def test_basic(squid: int, server: ProtectedServer) -> None:
    client = Client(squid, "Basic", proxy=True)
    right = client.fetch(server.url("/open"))
    assert (right.status, right.body) == (200, b"open")
    assert client.fetch(server.url("/open"), password="wrong").status == 407
    client.close()

# SPDX-License-Identifier: MIT
"""Apache httpd, mod_auth_digest and mod_auth_basic, with this library as the client."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from authheaders import BasicChallenge, DigestChallenge, DigestCredentials

from . import programs
from .conftest import basic_users, digest_users
from .protected import UMLAUTS, UMLAUTS_PASSWORD, Client

CONFIGURATION = """
ServerRoot "{root}"
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile "{root}/httpd.pid"
DefaultRuntimeDir "{root}"
ErrorLog "{root}/error.log"
Mutex file:{root}
User www-data
Group www-data
{modules}
DocumentRoot "{root}/documents"
<Location />
    Require all denied
</Location>
<Location /digest>
    AuthType Digest
    AuthName "a \\"realm\\""
    AuthDigestProvider file
    AuthUserFile "{root}/digest_users"
    Require valid-user
</Location>
<Location /basic>
    AuthType Basic
    AuthName "basic"
    AuthBasicProvider file
    AuthUserFile "{root}/basic_users"
    Require valid-user
</Location>
"""
MODULES = "mpm_prefork authn_core authn_file authz_core authz_user auth_basic auth_digest".split()
REALM = 'a "realm"'


def mark(what: str) -> pytest.MarkDecorator:
    return pytest.mark.interop(peer="Apache httpd", side="server", what=what)


@pytest.fixture(scope="module")
def httpd(readable: Path) -> Iterator[int]:
    """The port of Apache httpd."""
    program = programs.find("apache2")
    assert program is not None
    port = programs.free_port()
    modules = [
        f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so" for name in MODULES
    ]
    for name in ("digest", "basic"):
        (readable / "documents" / name).mkdir(parents=True)
        (readable / "documents" / name / "page").write_text(name)
    (readable / "digest_users").write_text(digest_users(REALM), encoding="utf-8")
    (readable / "basic_users").write_text(basic_users(), encoding="utf-8")
    configuration = readable / "httpd.conf"
    configuration.write_text(
        CONFIGURATION.format(root=readable, port=port, modules="\n".join(modules))
    )
    command = [program, "-f", str(configuration), "-DFOREGROUND"]
    with programs.daemon(command, port, readable / "output.log"):
        yield port


@mark("Digest")
def test_digest(httpd: int) -> None:
    client = Client(httpd, "Digest")
    first = client.fetch("/digest/page?a=b%20c")
    assert (first.status, first.body) == (200, b"digest")
    (challenge,) = first.challenges
    assert isinstance(challenge, DigestChallenge)
    assert (challenge.realm, challenge.qop) == (REALM, ("auth",))
    # Apache proves that it knows the password: verify_info has looked at it.
    assert first.info is not None
    assert first.info.rspauth is not None
    second = client.fetch("/digest/page")
    client.close()
    assert second.status == 200
    assert isinstance(second.credentials, DigestCredentials)
    assert second.credentials.nc == "00000002"


@mark("Digest")
def test_digest_with_a_body(httpd: int) -> None:
    client = Client(httpd, "Digest")
    # There is nothing to take it, but who sends it is known by then.
    assert client.fetch("/digest/page", method="POST", body=b"hello").status in (200, 405)
    client.close()


@mark("Digest")
def test_digest_with_a_name_that_is_not_ascii(httpd: int) -> None:
    client = Client(httpd, "Digest")
    fetched = client.fetch("/digest/page", username=UMLAUTS, password=UMLAUTS_PASSWORD)
    client.close()
    assert fetched.status == 200


@mark("Digest")
@pytest.mark.parametrize(("username", "password"), [("Mufasa", "wrong"), ("Nobody", "x")])
def test_digest_with_a_wrong_name_or_password(httpd: int, username: str, password: str) -> None:
    client = Client(httpd, "Digest")
    fetched = client.fetch("/digest/page", username=username, password=password)
    client.close()
    assert fetched.status == 401


@mark("Basic")
def test_basic(httpd: int) -> None:
    client = Client(httpd, "Basic")
    right = client.fetch("/basic/page")
    assert (right.status, right.body) == (200, b"basic")
    assert right.challenges == [BasicChallenge("basic")]
    umlauts = client.fetch("/basic/page", username=UMLAUTS, password=UMLAUTS_PASSWORD)
    assert umlauts.status == 200
    assert client.fetch("/basic/page", password="wrong").status == 401
    client.close()

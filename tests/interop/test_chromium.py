# SPDX-License-Identifier: MIT
"""A browser as the client of a server that verifies with this library: Chromium."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest

from authheaders import BasicCredentials, DigestCredentials, Reason

from . import programs
from .protected import PASSWORD, USER, ProtectedServer

OPTIONS = """
    --headless --no-sandbox --disable-gpu --disable-quic --disable-dev-shm-usage --no-first-run
    --no-proxy-server --disable-background-networking --disable-component-update --disable-sync
    --disable-extensions --timeout=20000 --dump-dom
""".split()


def page(profile: Path, url: str) -> str:
    """What the browser shows of a page."""
    path = programs.find("chromium")
    assert path is not None
    ran = programs.run([path, *OPTIONS, f"--user-data-dir={profile}", url], timeout=120)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def mark(what: str) -> pytest.MarkDecorator:
    return pytest.mark.interop(peer="Chromium", side="client", what=what)


@mark("Basic")
def test_basic(server: ProtectedServer, tmp_path: Path) -> None:
    url = server.url("/basic", f"{USER}:{quote(PASSWORD)}@")
    assert "accepted" in page(tmp_path, url)
    assert BasicCredentials(USER, PASSWORD) in server.seen.accepted


@mark("Digest")
@pytest.mark.parametrize(
    "path", ["MD5/auth", "MD5-sess/auth", "MD5/none", "SHA-256/auth", "SHA-256+MD5/auth/quote"]
)
def test_digest(server: ProtectedServer, tmp_path: Path, path: str) -> None:
    url = server.url(f"/digest/{path}?a=b%20c", f"{USER}:{quote(PASSWORD)}@")
    assert "accepted" in page(tmp_path, url)
    assert [error.reason for error in server.seen.refused] == []
    assert isinstance(server.seen.accepted[0], DigestCredentials)


@mark("Digest")
def test_digest_with_a_wrong_password(server: ProtectedServer, tmp_path: Path) -> None:
    url = server.url("/digest/MD5/auth", f"{USER}:wrong@")
    assert "accepted" not in page(tmp_path, url)
    assert {error.reason for error in server.seen.refused} == {Reason.WRONG_PROOF}

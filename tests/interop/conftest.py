# SPDX-License-Identifier: MIT
"""Which program is there, that a missing one is told, and the table of what was tried."""

from __future__ import annotations

import os
import tempfile
from base64 import b64encode
from collections import Counter
from collections.abc import Generator, Iterator
from hashlib import sha1
from pathlib import Path
from typing import Any

import pytest

from authheaders.signing import digest

from . import programs, protected

#: By peer, version, side and what was tried: how the tests ended.
TRIED = pytest.StashKey["dict[tuple[str, str, str, str], Counter[str]]"]()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose peer is not installed."""
    for mark in item.iter_markers("interop"):
        peer = mark.kwargs["peer"]
        if programs.version_of(peer) is None:
            pytest.skip(f"{peer} is not installed")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """Enter how a test ended in the table; what was skipped has failed if nothing may be."""
    report: Any = yield
    mark = item.get_closest_marker("interop")
    if mark is not None and report.skipped and os.environ.get(programs.REQUIRED):
        report.outcome = "failed"
    if mark is not None and (report.when == "call" or not report.passed):
        peer = mark.kwargs["peer"]
        version = programs.version_of(peer) or "not installed"
        row = peer, version, mark.kwargs["side"], mark.kwargs["what"]
        tried = item.config.stash.setdefault(TRIED, {})
        tried.setdefault(row, Counter())[report.outcome] += 1
    return report


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Print the table."""
    tried = config.stash.get(TRIED, {})
    if tried:
        terminalreporter.section("interop")
        terminalreporter.line("| program | version | it is | tried | tests |")
        terminalreporter.line("|---|---|---|---|---|")
    for row, outcomes in sorted(tried.items()):
        ended = ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items()))
        terminalreporter.line(f"| {' | '.join([*row, ended])} |")


@pytest.fixture
def server() -> Iterator[protected.ProtectedServer]:
    """A server that uses only this library."""
    with protected.serving() as serving:
        yield serving
    assert serving.seen.failed == []


@pytest.fixture(scope="module")
def readable() -> Iterator[Path]:
    """A directory that a server may use which gives up being root, unlike those of pytest."""
    with tempfile.TemporaryDirectory(prefix="authheaders-") as root:
        Path(root).chmod(0o777)
        yield Path(root)


def digest_users(realm: str) -> str:
    """A file of the form that htdigest writes, with what this library computes."""
    return "".join(
        f"{user}:{realm}:{digest.ha1(user, realm, word)}\n"
        for user, word in protected.PASSWORDS.items()
    )


def basic_users() -> str:
    """A file of the form that htpasswd -s writes."""
    return "".join(
        f"{user}:{{SHA}}{b64encode(sha1(word.encode()).digest()).decode()}\n"
        for user, word in protected.PASSWORDS.items()
    )

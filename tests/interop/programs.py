# SPDX-License-Identifier: MIT
"""Programs that the tests run: where they are, which version, and that they always end."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pytest

#: Set to make a program that is missing a failure: nothing is skipped unnoticed then.
REQUIRED = "AUTHHEADERS_INTEROP_REQUIRED"

#: Programs, and what makes each say its version. All else is a package of PyPI.
ASKING = {
    "curl": ["curl", "--version"],
    "Apache httpd": ["apache2", "-v"],
    "nginx": ["nginx", "-v"],
    "Squid": ["squid", "-v"],
    "Chromium": ["chromium", "--no-sandbox", "--version"],
}
#: Debian has what only root runs in directories that are not in every PATH.
PATH = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"])

#: Nothing of the machine's own set-up may come between.
ENVIRONMENT = {"PATH": PATH, "LC_ALL": "C.UTF-8", "NO_PROXY": "*"}


def find(name: str) -> str | None:
    """Where a program is; None if it is not installed."""
    return shutil.which(name, path=PATH)


def version_of(peer: str) -> str | None:
    """The version of a program or a package; None if it is not installed."""
    if peer not in ASKING:
        try:
            return version(peer)
        except PackageNotFoundError:
            return None
    program, *options = ASKING[peer]
    path = find(program)
    if path is None:
        return None
    said = run([path, *options])
    found = re.search(r"\d+(?:\.\d+)+", said.stdout + said.stderr)
    return found[0] if found else "unknown"


def library(name: str) -> Any:
    """A module of a library; without it the module that asks is skipped, or fails if required."""
    if os.environ.get(REQUIRED):
        return import_module(name)
    return pytest.importorskip(name, reason=f"{name.split('.')[0]} is not installed")


def run(command: list[str], *, timeout: float = 60) -> subprocess.CompletedProcess[str]:
    """Run a program to its end, which comes after so many seconds at the latest."""
    home = {"HOME": os.environ.get("HOME", "/")}
    return subprocess.run(
        command,
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=ENVIRONMENT | home,
        stdin=subprocess.DEVNULL,
        timeout=timeout,
    )


def free_port() -> int:
    """A port of 127.0.0.1 that nothing listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


@contextmanager
def daemon(command: list[str], port: int, log: Path) -> Iterator[None]:
    """A server in the foreground of a process group of its own, until the end of the block."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
        try:
            _await_port(process, port, log)
            yield
        finally:
            _end(process)


def _await_port(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    for _ in range(200):
        if process.poll() is not None:
            break
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(f"it does not listen: {log.read_text(errors='replace')}")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a server with all processes of its group, first asked and then by force."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
        except ProcessLookupError:
            break
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            continue
    process.wait(timeout=10)

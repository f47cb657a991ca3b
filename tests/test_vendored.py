# SPDX-License-Identifier: MIT
"""The package works as a copied folder, below another package and beside itself."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import authheaders

PACKAGE = Path(authheaders.__file__).parent
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))

#: What pip's vendoring tool rewrites, line by line; it gives up at the last.
REWRITTEN = [
    re.compile(r"^(\s*)from authheaders(\.|\s)", re.MULTILINE),
    re.compile(r"^(\s*)import authheaders(\s+as\s|\s*$)", re.MULTILINE),
    re.compile(r"^(\s*)import authheaders\.\S+ as ", re.MULTILINE),
    re.compile(r"^(\s*)import authheaders\.", re.MULTILINE),
]
DOCTEST = re.compile(r"^ *(?:>>>|\.\.\.) .*$", re.MULTILINE)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A directory with ``host._vendor.authheaders`` in it."""
    vendor = tmp_path / "host" / "_vendor"
    vendor.mkdir(parents=True)
    (tmp_path / "host" / "__init__.py").touch()
    (vendor / "__init__.py").touch()
    shutil.copytree(PACKAGE, vendor / "authheaders", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def run(site: Path, code: str, *, installed: bool = False) -> None:
    """Run code where the copy is found, and the original only if it is asked for."""
    paths = [str(site), *([str(PACKAGE.parent)] if installed else [])]
    lines = f"import sys; sys.path[:0] = {paths!r}\n{code}"
    ran = subprocess.run(
        [sys.executable, "-I", "-B", "-W", "error", "-c", lines],
        cwd=site,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize("module", MODULES)
def test_the_rewriting_of_imports_changes_nothing(module: str) -> None:
    source = (PACKAGE / module).read_text(encoding="utf-8")
    assert [pattern.pattern for pattern in REWRITTEN if pattern.search(source)] == []


def test_the_rewriting_would_find_an_absolute_import() -> None:
    for line in ("from authheaders import x", "    import authheaders", "import authheaders.a"):
        assert any(pattern.search(line) for pattern in REWRITTEN)


@pytest.mark.parametrize("module", MODULES)
def test_no_line_of_prose_looks_like_an_import(module: str) -> None:
    source = DOCTEST.sub("", (PACKAGE / module).read_text(encoding="utf-8"))
    assert re.search(r"^\s*(?:from|import) authheaders\b", source, re.MULTILINE) is None


ALL_SCHEMES = """
import pickle
from host._vendor.authheaders import *
from host._vendor.authheaders import BasicCredentials, DigestCredentials, DigestInfo

challenges = parse_challenges('Basic realm="a", Digest realm="a", nonce="n", Bearer scope="b c"')
assert [type(challenge).__name__ for challenge in challenges] == [
    "BasicChallenge", "DigestChallenge", "BearerChallenge"
]
assert parse_challenges(join_challenges(challenges)) == challenges
assert parse_credentials("Basic QTpi") == BasicCredentials("A", "b")
assert parse_credentials("Bearer abc").to_header() == "Bearer abc"
digest = DigestCredentials(username="u", realm="r", nonce="n", uri="/", response="0f" * 16)
assert parse_credentials(digest.to_header()) == digest
assert parse_authentication_info('nextnonce="n"', "Digest") == DigestInfo(nextnonce="n")
for message in (*challenges, digest, GenericChallenge("A", params={"b": "c"})):
    assert pickle.loads(pickle.dumps(message)) == message
    assert type(message).__module__.startswith("host._vendor.authheaders.")
try:
    parse_challenges('Basic realm="a')
except ParseError as error:
    assert pickle.loads(pickle.dumps(error)).reason is Reason.UNCLOSED_QUOTE
"""
NEVER_IMPORTED = """
assert not [name for name in sys.modules if name.split(".")[0] == "authheaders"]
"""


def test_a_vendored_copy_works(site: Path) -> None:
    run(site, ALL_SCHEMES + NEVER_IMPORTED)


def test_a_vendored_copy_never_imports_an_installed_one(site: Path) -> None:
    run(site, ALL_SCHEMES + NEVER_IMPORTED, installed=True)


def test_a_vendored_copy_runs_as_a_module(site: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-B", "-m", "host._vendor.authheaders", 'Basic realm="a"'],
        cwd=site,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr


def test_the_schemes_that_are_left_work_without_one(site: Path) -> None:
    (site / "host" / "_vendor" / "authheaders" / "schemes" / "digest.py").unlink()
    run(
        site,
        """
from host._vendor import authheaders
from host._vendor.authheaders import BasicChallenge, BearerChallenge, parse_challenges

basic, bearer = parse_challenges('Basic realm="a", Bearer realm="a"')
assert (basic, bearer) == (BasicChallenge("a"), BearerChallenge(realm="a"))
assert parse_challenges(basic.to_header()) == [basic]
assert authheaders.parse_credentials("Bearer abc").token == "abc"
generic = authheaders.Schemes().including(BasicChallenge)
(digest,) = parse_challenges('Digest realm="a", nonce="n"', schemes=generic)
assert digest.params["nonce"] == "n"
""",
    )


def test_the_rest_works_without_signing(site: Path) -> None:
    shutil.rmtree(site / "host" / "_vendor" / "authheaders" / "signing")
    run(site, ALL_SCHEMES + NEVER_IMPORTED)
    run(
        site,
        """
from host._vendor import authheaders

for name in authheaders.__all__:
    getattr(authheaders, name)
for cls in authheaders.DEFAULT_SCHEMES.classes():
    assert cls.__module__.startswith("host._vendor.authheaders.schemes.")
assert not [name for name in sys.modules if "signing" in name]
""",
    )


BOTH = """
import authheaders as installed
from host._vendor import authheaders as vendored
"""


def test_classes_of_two_copies_are_not_the_same(site: Path) -> None:
    run(
        site,
        BOTH
        + """
(ours,) = installed.parse_challenges('Basic realm="a"')
(theirs,) = vendored.parse_challenges('Basic realm="a"')
assert type(ours) is not type(theirs)
assert ours != theirs
assert ours.to_header() == theirs.to_header()
assert not isinstance(ours, vendored.Challenge)
assert installed.Reason.EMPTY is not vendored.Reason.EMPTY
""",
        installed=True,
    )


def test_errors_of_one_copy_are_none_of_the_other(site: Path) -> None:
    run(
        site,
        BOTH
        + """
for one, other in ((installed, vendored), (vendored, installed)):
    try:
        one.parse_challenges('"')
    except other.ParseError:
        raise SystemExit("caught the error of the other copy")
    except one.ParseError as error:
        assert error.reason is one.Reason.SCHEME_EXPECTED
""",
        installed=True,
    )


def test_a_class_included_in_one_copy_is_unknown_in_the_other(site: Path) -> None:
    run(
        site,
        BOTH
        + """
class Own(installed.Challenge):
    scheme = "Own"

    @classmethod
    def from_generic(cls, generic):
        return cls()

known = installed.DEFAULT_SCHEMES.including(Own)
assert type(installed.parse_challenges("Own", schemes=known)[0]) is Own
assert type(installed.parse_challenges("Own")[0]) is installed.GenericChallenge
assert type(vendored.parse_challenges("Own")[0]) is vendored.GenericChallenge
try:
    vendored.Schemes().including(Own)
except TypeError:
    pass
else:
    raise SystemExit("took a class of the other copy")
""",
        installed=True,
    )

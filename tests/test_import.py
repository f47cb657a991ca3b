# SPDX-License-Identifier: MIT
"""What an import of the package costs, and what it gives."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import authheaders
from authheaders.registry import ROWS

ROOT = str(Path(authheaders.__file__).parent.parent)

#: All modules of the package that are loaded with it. The others wait for something malformed,
#: a scheme, or the command line.
MODULES = {
    "authheaders",
    "authheaders._abnf",
    "authheaders._grouping",
    "authheaders._lines",
    "authheaders._plain",
    "authheaders._raw",
    "authheaders._tokens",
    "authheaders._writing",
    "authheaders.errors",
    "authheaders.fields",
    "authheaders.generic",
    "authheaders.limits",
    "authheaders.messages",
    "authheaders.params",
    "authheaders.registry",
}
#: What may be loaded besides, beyond ``import re, enum``.
STDLIB = {"__future__", "collections.abc"}
#: What is too dear to load before it is needed.
DEAR = [
    "typing",
    "dataclasses",
    "inspect",
    "hashlib",
    "hmac",
    "json",
    "importlib.metadata",
    "logging",
    "email",
    "base64",
    "urllib.parse",
]


def run(code: str) -> str:
    """Run code in an interpreter of its own, without site packages, and return its output."""
    lines = f"import sys; sys.path.insert(0, {ROOT!r})\n{code}"
    ran = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-W", "error", "-c", lines],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def loaded_by(code: str, before: str = "import re, enum") -> set[str]:
    """The modules that code loads."""
    lines = f"{before}\nbefore = set(sys.modules)\n{code}\nprint(*set(sys.modules) - before)"
    return set(run(lines).split())


def schemes_loaded_by(code: str) -> set[str]:
    """The schemes whose modules code loads."""
    prefix = "authheaders.schemes."
    names = {name.removeprefix(prefix) for name in loaded_by(code) if name.startswith(prefix)}
    return {name for name in names if not name.startswith("_")}


def test_the_import_loads_only_what_is_listed() -> None:
    assert loaded_by("import authheaders") - STDLIB == MODULES


def test_what_is_valid_is_read_with_what_is_loaded() -> None:
    for call in ("parse_challenges('Newauth a=b, Other c')", "parse_credentials('Newauth abc')"):
        assert loaded_by(f"import authheaders; authheaders.{call}") - STDLIB == MODULES


def test_recovery_loads_its_own_when_something_is_refused() -> None:
    recover = "import authheaders; authheaders.recover_challenges"
    valid = loaded_by(f"{recover}('Newauth a=b, Other c')") - STDLIB
    assert valid == MODULES | {"authheaders.recovery"}
    malformed = loaded_by(f"{recover}('Newauth a=b/c')") - STDLIB - {"itertools"}
    assert malformed == valid | {
        "authheaders._departures",
        "authheaders._mending",
        "authheaders._mending_params",
        "authheaders._placing",
        "authheaders._recovering",
        "authheaders._rereading",
    }


@pytest.mark.parametrize("module", DEAR)
def test_the_import_does_not_load_a_dear_module(module: str) -> None:
    assert module not in loaded_by("import authheaders", before="import re, enum")


def test_the_import_loads_no_scheme() -> None:
    assert not [name for name in loaded_by("import authheaders") if "schemes" in name]


@pytest.mark.parametrize("module", sorted({row[1] for row in ROWS}))
def test_a_class_loads_its_scheme_only(module: str) -> None:
    names = {name for row in ROWS if row[1] == module for name in row[2:] if name}
    assert names <= set(authheaders.__all__)
    for name in names:
        assert schemes_loaded_by(f"import authheaders; authheaders.{name}") == {module}
    assert schemes_loaded_by(f"from authheaders import {', '.join(names)}") == {module}


@pytest.mark.parametrize(
    ("call", "modules"),
    [
        ("parse_challenges('Basic realm=\"a\"')", {"basic"}),
        ("parse_challenges('BASIC realm=\"a\", Newauth')", {"basic"}),
        ("parse_challenges('Newauth a=b')", set()),
        ("parse_challenges('')", set()),
        ("parse_credentials('Basic QTpi')", {"basic"}),
        ("parse_credentials('bearer abc')", {"bearer"}),
        ("parse_credentials('Newauth abc')", set()),
        ("parse_authentication_info('', 'Digest')", {"digest"}),
        ("parse_authentication_info('', 'Basic')", set()),
        ("GenericChallenge.parse('Basic realm=\"a\"')", set()),
        ("DEFAULT_SCHEMES.classes()", {row[1] for row in ROWS}),
    ],
)
def test_a_call_loads_the_schemes_that_it_meets(call: str, modules: set[str]) -> None:
    assert schemes_loaded_by(f"import authheaders; authheaders.{call}") == modules


@pytest.mark.parametrize("module", ["digest", "basic"])
def test_signing_loads_no_hash_before_it_computes(module: str) -> None:
    loaded = loaded_by(f"from authheaders.signing import {module}", before="import dataclasses")
    assert not loaded & {"hashlib", "hmac", "secrets", "threading", "unicodedata", "typing"}


def test_a_star_import_gives_every_public_name() -> None:
    code = "from authheaders import *; from authheaders import __all__ as names"
    code += "; print(set(names) - set(dir()))"
    assert run(code) == "set()\n"


def test_public_names_are_sorted_and_unique() -> None:
    names = authheaders.__all__
    assert len(set(names)) == len(names)
    groups = [
        sorted(name for name in names if name.isupper()),
        sorted(name for name in names if name[0].isupper() and not name.isupper()),
        sorted(name for name in names if name.islower()),
    ]
    assert names == [name for group in groups for name in group]


@pytest.mark.parametrize("name", authheaders.__all__)
def test_a_public_name_is_there(name: str) -> None:
    assert name in dir(authheaders)
    found = getattr(authheaders, name)
    assert getattr(found, "__name__", name) == name


def test_dir_knows_the_classes_before_they_are_loaded() -> None:
    code = (
        "import authheaders; print({*authheaders.__all__, '__version__'} - set(dir(authheaders)))"
    )
    assert run(code) == "set()\n"


def test_dir_loads_no_scheme() -> None:
    assert schemes_loaded_by("import authheaders; dir(authheaders)") == set()


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="BasicInfo"):
        authheaders.BasicInfo  # type: ignore[attr-defined]  # noqa: B018
    assert not hasattr(authheaders, "basic_challenge")


def test_a_class_is_the_same_each_time() -> None:
    first = vars(authheaders)["__getattr__"]("DigestInfo")
    assert first is authheaders.DigestInfo


def test_the_version_is_a_literal() -> None:
    source = Path(authheaders.__file__).read_text(encoding="utf-8")
    assert f'\n__version__ = "{authheaders.__version__}"\n' in source


def test_the_package_is_marked_as_typed() -> None:
    assert (Path(authheaders.__file__).parent / "py.typed").is_file()

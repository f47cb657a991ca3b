# SPDX-License-Identifier: MIT
"""The README tells the truth (its Python examples run as doctests)."""

from __future__ import annotations

import re
import shlex
from importlib import import_module
from pathlib import Path

import pytest

from authheaders.__main__ import main
from authheaders.registry import ROWS

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
CI = Path(__file__).parent.parent / ".ci" / "run"

# A command as typed, and what it prints.
SHOWN = re.findall(r"^```\n\$ python -m authheaders (.+)\n((?:.*\n)*?)```$", README, re.MULTILINE)


def test_the_readme_shows_a_run_of_the_command_line() -> None:
    assert SHOWN


@pytest.mark.parametrize(("arguments", "output"), SHOWN)
def test_a_shown_run_prints_what_it_prints(
    arguments: str, output: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(shlex.split(arguments))
    assert capsys.readouterr().out == output


#: The registry of RFC 9110 section 16.4.1, as of 2025-02-18.
REGISTERED = (
    "Basic Bearer Concealed Digest DPoP GNAP HOBA Mutual Negotiate OAuth PrivateToken SCRAM-SHA-1"
    " SCRAM-SHA-256 vapid"
).split()


def cells_of(scheme: str) -> list[str]:
    """The cells of the row of a scheme in the table."""
    (line,) = [line for line in README.splitlines() if line.startswith(f"| {scheme} |")]
    return [cell.strip() for cell in line.strip("|").split("|")]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_the_table_of_schemes_names_each_class_of_a_scheme(row: tuple[str | None, ...]) -> None:
    scheme, _, *names = row
    assert scheme
    cells = " ".join(cells_of(scheme))
    assert all(f"`{name}`" in cells for name in names if name)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_the_table_of_schemes_says_where_the_proof_is(row: tuple[str, ...]) -> None:
    scheme, module, *_ = row
    *_, vectors, computed = cells_of(scheme)
    assert vectors == f"[{module}](tests/vectors/{module}.json)"
    assert (Path(__file__).parent / "vectors" / f"{module}.json").is_file()
    if computed != "\u2013":
        signing = computed.removeprefix("`signing.").removesuffix("`")
        assert import_module(f"authheaders.signing.{signing}")


def test_the_table_of_schemes_says_which_ones_are_registered() -> None:
    schemes = [row[0] for row in ROWS]
    assert [scheme for scheme in schemes if cells_of(scheme)[1] == "yes"] == REGISTERED
    assert [scheme for scheme in schemes if cells_of(scheme)[1] == "no"] == [
        scheme for scheme in schemes if scheme not in REGISTERED
    ]


def test_a_scheme_of_ones_own_takes_less_than_25_lines() -> None:
    (recipe,) = re.findall(r"<!-- recipe -->\n```python\n(.*?)\n```", README, re.DOTALL)
    assert len([line for line in recipe.splitlines() if line.strip(". >")]) < 25


@pytest.mark.parametrize("name", ["explain", "test"])
def test_a_command_of_the_readme_is_what_ci_runs(name: str) -> None:
    if not CI.exists():
        pytest.skip("not a checkout: the sdist has no CI")
    assert f"<!-- command: {name} -->\n```sh\npython3 " in README
    assert f"command_of_readme {name}" in CI.read_text(encoding="utf-8")

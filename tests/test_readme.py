# SPDX-License-Identifier: MIT
"""The README tells the truth (its Python examples run as doctests)."""

from __future__ import annotations

import re
import shlex
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


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_the_table_of_schemes_has_a_row_for_each(row: tuple[str | None, ...]) -> None:
    scheme, _, *classes = row
    cells = next(line for line in README.splitlines() if line.startswith(f"| {scheme} |"))
    assert all(f"`{name}`" in cells for name in classes if name)


def test_a_scheme_of_ones_own_takes_less_than_25_lines() -> None:
    (recipe,) = re.findall(r"<!-- recipe -->\n```python\n(.*?)\n```", README, re.DOTALL)
    assert len([line for line in recipe.splitlines() if line.strip(". >")]) < 25


@pytest.mark.parametrize("name", ["explain", "test"])
def test_a_command_of_the_readme_is_what_ci_runs(name: str) -> None:
    if not CI.exists():
        pytest.skip("not a checkout: the sdist has no CI")
    assert f"<!-- command: {name} -->\n```sh\npython3 " in README
    assert f"command_of_readme {name}" in CI.read_text(encoding="utf-8")

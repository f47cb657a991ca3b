# SPDX-License-Identifier: MIT
"""The README tells the truth (its Python examples run as doctests)."""

from __future__ import annotations

import re
import shlex
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from authheaders import (
    DEFAULT_LIMITS,
    Limits,
    Reason,
    Recovered,
    recover_authentication_info,
    recover_challenges,
    recover_credentials,
)
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


# What recovery forgives: reason, example, perhaps a limit or a number, and what it is read as.
FORGIVEN = re.findall(
    r"^\| `([a-z0-9-]+)` \| `(.*?)`(?: \(`(.+?)`\))? \| (?:`(.*)`|nothing) \|$",
    README,
    re.MULTILINE,
)
#: What recovery never says: a peer can't be blamed for it, or it is asked for nowhere.
NEVER = {
    Reason.WRONG_SCHEME,
    Reason.WRONG_PROOF,
    Reason.STALE,
    Reason.REPLAYED,
    Reason.WRONG_TARGET,
    Reason.DOWNGRADED,
    Reason.UNSUPPORTED,
    Reason.NOT_A_TOKEN,
    Reason.NOT_LATIN1,
}


def test_the_list_of_what_is_forgiven_is_complete() -> None:
    reasons = [reason.value for reason in Reason if reason not in NEVER]
    assert sorted(row[0] for row in FORGIVEN) == sorted(reasons)


def recovered(example: str, condition: str) -> Recovered[Any]:
    name, _, value = example.partition(": ")
    # Controls are written as escapes.
    text = (value or example).encode("latin-1", "backslashreplace").decode("unicode_escape")
    limits = DEFAULT_LIMITS
    if condition.endswith(" times"):
        text *= int(condition.removesuffix(" times"))
    elif condition:
        limit, _, number = condition.partition("=")
        limits = Limits(**{limit: int(number)})
    if name == "Authorization":
        return recover_credentials(value, limits=limits)
    if name == "Authorization:":
        return recover_credentials("", limits=limits)
    if name == "Authentication-Info":
        return recover_authentication_info(value, "Digest", limits=limits)
    return recover_challenges(text, limits=limits)


@pytest.mark.parametrize(
    ("reason", "example", "condition", "read_as"), FORGIVEN, ids=[row[0] for row in FORGIVEN]
)
def test_what_is_forgiven_is_read_as_shown(
    reason: str, example: str, condition: str, read_as: str
) -> None:
    messages, deviations = recovered(example, condition)
    assert reason in [deviation.reason.value for deviation in deviations]
    written = ", ".join(message.to_header() for message in messages)
    assert written == read_as.encode().decode("latin-1")


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

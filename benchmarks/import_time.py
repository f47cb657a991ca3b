# SPDX-License-Identifier: MIT
"""Time the import and the first use of each scheme: ``python benchmarks/import_time.py``.

Each time is taken in a process of its own that has imported ``dataclasses``, ``re`` and
``typing`` before.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from statistics import median
from typing import NamedTuple

from library import ROOT, ROWS

_CHILD = """\
import sys
sys.path.insert(0, {root!r})
import dataclasses, re, typing
from time import perf_counter
{before}
start = perf_counter()
{timed}
print((perf_counter() - start) * 1e3)
"""

IMPORT_MS = 4.0
FIRST_USE_MS = 3.0


class Step(NamedTuple):
    """What is timed, and what happens before in the same process."""

    name: str
    before: str
    timed: str
    most_ms: float


def main() -> None:
    options = _options()
    steps = _steps()
    samples: dict[str, list[float]] = {step.name: [] for step in steps}
    for step in steps:
        _milliseconds(step)  # writes what is compiled
    for number in range(options.rounds):
        for step in reversed(steps) if number % 2 else steps:
            samples[step.name].append(_milliseconds(step))
    width = max(len(step.name) for step in steps)
    print(f"{'':{width}}  least ms  median ms  target  met")
    for step in steps:
        least = min(samples[step.name])
        print(
            f"{step.name:{width}}  {least:8.2f}  {median(samples[step.name]):9.2f}"
            f"  {step.most_ms:6g}  {'yes' if least <= step.most_ms else 'NO'}"
        )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="processes for each line")
    options = parser.parse_args()
    if options.rounds < 1:
        parser.error("--rounds must be at least 1")
    return options


def _steps() -> list[Step]:
    steps = [Step("import authheaders", "", "import authheaders", IMPORT_MS)]
    for scheme, _, *classes in ROWS:
        name = next(name for name in classes if name is not None)
        timed = f"authheaders.{name}"
        steps.append(Step(f"first use of {scheme}", "import authheaders", timed, FIRST_USE_MS))
    return steps


def _milliseconds(step: Step) -> float:
    code = _CHILD.format(root=str(ROOT), before=step.before, timed=step.timed)
    command = [sys.executable, "-I", "-S", "-c", code]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


if __name__ == "__main__":
    main()

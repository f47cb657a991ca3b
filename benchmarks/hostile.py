# SPDX-License-Identifier: MIT
"""Time hostile input with all limits lifted: ``python benchmarks/hostile.py``."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from functools import partial
from time import thread_time
from typing import NamedTuple, TypeAlias

import cases
from library import authheaders
from shapes import SHAPES, Shape
from timing import compare, no_collection

SMALL, LARGE = 65_536, 262_144
SIZES = {"1 kB": 1_024, "64 kB": SMALL, "256 kB": LARGE, "1 MB": 1_048_576}

MOST_MS = 25.0
MOST_GROWTH = 8.0
# Below this the clock says nothing about growth.
LEAST_MS = 2.0

# What costs more is not timed again, nor at a greater length.
PATIENCE_MS = 500.0

_LIFTED = authheaders.Limits(length=10**9, messages=10**9, params=10**9)
_GENERIC = authheaders.Schemes()

Parse: TypeAlias = Callable[["str | list[str]"], object]


class BareScheme(authheaders.Challenge):
    """A challenge of a scheme that takes text which is no token."""

    __slots__ = ()
    scheme = "A"
    takes_bare_runs = True

    @classmethod
    def from_generic(cls, generic: authheaders.GenericChallenge) -> BareScheme:
        return cls()

    def to_generic(self) -> authheaders.GenericChallenge:
        return authheaders.GenericChallenge("A")


PARSERS: dict[str, Parse] = {
    "challenges": partial(authheaders.parse_challenges, limits=_LIFTED),
    "challenges, generic": partial(authheaders.parse_challenges, schemes=_GENERIC, limits=_LIFTED),
    "challenges, bare": partial(
        authheaders.parse_challenges, schemes=_GENERIC.including(BareScheme), limits=_LIFTED
    ),
    "credentials": partial(authheaders.parse_credentials, limits=_LIFTED),
    "credentials, generic": partial(
        authheaders.parse_credentials, schemes=_GENERIC, limits=_LIFTED
    ),
    "info": partial(authheaders.parse_authentication_info, scheme="Digest", limits=_LIFTED),
    "recovery": partial(authheaders.recover_challenges, limits=_LIFTED),
    "recovery, generic": partial(authheaders.recover_challenges, schemes=_GENERIC, limits=_LIFTED),
    "recovery, credentials": partial(authheaders.recover_credentials, limits=_LIFTED),
    "recovery, info": partial(
        authheaders.recover_authentication_info, scheme="Digest", limits=_LIFTED
    ),
    # As users have it: reading ends at the limits.
    "recovery, limits": partial(
        authheaders.recover_challenges, limits=authheaders.Limits(length=10**9)
    ),
}


class Finding(NamedTuple):
    """What one shape cost one parser."""

    parser: str
    shape: str
    small_ms: float
    large_ms: float
    outcome: str

    @property
    def growth(self) -> float:
        return self.large_ms / self.small_ms

    @property
    def broken(self) -> bool:
        return self.outcome.startswith("BROKEN")

    @property
    def met(self) -> bool:
        grows_well = self.growth <= MOST_GROWTH or self.large_ms < LEAST_MS
        return self.small_ms <= MOST_MS and grows_well and not self.broken


def main() -> None:
    options = _options()
    findings = [
        _find(parser, shape, options.repeats)
        for shape in SHAPES
        if options.only in shape
        for parser in PARSERS
    ]
    findings.sort(key=lambda finding: (finding.met, not finding.broken, -finding.small_ms))
    shown = [finding for finding in findings if not finding.met]
    shown += [finding for finding in findings if finding.met][: options.show]
    yardstick = compare({"": partial(cases.yardstick, cases.DIGEST_CHALLENGES)}, 9)[""]
    print(f"Yardstick of run.py on row c: {yardstick.least:.2f} µs.")
    print(f"{len(findings)} cases; the worst:\n")
    _print_findings(shown)
    print(f"\nMicroseconds a kilobyte, the {options.sizes} worst:\n")
    slowest = sorted(findings, key=lambda finding: -finding.small_ms)
    _print_sizes(slowest[: options.sizes], options.repeats)
    missed = sum(not finding.met for finding in findings)
    print(f"\n{missed} of {len(findings)} miss {MOST_MS:g} ms or growth {MOST_GROWTH:g}.")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=3, help="the least of so many times")
    parser.add_argument("--show", type=int, default=40, help="how many to show beside the missed")
    parser.add_argument("--sizes", type=int, default=12, help="how many to time from 1 kB to 1 MB")
    parser.add_argument("--only", default="", help="shapes whose name holds this text")
    return parser.parse_args()


def _find(parser: str, shape: str, repeats: int) -> Finding:
    make = SHAPES[shape]
    small, outcome = _milliseconds(PARSERS[parser], make, SMALL, repeats)
    large, _ = _milliseconds(PARSERS[parser], make, LARGE, repeats)
    return Finding(parser, shape, small, large, outcome)


def _milliseconds(parse: Parse, make: Shape, size: int, repeats: int) -> tuple[float, str]:
    value = make(size)
    least = float("inf")
    outcome = ""
    for _ in range(repeats):
        with no_collection():
            start = thread_time()
            outcome = _outcome(parse, value)
            least = min(least, (thread_time() - start) * 1e3)
        if least > PATIENCE_MS:
            break
    return least, outcome


def _outcome(parse: Parse, value: str | list[str]) -> str:
    try:
        parse(value)
    except authheaders.ParseError as error:
        return error.reason.value
    except Exception as error:  # what this looks for: nothing else may come out
        return f"BROKEN {type(error).__name__}"
    return "parsed"


def _print_findings(findings: Sequence[Finding]) -> None:
    print(f"{'ms 64 kB':>9} {'ms 256 kB':>10} {'growth':>7}  {'met':4}{'parser':22}shape → outcome")
    for finding in findings:
        print(
            f"{finding.small_ms:9.2f} {finding.large_ms:10.2f} {finding.growth:7.1f}  "
            f"{'yes' if finding.met else 'NO':4}{finding.parser:22}"
            f"{finding.shape} → {finding.outcome}"
        )


def _print_sizes(findings: Sequence[Finding], repeats: int) -> None:
    print("".join(f"{name:>9}" for name in SIZES) + "  parser, shape")
    for finding in findings:
        parse, make = PARSERS[finding.parser], SHAPES[finding.shape]
        cells = []
        least = 0.0
        for size in SIZES.values():
            if least > PATIENCE_MS:
                cells.append("-")
                continue
            least, _ = _milliseconds(parse, make, size, repeats)
            cells.append(f"{least * 1e3 / (size / 1024):.1f}")
        numbers = "".join(f"{cell:>9}" for cell in cells)
        print(f"{numbers}  {finding.parser}, {finding.shape}")


if __name__ == "__main__":
    main()

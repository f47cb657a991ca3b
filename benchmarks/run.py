# SPDX-License-Identifier: MIT
"""Compare the speed of this library with that of others: ``python benchmarks/run.py``."""

from __future__ import annotations

import argparse
import platform
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import TypeAlias

from cases import Row, rows, yardstick
from library import authheaders
from peers import PEERS, Calls, Peer
from timing import Timing, compare

_YARDSTICK = "findall"
_BARE = "bare"

#: By the id of the row, and by the name of what was timed.
Results: TypeAlias = dict[str, dict[str, Timing]]


def main() -> None:
    options = _options()
    table = [row for row in rows() if not options.rows or row.id in options.rows]
    for row in table:
        _check(row)
    loaded, notes = _load()
    results: Results = {row.id: _measure(row, loaded, options.rounds) for row in table}
    python = f"{platform.python_implementation()} {platform.python_version()}"
    print(f"authheaders {authheaders.__version__}, {python}, {options.rounds} rounds\n")
    print("Times as fast as the peer (least time of each). Above 1, this library is faster.\n")
    peers = [_YARDSTICK, _BARE, *loaded]
    _print_table(_ratios(table, results, peers), options.markdown)
    print("\nMicroseconds, least / median.\n")
    _print_table(_times(table, results, peers), options.markdown)
    print("\nWhat the peers do and do not do\n")
    for line in notes:
        print(f"- {line}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="samples of each call (at least 1)")
    parser.add_argument("--rows", type=_ids, default=[], help="ids of rows, such as a,b")
    parser.add_argument("--markdown", action="store_true", help="print tables as markdown")
    options = parser.parse_args()
    if options.rounds < 1:
        parser.error("--rounds must be at least 1")
    return options


def _ids(text: str) -> list[str]:
    ids = text.split(",")
    known = [row.id for row in rows()]
    for name in ids:
        if name not in known:
            raise argparse.ArgumentTypeError(f"no row {name!r}; there are {','.join(known)}")
    return ids


def _load() -> tuple[dict[str, Calls], list[str]]:
    """The calls of the peers that are installed, and a note on every peer."""
    loaded: dict[str, Calls] = {}
    notes = []
    for peer in PEERS:
        try:
            loaded[peer.name] = peer.load()
        except (ImportError, SyntaxError):  # or written for a newer Python
            notes.append(f"{peer.name}: {peer.absent}, left out.")
        else:
            notes.append(f"{peer.name} {_version(peer)}: {peer.work}")
    return loaded, notes


def _version(peer: Peer) -> str:
    try:
        return version(peer.name)
    except PackageNotFoundError:
        return "(version unknown)"


def _check(row: Row) -> None:
    """See that the variants of a row mean the same before their speed is compared."""
    written = {name: _written(call()) for name, call in row.calls.items()}
    if len(set(written.values())) != 1:
        raise SystemExit(f"row {row.id}: the variants differ: {written}")


def _written(result: object) -> str | tuple[object, ...]:
    """What a call gave, without what a scheme is free to write in another way."""
    if isinstance(result, list):
        return tuple(message.scheme for message in result)
    if isinstance(result, str):
        return result
    return (getattr(result, "scheme", None),)


def _measure(row: Row, loaded: dict[str, Calls], rounds: int) -> dict[str, Timing]:
    calls = dict(row.calls)
    calls[_YARDSTICK] = lambda: yardstick(row.text)
    if row.bare is not None:
        calls[_BARE] = row.bare
    for name, peer_calls in loaded.items():
        if row.id in peer_calls:
            calls[name] = peer_calls[row.id]
    return compare(calls, rounds)


def _ratios(table: Sequence[Row], results: Results, peers: Sequence[str]) -> list[list[str]]:
    lines = [["", "input", "variant", "µs", *peers, "target", "met"]]
    for row in table:
        timings = results[row.id]
        for variant in row.calls:
            least = timings[variant].least
            ratios = [
                f"{timings[peer].least / least:.2f}" if peer in timings else "-" for peer in peers
            ]
            target, met = _verdict(row, variant, timings)
            lines.append([row.id, row.title, variant, f"{least:.2f}", *ratios, target, met])
    return lines


def _verdict(row: Row, variant: str, timings: dict[str, Timing]) -> tuple[str, str]:
    """The targets of a variant of a row, and whether each is met."""
    targets = [target for target in row.targets if target.variant == variant]
    verdicts = []
    for target in targets:
        if target.peer not in timings:
            verdicts.append("not measured")
        elif timings[target.peer].least / timings[variant].least >= target.factor:
            verdicts.append("yes")
        else:
            verdicts.append("NO")
    wanted = ", ".join(f"{target.peer} {target.factor:.3g}" for target in targets)
    return wanted or "-", ", ".join(verdicts) or "-"


def _times(table: Sequence[Row], results: Results, peers: Sequence[str]) -> list[list[str]]:
    variants = ["generic", "typed", "build"]
    lines = [["", "input", *variants, *peers]]
    for row in table:
        timings = results[row.id]
        cells = [
            f"{timings[name].least:.2f} / {timings[name].middle:.2f}" if name in timings else "-"
            for name in (*variants, *peers)
        ]
        lines.append([row.id, row.title, *cells])
    return lines


def _print_table(lines: Sequence[Sequence[str]], markdown: bool) -> None:
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for number, line in enumerate(lines):
        cells = [cell.ljust(width) for cell, width in zip(line, widths, strict=True)]
        print(f"| {' | '.join(cells)} |" if markdown else "  ".join(cells).rstrip())
        if number == 0 and markdown:
            print(f"|{'|'.join('-' * (width + 2) for width in widths)}|")
        elif number == 0:
            print("  ".join("-" * width for width in widths))


if __name__ == "__main__":
    main()

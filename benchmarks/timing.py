# SPDX-License-Identifier: MIT
"""Time several calls side by side, so that a busy machine slows all of them alike."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import repeat
from statistics import median
from time import thread_time
from typing import NamedTuple, TypeAlias

Call: TypeAlias = Callable[[], object]

# Long against the resolution of the clock, short against the time slice of a scheduler.
_SAMPLE_SECONDS = 0.004


class Timing(NamedTuple):
    """Microseconds of one call."""

    least: float
    middle: float


@contextmanager
def no_collection() -> Iterator[None]:
    """Keep the garbage collector out of what is timed."""
    was_enabled = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def compare(calls: Mapping[str, Call], rounds: int) -> dict[str, Timing]:
    """Time each call once a round, in reverse order every other round."""
    counts = {name: _count(call) for name, call in calls.items()}
    samples: dict[str, list[float]] = {name: [] for name in calls}
    for number in range(rounds):
        order = list(calls)
        if number % 2:
            order.reverse()
        with no_collection():
            for name in order:
                samples[name].append(_seconds(calls[name], counts[name]) / counts[name] * 1e6)
    return {name: Timing(min(found), median(found)) for name, found in samples.items()}


def _count(call: Call) -> int:
    """How many calls make a sample; whatever a first call sets up is set up by then."""
    count = 1
    while (seconds := _seconds(call, count)) < _SAMPLE_SECONDS / 8:
        count *= 4
    return max(1, round(count * _SAMPLE_SECONDS / seconds))


def _seconds(call: Call, count: int) -> float:
    start = thread_time()
    for _ in repeat(None, count):
        call()
    return thread_time() - start

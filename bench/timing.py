"""Times contenders side by side: in turns, so that a busy machine hits all of them, with the collector kept out."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contender:
    """Something to time: `run(i)` does one unit of work, number `i` of `count`."""

    name: str
    run: Callable[[int], object]
    count: int


@dataclass(frozen=True, slots=True)
class Timing:
    """Times of one unit, in milliseconds."""

    median: float
    p95: float
    least: float
    units: int

    @classmethod
    def of(cls, nanoseconds: Sequence[int]) -> Timing:
        """The figures of a series of times."""
        ordered = sorted(nanoseconds)
        late = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
        return cls(statistics.median(ordered) / 1e6, late / 1e6, ordered[0] / 1e6, len(ordered))


def race(contenders: Sequence[Contender], rounds: int, warm_up: bool = True) -> dict[str, Timing]:
    """Let contenders take turns for a number of rounds; who begins changes each round."""
    times: dict[str, list[int]] = {contender.name: [] for contender in contenders}
    if warm_up:
        for contender in contenders:
            for number in range(contender.count):
                contender.run(number)
    for turn in range(rounds):
        shift = turn % len(contenders)
        for contender in (*contenders[shift:], *contenders[:shift]):
            _one_turn(contender, times[contender.name])
    return {name: Timing.of(found) for name, found in times.items()}


def _one_turn(contender: Contender, times: list[int]) -> None:
    run, clock = contender.run, time.perf_counter_ns
    gc.collect()
    gc.disable()
    try:
        for number in range(contender.count):
            start = clock()
            run(number)
            times.append(clock() - start)
    finally:
        gc.enable()

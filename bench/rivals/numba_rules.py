"""The subsidy rules of the measuring town as one compiled loop (numba): the limit for this work on this machine.

What one would do by hand to be fast: the calendar and the amounts per age are looked up in small tables made before,
and each person is touched once.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from bench.crowd import Array, People
from bench.rivals.numpy_rules import AMOUNTS, BOUNDS, LEGAL_WAGE

try:
    from numba import njit
except ImportError:  # the measure is left out
    njit = None
FIRST = 693_596  # 1 January 1900
EPOCH = 719_163


class Kernel:
    """The compiled loop with its tables; `there` is False when numba is not installed."""

    there = njit is not None

    def __init__(self) -> None:
        days = (np.arange(FIRST, FIRST + 75_000) - EPOCH).astype("M8[D]")
        months = days.astype("M8[M]")
        self.months: Array = months.astype(np.int32)
        self.doms: Array = (days - months).astype(np.int8)
        self.yearly: Array = AMOUNTS[np.searchsorted(BOUNDS, np.arange(130), side="right")].astype(np.int64)
        self.loop: Any = njit(_subsidies)

    def run(self, people: People) -> tuple[Array, Array]:
        """Per subsidy and person whether it may be had, and its cents."""
        allowed = np.empty((3, people.count), np.bool_)
        cents = np.empty((3, people.count), np.int64)
        self.loop(people.birth, people.start, people.hours, people.months, people.parts, people.wage, people.worth,
                  self.months, self.doms, self.yearly, allowed, cents)  # fmt: skip
        return allowed, cents


def _subsidies(  # type: ignore[no-untyped-def]
    birth, start, hours, months, parts, wage, worth, month_of, dom_of, yearly, allowed, cents
):
    for i in range(len(birth)):
        born, now = birth[i] - FIRST, start[i] - FIRST
        whole = month_of[now] - month_of[born] - (dom_of[now] < dom_of[born])
        allowed[0, i] = hours[i] >= 12
        cents[0, i] = (yearly[whole // 12] * hours[i] * months[i] * 2 + 432) // 864
        allowed[1, i] = parts[i] >= 1
        cents[1, i] = min(parts[i], 4) * 1_250 * months[i]
        allowed[2, i] = worth[i] < 100
        capped = min((100 - worth[i]) * wage[i], 70 * LEGAL_WAGE)
        cents[2, i] = (capped * 133_380 * 2 + 10_000_000) // 20_000_000

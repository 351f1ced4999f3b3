"""The subsidy rules of the measuring town by hand in NumPy: whole cents, no unknowns, one array after the other."""

from __future__ import annotations

import numpy as np

from bench.crowd import Array, People

BOUNDS = np.array([18, 19, 20, 21, 27, 50])
AMOUNTS = np.array([100_000, 325_000, 390_000, 480_000, 600_000, 525_000, 750_000])
LEGAL_WAGE = 219_180


def ages(birth: Array, day: Array) -> Array:
    """The age on a day, both by their number in the calendar; born on 29 February, a birthday is on 1 March."""
    epoch = 719_163
    one, two = ((part.astype(np.int64) - epoch).astype("M8[D]") for part in (birth, day))
    born, now = one.astype("M8[M]"), two.astype("M8[M]")
    months = now.astype(np.int64) - born.astype(np.int64) - ((two - now) < (one - born))
    found: Array = months // 12
    return found


def subsidies(people: People) -> list[tuple[Array, Array]]:
    """Per subsidy who may have it, and the cents."""
    hours, months, worth = (part.astype(np.int64) for part in (people.hours, people.months, people.worth))
    age = ages(people.birth, people.start)
    yearly = AMOUNTS[np.searchsorted(BOUNDS, age, side="right")]
    first = (yearly * hours * months * 2 + 36 * 12) // (2 * 36 * 12)
    second = np.minimum(people.parts, 4).astype(np.int64) * 1_250 * months
    capped = np.minimum((100 - worth) * people.wage.astype(np.int64), 70 * LEGAL_WAGE)
    third = (capped * 108 * 1235 * 2 + 10_000_000) // (2 * 10_000_000)
    return [(people.hours >= 12, first), (people.parts >= 1, second), (people.worth < 100, third)]

"""The legal calendar on arrays of day numbers: months and years later, ages, whole months, as `trede.terms` says it.

Years, months and days of the month are looked up in a table of the years 1800 to 2299, made when first needed; a day
outside it goes the longer way. Rare steps (working days) are computed once for each different day.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache

import numpy as np

from trede.reason.caseload.context import Context
from trede.reason.caseload.numbers import strict
from trede.reason.caseload.planes import Array, either, pack, without
from trede.reason.caseload.values import NO_DAY, Days, Nums, Unsupported
from trede.reason.operations import FURTHEST, moved

FIRST, LAST = date(1800, 1, 1).toordinal(), date(2299, 12, 31).toordinal()
EPOCH = date(1970, 1, 1).toordinal()
FIRST_MONTH = 12 * 1800
Part = Array | int


def _split(day: Array) -> tuple[Array, Array]:
    """The month (counted from year nought) and the day of the month of day numbers."""
    dates = (day.astype(np.int64) - EPOCH).astype("M8[D]")
    months = dates.astype("M8[M]")
    return months.astype(np.int64).astype(np.int32) + 1970 * 12, (dates - months).astype(np.int64).astype(np.int8) + 1


@cache
def _table() -> tuple[Array, Array]:
    return _split(np.arange(FIRST, LAST + 1, dtype=np.int32))


def month_and_day(day: Part) -> tuple[Part, Part]:
    """The month (counted from year nought) and the day of the month."""
    if isinstance(day, int):
        one = date.fromordinal(day)
        return one.year * 12 + one.month - 1, one.day
    if day.size and (day.min() < FIRST or day.max() > LAST):
        return _split(day)
    months, days = _table()
    at = np.subtract(day, FIRST, dtype=np.intp)
    return months.take(at), days.take(at)


def month_start(month: Array) -> Array:
    """The day number of the first of a month (counted from year nought)."""
    low, high = FIRST_MONTH, FIRST_MONTH + 12 * 500
    if month.size and month.min() >= low and month.max() <= high:
        return _starts().take(month - low)
    return _month_start(month)


@cache
def _starts() -> Array:
    return _month_start(np.arange(FIRST_MONTH, FIRST_MONTH + 12 * 500 + 1))


def _month_start(month: Array) -> Array:
    first: Array = (month.astype(np.int64) - 1970 * 12).astype("M8[M]").astype("M8[D]").astype(np.int64) + EPOCH
    return first


def later(ctx: Context, day: Days, step: Nums, unit: str, sign: int) -> Days:
    """A day plus (or minus) a number of units, as `operations.moved`: absent when there is no such day."""
    unknown, absent = strict(day, step)
    count = whole(step)
    far = (count > FURTHEST) | (count < -FURTHEST)
    if unit == "werkdagen":
        start, number = np.broadcast_arrays(np.asarray(day.day), np.asarray(sign * count))
        found = _each(lambda one, n: moved(one, n, unit), start, number)
    else:
        number = np.asarray(np.where(far, 0, count) * sign, np.int64)
        found = (
            _months_later(day.day, number * (12 if unit == "jaar" else 1))
            if unit in ("maanden", "jaar")
            else (np.asarray(day.day, np.int64) + number * (7 if unit == "weken" else 1))
        )
    bad = np.broadcast_to(far | (found < 1) | (found > date.max.toordinal()), (ctx.count,))
    if bad.any():
        absent = either((absent, without(pack(bad), either(unknown.values()))))
        found = np.where(bad, NO_DAY, found)
    return Days(np.asarray(found, np.int32), unknown=unknown, absent=absent)


def whole(step: Nums) -> Array:
    """The whole part of a number, as `int` takes it."""
    if isinstance(step.den, int) and step.den == 1:
        return np.asarray(step.num)
    return np.asarray(np.sign(step.num) * (np.abs(step.num) // step.den))


def _months_later(day: Part, number: Array) -> Array:
    month, dom = month_and_day(day)
    target = np.asarray(month + number)
    outside = (target < 12) | (target >= 12 * 10_000)
    target = np.where(outside, 1970 * 12, target)
    first = month_start(target)
    length = month_start(target + 1) - first
    return np.where(outside, 0, first + np.minimum(dom, length) - 1)


def _each(function: Callable[[date, int], date | None], day: Array, number: Array) -> Array:
    """A function of a day and a number, computed once for each different pair; 0 when there is no such day."""
    pairs, back = np.unique(np.stack([day.ravel(), number.ravel()]).astype(np.int64), axis=1, return_inverse=True)
    found = [function(date.fromordinal(int(one)), int(n)) for one, n in pairs.T]
    return np.array([one.toordinal() if one else 0 for one in found], np.int64)[back.ravel()].reshape(day.shape)


def between(ctx: Context, unit: str, start: Days, end: Days) -> Nums:
    """Whole units from a day to a day, as `operations.BETWEEN`."""
    unknown, absent = strict(start, end)
    one, two = start.day, end.day
    if unit in ("dagen", "weken"):
        found = np.subtract(two, one, dtype=np.int64)
        return Nums(found // 7 if unit == "weken" else found, 1, 4_000_000, unknown=unknown, absent=absent)
    if unit not in ("jaar", "maanden"):
        raise Unsupported(f"tellen in {unit}")
    found = _years(one, two) if unit == "jaar" else _months(one, two)
    before = np.broadcast_to(np.asarray(two) < one, (ctx.count,))
    if before.any():
        absent = either((absent, without(pack(before), either(unknown.values()))))
        found = np.where(before, 0, found)
    return Nums(found, 1, 120_000, unknown=unknown, absent=absent)


def _years(one: Part, two: Part) -> Array:
    """The age: somebody born on 29 February has a birthday on 1 March in other years."""
    (birth, born), (month, dom) = month_and_day(one), month_and_day(two)
    months = np.subtract(month, birth, dtype=np.int64) - (np.asarray(dom) < born)
    return months // 12


def _months(one: Part, two: Part) -> Array:
    """Whole months of a period whose last day belongs to it."""
    after = two + 1
    (first, dom), (month, last) = month_and_day(one), month_and_day(after)
    ends = np.asarray(month_and_day(after + 1)[0]) != month  # the day after is the last of its month
    short = (np.asarray(dom) > last) & ~ends
    return np.asarray(np.subtract(month, first, dtype=np.int64) - short)


def first_of_month(day: Days) -> Days:
    """The first day of the month."""
    _, dom = month_and_day(day.day)
    return Days(np.asarray(day.day - dom + 1, np.int32), unknown=day.unknown, absent=day.absent)


def extreme(op: str, parts: list[Days]) -> Days:
    """The earliest or the latest day."""
    unknown, absent = strict(*parts)
    found: Part = parts[0].day
    for part in parts[1:]:
        if isinstance(found, int) and isinstance(part.day, int):
            found = min(found, part.day) if op == "min" else max(found, part.day)
        else:
            found = (np.minimum if op == "min" else np.maximum)(found, part.day)
    return Days(found, unknown=unknown, absent=absent)

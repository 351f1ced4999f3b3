"""What expressions compute with: exact arithmetic, days, folds over lists, and what is agreed while in doubt."""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from trede.law import norms
from trede.law.kinds import Number, exact, round_half_up
from trede.reason.values import Unknown, Value
from trede.terms import add_months, add_working_days, age_on, months_between

FURTHEST = 100_000  # units of time; further away there is no day


def moved(day: date, number: Number, unit: str) -> date | None:
    """A day plus a number of units; whole months and years keep the day number, or take the month's last day.

    None when there is no such day on the calendar.
    """
    if not -FURTHEST <= number <= FURTHEST:
        return None
    try:
        if unit == "maanden":
            return add_months(day, int(number))
        if unit == "jaar":
            return add_months(day, 12 * int(number))
        if unit == "werkdagen":
            return add_working_days(day, int(number))
        return day + timedelta(days=int(number) * (7 if unit == "weken" else 1))
    except (ValueError, OverflowError):
        return None


def agreed(doubt: Unknown, possible: list[Value]) -> Value:
    """What several possible values come to while it is in `doubt` which one holds."""
    first = possible[0]
    if type(first) is not Unknown and all(type(v) is not Unknown and v == first for v in possible):
        return first
    for value in possible:
        if type(value) is Unknown:
            doubt = doubt | value
    return doubt


def cell_test(cell: norms.Cell) -> Callable[[Value], bool] | None:
    """Whether a known value fits a key cell of a table; None when any value does."""
    wanted: Any = cell.value
    if cell.op == "*":
        return None
    if cell.op == "=":
        return lambda value: bool(value == wanted)
    if cell.op == "∈":
        return lambda value: value in wanted
    if cell.op == "..":
        low, high = wanted
        return lambda value: value is not None and bool(low <= value <= high)
    test = {"≥": operator.ge, "≤": operator.le, "<": operator.lt, ">": operator.gt}[cell.op]
    return lambda value: value is not None and bool(test(value, wanted))


def _divide(one: Number, two: Number) -> Value:
    return None if two == 0 else exact(Fraction(one) / two)


def _sum(values: list[Value]) -> Value:
    missing = _missing(values)
    if missing is not None:
        return missing
    return None if None in values else exact(sum(values, Fraction(0)))


def _any(values: list[Value]) -> Value:
    if any(value is True for value in values):
        return True
    missing = _missing(values)
    return False if missing is None else missing


def _every(values: list[Value]) -> Value:
    if any(value is False or value is None for value in values):
        return False
    missing = _missing(values)
    return True if missing is None else missing


def _missing(values: list[Value]) -> Unknown | None:
    found: Unknown | None = None
    for value in values:
        if type(value) is Unknown:
            found = value if found is None else found | value
    return found


def _days(start: date, end: date) -> int:
    return (end - start).days


ARITH: dict[str, Callable[..., Value]] = {
    "+": lambda a, b: exact(a + b), "−": lambda a, b: exact(a - b), "×": lambda a, b: exact(a * b), "/": _divide,
}  # fmt: skip


def _whole(count: Callable[[date, date], int]) -> Callable[[date, date], Value]:
    """Whole units from a day to a day; absent when the second day comes first, for there is no such period."""
    return lambda start, end: None if end < start else count(start, end)


BETWEEN: dict[str, Callable[..., Value]] = {
    "jaar": _whole(age_on), "maanden": _whole(months_between), "dagen": _days,
    "weken": lambda a, b: _days(a, b) // 7,
}  # fmt: skip
ROUND: dict[str, Callable[..., Value]] = {
    "cent": round_half_up, "heel": round_half_up, "euro": lambda cents: 100 * round_half_up(Fraction(cents, 100)),
    "procent": lambda share: exact(Fraction(round_half_up(share * 100), 100)),
    "omhoog": lambda value: -(-value // 1), "omlaag": lambda value: value // 1,
}  # fmt: skip
FOLDS: dict[str, Callable[[list[Value]], Value]] = {"sum": _sum, "count": _sum, "any": _any, "every": _every}

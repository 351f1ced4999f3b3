"""The calendar for the solver: days as months and day numbers, exact at month ends and on 29 February.

Order, ages and whole months need no day count in this form; only days and weeks do. The functions follow
`trede.terms` and `reason.operations`; the tests hold them against those.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

import z3

from trede.reason.compare.symbols import (
    Amount,
    Day,
    Truth,
    Unencodable,
    at_most,
    both,
    choose,
    either,
    least,
    less,
    no,
    same,
    toward_zero,
)
from trede.reason.operations import FURTHEST, moved

SHORT = (3, 5, 8, 10)  # April, June, September, November, counted from zero
COMMON = (1700, 1800, 1900, 2100, 2200, 2300)  # divided by four, yet without a leap day
FIRST, LAST = 12 * 1600, 12 * 2400 - 1  # the months that the solver reckons with
NEAR = 400  # days that are counted month by month; further away by their number


def day_of(day: date) -> Day:
    """A day that is known while building.

    >>> day_of(date(2024, 2, 29))
    Day(month=24289, day=29)
    """
    return Day(12 * day.year + day.month - 1, day.day)


def date_of(month: int, day: int) -> date:
    """The day on the calendar.

    >>> date_of(24289, 29)
    datetime.date(2024, 2, 29)
    """
    return date(month // 12, month % 12 + 1, day)


@lru_cache(maxsize=4096)
def month_length(month: Amount) -> Amount:
    """The number of days in a month of the years in hand."""
    of_year = month % 12
    leap = both(same(month % 48, 1), *(no(same(month, 12 * year + 1)) for year in COMMON))
    short = either(*(same(of_year, number) for number in SHORT))
    return choose(same(of_year, 1), choose(leap, 29, 28), choose(short, 30, 31))


def day_number(day: Day) -> Amount:
    """A count of days, one for each: of years that begin in March, so that a leap day comes last."""
    shifted = day.month - 2
    symbolic = isinstance(shifted, z3.ExprRef)
    year, of_year = (shifted / 12, shifted % 12) if symbolic else divmod(shifted, 12)
    if symbolic:
        return 365 * year + year / 4 - year / 100 + year / 400 + (153 * of_year + 2) / 5 + day.day
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * of_year + 2) // 5 + day.day


def years_between(start: Day, end: Day) -> Amount:
    """Whole years from a day to a later one; who was born on 29 February has a birthday on 1 March."""
    return _floor(end.key - start.key, 384)


def months_between(start: Day, last: Day) -> Amount:
    """Whole months in a period whose last day belongs to it."""
    after = day_after(last)
    over = less(after.day, least(start.day, month_length(after.month)))
    return after.month - start.month - choose(over, 1, 0)


def day_after(day: Day) -> Day:
    """The next day."""
    at_end = same(day.day, month_length(day.month))
    return Day(choose(at_end, day.month + 1, day.month), choose(at_end, 1, day.day + 1))


def day_before(day: Day) -> Day:
    """The day before."""
    at_start = same(day.day, 1)
    before = day.month - 1
    return Day(choose(at_start, before, day.month), choose(at_start, month_length(before), day.day - 1))


def days_between(start: Day, end: Day) -> Amount:
    """The number of days from a day to another."""
    return day_number(end) - day_number(start)


def weeks_between(start: Day, end: Day) -> Amount:
    """Whole weeks, rounded down."""
    return _floor(days_between(start, end), 7)


def _floor(value: Amount, by: int) -> Amount:
    return value / by if isinstance(value, z3.ExprRef) else value // by


def _symbolic(*parts: Any) -> bool:
    return any(isinstance(part, z3.ExprRef) for part in parts)


def _near(day: Day, days: int) -> Day:
    """A day a known number of days away: at most 28 at a time, so that a month's end is passed once."""
    month, number = day.month, day.day
    while days > 0:
        step = min(days, 28)
        length = month_length(month)
        inside = at_most(number + step, length)
        number = choose(inside, number + step, number + step - length)
        month, days = choose(inside, month, month + 1), days - step
    while days < 0:
        step = min(-days, 28)
        inside = less(step, number)
        number = choose(inside, number - step, number - step + month_length(month - 1))
        month, days = choose(inside, month, month - 1), days + step
    return Day(month, number)


class Calendar:
    """Moves days; a day that is any number of days away becomes an unknown of its own, with what it must be.

    `rules` hold for everybody; people of whom a day falls outside the years 1600 to 2399 are left out.
    """

    def __init__(self) -> None:
        self.rules: list[Any] = []
        self.made: dict[Any, tuple[tuple[Any, ...], Day]] = {}

    def copy(self) -> Calendar:
        """The same calendar as it is now."""
        made = Calendar()
        made.rules, made.made = list(self.rules), dict(self.made)
        return made

    def moved(self, day: Day, number: Amount, unit: str) -> tuple[Day, Truth]:
        """A day plus a number of units, and whether there is such a day."""
        near = both(at_most(-FURTHEST, number), at_most(number, FURTHEST))
        whole = toward_zero(number)
        if unit == "werkdagen":
            raise Unencodable("rekenen met werkdagen")
        if not _symbolic(day.month, day.day, whole):
            found = moved(date_of(day.month, day.day), whole, unit)
            return day_of(found or date.min), found is not None
        if unit in ("maanden", "jaar"):
            month = day.month + choose(near, (12 if unit == "jaar" else 1) * whole, 0)
            self._inside(month)
            return Day(month, least(day.day, month_length(month))), near
        days = (7 if unit == "weken" else 1) * whole
        if not _symbolic(days) and abs(days) <= NEAR:
            return _near(day, days), True
        return self._days_later(day, choose(near, days, 0)), near

    def _inside(self, month: Any) -> None:
        self.rules.append(z3.And(month >= FIRST, month <= LAST))

    def _days_later(self, day: Day, days: Any) -> Day:
        parts = (day.month, day.day, days)
        key = tuple(part.get_id() if isinstance(part, z3.ExprRef) else f"{part}" for part in parts)
        if key not in self.made:
            later = Day(z3.FreshInt("month"), z3.FreshInt("day"))
            self.made[key] = parts, later
            self.rules += [day_number(later) == day_number(day) + days, later.day >= 1]
            self.rules.append(later.day <= month_length(later.month))
            self._inside(later.month)
        return self.made[key][1]

"""Arithmetic on calendar days: months, years, ages, and periods whose last day counts.

Two conventions run through the whole package (see docs/terms.md):

* a *period* of n months from day D runs through the day before the same day number n months
  later, and its last day belongs to it;
* a day number that a month lacks becomes that month's last day.

Every function takes plain ``datetime.date`` values (never ``datetime``) and has no side effects.
Dates outside the years 1 to 9999 raise ``ValueError`` or ``OverflowError``, as in ``datetime``.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from trede.terms.wording import dutch_date

ONE_DAY = timedelta(days=1)
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def add_months(day: date, n: int) -> date:
    """Return the same day number ``n`` months later (earlier when ``n`` is negative).

    A day number that the target month lacks becomes its last day.

    >>> add_months(date(2025, 1, 31), 1)
    datetime.date(2025, 2, 28)
    >>> add_months(date(2024, 3, 31), -1)
    datetime.date(2024, 2, 29)
    """
    years, month0 = divmod(day.month - 1 + n, 12)
    year, month = day.year + years, month0 + 1
    if not date.min.year <= year <= date.max.year:
        raise ValueError(f"Het jaar {year} valt buiten de kalender (1 tot en met 9999).")
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def add_years(day: date, n: int) -> date:
    """Return the same day ``n`` years later; 29 February becomes 28 February in other years.

    Ages follow another rule: see :func:`age_on`.

    >>> add_years(date(2024, 2, 29), 1)
    datetime.date(2025, 2, 28)
    """
    return add_months(day, 12 * n)


def period_end(start: date, months: int = 0, weeks: int = 0, days: int = 0) -> date:
    """Return the last day, inclusive, of a period that begins on ``start``.

    Months are counted first, then weeks and days. Raises ``ValueError`` (in Dutch) when a part
    is negative or when the period would have no day at all.

    >>> period_end(date(2025, 3, 1), months=6)
    datetime.date(2025, 8, 31)
    >>> period_end(date(2025, 1, 31), months=1)
    datetime.date(2025, 2, 27)
    """
    if min(months, weeks, days) < 0:
        raise ValueError("De duur van een periode kan niet negatief zijn.")
    if not (months or weeks or days):
        raise ValueError("Een periode duurt ten minste een dag.")
    return add_months(start, months) + timedelta(weeks=weeks, days=days) - ONE_DAY


def months_between(start: date, end_inclusive: date) -> int:
    """Count the whole months in a period of which both days belong to it.

    It is the inverse of :func:`period_end`: a period of n months has n whole months.
    Raises ``ValueError`` (in Dutch) when the end lies before the start.

    >>> months_between(date(2025, 3, 1), date(2025, 8, 31))
    6
    >>> months_between(date(2025, 1, 31), date(2025, 2, 26))
    0
    >>> months_between(date(2025, 1, 31), date(2025, 2, 27))
    1
    """
    _check_order(start, end_inclusive)
    after = end_inclusive + ONE_DAY
    months = (after.year - start.year) * 12 + after.month - start.month
    return months - (add_months(start, months) > after)


def days_between(start: date, end_inclusive: date) -> int:
    """Count the days of a period of which both days belong to it (so at least 1).

    Raises ``ValueError`` (in Dutch) when the end lies before the start.

    >>> days_between(date(2025, 4, 8), date(2025, 4, 21))
    14
    """
    _check_order(start, end_inclusive)
    return (end_inclusive - start).days + 1


def _check_order(start: date, end: date) -> None:
    if end < start:
        raise ValueError(
            f"De einddatum {dutch_date(end, weekday=False)} ligt vóór de begindatum {dutch_date(start, weekday=False)}."
        )


def age_on(birth: date, day: date) -> int:
    """Return the age in whole years on ``day``.

    Someone born on 29 February has their birthday on 1 March in other years: a stated choice of
    Trede. Raises ``ValueError`` (in Dutch) when ``day`` lies before the birth.

    >>> age_on(date(2004, 2, 29), date(2025, 2, 28))
    20
    >>> age_on(date(2004, 2, 29), date(2025, 3, 1))
    21
    """
    if day < birth:
        raise ValueError(
            f"De datum {dutch_date(day, weekday=False)} ligt vóór de geboortedatum {dutch_date(birth, weekday=False)}."
        )
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def first_of_month(day: date) -> date:
    """Return the first day of the month in which ``day`` falls.

    >>> first_of_month(date(2026, 5, 15))
    datetime.date(2026, 5, 1)
    """
    return day.replace(day=1)


def parse_date(text: str) -> date:
    """Read a date written strictly as ``jjjj-mm-dd`` (ISO 8601, extended form).

    Raises ``ValueError`` in plain Dutch for any other form and for days that do not exist.

    >>> parse_date("2026-05-15")
    datetime.date(2026, 5, 15)
    >>> parse_date("15-5-2026")
    Traceback (most recent call last):
    ...
    ValueError: '15-5-2026' is geen datum. Schrijf jaar-maand-dag, bijvoorbeeld 2026-05-15.
    """
    if not _ISO_DATE.fullmatch(text):
        raise ValueError(f"'{text}' is geen datum. Schrijf jaar-maand-dag, bijvoorbeeld 2026-05-15.")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"De dag '{text}' bestaat niet op de kalender.") from None

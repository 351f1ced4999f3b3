"""Periods as values: sets of days that can be merged, cut, compared and lengthened.

A :class:`Period` holds its first and its last day, both inclusive. A period without a last day is
open: it still runs. Functions on several periods count a day that lies in more than one of them
once, and return merged periods in order of time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from trede.terms.dates import ONE_DAY
from trede.terms.wording import dutch_date

_LAST = date.max.toordinal()
_OPEN = _LAST + 1  # stands for "no last day" in day numbers


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``start`` through ``end``; ``end`` is ``None`` while it still runs.

    Raises ``ValueError`` (in Dutch) when the end lies before the start.

    >>> Period(date(2025, 4, 8), date(2025, 4, 21)).days
    14
    >>> date(2030, 1, 1) in Period(date(2025, 4, 8))
    True
    """

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        """Refuse an end before the start."""
        if self.end is not None and self.end < self.start:
            raise ValueError(
                f"De periode eindigt op {dutch_date(self.end, weekday=False)}, en dat is vóór"
                f" het begin op {dutch_date(self.start, weekday=False)}."
            )

    def __contains__(self, day: date) -> bool:
        """Tell whether a day lies in the period."""
        return self.start <= day and (self.end is None or day <= self.end)

    @property
    def days(self) -> int:
        """The number of days, both ends included; ``ValueError`` when the period is open."""
        if self.end is None:
            raise ValueError(
                f"De periode vanaf {dutch_date(self.start, weekday=False)} heeft nog geen"
                " einddatum; het aantal dagen is onbekend."
            )
        return (self.end - self.start).days + 1


def _numbers(period: Period) -> tuple[int, int]:
    end = _OPEN if period.end is None else period.end.toordinal()
    return period.start.toordinal(), end


def _period(first: int, last: int) -> Period:
    end = None if last == _OPEN else date.fromordinal(last)
    return Period(date.fromordinal(first), end)


def union(periods: Iterable[Period]) -> tuple[Period, ...]:
    """Merge overlapping and adjoining periods; the result is sorted and has gaps between.

    >>> early, late = Period(date(2025, 1, 1), date(2025, 1, 4)), Period(date(2025, 1, 5))
    >>> union([late, early])
    (Period(start=datetime.date(2025, 1, 1), end=None),)
    """
    merged: list[tuple[int, int]] = []
    for first, last in sorted(_numbers(period) for period in periods):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return tuple(_period(first, last) for first, last in merged)


def total_days(periods: Iterable[Period]) -> int:
    """Count the days that lie in at least one period; ``ValueError`` when one is open.

    >>> one = Period(date(2025, 1, 1), date(2025, 1, 4))
    >>> total_days([one, Period(date(2025, 1, 3), date(2025, 1, 5))])
    5
    """
    return sum(period.days for period in union(periods))


def overlap(one: Period, other: Period) -> Period | None:
    """Return the days that two periods share, or ``None`` when they share none.

    >>> overlap(Period(date(2025, 1, 1), date(2025, 1, 4)), Period(date(2025, 1, 3)))
    Period(start=datetime.date(2025, 1, 3), end=datetime.date(2025, 1, 4))
    """
    (first, last), (first2, last2) = _numbers(one), _numbers(other)
    first, last = max(first, first2), min(last, last2)
    return _period(first, last) if first <= last else None


def intersect(left: Iterable[Period], right: Iterable[Period]) -> tuple[Period, ...]:
    """Return the days that lie both in ``left`` and in ``right``, as merged periods.

    >>> intersect([Period(date(2025, 1, 1))], [Period(date(2025, 3, 1), date(2025, 3, 9))])
    (Period(start=datetime.date(2025, 3, 1), end=datetime.date(2025, 3, 9)),)
    """
    others = union(right)
    shared = (overlap(one, other) for one in union(left) for other in others)
    return union(period for period in shared if period is not None)


def subtract(left: Iterable[Period], right: Iterable[Period]) -> tuple[Period, ...]:
    """Return the days of ``left`` that do not lie in ``right``, as merged periods.

    >>> cut = Period(date(2025, 1, 3), date(2025, 1, 4))
    >>> subtract([Period(date(2025, 1, 1), date(2025, 1, 9))], [cut])[1]
    Period(start=datetime.date(2025, 1, 5), end=datetime.date(2025, 1, 9))
    """
    kept = [_numbers(period) for period in union(left)]
    for low, high in map(_numbers, union(right)):
        before = [(first, min(last, low - 1)) for first, last in kept]
        after = [(max(first, high + 1), last) for first, last in kept]
        kept = [(first, last) for first, last in before + after if first <= min(last, _LAST)]
    return union(_period(first, last) for first, last in kept)


def shift(period: Period, days: int) -> Period:
    """Move a period ``days`` days later (earlier when negative); its length stays the same.

    >>> shift(Period(date(2025, 1, 1), date(2025, 1, 4)), 7)
    Period(start=datetime.date(2025, 1, 8), end=datetime.date(2025, 1, 11))
    """
    step = timedelta(days=days)
    return Period(period.start + step, None if period.end is None else period.end + step)


def prolong(period: Period, interruptions: Iterable[Period]) -> Period:
    """Lengthen a period by the days of ``interruptions`` that fall in it.

    Interruption days within the days that are added count as well; days before the start never
    do. When an open interruption falls in the period, the result is open: its end is not known.

    A trial placement of two months with two weeks of sickness:

    >>> sickness = Period(date(2025, 4, 8), date(2025, 4, 21))
    >>> prolong(Period(date(2025, 4, 1), date(2025, 5, 31)), [sickness])
    Period(start=datetime.date(2025, 4, 1), end=datetime.date(2025, 6, 14))
    """
    if period.end is None:
        return period
    end = period.end
    for stop in intersect([Period(period.start)], interruptions):
        if stop.start > end:
            break
        if stop.end is None:
            return Period(period.start)
        end += stop.end - stop.start + ONE_DAY
    return Period(period.start, end)

"""Official holidays and working days under the Algemene termijnenwet (article 3).

Three layers, each from its own paragraph of the article:

1. first paragraph: New Year's Day, Easter Monday, Ascension Day, Whit Monday, both days of
   Christmas, King's Day (26 April when the 27th is a Sunday), and 5 May in *every* year;
2. second paragraph: Good Friday;
3. third paragraph: days equated with them by royal decree. These cannot be computed; the table
   :data:`EQUATED_DECREES` holds them for 2014 through 2028.

A *working day* here is a day that is not a Saturday, a Sunday or one of these days.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from trede.terms.dates import ONE_DAY

EQUATED_NAME = "met een feestdag gelijkgestelde dag"
"""The name that :func:`holidays` gives to a day equated by royal decree."""

FIRST_YEAR = 2014
"""The first year of this calendar: King's Day replaced Queen's Day on 1 January 2014."""


@dataclass(frozen=True, slots=True)
class EquatedDecree:
    """A royal decree under article 3, third paragraph: its name, our source, and its days."""

    title: str
    source: str
    days: tuple[date, ...]


EQUATED_DECREES: tuple[EquatedDecree, ...] = (
    EquatedDecree(
        "Besluit van 17 juni 2013, nr. 13.001210",
        "uitvaart.nl, vraag 44571 (15 december 2015), which cites the title of the decree",
        (
            date(2014, 5, 30), date(2015, 1, 2), date(2015, 5, 4), date(2015, 5, 15),
            date(2016, 5, 6),
        ),
    ),
    EquatedDecree(
        "Besluit van 31 oktober 2016, Stcrt. 2016, 58653",
        "uitvaart.nl, vraag 50535; the days of 2019 also battacs.nl and houwelingen-partners.nl",
        (
            date(2017, 4, 28), date(2017, 5, 26), date(2018, 5, 11), date(2018, 12, 24),
            date(2018, 12, 31), date(2019, 5, 31), date(2019, 12, 27),
        ),
    ),
    EquatedDecree(
        "Besluit van 20 september 2019",
        "legal-support-office.nl; 2021 also gdw-km.nl, 2022 also wvhl.nl",
        (date(2020, 5, 22), date(2021, 5, 14), date(2022, 5, 27)),
    ),
    EquatedDecree(
        "Besluit gelijkstelling van 28 april 2023, 19 mei 2023, 10 mei 2024, 27 december 2024"
        " en 30 mei 2025",
        "sterfgeval.nl, vraag 70745; 2023 and 2024 also digideur.nl",
        (
            date(2023, 4, 28), date(2023, 5, 19), date(2024, 5, 10), date(2024, 12, 27),
            date(2025, 5, 30),
        ),
    ),
    EquatedDecree(
        "Besluit gelijkstelling van 2 januari 2026, 15 mei 2026, 7 mei 2027, 28 april 2028"
        " en 26 mei 2028",
        "sterfgeval.nl, vraag 70745 (4 oktober 2025)",
        (
            date(2026, 1, 2), date(2026, 5, 15), date(2027, 5, 7), date(2028, 4, 28),
            date(2028, 5, 26),
        ),
    ),
)  # fmt: skip

EQUATED_DAYS_THROUGH = 2028
"""The last year whose equated days are in the table; later years lack them."""

_EQUATED = frozenset(day for decree in EQUATED_DECREES for day in decree.days)


def easter(year: int) -> date:
    """Return Easter Sunday in the Gregorian calendar (the anonymous computus).

    >>> easter(2026)
    datetime.date(2026, 4, 5)
    """
    century, rest = divmod(year, 100)
    leap_skips, century_rest = divmod(century, 4)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * (year % 19) + century - leap_skips - moon_shift + 15) % 30
    to_sunday = (32 + 2 * century_rest + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (year % 19 + 11 * epact + 22 * to_sunday) // 451
    return date(year, 3, 22) + timedelta(days=epact + to_sunday - 7 * late)


def kings_day(year: int) -> date:
    """Return the day on which the King's birthday is celebrated: 27 April, or 26 when a Sunday.

    Source: Besluit van 30 januari 2013, nr. 13.000173 (Stcrt. 2013, 4075), in force since 2014.

    >>> kings_day(2025)
    datetime.date(2025, 4, 26)
    """
    day = date(year, 4, 27)
    return day - ONE_DAY if day.weekday() == 6 else day


@lru_cache(maxsize=256)
def holidays(year: int) -> Mapping[date, str]:
    """Return the holidays of a year with their Dutch names, in order of date (read-only).

    Easter Sunday and Whit Sunday are absent: article 3 does not name them, they are Sundays.
    Raises ``ValueError`` (in Dutch) for years before 2014. After 2028 the equated days are not
    known yet: see :func:`equated_days_known`.

    >>> [day.isoformat() for day in holidays(2026)][:3]
    ['2026-01-01', '2026-01-02', '2026-04-03']
    """
    if year < FIRST_YEAR:
        raise ValueError(f"De feestdagen van vóór {FIRST_YEAR} zijn niet opgenomen; gevraagd is {year}.")
    sunday = easter(year)
    named = [
        (date(year, 1, 1), "Nieuwjaarsdag"),
        (sunday - timedelta(days=2), "Goede Vrijdag"),
        (sunday + timedelta(days=1), "tweede Paasdag"),
        (kings_day(year), "Koningsdag"),
        (date(year, 5, 5), "Bevrijdingsdag"),
        (sunday + timedelta(days=39), "Hemelvaartsdag"),
        (sunday + timedelta(days=50), "tweede Pinksterdag"),
        (date(year, 12, 25), "eerste Kerstdag"),
        (date(year, 12, 26), "tweede Kerstdag"),
    ]
    named += [(day, EQUATED_NAME) for day in _EQUATED if day.year == year]
    names: dict[date, str] = {}
    for day, name in sorted(named):
        names[day] = f"{names[day]} en {name}" if day in names else name
    return MappingProxyType(names)


def equated_days_known(year: int) -> bool:
    """Tell whether the equated days of a year are in the table.

    >>> equated_days_known(2028), equated_days_known(2029)
    (True, False)
    """
    return FIRST_YEAR <= year <= EQUATED_DAYS_THROUGH


def is_holiday(day: date) -> bool:
    """Tell whether a day is a holiday or equated with one (article 3).

    >>> is_holiday(date(2026, 5, 5)), is_holiday(date(2026, 5, 15))
    (True, True)
    """
    return day in holidays(day.year)


def is_working_day(day: date) -> bool:
    """Tell whether a day is not a Saturday, a Sunday or a holiday.

    >>> is_working_day(date(2026, 5, 18))
    True
    """
    return day.weekday() < 5 and not is_holiday(day)


def next_working_day(day: date) -> date:
    """Return ``day`` itself when it is a working day, else the first working day after it.

    For the first working day strictly after a day, use ``add_working_days(day, 1)``.

    >>> next_working_day(date(2026, 5, 15))
    datetime.date(2026, 5, 18)
    """
    while not is_working_day(day):
        day += ONE_DAY
    return day


def add_working_days(day: date, n: int) -> date:
    """Return the ``n``-th working day after ``day``, or before it when ``n`` is negative.

    The day itself does not count. With ``n`` = 0 the day itself is returned, working day or not.

    >>> add_working_days(date(2026, 5, 13), 1)
    datetime.date(2026, 5, 18)
    >>> add_working_days(date(2026, 5, 18), -1)
    datetime.date(2026, 5, 13)
    """
    step = ONE_DAY if n > 0 else -ONE_DAY
    left = abs(n)
    while left:
        day += step
        if is_working_day(day):
            left -= 1
    return day

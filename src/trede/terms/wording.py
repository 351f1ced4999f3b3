"""Dutch wording for dates, used in reasons and error messages.

Nothing here depends on the machine's locale: letters must read the same everywhere.
"""

from __future__ import annotations

from datetime import date

_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip


def dutch_date(day: date, *, weekday: bool = True) -> str:
    """Write a date in Dutch words, with the day of the week unless told otherwise.

    >>> dutch_date(date(2026, 5, 15))
    'vrijdag 15 mei 2026'
    >>> dutch_date(date(2026, 5, 15), weekday=False)
    '15 mei 2026'
    """
    text = f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{_WEEKDAYS[day.weekday()]} {text}" if weekday else text

"""What an ordinary person has: days near the versions compared, ages of people who work, in their right order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import z3

from trede.law import norms
from trede.law.inforce import InForce
from trede.reason.compare.days import day_of, years_between
from trede.reason.compare.encode import GROWN, Encoder
from trede.reason.compare.people import People
from trede.reason.compare.symbols import Day, no

YOUNGEST, OLDEST = 15, 67
BEFORE, AFTER = 24, 12  # months around the versions


def wish_ordinary_days(people: People, encoders: Iterable[Encoder], first: date, last: date) -> frozenset[str]:
    """Wishes for the days of an ordinary person, who is assessed on `last` or about then; the names of birthdays."""
    starts = [start for encoder in encoders for start in encoder.births]
    births: dict[str, Day] = {}
    days: dict[str, Day] = {}
    for name, item in people.given.items():
        day = item.sym.value
        if isinstance(day, Day):
            (births if any(start is day for start in starts) else days)[name] = day
    early, late = day_of(first).month - BEFORE, day_of(last).month + AFTER
    for plain in days.values():
        people.wish(z3.And(plain.month >= early, plain.month <= late), 25)
    for birth in births.values():
        age = years_between(birth, day_of(last))
        people.wish(z3.And(age >= YOUNGEST, age <= OLDEST), 45)
        people.wish(birth.month <= day_of(last).month - 12 * GROWN, 20)
        for plain in days.values():
            people.wish(birth.key <= plain.key, 50)
    return frozenset(births)


def settle(people: People, laws: Sequence[InForce], encoders: Iterable[Encoder]) -> frozenset[str]:
    """Nobody has more facts than were read now, or facts that cannot be together; the names of birthdays."""
    people.closed = True
    for law in laws:
        encoder = Encoder(law, "", people)
        for norm in law.norms:
            if isinstance(norm, norms.Impossible):
                people.rule(no(encoder.encode(norm.expr).true))
    days = sorted(law.on for law in laws)
    return wish_ordinary_days(people, encoders, days[0], days[-1])

"""Finds a person for whom something holds, and makes that person small and ordinary with the engine itself."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Literal

import z3

from trede.law.kinds import Kind
from trede.law.vocabulary import Fact
from trede.reason.compare.people import People, Wish
from trede.reason.facts import limits

Status = Literal["getuige", "bewezen", "niet_beslist"]
Holds = Callable[[Mapping[str, Any]], bool]
TIME_UP = "de tijd was om"
ROUND = (1, 2, 5, 10, 12, 20, 50, 100, 500, 1000, 0)
WEEK = (32, 24, 40, 16, 8, 0)  # hours
EUROS = (100_000, 200_000, 50_000, 10_000, 100, 300_000, 500_000, 0)  # in cents


@dataclass(frozen=True)
class Answer:
    """What a search came to: a person (values of the engine), the proof that there is none, or why not decided."""

    status: Status
    person: dict[str, Any] | None = None
    why: str = ""


class Search:
    """Searches among people for somebody of whom a formula holds."""

    def __init__(self, people: People, also: Iterable[Wish] = ()) -> None:
        self.people = people
        wishes = enumerate([*people.wishes, *also])
        self.wishes = {z3.Bool(f"wens {number}"): wish for number, wish in wishes}

    def find(self, goal: Any, seconds: float) -> Answer:
        """Somebody of whom `goal` holds, as ordinary as can be; the proof that there is none; or not decided."""
        if goal is False:
            return Answer("bewezen")
        until = time.monotonic() + seconds
        solver = z3.SimpleSolver()
        solver.add(self.people.rules + self.people.calendar.rules + [goal])
        solver.set("timeout", _left(until))
        verdict = solver.check()
        if verdict == z3.unsat:
            return Answer("bewezen")
        anybody = solver.model() if verdict == z3.sat else None
        solver.add([z3.Implies(literal, wish.rule) for literal, wish in self.wishes.items()])
        model = self._ordinary(solver, max(until, time.monotonic() + seconds / 4)) or anybody
        return Answer("niet_beslist", why=TIME_UP) if model is None else Answer("getuige", self.people.person(model))

    def _ordinary(self, solver: Any, until: float) -> z3.ModelRef | None:
        """A model that grants as many wishes as can be, giving up the lightest that stands in the way."""
        kept = dict(self.wishes)
        while kept and time.monotonic() < until:
            solver.set("timeout", _left(until) // 3 + 1)
            verdict = solver.check(list(kept))
            if verdict == z3.sat:
                return solver.model()
            blamed = [literal for literal in solver.unsat_core() if literal in kept] if verdict == z3.unsat else []
            lightest = min(_weight(kept[literal]) for literal in blamed or kept)
            given_up = [literal for literal in blamed or kept if _weight(kept[literal]) == lightest]
            for literal in given_up[:1] if blamed else given_up:
                del kept[literal]
        return None


def _weight(wish: Wish) -> int:
    return wish.weight


def _left(until: float) -> int:
    """Milliseconds until a moment, at least one: none would be no limit."""
    return max(1, int(1000 * (until - time.monotonic())))


@dataclass(frozen=True)
class Taste:
    """What makes a value plain: the bounds in the law for a fact, the facts that are birthdays, the day of the law."""

    hints: Callable[[str], Iterable[Any]]
    births: frozenset[str]
    on: date


def shrink(person: dict[str, Any], holds: Holds, facts: Mapping[str, Fact], taste: Taste) -> dict[str, Any]:
    """The person with no fact too many, every value as plain as `holds` allows."""
    person = _fewer(person, holds)
    for name in list(person):
        for value in _plainer(name, person[name], facts[name], taste):
            if value == person[name] or holds({**person, name: value}):
                person = {**person, name: value}
                break
    return _fewer(person, holds)


def _fewer(person: dict[str, Any], holds: Holds) -> dict[str, Any]:
    """Leaves out what can be left out, one fact after another; of a list its records and their fields too."""
    for name in list(person):
        rest = {key: value for key, value in person.items() if key != name}
        if holds(rest):
            person = rest
        elif isinstance(person[name], tuple):
            person = {**person, name: _shorter(person, name, holds)}
    return person


def _shorter(person: dict[str, Any], name: str, holds: Holds) -> tuple[Any, ...]:
    items: tuple[Any, ...] = person[name]
    for item in items:
        rest = tuple(other for other in items if other is not item)
        if holds({**person, name: rest}):
            items = rest
    for place, item in enumerate(items):
        for field in list(item) if isinstance(item, dict) else ():
            less = {key: value for key, value in items[place].items() if key != field}
            rest = (*items[:place], less, *items[place + 1 :])
            if holds({**person, name: rest}):
                items = rest
    return items


def _plainer(name: str, now: Any, fact: Fact, taste: Taste) -> Iterator[Any]:
    """Values to try, the plainest first."""
    kind = fact.kind
    if kind.name == "ja_nee" and now is None:
        yield from (False, True)
    elif kind.name in ("getal", "bedrag") and now is not None:
        low, high = limits(kind)
        for value in _numbers(now, kind, taste.hints(name)):
            if (low is None or value >= low) and (high is None or value <= high):
                yield value
    elif kind.name == "datum" and isinstance(now, date):
        yield from _days(now, taste.on, name in taste.births)


def _numbers(now: Any, kind: Kind, hints: Iterable[Any]) -> Iterator[Any]:
    """Values at and beside the bounds in the law, then round ones, then what the solver found without its tail."""
    step = Fraction(1, 100) if kind.unit == "%" else 1
    for bound in hints:
        if isinstance(bound, int | Fraction) and not isinstance(bound, bool) and bound > 0:
            yield from (value for value in (bound, bound - step, bound + step) if value > 0)
    if kind.name == "bedrag":
        yield from EUROS
        yield from (now - now % size for size in (100_000, 10_000, 1_000, 100))
    elif kind.unit == "%":
        yield from (Fraction(part, 100) for part in (50, 80, 100, 20, 0))
    else:
        yield from WEEK if kind.unit == "uur per week" else ROUND
        yield from (now - now % 10, now - now % 1)


def _days(now: date, on: date, birth: bool) -> Iterator[date]:
    """For a birthday the first of a year, for another day the day of the later version, or about then."""
    if birth:
        yield on.replace(year=on.year - 30, month=1, day=1)
    else:
        yield from (on, on.replace(day=1), on.replace(month=1, day=1))
    yield from (now.replace(month=1, day=1), now.replace(month=7, day=1), now.replace(day=1))

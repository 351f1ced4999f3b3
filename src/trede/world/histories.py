"""What happened to an invented client: dates in order, on the ladder and with the instruments of the regime."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from trede.law.catalogue import catalogue
from trede.law.ladders import Ladder, ladders
from trede.law.regime import Regime
from trede.world.data import words

LONGEST = 365 * 6  # days that a history goes back at most


@dataclass(frozen=True, slots=True)
class Stage:
    """What a regime offers a history: a ladder, instruments, kinds of trajectory; empty where it has none."""

    today: date
    ladder: Ladder | None
    instruments: tuple[str, ...]
    trajectories: tuple[str, ...]


def stage(regime: Regime, today: date) -> Stage:
    """What the regime offers on a day."""
    items = catalogue(regime, today)
    kinds = dict.fromkeys(kind for item in items for kind in item.trajectories)
    found = ladders(regime, today)
    return Stage(today, found[0] if found else None, tuple(item.name for item in items), tuple(kinds))


class Passage(NamedTuple):
    """A trajectory: its kind, first day, expected end, and its last day once it ended."""

    kind: str
    starts: date
    expected: date
    ended: date | None


@dataclass(slots=True)
class History:
    """One client's history; every list is in order of time."""

    reported_on: date
    report: str
    intake_done: date | None = None
    closed_on: date | None = None
    moves: list[tuple[date, int, str]] = field(default_factory=list)
    trajectories: list[Passage] = field(default_factory=list)
    plan: dict[str, Any] | None = None
    notes: list[tuple[date, str, str]] = field(default_factory=list)
    todo: list[tuple[str, date]] = field(default_factory=list)


def history(random: Random, at: Stage, name: str, earliest: date) -> History:
    """A history that ends today, or at its closing, and does not begin before the earliest day."""
    began = at.today - timedelta(days=min(LONGEST, int(random.expovariate(1 / 500)) + random.randint(0, 20)))
    began = max(began, min(earliest, at.today))
    texts = words("texts")
    made = History(began, random.choice(texts["reports"]))
    spent = (at.today - began).days
    if spent > 1000 and random.random() < 0.5:
        made.closed_on = began + timedelta(days=random.randint(400, spent))
    end = made.closed_on or at.today
    if spent > 14:
        made.intake_done = min(began + timedelta(days=random.randint(3, 40)), end)
    made.notes = list(_notes(random, began, end, name))
    if made.intake_done is None:
        return made
    made.moves = list(_moves(random, at.ladder, made.intake_done, end, name))
    if at.trajectories:
        made.trajectories = list(_trajectories(random, at, made.intake_done, end, made.closed_on))
    made.plan = _plan(random, at, made.intake_done, end, name)
    if made.closed_on is None:
        made.todo = [
            (random.choice(texts["tasks"])["title"], at.today + timedelta(days=random.randint(-10, 30)))
            for _ in range(random.randint(0, 2))
        ]
    return made


def _trajectories(random: Random, at: Stage, first: date, end: date, closed: date | None) -> Iterator[Passage]:
    """One after another until today; now and then the expected end has just gone by and nobody has talked about it."""
    starts, late = first, timedelta(days=random.choice([0, 0, 0, 0, 0, 21]))
    while True:
        kind, expected = random.choice(at.trajectories), starts + timedelta(days=random.choice([90, 180, 365, 540]))
        if expected + late >= end:
            yield Passage(kind, starts, expected, closed)
            return
        yield Passage(kind, starts, expected, expected)
        starts = expected


def _moves(random: Random, ladder: Ladder | None, first: date, end: date, name: str) -> Iterator[tuple[date, int, str]]:
    if ladder is None:
        return
    rungs = [rung.number for rung in ladder.rungs]
    place = min(len(rungs) - 1, int(random.triangular(0, len(rungs) - 1, 1)))
    reasons = words("texts")["reasons"]
    day = first
    while True:
        yield day, rungs[place], random.choice(reasons).format(naam=name)
        day += timedelta(days=random.randint(90, 420))
        if day > end:
            return
        place = min(len(rungs) - 1, max(0, place + random.choices([-1, 1, 2], [2, 7, 1])[0]))


def _notes(random: Random, began: date, end: date, name: str) -> Iterator[tuple[date, str, str]]:
    day = began
    for _ in range(12):
        day += timedelta(days=random.randint(10, 70))
        if day > end:
            return
        note = random.choice(words("texts")["notes"])
        yield day, note["kind"], note["text"].format(naam=name)


def _plan(random: Random, at: Stage, made_on: date, end: date, name: str) -> dict[str, Any]:
    """The plan that holds now: made after the intake or renewed within the last half year, with steps done and open."""
    texts = words("texts")
    renewed = end - timedelta(days=random.randint(5, 190))
    day = max(made_on, renewed)
    goals = []
    for goal in random.sample(texts["goals"], random.randint(1, 2)):
        steps = []
        for step in random.sample(texts["steps"], random.randint(1, 3)):
            due = day + timedelta(days=step["days"])
            done = due - timedelta(days=random.randint(0, 5)) if due < end and random.random() < 0.85 else None
            steps.append((step["text"], step["who"], due, max(done, day) if done else None))
        goals.append((goal.format(naam=name), steps, random.choice(at.instruments) if at.instruments else ""))
    return {
        "made_on": day, "goals": goals, "agreed": (end - day).days > 10,
        "evaluate_on": day + timedelta(days=182), "situation": random.choice(texts["situation"]).format(naam=name),
    }  # fmt: skip

"""The dates of a provision as a small drawing: a line from top to bottom, a numbered dot for each date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

STEP = 44  # the least distance between two dots
STRETCH = 70  # how much further the longest pause between two dots is drawn
TOP = 24


@dataclass(frozen=True)
class Dot:
    """One date on the line."""

    number: int
    y: int
    day: str
    label: str
    kind: str
    today: bool = False


@dataclass(frozen=True)
class Timeline:
    """Dots from early to late, the height of the drawing, and the stretch between first and last end drawn thick."""

    dots: list[Dot]
    height: int
    bar: tuple[int, int] | None


def timeline(terms: list[dict[str, Any]], on: str) -> Timeline | None:
    """The dated terms with the date of the assessment among them, or None when there is no date to draw."""
    dated = [term for term in terms if term["datum"]]
    if not dated:
        return None
    marks = [(term["datum"], label_of(term), term["soort"]) for term in dated] + [(on, "datum van dit gesprek", "")]
    marks.sort(key=lambda mark: mark[0])
    days = [date.fromisoformat(mark[0]).toordinal() for mark in marks]
    gaps = [later - earlier for earlier, later in pairwise(days)]
    longest = max(gaps, default=0) or 1
    dots, y, number = [], TOP, 0
    for index, (day, label, kind) in enumerate(marks):
        y += STEP + STRETCH * gaps[index - 1] // longest if index else 0
        number += bool(kind)
        dots.append(Dot(number if kind else 0, y, day, label, kind, not kind))
    ends = [dot.y for dot in dots if dot.kind in {"duur", "verlenging"}]
    bar = (ends[0], ends[-1]) if len(ends) > 1 else None
    return Timeline(dots, y + TOP, bar)


def label_of(term: dict[str, Any]) -> str:
    """The name of a term in words."""
    return str(term["naam"]).replace("_", " ")


def numbered(terms: list[dict[str, Any]]) -> list[tuple[int, dict[str, Any]]]:
    """The same terms as rows of the table beside it, with the same numbers; those without a date come last."""
    dated = sorted((term for term in terms if term["datum"]), key=lambda term: term["datum"])
    return [*enumerate(dated, 1), *((0, term) for term in terms if not term["datum"])]

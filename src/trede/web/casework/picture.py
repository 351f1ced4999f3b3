"""The moves on a ladder as a picture: a line that steps over time. The table beside it says the same in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trede.casework.models import LadderMove
from trede.law.ladders import Ladder

WIDTH, LEFT, RIGHT, TOP, STEP = 380, 34, 12, 14, 24


@dataclass(frozen=True)
class Picture:
    """What the template draws, in units of the view box."""

    width: int
    height: int
    left: int
    right: int
    base: int
    rungs: list[tuple[int, int]]  # number, height on the page
    path: str
    dots: list[tuple[int, int, int]]  # x, y, number in the table
    start: date
    end: date
    text: str


def picture(ladder: Ladder, moves: list[LadderMove], start: date, today: date) -> Picture | None:
    """The picture of the moves that stand, from the report until today; None when there are none."""
    shown = [move for move in moves if ladder.rung(move.rung)]
    if not shown:
        return None
    numbers = [rung.number for rung in ladder.rungs]
    low, high = min(numbers), max(numbers)
    base = TOP + (high - low) * STEP
    first = min(start, shown[0].on)
    days = max((today - first).days, 1)

    def x(day: date) -> int:
        return LEFT + 8 + (WIDTH - LEFT - RIGHT - 16) * min((day - first).days, days) // days

    def y(rung: int) -> int:
        return base - (rung - low) * STEP

    path = f"M{x(shown[0].on)} {y(shown[0].rung)}"
    for move in shown[1:]:
        path += f"H{x(move.on)}V{y(move.rung)}"
    path += f"H{x(today) + 8}"
    words = ", ".join(str(move.rung) for move in shown)
    return Picture(
        WIDTH, base + 40, LEFT, WIDTH - RIGHT, base, [(number, y(number)) for number in numbers], path,
        [(x(move.on), y(move.rung), number) for number, move in enumerate(shown, 1)], first, today,
        f"Lijn van de treden in de tijd: {words}. De tabel hieronder zegt hetzelfde.",
    )  # fmt: skip

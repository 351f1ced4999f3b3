"""Invented people as plain arrays, for the measures of a whole caseload; the same seed gives the same people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trede.reason.caseload import Block, Caseload, Column

Array = NDArray[Any]
TODAY = date(2026, 1, 1)


@dataclass(slots=True)
class People:
    """Arrays of the facts of the measuring town, as a hand-written program would have them; all is known."""

    birth: Array
    start: Array
    applied: Array
    hours: Array
    months: Array
    parts: Array
    wage: Array
    worth: Array
    wealth: Array
    rung: Array
    benefit: Array
    family: Array
    yes: dict[str, Array]

    @property
    def count(self) -> int:
        """How many people there are."""
        return len(self.birth)


YES = ("woont_in_de_stad", "heeft_startkwalificatie", "zoekt_werk", "heeft_contract", "ontvangt_al_subsidie",
       "oordeel_geschikt")  # fmt: skip
OFTEN = {"ontvangt_al_subsidie": 0.1}


def people(count: int, seed: int = 1) -> People:
    """That many people."""
    draw = np.random.default_rng(seed)
    today = TODAY.toordinal()

    def whole(low: int, high: int, kind: Any) -> Array:
        return draw.integers(low, high + 1, count).astype(kind)

    start = whole(today - 400, today + 100, np.int32)
    return People(
        whole(today - 66 * 365, today - 17 * 365, np.int32), start, (start - whole(-40, 90, np.int32)).astype(np.int32),
        whole(0, 40, np.int8), whole(1, 12, np.int8), whole(0, 10, np.int8), whole(0, 400_000, np.int32),
        whole(0, 100, np.int8), whole(0, 3_000_000, np.int32), whole(1, 6, np.int8), whole(0, 3, np.int8),
        whole(0, 2, np.int8), {name: draw.random(count) < OFTEN.get(name, 0.9) for name in YES},
    )  # fmt: skip


def block(found: People, case: Caseload, unknown: float = 0.0, seed: int = 2) -> Block:
    """Those people as a block; of each fact a share is unknown."""
    draw = np.random.default_rng(seed)
    numbers = {
        "uren": (found.hours, 1), "maanden": (found.months, 1), "dagdelen": (found.parts, 1), "loon": (found.wage, 1),
        "loonwaarde": (found.worth, 100), "vermogen": (found.wealth, 1), "trede": (found.rung, 1),
    }  # fmt: skip
    days = {"geboortedatum": found.birth, "begindatum": found.start, "aanvraagdatum": found.applied}
    choices = {"uitkering": found.benefit, "gezin": found.family}
    columns: dict[str, Column] = {}
    for name, fact in case.facts.items():
        known = draw.random(found.count) >= unknown if unknown else None
        if name in numbers:
            values, scale = numbers[name]
            columns[name] = Column.numbers(fact.kind, values, scale, known)
        elif name in days:
            columns[name] = Column.days(fact.kind, days[name], known)
        elif name in choices:
            columns[name] = Column.choices(fact.kind, choices[name], known)
        elif name in found.yes:
            columns[name] = Column.yes_no(fact.kind, found.yes[name], known)
    return Block(found.count, columns)

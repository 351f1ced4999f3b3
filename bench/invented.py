"""People for a whole regime as columns, drawn around the bounds that its rules set; of each fact a share is unknown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.people import APART, bounds
from trede.law.kinds import Kind, snake
from trede.law.vocabulary import Fact
from trede.reason.caseload import Block, Caseload, Column

Array = NDArray[Any]


class Town:
    """Draws blocks of people for a caseload; the same seed gives the same people."""

    def __init__(self, case: Caseload, unknown: float = 0.1, seed: int = 1) -> None:
        self.case, self.unknown = case, unknown
        self.draw = np.random.default_rng(seed)
        apart = {case.regime.roles[name] for name in APART}
        self.facts = {name: fact for name, fact in case.facts.items() if name not in apart}
        self.near = {name: self._near(name, fact.kind) for name, fact in self.facts.items()}

    def blocks(self, count: int, size: int) -> Iterator[Block]:
        """Blocks of `size` people, `count` together."""
        for low in range(0, count, size):
            yield self.block(min(size, count - low))

    def block(self, count: int) -> Block:
        """That many people."""
        return Block(count, {name: self._column(fact, count) for name, fact in self.facts.items()})

    def _near(self, name: str, kind: Kind) -> Array:
        """The bounds on a fact in the units of its column."""
        if kind.name not in ("getal", "bedrag"):
            return np.zeros(0, np.int64)
        found = {b for made in self.case.plans for b in bounds(name, made.program)}
        share = 100 if kind.unit == "%" else 1
        return np.array(sorted(int(Fraction(b) * share) for b in found), np.int64)

    def _column(self, fact: Fact, count: int) -> Column:
        known = self.draw.random(count) >= self.unknown
        kind = fact.kind
        match kind.name:
            case "ja_nee":
                return Column.yes_no(kind, self.draw.random(count) < 0.5, known)
            case "datum":
                return Column.days(kind, self._days(fact.key, count), known)
            case "keuze":
                return Column.choices(kind, self.draw.integers(0, len(kind.values), count, np.int16), known)
            case "tekst":
                return Column.choices(kind, self.draw.integers(0, 2, count, np.int16), known, words=("x", "y"))
            case "keuzes":
                chosen = {snake(v): (self.draw.random(count) < 0.2) & known for v in kind.values}
                return Column.several(kind, chosen, known)
            case "perioden":
                offsets = self._offsets(count, known)
                start = self._days(fact.key, int(offsets[-1]))
                end = (start + self.draw.integers(0, 60, len(start))).astype(np.int32)
                return Column.periods(kind, offsets, start, end, known)
            case "lijst":
                offsets = self._offsets(count, known)
                fields = self.case.regime.vocabulary.fields.get(kind.element or "", {})
                inner = {name: self._column(field, int(offsets[-1])) for name, field in fields.items()}
                return Column.records(kind, offsets, inner, known)
            case _:
                scale = 100 if kind.unit == "%" else 1
                return Column.numbers(kind, self._numbers(fact, count), scale, known)

    def _offsets(self, count: int, known: Array) -> Array:
        sizes = self.draw.integers(0, 3, count) * known
        return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)

    def _numbers(self, fact: Fact, count: int) -> Array:
        kind, near = fact.kind, self.near.get(fact.key, np.zeros(0, np.int64))
        low = int(kind.low) if kind.low is not None else 0
        high = int(kind.high) if kind.high is not None else (100 if kind.unit == "%" else 300_000)
        if len(near) and kind.name == "getal":
            found = near[self.draw.integers(0, len(near), count)] + self.draw.integers(-2, 3, count)
        else:
            top = high if kind.name == "bedrag" or kind.high is not None or kind.unit == "%" else 40
            found = self.draw.integers(low, max(low, top) + 1, count)
        return np.clip(found, low, high).astype(np.int32)

    def _days(self, name: str, count: int) -> Array:
        today: date = self.case.on
        low, high = (-66 * 365, -17 * 365) if "geboorte" in name else (-400, 60)
        return (today.toordinal() + self.draw.integers(low, high, count)).astype(np.int32)

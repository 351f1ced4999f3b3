"""What a change did to a caseload: outcomes from and to, who gains and who loses, the budget from lowest to highest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trede.insight.crowd import UNKNOWN, Crowd
from trede.law.kinds import Kind
from trede.reason.caseload import OUTCOMES, BlockResult, Caseload
from trede.reason.caseload.result import KNOWN, UNKNOWN_AMOUNT

GRANTED, REFUSED = OUTCOMES.index("toegekend"), OUTCOMES.index("geweigerd")
AGES = ((0, 26), (27, 34), (35, 44), (45, 54), (55, 64), (65, 200))
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Side:
    """What one version of the rules gives: per person an outcome, and cents of which it is known or not how many."""

    outcome: NDArray[np.uint8]
    cents: Ints
    unsure: NDArray[np.bool_]

    @cached_property
    def granted(self) -> Ints:
        """Cents per person that are granted on what is known now."""
        return np.where(self.outcome == GRANTED, self.cents, 0)

    @cached_property
    def lowest(self) -> int:
        """Cents in all, when nobody who waits gets it."""
        return int(self.granted.sum())

    @cached_property
    def highest(self) -> int | None:
        """Cents in all, when everybody who waits gets it; None when nobody has an amount to go by."""
        waits = (self.outcome != GRANTED) & (self.outcome != REFUSED)
        unknown = waits & self.unsure
        sure = self.cents[(self.outcome == GRANTED) | (waits & ~self.unsure)]
        if unknown.any() and not len(sure):
            return None
        top = int(sure.max(initial=0))
        return self.lowest + int(self.cents[waits & ~self.unsure].sum()) + top * int(unknown.sum())


@dataclass(frozen=True, slots=True)
class Group:
    """The people of an age or a rung: how many, how many changed, who gains and loses, by how many cents in all."""

    label: str
    people: int
    changed: int
    gain: int
    lose: int
    gained: int
    lost: int

    @property
    def net(self) -> int:
        """Cents more or less in all."""
        return self.gained - self.lost


@dataclass(frozen=True)
class Effect:
    """One provision before and after."""

    provision: str
    crowd: Crowd
    before: Side
    after: Side

    @cached_property
    def changed(self) -> NDArray[np.intp]:
        """The places of the people for whom the outcome or the amount is another."""
        other = self.before.outcome != self.after.outcome
        other |= self.before.cents != self.after.cents
        other |= self.before.unsure != self.after.unsure
        return np.flatnonzero(other)

    @property
    def moves(self) -> list[tuple[str, str, int]]:
        """How many went from which outcome to which; those that stayed are left out."""
        pairs = self.before.outcome.astype(np.int64) * len(OUTCOMES) + self.after.outcome
        counted = np.bincount(pairs, minlength=len(OUTCOMES) ** 2).reshape(len(OUTCOMES), -1)
        return [
            (OUTCOMES[old], OUTCOMES[new], int(counted[old, new]))
            for old in range(len(OUTCOMES)) for new in range(len(OUTCOMES)) if old != new and counted[old, new]
        ]  # fmt: skip

    def counts(self, side: Side) -> list[tuple[str, int]]:
        """How many have each outcome."""
        found = np.bincount(side.outcome, minlength=len(OUTCOMES))
        return [(name, int(found[place])) for place, name in enumerate(OUTCOMES)]

    @cached_property
    def difference(self) -> Ints:
        """Cents per person, after less before, of what is granted."""
        return self.after.granted - self.before.granted

    @property
    def whole(self) -> Group:
        """Everybody."""
        return self._group("Iedereen", np.ones(len(self.difference), bool))

    @property
    def by_age(self) -> list[Group]:
        """In six ages, and those of whom it is not on record."""
        ages = self.crowd.ages
        rows = [(_ages(low, high), (ages >= low) & (ages <= high)) for low, high in AGES]
        return self._groups([*rows, ("niet bekend", ages == UNKNOWN)])

    @property
    def by_rung(self) -> list[Group]:
        """Per rung of the ladder, and those of whom it is not on record."""
        rungs = self.crowd.rungs
        found = [(f"trede {rung}", rungs == rung) for rung in np.unique(rungs).tolist() if rung != UNKNOWN]
        return self._groups([*found, ("niet bekend", rungs == UNKNOWN)]) if found else []

    def _groups(self, rows: list[tuple[str, Any]]) -> list[Group]:
        return [self._group(label, mask) for label, mask in rows if mask.any()]

    def _group(self, label: str, mask: Any) -> Group:
        diff = self.difference[mask]
        up, down = diff > 0, diff < 0
        changed = np.isin(np.flatnonzero(mask), self.changed, assume_unique=True).sum()
        return Group(
            label, int(mask.sum()), int(changed), int(up.sum()), int(down.sum()), int(diff[up].sum()),
            int(-diff[down].sum()),
        )  # fmt: skip


def _ages(low: int, high: int) -> str:
    if low == 0:
        return f"tot en met {high}"
    return f"{low} en ouder" if high > 100 else f"{low} tot en met {high}"


def sides(case: Caseload, results: list[BlockResult]) -> Iterator[tuple[str, Side]]:
    """What each provision gives, out of the results of all blocks."""
    for name in results[0].provisions:
        parts = [result.provisions[name] for result in results]
        cents, unsure = zip(*(_money(case, part.amounts, part.count) for part in parts), strict=True)
        outcome = np.concatenate([part.outcome for part in parts]).astype(np.uint8)
        yield name, Side(outcome, np.concatenate(cents), np.concatenate(unsure))


def _money(case: Caseload, amounts: list[Any], count: int) -> tuple[Ints, NDArray[np.bool_]]:
    """The cents of all amounts of money together, and of whom one of them is not known."""
    cents, unsure = np.zeros(count, np.int64), np.zeros(count, bool)
    for quantity in amounts:
        if is_money(case.law.typer.name(quantity.name)):
            state = quantity.state
            cents += np.where(state == KNOWN, quantity.cents(), 0)
            unsure |= state == UNKNOWN_AMOUNT
    return cents, unsure


def is_money(kind: Kind | None) -> bool:
    """Is a quantity an amount of money?"""
    return kind is not None and kind.name == "bedrag"

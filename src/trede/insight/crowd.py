"""Invented people as a block of a caseload, with their age and rung; kept while they are looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trede.law.cache import load_regime
from trede.law.kinds import Kind, snake
from trede.law.regime import Regime
from trede.law.vocabulary import Fact, Vocabulary
from trede.population import BLOCK, Drawing, drawing, read_assumptions
from trede.population import columns as drawn
from trede.population.persons import facts_of
from trede.population.shapes import EPOCH, Nested
from trede.reason.caseload import Block, Column

UNKNOWN = -1  # an age or rung that is not on record
SIZES = (1_000, 10_000, 100_000)


@dataclass(frozen=True, slots=True)
class Crowd:
    """So many people drawn for a regime and a date. `ages` in years and `rungs`, `UNKNOWN` where not on record."""

    regime: Regime
    drawing: Drawing
    seed: int
    blocks: tuple[Block, ...]
    ages: NDArray[np.int64]
    rungs: NDArray[np.int64]

    def person(self, place: int) -> dict[str, Any]:
        """The facts on record of one person, as a facts file."""
        number, inside = divmod(place, BLOCK)
        return facts_of(self.drawing.block(number, inside + 1, self.seed), inside, self.regime.vocabulary)


@lru_cache(maxsize=4)
def crowd(regime: str, on: date, people: int, seed: int, names: frozenset[str]) -> Crowd:
    """People with these facts, and their date of birth and rung. UnknownRegime, NoLawInForce."""
    rules = load_regime(regime)
    born, rung = rules.roles["geboortedatum"], rules.roles["trede"]
    made = drawing(rules, read_assumptions(rules), on, [*sorted(names), born, rung])
    parts = list(made.blocks(people, seed))
    blocks = tuple(Block(part.size, as_columns(part, rules.vocabulary)) for part in parts)
    ages = np.concatenate([_ages(part, born, on) for part in parts])
    rungs = np.concatenate([_rungs(part, rung) for part in parts])
    return Crowd(rules, made, seed, blocks, ages, rungs)


def _ages(part: drawn.Block, name: str, on: date) -> NDArray[np.int64]:
    column = part.columns.get(name)
    if column is None:
        return np.full(part.size, UNKNOWN)
    birth = column.values.astype("M8[D]")
    day = np.datetime64(on)
    years = day.astype("M8[Y]").astype(np.int64) - birth.astype("M8[Y]").astype(np.int64)
    before = (birth - birth.astype("M8[Y]")).astype(np.int64) > (day - day.astype("M8[Y]")).astype(np.int64)
    return np.where(column.unknown | column.absent, UNKNOWN, years - before)


def _rungs(part: drawn.Block, name: str) -> NDArray[np.int64]:
    column = part.columns.get(name)
    if column is None or column.fact.kind.name != "getal":
        return np.full(part.size, UNKNOWN)
    return np.where(column.unknown | column.absent, UNKNOWN, column.values // 100)


# --- from drawn columns to those of a caseload ----------------------------------------------------------------------


def as_columns(part: drawn.Block, words: Vocabulary) -> dict[str, Column]:
    """The drawn facts of a block as columns of a caseload."""
    return {
        name: _column(column.fact, column.values, words, ~column.unknown, column.absent)
        for name, column in part.columns.items()
    }


def _column(fact: Fact, values: Any, words: Vocabulary, known: Any = None, absent: Any = None) -> Column:
    kind = fact.kind
    if isinstance(values, Nested):
        return _nested(fact, values, words, known, absent)
    match kind.name:
        case "ja_nee":
            return Column.yes_no(kind, values.astype(bool), known, absent)
        case "datum":
            return Column.days(kind, values.astype(np.int64) + EPOCH, known, absent)
        case "keuze":
            return Column.choices(kind, values.astype(np.int64), known, absent)
        case "tekst":
            texts, codes = np.unique(values.astype(str), return_inverse=True)
            return Column.choices(kind, codes, known, absent, words=tuple(texts.tolist()))
        case "keuzes":
            chosen = {snake(name): (values >> place & 1).astype(bool) for place, name in enumerate(kind.values)}
            return Column.several(kind, chosen, known, absent)
        case _:
            return Column.numbers(kind, *scaled(kind, values), known, absent)


def scaled(kind: Kind, hundredths: Any) -> tuple[Any, int]:
    """Drawn hundredths as whole numbers and their scale: cents; of a percentage, which is a ratio, a hundred times.

    Where no hundredth is needed there is none, so that the numbers stay small.
    """
    if kind.name == "bedrag":
        return hundredths, 1
    ratio = 100 if kind.unit == "%" else 1
    return (hundredths // 100, ratio) if not (hundredths % 100).any() else (hundredths, 100 * ratio)


def _nested(fact: Fact, values: Nested, words: Vocabulary, known: Any, absent: Any) -> Column:
    offsets = np.concatenate(([0], np.cumsum(values.counts))).astype(np.int64)
    if fact.kind.name == "perioden":
        starts, ends = (values.fields[name].astype(np.int64) + EPOCH for name in ("van", "tot_en_met"))
        return Column.periods(fact.kind, offsets, starts, ends, known, absent)
    inner = words.fields.get(fact.kind.element or "", {})
    fields = {name: _column(inner[name], found, words) for name, found in values.fields.items()}
    return Column.records(fact.kind, offsets, fields, known, absent)

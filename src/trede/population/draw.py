"""Draws people, a block at a time: for each fact a value for everybody, and for whom it is on record.

A person is drawn whole; what is not on record is unknown to the municipality, not to the person. So the same person can
be asked (`complete`) what the file does not hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np

from trede.law.inforce import InForce, law_on
from trede.law.regime import Regime
from trede.law.vocabulary import Fact
from trede.population import shapes
from trede.population.assumptions import Assumptions, kind_of
from trede.population.columns import Block, Column, Mask
from trede.population.lines import Case, Condition, Line
from trede.population.possible import keep_possible
from trede.population.shapes import CELLS, ON, Nested, Shape, Values, day_number
from trede.population.streams import Bits, bits
from trede.population.wordings import span

BLOCK = 65_536


@dataclass(slots=True)
class Drawing:
    """What is drawn: the law and its date, the facts, and how each is drawn, in order."""

    law: InForce
    on: date
    facts: dict[str, Fact]
    lines: list[tuple[Line, Fact | None]]
    assumptions: Assumptions
    complete: bool = False

    def blocks(self, people: int, seed: int) -> Iterator[Block]:
        """So many people, in blocks of at most `BLOCK`; person n is the same whatever their number."""
        for first in range(0, people, BLOCK):
            yield self.block(first // BLOCK, min(BLOCK, people - first), seed)

    def block(self, number: int, size: int, seed: int) -> Block:
        """The first `size` people of one block, as drawn."""
        scene = _Scene(self.on, size)
        columns = {}
        for line, fact in self.lines:
            stream = bits(seed, number, line.name, size)
            column = scene.add(line, stream, fact)
            if fact is not None and fact.key in self.facts:
                columns[fact.key] = Column(fact, column.values, column.unknown, column.absent)
        found = {key: columns[key] for key in self.facts}
        for column in found.values():
            column.unknown = np.zeros(size, bool) if self.complete else column.unknown | ~self._recorded(column, scene)
            column.unknown &= ~column.absent
        block = Block(number * BLOCK, size, found)
        keep_possible(block, self.law)
        return block

    def _recorded(self, column: Column, scene: _Scene) -> Mask:
        line = self.assumptions.recorded.get(column.fact.subject)
        return np.ones(scene.size, bool) if line is None else scene.holds(line.cases[0].conditions)


def drawing(
    regime: Regime, assumptions: Assumptions, on: date, names: Iterable[str] | None = None, complete: bool = False
) -> Drawing:
    """Make ready to draw the facts named, or all that a regime does not reckon itself on that day.

    `complete`: everything is on record. A fact that the regime defines itself is drawn only when a line is about it,
    the day of the assessment never (it is `on`), and nobody has a citizen service number.
    """
    words = regime.vocabulary
    law = law_on(regime, on)
    reckoned = {name for names_ in law.definitions.values() for name in names_} | {regime.roles["beoordelingsdatum"]}
    wanted = words.facts if names is None else {name: words.facts[name] for name in names if name in words.facts}
    facts = {
        key: fact
        for key, fact in wanted.items()
        if (key in assumptions.lines or key not in reckoned) and fact.kind.unit != "bsn"
    }
    needed: dict[str, Line] = {}
    for line in assumptions.recorded.values():
        if any(fact.subject == line.name for fact in facts.values()):
            _need(line.needs(), assumptions, needed)
    _need(facts, assumptions, needed)
    lines: list[tuple[Line, Fact | None]] = [
        (_filled(line, words.facts.get(name), assumptions, regime), words.facts.get(name))
        for name, line in assumptions.lines.items()
        if name in needed
    ]
    bare = [fact for key, fact in facts.items() if key not in assumptions.lines]
    lines += [(_fallback(fact, assumptions, regime), fact) for fact in bare]
    return Drawing(law, on, facts, lines, assumptions, complete)


def _need(names: Iterable[str], assumptions: Assumptions, needed: dict[str, Line]) -> None:
    for name in names:
        line = assumptions.lines.get(name)
        if line is not None and name not in needed:
            needed[name] = line
            _need(line.needs(), assumptions, needed)


def _fallback(fact: Fact, assumptions: Assumptions, regime: Regime) -> Line:
    general = assumptions.fallback[kind_of(fact)]
    bare = tuple(Case(case.conditions, None, case.unknown, case.absent) for case in general.cases)
    return _filled(Line(fact.key, bare, general.source, general.file), fact, assumptions, regime)


def _filled(line: Line, fact: Fact | None, assumptions: Assumptions, regime: Regime) -> Line:
    """The line with a shape in every case: where a case has none it is what is drawn for its kind."""
    if fact is None:
        return line
    cases = (
        Case(case.conditions, _shape(fact, case.shape, assumptions, regime), case.unknown, case.absent)
        for case in line.cases
    )
    return Line(line.name, tuple(cases), line.source, line.file)


def _shape(fact: Fact, shape: Shape | None, assumptions: Assumptions, regime: Regime) -> Shape:
    kind = fact.kind
    if shape is None:
        shape = assumptions.fallback[kind_of(fact)].cases[-1].shape
        if isinstance(shape, shapes.Number):
            shape = shapes.Clipped(shape, *(None if x is None else int(x * 100) for x in span(kind)))
        if isinstance(shape, shapes.Each):
            shape = shapes.Each(shape.shares * len(kind.values))
        if shape is None:
            shape = shapes.Pick(tuple(range(len(kind.values))), (Fraction(1),) * len(kind.values))
    if isinstance(shape, shapes.Records):
        known = regime.vocabulary.fields.get(kind.element or "", {})
        fields = {
            name: _shape(inner, shape.fields.get(name), assumptions, regime) for name, inner in known.items()
        }  # fmt: skip
        shape = shapes.Records(shape.count, fields)
    return shape


class _Scene:
    """What was drawn so far of one block."""

    def __init__(self, on: date, size: int) -> None:
        self.on, self.size = on, size
        self.drawn: dict[str, Column] = {}

    def days(self, name: str) -> Values:
        """The days of a date, or the date of the law for everybody."""
        return np.full(self.size, day_number(self.on), dtype=np.int64) if name == ON else self.values(name)

    def values(self, name: str) -> Values:
        """The values of a name."""
        found = self.drawn[name].values
        assert not isinstance(found, Nested)
        return found

    def add(self, line: Line, stream: Bits, fact: Fact | None) -> Column:
        """Draw a line."""
        *special, last = line.cases
        assert last.shape is not None
        values = last.shape.draw(stream, self)
        unknown = np.full(self.size, round(last.unknown * CELLS), dtype=np.int64)
        absent = np.full(self.size, round(last.absent * CELLS), dtype=np.int64)
        for case in reversed(special):
            where = self.holds(case.conditions)
            if case.shape is not None and case.shape is not last.shape:
                values = _chosen(where, case.shape.draw(stream, self), values)
            unknown[where], absent[where] = round(case.unknown * CELLS), round(case.absent * CELLS)
        mask = stream.mask
        column = Column(fact, values, mask < unknown, (mask >= unknown) & (mask < unknown + absent))  # type: ignore[arg-type]
        self.drawn[line.name] = column
        return column

    def holds(self, conditions: tuple[Condition, ...]) -> Mask:
        """For whom all conditions hold; what is absent is nothing's equal."""
        found = np.ones(self.size, bool)
        for condition in conditions:
            column = self.drawn[condition.name]
            values = self.values(condition.name)
            match condition.kind:
                case "ja_nee":
                    found &= values == bool(condition.codes[0])
                case "getal":
                    found &= (values >= condition.low) & (values <= condition.high)
                case "keuze":
                    found &= np.isin(values, condition.codes)
                case _:
                    found &= (values & sum(1 << code for code in condition.codes)) != 0
            found &= ~column.absent
        return found


def _chosen(where: Mask, these: Any, others: Any) -> Any:
    """For some people the one, for all others the other."""
    if not isinstance(these, Nested):
        return np.where(where, these, others)
    counts = np.where(where, these.counts, others.counts)
    one, two = np.repeat(where, these.counts), np.repeat(~where, others.counts)
    people = np.arange(len(where))
    whose = np.concatenate([np.repeat(people, these.counts)[one], np.repeat(people, others.counts)[two]])
    order = np.argsort(whose, kind="stable")
    fields = {name: np.concatenate([these.fields[name][one], others.fields[name][two]])[order] for name in these.fields}
    return Nested(counts, fields)

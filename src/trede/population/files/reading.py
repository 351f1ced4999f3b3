"""From rows to people: every cell is read, and a row with something wrong in it is told and left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
from stdnum.nl import bsn

from trede.law.norms import Impossible, Norm
from trede.law.vocabulary import Fact
from trede.population.files.cells import NOTES, Odd, json_of, notation_of
from trede.population.files.heading import Heading, read_facts
from trede.population.files.keys import Seen
from trede.population.files.portion import Chunk, ColumnErrors, Portion, Source, Trouble
from trede.population.files.values import Different, Values
from trede.reason.caseload import Block, Caseload
from trede.reason.caseload.block import UNKNOWN
from trede.reason.caseload.planes import Array, either, places
from trede.reason.facts import FactErrors, Facts, plain

REMEMBERED = 200_000
SAMPLE = 5_000  # cells that show how a column is written
MASKED = "*****"


@dataclass(slots=True)
class Reading:
    """Reads a source for a caseload. What was found out of its notation and whom it held is kept between chunks."""

    case: Caseload
    heading: Heading
    notations: dict[str, str] | None = None
    seen: Seen = field(default_factory=Seen)
    unique: bool = True  # a key may stand in one row only
    checked: bool = False
    facts: dict[str, Fact] = field(init=False)
    _known: dict[str, dict[Any, tuple[Any, list[tuple[str, str]]]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.facts = read_facts(self.case)

    def portions(self, source: Source, after: int = 0) -> Iterator[Portion]:
        """The people of a source after a position. ColumnErrors when a column holds nothing of its type at all."""
        source.want(
            [column for column in (*self.heading.facts.values(), self.heading.key, self.heading.absent) if column]
        )
        if after:
            self.checked = True
            self._recall(source, after)
        for chunk in source.chunks(after):
            yield self.portion(chunk)

    def _recall(self, source: Source, after: int) -> None:
        """The keys of the rows that an earlier run has done."""
        for chunk in source.chunks(0):
            lines = [line for line in chunk.lines if line <= after]
            if self.heading.key is not None:
                self.seen.add(self._texts(chunk.cells[self.heading.key])[: len(lines)], lines)
            if chunk.position >= after:
                return

    def portion(self, chunk: Chunk) -> Portion:
        """The people in one chunk."""
        count = len(chunk.lines)
        if self.notations is None:
            self.notations = self._notations(chunk)
        keys = [str(line) for line in chunk.lines]
        if self.heading.key is not None:
            keys = [plain(text)[:200] for text in self._texts(chunk.cells[self.heading.key])]
        found = {name: self._column(name, chunk) for name in self.heading.facts}
        self._absent(chunk, found)
        if not self.checked and (wrong := self._mistyped(found)):
            raise ColumnErrors(wrong)
        self.checked = True
        troubles = [*chunk.broken, *self._troubles(found, chunk, keys), *self._doubled(keys, chunk)]
        good = np.ones(count, bool)
        bad = {trouble.line for trouble in troubles}
        good[[place for place, line in enumerate(chunk.lines) if line in bad]] = False
        block, good = self._possible(found, np.flatnonzero(good), chunk, keys, troubles)
        troubles.sort(key=lambda trouble: trouble.line)
        kept = [keys[place] for place in good.tolist()]
        return Portion(kept, block, troubles, chunk.position, count + len(chunk.broken))

    def _texts(self, cells: Any) -> list[str]:
        return [("" if cell is None else str(cell)).strip() for cell in _listed(cells)]

    def _notations(self, chunk: Chunk) -> dict[str, str]:
        return {
            name: notation_of(self.facts[name].kind, chunk.cells[column][:SAMPLE])
            for name, column in self.heading.facts.items()
            if not hasattr(chunk.cells[column], "type")
        }

    def notes(self) -> list[str]:
        """What was found out about the notation of columns."""
        by: dict[str, list[str]] = {}
        for name, notation in (self.notations or {}).items():
            if notation:
                by.setdefault(notation, []).append(self.heading.facts[name])
        return [f"{', '.join(map(plain, columns))}: {NOTES[notation]}." for notation, columns in by.items()]

    def _column(self, name: str, chunk: Chunk) -> Values:
        fact, cells = self.facts[name], chunk.cells[self.heading.facts[name]]
        if (found := self._plain(cells, fact)) is not None:
            return found
        codes, uniques = encoded(cells)
        known = self._known.setdefault(name, {})
        if len(known) > REMEMBERED:
            known.clear()
        values, faults = [], {}
        for place, raw in enumerate(uniques):
            mark = raw if raw.__hash__ else repr(raw)
            if mark not in known:
                known[mark] = self._cell(raw, fact)
            value, said = known[mark]
            values.append(value)
            if said:
                faults[place] = said
        return Different(fact, codes, values, faults, uniques)

    def _plain(self, cells: Any, fact: Fact) -> Values | None:
        """The cells of an Arrow column that need not be read one by one."""
        if not hasattr(cells, "type"):
            return None
        from trede.population.files.arrows import plain_array, plain_records

        if fact.kind.name == "lijst":
            fields = self.case.regime.vocabulary.fields.get(fact.kind.element or "", {})
            return plain_records(cells, fact, fields, partial(self._field, fact))
        return plain_array(cells, fact) if fact.kind.name in ("datum", "getal", "bedrag") else None

    def _field(self, listed: Fact, field_: Fact, raw: Any) -> tuple[Any, list[tuple[str, str]]]:
        """The engine's value of a field of a record (or UNKNOWN), and all that is wrong with it."""
        if raw is None:
            return UNKNOWN, []
        try:
            (record,) = Facts.read({listed.key: [{field_.key: raw}]}, self.case.regime).values[listed.key]
        except FactErrors as errors:
            return UNKNOWN, [(problem.what, problem.right) for problem in errors.problems]
        return record.get(field_.key, UNKNOWN), []

    def _cell(self, raw: Any, fact: Fact) -> tuple[Any, list[tuple[str, str]]]:
        """The engine's value of a cell (or UNKNOWN), and all that is wrong with it."""
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            return UNKNOWN, []
        try:
            if isinstance(raw, str):
                raw = json_of(raw, fact, (self.notations or {}).get(fact.key, ""))
            facts = Facts.read({fact.key: raw}, self.case.regime)
        except Odd as odd:
            return UNKNOWN, [(odd.what, odd.right)]
        except FactErrors as errors:
            return UNKNOWN, [(problem.what, problem.right) for problem in errors.problems]
        return facts.values.get(fact.key, UNKNOWN), []

    def _absent(self, chunk: Chunk, found: dict[str, Values]) -> None:
        """Of whom a fact is known to be absent, where a column lists them (`afwezig`)."""
        if self.heading.absent is not None:
            for name, rows in rows_named(chunk.cells[self.heading.absent]).items():
                if name in found and not found[name].fact.judgement:
                    found[name].set_absent(rows)

    def _mistyped(self, found: Mapping[str, Values]) -> list[str]:
        errors = []
        for name, read in found.items():
            for what, right in read.hopeless()[:1]:
                column = plain(self.heading.facts[name])[:60]
                errors.append(f"De kolom '{column}' ({read.fact.kind}) is niet te lezen: {what}. Goed is: {right}.")
        return errors

    def _troubles(self, found: Mapping[str, Values], chunk: Chunk, keys: list[str]) -> Iterator[Trouble]:
        for name, read in found.items():
            for cell, said, rows in read.wrong():
                value, column = masked(cell, read.fact), self.heading.facts[name]
                for row in rows:
                    for what, right in said:
                        yield Trouble(chunk.lines[row], masked(keys[row]), column, value, what, right)

    def _doubled(self, keys: list[str], chunk: Chunk) -> Iterator[Trouble]:
        column = self.heading.key
        if column is None:
            return
        for place in [place for place, key in enumerate(keys) if not key]:
            yield Trouble(
                chunk.lines[place], "", column, "", "deze rij heeft geen sleutel", "de sleutel van de persoon"
            )
        earlier = self.seen.add(keys, chunk.lines) if self.unique else {}
        for place, line in earlier.items():
            if keys[place]:
                key, what = masked(keys[place]), f"deze persoon staat ook al op regel {line}"
                yield Trouble(chunk.lines[place], key, column, key, what, "één rij per persoon")

    def _possible(
        self, found: Mapping[str, Values], good: Array, chunk: Chunk, keys: list[str], troubles: list[Trouble]
    ) -> tuple[Block, Array]:
        """The block of the rows that are good; facts that cannot be together are told, and those rows left out."""
        block = self._block(found, good)
        marks = self.case.impossible(block)
        for mark in marks:
            said = impossible_said(mark.norm, self.case)
            for place in places(mark.plane, block.count).tolist():
                at = good[place]
                troubles.append(Trouble(chunk.lines[at], masked(keys[at]), "", "", said, "feiten die samen kunnen"))
        bad = either(mark.plane for mark in marks)
        if bad is None:
            return block, good
        good = np.delete(good, places(bad, block.count))
        return self._block(found, good), good

    def _block(self, found: Mapping[str, Values], rows: Array) -> Block:
        block = Block(len(rows))
        fields = self.case.regime.vocabulary.fields
        today = self.case.regime.roles["beoordelingsdatum"]
        apart: set[int] = set()
        for name, read in found.items():
            if name == today:
                odd = np.flatnonzero(read.other(self.case.on)[rows])
            else:
                block.columns[name], odd = read.column(rows, fields)
            apart |= set(odd.tolist())
        for place in apart:
            facts = {name: read.value(rows[place]) for name, read in found.items()}
            block.apart[place] = {name: value for name, value in facts.items() if value is not UNKNOWN}
        return block


def encoded(cells: Any) -> tuple[Array, Sequence[Any]]:
    """Per row the place of its value among the different values of a column."""
    if hasattr(cells, "dictionary_encode"):
        from trede.population.files.arrows import encode

        return encode(cells)
    places = {cell: place for place, cell in enumerate(dict.fromkeys(cells))}
    return np.fromiter(map(places.__getitem__, cells), np.int64, len(cells)), list(places)


def rows_named(cells: Any) -> dict[str, Array]:
    """Per name the rows in which it stands: in lists, or in texts with spaces between the names."""
    if hasattr(cells, "type"):
        from trede.population.files.arrows import listed

        return listed(cells)
    found: dict[str, list[int]] = {}
    for place, text in enumerate(cells):
        for name in text.split():
            found.setdefault(name, []).append(place)
    return {name: np.array(rows) for name, rows in found.items()}


def impossible_said(norm: Norm, case: Caseload) -> str:
    """Why facts cannot be together, as `trede.reason.possible` says it."""
    assert isinstance(norm, Impossible)
    return norm.reason.rstrip(".") or f"dit kan niet samen: {case.law.typer.show(norm.expr)}"


def _listed(cells: Any) -> Sequence[Any]:
    found: Sequence[Any] = cells.to_pylist() if hasattr(cells, "to_pylist") else cells
    return found


def masked(value: Any, fact: Fact | None = None) -> str:
    """A value as a report may show it: short, without what a screen cannot hold, and never a whole BSN."""
    text = plain(value)[:60]
    digits = text.strip().replace(".", "")
    if (fact is not None and fact.kind.unit == "bsn") or (digits.isdigit() and bsn.is_valid(digits)):
        return MASKED + digits[-4:]
    return text

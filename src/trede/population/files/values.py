"""What was read of one column in a chunk: the value of each row, what is wrong with it, and the engine's column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Protocol

import numpy as np

from trede.law.kinds import exact
from trede.law.vocabulary import Fact
from trede.population.files.gather import take
from trede.reason.caseload import Column
from trede.reason.caseload.block import UNKNOWN
from trede.reason.caseload.people import column_of
from trede.reason.caseload.planes import Array

ENOUGH = 10  # so many cells that all are wrong make a column of the wrong type
Said = list[tuple[str, str]]  # what is wrong, and what would be right
Fields = Mapping[str, Mapping[str, Fact]]


class Values(Protocol):
    """The values of one column."""

    fact: Fact

    def value(self, row: int) -> Any:
        """The engine's value of a row: None when absent, UNKNOWN when unknown."""

    def wrong(self) -> Iterator[tuple[Any, Said, list[int]]]:
        """A cell that is wrong, all that is wrong with it, and the rows it stands in."""

    def hopeless(self) -> Said:
        """What is wrong with the first cell, when there are some and all are wrong; else nothing."""

    def set_absent(self, rows: Array) -> None:
        """These rows are known to have no value, as far as they have none."""

    def other(self, value: Any) -> Array:
        """For each row: is its value known, and not this one?"""

    def column(self, rows: Array, fields: Fields) -> tuple[Column, Array]:
        """The column of some rows, and the places of those whose value does not fit in one."""


@dataclass(slots=True)
class Different:
    """The different values of a column: which each row has (`codes`), what they are, what is wrong with them."""

    fact: Fact
    codes: Array
    values: list[Any]
    faults: dict[int, Said]
    shown: Sequence[Any]

    def value(self, row: int) -> Any:
        """The engine's value of a row."""
        return self.values[self.codes[row]]

    def wrong(self) -> Iterator[tuple[Any, Said, list[int]]]:
        """The cells that are wrong."""
        for code, said in self.faults.items():
            yield self.shown[code], said, np.flatnonzero(self.codes == code).tolist()

    def hopeless(self) -> Said:
        """What is wrong with the first cell, when enough are and no other is right."""
        given = [code for code, value in enumerate(self.values) if value is not UNKNOWN or code in self.faults]
        often = int(np.isin(self.codes, given).sum())
        return self.faults[given[0]] if often >= ENOUGH and all(code in self.faults for code in given) else []

    def set_absent(self, rows: Array) -> None:
        """These rows are known to have no value."""
        free = [value is UNKNOWN and code not in self.faults for code, value in enumerate(self.values)]
        self.values.append(None)
        self.codes[rows[np.array(free)[self.codes[rows]]]] = len(self.values) - 1

    def other(self, value: Any) -> Array:
        """For each row: is its value known, and another one?"""
        return np.array([found not in (UNKNOWN, value) for found in self.values])[self.codes]

    def column(self, rows: Array, fields: Fields) -> tuple[Column, Array]:
        """Each different value is put in a column once, and everybody gets theirs."""
        odd: dict[int, dict[str, Any]] = {}
        values = self.values or [UNKNOWN]
        uniques = column_of(self.fact.kind, values, fields, odd, [{}] * len(values))
        codes = self.codes[rows]
        return take(uniques, codes, len(values)), np.flatnonzero(np.isin(codes, list(odd)))


@dataclass(slots=True)
class Plain:
    """Days (of the calendar) or whole numbers (`scale` times the value) that are known to be right, as an array."""

    fact: Fact
    numbers: Array
    scale: int
    unknown: Array
    absent: Array

    def value(self, row: int) -> Any:
        """The engine's value of a row."""
        if self.absent[row]:
            return None
        if self.unknown[row]:
            return UNKNOWN
        number = int(self.numbers[row])
        return date.fromordinal(number) if self.fact.kind.name == "datum" else exact(Fraction(number, self.scale))

    def wrong(self) -> Iterator[tuple[Any, Said, list[int]]]:
        """Nothing."""
        return iter(())

    def hopeless(self) -> Said:
        """Nothing."""
        return []

    def set_absent(self, rows: Array) -> None:
        """These rows are known to have no value."""
        rows = rows[self.unknown[rows]]
        self.absent[rows], self.unknown[rows] = True, False

    def other(self, value: Any) -> Array:
        """For each row: is its day known, and another one?"""
        found: Array = ~(self.unknown | self.absent) & (self.numbers != value.toordinal())
        return found

    def column(self, rows: Array, fields: Fields) -> tuple[Column, Array]:
        """The numbers as they are."""
        state = ~self.unknown[rows], self.absent[rows]
        if self.fact.kind.name == "datum":
            return Column.days(self.fact.kind, self.numbers[rows], *state), rows[:0]
        return Column.numbers(self.fact.kind, self.numbers[rows], self.scale, *state), rows[:0]


@dataclass(slots=True)
class Records:
    """Lists of records that are known to be right: how many each row has, and the fields of all records in a row."""

    fact: Fact
    sizes: Array
    fields: dict[str, Values]
    unknown: Array
    absent: Array

    def value(self, row: int) -> Any:
        """The engine's value of a row."""
        if self.absent[row]:
            return None
        if self.unknown[row]:
            return UNKNOWN
        first = int(self.sizes[:row].sum())
        records = ({name: field.value(at) for name, field in self.fields.items()}
                   for at in range(first, first + int(self.sizes[row])))  # fmt: skip
        return tuple({name: value for name, value in record.items() if value is not UNKNOWN} for record in records)

    def wrong(self) -> Iterator[tuple[Any, Said, list[int]]]:
        """Nothing."""
        return iter(())

    def hopeless(self) -> Said:
        """Nothing."""
        return []

    def set_absent(self, rows: Array) -> None:
        """These rows are known to have no list."""
        rows = rows[self.unknown[rows]]
        self.absent[rows], self.unknown[rows] = True, False

    def other(self, value: Any) -> Array:
        """A list is no day."""
        raise TypeError(self.fact.key)

    def column(self, rows: Array, fields: Fields) -> tuple[Column, Array]:
        """The fields as columns of their own, and then the lists of these rows."""
        every = np.arange(int(self.sizes.sum()))
        owner, odd = np.repeat(np.arange(len(self.sizes)), self.sizes), np.zeros(len(self.sizes), bool)
        inner: dict[str, Column] = {}
        for name, fact in fields.get(self.fact.kind.element or "", {}).items():
            if name in self.fields:
                inner[name], strange = self.fields[name].column(every, fields)
                odd[owner[strange]] = True
            else:
                inner[name] = take(column_of(fact.kind, [UNKNOWN], fields), np.zeros(len(every), np.int64), 1)
        offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(self.sizes)])
        whole = Column.records(self.fact.kind, offsets, inner, ~self.unknown, self.absent)
        return take(whole, rows, len(self.sizes)), np.flatnonzero(odd[rows])

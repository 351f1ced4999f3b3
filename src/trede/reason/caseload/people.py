"""Makes a block of ordinary facts, one person after the other: for tests, and for callers that have dossiers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np

from trede.law.kinds import Kind, snake
from trede.law.vocabulary import Fact
from trede.reason.caseload.block import UNKNOWN, Block, Column
from trede.reason.caseload.numbers import LIMIT
from trede.reason.facts import Facts

FINEST = 10**6  # the finest scale of a column; who needs a finer one stands apart


def block_of(people: Iterable[Mapping[str, Any] | Facts], facts: Mapping[str, Fact], fields: Fields) -> Block:
    """A block of people whose facts are values of the engine; `facts` are the columns, `fields` those of records."""
    values = [person.values if isinstance(person, Facts) else dict(person) for person in people]
    block = Block(len(values))
    for name, fact in facts.items():
        found = [person.get(name, UNKNOWN) for person in values]
        if all(value is UNKNOWN for value in found):
            continue
        block.columns[name] = column_of(fact.kind, found, fields, block.apart, values)
    return block


Fields = Mapping[str, Mapping[str, Fact]]


def column_of(
    kind: Kind, values: Sequence[Any], fields: Fields, apart: dict[int, dict[str, Any]] | None = None,
    people: Sequence[dict[str, Any]] = (),
) -> Column:  # fmt: skip
    """A column of values of the engine (`UNKNOWN` where there is none); who does not fit goes to `apart`."""
    count = len(values)
    known = np.fromiter((value is not UNKNOWN for value in values), bool, count)
    absent = np.fromiter((value is None for value in values), bool, count)
    state = (None if known.all() else known), (absent if absent.any() else None)
    there = [value if value is not UNKNOWN and value is not None else None for value in values]
    match kind.name:
        case "ja_nee":
            return Column.yes_no(kind, np.fromiter((value is True for value in there), bool, count), *state)
        case "datum":
            days = (value.toordinal() if isinstance(value, date) else 0 for value in there)
            return Column.days(kind, np.fromiter(days, np.int32, count), *state)
        case "keuzes":
            names = dict.fromkeys([snake(v) for v in kind.values] + [v for value in there for v in value or ()])
            chosen = {n: np.fromiter((n in (value or ()) for value in there), bool, count) for n in names}
            return Column.several(kind, chosen, *state)
        case "keuze" | "tekst":
            words = tuple(dict.fromkeys([snake(v) for v in kind.values] + [v for v in there if v is not None]))
            place = {word: number for number, word in enumerate(words)}
            codes = np.fromiter((place[v] if v is not None else 0 for v in there), np.int32, count)
            return Column.choices(kind, codes, *state, words=words)
        case "perioden":
            offsets, flat = _flat(there)
            starts = np.array([p.start.toordinal() for p in flat], np.int32)
            ends = np.array([p.end.toordinal() if p.end else 0 for p in flat], np.int32)
            return Column.periods(kind, offsets, starts, ends, *state)
        case "lijst":
            return _records(kind, there, fields, state, apart, people)
        case _:
            return _numbers(kind, there, state, apart, people)


def _flat(values: Sequence[Any]) -> tuple[Any, list[Any]]:
    sizes = [len(value or ()) for value in values]
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64), [item for value in values for item in value or ()]


def _numbers(kind: Kind, there: list[Any], state: Any, apart: Any, people: Sequence[dict[str, Any]]) -> Column:
    scale = 100 if kind.unit == "%" else 1
    numbers: list[int] = []
    for value in there:
        wider = lcm(scale, Fraction(value or 0).denominator)
        scale = wider if wider <= FINEST else scale
    for place, value in enumerate(there):
        scaled = Fraction(value or 0) * scale
        if scaled.denominator != 1 or abs(scaled) > LIMIT:
            apart[place] = people[place]
            scaled = Fraction(0)
        numbers.append(int(scaled))
    return Column.numbers(kind, np.array(numbers, np.int64), scale, *state)


def _records(
    kind: Kind, there: list[Any], fields: Fields, state: Any, apart: Any, people: Sequence[dict[str, Any]]
) -> Column:
    offsets, flat = _flat(there)
    owner = np.repeat(np.arange(len(there)), np.diff(offsets))
    columns = {}
    for name, fact in fields.get(kind.element or "", {}).items():
        strange: dict[int, dict[str, Any]] = {}
        found = [record.get(name, UNKNOWN) for record in flat]
        columns[name] = column_of(fact.kind, found, fields, strange, [{}] * len(flat))
        for place in strange:
            apart[int(owner[place])] = people[int(owner[place])]
    return Column.records(kind, offsets, columns, *state)

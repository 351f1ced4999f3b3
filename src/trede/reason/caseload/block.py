"""A block: a table of people, a column for each fact, in which a value is known, known to be absent, or unknown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np

from trede.law.kinds import Kind, exact, snake
from trede.reason.caseload.planes import Array, Plane, full, pack, unpack, words
from trede.reason.caseload.values import NO_DAY, Bits, Codes, Days, Nums, Rows, Sets, Spans, Vec
from trede.terms import Period

PART = 65_536  # people computed at once: their arrays fit in the processor's cache


@dataclass(slots=True)
class Column:
    """The values of one fact for a block of people; make one with `yes_no`, `days`, `numbers` and so on.

    `known` are the people of whom it is known, or known to be absent (None: of everybody); `absent` those of whom it
    is known to be absent (None: of nobody).
    """

    kind: Kind
    known: Plane | None = None
    absent: Plane | None = None
    values: Array | None = None
    scale: int = 1
    words: tuple[str, ...] = ()
    planes: dict[str, Plane] = field(default_factory=dict)
    offsets: Array | None = None
    ends: Array | None = None
    fields: dict[str, Column] = field(default_factory=dict)

    @classmethod
    def yes_no(cls, kind: Kind, true: Array, known: Array | None = None, absent: Array | None = None) -> Column:
        """Yes or no, as booleans."""
        return cls(kind, *_planes(known, absent), planes={"": pack(true)})

    @classmethod
    def days(cls, kind: Kind, days: Array, known: Array | None = None, absent: Array | None = None) -> Column:
        """Days by their number in the calendar (`date.toordinal`; days since 1970 plus 719 163)."""
        return cls(kind, *_planes(known, absent), values=np.asarray(days, np.int32))

    @classmethod
    def numbers(
        cls, kind: Kind, numbers: Array, scale: int = 1, known: Array | None = None, absent: Array | None = None
    ) -> Column:
        """Whole numbers of any width, each `scale` times the value: cents (1), a percentage (100), tenths (10)."""
        return cls(kind, *_planes(known, absent), values=numbers, scale=scale)

    @classmethod
    def choices(
        cls, kind: Kind, codes: Array, known: Array | None = None, absent: Array | None = None,
        words: tuple[str, ...] | None = None,
    ) -> Column:  # fmt: skip
        """A choice, by its place among the values of the kind; or a text, by its place in `words`."""
        names = tuple(snake(value) for value in kind.values) if words is None else words
        return cls(kind, *_planes(known, absent), values=codes, words=names)

    @classmethod
    def several(
        cls, kind: Kind, chosen: Mapping[str, Array], known: Array | None = None, absent: Array | None = None
    ) -> Column:
        """Several choices: for each (by its JSON name) who chose it, as booleans."""
        return cls(kind, *_planes(known, absent), planes={name: pack(flags) for name, flags in chosen.items()})

    @classmethod
    def periods(
        cls, kind: Kind, offsets: Array, starts: Array, ends: Array, known: Array | None = None,
        absent: Array | None = None,
    ) -> Column:  # fmt: skip
        """Periods: those of person i from `offsets[i]` to `offsets[i + 1]`; the end 0 is still running."""
        return cls(kind, *_planes(known, absent), values=starts, ends=ends, offsets=offsets)

    @classmethod
    def records(
        cls, kind: Kind, offsets: Array, fields: dict[str, Column], known: Array | None = None,
        absent: Array | None = None,
    ) -> Column:  # fmt: skip
        """Records: those of person i from `offsets[i]` to `offsets[i + 1]` in the columns of their fields."""
        return cls(kind, *_planes(known, absent), offsets=offsets, fields=fields)

    def vec(self, name: str, low: int, high: int) -> Vec:
        """The values of the people from `low` up to `high`, as programs read them; `name` names what is missing."""
        count = high - low
        known = None if self.known is None else cut(self.known, low, high)
        absent = None if self.absent is None else _some(cut(self.absent, low, high))
        open_ = None if known is None else _some(full(count) & ~known)
        found = self._values(low, high, _none(open_, absent, count))
        found.absent = absent
        found.unknown = {} if open_ is None else {name: open_}
        return found

    def _values(self, low: int, high: int, none: Plane | None) -> Vec:
        name = self.kind.name
        if name == "ja_nee":
            true = cut(self.planes[""], low, high)
            return Bits(true if none is None else true & ~none)
        if name == "keuzes":
            chosen = {word: cut(plane, low, high) for word, plane in self.planes.items()}
            return Sets(chosen if none is None else {word: plane & ~none for word, plane in chosen.items()})
        if name == "lijst":
            assert self.offsets is not None
            at = self.offsets[low : high + 1]
            return Rows(at, {f".{n}": c.vec(f".{n}", int(at[0]), int(at[-1])) for n, c in self.fields.items()})
        assert self.values is not None
        if name == "perioden":
            assert self.offsets is not None
            assert self.ends is not None
            at = self.offsets[low : high + 1]
            return Spans(at, self.values[at[0] : at[-1]], self.ends[at[0] : at[-1]])
        return self._plain(name, self.values[low:high], none)

    def _plain(self, name: str, values: Array, none: Plane | None) -> Vec:
        if none is not None:
            filler = NO_DAY if name == "datum" else 0
            values = np.where(unpack(none, len(values)), values.dtype.type(filler), values)
        if name == "datum":
            return Days(values)
        if name in ("keuze", "tekst"):
            return Codes(values, self.words)
        top = max(abs(int(values.max(initial=0))), abs(int(values.min(initial=0))))
        return Nums(values, self.scale, top, self.scale)

    def value(self, place: int) -> Any:
        """The engine's value of one person: None when absent, `Block.UNKNOWN` when unknown."""
        if self.known is not None and not _bit(self.known, place):
            return UNKNOWN
        if self.absent is not None and _bit(self.absent, place):
            return None
        name = self.kind.name
        if name == "ja_nee":
            return _bit(self.planes[""], place)
        if name == "keuzes":
            return tuple(word for word, plane in self.planes.items() if _bit(plane, place))
        if name in ("lijst", "perioden"):
            assert self.offsets is not None
            inner = range(int(self.offsets[place]), int(self.offsets[place + 1]))
            return tuple(self._record(at) if name == "lijst" else self._period(at) for at in inner)
        assert self.values is not None
        found = int(self.values[place])
        if name == "datum":
            return date.fromordinal(found)
        return self.words[found] if name in ("keuze", "tekst") else exact(Fraction(found, self.scale))

    def _record(self, at: int) -> dict[str, Any]:
        found = {name: column.value(at) for name, column in self.fields.items()}
        return {name: value for name, value in found.items() if value is not UNKNOWN}

    def _period(self, at: int) -> Period:
        assert self.values is not None
        assert self.ends is not None
        end = int(self.ends[at])
        return Period(date.fromordinal(int(self.values[at])), date.fromordinal(end) if end else None)


UNKNOWN = object()


@dataclass(slots=True)
class Block:
    """`count` people with a column per fact; a fact without a column is unknown of everybody.

    `apart` are the facts of people who do not fit in columns (a number too large or too fine, another day of
    assessment), by their place: the scalar engine does them.
    """

    count: int
    columns: dict[str, Column] = field(default_factory=dict)
    apart: dict[int, dict[str, Any]] = field(default_factory=dict)
    first: int = 0  # where in the columns this block begins

    def person(self, place: int, names: frozenset[str] | None = None) -> dict[str, Any]:
        """The facts of one person (of these names only), as the engine holds them."""
        if place in self.apart:
            return self.apart[place]
        columns = self.columns.items()
        found = {n: column.value(self.first + place) for n, column in columns if names is None or n in names}
        return {name: value for name, value in found.items() if value is not UNKNOWN}

    def parts(self, size: int = PART) -> Iterator[Block]:
        """The block in parts of `size` people (a multiple of 64), without copying."""
        for low in range(0, self.count, size):
            count = min(size, self.count - low)
            apart = {place - low: facts for place, facts in self.apart.items() if low <= place < low + count}
            yield Block(count, self.columns, apart, self.first + low)

    def vec(self, name: str) -> Vec | None:
        """The values of a fact as programs read them; None when there is no column."""
        column = self.columns.get(name)
        return None if column is None else column.vec(name, self.first, self.first + self.count)


def cut(plane: Plane, low: int, high: int) -> Plane:
    """The part of a plane from `low` up to `high`."""
    first = low // 64
    if low % 64 == 0 and (high % 64 == 0 or first + words(high - low) == len(plane)):
        return plane[first : first + words(high - low)]
    inside = plane[first : words(high)]
    return pack(unpack(inside, high - 64 * first)[low - 64 * first :])


def _planes(known: Array | None, absent: Array | None) -> tuple[Plane | None, Plane | None]:
    gone = None if absent is None else pack(absent)
    if known is None:
        return None, gone
    sure = pack(known)
    return (sure if gone is None else sure | gone), gone


def _some(plane: Plane) -> Plane | None:
    return plane if plane.any() else None


def _none(open_: Plane | None, absent: Plane | None, count: int) -> Plane | None:
    if open_ is None or absent is None:
        return absent if open_ is None else open_
    return open_ | absent


def _bit(plane: Plane, place: int) -> bool:
    return bool((int(plane[place // 64]) >> (place % 64)) & 1)

"""Lists of records and periods: computed over all records of a block at once, then brought back to each person."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from trede.reason.caseload import logic, numbers
from trede.reason.caseload.context import Context
from trede.reason.caseload.nodes import Node
from trede.reason.caseload.planes import Array, Plane, Unknowns, joined, masked, pack, unpack, without
from trede.reason.caseload.values import Bits, Codes, Days, Nothing, Nums, Rows, Spans, Unsupported, Vec

MOST_NAMED = 64  # missing fields are named per record; of longer lists the scalar engine says which


class Records(Context):
    """The records of a list, one after the other, with the person that each belongs to."""

    def __init__(self, outer: Context, rows: Rows, outers: dict[Node, Vec]) -> None:
        super().__init__(int(rows.offsets[-1] - rows.offsets[0]), rows.fields.get)
        self.outer, self.outers = outer, outers
        self.offsets = rows.offsets - rows.offsets[0]
        self.sizes = np.diff(self.offsets)

    def person(self, node: Node) -> Vec:
        """What a node comes to for the person of each record."""
        return self.spread(self.outers[node])

    def spread(self, value: Vec) -> Vec:
        """A value per person as a value per record."""
        found: Vec
        match value:
            case Nothing():
                found = Nothing()
            case Bits():
                found = Bits(self._plane(value.true))
            case Nums():
                found = Nums(self._part(value.num), self._part(value.den), value.top, value.den_top)
            case Days():
                found = Days(self._part(value.day))
            case Codes():
                found = Codes(self._part(value.code), value.words)
            case _:
                raise Unsupported(f"{type(value).__name__} in een lijst")
        found.unknown = {name: self._plane(plane) for name, plane in value.unknown.items()}
        found.absent = None if value.absent is None else self._plane(value.absent)
        return found

    def _part(self, part: Array | int) -> Array | int:
        return part if isinstance(part, int) else np.repeat(part, self.sizes)

    def _plane(self, plane: Plane) -> Plane:
        return pack(np.repeat(unpack(plane, self.outer.count), self.sizes))

    def per_person(self, amounts: Array) -> Array:
        """Sums per person; what wraps on the way comes back."""
        running = np.concatenate([np.zeros(1, np.int64), np.cumsum(amounts, dtype=np.int64)])
        found: Array = running[self.offsets[1:]] - running[self.offsets[:-1]]
        return found

    def some(self, plane: Plane) -> Plane:
        """Who has a record in the plane."""
        return pack(self.per_person(self.flags(plane)) > 0)

    def named(self, missing: Unknowns, source: str) -> Unknowns:
        """What is missing, per person: a field by the number of its record."""
        found: Unknowns = {}
        for name, plane in missing.items():
            if not name.startswith("."):
                found[name] = self.some(plane)
                continue
            flags = self.flags(plane)
            far = (self.sizes > MOST_NAMED) & (self.per_person(flags) > 0)
            if far.any():
                self.outer.spoil(far)
            for number in range(min(MOST_NAMED, int(self.sizes.max(initial=0)))):
                at = np.minimum(self.offsets[:-1] + number, max(0, self.count - 1))
                who = pack(flags[at] & (self.sizes > number))
                if who.any():
                    found[f"{source}[{number + 1}]{name}"] = who
        return found


def fold(
    ctx: Context, op: str, source: str, rows: Vec, where: Node | None, body: Node | None, outers: dict[Node, Vec]
) -> Vec:
    """The sum, count, any or every of a list."""
    if isinstance(rows, Nothing):
        nobody = np.zeros(ctx.count + 1, np.int64)
        rows = Rows(nobody, {}, unknown=rows.unknown, absent=rows.absent)
    if not isinstance(rows, Rows):
        raise Unsupported("een lijst die geen lijst is")
    inner = Records(ctx, rows, outers)
    chosen = Bits(inner.full) if where is None else logic.bits(inner, inner.get(where))
    value = numbers.fixed(1) if body is None else inner.get(body)
    missing = joined(chosen.unknown, masked(value.unknown, chosen.true))
    settled: Plane | None = None
    found: Vec
    if op in ("sum", "count"):
        found = _sum(ctx, inner, chosen, value)
    else:
        found, settled = _quantified(ctx, inner, op, chosen, logic.bits(inner, value))
    unknown = inner.named(missing, source)
    if inner.spoilt is not None:
        ctx.spoil(unpack(inner.some(inner.spoilt), ctx.count))
    if settled is not None:
        unknown = masked(unknown, ctx.full & ~settled)
    found.unknown = joined(rows.unknown, unknown)
    if isinstance(found, Bits):
        found.true = without(found.true, found.open)
    elif found.absent is not None:
        found.absent = without(found.absent, found.open)
    return found


def _sum(ctx: Context, inner: Records, chosen: Bits, value: Vec) -> Vec:
    if isinstance(value, Nothing):
        value = replace(numbers.fixed(0), unknown=value.unknown, absent=value.absent)
    if not isinstance(value, Nums):
        raise Unsupported(f"de som van {type(value).__name__}")
    value = numbers.wide(value)
    counted = inner.flags(without(chosen.true, value.gone))
    gone = None if value.absent is None else inner.some(value.absent & chosen.true)
    longest = int(inner.sizes.max(initial=0))
    if not isinstance(value.den, int):
        return _sum_of_fractions(ctx, inner, counted, value, gone)
    if isinstance(value.num, int):
        total, top = numbers.times(ctx, inner.per_person(counted), longest, value.num, abs(value.num))
        return Nums(total, value.den, top, value.den, absent=gone)
    top = value.top * longest
    if top > numbers.LIMIT:
        ctx.spoil(inner.sizes > 0)
    total = inner.per_person(np.where(counted, value.num, 0))
    return Nums(total, value.den, min(top, numbers.LIMIT), value.den, absent=gone)


def _sum_of_fractions(ctx: Context, inner: Records, counted: Array, value: Nums, gone: Plane | None) -> Nums:
    """A sum of records with denominators of their own: over the smallest that a person's records share."""
    num, den = np.where(counted, value.num, 0), np.where(counted, value.den, 1)
    shared = np.gcd(num, den)
    num, den = num // shared, den // shared
    some = inner.sizes > 0
    starts, sizes = inner.offsets[:-1][some], inner.sizes[some]
    whole, wide = np.ones(ctx.count, np.int64), np.zeros(ctx.count, np.bool_)
    if len(starts):
        bits = np.add.reduceat(np.log2(den), starts) + np.log2(np.maximum.reduceat(np.abs(num), starts) + 1)
        wide[some] = bits + np.log2(sizes) > 61
        den = np.where(np.repeat(wide, inner.sizes), 1, den)
        whole[some] = np.lcm.reduceat(den, starts)
    if wide.any():
        ctx.spoil(wide)
        num = np.where(np.repeat(wide, inner.sizes), 0, num)
    total = inner.per_person(num * (np.repeat(whole, inner.sizes) // den))
    return Nums(total, whole, numbers.top_of(total), numbers.top_of(whole), absent=gone)


def _quantified(ctx: Context, inner: Records, op: str, chosen: Bits, value: Bits) -> tuple[Bits, Plane]:
    """Who has a record of which it holds (or all of whose records it holds); and for whom that is settled."""
    if op == "any":
        true = inner.some(chosen.true & value.true)
        return Bits(true), true
    failed = inner.some(chosen.true & logic.false(inner, value))
    return Bits(ctx.full ^ failed), failed


def days_in(ctx: Context, value: Vec, names: frozenset[str]) -> Vec:
    """The days in periods, days in several counted once; unknown while a period still runs."""
    if isinstance(value, Nothing):
        return replace(numbers.fixed(0), unknown=value.unknown, absent=value.absent)
    if not isinstance(value, Spans):
        raise Unsupported("dagen in iets dat geen perioden is")
    offsets = value.offsets - value.offsets[0]
    person = np.repeat(np.arange(ctx.count, dtype=np.int64), np.diff(offsets))
    running = np.bincount(person[value.end == 0], minlength=ctx.count) > 0
    order = np.lexsort((value.start, person))
    who, start, end = person[order], value.start[order].astype(np.int64), value.end[order].astype(np.int64)
    shift = who * 2**32
    reached = np.concatenate([np.zeros(1, np.int64), np.maximum.accumulate(end + shift)])[:-1] - shift
    fresh = np.maximum(0, end - np.maximum(start - 1, reached))
    days = np.bincount(who, weights=fresh, minlength=ctx.count).astype(np.int64)
    unknown = dict(value.unknown)
    if running.any():
        unknown = joined(unknown, dict.fromkeys(names, pack(running)))
    absent = value.absent
    return Nums(days, 1, 4_000_000, unknown=unknown, absent=absent)

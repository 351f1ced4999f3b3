"""Comparing and choosing between values of a block: equality, order, one or the other, and what is agreed in doubt."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from trede.reason.caseload import numbers
from trede.reason.caseload.context import Context
from trede.reason.caseload.planes import Array, Plane, either, joined, masked, pack, without
from trede.reason.caseload.values import Bits, Codes, Days, Nothing, Nums, Sets, Unsupported, Vec


def known(ctx: Context, *parts: Vec) -> Plane:
    """Of whom all of these are known and not absent."""
    return without(ctx.full, either(part.gone for part in parts))


def plane_of(ctx: Context, flags: Array | bool) -> Plane:
    """A plane of booleans, or of one that is the same for everybody."""
    if np.ndim(flags) == 0:
        return ctx.full if flags else ctx.empty()
    return pack(np.asarray(flags))


def test(ctx: Context, op: str, one: Vec, two: Vec) -> Plane:
    """Of whom a comparison holds, where both are known."""
    match one, two:
        case Nums(), Nums():
            return plane_of(ctx, numbers.compare(ctx, op, one, two))
        case Days(), Days():
            return plane_of(ctx, numbers.COMPARE[op](one.day, two.day))
        case Codes(), Codes():
            return plane_of(ctx, numbers.COMPARE[op](one.code, recoded(two, one.words)))
        case Bits(), Bits() if op in "=≠":
            return one.true ^ two.true if op == "≠" else ctx.full ^ one.true ^ two.true
        case (Nothing(), _) | (_, Nothing()):
            return ctx.empty()
    raise Unsupported(f"vergelijken van {type(one).__name__} met {type(two).__name__}")


def recoded(value: Codes, words: tuple[str, ...]) -> Array | int:
    """The places of choices in other `words`; -1 for what is not there."""
    if value.words == words:
        return value.code
    place = {word: number for number, word in enumerate(words)}
    table = [place.get(word, -1) for word in value.words]
    if isinstance(value.code, int):
        return table[value.code]
    return np.array([*table, -1], np.int32).take(value.code)


def compare(ctx: Context, op: str, one: Vec, two: Vec, absence: bool = False) -> Bits:
    """A comparison: unknown if a side is; an absent side is nothing's equal and never more or less.

    With `absence` the right side is *geen*: does the left side lack a value?
    """
    unknown = joined(one.unknown, two.unknown)
    open_ = either((one.open, two.open))
    if absence:
        gone = one.absent if one.absent is not None else ctx.empty()
        return Bits(gone if op == "=" else without(ctx.full ^ gone, open_), unknown=unknown)
    both = known(ctx, one, two)
    if op == "≠":
        return Bits(without(ctx.full, open_) & ~(both & test(ctx, "=", one, two)), unknown=unknown)
    return Bits(both & test(ctx, op, one, two), unknown=unknown)


def merged(ctx: Context, mask: Plane, one: Vec, two: Vec) -> Vec:
    """The values of `one` for the people in `mask`, of `two` for the others; without what is unknown or absent."""
    match one, two:
        case (Nothing(), _):
            return bare(two)
        case (_, Nothing()):
            return bare(one)
        case Bits(), Bits():
            return Bits((one.true & mask) | (two.true & ~mask))
        case Nums(), Nums():
            left, right = numbers.alike(ctx, one, two)
            return Nums(
                _where(ctx, mask, left.num, right.num), _where(ctx, mask, left.den, right.den),
                max(left.top, right.top), max(left.den_top, right.den_top),
            )  # fmt: skip
        case Days(), Days():
            return Days(_where(ctx, mask, one.day, two.day))
        case Codes(), Codes():
            words = tuple(dict.fromkeys((*one.words, *two.words)))
            return Codes(_where(ctx, mask, recoded(one, words), recoded(two, words)), words)
        case Sets(), Sets():
            nobody = ctx.empty()
            names = dict.fromkeys((*one.chosen, *two.chosen))
            return Sets({
                n: (one.chosen.get(n, nobody) & mask) | (two.chosen.get(n, nobody) & ~mask) for n in names
            })  # fmt: skip
    raise Unsupported(f"kiezen tussen {type(one).__name__} en {type(two).__name__}")


def bare(value: Vec) -> Vec:
    """The values alone, in a holder of their own."""
    return replace(value, unknown={}, absent=None, _open=None)


def _where(ctx: Context, mask: Plane, one: Any, two: Any) -> Any:
    if isinstance(one, int) and isinstance(two, int) and one == two:
        return one
    for part in (one, two):
        if isinstance(part, int) and abs(part) > numbers.LIMIT:
            ctx.spoil()
            return np.zeros(ctx.count, np.int64)
    return np.where(ctx.flags(mask), one, two)


def given_first(ctx: Context, given: Vec, other: Vec) -> Vec:
    """The given value where there is one (absent is one), else the other."""
    if given.open is None:
        return given
    mask = ctx.full & ~given.open
    found = merged(ctx, mask, given, other)
    found.unknown = masked(other.unknown, given.open)
    gone = [p for p in (given.absent, None if other.absent is None else other.absent & given.open) if p is not None]
    found.absent = either(gone)
    return _settled(found)


def choose(ctx: Context, condition: Bits, then: Vec, other: Vec) -> Vec:
    """`then` where the condition holds, `other` where not; in doubt what both agree on."""
    if condition.open is None:
        yes, no = condition.true, ctx.full ^ condition.true
        found = merged(ctx, yes, then, other)
        found.unknown = joined(masked(then.unknown, yes), masked(other.unknown, no))
        found.absent = either(p & m for p, m in ((then.absent, yes), (other.absent, no)) if p is not None)
        return _settled(found)
    doubt = Doubt(ctx)
    yes = condition.true
    doubt.add(then, yes, {}, None)
    doubt.add(then, condition.open, condition.unknown, condition.open)
    doubt.add(other, ctx.full ^ yes ^ condition.open, {}, None)
    doubt.add(other, condition.open, {}, condition.open)
    return doubt.settle()


def _settled(found: Vec) -> Vec:
    found._open = None
    return found


def agree(ctx: Context, one: Vec, two: Vec) -> Plane:
    """Of whom the two are the same: the same value, or both absent."""
    open_ = either((one.open, two.open))
    nobody = ctx.empty()
    first, second = (part.absent if part.absent is not None else nobody for part in (one, two))
    same = known(ctx, one, two) & test(ctx, "=", one, two)
    return without(same | (first & second), open_)


class Doubt:
    """Gathers the values that are possible for each person; settles for the only one, or for what all agree on."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.value: Vec = Nothing()
        self.seen, self.split, self.doubted = ctx.empty(), ctx.empty(), ctx.empty()
        self.why: dict[str, Plane] = {}
        self.gaps: dict[str, Plane] = {}

    def add(self, value: Vec, people: Plane, why: dict[str, Plane], doubted: Plane | None) -> None:
        """`value` is possible for `people`; `doubted` are those for whom others may be, because of `why`."""
        fresh = people & ~self.seen
        again = people & self.seen
        if again.any():
            self.split |= again & ~agree(self.ctx, self.value, value)
        if fresh.any():
            before, unknown, absent = self.value, self.value.unknown, self.value.absent
            self.value = merged(self.ctx, fresh, value, before)
            self.value.unknown = joined(unknown, masked(value.unknown, fresh))
            self.value.absent = either((absent, None if value.absent is None else value.absent & fresh))
            _settled(self.value)
        self.seen |= people
        self.gaps = joined(self.gaps, masked(value.unknown, people))
        if doubted is not None:
            self.doubted |= doubted
            self.why = joined(self.why, why)

    def settle(self) -> Vec:
        """The value, unknown to whom the possible ones do not agree (or are unknown), for all that caused it."""
        open_ = self.value.open
        split = self.doubted & (self.split if open_ is None else self.split | open_)
        found = self.value
        sure = self.ctx.full & ~self.doubted
        found.unknown = joined(masked(self.why, split), masked(self.gaps, split), masked(found.unknown, sure))
        if found.absent is not None:
            found.absent = found.absent & ~split
        if isinstance(found, Bits):
            found.true = found.true & ~split
        return _settled(found)

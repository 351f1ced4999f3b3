"""Comparing and choosing between values of a block: equality, order, one or the other, and what is agreed in doubt."""

from __future__ import annotations

from dataclasses import replace
from math import lcm
from typing import Any

import numpy as np

from trede.reason.caseload import numbers
from trede.reason.caseload.context import Context
from trede.reason.caseload.planes import Array, Plane, Unknowns, either, joined, masked, pack, without
from trede.reason.caseload.values import Bits, Codes, Days, Nothing, Nums, Sets, Unsupported, Vec

MOST_ROWS = 250  # of a table whose rows are looked up by their number


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
        return value.code if isinstance(value.code, int) else value.code.astype(np.int32, copy=False)
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
            left, right = numbers.alike(ctx, numbers.wide(one), numbers.wide(two))
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
            return np.ones(ctx.count, np.int64)
    return np.where(ctx.flags(mask), one, two)


def joined_at(ctx: Context, mask: Plane, one: Vec, two: Vec) -> Vec:
    """`one` for the people in `mask`, `two` for the others, with what is unknown and absent of each."""
    found = merged(ctx, mask, one, two)
    rest = ctx.full ^ mask
    found.unknown = joined(masked(one.unknown, mask), masked(two.unknown, rest))
    found.absent = either(p & m for p, m in ((one.absent, mask), (two.absent, rest)) if p is not None)
    return found


def given_first(ctx: Context, given: Vec, other: Vec) -> Vec:
    """The given value where there is one (absent is one), else the other."""
    return given if given.open is None else joined_at(ctx, ctx.full ^ given.open, given, other)


def pick(ctx: Context, planes: list[Plane], values: list[Vec]) -> Vec:
    """To everybody the value of the plane that they are in; nobody is in two, everybody in one."""
    whole = [v for v in values if isinstance(v, Nums) and isinstance(v.num, int) and v.gone is None]
    dens = [value.den for value in whole if isinstance(value.den, int)]
    if len(dens) < len(values) - 1 or not isinstance(values[-1], Nothing) or len(values) > MOST_ROWS:
        found = values[-1]
        for plane, value in zip(planes[:-1], values[:-1], strict=True):
            found = joined_at(ctx, plane, value, found)
        return found
    den = lcm(*dens)
    nums = [value.num * (den // one) for value, one in zip(whole, dens, strict=True) if isinstance(value.num, int)]
    top = max((abs(num) for num in nums), default=0)
    at = np.zeros(ctx.count, np.uint8)
    for place, plane in enumerate(planes):
        if place:
            at += np.uint8(place) * ctx.flags(plane)
    absent = planes[-1] if planes[-1].any() else None
    return Nums(np.array([*nums, 0], np.int64).take(at), den, top, den, absent=absent)


def choose(ctx: Context, condition: Bits, then: Vec, other: Vec) -> Vec:
    """`then` where the condition holds, `other` where not; in doubt what both agree on."""
    if condition.open is None:
        return joined_at(ctx, condition.true, then, other)
    direct = joined_at(ctx, condition.true, then, other)
    doubt = Doubt(ctx)
    doubt.add(then, condition.open, condition.unknown)
    doubt.add(other, condition.open, {})
    return joined_at(ctx, condition.open, doubt.settle(), direct)


def agree(ctx: Context, one: Vec, two: Vec) -> Plane:
    """Of whom the two are the same: the same value, or both absent."""
    open_ = either((one.open, two.open))
    nobody = ctx.empty()
    first, second = (part.absent if part.absent is not None else nobody for part in (one, two))
    same = known(ctx, one, two) & test(ctx, "=", one, two)
    return without(same | (first & second), open_)


class Doubt:
    """Gathers the values that are possible while it is not known which holds; settles for what all agree on."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.value: Vec = Nothing()
        self.seen, self.split = ctx.empty(), ctx.empty()
        self.why: Unknowns = {}

    def add(self, value: Vec, people: Plane, why: Unknowns) -> None:
        """`value` is possible for `people`; `why` is missing to know whether it holds."""
        again = people & self.seen
        if again.any():
            self.split |= again & ~agree(self.ctx, self.value, value)
        self.value = joined_at(self.ctx, people & ~self.seen, value, self.value)
        self.seen |= people
        self.why = joined(self.why, why, masked(value.unknown, people))

    def settle(self) -> Vec:
        """What all agree on; else unknown, for all that caused the doubt and all that is unknown of the values."""
        found = self.value
        split = self.split if found.open is None else self.split | found.open
        found.unknown = masked(self.why, split)
        if found.absent is not None:
            found.absent = found.absent & ~split
        if isinstance(found, Bits):
            found.true = found.true & ~split
        found.forget()
        return found

"""Exact arithmetic on arrays: whole numbers over a denominator, in 64 bits, with a bound on what could overflow.

A bound is kept beside each array. Only when it says that a result may not fit is the array itself looked at; who then
does not fit is spoilt, and computed by the scalar engine with numbers that cannot overflow. Nothing ever wraps.
"""

from __future__ import annotations

from dataclasses import replace
from math import gcd, lcm

import numpy as np

from trede.law.kinds import Number
from trede.reason.caseload.context import Context
from trede.reason.caseload.planes import Array, Plane, either, joined, pack, without
from trede.reason.caseload.values import Nums, Vec

LIMIT = 2**63 - 1
SAFE = 2.0**62
Part = Array | int


def fixed(value: Number) -> Nums:
    """A number that is the same for everybody."""
    num, den = value.numerator, value.denominator
    return Nums(num, den, abs(num), den)


def top_of(part: Part) -> int:
    """The largest absolute value in an array."""
    if isinstance(part, int):
        return abs(part)
    return max(abs(int(part.max(initial=0))), abs(int(part.min(initial=0))))


def wide(value: Nums) -> Nums:
    """The number in 64 bits: a column may be narrower, and what is computed with it may not fit there."""
    if isinstance(value.num, int) or value.num.dtype == np.int64:
        return value
    return replace(value, num=value.num.astype(np.int64))


def times(ctx: Context, one: Part, one_top: int, two: Part, two_top: int) -> tuple[Part, int]:
    """A product with its bound."""
    if isinstance(one, int) and isinstance(two, int):
        return one * two, abs(one * two)
    if isinstance(two, int) and two == 1:
        return one, one_top
    if any(isinstance(part, int) and abs(part) > LIMIT for part in (one, two)):
        ctx.spoil()
        return np.ones(ctx.count, np.int64), 1
    if one_top * two_top > LIMIT:
        one_top, two_top = top_of(one), top_of(two)
        if one_top * two_top > LIMIT:
            return _spoilt_times(ctx, one, two)
    return np.multiply(one, two, dtype=np.int64), one_top * two_top


def _spoilt_times(ctx: Context, one: Part, two: Part) -> tuple[Part, int]:
    """A product that does not fit for everybody."""
    over = np.abs(np.asarray(one, np.float64)) * np.abs(np.asarray(two, np.float64)) >= SAFE
    ctx.spoil(over)
    first, second = (np.where(over, 1, np.asarray(part, object)).astype(np.int64) for part in (one, two))
    found = first * second
    return found, top_of(found)


def plus(ctx: Context, one: Part, one_top: int, two: Part, two_top: int, sign: int = 1) -> tuple[Part, int]:
    """A sum (or with `sign` -1 a difference) with its bound."""
    if isinstance(one, int) and isinstance(two, int):
        return one + sign * two, abs(one + sign * two)
    if any(isinstance(part, int) and abs(part) > LIMIT for part in (one, two)):
        ctx.spoil()
        return np.ones(ctx.count, np.int64), 1
    if one_top + two_top > LIMIT:
        one_top, two_top = top_of(one), top_of(two)
        if one_top + two_top > LIMIT:
            over = np.abs(np.asarray(one, np.float64)) + np.abs(np.asarray(two, np.float64)) >= SAFE
            ctx.spoil(over)
            one, two = (np.where(over, 1, np.asarray(part, object)).astype(np.int64) for part in (one, two))
            one_top, two_top = top_of(one), top_of(two)
    found = np.add(one, two, dtype=np.int64) if sign > 0 else np.subtract(one, two, dtype=np.int64)
    return found, one_top + two_top


def alike(ctx: Context, one: Nums, two: Nums) -> tuple[Nums, Nums]:
    """Both over one denominator."""
    if isinstance(one.den, int) and isinstance(two.den, int):
        if one.den == two.den:
            return one, two
        whole = lcm(one.den, two.den)
        if not _fit(one, two) or max(one.top * (whole // one.den), two.top * (whole // two.den), whole) <= LIMIT:
            return _over(ctx, one, whole // one.den), _over(ctx, two, whole // two.den)
    elif max(one.top * two.den_top, two.top * one.den_top, one.den_top * two.den_top) <= LIMIT or not _fit(one, two):
        return _times_den(ctx, one, two, two.den, two.den_top, one.den, one.den_top)
    one, two = reduced(one), reduced(two)  # what does not fit may fit in its lowest terms
    shared = np.gcd(one.den, two.den)
    more, less = np.asarray(two.den) // shared, np.asarray(one.den) // shared
    return _times_den(ctx, one, two, more, top_of(more), less, top_of(less))


def _times_den(
    ctx: Context, one: Nums, two: Nums, more: Part, more_top: int, less: Part, less_top: int
) -> tuple[Nums, Nums]:
    """Both over `one.den × more`, which is `two.den × less`."""
    first, first_top = times(ctx, one.num, one.top, more, more_top)
    second, second_top = times(ctx, two.num, two.top, less, less_top)
    den, den_top = times(ctx, one.den, one.den_top, more, more_top)
    return Nums(first, den, first_top, den_top), Nums(second, den, second_top, den_top)


def _over(ctx: Context, value: Nums, factor: int) -> Nums:
    num, top = times(ctx, value.num, value.top, factor, factor)
    assert isinstance(value.den, int)
    return Nums(num, value.den * factor, top, value.den * factor)


def strict(*parts: Vec) -> tuple[dict[str, Plane], Plane | None]:
    """Unknown if any part is; else absent if any part is."""
    unknown = joined(*(part.unknown for part in parts))
    absent = either(part.absent for part in parts)
    if absent is not None and (open_ := either(part.open for part in parts)) is not None:
        absent = absent & ~open_
    return unknown, absent


def add(ctx: Context, one: Nums, two: Nums, sign: int = 1) -> Nums:
    """A sum, or with `sign` -1 a difference."""
    unknown, absent = strict(one, two)
    left, right = alike(ctx, one, two)
    num, top = plus(ctx, left.num, left.top, right.num, right.top, sign)
    return Nums(num, left.den, top, left.den_top, unknown=unknown, absent=absent)


def _fit(*parts: Nums) -> bool:
    """Does each fit in 64 bits?"""
    return all(part.top <= LIMIT and part.den_top <= LIMIT for part in parts)


def reduced(value: Nums) -> Nums:
    """The same numbers in their lowest terms."""
    num, den = (np.asarray(part, np.int64) for part in (value.num, value.den))
    return _over_shared(value, num, den, np.gcd(num, den), np.gcd(num, den))


def crossed(one: Nums, two: Nums) -> tuple[Nums, Nums]:
    """Two factors without what the one has above and the other below the line."""
    first, second = reduced(one), reduced(two)
    left, right = np.gcd(first.num, second.den), np.gcd(second.num, first.den)
    return (
        _over_shared(first, np.asarray(first.num), np.asarray(first.den), left, right),
        _over_shared(second, np.asarray(second.num), np.asarray(second.den), right, left),
    )


def _over_shared(value: Nums, num: Array, den: Array, over: Array, under: Array) -> Nums:
    num, den = num // np.maximum(over, 1), den // np.maximum(under, 1)
    return replace(value, num=num, den=den, top=top_of(num), den_top=top_of(den))


def multiply(ctx: Context, one: Nums, two: Nums) -> Nums:
    """A product; in lowest terms when it would not fit otherwise."""
    unknown, absent = strict(one, two)
    if max(one.top * two.top, one.den_top * two.den_top) > LIMIT and _fit(one, two):
        one, two = crossed(one, two)
    num, top = times(ctx, one.num, one.top, two.num, two.top)
    den, den_top = times(ctx, one.den, one.den_top, two.den, two.den_top)
    return Nums(num, den, top, den_top, unknown=unknown, absent=absent)


def divide(ctx: Context, one: Nums, two: Nums) -> Nums:
    """A quotient; dividing by nothing is absent."""
    unknown, absent = strict(one, two)
    under, under_top, sign = two.num, two.top, 1
    if isinstance(under, int):
        if under == 0:
            return Nums(0, unknown=unknown, absent=without(ctx.full, either(unknown.values())))
        under, sign = abs(under), (-1 if under < 0 else 1)
    else:
        zero = under == 0
        if zero.any():
            absent = either((absent, without(pack(zero), either(unknown.values()))))
        flip = np.sign(under) if under.min(initial=0) < 0 else None
        under = np.where(zero, 1, np.abs(under) if flip is not None else under).astype(np.int64)
        if flip is not None:
            one = Nums(np.multiply(one.num, np.where(zero, 1, flip), dtype=np.int64), one.den, one.top, one.den_top)
    num, top = times(ctx, one.num, one.top, sign, 1) if sign < 0 else (one.num, one.top)
    num, top = times(ctx, num, top, two.den, two.den_top)
    den, den_top = times(ctx, one.den, one.den_top, under, under_top)
    if isinstance(num, int) and isinstance(den, int):
        shared = gcd(num, den)
        num, den = num // shared, den // shared
        top, den_top = abs(num), den
    return Nums(num, den, top, den_top, unknown=unknown, absent=absent)


def extreme(ctx: Context, op: str, parts: list[Nums]) -> Nums:
    """The smallest or largest; of equals the first, as `min` and `max` do."""
    best = parts[0]
    for part in parts[1:]:
        unknown, absent = strict(best, part)
        left, right = alike(ctx, best, part)
        num: Part
        if isinstance(left.num, int) and isinstance(right.num, int):
            num = min(left.num, right.num) if op == "min" else max(left.num, right.num)
        else:
            num = (np.minimum if op == "min" else np.maximum)(left.num, right.num)
        top = max(left.top, right.top)
        best = Nums(num, left.den, top, left.den_top, unknown=unknown, absent=absent)
    return best


def rounded(ctx: Context, mode: str, value: Nums) -> Nums:
    """One explicit rounding step, as `operations.ROUND`."""
    if mode == "euro":
        whole, whole_top = half_up(ctx, value, per=100)
        num, top = times(ctx, whole, whole_top, 100, 100)
        found = Nums(num, 1, top)
    elif mode == "procent":
        num, top = half_up(ctx, value, times_=100)
        found = Nums(num, 100, top, 100)
    elif mode in ("omhoog", "omlaag"):
        num = -((-value.num) // value.den) if mode == "omhoog" else value.num // value.den
        found = Nums(num, 1, value.top)
    else:
        num, top = half_up(ctx, value)
        found = Nums(num, 1, top)
    found.unknown, found.absent = value.unknown, value.absent
    return found


def half_up(ctx: Context, value: Nums, per: int = 1, times_: int = 1) -> tuple[Part, int]:
    """The nearest whole number of `value × times_ / per`, a half going away from zero; with its bound."""
    num, top = times(ctx, value.num, value.top, times_, times_)
    den, den_top = times(ctx, value.den, value.den_top, per, per)
    if isinstance(den, int) and den == 1:
        return num, top
    if top + den_top > LIMIT:
        num, top = plus(ctx, num, top, den, den_top)  # spoils whose half cannot be added
        num, top = plus(ctx, num, top, den, den_top, -1)
    if isinstance(den, int) and den > LIMIT and not isinstance(num, int):
        return np.zeros_like(num), 0  # nobody is left here: adding the half spoiled them all
    half = den // 2  # of an odd denominator no half exists, so rounding it down changes nothing
    if not isinstance(num, int) and num.min(initial=0) < 0:
        return np.where(num < 0, -((half - num) // den), (num + half) // den), top
    return (-((half - num) // den) if isinstance(num, int) and num < 0 else (num + half) // den), top


def compare(ctx: Context, op: str, one: Nums, two: Nums) -> Array | bool:
    """Compare two numbers; a number that is the same for everybody becomes a bound in the other's own units."""
    if isinstance(two.num, int) and isinstance(two.den, int) and isinstance(one.den, int):
        return _against(op, one.num, two.num * one.den, two.den)
    if isinstance(one.num, int) and isinstance(one.den, int) and isinstance(two.den, int):
        return _against(TURNED[op], two.num, one.num * two.den, one.den)
    left, right = alike(ctx, one, two)
    found: Array = COMPARE[op](left.num, right.num)
    return found


def _against(op: str, num: Part, bound: int, den: int) -> Array | bool:
    """Compare `num` with `bound / den`."""
    low, high = bound // den, -(-bound // den)
    if op in ("≥", "<"):
        found = num >= high if op == "≥" else num < high
    elif op in ("≤", ">"):
        found = num <= low if op == "≤" else num > low
    elif low == high:
        found = num == low if op == "=" else num != low
    else:
        found = np.full(np.shape(num), op == "≠")
    return found


TURNED = {"=": "=", "≠": "≠", "<": ">", ">": "<", "≤": "≥", "≥": "≤"}
COMPARE = {"=": np.equal, "≠": np.not_equal, "<": np.less, ">": np.greater, "≤": np.less_equal, "≥": np.greater_equal}

"""Kleene's logic on bit planes: a definite part settles *en* and *of*, whatever else is missing."""

from __future__ import annotations

from functools import reduce
from operator import and_, or_

from trede.reason.caseload.context import Context
from trede.reason.caseload.planes import Plane, joined, masked, without
from trede.reason.caseload.values import Bits, Nothing, Sets, Unsupported, Vec


def bits(ctx: Context, value: Vec) -> Bits:
    """A value as yes or no."""
    if isinstance(value, Bits):
        return value
    if isinstance(value, Nothing):
        return Bits(ctx.empty(), unknown=value.unknown, absent=value.absent)
    raise Unsupported(f"{type(value).__name__} als ja of nee")


def false(ctx: Context, value: Bits) -> Plane:
    """Of whom it is known not to be so; an absent yes/no is not so."""
    return without(ctx.full ^ value.true, value.open)


def negated(ctx: Context, value: Bits) -> Bits:
    """*niet*."""
    return Bits(false(ctx, value), unknown=value.unknown)


def both(ctx: Context, parts: list[Bits]) -> Bits:
    """*en*: one false part settles it."""
    true = reduce(and_, (part.true for part in parts))
    unknown = joined(*(part.unknown for part in parts))
    if unknown:
        unknown = masked(unknown, ctx.full & ~reduce(or_, (false(ctx, part) for part in parts)))
    return Bits(true, unknown=unknown)


def any_(ctx: Context, parts: list[Bits]) -> Bits:
    """*of*: one true part settles it."""
    true = reduce(or_, (part.true for part in parts))
    unknown = joined(*(part.unknown for part in parts))
    return Bits(true, unknown=masked(unknown, ctx.full & ~true) if unknown else unknown)


def contains(ctx: Context, value: Vec, wanted: tuple[str, ...]) -> Bits:
    """Did they choose all of these? Who chose nothing did not."""
    if isinstance(value, Nothing):
        return Bits(ctx.empty(), unknown=value.unknown)
    if not isinstance(value, Sets):
        raise Unsupported(f"{type(value).__name__} omvat iets")
    true = reduce(and_, (value.chosen.get(name, ctx.empty()) for name in wanted), ctx.full)
    return Bits(without(true, value.open), unknown=value.unknown)


def is_known(ctx: Context, value: Vec) -> Bits:
    """Is it known (or known to be absent)?"""
    return Bits(without(ctx.full, value.open))

"""Tables of the law on arrays: the first row that fits gives the value; in doubt, what all that may fit agree on."""

from __future__ import annotations

from typing import Any

from trede.law import norms
from trede.reason.caseload import select
from trede.reason.caseload.context import Context
from trede.reason.caseload.nodes import Fixed
from trede.reason.caseload.planes import Plane, Unknowns, either, joined, masked, without
from trede.reason.caseload.select import Doubt, joined_at, pick
from trede.reason.caseload.values import Nothing, Vec


def look(ctx: Context, rows: tuple[tuple[norms.Cell, ...], ...], keys: list[Vec], values: list[Vec]) -> Vec:
    """The value of the first row whose cells fit the keys, as `evaluate.Compiler._table`."""
    left, doubted = ctx.full, ctx.empty()
    sure: list[Plane] = []
    doubt = Doubt(ctx)
    tried: dict[tuple[int, str, Any], Plane] = {}
    for cells, value in zip(rows, values, strict=True):
        who, open_ = _fitting(ctx, cells, keys, left, tried)
        unsure = either(open_.values())
        definite = without(who, unsure)
        sure.append(definite & ~doubted)
        if unsure is not None:
            doubted = doubted | unsure
        if (possible := who & doubted).any():
            doubt.add(value, possible, open_)
        left = left & ~definite
    nothing = Nothing(absent=ctx.full)
    direct = pick(ctx, [*sure, left & ~doubted], [*values, nothing])
    if not doubted.any():
        return direct
    doubt.add(nothing, left & doubted, {})
    return joined_at(ctx, doubted, doubt.settle(), direct)


def _fitting(
    ctx: Context, cells: tuple[norms.Cell, ...], keys: list[Vec], left: Plane, tried: dict[tuple[int, str, Any], Plane]
) -> tuple[Plane, Unknowns]:
    """Whom a row may fit, of those who are `left`; and what is unknown of the keys of those."""
    who, open_ = left, []
    for place, (key, cell) in enumerate(zip(keys, cells, strict=False)):
        if cell.op != "*":
            mark = place, cell.op, cell.value
            if mark not in tried:
                tried[mark] = misfit(ctx, cell, key)
            who = who & ~tried[mark]
            open_.append(key.unknown)
    return who, {name: plane for name, plane in masked(joined(*open_), who).items() if plane.any()}


def misfit(ctx: Context, cell: norms.Cell, key: Vec) -> Plane:
    """Whose known (or absent) key does not fit the cell."""
    return without(ctx.full & ~_fits(ctx, cell.op, cell.value, key), key.open)


def _fits(ctx: Context, op: str, wanted: Any, key: Vec) -> Plane:
    if op == "=":
        if wanted is None:
            return key.absent if key.absent is not None else ctx.empty()
        return select.known(ctx, key) & select.test(ctx, "=", key, Fixed(wanted).compute(ctx))
    if op == "∈":
        fits = either(_fits(ctx, "=", item, key) for item in wanted)
        return ctx.empty() if fits is None else fits
    if op == "..":
        low, high = wanted
        return _fits(ctx, "≥", low, key) & _fits(ctx, "≤", high, key)
    return select.known(ctx, key) & select.test(ctx, op, key, Fixed(wanted).compute(ctx))

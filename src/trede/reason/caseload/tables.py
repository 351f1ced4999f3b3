"""Tables of the law on arrays: the first row that fits gives the value; in doubt, what all that may fit agree on."""

from __future__ import annotations

from typing import Any

from trede.law import norms
from trede.reason.caseload import select
from trede.reason.caseload.context import Context
from trede.reason.caseload.nodes import Fixed
from trede.reason.caseload.planes import Plane, Unknowns, either, joined, masked, without
from trede.reason.caseload.select import Doubt
from trede.reason.caseload.values import Nothing, Vec

ORDER = {"≥": "≥", "≤": "≤", "<": "<", ">": ">"}


def look(ctx: Context, rows: tuple[tuple[norms.Cell, ...], ...], keys: list[Vec], values: list[Vec]) -> Vec:
    """The value of the first row whose cells fit the keys, as `evaluate.Compiler._table`."""
    found = Doubt(ctx)
    left, doubt = ctx.full, ctx.empty()
    tried: dict[tuple[int, Any], Plane] = {}
    for cells, value in zip(rows, values, strict=True):
        who = left
        open_: Unknowns = {}
        for place, (key, cell) in enumerate(zip(keys, cells, strict=False)):
            if cell.op == "*":
                continue
            mark = place, (cell.op, cell.value)
            if mark not in tried:
                tried[mark] = misfit(ctx, cell, key)
            who = who & ~tried[mark]
            open_ = joined(open_, key.unknown)
        open_ = masked(open_, who)
        unsure = either(open_.values())
        definite = without(who, unsure)
        doubtful = who & (doubt if unsure is None else doubt | unsure)
        found.add(value, definite & ~doubt, {}, None)
        if doubtful.any():
            found.add(value, doubtful, open_, doubtful)
        doubt = doubt if unsure is None else doubt | unsure
        left = left & ~definite
    nothing = Nothing(absent=left)
    found.add(nothing, left, {}, left & doubt)
    return found.settle()


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

"""How long a provision lasts, where that decides: time used before, and an end date that is asked for.

What `duration.py` and `extension.py` say, for the common case: lengths and used time in months or years, no extension.
Everybody else is for the scalar engine.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from trede.law import norms
from trede.reason.caseload import calendar, logic, numbers
from trede.reason.caseload.context import Context
from trede.reason.caseload.nodes import Node
from trede.reason.caseload.planes import Array, Plane, Unknowns, either, joined, masked, pack, without
from trede.reason.caseload.select import plane_of
from trede.reason.caseload.values import NO_DAY, Bits, Days, Nothing, Nums, Spans, Vec
from trede.reason.program import Rule

MONTHS = {"maanden": 1, "jaar": 12}
FAR = 20_000  # months; a length beyond it leaves the calendar, and is for the scalar engine
NEVER = 2**62


@dataclass(slots=True)
class Length:
    """A norm that says how long, in a unit, or until when: its nodes."""

    rule: Rule
    node: Node
    guard: Node | None
    unit: str


@dataclass(slots=True)
class Terms:
    """What bounds a provision in time: `counting` is the used time that counts, each with the months of its unit."""

    start: Node
    lengths: list[Length]
    counting: list[tuple[Node, int]]
    lengthened: bool  # is there time that does not count?
    extended: bool  # may it be extended?


@dataclass(slots=True)
class Verdict:
    """Whom each norm refuses, what is missing of whom, and who is for the scalar engine."""

    refused: list[tuple[Rule, Plane]] = field(default_factory=list)
    unknown: Unknowns = field(default_factory=dict)
    apart: Plane | None = None


def judge_terms(ctx: Context, terms: Terms, length: Vec | None, end: Vec | None) -> Verdict:
    """Judge the time: `length` is the extension that is asked for, `end` the end date."""
    asked = [without(ctx.full, value.open) for value in (length, end) if value is not None]
    used = _Used(ctx, terms)
    at_stake = either([*asked, used.before])
    found = Verdict(apart=either((None if length is None else present(ctx, length), used.strange)))
    if at_stake is None or not at_stake.any() or not terms.lengths:
        return found
    span = _Span(ctx, terms, used)
    if span.strange is not None:
        found.apart = either((found.apart, span.strange & at_stake))
    none_left = plane_of(ctx, numbers.compare(ctx, "<", span.left, numbers.fixed(1)))
    found.refused += [(rule, plane & at_stake & used.any & none_left) for rule, plane in span.shortest]
    wanted = None if end is None else without(ctx.full, end.gone)
    if isinstance(end, Days) and wanted is not None and wanted.any():
        _judge_end(ctx, terms, span, end, wanted, found)
    return found


def present(ctx: Context, value: Vec) -> Plane:
    """Who has a value that is not nought."""
    there = without(ctx.full, value.gone)
    match value:
        case Nums():
            return there & plane_of(ctx, value.num != 0)
        case Spans():
            return there & pack(value.offsets[1:] > value.offsets[:-1])
    return there


class _Used:
    """The time that was used before: months together, who has any, and whose cannot be counted here."""

    def __init__(self, ctx: Context, terms: Terms) -> None:
        self.months: Nums = numbers.fixed(0)
        self.any, self.before = ctx.empty(), ctx.empty()
        self.strange: Plane | None = None
        self.unknown: Unknowns = {}
        for node, months in terms.counting:
            value = ctx.get(node)
            here = present(ctx, value)
            self.before = self.before | here
            self.any = self.any | without(ctx.full, value.gone)
            self.unknown = joined(self.unknown, value.unknown)
            if isinstance(value, Nums) and months:
                self._add(ctx, numbers.wide(value), months)
            elif here.any():
                self.strange = either((self.strange, here))

    def _add(self, ctx: Context, value: Nums, months: int) -> None:
        gone = value.gone
        num = value.num if gone is None else np.where(ctx.flags(gone), 0, value.num)
        plain = Nums(num, value.den, value.top, value.den_top)
        self.months = numbers.add(ctx, self.months, numbers.multiply(ctx, plain, numbers.fixed(months)))
        far = plane_of(ctx, numbers.compare(ctx, ">", self.months, numbers.fixed(FAR)))
        if far.any():
            self.strange = either((self.strange, far))
            self.months = replace(self.months, num=np.where(ctx.flags(far), 0, self.months.num))


class _Span:
    """The shortest length that applies, what of it is `left`, the last days that norms name, and what may shorten."""

    def __init__(self, ctx: Context, terms: Terms, used: _Used) -> None:
        self.ctx = ctx
        self.months: Array = np.full(ctx.count, NEVER, np.int64)
        self.shortest: list[tuple[Rule, Plane]] = []
        self.caps: list[tuple[Rule, Plane, Array]] = []
        self.least: list[tuple[Length, Plane, Nums]] = []
        self.unknown: Unknowns = used.unknown
        self.any = ctx.empty()
        self.strange: Plane | None = None
        for length in terms.lengths:
            self._length(length)
        self.has_length = pack(self.months < NEVER)
        whole = Nums(np.where(self.months < NEVER, self.months, 0), 1, 12 * FAR)
        self.left = numbers.add(ctx, whole, used.months, -1)

    def _length(self, length: Length) -> None:
        ctx = self.ctx
        value = ctx.get(length.node)
        guard = Bits(ctx.full) if length.guard is None else logic.bits(ctx, ctx.get(length.guard))
        self.unknown = joined(self.unknown, guard.unknown, masked(value.unknown, guard.true))
        there = without(guard.true, value.gone)
        norm = length.rule.norm
        assert isinstance(norm, norms.Lasts)
        if isinstance(value, Days):
            day = np.broadcast_to(np.asarray(value.day, np.int64) - 1, (ctx.count,))
            self.caps.append((length.rule, there & plane_of(ctx, day >= 1), day))
            self.any = self.any | there
        elif isinstance(value, Nums):
            self.any = self.any | there
            self._shorter(length, numbers.wide(value), there, norm.bound in ("≤", "="))

    def _shorter(self, length: Length, value: Nums, there: Plane, most: bool) -> None:
        ctx = self.ctx
        if not most:
            self.least.append((length, there, value))
            return
        per = MONTHS.get(length.unit, 0)
        if not per or not isinstance(value.den, int):
            self.strange = either((self.strange, there))
            return
        odd = plane_of(ctx, numbers.compare(ctx, ">", value, numbers.fixed(FAR // 12)))
        odd = odd | plane_of(ctx, numbers.compare(ctx, "<", value, numbers.fixed(-FAR // 12)))
        odd = odd | plane_of(ctx, np.asarray(value.num % value.den != 0))
        self.strange = either((self.strange, there & odd))
        there = there & ~odd
        flags = ctx.flags(there)
        months = np.where(flags, np.where(ctx.flags(odd), 0, value.num) // value.den * per, NEVER)
        less = pack(months < self.months)
        self.shortest = [(rule, plane & ~less) for rule, plane in self.shortest]
        self.shortest.append((length.rule, less & there))
        self.months = np.minimum(self.months, months)

    def base(self, start: Days) -> tuple[Plane, Array, list[tuple[Rule, Plane]]]:
        """Of whom the last day is known; that day; and the norm that sets it, of whom."""
        ctx = self.ctx
        end = calendar.later(ctx, Days(start.day), self.left, "maanden", 1)
        raw = without(self.has_length, end.absent)
        best = np.where(ctx.flags(raw), np.asarray(end.day, np.int64) - 1, NEVER)
        for _, plane, day in self.caps:
            best = np.minimum(best, np.where(ctx.flags(plane), day, NEVER))
        known, left = pack(best < NEVER), ctx.full
        by: list[tuple[Rule, Plane]] = []
        for rule, plane, day in self.caps:
            mine = left & plane & pack(day == best)
            by.append((rule, mine))
            left = left & ~mine
        by += [(rule, plane & left) for rule, plane in self.shortest]
        return known, best, by


def _judge_end(ctx: Context, terms: Terms, span: _Span, end: Days, wanted: Plane, found: Verdict) -> None:
    """The wanted end date: not after the last day, or it refuses; unless an extension may be at stake."""
    start = ctx.get(terms.start)
    if isinstance(start, Nothing):
        start = Days(NO_DAY, unknown=start.unknown, absent=start.absent)
    assert isinstance(start, Days)
    bounded = either((span.any, *span.unknown.values()))
    wanted = wanted if bounded is None else wanted & bounded
    known, base, by = span.base(start)
    settled = known if start.gone is None else known & ~start.gone
    gaps = joined(masked(start.unknown, wanted & ~settled), masked(span.unknown, wanted & ~settled))
    within = settled & pack(np.broadcast_to(end.day <= base, (ctx.count,)))
    found.unknown = joined(found.unknown, gaps, masked(span.unknown, wanted & within))
    late = wanted & settled & ~within
    for length, plane, value in span.least:
        found.unknown = joined(found.unknown, masked(start.unknown, wanted & plane))
        last = calendar.later(ctx, Days(start.day), value, length.unit, 1)
        early = pack(np.broadcast_to(end.day < np.asarray(last.day) - 1, (ctx.count,)))
        found.refused.append((length.rule, without(wanted & plane & early, either((start.gone, last.absent)))))
    if terms.lengthened:
        found.apart = either((found.apart, wanted))
    elif terms.extended:
        found.apart = either((found.apart, late))
    else:
        found.refused += [(rule, plane & late) for rule, plane in by]

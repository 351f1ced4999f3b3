"""Computes a provision for a block: every ground's verdict, and from them the outcome, in the order of `outcome.py`.

A bound condition that definitely fails refuses, whatever else is missing; else missing facts and documents; else
judgements; a ground that one may use and that holds waits for a person's choice.
"""

from __future__ import annotations

from trede.law import norms
from trede.reason.caseload import logic
from trede.reason.caseload.context import Context
from trede.reason.caseload.nodes import Node
from trede.reason.caseload.plan import Part, Plan
from trede.reason.caseload.planes import Plane, Unknowns, either, joined, masked, without
from trede.reason.caseload.result import Marked, Piece, ProvisionResult, Quantity
from trede.reason.caseload.term import judge_terms
from trede.reason.caseload.values import Bits, Rows, Sets, Spans, Unsupported
from trede.reason.outcome import split_judgements
from trede.reason.program import Rule


def judge(ctx: Context, made: Plan, grounds: bool) -> ProvisionResult:
    """What a provision comes to for a block; with `grounds` also whom each norm refuses. Unsupported."""
    return _Tally(ctx, made, grounds).conclude()


class _Tally:
    """Gathers what the norms of one provision come to."""

    def __init__(self, ctx: Context, made: Plan, grounds: bool) -> None:
        self.ctx, self.made, self.keep = ctx, made, grounds
        self.refused = ctx.empty()
        self.open: Unknowns = {}
        self.choices: Unknowns = {}
        self.documents: list[Marked] = []
        self.submitted: list[Marked] = []
        self.refusing: list[Marked] = []
        self.roles = made.program.law.regime.roles

    def conclude(self) -> ProvisionResult:
        """Try every norm and join the verdicts."""
        ctx, made = self.ctx, self.made
        for part in made.bounds:
            self._bound(part)
        for part in made.required:
            self._document(part)
        apart = self._extension()
        self._excluded()
        self._grounds()
        for part in made.submits:
            value = self._bits(part.node)
            self.open = joined(self.open, value.unknown)
            self._mark(self.submitted, part.rule, value.true)
        amounts = [self._amount(part) for part in made.amounts]
        keep = ctx.full & ~self.refused
        facts, judged = split_judgements(made.program, set(self.open))
        left = {name: plane for name, plane in masked(self.open, keep).items() if plane.any()}
        return ProvisionResult(
            made.name, ctx.count, self.refused,
            {name: left[name] for name in facts if name in left},
            {name: left[name] for name in judged if name in left},
            {name: plane & keep for name, plane in self.choices.items() if (plane & keep).any()},
            _kept(self.documents, keep), _kept(self.submitted, keep), amounts, self.refusing, apart,
        )  # fmt: skip

    def _bits(self, node: Node) -> Bits:
        return logic.bits(self.ctx, self.ctx.get(node))

    def _mark(self, where: list[Marked], rule: Rule, plane: Plane) -> None:
        if plane.any():
            where.append(Marked(rule.norm, plane))

    def _refuse(self, rule: Rule, plane: Plane) -> None:
        self.refused = self.refused | plane
        if self.keep:
            self._mark(self.refusing, rule, plane)

    def _bound(self, part: Part) -> None:
        norm = part.rule.norm
        assert isinstance(norm, norms.Bound)
        ctx = self.ctx
        guard = None if part.guard is None else self._bits(part.guard)
        value = self._bits(part.node)
        good, bad = (value.true, logic.false(ctx, value)) if norm.wanted else (logic.false(ctx, value), value.true)
        unknown = value.unknown
        if guard is not None:
            idle = logic.false(ctx, guard)
            bad = bad & guard.true
            unknown = joined(masked(unknown, ctx.full & ~idle), masked(guard.unknown, ctx.full & ~good))
        self.open = joined(self.open, unknown)
        self._refuse(part.rule, bad)
        for source in part.rule.sources:
            key = (self.made.name, source)
            ctx.unmet[key] = ctx.unmet[key] | bad if key in ctx.unmet else bad

    def _document(self, part: Part) -> None:
        ctx = self.ctx
        guard = None if part.guard is None else self._bits(part.guard)
        value = self._bits(part.node)
        lacking, unknown = logic.false(ctx, value), value.unknown
        if guard is not None:
            idle = logic.false(ctx, guard)
            lacking = lacking & guard.true
            unknown = joined(masked(unknown, ctx.full & ~idle), masked(guard.unknown, ctx.full & ~value.true))
        self.open = joined(self.open, unknown)
        self._mark(self.documents, part.rule, lacking)

    def _extension(self) -> Plane | None:
        """Time used before, an extension or an end date that is asked for; who of those is for the scalar engine."""
        if self.made.terms is None:
            return None
        length, end = (self.ctx.column(self.roles[role]) for role in ("gevraagde verlenging", "gewenste einddatum"))
        found = judge_terms(self.ctx, self.made.terms, length, end)
        self.open = joined(self.open, found.unknown)
        for rule, plane in found.refused:
            self._refuse(rule, plane)
        return found.apart

    def _excluded(self) -> None:
        if not self.made.concurrence:
            return
        running = self.ctx.column(self.roles["lopende voorzieningen"])
        for others, node in self.made.concurrence:
            guard = None if node is None else self._bits(node)
            if not isinstance(running, Sets):
                continue
            beside = either(running.chosen.get(other) for other in others)
            if beside is None:
                continue
            if guard is not None:
                self.open = joined(self.open, masked(guard.unknown, beside))
                beside = beside & guard.true
            self.refused = self.refused | beside

    def _grounds(self) -> None:
        found = [(part, part.rule.norm, self._bits(part.node).true) for part in self.made.grounds]
        chosen = {effect: self._choice(effect) for effect in ("refuse", "end")}
        let_be: dict[frozenset[str], Plane] = {}
        for part, norm, holds in found:
            assert isinstance(norm, norms.Ground)
            no = chosen[norm.effect][2]
            if norm.may and part.rule.names and no is not None:
                names = part.rule.names
                let_be[names] = let_be[names] | (holds & no) if names in let_be else holds & no
        for part, norm, holds in found:
            assert isinstance(norm, norms.Ground)
            if not norm.may:
                self._refuse(part.rule, holds)
                continue
            chooser, yes, no = chosen[norm.effect]
            if yes is not None:
                self._refuse(part.rule, holds & yes)
            waiting = without(without(without(holds, yes), no), let_be.get(part.rule.names))
            self.choices[chooser] = self.choices[chooser] | waiting if chooser in self.choices else waiting

    def _choice(self, effect: str) -> tuple[str, Plane | None, Plane | None]:
        """The fact by which an official chooses to refuse or end; who did, who chose not to."""
        chooser = self.roles["keuze eindigen" if effect == "end" else "keuze weigeren"]
        column = self.ctx.column(chooser)
        if not isinstance(column, Bits):
            return chooser, None, None
        return chooser, column.true, without(self.ctx.full ^ column.true, column.gone)

    def _amount(self, part: Part) -> Quantity:
        ctx, norm = self.ctx, part.rule.norm
        assert isinstance(norm, norms.Amount)
        value = ctx.get(part.node)
        if isinstance(value, Sets | Spans | Rows):
            raise Unsupported(f"{type(value).__name__} als hoeveelheid")
        wanted, unknown = None, value.unknown
        if part.guard is not None:
            guard = self._bits(part.guard)
            idle = logic.false(ctx, guard)
            wanted = ctx.full & ~idle
            unknown = joined(masked(unknown, wanted), guard.unknown)
        self.open = joined(self.open, unknown)
        return Quantity(norm, [Piece(ctx.count, value, wanted, unknown)])


def _kept(marks: list[Marked], keep: Plane) -> list[Marked]:
    return [Marked(mark.norm, mark.plane & keep) for mark in marks if (mark.plane & keep).any()]

"""The same regime over a table of people: made ready once for a date, run over blocks."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from trede.law import norms
from trede.law.inforce import InForce, law_on
from trede.law.regime import Regime
from trede.law.vocabulary import Fact
from trede.reason.assess import find_provision
from trede.reason.caseload import logic, people
from trede.reason.caseload.block import PART, Block
from trede.reason.caseload.change import Change, changed
from trede.reason.caseload.compile import Builder, Shared
from trede.reason.caseload.context import Context
from trede.reason.caseload.nodes import Node
from trede.reason.caseload.plan import Plan, plan, uses
from trede.reason.caseload.planes import Plane, either, pack, places
from trede.reason.caseload.result import BlockResult, Marked, Piece, ProvisionResult, Quantity
from trede.reason.caseload.values import Nothing, Unsupported
from trede.reason.caseload.verdict import judge
from trede.reason.evaluate import Person, compiler
from trede.reason.facts import Facts
from trede.reason.outcome import Result, compute
from trede.reason.possible import check_possible
from trede.reason.program import program


@dataclass
class Caseload:
    """Provisions of a regime under the law of one date, ready to run over blocks of people."""

    law: InForce
    on: date
    plans: list[Plan]
    uses: dict[Node, int]

    @property
    def regime(self) -> Regime:
        """The regime."""
        return self.law.regime

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """The facts that the provisions read, in the order of the regime: what a table of people has columns for."""
        names = {name for made in self.plans for name in made.reads}
        names |= {name for _, read in self._excluding if read & names for name in read}
        names.discard(self.regime.roles["beoordelingsdatum"])
        return {name: fact for name, fact in self.regime.vocabulary.facts.items() if name in names}

    @property
    def scalar(self) -> dict[str, str]:
        """The provisions that the array form cannot do at all, and why."""
        return {made.name: made.why for made in self.plans if made.why}

    def block(self, found: Iterable[Mapping[str, Any] | Facts]) -> Block:
        """A block of ordinary facts. FactErrors."""
        values = [one if isinstance(one, Facts) else Facts.read(one, self.regime) for one in found]
        block = people.block_of(values, self.facts, self.regime.vocabulary.fields)
        today = self.regime.roles["beoordelingsdatum"]
        other = {place: f.values for place, f in enumerate(values) if f.values.get(today, self.on) != self.on}
        block.apart.update(other)
        return block

    def compute(self, facts: Facts) -> dict[str, Result]:
        """What every provision comes to for one person under this (perhaps changed) law. FactErrors."""
        check_possible(self.law, facts)
        values = facts.on(self.on, self.regime)
        return {made.name: compute(made.program, values) for made in self.plans}

    def impossible(self, block: Block) -> list[Marked]:
        """The people whose facts cannot be together, per norm that says so; `reason.possible` for a table."""
        ctx = Context(block.count, block.vec)
        builder = Builder(Shared(self.law), "")
        scalar = compiler(self.law, "")
        found = []
        for norm, _ in self._excluding:
            try:
                plane, apart = logic.bits(ctx, ctx.get(builder.build(norm.expr))).true, _apart(block)
            except Unsupported:
                plane, apart = ctx.empty(), ctx.full
            if (rest := either((apart, ctx.spoilt))) is not None:
                holds = scalar.compile(norm.expr)
                flags = ctx.flags(plane & ~rest)
                for place in places(rest, block.count):
                    person = Facts(block.person(int(place))).on(self.on, self.regime)
                    flags[place] = holds(Person(person)) is True
                plane = pack(flags)
            found += [Marked(norm, plane)] if plane.any() else []
        return found

    @cached_property
    def _excluding(self) -> list[tuple[norms.Impossible, frozenset[str]]]:
        """The norms that say which facts cannot be together, with the names they read."""
        reads = compiler(self.law, "").reads.of
        return [(norm, reads(norm.expr)) for norm in self.law.norms if isinstance(norm, norms.Impossible)]

    def run(self, block: Block, threads: int = 1, grounds: bool = False) -> BlockResult:
        """What every provision comes to for each person of a block; with `grounds` also whom each norm refuses."""
        if block.count <= PART:
            return self._run(block, grounds)
        return BlockResult.joined(list(self.stream(block.parts(), threads, grounds)))

    def stream(self, blocks: Iterable[Block], threads: int = 1, grounds: bool = False) -> Iterator[BlockResult]:
        """The same for block after block, in order; at most `threads` and one are at hand."""
        if threads <= 1:
            yield from (self._run(block, grounds) for block in blocks)
            return
        with ThreadPoolExecutor(threads) as pool:
            busy: deque[Future[BlockResult]] = deque()
            for block in blocks:
                busy.append(pool.submit(self._run, block, grounds))
                if len(busy) > threads:
                    yield busy.popleft().result()
            while busy:
                yield busy.popleft().result()

    def _run(self, block: Block, grounds: bool) -> BlockResult:
        ctx = Context(block.count, block.vec, self.uses)
        found = BlockResult(block.count, {made.name: self._judge(ctx, made, grounds) for made in self.plans})
        for made in self.plans:
            found.fallbacks += self._scalar(ctx, made, block, found.provisions[made.name])
        return found

    def _judge(self, ctx: Context, made: Plan, grounds: bool) -> ProvisionResult:
        if not made.why:
            try:
                return judge(ctx, made, grounds)
            except Unsupported as problem:
                made.why = str(problem)
        amounts = [
            Quantity(rule.norm, [Piece(ctx.count, Nothing(absent=ctx.full), None, {})])
            for rule in made.program.amounts
            if isinstance(rule.norm, norms.Amount)
        ]
        return ProvisionResult(made.name, ctx.count, ctx.empty(), {}, {}, {}, [], [], amounts, [], ctx.full)

    def _scalar(self, ctx: Context, made: Plan, block: Block, result: ProvisionResult) -> int:
        """Let the scalar engine do the people whom the arrays cannot."""
        result.apart = either((result.apart, ctx.spoilt, _apart(block)))
        if result.apart is None or not result.apart.any():
            result.apart = None
            return 0
        found = places(result.apart, block.count)
        for place in found.tolist():
            facts = Facts(block.person(place, made.reads)).on(self.on, self.regime)
            result.take(place, compute(made.program, facts))
        return len(found)


def _apart(block: Block) -> Plane | None:
    if not block.apart:
        return None
    flags = np.zeros(block.count, np.bool_)
    flags[list(block.apart)] = True
    return pack(flags)


def prepare(
    regime: Regime,
    on: date,
    provisions: Iterable[str] | None = None,
    known: date | None = None,
    changes: Iterable[Change] = (),
) -> Caseload:
    """Make provisions (or decisions; None: every provision) ready for a date, perhaps with other figures in the law.

    NoLawInForce, UnknownProvision, ChangeErrors.
    """
    law = law_on(regime, on, known)
    names = law.provision_names if provisions is None else [find_provision(law, name, on) for name in provisions]
    if made_up := list(changes):
        law = changed(law, made_up)
    shared = Shared(law)
    plans = [plan(shared, program(law, name)) for name in dict.fromkeys(names)]
    return Caseload(law, on, plans, uses(plans))

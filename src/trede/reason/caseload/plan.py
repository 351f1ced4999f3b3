"""The array program of one provision: which nodes are its conditions, documents, grounds and amounts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from trede.law import norms, tree
from trede.reason.caseload.compile import Builder, Shared
from trede.reason.caseload.nodes import Fixed, Node
from trede.reason.caseload.term import MONTHS, Length, Terms
from trede.reason.caseload.values import Unsupported
from trede.reason.duration import unit_of
from trede.reason.program import Program, Rule

ROLES = (
    "gevraagde verlenging", "gewenste einddatum", "eerdere verlengingen", "lopende voorzieningen", "keuze weigeren",
    "keuze eindigen", "begindatum",
)  # fmt: skip


@dataclass(slots=True)
class Part:
    """A norm of a provision with its nodes; no guard: it applies to everybody."""

    rule: Rule
    node: Node
    guard: Node | None = None


@dataclass(slots=True)
class Plan:
    """The nodes of one provision, in the order of `outcome.compute`; `why` says why there are none."""

    program: Program
    why: str = ""
    reads: frozenset[str] = frozenset()
    bounds: list[Part] = field(default_factory=list)
    required: list[Part] = field(default_factory=list)
    concurrence: list[tuple[tuple[str, ...], Node | None]] = field(default_factory=list)
    grounds: list[Part] = field(default_factory=list)
    submits: list[Part] = field(default_factory=list)
    amounts: list[Part] = field(default_factory=list)
    terms: Terms | None = None

    @property
    def name(self) -> str:
        """The JSON name of the provision."""
        return self.program.name

    def nodes(self) -> Iterator[Node]:
        """Every node that a run reads, as often as it reads it."""
        for part in (*self.bounds, *self.required, *self.grounds, *self.submits, *self.amounts):
            yield from (part.node,) if part.guard is None else (part.guard, part.node)
        yield from (guard for _, guard in self.concurrence if guard is not None)
        if self.terms is not None:
            yield from (node for node, _ in self.terms.counting)
            for length in self.terms.lengths:
                yield from (length.node,) if length.guard is None else (length.guard, length.node)
            yield self.terms.start


def plan(shared: Shared, program: Program) -> Plan:
    """The plan of a provision."""
    made = Plan(program, reads=facts_read(program))
    builder = Builder(shared, program.name)
    try:
        _fill(made, builder)
    except Unsupported as problem:
        return Plan(program, str(problem), made.reads)
    return made


def _fill(made: Plan, builder: Builder) -> None:
    program = made.program
    made.bounds = [_part(rule, builder) for rule in program.bounds]
    builder.after = True
    made.required = [_part(rule, builder) for rule in program.required]
    for norm, _ in program.concurrence:
        if norm.relation == "sluit_uit":
            made.concurrence.append((norm.others, None if norm.when is None else builder.build(norm.when)))
    made.grounds = [_part(rule, builder) for rule in program.grounds]
    made.submits = [_part(rule, builder) for rule in program.submits]
    made.amounts = [_part(rule, builder) for rule in program.amounts]
    if program.lasts or program.extends:
        made.terms = _terms(program, builder)


def _terms(program: Program, builder: Builder) -> Terms:
    def unit(rule: Rule) -> str:
        return unit_of(program.law.typer.infer(rule.expr))

    counts = [(rule, rule.norm.counts) for rule in program.counts if isinstance(rule.norm, norms.Counts)]
    counting = [(builder.build(rule.expr), MONTHS.get(unit(rule), 0)) for rule, counted in counts if counted]
    lengths = [(_part(rule, builder), unit(rule)) for rule in program.lasts]
    begin = program.law.regime.roles["begindatum"]
    return Terms(
        builder.build(program.starts[0].expr) if program.starts else builder.name(begin),
        [Length(part.rule, part.node, part.guard, said) for part, said in lengths],
        counting if program.lasts else [], any(not counted for _, counted in counts), bool(program.extends),
    )  # fmt: skip


def _part(rule: Rule, builder: Builder) -> Part:
    when = getattr(rule.norm, "when", None)
    guard = None if when is None else builder.build(when)
    return Part(rule, builder.build(rule.expr), None if isinstance(guard, Fixed) and guard.value is True else guard)


def uses(plans: list[Plan]) -> dict[Node, int]:
    """How often each node is read in a run of these plans, so that what was computed can be let go."""
    found: dict[Node, int] = {}
    todo = [node for made in plans for node in made.nodes()]
    while todo:
        node = todo.pop()
        found[node] = found.get(node, 0) + 1
        if found[node] == 1:
            todo += node.children
    return found


def facts_read(made: Program) -> frozenset[str]:
    """Every name that a provision may read, through definitions and tables, and the fixed names."""
    rules = (
        *made.bounds, *made.required, *made.grounds, *made.submits, *made.amounts, *made.starts, *made.lasts,
        *made.extends, *made.extend_ifs, *made.counts,
    )  # fmt: skip
    exprs = [getattr(rule.norm, name, None) for rule in rules for name in ("expr", "when", "total")]
    exprs += [norm.when for norm, _ in made.concurrence]
    exprs += [tree.Ref(rule.norm.name) for rule in made.amounts if isinstance(rule.norm, norms.Amount)]
    read = {name for expr in exprs if isinstance(expr, tree.Expr) for name in made.compiler.reads.of(expr)}
    return frozenset(read | {made.law.regime.roles[role] for role in ROLES})

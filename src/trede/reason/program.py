"""A provision made ready to compute: its norms with their compiled expressions, sorted by the part they play."""

from __future__ import annotations

from dataclasses import dataclass, field

from trede.law import norms, tree
from trede.law.inforce import InForce, ProvisionLaw
from trede.law.kinds import ABSENT, NUMBER
from trede.reason.evaluate import Compiled, Compiler, compiler

UNREAD = tree.Const(None, ABSENT)


@dataclass(slots=True, eq=False)
class Rule:
    """A norm with its compiled expression, its compiled guard if it has one, and every source that says it.

    `reading` is all that the norm reads: its expression, and its guard (`voor zover …`) before it; `names` are what a
    ground that one may use reads. Provisions for which a ground always comes to the same have one rule for it.
    """

    norm: norms.Norm
    expr: tree.Expr
    value: Compiled
    guard: Compiled | None = None
    reading: tree.Expr = UNREAD
    names: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()


@dataclass(slots=True)
class Program:
    """One provision under the law of one date."""

    law: InForce
    provision: ProvisionLaw
    compiler: Compiler
    bounds: list[Rule] = field(default_factory=list)
    required: list[Rule] = field(default_factory=list)
    grounds: list[Rule] = field(default_factory=list)
    submits: list[Rule] = field(default_factory=list)
    amounts: list[Rule] = field(default_factory=list)
    starts: list[Rule] = field(default_factory=list)
    lasts: list[Rule] = field(default_factory=list)
    extends: list[Rule] = field(default_factory=list)
    extend_ifs: list[Rule] = field(default_factory=list)
    counts: list[Rule] = field(default_factory=list)
    deviates: list[Rule] = field(default_factory=list)
    duties: list[norms.Duty] = field(default_factory=list)
    contents: list[norms.Contents] = field(default_factory=list)
    concurrence: list[tuple[norms.Concurrence, Compiled | None]] = field(default_factory=list)
    texts: list[norms.TextNorm] = field(default_factory=list)
    read: dict[Rule, frozenset[str]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The JSON name of the provision."""
        return self.provision.name

    def reads(self, rule: Rule) -> frozenset[str]:
        """All names that a norm reads, through definitions and tables; worked out once."""
        if rule not in self.read:
            self.read[rule] = self.compiler.reads.of(rule.reading)
        return self.read[rule]


def program(law: InForce, provision: str) -> Program:
    """The program of a provision; made once for each law and provision. KeyError if it is not in force."""
    key = ("program", provision)
    found = law.cache.get(key)
    if found is None:
        found = law.cache[key] = _build(law, law.provisions[provision])
    assert isinstance(found, Program)
    return found


def _build(law: InForce, provision: ProvisionLaw) -> Program:
    made = Program(law, provision, compiler(law, provision.name))
    for norm in provision.norms:
        _place(made, norm, made.compiler)
    made.starts = made.starts[:1]
    origins = _origins(law)
    for rule in made.bounds:
        rule.sources = frozenset(origins.get(c, rule.norm.source) for c in rule.norm.citations) | {rule.norm.source}
    return made


def _origins(law: InForce) -> dict[str, str]:
    """The source of each citation."""
    if "origins" not in law.cache:
        law.cache["origins"] = {citation: norm.source for norm in law.norms for citation in norm.citations}
    found = law.cache["origins"]
    assert isinstance(found, dict)
    return found


def _place(made: Program, norm: norms.Norm, compiler: Compiler) -> None:
    """Put a norm where it plays its part."""
    match norm:
        case norms.Bound():
            made.bounds.append(_rule(norm, norm.expr, compiler, norm.when))
        case norms.Required():
            made.required.append(_rule(norm, norm.expr, compiler, norm.when))
        case norms.Ground():
            made.grounds.append(_ground(norm, compiler))
        case norms.Submit():
            made.submits.append(_rule(norm, norm.expr, compiler))
        case norms.Amount() if compiler.names.get(norm.name) is norm:
            made.amounts.append(_rule(norm, tree.Ref(norm.name), compiler, norm.when))
        case norms.Starts():
            made.starts.append(_rule(norm, norm.expr, compiler))
        case norms.Lasts():
            made.lasts.append(_rule(norm, norm.expr, compiler, norm.when))
        case norms.Extends():
            made.extends.append(_rule(norm, norm.expr or norm.total or _ZERO, compiler, norm.when))
        case norms.ExtendIf():
            made.extend_ifs.append(_rule(norm, norm.expr, compiler))
        case norms.Counts():
            made.counts.append(_rule(norm, norm.expr, compiler))
        case norms.Deviates():
            made.deviates.append(_rule(norm, norm.expr, compiler))
        case norms.Duty():
            made.duties.append(norm)
        case norms.Contents():
            made.contents.append(norm)
        case norms.Concurrence():
            made.concurrence.append((norm, compiler.compile(norm.when) if norm.when is not None else None))
        case norms.TextNorm():
            made.texts.append(norm)
        case _:
            pass


_ZERO = tree.Const(0, NUMBER)


def _rule(norm: norms.Norm, expr: tree.Expr, compiler: Compiler, guard: tree.Expr | None = None) -> Rule:
    if guard is None:
        return Rule(norm, expr, compiler.compile(expr), None, expr)
    return Rule(norm, expr, compiler.compile(expr), compiler.compile(guard), tree.All((guard, expr)))


def _ground(norm: norms.Ground, compiler: Compiler) -> Rule:
    """The rule of a ground; one and the same for all provisions for which it is general."""
    rules, key = compiler.law.cache if compiler.reads.is_general(norm.expr) else {}, ("ground", id(norm))
    if key not in rules:
        rule = rules[key] = _rule(norm, norm.expr, compiler)
        rule.names = frozenset(tree.names(norm.expr))
    found = rules[key]
    assert isinstance(found, Rule)
    return found

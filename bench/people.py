"""Invented people of whom everything is known that some provisions ask, drawn around the bounds that the rules set."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from bench.mutation.cases import closure, read_by
from trede.law import tree
from trede.law.inforce import InForce
from trede.law.kinds import Kind, snake
from trede.law.vocabulary import Fact
from trede.reason import assess
from trede.reason.facts import FactErrors, Facts
from trede.reason.program import Program

APART = ("gevraagde verlenging", "gewenste einddatum", "keuze weigeren", "keuze eindigen", "keuze afwijken")
TRIES = 60


def facts_read(made: Program) -> list[str]:
    """The facts that a provision can read, through its definitions and tables."""
    rules = (*made.bounds, *made.required, *made.grounds, *made.submits, *made.amounts, *made.starts, *made.lasts)
    seeds = {name for rule in rules for name in tree.names(rule.expr) | read_by(rule.norm)}
    return sorted(name for name in closure(made.compiler.names, seeds) if name not in made.compiler.names)


def bounds(name: str, made: Program) -> list[Any]:
    """The constants that a provision and its definitions compare a name with."""
    exprs = [e for norm in (*made.provision.norms, *made.compiler.names.values()) for e in norm.expressions()]
    nodes = [node for expr in exprs for node in expr.walk() if isinstance(node, tree.Compare)]
    pairs = [pair for n in nodes for pair in ((n.left, n.right), (n.right, n.left))]
    found = [b.value for a, b in pairs if isinstance(a, tree.Ref) and a.name == name and isinstance(b, tree.Const)]
    return [value for value in dict.fromkeys(found) if value is not None]


class Crowd:
    """Draws people for some provisions under the law of one day; the same seed gives the same people."""

    def __init__(self, law: InForce, on: date, programs: Iterable[Program], seed: int = 1) -> None:
        self.law, self.on, self.random = law, on, random.Random(seed)
        self.today = law.regime.roles.get("beoordelingsdatum")
        self.read: dict[str, list[Program]] = {}
        self.near: dict[str, list[int]] = {}
        for made in programs:
            for name in facts_read(made):
                self.read.setdefault(name, []).append(made)
        words = law.regime.vocabulary
        apart = {law.regime.roles[name] for name in APART if name in law.regime.roles}
        self.facts = [words.facts[name] for name in self.read if name in words.facts and name not in apart]

    def people(self, count: int) -> list[Facts]:
        """That many people whose facts can be together; fewer when they are hard to find."""
        return [facts for _ in range(count) if (facts := self._person()) is not None]

    def _person(self) -> Facts | None:
        """A person; what cannot be together is drawn again."""
        drawn = {fact.key: self._draw(fact) for fact in self.facts}
        for _ in range(TRIES):
            try:
                facts = Facts.read(drawn, self.law.regime)
                assess(self.law.regime, facts, self.on, provisions=[])  # FactErrors when they cannot be together
            except FactErrors as errors:
                wrong = {name for problem in errors.problems for name in problem.fact.split(", ")}
                again = [fact for fact in self.facts if fact.key in wrong]
                if not again:
                    return None
                drawn |= {fact.key: self._draw(fact) for fact in again}
            else:
                return facts
        return None

    def _draw(self, fact: Fact) -> Any:
        if fact.key == self.today:
            return self.on.isoformat()
        if fact.kind.name in ("getal", "bedrag"):
            per = 100 if fact.kind.name == "bedrag" or fact.kind.unit == "%" else 1
            return self._number(fact.kind, self._near(fact), 100 if per == 100 else 40)
        return self._any(fact.kind, fact.key)

    def _near(self, fact: Fact) -> list[int]:
        if fact.key not in self.near:
            found = [b for made in self.read[fact.key] for b in bounds(fact.key, made)]
            self.near[fact.key] = [self._scaled(bound, fact.kind) for bound in found]
        return self.near[fact.key]

    @staticmethod
    def _scaled(bound: Any, kind: Kind) -> int:
        if kind.name == "bedrag":
            return int(bound) // 100
        return int(Fraction(bound) * 100) if kind.unit == "%" else int(bound)

    def _number(self, kind: Kind, near: list[int], high: int) -> int:
        low = int(kind.low) if kind.low is not None else 0
        top = int(kind.high) if kind.high is not None else max([high, *near])
        drawn = (
            self.random.choice(near) + self.random.randint(-2, 2) if near else self.random.randint(low, max(low, top))
        )
        return max(low, min(top, drawn)) if kind.high is not None else max(low, drawn)

    def _any(self, kind: Kind, name: str) -> Any:
        match kind.name:
            case "ja_nee":
                return self.random.random() < 0.5
            case "datum":
                return self._day(name).isoformat()
            case "keuze":
                return snake(self.random.choice(kind.values))
            case "keuzes":
                return [snake(v) for v in kind.values if self.random.random() < 0.5]
            case "perioden":
                start = self._day(name)
                end = start + timedelta(days=self.random.randint(0, 60))
                return [{"van": start.isoformat(), "tot_en_met": end.isoformat()}]
            case "lijst":
                return [self._record(kind) for _ in range(self.random.randint(1, 3))]
            case "getal" | "bedrag":
                return self._number(kind, [], 100)
            case _:
                return "x"

    def _record(self, kind: Kind) -> dict[str, Any]:
        fields = self.law.regime.vocabulary.fields.get(kind.element or "", {})
        return {key: self._any(fact.kind, key) for key, fact in fields.items()}

    def _day(self, name: str) -> date:
        if "geboorte" in name:
            return self.on - timedelta(days=self.random.randint(17 * 366, 66 * 365))
        return self.on + timedelta(days=self.random.randint(-400, 60))

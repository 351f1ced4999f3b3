"""One version and any person: what questions about it are put to, and who comes out, confirmed by the engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import z3

from trede.law.inforce import InForce, Named
from trede.reason.compare.encode import Encoder
from trede.reason.compare.jsonfacts import facts_json, facts_shown
from trede.reason.compare.ordinary import settle
from trede.reason.compare.people import BOUND, People
from trede.reason.compare.symbols import Records, Spans, Truth, Unencodable
from trede.reason.compare.verdict import Concluder
from trede.reason.compare.witness import TIME_UP, Answer, Search, Taste, shrink
from trede.reason.facts import Facts
from trede.reason.possible import impossible
from trede.reason.program import program
from trede.reason.turning import bounds

Test = Callable[[dict[str, Any]], bool]
NO_DATES = "zonder de regels over de duur"


@dataclass(frozen=True)
class Somebody:
    """An invented person as JSON facts and in words."""

    facts: dict[str, Any]
    shown: list[str]


class Room:
    """Any person under the law of one date, by the names of one provision; `instead` reads some names from one norm."""

    def __init__(
        self, law: InForce, place: str, instead: Mapping[str, Named] | None = None, dates: bool = False
    ) -> None:  # fmt: skip
        self.law, self.place = law, place
        computed = frozenset(law.definitions[place]) | set(instead or ())
        self.people = People((law.regime,), computed=computed, dates=dates)
        self.encoder = Encoder(law, place, self.people)
        self.encoder.names = {**self.encoder.names, **(instead or {})}
        self.births: frozenset[str] = frozenset()
        self.solver: Any = None

    def settle(self) -> None:
        """All has been read that the question reads."""
        self.births = settle(self.people, [self.law], [self.encoder])

    @property
    def outside(self) -> set[str]:
        """What of the question itself is left out."""
        return set()

    @property
    def limits(self) -> tuple[str, ...]:
        """Which people a proof leaves out."""
        found = set(self.outside)
        if any(isinstance(item.sym.value, Records | Spans) for item in self.people.given.values()):
            found.add(f"lijsten en perioden met hoogstens {BOUND} regels")
        return tuple(sorted(found))

    def find(self, goal: Any, seconds: float) -> Answer:
        """Somebody of whom `goal` holds, the proof that there is none, or not decided."""
        return Search(self.people).find(goal, seconds)

    def check(self, goal: Truth, seconds: float) -> Answer:
        """The same, whoever it is: for questions that show nobody."""
        if isinstance(goal, bool) and not goal:
            return Answer("bewezen")
        if self.solver is None:
            self.solver = z3.SimpleSolver()
            self.solver.add(self.people.rules + self.people.calendar.rules)
        self.solver.push()
        self.solver.set("timeout", max(1, int(1000 * seconds)))
        self.solver.add(goal)
        verdict = self.solver.check()
        person = self.people.person(self.solver.model()) if verdict == z3.sat else None
        self.solver.pop()
        if person is not None:
            return Answer("getuige", person)
        return Answer("bewezen") if verdict == z3.unsat else Answer("niet_beslist", why=TIME_UP)

    def blame(self, parts: Mapping[int, Truth], seconds: float) -> list[int] | None:
        """Which of the parts cannot hold together; None when they can, or when it takes too long."""
        solver = z3.SimpleSolver()
        solver.set("timeout", max(1, int(1000 * seconds)))
        solver.set("core.minimize", True)
        solver.add(self.people.rules + self.people.calendar.rules)
        labels = {z3.Bool(f"deel {number}"): key for number, key in enumerate(parts)}
        solver.add([z3.Implies(label, parts[key]) for label, key in labels.items()])
        if solver.check(list(labels)) != z3.unsat:
            return None
        return [labels[label] for label in solver.unsat_core()]

    def possible(self, person: dict[str, Any]) -> bool:
        """Can these facts be together?"""
        return not impossible(self.law, person)

    def small(self, person: dict[str, Any], holds: Test) -> Somebody | None:
        """The person made small; None when the engine does not confirm `holds`, also of the JSON read again."""
        if not (self.possible(person) and holds(person)):
            return None

        def fits(smaller: Mapping[str, Any]) -> bool:
            return self.possible(dict(smaller)) and holds(dict(smaller))

        facts = {name: item.fact for name, item in self.people.given.items()}
        taste = Taste(self._hints, self.births, self.law.on)
        found = shrink(person, fits, facts, taste)
        made = Somebody(facts_json(found, facts, [self.law.regime]), facts_shown(found, facts, [self.law.regime]))
        return made if holds(Facts.read(made.facts, self.law.regime).values) else None

    def _hints(self, name: str) -> list[Any]:
        place = self.place or next(iter(self.law.provisions))
        return bounds(name, program(self.law, place))


class Scene(Room):
    """Any person before one provision, and what it comes to; with the norms about duration where those are known."""

    def __init__(self, law: InForce, provision: str) -> None:
        made = program(law, provision)
        super().__init__(law, provision, dates=bool(made.lasts or made.extends))
        concluder = Concluder(law, provision, self.people)
        self.encoder, self.verdict = concluder.encoder, concluder.conclude()
        self.left_out: set[str] = set()
        if self.people.dates:
            try:
                self.verdict = concluder.dated()
            except Unencodable:
                self.left_out.add(NO_DATES)
        self.settle()

    @property
    def outside(self) -> set[str]:
        return self.left_out | self.verdict.limits

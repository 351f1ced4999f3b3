"""What a provision comes to for any person, as formulas: the outcome as `reason.outcome` concludes it.

The outcome is the highest of what the norms come to: granted (0), for a person to judge (1), something missing (2),
refused (3).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from trede.law import norms
from trede.law.inforce import InForce
from trede.reason.compare.encode import Encoder
from trede.reason.compare.lasting import lasting
from trede.reason.compare.people import People
from trede.reason.compare.symbols import Choices, Sym, Truth, both, choose, either, gated, joined, no
from trede.reason.outcome import split_judgements
from trede.reason.program import Program, program

RANKS = ("toegekend", "voorgelegd_aan_oordeel", "onvoldoende_gegevens", "geweigerd")


@dataclass(frozen=True)
class Part:
    """What one norm adds: `rank` is the outcome that it brings about `when` this holds; `sources` all say it."""

    norm: norms.Norm
    rank: int
    when: Truth
    sources: frozenset[str]


@dataclass
class Verdict:
    """The outcome (`rank` is its place in `RANKS`), the amounts by name (when given, and what), what is missing."""

    parts: list[Part] = field(default_factory=list)
    lacking: Truth = False
    pending: Truth = False
    open: dict[str, Truth] = field(default_factory=dict)
    amounts: dict[str, tuple[Truth, Sym]] = field(default_factory=dict)
    choices: dict[str, Truth] = field(default_factory=dict)
    end: Sym | None = None
    limits: set[str] = field(default_factory=set)

    @property
    def refused(self) -> Truth:
        """Is it refused?"""
        return self.reached(3)

    def reached(self, rank: int) -> Truth:
        """Does a norm bring about this outcome?"""
        return either(*(part.when for part in self.parts if part.rank == rank))

    def add(self, norm: norms.Norm, rank: int, when: Truth, sources: frozenset[str] = frozenset()) -> None:
        """What a norm adds."""
        self.parts.append(Part(norm, rank, when, sources or frozenset((norm.source,))))

    @property
    def rank(self) -> Any:
        """The place of the outcome in `RANKS`."""
        return choose(self.refused, 3, choose(self.lacking, 2, choose(self.pending, 1, 0)))

    def opens(self, missing: Mapping[str, Truth]) -> None:
        """What is missing for this is missing for the outcome."""
        self.open = joined(self.open, missing)


class Concluder:
    """Concludes one provision under the law of one date, over any person."""

    def __init__(self, law: InForce, provision: str, people: People) -> None:
        self.law, self.people = law, people
        self.program: Program = program(law, provision)
        self.encoder = Encoder(law, provision, people)
        self.found = Verdict()

    def conclude(self) -> Verdict:
        """The verdict, norm by norm in the order of the engine, as if nothing about duration refused."""
        self._bounds()
        self._documents()
        self._excluded()
        self._grounds()
        for rule in self.program.submits:
            value = self.encoder.encode(rule.expr)
            self.found.opens(value.missing)
            self.found.add(rule.norm, 1, value.true)
        self._amounts()
        return self._concluded()

    def _guard(self, norm: norms.Norm) -> Sym:
        when = getattr(norm, "when", None)
        return Sym(True) if when is None else self.encoder.encode(when)

    def _bounds(self) -> None:
        for rule in self.program.bounds:
            norm = rule.norm
            assert isinstance(norm, norms.Bound)
            applies, value = self._guard(norm), self.encoder.encode(rule.expr)
            met = value.true if norm.wanted else value.false
            fails = value.false if norm.wanted else value.true
            self.found.opens(gated(applies.missing, no(met)))
            self.found.opens(gated(value.missing, no(applies.false)))
            failed = both(applies.true, fails)
            self.found.add(norm, 3, failed, rule.sources)
            for source in sorted(rule.sources):
                self.encoder.unmet[source] = either(self.encoder.unmet.get(source, False), failed)

    def _documents(self) -> None:
        for rule in self.program.required:
            needed, value = self._guard(rule.norm), self.encoder.encode(rule.expr)
            self.found.opens(gated(needed.missing, no(value.true)))
            self.found.opens(gated(value.missing, no(needed.false)))
            self.found.add(rule.norm, 2, both(needed.true, value.false))

    def dated(self) -> Verdict:
        """The verdict with the last day, and with what the norms about duration refuse.

        Unencodable when those norms hold something that the search does not know.
        """
        dates = lasting(self.program, self.encoder)
        refusals = [Part(norm, 3, when, frozenset((norm.source,))) for norm, when in dates.refusals]
        return replace(self.found, parts=[*self.found.parts, *refusals], end=dates.end, limits=dates.limits)

    def _excluded(self) -> None:
        name = self.law.regime.roles["lopende voorzieningen"]
        for norm, _guard in self.program.concurrence:
            if norm.relation != "sluit_uit":
                continue
            running = self.people.fact(name, self.law.regime.vocabulary.facts.get(name))
            held = running.value.held if isinstance(running.value, Choices) else {}
            beside = both(running.there, either(*(held.get(other, False) for other in norm.others)))
            holds = self._guard(norm)
            self.found.opens(gated(holds.missing, beside))
            self.found.add(norm, 3, both(beside, holds.true))

    def _grounds(self) -> None:
        """Grounds that refuse or end; what an official let be on the same facts counts for refusing and ending."""
        roles = self.law.regime.roles
        chooser = {effect: roles[name] for effect, name in (("end", "keuze eindigen"), ("refuse", "keuze weigeren"))}
        found = [(rule, rule.norm, self.encoder.encode(rule.expr).true) for rule in self.program.grounds]
        let_be: dict[frozenset[str], Truth] = {}
        for rule, norm, holds in found:
            assert isinstance(norm, norms.Ground)
            if norm.may and rule.names:
                choice = self._choice(chooser[norm.effect])
                declined = both(holds, choice.known, no(choice.absent), no(choice.true))
                let_be[rule.names] = either(let_be.get(rule.names, False), declined)
        for rule, norm, holds in found:
            assert isinstance(norm, norms.Ground)
            if not norm.may:
                self.found.add(norm, 3, holds)
                continue
            name = chooser[norm.effect]
            choice = self._choice(name)
            self.found.add(norm, 3, both(holds, choice.true))
            declined = either(both(choice.there, no(choice.true)), let_be.get(rule.names, False))
            waits = both(holds, no(choice.true), no(declined))
            self.found.choices[name] = either(self.found.choices.get(name, False), waits)

    def _choice(self, name: str) -> Sym:
        """What an official chose, as the facts say it: a definition plays no part."""
        return self.people.fact(name, self.law.regime.vocabulary.facts.get(name))

    def _amounts(self) -> None:
        for rule in self.program.amounts:
            norm = rule.norm
            assert isinstance(norm, norms.Amount)
            wanted, value = self._guard(norm), self.encoder.name(norm.name)
            shown = no(wanted.false)
            missing = joined(wanted.missing, gated(value.missing, shown))
            self.found.opens(missing)
            unknown = either(wanted.unknown, value.unknown)
            self.found.amounts[norm.name] = shown, Sym(value.value, value.absent, unknown, missing)

    def _concluded(self) -> Verdict:
        """Sorts what is open into facts and judgements."""
        found = self.found
        facts, judged = split_judgements(self.program, {name for name, when in found.open.items() if when is not False})
        held = partial(map, found.open.__getitem__)
        found.lacking = either(found.reached(2), *held(facts))
        found.pending = either(found.reached(1), *held(judged), *found.choices.values())
        return found

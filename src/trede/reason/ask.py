"""The next question: the one that settles most, and only while the outcome still depends on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from trede.law.citation import place_of
from trede.law.inforce import law_on
from trede.law.kinds import Kind, snake
from trede.law.regime import Regime
from trede.law.vocabulary import Fact
from trede.reason.assess import find_provision
from trede.reason.facts import Facts
from trede.reason.outcome import AmountResult, GroundResult, Result, Shared, compute
from trede.reason.possible import check_possible
from trede.reason.program import Program, program
from trede.reason.turning import bounds
from trede.reason.values import Unknown, base_name
from trede.terms import add_months


@dataclass(frozen=True, slots=True)
class Question:
    """A fact to ask for: the fact, the norms that need it, and how many questions there may still be."""

    fact: Fact
    needed_by: tuple[tuple[str, str, str], ...]
    left: int
    fields: tuple[Fact, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The question as JSON (docs/assessment.md)."""
        norms = [{"norm": n, "plaats": place, "zin": sentence} for n, place, sentence in self.needed_by]
        body = {**_fact_json(self.fact), "normen": norms, "nog": self.left}
        if self.fields:
            body["velden"] = [_fact_json(field) for field in self.fields]
        return body


def _fact_json(fact: Fact) -> dict[str, Any]:
    kind = fact.kind
    return {
        "feit": fact.key, "naam": fact.label, "vraag": fact.question, "hulp": fact.help, "soort": kind.name,
        "waarden": [{"waarde": snake(v), "naam": v} for v in kind.values], "eenheid": kind.unit, "wie": fact.who,
        "privacy": fact.privacy, "oordeel": fact.judgement,
    }  # fmt: skip


def question_for(regime: Regime, name: str) -> Question | None:
    """The question by which a fact is asked, whatever still depends on it; None if there is no such fact."""
    fact = regime.vocabulary.facts.get(name)
    return None if fact is None else Question(fact, (), 0, _fields(fact, regime))


def _fields(fact: Fact, regime: Regime) -> tuple[Fact, ...]:
    return tuple(regime.vocabulary.fields.get(fact.kind.element or "", {}).values())


def next_question(
    regime: Regime, facts: Facts, on: date, known: date | None = None, provisions: Iterable[str] | None = None,
    skip: Iterable[str] = (),
) -> Question | None:  # fmt: skip
    """The question that settles most for these provisions, or None when no fact can change an outcome any more.

    `skip` are facts that the person said not to know: they are not asked again.
    """
    law = law_on(regime, on, known)
    check_possible(law, facts)
    names = law.provision_names if provisions is None else [find_provision(law, name, on) for name in provisions]
    programs = [program(law, name) for name in dict.fromkeys(names)]
    values = facts.on(on, regime)
    shared = Shared()
    results = [compute(made, values, shared) for made in programs]
    candidates = _open_facts(results, regime, frozenset(skip))
    if not candidates:
        return None
    chosen = max(sorted(candidates), key=lambda name: _score(name, candidates[name]))
    fact = regime.vocabulary.facts[chosen]
    return Question(fact, _needed_by(chosen, results), len(candidates), _fields(fact, regime))


def _open_facts(results: list[Result], regime: Regime, skip: frozenset[str]) -> dict[str, list[Result]]:
    """Facts and judgements some outcome still waits for, with the results that do."""
    found: dict[str, list[Result]] = {}
    for result in results:
        waiting = {base_name(n)[0] for n in (*result.missing, *result.judgements, *result.choice_needed)}
        for name in waiting:
            if name in regime.vocabulary.facts and name not in skip:
                found.setdefault(name, []).append(result)
    return found


def _score(name: str, results: list[Result]) -> tuple[Any, ...]:
    """Facts before judgements; then what settles most provisions at its best answer; then what most need."""
    fact = results[0].program.law.regime.vocabulary.facts[name]
    settled = 0
    shrunk = 0
    answered: dict[Any, Shared] = {}
    for result in results:
        waiting = (*result.missing, *result.judgements)
        if not any(base_name(n)[0] == name for n in waiting):
            continue
        before = len(waiting)
        best = 0
        for value in _samples(fact, result.program):
            facts = {**result.person.facts, name: value}
            after = compute(result.program, facts, answered.setdefault(value, Shared()))
            left = len(after.missing) + len(after.judgements) + len(after.documents)
            best = max(best, before - left)
            settled += not left
        shrunk += best
    return (not fact.judgement, settled + shrunk, len(results), _order(fact))


def _order(fact: Fact) -> int:
    """A yes/no is easier than a choice, a choice easier than a date or number, a list last."""
    return {"ja_nee": 5, "keuze": 4, "datum": 3, "getal": 2, "bedrag": 2}.get(fact.kind.name, 1)


def _samples(fact: Fact, made: Program) -> list[Any]:
    kind: Kind = fact.kind
    match kind.name:
        case "ja_nee":
            return [True, False]
        case "keuze":
            return [snake(value) for value in kind.values]
        case "getal" | "bedrag":
            near = bounds(fact.key, made)
            step = Fraction(1, 100) if kind.unit == "%" else 1
            return [v for b in near for v in (b, b - step, b + step)] or [1]
        case "datum":
            near = bounds(fact.key, made) or [min(max(made.law.on, date(1950, 1, 1)), date(2150, 1, 1))]
            return [v for b in near for v in (b, add_months(b, -12 * 30), add_months(b, 12))]
        case "keuzes":
            return [(), tuple(snake(value) for value in kind.values)]
        case "tekst":
            return ["x"]
        case _:
            return [()]


def _needed_by(name: str, results: list[Result]) -> tuple[tuple[str, str, str], ...]:
    found: dict[str, tuple[str, str, str]] = {}
    for result in results:
        regime = result.program.law.regime
        waiting: list[GroundResult | AmountResult] = [
            ground
            for ground in result.grounds
            if ground.effect not in ("geen", "voldaan")
            and name in {base_name(n)[0] for n in ground.waiting(result.program)}
        ]
        for amount in result.amounts:
            if type(amount.value) is Unknown and name in {base_name(n)[0] for n in amount.value.facts}:
                waiting.append(amount)
        for item in waiting:
            for citation in item.norm.citations[:1]:
                sentence = item.norm.reason or item.norm.sentence
                found.setdefault(citation, (citation, place_of(item.norm, regime), sentence))
    return tuple(found.values())

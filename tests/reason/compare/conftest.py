"""Whether the formulas say of one person what the engine says."""

from __future__ import annotations

from datetime import date
from typing import Any

import z3
from tests.reason.towns import ON, Town

from trede.law import law_on
from trede.reason.compare.days import date_of
from trede.reason.compare.people import People
from trede.reason.compare.symbols import Choices, Day, Sym
from trede.reason.compare.verdict import RANKS, Concluder, Verdict
from trede.reason.outcome import Result, compute
from trede.reason.program import program
from trede.reason.values import Unknown


def said(here: Town, person: dict[str, Any], on: date = ON, provision: str = "cursus") -> Any:
    """What the formulas say of a person: outcome, what is missing, amounts."""
    people = People((here.regime,), complete=False)
    verdict = Concluder(law_on(here.regime, on), provision, people).conclude()
    solver = z3.Solver()
    solver.add(people.rules + people.calendar.rules)
    solver.add([rule for rule in people.fixed(values(here, person, on)) if rule is not True])
    assert solver.check() == z3.sat
    return read(solver.model(), verdict, people, dates=False)


def values(here: Town, person: dict[str, Any], on: date = ON) -> dict[str, Any]:
    return here.facts(person).on(on, here.regime)


def read(model: z3.ModelRef, verdict: Verdict, people: People, dates: bool) -> Any:
    """The verdict with the model filled in."""
    texts = {code: text for text, code in people.texts.items()}

    def plain(value: Any) -> Any:
        found = model.eval(value, model_completion=True) if isinstance(value, z3.ExprRef) else value
        if not isinstance(found, z3.ExprRef):
            return found
        if z3.is_bool(found):
            return z3.is_true(found)
        return found.as_long() if z3.is_int_value(found) else found.as_fraction()

    def known(sym: Sym, kind: str) -> Any:
        if plain(sym.unknown):
            return Unknown(frozenset(name for name, when in sym.missing.items() if plain(when)))
        if plain(sym.absent):
            return None
        if isinstance(sym.value, Day):
            return date_of(plain(sym.value.month), plain(sym.value.day))
        if isinstance(sym.value, Choices):
            return {name for name, held in sym.value.held.items() if plain(held)}
        return texts[plain(sym.value)] if kind in ("keuze", "tekst") else plain(sym.value)

    typer = people.regimes[0]
    words = typer.vocabulary.facts
    outcome = RANKS[plain(verdict.rank)]
    missing = {name for name, when in verdict.open.items() if plain(when)} if outcome != "geweigerd" else set()
    amounts = {
        name: known(sym, words[KINDS[name]].kind.name if name in KINDS else "getal")
        for name, (shown, sym) in verdict.amounts.items()
        if plain(shown)
    }
    end = known(verdict.end, "datum") if dates and verdict.end is not None else None
    return outcome, missing, amounts, end


KINDS = {"kleur": "soort"}


def computed(here: Town, person: dict[str, Any], on: date = ON, provision: str = "cursus", dates: bool = False) -> Any:
    """The same from the engine."""
    result: Result = compute(program(law_on(here.regime, on), provision), values(here, person, on))
    amounts = {a.norm.name: set(a.value) if isinstance(a.value, tuple) else a.value for a in result.amounts}
    end = result.duration.end if dates else None
    return result.outcome, {*result.missing, *result.judgements}, amounts, end


def whole_said(here: Town, person: dict[str, Any], on: date = ON, provision: str = "cursus") -> Any:
    """What the formulas with their dates say of a person of whom all is known."""
    people = People((here.regime,), dates=True)
    concluder = Concluder(law_on(here.regime, on), provision, people)
    concluder.conclude()
    verdict = concluder.dated()
    solver = z3.Solver()
    solver.add(people.rules + people.calendar.rules)
    solver.add([rule for rule in people.fixed(values(here, person, on)) if rule is not True])
    assert solver.check() == z3.sat
    return read(solver.model(), verdict, people, dates=True)

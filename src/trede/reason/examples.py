"""Runs the examples that stand as tables under the articles of a regime: tests that the public reads too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from trede.law.errors import LawError, NoLawInForce, nearest
from trede.law.inforce import law_on
from trede.law.kinds import parse_date, show, show_date, snake
from trede.law.norms import Duty
from trede.law.people import Unreadable, fact_key, written_value
from trede.law.regime import ExampleTable, Persona, Regime
from trede.reason.assess import UnknownProvision, find_provision
from trede.reason.deadlines import deadlines, holds
from trede.reason.explain import fact_of, missing_json
from trede.reason.facts import FactErrors, Facts
from trede.reason.outcome import Result, compute
from trede.reason.program import program
from trede.reason.values import Unknown

SPECIAL = ("voorziening", "op")
WORDS = {"toegekend": "toegekend", "geweigerd": "geweigerd", "voorgelegd": "voorgelegd_aan_oordeel",
         "vraag": "onvoldoende_gegevens"}  # fmt: skip

DEPART = {"ja": "mag", "nee": "", "onbekend": "onbekend"}


@dataclass(frozen=True, slots=True)
class ExampleRun:
    """One row of an example table as it ran: `error` is None when everything came out as it says."""

    file: str
    line: int
    provision: str
    facts: dict[str, Any]
    on: date
    expected: dict[str, str]
    error: LawError | None


class _Bad(Exception):
    def __init__(self, what: str, right: str = "") -> None:
        super().__init__(what)
        self.what, self.right = what, right


def run_examples(regime: Regime, file: str | None = None) -> list[ExampleRun]:
    """Run all examples of a regime's own files (or of one file)."""
    return [run for table in regime.examples if file is None or table.file == file for run in _run_table(regime, table)]


def _run_table(regime: Regime, table: ExampleTable) -> list[ExampleRun]:
    runs = []
    for line, cells in table.table.rows:
        shown = "| " + " | ".join(cells) + " |"
        expected = {
            h[1:].strip(): c for h, c in zip(table.table.header, cells, strict=False) if h.startswith("=") and c
        }
        try:
            on, provision, facts = _case(regime, table, cells)
            problem = _check(regime, on, provision, facts, expected)
            error = LawError(table.file, line, problem.what, problem.right, shown) if problem else None
            runs.append(ExampleRun(table.file, line, provision, facts, on, expected, error))
        except _Bad as bad:
            error = LawError(table.file, line, bad.what, bad.right, shown)
            runs.append(ExampleRun(table.file, line, table.provision, {}, date.min, expected, error))
    return runs


def _case(regime: Regime, table: ExampleTable, cells: list[str]) -> tuple[date, str, dict[str, Any]]:
    persona = _persona(regime, table.persona)
    facts = dict(persona.facts) if persona else {}
    provision = table.provision
    on = persona.on if persona and persona.on else _source_start(regime, table.file)
    for heading, cell in zip(table.table.header, cells, strict=False):
        if heading.startswith("=") or not cell:
            continue
        if heading == "voorziening":
            provision = cell
        elif heading == "op":
            day = parse_date(cell)
            if day is None:
                raise _Bad(f"'{cell}' is geen datum.", "bijvoorbeeld 1 juli 2023")
            on = day
        else:
            _set_fact(regime, facts, heading, cell)
    return on, provision, facts


def _persona(regime: Regime, name: str) -> Persona | None:
    if not name:
        return None
    for persona in regime.personas:
        if persona.name == name:
            return persona
    guess = nearest(name, [p.name for p in regime.personas])
    raise _Bad(f"Er is geen persoon '{name}'.", f"'{guess}'" if guess else "een persoon uit personen.md")


def _source_start(regime: Regime, file: str) -> date:
    return next((s.since for s in regime.sources if s.file == file), date(2025, 1, 1))


def _set_fact(regime: Regime, facts: dict[str, Any], heading: str, cell: str) -> None:
    key = fact_key(heading, regime.vocabulary)
    if key is None:
        guess = nearest(heading, [f.label for f in regime.vocabulary.facts.values()])
        raise _Bad(f"Het feit '{heading}' ken ik niet.", f"'{guess}'" if guess else "een feit uit de feitentabellen")
    if cell == "?":
        facts.pop(key, None)
        return
    try:
        facts[key] = written_value(cell, regime.vocabulary.facts[key], regime.vocabulary)
    except Unreadable as problem:
        raise _Bad(str(problem)) from None


def _check(regime: Regime, on: date, provision: str, facts: dict[str, Any], expected: dict[str, str]) -> _Bad | None:
    try:
        law = law_on(regime, on)
        name = find_provision(law, provision)
        result = compute(program(law, name), Facts.read(facts, regime).on(on, regime))
    except (NoLawInForce, UnknownProvision, FactErrors) as problem:
        return _Bad(str(problem).replace("\n", "; "))
    for what, wanted in expected.items():
        found = _found(result, what, wanted)
        if found is not None:
            return _Bad(f"Dit voorbeeld klopt niet: {what} is {found}, er staat {wanted}.")
    return None


def _found(result: Result, what: str, wanted: str) -> str | None:
    """What came out instead of `wanted`; None when it is right."""
    if what == "uitkomst":
        return _outcome(result, wanted)
    if what in ("einddatum", "begindatum"):
        day = next((t.day for t in result.duration.terms if t.name == what), None)
        return None if wanted == (shown := show_day(day)) or (day and day == parse_date(wanted)) else shown
    name = snake(what)
    amount = next((a for a in result.amounts if a.norm.name == name), None)
    kind = result.program.law.typer.name(name)
    if kind is None or (
        amount is None and any(getattr(rule.norm, "name", "") == name for rule in result.program.amounts)
    ):
        said = _said(result, what) if kind is None else "geen"
        return None if said == wanted else said
    value = amount.value if amount else result.program.compiler.name(name)(result.person)
    if type(value) is Unknown:
        return None if wanted == "onbekend" else "onbekend (" + ", ".join(sorted(value.facts)) + ")"
    shown = show(value, kind)
    same = {shown, shown.replace(",00", "")}
    return None if wanted in same else shown


def _said(result: Result, what: str) -> str:
    """What a provision says besides its outcome: the term of an action, a duty, a part of a document, its modality."""
    kind, _, rest = what.partition(" ")
    name = snake(rest)
    words = result.program.law.regime.vocabulary
    if what == "modaliteit":
        return result.modality
    if what == "afwijken":
        return _joined(DEPART[holds(rule.expr, result)] for rule in result.program.deviates)
    if kind == "termijn" and name in words.actions:
        return _joined(_term(entry) for entry in deadlines(result) if entry["naam"] == name)
    if kind == "plicht" and name in words.actions:
        return _joined(_duty(holds(d.when, result), d) for d in result.program.duties if d.action == name)
    if kind == "inhoud" and any(name in parts for parts in words.documents.values()):
        return _joined(holds(n.when, result) for n in result.program.contents if name in n.parts)
    return "geen bekende naam"


def _term(entry: dict[str, Any]) -> str:
    return entry["duur"] or show_day(date.fromisoformat(entry["datum"]) if entry["datum"] else None)


def _duty(applies: str, duty: Duty) -> str:
    return {"ja": duty.modality.replace("_", " "), "nee": ""}.get(applies, applies)


def _joined(found: Iterable[str]) -> str:
    return " en ".join(dict.fromkeys(filter(None, found))) or "geen"


def show_day(day: date | None) -> str:
    """A day in words, or that there is none."""
    return show_date(day) if day else "niet te bepalen"


def _outcome(result: Result, wanted: str) -> str | None:
    word, _, detail = wanted.partition(":")
    named = {part.strip() for part in detail.split(",") if part.strip()}
    found = _outcome_words(result)
    if WORDS.get(word.strip()) != result.outcome:
        return found
    if not named:
        return None
    if result.outcome == "geweigerd":
        cited = {c for g in result.grounds if g.effect in ("weigert", "eindigt") for c in g.norm.citations}
        ends = all(any(c == n or c.endswith(f"-{n}") for c in cited) for n in named)
        return None if ends else found
    return None if named == _waiting(result) else found


def _waiting(result: Result) -> set[str]:
    if result.outcome == "onvoldoende_gegevens":
        return {str(entry["naam"]) for entry in missing_json(result)}
    names = (*result.judgements, *result.choice_needed)
    facts = [fact_of(name, result.program) for name in names]
    return {fact.label if fact else name for fact, name in zip(facts, names, strict=False)}


def _outcome_words(result: Result) -> str:
    if result.outcome == "geweigerd":
        cited = [c for g in result.grounds if g.effect in ("weigert", "eindigt") for c in g.norm.citations]
        return "geweigerd: " + ", ".join(cited)
    if result.outcome == "toegekend":
        return "toegekend"
    word = "vraag" if result.outcome == "onvoldoende_gegevens" else "voorgelegd"
    return f"{word}: " + ", ".join(sorted(_waiting(result)))

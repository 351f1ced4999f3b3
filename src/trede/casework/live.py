"""The live assessment of a dossier: what the regime says now of some provisions or decisions, and what it asks next.

Nothing is decided here. When the regime changed and stored facts no longer fit, those are left out and named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.utils import timezone

from trede.casework.models import Application, Dossier
from trede.casework.regimes import law_of, regime_of
from trede.casework.services.facts import facts_at
from trede.reason import FactErrors, Facts, assess, next_question

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Live:
    """What is found: per name the JSON of docs/assessment.md, the next question, and what of the facts did not fit."""

    on: date
    found: dict[str, dict[str, Any]]
    question: dict[str, Any] | None
    facts: dict[str, Any]
    misfits: tuple[str, ...] = ()

    def value(self, decision: str | None, name: str | None) -> str:
        """A value of a decision in words, empty when it is not known."""
        values = self.found.get(decision or "", {}).get("waarden", [])
        shown = next((item for item in values if item["naam"] == name), None)
        return "" if shown is None or shown["ontbreekt"] else str(shown["weergave"])


def live(
    dossier: Dossier, names: Iterable[str], on: date | None = None, *, skip: Iterable[str] = (),
    application: Application | None = None, facts: dict[str, Any] | None = None,
) -> Live:  # fmt: skip
    """The assessment of these names that are in force; one query, none when the facts are given. NoLawInForce."""
    day = on or timezone.localdate()
    regime = regime_of(dossier.municipality)
    known = law_of(dossier.municipality, day).provisions
    wanted = [name for name in names if name in known]
    facts = facts_at(dossier, day, application=application) if facts is None else facts
    if not wanted:
        return Live(day, {}, None, facts)

    def reckon(given: dict[str, Any]) -> Live:
        read = Facts.read(given, regime)
        whole = assess(regime, read, day, provisions=wanted).to_json()
        found = whole["voorzieningen"] | whole.get("beslissingen", {})
        question = next_question(regime, read, day, provisions=wanted, skip=skip)
        return Live(day, found, question.to_json() if question else None, given)

    return without_misfits(facts, reckon)


def without_misfits(facts: dict[str, Any], reckon: Callable[[dict[str, Any]], Live]) -> Live:
    """Reckon with the facts that fit; those that no longer do are named in `misfits`."""
    given, misfits = dict(facts), []
    while True:
        try:
            found = reckon(given)
        except FactErrors as errors:
            bad = {name.strip() for problem in errors.problems for name in problem.fact.split(",")} & set(given)
            if not bad:
                raise
            misfits += sorted(bad)
            given = {name: entry for name, entry in given.items() if name not in bad}
        else:
            return Live(found.on, found.found, found.question, given, tuple(misfits))

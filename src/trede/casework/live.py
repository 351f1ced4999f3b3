"""What the regime says now of some decisions in a dossier, for the pages of the intake, the ladder and the plan.

It is `casework.assessing` for several decisions at once: nothing is decided here, and what was computed for this state
of the facts is not computed again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from trede.casework import assessing
from trede.casework.assessing import Case
from trede.casework.models import Dossier
from trede.reason import FactErrors


@dataclass(frozen=True, slots=True)
class Live:
    """Per name the JSON of docs/assessment.md. `misfits` says which facts the regime does not take (any more)."""

    case: Case
    found: dict[str, dict[str, Any]]
    misfits: tuple[str, ...] = ()

    @property
    def facts(self) -> dict[str, Any]:
        """The facts on file, as a facts file."""
        return self.case.recorded

    def value(self, decision: str | None, name: str | None) -> str:
        """A value of a decision in words, empty when it is not known."""
        values = self.found.get(decision or "", {}).get("waarden", [])
        shown = next((item for item in values if item["naam"] == name), None)
        return "" if shown is None or shown["ontbreekt"] else str(shown["weergave"])

    def question(self, names: Iterable[str | None], skip: Iterable[str] = ()) -> dict[str, Any] | None:
        """The question about the person that settles most of the first of these that has one; `skip` are facts not to
        ask. What belongs to an application, a job or a placement is asked there.
        """
        passed = list(skip)
        asked = (assessing.next_question(self.case, name, passed, True) for name in names if name in self.found)
        return next((question for question in asked if question), None)


def live(dossier: Dossier, names: Iterable[str | None], on: date | None = None) -> Live:
    """These decisions or provisions, as far as they are in force on a day (None: today). Two queries. NoLawInForce."""
    case = Case.load(dossier, on or timezone.localdate())
    wanted = [name for name in names if name in case.law.provisions]
    unread = tuple(f"'{name}' past niet meer bij de regels." for name in sorted(case.unread))
    try:
        return Live(case, {name: assessing.assess_one(case, name) for name in wanted}, unread)
    except FactErrors as errors:
        return Live(case, {}, unread + assessing.said(errors))

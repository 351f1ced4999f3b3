"""What a regime says of an intake: its life domains, and the decisions that belong to each step of it.

The groups of decisions in a regime's *Voorzieningen* say what they belong to: `triage` (the first sorting after a
report), `intake` (what an intake settles), `verplichtingen`, `ontheffing` and `plan`. The life domains are its list
*leefgebied*; where a regime has none, `standard.toml` gives neutral ones. The fixed names *doelgroep* and *hoogst
haalbare trede* are asked in any case where the regime has facts for them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from trede.casework.models import Dossier
from trede.casework.regimes import law_of, regime_of
from trede.casework.standard import standard
from trede.law.kinds import snake
from trede.law.norms import ListNorm
from trede.law.vocabulary import Fact

DOMAINS = "leefgebied"  # the title of the list, and of its column
NUMBER = "nummer"
TRIAGE, INTAKE, OBLIGATIONS = ("triage",), ("intake",), ("verplichtingen", "ontheffing")
PLAN = ("plan",)
ASKED = ("doelgroep", "hoogst haalbare trede")  # fixed names
FINISHING = "afronding van de intake"  # a fixed name


@dataclass(frozen=True, slots=True)
class Domain:
    """A life domain: its key, its number in the regime's list, its name, and the norm that asks for it."""

    key: str
    number: int
    name: str
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Domains:
    """The life domains, and whether they are the regime's own or the neutral ones."""

    items: tuple[Domain, ...]
    own: bool

    def get(self, number: int) -> Domain | None:
        """The domain of that number."""
        return next((item for item in self.items if item.number == number), None)


def domains(dossier: Dossier, on: date) -> Domains:
    """The life domains on a day. NoLawInForce."""
    for norm in law_of(dossier.municipality, on).norms:
        if isinstance(norm, ListNorm) and norm.title.casefold() == DOMAINS:
            return Domains(tuple(_rows(norm)), own=True)
    names = standard()["leefgebieden"]
    return Domains(tuple(Domain(snake(name), number, name) for number, name in enumerate(names, 1)), own=False)


def _rows(norm: ListNorm) -> Iterable[Domain]:
    headings = [heading.casefold() for heading in norm.header]
    places = norm.row_citations or ("",) * len(norm.rows)
    for index, (row, place) in enumerate(zip(norm.rows, places, strict=True), 1):
        cells = dict(zip(headings, row, strict=False))
        name = cells.get(DOMAINS) or cells.get("naam") or row[-1]
        number = cells.get(NUMBER, "")
        yield Domain(snake(name), int(number) if number.isdigit() else index, name, place)


def discussed_fact(dossier: Dossier) -> tuple[Fact, Fact] | None:
    """The fact that lists the domains discussed, with its one field for the number; None where there is none."""
    words = regime_of(dossier.municipality).vocabulary
    for fact in words.facts.values():
        if fact.kind.name == "lijst" and (fact.kind.element or "").casefold() == DOMAINS:
            fields = list(words.fields.get(fact.kind.element or "", {}).values())
            if len(fields) == 1 and fields[0].kind.name == "getal":
                return fact, fields[0]
    return None


def decisions(dossier: Dossier, on: date, groups: Iterable[str]) -> list[str]:
    """The decisions and provisions of these groups that are in force, in the order of the regime."""
    regime = regime_of(dossier.municipality)
    wanted = set(groups)
    known = set(law_of(dossier.municipality, on).provisions)
    return [name for name, group in regime.groups.items() if group in wanted and name in known]


def always_asked(dossier: Dossier, facts: dict[str, Any]) -> Fact | None:
    """The first fact with a fixed name that an intake asks in any case and that is not known yet."""
    regime = regime_of(dossier.municipality)
    found = (regime.vocabulary.facts.get(regime.roles.get(role, "")) for role in ASKED)
    return next((fact for fact in found if fact is not None and fact.key not in facts), None)


def finishing(dossier: Dossier, on: date) -> str | None:
    """The decision that says when an intake is done; None where the regime has none."""
    name = regime_of(dossier.municipality).roles[FINISHING]
    return name if name in law_of(dossier.municipality, on).provisions else None

"""The assessment: one person, one date, every provision asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from trede.law.errors import nearest
from trede.law.inforce import InForce, law_on
from trede.law.kinds import show_date, snake
from trede.law.regime import Regime
from trede.reason.explain import Said, result_json
from trede.reason.facts import Facts
from trede.reason.outcome import Result, Shared, compute
from trede.reason.possible import check_possible
from trede.reason.program import program


class UnknownProvision(Exception):
    """There is no provision of that name in force; the message names the nearest or all there are."""


@dataclass
class Assessment:
    """The results of one person on one date, per provision in the regime's order."""

    law: InForce
    facts: Facts
    on: date
    known: date | None
    results: dict[str, Result]

    @cached_property
    def as_json(self) -> dict[str, Any]:
        """The assessment as JSON (docs/assessment.md)."""
        from trede.reason.receipt import Receipts
        from trede.reason.turning import turning_point

        regime = self.law.regime
        provisions: dict[str, Any] = {}
        decisions: dict[str, Any] = {}
        receipts = Receipts(self)
        said: Said = {}
        for name, result in self.results.items():
            body = result_json(result, said)
            body["keerpunt"] = turning_point(result)
            body["receipt"] = receipts.of(name, body)
            (decisions if result.program.provision.grant.decision else provisions)[name] = body
        return {
            "regime": regime.name, "titel": regime.title, "op": self.on.isoformat(),
            "bekend_op": self.known.isoformat() if self.known else None, "voorzieningen": provisions,
            **({"beslissingen": decisions} if decisions else {}),
        }  # fmt: skip

    def to_json(self) -> dict[str, Any]:
        """The assessment as JSON (docs/assessment.md)."""
        return self.as_json


def find_provision(law: InForce, name: str, on: date | None = None) -> str:
    """The JSON name of a provision in force, from its name or another name for it. UnknownProvision."""
    wanted = snake(name)
    words = law.regime.vocabulary
    wanted = wanted if wanted in law.provisions else words.aliases.get(wanted, wanted)
    if wanted in law.provisions:
        return wanted
    if wanted in words.provisions:
        raise UnknownProvision(
            f"'{words.provisions[wanted]}' bestaat op {show_date(on or law.on)} niet in {law.regime.title}."
        )
    guess = nearest(wanted, [*law.provisions, *words.aliases])
    hint = f" Bedoelt u '{guess}'?" if guess else f" Er zijn: {', '.join(law.provisions)}."
    raise UnknownProvision(f"Er is geen voorziening '{name}'.{hint}")


def assess(
    regime: Regime, facts: Facts, on: date, known: date | None = None, provisions: Iterable[str] | None = None
) -> Assessment:
    """Assess a person: the provisions or decisions named, or all provisions.

    FactErrors, NoLawInForce, UnknownProvision.
    """
    law = law_on(regime, on, known)
    check_possible(law, facts)
    names = law.provision_names if provisions is None else [find_provision(law, name, on) for name in provisions]
    values = facts.on(on, regime)
    shared = Shared()
    results = {name: compute(program(law, name), values, shared) for name in dict.fromkeys(names)}
    return Assessment(law, facts, on, known, results)

"""Values of the engine as the JSON facts that `trede assess` reads, and as words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from trede.law.kinds import show, to_json
from trede.law.regime import Regime
from trede.law.vocabulary import Fact


def facts_json(person: Mapping[str, Any], facts: Mapping[str, Fact], regimes: Sequence[Regime]) -> dict[str, Any]:
    """The facts of a person as JSON, records of lists too."""
    return {name: _json(value, facts[name], regimes) for name, value in person.items()}


def _json(value: Any, fact: Fact, regimes: Sequence[Regime]) -> Any:
    if fact.kind.name != "lijst" or value is None:
        return to_json(value, fact.kind)
    fields = fields_of(fact, regimes)
    return [{key: _json(held, fields[key], regimes) for key, held in record.items()} for record in value]


def fields_of(fact: Fact, regimes: Sequence[Regime]) -> dict[str, Fact]:
    """The fields of the records of a list, as any of the regimes knows them."""
    found: dict[str, Fact] = {}
    for regime in regimes:
        found |= regime.vocabulary.fields.get(fact.kind.element or "", {})
    return found


def facts_shown(person: Mapping[str, Any], facts: Mapping[str, Fact], regimes: Sequence[Regime]) -> list[str]:
    """The facts of a person in words, one a line; each record of a list on a line of its own."""
    return [line for name, value in person.items() for line in _shown(value, facts[name], regimes)]


def _shown(value: Any, fact: Fact, regimes: Sequence[Regime]) -> list[str]:
    judged = "naar oordeel " if fact.judgement else ""
    if fact.kind.name != "lijst" or not value:
        return [f"{judged}{fact.label}: {show(value, fact.kind)}"]
    fields = fields_of(fact, regimes)
    return [
        f"{fact.kind.element} {number}: "
        + ", ".join(line for key, held in record.items() for line in _shown(held, fields[key], regimes))
        for number, record in enumerate(value, 1)
    ]

"""Says where a caseload and `assess` differ for the same people: outcome, cents, what is missing, grounds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from trede.reason import Facts, assess
from trede.reason.caseload import OUTCOMES, BlockResult, Caseload, Marked, ProvisionResult
from trede.reason.caseload.result import NOT
from trede.reason.outcome import Result


def differences(case: Caseload, people: Sequence[Facts], found: BlockResult) -> list[tuple[Any, ...]]:
    """Person, provision, what differs, what the caseload says, what `assess` says."""
    names = [made.name for made in case.plans]
    out = []
    for place, facts in enumerate(people):
        for name, result in assess(case.regime, facts, case.on, provisions=names).results.items():
            mine, theirs = of_block(found.provisions[name], place), of_one(result)
            out += [(place, name, key, mine[key], theirs[key]) for key in mine if mine[key] != theirs[key]]
    return out


def of_block(result: ProvisionResult, place: int) -> dict[str, Any]:
    """What a caseload found for one person."""

    def at(plane: Any) -> bool:
        return bool((int(plane[place // 64]) >> (place % 64)) & 1)

    def marked(marks: list[Marked]) -> list[tuple[str, ...]]:
        return sorted({mark.norm.citations for mark in marks if at(mark.plane)})

    return {
        "outcome": OUTCOMES[result.outcome[place]],
        "missing": {name for name, plane in result.missing.items() if at(plane)},
        "judgements": {name for name, plane in result.judgements.items() if at(plane)},
        "choices": {name for name, plane in result.choices.items() if at(plane)},
        "documents": marked(result.documents),
        "submitted": marked(result.submitted),
        "refusing": marked(result.refusing),
        "amounts": [(q.name, q.value(place)) for q in result.amounts if q.value(place) is not NOT],
    }


def of_one(result: Result) -> dict[str, Any]:
    """The same of one person's result."""
    refused = result.outcome == "geweigerd"
    return {
        "outcome": result.outcome,
        "missing": set(result.missing),
        "judgements": set(result.judgements),
        "choices": set(result.choice_needed),
        "documents": sorted({ground.norm.citations for ground in result.documents}),
        "submitted": sorted({g.norm.citations for g in result.grounds if g.effect == "voorgelegd" and not refused}),
        "refusing": sorted({g.norm.citations for g in result.grounds if g.effect in ("weigert", "eindigt")}),
        "amounts": [(amount.norm.name, amount.value) for amount in result.amounts],
    }

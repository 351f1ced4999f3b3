"""A provision at a glance: enough for a list, from the results themselves, as texts and trees cost time."""

from __future__ import annotations

from dataclasses import dataclass

from trede.law.citation import place_of
from trede.reason.assess import Assessment
from trede.reason.outcome import Result


@dataclass(frozen=True, slots=True)
class Glance:
    """One provision: its outcome, how many facts and judgements lack, and where stands what decided."""

    name: str
    label: str
    group: str
    outcome: str
    modality: str
    missing: int
    judgements: int
    place: str


def glances(assessment: Assessment) -> list[Glance]:
    """Every provision of an assessment, in its order."""
    return [glance(name, result) for name, result in assessment.results.items()]


def glance(name: str, result: Result) -> Glance:
    """One provision, by its JSON name."""
    regime = result.program.law.regime
    return Glance(
        name=name,
        label=regime.vocabulary.provisions.get(name, name),
        group=regime.group_of(name),
        outcome=result.outcome,
        modality=result.modality,
        missing=len(result.missing) + len(result.documents),
        judgements=len(result.judgements) + len(result.choice_needed),
        place=decisive_place(result),
    )


def decisive_place(result: Result) -> str:
    """Where the first norm stands that refuses or ends."""
    grounds = (ground for ground in result.grounds if ground.effect in ("weigert", "eindigt"))
    return next((place_of(ground.norm, result.program.law.regime) for ground in grounds), "")

"""How many questions a person is asked for a provision, measured: as `ask` chooses them, against all at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from trede.law.regime import Regime
from trede.population.columns import Block
from trede.population.persons import facts_of
from trede.reason import Facts, next_question
from trede.reason.caseload import Caseload
from trede.reason.caseload.plan import ROLES, Plan, facts_read
from trede.reason.outcome import compute


@dataclass(slots=True)
class Asked:
    """The questions for one provision: how many each person was asked, and all facts that it can come to ask for.

    `judgements` counts those of them that only an official can answer, `granted` the questions of those who may get it;
    `outcomes` says how many ended with which outcome.
    """

    provision: str
    everything: set[str] = field(default_factory=set)
    questions: list[int] = field(default_factory=list)
    judgements: list[int] = field(default_factory=list)
    granted: list[int] = field(default_factory=list)
    outcomes: dict[str, int] = field(default_factory=dict)

    @property
    def average(self) -> float:
        """The mean number of questions."""
        return sum(self.questions) / len(self.questions) if self.questions else 0.0

    @property
    def average_granted(self) -> float | None:
        """The mean number of questions of those who may get it; None when nobody does."""
        return sum(self.granted) / len(self.granted) if self.granted else None

    @property
    def most(self) -> int:
        """The largest number of questions that anybody was asked."""
        return max(self.questions, default=0)

    @property
    def saved(self) -> float:
        """The share of questions that were not needed, against asking everything."""
        return 1 - self.average / len(self.everything) if self.everything else 0.0

    def to_json(self) -> dict[str, Any]:
        """The figures as JSON."""
        judged = sum(self.judgements) / len(self.judgements) if self.judgements else 0.0
        return {
            "voorziening": self.provision, "mensen": len(self.questions), "gemiddeld": round(self.average, 1),
            "hoogstens": self.most, "alles": len(self.everything), "bespaard": round(self.saved, 3),
            "waarvan_oordelen": round(judged, 1),
            "gemiddeld_bij_toekenning": None if self.average_granted is None else round(self.average_granted, 1),
            "uitkomsten": self.outcomes,
        }  # fmt: skip


def measure(case: Caseload, block: Block) -> Iterator[Asked]:
    """Ask everybody in a block (of whom everything is known) for each provision, one provision after the other."""
    regime = case.regime
    people = [facts_of(block, place, regime.vocabulary) for place in range(block.size)]
    known = [Facts.read(facts, regime).values for facts in people]
    for plan in case.plans:
        found = Asked(plan.name, everything(case, plan))
        for values in known:
            answered = interview(regime, case.on, plan.name, values)
            found.everything |= set(answered)
            found.questions.append(len(answered))
            found.judgements.append(sum(regime.vocabulary.facts[name].judgement for name in answered))
            settled = {name: value for name, value in answered.items() if value is not NOBODY}
            outcome = compute(plan.program, Facts(settled).on(case.on, regime)).outcome
            if outcome == "toegekend":
                found.granted.append(len(answered))
            found.outcomes[outcome] = found.outcomes.get(outcome, 0) + 1
        yield found


NOBODY = object()  # the answer of somebody who does not know


def interview(regime: Regime, on: date, provision: str, values: dict[str, Any]) -> dict[str, Any]:
    """The questions a person with these facts is asked until the outcome is settled, with the answers."""
    answers: dict[str, Any] = {}
    skipped: list[str] = []
    while True:
        facts = Facts({name: value for name, value in answers.items() if value is not NOBODY})
        question = next_question(regime, facts, on, provisions=[provision], skip=skipped)
        if question is None:
            return answers
        name = question.fact.key
        answers[name] = values.get(name, NOBODY)
        if answers[name] is NOBODY:
            skipped.append(name)


def everything(case: Caseload, plan: Plan) -> set[str]:
    """The facts that a form for a provision would ask for: all that it reads and the regime does not reckon itself.

    What is only asked of who wants something more (an extension, another end date) is not in it.
    """
    apart = {case.regime.roles[role] for role in (*ROLES, "beoordelingsdatum")}
    reckoned = plan.program.compiler.names
    known = case.regime.vocabulary.facts
    return {n for n in facts_read(plan.program) if n in known and n not in reckoned and n not in apart}

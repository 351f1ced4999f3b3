"""Looking back at a decision: computed again from its receipt, and what was decided beside what is known now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from trede import reason
from trede.casework import assessing
from trede.casework.models import Decision
from trede.casework.regimes import regime_of
from trede.law.errors import NoLawInForce
from trede.law.kinds import show
from trede.law.vocabulary import Fact, Vocabulary
from trede.reason.facts import read_value


@dataclass(frozen=True)
class Replay:
    """A receipt computed again: the same bytes, or everything that differs, or why it cannot be done."""

    differences: tuple[str, ...] = ()
    impossible: str = ""

    @property
    def same(self) -> bool:
        """Did it come to the same, byte for byte?"""
        return not self.differences and not self.impossible


def replay(decision: Decision) -> Replay:
    """Compute the receipt again with the regime as it stands now."""
    receipt = decision.assessment.get("receipt")
    if not receipt:
        return Replay(impossible="Bij dit besluit is geen bewijs bewaard.")
    try:
        return Replay(tuple(reason.replay(receipt, regime_of(decision.dossier.municipality))))
    except (reason.ReceiptError, reason.FactErrors, reason.UnknownProvision, NoLawInForce) as error:
        return Replay(impossible=str(error))


@dataclass(frozen=True)
class Line:
    """A fact as decided and as known now. `changed` when they differ."""

    name: str
    label: str
    privacy: str
    then: str
    now: str

    @property
    def changed(self) -> bool:
        """Did it change since?"""
        return self.then != self.now


@dataclass(frozen=True)
class Comparison:
    """As decided beside as known now, by the law of the same day: the facts, and what the rules come to."""

    lines: tuple[Line, ...]
    then: str
    now: str
    problem: str = ""


def compare(decision: Decision) -> Comparison:
    """What the rules came to then, and what they come to with the facts as they are known now about the same day."""
    then = decision.assessment["samenvatting"]
    try:
        case = assessing.Case.load(decision.dossier, decision.law_on, application=decision.facts_from)
        body = assessing.assess_one(case, decision.provision)
    except (reason.FactErrors, reason.UnknownProvision, NoLawInForce) as error:
        return Comparison((), then, "", str(error))
    now = case.facts_for(decision.provision)
    words = case.regime.vocabulary
    names = [name for name in words.facts if name in decision.facts or name in now]
    lines = tuple(_line(words.facts[name], decision.facts.get(name), now.get(name), words) for name in names)
    return Comparison(lines, then, body["samenvatting"])


def _line(fact: Fact, then: dict[str, Any] | None, now: dict[str, Any] | None, words: Vocabulary) -> Line:
    return Line(fact.key, fact.label, fact.privacy, _shown(fact, then, words), _shown(fact, now, words))


def _shown(fact: Fact, entry: dict[str, Any] | None, words: Vocabulary) -> str:
    if entry is None:
        return "niet bekend"
    value = entry["waarde"]
    return "is er niet" if value is None else show(read_value(value, fact, words), fact.kind)

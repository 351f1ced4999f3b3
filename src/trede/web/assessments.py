"""The seam to `reason`: facts in, outcomes and questions out, as plain dicts (docs/assessment.md) and small records.

What the floors below raise becomes `Problems`: Dutch sentences, each with the fact it is about.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from trede import reason
from trede.law import Regime, law_on
from trede.reason.glance import Glance, glances
from trede.reason.values import base_name
from trede.web.conversations import Conversation
from trede.web.regulations import regime_of


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: which fact (or several with commas, or empty), and one sentence."""

    fact: str
    text: str


class Problems(Exception):
    """Everything that is wrong with some facts, together."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(" ".join(problem.text for problem in self.problems))


@contextmanager
def fact_problems() -> Any:
    """Turn what the engine finds wrong with facts into Problems."""
    try:
        yield
    except reason.FactErrors as errors:
        raise Problems(as_problem(found) for found in errors.problems) from errors


def as_problem(found: reason.Problem) -> Problem:
    """One sentence, with what would be right after it."""
    what = found.what[:1].upper() + found.what[1:]
    what = what if what.endswith((".", "!", "?")) else f"{what}."
    return Problem(found.fact, f"{what} Goed is: {found.right}." if found.right else what)


def names(conversation: Conversation) -> set[str]:
    """The provisions and decisions there are on the date of a conversation."""
    return set(law_on(regime_of(conversation.regime), conversation.date).provisions)


def check(name: str, facts: dict[str, Any], on: date | None = None) -> None:
    """Raise Problems with all that is wrong with these facts, each by itself, and together by the law on a date."""
    regime = regime_of(name)
    read = read_facts(regime, facts)
    if on:
        with fact_problems():
            reason.assess(regime, read, on, provisions=[])


def read_facts(regime: Regime, facts: dict[str, Any]) -> reason.Facts:
    """The facts as the engine holds them."""
    with fact_problems():
        return reason.Facts.read(facts, regime)


def _assess(conversation: Conversation, provisions: list[str] | None) -> reason.Assessment:
    regime = regime_of(conversation.regime)
    facts = read_facts(regime, conversation.facts)
    with fact_problems():
        return reason.assess(regime, facts, conversation.date, provisions=provisions)


def assess(conversation: Conversation) -> dict[str, Any]:
    """The whole assessment of a conversation, as in docs/assessment.md."""
    return _assess(conversation, conversation.provisions).to_json()


def assess_one(conversation: Conversation, provision: str) -> dict[str, Any] | None:
    """One provision or decision of it, or None when the regime has none of that name on that date."""
    if provision not in names(conversation):
        return None
    whole = _assess(conversation, [provision]).to_json()
    found: dict[str, Any] = (whole["voorzieningen"] | whole.get("beslissingen", {}))[provision]
    return found


def glance(conversation: Conversation) -> list[Glance]:
    """Every provision of a conversation at a glance."""
    return glances(_assess(conversation, conversation.provisions))


def next_question(conversation: Conversation) -> dict[str, Any] | None:
    """The question that settles most, or None when nothing more is to be asked."""
    regime = regime_of(conversation.regime)
    facts = read_facts(regime, conversation.facts)
    with fact_problems():
        found = reason.next_question(
            regime, facts, conversation.date, provisions=conversation.provisions, skip=conversation.skipped
        )
    return found.to_json() if found else None


def askable(name: str, fact: str) -> str:
    """The fact by which a missing one is asked (a field by its list); empty when it is not for a user to answer."""
    source = base_name(fact)[0]
    return source if reason.question_for(regime_of(name), source) else ""


def question(name: str, fact: str) -> dict[str, Any] | None:
    """The question about one fact, or None when the regime has no such fact."""
    found = reason.question_for(regime_of(name), fact)
    return found.to_json() if found else None


def role_answer(conversation: Conversation, role: str) -> tuple[str, Any]:
    """The fact that plays a fixed part in the regime (empty: none does), and its answer (None: not known)."""
    fact = regime_of(conversation.regime).roles.get(role, "")
    return fact, conversation.facts.get(fact, {}).get("waarde")


def choice_facts(name: str) -> set[str]:
    """The facts by which an official decides to refuse or end where the rules leave the choice."""
    roles = regime_of(name).roles
    return {roles[role] for role in ("keuze weigeren", "keuze eindigen") if role in roles}

"""Facts of a dossier as a page shows them: value in words, since when, from where, by whom; grouped by subject."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from trede.access.rights import Right
from trede.casework.models import FactVersion
from trede.casework.services.common import Actor
from trede.casework.services.facts import value_of
from trede.law.regime import Regime
from trede.law.vocabulary import Fact
from trede.reason import question_for
from trede.web.wording import show


@dataclass(frozen=True)
class FactRow:
    """One version of a fact, in words."""

    version: FactVersion
    label: str
    question: str
    shown: str
    subject: str
    hidden: bool  # about health, and not for this reader
    judgement: bool
    now: str = ""  # what is known now, when that is another value


@dataclass
class Group:
    """The facts about one subject, or of one application."""

    title: str
    rows: list[FactRow] = field(default_factory=list)


def fact_row(actor: Actor, regime: Regime, version: FactVersion) -> FactRow:
    """A version in words. A fact that the regime does not know any more keeps its name; health may be hidden."""
    fact = regime.vocabulary.facts.get(version.name)
    hidden = version.health and not actor.may(Right.SEE_HEALTH)
    if fact is None:
        label = version.name.replace("_", " ")
        return FactRow(version, label, "", "" if hidden else str(value_of(version)), "", hidden, False)
    shown = "" if hidden else value_in_words(regime, fact.key, value_of(version))
    return FactRow(version, fact.label, fact.question, shown, fact.subject, hidden, fact.judgement)


def value_in_words(regime: Regime, name: str, value: Any) -> str:
    """A value of a fact as its question would show it."""
    question = question_for(regime, name)
    return show(question.to_json(), value) if question else str(value)


def grouped(rows: Iterable[FactRow]) -> list[Group]:
    """By subject, the person first; facts of an application by its number."""
    groups: dict[str, Group] = {}
    for row in rows:
        application = row.version.application
        title = f"aanvraag {application.number}" if application else row.subject or "overig"
        groups.setdefault(title, Group(title)).rows.append(row)
    order = sorted(groups.values(), key=lambda group: (group.title != "persoon", group.title))
    for group in order:
        group.rows.sort(key=lambda row: row.label.casefold())
    return order


def compared(actor: Actor, regime: Regime, then: list[FactVersion], now: list[FactVersion]) -> list[FactRow]:
    """What was known at a moment, each with what is known now where that is another value."""
    today = {(version.name, version.application_id): version for version in now}
    rows = []
    for version in then:
        row = fact_row(actor, regime, version)
        other = today.get((version.name, version.application_id))
        same = other is not None and value_of(other) == value_of(version)
        if not same and not row.hidden:
            words = fact_row(actor, regime, other).shown if other else "niet meer bekend"
            row = FactRow(**{**vars(row), "now": words})
        rows.append(row)
    return rows


def facts_by_subject(regime: Regime, text: str = "", subject: str = "") -> list[tuple[str, list[Fact]]]:
    """The facts that a regime knows, by subject, whose label or question holds all words of a text."""
    words = text.casefold().split()
    found: dict[str, list[Fact]] = {}
    for fact in regime.vocabulary.facts.values():
        hay = f"{fact.label} {fact.question}".casefold()
        if (not subject or fact.subject == subject) and all(word in hay for word in words):
            found.setdefault(fact.subject, []).append(fact)
    order = sorted(found.items(), key=lambda item: (item[0] != "persoon", item[0]))
    return [(title, sorted(facts, key=lambda fact: fact.label.casefold())) for title, facts in order]


def end_of(day: date, zone: Any) -> datetime:
    """The last moment of a day: what was recorded that day was known."""
    return datetime(day.year, day.month, day.day, 23, 59, 59, 999_999, tzinfo=zone)

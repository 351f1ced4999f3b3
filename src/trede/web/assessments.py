"""The seam to the floors below: the only module of the web door that knows `law`, `reason` and `letters`.

It hands over plain dicts (docs/assessment.md) and small records, and turns what the floors raise into `Problems`: Dutch
sentences, each with the fact it is about.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from tests.web import fake_reason as engine

from trede import letters
from trede.law.errors import NoLawInForce, UnknownRegime
from trede.letters.supplied import part_names
from trede.web.conversations import Conversation

__all__ = ["NoLawInForce", "UnknownRegime"]


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: which fact (or empty), and one sentence."""

    fact: str
    text: str


class Problems(Exception):
    """Everything that is wrong with some facts, together."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(" ".join(problem.text for problem in self.problems))


@dataclass(frozen=True)
class Choice:
    """A provision to choose as the goal."""

    name: str
    label: str
    group: str


@dataclass(frozen=True)
class Persona:
    """A ready-made invented person."""

    name: str
    description: str
    facts: dict[str, Any]


@dataclass(frozen=True)
class Card:
    """A regime to choose."""

    name: str
    title: str
    description: str


# --- regimes --------------------------------------------------------------------------------------------------------


def cards() -> list[Card]:
    """The regimes there are."""
    return [card(name) for name in engine.regimes()]


def card(name: str) -> Card:
    """What a page says of a regime; UnknownRegime if there is none of that name."""
    regime = engine.load_regime(name)
    return Card(name, regime.title, regime.description)


def choices(name: str, on: date) -> list[Choice]:
    """The provisions in force on a date; NoLawInForce when nothing is."""
    found = engine.provisions(engine.load_regime(name), on)
    listed = [Choice(p.name, p.naam, p.ontvanger) for p in found]
    return sorted(listed, key=lambda choice: (choice.group, choice.label))


def personas(name: str) -> list[Persona]:
    """The invented people of a regime."""
    return [Persona(p.name, p.description, dict(p.facts)) for p in engine.load_regime(name).personas]


def described(name: str, on: date) -> str | None:
    """The regime as HTML to read, if it can be made."""
    return None


# --- facts and assessments ------------------------------------------------------------------------------------------


def check(name: str, facts: dict[str, Any]) -> None:
    """Raise Problems with everything that is wrong with these facts."""
    read_facts(engine.load_regime(name), facts)


def read_facts(regime: Any, facts: dict[str, Any]) -> Any:
    """The facts as the engine holds them."""
    try:
        return engine.Facts.read(facts, regime)
    except engine.FactErrors as errors:
        raise Problems(Problem(fact, text) for fact, text in errors.problems) from errors


def assess(conversation: Conversation) -> dict[str, Any]:
    """The assessment of a conversation, as in docs/assessment.md."""
    regime = engine.load_regime(conversation.regime)
    facts = read_facts(regime, conversation.facts)
    return engine.assess(regime, facts, on=conversation.date, provisions=conversation.provisions).to_json()


def assess_one(conversation: Conversation, provision: str) -> dict[str, Any] | None:
    """One provision of it, or None when the regime has no such provision on that date."""
    if provision not in names(conversation):
        return None
    regime = engine.load_regime(conversation.regime)
    facts = read_facts(regime, conversation.facts)
    whole = engine.assess(regime, facts, on=conversation.date, provisions=[provision]).to_json()
    return whole["voorzieningen"][provision]


def next_question(conversation: Conversation) -> dict[str, Any] | None:
    """The question that settles most, or None when nothing more is to be asked."""
    regime = engine.load_regime(conversation.regime)
    found = engine.next_question(
        regime,
        read_facts(regime, conversation.facts),
        on=conversation.date,
        provisions=conversation.provisions,
        skip=conversation.skipped,
    )
    return found.to_json() if found else None


def question(name: str, fact: str) -> dict[str, Any] | None:
    """The question about one fact, or None when the regime has no such fact."""
    try:
        return dict(engine.question(engine.load_regime(name), fact))
    except KeyError:
        return None


def names(conversation: Conversation) -> set[str]:
    """The provisions there are on the date of a conversation."""
    return {choice.name for choice in choices(conversation.regime, conversation.date)}


# --- letters --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Draft:
    """A draft letter: its file, and what it still lacks before it may go out."""

    pdf: bytes
    lacks: list[str]


def letter_kinds(provision: dict[str, Any]) -> list[tuple[str, str]]:
    """The kinds of letter that are possible now, by name, with their words."""
    possible = []
    for kind in letters.LetterKind:
        with suppress(letters.LetterError):
            possible.append((str(letters.derive_kind(provision, kind)), kind.value.replace("_", " ")))
    return possible


def default_kind(provision: dict[str, Any]) -> str:
    """The kind of letter that follows from the outcome; Problems when none is possible yet."""
    try:
        return str(letters.derive_kind(provision))
    except letters.LetterError as error:
        raise Problems([Problem("", str(error))]) from error


def demanded_parts(provision: dict[str, Any]) -> list[str]:
    """The parts of a decision that the regulation demands, in its own words, that a person must write."""
    names, found = part_names(), {}
    filled = {"voorziening", "bedragen", "ingangsdatum", "einddatum", "duur"}
    for row in provision["inhoud"]:
        part = names.canonical(row["onderdeel"])
        if row["vereist"] != "nee" and part not in filled:
            found.setdefault(part, row["onderdeel"])
    return list(found.values())


def draft_letter(conversation: Conversation, provision: dict[str, Any], typed: LetterText) -> Draft:
    """The draft letter as PDF; Problems when it cannot be made."""
    sender = engine.load_regime(conversation.regime).sender
    try:
        letter = letters.compose(
            provision,
            {"op": conversation.on},
            addressee=letters.Addressee(typed.reader, typed.name, typed.lines, typed.client_number, typed.about),
            sender=letters.Sender.from_mapping(sender),
            kind=typed.kind or None,
            made_known=typed.made_known,
            decided=typed.decided,
            answer_by=typed.answer_by,
            extra=typed.extra,
            draft=True,
        )
        return Draft(letters.render_pdf(letter), letter.missing())
    except letters.LetterError as error:
        raise Problems(Problem("", line) for line in str(error).splitlines()) from error


@dataclass(frozen=True)
class LetterText:
    """What the user typed for a letter, read."""

    reader: Literal["persoon", "werkgever"]
    kind: str = ""
    name: str = ""
    lines: tuple[str, ...] = ()
    client_number: str = ""
    about: str = ""
    made_known: date | None = None
    decided: date | None = None
    answer_by: date | None = None
    extra: dict[str, Any] = field(default_factory=dict)

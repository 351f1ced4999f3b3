"""The seam to the floors below: the only module of the web door that knows `law`, `reason` and `letters`.

It hands over plain dicts (docs/assessment.md) and small records, and turns what the floors raise into `Problems`: Dutch
sentences, each with the fact it is about.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, Literal

from trede import letters, reason
from trede.law import LawErrors, NoLawInForce, Regime, UnknownRegime, law_on, regime_names, regimes_root
from trede.law.cache import load_regime
from trede.law.citation import place_of
from trede.letters.supplied import part_names
from trede.reason.values import base_name
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


class BrokenRegime(Exception):
    """The files of a regime hold mistakes; the message says so to a user, who cannot mend them."""


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
    usable: bool = True


# --- regimes ---------------------------------------------------------------------------------------------------------


def regime_of(name: str) -> Regime:
    """The regime as its files stand now: read once, and again when a file changes. UnknownRegime, BrokenRegime."""
    try:
        return _read(name, _stamp())
    except LawErrors as errors:
        count = len(errors.errors)
        text = f"In de regels van '{name}' {'zit een fout' if count == 1 else f'zitten {count} fouten'}."
        raise BrokenRegime(f"{text} Vraag de beheerder om 'trede check {name}' te doen.") from errors


@lru_cache(maxsize=32)
def _read(name: str, stamp: tuple[Any, ...]) -> Regime:
    return load_regime(name)


def _stamp() -> tuple[Any, ...]:
    """What changes when any file of any regime does."""
    root = regimes_root()
    files = sorted(root.glob("*/*.md"))
    return (str(root), len(files), max((file.stat().st_mtime_ns for file in files), default=0))


def cards() -> list[Card]:
    """The regimes there are, those that cannot be read included."""
    found = []
    for name in regime_names():
        try:
            found.append(card(name))
        except BrokenRegime as error:
            found.append(Card(name, name.capitalize(), str(error), usable=False))
    return found


def card(name: str) -> Card:
    """What a page says of a regime; UnknownRegime if there is none of that name."""
    regime = regime_of(name)
    shown = [source.title for source in regime.own_sources() if source.rank not in ("register", "begrippen")]
    return Card(name, regime.title, "; ".join(shown))


def choices(name: str, on: date) -> list[Choice]:
    """The provisions in force on a date; NoLawInForce when nothing is."""
    regime = regime_of(name)
    words = regime.vocabulary.provisions
    found = [Choice(p, words.get(p, p), regime.groups.get(p, "")) for p in law_on(regime, on).provisions]
    return sorted(found, key=lambda choice: (choice.group, choice.label))


def names(conversation: Conversation) -> set[str]:
    """The provisions there are on the date of a conversation."""
    return set(law_on(regime_of(conversation.regime), conversation.date).provisions)


def personas(name: str) -> list[Persona]:
    """The invented people of a regime."""
    return [Persona(p.name, p.description, dict(p.facts)) for p in regime_of(name).personas]


def described(name: str, on: date) -> str | None:
    """The regime as HTML to read, if it can be made."""
    try:
        from trede.law import describe
    except ImportError:
        return None
    return str(describe.to_html(regime_of(name), on))


# --- facts and assessments -------------------------------------------------------------------------------------------


def check(name: str, facts: dict[str, Any]) -> None:
    """Raise Problems with everything that is wrong with these facts."""
    read_facts(regime_of(name), facts)


def read_facts(regime: Regime, facts: dict[str, Any]) -> reason.Facts:
    """The facts as the engine holds them."""
    try:
        return reason.Facts.read(facts, regime)
    except reason.FactErrors as errors:
        raise Problems(as_problem(found) for found in errors.problems) from errors


def as_problem(found: reason.Problem) -> Problem:
    """One sentence, with what would be right after it."""
    what = found.what[:1].upper() + found.what[1:]
    return Problem(found.fact, f"{what}. Goed is: {found.right}." if found.right else f"{what}.")


def _assess(conversation: Conversation, provisions: list[str] | None) -> reason.Assessment:
    regime = regime_of(conversation.regime)
    return reason.assess(regime, read_facts(regime, conversation.facts), conversation.date, provisions=provisions)


def assess(conversation: Conversation) -> dict[str, Any]:
    """The whole assessment of a conversation, as in docs/assessment.md."""
    return _assess(conversation, conversation.provisions).to_json()


def assess_one(conversation: Conversation, provision: str) -> dict[str, Any] | None:
    """One provision of it, or None when the regime has no such provision on that date."""
    if provision not in names(conversation):
        return None
    found: dict[str, Any] = _assess(conversation, [provision]).to_json()["voorzieningen"][provision]
    return found


@dataclass(frozen=True)
class Glance:
    """A provision at a glance: enough for the list beside the question, without reasons."""

    name: str
    label: str
    outcome: str
    modality: str
    missing: int
    judgements: int
    place: str


def glance(conversation: Conversation) -> list[Glance]:
    """Every provision of a conversation at a glance."""
    assessment = _assess(conversation, conversation.provisions)
    words = assessment.law.regime.vocabulary.provisions
    return [
        Glance(
            name=name,
            label=words.get(name, name),
            outcome=result.outcome,
            modality=result.modality,
            missing=len(result.missing) + len(result.documents),
            judgements=len(result.judgements) + len(result.choice_needed),
            place=_decisive_place(result),
        )
        for name, result in assessment.results.items()
    ]


def _decisive_place(result: Any) -> str:
    """Where the first norm stands that refuses or ends."""
    grounds = (ground for ground in result.grounds if ground.effect in ("weigert", "eindigt"))
    return next((place_of(ground.norm, result.program.law.regime) for ground in grounds), "")


def next_question(conversation: Conversation) -> dict[str, Any] | None:
    """The question that settles most, or None when nothing more is to be asked."""
    regime = regime_of(conversation.regime)
    facts = read_facts(regime, conversation.facts)
    goal = conversation.provisions
    found = reason.next_question(regime, facts, conversation.date, provisions=goal, skip=conversation.skipped)
    return found.to_json() if found else None


def askable(name: str, fact: str) -> str:
    """The fact by which a missing one is asked (a field by its list); empty when it is not for a user to answer."""
    source = base_name(fact)[0]
    return source if reason.question_for(regime_of(name), source) else ""


def question(name: str, fact: str) -> dict[str, Any] | None:
    """The question about one fact, or None when the regime has no such fact."""
    found = reason.question_for(regime_of(name), fact)
    return found.to_json() if found else None


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
    sender = regime_of(conversation.regime).sender
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

"""The seam to `law`: the regimes there are, what they offer, and how they hold their texts. No person comes in here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from trede import law as rules
from trede.law import (
    Crossing,
    Ladder,
    LawErrors,
    NoLawInForce,
    Regime,
    Rung,
    UnknownRegime,
    find_regime,
    law_on,
    regime_names,
    regimes_root,
)
from trede.law.cache import load_regime
from trede.law.catalogue import PERSON, Instrument, catalogue, matches, parts
from trede.law.coverage import Ledger, coverage
from trede.law.coverage import totals as coverage_totals

__all__ = ["PERSON", "Crossing", "Instrument", "Ladder", "Ledger", "NoLawInForce", "Rung", "UnknownRegime", "matches"]


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
    """A ready-made invented person, and the date on which to look at them (None: today will do)."""

    name: str
    description: str
    facts: dict[str, Any]
    on: date | None = None


@dataclass(frozen=True)
class Card:
    """A regime to choose, and the municipalities that live by it when its title does not say so.

    `is_base` when others build on it, and nobody chooses it for a person.
    """

    name: str
    title: str
    description: str
    usable: bool = True
    is_base: bool = False
    municipalities: tuple[str, ...] = ()


def name_of(asked: str) -> str:
    """The name of the regime that is asked for by its own name or by that of a municipality; else as it was asked."""
    try:
        return find_regime(asked).name
    except UnknownRegime:
        return asked


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
    files = [*root.glob("*/*.md"), *root.glob("*/inventaris*.csv")]
    return (str(root), len(files), max((file.stat().st_mtime_ns for file in files), default=0))


def cards() -> list[Card]:
    """The regimes there are, those that cannot be read included."""
    found, bases = [], set()
    for name in regime_names():
        try:
            found.append(card(name))
            bases |= set(regime_of(name).bases)
        except BrokenRegime as error:
            found.append(Card(name, name.capitalize(), str(error), usable=False))
    return [replace(item, is_base=item.name in bases) for item in found]


def card(name: str) -> Card:
    """What a page says of a regime; UnknownRegime if there is none of that name."""
    regime = regime_of(name)
    shown = [source.title for source in regime.own_sources() if source.rank not in ("register", "begrippen")]
    towns = tuple(town for town in regime.municipalities if town.casefold() not in regime.title.casefold())
    return Card(name, regime.title, "; ".join(shown), municipalities=towns)


def choices(name: str, on: date) -> list[Choice]:
    """The provisions in force on a date; NoLawInForce when nothing is."""
    regime = regime_of(name)
    law = law_on(regime, on)
    words = regime.vocabulary.provisions
    found = [Choice(p, words.get(p, p), regime.group_of(p)) for p in law.provision_names]
    found += [Choice(p, words.get(p, p), "besluiten") for p in law.decision_names]
    return sorted(found, key=lambda choice: (choice.group, choice.label))


def in_force(name: str, on: date) -> bool:
    """Does the regime hold a regulation of its own on a date?"""
    try:
        return bool(choices(name, on))
    except NoLawInForce:
        return False


def personas(name: str) -> list[Persona]:
    """The invented people of a regime."""
    return [Persona(p.name, p.description, dict(p.facts), p.on) for p in regime_of(name).personas]


def described(name: str, on: date) -> str | None:
    """The regime as HTML to read, if it can be made."""
    try:
        from trede.law import describe
    except ImportError:
        return None
    return str(describe.to_html(regime_of(name), on))


def instruments(name: str, on: date) -> list[Instrument]:
    """The catalogue of a regime on a day; NoLawInForce."""
    return catalogue(regime_of(name), on)


def ladders(name: str, on: date) -> list[Ladder]:
    """The ladders of a regime on a day, those of the regimes it builds on included; NoLawInForce."""
    return rules.ladders(regime_of(name), on)


def crossings(name: str) -> list[Crossing]:
    """What its register proposes for its rungs on the ladders of other regimes."""
    return regime_of(name).crossings


def is_any(text: str) -> bool:
    """Does a cell of the catalogue leave everybody in?"""
    return not parts(text)


def ledger(name: str) -> Ledger:
    """How a regime holds every norm of its texts: counted once, and again when a file changes."""
    regime_of(name)
    return _count(name, _stamp())


def totals(name: str) -> dict[str, Any]:
    """How many norms a regime's own texts hold, and how they are held."""
    return coverage_totals(ledger(name).entries)


@lru_cache(maxsize=16)
def _count(name: str, stamp: tuple[Any, ...]) -> Ledger:
    return coverage(_read(name, stamp))


def sentences(name: str) -> dict[str, str]:
    """For each place that a regime cites, the first sentence that stands there."""
    found: dict[str, str] = {}
    for norm in regime_of(name).norms:
        for citation in norm.citations:
            found.setdefault(citation, norm.sentence)
    return found


def sources(name: str) -> dict[str, str]:
    """The titles of the sources of a regime, by id."""
    return {source.id: source.title for source in regime_of(name).sources}


def article_headings(name: str) -> dict[tuple[str, str], str]:
    """The headings of articles, by source and key."""
    return {(source.id, a.key): a.heading for source in regime_of(name).sources for a in source.articles}

"""The whole page as plain data: sources, articles with their norms and examples, register, errata, facts, people.

A norm belongs to the last heading above it. Only what holds on the day is shown; sources that hold on other days are
named with their dates.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from itertools import takewhile
from typing import Any

from trede.law.describe.norm import Anchors, Desk, describe_norm, rows_on
from trede.law.kinds import parse_date, show_date
from trede.law.norms import Norm, TableNorm
from trede.law.regime import Article, ExampleTable, Persona, Regime, Resolution, Source
from trede.law.types import Typer
from trede.law.vocabulary import Fact, Vocabulary
from trede.law.wording import phrase

Page = dict[str, Any]
Outcomes = Mapping[tuple[str, int], bool]
SILENT = ("register", "begrippen")
UNSTATED = date(1900, 1, 1)


def build_page(regime: Regime, on: date, outcomes: Outcomes | None = None) -> Page:
    """The regime on a day as a page; `outcomes` says per example row whether it came out as written."""
    sources = [s for s in reading_order(regime) if s.in_force(on)]
    ids = {source.id for source in sources}
    found = [n for n in regime.norms if n.source in ids and n.holds_on(on)]
    desk = Desk(regime, on, Typer(regime.vocabulary, regime.norms), set_aside(regime, found), Anchors())
    own = [s for s in sources if s.regime == regime.name and s.rank not in SILENT]
    return {
        "regime": regime.name,
        "titel": regime.title,
        "op": on.isoformat(),
        "bouwt_op": list(regime.bases),
        "van_kracht": bool(own),
        "melding": None if own else f"Op {show_date(on)} is hier geen eigen regeling van kracht.",
        "bronnen": [_source(source, on) for source in reading_order(regime)],
        "teksten": [_text(s, found, desk, outcomes) for s in sources if s.rank not in SILENT],
        "register": [_resolution(row, desk) for row in regime.register],
        "errata": [
            {"plaats": e.place, "er_staat": e.printed, "gelezen_als": e.read_as, "waarom": e.why} for e in regime.errata
        ],
        "ladders": [
            {
                "trede": c.rung,
                "ladder_van": c.other,
                "wordt_trede": list(c.to),
                "waarom": c.why,
                "stand": c.status,
                "besloten_door": c.signed,
            }
            for c in regime.crossings
        ],
        "onbevestigd": [row for norm in found if isinstance(norm, TableNorm) for row in _unconfirmed(norm, desk)],
        "personen": [_persona(persona, regime.vocabulary) for persona in regime.personas],
        "feiten": [_fact(fact) for fact in all_facts(regime.vocabulary)],
    }


def reading_order(regime: Regime) -> list[Source]:
    """A regime's own sources before those it builds on, and a higher rank before a lower one."""
    return sorted(regime.sources, key=lambda s: (s.regime != regime.name, -s.level, s.since.toordinal()))


def set_aside(regime: Regime, found: list[Norm]) -> dict[str, Resolution]:
    """The norms that the register sets aside, with its row; a row acts while all its norms hold."""
    cited = {citation for norm in found for citation in norm.citations}
    acting = (row for row in regime.register if all(norm in cited for norm in row.norms))
    return {loser: row for row in acting for loser in row.losers}


def article_at(source: Source, line: int) -> Article | None:
    """The heading under which a line stands."""
    place = bisect_right([article.line for article in source.articles], line)
    return source.articles[place - 1] if place else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day and day != UNSTATED else None


def _source(source: Source, on: date) -> dict[str, Any]:
    learned = source.published or source.adopted
    return {
        "bron": source.id, "titel": source.title, "kort": source.short, "rang": source.rank, "regime": source.regime,
        "vastgesteld": _iso(source.adopted), "bekendgemaakt": _iso(source.published),
        "geldt_vanaf": _iso(source.since), "geldt_tot": _iso(source.until), "van_kracht": source.in_force(on),
        "terugwerkend": bool(learned and source.since != UNSTATED and source.since < learned),
        "bestand": source.file, "sha256": source.sha256,
    }  # fmt: skip


def _text(source: Source, found: list[Norm], desk: Desk, outcomes: Outcomes | None) -> dict[str, Any]:
    """A source with its articles; what stands under its title is its introduction."""
    norms: dict[int, list[Norm]] = {}
    for norm in found:
        if norm.source == source.id and (article := article_at(source, norm.line)):
            norms.setdefault(article.line, []).append(norm)
    tables: dict[int, list[ExampleTable]] = {}
    for table in desk.regime.examples:
        if table.file == source.file and (article := article_at(source, table.table.line)):
            tables.setdefault(article.line, []).append(table)
    anchor = desk.anchors.take(f"bron-{source.id}")
    opening = list(takewhile(lambda article: article.heading in ("", source.title), source.articles))
    return {
        "bron": source.id, "titel": source.title, "regime": source.regime, "anker": anchor,
        "toelichting": " ".join(text for article in opening for text in article.prose),
        "kanttekeningen": [note for article in opening for note in _notes(article)],
        "artikelen": [
            _article(article, source, norms.get(article.line, []), desk)
            | {"voorbeelden": [_examples(table, outcomes) for table in tables.get(article.line, ())]}
            for article in source.articles[len(opening) :]
        ],
    }  # fmt: skip


def _article(article: Article, source: Source, mine: list[Norm], desk: Desk) -> dict[str, Any]:
    words = desk.regime.vocabulary
    anchor = desk.anchors.take(f"{source.id}-artikel-{article.key}")
    norms = [describe_norm(norm, desk) for norm in mine]
    keys = dict.fromkeys(key for norm in norms for key in norm["vraagt"])
    return {
        "sleutel": article.key, "kop": article.heading, "anker": anchor, "toelichting": " ".join(article.prose),
        "kanttekeningen": _notes(article), "normen": norms, "gevraagd": [_fact(words.facts[key]) for key in keys],
    }  # fmt: skip


def _notes(article: Article) -> list[dict[str, str]]:
    found = []
    for note in article.notes:
        word, colon, text = note.partition(":")
        known = colon and word.lower() in ("lezing", "erratum")
        found.append({"soort": word.lower(), "tekst": text.strip()} if known else {"soort": "noot", "tekst": note})
    return found


def _examples(table: ExampleTable, outcomes: Outcomes | None) -> dict[str, Any]:
    rows = [
        {"cellen": cells, "regel": line, "klopt": None if outcomes is None else outcomes.get((table.file, line))}
        for line, cells in table.table.rows
    ]
    return {"vanuit": table.persona, "voorziening": table.provision, "kop": table.table.header, "rijen": rows}


def _resolution(row: Resolution, desk: Desk) -> dict[str, Any]:
    return {
        "over": row.about, "bronnen": list(row.norms), "geldt": list(row.prevails), "waarom": row.why,
        "opzij_als": None if row.unless is None else phrase(row.unless, desk.typer), "besloten_door": row.signed,
        "nu": any(desk.aside.get(loser) is row for loser in row.losers),
    }  # fmt: skip


def _unconfirmed(norm: TableNorm, desk: Desk) -> list[dict[str, Any]]:
    """The rows of a table that are marked as not confirmed, and hold on the day."""
    names = [desk.regime.vocabulary.label(name) for name in norm.outputs]
    found = []
    for row in rows_on(norm, desk.on):
        doubt = dict(row.remarks).get("zeker", "ja")
        if doubt.startswith("nee"):
            values = [phrase(value, desk.typer) for value in row.values]
            why = doubt.removeprefix("nee").lstrip(", ") or "niet bevestigd"
            found.append({"norm": row.citation or ", ".join(norm.citations), "waarde": ", ".join(values),
                          "naam": ", ".join(names), "waarom": why})  # fmt: skip
    return found


def _persona(persona: Persona, words: Vocabulary) -> dict[str, Any]:
    facts = [{"feit": key, "naam": words.label(key), "waarde": _plain(value)} for key, value in persona.facts.items()]
    day = persona.on.isoformat() if persona.on else None
    return {"naam": persona.name, "beschrijving": persona.description, "op": day, "feiten": facts}


def _plain(value: Any) -> str:
    """A JSON value of a fact in words."""
    match value:
        case None:
            return "geen"
        case bool():
            return "ja" if value else "nee"
        case list():
            return "; ".join(_plain(item) for item in value) or "geen"
        case dict():
            return " / ".join(_plain(item) for item in value.values())
        case _:
            text = str(value)
            day = parse_date(text)
            return show_date(day) if day else text.replace("_", " ")


def all_facts(words: Vocabulary) -> list[Fact]:
    """Every fact, the fields of lists included, together by what they are about."""
    found = [*words.facts.values(), *(fact for known in words.fields.values() for fact in known.values())]
    first = {subject: place for place, subject in reversed(list(enumerate(fact.subject for fact in found)))}
    return sorted(found, key=lambda fact: first[fact.subject])


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "feit": fact.key, "naam": fact.label, "soort": str(fact.kind), "waarden": list(fact.kind.values),
        "over": fact.subject, "vraag": fact.question, "hulp": fact.help, "wie": fact.who, "privacy": fact.privacy,
        "oordeel": fact.judgement,
    }  # fmt: skip

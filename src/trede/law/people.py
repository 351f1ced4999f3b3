"""Reads invented people (`personen.md`): a heading per person, a table of facts, and values as authors write them."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from trede.law.document import Document
from trede.law.errors import LawError, nearest
from trede.law.kinds import UNITS, Kind, Number, json_number, parse_date, parse_number, snake
from trede.law.regime import Persona
from trede.law.vocabulary import Fact, Vocabulary


class Unreadable(Exception):
    """What is written does not suit its fact; `right` is what would be right, if that can be said."""

    def __init__(self, what: str, right: str = "") -> None:
        super().__init__(what)
        self.right = right


def read_people(document: Document, words: Vocabulary, errors: list[LawError]) -> list[Persona]:
    """The invented people of a document, with facts in JSON form."""
    people = []
    for section in document.sections:
        if section.level != 2 or not section.tables:
            continue
        facts: dict[str, Any] = {}
        on: date | None = None
        for table in section.tables:
            if len(table.header) != 2:
                what = f"Deze tabel heeft {len(table.header)} kolommen; hier horen er twee."
                errors.append(LawError(document.file, table.line, what, "| feit | waarde |"))
                continue
            first = [(table.line, table.header)] if table.header[0] != "feit" else []
            for line, (label, text) in [*first, *table.rows]:
                try:
                    if label == "op":
                        on = _day(text)
                    elif text not in ("?", ""):
                        key = _known_fact(label, words)
                        facts[key] = written_value(text, words.facts[key], words)
                except Unreadable as problem:
                    errors.append(LawError(document.file, line, str(problem), problem.right))
        people.append(Persona(section.heading, " ".join(section.prose), facts, document.file, section.line, on))
    return people


def _day(text: str) -> date:
    day = parse_date(text)
    if day is None:
        raise Unreadable(f"'{text}' is geen datum.", "bijvoorbeeld 1 juli 2023")
    return day


def _known_fact(label: str, words: Vocabulary) -> str:
    key = fact_key(label, words)
    if key is None:
        guess = nearest(label, [fact.label for fact in words.facts.values()])
        raise Unreadable(f"Het feit '{label}' ken ik niet.", f"'{guess}'" if guess else "een feit uit de feiten")
    return key


def fact_key(label: str, words: Vocabulary) -> str | None:
    """The JSON name of the fact that is written as `label` (its label or its JSON name)."""
    if label in words.facts:
        return label
    for symbol in words.phrases.get(label.lower(), ()):
        if symbol.category == "NAME" and symbol.name in words.facts and not symbol.negated:
            return symbol.name
    return None


def written_value(text: str, fact: Fact, words: Vocabulary) -> Any:
    """The JSON value of what an author wrote in a table. Unreadable if it does not suit the fact."""
    text = text.strip()
    if text == "geen" and "geen" not in fact.kind.values:
        return [] if fact.kind.name in ("lijst", "perioden", "keuzes") else None
    if fact.kind.name == "lijst":
        return [_record(part, fact, words) for part in text.split(";")]
    return _scalar(text, fact.kind, fact.label)


def _record(text: str, fact: Fact, words: Vocabulary) -> dict[str, Any]:
    fields = list(words.fields.get(fact.kind.element or "", {}).values())
    cells = [cell.strip() for cell in re.split(r" /(?: |$)", text.strip())]
    if len(cells) > len(fields):
        raise Unreadable(f"'{text.strip()}' heeft meer velden dan {fact.kind.element} ({len(fields)}).")
    return {
        f.key: written_value(cell, f, words) for f, cell in zip(fields, cells, strict=False) if cell not in ("?", "")
    }


def _scalar(text: str, kind: Kind, label: str) -> Any:
    match kind.name:
        case "ja_nee" if text in ("ja", "nee"):
            return text == "ja"
        case "datum" if (day := parse_date(text)) is not None:
            return day.isoformat()
        case "bedrag" if (amount := parse_number(text.replace("€", "").strip())) is not None:
            return json_number(amount)
        case "getal" if (number := _number(text, kind)) is not None:
            return json_number(number)
        case "keuze" if snake(text) in {snake(v) for v in kind.values}:
            return snake(text)
        case "keuzes" if set(picked := [snake(part) for part in re.split(r", | en ", text)]) <= {
            snake(v) for v in kind.values
        }:
            return picked
        case "tekst":
            return text
        case "perioden" if None not in (periods := [_period(part) for part in text.split(";")]):
            return periods
        case _:
            raise Unreadable(f"'{text}' is geen {kind} voor '{label}'.")


def _number(text: str, kind: Kind) -> Number | None:
    """A number, with the unit of its kind or without one."""
    match = re.match(r"(-?[\d.]+(?:,\d+)?) ?(.*)$", text)
    if match is None or (match[2] and (kind.unit is None or UNITS.get(match[2]) != kind.unit)):
        return None
    return parse_number(match[1])


def _period(text: str) -> dict[str, str] | None:
    start, _, end = text.strip().partition(" t/m ")
    first, last = parse_date(start), parse_date(end)
    if first is None or last is None or last < first:
        return None
    return {"van": first.isoformat(), "tot_en_met": last.isoformat()}

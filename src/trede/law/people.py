"""Reads invented people (`personen.md`): a heading per person, a table of facts, and values as authors write them."""

from __future__ import annotations

import re
from typing import Any

from trede.law.document import Document
from trede.law.errors import LawError, nearest
from trede.law.kinds import Kind, json_number, parse_date, parse_number, snake
from trede.law.regime import Persona
from trede.law.vocabulary import Fact, Vocabulary


class Unreadable(Exception):
    """A written value does not suit its fact; the message says what would be right."""


def read_people(document: Document, words: Vocabulary, errors: list[LawError]) -> list[Persona]:
    """The invented people of a document, with facts in JSON form."""
    people = []
    for section in document.sections:
        if section.level != 2 or not section.tables:
            continue
        facts: dict[str, Any] = {}
        on = None
        for table in section.tables:
            for line, cells in table.rows:
                if cells[0] == "op":
                    on = parse_date(cells[1])
                    continue
                key = fact_key(cells[0], words)
                if key is None:
                    guess = nearest(cells[0], [f.label for f in words.facts.values()])
                    what = f"Het feit '{cells[0]}' ken ik niet."
                    errors.append(LawError(document.file, line, what, f"'{guess}'" if guess else ""))
                    continue
                try:
                    facts[key] = written_value(cells[1], words.facts[key], words)
                except Unreadable as problem:
                    errors.append(LawError(document.file, line, str(problem)))
        people.append(Persona(section.heading, " ".join(section.prose), facts, document.file, section.line, on))
    return people


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
    cells = [cell.strip() for cell in text.split(" / ")]
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
        case "getal" if match := re.match(r"(-?[\d.]+(?:,\d+)?) ?(.*)$", text):
            if (number := parse_number(match[1])) is not None:
                return json_number(number)
        case "keuze" if snake(text) in {snake(v) for v in kind.values}:
            return snake(text)
        case "keuzes":
            return [snake(part) for part in re.split(r", | en ", text)]
        case "tekst":
            return text
        case "perioden":
            found = [re.split(r" t/m ", part.strip()) for part in text.split(";")]
            days = [[parse_date(day) for day in pair] for pair in found]
            if all(len(pair) == 2 and None not in pair for pair in days):
                return [{"van": a.isoformat(), "tot_en_met": b.isoformat()} for a, b in days]  # type: ignore[union-attr]
        case _:
            pass
    raise Unreadable(f"'{text}' is geen {kind} voor '{label}'.")

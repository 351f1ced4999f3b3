"""One norm of the page: its sentence as written, with everything a reader wants to know beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from trede.law import norms
from trede.law.citation import place_of
from trede.law.describe import forms
from trede.law.kinds import Kind, show, show_date, show_number
from trede.law.norms import Cell, Norm, Row, TableNorm
from trede.law.regime import Regime, Resolution
from trede.law.types import Typer
from trede.law.wording import phrase

KEY_WORDS = {"=": "{}", "≥": "{} of meer", "≤": "{} of minder", "<": "minder dan {}", ">": "meer dan {}"}


@dataclass(slots=True)
class Anchors:
    """Gives out names for places on the page; none twice."""

    used: set[str] = field(default_factory=set)

    def take(self, wanted: str) -> str:
        """A name for a place, as near to `wanted` as is free."""
        name = base = re.sub(r"[^\w.-]+", "-", wanted).strip("-") or "plaats"
        number = 2
        while name in self.used:
            name, number = f"{base}_{number}", number + 1
        self.used.add(name)
        return name


@dataclass(slots=True)
class Desk:
    """What describing a norm needs: the regime, the day, the kinds of its names, what is set aside, and the anchors."""

    regime: Regime
    on: date
    typer: Typer
    aside: dict[str, Resolution]
    anchors: Anchors


def describe_norm(norm: Norm, desk: Desk) -> dict[str, Any]:
    """A norm as plain data, its citation first."""
    words = desk.regime.vocabulary
    first = norm.citations[0] if norm.citations else f"{norm.source}-regel-{norm.line}"
    return {
        "normen": list(norm.citations),
        "ankers": [desk.anchors.take(citation) for citation in norm.citations or (first,)],
        "plaats": place_of(norm, desk.regime),
        "zin": norm.sentence,
        "reden": norm.reason,
        "vorm": forms.form_of(norm),
        "bevoegdheid": forms.power_of(norm),
        "bevoegdheid_uitleg": forms.power_words(norm),
        "wie": forms.who_acts(norm, words),
        "hand": norm.hand,
        "hand_uitleg": forms.hand_words(norm),
        "voorzieningen": ["elke voorziening" if p == "*" else words.label(p) for p in norm.provisions],
        "vanaf": norm.since.isoformat() if norm.since else None,
        "tot": norm.until.isoformat() if norm.until else None,
        "opzij": _aside(norm, desk),
        "vraagt": [fact.key for fact in forms.asked(norm, words)],
        "tabel": table_of(norm, desk),
        "bestand": norm.file,
        "regel": norm.line,
    }


def _aside(norm: Norm, desk: Desk) -> dict[str, Any] | None:
    """The row of the register that sets this norm aside, if one does."""
    row = next((desk.aside[citation] for citation in norm.citations if citation in desk.aside), None)
    if row is None:
        return None
    return {
        "over": row.about,
        "waarom": row.why,
        "geldt": list(row.prevails),
        "alleen_als": None if row.unless is None else phrase(row.unless, desk.typer),
    }


def table_of(norm: Norm, desk: Desk) -> dict[str, Any] | None:
    """The table under a norm: its heading, the rows that hold on the day, and how many hold on another day."""
    if isinstance(norm, norms.ListNorm):
        return {"kop": list(norm.header), "rijen": [list(row) for row in norm.rows], "andere_dagen": 0}
    if not isinstance(norm, TableNorm):
        return None
    rows = rows_on(norm, desk.on)
    words = desk.regime.vocabulary
    head = [words.label(name) for name in (*norm.keys, *norm.outputs)]
    dated = any(row.since or row.until for row in rows)
    cited = any(row.citation for row in rows)
    remarks = list(dict.fromkeys(heading for row in rows for heading, _ in row.remarks))
    head += [*(["vanaf", "tot"] if dated else []), *(["norm"] if cited else []), *remarks]
    return {
        "kop": head,
        "rijen": [_cells(row, norm, desk, dated, cited, remarks) for row in rows],
        "andere_dagen": len(norm.rows) - len(rows),
    }


def rows_on(norm: TableNorm, on: date) -> list[Row]:
    """The rows of a table that hold on a day."""
    return [r for r in norm.rows if (r.since is None or r.since <= on) and (r.until is None or on < r.until)]


def _cells(row: Row, norm: TableNorm, desk: Desk, dated: bool, cited: bool, remarks: list[str]) -> list[str]:
    cells = [key_text(cell, desk.typer.name(key)) for cell, key in zip(row.keys, norm.keys, strict=True)]
    cells += [phrase(value, desk.typer) for value in row.values]
    if dated:
        cells += [show_date(day) if day else "" for day in (row.since, row.until)]
    if cited:
        cells.append(row.citation)
    said = dict(row.remarks)
    return cells + [said.get(heading, "") for heading in remarks]


def key_text(cell: Cell, kind: Kind | None) -> str:
    """A key cell as a reader sees it.

    >>> key_text(Cell("≥", 23), None), key_text(Cell("*"), None), key_text(Cell("∈", ("ioaw", "ioaz")), None)
    ('23 of meer', 'elk', 'ioaw of ioaz')
    """
    match cell.op, cell.value:
        case "*", _:
            return "elk"
        case "..", (low, high):
            return f"{value_text(low, kind)} t/m {value_text(high, kind)}"
        case "∈", (*picks, last):
            return f"{', '.join(value_text(pick, kind) for pick in picks)} of {value_text(last, kind)}"
        case _:
            return KEY_WORDS[cell.op].format(value_text(cell.value, kind))


def value_text(value: Any, kind: Kind | None) -> str:
    """A value in a key cell; without a kind, as plainly as can be."""
    if value is None:
        return "geen"
    if kind is not None and not (isinstance(value, str) and kind.name != "keuze"):
        return show(value, kind)
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, date):
        return show_date(value)
    return value.replace("_", " ") if isinstance(value, str) else show_number(value)

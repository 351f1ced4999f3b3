"""A cell of a CSV file as the JSON of a fact: in the notation of its column, which is found out and told."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from trede.law.kinds import Kind
from trede.law.vocabulary import Fact

ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
DUTCH = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})")
COMMA = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+),\d+")
POINT = re.compile(r"-?\d+\.\d+")
GROUPED = re.compile(r"-?\d{1,3}(?:\.\d{3})+")
YES = {"ja": True, "true": True, "waar": True, "nee": False, "false": False, "onwaar": False}
EXAMPLE = {
    "lijst": "[{…}, {…}]",
    "perioden": '[{"van": "2025-04-08", "tot_en_met": "2025-04-21"}]',
    "keuzes": '["…", "…"]',
}
NULL = "null"


class Odd(Exception):
    """What is wrong with a cell, and what would be right."""

    def __init__(self, what: str, right: str) -> None:
        super().__init__(what)
        self.what, self.right = what, right


def notation_of(kind: Kind, texts: Iterable[str]) -> str:
    """How dates or numbers are written in a column: as most of its cells are; "" where there is only one way.

    >>> from trede.law.kinds import DATE, MONEY
    >>> notation_of(DATE, ["1-6-2025", "2025-06-01", "02-06-2025"]), notation_of(MONEY, ["1.165,26"])
    ('d-m-j', 'komma')
    """
    if kind.name == "datum":
        return _most(texts, (("", ISO), ("d-m-j", DUTCH)))
    if kind.name in ("getal", "bedrag"):
        return _most((text.strip("€% ") for text in texts), (("", POINT), ("komma", COMMA)))
    return ""


def _most(texts: Iterable[str], forms: tuple[tuple[str, re.Pattern[str]], ...]) -> str:
    counts = [0] * len(forms)
    for text in texts:
        for place, (_, form) in enumerate(forms):
            counts[place] += form.fullmatch(text.strip()) is not None
    return forms[counts.index(max(counts))][0]


NOTES = {
    "d-m-j": "datums zijn gelezen als dag-maand-jaar", "komma": "getallen zijn gelezen met een komma voor de decimalen",
}  # fmt: skip


def json_of(text: str, fact: Fact, notation: str) -> Any:
    """The JSON value of a cell that is not empty; None for what is known to be absent. Odd."""
    bare = text.strip()
    if bare == NULL:
        return None
    match fact.kind.name:
        case "ja_nee":
            if (found := YES.get(bare.lower())) is None:
                raise Odd(f"'{bare[:60]}' is geen ja of nee", "ja, nee, true of false")
            return found
        case "datum":
            return _date(bare, notation)
        case "getal" | "bedrag":
            return _number(bare.strip("€% "), notation)
        case "lijst" | "perioden" | "keuzes":
            try:
                return json.loads(bare, parse_float=Decimal)
            except (ValueError, RecursionError):
                raise Odd("dit is geen JSON", EXAMPLE[fact.kind.name]) from None
        case "keuze":
            return bare
        case _:
            return text


def _date(text: str, notation: str) -> str:
    match = DUTCH.fullmatch(text)
    if notation == "" and match:
        right = f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}, of alle datums in deze kolom zo"
        raise Odd(f"'{text}' staat anders geschreven dan de andere datums in deze kolom", right)
    if notation == "d-m-j" and ISO.fullmatch(text):
        right = "-".join(reversed(text.split("-")))
        raise Odd(f"'{text}' staat anders geschreven dan de andere datums in deze kolom", right)
    return f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}" if match else text


def _number(text: str, notation: str) -> str:
    if notation == "komma":
        if COMMA.fullmatch(text) or GROUPED.fullmatch(text):
            return text.replace(".", "").replace(",", ".")
        if POINT.fullmatch(text):
            right = text.replace(".", ",")
            raise Odd(f"'{text}' staat anders geschreven dan de andere getallen in deze kolom", right)
    elif COMMA.fullmatch(text):
        right = text.replace(".", "").replace(",", ".")
        raise Odd(f"'{text}' staat anders geschreven dan de andere getallen in deze kolom", right)
    return text

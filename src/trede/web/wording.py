"""Values as a Dutch reader sees them on a page."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from trede.web.typed import MONTHS

ABBREVIATIONS = {"brp": "BRP", "uwv": "UWV", "kvk": "KvK", "svb": "SVB", "wml": "WML"}


def long_date(value: Any) -> str:
    """An ISO day in words; anything else as it is.

    >>> long_date("2005-05-05")
    '5 mei 2005'
    """
    try:
        day = value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        return str(value)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def number(value: Any) -> str:
    """A number in Dutch notation.

    >>> number("1234.50"), number(24)
    ('1.234,5', '24')
    """
    try:
        text = format(Decimal(str(value)).normalize(), ",f")
    except InvalidOperation:
        return str(value)
    return text.translate(str.maketrans(",.", ".,"))


def euro(value: Any) -> str:
    """An amount in euro.

    >>> euro("1165.26")
    '€ 1.165,26'
    """
    try:
        return "€ " + f"{Decimal(str(value)):,.2f}".translate(str.maketrans(",.", ".,"))
    except InvalidOperation:
        return str(value)


def quantity(value: Any, unit: str | None) -> str:
    """A number with its unit."""
    return f"{number(value)} {unit}" if unit else number(value)


def phrase(name: str) -> str:
    """A JSON name as words; known abbreviations in capitals.

    >>> phrase("brp"), phrase("algemene_bijstand")
    ('BRP', 'algemene bijstand')
    """
    return ABBREVIATIONS.get(name.lower(), name.replace("_", " "))


def show(question: dict[str, Any], value: Any) -> str:
    """The answer to a question in words."""
    kind = question["soort"]
    if value is None:
        return "is er (nog) niet"
    if kind == "ja_nee":
        return "ja" if value else "nee"
    if kind == "datum":
        return long_date(value)
    if kind == "bedrag":
        return euro(value)
    if kind == "getal":
        return quantity(value, question.get("eenheid"))
    if kind == "keuze":
        return choice(question, value)
    if kind == "keuzes":
        return ", ".join(choice(question, item) for item in value) or "geen van deze"
    if question.get("eenheid") == "bsn":
        return f"*****{str(value)[-4:]}"
    if kind in {"perioden", "lijst"}:
        return "; ".join(row(question, item) for item in value) or "geen"
    return str(value)


def choice(question: dict[str, Any], value: Any) -> str:
    """The name of a chosen value."""
    names = {item["waarde"]: item["naam"] for item in question.get("waarden") or []}
    return str(names.get(value, phrase(str(value))))


def row(question: dict[str, Any], item: dict[str, Any]) -> str:
    """A row of periods or of a list."""
    if question["soort"] == "perioden":
        end = item.get("tot_en_met")
        return f"{long_date(item['van'])} tot en met {long_date(end)}" if end else f"vanaf {long_date(item['van'])}"
    fields = {field["feit"]: field for field in question.get("velden") or []}
    return ", ".join(
        f"{fields[name]['naam']}: {show(fields[name], value)}" for name, value in item.items() if name in fields
    )

"""The summary of a caseload as text."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from trede.law.kinds import show_date, show_money, show_number, show_quantity
from trede.terms import parse_date

SHORT = {
    "toegekend": "toegekend", "geweigerd": "geweigerd", "voorgelegd_aan_oordeel": "oordeel",
    "onvoldoende_gegevens": "gegevens",
}  # fmt: skip
MOST = 3
FOOT = (
    "Toegekend betekent: mag of moet worden toegekend; een mens beslist.",
    "Hoogstens telt ook wie het nog kan krijgen: voor het eigen bedrag, of anders voor het hoogste dat voorkomt.",
)


def summary_text(summary: dict[str, Any]) -> str:
    """Per provision how many people have which outcome, the amounts from lowest to highest, what is missing most."""
    day = parse_date(summary["op"])
    lines = [f"{summary['titel']}, {show_date(day)}: {_number(summary['mensen'])} mensen", ""]
    width = max([len(body["naam"]) for body in summary["voorzieningen"].values()], default=0)
    lines.append(f"{'voorziening':{width}}  " + "  ".join(f"{word:>10}" for word in SHORT.values()))
    for body in summary["voorzieningen"].values():
        counts = "  ".join(f"{_number(body['uitkomsten'][outcome]):>10}" for outcome in SHORT)
        lines.append(f"{body['naam']:{width}}  {counts}")
    for body in summary["voorzieningen"].values():
        if more := [*_amounts(body), *_missing(body)]:
            lines += ["", body["naam"], *(f"  {line}" for line in more)]
    lines += ["", *FOOT]
    return "\n".join(lines)


def _amounts(body: dict[str, Any]) -> list[str]:
    lines = []
    for found in body["bedragen"].values():
        if not found["aantal"] and not found["nog_mogelijk"]:
            continue
        unit = found["eenheid"]
        most = "niet te zeggen" if found["som_hoogst"] is None else _amount(found["som_hoogst"], unit)
        text = f"{found['omschrijving']}: samen {_amount(found['som_laagst'], unit)}, hoogstens {most}"
        if found["aantal"]:
            low, high = _amount(found["laagste"], unit), _amount(found["hoogste"], unit)
            text += f" (per persoon {low} tot {high})" if low != high else f" (per persoon {low})"
        lines.append(text)
    return lines


def _missing(body: dict[str, Any]) -> list[str]:
    lines = []
    for word, key in (("ontbreekt het meest", "ontbreekt"), ("wacht op een oordeel", "oordelen")):
        if body[key]:
            some = ", ".join(f"{entry['naam']} ({_number(entry['aantal'])})" for entry in body[key][:MOST])
            lines.append(f"{word}: {some}")
    return lines


def _amount(text: str, unit: str) -> str:
    value = Fraction(text)
    if unit == "euro":
        return show_money(value * 100)
    return show_quantity(value / 100, unit) if unit == "%" else show_quantity(value, unit)


def _number(value: int) -> str:
    return show_number(value)

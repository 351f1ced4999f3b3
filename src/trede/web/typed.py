"""Typed Dutch text to a JSON value of a facts file, or one clear sentence about what would be right.

Limits of a fact (a percentage of 130, negative hours) are not known here: the regime holds them.
"""

from __future__ import annotations

import json
import re
from calendar import monthrange
from datetime import date
from decimal import Decimal
from typing import Any, NoReturn

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip
SHORT = {"jan": 1, "feb": 2, "mrt": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "okt": 10,
         "nov": 11, "dec": 12}  # fmt: skip
MOST_JSON = 256 * 1024
DATE_EXAMPLE = "Schrijf de datum als dag-maand-jaar, bijvoorbeeld 5-5-2005."
NUMBER = r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?|\d+\.\d+"


class Unreadable(ValueError):
    """What was typed cannot be read; the message is a Dutch sentence for the page."""


def read_date(text: str) -> str:
    """A day as ISO text.

    >>> read_date("5 mei 2005"), read_date("5-5-2005"), read_date("2005-05-05")
    ('2005-05-05', '2005-05-05', '2005-05-05')
    """
    text = " ".join(text.strip().lower().split())
    if match := ascii_match(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        return day(int(match[1]), int(match[2]), int(match[3]))
    if match := ascii_match(r"(\d{1,2})\s?[-/. ]\s?(\d{1,2})\s?[-/. ]\s?(\d{4})", text):
        return day(int(match[3]), int(match[2]), int(match[1]))
    if match := ascii_match(r"(\d{1,2}) ?([a-z]+)\.? ?(\d{4})", text):
        return day(int(match[3]), month(match[2]), int(match[1]))
    if ascii_match(r"\d{1,2}[-/. ][\da-z]+[-/. ]\d{2}", text):
        raise Unreadable("Schrijf het jaar met vier cijfers, bijvoorbeeld 5-5-2005.")
    raise Unreadable(f"Dit is geen datum. {DATE_EXAMPLE}")


def ascii_match(pattern: str, text: str) -> re.Match[str] | None:
    """The whole text matched; digits of other scripts are no digits here."""
    return re.fullmatch(pattern, text, re.ASCII)


def month(word: str) -> int:
    """The number of a Dutch month."""
    if word in MONTHS:
        return MONTHS.index(word) + 1
    if word in SHORT:
        return SHORT[word]
    raise Unreadable(f"De maand '{word}' bestaat niet. {DATE_EXAMPLE}")


def day(year: int, month: int, number: int) -> str:
    """A day that exists, as ISO text."""
    if not 1 <= month <= 12:
        raise Unreadable(f"Maand {month} bestaat niet. {DATE_EXAMPLE}")
    if not 1900 <= year <= 2199:
        raise Unreadable(f"Het jaar {year} kan niet kloppen. Vul een jaar in tussen 1900 en 2199.")
    last = monthrange(year, month)[1]
    if not 1 <= number <= last:
        name = MONTHS[month - 1]
        raise Unreadable(f"{number} {name} {year} bestaat niet: {name} {year} heeft {last} dagen.")
    return date(year, month, number).isoformat()


def read_number(text: str, unit: str | None = None) -> int | str:
    """A number in Dutch notation, with or without its sign or unit; whole ones as int, others as a decimal string.

    >>> read_number("1.234,56"), read_number("80 %", "%"), read_number("24 uur", "uur per week")
    ('1234.56', 80, 24)
    """
    plain = " ".join(text.replace("−", "-").split()).lower()
    plain = plain.removeprefix("€").strip().removesuffix("euro").removesuffix(",-").removesuffix(",--").strip()
    for ending in (unit, (unit or "").split(" ")[0], "%"):
        if ending and plain.endswith(ending) and plain != ending:
            plain = plain.removesuffix(ending).strip()
    if not ascii_match(f"-?(?:{NUMBER})", plain) or len(plain) > 20:
        raise Unreadable("Dit is geen getal. Schrijf alleen cijfers, bijvoorbeeld 24 of 7,5 of 1.234,56.")
    return plain_number(plain)


def plain_number(text: str) -> int | str:
    """Dutch digits to int or decimal string; a dot groups thousands, unless it cannot."""
    if "," in text or ascii_match(r"-?\d{1,3}(\.\d{3})+", text):
        text = text.replace(".", "").replace(",", ".")
    value = Decimal(text)
    return int(value) if value == value.to_integral_value() else format(value.normalize(), "f")


def read_amount(text: str) -> str:
    """An amount in euro as a decimal string.

    >>> read_amount("€ 1.165,26"), read_amount("1500")
    ('1165.26', '1500.00')
    """
    value = Decimal(read_number(text))
    if value != round(value, 2):
        raise Unreadable("Een bedrag heeft hoogstens twee cijfers achter de komma, bijvoorbeeld 1.234,56.")
    return f"{value:.2f}"


def read_facts(text: str) -> dict[str, Any]:
    """Facts that were pasted or sent as a file: a JSON object, with nothing in it that JSON does not know."""
    if len(text) > MOST_JSON:
        raise Unreadable("Dit bestand is te groot. Feiten van één persoon zijn hoogstens 256 kB.")
    try:
        data = json.loads(text, parse_constant=no_constant, object_pairs_hook=no_doubles, parse_float=str)
    except json.JSONDecodeError as error:
        place = f"regel {error.lineno}, teken {error.colno}"
        raise Unreadable(f"Dit is geen geldige JSON: op {place} staat iets wat daar niet kan.") from error
    except RecursionError as error:
        raise Unreadable("Deze JSON is te diep genest om feiten te zijn.") from error
    if not isinstance(data, dict):
        raise Unreadable('Begin met { en geef per feit een waarde, bijvoorbeeld {"geboortedatum": "2005-05-05"}.')
    return data


def no_constant(name: str) -> NoReturn:
    """NaN and Infinity are not JSON."""
    raise Unreadable(f"'{name}' is geen waarde. Laat het feit weg als u het niet weet.")


def no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The same fact twice: which one holds?"""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise Unreadable(f"Het feit '{name}' staat er twee keer in. Laat één waarde staan.")
        found[name] = value
    return found

"""The kinds of value a fact or an expression can have, and their Dutch notation.

Inside the engine a number is an `int` or a `Fraction`, money is a number of cents, a percentage is a ratio
(80 % is 4/5), a choice is its name in snake_case, and `None` is *known to be absent*. Floats do not occur.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Literal

Number = int | Fraction
KindName = Literal["ja_nee", "datum", "bedrag", "getal", "keuze", "keuzes", "tekst", "perioden", "lijst"]

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip
UNITS = {
    "jaar": "jaar", "jaren": "jaar", "maand": "maanden", "maanden": "maanden", "week": "weken", "weken": "weken",
    "dag": "dagen", "dagen": "dagen", "werkdag": "werkdagen", "werkdagen": "werkdagen", "uur": "uur", "uren": "uur",
    "uur per week": "uur per week", "uren per week": "uur per week", "dagdeel": "dagdelen", "dagdelen": "dagdelen",
    "keer": "keer", "trede": "trede", "graad": "graad", "%": "%",
}  # fmt: skip
DURATIONS = frozenset({"jaar", "maanden", "weken", "dagen", "werkdagen"})
SINGULAR = {"maanden": "maand", "weken": "week", "dagen": "dag", "werkdagen": "werkdag", "dagdelen": "dagdeel"}


@dataclass(frozen=True, slots=True)
class Kind:
    """The kind of a value: its name, the unit of a number or period of an amount, the values of a choice.

    `unit` is one of `UNITS` for numbers; for money it is None or the period ("maand", "jaar", "uur", "dag").
    `low` and `high` bound a number (inclusive), in the unit itself; `element` names the records of a list.
    """

    name: KindName
    unit: str | None = None
    values: tuple[str, ...] = ()
    element: str | None = None
    low: Number | None = None
    high: Number | None = None

    def __str__(self) -> str:
        if self.name == "getal":
            return f"getal {self.unit}" if self.unit else "getal"
        if self.name == "bedrag":
            return f"bedrag per {self.unit}" if self.unit else "bedrag"
        if self.name == "lijst":
            return f"lijst {self.element}"
        return {"ja_nee": "ja/nee"}.get(self.name, self.name)


YES_NO = Kind("ja_nee")
DATE = Kind("datum")
MONEY = Kind("bedrag")
NUMBER = Kind("getal")
TEXT = Kind("tekst")
PERIODS = Kind("perioden")
ABSENT = Kind("tekst", unit="geen")
PERCENT = Kind("getal", "%")


def bounds(kind: Kind | None) -> tuple[Number | None, Number | None]:
    """The lowest and highest value of a kind as the engine holds them: a percentage as a ratio."""
    if kind is None:
        return None, None
    share = 100 if kind.unit == "%" else 1
    low, high = (None if n is None else exact(Fraction(n, share)) for n in (kind.low, kind.high))
    return low, high


def snake(phrase: str) -> str:
    """The JSON name of a phrase.

    >>> snake("Beëindiging mag: ja/nee")
    'beeindiging_mag_ja_nee'
    """
    plain = phrase.lower().translate(str.maketrans("ëéèïíöóüáàçñ", "eeeiioouaacn"))
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def parse_number(text: str) -> Number | None:
    """A Dutch number, or None: `.` groups thousands, `,` is the decimal sign.

    >>> parse_number("1.234,50")
    Fraction(2469, 2)
    >>> parse_number("12")
    12
    """
    if not re.fullmatch(r"-?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?", text):
        return None
    return exact(Fraction(text.replace(".", "").replace(",", ".")))


def exact(value: Number) -> Number:
    """A whole fraction as an int, so that comparing and printing stay cheap."""
    return value.numerator if isinstance(value, Fraction) and value.denominator == 1 else value


def parse_date(text: str) -> date | None:
    """A date in words ("5 mei 2005") or ISO, or None if there is no such day.

    >>> parse_date("5 mei 2005")
    datetime.date(2005, 5, 5)
    """
    if match := re.fullmatch(r"(\d{1,2}) ([a-z]+) (\d{4})", text.strip()):
        if match[2] not in MONTHS:
            return None
        parts = int(match[3]), MONTHS.index(match[2]) + 1, int(match[1])
    elif match := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text.strip()):
        parts = int(match[1]), int(match[2]), int(match[3])
    else:
        return None
    try:
        return date(*parts)
    except ValueError:
        return None


def show_date(day: date) -> str:
    """A date as a Dutch reader writes it.

    >>> show_date(date(2005, 5, 5))
    '5 mei 2005'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def show_number(value: Number, decimals: int = 2) -> str:
    """A number in Dutch notation; a fraction is shown to at most `decimals` places.

    >>> show_number(Fraction(61, 2)), show_number(1234), show_number(Fraction(1, 3))
    ('30,5', '1.234', '0,33')
    """
    scaled = round_half_up(value * 10**decimals)
    sign, scaled = ("-", -scaled) if scaled < 0 else ("", scaled)
    whole, rest = divmod(scaled, 10**decimals)
    tail = str(rest).rjust(decimals, "0").rstrip("0")
    return f"{sign}{whole:,}".replace(",", ".") + ("," + tail if tail else "")


def show_money(cents: Number) -> str:
    """An amount in euro as a Dutch reader writes it.

    >>> show_money(116526), show_money(300000)
    ('€ 1.165,26', '€ 3.000,00')
    """
    whole = round_half_up(cents)
    sign, whole = ("-", -whole) if whole < 0 else ("", whole)
    return f"{sign}€ " + f"{whole // 100:,}".replace(",", ".") + f",{whole % 100:02d}"


def round_half_up(value: Number) -> int:
    """The nearest whole number, a half going away from zero: amounts are rounded so, once.

    >>> round_half_up(Fraction(5, 2)), round_half_up(Fraction(-5, 2)), round_half_up(Fraction(9, 4))
    (3, -3, 2)
    """
    if isinstance(value, int):
        return value
    if value < 0:
        return -round_half_up(-value)
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def show_quantity(value: Number, unit: str | None) -> str:
    """A number with its unit.

    >>> show_quantity(1, "maanden"), show_quantity(Fraction(4, 5), "%")
    ('1 maand', '80 %')
    """
    if unit == "%":
        return f"{show_number(value * 100)} %"
    if unit is None:
        return show_number(value)
    return f"{show_number(value)} {SINGULAR.get(unit, unit) if value == 1 else unit}"


def show(value: Any, kind: Kind) -> str:
    """A value of the engine as the Dutch reader sees it."""
    if value is None:
        return "geen"
    if kind.name == "ja_nee":
        return "ja" if value else "nee"
    if kind.name == "datum":
        return show_date(value)
    if kind.name == "bedrag":
        return show_money(value)
    if kind.name == "getal":
        return show_quantity(value, kind.unit)
    if kind.name == "keuze":
        return str(value).replace("_", " ")
    if kind.name == "keuzes":
        return ", ".join(item.replace("_", " ") for item in value) or "geen"
    if kind.name == "perioden":
        return "; ".join(f"{show_date(p.start)} t/m {show_date(p.end) if p.end else '…'}" for p in value) or "geen"
    if kind.name == "lijst":
        return f"{len(value)} keer" if value else "geen"
    return str(value)


def to_json(value: Any, kind: Kind) -> Any:
    """A value of the engine as it stands in JSON: ISO dates, euro as decimal strings, percentages 0–100."""
    if value is None or kind.name in ("ja_nee", "keuze", "tekst"):
        return value
    if kind.name == "datum":
        return value.isoformat()
    if kind.name == "bedrag":
        return decimal_string(value, 100)
    if kind.name == "getal":
        return json_number(value * 100 if kind.unit == "%" else value)
    if kind.name == "keuzes":
        return list(value)
    if kind.name == "perioden":
        return [{"van": p.start.isoformat(), "tot_en_met": p.end.isoformat() if p.end else None} for p in value]
    return [dict(record) for record in value]


def json_number(value: Number) -> int | str:
    """A whole number as an int, another as a decimal string (never a float)."""
    value = exact(value)
    return value if isinstance(value, int) else show_number(value, 6).replace(".", "").replace(",", ".")


def decimal_string(cents: Number, per: int = 100) -> str:
    """An amount in cents as a decimal string in euro.

    >>> decimal_string(116526)
    '1165.26'
    """
    whole = round_half_up(cents)
    sign, whole = ("-", -whole) if whole < 0 else ("", whole)
    return f"{sign}{whole // per}.{whole % per:02d}"

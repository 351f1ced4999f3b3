"""Amounts, dates and lists as a Dutch letter writes them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from trede.letters.errors import LetterError
from trede.terms import dutch_date

_MOST = Decimal("1e12")  # no amount in a letter comes near it; beyond, a mistake
_CENT = Decimal("0.01")
_NBSP = "\N{NO-BREAK SPACE}"


def as_date(value: object, field: str) -> date | None:
    """The date in `value` (a date, an ISO text, or nothing). LetterError naming `field` for anything else."""
    if value is None or value == "":
        return None
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise LetterError(f"{field} is geen datum: {value!r}. Goed is bijvoorbeeld 2025-11-30.") from None


def write_date(day: date) -> str:
    """
    >>> write_date(date(2025, 11, 30))
    '30 november 2025'
    """
    return dutch_date(day, weekday=False)


def write_number(value: Decimal) -> str:
    """
    >>> write_number(Decimal("1234.50"))
    '1.234,5'
    """
    text = f"{value:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def write_euro(value: Decimal) -> str:
    """Exact cents only: rounding is a step of a rule, never of a letter. LetterError on a part of a cent.

    >>> write_euro(Decimal("1165.26")).replace("\\xa0", " ")
    '€ 1.165,26'
    """
    if value != value.quantize(_CENT):
        raise LetterError(f"Het bedrag {value} is niet op hele centen. Laat de regeling zeggen hoe wordt afgerond.")
    sign = "-" if value < 0 else ""
    return f"{sign}€{_NBSP}" + f"{abs(value):,.2f}".translate(str.maketrans(",.", ".,"))


def write_amount(value: str, unit: str) -> str:
    """An amount of the assessment with its unit (`euro`, `procent`, or a word such as `uur`). LetterError if no number.

    >>> write_amount("50", "procent"), write_amount("24", "uur per week")
    ('50%', '24 uur per week')
    """
    try:
        number = Decimal(value)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) > _MOST:
        raise LetterError(f"Dit bedrag is geen getal voor een brief: {value!r}.")
    if unit == "euro":
        return write_euro(number)
    if unit in ("procent", "%"):
        return f"{write_number(number)}%"
    return f"{write_number(number)} {unit}".strip()


def join(words: Sequence[str]) -> str:
    """
    >>> join(["naam", "adres", "datum"])
    'naam, adres en datum'
    """
    return " en ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def capital(text: str) -> str:
    """
    >>> capital("ingangsdatum")
    'Ingangsdatum'
    """
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """`text` with a capital and a full stop.

    >>> sentence("loonstroken insturen")
    'Loonstroken insturen.'
    """
    text = capital(text.strip())
    return text if not text or text[-1] in ".!?:" else f"{text}."

"""Reads facts about a person: every problem at once, in Dutch, with the fact and what would be right."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any
from unicodedata import category

from trede.law.errors import nearest
from trede.law.kinds import Kind, Number, exact, parse_date, show_quantity, snake
from trede.law.regime import Regime
from trede.law.vocabulary import Fact, Vocabulary
from trede.terms import Period

WRAPPED = frozenset({"waarde", "bron", "door", "datum", "reden"})
MAX_FACTS = 2_000
MAX_RECORDS = 1_000
MAX_TEXT = 10_000
FIRST_YEAR, LAST_YEAR = 1850, 2200
MASKED = re.compile(r"\*{5}[0-9]{4}")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with one fact: `fact` as it was given, `what` is wrong, `right` would be right."""

    fact: str
    what: str
    right: str = ""

    def __str__(self) -> str:
        tail = f" Goed is: {self.right}." if self.right else ""
        return f"{self.fact}: {self.what}.{tail}"


class FactErrors(Exception):
    """All problems with the facts given."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in problems))


class _Wrong(Exception):
    def __init__(self, what: str, right: str = "") -> None:
        super().__init__(what)
        self.said = [(what, right)]


class _AllWrong(_Wrong):
    def __init__(self, said: list[tuple[str, str]]) -> None:
        super().__init__(*said[0])
        self.said = said


@dataclass(slots=True)
class Facts:
    """Facts about one person, as values of the engine, each with its origin.

    `values` holds what is known (`None`: known to be absent); what is not in it is unknown. A BSN is held as a mask.
    """

    values: dict[str, Any] = field(default_factory=dict)
    origins: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Mapping[str, Any], regime: Regime) -> Facts:
        """Read a JSON object of facts. FactErrors with everything that is wrong."""
        if not isinstance(data, Mapping):
            raise FactErrors([Problem("invoer", "dit is geen object met feiten", '{"feit": waarde, …}')])
        if len(data) > MAX_FACTS:
            raise FactErrors([Problem("invoer", f"dit zijn te veel feiten ({len(data)})", f"hoogstens {MAX_FACTS}")])
        facts, problems = cls(), []
        for name, value in data.items():
            try:
                facts._take(str(name), value, regime.vocabulary)
            except _Wrong as wrong:
                problems += [Problem(plain(name)[:80], what, right) for what, right in wrong.said]
        if problems:
            raise FactErrors(problems)
        return facts

    @classmethod
    def read_usable(cls, data: Mapping[str, Any], regime: Regime) -> tuple[Facts, list[str]]:
        """The facts that this regime can read, and the names of those that it cannot (another regime may)."""
        try:
            return cls.read(data, regime), []
        except FactErrors as problem:
            wrong = {found.fact for found in problem.problems}
        unread = [name for name in data if plain(str(name))[:80] in wrong]
        return cls.read({name: value for name, value in data.items() if name not in unread}, regime), unread

    def on(self, day: date, regime: Regime) -> dict[str, Any]:
        """The values, with the day of the assessment (fixed name `beoordelingsdatum`) where the regime knows it."""
        name = regime.roles["beoordelingsdatum"]
        if name in self.values or name not in regime.vocabulary.facts:
            return self.values
        return {**self.values, name: day}

    def _take(self, name: str, value: Any, words: Vocabulary) -> None:
        key = words.old_names.get(name, name)
        fact = words.facts.get(key)
        if fact is None:
            guess = nearest(name, [*words.facts, *words.old_names], 0.55)
            raise _Wrong("dit feit ken ik niet", f"'{guess}'" if guess else "een naam uit `trede facts`")
        if key in self.values:
            raise _Wrong(f"dit feit is twee keer gegeven (ook als '{key}')", "één keer")
        if isinstance(value, Mapping) and "waarde" in value:
            extra = sorted(plain(name) for name in set(value) - WRAPPED)
            if extra:
                raise _Wrong(f"'{extra[0][:60]}' ken ik hier niet", "waarde, bron, door, datum, reden")
            self.origins[key] = {k: plain(v) for k, v in value.items() if k != "waarde"}
            value = value["waarde"]
        if value is not None or not fact.judgement:  # a judgement not yet given is pending, not a no
            self.values[key] = read_value(value, fact, words)


def read_value(value: Any, fact: Fact, words: Vocabulary) -> Any:
    """The engine's value of a JSON value, or _Wrong."""
    if value is None:
        return None
    kind = fact.kind
    if kind.name == "lijst":
        return _records(value, fact, words)
    return _READERS[kind.name](value, kind)


def limits(kind: Kind) -> tuple[Number | None, Number | None]:
    """The lowest and highest value of a number or amount, as the engine holds them (cents; a percentage as a ratio).

    Nothing that has a unit can be negative, and a percentage is at most 100 unless its fact says otherwise.
    """
    low, high = kind.low, kind.high
    if low is None and (kind.unit is not None or kind.name == "bedrag"):
        low = 0
    if kind.unit != "%":
        return low, high
    return tuple(exact(Fraction(x, 100)) if x is not None else None for x in (low, 100 if high is None else high))  # type: ignore[return-value]


def plain(text: Any) -> str:
    """Text from outside, without what a screen or a file cannot hold (controls, halves of a character)."""
    return "".join("\N{REPLACEMENT CHARACTER}" if category(sign) in ("Cc", "Cf", "Cs") else sign for sign in str(text))


def _yes_no(value: Any, _kind: Kind) -> bool:
    if isinstance(value, bool):
        return value
    raise _Wrong(f"{_shown(value)} is geen ja of nee", "true of false")


def _date(value: Any, _kind: Kind) -> date:
    day = value if isinstance(value, date) and not isinstance(value, datetime) else None
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        if (day := parse_date(value)) is None:
            raise _Wrong(f"{value} bestaat niet", "een dag die op de kalender staat")
    if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise _Wrong(f"{day} ligt te ver weg", f"een dag in de jaren {FIRST_YEAR} tot en met {LAST_YEAR}")
    if day is not None:
        return day
    raise _Wrong(f"{_shown(value)} is geen datum", "een datum als 2025-06-01")


def _number(value: Any, kind: Kind) -> Number:
    number = _plain_number(value)
    number = exact(Fraction(number, 100)) if kind.unit == "%" else number
    low, high = limits(kind)
    if low is not None and number < low:
        raise _Wrong(f"{_shown(value)} is te laag", f"minstens {show_quantity(low, kind.unit)}")
    if high is not None and number > high:
        raise _Wrong(f"{_shown(value)} is te hoog", f"hoogstens {show_quantity(high, kind.unit)}")
    return number


def _plain_number(value: Any) -> Number:
    if isinstance(value, bool):
        raise _Wrong(f"{_shown(value)} is geen getal", "een getal")
    if isinstance(value, float) and math.isfinite(value):
        value = Decimal(repr(value))
    if isinstance(value, Decimal) and value.is_finite():
        if (value and not -10 <= value.adjusted() < 15) or len(value.as_tuple().digits) > 30:
            raise _Wrong(f"{_shown(value)} is te groot of te precies", "een getal met hoogstens 15 cijfers")
        return exact(Fraction(value)) if value else 0
    if isinstance(value, int):
        if abs(value) >= 10**15:
            raise _Wrong("dit getal is te groot", "een getal met hoogstens 15 cijfers")
        return value
    if isinstance(value, str):
        if re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,10})?", value):
            return exact(Fraction(value))
        if re.fullmatch(r"-?[0-9.]{1,20},[0-9]{1,10}", value):
            point = value.replace(".", "").replace(",", ".")
            raise _Wrong(f"'{value}' heeft een komma", f"een punt: {point}")
    raise _Wrong(f"{_shown(value)} is geen getal", "een getal, met een punt voor de decimalen")


def _money(value: Any, kind: Kind) -> Number:
    amount = _plain_number(value)
    low, _high = limits(kind)
    if low is not None and amount < low:
        raise _Wrong(f"{_shown(value)} is te laag", "een bedrag van minstens nul")
    cents = exact(Fraction(amount) * 100)
    if not isinstance(cents, int):
        raise _Wrong(f"{_shown(value)} heeft meer dan twee decimalen", "een bedrag in hele centen")
    return cents


def _choice(value: Any, kind: Kind) -> str:
    names = {snake(v) for v in kind.values}
    if isinstance(value, str) and snake(value) in names:
        return snake(value)
    guess = nearest(str(value), names)
    raise _Wrong(f"{_shown(value)} is geen keuze", f"'{guess}'" if guess else "een van " + ", ".join(sorted(names)))


def _choices(value: Any, kind: Kind) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)):
        raise _Wrong(f"{_shown(value)} is geen lijst", "een lijst van keuzes")
    found, said = [], []
    for item in value[:MAX_RECORDS]:
        try:
            found.append(_choice(item, kind))
        except _Wrong as wrong:
            said += wrong.said
    if said:
        raise _AllWrong(said)
    return tuple(dict.fromkeys(found))


def _text(value: Any, kind: Kind) -> str:
    secret = kind.unit == "bsn"
    if not isinstance(value, str):
        raise _Wrong(
            "dit is geen tekst" if secret else f"{_shown(value)} is geen tekst", "tekst tussen aanhalingstekens"
        )
    if len(value) > MAX_TEXT:
        raise _Wrong(f"deze tekst is te lang ({len(value)} tekens)", f"hoogstens {MAX_TEXT} tekens")
    if not secret:
        return "".join(sign for sign in value if sign in "\n\t" or category(sign) not in ("Cc", "Cs"))
    if MASKED.fullmatch(value):
        return value
    from stdnum.nl import bsn  # slow to import, and few facts are a BSN

    if not bsn.is_valid(value):
        raise _Wrong("dit burgerservicenummer klopt niet (de elfproef faalt)", "negen cijfers van het nummer zelf")
    return "*****" + bsn.compact(value)[-4:]


def _periods(value: Any, kind: Kind) -> tuple[Period, ...]:
    if not isinstance(value, (list, tuple)):
        raise _Wrong(f"{_shown(value)} is geen lijst van perioden", '[{"van": "…", "tot_en_met": "…"}]')
    if len(value) > MAX_RECORDS:
        raise _Wrong(f"deze lijst is te lang ({len(value)})", f"hoogstens {MAX_RECORDS}")
    found = []
    for item in value:
        if not isinstance(item, Mapping) or set(item) - {"van", "tot_en_met"} or "van" not in item:
            raise _Wrong(f"{_shown(item)} is geen periode", '{"van": "2025-04-08", "tot_en_met": "2025-04-21"}')
        start = _date(item["van"], kind)
        end = _date(item["tot_en_met"], kind) if item.get("tot_en_met") is not None else None
        if end is not None and end < start:
            raise _Wrong(f"een periode eindigt ({end}) voor zij begint ({start})", "eerst van, dan tot en met")
        found.append(Period(start, end))
    return tuple(found)


def _records(value: Any, fact: Fact, words: Vocabulary) -> tuple[dict[str, Any], ...]:
    known = words.fields.get(fact.kind.element or "", {})
    if isinstance(value, Mapping) and len(known) == 2 and not set(value) & set(known):
        value = [dict(zip(known, pair, strict=True)) for pair in value.items()]
    if not isinstance(value, (list, tuple)):
        raise _Wrong(f"{_shown(value)} is geen lijst", "[{…}, {…}]")
    if len(value) > MAX_RECORDS:
        raise _Wrong(f"deze lijst is te lang ({len(value)})", f"hoogstens {MAX_RECORDS}")
    records: list[dict[str, Any]] = []
    said: list[tuple[str, str]] = []
    for number, item in enumerate(value, 1):
        if not isinstance(item, Mapping) and len(known) == 1:
            item = {next(iter(known)): item}
        if not isinstance(item, Mapping):
            said.append((f"nummer {number} is geen object", "{" + ", ".join(f'"{k}": …' for k in known) + "}"))
            continue
        records.append(_record(number, item, fact, known, words, said))
    if said:
        raise _AllWrong(said)
    return tuple(records)


def _record(
    number: int, item: Mapping[str, Any], fact: Fact, known: dict[str, Fact], words: Vocabulary,
    said: list[tuple[str, str]],
) -> dict[str, Any]:  # fmt: skip
    record: dict[str, Any] = {}
    for name, value in item.items():
        key = words.old_names.get(name, name)
        if key not in known:
            guess = nearest(name, known)
            right = f"'{guess}'" if guess else ", ".join(known)
            said.append((f"nummer {number}: '{plain(name)[:60]}' ken ik niet bij {fact.kind.element}", right))
        elif key in record:
            said.append((f"nummer {number}: '{key}' is twee keer gegeven", "één keer"))
        elif value is not None or not known[key].judgement:
            try:
                record[key] = read_value(value, known[key], words)
            except _Wrong as wrong:
                said += [(f"nummer {number}, {key}: {what}", right) for what, right in wrong.said]
    return record


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, int) and abs(value) >= 10**15:
        return "dit getal"
    return f"'{plain(value)[:60]}'"


_READERS: dict[str, Callable[[Any, Kind], Any]] = {
    "ja_nee": _yes_no, "datum": _date, "getal": _number, "bedrag": _money, "keuze": _choice, "keuzes": _choices,
    "tekst": _text, "perioden": _periods,
}  # fmt: skip

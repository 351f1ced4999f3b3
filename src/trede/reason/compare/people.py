"""The facts of any person as unknowns of the solver: what can be, and what an ordinary person has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any

import z3

from trede.law.kinds import exact, snake
from trede.law.regime import Regime
from trede.law.vocabulary import Fact
from trede.reason.compare.days import Calendar, date_of, day_of, month_length
from trede.reason.compare.symbols import Choices, Day, Records, Spans, Sym, Unencodable, no
from trede.reason.facts import FIRST_YEAR, LAST_YEAR, limits
from trede.terms import Period

BOUND = 2  # records of a list, and periods, that are spelled out
MOST = 10**15
CHOICES = ("keuze weigeren", "keuze eindigen")
EXTENSION, END = "gevraagde verlenging", "gewenste einddatum"


@dataclass(slots=True)
class Given:
    """A fact (or a field of a record) of the person: its symbol, and whether it is given."""

    name: str
    fact: Fact
    sym: Sym
    given: Any


@dataclass(slots=True)
class Wish:
    """Something that an ordinary person has; `weight` says how soon it is given up (a low one first)."""

    rule: Any
    weight: int


@dataclass
class People:
    """Any person, for the regimes in hand.

    `complete` people have every fact that is read, except the choices in `optional`, which may be open, and what is in
    `never`, which is not given: the wanted end date, and without `dates` an extension that is asked for. Facts come
    into being when they are read.
    """

    regimes: tuple[Regime, ...]
    complete: bool = True
    computed: frozenset[str] = frozenset()
    dates: bool = False
    given: dict[str, Given] = field(default_factory=dict)
    rules: list[Any] = field(default_factory=list)
    wishes: list[Wish] = field(default_factory=list)
    texts: dict[str, int] = field(default_factory=dict)
    calendar: Calendar = field(default_factory=Calendar)
    closed: bool = False

    def __post_init__(self) -> None:
        roles = [regime.roles for regime in self.regimes]
        self.optional = {role[name] for role in roles for name in CHOICES}
        left = (END,) if self.dates else (EXTENSION, END)
        self.never = {role[name] for role in roles for name in left} | self.computed
        self.extension = {role[EXTENSION] for role in roles}

    def copy(self) -> People:
        """The same people as they are now: what is read later changes only the original."""
        made = replace(self, given=dict(self.given), rules=list(self.rules), wishes=list(self.wishes))
        made.calendar = self.calendar.copy()
        return made

    # Facts ---------------------------------------------------------------------------------------------------------

    def fact(self, name: str, fact: Fact | None) -> Sym:
        """The symbol of a fact; what is no fact of the regime, or is not given, is unknown for ever."""
        if name in self.given:
            return self.given[name].sym
        if fact is None or (self.complete and (self.closed or name in self.never)):
            return Sym(None, False, True, {name: True})
        return self._make(name, fact, self.complete and name not in self.optional).sym

    def record(self, source: str, number: int, fact: Fact) -> Sym:
        """The symbol of a field of a record of a list."""
        name = f"{source}[{number}].{fact.key}"
        return self.given[name].sym if name in self.given else self._make(name, fact, self.complete).sym

    def _make(self, name: str, fact: Fact, certain: bool) -> Given:
        for other in self._namesakes(fact):
            if _nature(other) != _nature(fact):
                raise Unencodable(f"'{fact.label}' is in de ene versie {fact.kind} en in de andere {other.kind}")
        given: Any = True if certain else z3.Bool(f"{name} gegeven")
        absent: Any = False if fact.judgement else z3.Bool(f"{name} ontbreekt")
        value = self._value(name, fact)
        missing = {} if certain else {name: no(given)}
        found = Given(name, fact, Sym(value, absent, no(given), missing), given)
        self.given[name] = found
        if absent is not False:
            self.wish(absent if name in self.extension else z3.Not(absent), 40)
        return found

    def rule(self, *rules: Any) -> None:
        """What must hold of everybody."""
        self.rules += [rule for rule in rules if rule is not True]

    def wish(self, rule: Any, weight: int) -> None:
        """What holds of an ordinary person."""
        self.wishes.append(Wish(rule, weight))

    def _value(self, name: str, fact: Fact) -> Any:
        make: Callable[[str, Fact], Any] = getattr(self, "_" + fact.kind.name)
        return make(name, fact)

    def _ja_nee(self, name: str, _fact: Fact) -> Any:
        return z3.Bool(name)

    def _datum(self, name: str, _fact: Fact) -> Day:
        return self.day(name)

    def day(self, name: str) -> Day:
        """Any day that a fact can have."""
        found = Day(z3.Int(f"{name} maand"), z3.Int(f"{name} dag"))
        self.rule(found.month >= 12 * FIRST_YEAR, found.month <= 12 * LAST_YEAR + 11)
        self.rule(found.day >= 1, found.day <= month_length(found.month))
        return found

    def _getal(self, name: str, fact: Fact) -> Any:
        low, high = self._limits(fact)
        found = z3.Real(name)
        self.wish(z3.IsInt(100 * found if fact.kind.unit == "%" else found), 30)
        self.rule(found >= _real(-MOST if low is None else low), found <= _real(MOST if high is None else high))
        self.wish(found > 0, 15)
        return found

    def _bedrag(self, name: str, fact: Fact) -> Any:
        low, _high = self._limits(fact)
        found = z3.Int(name)
        self.rule(found >= (-MOST if low is None else 100 * int(low)), found <= MOST)
        self.wish(found % 100 == 0, 10)
        self.wish(found <= 1_000_000, 20)
        self.wish(found > 0, 15)
        return found

    def _keuze(self, name: str, fact: Fact) -> Any:
        found = z3.Int(name)
        self.rule(z3.Or([found == self.code(value) for value in self._values(fact)]))
        return found

    def _values(self, fact: Fact) -> list[str]:
        """The choices that every regime in hand knows."""
        values = [snake(value) for value in fact.kind.values]
        for other in self._namesakes(fact):
            known = {snake(value) for value in other.kind.values}
            values = [value for value in values if value in known]
        return values

    def _namesakes(self, fact: Fact) -> list[Fact]:
        """The facts of this name in the regimes in hand."""
        words = [regime.vocabulary for regime in self.regimes]
        found = [known.field_of(fact.subject, fact.key) or known.facts.get(fact.key) for known in words]
        return [other for other in found if other is not None]

    def _limits(self, fact: Fact) -> tuple[Any, Any]:
        """The lowest and the highest value that every regime in hand takes."""
        pairs = [limits(other.kind) for other in self._namesakes(fact)]
        lows = [low for low, _ in pairs if low is not None]
        highs = [high for _, high in pairs if high is not None]
        return max(lows, default=None), min(highs, default=None)

    def _keuzes(self, name: str, fact: Fact) -> Choices:
        return Choices({value: z3.Bool(f"{name} {value}") for value in self._values(fact)})

    def _tekst(self, name: str, _fact: Fact) -> Any:
        found = z3.Int(name)
        self.rule(found >= 0, found <= MOST)
        return found

    def _lijst(self, name: str, _fact: Fact) -> Records:
        if "[" in name:
            raise Unencodable("een lijst in een lijst")
        count = z3.Int(f"{name} aantal")
        self.rule(count >= 0, count <= BOUND)
        return Records(name, count, BOUND)

    def _perioden(self, name: str, _fact: Fact) -> Spans:
        count = z3.Int(f"{name} aantal")
        self.rule(count >= 0, count <= BOUND)
        spans = []
        for number in range(1, BOUND + 1):
            start, end = self.day(f"{name} {number} van"), self.day(f"{name} {number} tot")
            running = z3.Bool(f"{name} {number} loopt")
            self.rule(start.key <= end.key)
            self.wish(z3.Not(running), 35)
            spans.append((start, end, running))
        return Spans(count, tuple(spans))

    def code(self, text: str) -> int:
        """The number that stands for a text or the name of a choice."""
        return self.texts.setdefault(text, len(self.texts) + 1)

    # From and to values of the engine ------------------------------------------------------------------------------

    def fixed(self, values: Mapping[str, Any]) -> list[Any]:
        """The person is the one with these values (of the engine), and has no other facts."""
        found: list[Any] = []
        for name, item in list(self.given.items()):
            source, _, rest = name.partition("[")
            if rest:
                number = int(rest.partition("]")[0])
                held = values.get(source) or ()
                record = held[number - 1] if number <= len(held) else {}
                found += self._fix(item, record, item.fact.key)
            else:
                found += self._fix(item, values, name)
        return found

    def _fix(self, item: Given, values: Mapping[str, Any], key: str) -> list[Any]:
        if key not in values:
            return [no(item.given)]
        value, sym = values[key], item.sym
        if value is None:
            return [item.given, sym.absent]
        return [item.given, no(sym.absent), *self._is(sym.value, value)]

    def _is(self, symbol: Any, value: Any) -> Iterable[Any]:
        if isinstance(symbol, Day):
            day = day_of(value)
            return [symbol.month == day.month, symbol.day == day.day]
        if isinstance(symbol, Choices):
            return [held == (name in value) for name, held in symbol.held.items()]
        if isinstance(symbol, Records):
            return [symbol.count == len(value)]
        if isinstance(symbol, Spans):
            found = [symbol.count == len(value)]
            for (start, end, running), period in zip(symbol.spans, value, strict=False):
                found += [running == (period.end is None), *self._is(start, period.start)]
                found += self._is(end, period.end) if period.end is not None else []
            return found
        if isinstance(value, str):
            return [symbol == self.code(value)]
        return [symbol == (_real(value) if isinstance(value, Fraction) else value)]

    def person(self, model: z3.ModelRef) -> dict[str, Any]:
        """The values (of the engine) of the person that the solver found."""
        found: dict[str, Any] = {}
        words = {code: text for text, code in self.texts.items()}
        for name, item in self.given.items():
            if "[" not in name and _holds(model, item.given):
                found[name] = self._read(model, item, words)
        return found

    def _read(self, model: z3.ModelRef, item: Given, words: Mapping[int, str]) -> Any:
        if _holds(model, item.sym.absent):
            return None
        symbol, kind = item.sym.value, item.fact.kind
        if isinstance(symbol, Records):
            return tuple(self._row(model, item.name, number, words) for number in _upto(model, symbol.count))
        if isinstance(symbol, Choices):
            return tuple(name for name, held in symbol.held.items() if _holds(model, held))
        if isinstance(symbol, Spans):
            return tuple(_span(model, *symbol.spans[number - 1]) for number in _upto(model, symbol.count))
        if isinstance(symbol, Day):
            return _day(model, symbol)
        if kind.name == "ja_nee":
            return _holds(model, symbol)
        number = _number(model, symbol)
        if kind.unit == "bsn":
            return f"*****{int(number) % 10_000:04d}"
        if kind.name in ("keuze", "tekst"):
            return words.get(int(number), f"tekst {int(number) - len(words)}")
        return number

    def _row(self, model: z3.ModelRef, source: str, number: int, words: Mapping[int, str]) -> dict[str, Any]:
        start = f"{source}[{number}]."
        rows = [item for name, item in self.given.items() if name.startswith(start) and _holds(model, item.given)]
        return {item.fact.key: self._read(model, item, words) for item in rows}


def _nature(fact: Fact) -> tuple[Any, ...]:
    return fact.kind.name, fact.kind.unit, fact.kind.element, fact.judgement


def _real(value: Any) -> Any:
    value = Fraction(value)
    return z3.Q(value.numerator, value.denominator)


def _holds(model: z3.ModelRef, truth: Any) -> bool:
    return truth if isinstance(truth, bool) else z3.is_true(model.eval(truth, model_completion=True))


def _number(model: z3.ModelRef, symbol: Any) -> Any:
    value = model.eval(symbol, model_completion=True)
    if z3.is_int_value(value):
        return value.as_long()
    if z3.is_algebraic_value(value):
        value = value.approx(6)
    return exact(value.as_fraction())


def _day(model: z3.ModelRef, day: Day) -> date:
    return date_of(int(_number(model, day.month)), int(_number(model, day.day)))


def _span(model: z3.ModelRef, start: Day, end: Day, running: Any) -> Period:
    return Period(_day(model, start), None if _holds(model, running) else _day(model, end))


def _upto(model: z3.ModelRef, count: Any) -> range:
    return range(1, int(_number(model, count)) + 1)

"""Reads one line of the assumptions: a distribution, on what it depends, how often it is not on record, its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from trede.law.errors import LawError, nearest
from trede.law.kinds import NUMBER, YES_NO, Kind, snake
from trede.law.regime import Regime
from trede.law.vocabulary import Fact
from trede.population.shapes import ON, Shape
from trede.population.wordings import SHAPES, Wrong, classes, percent, read_shape

COMMON = ("onbekend", "afwezig", "bron", "als")


@dataclass(frozen=True, slots=True)
class Trait:
    """Something of a person that no rule asks for, on which others depend (`kenmerk`): its kind and its values."""

    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Condition:
    """What a case of a line asks of something drawn before: one of some codes, or a number (hundredths) in a range."""

    name: str
    kind: str
    codes: tuple[int, ...] = ()
    low: int = 0
    high: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """How a value is drawn when all conditions hold: its shape, and the shares that are not on record or absent."""

    conditions: tuple[Condition, ...]
    shape: Shape | None
    unknown: Fraction
    absent: Fraction


@dataclass(frozen=True, slots=True)
class Line:
    """How one name is drawn: the first case whose conditions hold, or the last, which has none."""

    name: str
    cases: tuple[Case, ...]
    source: str
    file: str

    def needs(self) -> tuple[str, ...]:
        """The names that must be drawn before this one."""
        found = [condition.name for case in self.cases for condition in case.conditions]
        found += [name for case in self.cases if case.shape for name in case.shape.needs()]
        return tuple(dict.fromkeys(name for name in found if name != ON))


class LineReader:
    """Reads the lines of one file; what is wrong is gathered."""

    def __init__(
        self, regime: Regime, file: str, sources: Mapping[str, Any], traits: dict[str, Trait], errors: list[LawError]
    ) -> None:
        self.words, self.file, self.sources, self.traits, self.errors = regime.vocabulary, file, sources, traits, errors

    def trait(self, name: str, body: Mapping[str, Any]) -> None:
        """Make a trait known, so that other lines can speak of it."""
        if name in self.words.facts:
            self._wrong(name, "dit is een feit, geen kenmerk", "een regel met feiten")
        values = tuple(body.get("kans", {}))
        self.traits[name] = Trait(name, YES_NO if "ja" in body else Kind("keuze", values=values) if values else NUMBER)

    def trait_line(self, name: str, body: Mapping[str, Any]) -> Line | None:
        """How a trait is drawn."""
        return self._line(name, self.traits[name].kind, body, None)

    def fallback(self, name: str, body: Mapping[str, Any]) -> Line | None:
        """How a fact of a kind is drawn that no line is about; the shape is made for each fact when it is drawn."""
        if name == "oordeel":
            return self._line(name, YES_NO, body, None)
        if name not in ("ja_nee", "datum", "bedrag", "getal", "keuze", "keuzes", "tekst", "perioden", "lijst"):
            self._wrong(f"standaard.{name}", "dit is geen soort feit", "ja_nee, datum, bedrag, getal, keuze, …")
            return None
        return self._line(name, Kind(name, values=("elke",) if name == "keuzes" else ()), body, None)

    def facts(self, body: Mapping[str, Any]) -> Iterator[Line]:
        """The lines for the facts that one entry names."""
        for name in self._named(body, "feiten"):
            key = self.words.old_names.get(name, name)
            fact = self.words.facts.get(key)
            if fact is None:
                guess = nearest(name, self.words.facts)
                self._wrong(name, "dit feit ken ik niet", f"'{guess}'" if guess else "een naam uit `trede facts`")
            elif (line := self._line(key, fact.kind, _without(body, "feiten"), fact)) is not None:
                yield line

    def recorded(self, body: Mapping[str, Any]) -> Iterator[Line]:
        """For the subjects that one entry names, when facts about them are on record (`alleen_als`)."""
        subjects = {fact.subject for fact in self.words.facts.values()}
        for name in self._named(body, "over"):
            if name not in subjects:
                self._wrong(name, "hierover gaat geen feit", nearest(name, subjects) or ", ".join(sorted(subjects)))
                continue
            try:
                conditions = self._conditions(body.get("alleen_als", {}))
                yield Line(name, (Case(conditions, None, Fraction(0), Fraction(0)),), self._source(body), self.file)
            except Wrong as wrong:
                self._wrong(name, wrong.what, wrong.right)

    def _named(self, body: Mapping[str, Any], key: str) -> list[str]:
        names = body.get(key)
        if isinstance(names, list) and names and all(isinstance(name, str) for name in names):
            return names
        self._wrong(str(names or "een regel"), f"hier ontbreekt '{key}'", f'{key} = ["…"]')
        return []

    def _line(self, name: str, kind: Kind, body: Mapping[str, Any], fact: Fact | None) -> Line | None:
        try:
            last = self._case(_without(body, "als"), kind, fact, None)
            cases = [self._case(case, kind, fact, last) for case in body.get("als", [])]
            return Line(name, (*cases, last), self._source(body), self.file)
        except Wrong as wrong:
            self._wrong(name, wrong.what, wrong.right)
            return None

    def _case(self, body: Mapping[str, Any], kind: Kind, fact: Fact | None, otherwise: Case | None) -> Case:
        known = (*SHAPES, *COMMON, *(("wanneer",) if otherwise else ()))
        if strange := [key for key in body if key not in known]:
            raise Wrong(f"'{strange[0]}' ken ik hier niet", nearest(strange[0], known) or ", ".join(known))
        shape = read_shape(body, kind, self.words, fact)
        conditions = self._conditions(body.get("wanneer", {})) if otherwise else ()
        if otherwise and not conditions:
            raise Wrong("een geval onder 'als' zegt niet wanneer", 'wanneer = { naam = "waarde" }')
        unknown, absent = (
            percent(body[key], key) if key in body else default
            for key, default in (
                ("onbekend", otherwise.unknown if otherwise else Fraction(0)),
                ("afwezig", otherwise.absent if otherwise else Fraction(0)),
            )
        )
        if "onbekend" not in body:  # what was said of others leaves room for who has none
            unknown = min(unknown, 1 - absent)
        if unknown + absent > 1:
            raise Wrong("onbekend en afwezig zijn samen meer dan 100 procent", "samen hoogstens 100")
        return Case(conditions, shape or (otherwise.shape if otherwise else None), unknown, absent)

    def _source(self, body: Mapping[str, Any]) -> str:
        source = body.get("bron")
        if not isinstance(source, str) or not (source in self.sources or source.startswith("aanname")):
            right = "aanname, met waarom; of " + ", ".join(self.sources) if self.sources else "aanname, met waarom"
            raise Wrong("hier ontbreekt waar dit vandaan komt (bron)", right)
        return source

    def _conditions(self, wanted: Any) -> tuple[Condition, ...]:
        if not isinstance(wanted, Mapping):
            raise Wrong("een voorwaarde is geen tabel", '{ naam = "waarde" }')
        return tuple(self._condition(name, value) for name, value in wanted.items())

    def _condition(self, name: str, value: Any) -> Condition:
        key = self.words.old_names.get(name, name)
        fact = self.words.facts.get(key)
        kind = fact.kind if fact is not None else self.traits[key].kind if key in self.traits else None
        if kind is None:
            guess = nearest(name, [*self.words.facts, *self.traits])
            raise Wrong(f"'{name}' is geen feit en geen kenmerk", f"'{guess}'" if guess else "een naam die er is")
        values = value if isinstance(value, list) else [value]
        match kind.name:
            case "ja_nee" if values in (["ja"], ["nee"]):
                return Condition(key, "ja_nee", (int(values == ["ja"]),))
            case "keuze" | "keuzes":
                names = [snake(v) for v in kind.values]
                places = [names.index(snake(str(v))) if snake(str(v)) in names else -1 for v in values]
                if -1 not in places:
                    return Condition(key, kind.name, tuple(places))
            case "getal" | "bedrag":
                low, high, _ = classes(value, name).rows[0]
                return Condition(key, "getal", (), low, high)
            case _:
                pass
        raise Wrong(f"'{value}' kan '{name}' niet zijn", _possible(kind))

    def _wrong(self, name: str, what: str, right: str = "") -> None:
        self.errors.append(LawError(self.file, 0, f"{name}: {what}.", right))


def _possible(kind: Kind) -> str:
    if kind.name in ("keuze", "keuzes"):
        return ", ".join(snake(value) for value in kind.values)
    return {"ja_nee": "ja of nee", "getal": '"18..26"', "bedrag": '"0..100"'}.get(kind.name, "een ander feit")


def _without(body: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name != key}

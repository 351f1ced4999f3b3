"""The expression tree: what a sentence of a regulation computes.

Every use of a regime (explain, ask, caseload, compare) reads these nodes; none of them knows a municipality. Nodes are
immutable and hold canonical names, so two sentences that say the same are equal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from trede.law.kinds import Kind

Unit = Literal["jaar", "maanden", "weken", "dagen"]


@dataclass(frozen=True, slots=True)
class Expr:
    """Any expression."""

    def children(self) -> Iterator[Expr]:
        """The direct parts of this expression, from left to right."""
        names: tuple[str, ...] = self.__match_args__
        for name in names:
            value = getattr(self, name)
            if isinstance(value, Expr):
                yield value
            elif isinstance(value, tuple):
                yield from (item for item in value if isinstance(item, Expr))

    def walk(self) -> Iterator[Expr]:
        """This expression and all its parts."""
        yield self
        for child in self.children():
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Const(Expr):
    """A value written in the sentence."""

    value: Any
    kind: Kind


@dataclass(frozen=True, slots=True)
class Ref(Expr):
    """A fact, a defined name or a column of a table, by its JSON name."""

    name: str


@dataclass(frozen=True, slots=True)
class Judged(Expr):
    """What stands after *naar oordeel*: a person must have judged it."""

    body: Expr


@dataclass(frozen=True, slots=True)
class Not(Expr):
    body: Expr


@dataclass(frozen=True, slots=True)
class All(Expr):
    parts: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Any_(Expr):
    parts: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Compare(Expr):
    """`op` is one of = ≠ < ≤ > ≥."""

    op: str
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class If(Expr):
    condition: Expr
    then: Expr
    other: Expr


@dataclass(frozen=True, slots=True)
class Arith(Expr):
    """`op` is one of + − × /. A date plus or minus a duration is a date."""

    op: str
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Extreme(Expr):
    """The smallest (`min`) or largest (`max`) of its parts."""

    op: Literal["min", "max"]
    parts: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Between(Expr):
    """Whole units from a day to a day: years count birthdays, months count a last day that is inclusive."""

    unit: str
    start: Expr
    end: Expr


@dataclass(frozen=True, slots=True)
class Fold(Expr):
    """Over the records of a list: `sum` of body, `count`, `any` or `every` body holds; `where` filters."""

    op: Literal["sum", "count", "any", "every"]
    source: str
    where: Expr | None
    body: Expr | None


@dataclass(frozen=True, slots=True)
class Contains(Expr):
    """The several-choice fact `source` holds all of `values`."""

    source: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known(Expr):
    """Is the fact known (given, or known to be absent)? Never unknown itself."""

    name: str


@dataclass(frozen=True, slots=True)
class MonthStart(Expr):
    """The first day of the month of a day."""

    day: Expr


@dataclass(frozen=True, slots=True)
class DaysIn(Expr):
    """The number of days in periods, days in several counted once."""

    body: Expr


@dataclass(frozen=True, slots=True)
class Rounded(Expr):
    """An explicit rounding step: `cent`, `euro`, `procent`, `heel` (half up) or `omhoog` (up to a whole number)."""

    mode: Literal["cent", "euro", "procent", "heel", "omhoog", "omlaag"]
    body: Expr


@dataclass(frozen=True, slots=True)
class Unmet(Expr):
    """A bound condition of this source is definitely not met (grounds such as 'does not meet the conditions')."""

    source: str


def names(expr: Expr) -> set[str]:
    """All names an expression reads directly."""
    return set(reading(expr))


def reading(expr: Expr) -> Iterator[str]:
    """The names an expression reads directly, in order of reading, as often as it reads them."""
    for node in expr.walk():
        if isinstance(node, (Ref, Known)):
            yield node.name
        elif isinstance(node, (Fold, Contains)):
            yield node.source


def has_judgement(expr: Expr) -> bool:
    """Does a person have to judge something in this expression?"""
    return any(isinstance(node, Judged) for node in expr.walk())


def conjuncts(expr: Expr) -> tuple[Expr, ...]:
    """The parts that must all hold."""
    return tuple(part for item in expr.parts for part in conjuncts(item)) if isinstance(expr, All) else (expr,)

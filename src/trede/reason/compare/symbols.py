"""Values that only the solver knows: unknown, absent or a value, as the engine has them, but as formulas.

What is known while building stays plain Python (`True`, `3`), so that formulas hold only what depends on the person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce
from threading import Lock
from typing import Any

import z3

SOLVING = Lock()  # the solver's formulas live in one place that one thread at a time may touch
Truth = Any  # bool or z3.BoolRef
Amount = Any  # int, Fraction or z3.ArithRef


class Unencodable(Exception):
    """Something in a regulation that the search does not know; the message says what, in Dutch."""


def both(*parts: Truth) -> Truth:
    """All of them."""
    open_ = [part for part in parts if part is not True]
    if any(part is False for part in open_):
        return False
    return True if not open_ else open_[0] if len(open_) == 1 else z3.And(open_)


def either(*parts: Truth) -> Truth:
    """At least one of them."""
    open_ = [part for part in parts if part is not False]
    if any(part is True for part in open_):
        return True
    return False if not open_ else open_[0] if len(open_) == 1 else z3.Or(open_)


def no(part: Truth) -> Truth:
    """Not."""
    return not part if isinstance(part, bool) else z3.Not(part)


def same(one: Any, two: Any) -> Truth:
    """Are two values (of one kind) equal?"""
    if isinstance(one, Day) and isinstance(two, Day):
        return both(same(one.month, two.month), same(one.day, two.day))
    if isinstance(one, Choices | Records | Spans) or isinstance(two, Choices | Records | Spans):
        raise Unencodable("gelijkheid van lijsten")
    if isinstance(one, Day) or isinstance(two, Day):
        return False
    if not isinstance(one, z3.ExprRef) and not isinstance(two, z3.ExprRef):
        return bool(one == two)
    if isinstance(one, z3.ExprRef) and isinstance(two, z3.ExprRef) and one.eq(two):
        return True
    return lifted(one) == lifted(two)


def lifted(value: Any) -> Any:
    """A value that the solver can take beside its own."""
    return z3.Q(value.numerator, value.denominator) if isinstance(value, Fraction) else value


def choose(test: Truth, one: Any, two: Any) -> Any:
    """`one` when the test holds, else `two`; both of one kind (None: there is no value, either will do)."""
    if test is True or two is None:
        return one
    if test is False or one is None:
        return two
    if isinstance(one, Day):
        return Day(choose(test, one.month, two.month), choose(test, one.day, two.day))
    if isinstance(one, Choices):
        return Choices({name: choose(test, held, two.held.get(name, False)) for name, held in one.held.items()})
    if isinstance(one, Records | Spans):
        if one is two:
            return one
        raise Unencodable("een keuze tussen lijsten")
    if not isinstance(one, z3.ExprRef) and not isinstance(two, z3.ExprRef) and type(one) is type(two) and one == two:
        return one
    if isinstance(one, z3.ExprRef) and isinstance(two, z3.ExprRef) and one.eq(two):
        return one
    return z3.If(test, *_sorted_alike(one, two))


def _sorted_alike(one: Any, two: Any) -> tuple[Any, Any]:
    """Two plain values get a sort of their own: a whole number beside a fraction is a fraction too."""
    if isinstance(one, z3.ExprRef) or isinstance(two, z3.ExprRef):
        return lifted(one), lifted(two)
    if isinstance(one, bool):
        return z3.BoolVal(one), z3.BoolVal(two)
    if isinstance(one, Fraction) or isinstance(two, Fraction):
        return lifted(Fraction(one)), lifted(Fraction(two))
    return z3.IntVal(one), z3.IntVal(two)


def whole_down(value: Amount) -> Amount:
    """The highest whole number that is not above the value."""
    if not isinstance(value, z3.ExprRef):
        return value // 1
    return value if value.is_int() else z3.ToInt(value)


def toward_zero(value: Amount) -> Amount:
    """The whole part of a number, as `int` takes it."""
    if not isinstance(value, z3.ExprRef):
        return int(value)
    return value if value.is_int() else z3.If(value >= 0, z3.ToInt(value), -z3.ToInt(-value))


def half_up(value: Amount) -> Amount:
    """The nearest whole number, a half going away from zero."""
    half = Fraction(1, 2)
    if not isinstance(value, z3.ExprRef):
        return -half_up(-value) if value < 0 else (value + half) // 1
    if value.is_int():
        return value
    return z3.If(value >= 0, z3.ToInt(value + lifted(half)), -z3.ToInt(-value + lifted(half)))


def least(one: Amount, two: Amount) -> Amount:
    """The smaller of two numbers."""
    return choose(at_most(one, two), one, two)


def at_most(one: Amount, two: Amount) -> Truth:
    """Is the first number not above the second?"""
    return bool(one <= two) if _plain(one, two) else lifted(one) <= lifted(two)


def less(one: Amount, two: Amount) -> Truth:
    """Is the first number below the second?"""
    return bool(one < two) if _plain(one, two) else lifted(one) < lifted(two)


def _plain(*values: Any) -> bool:
    return not any(isinstance(value, z3.ExprRef) for value in values)


@dataclass(frozen=True, slots=True)
class Day:
    """A day: months since the beginning of the year 0 (`12 × year + month − 1`), and the day of the month."""

    month: Amount
    day: Amount

    @property
    def key(self) -> Amount:
        """A number that orders days; 384 of them to a year, whose anniversary it keeps."""
        return 32 * self.month + self.day


@dataclass(frozen=True, slots=True)
class Choices:
    """Several choices at once: which of them are held."""

    held: Mapping[str, Truth]


@dataclass(frozen=True, slots=True)
class Records:
    """A list of records: how many, of which those up to a small bound are spelled out."""

    source: str
    count: Amount
    bound: int


@dataclass(frozen=True, slots=True)
class Spans:
    """Periods: how many, each with its first day, its last day and whether it still runs."""

    count: Amount
    spans: tuple[tuple[Day, Day, Truth], ...]


@dataclass(frozen=True, slots=True)
class Sym:
    """A value of the engine as formulas.

    `missing` are the names that would settle it, each with when it is one of them; `unknown` is when any is. `absent`
    and `value` count only when it is not unknown, `value` only when it is not absent either.
    """

    value: Any
    absent: Truth = False
    unknown: Truth = False
    missing: Mapping[str, Truth] = field(default_factory=dict)

    @property
    def known(self) -> Truth:
        """Known, or known to be absent."""
        return no(self.unknown)

    @property
    def there(self) -> Truth:
        """Known and not absent."""
        return both(no(self.unknown), no(self.absent))

    @property
    def true(self) -> Truth:
        """Known, and so (of a yes/no; an absent one is not so)."""
        return both(self.there, self.value if self.value is not None else False)

    @property
    def false(self) -> Truth:
        """Known, and not so or absent."""
        return both(self.known, no(self.true))


ABSENT = Sym(None, absent=True)


def certain(sym: Sym) -> Sym:
    """A symbol that is always known. Unencodable when it is not."""
    if sym.unknown is not False:
        raise Unencodable("een duur die afhangt van wat nooit bekend is")
    return sym


def truth(true: Truth, missing: Mapping[str, Truth], unknown: Truth) -> Sym:
    """A yes/no that is unknown when `unknown`, waiting then for `missing`."""
    return Sym(true, False, unknown, gated(missing, unknown))


def gated(missing: Mapping[str, Truth], when: Truth) -> Mapping[str, Truth]:
    """What is missing, only `when`."""
    if when is False:
        return {}
    return {name: both(held, when) for name, held in missing.items()}


def joined(*missing: Mapping[str, Truth]) -> dict[str, Truth]:
    """What is missing in any of them."""
    if not any(missing):
        return {}
    names = dict.fromkeys(name for part in missing for name in part)
    return {name: either(*(part[name] for part in missing if name in part)) for name in names}


def select(test: Truth, one: Sym, two: Sym) -> Sym:
    """One of two values, by a test that is always known."""
    if isinstance(test, bool):
        return one if test else two
    missing = joined(gated(one.missing, test), gated(two.missing, no(test)))
    value = choose(test, one.value, two.value)
    return Sym(value, choose(test, one.absent, two.absent), choose(test, one.unknown, two.unknown), missing)


def equal(one: Sym, two: Sym) -> Truth:
    """The same known value, or both known to be absent."""
    there = (no(one.absent), no(two.absent))
    if one.value is None or two.value is None:
        alike: Truth = False
    else:
        alike = both(*there, same(one.value, two.value)) if False not in there else False
    return both(one.known, two.known, either(both(one.absent, two.absent), alike))


def agreed(doubt: Mapping[str, Truth], possible: Iterable[tuple[Truth, Sym]]) -> Sym:
    """What values come to while it is in `doubt` which holds; each counts only when it is possible.

    The first that is possible is the value when all others are the same; else all that would settle it is missing.
    """
    found = list(possible)
    first = reduce(lambda later, item: select(item[0], item[1], later), reversed(found[:-1]), found[-1][1])
    alike = both(first.known, *(either(no(may), equal(value, first)) for may, value in found))
    missing = joined(doubt, *(gated(value.missing, may) for may, value in found))
    return Sym(first.value, first.absent, no(alike), gated(missing, no(alike)))

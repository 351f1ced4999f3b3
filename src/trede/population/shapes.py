"""The distributions from which a value of an invented person is drawn, a block of people at a time.

A value is drawn for everybody; whether it is on record is a matter of `draw`. Yes and no are booleans, numbers and
amounts whole hundredths (of the unit, of a per cent, of a euro), dates days since 1 January 1970, a choice its place
in the list of values, several choices a bit each.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from trede.population.streams import Bits

Values = NDArray[Any]
EPOCH = date(1970, 1, 1).toordinal()
CELLS = 1 << 16
ON = "op"  # the date of the law, as the assumptions name it


class Scene(Protocol):
    """What a draw may look at: the date of the law and what was drawn before."""

    on: date
    size: int

    def days(self, name: str) -> Values:
        """The days drawn for a date, or the date of the law for everybody (`op`)."""

    def values(self, name: str) -> Values:
        """The values drawn for any other name."""


class Shape(Protocol):
    """A distribution."""

    def draw(self, bits: Bits, scene: Scene) -> Any:
        """A value for everybody in the scene."""

    def needs(self) -> tuple[str, ...]:
        """The names that must be drawn before."""


@dataclass(frozen=True, slots=True)
class Classes:
    """Classes of whole hundredths with a weight each; within a class every step is as likely as another."""

    rows: tuple[tuple[int, int, Fraction], ...]
    step: int = 100

    def draw(self, bits: Bits) -> Values:
        """A number of hundredths for everybody."""
        place = pick_table(tuple(weight for _, _, weight in self.rows))[bits.top]
        low = np.array([row[0] for row in self.rows], dtype=np.int64)[place]
        steps = np.array([(row[1] - row[0]) // self.step + 1 for row in self.rows], dtype=np.int64)[place]
        return low + ((bits.low * steps) >> 32) * self.step


_TABLES: dict[tuple[Fraction, ...], NDArray[np.int16]] = {}


def pick_table(weights: tuple[Fraction, ...]) -> NDArray[np.int16]:
    """For each of 65 536 equally likely numbers the place of the weight it falls under."""
    if weights not in _TABLES:
        total, upto, ends = sum(weights), Fraction(0), []
        for weight in weights:
            upto += weight
            ends.append(round(upto / total * CELLS))
        sizes = np.diff(np.array([0, *ends]))
        _TABLES[weights] = np.repeat(np.arange(len(weights), dtype=np.int16), sizes)
    return _TABLES[weights]


@dataclass(frozen=True, slots=True)
class Chance:
    """Yes with a share (`ja`, a part of one)."""

    share: Fraction

    def draw(self, bits: Bits, scene: Scene) -> Values:
        """Yes or no."""
        return bits.top < round(self.share * CELLS)

    def needs(self) -> tuple[str, ...]:
        """Nothing."""
        return ()


@dataclass(frozen=True, slots=True)
class Pick:
    """One of several values by weight (`kans`); `codes` are their places in the fact's own list."""

    codes: tuple[int, ...]
    weights: tuple[Fraction, ...]

    def draw(self, bits: Bits, scene: Scene) -> Values:
        """The place of a value."""
        return np.array(self.codes, dtype=np.int16)[pick_table(self.weights)[bits.top]]

    def needs(self) -> tuple[str, ...]:
        """Nothing."""
        return ()


@dataclass(frozen=True, slots=True)
class Phrases:
    """One of several texts by weight (`kans`)."""

    texts: tuple[str, ...]
    weights: tuple[Fraction, ...]

    def draw(self, bits: Bits, scene: Scene) -> Values:
        """A text."""
        return np.array(self.texts, dtype=object)[pick_table(self.weights)[bits.top]]

    def needs(self) -> tuple[str, ...]:
        """Nothing."""
        return ()


@dataclass(frozen=True, slots=True)
class Each:
    """Every one of several values by itself, with its own share (`elk`)."""

    shares: tuple[Fraction, ...]

    def draw(self, bits: Bits, scene: Scene) -> Values:
        """A bit for each value."""
        found = np.zeros(scene.size, dtype=np.int64)
        for place, share in enumerate(self.shares):
            found |= (bits.more(place).top < round(share * CELLS)).astype(np.int64) << place
        return found

    def needs(self) -> tuple[str, ...]:
        """Nothing."""
        return ()


@dataclass(frozen=True, slots=True)
class Number:
    """A number or an amount in classes (`getal`)."""

    classes: Classes

    def draw(self, bits: Bits, scene: Scene) -> Values:
        """Whole hundredths."""
        return self.classes.draw(bits)

    def needs(self) -> tuple[str, ...]:
        """Nothing."""
        return ()


@dataclass(frozen=True, slots=True)
class Clipped:
    """A number that is kept between a lowest and a highest (hundredths)."""

    shape: Number
    low: int | None
    high: int | None

    def draw(self, bits: Bits, scene: Scene) -> Values:
        """Whole hundredths."""
        return np.clip(self.shape.draw(bits, scene), self.low, self.high)

    def needs(self) -> tuple[str, ...]:
        """Nothing."""
        return ()


@dataclass(frozen=True, slots=True)
class Part:
    """A percentage, in classes, of another number (`deel_van`), rounded down to a step."""

    of: str
    classes: Classes
    step: int

    def draw(self, bits: Bits, scene: Scene) -> Values:
        """Whole hundredths."""
        whole: Values = scene.values(self.of) * self.classes.draw(bits) // 10_000
        return whole // self.step * self.step

    def needs(self) -> tuple[str, ...]:
        """The number it is a part of."""
        return (self.of,)


@dataclass(frozen=True, slots=True)
class Same:
    """The same value as another fact has (`gelijk_aan`)."""

    name: str
    dated: bool

    def draw(self, bits: Bits, scene: Scene) -> Values:
        """The value of the other."""
        return scene.days(self.name) if self.dated else scene.values(self.name)

    def needs(self) -> tuple[str, ...]:
        """The other."""
        return (self.name,)


@dataclass(frozen=True, slots=True)
class Born:
    """A day of birth that makes somebody so many years old on the date of the law (`leeftijd`)."""

    classes: Classes

    def draw(self, bits: Bits, scene: Scene) -> Values:
        """A day: each day of the year in which somebody has that age is as likely as another."""
        years = self.classes.draw(bits) // 100
        most = int(years.max(initial=0)) + 1
        turned = np.array([day_number(_years_before(scene.on, age)) for age in range(most + 1)], dtype=np.int64)
        last = turned[years]
        return last - ((bits.more(0).low * (last - turned[years + 1])) >> 32)

    def needs(self) -> tuple[str, ...]:
        """Nothing."""
        return ()


@dataclass(frozen=True, slots=True)
class Age:
    """How many years old somebody born on a drawn day is on a day (`leeftijd_van`)."""

    born: str
    at_year_end: bool = False

    def draw(self, bits: Bits, scene: Scene) -> Values:
        """Whole hundredths of years."""
        on = date(scene.on.year - 1, 12, 31) if self.at_year_end else scene.on
        born = scene.days(self.born)
        years = on.year - (born.astype("M8[D]").astype("M8[Y]").astype(np.int64) + 1970)
        return np.maximum(0, years - (add_months(born, years * 12) > day_number(on))) * 100

    def needs(self) -> tuple[str, ...]:
        """The day of birth."""
        return (self.born,)


@dataclass(frozen=True, slots=True)
class Away:
    """A day so many days (`dagen`) or months (`maanden`) from another; with `last` the last day of so many months."""

    since: str
    classes: Classes
    months: bool = False
    last: bool = False

    def draw(self, bits: Bits, scene: Scene) -> Values:
        """A day."""
        since, far = scene.days(self.since), self.classes.draw(bits) // 100
        return (add_months(since, far) if self.months else since + far) - self.last

    def needs(self) -> tuple[str, ...]:
        """The other day."""
        return () if self.since == ON else (self.since,)


@dataclass(frozen=True, slots=True)
class Bounded:
    """A date that is not before or after another (`niet_voor`, `niet_na`); beyond it, it falls on that day."""

    shape: Shape
    after: tuple[str, int] | None = None
    before: tuple[str, int] | None = None

    def draw(self, bits: Bits, scene: Scene) -> Values:
        """A day."""
        days: Values = self.shape.draw(bits, scene)
        if self.after is not None:
            days = np.maximum(days, _months_from(scene, self.after))
        if self.before is not None:
            days = np.minimum(days, _months_from(scene, self.before))
        return days

    def needs(self) -> tuple[str, ...]:
        """The days that bound it, and what its shape needs."""
        bounds = [bound[0] for bound in (self.after, self.before) if bound is not None and bound[0] != ON]
        return (*self.shape.needs(), *bounds)


@dataclass(frozen=True, slots=True)
class Nested:
    """What was drawn of a list: how many records each person has, and per field the values of all records in a row."""

    counts: Values
    fields: dict[str, Values]


@dataclass(frozen=True, slots=True)
class Records:
    """A list of so many records (`aantal`) with a distribution for each field (`velden`)."""

    count: Classes
    fields: Mapping[str, Shape]

    def draw(self, bits: Bits, scene: Scene) -> Nested:
        """The records of everybody, one after another."""
        counts = self.count.draw(bits) // 100
        inside = _Inside(scene, counts)
        return Nested(
            counts,
            {name: shape.draw(bits.sized(inside.size, place), inside)
             for place, (name, shape) in enumerate(self.fields.items())},
        )  # fmt: skip

    def needs(self) -> tuple[str, ...]:
        """What the fields need."""
        return tuple(name for shape in self.fields.values() for name in shape.needs())


@dataclass(frozen=True, slots=True)
class Spells:
    """So many periods (`aantal`), each some days after the one before (`na`) and some days long (`duur`), in order."""

    count: Classes
    since: str
    gap: Classes
    length: Classes

    def draw(self, bits: Bits, scene: Scene) -> Nested:
        """The first and last days of the periods of everybody, one after another."""
        counts = self.count.draw(bits) // 100
        size = int(counts.sum())
        most = int(counts.max(initial=0))
        start = scene.days(self.since)
        firsts, lasts = np.empty((scene.size, most), np.int64), np.empty((scene.size, most), np.int64)
        for turn in range(most):
            firsts[:, turn] = start + self.gap.draw(bits.more(2 * turn)) // 100
            lasts[:, turn] = firsts[:, turn] + self.length.draw(bits.more(2 * turn + 1)) // 100 - 1
            start = lasts[:, turn] + 1
        used = np.arange(most) < counts[:, None]
        return Nested(counts, {"van": firsts[used].reshape(size), "tot_en_met": lasts[used].reshape(size)})

    def needs(self) -> tuple[str, ...]:
        """The day they are counted from."""
        return () if self.since == ON else (self.since,)


class _Inside:
    """The records of a list as a scene: what is known of a person holds for each of its records."""

    def __init__(self, scene: Scene, counts: Values) -> None:
        self.scene, self.counts = scene, counts
        self.on, self.size = scene.on, int(counts.sum())

    def days(self, name: str) -> Values:
        return np.repeat(self.scene.days(name), self.counts)

    def values(self, name: str) -> Values:
        return np.repeat(self.scene.values(name), self.counts)


def day_number(day: date) -> int:
    """The days from 1 January 1970 to a day.

    >>> day_number(date(1970, 1, 2))
    1
    """
    return day.toordinal() - EPOCH


def add_months(days: Values, months: Values | int) -> Values:
    """So many months later; a day that the month does not have becomes its last (as `trede.terms.add_months`).

    >>> add_months(np.array([day_number(date(2024, 1, 31))]), 1) - day_number(date(2024, 2, 29))
    array([0])
    """
    stamps = days.astype("M8[D]")
    month = stamps.astype("M8[M]")
    target = month + np.asarray(months).astype("m8[M]")
    last = (target + np.timedelta64(1, "M")).astype("M8[D]") - np.timedelta64(1, "D")
    found = np.minimum(target.astype("M8[D]") + (stamps - month.astype("M8[D]")), last)
    return found.astype(np.int64)


def _months_from(scene: Scene, bound: tuple[str, int]) -> Values:
    return add_months(scene.days(bound[0]), bound[1])


def _years_before(on: date, years: int) -> date:
    try:
        return on.replace(year=on.year - years)
    except ValueError:  # 29 February
        return date(on.year - years, 2, 28)

"""The last day of a provision for any person, as formulas: `reason.duration` without a wanted end date.

Periods that lengthen or shorten it are taken to be empty here; the answer says so (`limits`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from trede.law import norms
from trede.law.norms import Norm
from trede.reason.compare.days import day_before, day_of
from trede.reason.compare.encode import Encoder
from trede.reason.compare.extending import Extending, First
from trede.reason.compare.symbols import (
    ABSENT,
    Amount,
    Day,
    Spans,
    Sym,
    Truth,
    at_most,
    both,
    certain,
    choose,
    either,
    less,
    no,
    select,
)
from trede.reason.duration import ANCHOR, in_months, unit_of
from trede.reason.program import Program, Rule

Counted = tuple[Truth, Amount, str]  # when, how much, unit
NO_PERIODS = "zonder perioden die de duur verlengen of verkorten"


@dataclass
class Lasting:
    """The last day (absent: none), and when each norm about duration refuses."""

    end: Sym = ABSENT
    refusals: list[tuple[Norm, Truth]] = field(default_factory=list)
    limits: set[str] = field(default_factory=set)


def lasting(program: Program, encoder: Encoder) -> Lasting:
    """The last day of `program`'s provision. Unencodable when it hangs on what nobody can know."""
    return _Lasting(program, encoder).found()


class _Lasting:
    def __init__(self, program: Program, encoder: Encoder) -> None:
        self.program, self.encoder = program, encoder
        self.calendar = encoder.people.calendar
        self.result = Lasting()
        self.extending = Extending(program, encoder)
        roles = program.law.regime.roles
        start = (
            encoder.encode(program.starts[0].expr) if program.starts else encoder.name(roles["begindatum"])
        )  # fmt: skip
        self.start = certain(start)
        self.anchor: Day = choose(self.start.absent, day_of(ANCHOR), self.start.value) or day_of(ANCHOR)
        self.used: list[Counted] = []
        self.idle: list[Counted] = []
        for rule in program.counts:
            self._count(rule)

    def found(self) -> Lasting:
        """The last day is the first of the last days by length and by norms that say until when."""
        raw, ends, shortest = ABSENT, [], ABSENT
        firsts: list[First] = []
        for rule in self.program.lasts:
            norm = rule.norm
            assert isinstance(norm, norms.Lasts)
            holds = certain(self.encoder.encode(norm.when)) if norm.when is not None else Sym(True)
            value = certain(self.encoder.encode(norm.expr))
            here = both(holds.true, value.there)
            if isinstance(value.value, Day):
                ends.append(Sym(day_before(value.value), no(here)))
            elif value.value is not None and norm.bound in ("≤", "="):
                unit = unit_of(self.program.law.typer.infer(norm.expr))
                whole = self._moved(Sym(self.anchor), value.value, unit)
                sooner = both(here, either(shortest.absent, _before(whole, shortest)))
                shortest = select(sooner, whole, shortest)
                raw = select(sooner, self._raw(value.value, unit), raw)
                last = Sym(day_before(whole.value), whole.absent)
                firsts = [(both(was, no(sooner)), *rest) for was, *rest in firsts]
                firsts.append((sooner, value.value, unit, last))
        used_up = self._used_up(raw)
        ends.append(self._lengthened(raw))
        base = _first(ends)
        base = Sym(base.value, either(base.absent, self.start.absent))
        self._extend(base, raw, firsts)
        if self.program.lasts:
            self.result.refusals.append((self.program.lasts[0].norm, used_up))
        end = self.extending.last(base, self._lengthened)
        there = both(no(end.absent), no(used_up), no(_before(end, Sym(self.anchor))))
        self.result.end = Sym(end.value, no(there) if end.value is not None else True)
        return self.result

    def _extend(self, base: Sym, raw: Sym, firsts: list[First]) -> None:
        """What the norms about an extension refuse."""
        if self.program.lasts or self.program.extends:
            after = select(base.absent, raw, base)
            self.result.refusals += self.extending.verdicts(after, Sym(self.anchor), firsts)

    def _count(self, rule: Rule) -> None:
        norm = rule.norm
        assert isinstance(norm, norms.Counts)
        value = certain(self.encoder.encode(norm.expr))
        if isinstance(value.value, Spans):
            self.encoder.people.rule(either(value.absent, at_most(value.value.count, 0)))
            self.result.limits.add(NO_PERIODS)
        elif value.value is not None:
            unit = unit_of(self.program.law.typer.infer(norm.expr))
            (self.used if norm.counts else self.idle).append((value.there, value.value, unit))

    def _moved(self, day: Sym, number: Amount, unit: str) -> Sym:
        if day.value is None:
            return day
        found, exists = self.calendar.moved(day.value, number, unit)
        return Sym(found, either(day.absent, no(exists)))

    def _raw(self, number: Amount, unit: str) -> Sym:
        """The last day by a length and earlier use."""
        number, unit = in_months(number, unit)
        other: list[tuple[Amount, str]] = []
        for here, spent, spent_unit in self.used:
            spent, spent_unit = in_months(choose(here, spent, 0), spent_unit)
            if spent_unit == unit:
                number = number - spent
            else:
                other.append((spent, spent_unit))
        end = self._moved(Sym(self.anchor), number, unit)
        for spent, spent_unit in other:
            end = self._moved(end, -spent, spent_unit)
        return Sym(day_before(end.value), end.absent)

    def _used_up(self, raw: Sym) -> Truth:
        """Does earlier use leave no time at all?"""
        spent = either(*(both(here, no(_zero(number))) for here, number, _ in self.used))
        return both(spent, no(raw.absent), _before(raw, Sym(self.anchor)))

    def _lengthened(self, raw: Sym) -> Sym:
        for here, number, unit in self.idle:
            raw = self._moved(raw, choose(here, number, 0), unit)
        return raw


def _zero(number: Amount) -> Truth:
    return both(at_most(number, 0), at_most(0, number))


def _before(one: Sym, two: Sym) -> Truth:
    return False if one.value is None or two.value is None else less(one.value.key, two.value.key)


def _first(ends: list[Sym]) -> Sym:
    found: Sym = ABSENT
    for end in ends:
        sooner = both(no(end.absent), either(found.absent, _before(end, found)))
        found = select(sooner, end, found)
    return found

"""An extension that is asked for, for any person, as formulas: `reason.extension` without a wanted end date."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from trede.law import norms, tree
from trede.law.norms import Norm
from trede.reason.compare.days import Calendar, day_after, day_before
from trede.reason.compare.encode import Encoder
from trede.reason.compare.symbols import (
    ABSENT,
    Amount,
    Sym,
    Truth,
    Unencodable,
    at_most,
    both,
    certain,
    choose,
    either,
    less,
    no,
    select,
)
from trede.reason.duration import in_months, unit_of
from trede.reason.program import Program, Rule

First = tuple[Truth, Amount, str, Sym]  # a length: when it is the lowest maximum, how long, unit, its end
NOTHING: Amount = 0


class Extending:
    """What the norms about extension say to a person who asks for one."""

    def __init__(self, program: Program, encoder: Encoder) -> None:
        self.program, self.encoder = program, encoder
        self.calendar: Calendar = encoder.people.calendar
        roles, facts = program.law.regime.roles, program.law.regime.vocabulary.facts
        name, earlier = roles["gevraagde verlenging"], roles["eerdere verlengingen"]
        people = encoder.people
        self.asked = people.fact(name, facts[name]) if name in facts else ABSENT
        self.counted = earlier in facts
        self.earlier = people.fact(earlier, facts[earlier]) if earlier in facts else Sym(0)
        self.unit = unit_of(program.law.typer.name(name))
        self.wants = both(self.asked.there, no(_none(self.asked)))

    def length(self) -> Amount:
        """How much is asked; nothing when it is not."""
        return choose(self.wants, self.asked.value, NOTHING) if self.asked.value is not None else NOTHING

    def applying(self) -> Iterator[tuple[Rule, norms.Extends, Truth]]:
        """Each norm that allows an extension, and when it does so here."""
        for rule in self.program.extends:
            norm = rule.norm
            assert isinstance(norm, norms.Extends)
            guard = certain(self.encoder.encode(norm.when)).true if norm.when is not None else True
            yield rule, norm, guard

    def verdicts(self, base: Sym, start: Sym, firsts: list[First]) -> Iterator[tuple[Norm, Truth]]:
        """When each norm refuses the extension: by its size, how often, a condition, or because none allows it."""
        allowed: Truth = False
        for rule, norm, here in self.applying():
            allowed = either(allowed, here)
            fits = both(self._size(norm, base, start, firsts), self._times(norm))
            yield rule.norm, both(self.wants, here, no(fits))
        for rule in [*self.program.extends, *self.program.lasts][:1]:
            yield rule.norm, both(self.wants, no(allowed))
        for rule in self.program.extend_ifs:
            assert isinstance(rule.norm, norms.ExtendIf)
            again = no(self._never_before()) if rule.norm.first else False
            yield rule.norm, both(self.wants, no(again), no(certain(self.encoder.encode(rule.expr)).true))

    def _never_before(self) -> Truth:
        return either(no(self.earlier.there), _none(self.earlier))

    def _size(self, norm: norms.Extends, base: Sym, start: Sym, firsts: list[First]) -> Truth:
        size, size_unit = self._number(norm.expr)
        total, total_unit = self._number(norm.total)
        fits: Truth = True
        if size.value is not None:
            after = Sym(day_after(base.value)) if base.value is not None else start
            after = select(base.absent, start, after)
            fits = both(fits, either(size.absent, self._within(self.length(), self.unit, size.value, size_unit, after)))
        if total.value is not None:
            for first, number, unit, end in firsts:
                inside = self._together(number, unit, total.value, total_unit, start, end)
                fits = both(fits, either(total.absent, no(first), inside))
        return fits

    def _together(self, number: Amount, unit: str, total: Amount, total_unit: str, start: Sym, end: Sym) -> Truth:
        """Is the first term with the extension within the total?"""
        one, two, three = in_months(number, unit), in_months(self.length(), self.unit), in_months(total, total_unit)
        if one[1] == two[1] == three[1]:
            return at_most(one[0] + two[0], three[0])
        later = self._moved(Sym(day_after(end.value), end.absent), self.length(), self.unit)
        return _not_after(later, self._moved(start, total, total_unit))

    def _within(self, length: Amount, unit: str, limit: Amount, limit_unit: str, start: Sym) -> Truth:
        one, two = in_months(length, unit), in_months(limit, limit_unit)
        if one[1] == two[1]:
            return at_most(one[0], two[0])
        return _not_after(self._moved(start, length, unit), self._moved(start, limit, limit_unit))

    def _times(self, norm: norms.Extends) -> Truth:
        if norm.times is None:
            return True
        if not self.counted:
            raise Unencodable("een aantal verlengingen zonder feit dat zegt hoe vaak al is verlengd")
        return either(no(self.earlier.there), less(self._times_before(), norm.times))

    def _times_before(self) -> Amount:
        return choose(self.earlier.there, self.earlier.value, NOTHING) if self.earlier.value is not None else NOTHING

    def last(self, base: Sym, lengthened: Any) -> Sym:
        """The last day with the extension."""
        added = self.length() + self._added_before()
        if base.value is None:
            return base
        end = self._moved(Sym(day_after(base.value), base.absent), added, self.unit)
        last = Sym(day_before(end.value), end.absent) if end.value is not None else end
        longer = both(self.wants, no(base.absent), no(last.absent), no(less(last.value.key, base.value.key)))
        return select(longer, lengthened(last), base)

    def _added_before(self) -> Amount:
        """How long earlier extensions lasted, where the first norm that applies gives each the same length."""
        added: Amount = NOTHING
        for _rule, norm, here in reversed(list(self.applying())):
            size, sort = self._number(norm.expr)
            if norm.times and not norm.at_most and size.value is not None and sort == self.unit:
                added = choose(both(here, no(size.absent)), size.value * self._times_before(), added)
        return added

    def _number(self, expr: tree.Expr | None) -> tuple[Sym, str]:
        if expr is None:
            return ABSENT, "maanden"
        return certain(self.encoder.encode(expr)), unit_of(self.program.law.typer.infer(expr))

    def _moved(self, day: Sym, number: Amount, unit: str) -> Sym:
        found, exists = self.calendar.moved(day.value, number, unit)
        return Sym(found, either(day.absent, no(exists)))


def _none(sym: Sym) -> Truth:
    """Is a number nothing?"""
    return True if sym.value is None else both(at_most(sym.value, 0), at_most(0, sym.value))


def _not_after(one: Sym, two: Sym) -> Truth:
    """Is there a first day, and a second that is not before it (or none)?"""
    return both(no(one.absent), either(two.absent, at_most(one.value.key, two.value.key)))

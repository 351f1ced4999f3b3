"""The expression tree as formulas, node by node as `reason.evaluate` computes them: three-valued and exact."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import z3

from trede.law import norms, tree
from trede.law.inforce import InForce, Named
from trede.law.kinds import exact
from trede.reason.compare import days
from trede.reason.compare.people import People
from trede.reason.compare.symbols import (
    ABSENT,
    Choices,
    Day,
    Records,
    Spans,
    Sym,
    Truth,
    agreed,
    at_most,
    both,
    choose,
    either,
    equal,
    gated,
    half_up,
    joined,
    less,
    lifted,
    no,
    same,
    select,
    truth,
    whole_down,
)

ORDER: dict[str, Callable[[Any, Any], Truth]] = {
    "≤": at_most, "<": less, "≥": lambda a, b: at_most(b, a), ">": lambda a, b: less(b, a),
}  # fmt: skip
ARITH: dict[str, Callable[[Any, Any], Any]] = {"+": operator.add, "−": operator.sub, "×": operator.mul}
BETWEEN = {
    "jaar": days.years_between, "maanden": days.months_between, "dagen": days.days_between,
    "weken": days.weeks_between,
}  # fmt: skip


GROWN = 15  # years counted from a day that say that somebody was born on it


class Encoder:
    """Encodes the expressions of one provision under the law of one date, over any person."""

    def __init__(self, law: InForce, provision: str, people: People) -> None:
        self.law, self.people = law, people
        self.names = law.definitions.get(provision) or law.definitions[""]
        self.facts = law.regime.vocabulary.facts
        self.done: dict[tuple[tree.Expr, str | None, str], Sym] = {}
        self.named: dict[str, Sym] = {}
        self.unmet: dict[str, Truth] = {}
        self.places: list[tuple[str, int]] = []
        self.births: list[Day] = []  # days whose age in years counts

    def encode(self, expr: tree.Expr, element: str | None = None) -> Sym:
        """The symbol of an expression; the same expression in the same record is encoded once."""
        key = (expr, element, str(self.places[-1:]))
        if key not in self.done:
            handler = getattr(self, "_" + type(expr).__name__.lower().rstrip("_"))
            found: Sym = handler(expr, element)
            if any(isinstance(node, tree.Unmet) for node in expr.walk()):
                return found
            self.done[key] = found
        return self.done[key]

    # Names ---------------------------------------------------------------------------------------------------------

    def name(self, name: str) -> Sym:
        """The symbol of a name: a given fact first, then its definition; else unknown."""
        if name not in self.named:
            norm, fact = self.names.get(name), self.facts.get(name)
            given = self.people.fact(name, fact)
            self.named[name] = Sym(None, False, True, {name: True})  # a ring of names comes to nothing
            if norm is None or given.unknown is False:
                self.named[name] = given
            else:
                places, self.places = self.places, []
                computed = self._defined(name, norm)
                self.places = places
                self.named[name] = select(no(given.unknown), given, computed)
        return self.named[name]

    def _defined(self, name: str, norm: Named) -> Sym:
        return self._table(name, norm) if isinstance(norm, norms.TableNorm) else self.encode(norm.expr)

    def _table(self, name: str, norm: norms.TableNorm) -> Sym:
        """The first row that fits; while a key is unknown, every row that may still fit counts."""
        if not norm.rows:
            return Sym(None, False, True, {name: True})
        place = norm.outputs.index(name)
        keys = [self.name(key) for key in norm.keys]
        doubts: list[dict[str, Truth]] = []
        possible: list[tuple[Truth, Sym]] = []
        reached: Truth = True
        for row in norm.rows:
            fits = self.row_fits(keys, row)
            cells = [(key, cell) for key, cell in zip(keys, row.keys, strict=False) if cell.op != "*"]
            open_ = both(fits, either(*(key.unknown for key, _ in cells)))
            here = both(reached, fits)
            if here is False:
                continue
            possible.append((here, self.encode(row.values[place])))
            doubts.append(joined(*(gated(key.missing, both(reached, open_)) for key, _ in cells)))
            reached = both(reached, either(no(fits), open_))
        possible.append((reached, ABSENT))
        return agreed(joined(*doubts), possible)

    def row_fits(self, keys: Sequence[Sym], row: norms.Row) -> Truth:
        """May a row fit: every key that is known does?"""
        cells = [(key, cell) for key, cell in zip(keys, row.keys, strict=False) if cell.op != "*"]
        return both(*(either(key.unknown, self._fits(key, cell)) for key, cell in cells))

    def _fits(self, key: Sym, cell: norms.Cell) -> Truth:
        """Does a known value fit a key cell?"""
        wanted: Any = cell.value
        if cell.op == "=":
            return self._is(key, wanted)
        if cell.op == "∈":
            return either(*(self._is(key, value) for value in wanted))
        if key.value is None:
            return False
        if cell.op == "..":
            low, high = (self._ordered(self._plain(value)) for value in wanted)
            number = self._ordered(key.value)
            return both(no(key.absent), at_most(low, number), at_most(number, high))
        return both(no(key.absent), ORDER[cell.op](self._ordered(key.value), self._ordered(self._plain(wanted))))

    def _is(self, key: Sym, wanted: Any) -> Truth:
        if wanted is None:
            return key.absent
        return both(no(key.absent), same(key.value, self._plain(wanted))) if key.value is not None else False

    def _plain(self, value: Any) -> Any:
        """A value written in a sentence, as the solver has it."""
        if isinstance(value, str):
            return self.people.code(value)
        return days.day_of(value) if hasattr(value, "year") else value

    @staticmethod
    def _ordered(value: Any) -> Any:
        return value.key if isinstance(value, Day) else value

    # Leaves --------------------------------------------------------------------------------------------------------

    def _const(self, expr: tree.Const, _element: str | None) -> Sym:
        return ABSENT if expr.value is None else Sym(self._plain(expr.value))

    def _ref(self, expr: tree.Ref, element: str | None) -> Sym:
        field = self.law.regime.vocabulary.field_of(element, expr.name) if element else None
        if field is None:
            return self.name(expr.name)
        source, number = self.places[-1]
        return self.people.record(source, number, field)

    def _known(self, expr: tree.Known, element: str | None) -> Sym:
        return Sym(self.encode(tree.Ref(expr.name), element).known)

    def _unmet(self, expr: tree.Unmet, _element: str | None) -> Sym:
        return Sym(self.unmet.get(expr.source, False))

    def _contains(self, expr: tree.Contains, element: str | None) -> Sym:
        found = self.encode(tree.Ref(expr.source), element)
        held = found.value.held if isinstance(found.value, Choices) else {}
        has = both(no(found.absent), *(held.get(value, False) for value in expr.values))
        return truth(has, found.missing, found.unknown)

    # Logic ---------------------------------------------------------------------------------------------------------

    def _judged(self, expr: tree.Judged, element: str | None) -> Sym:
        return self.encode(expr.body, element)

    def _not(self, expr: tree.Not, element: str | None) -> Sym:
        body = self.encode(expr.body, element)
        return truth(no(body.true), body.missing, body.unknown)

    def _all(self, expr: tree.All, element: str | None) -> Sym:
        return conjoined([self.encode(part, element) for part in expr.parts])

    def _any(self, expr: tree.Any_, element: str | None) -> Sym:
        return disjoined([self.encode(part, element) for part in expr.parts])

    def _if(self, expr: tree.If, element: str | None) -> Sym:
        test, then, other = (self.encode(part, element) for part in (expr.condition, expr.then, expr.other))
        if test.unknown is False:
            return select(test.true, then, other)
        doubt = agreed(test.missing, [(True, then), (True, other)])
        return select(no(test.unknown), select(test.true, then, other), doubt)

    # Comparing and computing ---------------------------------------------------------------------------------------

    def _compare(self, expr: tree.Compare, element: str | None) -> Sym:
        one, two = self.encode(expr.left, element), self.encode(expr.right, element)
        unknown = either(one.unknown, two.unknown)
        missing = joined(one.missing, two.missing)
        absent = both(one.absent, two.absent)
        if expr.op in "=≠":
            alike = equal(Sym(one.value, one.absent), Sym(two.value, two.absent))
            if not (isinstance(expr.right, tree.Const) and expr.right.value is None):
                alike = both(alike, no(absent))
            return truth(alike if expr.op == "=" else no(alike), missing, unknown)
        if one.value is None or two.value is None:
            return truth(False, missing, unknown)
        holds = ORDER[expr.op](self._ordered(one.value), self._ordered(two.value))
        return truth(both(no(one.absent), no(two.absent), holds), missing, unknown)

    def _strict(self, parts: Sequence[Sym], combine: Callable[..., Any]) -> Sym:
        """Unknown if any part is, absent if any part is, else `combine` of the parts: a value and when there is one."""
        unknown = either(*(part.unknown for part in parts))
        missing = gated(joined(*(part.missing for part in parts)), unknown)
        absent = either(*(part.absent for part in parts))
        if any(part.value is None for part in parts):
            return Sym(None, True if absent is True else absent, unknown, missing)
        value, there = combine(*(part.value for part in parts))
        return Sym(value, either(absent, no(there)), unknown, missing)

    def _arith(self, expr: tree.Arith, element: str | None) -> Sym:
        parts = [self.encode(expr.left, element), self.encode(expr.right, element)]
        left, right = (self.law.typer.infer(side, element) for side in (expr.left, expr.right))
        if left is not None and left.name == "datum":
            unit = (right.unit if right else "dagen") or "dagen"
            sign = 1 if expr.op == "+" else -1
            if unit == "jaar" and isinstance(parts[1].value, int) and parts[1].value >= GROWN:
                self.births += [day for day in (parts[0].value,) if isinstance(day, Day)]
            return self._strict(parts, lambda day, number: self.people.calendar.moved(day, sign * number, unit))
        if expr.op == "/":
            return self._strict(parts, divided)
        return self._strict(parts, lambda one, two: (computed(ARITH[expr.op], one, two), True))

    def _extreme(self, expr: tree.Extreme, element: str | None) -> Sym:
        def pick(*values: Any) -> tuple[Any, Truth]:
            found = values[0]
            for value in values[1:]:
                one, two = self._ordered(found), self._ordered(value)
                found = choose(at_most(one, two) if expr.op == "min" else at_most(two, one), found, value)
            return found, True

        return self._strict([self.encode(part, element) for part in expr.parts], pick)

    def _between(self, expr: tree.Between, element: str | None) -> Sym:
        parts = [self.encode(expr.start, element), self.encode(expr.end, element)]
        count = BETWEEN[expr.unit]

        def whole(start: Day, end: Day) -> tuple[Any, Truth]:
            if expr.unit == "jaar":
                self.births.append(start)
            ordered = at_most(start.key, end.key) if expr.unit in ("jaar", "maanden") else True
            return count(start, end), ordered

        return self._strict(parts, whole)

    def _monthstart(self, expr: tree.MonthStart, element: str | None) -> Sym:
        return self._strict([self.encode(expr.day, element)], lambda day: (Day(day.month, 1), True))

    def _daysin(self, expr: tree.DaysIn, element: str | None) -> Sym:
        body = self.encode(expr.body, element)
        if not isinstance(body.value, Spans):
            return body
        running, count = days_in(body.value)
        open_ = both(body.there, running)
        names = dict.fromkeys(tree.names(expr.body), open_)
        missing = joined(body.missing, gated(names, open_))
        return Sym(count, body.absent, either(body.unknown, open_), missing)

    def _rounded(self, expr: tree.Rounded, element: str | None) -> Sym:
        return self._strict([self.encode(expr.body, element)], lambda value: (rounded(expr.mode, value), True))

    # Lists ---------------------------------------------------------------------------------------------------------

    def _fold(self, expr: tree.Fold, _element: str | None) -> Sym:
        found = self.name(expr.source)
        if not isinstance(found.value, Records):
            value = Sym(0) if expr.op in ("sum", "count") else Sym(expr.op == "every")
            return Sym(value.value, False, found.unknown, found.missing)
        kind = self.law.typer.name(expr.source)
        inner = kind.element if kind else None
        values: list[tuple[Truth, Sym]] = []
        for number in range(1, found.value.bound + 1):
            self.places.append((expr.source, number))
            here = both(no(found.absent), at_most(number, found.value.count))
            chosen = self.encode(expr.where, inner) if expr.where is not None else Sym(True)
            body = self.encode(expr.body, inner) if expr.body is not None else Sym(1)
            self.places.pop()
            waiting = Sym(None, False, True, chosen.missing)
            values.append((both(here, either(chosen.unknown, chosen.true)), select(chosen.unknown, waiting, body)))
        return _waiting(found, _folded(expr.op, values))


def _waiting(source: Sym, result: Sym) -> Sym:
    """A result that is unknown while the list itself is."""
    if source.unknown is False:
        return result
    unknown = Sym(result.value, False, True, dict.fromkeys(source.missing, True))
    return select(source.unknown, unknown, result)


def _folded(op: str, values: list[tuple[Truth, Sym]]) -> Sym:
    missing = joined(*(gated(value.missing, here) for here, value in values))
    unknown = either(*(both(here, value.unknown) for here, value in values))
    if op == "any":
        found = either(*(both(here, value.true) for here, value in values))
        return truth(found, missing, both(unknown, no(found)))
    if op == "every":
        failed = either(*(both(here, value.false) for here, value in values))
        return truth(no(failed), missing, both(unknown, no(failed)))
    absent = either(*(both(here, value.known, value.absent) for here, value in values))
    total = sum(choose(here, lifted(value.value), 0) for here, value in values if not isinstance(value.value, bool))
    return Sym(total, absent, unknown, gated(missing, unknown))


def conjoined(parts: Sequence[Sym]) -> Sym:
    """*en*: settled by one part that is not so."""
    failed = either(*(part.false for part in parts))
    unknown = both(either(*(part.unknown for part in parts)), no(failed))
    return truth(no(failed), joined(*(part.missing for part in parts)), unknown)


def disjoined(parts: Sequence[Sym]) -> Sym:
    """*of*: settled by one part that is so."""
    found = either(*(part.true for part in parts))
    unknown = both(either(*(part.unknown for part in parts)), no(found))
    return truth(found, joined(*(part.missing for part in parts)), unknown)


def computed(compute: Callable[[Any, Any], Any], one: Any, two: Any) -> Any:
    """What two numbers come to, exactly; plain when both are."""
    if isinstance(one, z3.ExprRef) or isinstance(two, z3.ExprRef):
        return compute(lifted(one), lifted(two))
    return exact(compute(one, two))


def divided(one: Any, two: Any) -> tuple[Any, Truth]:
    """A quotient; none when divided by zero."""
    there = no(same(two, 0))
    if there is False:
        return 0, False
    return computed(operator.truediv, _fraction(one), _fraction(choose(there, two, 1))), there


def _fraction(value: Any) -> Any:
    if isinstance(value, z3.ExprRef):
        return z3.ToReal(value) if value.is_int() else value
    return Fraction(value)


def rounded(mode: str, value: Any) -> Any:
    """An explicit rounding step, as `reason.operations` takes it."""
    match mode:
        case "euro":
            return 100 * half_up(divided(value, 100)[0])
        case "procent":
            return divided(half_up(100 * value), 100)[0]
        case "omhoog":
            return -whole_down(-value)
        case "omlaag":
            return whole_down(value)
        case _:
            return half_up(value)


def days_in(spans: Spans) -> tuple[Truth, Any]:
    """Whether any of the periods still runs, and the days in them, days in both counted once."""
    first, second = spans.spans
    one, two = at_most(1, spans.count), at_most(2, spans.count)
    running = either(both(one, first[2]), both(two, second[2]))
    lengths = [days.days_between(start, end) + 1 for start, end, _ in spans.spans]
    later = choose(at_most(first[0].key, second[0].key), second[0], first[0])
    sooner = choose(at_most(first[1].key, second[1].key), first[1], second[1])
    shared = choose(at_most(later.key, sooner.key), days.days_between(later, sooner) + 1, 0)
    return running, choose(one, lengths[0], 0) + choose(two, lengths[1] - shared, 0)

"""Turns an expression tree into a function of a person: three-valued, exact, without interpretation at run time.

A compiled expression takes a `Person` and gives a value, None (known to be absent) or `Unknown`. Kleene logic: a
definite part settles *en* and *of* whatever else is missing.
"""

from __future__ import annotations

import operator
from collections.abc import Callable

from trede.law import norms, tree
from trede.law.inforce import InForce, Named
from trede.reason.operations import ARITH, BETWEEN, FOLDS, ROUND, agreed, cell_test, moved
from trede.reason.reads import Reads
from trede.reason.values import Unknown, Value
from trede.terms import Period, total_days

Compiled = Callable[["Person"], Value]


class Person:
    """The facts of one person while one provision is computed: values, a memo of names, the record in hand.

    `general` is the memo of names that mean the same for every provision; provisions computed together share it.
    """

    __slots__ = ("facts", "general", "memo", "place", "record", "rows", "unmet")

    def __init__(self, facts: dict[str, Value], general: dict[str, Value] | None = None) -> None:
        self.facts = facts
        self.memo: dict[str, Value] = {}
        self.general = self.memo if general is None else general
        self.record: dict[str, Value] | None = None
        self.place = ""
        self.unmet: set[str] = set()
        self.rows: dict[str, norms.Row] = {}


def compiler(law: InForce, provision: str) -> Compiler:
    """The compiler of a provision: the general one ("") when the provision gives no name a meaning of its own."""
    key = ("compiler", provision)
    found = law.cache.get(key)
    if found is None:
        own = not provision or law.definitions[provision] is not law.definitions[""]
        found = law.cache[key] = Compiler(law, provision) if own else compiler(law, "")
    assert isinstance(found, Compiler)
    return found


class Compiler:
    """Compiles expressions under the law of one date, with what names mean for one provision ("" for none).

    What means the same for every provision is left to the `general` compiler.
    """

    def __init__(self, law: InForce, provision: str) -> None:
        self.law, self.names = law, law.definitions[provision]
        self.general = compiler(law, "") if provision else None
        self.done: dict[tuple[tree.Expr, str | None], Compiled] = {}
        self.named: dict[str, Compiled] = {}
        self.reads = Reads(self.names, law.definitions[""])

    def compile(self, expr: tree.Expr, element: str | None = None) -> Compiled:
        """The function for an expression; the same expression is compiled once."""
        key = (expr, element)
        if key not in self.done:
            if self.general is not None and self.reads.is_general(expr):
                self.done[key] = self.general.compile(expr, element)
            else:
                handler = getattr(self, "_" + type(expr).__name__.lower().rstrip("_"))
                self.done[key] = handler(expr, element)
        return self.done[key]

    # Names ---------------------------------------------------------------------------------------------------------

    def name(self, name: str) -> Compiled:
        """The function for a name: a given fact first, then its definition; else unknown."""
        if name not in self.named:
            missing = Unknown(frozenset((name,)))
            norm = self.names.get(name)
            if norm is None:
                self.named[name] = lambda person: person.facts.get(name, missing)
            elif self.general is not None and self.reads.is_same(name):
                self.named[name] = self.general.name(name)
            else:
                self.named[name] = self._defined(name, norm)
        return self.named[name]

    def _defined(self, name: str, norm: Named) -> Compiled:
        body: list[Compiled] = []
        missing = Unknown(frozenset((name,)))
        general = self.reads.is_same(name)

        def compute(person: Person) -> Value:
            if name in person.facts:
                return person.facts[name]
            memo = person.general if general else person.memo
            if name in memo:
                return memo[name]
            if not body:
                body.append(self._table(name, norm) if isinstance(norm, norms.TableNorm) else self.compile(norm.expr))
            memo[name] = missing  # names that refer to each other in a ring come to nothing, not to a crash
            value = memo[name] = body[0](person)
            return value

        return compute

    def _table(self, name: str, norm: norms.TableNorm) -> Compiled:
        """The first row that fits gives the value; no row that fits is absent.

        While a key is unknown, every row that may still fit counts: when they agree that is the value, else all that
        would settle it is missing.
        """
        place = norm.outputs.index(name)
        keys = [self.name(key) for key in norm.keys]
        rows = [(tuple(cell_test(c) for c in row.keys), self.compile(row.values[place]), row) for row in norm.rows]
        if not rows:
            gap = Unknown(frozenset((name,)))
            return lambda person: gap

        def look(person: Person) -> Value:
            found = [key(person) for key in keys]
            doubt: Unknown | None = None
            possible: list[Value] = []
            for cells, value, row in rows:
                open_: Unknown | None = None
                for known, cell in zip(found, cells, strict=False):
                    if cell is None:
                        continue
                    if type(known) is Unknown:
                        open_ = known if open_ is None else open_ | known
                    elif not cell(known):
                        break
                else:
                    if open_ is None and doubt is None:
                        person.rows[name] = row
                        return value(person)
                    possible.append(value(person))
                    if open_ is None:
                        break
                    doubt = open_ if doubt is None else doubt | open_
            else:
                if doubt is None:
                    return None
                possible.append(None)
            assert doubt is not None
            return agreed(doubt, possible)

        return look

    # Leaves --------------------------------------------------------------------------------------------------------

    def _const(self, expr: tree.Const, _element: str | None) -> Compiled:
        value = expr.value
        return lambda person: value

    def _ref(self, expr: tree.Ref, element: str | None) -> Compiled:
        name = expr.name
        if element and self.law.regime.vocabulary.field_of(element, name) is not None:

            def field(person: Person) -> Value:
                record = person.record or {}
                if name in record:
                    return record[name]
                return Unknown(frozenset((f"{person.place}.{name}",)))

            return field
        return self.name(name)

    def _known(self, expr: tree.Known, element: str | None) -> Compiled:
        look = self.compile(tree.Ref(expr.name), element)
        return lambda person: type(look(person)) is not Unknown

    def _unmet(self, expr: tree.Unmet, _element: str | None) -> Compiled:
        source = expr.source
        return lambda person: source in person.unmet

    def _contains(self, expr: tree.Contains, element: str | None) -> Compiled:
        look, wanted = self.compile(tree.Ref(expr.source), element), frozenset(expr.values)

        def contains(person: Person) -> Value:
            value = look(person)
            return value if type(value) is Unknown else wanted <= set(value or ())

        return contains

    # Logic ---------------------------------------------------------------------------------------------------------

    def _judged(self, expr: tree.Judged, element: str | None) -> Compiled:
        return self.compile(expr.body, element)

    def _not(self, expr: tree.Not, element: str | None) -> Compiled:
        body = self.compile(expr.body, element)

        def negate(person: Person) -> Value:
            value = body(person)
            return value if type(value) is Unknown else not value

        return negate

    def _all(self, expr: tree.All, element: str | None) -> Compiled:
        return self._join([self.compile(part, element) for part in expr.parts], False)

    def _any(self, expr: tree.Any_, element: str | None) -> Compiled:
        return self._join([self.compile(part, element) for part in expr.parts], True)

    @staticmethod
    def _join(parts: list[Compiled], settles: bool) -> Compiled:
        """*of* is settled by one true part, *en* by one false part; else by what is unknown; else not."""

        def join(person: Person) -> Value:
            missing: Unknown | None = None
            for part in parts:
                value = part(person)
                if type(value) is Unknown:
                    missing = value if missing is None else missing | value
                elif bool(value) is settles:
                    return settles
            return (not settles) if missing is None else missing

        return join

    def _if(self, expr: tree.If, element: str | None) -> Compiled:
        condition, then, other = (self.compile(part, element) for part in (expr.condition, expr.then, expr.other))

        def choose(person: Person) -> Value:
            test = condition(person)
            if type(test) is not Unknown:
                return then(person) if test else other(person)
            return agreed(test, [then(person), other(person)])

        return choose

    # Comparing and computing ---------------------------------------------------------------------------------------

    def _compare(self, expr: tree.Compare, element: str | None) -> Compiled:
        left, right = self.compile(expr.left, element), self.compile(expr.right, element)
        test = {"=": operator.eq, "≠": operator.ne, "≥": operator.ge, "≤": operator.le, ">": operator.gt,
                "<": operator.lt}[expr.op]  # fmt: skip
        if expr.op in "=≠" and not (isinstance(expr.right, tree.Const) and expr.right.value is None):
            return self._equal(left, right, expr.op == "=")
        absence = expr.op in "=≠"

        def compare(person: Person) -> Value:
            one, two = left(person), right(person)
            if type(one) is Unknown:
                return one | two if type(two) is Unknown else one
            if type(two) is Unknown:
                return two
            if (one is None or two is None) and not absence:
                return False
            return test(one, two)

        return compare

    @staticmethod
    def _equal(left: Compiled, right: Compiled, wanted: bool) -> Compiled:
        """*is*: two known values that are the same; an absent value is nothing's equal. *is niet* denies it."""

        def equal(person: Person) -> Value:
            one, two = left(person), right(person)
            if type(one) is Unknown:
                return one | two if type(two) is Unknown else one
            if type(two) is Unknown:
                return two
            return (one is not None and one == two) is wanted

        return equal

    def _strict(self, parts: list[Compiled], combine: Callable[..., Value]) -> Compiled:
        """Unknown if any part is, absent if any part is, else `combine` of the parts."""

        def strict(person: Person) -> Value:
            values = [part(person) for part in parts]
            missing: Unknown | None = None
            for value in values:
                if type(value) is Unknown:
                    missing = value if missing is None else missing | value
            if missing is not None:
                return missing
            return None if None in values else combine(*values)

        return strict

    def _arith(self, expr: tree.Arith, element: str | None) -> Compiled:
        parts = [self.compile(expr.left, element), self.compile(expr.right, element)]
        left, right = (self.law.typer.infer(side, element) for side in (expr.left, expr.right))
        if left is not None and left.name == "datum":
            unit = right.unit if right else "dagen"
            sign = 1 if expr.op == "+" else -1
            return self._strict(parts, lambda day, number: moved(day, sign * number, unit or "dagen"))
        return self._strict(parts, ARITH[expr.op])

    def _extreme(self, expr: tree.Extreme, element: str | None) -> Compiled:
        pick: Callable[..., Value] = min if expr.op == "min" else max
        return self._strict([self.compile(part, element) for part in expr.parts], pick)

    def _between(self, expr: tree.Between, element: str | None) -> Compiled:
        parts = [self.compile(expr.start, element), self.compile(expr.end, element)]
        return self._strict(parts, BETWEEN[expr.unit])

    def _monthstart(self, expr: tree.MonthStart, element: str | None) -> Compiled:
        return self._strict([self.compile(expr.day, element)], lambda day: day.replace(day=1))

    def _daysin(self, expr: tree.DaysIn, element: str | None) -> Compiled:
        running = Unknown(frozenset(tree.names(expr.body)))

        def days(periods: tuple[Period, ...]) -> Value:
            return running if any(period.end is None for period in periods) else total_days(periods)

        return self._strict([self.compile(expr.body, element)], days)

    def _rounded(self, expr: tree.Rounded, element: str | None) -> Compiled:
        return self._strict([self.compile(expr.body, element)], ROUND[expr.mode])

    # Lists ---------------------------------------------------------------------------------------------------------

    def _fold(self, expr: tree.Fold, _element: str | None) -> Compiled:
        kind = self.law.typer.name(expr.source)
        inner = kind.element if kind else None
        look = self.name(expr.source)
        where = self.compile(expr.where, inner) if expr.where is not None else None
        body = self.compile(expr.body, inner) if expr.body is not None else None
        finish = FOLDS[expr.op]
        source = expr.source

        def fold(person: Person) -> Value:
            records = look(person)
            if type(records) is Unknown:
                return records
            values: list[Value] = []
            outer = person.record, person.place
            for number, record in enumerate(records or (), 1):
                person.record, person.place = record, f"{source}[{number}]"
                chosen = True if where is None else where(person)
                if type(chosen) is Unknown:
                    values.append(chosen)
                elif chosen:
                    values.append(1 if body is None else body(person))
            person.record, person.place = outer
            return finish(values)

        return fold


__all__ = ["Compiler", "Person", "moved"]

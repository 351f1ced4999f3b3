"""Turns the checked expressions of a provision into nodes; what is the same is one node, for all provisions together.

What depends on no fact (the day of the assessment, a parameter, a dated series) is computed here, once, by the scalar
engine, and stands in the program as a value.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial
from typing import Any

from trede.law import norms, tree
from trede.law.inforce import InForce, Named
from trede.reason.caseload import lists, logic, steps, tables
from trede.reason.caseload.context import Context
from trede.reason.caseload.nodes import Fact, Fixed, Given, Node, NotMet, Outer, Step
from trede.reason.caseload.values import Unsupported, Vec
from trede.reason.evaluate import Compiler, Person
from trede.reason.operations import cell_test
from trede.reason.values import Unknown

Make = Callable[[], Node]


class Shared:
    """The nodes of all programs under the law of one date; the facts they read."""

    def __init__(self, law: InForce) -> None:
        self.law = law
        self.nodes: dict[Hashable, Node] = {}
        today = law.regime.roles["beoordelingsdatum"]
        self.fixed = {today: law.on} if today in law.regime.vocabulary.facts else {}

    def one(self, key: Hashable, make: Make) -> Node:
        """The node with this key, made once."""
        if key not in self.nodes:
            self.nodes[key] = make()
        return self.nodes[key]

    def value(self, value: Any) -> Node:
        """A value that is the same for everybody."""
        return self.one(("value", type(value).__name__, value), lambda: Fixed(value))


class Builder:
    """Builds the nodes of one provision."""

    def __init__(self, shared: Shared, provision: str) -> None:
        self.shared, self.law, self.provision = shared, shared.law, provision
        self.scalar = Compiler(shared.law, provision)
        self.names: dict[str, Named] = self.scalar.names
        self.done: dict[tuple[int, str | None], tuple[tree.Expr, Node]] = {}
        self.named: dict[str, Node] = {}
        self.busy: set[str] = set()
        self.after = False  # may what is built read whether conditions are met?

    def build(self, expr: tree.Expr, element: str | None = None) -> Node:
        """The node of an expression. Unsupported when the array form cannot do it."""
        key = (id(expr), element)
        if key not in self.done:
            handler = getattr(self, "_" + type(expr).__name__.lower().rstrip("_"))
            self.done[key] = expr, handler(expr, element)
        return self.done[key][1]

    def _step(
        self, expr: tree.Expr, element: str | None, function: Callable[..., Vec], children: list[Node], *key: Hashable
    ) -> Node:
        """A step over children; when they are all fixed, the value it comes to."""
        if all(isinstance(child, Fixed) for child in children):
            return self.shared.value(self.scalar.compile(expr, element)(Person(dict(self.shared.fixed))))
        return self.shared.one(
            (type(expr).__name__, *key, *(id(c) for c in children)), lambda: Step(function, *children)
        )

    # Names ---------------------------------------------------------------------------------------------------------

    def name(self, name: str) -> Node:
        """The node of a name: the given fact, else its definition."""
        if name not in self.named:
            if name in self.busy:
                raise Unsupported(f"'{name}' verwijst naar zichzelf")
            self.busy.add(name)
            self.named[name] = self._name(name)
            self.busy.discard(name)
        return self.named[name]

    def _name(self, name: str) -> Node:
        if name in self.shared.fixed:
            return self.shared.value(self.shared.fixed[name])
        norm = self.names.get(name)
        if norm is None:
            return self.shared.one(("fact", name), lambda: Fact(name))
        body = self._table(name, norm) if isinstance(norm, norms.TableNorm) else self.build(norm.expr)
        if name not in self.law.regime.vocabulary.facts:
            return body
        return self.shared.one(("given", name, id(body)), lambda: Given(name, body))

    def _table(self, name: str, norm: norms.TableNorm) -> Node:
        place = norm.outputs.index(name)
        if not norm.rows:
            return self.shared.value(Unknown(frozenset((name,))))
        keys = [self.name(key) for key in norm.keys]
        if all(isinstance(key, Fixed) and type(key.value) is not Unknown for key in keys):
            return self._fixed_row(norm, place, [key.value for key in keys if isinstance(key, Fixed)])
        values = [self.build(row.values[place]) for row in norm.rows]
        cells = tuple(row.keys for row in norm.rows)

        def look(ctx: Context, *found: Vec) -> Vec:
            return tables.look(ctx, cells, list(found[: len(keys)]), list(found[len(keys) :]))

        key = ("table", cells, *(id(node) for node in (*keys, *values)))
        return self.shared.one(key, lambda: Step(look, *keys, *values))

    def _fixed_row(self, norm: norms.TableNorm, place: int, keys: list[Any]) -> Node:
        for row in norm.rows:
            tests = [(cell_test(cell), key) for cell, key in zip(row.keys, keys, strict=False)]
            if all(test is None or test(key) for test, key in tests):
                return self.build(row.values[place])
        return self.shared.value(None)

    # Leaves --------------------------------------------------------------------------------------------------------

    def _const(self, expr: tree.Const, _element: str | None) -> Node:
        return self.shared.value(expr.value)

    def _ref(self, expr: tree.Ref, element: str | None) -> Node:
        if element is None:
            return self.name(expr.name)
        if self.law.regime.vocabulary.field_of(element, expr.name) is not None:
            return self.shared.one(("field", expr.name), lambda: Fact("." + expr.name))
        return self._outer(self.name(expr.name))

    def _outer(self, node: Node) -> Node:
        """In a list: the node of the person that a record belongs to."""
        return node if isinstance(node, Fixed) else self.shared.one(("outer", id(node)), lambda: Outer(node))

    def _known(self, expr: tree.Known, element: str | None) -> Node:
        return self._step(expr, element, logic.is_known, [self._ref(tree.Ref(expr.name), element)])

    def _unmet(self, expr: tree.Unmet, element: str | None) -> Node:
        if not self.after or self.busy:
            raise Unsupported("een voorwaarde die leest of voorwaarden vervuld zijn")
        key = (self.provision, expr.source)
        found = self.shared.one(("unmet", key), lambda: NotMet(key))
        return found if element is None else self._outer(found)

    def _contains(self, expr: tree.Contains, element: str | None) -> Node:
        source = self._ref(tree.Ref(expr.source), element)
        return self._step(expr, element, partial(steps.contains, wanted=expr.values), [source], expr.values)

    # Logic ---------------------------------------------------------------------------------------------------------

    def _judged(self, expr: tree.Judged, element: str | None) -> Node:
        return self.build(expr.body, element)

    def _not(self, expr: tree.Not, element: str | None) -> Node:
        return self._step(expr, element, steps.negated, [self.build(expr.body, element)])

    def _all(self, expr: tree.All, element: str | None) -> Node:
        return self._step(expr, element, steps.both, [self.build(part, element) for part in expr.parts])

    def _any(self, expr: tree.Any_, element: str | None) -> Node:
        return self._step(expr, element, steps.any_, [self.build(part, element) for part in expr.parts])

    def _if(self, expr: tree.If, element: str | None) -> Node:
        parts = [self.build(part, element) for part in (expr.condition, expr.then, expr.other)]
        return self._step(expr, element, steps.choose, parts)

    # Comparing and computing ---------------------------------------------------------------------------------------

    def _compare(self, expr: tree.Compare, element: str | None) -> Node:
        absence = expr.op in "=≠" and isinstance(expr.right, tree.Const) and expr.right.value is None
        parts = [self.build(expr.left, element), self.build(expr.right, element)]
        return self._step(expr, element, partial(steps.compare, op=expr.op, absence=absence), parts, expr.op)

    def _arith(self, expr: tree.Arith, element: str | None) -> Node:
        parts = [self.build(expr.left, element), self.build(expr.right, element)]
        kind = self.law.typer.infer(expr.left, element)
        if kind is not None and kind.name == "datum":
            right = self.law.typer.infer(expr.right, element)
            unit = (right.unit if right else "dagen") or "dagen"
            later = partial(steps.later, unit=unit, sign=1 if expr.op == "+" else -1)
            return self._step(expr, element, later, parts, expr.op, "datum", unit)
        return self._step(expr, element, partial(steps.arith, op=expr.op), parts, expr.op)

    def _extreme(self, expr: tree.Extreme, element: str | None) -> Node:
        parts = [self.build(part, element) for part in expr.parts]
        return self._step(expr, element, partial(steps.extreme, op=expr.op), parts, expr.op)

    def _between(self, expr: tree.Between, element: str | None) -> Node:
        parts = [self.build(expr.start, element), self.build(expr.end, element)]
        return self._step(expr, element, partial(steps.between, unit=expr.unit), parts, expr.unit)

    def _monthstart(self, expr: tree.MonthStart, element: str | None) -> Node:
        return self._step(expr, element, steps.month_start, [self.build(expr.day, element)])

    def _daysin(self, expr: tree.DaysIn, element: str | None) -> Node:
        names = frozenset(tree.names(expr.body))
        return self._step(expr, element, partial(lists.days_in, names=names), [self.build(expr.body, element)], names)

    def _rounded(self, expr: tree.Rounded, element: str | None) -> Node:
        return self._step(
            expr, element, partial(steps.rounded, mode=expr.mode), [self.build(expr.body, element)], expr.mode
        )

    # Lists ---------------------------------------------------------------------------------------------------------

    def _fold(self, expr: tree.Fold, element: str | None) -> Node:
        if element is not None:  # a list is of a person, never of a record
            return self._outer(self.build(expr))
        kind = self.law.typer.name(expr.source)
        inner = kind.element if kind else None
        source = self.name(expr.source)
        where = self.build(expr.where, inner) if expr.where is not None else None
        body = self.build(expr.body, inner) if expr.body is not None else None
        outers = _outers([node for node in (where, body) if node is not None])

        def fold(ctx: Context, rows: Vec, *found: Vec) -> Vec:
            return lists.fold(ctx, expr.op, expr.source, rows, where, body, dict(zip(outers, found, strict=True)))

        key = ("fold", expr.op, expr.source, id(source), id(where), id(body))
        return self.shared.one(key, lambda: Step(fold, source, *outers))


def _outers(nodes: list[Node]) -> list[Node]:
    """The nodes of a person that an expression over records reads."""
    found: dict[Node, None] = {}
    todo, seen = list(nodes), set()
    while todo:
        node = todo.pop()
        if node not in seen:
            seen.add(node)
            todo += node.children
            if isinstance(node, Outer):
                found[node.node] = None
    return list(found)

"""Writes the rules of a provision in another language: its definitions in order, then a verdict per norm, then amounts.

The rival gets the same conditions, tables and roundings as Trede, and people of whom everything is known: it need not
know of unknown facts or of judgements that are still to be made.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from trede.law import norms, tree
from trede.law.inforce import Named
from trede.reason.program import Program, Rule


class Untranslatable(Exception):
    """The other language has no way to say this."""


@dataclass(slots=True)
class Script:
    """A provision in another language: lines of (name, expression), in an order in which they can be computed."""

    defined: list[tuple[str, str]] = field(default_factory=list)
    verdicts: list[tuple[str, str]] = field(default_factory=list)
    amounts: list[tuple[str, str]] = field(default_factory=list)
    wanted: list[str] = field(default_factory=list)


class Writer:
    """Writes expressions; a language fills in how each node is written."""

    null = "None"

    def __init__(self, program: Program) -> None:
        self.program = program
        self.names = program.compiler.names
        self.script = Script()
        self.done: set[str] = set()
        self.sources: dict[str, list[str]] = {}

    # The whole provision -------------------------------------------------------------------------------------------

    def write(self) -> Script:
        """The provision as a script. Untranslatable."""
        made = self.program
        for rule in (*made.bounds, *made.required, *made.grounds, *made.submits):
            self._verdict(rule)
        for place, rule in enumerate(made.amounts):
            assert isinstance(rule.norm, norms.Amount)
            value = self.expr(rule.expr)
            if rule.norm.when is not None:
                value = self.choose(self.expr(rule.norm.when), value, self.null)
            self.script.amounts.append((f"a{place}", value))
        return self.script

    def _verdict(self, rule: Rule) -> None:
        """A norm that does not apply comes to what does no harm: kept."""
        name = f"n{len(self.script.verdicts)}"
        value = self.expr(rule.expr)
        when = getattr(rule.norm, "when", None)
        if when is not None:
            value = self.choose(self.expr(when), value, self.true)
        self.script.verdicts.append((name, value))
        if isinstance(rule.norm, norms.Bound):
            kept = self.local(name) if rule.norm.wanted else self.negate(self.local(name))
            if when is not None and not rule.norm.wanted:
                kept = self.choose(self.expr(when), kept, self.true)
            for source in getattr(rule, "sources", None) or {rule.norm.source}:
                self.sources.setdefault(source, []).append(kept)
            self.script.wanted.append(kept)

    # Expressions ---------------------------------------------------------------------------------------------------

    def expr(self, expr: tree.Expr, element: str | None = None) -> str:
        """An expression in the other language."""
        handler = getattr(self, "_" + type(expr).__name__.lower().rstrip("_"), None)
        if handler is None:
            raise Untranslatable(type(expr).__name__)
        text: str = handler(expr, element)
        return text

    def _ref(self, expr: tree.Ref, element: str | None) -> str:
        words = self.program.law.regime.vocabulary
        if element and (found := words.field_of(element, expr.name)) is not None:
            return self.inner(expr.name, found.kind.name == "datum")
        norm = self.names.get(expr.name)
        if norm is None:
            kind = self.program.law.typer.name(expr.name)
            return self.fact(expr.name, kind is not None and kind.name == "datum")
        self._define(expr.name, norm)
        return self.local(f"v_{expr.name}")

    def _define(self, name: str, norm: Named) -> None:
        if name in self.done:
            return
        self.done.add(name)
        value = self._lookup(name, norm) if isinstance(norm, norms.TableNorm) else self.expr(norm.expr)
        self.script.defined.append((f"v_{name}", value))

    def _lookup(self, name: str, norm: norms.TableNorm) -> str:
        place = norm.outputs.index(name)
        keys = [self.expr(tree.Ref(key)) for key in norm.keys]
        found = self.null
        for row in reversed(norm.rows):
            tests = [self.cell(key, cell) for key, cell in zip(keys, row.keys, strict=True) if cell.op != "*"]
            value = self.expr(row.values[place])
            found = self.choose(self.join(tests, "and"), value, found) if tests else value
        return found

    def cell(self, key: str, cell: norms.Cell) -> str:
        """Does a key fit a cell of a table?"""
        wanted: Any = cell.value
        if cell.op == "∈":
            return self.join([self.compare("=", key, self.value(item), False) for item in wanted], "or")
        if cell.op == "..":
            low, high = (self.value(side) for side in wanted)
            return self.join([self.compare("≥", key, low, True), self.compare("≤", key, high, True)], "and")
        return self.compare(cell.op, key, self.value(wanted), cell.op != "=")

    def _const(self, expr: tree.Const, _element: str | None) -> str:
        return self.value(expr.value)

    def _judged(self, expr: tree.Judged, element: str | None) -> str:
        return self.expr(expr.body, element)

    def _not(self, expr: tree.Not, element: str | None) -> str:
        return self.negate(self.expr(expr.body, element))

    def _all(self, expr: tree.All, element: str | None) -> str:
        return self.join([self.expr(part, element) for part in expr.parts], "and")

    def _any(self, expr: tree.Any_, element: str | None) -> str:
        return self.join([self.expr(part, element) for part in expr.parts], "or")

    def _compare(self, expr: tree.Compare, element: str | None) -> str:
        guarded = expr.op not in "=≠" and (self.nullable(expr.left) or self.nullable(expr.right))
        return self.compare(expr.op, self.expr(expr.left, element), self.expr(expr.right, element), guarded)

    def _if(self, expr: tree.If, element: str | None) -> str:
        return self.choose(*(self.expr(part, element) for part in (expr.condition, expr.then, expr.other)))

    def _unmet(self, expr: tree.Unmet, _element: str | None) -> str:
        kept = self.sources.get(expr.source)
        return self.negate(self.join(kept, "and")) if kept else self.negate(self.true)

    def nullable(self, expr: tree.Expr, seen: frozenset[str] = frozenset()) -> bool:
        """Can the expression be absent?"""
        match expr:
            case tree.Const(value=value):
                return value is None
            case tree.Ref(name=name):
                norm = self.names.get(name)
                if norm is None or name in seen:
                    return False
                return isinstance(norm, norms.TableNorm) or self.nullable(norm.expr, seen | {name})
            case tree.Between():
                return True
            case tree.Arith(op=op, left=left, right=right):
                return op == "/" or self.nullable(left, seen) or self.nullable(right, seen)
            case tree.If(then=then, other=other):
                return self.nullable(then, seen) or self.nullable(other, seen)
            case tree.Extreme(parts=parts):
                return any(self.nullable(part, seen) for part in parts)
            case tree.Rounded(body=body) | tree.MonthStart(day=body):
                return self.nullable(body, seen)
            case _:
                return False

    # What a language fills in --------------------------------------------------------------------------------------

    true = "True"

    def value(self, value: Any) -> str:
        """A literal."""
        raise NotImplementedError

    def fact(self, name: str, day: bool) -> str:
        """A fact; `day` when it is a date."""
        raise NotImplementedError

    def inner(self, name: str, day: bool) -> str:
        """A field of the record in hand."""
        raise NotImplementedError

    def local(self, name: str) -> str:
        """Something computed before."""
        raise NotImplementedError

    def negate(self, text: str) -> str:
        """Not."""
        return f"(not {text})"

    def join(self, parts: list[str], word: str) -> str:
        """Parts joined by `and` or `or`."""
        return "(" + f" {word} ".join(parts) + ")"

    def choose(self, test: str, then: str, other: str) -> str:
        """One or the other."""
        raise NotImplementedError

    def compare(self, op: str, left: str, right: str, guarded: bool) -> str:
        """A comparison; `guarded` when a side may be absent, which makes it false."""
        raise NotImplementedError

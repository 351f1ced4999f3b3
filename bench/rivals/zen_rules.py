"""A provision as a decision of GoRules zen-engine (Rust): an expression node with a line per norm, traced."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from typing import Any

from bench.rivals.script import Script, Untranslatable, Writer
from trede.law import tree
from trede.reason.program import Program
from trede.terms import Period

OPS = {"=": "==", "≠": "!=", "≥": ">=", "≤": "<=", ">": ">", "<": "<"}
HELD = (tree.Arith, tree.Between, tree.Extreme, tree.Rounded, tree.MonthStart, tree.If)
UNITS = {"jaar": "year", "maanden": "month", "weken": "week", "dagen": "day"}
ROUND = {"cent": "round({0})", "heel": "round({0})", "euro": "(round(({0}) / 100) * 100)",
         "procent": "(round(({0}) * 100) / 100)", "omhoog": "ceil({0})", "omlaag": "floor({0})"}  # fmt: skip


class ZenWriter(Writer):
    """Writes zen expressions."""

    null, true = "null", "true"

    def expr(self, expr: tree.Expr, element: str | None = None) -> str:
        """What may be absent and is tested for it gets a line of its own, so that zen computes it once."""
        text = super().expr(expr, element)
        if element is not None or not isinstance(expr, HELD) or not self.nullable(expr):
            return text
        name = f"t{len(self.script.defined)}"
        self.script.defined.append((name, text))
        return self.local(name)

    def value(self, value: Any) -> str:
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, date):
            return f"d('{value.isoformat()}')"
        if isinstance(value, str):
            return f"'{value}'"
        return "null" if value is None else repr(float(value)) if isinstance(value, Fraction) else str(value)

    def fact(self, name: str, day: bool) -> str:
        return f"d(f_{name})" if day else f"f_{name}"

    def inner(self, name: str, day: bool) -> str:
        return f"d(#.{name})" if day else f"#.{name}"

    def local(self, name: str) -> str:
        return f"$.{name}"

    def choose(self, test: str, then: str, other: str) -> str:
        return f"({test} ? {then} : {other})"

    def compare(self, op: str, left: str, right: str, guarded: bool) -> str:
        plain = f"({left} {OPS[op]} {right})"
        return f"({left} == null or {right} == null ? false : {plain})" if guarded else plain

    def _apply(self, form: str, exprs: list[tree.Expr], element: str | None) -> str:
        parts = [self.expr(part, element) for part in exprs]
        value = form.format(*parts)
        tests = [f"{text} == null" for part, text in zip(exprs, parts, strict=True) if self.nullable(part)]
        return f"({' or '.join(tests)} ? null : {value})" if tests else value

    def _arith(self, expr: tree.Arith, element: str | None) -> str:
        left, right = (self.program.law.typer.infer(side, element) for side in (expr.left, expr.right))
        if left is not None and left.name == "datum":
            unit = UNITS.get((right.unit if right else None) or "dagen")
            if unit is None:
                raise Untranslatable("working days")
            word = "sub" if expr.op == "−" else "add"
            return self._apply(f"{{0}}.{word}({{1}}, '{unit}')", [expr.left, expr.right], element)
        op = {"+": "+", "−": "-", "×": "*", "/": "/"}[expr.op]
        return self._apply(f"({{0}} {op} {{1}})", [expr.left, expr.right], element)

    def _extreme(self, expr: tree.Extreme, element: str | None) -> str:
        kind = self.program.law.typer.infer(expr, element)
        if kind is not None and kind.name == "datum":
            if len(expr.parts) != 2:
                raise Untranslatable("the first of more than two dates")
            op = "<" if expr.op == "min" else ">"
            return self._apply(f"({{0}} {op} {{1}} ? {{0}} : {{1}})", list(expr.parts), element)
        slots = ", ".join(f"{{{n}}}" for n in range(len(expr.parts)))
        return self._apply(f"{expr.op}([{slots}])", list(expr.parts), element)

    def _between(self, expr: tree.Between, element: str | None) -> str:
        form = {"jaar": "({1} < {0} ? null : {1}.diff({0}, 'year'))",
                "maanden": "({1} < {0} ? null : {1}.add(1, 'day').diff({0}, 'month'))",
                "dagen": "{1}.diff({0}, 'day')", "weken": "floor({1}.diff({0}, 'day') / 7)"}[expr.unit]  # fmt: skip
        return self._apply(form, [expr.start, expr.end], element)

    def _fold(self, expr: tree.Fold, _element: str | None) -> str:
        kind = self.program.law.typer.name(expr.source)
        inner = kind.element if kind else None
        rows = self.expr(tree.Ref(expr.source))
        if expr.where is not None:
            rows = f"filter({rows}, {self.expr(expr.where, inner)})"
        if expr.op == "count":
            return f"len({rows})"
        assert expr.body is not None
        body = self.expr(expr.body, inner)
        return {"sum": f"sum(map({rows}, {body}))", "any": f"some({rows}, {body})", "every": f"all({rows}, {body})"}[
            expr.op
        ]

    def _contains(self, expr: tree.Contains, _element: str | None) -> str:
        return self.join([f"('{v}' in {self.expr(tree.Ref(expr.source))})" for v in expr.values], "and")

    def _known(self, expr: tree.Known, _element: str | None) -> str:
        return self.true if expr.name in self.names else f"(f_{expr.name} != null)"

    def _monthstart(self, expr: tree.MonthStart, element: str | None) -> str:
        return self._apply("{0}.startOf('month')", [expr.day], element)

    def _rounded(self, expr: tree.Rounded, element: str | None) -> str:
        return self._apply(ROUND[expr.mode], [expr.body], element)


def decision_json(script: Script) -> str:
    """The script as a decision graph: input, one expression node, output."""
    rows = [{"id": name, "key": name, "value": value} for name, value in
            (*script.defined, *script.verdicts, *script.amounts)]  # fmt: skip
    place = {"x": 0, "y": 0}
    nodes = [
        {"id": "in", "name": "facts", "type": "inputNode", "position": place},
        {"id": "rules", "name": "provision", "type": "expressionNode", "position": place,
         "content": {"expressions": rows, "passThrough": False}},
        {"id": "out", "name": "verdicts", "type": "outputNode", "position": place},
    ]  # fmt: skip
    edges = [{"id": "1", "sourceId": "in", "targetId": "rules", "type": "edge"},
             {"id": "2", "sourceId": "rules", "targetId": "out", "type": "edge"}]  # fmt: skip
    return json.dumps({"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges})


def write_zen(program: Program, engine: Any) -> tuple[Any, Script]:
    """The provision as a decision that zen has compiled, and its script. Untranslatable."""
    script = ZenWriter(program).write()
    return engine.create_decision(decision_json(script)), script


def zen_facts(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts as zen takes them: JSON with ISO dates."""
    return {f"f_{name}": _plain(value) for name, value in facts.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return float(value)
    if isinstance(value, Period):
        return {"start": _plain(value.start), "end": _plain(value.end)}
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, (list, tuple)) else value

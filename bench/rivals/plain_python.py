"""A provision as one plain Python function, as a programmer would write it: no unknowns, no citations, no trace."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from itertools import count
from typing import Any

from bench.rivals.script import Untranslatable, Writer
from trede.law import tree
from trede.law.kinds import exact, round_half_up
from trede.reason.evaluate import moved
from trede.reason.program import Program
from trede.terms import age_on, months_between, total_days

OPS = {"=": "==", "≠": "!=", "≥": ">=", "≤": "<=", ">": ">", "<": "<"}
ROUND = {
    "cent": "half_up({0})", "heel": "half_up({0})", "euro": "100 * half_up(Fraction({0}, 100))",
    "procent": "Fraction(half_up({0} * 100), 100)", "omhoog": "-(-({0}) // 1)", "omlaag": "({0}) // 1",
}  # fmt: skip


def years(start: date, end: date) -> int | None:
    """Whole years, or None when the end comes first."""
    return None if end < start else age_on(start, end)


def months(start: date, end: date) -> int | None:
    """Whole months, or None when the end comes first."""
    return None if end < start else months_between(start, end)


KNOWN = {"date": date, "Fraction": Fraction, "half_up": round_half_up, "moved": moved, "years": years,
         "months": months, "days_in": total_days, "exact": exact}  # fmt: skip


class PythonWriter(Writer):
    """Writes Python."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self.numbers = count()

    def value(self, value: Any) -> str:
        if isinstance(value, date):
            return f"date({value.year}, {value.month}, {value.day})"
        return repr(value)

    def fact(self, name: str, day: bool) -> str:
        return f"f[{name!r}]"

    def inner(self, name: str, day: bool) -> str:
        return f"r[{name!r}]"

    def local(self, name: str) -> str:
        return name

    def choose(self, test: str, then: str, other: str) -> str:
        return f"({then} if {test} else {other})"

    def compare(self, op: str, left: str, right: str, guarded: bool) -> str:
        if not guarded:
            return f"({left} {OPS[op]} {right})"
        return self._strict(f"{{0}} {OPS[op]} {{1}}", [left, right], "False")

    def _strict(self, form: str, parts: list[str], absent: str = "None") -> str:
        """`form` of the parts, or absent when one of them is."""
        marks = [f"t{next(self.numbers)}" for _ in parts]
        tests = " or ".join(f"({mark} := {part}) is None" for mark, part in zip(marks, parts, strict=True))
        return f"({absent} if {tests} else {form.format(*marks)})"

    def _apply(self, form: str, exprs: list[tree.Expr], element: str | None) -> str:
        parts = [self.expr(part, element) for part in exprs]
        if any(self.nullable(part) for part in exprs):
            return self._strict(form, parts)
        return f"({form.format(*parts)})"

    def _arith(self, expr: tree.Arith, element: str | None) -> str:
        left, right = (self.program.law.typer.infer(side, element) for side in (expr.left, expr.right))
        if left is not None and left.name == "datum":
            sign, unit = ("-" if expr.op == "−" else ""), (right.unit if right else None) or "dagen"
            return self._apply(f"moved({{0}}, {sign}{{1}}, {unit!r})", [expr.left, expr.right], element)
        op = {"+": "+", "−": "-", "×": "*"}.get(expr.op)
        form = f"{{0}} {op} {{1}}" if op else "None if {1} == 0 else Fraction({0}) / {1}"
        return self._apply(form, [expr.left, expr.right], element)

    def _extreme(self, expr: tree.Extreme, element: str | None) -> str:
        slots = ", ".join(f"{{{n}}}" for n in range(len(expr.parts)))
        return self._apply(f"{expr.op}({slots})", list(expr.parts), element)

    def _between(self, expr: tree.Between, element: str | None) -> str:
        form = {"jaar": "years({0}, {1})", "maanden": "months({0}, {1})", "dagen": "({1} - {0}).days",
                "weken": "({1} - {0}).days // 7"}[expr.unit]  # fmt: skip
        return self._apply(form, [expr.start, expr.end], element)

    def _fold(self, expr: tree.Fold, _element: str | None) -> str:
        kind = self.program.law.typer.name(expr.source)
        inner = kind.element if kind else None
        where = f" if {self.expr(expr.where, inner)}" if expr.where is not None else ""
        body = self.expr(expr.body, inner) if expr.body is not None else "1"
        word = {"sum": "sum", "count": "sum", "any": "any", "every": "all"}[expr.op]
        return f"{word}({body} for r in {self.expr(tree.Ref(expr.source))} or (){where})"

    def _contains(self, expr: tree.Contains, _element: str | None) -> str:
        return f"({set(expr.values)!r} <= set({self.expr(tree.Ref(expr.source))}))"

    def _known(self, expr: tree.Known, _element: str | None) -> str:
        return self.true if expr.name in self.names else f"({expr.name!r} in f)"

    def _monthstart(self, expr: tree.MonthStart, element: str | None) -> str:
        return self._apply("{0}.replace(day=1)", [expr.day], element)

    def _daysin(self, expr: tree.DaysIn, element: str | None) -> str:
        return self._apply("days_in(list({0}))", [expr.body], element)

    def _rounded(self, expr: tree.Rounded, element: str | None) -> str:
        return self._apply(ROUND[expr.mode], [expr.body], element)


def write_python(program: Program) -> Callable[[dict[str, Any]], tuple[bool, tuple[Any, ...], tuple[Any, ...]]]:
    """The provision as a function of facts: are all bound conditions met, every verdict, every amount."""
    script = PythonWriter(program).write()
    lines = [f"    {name} = {value}" for name, value in (*script.defined, *script.verdicts, *script.amounts)]
    kept = " and ".join(script.wanted) or "True"
    verdicts, amounts = ("".join(f"{name}, " for name, _ in rows) for rows in (script.verdicts, script.amounts))
    source = "\n".join(["def provision(f):", *lines, f"    return ({kept}), ({verdicts}), ({amounts})"])
    space: dict[str, Any] = dict(KNOWN)
    try:
        exec(compile(source, f"<{program.name}>", "exec"), space)
    except (RecursionError, MemoryError, SyntaxError) as problem:
        raise Untranslatable(repr(problem)) from None
    made: Callable[[dict[str, Any]], tuple[bool, tuple[Any, ...], tuple[Any, ...]]] = space["provision"]
    return made

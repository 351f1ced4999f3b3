"""Changes inside an expression: a literal, a comparison, *en* and *of*, a part left out, a *niet* gone, a rounding."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

from trede.law import tree
from trede.law.kinds import Kind, show

Say = Callable[[tree.Expr], str]
Variant = tuple[str, str, tree.Expr]

NEIGHBOUR = {"≥": ">", ">": "≥", "≤": "<", "<": "≤", "=": "≠", "≠": "="}
ROUNDED_ELSE = {"cent": "euro", "euro": "cent", "heel": "omlaag", "omhoog": "omlaag", "omlaag": "omhoog"}
EXTREME_ELSE: dict[str, Any] = {"min": "max", "max": "min"}
FOLD_ELSE: dict[str, Any] = {"any": "every", "every": "any"}
DAY = timedelta(days=1)


def steps(value: Any, kind: Kind | None) -> list[Any]:
    """The values one unit away: a euro, a per cent, a day, one of any other unit; the other of yes and no.

    >>> from trede.law.kinds import MONEY, PERCENT
    >>> steps(180000, MONEY), steps(Fraction(1, 2), PERCENT), steps(0, None), steps("ioaw", None)
    ([180100, 179900], [Fraction(51, 100), Fraction(49, 100)], [1], [])
    """
    if isinstance(value, bool):
        return [not value]
    if hasattr(value, "isoformat"):
        return [value + DAY, value - DAY]
    if not isinstance(value, (int, Fraction)):
        return []
    name, unit = (kind.name, kind.unit) if kind else ("getal", None)
    step = 100 if name == "bedrag" else Fraction(1, 100) if unit == "%" else 1
    return [near for near in (value + step, value - step) if near >= 0]


def variants(expr: tree.Expr, say: Say) -> Iterator[Variant]:
    """Every way to change one thing in an expression: the kind of change, what was changed, the expression after it."""
    yield from _here(expr, say)
    for field in fields(expr):
        value = getattr(expr, field.name)
        if isinstance(value, tree.Expr):
            for what, said, changed in variants(value, say):
                yield what, said, replace(expr, **{field.name: changed})
        elif isinstance(value, tuple):
            for place, part in enumerate(value):
                if isinstance(part, tree.Expr):
                    for what, said, changed in variants(part, say):
                        parts = (*value[:place], changed, *value[place + 1 :])
                        yield what, said, replace(expr, **{field.name: parts})


def _here(expr: tree.Expr, say: Say) -> Iterator[Variant]:
    """The changes of this node itself."""
    match expr:
        case tree.Const(value=value, kind=kind):
            for other in steps(value, kind):
                what = "date" if kind.name == "datum" else "amount"
                yield what, f"{show(value, kind)} → {show(other, kind)}", replace(expr, value=other)
        case tree.Compare(op=op):
            other = NEIGHBOUR[op]
            yield "comparison", f"{op} → {other} in '{say(expr)}'", replace(expr, op=other)
        case tree.All() | tree.Any_():
            yield from _joined(expr, say)
        case tree.Not(body=body):
            yield "not", f"'niet' gone from '{say(expr)}'", body
        case tree.Extreme(op=op):
            yield "comparison", f"{op} → {EXTREME_ELSE[op]} in '{say(expr)}'", replace(expr, op=EXTREME_ELSE[op])
        case tree.Fold():
            yield from _folded(expr, say)
        case tree.Contains(values=values) if len(values) > 1:
            for gone in values:
                rest = tuple(value for value in values if value != gone)
                yield "dropped condition", f"'{gone}' left out", replace(expr, values=rest)
        case tree.Rounded(mode=mode, body=body):
            other_mode: Any = ROUNDED_ELSE.get(mode)
            changed = replace(expr, mode=other_mode) if other_mode else body
            yield "rounding", f"rounding {mode} → {other_mode or 'none'}", changed
        case _:
            return


def _joined(expr: tree.All | tree.Any_, say: Say) -> Iterator[Variant]:
    """*En* for *of* and the other way round, and each part left out."""
    is_all = isinstance(expr, tree.All)
    turned = "en → of" if is_all else "of → en"
    yield "and/or", f"{turned} in '{say(expr)}'", (tree.Any_ if is_all else tree.All)(expr.parts)
    for place, part in enumerate(expr.parts):
        rest = expr.parts[:place] + expr.parts[place + 1 :]
        if rest:
            yield "dropped condition", f"left out '{say(part)}'", rest[0] if len(rest) == 1 else type(expr)(rest)


def _folded(expr: tree.Fold, say: Say) -> Iterator[Variant]:
    if expr.op in FOLD_ELSE:
        yield "and/or", f"{expr.op} → {FOLD_ELSE[expr.op]} in '{say(expr)}'", replace(expr, op=FOLD_ELSE[expr.op])
    if expr.where is not None:
        yield "dropped condition", f"left out '{say(expr.where)}'", replace(expr, where=None)

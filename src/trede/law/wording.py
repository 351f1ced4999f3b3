"""Says an expression in Dutch again: for the tree of reasons, for messages and for the public page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trede.law import tree
from trede.law.kinds import show, show_quantity

if TYPE_CHECKING:
    from trede.law.types import Typer

SIGNS = {"=": "is", "≠": "is niet", "≥": "minstens", "≤": "hoogstens", ">": "meer dan", "<": "minder dan"}
DATE_SIGNS = {"≥": "op of na", "≤": "uiterlijk op", ">": "na", "<": "vóór"}
UNIT_WORDS = {"jaar": "jaren", "maanden": "maanden", "weken": "weken", "dagen": "dagen"}
ROUNDED = {"cent": "afgerond op centen", "euro": "afgerond op hele euro's", "procent": "afgerond op hele procenten",
           "heel": "afgerond op een geheel getal", "omhoog": "naar boven afgerond", "omlaag": "naar beneden afgerond"}  # fmt: skip


def phrase(expr: tree.Expr, typer: Typer, element: str | None = None) -> str:
    """The expression as a Dutch phrase."""

    def say(part: tree.Expr) -> str:
        return phrase(part, typer, element)

    def nested(part: tree.Expr) -> str:
        return f"({say(part)})" if isinstance(part, (tree.All, tree.Any_, tree.If)) else say(part)

    match expr:
        case tree.Const():
            return _constant(expr)
        case tree.Ref(name):
            fact = typer.fact(name, element)
            return (fact.yes if fact and fact.yes else None) or typer.words.label(name)
        case tree.Judged(body):
            return f"naar oordeel {nested(body)}"
        case tree.Not(tree.Ref(name)):
            fact = typer.fact(name, element)
            return (fact.no if fact and fact.no else None) or f"niet {typer.words.label(name)}"
        case tree.Not(tree.Judged(tree.Ref(name))):
            fact = typer.fact(name, element)
            return f"naar oordeel {(fact.no if fact and fact.no else None) or f'niet {typer.words.label(name)}'}"
        case tree.Not(body):
            return f"niet {nested(body)}"
        case tree.All(parts):
            return " en ".join(nested(part) for part in parts)
        case tree.Any_(parts):
            return _choices(expr, typer, element) or " of ".join(nested(part) for part in parts)
        case tree.Compare():
            return _comparison(expr, typer, element)
        case tree.If(condition, then, other):
            return f"{nested(then)} als {nested(condition)}, anders {nested(other)}"
        case tree.Arith(op, left, right):
            return f"{nested(left)} {op} {nested(right)}"
        case tree.Extreme(op, parts):
            return f"{'kleinste' if op == 'min' else 'grootste'} van ({', '.join(say(part) for part in parts)})"
        case tree.Between(unit, start, end):
            return f"{UNIT_WORDS[unit]} van {say(start)} tot {say(end)}"
        case tree.Fold():
            return _fold(expr, typer, element)
        case tree.Contains(source, values):
            return f"{typer.words.label(source)} omvat {', '.join(value.replace('_', ' ') for value in values)}"
        case tree.Known(name):
            return f"{typer.words.label(name)} is bekend"
        case tree.MonthStart(day):
            return f"eerste dag van de maand van {say(day)}"
        case tree.DaysIn(body):
            return f"aantal dagen in {say(body)}"
        case tree.Rounded(mode, body):
            return f"{say(body)}, {ROUNDED[mode]}"
        case _:
            return "een voorwaarde van deze bron niet vervuld is"


def _constant(expr: tree.Const) -> str:
    if expr.kind.name == "getal":
        return show_quantity(expr.value, expr.kind.unit)
    return show(expr.value, expr.kind)


def _choices(expr: tree.Any_, typer: Typer, element: str | None) -> str | None:
    """`x is a of x is b` is said as `x is a of b`."""
    first = expr.parts[0]
    if not isinstance(first, tree.Compare):
        return None
    picks = []
    for part in expr.parts:
        if not (isinstance(part, tree.Compare) and part.op == "=" and part.left == first.left):
            return None
        if not isinstance(part.right, tree.Const):
            return None
        picks.append(_constant(part.right))
    return f"{phrase(first.left, typer, element)} is {', '.join(picks[:-1])} of {picks[-1]}"


def _comparison(expr: tree.Compare, typer: Typer, element: str | None) -> str:
    left = phrase(expr.left, typer, element)
    if isinstance(expr.right, tree.Const) and expr.right.value is None:
        return f"{left} {'ontbreekt' if expr.op == '=' else 'is er'}"
    kind = typer.infer(expr.left, element)
    signs = SIGNS | DATE_SIGNS if kind and kind.name == "datum" else SIGNS
    if isinstance(expr.right, tree.Arith) and kind and kind.name == "datum" and expr.op == "≤":
        amount, anchor = phrase(expr.right.right, typer, element), phrase(expr.right.left, typer, element)
        return f"{left} {'binnen' if expr.right.op == '+' else 'minstens'} {amount} {'na' if expr.right.op == '+' else 'vóór'} {anchor}"
    return f"{left} {signs[expr.op]} {phrase(expr.right, typer, element)}"


def _fold(expr: tree.Fold, typer: Typer, element: str | None) -> str:
    kind = typer.name(expr.source, element)
    inner = kind.element if kind else None
    where = f" met ({phrase(expr.where, typer, inner)})" if expr.where is not None else ""
    body = phrase(expr.body, typer, inner) if expr.body is not None else ""
    match expr.op:
        case "count":
            return f"aantal {typer.words.label(expr.source)}{where}"
        case "sum":
            return f"som over {typer.words.label(expr.source)}{where} van ({body})"
        case "any":
            return f"bij een {inner} geldt ({body})"
        case _:
            return f"bij elke {inner} geldt ({body})"

"""Norms and expressions on one line, so that a test can say what must have been read."""

from dataclasses import fields
from typing import Any

from trede.law import tree
from trede.law.kinds import show
from trede.law.norms import Cell, Deadline, Norm, Row

COMMON = {field.name for field in fields(Norm)} - {"provisions"}


def terse(value: Any) -> str:
    """An expression as nested calls; a norm as its form with what differs from the rest."""
    match value:
        case tree.Const(found, kind):
            return f"‹{show(found, kind)}›"
        case tree.Ref(name):
            return name
        case tree.All(parts):
            return call("all", *parts)
        case tree.Any_(parts):
            return call("any", *parts)
        case tree.Compare(op, left, right) | tree.Arith(op, left, right):
            return f"({terse(left)} {op} {terse(right)})"
        case tree.Extreme(op, parts):
            return call(op, *parts)
        case tree.Expr():
            return call(type(value).__name__.lower().rstrip("_"), *(getattr(value, f.name) for f in fields(value)))
        case Deadline(relation, amount, unit, anchor):
            return " ".join(terse(part) for part in (relation, amount, unit, anchor) if part is not None)
        case Cell(op, found):
            return f"{op}{terse(found)}"
        case Row(keys, values, _line, since, until, citation, remarks):
            said = [str(part) for part in (since, until, citation, *map(": ".join, remarks)) if part]
            return f"[{', '.join(map(terse, keys))} → {', '.join(map(terse, (*values, *said)))}]"
        case Norm():
            own = [(f.name, getattr(value, f.name)) for f in fields(value) if f.name not in COMMON]
            said = [f"{name}={terse(part)}" for name, part in own if part not in (None, (), False)]
            return f"{type(value).__name__}({', '.join(said)})"
        case tuple():
            return "(" + ", ".join(map(terse, value)) + ")"
        case _:
            return str(value)


def call(name: str, *parts: Any) -> str:
    """A name with its parts, absent ones left out."""
    return f"{name}({', '.join(terse(part) for part in parts if part is not None)})"


def shown(norm: Norm) -> str:
    """A norm as a line: its places, its days, what it says, its reason."""
    days = [f"{word} {day.isoformat()}" for word, day in (("vanaf", norm.since), ("tot", norm.until)) if day]
    places = ", ".join(norm.citations) or "(geen plaats)"
    reason = f" — {norm.reason}" if norm.reason else ""
    return f"{places}{' [' + ' '.join(days) + ']' if days else ''}: {terse(norm)}{reason}"

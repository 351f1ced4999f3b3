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
ROUNDED = {
    "cent": "afgerond op centen", "euro": "afgerond op hele euro's", "procent": "afgerond op hele procenten",
    "heel": "afgerond op een geheel getal", "omhoog": "naar boven afgerond", "omlaag": "naar beneden afgerond",
}  # fmt: skip
EXPR, LOGIC, UNARY, COMPARE, SUM, PRODUCT, ATOM = range(7)


def phrase(expr: tree.Expr, typer: Typer, element: str | None = None) -> str:
    """The expression as a Dutch phrase, which reads back to the same expression (an explicit rounding excepted)."""
    return _Speaker(typer, element).say(expr, EXPR)


def _level(expr: tree.Expr) -> int:
    """How tightly the phrase for an expression holds together; a looser one needs brackets."""
    match expr:
        case tree.If() | tree.Rounded():
            return EXPR
        case tree.All() | tree.Any_():
            return LOGIC
        case tree.Not(tree.Ref()):
            return ATOM
        case tree.Not() | tree.Judged():
            return UNARY
        case tree.Compare() | tree.Contains() | tree.Known():
            return COMPARE
        case tree.Arith(op):
            return SUM if op in "+−" else PRODUCT
        case tree.Between():
            return PRODUCT
        case _:
            return ATOM


class _Speaker:
    """Says expressions with the names of one vocabulary; `element` is the list whose records are spoken of."""

    def __init__(self, typer: Typer, element: str | None) -> None:
        self.typer, self.words, self.element = typer, typer.words, element

    def say(self, expr: tree.Expr, level: int) -> str:
        """The phrase, in brackets where it would not hold together as tightly as `level` asks."""
        said = self._say(expr)
        bare_not = isinstance(expr, tree.Not) and not self._clause(expr.body, no=True) and level > UNARY
        return f"({said})" if _level(expr) < level or bare_not else said

    def _say(self, expr: tree.Expr) -> str:
        match expr:
            case tree.Const():
                return self._constant(expr)
            case tree.Ref(name):
                return self._clause(expr) or self._label(name)
            case tree.Judged(body):
                return f"naar oordeel {self.say(body, COMPARE)}"
            case tree.Not(tree.Judged(body)) if no := self._clause(body, no=True):
                return f"naar oordeel {no}"
            case tree.Not(body):
                return self._clause(body, no=True) or f"niet {self.say(body, UNARY)}"
            case tree.All(parts):
                return " en ".join(self.say(part, UNARY) for part in parts)
            case tree.Any_(parts):
                return self._choices(parts) or " of ".join(self.say(part, UNARY) for part in parts)
            case tree.Compare():
                return self._comparison(expr)
            case tree.If(condition, then, other):
                return f"{self.say(then, LOGIC)} als {self.say(condition, LOGIC)}, anders {self.say(other, EXPR)}"
            case tree.Arith(op, left, right):
                level = _level(expr)
                return f"{self.say(left, level)} {op} {self.say(right, level + 1)}"
            case tree.Extreme(op, parts):
                low, high = ("eerste", "laatste") if self._is_date(parts[0]) else ("kleinste", "grootste")
                return f"{low if op == 'min' else high} van ({', '.join(self.say(part, EXPR) for part in parts)})"
            case tree.Between(unit, start, end):
                return f"{UNIT_WORDS[unit]} van {self.say(start, SUM)} tot {self.say(end, ATOM)}"
            case tree.Fold():
                return self._fold(expr)
            case tree.Contains(source, values):
                shown = [self._value(value) for value in values]
                return f"{self._label(source)} omvat {_listed(shown, 'en')}"
            case tree.Known(name):
                return f"{self._label(name)} is bekend"
            case tree.MonthStart(day):
                return f"eerste dag van de maand van {self.say(day, ATOM)}"
            case tree.DaysIn(body):
                return f"aantal dagen in {self.say(body, ATOM)}"
            case tree.Rounded(mode, body):
                return f"{self.say(body, EXPR)}, {ROUNDED[mode]}"
            case _:
                return "een voorwaarde van deze bron niet vervuld is"

    def _label(self, name: str) -> str:
        fact = self.typer.fact(name, self.element)
        return fact.label if fact else self.words.label(name)

    def _clause(self, expr: tree.Expr, no: bool = False) -> str:
        """The clause for yes (or for no) of a fact, if it has one."""
        fact = self.typer.fact(expr.name, self.element) if isinstance(expr, tree.Ref) else None
        return (fact.no if no else fact.yes) if fact else ""

    def _value(self, name: str) -> str:
        return self.words.values.get(name, name.replace("_", " "))

    def _constant(self, expr: tree.Const) -> str:
        if expr.kind.name == "getal":
            return show_quantity(expr.value, expr.kind.unit)
        if expr.kind.name == "keuze" and expr.value is not None:
            return self._value(str(expr.value))
        return show(expr.value, expr.kind)

    def _is_date(self, expr: tree.Expr) -> bool:
        kind = self.typer.infer(expr, self.element)
        return kind is not None and kind.name == "datum"

    def _operand(self, expr: tree.Expr) -> str:
        """One side of a comparison: a fact by its name, not by its clause."""
        return self._label(expr.name) if isinstance(expr, tree.Ref) else self.say(expr, SUM)

    def _choices(self, parts: tuple[tree.Expr, ...]) -> str | None:
        """`x is a of x is b` is said as `x is a of b`."""
        first = parts[0]
        if not isinstance(first, tree.Compare) or len(parts) < 2:
            return None
        picks = []
        for part in parts:
            if not (isinstance(part, tree.Compare) and part.op == "=" and part.left == first.left):
                return None
            if not (isinstance(part.right, tree.Const) and part.right.kind.name == "keuze"):
                return None
            picks.append(self._constant(part.right))
        return f"{self._operand(first.left)} is {_listed(picks, 'of')}"

    def _comparison(self, expr: tree.Compare) -> str:
        left = self._operand(expr.left)
        if isinstance(expr.right, tree.Const) and expr.right.value is None:
            return f"{left} {'ontbreekt' if expr.op == '=' else 'is er'}"
        dated = self._is_date(expr.left)
        match expr.right:
            case tree.Arith("+" | "−" as op, anchor, tree.Const() as length) if dated and expr.op == "≤":
                joint, after = ("binnen", "na") if op == "+" else ("minstens", "vóór")
                return f"{left} {joint} {self._constant(length)} {after} {self.say(anchor, SUM)}"
        sign = (SIGNS | DATE_SIGNS if dated else SIGNS)[expr.op]
        return f"{left} {sign} {self._operand(expr.right)}"

    def _fold(self, expr: tree.Fold) -> str:
        kind = self.typer.name(expr.source, self.element)
        inner = kind.element if kind else None
        speaker = _Speaker(self.typer, inner)
        where = f" met ({speaker.say(expr.where, EXPR)})" if expr.where is not None else ""
        body = speaker.say(expr.body, EXPR) if expr.body is not None else ""
        match expr.op:
            case "count":
                return f"aantal {self._label(expr.source)}{where}"
            case "sum":
                return f"som over {self._label(expr.source)}{where} van ({body})"
            case "any":
                return f"bij een {inner} geldt ({body})"
            case _:
                return f"bij elke {inner} geldt ({body})"


def _listed(parts: list[str], joint: str) -> str:
    return f"{', '.join(parts[:-1])} {joint} {parts[-1]}" if len(parts) > 1 else parts[0]

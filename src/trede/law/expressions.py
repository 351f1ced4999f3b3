"""Builds expressions from the parse tree of a sentence: one method for each kind of expression of the grammar."""

from __future__ import annotations

from typing import Any

import lark

from trede.law import tree
from trede.law.kinds import ABSENT, YES_NO, Kind
from trede.law.vocabulary import Symbol


def name_of(token: Any) -> str:
    """The canonical name that a word of the sentence stands for."""
    symbol = token.value
    assert isinstance(symbol, Symbol)
    return symbol.name


class Expressions:
    """Turns a parse tree into an expression; `source` is the source that the sentence stands in."""

    def __init__(self, source: str) -> None:
        self.source = source

    def expr(self, node: Any) -> tree.Expr:
        """The expression a parse tree stands for."""
        found: tree.Expr = getattr(self, "x_" + str(node.data))(node.children)
        return found

    def x_brackets(self, items: list[Any]) -> tree.Expr:
        return self.expr(items[1])

    def x_if_(self, items: list[Any]) -> tree.Expr:
        return tree.If(self.expr(items[2]), self.expr(items[0]), self.expr(items[5]))

    def x_all_(self, items: list[Any]) -> tree.Expr:
        return tree.All(tuple(self.expr(item) for item in items[::2]))

    def x_any_(self, items: list[Any]) -> tree.Expr:
        return tree.Any_(tuple(self.expr(item) for item in items[::2]))

    def x_not_(self, items: list[Any]) -> tree.Expr:
        return tree.Not(self.expr(items[1]))

    def x_judged(self, items: list[Any]) -> tree.Expr:
        body = self.expr(items[-1])
        negated = any(getattr(item, "type", "") == "NOT" for item in items)
        if isinstance(body, tree.Not):
            return tree.Not(tree.Judged(body.body)) if not negated else tree.Judged(body.body)
        return tree.Not(tree.Judged(body)) if negated else tree.Judged(body)

    def x_name(self, items: list[Any]) -> tree.Expr:
        symbol = items[0].value
        return tree.Not(tree.Ref(symbol.name)) if symbol.negated else tree.Ref(symbol.name)

    def x_value(self, items: list[Any]) -> tree.Expr:
        return tree.Const(name_of(items[0]), Kind("keuze"))

    def x_constant(self, items: list[Any]) -> tree.Expr:
        constant: tree.Const = items[0].value
        return constant

    def x_yes(self, _items: list[Any]) -> tree.Expr:
        return tree.Const(True, YES_NO)

    def x_no(self, _items: list[Any]) -> tree.Expr:
        return tree.Const(False, YES_NO)

    def x_unmet(self, _items: list[Any]) -> tree.Expr:
        return tree.Unmet(self.source)

    def _choices(self, left: Any, values: Any) -> tree.Expr:
        subject = self.expr(left)
        picks = (tree.Const(symbol.name, Kind("keuze")) for symbol in values.value)
        return tree.Any_(tuple(tree.Compare("=", subject, pick) for pick in picks))

    def x_one_of(self, items: list[Any]) -> tree.Expr:
        return self._choices(items[0], items[2])

    def x_one_of_last(self, items: list[Any]) -> tree.Expr:
        return self._choices(items[0], items[1])

    def x_equal(self, items: list[Any]) -> tree.Expr:
        return tree.Compare("=", self.expr(items[0]), self.expr(items[2]))

    def x_equal_last(self, items: list[Any]) -> tree.Expr:
        return tree.Compare("=", self.expr(items[0]), self.expr(items[1]))

    def x_unequal(self, items: list[Any]) -> tree.Expr:
        if getattr(items[2], "type", "") == "VALUES_ANY":
            return tree.Not(self._choices(items[0], items[2]))
        return tree.Compare("≠", self.expr(items[0]), self.expr(items[2]))

    def x_order(self, items: list[Any]) -> tree.Expr:
        left, _is, op, right, _is2 = items
        sign = {"GE": "≥", "LE": "≤", "GT": ">", "LT": "<", "BEFORE": "<", "AFTER": ">"}[op.type]
        return tree.Compare(sign, self.expr(left), self.expr(right))

    def x_order_after(self, items: list[Any]) -> tree.Expr:
        left, _is, right, op, _is2 = items
        return tree.Compare("≥" if op.type == "OR_MORE" else "≤", self.expr(left), self.expr(right))

    def x_within(self, items: list[Any]) -> tree.Expr:
        left, _within, quantity, _after, anchor = items
        return tree.Compare("≤", self.expr(left), tree.Arith("+", self.expr(anchor), quantity.value))

    def x_long_before(self, items: list[Any]) -> tree.Expr:
        left, _ge, quantity, _before, anchor = items
        return tree.Compare("≤", self.expr(left), tree.Arith("−", self.expr(anchor), quantity.value))

    def x_known(self, items: list[Any]) -> tree.Expr:
        return tree.Known(name_of(items[0]))

    def x_absent(self, items: list[Any]) -> tree.Expr:
        return tree.Compare("=", tree.Ref(name_of(items[0])), tree.Const(None, ABSENT))

    def x_contains(self, items: list[Any]) -> tree.Expr:
        token = items[2]
        symbols = token.value if token.type == "VALUES_ALL" else (token.value,)
        return tree.Contains(name_of(items[0]), tuple(symbol.name for symbol in symbols))

    def x_arith(self, items: list[Any]) -> tree.Expr:
        sign = {"PLUS": "+", "MINUS": "−", "TIMES": "×", "DIVIDE": "/"}[items[1].type]
        return tree.Arith(sign, self.expr(items[0]), self.expr(items[2]))

    def x_extreme(self, items: list[Any]) -> tree.Expr:
        parts = tuple(self.expr(item) for item in items if isinstance(item, lark.Tree))
        return tree.Extreme("min" if items[0].type == "MIN_OF" else "max", parts)

    def x_sum_over(self, items: list[Any]) -> tree.Expr:
        bodies = [self.expr(item) for item in items if isinstance(item, lark.Tree)]
        where = bodies[0] if len(bodies) == 2 else None
        return tree.Fold("sum", name_of(items[1]), where, bodies[-1])

    def x_count(self, items: list[Any]) -> tree.Expr:
        bodies = [self.expr(item) for item in items if isinstance(item, lark.Tree)]
        return tree.Fold("count", name_of(items[1]), bodies[0] if bodies else None, None)

    def x_quantified(self, items: list[Any]) -> tree.Expr:
        body = next(self.expr(item) for item in items if isinstance(item, lark.Tree))
        return tree.Fold("any" if items[0].type == "FOR_A" else "every", name_of(items[1]), None, body)

    def x_between(self, items: list[Any]) -> tree.Expr:
        unit = {"YEARS_OF": "jaar", "MONTHS_OF": "maanden", "WEEKS_OF": "weken", "DAYS_OF": "dagen"}[items[0].type]
        return tree.Between(unit, self.expr(items[1]), self.expr(items[3]))

    def x_month_start(self, items: list[Any]) -> tree.Expr:
        return tree.MonthStart(self.expr(items[1]))

    def x_days_in(self, items: list[Any]) -> tree.Expr:
        return tree.DaysIn(tree.Ref(name_of(items[1])))

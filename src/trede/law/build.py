"""Builds norms and expressions from the parse tree of a sentence: one method for each form of the grammar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import lark

from trede.law import norms, tree
from trede.law.expressions import Expressions
from trede.law.expressions import name_of as _name
from trede.law.kinds import DURATIONS, show_quantity

ROUNDING = {
    "afgerond op centen": "cent", "afgerond op hele euro's": "euro", "afgerond op hele procenten": "procent",
    "afgerond op een geheel getal": "heel", "naar boven afgerond": "omhoog", "naar beneden afgerond": "omlaag",
}  # fmt: skip


EVERY = {
    "dag": (1, "dagen"), "week": (1, "weken"), "maand": (1, "maanden"), "halfjaar": (6, "maanden"), "jaar": (1, "jaar"),
    "uur": (1, "uur"), "dagdeel": (1, "dagdelen"),
}  # fmt: skip
DEADLINES = {
    "within_after": "binnen", "ahead": "vóór", "before": "voor", "after": "na", "from_": "vanaf", "on": "op",
    "latest": "uiterlijk", "every_term": "elke", "every_unit": "elke",
}  # fmt: skip


class Unfit(Exception):
    """The words make a sentence, but a number or unit in it does not suit its place."""

    def __init__(self, what: str, right: str) -> None:
        super().__init__(what)
        self.what, self.right = what, right


@dataclass(frozen=True, slots=True)
class Parts:
    """What a sentence says: the form, its fields, and the provisions it names for itself (`Over X: …`)."""

    form: type[norms.Norm] | None
    fields: dict[str, Any]
    provisions: tuple[str, ...] | None = None


class Builder(Expressions):
    """Turns a parse tree into the parts of a norm."""

    def transform_start(self, found: lark.Tree[Any]) -> Parts:
        if found.data == "scoped":
            _about, scope, _colon, statement = found.children
            parts = self._statement(statement)
            return Parts(parts.form, parts.fields, self._provisions(scope))
        return self._statement(found.children[0])

    def _statement(self, node: lark.Tree[Any]) -> Parts:
        handler = getattr(self, "_" + str(node.data))
        parts: Parts = handler(node.children)
        return parts

    def _provisions(self, node: Any) -> tuple[str, ...]:
        return tuple(_name(token) for token in node.children if token.type == "PROVISION")

    # Forms ---------------------------------------------------------------------------------------------------------

    def _grants(self, items: list[Any]) -> Parts:
        role, modal, provision, _gives, recipient = items
        name = _name(provision)
        fields = dict(authority=_name(role), modality=_modality(modal), provision=name, recipient=_name(recipient))
        return Parts(norms.Grants, fields, (name,))

    def _decides(self, items: list[Any]) -> Parts:
        role, verb, provision = items
        modality = "moet" if verb.type == "DECIDES" else "kan"
        name = _name(provision)
        fields = dict(authority=_name(role), modality=modality, provision=name, recipient="", decision=True)
        return Parts(norms.Grants, fields, (name,))

    def _scope(self, items: list[Any]) -> Parts:
        return Parts(None, {}, self._provisions(items[1]))

    def _condition(self, items: list[Any]) -> Parts:
        every, _only, body, tail = items
        expr = self._with_unless(self.expr(body), tail, wanted=True)
        months = _months(every.children[1].value) if every else None
        return Parts(norms.Bound, dict(expr=expr, wanted=True, every=months, when=self._far(tail)))

    def _refusal(self, items: list[Any]) -> Parts:
        expr = self._with_unless(self.expr(items[1]), items[2], wanted=False)
        return Parts(norms.Bound, dict(expr=expr, wanted=False, when=self._far(items[2])))

    def _may_refuse(self, items: list[Any]) -> Parts:
        return self._ground(items[-2:], "refuse", True)

    def _ends(self, items: list[Any]) -> Parts:
        return self._ground(items[-2:], "end", False)

    def _may_end(self, items: list[Any]) -> Parts:
        return self._ground(items[-2:], "end", True)

    def _ground(self, items: list[Any], effect: str, may: bool) -> Parts:
        expr = self._with_tail(self.expr(items[0]), items[1], wanted=False)
        return Parts(norms.Ground, dict(expr=expr, effect=effect, may=may))

    def _submit(self, items: list[Any]) -> Parts:
        return Parts(norms.Submit, dict(expr=self._with_tail(self.expr(items[1]), items[2], wanted=False)))

    def _concurrence(self, items: list[Any]) -> Parts:
        relation = {"EXCLUDES": "sluit_uit", "CUMULATES": "gaat_samen", "COUNTS_TOWARDS": "telt_mee",
                    "REDUCED_BY": "vermindert"}[items[0].type]  # fmt: skip
        when = self.expr(items[-1]) if items[-1] is not None else None
        return Parts(norms.Concurrence, dict(relation=relation, others=self._provisions(items[1]), when=when))

    def _means(self, items: list[Any]) -> Parts:
        name, _means, body, _comma, rounded, tail = items
        expr = self._rounded(self.expr(body), rounded)
        return Parts(norms.Definition, dict(name=_name(name), expr=self._with_tail(expr, tail, wanted=True)))

    def _amount(self, items: list[Any]) -> Parts:
        name, verb, body, _c1, rounded, _c2, rate, tail = items
        per = None
        if rate is not None:
            per = _rate(rate)
        fields = dict(
            name=_name(name),
            expr=self._rounded(self.expr(body), rounded),
            per=per,
            when=self._guard(tail),
            reads=verb.type == "READS",
        )
        return Parts(norms.Amount, fields)

    def _starts(self, items: list[Any]) -> Parts:
        return Parts(norms.Starts, dict(expr=self._with_tail(self.expr(items[1]), items[2], wanted=True)))

    def _lasts(self, items: list[Any]) -> Parts:
        bound = {None: "=", "GE": "≥", "LE": "≤", "TO": "tot"}[items[1].type if items[1] is not None else None]
        return Parts(norms.Lasts, dict(bound=bound, expr=self.expr(items[2]), when=self._guard(items[3])))

    def _extends(self, items: list[Any]) -> Parts:
        _may, times, _ext, _with, at_most, expr, _comma, _together, _le, total, tail = items
        fields = dict(
            times=_times(times), expr=self.expr(expr),
            at_most=at_most is not None, total=self.expr(total) if total is not None else None, when=self._guard(tail),
        )  # fmt: skip
        return Parts(norms.Extends, fields)

    def _extends_to(self, items: list[Any]) -> Parts:
        _may, times, _ext, _up, _le, total, tail = items
        number = _times(times)
        return Parts(norms.Extends, dict(times=number, total=self.expr(total), when=self._guard(tail)))

    def _extend_if(self, items: list[Any]) -> Parts:
        expr = self._with_tail(self.expr(items[1]), items[2], wanted=True)
        return Parts(norms.ExtendIf, dict(expr=expr, first=items[0].type == "FIRST_EXTEND_IF"))

    def _counts(self, items: list[Any]) -> Parts:
        return Parts(norms.Counts, dict(expr=self.expr(items[2]), counts=items[0].type == "COUNTS"))

    def _deviates(self, items: list[Any]) -> Parts:
        expr = self._with_tail(self.expr(items[-2]), items[-1], wanted=False)
        return Parts(norms.Deviates, dict(expr=expr, favour=items[-3].type == "MAY_DEVIATE"))

    def _duty(self, items: list[Any]) -> Parts:
        role, modal, action, deadline, tail = items
        fields: dict[str, Any] = dict(
            role=_name(role), modality=_modality(modal), action=_name(action), when=self._duty_guard(tail)
        )
        if deadline is not None:
            fields["deadline"] = self._deadline(deadline)
        return Parts(norms.Duty, fields)

    def _deadline(self, node: Any) -> norms.Deadline:
        relation = DEADLINES[str(node.data)]
        if node.data == "every_unit":
            unit = node.children[0].value.removeprefix("per ")
            return norms.Deadline(relation, *EVERY[unit], None)
        if relation == "elke":
            return norms.Deadline(relation, *_term(node.children[-1].value), None)
        anchor = self.expr(node.children[-1])
        if relation in ("binnen", "vóór"):
            return norms.Deadline(relation, *_term(node.children[1].children[0].value), anchor)
        return norms.Deadline(relation, None, None, anchor)

    def _holds_part(self, items: list[Any]) -> Parts:
        parts = tuple(_name(token) for token in items[2:-1] if token.type == "PART")
        fields = dict(document=_name(items[0]), parts=parts, when=self._duty_guard(items[-1]))
        return Parts(norms.Contents, fields)

    def _requires(self, items: list[Any]) -> Parts:
        return Parts(norms.Required, dict(expr=self.expr(items[1]), when=self._duty_guard(items[2])))

    def _impossible(self, items: list[Any]) -> Parts:
        return Parts(norms.Impossible, dict(expr=self.expr(items[1])))

    def _table(self, items: list[Any]) -> Parts:
        return Parts(norms.TableNorm, self._columns(items[1:]))

    def _series(self, items: list[Any]) -> Parts:
        outputs = tuple(_name(token) for token in items if token.type == "NAME")
        return Parts(norms.TableNorm, dict(outputs=outputs, keys=(), rows=()))

    def _chooses(self, items: list[Any]) -> Parts:
        return Parts(norms.TableNorm, self._columns(items[2:]) | dict(role=_name(items[0])))

    def _columns(self, items: list[Any]) -> dict[str, Any]:
        by = next(place for place, token in enumerate(items) if token.type == "BY")
        outputs = tuple(_name(token) for token in items[:by] if token.type == "NAME")
        keys = tuple(_name(token) for token in items[by:] if token.type == "NAME")
        return dict(outputs=outputs, keys=keys, rows=())

    # Tails ---------------------------------------------------------------------------------------------------------

    def _with_tail(self, expr: tree.Expr, tail: lark.Tree[Any], wanted: bool) -> tree.Expr:
        """`tenzij E`: the rule does not bite when E holds; `voor zover E`: it bites only when E holds."""
        expr = self._with_unless(expr, tail, wanted)
        far = self._far(tail)
        if far is None:
            return expr
        return tree.Any_((tree.Not(far), expr)) if wanted else tree.All((far, expr))

    def _with_unless(self, expr: tree.Expr, tail: lark.Tree[Any], wanted: bool) -> tree.Expr:
        unless = _tail(tail)[2]
        if unless is None:
            return expr
        escape = self.expr(unless)
        return tree.Any_((expr, escape)) if wanted else tree.All((expr, tree.Not(escape)))

    def _far(self, tail: lark.Tree[Any]) -> tree.Expr | None:
        far = _tail(tail)[5]
        return self.expr(far) if far is not None else None

    def _guard(self, tail: lark.Tree[Any]) -> tree.Expr | None:
        _c, _unless, unless, _c2, _far, far = _tail(tail)
        parts = []
        if far is not None:
            parts.append(self.expr(far))
        if unless is not None:
            parts.append(tree.Not(self.expr(unless)))
        return None if not parts else parts[0] if len(parts) == 1 else tree.All(tuple(parts))

    def _duty_guard(self, tail: lark.Tree[Any]) -> tree.Expr | None:
        _comma, _if, when, rest = tail.children
        guard = self._guard(rest)
        if when is None:
            return guard
        condition = self.expr(when)
        return condition if guard is None else tree.All((condition, guard))

    def _rounded(self, expr: tree.Expr, rounded: Any) -> tree.Expr:
        return expr if rounded is None else tree.Rounded(ROUNDING[rounded.value], expr)  # type: ignore[arg-type]


def _modality(node: Any) -> norms.Modality:
    words: dict[str, norms.Modality] = {"CAN": "kan", "MUST": "moet", "MAY_NOT": "mag_niet", "MAY": "mag"}
    return words[node.children[0].type]


def _months(constant: tree.Const) -> int:
    """*Elke n maanden* as a number of months."""
    number, unit = _term(constant)
    if unit not in ("maanden", "jaar"):
        raise Unfit(f"'elke {show_quantity(number, unit)}' is geen aantal maanden.", "elke 6 maanden")
    return number * 12 if unit == "jaar" else number


def _times(token: Any) -> int | None:
    """*n keer*, or None when it is not said."""
    if token is None:
        return None
    number, unit = token.value.value, token.value.kind.unit
    if unit != "keer" or not isinstance(number, int) or number < 1:
        raise Unfit(f"'{show_quantity(number, unit)}' zegt niet hoe vaak.", "mag 1 keer verlengd worden")
    return number


def _term(constant: tree.Const) -> tuple[int, str]:
    """A whole number of days, weeks and so on."""
    number, unit = constant.value, constant.kind.unit or ""
    if unit not in (*DURATIONS, "uur", "dagdelen") or not isinstance(number, int) or number < 1:
        shown = show_quantity(number, unit)
        raise Unfit(f"'{shown}' is geen termijn.", "een heel aantal dagen, werkdagen, weken, maanden of jaren")
    return number, unit


def _rate(rate: Any) -> str:
    if rate.data == "once":
        return "eenmalig"
    if rate.data == "rate_unit":
        return str(rate.children[0].value).removeprefix("per ")
    return _period(rate.children[1].value)


def _period(constant: tree.Const) -> str:
    shown = show_quantity(constant.value, constant.kind.unit)
    return shown.removeprefix("1 ")


def _tail(tail: lark.Tree[Any] | None) -> list[Any]:
    return list(tail.children) if tail is not None else [None] * 6

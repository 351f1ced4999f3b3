"""Works out the kind and unit of every expression, and says where they do not fit.

Hours per week against months, a judgement without *naar oordeel*, an amount times an amount: each is an error with what
would be right. The same kinds tell the engine how to compute (a date plus months, or plus days).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from trede.law import tree
from trede.law.kinds import DATE, DURATIONS, MONEY, NUMBER, YES_NO, Kind, snake
from trede.law.norms import Amount, Definition, Norm, TableNorm
from trede.law.vocabulary import Fact, Vocabulary

Report = Callable[[str, str], None]
MAX_CHAIN = 40
SUMS = {
    "+": ("opgeteld bij", "twee waarden in dezelfde eenheid, of een termijn bij een datum"),
    "−": ("afgetrokken van", "twee waarden in dezelfde eenheid, of een termijn van een datum"),
    "×": ("vermenigvuldigd met", "een bedrag of aantal × een getal of percentage"),
    "/": ("gedeeld door", "een bedrag of aantal / een getal, of twee waarden in dezelfde eenheid"),
}
NOWHERE: Report = lambda what, right: None  # noqa: E731
RATES = {"uur": "uur", "dagen": "dag", "maanden": "maand", "jaar": "jaar", "weken": "week"}


class Typer:
    """Knows the kind of every name of a regime and works out the kind of expressions."""

    def __init__(self, words: Vocabulary, norms: list[Norm]) -> None:
        self.words = words
        self.sources: dict[str, list[tree.Expr]] = {}
        self.named: dict[str, Kind | None] = {}
        self.busy: set[str] = set()
        for norm in norms:
            if isinstance(norm, (Definition, Amount)):
                self.sources.setdefault(norm.name, []).append(norm.expr)
            elif isinstance(norm, TableNorm):
                for place, name in enumerate(norm.outputs):
                    self.sources.setdefault(name, []).extend(row.values[place] for row in norm.rows)

    def fact(self, name: str, element: str | None = None) -> Fact | None:
        """The fact of this name, a field of `element` first."""
        if element and (found := self.words.field_of(element, name)):
            return found
        return self.words.facts.get(name)

    def name(self, name: str, element: str | None = None) -> Kind | None:
        """The kind of a name; None when it cannot be known."""
        if fact := self.fact(name, element):
            return fact.kind
        if name in self.named:
            return self.named[name]
        if name in self.busy or len(self.busy) > MAX_CHAIN:
            return None
        self.busy.add(name)
        found = None
        for expr in self.sources.get(name, ()):
            kind = self.infer(expr)
            if kind is not None and kind.unit != "geen":
                found = kind
                break
        self.busy.discard(name)
        self.named[name] = found
        return found

    def infer(self, expr: tree.Expr, element: str | None = None, report: Report = NOWHERE) -> Kind | None:
        """The kind of an expression; what does not fit is reported."""
        handler = getattr(self, "_" + type(expr).__name__.lower().rstrip("_"))
        kind: Kind | None = handler(expr, element, report)
        return kind

    def _bool(self, expr: tree.Expr, element: str | None, report: Report) -> None:
        kind = self.infer(expr, element, report)
        if kind is not None and kind.name != "ja_nee":
            report(f"'{self.show(expr)}' is {kind}, geen ja/nee.", "een vergelijking, bijvoorbeeld 'minstens …'")

    def _const(self, expr: tree.Const, element: str | None, report: Report) -> Kind:
        return expr.kind

    def _ref(self, expr: tree.Ref, element: str | None, report: Report) -> Kind | None:
        fact = self.fact(expr.name, element)
        if fact and fact.judgement:
            report(f"'{fact.label}' is een oordeel, geen feit.", f"naar oordeel {fact.yes or fact.label}")
        kind = self.name(expr.name, element)
        if kind is None and fact is None and expr.name not in self.sources:
            owner = next((e for e, known in self.words.fields.items() if expr.name in known), None)
            if owner:
                report(f"'{self.words.label(expr.name)}' hoort bij een {owner}.", f"bij een {owner} geldt (…)")
        return kind

    def _judged(self, expr: tree.Judged, element: str | None, report: Report) -> Kind | None:
        found = [self.fact(name, element) for name in tree.names(expr)]
        if not any(fact and fact.judgement for fact in found):
            label = self.show(expr.body)
            report(f"'{label}' is een feit, geen oordeel.", f"laat 'naar oordeel' weg voor '{label}'")
        return self.infer(
            expr.body, element, lambda what, right: None if "is een oordeel" in what else report(what, right)
        )

    def _not(self, expr: tree.Not, element: str | None, report: Report) -> Kind:
        self._bool(expr.body, element, report)
        return YES_NO

    def _all(self, expr: tree.All | tree.Any_, element: str | None, report: Report) -> Kind:
        for part in expr.parts:
            self._bool(part, element, report)
        return YES_NO

    _any = _all

    def _compare(self, expr: tree.Compare, element: str | None, report: Report) -> Kind:
        left, right = (self.infer(side, element, report) for side in (expr.left, expr.right))
        if left and right:
            self._comparable(expr, left, right, report)
        return YES_NO

    def _comparable(self, expr: tree.Compare, left: Kind, right: Kind, report: Report) -> None:
        if "geen" in (left.unit, right.unit):
            return
        shown, said = self.show(expr.left), f"is in {left.unit}" if left.unit else f"is {left}"
        if left.name != right.name:
            report(f"'{shown}' is {left}, maar wordt vergeleken met {right}.", f"een waarde van soort {left}")
        elif left.name == "keuze":
            allowed = {snake(v) for v in left.values}
            if allowed and isinstance(expr.right, tree.Const) and expr.right.value not in allowed:
                report(f"'{self.show(expr.right)}' is geen waarde van '{shown}'.", ", ".join(sorted(left.values)))
        elif left.name in ("getal", "bedrag") and left.unit != right.unit and self._strict(left, right):
            other = f"{right.unit}" if right.unit else str(right)
            report(f"'{shown}' {said}, maar wordt vergeleken met {other}.", f"een waarde in {left.unit or left}")
        elif left.name in ("ja_nee", "tekst", "lijst", "perioden", "keuzes") and expr.op not in "=≠":
            report(f"'{shown}' is {left} en heeft geen volgorde.", "een getal, bedrag of datum")

    @staticmethod
    def _strict(left: Kind, right: Kind) -> bool:
        return left.name == "getal" or (left.unit is not None and right.unit is not None)

    def _if(self, expr: tree.If, element: str | None, report: Report) -> Kind | None:
        self._bool(expr.condition, element, report)
        then, other = (self.infer(side, element, report) for side in (expr.then, expr.other))
        if then and other and then.name != other.name and "geen" not in (then.unit, other.unit):
            report(f"De ene keuze is {then}, de andere {other}.", f"twee keer {then}")
        return then if then and then.unit != "geen" else other

    def _arith(self, expr: tree.Arith, element: str | None, report: Report) -> Kind | None:
        left, right = (self.infer(side, element, report) for side in (expr.left, expr.right))
        if left is None or right is None:
            return left or right if expr.op in "+−" else None
        found = _added(expr.op, left, right) if expr.op in "+−" else _scaled(expr.op, left, right)
        if found is None:
            verb, right_would_be = SUMS[expr.op]
            one, two = (right, left) if expr.op == "−" else (left, right)
            report(f"{one} kan niet worden {verb} {two}.", right_would_be)
        return found

    def _extreme(self, expr: tree.Extreme, element: str | None, report: Report) -> Kind | None:
        kinds = [kind for part in expr.parts if (kind := self.infer(part, element, report))]
        for kind in kinds[1:]:
            if kind.name != kinds[0].name or (kind.unit != kinds[0].unit and self._strict(kinds[0], kind)):
                report(f"{kinds[0]} en {kind} zijn niet te vergelijken.", f"overal {kinds[0]}")
        return kinds[0] if kinds else None

    def _between(self, expr: tree.Between, element: str | None, report: Report) -> Kind:
        for side in (expr.start, expr.end):
            kind = self.infer(side, element, report)
            if kind and kind.name != "datum":
                report(f"'{self.show(side)}' is {kind}, geen datum.", "een datum")
        return replace(NUMBER, unit=expr.unit)

    def _fold(self, expr: tree.Fold, element: str | None, report: Report) -> Kind | None:
        kind = self.name(expr.source, element)
        if kind is None or kind.name != "lijst":
            report(f"'{self.words.label(expr.source)}' is geen lijst.", "de naam van een lijst")
            return None
        inner = kind.element
        if expr.where is not None:
            self._bool(expr.where, inner, report)
        if expr.op == "count":
            return NUMBER
        assert expr.body is not None
        if expr.op in ("any", "every"):
            self._bool(expr.body, inner, report)
            return YES_NO
        found = self.infer(expr.body, inner, report)
        if found and found.name not in ("getal", "bedrag"):
            report(f"'{self.show(expr.body)}' is {found} en kan niet worden opgeteld.", "een getal of bedrag")
        return found

    def _contains(self, expr: tree.Contains, element: str | None, report: Report) -> Kind:
        kind = self.name(expr.source, element)
        if kind is None or kind.name != "keuzes":
            report(f"'{self.words.label(expr.source)}' is geen feit met meer keuzes.", "soort keuzes: a, b")
        elif strange := [v for v in expr.values if v not in {snake(value) for value in kind.values}]:
            shown = self.words.values.get(strange[0], strange[0])
            report(f"'{shown}' is geen waarde van '{self.words.label(expr.source)}'.", ", ".join(sorted(kind.values)))
        return YES_NO

    def _known(self, expr: tree.Known, element: str | None, report: Report) -> Kind:
        return YES_NO

    def _unmet(self, expr: tree.Unmet, element: str | None, report: Report) -> Kind:
        return YES_NO

    def _monthstart(self, expr: tree.MonthStart, element: str | None, report: Report) -> Kind:
        kind = self.infer(expr.day, element, report)
        if kind and kind.name != "datum":
            report(f"'{self.show(expr.day)}' is {kind}, geen datum.", "een datum")
        return DATE

    def _daysin(self, expr: tree.DaysIn, element: str | None, report: Report) -> Kind:
        kind = self.infer(expr.body, element, report)
        if kind and kind.name != "perioden":
            report(f"'{self.show(expr.body)}' is {kind}, geen perioden.", "een feit van de soort perioden")
        return replace(NUMBER, unit="dagen")

    def _rounded(self, expr: tree.Rounded, element: str | None, report: Report) -> Kind | None:
        kind = self.infer(expr.body, element, report)
        if kind and not _roundable(expr.mode, kind):
            report(f"{kind} kan zo niet worden afgerond.", "centen voor een bedrag, hele procenten voor een percentage")
        return kind

    def show(self, expr: tree.Expr) -> str:
        """The expression as a short phrase."""
        from trede.law.wording import phrase

        return phrase(expr, self)


def _roundable(mode: str, kind: Kind) -> bool:
    if mode in ("cent", "euro"):
        return kind.name == "bedrag"
    return kind.name == "getal" and (mode != "procent" or kind.unit == "%")


def _added(op: str, left: Kind, right: Kind) -> Kind | None:
    if left.name == "datum" and right.name == "getal" and right.unit in DURATIONS:
        return DATE
    if left.name == right.name == "bedrag" and (left.unit == right.unit or not (left.unit and right.unit)):
        return left if left.unit else right
    if left.name == right.name == "getal" and left.unit == right.unit:
        return replace(left, low=None, high=None)
    return None


def _scaled(op: str, left: Kind, right: Kind) -> Kind | None:
    free = (None, "%", "keer")
    if op == "/":
        if left.name == right.name and left.unit == right.unit:
            return NUMBER
        if left.name == "getal" and right.name == "getal" and left.unit == f"{right.unit} per week":
            return NUMBER
        return left if left.name in ("getal", "bedrag") and right.name == "getal" and right.unit in free else None
    for one, other in ((left, right), (right, left)):
        if one.name == "getal" and one.unit in free:
            if other.name == "getal" and other.unit == "%" and one.unit != "%":
                return one if one.unit is None else other
            return replace(other, low=None, high=None) if other.name in ("getal", "bedrag") else None
        if one.name == "bedrag" and one.unit and other.name == "getal" and RATES.get(other.unit or "") == one.unit:
            return MONEY
    return None

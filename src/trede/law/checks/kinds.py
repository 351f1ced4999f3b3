"""Kinds and units: every expression must fit, every name must exist where it is used."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from trede.law import norms, tree
from trede.law.errors import LawError
from trede.law.kinds import DURATIONS, Kind
from trede.law.norms import Norm
from trede.law.regime import Regime
from trede.law.types import Report, Typer

BOOLEAN = (norms.Bound, norms.Ground, norms.Submit, norms.Required, norms.ExtendIf, norms.Deviates, norms.Impossible)


def check(regime: Regime) -> list[LawError]:
    """Type and unit errors in the regime's own norms."""
    own = {s.id for s in regime.own_sources()}
    typer = Typer(regime.vocabulary, regime.norms)
    found: list[LawError] = []
    for norm in regime.norms:
        if norm.source in own:
            found += _norm(norm, typer)
    return found


def _norm(norm: Norm, typer: Typer) -> Iterator[LawError]:
    said: list[tuple[str, str]] = []

    def report(what: str, right: str) -> None:
        said.append((what, right))

    for expr in _expressions(norm):
        kind = typer.infer(expr, None, report)
        if (isinstance(norm, BOOLEAN) and expr is norm.expressions()[0]) or expr is getattr(norm, "when", None):
            _must_be(kind, "ja_nee", "een voorwaarde", report)
    _lengths(norm, typer, report)
    for what, right in dict.fromkeys(said):
        yield LawError(norm.file, norm.line, what, right, norm.sentence)


def condition(expr: tree.Expr, typer: Typer) -> list[tuple[str, str]]:
    """What is wrong with an expression that must be a condition: what, and what would be right."""
    said: list[tuple[str, str]] = []
    kind = typer.infer(expr, None, lambda what, right: said.append((what, right)))
    _must_be(kind, "ja_nee", "een voorwaarde", lambda what, right: said.append((what, right)))
    return list(dict.fromkeys(said))


def _expressions(norm: Norm) -> Iterator[tree.Expr]:
    yield from norm.expressions()
    if isinstance(norm, norms.Extends) and norm.total is not None:
        yield norm.total
    if isinstance(norm, norms.TableNorm):
        for row in norm.rows:
            yield from row.values


def _must_be(kind: Kind | None, wanted: str, role: str, report: Report) -> None:
    if kind is not None and kind.name != wanted:
        report(f"Hier hoort {role}, maar dit is {kind}.", "een vergelijking of een ja/nee-feit")


def _lengths(norm: Norm, typer: Typer, report: Report) -> None:
    """What a form wants of its expression: a duration a length of time, a start a day, an amount a quantity."""

    def wants(expr: tree.Expr | None, suits: Callable[[Kind], bool], what: str, right: str) -> None:
        kind = typer.infer(expr) if expr is not None else None
        if kind and not suits(kind):
            report(what.format(kind), right)

    match norm:
        case norms.Lasts(bound="tot", expr=expr):
            wants(expr, _is_day, "Een duur kan niet lopen tot {}.", "een datum, of 'duurt hoogstens 12 maanden'")
        case norms.Lasts(expr=expr):
            wants(expr, _is_time, "Een duur kan niet {} zijn.", "een aantal dagen, weken, maanden of jaren")
        case norms.Extends(expr=expr, total=total):
            for length in (expr, total):
                wants(length, _is_time, "Een verlenging kan niet {} zijn.", "een aantal weken, maanden of jaren")
        case norms.Starts(expr=expr):
            wants(expr, _is_day, "Een begin kan niet {} zijn.", "een datum")
        case norms.Counts(expr=expr):
            periods = "perioden of een aantal maanden"
            wants(expr, lambda k: k.name == "perioden" or _is_time(k), "Wat meetelt kan niet {} zijn.", periods)
        case norms.Amount(reads=False, expr=expr):
            wants(
                expr, _is_quantity, "Wat wordt toegekend kan niet {} zijn.", "een bedrag, een aantal of een percentage"
            )
        case norms.Duty(deadline=norms.Deadline(anchor=anchor)):
            wants(anchor, _is_day, "Een termijn kan niet lopen vanaf {}.", "een datum")
        case norms.TableNorm():
            _columns(norm, typer, report)


def _is_time(kind: Kind) -> bool:
    return kind.name == "getal" and kind.unit in DURATIONS


def _is_day(kind: Kind) -> bool:
    return kind.name == "datum"


def _is_quantity(kind: Kind) -> bool:
    return kind.name in ("bedrag", "getal") or kind.unit == "geen"


def _columns(norm: norms.TableNorm, typer: Typer, report: Report) -> None:
    """All cells of an output column are of one kind."""
    for place, name in enumerate(norm.outputs):
        kinds = {kind for row in norm.rows if (kind := typer.infer(row.values[place])) and kind.unit != "geen"}
        units = {kind.unit for kind in kinds if kind.unit or kind.name != "bedrag"}
        if len({kind.name for kind in kinds}) > 1 or len(units) > 1:
            shown = " en ".join(sorted({str(kind) for kind in kinds}))
            report(f"In de kolom '{typer.words.label(name)}' staan {shown} door elkaar.", "één soort in een kolom")

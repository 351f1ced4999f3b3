"""Kinds and units: every expression must fit, every name must exist where it is used."""

from __future__ import annotations

from collections.abc import Iterator

from trede.law import norms, tree
from trede.law.errors import LawError
from trede.law.kinds import DURATIONS, Kind
from trede.law.norms import Norm
from trede.law.regime import Regime
from trede.law.types import Typer

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
        if isinstance(norm, BOOLEAN) and expr is norm.expressions()[0]:
            _must_be(kind, "ja_nee", "een voorwaarde", report)
    _lengths(norm, typer, report)
    for what, right in dict.fromkeys(said):
        yield LawError(norm.file, norm.line, what, right, norm.sentence)


def _expressions(norm: Norm) -> Iterator[tree.Expr]:
    yield from norm.expressions()
    if isinstance(norm, norms.Extends) and norm.total is not None:
        yield norm.total
    if isinstance(norm, norms.TableNorm):
        for row in norm.rows:
            yield from row.values


def _must_be(kind: Kind | None, wanted: str, role: str, report: object) -> None:
    if kind is not None and kind.name != wanted:
        report(f"Hier hoort {role}, maar dit is {kind}.", "een vergelijking of een ja/nee-feit")  # type: ignore[operator]


def _lengths(norm: Norm, typer: Typer, report: object) -> None:
    """A duration is a number with a unit of time; a start is a day; what counts is periods or months."""
    if isinstance(norm, norms.Lasts):
        kind = typer.infer(norm.expr)
        if kind and kind.name != "datum" and not (kind.name == "getal" and kind.unit in DURATIONS):
            report(f"Een duur kan niet {kind} zijn.", "een aantal dagen, weken, maanden of jaren")  # type: ignore[operator]
    elif isinstance(norm, norms.Starts):
        kind = typer.infer(norm.expr)
        if kind and kind.name != "datum":
            report(f"Een begin kan niet {kind} zijn.", "een datum")  # type: ignore[operator]
    elif isinstance(norm, norms.Counts):
        kind = typer.infer(norm.expr)
        if kind and kind.name != "perioden" and not (kind.name == "getal" and kind.unit in DURATIONS):
            report(f"Wat meetelt kan niet {kind} zijn.", "perioden of een aantal maanden")  # type: ignore[operator]
    elif isinstance(norm, norms.Duty) and norm.deadline and norm.deadline.anchor is not None:
        kind = typer.infer(norm.deadline.anchor)
        if kind and kind.name != "datum":
            report(f"Een termijn kan niet lopen vanaf {kind}.", "een datum")  # type: ignore[operator]

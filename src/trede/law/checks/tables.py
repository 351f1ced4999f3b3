"""Tables: every case has exactly one answer, on every day that the table holds."""

from __future__ import annotations

import operator
from collections.abc import Iterator
from datetime import date
from itertools import product
from math import prod
from typing import Any

from trede.law.errors import LawError
from trede.law.kinds import Kind, show, show_date, snake
from trede.law.norms import Cell, Row, TableNorm
from trede.law.regime import Regime
from trede.law.types import Typer

LIMIT = 50_000
TESTS = {"≥": operator.ge, "≤": operator.le, "<": operator.lt, ">": operator.gt}


def check(regime: Regime) -> list[LawError]:
    """Tables with a row that overlaps another, or with a case that no row covers."""
    own = {s.id for s in regime.own_sources()}
    typer = Typer(regime.vocabulary, regime.norms)
    found: list[LawError] = []
    for norm in regime.norms:
        if isinstance(norm, TableNorm) and norm.source in own:
            for day in _days(norm):
                problems = list(_table(norm, _valid(norm, day), typer, day))
                found += problems
                if problems:
                    break
    return found


def _days(norm: TableNorm) -> list[date | None]:
    """The days on which something in the table begins; None when it has no dates."""
    days = sorted({row.since for row in norm.rows if row.since})
    return [*days] if days else [None]


def _valid(norm: TableNorm, day: date | None) -> list[Row]:
    if day is None:
        return list(norm.rows)
    return [r for r in norm.rows if (r.since is None or r.since <= day) and (r.until is None or day < r.until)]


def _table(norm: TableNorm, rows: list[Row], typer: Typer, day: date | None) -> Iterator[LawError]:
    kinds = [typer.name(key) for key in norm.keys]
    domains = [_domain(kind, [row.keys[place] for row in rows]) for place, kind in enumerate(kinds)]
    if prod(len(domain) for domain in domains) > LIMIT:
        return
    when = f" (op {show_date(day)})" if day else ""
    for case in product(*domains):
        fitting = [row for row in rows if all(_fits(cell, value) for cell, value in zip(row.keys, case, strict=False))]
        said = _said(norm, case, kinds, typer)
        if not fitting:
            what = f"Deze tabel heeft geen rij voor {said}{when}." if said else f"Deze reeks heeft geen waarde{when}."
            yield LawError(norm.file, norm.line, what, "een rij erbij, desnoods met 'geen'", norm.sentence)
            return
        if len({row.values for row in fitting}) > 1:
            what = f"Twee rijen overlappen elkaar{f' bij {said}' if said else ''}{when}."
            yield LawError(norm.file, fitting[1].line, what, "rijen die elkaar uitsluiten", norm.sentence)
            return


def _said(norm: TableNorm, case: tuple[Any, ...], kinds: list[Kind | None], typer: Typer) -> str:
    parts = []
    for key, value, kind in zip(norm.keys, case, kinds, strict=False):
        shown = show(value, kind) if kind and value is not None else str(value)
        parts.append(f"{typer.words.label(key)} {shown}")
    return ", ".join(parts)


def _domain(kind: Kind | None, cells: list[Cell]) -> list[Any]:
    """Sample values of a key: all of a choice, around every bound of a number or day."""
    if kind is not None and kind.name == "ja_nee":
        return [True, False]
    if kind is not None and kind.name == "keuze":
        return [snake(value) for value in kind.values]
    found: set[Any] = set()
    for cell in cells:
        values = cell.value if isinstance(cell.value, tuple) else (cell.value,)
        for value in values:
            if (isinstance(value, (int,)) and not isinstance(value, bool)) or hasattr(value, "numerator"):
                found |= {value - 1, value, value + 1}
            elif value is not None:
                found.add(value)
    low, high = (kind.low, kind.high) if kind else (None, None)
    low = 0 if low is None else low
    inside = [v for v in found if not hasattr(v, "numerator") or (low <= v and (high is None or v <= high))]
    return sorted(inside, key=lambda v: (str(type(v)), v)) or [None]


def _fits(cell: Cell, value: Any) -> bool:
    wanted: Any = cell.value
    if cell.op == "*":
        return True
    if cell.op == "=":
        return bool(value == wanted)
    if cell.op == "∈":
        return value in wanted
    if value is None:
        return False
    if cell.op == "..":
        return bool(wanted[0] <= value <= wanted[1])
    return bool(TESTS[cell.op](value, wanted))

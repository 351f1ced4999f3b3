"""Tables: every case has exactly one answer, on every day that the table holds."""

from __future__ import annotations

import operator
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from trede.law.errors import LawError
from trede.law.kinds import Kind, bounds, show, show_date, snake
from trede.law.norms import Cell, Row, TableNorm
from trede.law.regime import Regime
from trede.law.types import Typer

LIMIT = 20_000
WRITTEN = {"ja_nee": "ja of nee", "bedrag": "een bedrag, zoals € 100", "datum": "een datum, zoals 1 juli 2023"}
TESTS = {"≥": operator.ge, "≤": operator.le, "<": operator.lt, ">": operator.gt}


def check(regime: Regime) -> list[LawError]:
    """Tables with a cell of another kind, a row that overlaps another, or a case that no row covers."""
    own = {s.id for s in regime.own_sources()}
    typer = Typer(regime.vocabulary, regime.norms)
    found: list[LawError] = []
    for norm in regime.norms:
        if isinstance(norm, TableNorm) and norm.rows and norm.source in own:
            kinds = [typer.name(key) for key in norm.keys]
            problems = list(_cells(norm, kinds, typer))
            for day in _days(norm):
                problems = problems or list(_table(norm, _valid(norm, day), kinds, typer, day))
            found += problems
    return found


def _cells(norm: TableNorm, kinds: list[Kind | None], typer: Typer) -> Iterator[LawError]:
    """Key cells that are not of the kind of their key: another unit, a number for an amount, an unknown choice."""
    for row in norm.rows:
        for key, kind, cell in zip(norm.keys, kinds, row.keys, strict=True):
            values: Any = cell.value if cell.op in ("∈", "..") else (cell.value,)
            for value, written in zip(values, cell.kinds, strict=False):
                if kind is not None and not _suits(kind, written, value, cell.op):
                    what = f"'{show(value, written)}' past niet bij '{typer.words.label(key)}' ({kind})."
                    right = ", ".join(kind.values) or WRITTEN.get(kind.name) or f"een waarde in {kind.unit}"
                    yield LawError(norm.file, row.line, what, right, norm.sentence)


def _suits(kind: Kind, written: Kind, value: Any, op: str) -> bool:
    if written.unit == "geen":
        return True
    if op not in ("=", "∈") and kind.name not in ("getal", "bedrag", "datum"):
        return False
    if kind.name == "keuze":
        return written.name == "keuze" and value in {snake(v) for v in kind.values}
    if kind.name == "tekst":
        return written.name == "keuze"
    if kind.name == "getal" and written.name == "getal":
        return written.unit == kind.unit or (written.unit is None and kind.unit != "%")
    return kind.name == written.name


def _days(norm: TableNorm) -> list[date | None]:
    """The days on which something in the table begins; None when it has no dates.

    A stretch between rows without any value is no mistake: a figure that is not known is not made up.
    """
    days = sorted({row.since for row in norm.rows if row.since})
    return [*days] if days else [None]


def _valid(norm: TableNorm, day: date | None) -> list[Row]:
    if day is None:
        return list(norm.rows)
    return [r for r in norm.rows if (r.since is None or r.since <= day) and (r.until is None or day < r.until)]


def _table(
    norm: TableNorm, rows: list[Row], kinds: list[Kind | None], typer: Typer, day: date | None
) -> Iterator[LawError]:
    """The first case without a row, or with rows that say different things. Keys are split on one by one."""
    domains = [_domain(kind, [row.keys[place] for row in rows]) for place, kind in enumerate(kinds)]
    when = f" (op {show_date(day)})" if day else ""
    done: set[tuple[int, tuple[int, ...]]] = set()
    agenda: list[tuple[tuple[Any, ...], tuple[int, ...]]] = [((), tuple(range(len(rows))))]
    while agenda:
        case, fitting = agenda.pop()
        place = len(case)
        if (place, fitting) in done:
            continue
        done.add((place, fitting))
        if len(done) > LIMIT:
            what = f"Deze tabel is te groot om na te gaan of zij volledig is{when}."
            yield LawError(norm.file, norm.line, what, "een tabel met minder sleutels of rijen", norm.sentence)
            return
        if not fitting or place == len(domains):
            if problem := _wrong(norm, rows, case, fitting, kinds, typer, when):
                yield problem
                return
            continue
        for value in reversed(domains[place]):
            agenda.append(((*case, value), tuple(i for i in fitting if _fits(rows[i].keys[place], value))))


def _wrong(
    norm: TableNorm, rows: list[Row], case: tuple[Any, ...], fitting: tuple[int, ...], kinds: list[Kind | None],
    typer: Typer, when: str,
) -> LawError | None:  # fmt: skip
    said = _said(norm, case, kinds, typer)
    if not fitting:
        what = f"Deze tabel heeft geen rij voor {said}{when}." if said else f"Deze reeks heeft geen waarde{when}."
        return LawError(norm.file, norm.line, what, "een rij erbij, desnoods met 'geen'", norm.sentence)
    if len({rows[i].values for i in fitting}) > 1:
        what = f"Twee rijen overlappen elkaar{f' bij {said}' if said else ''}{when}."
        return LawError(norm.file, rows[fitting[1]].line, what, "rijen die elkaar uitsluiten", norm.sentence)
    return None


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
    step = Fraction(1, 100) if kind is not None and kind.unit == "%" else 1
    for cell in cells:
        for value in cell.value if isinstance(cell.value, tuple) else (cell.value,):
            if isinstance(value, date):
                found |= {value - timedelta(1), value, value + timedelta(1)}
            elif isinstance(value, (int, Fraction)) and not isinstance(value, bool):
                found |= {value - step, value, value + step}
            elif value is not None:
                found.add(value)
    if kind is not None and kind.name == "tekst":
        found.add("iets anders")
    low, high = bounds(kind)
    least = 0 if low is None else low
    inside = [v for v in found if isinstance(v, (str, date)) or (least <= v and (high is None or v <= high))]
    if found and not inside:
        return [least]
    return sorted(inside, key=lambda v: (str(type(v)), v)) or [None]


def _fits(cell: Cell, value: Any) -> bool:
    wanted: Any = cell.value
    if cell.op == "*":
        return True
    if cell.op == "=":
        return bool(value == wanted)
    if cell.op == "∈":
        return value in wanted
    if cell.op == "..":
        return bool(wanted[0] <= value <= wanted[1])
    return bool(TESTS[cell.op](value, wanted))

"""Dated figures from the inventory of national parameters (`<regime>_series.csv`), held against a regime's tables.

A row: the series, the value of its key (or none), the first and last day, and what it is then. On a day before or
after all rows of a series there is no figure.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from trede.law import Regime
from trede.law.kinds import show
from trede.law.norms import TableNorm
from trede.law.tree import Const
from trede.reason.operations import cell_test

DAY = timedelta(days=1)
Row = tuple[date, date | None, str]


@dataclass(frozen=True, slots=True)
class Series:
    """What a series comes to for one value of its key, over the years."""

    name: str
    key: str
    rows: tuple[Row, ...]

    def days(self) -> Iterator[tuple[date, str]]:
        """The days to look at, with the figure of each: the first and last of every row, and those just outside."""
        for first, last, value in self.rows:
            yield from ((first, value), (last or first + 365 * DAY, value))
        for day in {d for first, last, _ in self.rows for d in (first - DAY, last + DAY if last else None) if d}:
            if not any(first <= day and (last is None or day <= last) for first, last, _ in self.rows):
                yield day, "geen"


def read_series(name: str) -> list[Series]:
    """The series of a regime; none when it has none."""
    file = Path(__file__).with_name(f"{name}_series.csv")
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    if file.exists():
        for row in csv.DictReader(file.read_text("utf-8").splitlines()):
            last = date.fromisoformat(row["last"]) if row["last"] else None
            found[row["series"], row["key"]].append((date.fromisoformat(row["first"]), last, row["value"]))
    return [Series(series, key, tuple(rows)) for (series, key), rows in found.items()]


def wrong(series: Series, regime: Regime) -> str:
    """The first day on which a regime's tables say otherwise than the series; empty when there is none."""
    for day, value in series.days():
        found = figures(regime, series, day)
        if found - {"geen"} != {value} - {"geen"}:
            return f"{series.name} {series.key} {day}: {sorted(found)}, er staat {value}"
    return ""


def figures(regime: Regime, series: Series, day: date) -> set[str]:
    """All that the tables of a regime say on a day, in words."""
    key = _key(series.key)
    return {
        _shown(regime, row.values[place].value, norm.outputs[place])  # type: ignore[attr-defined]
        for norm in regime.norms
        if isinstance(norm, TableNorm) and series.name in norm.outputs
        for place in (norm.outputs.index(series.name),)
        for row in norm.rows
        if (row.since is None or row.since <= day) and (row.until is None or day < row.until)
        if isinstance(row.values[place], Const) and all(_fits(cell, key) for cell in row.keys)
    }


def _key(text: str) -> Any:
    return int(text) if text.isdigit() else text


def _fits(cell: Any, key: Any) -> bool:
    test = cell_test(cell)
    return test is None or bool(test(key))


def _shown(regime: Regime, value: Any, name: str) -> str:
    if value is None:
        return "geen"
    kind = next(n for n in regime.norms if isinstance(n, TableNorm) and name in n.outputs)
    place = kind.outputs.index(name)
    found = next(v.kind for row in kind.rows if isinstance(v := row.values[place], Const) and v.value is not None)
    return show(value, found)

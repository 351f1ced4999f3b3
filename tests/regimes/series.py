"""Dated figures from the inventory of national parameters (`<regime>_series.csv`), held against a regime's tables.

A row: the series, the value of its key (or none), the first and last day, and what it is then: `geen` is a
row that says that there is nothing, `-` is no row.
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
from trede.law.norms import Cell, TableNorm
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
        """The days to look at, with the figure of each: the first and last of every row."""
        for first, last, value in self.rows:
            yield from dict.fromkeys(((first, value), (last or first + 365 * DAY, value)))


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
        if found != ([] if value == "-" else [value]):
            return f"{series.name} {series.key} {day}: {found}, er staat {value}"
    return ""


def figures(regime: Regime, series: Series, day: date) -> list[str]:
    """All that the tables of a regime say on a day, in words; two rows that say the same are two."""
    key = int(series.key) if series.key.isdigit() else series.key
    return [
        "geen" if value.value is None else show(value.value, value.kind)
        for norm in regime.norms
        if isinstance(norm, TableNorm) and series.name in norm.outputs
        for row in norm.rows
        if (row.since is None or row.since <= day) and (row.until is None or day < row.until)
        if isinstance(value := row.values[norm.outputs.index(series.name)], Const)
        if all(_fits(cell, key) for cell in row.keys)
    ]


def _fits(cell: Cell, key: Any) -> bool:
    test = cell_test(cell)
    return test is None or bool(test(key))

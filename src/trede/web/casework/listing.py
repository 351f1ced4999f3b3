"""What lists share: pages, and columns that sort. Filters and order stand in the address, to be kept and sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest

PAGE = 25


@dataclass(frozen=True)
class Column:
    """The heading of a column that sorts: `sorted` is for aria-sort, `query` turns the order."""

    key: str
    heading: str
    sorted: str
    query: str


@dataclass(frozen=True)
class Sheet:
    """One page of a list."""

    rows: list[Any]
    number: int
    last: int
    total: int
    before: str = ""
    after: str = ""

    @property
    def first_row(self) -> int:
        """The number of the first row on this page."""
        return (self.number - 1) * PAGE + 1 if self.total else 0

    @property
    def last_row(self) -> int:
        """The number of the last row on this page."""
        return self.first_row + len(self.rows) - 1 if self.rows else 0


def sheet(request: HttpRequest, rows: QuerySet[Any], total: int | None = None) -> Sheet:
    """The page of the address; a number that is none, or too high, gives the nearest there is."""
    count = rows.count() if total is None else total
    last = max(1, -(-count // PAGE))
    asked = request.GET.get("pagina", "1")
    number = min(max(int(asked) if asked.isdecimal() and len(asked) < 10 else 1, 1), last)
    found = list(rows[(number - 1) * PAGE : number * PAGE])
    before = address(request, pagina=number - 1) if number > 1 else ""
    after = address(request, pagina=number + 1) if number < last else ""
    return Sheet(found, number, last, count, before, after)


def address(request: HttpRequest, **changes: Any) -> str:
    """The query of the address with these changes; empty values are left out."""
    asked = {name: value for name, value in request.GET.items() if name != "pagina"} | changes
    return "?" + urlencode({name: value for name, value in asked.items() if value not in ("", None)})


def columns(request: HttpRequest, order: str, *headings: tuple[str, str]) -> list[Column]:
    """The columns that sort, by their key and heading; a second click turns the order."""
    found = []
    for key, heading in headings:
        state = "ascending" if order == key else "descending" if order == f"-{key}" else "none"
        turned = f"-{key}" if order == key else key
        found.append(Column(key, heading, state, address(request, volgorde=turned)))
    return found

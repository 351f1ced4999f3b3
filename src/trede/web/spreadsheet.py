"""A list, or several, as a spreadsheet to take along (xlsx). What looks like a formula stays text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from xlsxwriter import Workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 60  # characters
LONGEST_NAME = 31  # characters of the name of a sheet


@dataclass(frozen=True)
class Table:
    """One list: the name of its sheet, the headings, and the rows with a value for each."""

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[Any]]


def spreadsheet(name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A file with one list."""
    return workbook(name, Table(name, header, rows))


def workbook(name: str, *tables: Table) -> HttpResponse:
    """A file with a sheet per list; a header stays in sight and filters."""
    file = BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd-mm-yyyy"})
        for table in tables:
            sheet = book.add_worksheet(table.name[:LONGEST_NAME])
            sheet.write_row(0, 0, table.header, bold)
            write(sheet, table, day)
            sheet.freeze_panes(1, 0)
    response = HttpResponse(file.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def write(sheet: Any, table: Table, day: Any) -> None:
    """The rows under the header: dates are dates, an empty value is an empty cell."""
    widths = [len(word) for word in table.header]
    number = 0
    for number, row in enumerate(table.rows, 1):
        for place, value in enumerate(row):
            widths[place] = min(WIDEST, max(widths[place], 10 if isinstance(value, date) else len(str(value or ""))))
            if isinstance(value, date):
                sheet.write_datetime(number, place, value, day)
            elif isinstance(value, int):
                sheet.write_number(number, place, value)
            elif value is not None:
                sheet.write_string(number, place, str(value))
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width + 2)
    sheet.autofilter(0, 0, number, len(table.header) - 1)

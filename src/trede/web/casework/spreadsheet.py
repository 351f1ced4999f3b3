"""A list as a spreadsheet to take along (xlsx). What looks like a formula stays text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from xlsxwriter import Workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 60  # characters


def spreadsheet(name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """One sheet whose header stays in sight and filters; dates are dates, an empty value is an empty cell."""
    file = BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd-mm-yyyy"})
        sheet = book.add_worksheet(name[:31])
        widths = [len(word) for word in header]
        sheet.write_row(0, 0, header, bold)
        number = 0
        for number, row in enumerate(rows, 1):
            for place, value in enumerate(row):
                widths[place] = min(
                    WIDEST, max(widths[place], 10 if isinstance(value, date) else len(str(value or "")))
                )
                if isinstance(value, date):
                    sheet.write_datetime(number, place, value, day)
                elif isinstance(value, int):
                    sheet.write_number(number, place, value)
                elif value is not None:
                    sheet.write_string(number, place, str(value))
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width + 2)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, number, len(header) - 1)
    response = HttpResponse(file.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response

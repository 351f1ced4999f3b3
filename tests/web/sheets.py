"""Reads a spreadsheet that a page gave, as a program for spreadsheets would: the cells of each sheet, and formulas."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

NAME = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheets(response: Any) -> list[list[list[str]]]:
    """Per sheet its rows of cells as text; an empty cell is empty text. Dates come as their number."""
    assert response.status_code == 200
    assert ".xlsx" in response["Content-Disposition"]
    with ZipFile(BytesIO(response.content)) as book:
        known = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        texts = ["".join(part.text or "" for part in item.iter(f"{NAME}t")) for item in known.iter(f"{NAME}si")]
        names = sorted(name for name in book.namelist() if name.startswith("xl/worksheets/sheet"))
        return [rows(ElementTree.fromstring(book.read(name)), texts) for name in names]


def rows(sheet: Any, texts: list[str]) -> list[list[str]]:
    """The rows of one sheet, each as long as the header."""
    found: list[list[str]] = []
    for row in sheet.iter(f"{NAME}row"):
        cells = {column(cell.get("r")): value(cell, texts) for cell in row.iter(f"{NAME}c")}
        width = len(found[0]) if found else max(cells) + 1
        found.append([cells.get(place, "") for place in range(width)])
    return found


def column(place: str) -> int:
    """The number of the column of a cell such as AB12."""
    number = 0
    for letter in place.rstrip("0123456789"):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def value(cell: Any, texts: list[str]) -> str:
    """What stands in a cell."""
    assert cell.find(f"{NAME}f") is None, "a cell computes"
    found = cell.findtext(f"{NAME}v") or ""
    return texts[int(found)] if cell.get("t") == "s" else found

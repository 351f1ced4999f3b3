"""Reads the rows of a table norm: key cells, outputs, dates, the row's own citation."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from trede.law.document import Bullet, Table
from trede.law.errors import LawError, nearest
from trede.law.kinds import Kind, parse_date, parse_number, snake
from trede.law.norms import Cell, Row
from trede.law.tree import Const, Expr
from trede.law.words import LITERALS, literal

if TYPE_CHECKING:
    from trede.law.sentence import SentenceReader

OR_MORE = re.compile(r"^(.+?) of (?:meer|ouder|langer|hoger|later)$")
OR_LESS = re.compile(r"^(.+?) of (?:minder|jonger|korter|lager|eerder)$")
RANGE = re.compile(r"^(.+?) t/m (.+)$")
META = ("vanaf", "tot", "norm")


def read_rows(
    bullet: Bullet,
    outputs: tuple[str, ...],
    keys: tuple[str, ...],
    sentences: SentenceReader,
    file: str,
    errors: list[LawError],
) -> tuple[Row, ...]:
    """The rows of the table under `bullet`; mistakes are added to `errors`."""
    table = bullet.table
    if table is None:
        errors.append(LawError(file, bullet.line, "Onder deze regel staat geen tabel.", "een tabel met een kop"))
        return ()
    columns = _columns(table, outputs, keys, sentences, file, errors)
    if columns is None:
        return ()
    rows = []
    for line, cells in table.rows:
        row = _row(line, cells, table, columns, keys, outputs, sentences, file, errors)
        if row is not None:
            rows.append(row)
    return tuple(rows)


def _columns(
    table: Table,
    outputs: tuple[str, ...],
    keys: tuple[str, ...],
    sentences: SentenceReader,
    file: str,
    errors: list[LawError],
) -> dict[str, int] | None:
    found: dict[str, int] = {}
    for place, heading in enumerate(table.header):
        for symbol in sentences.vocabulary.phrases.get(heading.lower(), ()):
            if symbol.category == "NAME":
                found[symbol.name] = place
        found.setdefault(heading.lower(), place)
    missing = [name for name in (*keys, *outputs) if name not in found]
    for name in missing:
        label = sentences.vocabulary.label(name)
        guess = nearest(label, table.header)
        right = f"'{label}' in plaats van '{guess}'" if guess else f"een kolom '{label}'"
        errors.append(LawError(file, table.line, f"De kolom '{label}' ontbreekt in deze tabel.", right))
    return None if missing else found


def _row(
    line: int,
    cells: list[str],
    table: Table,
    columns: dict[str, int],
    keys: tuple[str, ...],
    outputs: tuple[str, ...],
    sentences: SentenceReader,
    file: str,
    errors: list[LawError],
) -> Row | None:
    shown = "| " + " | ".join(cells) + " |"
    key_cells = [key_cell(cells[columns[key]]) for key in keys]
    for key, cell in zip(keys, key_cells, strict=False):
        if cell is None:
            what = f"'{cells[columns[key]]}' is geen waarde voor een sleutel."
            errors.append(
                LawError(file, line, what, "een waarde, '23 of ouder', 'minder dan 4', '1 t/m 3' of 'elk'", shown)
            )
    values = [_output(cells[columns[name]], sentences, file, line, shown, errors) for name in outputs]
    if None in key_cells or None in values:
        return None
    dates = {
        word: _day(cells[columns[word]], file, line, shown, errors) for word in ("vanaf", "tot") if word in columns
    }
    used = {columns[name] for name in (*keys, *outputs, *META) if name in columns}
    remarks = tuple((table.header[i], cell) for i, cell in enumerate(cells) if i not in used and cell)
    own = cells[columns["norm"]] if "norm" in columns else ""
    return Row(tuple(c for c in key_cells if c), tuple(v for v in values if v is not None), line, dates.get("vanaf"),
               dates.get("tot"), own, remarks)  # fmt: skip


def key_cell(text: str) -> Cell | None:
    """A key cell.

    >>> key_cell("23 of ouder"), key_cell("elk")
    (Cell(op='≥', value=23), Cell(op='*', value=None))
    """
    text = text.strip().lower()
    if text in ("elk", "elke", "alle"):
        return Cell("*")
    for pattern, op in ((OR_MORE, "≥"), (OR_LESS, "≤")):
        if match := pattern.match(text):
            value = plain_value(match[1])
            return None if value is None else Cell(op, value)
    for word, op in (("minder dan ", "<"), ("meer dan ", ">"), ("jonger dan ", "<")):
        if text.startswith(word):
            value = plain_value(text[len(word) :])
            return None if value is None else Cell(op, value)
    if match := RANGE.match(text):
        low, high = plain_value(match[1]), plain_value(match[2])
        return None if low is None or high is None else Cell("..", (low, high))
    if " of " in text:
        return Cell("∈", tuple(plain_value(part) for part in re.split(r", | of ", text)))
    if text == "geen":
        return Cell("=", None)
    value = plain_value(text)
    return None if value is None else Cell("=", value)


def plain_value(text: str) -> object | None:
    """The value that a cell writes without saying its kind: ja, a number, an amount, a day, a choice."""
    text = text.strip().lower()
    if text in ("ja", "nee"):
        return text == "ja"
    for name, pattern in LITERALS:
        if (match := pattern.fullmatch(text)) and (found := literal(name, match[0])) is not None:
            value: object = found.value
            return value
    number = parse_number(text)
    return number if number is not None else snake(text) or None


def _output(
    text: str, sentences: SentenceReader, file: str, line: int, shown: str, errors: list[LawError]
) -> Expr | None:
    if text == "geen":
        return Const(None, Kind("tekst", "geen"))
    from trede.law.sentence import Misread

    for name, pattern in LITERALS:
        if (match := pattern.fullmatch(text)) and (found := literal(name, match[0])) is not None:
            return found
    expr = sentences.read_expression(text, "")
    if isinstance(expr, Misread):
        errors.append(LawError(file, line, expr.what, expr.right, shown))
        return None
    return expr


def _day(text: str, file: str, line: int, shown: str, errors: list[LawError]) -> date | None:
    if not text:
        return None
    day = parse_date(text)
    if day is None:
        errors.append(LawError(file, line, f"'{text}' is geen datum.", "bijvoorbeeld 1 juli 2023", shown))
    return day

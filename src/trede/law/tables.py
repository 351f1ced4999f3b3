"""Reads the rows of a table norm: key cells, outputs, dates, the row's own citation."""

from __future__ import annotations

import re
from datetime import date

from trede.law.document import Bullet, Table
from trede.law.errors import LawError, nearest
from trede.law.kinds import ABSENT, NUMBER, YES_NO, Kind, parse_date, parse_number, snake
from trede.law.norms import Cell, Row
from trede.law.sentence import Misread, SentenceReader
from trede.law.tree import Const, Expr
from trede.law.words import LITERALS, literal

OR_MORE = re.compile(r"^(.+?) of (?:meer|ouder|langer|hoger|later)$")
OR_LESS = re.compile(r"^(.+?) of (?:minder|jonger|korter|lager|eerder)$")
RANGE = re.compile(r"^(.+?) t/m (.+)$")
UNTIL = ("t/m", "tot en met")
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
        errors.append(
            LawError(file, bullet.line, "Onder deze regel staat geen tabel.", "een tabel met een kop", bullet.text)
        )
        return ()
    if not table.rows:
        errors.append(LawError(file, table.line, "Deze tabel heeft geen rijen.", "minstens één rij", bullet.text))
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
        known = {s.name for s in sentences.vocabulary.phrases.get(heading.lower(), ()) if s.category == "NAME"}
        if twice := sorted(known & set(found)):
            label = sentences.vocabulary.label(twice[0])
            errors.append(LawError(file, table.line, f"De kolom '{label}' staat er twee keer.", "één keer"))
        found.update(dict.fromkeys(known, place))
        found.setdefault(heading.lower(), place)
        if heading.lower() in UNTIL or (
            not known and (close := nearest(heading.lower(), META, 0.75)) and close != heading
        ):
            right = "'tot' (de eerste dag waarop het niet meer geldt)" if heading.lower() in UNTIL else f"'{close}'"
            errors.append(LawError(file, table.line, f"De kolom '{heading}' ken ik niet.", right))
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
    facts = sentences.vocabulary.facts
    choices = [tuple(snake(v) for v in facts[key].kind.values) if key in facts else () for key in keys]
    key_cells = [key_cell(cells[columns[key]], known) for key, known in zip(keys, choices, strict=True)]
    for key, cell in zip(keys, key_cells, strict=False):
        if cell is None:
            written = cells[columns[key]]
            what = f"'{written}' is geen waarde voor een sleutel." if written else "Dit vak van een sleutel is leeg."
            errors.append(
                LawError(file, line, what, "een waarde, '23 of ouder', 'minder dan 4', '1 t/m 3' of 'elk'", shown)
            )
    values = [_output(cells[columns[name]], sentences, file, line, shown, errors) for name in outputs]
    if None in key_cells or None in values:
        return None
    dates = {
        word: _day(cells[columns[word]], file, line, shown, errors) for word in ("vanaf", "tot") if word in columns
    }
    if (since := dates.get("vanaf")) and (until := dates.get("tot")) and since >= until:
        errors.append(LawError(file, line, "Deze rij geldt op geen enkele dag.", "een 'tot' na 'vanaf'", shown))
    used = {columns[name] for name in (*keys, *outputs, *META) if name in columns}
    remarks = tuple((table.header[i], cell) for i, cell in enumerate(cells) if i not in used and cell)
    own = cells[columns["norm"]] if "norm" in columns else ""
    return Row(tuple(c for c in key_cells if c), tuple(v for v in values if v is not None), line, dates.get("vanaf"),
               dates.get("tot"), own, remarks)  # fmt: skip


def key_cell(text: str, choices: tuple[str, ...] = ()) -> Cell | None:
    """A key cell; `choices` are the values of a key that is a choice, which go before all else.

    >>> key_cell("23 of ouder"), key_cell("elk")
    (Cell(op='≥', value=23), Cell(op='*', value=None))
    """
    text = text.strip().lower()
    if snake(text) and snake(text) in choices:
        return _cell("=", text, choices)
    if text in ("elk", "elke", "alle"):
        return Cell("*")
    if text == "geen":
        return Cell("=", None)
    for pattern, op in ((OR_MORE, "≥"), (OR_LESS, "≤")):
        if match := pattern.match(text):
            return _cell(op, match[1], choices)
    for word, op in (("minder dan ", "<"), ("meer dan ", ">"), ("jonger dan ", "<"), ("ouder dan ", ">")):
        if text.startswith(word):
            return _cell(op, text[len(word) :], choices)
    if match := RANGE.match(text):
        return _cell("..", (match[1], match[2]), choices)
    if " of " in text:
        return _cell("∈", tuple(re.split(r", | of ", text)), choices)
    return _cell("=", text, choices)


def _cell(op: str, texts: str | tuple[str, ...], choices: tuple[str, ...]) -> Cell | None:
    several = (texts,) if isinstance(texts, str) else texts
    found = [_constant(text, choices) for text in several]
    if None in found:
        return None
    values = tuple(constant.value for constant in found if constant)
    kinds = tuple(constant.kind for constant in found if constant)
    return Cell(op, values[0] if isinstance(texts, str) else values, kinds)


def _constant(text: str, choices: tuple[str, ...]) -> Const | None:
    """The value that a cell writes without saying its kind: ja, a number, an amount, a day, a choice; or absent."""
    text = text.strip()
    if not snake(text):
        return None
    if snake(text) in choices:
        return Const(snake(text), Kind("keuze"))
    if text == "geen":
        return Const(None, ABSENT)
    if text in ("ja", "nee"):
        return Const(text == "ja", YES_NO)
    for name, pattern in LITERALS:
        if (match := pattern.fullmatch(text)) and (found := literal(name, match[0])) is not None:
            return found
    number = parse_number(text)
    return Const(snake(text), Kind("keuze")) if number is None else Const(number, NUMBER)


def _output(
    text: str, sentences: SentenceReader, file: str, line: int, shown: str, errors: list[LawError]
) -> Expr | None:
    if text == "geen":
        return Const(None, ABSENT)
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

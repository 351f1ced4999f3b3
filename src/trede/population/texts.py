"""The facts of invented people as text: a cell of a CSV file, or the JSON of `docs/assessment.md`.

An empty cell is unknown, `null` known to be absent; a list, periods and several choices stand as JSON in their cell.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import numpy as np

from trede.law.kinds import snake
from trede.law.vocabulary import Fact, Vocabulary
from trede.population.columns import Column
from trede.population.shapes import Nested, Values

NULL = "null"


def cells(column: Column, words: Vocabulary, as_json: bool) -> list[str]:
    """A text per person; empty where the fact is not on record."""
    found = _texts(column.fact, column.values, words, as_json)
    found[column.absent] = NULL
    found[column.unknown] = ""
    return list(found.tolist())


def _texts(fact: Fact, values: Values | Nested, words: Vocabulary, as_json: bool) -> Any:
    if isinstance(values, Nested):
        return _nested(fact, values, words)
    kind = fact.kind
    match kind.name:
        case "ja_nee":
            return np.array(["false", "true"], dtype=object)[values.astype(np.int8)]
        case "keuze":
            return np.array([_quoted(snake(v), as_json) for v in kind.values], dtype=object)[values]
        case "keuzes":
            return _each(values, lambda mask: _chosen(int(mask), [snake(v) for v in kind.values]))
        case "datum":
            return _each(values, lambda day: _quoted(str(day.astype("M8[D]")), as_json))
        case "tekst":
            return _each(values, lambda text: _quoted(str(text), as_json))
        case _:
            return _each(values, lambda number: hundredths(int(number)))


def _each(values: Values, text: Callable[[Any], str]) -> Any:
    """The text of each value, made once for each that occurs."""
    known, places = np.unique(values, return_inverse=True)
    return np.array([*map(text, known), ""], dtype=object)[places]


def hundredths(value: int) -> str:
    """A whole number of hundredths as a decimal, exactly.

    >>> hundredths(116526), hundredths(2400), hundredths(-50)
    ('1165.26', '24', '-0.5')
    """
    whole, rest = divmod(abs(value), 100)
    tail = f".{rest:02d}".rstrip("0") if rest else ""
    return f"{'-' if value < 0 else ''}{whole}{tail}"


def _quoted(text: str, as_json: bool) -> str:
    return json.dumps(text, ensure_ascii=False) if as_json else text


def _chosen(mask: int, names: list[str]) -> str:
    return json.dumps([name for place, name in enumerate(names) if mask >> place & 1])


def _nested(fact: Fact, values: Nested, words: Vocabulary) -> Any:
    """A JSON list per person."""
    known = words.fields.get(fact.kind.element or "", {})
    parts = []
    for name, inner in values.fields.items():
        if fact.kind.name == "perioden":
            texts = _each(inner, lambda day: f'"{day.astype("M8[D]")}"')
        else:
            texts = _texts(known[name], inner, words, True)
        parts.append([f'"{name}": {text}' for text in texts])
    records = ["{" + ", ".join(record) + "}" for record in zip(*parts, strict=True)]
    ends = np.cumsum(values.counts)
    made = np.empty(len(values.counts), dtype=object)
    for person, (end, count) in enumerate(zip(ends.tolist(), values.counts.tolist(), strict=True)):
        made[person] = "[" + ", ".join(records[end - count : end]) + "]"
    return made

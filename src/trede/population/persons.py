"""One invented person out of a block: the facts as JSON, as `trede.reason.Facts` reads them."""

from __future__ import annotations

from typing import Any

from trede.law.kinds import snake
from trede.law.vocabulary import Fact, Vocabulary
from trede.population.columns import Block
from trede.population.shapes import Nested
from trede.population.texts import hundredths


def facts_of(block: Block, place: int, words: Vocabulary) -> dict[str, Any]:
    """The facts on record of the person at a place in a block (0 is the first)."""
    found: dict[str, Any] = {}
    for name, column in block.columns.items():
        if column.absent[place]:
            found[name] = None
        elif not column.unknown[place]:
            found[name] = _value(column.fact, column.values, place, words)
    return found


def _value(fact: Fact, values: Any, place: int, words: Vocabulary) -> Any:
    if isinstance(values, Nested):
        first = int(values.counts[:place].sum())
        return [_record(fact, values, at, words) for at in range(first, first + int(values.counts[place]))]
    value = values[place]
    match fact.kind.name:
        case "ja_nee":
            return bool(value)
        case "keuze":
            return snake(fact.kind.values[value])
        case "keuzes":
            return [snake(name) for number, name in enumerate(fact.kind.values) if int(value) >> number & 1]
        case "datum":
            return str(value.astype("M8[D]"))
        case "tekst":
            return str(value)
        case _:
            return hundredths(int(value))


def _record(fact: Fact, values: Nested, at: int, words: Vocabulary) -> dict[str, Any]:
    known = words.fields.get(fact.kind.element or "", {})
    return {
        name: str(inner[at].astype("M8[D]")) if fact.kind.name == "perioden" else _value(known[name], inner, at, words)
        for name, inner in values.fields.items()
    }

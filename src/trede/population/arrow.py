"""Invented people as an Arrow record batch, as Parquet and Spark hold them (docs/caseload-files.md).

A value that is null is unknown; the column `afwezig` names, per person, the facts that are known to be absent.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from trede.law.kinds import snake
from trede.law.vocabulary import Fact, Vocabulary
from trede.population.columns import ABSENT, KEY, Block, Mask
from trede.population.shapes import Nested, Values

HUNDREDTHS = pa.decimal128(18, 2)


def record_batch(block: Block, words: Vocabulary) -> Any:
    """A record batch: the number of the person, the facts, and which of them are known to be absent."""
    keys = pa.array(np.arange(block.first + 1, block.first + block.size + 1))
    arrays = [_array(c.fact, c.values, c.unknown | c.absent, words) for c in block.columns.values()]
    return pa.record_batch([keys, *arrays, _absent(block)], [KEY, *block.columns, ABSENT])


def _array(fact: Fact, values: Values | Nested, gone: Mask | None, words: Vocabulary) -> Any:
    kind = fact.kind
    if isinstance(values, Nested):
        return _nested(fact, values, gone, words)
    match kind.name:
        case "ja_nee" | "tekst":
            return pa.array(values, mask=gone)
        case "keuze":
            names = pa.array([snake(value) for value in kind.values])
            return pa.DictionaryArray.from_arrays(pa.array(values.astype(np.int16), mask=gone), names)
        case "keuzes":
            names = pa.array([snake(value) for value in kind.values], pa.string())
            chosen = (values[:, None] >> np.arange(len(kind.values))) & 1
            return lists(chosen.sum(axis=1), names.take(pa.array(np.nonzero(chosen)[1])), gone)
        case "datum":
            return pa.array(values.astype(np.int32), mask=gone).cast(pa.date32())
        case _:
            return decimals(values, gone)


def decimals(values: Values, gone: Mask | None) -> Any:
    """Whole hundredths as exact decimals: sixteen bytes each, the lowest first."""
    data = np.empty((len(values), 2), dtype="<i8")
    data[:, 0], data[:, 1] = values, values >> 63
    there = None if gone is None else pa.array(~gone).buffers()[1]
    return pa.Array.from_buffers(HUNDREDTHS, len(values), [there, pa.py_buffer(data.tobytes())])


def lists(counts: Values, items: Any, gone: Mask | None) -> Any:
    """A list per person: so many items each, one after another."""
    offsets = np.concatenate([np.zeros(1, np.int32), np.cumsum(counts)]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), items, mask=None if gone is None else pa.array(gone))


def _nested(fact: Fact, values: Nested, gone: Mask | None, words: Vocabulary) -> Any:
    known = words.fields.get(fact.kind.element or "", {})
    arrays = [
        pa.array(inner.astype(np.int32)).cast(pa.date32())
        if fact.kind.name == "perioden"
        else _array(known[name], inner, None, words)
        for name, inner in values.fields.items()
    ]
    return lists(values.counts, pa.StructArray.from_arrays(arrays, list(values.fields)), gone)


def _absent(block: Block) -> Any:
    """Per person the names of the facts that are known to be absent."""
    names = list(block.columns)
    absent = (
        np.array([column.absent for column in block.columns.values()], dtype=bool).reshape(len(names), block.size).T
    )
    items = pa.array(names, pa.string()).take(pa.array(np.nonzero(absent)[1]))
    return lists(absent.sum(axis=1), items, None)

"""Arrow arrays as columns: the different values of each, and the place of every row's value among them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from trede.reason.caseload.planes import Array


def encode(cells: Any) -> tuple[Array, list[Any]]:
    """Per row the place of its value among the different values; null is one of them."""
    if isinstance(cells, pa.ChunkedArray):
        cells = cells.combine_chunks()
    if pa.types.is_nested(cells.type):
        return _nested(cells)
    if pa.types.is_timestamp(cells.type):
        cells = _as_days(cells)
    found = cells if pa.types.is_dictionary(cells.type) else cells.dictionary_encode()
    values = found.dictionary.to_pylist()
    return np.array(found.indices.cast(pa.int64()).fill_null(len(values))), [*values, None]


def _as_days(cells: Any) -> Any:
    """Moments as days, when they are all at midnight, as tables of other programs hold days."""
    days = cells.cast(pa.date32(), safe=False)
    return days if days.cast(cells.type).equals(cells) else cells


def _nested(cells: Any) -> tuple[Array, list[Any]]:
    known: dict[str, int] = {}
    values: list[Any] = []
    codes = np.empty(len(cells), np.int64)
    for place, value in enumerate(cells.to_pylist()):
        value = _known(value)
        mark = repr(value)
        if mark not in known:
            known[mark] = len(values)
            values.append(value)
        codes[place] = known[mark]
    return codes, values


def _known(value: Any) -> Any:
    """A list without the fields that are null, which are unknown."""
    if not isinstance(value, list):
        return value
    return [{k: v for k, v in item.items() if v is not None} if isinstance(item, dict) else item for item in value]

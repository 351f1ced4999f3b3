"""Arrow arrays as columns: the different values of each, and the place of every row's value among them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from trede.reason.caseload.planes import Array


def encode(cells: Any) -> tuple[Array, list[Any]]:
    """Per row the place of its value among the different values; null is one of them."""
    if isinstance(cells, pa.ChunkedArray):
        cells = cells.combine_chunks()
    if pa.types.is_nested(cells.type):
        lists = pa.types.is_list(cells.type) or pa.types.is_large_list(cells.type)
        return _nested(cells) if lists else (np.arange(len(cells)), cells.to_pylist())
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
    """Lists: most people have none or an empty one, so only the others are looked at one by one."""
    sizes = np.asarray(pc.fill_null(pc.list_value_length(cells), -1))
    values: list[Any] = [None, []]
    codes = np.where(sizes < 0, 0, 1)
    known: dict[str, int] = {}
    full = np.flatnonzero(sizes > 0)
    for place, value in zip(full.tolist(), cells.take(pa.array(full)).to_pylist(), strict=True):
        mark = repr(value)
        if mark not in known:
            known[mark] = len(values)
            values.append([_known(item) for item in value])
        codes[place] = known[mark]
    return codes, values


def _known(item: Any) -> Any:
    """A record without the fields that are null, which are unknown."""
    return {name: value for name, value in item.items() if value is not None} if isinstance(item, dict) else item


def listed(cells: Any) -> dict[str, Array]:
    """Of a column of lists of names: per name the rows it stands in."""
    if isinstance(cells, pa.ChunkedArray):
        cells = cells.combine_chunks()
    rows = np.asarray(pc.list_parent_indices(cells))
    names = pc.list_flatten(cells).dictionary_encode()
    codes = np.asarray(names.indices)
    return {name: rows[codes == code] for code, name in enumerate(names.dictionary.to_pylist())}

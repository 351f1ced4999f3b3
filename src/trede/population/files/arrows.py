"""Arrow arrays as columns: the different values of each, and the place of every row's value among them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from trede.law.vocabulary import Fact
from trede.population.files.values import Different, Plain, Records, Said, Values
from trede.population.shapes import EPOCH
from trede.reason.caseload.planes import Array
from trede.reason.facts import FIRST_YEAR, LAST_YEAR, MAX_RECORDS, limits

Reader = Callable[[Fact, Any], tuple[Any, Said]]


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


def plain_array(cells: Any, fact: Fact) -> Plain | None:
    """Days and exact numbers as an array, when all lie within what the fact can be; None: they are to be read."""
    if isinstance(cells, pa.ChunkedArray):
        cells = cells.combine_chunks()
    if pa.types.is_timestamp(cells.type):
        cells = _as_days(cells)
    unknown = np.asarray(cells.is_null())
    nobody = np.zeros(len(cells), bool)
    if fact.kind.name == "datum":
        if not pa.types.is_date32(cells.type):
            return None
        days = np.asarray(cells.cast(pa.int32()).fill_null(0)) + EPOCH
        first, last = date(FIRST_YEAR, 1, 1).toordinal(), date(LAST_YEAR, 12, 31).toordinal()
        within = not len(days) or (first <= days.min() and days.max() <= last)
        return Plain(fact, days, 1, unknown, nobody) if within else None
    return _numbers(cells, fact, unknown, nobody)


def _numbers(cells: Any, fact: Fact, unknown: Array, absent: Array) -> Plain | None:
    if not (pa.types.is_integer(cells.type) or pa.types.is_decimal(cells.type)):
        return None
    try:
        exact = cells.cast(pa.decimal128(18, 2))
    except pa.ArrowInvalid:  # more than two decimals, or very large
        return None
    exact = exact.fill_null(0)
    numbers = np.frombuffer(exact.buffers()[1], dtype="<i8")[::2][exact.offset : exact.offset + len(exact)]
    low, high = (None if bound is None else Fraction(bound) * _hundred(fact) for bound in limits(fact.kind))
    known = numbers[~unknown]
    if len(known) and ((low is not None and known.min() < low) or (high is not None and known.max() > high)):
        return None
    if fact.kind.name == "bedrag":
        return Plain(fact, numbers, 1, unknown, absent)
    scale = int(_hundred(fact))
    if not (numbers % 100).any():
        numbers, scale = numbers // 100, scale // 100
    return Plain(fact, numbers, scale, unknown, absent)


def _hundred(fact: Fact) -> int:
    """How many hundredths go in one of the engine's units: cents are hundredths already, a whole is 100 per cent."""
    return 1 if fact.kind.name == "bedrag" else 10_000 if fact.kind.unit == "%" else 100


def plain_records(cells: Any, fact: Fact, fields: Mapping[str, Fact], read: Reader) -> Records | None:
    """A list of records, field by field, when all fields are known and right; else None: they are read one by one.

    `read` gives the engine's value of a field, and what is wrong with it.
    """
    if isinstance(cells, pa.ChunkedArray):
        cells = cells.combine_chunks()
    if not (pa.types.is_list(cells.type) and pa.types.is_struct(cells.type.value_type)):
        return None
    items = pc.list_flatten(cells)
    names = [field.name for field in cells.type.value_type]
    sizes = np.asarray(pc.fill_null(pc.list_value_length(cells), 0)).astype(np.int64)
    if items.null_count or not set(names) <= set(fields) or sizes.max(initial=0) > MAX_RECORDS:
        return None
    found: dict[str, Values] = {}
    for name in names:
        values = _field(pc.struct_field(items, name), fields[name], read)
        if values is None:
            return None
        found[name] = values
    return Records(fact, sizes, found, np.asarray(cells.is_null()), np.zeros(len(cells), bool))


def _field(cells: Any, fact: Fact, read: Reader) -> Values | None:
    if fact.kind.name in ("datum", "getal", "bedrag") and (plain := plain_array(cells, fact)) is not None:
        return plain
    codes, uniques = encode(cells)
    answers = [read(fact, raw) for raw in uniques]
    if any(said for _, said in answers):
        return None
    return Different(fact, codes, [value for value, _ in answers], {}, uniques)

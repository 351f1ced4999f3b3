"""One function over Arrow record batches: people in, answers out. Parquet files and Spark use it alike.

It needs pyarrow, which is an extra. docs/caseload-files.md says how the columns are named and typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from trede.population.answers import MISSING, PENDING, Amounts, Answer, Outcomes, answers, headings
from trede.population.arrow import decimals, lists
from trede.population.columns import KEY
from trede.population.files.heading import Heading, read_heading
from trede.population.files.portion import Chunk
from trede.population.files.reading import Reading
from trede.reason.caseload import OUTCOMES, BlockResult, Caseload

HUNDREDTHS = pa.decimal128(18, 2)
OUTCOME = pa.dictionary(pa.int8(), pa.string())
NAMES = pa.list_(pa.string())
FAULT = "onleesbaar"


def answer_schema(case: Caseload, faults: bool = False) -> Any:
    """The columns of answers; with `faults` also what was wrong with a row (null: nothing)."""
    kinds = [(KEY, pa.string())]
    for name in headings(case):
        last = name.rpartition(".")[2]
        kinds.append((name, OUTCOME if "." not in name else NAMES if last in (MISSING, PENDING) else HUNDREDTHS))
    return pa.schema([*kinds, (FAULT, pa.string())] if faults else kinds)


def answer_batch(case: Caseload, keys: Sequence[str], result: BlockResult) -> Any:
    """The answers of a block as a record batch."""
    arrays = [pa.array(keys, pa.string()), *(_array(column) for column in answers(case, result))]
    return pa.record_batch(arrays, schema=answer_schema(case))


def _array(column: Answer) -> Any:
    if isinstance(column, Outcomes):
        return pa.DictionaryArray.from_arrays(pa.array(column.codes.astype(np.int8)), pa.array(OUTCOMES))
    if isinstance(column, Amounts):
        return decimals(column.hundredths, ~column.known)
    names = pa.array(column.names, pa.string())
    people, places = np.nonzero(column.flags.T)
    counts = np.bincount(people, minlength=column.flags.shape[1])
    return lists(counts, names.take(pa.array(places)), None)


def assess_batches(case: Caseload, batches: Iterable[Any], key: str | None = None) -> Iterator[Any]:
    """Answers for each batch of people, in order; a row that could not be read has only `onleesbaar`.

    ColumnErrors when the columns are wrong. A key that stands in two rows is not noticed here: a distributed engine
    has no place where all rows come by.
    """
    heading: Heading | None = None
    reading: Reading | None = None
    for batch in batches:
        if heading is None or reading is None:
            heading = read_heading(batch.schema.names, case, key, ())
            reading = Reading(case, heading, unique=False)
        yield _assessed(case, reading, batch)


def _assessed(case: Caseload, reading: Reading, batch: Any) -> Any:
    cells = {name: batch.column(place) for place, name in enumerate(batch.schema.names)}
    portion = reading.portion(Chunk(range(batch.num_rows), cells, batch.num_rows))
    said: dict[int, list[str]] = {}
    for trouble in portion.troubles:
        right = f" Goed is: {trouble.right}." if trouble.right else ""
        said.setdefault(trouble.line, []).append(f"{trouble.column}: {trouble.what}.{right}".removeprefix(": "))
    found = answer_batch(case, portion.keys, case.run(portion.block))
    column = reading.heading.key
    keys = cells[column].cast(pa.string()) if column else pa.array([str(n) for n in range(batch.num_rows)])
    good = np.ones(batch.num_rows, bool)
    good[list(said)] = False
    places = pa.array(np.cumsum(good) - 1, mask=~good)
    arrays = [keys, *(found.column(n).take(places) for n in range(1, found.num_columns))]
    faults = pa.array([" ".join(said[n]) if n in said else None for n in range(batch.num_rows)], pa.string())
    return pa.record_batch([*arrays, faults], schema=answer_schema(case, faults=True))

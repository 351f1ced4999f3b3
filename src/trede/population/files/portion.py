"""What a reader of a caseload gives: some people as a block, and what was wrong with the rows that are not in it.

An iterator of portions is all that a run asks for: a file is one source, the dossiers of a municipality another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from trede.reason.caseload import Block

ROWS = 65_536  # at most, in a chunk
CELLS = 4_000_000  # about, in a chunk: what is at hand must not grow with the width of a table


def chunk_rows(columns: int) -> int:
    """How many rows of so many columns go in a chunk: a multiple of 64, as the engine wants.

    >>> chunk_rows(60), chunk_rows(500)
    (65536, 8000)
    """
    return max(64, min(ROWS, CELLS // max(1, columns) // 64 * 64))


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something in a row that could not be read: where, what stood there, what is wrong, what would be right.

    `line` is the line of a CSV file or the row of a Parquet file, `key` whom it is about, as far as that is known.
    """

    line: int
    key: str
    column: str
    value: str
    what: str
    right: str = ""


@dataclass(slots=True)
class Portion:
    """Some people in the order of the source: their keys, their facts, and the rows that could not be read.

    `position` is what a later run is to begin after; `rows` is how many rows were read, good or bad.
    """

    keys: list[str]
    block: Block
    troubles: list[Trouble]
    position: int
    rows: int


@dataclass(slots=True)
class Chunk:
    """Some rows as they stand in a source: per column its cells, the line of each row, and rows that are no rows.

    `cells` are texts (CSV) or an Arrow array (Parquet).
    """

    lines: Sequence[int]
    cells: Mapping[str, Any]
    position: int
    broken: list[Trouble] = field(default_factory=list)


class Source(Protocol):
    """A table of people somewhere."""

    columns: tuple[str, ...]
    notes: list[str]
    rows: int  # about how many

    def want(self, columns: Sequence[str]) -> None:
        """Only these columns are looked at."""

    def chunks(self, after: int) -> Iterator[Chunk]:
        """The rows after a position (0: all), in chunks."""


class ColumnErrors(Exception):
    """Everything that is wrong with the columns of a source, together."""

    def __init__(self, errors: list[str]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(errors))

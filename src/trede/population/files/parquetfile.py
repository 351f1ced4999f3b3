"""A Parquet file as a source. It needs pyarrow, which is an extra."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from trede.population.files.portion import Chunk, ColumnErrors, chunk_rows


class ParquetFile:
    """A Parquet file. ColumnErrors when it is none; ModuleNotFoundError without pyarrow; OSError."""

    def __init__(self, path: Path) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self.path = path
        with path.open("rb") as file:
            self.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        try:
            self._file = pq.ParquetFile(path)
        except pa.ArrowInvalid:
            raise ColumnErrors(
                ["Dit is geen Parquet-bestand, of het is beschadigd. Goed is een bestand dat heel is."]
            ) from None
        self.columns = tuple(self._file.schema_arrow.names)
        self.rows = self._file.metadata.num_rows
        self.notes: list[str] = []
        self._wanted: list[str] | None = None

    def want(self, columns: Sequence[str]) -> None:
        """Only these columns are read."""
        self._wanted = list(columns)

    def chunks(self, after: int) -> Iterator[Chunk]:
        """The rows after so many, in chunks."""
        done = 0
        for batch in self._file.iter_batches(chunk_rows(len(self._wanted or self.columns)), columns=self._wanted):
            first, done = done, done + batch.num_rows
            if done <= after:
                continue
            if first < after:
                batch, first = batch.slice(after - first), after
            cells = {name: batch.column(place) for place, name in enumerate(batch.schema.names)}
            yield Chunk(range(first + 1, done + 1), cells, done)

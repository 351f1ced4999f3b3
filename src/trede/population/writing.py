"""Writes invented people to a file: CSV, JSON Lines or Parquet, by its ending; a block at a time.

A file that is not finished never stands under its own name.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from trede.law.vocabulary import Vocabulary
from trede.population.columns import KEY, Block
from trede.population.texts import cells

ENDINGS = (".csv", ".jsonl", ".parquet")


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A name to write to; what was written takes the place of `path` when all went well, and is removed when not."""
    part = path.with_name(f"{path.name}.deel")
    try:
        yield part
        os.replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def write_people(
    path: Path, blocks: Iterable[Block], words: Vocabulary, told: Callable[[int], None] = lambda _: None
) -> int:
    """Write blocks of people to a file that ends in .csv, .jsonl or .parquet; returns how many there are.

    `told` hears how many are written after each block. OSError when the disk is full or the place is not there,
    ModuleNotFoundError when Parquet is asked for without pyarrow.
    """
    write = {".csv": _csv, ".jsonl": _lines, ".parquet": _parquet}[path.suffix]
    with replacing(path) as part:
        done = 0
        for size in write(part, iter(blocks), words):
            done += size
            told(done)
    return done


def _csv(path: Path, blocks: Iterator[Block], words: Vocabulary) -> Iterator[int]:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        for block in blocks:
            if block.first == 0:
                rows.writerow([KEY, *block.columns])
            numbers = [str(number) for number in range(block.first + 1, block.first + block.size + 1)]
            rows.writerows(zip(numbers, *(cells(c, words, False) for c in block.columns.values()), strict=True))
            yield block.size


def _lines(path: Path, blocks: Iterator[Block], words: Vocabulary) -> Iterator[int]:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for block in blocks:
            _write_lines(file, block, words)
            yield block.size


def _write_lines(file: TextIO, block: Block, words: Vocabulary) -> None:
    named = []
    for name, column in block.columns.items():
        named.append([text and f'"{name}": {text}' for text in cells(column, words, True)])
    people = zip(*named, strict=True) if named else [()] * block.size
    file.writelines("{" + ", ".join(filter(None, person)) + "}\n" for person in people)


def _parquet(path: Path, blocks: Iterator[Block], words: Vocabulary) -> Iterator[int]:
    import pyarrow.parquet as pq

    from trede.population.arrow import record_batch

    writer: Any = None
    try:
        for block in blocks:
            batch = record_batch(block, words)
            writer = writer or pq.ParquetWriter(path, batch.schema)
            writer.write_batch(batch)
            yield block.size
    finally:
        if writer is not None:
            writer.close()

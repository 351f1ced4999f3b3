"""A CSV file as a source: its separator and encoding are found out and told; the line of each row is kept."""

from __future__ import annotations

import codecs
import csv
import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from trede.population.files.portion import Chunk, ColumnErrors, Trouble, chunk_rows

PIECE = 1 << 20
SEPARATORS = {",": "een komma", ";": "een puntkomma", "\t": "een tab", "|": "een streep"}
ENCODINGS = {"utf-8-sig": "UTF-8", "cp1252": "Windows-1252", "utf-16": "UTF-16"}
LONGEST = 1_000_000


class CsvFile:
    """A CSV file. ColumnErrors when it has no heading that can be read; OSError."""

    def __init__(self, path: Path, knows: Callable[[str], bool]) -> None:
        """`knows` tells of a name whether it is a column that is looked for."""
        self.path = path
        found = survey(path)
        self.encoding, self.rows, self.sha256 = found.encoding, max(0, found.lines - 1), found.sha256
        csv.field_size_limit(LONGEST)
        with self._open() as file:
            heading = file.readline(LONGEST)
        if not heading.strip():
            raise ColumnErrors(
                ["Dit bestand is leeg. Goed is een regel met de namen van de kolommen, en een regel per persoon."]
            )
        self.separator = separator_of(heading, knows)
        with self._open() as file:
            reader = self._reader(file)
            self.columns = tuple(name.strip() for name in next(reader))
            self.first = reader.line_num
        self.notes = []
        if self.separator != ",":
            self.notes.append(f"De kolommen zijn gescheiden door {SEPARATORS[self.separator]}.")
        if self.encoding != "utf-8-sig":
            self.notes.append(f"Het bestand is gelezen als {ENCODINGS[self.encoding]}, niet als UTF-8.")

    def want(self, columns: Sequence[str]) -> None:
        """All columns are read; which are looked at makes no difference."""

    def chunks(self, after: int) -> Iterator[Chunk]:
        """The rows after a line of the file, in chunks."""
        with self._open() as file:
            for _ in range(after or self.first):
                next(file, None)
            yield from self._chunks(file, after or self.first)

    def _chunks(self, file: TextIO, before: int) -> Iterator[Chunk]:
        reader = self._reader(file)
        rows: list[list[str]] = []
        lines: list[int] = []
        broken: list[Trouble] = []
        width, most = len(self.columns), chunk_rows(len(self.columns))
        while True:
            line = before + reader.line_num + 1
            try:
                row = next(reader)
            except StopIteration:
                break
            except csv.Error as problem:
                broken.append(
                    Trouble(line, "", "", "", f"deze rij is niet te lezen ({problem})", "aanhalingstekens die sluiten")
                )
                continue
            if len(row) == width:
                rows.append(row)
                lines.append(line)
            elif row:
                broken.append(self._uneven(line, row))
            if len(rows) + len(broken) >= most:
                yield self._chunk(rows, lines, before + reader.line_num, broken)
                rows, lines, broken = [], [], []
        if rows or broken:
            yield self._chunk(rows, lines, before + reader.line_num, broken)

    def _uneven(self, line: int, row: list[str]) -> Trouble:
        what = f"deze rij heeft {len(row)} vakken, de kop {len(self.columns)}"
        key = row[0] if len(row) < len(self.columns) else ""
        return Trouble(
            line,
            key[:80],
            "",
            "",
            what,
            f"{len(self.columns)} vakken; staat er een scheidingsteken in een vak, dan aanhalingstekens eromheen",
        )

    def _chunk(self, rows: list[list[str]], lines: list[int], position: int, broken: list[Trouble]) -> Chunk:
        columns = zip(*rows, strict=True) if rows else ((),) * len(self.columns)
        return Chunk(lines, dict(zip(self.columns, columns, strict=True)), position, broken)

    def _open(self) -> TextIO:
        return self.path.open(encoding=self.encoding, errors="replace", newline="")

    def _reader(self, file: TextIO):  # type: ignore[no-untyped-def]  # the type of csv.reader has no public name
        return csv.reader(file, delimiter=self.separator)


@dataclass(frozen=True, slots=True)
class Survey:
    """What one look over a whole file told: its encoding, about how many lines, the digest of its content."""

    encoding: str
    lines: int
    sha256: str


def survey(path: Path) -> Survey:
    """UTF-8 (with or without its mark), UTF-16 with its mark, or else Windows-1252, as Excel writes. OSError."""
    decoder, digest, lines = codecs.getincrementaldecoder("utf-8")(), hashlib.sha256(), 0
    encoding = "utf-8-sig"
    with path.open("rb") as file:
        for piece in iter(lambda: file.read(PIECE), b""):
            if not lines and piece.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                encoding = "utf-16"
            digest.update(piece)
            lines += piece.count(b"\n")
            encoding = _still(encoding, decoder, piece)
    return Survey(_still(encoding, decoder, b"", final=True), lines, digest.hexdigest())


def _still(encoding: str, decoder: codecs.IncrementalDecoder, piece: bytes, final: bool = False) -> str:
    if encoding == "utf-8-sig":
        try:
            decoder.decode(piece, final)
        except UnicodeDecodeError:
            return "cp1252"
    return encoding


def separator_of(heading: str, knows: Callable[[str], bool]) -> str:
    """The sign between the columns: the one by which most names are known, then the one that stands there most."""

    def known(sign: str) -> tuple[int, int]:
        names = next(csv.reader([heading], delimiter=sign), [])
        return sum(knows(name.strip()) for name in names), heading.count(sign)

    return max(SEPARATORS, key=known)

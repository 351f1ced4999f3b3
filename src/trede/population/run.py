"""Runs a caseload from a source into a file, portion by portion, so that it can stop at any moment and go on later.

Beside the file OUT stands a folder `OUT.delen` while a run is not finished: a finished part for each portion, and a
state that says how far it is. A part and the state take their names when they are whole. At the end the parts become
OUT, and the folder goes.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from trede.population.answers import answers, headings
from trede.population.columns import KEY
from trede.population.files.portion import Portion, Source, Trouble
from trede.population.files.reading import Reading
from trede.population.tally import Tally
from trede.population.writing import replacing
from trede.reason.caseload import Block, BlockResult, Caseload

VERSION = 1
TROUBLES = ("regel", "persoon", "kolom", "waarde", "wat", "goed")


class Unfinished(Exception):
    """There is an unfinished run of something else under this name; the message says of what."""


@dataclass(slots=True)
class Run:
    """A run of a caseload into OUT. `what` tells runs apart: what goes in and under which law."""

    case: Caseload
    reading: Reading
    out: Path
    what: dict[str, Any]
    threads: int = 1
    tally: Tally = field(default_factory=Tally)
    parts: int = 0
    position: int = 0
    troubles: int = 0

    @property
    def folder(self) -> Path:
        """Where the parts stand while the run is not finished."""
        return self.out.with_name(f"{self.out.name}.delen")

    @property
    def faults(self) -> Path:
        """The report of the rows that could not be read."""
        return self.out.with_name(f"{self.out.name}.fouten.csv")

    def resume(self) -> bool:
        """Go on with what an earlier run has done, if there is one. Unfinished when it was of something else."""
        try:
            state = json.loads((self.folder / "toestand.json").read_text("utf-8"))
        except FileNotFoundError:
            return False
        except (OSError, ValueError):
            state = {}
        if state.get("versie") != VERSION or state.get("wat") != self.what:
            raise Unfinished(_differs(state.get("wat") or {}, self.what))
        self.parts, self.position, self.troubles = state["delen"], state["positie"], state["fouten"]
        self.tally = Tally.from_state(state["telling"])
        self.reading.notations = state["schrijfwijzen"]
        return True

    def start_over(self) -> None:
        """Throw away what an earlier run has done."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, source: Source, told: Callable[[int], None] = lambda _: None) -> None:
        """Do all that is left, and make OUT. ColumnErrors; OSError when something cannot be written."""
        self.folder.mkdir(parents=True, exist_ok=True)
        waiting: deque[Portion] = deque()

        def blocks() -> Iterator[Block]:
            for portion in self.reading.portions(source, self.position):
                waiting.append(portion)
                yield portion.block

        for result in self.case.stream(blocks(), self.threads):
            self._keep(waiting.popleft(), result)
            told(self.tally.rows)
        self._finish()

    def _keep(self, portion: Portion, result: BlockResult) -> None:
        """Write a portion as a part, and then the state that counts it."""
        number = self.parts + 1
        with replacing(self._part(number, self.out.suffix)) as part:
            FORMATS[self.out.suffix].write(part, self.case, portion.keys, result)
        if portion.troubles:
            with replacing(self._part(number, ".fouten")) as part, part.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerows(map(_row, portion.troubles))
        self.tally.add(self.case, result, portion.rows)
        self.parts, self.position = number, portion.position
        self.troubles += len(portion.troubles)
        self._save()

    def _save(self) -> None:
        state = {
            "versie": VERSION, "wat": self.what, "delen": self.parts, "positie": self.position,
            "fouten": self.troubles, "schrijfwijzen": self.reading.notations, "telling": self.tally.to_state(),
        }  # fmt: skip
        with replacing(self.folder / "toestand.json") as part:
            part.write_text(json.dumps(state), "utf-8")

    def _part(self, number: int, suffix: str) -> Path:
        return self.folder / f"deel-{number:06d}{suffix}"

    def _finish(self) -> None:
        """The parts become the file and the report, and the folder goes."""
        with replacing(self.out) as whole:
            parts = [self._part(number, self.out.suffix) for number in range(1, self.parts + 1)]
            FORMATS[self.out.suffix].join(whole, self.case, parts)
        if self.troubles:
            with replacing(self.faults) as whole, whole.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerow(TROUBLES)
                for number in range(1, self.parts + 1):
                    if (part := self._part(number, ".fouten")).is_file():
                        file.write(part.read_text("utf-8"))
        else:
            self.faults.unlink(missing_ok=True)
        shutil.rmtree(self.folder)


def _row(trouble: Trouble) -> list[str]:
    cells = [trouble.key, trouble.column, trouble.value, trouble.what, trouble.right]
    return [str(trouble.line), *(f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell for cell in cells)]


def _differs(before: dict[str, Any], now: dict[str, Any]) -> str:
    other = [name for name in now if before.get(name) != now[name]]
    return ", ".join(other) or "de vorm"


class CsvFormat:
    """Answers as CSV; an empty cell is no amount, or nothing missing."""

    @staticmethod
    def write(path: Path, case: Caseload, keys: list[str], result: BlockResult) -> None:
        """A part, without a heading."""
        columns = [column.texts().tolist() for column in answers(case, result)]
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(zip(keys, *columns, strict=True))

    @staticmethod
    def join(path: Path, case: Caseload, parts: list[Path]) -> None:
        """A heading and all parts."""
        with path.open("wb") as whole:
            heading = ",".join([KEY, *headings(case)]) + "\n"
            whole.write(heading.encode())
            for part in parts:
                with part.open("rb") as file:
                    shutil.copyfileobj(file, whole, 1 << 20)
            whole.flush()
            os.fsync(whole.fileno())


class ParquetFormat:
    """Answers as Parquet. ModuleNotFoundError without pyarrow."""

    @staticmethod
    def write(path: Path, case: Caseload, keys: list[str], result: BlockResult) -> None:
        """A part."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        from trede.population.batches import answer_batch

        pq.write_table(pa.Table.from_batches([answer_batch(case, keys, result)]), path)

    @staticmethod
    def join(path: Path, case: Caseload, parts: list[Path]) -> None:
        """All parts, a row group each."""
        import pyarrow.parquet as pq

        from trede.population.batches import answer_schema

        with pq.ParquetWriter(path, answer_schema(case)) as writer:
            for part in parts:
                writer.write_table(pq.read_table(part))


FORMATS: dict[str, type[CsvFormat] | type[ParquetFormat]] = {".csv": CsvFormat, ".parquet": ParquetFormat}

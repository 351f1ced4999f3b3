"""A town whose course is granted from 12 hours on, with an amount, and short ways to run a file of people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.reason.towns import ON, Town, article, source

from trede.population.files.csvfile import CsvFile
from trede.population.files.heading import fact_named, read_heading
from trede.population.files.portion import Portion
from trede.population.files.reading import Reading
from trede.reason.caseload import prepare

NORMS = (
    "Alleen als uren minstens 12 uur per week.", "Alleen als naar oordeel geschikt.",
    "Alleen als soort is rood of blauw.",
    "Niet als geboortedatum na begindatum.", "Bedrag bedraagt loon × loonwaarde, afgerond op centen, per maand.",
    "Aantal zware betekent aantal taken met (zwaar).",
    "Alleen als aantal zware hoogstens 1.", "Niet als doelen omvat taal.", "Begint op begindatum.",
    "Alleen als naam werkgever is bekend.", "Dagen ziek betekent aantal dagen in ziekteperioden.",
    "Alleen als dagen ziek hoogstens 10 dagen.", "Onmogelijk is dat a en b.", "Alleen als a of b.",
)  # fmt: skip


def town(root: Path) -> Town:
    """The town."""
    return Town(root, {"v.md": source(article(*NORMS))})


def read(town: Town, path: Path, text: str | bytes, key: str | None = None, ignore: Any = ()) -> tuple[Portion, Any]:
    """All people of a CSV text in one portion, and the reading with its notes."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    case = prepare(town.regime, ON)
    words = town.regime.vocabulary
    file = CsvFile(path, lambda name: fact_named(name, words) in case.facts)
    reading = Reading(case, read_heading(file.columns, case, key, ignore))
    portion = next(reading.portions(file))
    return portion, (reading, file)


def told(portion: Portion) -> list[tuple[int, str, str]]:
    """The line, the column and what is wrong, of everything that is."""
    return [(trouble.line, trouble.column, trouble.what) for trouble in portion.troubles]

"""Does the audit log stand as it was written? Walks the whole chain and says where it breaks.

What is found: a changed bit in any column of either log, a line left out, put in or moved, a tail cut off. What cannot
be found from the database alone is that the *whole* database was put back to an earlier moment: for that there is a
checkpoint, a small file kept elsewhere, with the last line of the time before.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import Error

from trede.access import audit, chain
from trede.access.models import AuditEntry, AuditHead, ProcessingEntry

BLOCK = 2000
MOST = 100


@dataclass
class Report:
    """How many lines were read, what the last was, and what is wrong: a line (0: the log as a whole) and a sentence."""

    lines: int = 0
    people: int = 0
    last_hash: str = ""
    findings: list[tuple[int, str]] = field(default_factory=list)

    def find(self, line: int, text: str) -> None:
        """Add a finding; after a hundred the picture is clear."""
        if len(self.findings) < MOST:
            self.findings.append((line, text))

    @property
    def checkpoint(self) -> dict[str, Any]:
        """What to keep elsewhere."""
        return {"regel": self.lines, "hash": self.last_hash}


class Broken:
    """A line of the log whose columns cannot even be read."""

    def __init__(self, sequence: int) -> None:
        self.sequence, self.hash, self.previous = sequence, "", ""


def verify(checkpoint: dict[str, Any] | None = None) -> Report:
    """Walk the chain from the first line to the head."""
    report, state, broken, before = Report(), chain.START, False, chain.shown(chain.START)
    kept = checkpoint or {}
    for entry, rows in lines():
        expected, report.lines = report.lines + 1, entry.sequence
        if entry.sequence != expected:
            report.find(expected, f"regel {expected} ontbreekt of heeft een ander nummer gekregen ({entry.sequence})")
        if entry.previous != before:
            report.find(entry.sequence, "sluit niet aan op de regel ervoor")
        state = chain.after(state, chain.seal(entry)) if isinstance(entry, AuditEntry) else state
        if chain.shown(state) != entry.hash and not broken:
            report.find(entry.sequence, "is veranderd, of een regel ervoor is weggehaald of ingevoegd")
        broken = chain.shown(state) != entry.hash
        check_people(report, entry, rows)
        if kept.get("regel") == entry.sequence and kept.get("hash") != entry.hash:
            report.find(entry.sequence, "is een andere dan bij de vorige controle")
        before = report.last_hash = entry.hash
    check_head(report, state, broken)
    check_checkpoint(report, kept)
    return report


def lines() -> Iterator[tuple[AuditEntry | Broken, list[ProcessingEntry | None]]]:
    """Each line with its rows of the processing log, in blocks."""
    last = -(2**62)
    while numbers := list(AuditEntry.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BLOCK]):
        entries = readable(AuditEntry.objects.filter(pk__in=numbers), numbers)
        low, high = (number * audit.MOST_PEOPLE for number in (numbers[0], numbers[-1] + 1))
        inside = ProcessingEntry.objects.filter(pk__gte=low, pk__lt=high)
        ids = list(inside.order_by("pk").values_list("pk", flat=True))
        people = readable(inside, ids)
        rows: dict[int, list[ProcessingEntry | None]] = {}
        for key in ids:
            rows.setdefault(key // audit.MOST_PEOPLE, []).append(people.get(key))
        for number in numbers:
            yield entries.get(number) or Broken(number), rows.get(number, [])
        last = numbers[-1]


def readable(found: Any, keys: list[int]) -> dict[int, Any]:
    """The rows that can be read; a changed bit may leave a moment or a number that is none."""
    try:
        return {row.pk: row for row in found}
    except (ValueError, TypeError, Error):
        if len(keys) == 1:
            return {}
    half = len(keys) // 2
    return {
        key: row
        for part in (keys[:half], keys[half:])
        for key, row in readable(found.model.objects.filter(pk__in=part), part).items()
    }


def check_people(report: Report, entry: AuditEntry | Broken, rows: list[ProcessingEntry | None]) -> None:
    """Do the rows of the processing log stand as the line says?"""
    report.people += len(rows)
    if isinstance(entry, Broken):
        return
    said = entry.details.get("personen_hash", "")
    first = entry.sequence * audit.MOST_PEOPLE
    in_order = all(row is not None and row.pk == first + place for place, row in enumerate(rows))
    if not in_order or (audit.rows_hash(rows) if rows else "") != said:
        report.find(entry.sequence, "hoort bij andere regels in het verwerkingslogboek dan er staan")


def check_head(report: Report, state: str, broken: bool) -> None:
    """Is the end of the log the end that was written?"""
    heads = list(AuditHead.objects.all())
    if not heads and not report.lines:
        return
    if len(heads) != 1 or heads[0].pk != 1:
        report.find(0, "de kop van de keten ontbreekt")
        return
    head = heads[0]
    if head.sequence > report.lines:
        report.find(report.lines + 1, f"de laatste regels ontbreken: er waren er {head.sequence}")
    elif head.sequence < report.lines:
        report.find(head.sequence + 1, f"er staan meer regels dan er zijn geschreven ({head.sequence})")
    elif not broken and (head.state != state or chain.shown(head.previous) != last_previous()):
        report.find(0, "de kop van de keten is veranderd")
    if ProcessingEntry.objects.count() != report.people:
        report.find(0, "in het verwerkingslogboek staan regels die bij geen regel van het auditlog horen")


def last_previous() -> str:
    """The hash before the last line."""
    return AuditEntry.objects.values_list("previous", flat=True).first() or chain.shown(chain.START)


def check_checkpoint(report: Report, kept: dict[str, Any]) -> None:
    """Is all that was there the time before still there?"""
    if kept and kept.get("regel", 0) > report.lines:
        report.find(report.lines + 1, f"bij de vorige controle waren er {kept['regel']} regels")


def read_checkpoint(path: Path) -> dict[str, Any] | None:
    """The checkpoint of the time before, if there is one. Raises ValueError for a file that is none."""
    if not path.exists():
        return None
    found = json.loads(path.read_text())
    if not (isinstance(found, dict) and isinstance(found.get("regel"), int) and isinstance(found.get("hash"), str)):
        raise ValueError("no checkpoint")
    return found

"""All that is stored and logged about one person, as JSON: the answer to a request for access (AVG article 15).

Each part of the program that holds personal data registers what it has. Who looked is given by role: the names of staff
are no data of the person concerned (Court of Justice, C-579/21).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from trede.access import audit
from trede.access.models import AuditEntry, Municipality, ProcessingEntry

Exporter = Callable[[UUID, Municipality], Any]
EXPORTERS: dict[str, Exporter] = {}


def exporter(name: str) -> Callable[[Exporter], Exporter]:
    """Register a function that gives what it holds about a person in a municipality, as JSON values (None: nothing)."""

    def register(function: Exporter) -> Exporter:
        EXPORTERS[name] = function
        return function

    return register


def export(who: HttpRequest | audit.Actor, person: UUID, municipality: Municipality, why: str) -> dict[str, Any]:
    """Everything about one person in one municipality; that it was asked for is noted first."""
    audit.record(who, "inzage.uitgegeven", audit.Subject("persoon", str(person), person), why)
    held = {name: function(person, municipality) for name, function in sorted(EXPORTERS.items())}
    return {
        "betrokkene": str(person),
        "gemeente": municipality.name,
        "gemaakt_op": timezone.now().isoformat(timespec="seconds"),
        "gegevens": {name: value for name, value in held.items() if value is not None},
        "verwerkingen": processings(person, municipality),
    }


def processings(person: UUID, municipality: Municipality) -> list[dict[str, Any]]:
    """Each processing of the data of this person: when, what, by which role, why."""
    rows = list(ProcessingEntry.objects.filter(person=person, municipality=municipality.slug).order_by("pk"))
    numbers = [row.pk // audit.MOST_PEOPLE for row in rows]
    entries = {entry.pk: entry for at in range(0, len(numbers), 500)
               for entry in AuditEntry.objects.filter(pk__in=numbers[at : at + 500])}  # fmt: skip
    return [as_json(row, entries.get(row.pk // audit.MOST_PEOPLE)) for row in rows]


def as_json(row: ProcessingEntry, entry: AuditEntry | None) -> dict[str, Any]:
    """One processing, with what the audit log says beside it."""
    return {
        "operation_id": row.operation,
        "trace_id": row.trace,
        "verwerkingsactiviteit": row.activity,
        "naam": row.name,
        "begin": row.begun.isoformat(),
        "einde": row.ended.isoformat(),
        "status": row.status,
        "rol": entry.role if entry else "",
        "reden": entry.why if entry else "",
    }

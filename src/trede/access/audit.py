"""Writing the two logs. Nothing else adds to them, and nothing changes them.

`record` notes one act, `reading` a page on which several people stand. Both write one line to the audit log and, for
each person concerned, one to the processing log. If the log cannot be written, the exception goes on to whoever
asked: no log, no act.

The row that holds the head of the chain is locked until the transaction ends: note an act as its last step.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists
from django.http import HttpRequest
from django.utils import timezone

from trede.access import chain
from trede.access.models import AuditEntry, AuditHead, ProcessingEntry, User

OK, REFUSED, FAILED = "ok", "geweigerd", "mislukt"
MOST_PEOPLE = 1_000_000  # of one line: the row of a person is numbered by the line and a place within it
ROW = ("trace", "operation", "activity", "name", "person", "municipality", "begun", "ended", "status")
STEP = {
    "postgresql": "encode(sha256(convert_to(state || %s, 'UTF8')), 'hex')",
    "sqlite": "sha256(state || %s)",
}


@dataclass(frozen=True)
class Subject:
    """What an act is about: kind, own number, and the person whose data it is (id of dossier or client, no BSN)."""

    kind: str
    id: str = ""
    person: UUID | None = None


class HasSubject(Protocol):
    """A model that knows what it is in the log."""

    @property
    def audit_subject(self) -> Subject:
        """What to write down."""


@dataclass(frozen=True)
class Actor:
    """Who acts: an account in a municipality, or the system itself."""

    name: str
    user: UUID | None = None
    roles: str = ""
    municipality: str = ""
    origin: str = ""
    operation: str = field(default_factory=lambda: secrets.token_hex(8))
    trace: str = field(default_factory=lambda: secrets.token_hex(16))

    @classmethod
    def system(cls, name: str, municipality: str = "") -> Actor:
        """The system, by the name of the command or task."""
        return cls(name, municipality=municipality)

    @classmethod
    def of(cls, user: User, municipality: str = "", roles: Iterable[str] = (), **more: str) -> Actor:
        """An account."""
        return cls(user.name, user.pk, ", ".join(sorted(roles)), municipality, **more)


class LogBroken(Exception):
    """The head of the audit log is gone while there are lines: nothing more is written until someone looked."""


def record(
    who: HttpRequest | Actor, action: str, subject: Subject | HasSubject | None = None, why: str = "", *,
    result: str = OK, **details: Any,
) -> AuditEntry:  # fmt: skip
    """Note one act, with what else matters in `details` (JSON values; no BSN, nothing about health)."""
    about = as_subject(subject) if subject is not None else Subject("")
    persons = [about.person] if about.person else []
    return write(who, action, about, persons, why, result, details)


def reading(
    who: HttpRequest | Actor, action: str, subjects: Iterable[Subject | HasSubject], why: str = "", *,
    begun: datetime | None = None, result: str = OK, **details: Any,
) -> AuditEntry:  # fmt: skip
    """Note that these were shown: one line of the audit log, one row of the processing log for each person."""
    found = [as_subject(subject) for subject in subjects]
    about = found[0] if len(found) == 1 else Subject(found[0].kind if found else "")
    persons = list(dict.fromkeys(subject.person for subject in found if subject.person))
    return write(who, action, about, persons, why, result, details, begun)


def as_subject(thing: Subject | HasSubject) -> Subject:
    """What a thing is in the log."""
    return thing if isinstance(thing, Subject) else thing.audit_subject


def as_actor(who: HttpRequest | Actor) -> Actor:
    """Who acts in a request (set by `trede.access.middleware`)."""
    return who if isinstance(who, Actor) else who.access.actor  # type: ignore[attr-defined]


def write(
    who: HttpRequest | Actor, action: str, about: Subject, persons: Sequence[UUID], why: str, result: str,
    details: dict[str, Any], begun: datetime | None = None,
) -> AuditEntry:  # fmt: skip
    """Both logs at once, or neither."""
    actor, now = as_actor(who), timezone.now()
    status = ProcessingEntry.ERROR if result == FAILED else ProcessingEntry.OK
    rows = [
        ProcessingEntry(
            trace=actor.trace, operation=actor.operation, activity=settings.PROCESSING_ACTIVITY, name=action,
            person=person, municipality=actor.municipality, begun=begun or now, ended=now, status=status,
        )
        for person in persons
    ]  # fmt: skip
    if rows:
        details = {**details, "personen": len(rows), "personen_hash": rows_hash(rows)}
    entry = AuditEntry(
        at=now, operation=actor.operation, actor=actor.user, actor_name=actor.name, role=actor.roles,
        municipality=actor.municipality, origin=actor.origin, action=action, result=result, object_kind=about.kind,
        object_id=str(about.id), person=persons[0] if len(persons) == 1 else None, why=why,
        details_text=chain.canonical(details),
    )  # fmt: skip
    with transaction.atomic(savepoint=False):
        entry.sequence, entry.previous, entry.hash = step(chain.seal(entry))
        entry.save(force_insert=True)
        for place, row in enumerate(rows):
            row.pk = entry.sequence * MOST_PEOPLE + place
        ProcessingEntry.objects.bulk_create(rows)
    return entry


def rows_hash(rows: Iterable[ProcessingEntry | None]) -> str:
    """What ties the rows of the processing log to the chain: a hash of all that stands in them, in order."""
    content = [[chain.plain(getattr(row, name, None)) for name in ROW] for row in rows]
    return hashlib.sha256(chain.canonical(content).encode()).hexdigest()


def step(seal: str) -> tuple[int, str, str]:
    """Turn the chain by one line, in the database, so that no two writers can start from the same state.

    Returns the number of the line, the hash before it and the hash after it.
    """
    table = connection.ops.quote_name(AuditHead._meta.db_table)
    statement = (
        f"UPDATE {table} SET sequence = sequence + 1, previous = state, state = {STEP[connection.vendor]} "  # noqa: S608
        "RETURNING sequence, previous, state"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [seal])
        found = cursor.fetchone()
    if found is None:
        begin()
        return step(seal)
    return found[0], chain.shown(found[1]), chain.shown(found[2])


def begin() -> None:
    """The head of a log without lines. Both are looked at in one query, for another may begin at the same moment."""
    if AuditEntry.objects.filter(~Exists(AuditHead.objects.all())).exists():
        raise LogBroken("The head of the audit log is gone. Run `trede verify-audit` before anything else.")
    AuditHead.objects.get_or_create(pk=1, defaults={"sequence": 0, "previous": chain.START, "state": chain.START})

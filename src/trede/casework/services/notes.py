"""The journal: contacts and remarks, never changed afterwards, only followed by another."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from trede.access import audit
from trede.access.rights import Right
from trede.casework.models import Dossier, Note
from trede.casework.services.common import Actor, Checks, Problem, Refused


def add(actor: Actor, dossier: Dossier, *, kind: str, on: date | None, text: str) -> Note:
    """Write down a contact or remark. Refused without a text, in the future, of an unknown kind, or twice the same."""
    actor.need(Right.RECORD_FACTS, dossier.municipality)
    checks = Checks()
    checks.that(kind in Note.Kind.values, "kind", "Kies wat voor contact het was.")
    checks.that(on, "on", "Vul de dag in.")
    checks.that(on is None or on <= timezone.localdate(), "on", "Deze dag ligt in de toekomst. Maak er een taak van.")
    checks.that(
        text.strip() or kind == Note.Kind.NO_SHOW, "text", "Schrijf in een paar zinnen waar het over ging."
    )  # fmt: skip
    checks.refuse()
    written = text.strip() or "Niet verschenen."
    with transaction.atomic():
        Dossier.objects.select_for_update().get(pk=dossier.pk)
        same = Note.objects.filter(dossier=dossier, author=actor.user, kind=kind, on=on)
        if any(row.text == written for row in same):  # encrypted: the database cannot compare it
            raise Refused(Problem("text", "Dit staat al in het journaal."))
        made = Note.objects.create(dossier=dossier, kind=kind, on=on, text=written, author=actor.user)
        audit.record(actor.log, "journaal.geschreven", dossier, soort=kind)
    return made


def notes(dossier: Dossier, kind: str = "") -> Any:
    """The journal, the newest first, of one kind if one is asked for."""
    rows = Note.objects.filter(dossier=dossier).select_related("author").order_by("-on", "-created_at")
    return rows.filter(kind=kind) if kind in Note.Kind.values else rows


def counts(dossier: Dossier) -> dict[str, int]:
    """How many there are of each kind."""
    rows = Note.objects.filter(dossier=dossier).order_by().values("kind").annotate(count=Count("pk"))
    return {row["kind"]: row["count"] for row in rows}

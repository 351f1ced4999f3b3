"""Lines of the audit log as a supervisor reads them: names and numbers in place of keys, details in Dutch."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from trede.access.models import AuditEntry, Municipality, User
from trede.casework.models import Decision, Dossier, Note, Objection, PlanSignature
from trede.web.casework.frame import AREAS
from trede.web.casework.people import CONTACT, WHO
from trede.web.wording import long_date, phrase

HIDDEN = {"personen", "personen_hash"}  # shown apart, or only for `trede verify-audit`
CHOICES: dict[str, str] = (
    {
        str(value): str(word)
        for kind in (Decision.Kind, Objection.Result, Note.Kind, PlanSignature.Party)
        for value, word in kind.choices
    }
    | {field.name: field.label.lower() for field in (*WHO, *CONTACT)}
    | {key: word for key, word, _ in AREAS}
)


def readable(rows: list[AuditEntry], municipality: Municipality) -> list[AuditEntry]:
    """The lines with `words` (the action), `about` (a name or number), `dossier` (its key) and `noted`, in two queries.

    A dossier of another municipality keeps its key: its number would be read as one of this municipality.
    """
    noted = {row.pk: row.details for row in rows}
    keys = {key for row in rows for value in (row.object_id, *noted[row.pk].values()) if (key := uuid_in(value))}
    persons = {row.person for row in rows if row.person}
    own = Dossier.objects.filter(Q(pk__in=keys) | Q(client__in=persons), municipality=municipality)
    files = list(own.values_list("pk", "client_id", "number"))
    numbers = {pk: number for pk, _, number in files} | {client: number for _, client, number in files}
    dossiers = {pk: pk for pk, _, _ in files} | {client: pk for pk, client, _ in files}
    left = keys - numbers.keys()
    names = dict(User.objects.filter(pk__in=left).values_list("pk", "name")) if left else {}
    for row in rows:
        key = uuid_in(row.object_id)
        found: Any = row
        found.words = phrase(row.action.replace(".", ": "))
        found.dossier = dossiers.get(key) or dossiers.get(row.person)
        found.about = numbers.get(key) or names.get(key) or numbers.get(row.person, "" if key else row.object_id)
        found.noted = list(in_words(noted[row.pk], names))
    return rows


def in_words(details: dict[str, Any], names: dict[UUID, str]) -> Iterable[tuple[str, str]]:
    """What was noted: a label and a value in Dutch. A key that says nothing is left out."""
    for label, value in details.items():
        key = uuid_in(value)
        if label in HIDDEN or value in ("", None, []) or (key and key not in names):
            continue
        yield phrase(label), names[key] if key else said(value)


def said(value: Any) -> str:
    """One value in words.

    >>> said("2026-11-29"), said(["aanvraagdatum"]), said("grant"), said(True)
    ('29 november 2026', 'aanvraagdatum', 'toekenning', 'ja')
    """
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, list):
        return ", ".join(said(item) for item in value)
    text = str(value)
    if re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.+-]+", text):
        at = timezone.localtime(datetime.fromisoformat(text))
        return f"{long_date(at.date())}, {at:%H:%M}"
    return CHOICES.get(text) or phrase(long_date(text))


def uuid_in(value: Any) -> UUID | None:
    """The key that a value is, if it is one."""
    try:
        return UUID(value) if isinstance(value, str) and len(value) == 36 else None
    except ValueError:
        return None

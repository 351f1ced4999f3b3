"""How a service ends: tasks follow what was changed, then the act is noted, as the last step of the transaction."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from trede.access import audit
from trede.casework.models import Dossier
from trede.casework.services import tasks
from trede.casework.services.common import Actor, Checks
from trede.law.kinds import show_date


def done(actor: Actor, dossier: Dossier, act: str, why: str = "", **details: Any) -> None:
    """Bring the tasks up to date and write the audit entry."""
    tasks.refresh(dossier)
    audit.record(actor.log, act, dossier, why, **details)


def not_in_future(checks: Checks, field: str, day: date | None, what: str) -> None:
    """Note a problem when a day of something that happened has yet to come."""
    checks.that(day is None or day <= timezone.localdate(), field, f"{what} kan niet in de toekomst liggen.")


def not_before(checks: Checks, field: str, day: date | None, first: date | None, what: str, than: str) -> None:
    """Note a problem when something came before what it follows."""
    if day is not None and first is not None:
        checks.that(day >= first, field, f"{what} kan niet vóór {than} ({show_date(first)}) liggen.")


def after_birth(checks: Checks, field: str, day: date | None, dossier: Dossier, what: str) -> None:
    """Note a problem when something lies before the client was born."""
    not_before(checks, field, day, dossier.client.birth_date, what, "de geboorte van de inwoner")


def open_dossier(checks: Checks, dossier: Dossier) -> None:
    """Note a problem when the dossier is closed."""
    checks.that(dossier.status == Dossier.Status.OPEN, "", "Dit dossier is gesloten. Open het eerst opnieuw.")

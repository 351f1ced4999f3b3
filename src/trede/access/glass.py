"""Break glass: a dossier of another, opened with a reason, for a short time; a supervisor looks at each."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from trede.access import audit
from trede.access.models import BreakGlass, Municipality, User
from trede.access.rights import Right

SHORTEST_REASON = 10


class NoReason(ValueError):
    """A reason is missing or says nothing."""


def break_glass(request: HttpRequest, subject: audit.Subject, label: str, why: str) -> BreakGlass:
    """Open what is not one's own; `label` is how a supervisor knows it (no BSN). NoReason, PermissionDenied."""
    access = request.access  # type: ignore[attr-defined]
    access.demand(Right.BREAK_GLASS)
    reason = " ".join(why.split())
    if len(reason) < SHORTEST_REASON:
        raise NoReason("Schrijf in een zin waarom u dit dossier nu moet zien. Een teamleider leest dat na.")
    now = timezone.now()
    until = now + timedelta(hours=settings.BREAK_GLASS_HOURS)
    with transaction.atomic():
        made = BreakGlass.objects.create(
            user=access.user, municipality=access.municipality, person=subject.person, object_kind=subject.kind,
            object_id=subject.id, label=label, why=reason, at=now,
            until=until,
        )  # fmt: skip
        audit.record(request, "glas.gebroken", subject, reason, tot=until.isoformat(timespec="minutes"))
    return made


def open_persons(user: User, municipality: Municipality) -> QuerySet[BreakGlass]:
    """What this account may see for now; `.values("person")` goes into a query."""
    return BreakGlass.objects.filter(user=user, municipality=municipality, until__gt=timezone.now())


def unseen(municipality: Municipality) -> int:
    """How many wait for a supervisor."""
    return BreakGlass.objects.filter(municipality=municipality, seen_at=None).count()


def judge(request: HttpRequest, broken: BreakGlass, finding: str) -> bool:
    """A supervisor looked at it; not at what was her own. False when that was done already."""
    request.access.demand(Right.SUPERVISE)  # type: ignore[attr-defined]
    with transaction.atomic():
        waiting = BreakGlass.objects.filter(pk=broken.pk, seen_at=None).exclude(user=request.user.pk)
        if not waiting.update(seen_by=request.user, seen_at=timezone.now(), finding=finding.strip()):
            return False
        subject = audit.Subject(broken.object_kind, broken.object_id, broken.person)
        audit.record(request, "glas.bekeken", subject, finding.strip(), wie=broken.user.name)
    return True

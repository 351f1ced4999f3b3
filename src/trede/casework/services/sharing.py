"""Handing over: a substitute for some days, and a transfer of dossiers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from trede.access import audit
from trede.access.models import Role, User
from trede.access.rights import Right
from trede.casework.models import CaseTransfer, Dossier, Substitution, Task
from trede.casework.services.common import Actor, Checks, Refused

LONGEST = timedelta(days=366)  # a substitution that nobody ends is not forgotten for ever


def substitute(actor: Actor, absent: User, substitute: User, starts_on: date, ends_on: date) -> Substitution:
    """Let a colleague do somebody's work during these days, the last included.

    One's own work, or for who may transfer anybody's. Refused with everything that is wrong.
    """
    if absent != actor.user:
        actor.need(Right.TRANSFER)
    checks = Checks()
    checks.that(absent != substitute, "substitute", "Wie afwezig is, kan zichzelf niet vervangen: kies een ander.")
    able = carriers(actor)
    checks.that(substitute.pk in able, "substitute", f"{substitute.name} kan hier geen dossiers doen.")
    checks.that(absent.pk in able, "absent", f"{absent.name} heeft hier geen dossiers.")
    checks.that(ends_on >= starts_on, "ends_on", "De laatste dag ligt voor de eerste.")
    checks.that(ends_on >= timezone.localdate(), "ends_on", "De laatste dag is al voorbij.")
    checks.that(ends_on - starts_on <= LONGEST, "ends_on", "Een vervanging duurt hoogstens een jaar.")
    checks.refuse()
    with transaction.atomic():
        made = Substitution.objects.create(
            municipality=actor.municipality, absent=absent, substitute=substitute, starts_on=starts_on,
            ends_on=ends_on, author=actor.user,
        )  # fmt: skip
        audit.record(
            actor.log, "vervanging.ingesteld", audit.Subject("vervanging", str(made.pk)), afwezig=str(absent.pk),
            vervanger=str(substitute.pk), van=starts_on.isoformat(), tot_en_met=ends_on.isoformat(),
        )  # fmt: skip
    return made


def end_substitution(actor: Actor, standing: Substitution) -> None:
    """Take a substitution back before its last day."""
    if actor.user.pk not in (standing.absent_id, standing.author_id):
        actor.need(Right.TRANSFER, standing.municipality)
    with transaction.atomic():
        if not Substitution.objects.filter(pk=standing.pk, ended_at__isnull=True).update(ended_at=timezone.now()):
            raise Refused("Deze vervanging is al beëindigd.")
        audit.record(actor.log, "vervanging.beeindigd", audit.Subject("vervanging", str(standing.pk)))


def carriers(actor: Actor) -> set[UUID]:
    """The accounts that can carry dossiers in the actor's municipality today."""
    held = actor.municipality.memberships.on(timezone.localdate())
    roles = [Role.CASE_MANAGER, Role.BENEFITS_ADMINISTRATION]
    return set(held.filter(user__is_active=True, role__in=roles).values_list("user_id", flat=True))


def transfer(actor: Actor, dossiers: Iterable[UUID | str], taker: User, reason: str) -> CaseTransfer:
    """Hand dossiers to another case manager with all their open tasks; all of them or none.

    Refused when a dossier is not of this municipality or is closed, when nobody of that name carries dossiers here, or
    without a reason.
    """
    actor.need(Right.TRANSFER)
    keys = list(dict.fromkeys(str(key) for key in dossiers))
    with transaction.atomic():
        found = list(
            Dossier.objects.select_for_update().filter(
                municipality=actor.municipality, status=Dossier.Status.OPEN, pk__in=keys
            )
        )
        checks = Checks()
        checks.that(keys, "dossiers", "Kies ten minste één dossier.")
        checks.that(
            len(found) == len(keys), "dossiers",
            f"{len(keys) - len(found)} van de {len(keys)} dossiers zijn gesloten of niet van deze gemeente.",
        )  # fmt: skip
        checks.that(taker.pk in carriers(actor), "taker", f"{taker.name} kan hier geen dossiers doen.")
        checks.that(reason.strip(), "reason", "Schrijf waarom u de dossiers overdraagt.")
        checks.refuse()
        givers = {row.case_manager_id for row in found if row.case_manager_id}
        made = CaseTransfer.objects.create(
            municipality=actor.municipality, giver_id=min(givers) if len(givers) == 1 else None, taker=taker,
            dossiers=keys, reason=reason.strip(), author=actor.user,
        )  # fmt: skip
        for row in found:
            row.case_manager, row.revision = taker, row.revision + 1
        Dossier.objects.bulk_update(found, ["case_manager", "revision"])
        theirs = Task.objects.filter(dossier__in=found, state=Task.State.OPEN)
        theirs.filter(Q(assignee__in=givers) | Q(assignee__isnull=True, role="")).update(assignee=taker)
        audit.reading(
            actor.log, "dossiers.overgedragen", found, reason.strip(), overdracht=str(made.pk), aan=str(taker.pk)
        )
    return made

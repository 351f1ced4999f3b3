"""Who may see which dossier: the municipality first, then the need to know. Every query begins here.

A case manager sees their own dossiers, those of whom they replace, and one of which they broke the glass. Roles with
the right *open any* see all of the municipality. What is not visible is not found, and the attempt is noted.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from trede.access import audit, glass
from trede.access.rights import Right
from trede.casework.models import Dossier, Substitution
from trede.casework.services.common import Actor


class NotVisible(LookupError):
    """There is no such dossier for this actor: it does not exist, is another municipality's, or is not theirs.

    `breakable` says that it is a dossier of the actor's own municipality, whose glass they may break.
    """

    def __init__(self, breakable: bool) -> None:
        self.breakable = breakable
        super().__init__("Dit dossier is er niet, of u werkt er niet in.")


def workers(actor: Actor) -> list[UUID]:
    """The accounts whose work the actor does today: their own, and those of whom they are the substitute."""
    today = timezone.localdate()
    absent = Substitution.objects.filter(
        municipality=actor.municipality, substitute=actor.user, ended_at__isnull=True, starts_on__lte=today,
        ends_on__gte=today,
    )  # fmt: skip
    return [actor.user.pk, *absent.values_list("absent_id", flat=True)]


def dossiers(actor: Actor) -> QuerySet[Dossier]:
    """The dossiers that the actor may open."""
    here = Dossier.objects.filter(municipality=actor.municipality)
    if actor.may(Right.OPEN_ANY):
        return here
    if not actor.may(Right.OPEN_OWN):
        return here.none()
    opened = list(glass.open_persons(actor.user, actor.municipality).values_list("person", flat=True))
    return here.filter(Q(case_manager__in=workers(actor)) | Q(client__in=opened))


def find_dossier(actor: Actor, key: UUID | str) -> Dossier:
    """The dossier with this id, its client and case manager with it. NotVisible, and then the attempt is noted."""
    found = Dossier.objects.select_related("client", "case_manager", "municipality").filter(pk=key).first()
    if found is not None and _sees(actor, found):
        return found
    subject = found or audit.Subject("dossier", str(key)[:60])
    audit.record(actor.log, "dossier.niet_zichtbaar", subject, result=audit.REFUSED)
    mine = found is not None and found.municipality_id == actor.municipality.pk
    raise NotVisible(mine and actor.may(Right.BREAK_GLASS))


def _sees(actor: Actor, dossier: Dossier) -> bool:
    """Is it one of `dossiers(actor)`? Of one's own dossier that costs no query."""
    own = actor.may(Right.OPEN_OWN) and dossier.case_manager_id == actor.user.pk
    if own and dossier.municipality_id == actor.municipality.pk:
        return True
    return dossiers(actor).filter(pk=dossier.pk).exists()

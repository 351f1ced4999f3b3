"""A provision in use on the page: its dates, interruptions, payment, and how it goes on or ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from trede.access.rights import Right
from trede.casework import lettering
from trede.casework.models import Interruption, ProvisionUse
from trede.casework.services import uses
from trede.web.casework import acts
from trede.web.casework.acts import Act
from trede.web.casework.decision_acts import FOLLOW_UPS
from trede.web.casework.forms import Field
from trede.web.casework.frame import Desk, page, with_dossier


def find_use(desk: Desk, pk: UUID) -> ProvisionUse:
    """A use of this dossier."""
    rows = desk.dossier.uses.select_related("decision__application", "current", "end_decision")
    found = get_object_or_404(rows.prefetch_related("interruptions"), pk=pk)
    found.dossier = desk.dossier
    return found


@require_safe
@with_dossier("provisions")
def use(request: HttpRequest, desk: Desk, pk: UUID) -> HttpResponse:
    """One provision in use."""
    row = find_use(desk, pk)
    sees = desk.actor.may(Right.SEE_HEALTH)
    stops = sorted(row.interruptions.all(), key=lambda stop: stop.starts_on)
    context = {
        "use": row, "label": lettering.label(desk.dossier, row.provision),
        "interruptions": [(stop, stop.reason if sees else "onderbreking") for stop in stops],
        "open": next((stop for stop in stops if stop.ends_on is None), None),
        "may_record": desk.actor.may(Right.RECORD_FACTS), "may_decide": desk.actor.may(Right.PROPOSE_DECISION),
        "follow_ups": [(kind.value, word) for kind, word in FOLLOW_UPS],
    }  # fmt: skip
    return page(request, desk, "casework/use.html", context)


def interrupt(row: ProvisionUse) -> Act:
    """It stood still."""
    return Act(
        "Onderbreking vastleggen", "Leg vast",
        lambda desk, row, v, r: uses.interrupt(desk.actor, row, v["reason"], v["starts_on"], v["ends_on"], r),
        "De onderbreking is vastgelegd.",
        (
            Field("reason", "Waarom?", "keuze", options=tuple((word, word) for word in uses.REASONS)),
            Field("starts_on", "Eerste dag", "datum"),
            Field("ends_on", "Laatste dag", "datum", required=False, hint="Leeg zolang het nog duurt."),
        ),
        "Telt deze tijd volgens de regels niet mee, dan schuift de laatste dag op. Leg niet vast wat iemand heeft.",
    )  # fmt: skip


def resume(row: ProvisionUse) -> Act:
    """It runs again."""

    def do(desk: Desk, row: ProvisionUse, values: dict[str, Any], _revision: int | None) -> Interruption:
        waiting = row.interruptions.filter(ends_on=None).first()
        if waiting is None:
            raise Http404
        return uses.resume(desk.actor, waiting, values["ends_on"])

    return Act(
        "De onderbreking is voorbij", "Leg vast", do, "De voorziening loopt weer.",
        (Field("ends_on", "Laatste dag van de onderbreking", "datum"),), "", {"ends_on": timezone.localdate()},
    )  # fmt: skip


def paid(row: ProvisionUse) -> Act:
    """Until when has been paid."""
    return Act(
        "Betaald tot en met", "Leg vast", lambda desk, row, v, r: uses.pay_until(desk.actor, row, v["paid_until"], r),
        "Vastgelegd.", (Field("paid_until", "Betaald tot en met", "datum"),), "", {"paid_until": row.paid_until or ""},
    )  # fmt: skip


def ended(row: ProvisionUse) -> Act:
    """It ended by itself."""
    return Act(
        "De voorziening is geëindigd", "Leg vast",
        lambda desk, row, v, r: uses.end_by_itself(desk.actor, row, v["ended_on"], v["ground"], r),
        "Het einde is vastgelegd.",
        (Field("ended_on", "Laatste dag", "datum"), Field("ground", "Waarom", hint="Bijvoorbeeld: de tijd was om.")),
        "Alleen als de tijd om was, of de inwoner zelf stopte. Eerder beëindigen is een besluit.",
        {"ended_on": row.planned_end or timezone.localdate()},
    )  # fmt: skip


ACTS: dict[str, Callable[[ProvisionUse], Act]] = {
    "onderbreken": interrupt, "hervatten": resume, "betaald": paid, "geeindigd": ended,
}  # fmt: skip


@with_dossier("provisions")
def act(request: HttpRequest, desk: Desk, pk: UUID, name: str) -> HttpResponse:
    """One act on a provision in use."""
    row = find_use(desk, pk)
    if name not in ACTS:
        raise Http404
    back = reverse("use", args=[desk.dossier.pk, row.pk])
    label = lettering.label(desk.dossier, row.provision)
    return acts.show(request, desk, ACTS[name](row), row, back, label.capitalize())

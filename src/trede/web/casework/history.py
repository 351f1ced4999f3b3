"""All applications of a dossier and all provisions that ran or run, to look through, sort and take along."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from trede.casework import lettering
from trede.casework.models import Application, Decision, ProvisionUse
from trede.web.casework.frame import Desk, page, with_dossier
from trede.web.spreadsheet import Table, workbook

APPLICATIONS = ("Aanvraag", "Voorziening", "Aanvrager", "Werkgever", "Ontvangen", "Stand", "Besluit bekendgemaakt")
USES = ("Voorziening", "Eerste dag", "Laatste dag volgens besluit", "Geëindigd", "Waarom", "Verlengd",
        "Onderbrekingen", "Betaald tot en met", "Besluit", "Stand")  # fmt: skip


@require_safe
@with_dossier("provisions")
def history(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The page, or the same lists as a spreadsheet."""
    applications = [(row, lettering.label(desk.dossier, row.provision)) for row in applications_of(desk)]
    uses = [(row, lettering.label(desk.dossier, row.provision), standing(row)) for row in uses_of(desk)]
    if request.GET.get("formaat") == "xlsx":
        return workbook(
            f"aanvragen-{desk.dossier.number}",
            Table("aanvragen", APPLICATIONS, [application_row(*one) for one in applications]),
            Table("voorzieningen", USES, [use_row(*one) for one in uses]),
        )
    return page(request, desk, "casework/history.html", {"applications": applications, "uses": uses})


def applications_of(desk: Desk) -> QuerySet[Application]:
    """The newest first, each with the decisions about it that were made known."""
    known = Decision.objects.filter(made_known_on__isnull=False).only("application_id", "made_known_on")
    rows = desk.dossier.applications.select_related("employer").prefetch_related(Prefetch("decisions", known))
    return rows.order_by("-received_on", "-number")


def uses_of(desk: Desk) -> QuerySet[ProvisionUse]:
    """What began last first."""
    rows = desk.dossier.uses.select_related("decision").defer(
        "decision__letter", "decision__assessment", "decision__facts"
    )
    return rows.prefetch_related("interruptions").order_by("-starts_on", "-pk")


def standing(row: ProvisionUse) -> str:
    """Where a provision stands today, in a word or two."""
    if row.void:
        return "ingetrokken vanaf het begin"
    if row.ended_on:
        return "geëindigd"
    if any(stop.ends_on is None for stop in row.interruptions.all()):
        return "staat stil"
    return "loopt" if row.starts_on <= timezone.localdate() else "begint nog"


def application_row(row: Application, label: str) -> tuple[Any, ...]:
    """An application in the spreadsheet."""
    known = (decision.made_known_on for decision in row.decisions.all())
    return (
        row.number, label, row.get_applicant_display(), row.employer.name if row.employer else None, row.received_on,
        row.get_state_display(), min(known, default=None),
    )  # fmt: skip


def use_row(row: ProvisionUse, label: str, stands: str) -> tuple[Any, ...]:
    """A provision that ran or runs in the spreadsheet. Why it stood still may be about health, and stays out."""
    return (
        label, row.starts_on, row.planned_end, None if row.void else row.ended_on, row.end_ground, row.extensions,
        len(row.interruptions.all()), row.paid_until, row.decision.number, stands,
    )  # fmt: skip

"""The provisions of a dossier: their live outcomes, what runs, what was applied for, and what is still to be asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from trede import reason
from trede.access.rights import Right
from trede.casework import assessing, lettering
from trede.casework.derived import Derived
from trede.casework.models import Application, Decision, ProvisionUse
from trede.casework.services.applications import RUNNING
from trede.casework.services.facts import HEALTH
from trede.law.inforce import law_on
from trede.law.kinds import show
from trede.reason.facts import read_value
from trede.web import outcomes, reasons, status
from trede.web.casework import overview
from trede.web.casework.frame import Desk, page, with_dossier
from trede.web.casework.questions import Reader, ask_base, asked, skipped
from trede.web.spreadsheet import spreadsheet
from trede.web.timeline import numbered, timeline

HEADER = ("Voorziening", "Groep", "Uitkomst", "Opmerking")


@require_safe
@with_dossier("provisions")
def provisions(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every provision at a glance, with the next question about the person."""
    case = assessing.Case.load(desk.dossier, timezone.localdate())
    found = assessing.overview(case)
    view = outcomes.View.read(request.GET)
    lines = outcomes.lines(found.glances, {})
    if request.GET.get("formaat") == "xlsx":
        rows = [(line.label, line.group, line.status.word, line.remark) for line in lines if view.shows(line)]
        return spreadsheet(f"voorzieningen-{desk.dossier.number}", HEADER, rows)
    question = assessing.next_question(case, skip=skipped(request, desk), about_person=True)
    context = {
        "listing": outcomes.listing(lines, view), "export": view.query(formaat="xlsx"),
        "progress": outcomes.progress(lines), "wrong": found.problems,
        "unread": sorted(case.unread), **asked(desk, question), **running(desk, case.uses),
    }  # fmt: skip
    return page(request, desk, "casework/provisions.html", context)


def running(desk: Desk, uses: list[ProvisionUse] | None = None) -> dict[str, Any]:
    """What runs and what was applied for: for this page and for the overview of the dossier."""
    found = list(desk.dossier.uses.all()) if uses is None else uses
    now = [use for use in found if not use.void and not use.ended_on]
    applications = desk.dossier.applications.filter(state__in=RUNNING).select_related("employer")
    return {
        "uses": [(use, lettering.label(desk.dossier, use.provision)) for use in now],
        "applications": [(row, lettering.label(desk.dossier, row.provision)) for row in applications],
    }  # fmt: skip


overview.BLOCKS.append(running)


@require_safe
@with_dossier("provisions")
def provision(request: HttpRequest, desk: Desk, name: str) -> HttpResponse:
    """One provision with the facts of the dossier: why, how much, until when, and what would change it."""
    context = provision_context(request, desk, name, None)
    running_here = desk.dossier.applications.filter(provision=name, state__in=RUNNING).first()
    return page(request, desk, "casework/provision.html", context | {"running": running_here})


@require_safe
@with_dossier("provisions")
def of_application(request: HttpRequest, desk: Desk, pk: UUID) -> HttpResponse:
    """The assessment of one application, with its own facts."""
    application = find_application(desk, pk, "suspensions", "default_notices")
    context = provision_context(request, desk, application.provision, application)
    return page(request, desk, "casework/provision.html", context)


def find_application(desk: Desk, pk: UUID, *with_rows: str) -> Application:
    """An application of this dossier with these rows (none named: its decisions, and what touches its term).

    The dossier is the desk's own.
    """
    rows = desk.dossier.applications.select_related("employer", "author")
    decisions = Prefetch("decisions", Decision.objects.light().order_by("-created_at"))
    wanted = with_rows or ("suspensions", "extensions", "default_notices", decisions)
    found = get_object_or_404(rows.prefetch_related(*wanted), pk=pk)
    found.dossier = desk.dossier
    return found


def provision_context(request: HttpRequest, desk: Desk, name: str, application: Application | None) -> dict[str, Any]:
    """What the page of a provision shows."""
    on = timezone.localdate()
    if name not in law_on(desk.regime, on).provisions:
        raise Http404
    case = assessing.Case.load(desk.dossier, on, application=application)
    base = ask_base(desk, application)
    try:
        body = assessing.assess_one(case, name)
    except reason.FactErrors as errors:
        return {"wrong": assessing.said(errors), "application": application, "name": name,
                "label": lettering.label(desk.dossier, name)}  # fmt: skip
    if not desk.actor.may(Right.SEE_HEALTH):
        body = assessing.without_health(body, desk.regime)
    skip = skipped(request, desk, application)
    question = assessing.next_question(case, name, skip, about_person=application is None)
    return {
        "provision": body, "status": status.status_of(body), "application": application, "name": name,
        "label": body["naam"], "conversation": Reader(case.regime.name, str(on)), "on": on,
        **asked(desk, question, application),
        "missing": rows_to_ask(body["ontbreekt"], "feit", desk, application),
        "judgements": rows_to_ask(body["oordelen"], "oordeel", desk, application),
        "groups": reasons.grouped(body["gronden"]), "duties": reasons.duties(body["plichten"]),
        "remarks": reasons.remarks(body["kanttekeningen"]), "unconfirmed": reasons.unconfirmed(body["kanttekeningen"]),
        "timeline": timeline(body["termijnen"], str(on)), "terms": numbered(body["termijnen"]), "ask_base": base,
        "derived": derived_rows(desk, case, name), "back": name,
        "uses": [use for use in case.uses if use.provision == name and not use.void],
    }  # fmt: skip


def rows_to_ask(
    rows: list[dict[str, Any]], key: str, desk: Desk, application: Application | None
) -> list[dict[str, Any]]:
    """Missing facts or judgements; what belongs to an application is asked in one."""
    elsewhere = assessing.not_about_person(desk.regime) if application is None else frozenset()
    names = desk.regime.vocabulary.facts
    plain = [(row, row[key].split("[")[0]) for row in rows]
    return [row | {"ask": name if name in names and name not in elsewhere else ""} for row, name in plain]


@dataclass(frozen=True)
class DerivedRow:
    """A fact that the dossier derived: what it is, what it came to, what from, and whether somebody said otherwise."""

    derived: Derived
    label: str
    shown: str
    overruled: bool


def derived_rows(desk: Desk, case: assessing.Case, name: str) -> list[DerivedRow]:
    """What the dossier derived for a provision; about health only for who may see that."""
    words = desk.regime.vocabulary
    found = []
    for item in case.derived_for(name):
        fact = words.facts[item.name]
        hidden = fact.privacy == HEALTH and not desk.actor.may(Right.SEE_HEALTH)
        value = "niet voor u te zien" if hidden else show(read_value(item.value, fact, words), fact.kind)
        row = Derived(item.name, item.value, "") if hidden else item
        found.append(DerivedRow(row, fact.label, value, item.name in case.recorded))
    return found

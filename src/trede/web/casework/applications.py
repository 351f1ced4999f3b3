"""Applications on the page: a new one, and one with its term, its documents, what still lacks and its decisions."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from trede import reason
from trede.access.rights import Right
from trede.casework import assessing, lettering
from trede.casework.models import Application
from trede.casework.models.applications import OWN_LETTER
from trede.casework.regimes import law_of
from trede.casework.services import applications, correspondence, employers, terms
from trede.casework.services.applications import CHANNELS, RUNNING, Receipt
from trede.web import status
from trede.web.casework.decision_acts import may_begin
from trede.web.casework.forms import Field, Form
from trede.web.casework.frame import Desk, page, with_dossier
from trede.web.casework.people import uuid_of
from trede.web.casework.provisions import find_application
from trede.web.casework.term_picture import cents, named, picture

NEW = "nieuw"


def fields(desk: Desk) -> tuple[Field, ...]:
    """The fields of an application as it came in."""
    law = law_of(desk.dossier.municipality, timezone.localdate())
    words = desk.regime.vocabulary.provisions
    names = sorted(((name, words.get(name, name)) for name in law.provision_names), key=lambda pair: pair[1])
    known = tuple((str(row.pk), row.name) for row in employers.of(desk.actor))
    return (
        Field("provision", "Wat wordt er gevraagd?", "keuze", options=tuple(names)),
        Field("applicant", "Wie vraagt het aan?", "keuze", options=tuple(Application.Applicant.choices)),
        Field("employer", "Welke werkgever?", "keuze", required=False, options=((NEW, "een nieuwe werkgever"), *known),
              hint="Alleen als een werkgever aanvraagt."),
        Field("name", "Naam van de nieuwe werkgever", required=False),
        Field("street", "Straat en huisnummer", required=False),
        Field("postcode", "Postcode", required=False),
        Field("city", "Plaats", required=False),
        Field("contact", "Contactpersoon", required=False),
        Field("received_on", "Ontvangen op", "datum", hint="Bij een ambtshalve begin: de dag waarop u begint."),
        Field("channel", "Hoe kwam het binnen?", "keuze", required=False, options=tuple((c, c) for c in CHANNELS)),
        Field("wish", "Wat wordt gevraagd, in de woorden van de aanvrager", "verhaal", required=False),
    )  # fmt: skip


@with_dossier("provisions")
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Register an application, or begin ex officio."""
    initial = {
        "provision": request.GET.get("voorziening", ""),
        "received_on": timezone.localdate(),
        "applicant": "person",
    }
    form = Form(fields(desk), request.POST if request.method == "POST" else None, initial)
    made: list[Application] = []

    def act(values: dict[str, Any]) -> None:
        employer = None
        if values["applicant"] == Application.Applicant.EMPLOYER:
            employer = (
                employers.register(desk.actor, {name: values[name] for name in employers.FIELDS})
                if values["employer"] == NEW
                else employers.find(desk.actor, uuid_of(values["employer"]))
            )
        came = Receipt(
            values["provision"],
            values["applicant"],
            values["received_on"],
            values["channel"],
            values["wish"],
            employer,
            uuid_of(request.POST.get("kenmerk")),
        )
        made.append(applications.receive(desk.actor, desk.dossier, came))

    if request.method == "POST" and form.does(act, tolerant=True):
        messages.success(request, f"Vastgelegd: aanvraag {made[0].number}.")
        return redirect("application", desk.dossier.pk, made[0].pk)
    known = {name: form[name] for name in form.fields}
    context = {"form": form, "problems": form.problems, "fields": known,
               "key": uuid_of(request.POST.get("kenmerk")) or uuid4()}  # fmt: skip
    return page(request, desk, "casework/application_new.html", context)


@require_safe
@with_dossier("provisions")
def application(request: HttpRequest, desk: Desk, pk: UUID) -> HttpResponse:
    """One application: where it stands, what is next, its term, what lacks, documents, decisions."""
    row = find_application(desk, pk)
    today = timezone.localdate()
    case = assessing.Case.load(desk.dossier, today, application=row)
    now = terms.clock(row, today, case)
    context = {
        "application": row, "label": lettering.label(desk.dossier, row.provision), "clock": now,
        "picture": picture(now) if now else None, "penalty": cents(now.due_cents) if now else "",
        "documents": row.documents.select_related("uploaded_by").defer("content").order_by("-created_at"),
        "decisions": list(row.decisions.all()), "running": row.state in RUNNING,
        "struck": [(named(it), it) for it in (*row.extensions.all(), *row.default_notices.all()) if it.struck_at],
        "waiting": next((stop for stop in now.stops if stop.open), None) if now else None,
        "kinds": may_begin(desk, row), **outcome(desk, row, case),
    }  # fmt: skip
    context["confirmed"] = any(item.kind == f"{OWN_LETTER}ontvangst" for item in context["documents"])
    context["asks_confirmation"] = (
        row.channel in correspondence.ELECTRONIC and not context["confirmed"] and now is not None
    )
    return page(request, desk, "casework/application.html", context)


def outcome(desk: Desk, row: Application, case: assessing.Case) -> dict[str, Any]:
    """What the rules say of it today, and what still lacks."""
    if row.provision not in case.law.provisions:
        return {}
    try:
        body = assessing.assess_one(case, row.provision)
    except reason.FactErrors as errors:
        return {"wrong": assessing.said(errors)}
    return {
        "status": status.status_of(body), "summary": body["samenvatting"],
        "lacks": [*body["ontbreekt"], *body["oordelen"]], "may_record": desk.actor.may(Right.RECORD_FACTS),
    }  # fmt: skip

"""People: register a report, change the data of a client, close and reopen a dossier, show a BSN."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from trede.access import audit, bsn, glass
from trede.access.rights import Right
from trede.casework.models import Dossier
from trede.casework.services import people
from trede.casework.services.common import Actor
from trede.web.casework.forms import Field, Form
from trede.web.casework.frame import Desk, page, with_actor, with_dossier

WHO = (
    Field("bsn", "Burgerservicenummer", required=False, hint="Negen cijfers: zo vinden we wie al bekend is."),
    Field("initials", "Voorletters", required=False),
    Field("first_name", "Roepnaam", required=False),
    Field("prefix", "Tussenvoegsel", required=False),
    Field("surname", "Achternaam"),
    Field("birth_date", "Geboortedatum", "datum", required=False),
)  # fmt: skip
CONTACT = (
    Field("street", "Straat en huisnummer", required=False),
    Field("postcode", "Postcode", required=False),
    Field("city", "Woonplaats", required=False),
    Field("phone", "Telefoon", required=False),
    Field("email", "E-mailadres", required=False),
    Field("language", "Taal, als dat niet Nederlands is", required=False),
)


def report_fields(actor: Actor) -> tuple[Field, ...]:
    """The fields about the report itself."""
    staff = tuple((str(user.pk), user.name) for user in people.managers(actor.municipality))
    return (
        Field("reported_on", "Dag van de melding", "datum"),
        Field("manager", "Klantmanager", "keuze", required=False, options=staff),
        Field("text", "Wat is er gemeld?", "verhaal", required=False, hint="Komt in het journaal."),
    )


@with_actor(Right.RECORD_FACTS)
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Register a report: a new dossier, unless the person is known already."""
    fields = (*WHO, *CONTACT, *report_fields(actor))
    mine = str(actor.user.pk) if people.is_manager(actor.user, actor.municipality) else ""
    initial = {"reported_on": timezone.localdate(), "manager": mine}
    form = Form(fields, request.POST if request.method == "POST" else None, initial)
    made: list[Dossier] = []

    def act(values: dict[str, Any]) -> None:
        manager = next((u for u in people.managers(actor.municipality) if str(u.pk) == values["manager"]), None)
        made.append(
            people.register(
                actor, values, reported_on=values["reported_on"], manager=manager, text=values["text"],
                existing=uuid_of(request.POST.get("bestaande")), somebody_else=request.POST.get("ander") == "ja",
            )
        )  # fmt: skip

    if request.method == "POST" and form.does(act, tolerant=True):
        messages.success(request, f"De melding is vastgelegd: dossier {made[0].number}.")
        return redirect("dossier", made[0].pk)
    matches = getattr(form.refused, "matches", [])
    if matches:  # whoever is shown was looked at
        audit.reading(actor.log, "client.herkend", [match.client for match in matches])
    context = {
        "form": form, "problems": form.problems, "matches": matches,
        "who": [form[f.name] for f in WHO], "contact": [form[f.name] for f in CONTACT],
        "report": [form[name] for name in ("reported_on", "manager", "text")],
    }  # fmt: skip
    return page(request, actor, "casework/new.html", context)


def uuid_of(text: str | None) -> UUID | None:
    """An id from a form, or None."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


@with_dossier("overview")
def change(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Change the data of the client. The BSN stays as it is when its field is left empty."""
    client = desk.client
    shown = {name: getattr(client, name) for name in people.FIELDS if name != "bsn"}
    form = Form((*WHO, *CONTACT), request.POST if request.method == "POST" else None, shown, client.revision)

    def act(values: dict[str, Any]) -> None:
        people.change(desk.actor, desk.dossier, values | {"bsn": values["bsn"] or client.bsn}, form.revision)

    if request.method == "POST" and form.does(act, tolerant=True):
        messages.success(request, "De gegevens zijn gewijzigd.")
        return redirect("dossier", desk.dossier.pk)
    context = {
        "form": form, "problems": form.problems, "who": [form[f.name] for f in WHO],
        "contact": [form[f.name] for f in CONTACT], "masked": bsn.mask(client.bsn) if client.bsn else "",
    }  # fmt: skip
    return page(request, desk, "casework/client.html", context)


@with_dossier("overview")
def close(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Close the dossier, or open it again."""
    is_open = desk.dossier.status == Dossier.Status.OPEN
    why = Field("reason", "Waarom sluit het dossier?" if is_open else "Waarom gaat het dossier weer open?", "verhaal")
    fields = (Field("on", "Gesloten vanaf", "datum"), why) if is_open else (why,)
    sent = request.POST if request.method == "POST" else None
    form = Form(fields, sent, {"on": timezone.localdate()}, desk.dossier.revision)

    def act(values: dict[str, Any]) -> None:
        if is_open:
            people.close(desk.actor, desk.dossier, on=values["on"], reason=values["reason"], revision=form.revision)
        else:
            people.reopen(desk.actor, desk.dossier, values["reason"], form.revision)

    if request.method == "POST" and form.does(act):
        messages.success(request, "Het dossier is gesloten." if is_open else "Het dossier is weer open.")
        return redirect("dossier", desk.dossier.pk)
    return page(request, desk, "casework/close.html", {"form": form, "problems": form.problems, "is_open": is_open})


@with_dossier("overview")
def reveal(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the whole BSN, once, after a reason; who saw it is noted."""
    form = Form(
        (Field("why", "Waarvoor heeft u het nummer nodig?"),), request.POST if request.method == "POST" else None
    )
    seen: list[str] = []
    if request.method == "POST":
        form.does(lambda values: seen.append(people.reveal_bsn(desk.actor, desk.dossier, values["why"])))
    context = {"form": form, "problems": form.problems, "bsn": seen[0] if seen else "", "asked": bool(seen)}
    return page(request, desk, "casework/bsn.html", context)


@require_POST
@with_actor(Right.BREAK_GLASS)
def break_glass(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """Open the dossier of another with a reason, for a short time; a supervisor sees it."""
    dossier = Dossier.objects.filter(pk=key, municipality=actor.municipality).first()
    if dossier is None:
        return page(request, actor, "casework/not_visible.html", {"key": key, "breakable": False}, status=404)
    form = Form((Field("why", "Waarom moet u dit dossier nu zien?", "verhaal"),), request.POST)
    try:
        glass.break_glass(request, dossier.audit_subject, dossier.number, request.POST.get("why", ""))
    except glass.NoReason as problem:
        form["why"].error = str(problem)
        context = {"key": key, "breakable": True, "form": form, "problems": form.problems}
        return page(request, actor, "casework/not_visible.html", context)
    return redirect("dossier", key)

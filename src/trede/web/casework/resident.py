"""The client's own page: read-only, opened with a one-time code, without an account. Plan, next step and decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from trede.access import audit
from trede.access.current import origin
from trede.access.rights import Right
from trede.casework.models import Decision, Dossier, Plan, Step
from trede.casework.services import resident as service
from trede.casework.services.common import Actor
from trede.casework.visibility import find_dossier
from trede.terms import objection_deadline
from trede.web.casework.forms import Field, Form
from trede.web.casework.frame import with_actor

OPEN = "inwoner"
STAYS_OPEN = timedelta(minutes=30)
DECIDES = ("weigert", "eindigt")


@dataclass(frozen=True)
class Told:
    """A decision as the client reads it: what, since when, why, how much, and until when they may object."""

    decision: Decision
    what: str
    why: list[str]
    amounts: list[tuple[str, str]]
    object_by: date | None


@require_POST
@with_actor(Right.SEE_WORK)
def make_code(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """A code to give to the client; it is shown once."""
    code = service.make_code(actor, find_dossier(actor, key))
    messages.success(
        request,
        f"Code voor de inwoner: {code}. Hij werkt één keer, tot en met overmorgen, op de pagina 'Mijn re-integratie'.",
    )
    return redirect("dossier", key)


def enter(request: HttpRequest) -> HttpResponse:
    """Ask for the code."""
    form = Form([Field("code", "Uw code", hint="Twaalf letters en cijfers. U kreeg de code van uw klantmanager.")],
                request.POST if request.method == "POST" else None)  # fmt: skip
    if request.method == "POST" and (code := form.read()["code"]):
        try:
            dossier = service.open_with(code, origin(request))
        except service.WrongCode:
            form["code"].error = "Deze code werkt niet (meer). Kijk hem na, of vraag uw klantmanager om een nieuwe."
        else:
            request.session.cycle_key()
            request.session[OPEN] = [str(dossier.pk), (timezone.now() + STAYS_OPEN).isoformat()]
            return redirect("resident")
    context = {"form": form, "problems": form.problems}
    return render(request, "casework/resident_enter.html", context, status=422 if form.problems else 200)


def mine(request: HttpRequest) -> HttpResponse:
    """Plan, next step and decisions, in plain Dutch."""
    dossier = opened(request)
    if dossier is None:
        messages.info(request, "Vul een code in om uw pagina te openen. Een geopende pagina sluit na een half uur.")
        return redirect("resident_enter")
    plan = (
        Plan.objects.filter(dossier=dossier, state__in=[Plan.State.AGREED, Plan.State.OFFERED])
        .order_by("-version").prefetch_related("goals__steps").first()
    )  # fmt: skip
    sent = Decision.objects.filter(dossier=dossier, state=Decision.State.SENT).order_by("-made_known_on")
    reader = audit.Actor("inwoner", municipality=dossier.municipality.slug, origin=origin(request))
    audit.reading(reader, "inwonerpagina.ingezien", [dossier])
    return render(request, "casework/resident.html", {
        "dossier": dossier, "person": dossier.client, "plan": plan, "next": next_step(plan),
        "decisions": [told(decision) for decision in sent], "today": timezone.localdate(),
    })  # fmt: skip


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Close the page."""
    request.session.pop(OPEN, None)
    messages.success(request, "Uw pagina is gesloten.")
    return redirect("resident_enter")


def opened(request: HttpRequest) -> Dossier | None:
    """The dossier that this session opened with a code, while that holds."""
    key, until = request.session.get(OPEN, ["", ""])
    if not key or timezone.now().isoformat() > until:
        request.session.pop(OPEN, None)
        return None
    return Dossier.objects.select_related("client", "municipality", "case_manager").filter(pk=key).first()


def next_step(plan: Plan | None) -> Step | None:
    """The first thing to do that is not done, the client's own first."""
    if plan is None:
        return None
    waiting = [step for goal in plan.goals.all() for step in goal.steps.all() if step.done_on is None]
    return min(waiting, key=lambda step: (step.due_on or date.max, step.who != Step.Who.CLIENT), default=None)


def told(decision: Decision) -> Told:
    """A decision in plain words, from the reasons it was taken for."""
    body: dict[str, Any] = decision.assessment or {}
    refused = decision.kind in (Decision.Kind.REFUSAL, Decision.Kind.WITHDRAWAL, Decision.Kind.ENDING)
    own = [decision.reasons or decision.deviation_reason] if decision.reasons or decision.deviation_reason else []
    grounds = [
        ground["uitleg"] for ground in body.get("gronden", [])
        if ground["uitleg"] and (ground["gevolg"] in DECIDES if refused else ground["gevolg"] == "voldaan")
    ]  # fmt: skip
    amounts = [] if refused else [
        (row["omschrijving"], row["weergave"]) for row in body.get("bedragen", []) if row["weergave"]
    ]  # fmt: skip
    known = decision.made_known_on
    name = body.get("naam") or decision.provision.replace("_", " ")
    what = f"{decision.get_kind_display().capitalize()}: {name}"
    return Told(
        decision, what, [*own, *dict.fromkeys(grounds)], amounts, objection_deadline(known).day if known else None
    )

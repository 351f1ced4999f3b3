"""What one does with a decision, each on a page of its own: as the table of states allows (`casework.states`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from trede.access.rights import Right
from trede.casework import lettering
from trede.casework.models import Application, Decision, Hearing, Objection
from trede.casework.services import deciding, decisions, hearings, objections
from trede.letters import suggest_answer_by
from trede.web.casework import acts
from trede.web.casework.acts import Act
from trede.web.casework.forms import Field
from trede.web.casework.frame import Desk, with_dossier
from trede.web.casework.people import uuid_of
from trede.web.casework.provisions import find_application

Kind = Decision.Kind
FOLLOW_UPS = ((Kind.EXTENSION, "Verlengen"), (Kind.REVISION, "Herzien"), (Kind.ENDING, "Beëindigen"),
              (Kind.WITHDRAWAL, "Intrekken"))  # fmt: skip
REASON = Field("reason", "Waarom?", "verhaal")


def may_begin(desk: Desk, row: Application) -> list[tuple[str, str]]:
    """The kinds of decision that can be begun on an application, with the words of their button."""
    making = any(item.state not in ("sent", "cancelled") for item in row.decisions.all())
    if not desk.actor.may(Right.PROPOSE_DECISION) or making or row.state not in ("received", "incomplete", "complete"):
        return []
    found = [(Kind.GRANT.value, "Toekennen"), (Kind.REFUSAL.value, "Afwijzen")]
    asked = any(stop.answer_by for stop in row.suspensions.all())
    return [*found, (Kind.NOT_TREATED.value, "Buiten behandeling laten")] if asked else found


def find_decision(desk: Desk, pk: UUID) -> Decision:
    """A decision of this dossier, with what it hangs together with; the dossier is the desk's own."""
    rows = desk.dossier.decisions.select_related(
        "application__employer", "relates_to", "author", "proposed_by", "approved_by"
    ).prefetch_related(
        Prefetch("hearings", Hearing.objects.select_related("author")), "objections", "application__suspensions"
    )
    found = get_object_or_404(rows.defer("letter"), pk=pk)
    found.dossier = desk.dossier
    if found.application is not None:
        found.application.dossier = desk.dossier
    return found


@require_POST
@with_dossier("decisions")
def begin(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Draft a decision on an application, or one that follows an earlier one."""
    kind = request.POST.get("soort", "")
    application = find_application(desk, key) if (key := uuid_of(request.POST.get("aanvraag"))) else None
    earlier = find_decision(desk, key) if (key := uuid_of(request.POST.get("besluit"))) else None
    about = application or earlier
    if about is None:
        raise Http404
    made = decisions.draft(desk.actor, desk.dossier, about.provision, kind, application=application, relates_to=earlier)
    messages.success(request, f"Het concept is gemaakt: besluit {made.number}.")
    return redirect("decision", desk.dossier.pk, made.pk)


def propose(row: Decision) -> Act:
    """Lay it before another."""
    return Act(
        "Ter goedkeuring voorleggen", "Leg voor",
        lambda desk, row, _v, r: deciding.propose(desk.actor, row, r), "Het besluit ligt bij een ander.", (),
        "Een ander kijkt ernaar en stelt het vast, of geeft het terug met redenen.",
    )  # fmt: skip


def decide_alone(row: Decision) -> Act:
    """Decide without a second pair of eyes."""
    return Act(
        "Zelf vaststellen", "Stel vast",
        lambda desk, row, v, r: deciding.decide_alone(desk.actor, row, v["decided_on"], r),
        "Het besluit is vastgesteld.",
        (Field("decided_on", "Besloten op", "datum"),), "Bij dit besluit vragen de regels geen tweede paar ogen.",
        {"decided_on": timezone.localdate()},
    )  # fmt: skip


def take_back(row: Decision) -> Act:
    """Go on with it oneself."""
    return Act(
        "Terugnemen", "Neem terug", lambda desk, row, _v, r: deciding.take_back(desk.actor, row, r),
        "Het besluit is weer een concept.", (), "U werkt er dan zelf weer aan; niemand kijkt er nu naar.",
    )  # fmt: skip


def give_back(row: Decision) -> Act:
    """Give it back with reasons."""
    return Act(
        "Teruggeven", "Geef terug", lambda desk, row, v, r: deciding.give_back(desk.actor, row, v["reason"], r),
        "Het besluit is teruggegeven.", (REASON,), "Wie het voorstelde, leest wat er anders moet.",
    )  # fmt: skip


def approve(row: Decision) -> Act:
    """Take the decision."""
    return Act(
        "Vaststellen", "Stel vast", lambda desk, row, v, r: deciding.approve(desk.actor, row, v["decided_on"], r),
        "Het besluit is vastgesteld. Maak het nu bekend.", (Field("decided_on", "Besloten op", "datum"),),
        "Uw naam en functie komen onder de brief.", {"decided_on": timezone.localdate()},
    )  # fmt: skip


def send(row: Decision) -> Act:
    """Make it known."""
    return Act(
        "Bekendmaken", "Maak de brief en maak bekend",
        lambda desk, row, v, r: deciding.send(desk.actor, row, v["made_known_on"], r),
        "Het besluit is bekendgemaakt. De brief staat bij het besluit.",
        (Field("made_known_on", "Verstuurd of uitgereikt op", "datum"),),
        "Op de dag erna begint de bezwaartermijn van zes weken (Awb artikel 6:7 en 6:8).",
        {"made_known_on": timezone.localdate()},
    )  # fmt: skip


def cancel(row: Decision) -> Act:
    """Let it lapse."""
    return Act(
        "Laten vervallen", "Laat vervallen", lambda desk, row, v, r: decisions.cancel(desk.actor, row, v["reason"], r),
        "Het besluit is vervallen.", (REASON,), "Het blijft te lezen, maar er gebeurt niets meer mee.",
    )  # fmt: skip


def reassess(row: Decision) -> Act:
    """Take the facts as known now."""
    return Act(
        "Opnieuw beoordelen", "Beoordeel opnieuw", lambda desk, row, _v, r: decisions.reassess(desk.actor, row, r),
        "De feiten van nu staan in het concept.", (),
        "Het concept krijgt de feiten zoals ze nu bekend zijn. Wat u schreef, blijft staan.",
    )  # fmt: skip


def invite(row: Decision) -> Act:
    """Ask for a view."""
    today = timezone.localdate()
    return Act(
        "Om een zienswijze vragen", "Leg vast",
        lambda desk, row, v, _r: hearings.invite(desk.actor, row, v["invited_on"], v["answer_by"]),
        "Vastgelegd. Op de laatste dag krijgt u een taak.",
        (Field("invited_on", "Gevraagd op", "datum"), Field("answer_by", "Reageren kan tot en met", "datum")),
        "Is het besluit tegen iemand gericht, dan mag die eerst reageren (Awb artikel 4:7 en 4:8).",
        {"invited_on": today, "answer_by": suggest_answer_by(today).day},
    )  # fmt: skip


def heard(row: Decision) -> Act:
    """Write a view down."""

    def do(desk: Desk, row: Decision, values: dict[str, Any], _revision: int | None) -> Hearing:
        waiting = get_object_or_404(Hearing, decision=row, heard_on=None, waived="")
        return hearings.record(desk.actor, waiting, values["heard_on"], values["how"], values["view"])

    return Act(
        "Zienswijze vastleggen", "Leg vast", do, "De zienswijze is vastgelegd.",
        (Field("heard_on", "Gehoord op", "datum"),
         Field("how", "Hoe", required=False, hint="Bijvoorbeeld: telefonisch."),
         Field("view", "Wat er is gezegd", "verhaal")),
        "", {"heard_on": timezone.localdate()},
    )  # fmt: skip


def waive(row: Decision) -> Act:
    """Say why nobody is heard."""
    return Act(
        "Horen is niet nodig", "Leg vast", lambda desk, row, v, _r: hearings.waive(desk.actor, row, v["waived"]),
        "Vastgelegd.", (Field("waived", "Waarom niet?", "verhaal"),),
        "Bijvoorbeeld: het gaat om geld, bezwaar is mogelijk, en de gevolgen zijn helemaal terug te draaien "
        "(Awb artikel 4:12).",
    )  # fmt: skip


def objection(row: Decision) -> Act:
    """An objection came in."""
    return Act(
        "Bezwaar vastleggen", "Leg vast",
        lambda desk, row, v, _r: objections.receive(desk.actor, row, v["received_on"], v["posted_on"], v["note"]),
        "Het bezwaar is vastgelegd.",
        (Field("received_on", "Ontvangen op", "datum"),
         Field("posted_on", "Gepost op", "datum", required=False,
               hint="Van het poststempel, als het met de post kwam."),
         Field("note", "Waar het over gaat", "verhaal", required=False)),
        "Of het op tijd is, wordt uitgerekend.", {"received_on": timezone.localdate()},
    )  # fmt: skip


def decided_objection(row: Decision) -> Act:
    """An objection was decided on."""

    def do(desk: Desk, row: Decision, values: dict[str, Any], _revision: int | None) -> Objection:
        waiting = (
            Objection.objects.filter(decision=row, result=Objection.Result.PENDING).order_by("received_on").first()
        )
        if waiting is None:
            raise Http404
        return objections.close(desk.actor, waiting, values["result"], values["closed_on"], values["note"])

    results = tuple(pair for pair in Objection.Result.choices if pair[0] != Objection.Result.PENDING)
    return Act(
        "Uitkomst van het bezwaar", "Leg vast", do, "De uitkomst is vastgelegd.",
        (Field("result", "Uitkomst", "keuze", options=results), Field("closed_on", "Beslist op", "datum"),
         Field("note", "Waarom", "verhaal")),
        "Wie het besluit nam, beslist niet op het bezwaar daartegen (Awb artikel 10:3).",
        {"closed_on": timezone.localdate()},
    )  # fmt: skip


ACTS: dict[str, Callable[[Decision], Act]] = {
    "voorstellen": propose, "zelf_vaststellen": decide_alone, "terugnemen": take_back, "teruggeven": give_back,
    "vaststellen": approve, "bekendmaken": send, "laten_vervallen": cancel, "opnieuw": reassess, "horen": invite,
    "zienswijze": heard, "niet-horen": waive, "bezwaar": objection, "bezwaar-beslist": decided_objection,
}  # fmt: skip


@with_dossier("decisions")
def act(request: HttpRequest, desk: Desk, pk: UUID, name: str) -> HttpResponse:
    """One act on a decision."""
    row = find_decision(desk, pk)
    if name not in ACTS:
        raise Http404
    back = reverse("decision", args=[desk.dossier.pk, row.pk])
    return acts.show(request, desk, ACTS[name](row), row, back, f"Besluit {row.number}: {lettering.label_of(row)}")

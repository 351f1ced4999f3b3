"""Applications, decisions and tasks: `/v1/dossiers/{id}/aanvragen`, `/v1/aanvragen`, `…/besluiten`, `/v1/taken`."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router

from trede.access import audit
from trede.access.rights import Right
from trede.api import show
from trede.api.answers import Paged, answer, listed, located, matched
from trede.api.dossiers import actor_of, application_of
from trede.api.shapes import (
    ApplicationIn,
    ApplicationOut,
    Applications,
    DecisionIn,
    DecisionOut,
    Decisions,
    TaskChange,
    TaskIn,
    TaskOut,
    Tasks,
)
from trede.casework.models import Application, Decision, Dossier, Employer, Task
from trede.casework.services import applications, decisions, tasks, terms
from trede.casework.services.common import Actor, Checks
from trede.casework.visibility import dossiers, find_dossier
from trede.casework.worklist import WHEN, Wish, Worklist

router = Router(tags=["aanvragen, besluiten, taken"])
assert set(WHEN) == {"te_laat", "vandaag", "deze_week", "later", "zonder_datum"}


@router.get("/dossiers/{uuid:key}/aanvragen", response={200: Applications}, summary="De aanvragen van een dossier")
def application_list(request: HttpRequest, key: UUID, asked: Query[Paged]) -> HttpResponse:
    """The newest first."""
    actor = actor_of(request)
    found = find_dossier(actor, key)
    response, _rows = listed(request, found.applications.order_by("-received_on", "-number"), asked, show.application)
    audit.reading(actor.log, "aanvragen.ingezien", [found])
    return response


@router.post("/dossiers/{uuid:key}/aanvragen", response={201: ApplicationOut}, summary="Een aanvraag vastleggen")
def apply(request: HttpRequest, key: UUID, given: ApplicationIn) -> HttpResponse:
    """Register an application."""
    actor = actor_of(request, Right.RECORD_FACTS)
    found = find_dossier(actor, key)
    employer = None
    if given.werkgever:
        employer = Employer.objects.filter(pk=given.werkgever, municipality=actor.municipality).first()
        checks = Checks()
        checks.that(employer, "werkgever", "Deze werkgever is hier niet bekend.")
        checks.refuse()
    came = applications.Receipt(
        given.voorziening, given.aanvrager, given.ontvangenOp, given.kanaal, given.wens, employer
    )
    made = applications.receive(actor, found, came)
    return located(answer(shown(made), made), f"/v1/aanvragen/{made.pk}")


@router.get("/aanvragen/{uuid:key}", response={200: ApplicationOut}, summary="Eén aanvraag")
def application(request: HttpRequest, key: UUID) -> HttpResponse:
    """An application with the last day to decide."""
    actor = actor_of(request)
    row = get_object_or_404(Application, pk=key)
    found = find_dossier(actor, row.dossier_id)
    audit.reading(actor.log, "aanvraag.ingezien", [found])
    return answer(shown(application_of(found, key)), row)


def shown(row: Application | None) -> dict[str, object]:
    """An application as it is shown by itself."""
    if row is None:
        raise Http404
    clock = terms.clock(row)
    return show.application(row, clock.deadline.day if clock else None)


@router.get("/dossiers/{uuid:key}/besluiten", response={200: Decisions}, summary="De besluiten van een dossier")
def decision_list(request: HttpRequest, key: UUID, asked: Query[Paged]) -> HttpResponse:
    """The newest first."""
    actor = actor_of(request)
    found = find_dossier(actor, key)
    response, _rows = listed(request, found.decisions.order_by("-created_at"), asked, show.decision)
    audit.reading(actor.log, "besluiten.ingezien", [found])
    return response


@router.post("/dossiers/{uuid:key}/besluiten", response={201: DecisionOut}, summary="Een conceptbesluit maken")
def draft(request: HttpRequest, key: UUID, given: DecisionIn) -> HttpResponse:
    """A draft; people propose, approve and send it."""
    actor = actor_of(request, Right.PROPOSE_DECISION)
    found = find_dossier(actor, key)
    related = None
    if given.volgtOp:
        related = get_object_or_404(Decision, pk=given.volgtOp, dossier=found)
    made = decisions.draft(
        actor, found, given.voorziening, given.soort, application=application_of(found, given.aanvraag),
        relates_to=related, law_on=given.rechtOp,
    )  # fmt: skip
    return located(answer(show.decision(made, whole=seen_whole(actor, made)), made), f"/v1/besluiten/{made.pk}")


@router.get("/besluiten/{uuid:key}", response={200: DecisionOut}, summary="Eén besluit")
def decision(request: HttpRequest, key: UUID) -> HttpResponse:
    """A decision with the assessment it rests on; that only for who may see what is about health."""
    actor = actor_of(request)
    row = get_object_or_404(Decision, pk=key)
    found = find_dossier(actor, row.dossier_id)
    audit.reading(actor.log, "besluit.ingezien", [found])
    return answer(show.decision(row, whole=seen_whole(actor, row)), row)


def seen_whole(actor: Actor, row: Decision) -> bool:
    """May the actor see the facts that a decision rests on?"""
    return actor.may(Right.SEE_HEALTH)


# --- tasks ----------------------------------------------------------------------------------------------------------


class WantedTasks(Paged):
    """Which tasks."""

    wanneer: Literal["te_laat", "vandaag", "deze_week", "later", "zonder_datum", ""] = ""
    soort: str = Field("", max_length=40)
    zoek: str = Field("", max_length=100)
    volgorde: Literal["datum", "-datum", "naam", "-naam", "soort", "-soort"] = "datum"


@router.get("/taken", response={200: Tasks}, summary="De werkvoorraad")
def task_list(request: HttpRequest, asked: Query[WantedTasks]) -> HttpResponse:
    """The open tasks of the account."""
    actor = actor_of(request)
    wish = Wish(when=asked.wanneer, kind=asked.soort, text=asked.zoek, order=asked.volgorde)
    response, rows = listed(request, Worklist(actor).tasks(wish), asked, show.task)
    audit.reading(actor.log, "werk.ingezien", [row.dossier for row in rows])
    return response


@router.post("/taken", response={201: TaskOut}, summary="Een taak maken")
def add_task(request: HttpRequest, given: TaskIn) -> HttpResponse:
    """A task by hand, for the account itself."""
    actor = actor_of(request)
    made = tasks.add(actor, find_dossier(actor, given.dossier), given.titel, given.uiterlijk, given.toelichting)
    return located(answer(show.task(made), made), f"/v1/taken/{made.pk}")


@router.get("/taken/{uuid:key}", response={200: TaskOut}, summary="Eén taak")
def task(request: HttpRequest, key: UUID) -> HttpResponse:
    """A task."""
    actor = actor_of(request)
    row = find_task(actor, key)
    audit.reading(actor.log, "taak.ingezien", [row.dossier])
    return answer(show.task(row), row)


@router.patch("/taken/{uuid:key}", response={200: TaskOut}, summary="Een taak afronden of heropenen")
def change_task(request: HttpRequest, key: UUID, given: TaskChange) -> HttpResponse:
    """Finish a task or open it again. Needs `If-Match`."""
    actor = actor_of(request)
    row = find_task(actor, key)
    revision = matched(request, row)
    turn = tasks.finish if given.stand == "done" else tasks.reopen
    now = turn(actor, row, revision)
    return answer(show.task(now), now)


def find_task(actor: Actor, key: UUID) -> Task:
    """A task of a dossier that the actor may open, or one of their own."""
    row = get_object_or_404(Task.objects.select_related("dossier", "assignee"), pk=key, municipality=actor.municipality)
    seen: Dossier | None = dossiers(actor).filter(pk=row.dossier_id).first()
    if seen is None and not Worklist(actor).mine.filter(pk=key).exists():
        raise Http404
    return row

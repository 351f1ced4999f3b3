"""`/v1/dossiers`: the list, a report, one dossier, its client's data, its facts and its assessments."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from ninja import Field, Query, Router

from trede.access import audit
from trede.access.models import User
from trede.access.rights import Right
from trede.api import show
from trede.api.answers import Paged, answer, listed, located, matched
from trede.api.problems import PERSON
from trede.api.shapes import (
    Assessments,
    DossierOut,
    Dossiers,
    Facts,
    FactsIn,
    PersonIn,
    ReportIn,
)
from trede.casework import assessing
from trede.casework.models import Application, Dossier
from trede.casework.services import facts as fact_service
from trede.casework.services import people
from trede.casework.services.common import Actor, Checks
from trede.casework.services.facts import Given, versions_on
from trede.casework.visibility import dossiers, find_dossier
from trede.casework.worklist import Search, look_for
from trede.reason import find_provision

router = Router(tags=["dossiers"])


class Wanted(Paged):
    """Which dossiers."""

    zoek: str = Field("", max_length=100, description="het begin van de achternaam, of een heel nummer")
    stand: Literal["open", "closed", ""] = Field("open", description="leeg: alle")
    trede: int | None = Field(None, ge=-9, le=99)
    volgorde: Literal["naam", "-naam", "gemeld", "-gemeld", "trede", "-trede"] = "naam"


def actor_of(request: HttpRequest, right: Right = Right.SEE_WORK) -> Actor:
    """Who acts, with a right that is needed."""
    actor: Actor = request.auth  # type: ignore[attr-defined]
    if not actor.may(right):
        audit.record(actor.log, "toegang.geweigerd", result=audit.REFUSED, recht=right.value)
        raise PermissionDenied
    return actor


@router.get("", response={200: Dossiers}, summary="De dossiers")
def dossier_list(request: HttpRequest, asked: Query[Wanted]) -> HttpResponse:
    """The dossiers that the account may open."""
    actor = actor_of(request)
    rung = "" if asked.trede is None else str(asked.trede)
    search = Search(text=asked.zoek, status=asked.stand, rung=rung, order=asked.volgorde)
    response, found = listed(request, look_for(dossiers(actor), search), asked, show.dossier)
    audit.reading(actor.log, "dossiers.ingezien", found)
    return response


@router.post("", response={201: DossierOut}, summary="Een dossier uit een melding")
def register(request: HttpRequest, given: ReportIn) -> HttpResponse:
    """Make a dossier. 400 when the person is known already."""
    actor = actor_of(request, Right.RECORD_FACTS)
    manager = None
    if given.klantmanager:
        manager = User.objects.filter(email=given.klantmanager.lower()).first()
        checks = Checks()
        checks.that(manager, "klantmanager", "Dit account is er niet.")
        checks.refuse()
    made = people.register(
        actor, fields(given.persoon), reported_on=given.gemeldOp, manager=manager, text=given.tekst,
        somebody_else=given.anderePersoon,
    )  # fmt: skip
    return located(answer(show.dossier(made), made), f"/v1/dossiers/{made.pk}")


def fields(given: PersonIn) -> dict[str, Any]:
    """The client's data under the names of the service."""
    return {PERSON[name]: value for name, value in given.dict().items()}


@router.get("/{uuid:key}", response={200: DossierOut}, summary="Eén dossier")
def dossier(request: HttpRequest, key: UUID) -> HttpResponse:
    """A dossier; its ETag is that of the client's data."""
    actor = actor_of(request)
    found = find_dossier(actor, key)
    audit.reading(actor.log, "dossier.ingezien", [found])
    return answer(show.dossier(found), found.client)


@router.patch("/{uuid:key}", response={200: DossierOut}, summary="De gegevens van de cliënt wijzigen")
def change(request: HttpRequest, key: UUID, given: PersonIn) -> HttpResponse:
    """Change the client's data; what is not sent is emptied, but for the BSN. Needs `If-Match`."""
    actor = actor_of(request, Right.RECORD_FACTS)
    found = find_dossier(actor, key)
    revision = matched(request, found.client)
    wanted = fields(given)
    wanted["bsn"] = wanted["bsn"] or found.client.bsn
    people.change(actor, found, wanted, revision)
    now = find_dossier(actor, key)
    return answer(show.dossier(now), now.client)


# --- facts ----------------------------------------------------------------------------------------------------------


@router.get("/{uuid:key}/feiten", response={200: Facts}, summary="De feiten van een dossier")
def facts(
    request: HttpRequest, key: UUID, op: date | None = None, bekendOp: datetime | None = None,
    aanvraag: UUID | None = None,
) -> HttpResponse:  # fmt: skip
    """The facts true on a day (today), as known at a moment (now), of an application too if it is named."""
    actor = actor_of(request)
    found = find_dossier(actor, key)
    on = op or timezone.localdate()
    at = timezone.make_aware(bekendOp) if bekendOp and timezone.is_naive(bekendOp) else bekendOp
    rows = versions_on(found, on, at, application_of(found, aanvraag))
    seen = [row for row in rows.values() if not row.health or actor.may(Right.SEE_HEALTH)]
    audit.reading(actor.log, "feiten.ingezien", [found])
    return answer({"op": on, "feiten": [show.fact(row) for row in sorted(seen, key=lambda row: row.name)]})


@router.post("/{uuid:key}/feiten", response={201: Facts}, summary="Feiten vastleggen")
def record(request: HttpRequest, key: UUID, given: FactsIn) -> HttpResponse:
    """Record facts, all or none."""
    actor = actor_of(request, Right.RECORD_FACTS)
    found = find_dossier(actor, key)
    items = [
        Given(
            item.feit,
            item.waarde,
            item.geldtVanaf,
            item.geldtTot,
            item.bron,
            item.toelichting,
            item.reden,
            item.vervangt,
        )
        for item in given.feiten
    ]
    made = fact_service.record(actor, found, items, application_of(found, given.aanvraag))
    body = {"op": timezone.localdate(), "feiten": [show.fact(row) for row in made]}
    return located(answer(body), f"/v1/dossiers/{key}/feiten")


def application_of(found: Dossier, key: UUID | None) -> Application | None:
    """An application of the dossier."""
    if key is None:
        return None
    row = found.applications.filter(pk=key).first()
    if row is None:
        raise Http404
    return row


# --- assessments ----------------------------------------------------------------------------------------------------


@router.get("/{uuid:key}/beoordelingen", response={200: Assessments}, summary="Wat de regels nu zeggen")
def assessments(
    request: HttpRequest, key: UUID, op: date | None = None, voorziening: str | None = None,
    aanvraag: UUID | None = None,
) -> JsonResponse:  # fmt: skip
    """Every provision at a glance; with `voorziening` that one in full. Nothing is decided by it."""
    actor = actor_of(request)
    found = find_dossier(actor, key)
    case = assessing.Case.load(found, op or timezone.localdate(), application=application_of(found, aanvraag))
    whole = None
    if voorziening:
        whole = assessing.assess_one(case, find_provision(case.law, voorziening, case.on))
    seen = assessing.overview(case)
    audit.reading(actor.log, "beoordeling.ingezien", [found])
    return answer({
        "op": case.on, "volledig": whole, "strijdig": list(seen.problems),
        "voorzieningen": [
            {
                "voorziening": item.name, "naam": item.label, "uitkomst": item.outcome, "modaliteit": item.modality,
                "ontbreekt": item.missing, "oordelen": item.judgements,
            }
            for item in seen.glances
        ],
    })  # fmt: skip

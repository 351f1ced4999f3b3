"""The list of dossiers: search by name or number, filter, sort, take along as a spreadsheet, hand over."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from trede.access import audit
from trede.access.rights import Right
from trede.casework.models import Dossier
from trede.casework.regimes import regime_of
from trede.casework.services.common import Actor
from trede.casework.visibility import dossiers
from trede.casework.worklist import DOSSIER_ORDERS, Search, look_for
from trede.law import NoLawInForce
from trede.law.ladders import ladders
from trede.web.casework import listing
from trede.web.casework.frame import page, with_actor
from trede.web.casework.work import MOST_ROWS, colleagues, is_id
from trede.web.spreadsheet import spreadsheet


def search_of(request: HttpRequest) -> Search:
    """What the address asks for."""
    asked = request.GET
    whose, order, status = asked.get("wie", ""), asked.get("volgorde", "naam"), asked.get("stand", "open")
    return Search(
        text=asked.get("zoek", "")[:100], status=status if status in Dossier.Status.values else "",
        rung=asked.get("trede", "")[:6], whose=whose if whose == "-" or is_id(whose) else "",
        order=order if order in DOSSIER_ORDERS else "naam",
    )  # fmt: skip


@with_actor(Right.SEE_WORK)
def dossier_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The dossiers that the actor may open and that fit the search."""
    begun = timezone.now()
    search = search_of(request)
    found = look_for(dossiers(actor), search)
    if request.GET.get("formaat") == "xlsx":
        rows = list(found[:MOST_ROWS])
        audit.reading(actor.log, "dossiers.uitgevoerd", rows, begun=begun)
        return as_spreadsheet(rows)
    sheet = listing.sheet(request, found)
    everyone = actor.may(Right.OPEN_ANY)
    response = page(request, actor, "casework/dossiers.html", {
        "search": search, "sheet": sheet, "statuses": Dossier.Status.choices, "rungs": rungs(actor, search),
        "people": colleagues(actor) if everyone else [], "may_transfer": actor.may(Right.TRANSFER),
        "columns": listing.columns(request, search.order, ("naam", "Naam"), ("trede", "Trede"), ("gemeld", "Gemeld")),
        "export": listing.address(request, formaat="xlsx"),
    })  # fmt: skip
    if sheet.rows:
        audit.reading(actor.log, "dossiers.ingezien", sheet.rows, begun=begun)
    return response


def rungs(actor: Actor, search: Search) -> list[dict[str, object]]:
    """The rungs of the municipality's ladder, to filter by; none where its regime has no ladder today."""
    try:
        found = ladders(regime_of(actor.municipality), timezone.localdate())
    except NoLawInForce:
        return []
    return [
        {"number": rung.number, "name": rung.name, "chosen": search.rung == str(rung.number)}
        for ladder in found[:1] for rung in ladder.rungs
    ]  # fmt: skip


def as_spreadsheet(rows: list[Dossier]) -> HttpResponse:
    """The dossiers as they stand in the list; no BSN."""
    header = ("Naam", "Dossier", "Cliëntnummer", "Geboren", "Trede", "Gemeld", "Stand", "Klantmanager")
    return spreadsheet("dossiers", header, [
        (
            row.client.name, row.number, row.client.number, row.client.birth_date, row.rung, row.reported_on,
            row.get_status_display(), row.case_manager.name if row.case_manager else "",
        )
        for row in rows
    ])  # fmt: skip

"""The overview of a dossier: the place where the day happens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from trede.access import bsn
from trede.casework.glance import Glance, glance
from trede.casework.models import Intake, Plan
from trede.casework.services import journey
from trede.casework.services.notes import notes
from trede.law.ladders import Ladder
from trede.terms import age_on
from trede.web.casework.frame import Desk, address_of, page, with_dossier

# What the blocks of the overview need, each a function of the desk; two queries each at most.
Block = Callable[[Desk], dict[str, Any]]
BLOCKS: list[Block] = []
LATEST = 3  # notes


def block(function: Block) -> Block:
    """Let a part of casework show something on the overview."""
    BLOCKS.append(function)
    return function


@require_safe
@with_dossier("overview")
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Who it is, where they stand, what runs, what is next and what is missing."""
    today = timezone.localdate()
    client, dossier = desk.client, desk.dossier
    found = glance(dossier)
    ladder = journey.ladder_of(dossier, today)
    kinds = {kind.key: kind.name for kind in journey.kinds(dossier, today)}
    context: dict[str, Any] = {
        "age": age_on(client.birth_date, today) if client.birth_date and client.birth_date <= today else None,
        "masked": bsn.mask(client.bsn) if client.bsn else "",
        "ladder": ladder, "rung": ladder.rung(dossier.rung) if ladder and dossier.rung is not None else None,
        "glance": found, "plan_state": dict(Plan.State.choices).get((found.plan or {}).get("state", ""), ""),
        "trajectory": kinds.get(found.trajectory["kind"], found.trajectory["kind"]) if found.trajectory else "",
        "past_end": is_past(found.trajectory, "expected_end", today),
        "past_evaluation": is_past(found.agreed, "evaluate_on", today),
        "missing": missing(desk, found, ladder), "notes": list(notes(dossier)[:LATEST]),
    }  # fmt: skip
    for give in BLOCKS:
        context |= give(desk)
    return page(request, desk, "casework/overview.html", context)


def is_past(row: dict[str, Any] | None, name: str, today: date) -> bool:
    """Is that day over?"""
    return bool(row and row[name] and row[name] < today)


def missing(desk: Desk, found: Glance, ladder: Ladder | None) -> list[tuple[str, str]]:
    """What is still to be done in an open dossier, each with the page where it is done."""
    client, key = desk.client, desk.dossier.pk
    said = []
    if not desk.dossier.case_manager_id:
        said.append(("Er is nog geen klantmanager.", ""))
    if not client.birth_date or not client.bsn:
        lack = " en ".join(
            word for word, there in (("geboortedatum", client.birth_date), ("burgerservicenummer", client.bsn))
            if not there
        )  # fmt: skip
        said.append((f"Vul de gegevens aan: {lack}.", address_of("dossier_client", key)))
    if not (client.phone or client.email or client.street):
        said.append(("Er is geen adres, telefoon of e-mail bekend.", address_of("dossier_client", key)))
    if found.intake is None:
        said.append(("Begin de intake.", address_of("dossier_intake", key)))
    elif found.intake["state"] == Intake.State.OPEN:
        said.append(("Maak de intake af.", address_of("dossier_intake", key)))
    if ladder is not None and desk.dossier.rung is None:
        said.append(("Plaats de inwoner op de ladder.", address_of("dossier_ladder", key)))
    if found.plan is None:
        said.append(("Maak een plan.", address_of("dossier_plan", key)))
    elif found.plan["state"] == Plan.State.DRAFT:
        said.append(("Maak het plan af en leg het voor.", address_of("dossier_plan", key)))
    elif found.plan["state"] == Plan.State.OFFERED:
        said.append(("Laat het plan tekenen.", address_of("dossier_plan", key)))
    return said

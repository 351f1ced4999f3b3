"""Hearing somebody before a decision against them (Awb 4:7, 4:8), or saying why that need not be (4:11, 4:12).

A reminder, not a bar: whether it is needed is for the official to judge.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from trede.casework import states
from trede.casework.models import Decision, Hearing
from trede.casework.services.acts import done, not_before, not_in_future
from trede.casework.services.common import Actor, Checks, locked

Kind = Decision.Kind


def is_due(decision: Decision) -> bool:
    """Is it a decision that takes or refuses, with no hearing recorded and none waived?"""
    against = decision.kind in (Kind.REFUSAL, Kind.WITHDRAWAL, Kind.ENDING) or decision.outcome == "geweigerd"
    return against and not decision.hearings.all()


def invite(actor: Actor, decision: Decision, invited_on: date, answer_by: date) -> Hearing:
    """Somebody was asked for their view."""
    with transaction.atomic():
        row = locked(decision, None)
        states.need(actor, row, states.Action.HEAR)
        checks = Checks()
        not_in_future(checks, "invited_on", invited_on, "De uitnodiging")
        checks.that(answer_by > invited_on, "answer_by", "Geef een dag die na de uitnodiging ligt.")
        checks.refuse()
        made = Hearing.objects.create(decision=row, invited_on=invited_on, answer_by=answer_by, author=actor.user)
        done(actor, row.dossier, "zienswijze.gevraagd", besluit=row.number)
    return made


def record(actor: Actor, hearing: Hearing, heard_on: date, how: str, view: str) -> Hearing:
    """What somebody said, in their own words."""
    with transaction.atomic():
        row = Hearing.objects.select_for_update().select_related("decision__dossier").get(pk=hearing.pk)
        states.need(actor, row.decision, states.Action.HEAR)
        checks = Checks()
        not_before(checks, "heard_on", heard_on, row.invited_on, "De zienswijze", "de uitnodiging")
        not_in_future(checks, "heard_on", heard_on, "De zienswijze")
        checks.that(view.strip(), "view", "Schrijf wat er is gezegd, of dat er niet is gereageerd.")
        checks.refuse()
        row.heard_on, row.how, row.view = heard_on, how, view
        row.save(update_fields=["heard_on", "how", "view"])
        done(actor, row.decision.dossier, "zienswijze.vastgelegd", besluit=row.decision.number)
    return row


def waive(actor: Actor, decision: Decision, reason: str) -> Hearing:
    """Nobody needs to be heard, with the reason."""
    with transaction.atomic():
        row = locked(decision, None)
        states.need(actor, row, states.Action.HEAR)
        checks = Checks()
        checks.that(reason.strip(), "waived", "Schrijf waarom horen niet nodig is (Awb artikel 4:11 en 4:12).")
        checks.refuse()
        made = Hearing.objects.create(decision=row, waived=reason, author=actor.user)
        done(actor, row.dossier, "zienswijze.niet_nodig", reason, besluit=row.number)
    return made

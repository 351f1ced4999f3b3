"""Objections against a decision that was made known (Awb 6:4 to 6:11, 7:10): received, in time or not, decided."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from trede.casework import states
from trede.casework.models import Decision, Objection
from trede.casework.services.acts import done, not_before, not_in_future
from trede.casework.services.common import Actor, Checks, Refused, locked
from trede.terms import objection_in_time

CLOSED = [result for result in Objection.Result.values if result != Objection.Result.PENDING]


def in_time(objection: Objection) -> bool | None:
    """Was it in time (Awb 6:9)? None when the decision was not made known. Late with good reason is for a person."""
    known = objection.decision.made_known_on
    return None if known is None else objection_in_time(known, objection.received_on, objection.posted_on)


def receive(
    actor: Actor, decision: Decision, received_on: date, posted_on: date | None = None, note: str = ""
) -> Objection:
    """Record an objection. Refused before the decision was made known, or with days out of order."""
    with transaction.atomic():
        row = locked(decision, None)
        states.need(actor, row, states.Action.OBJECTION)
        checks = Checks()
        not_before(checks, "received_on", received_on, row.decided_on, "De ontvangst van het bezwaar", "het besluit")
        not_in_future(checks, "received_on", received_on, "De ontvangst van het bezwaar")
        not_before(checks, "received_on", received_on, posted_on, "De ontvangst", "de dag van posten")
        checks.refuse()
        made = Objection.objects.create(
            decision=row, received_on=received_on, posted_on=posted_on, note=note, author=actor.user
        )
        done(actor, row.dossier, "bezwaar.ontvangen", besluit=row.number)
    return made


def close(actor: Actor, objection: Objection, result: str, closed_on: date, note: str) -> Objection:
    """Record the result. Who took the decision does not decide on the objection in mandate (Awb 10:3, 3)."""
    with transaction.atomic():
        row = Objection.objects.select_for_update().select_related("decision__dossier").get(pk=objection.pk)
        states.need(actor, row.decision, states.Action.OBJECTION)
        if row.result != Objection.Result.PENDING:
            raise Refused(f"Op dit bezwaar is al beslist: {row.get_result_display()}.")
        checks = Checks()
        checks.that(result in CLOSED, "result", "Kies de uitkomst van het bezwaar.")
        not_before(checks, "closed_on", closed_on, row.received_on, "De beslissing", "de ontvangst van het bezwaar")
        not_in_future(checks, "closed_on", closed_on, "De beslissing op het bezwaar")
        checks.that(note.strip(), "note", "Schrijf in een paar woorden waarom.")
        took = row.decision.approved_by_id == actor.user.pk and result != Objection.Result.WITHDRAWN
        checks.that(
            not took, "", "U nam het besluit zelf. Een ander beslist op het bezwaar daartegen (Awb artikel 10:3)."
        )
        checks.refuse()
        row.result, row.closed_on, row.note = result, closed_on, "\n".join(filter(None, [row.note, note]))
        row.save(update_fields=["result", "closed_on", "note"])
        done(actor, row.decision.dossier, "bezwaar.beslist", besluit=row.decision.number, uitkomst=result)
    return row

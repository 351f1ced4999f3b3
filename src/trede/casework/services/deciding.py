"""A decision on its way: proposed, looked at by another, approved, made known with its letter (Awb 3:41)."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from trede.access import rights
from trede.casework import lettering, states
from trede.casework.models import Application, Decision
from trede.casework.services import uses
from trede.casework.services.acts import done, not_before, not_in_future
from trede.casework.services.common import Actor, Checks, Problem, Refused, keep, locked
from trede.casework.services.decisions import ON_APPLICATION, Kind, problems
from trede.casework.states import Action
from trede.letters import LetterError, SenderErrors, render_pdf

State = Decision.State


def propose(actor: Actor, decision: Decision, revision: int | None = None) -> Decision:
    """Lay a draft before another. Refused with everything that it lacks."""
    with transaction.atomic():
        row = locked(decision, revision)
        rule = states.need(actor, row, Action.PROPOSE)
        _complete(row, timezone.localdate())
        row.state, row.proposed_by, row.proposed_at = rule.to or row.state, actor.user, timezone.now()
        row.return_reason = ""
        keep(row, ["state", "proposed_by", "proposed_at", "return_reason"])
        done(actor, row.dossier, "besluit.voorgesteld", besluit=row.number)
    return row


def take_back(actor: Actor, decision: Decision, revision: int | None = None) -> Decision:
    """Who proposed it goes on with it."""
    with transaction.atomic():
        row = locked(decision, revision)
        rule = states.need(actor, row, Action.TAKE_BACK)
        row.state, row.proposed_by, row.proposed_at = rule.to or row.state, None, None
        keep(row, ["state", "proposed_by", "proposed_at"])
        done(actor, row.dossier, "besluit.teruggenomen", besluit=row.number)
    return row


def give_back(actor: Actor, decision: Decision, why: str, revision: int | None = None) -> Decision:
    """The second pair of eyes gives it back, with reasons."""
    with transaction.atomic():
        row = locked(decision, revision)
        rule = states.need(actor, row, Action.GIVE_BACK)
        if not why.strip():
            raise Refused(Problem("reason", "Schrijf waarom u dit besluit teruggeeft."))
        row.state, row.return_reason = rule.to or row.state, why
        keep(row, ["state", "return_reason"])
        done(actor, row.dossier, "besluit.teruggegeven", why, besluit=row.number)
    return row


def approve(actor: Actor, decision: Decision, on: date, revision: int | None = None) -> Decision:
    """The decision is taken, on this day, by another than who proposed it."""
    return _decide(actor, decision, Action.APPROVE, on, revision)


def decide_alone(actor: Actor, decision: Decision, on: date, revision: int | None = None) -> Decision:
    """The decision is taken by who made it, where the regime asks for no second pair of eyes."""
    return _decide(actor, decision, Action.DECIDE_ALONE, on, revision)


def _decide(actor: Actor, decision: Decision, action: Action, on: date, revision: int | None) -> Decision:
    with transaction.atomic():
        row = locked(decision, revision)
        rule = states.need(actor, row, action)
        checks = Checks()
        not_in_future(checks, "decided_on", on, "De dag van het besluit")
        checks.refuse()
        _complete(row, on)
        _not_dated_back(checks, row, on)
        checks.refuse()
        now = timezone.now()
        if action is Action.DECIDE_ALONE:
            row.proposed_by, row.proposed_at = actor.user, now
        row.state, row.approved_by, row.approved_at, row.decided_on = rule.to or row.state, actor.user, now, on
        keep(row, ["state", "proposed_by", "proposed_at", "approved_by", "approved_at", "decided_on"])
        done(actor, row.dossier, "besluit.vastgesteld", besluit=row.number, op=on.isoformat())
    return row


def _not_dated_back(checks: Checks, row: Decision, on: date) -> None:
    """A decision is not older than its proposal (or, of one person alone, its draft): terms would look kept."""
    made, what = (
        (row.proposed_at, "de dag waarop het is voorgelegd") if row.proposed_at else (row.created_at, "het concept")
    )
    not_before(checks, "decided_on", on, timezone.localtime(made).date(), "De dag van het besluit", what)


def send(actor: Actor, decision: Decision, made_known_on: date, revision: int | None = None) -> Decision:
    """Make the decision known: the letter is made and kept, the term for objection begins, and what it decides begins.

    Refused while the letter lacks a demanded part, with the whole list.
    """
    with transaction.atomic():
        row = locked(decision, revision)
        rule = states.need(actor, row, Action.SEND)
        checks = Checks()
        not_before(checks, "made_known_on", made_known_on, row.decided_on, "De bekendmaking", "het besluit")
        not_in_future(checks, "made_known_on", made_known_on, "De bekendmaking")
        checks.refuse()
        row.state, row.made_known_on = rule.to or row.state, made_known_on
        row.letter = letter_of(row)
        keep(row, ["state", "made_known_on", "letter"])
        if row.application is not None and row.kind in (*ON_APPLICATION, Kind.EXTENSION, Kind.OTHER):
            application = locked(row.application, None)
            application.state = Application.State.DECIDED
            keep(application, ["state"])
        uses.follow(row)
        done(actor, row.dossier, "besluit.bekendgemaakt", besluit=row.number, op=made_known_on.isoformat())
    return row


def letter_of(row: Decision) -> bytes:
    """The final letter of a decision as PDF. Refused with what it lacks."""
    roles = rights.roles_of(row.approved_by, row.dossier.municipality) if row.approved_by else frozenset()
    try:
        sender = lettering.sender_for(row.dossier, row.approved_by, sorted(roles))
        return render_pdf(lettering.decision_letter(row, sender, row.decided_on, row.made_known_on, draft=False))
    except (LetterError, SenderErrors) as error:
        raise Refused(Problem("letter", line) for line in str(error).splitlines()) from error


def _complete(row: Decision, on: date) -> None:
    if found := problems(row, on):
        raise Refused(found)

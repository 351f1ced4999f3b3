"""Letters about the course of an application: received, please complete, later, stands still; kept as they went out.

A letter and what it brings about are one act: either both are there, or neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from trede.access.rights import Right
from trede.casework import assessing, lettering
from trede.casework.models import Application, Document, TermExtension, TermSuspension
from trede.casework.models.applications import OWN_LETTER
from trede.casework.services import applications, documents, terms
from trede.casework.services.acts import done, not_before, not_in_future
from trede.casework.services.common import Actor, Checks, Problem, Refused
from trede.letters import Letter, LetterError, NoticeKind, Sender, SenderErrors, render_pdf
from trede.terms import SuspensionGround

ELECTRONIC = ("e-mail", "website")


def was_confirmed(application: Application) -> bool:
    """Was the receipt confirmed? Among documents that were fetched."""
    return any(row.kind == f"{OWN_LETTER}ontvangst" for row in application.documents.all())


def confirm(actor: Actor, application: Application, sent_on: date) -> Document:
    """Confirm the receipt, with the last day to decide (Awb 4:3a; 2:17)."""
    actor.need(Right.SEND_LETTER, application.dossier.municipality)
    checks = Checks()
    not_before(checks, "sent_on", sent_on, application.received_on, "De bevestiging", "de ontvangst van de aanvraag")
    not_in_future(checks, "sent_on", sent_on, "De dag van versturen")
    now = terms.clock(application, sent_on)
    checks.that(now is not None, "", "Niemand vroeg dit aan: er is geen ontvangst te bevestigen.")
    checks.refuse()
    assert now is not None
    days = {"ontvangen": application.received_on, "uiterlijk": now.deadline.day}
    with transaction.atomic():
        made = _send(actor, application, NoticeKind.RECEIVED, sent_on, days)
        done(actor, application.dossier, "brief.verstuurd", aanvraag=application.number, soort="ontvangst")
    return made


def request(
    actor: Actor, application: Application, sent_on: date, answer_by: date, left_out: Sequence[str] = (),
    revision: int | None = None,
) -> tuple[TermSuspension, Document]:  # fmt: skip
    """Ask for what lacks, with the letter that says what, by when, and what if it does not come (Awb 4:5)."""
    with transaction.atomic():
        stop = applications.ask_to_complete(actor, application, sent_on, answer_by, revision=revision)
        letter = request_draft(actor, application, sent_on, answer_by, left_out, draft=False)
        document = _keep(actor, application, letter, "verzoek om gegevens", sent_on)
        done(actor, application.dossier, "brief.verstuurd", aanvraag=application.number, soort="verzoek")
    return stop, document


def request_draft(
    actor: Actor, application: Application, sent_on: date, answer_by: date | None, left_out: Sequence[str] = (),
    draft: bool = True,
) -> Letter:  # fmt: skip
    """The request as it would go out. Refused when there is nothing to ask, or when a final letter lacks something."""
    case = assessing.Case.load(application.dossier, timezone.localdate(), application=application)
    body: dict[str, Any] = assessing.assess_one(case, application.provision)
    try:
        sender = _sender(actor, application)
        return lettering.request_letter(application, body, sender, sent_on, answer_by, left_out, draft)
    except (LetterError, SenderErrors) as error:
        raise Refused(Problem("letter", line) for line in str(error).splitlines()) from error


def suspend(
    actor: Actor, application: Application, ground: str, sent_on: date, starts_on: date, note: str,
    revision: int | None = None,
) -> TermSuspension:  # fmt: skip
    """Let the term stand still, and tell so (Awb 4:15)."""
    with transaction.atomic():
        made = terms.suspend(actor, application, ground, sent_on, starts_on, note, revision)
        words = {"artikel": SuspensionGround(ground).article}
        _send(actor, application, NoticeKind.STANDS_STILL, sent_on, {"van": made.starts_on}, words, [note])
    return made


def resume(actor: Actor, suspension: TermSuspension, ended_on: date) -> TermSuspension:
    """The term runs again; where the law asks for it, the applicant is told (Awb 4:15, fourth paragraph)."""
    with transaction.atomic():
        made = terms.resume(actor, suspension, ended_on)
        application = Application.objects.get(pk=suspension.application_id)
        now = terms.clock(application)
        if SuspensionGround(made.ground).end_must_be_told and now is not None:
            _send(actor, application, NoticeKind.RUNS_AGAIN, ended_on, {"uiterlijk": now.deadline.day})
    return made


def extend(
    actor: Actor, application: Application, sent_on: date, new_deadline: date, reason: str, revision: int | None = None
) -> TermExtension:
    """Extend the term, and tell so with the new last day (Awb 4:14)."""
    with transaction.atomic():
        before = terms.clock(application, sent_on)
        made = terms.extend(actor, application, sent_on, new_deadline, reason, revision)
        assert before is not None
        days = {"eerst": before.deadline.day, "uiterlijk": new_deadline}
        _send(actor, application, NoticeKind.LATER, sent_on, days, reasons=[reason])
    return made


def _send(
    actor: Actor, application: Application, kind: NoticeKind, sent_on: date, days: dict[str, date],
    words: dict[str, str] | None = None, reasons: Sequence[str] = (),
) -> Document:  # fmt: skip
    actor.need(Right.SEND_LETTER, application.dossier.municipality)
    try:
        letter = lettering.notice(kind, application, _sender(actor, application), sent_on, days, words, reasons)
    except (LetterError, SenderErrors) as error:
        raise Refused(Problem("letter", line) for line in str(error).splitlines()) from error
    return _keep(actor, application, letter, kind.value, sent_on)


def _sender(actor: Actor, application: Application) -> Sender:
    return lettering.sender_for(application.dossier, actor.user, sorted(actor.roles))


def _keep(actor: Actor, application: Application, letter: Letter, kind: str, sent_on: date) -> Document:
    name = f"{application.number} {kind} {sent_on.isoformat()}"
    return documents.keep_letter(
        actor, application.dossier, name, render_pdf(letter), f"{OWN_LETTER}{kind}", application
    )

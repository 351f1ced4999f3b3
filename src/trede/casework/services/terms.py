"""The decision term: it stands still, is extended, is missed (Awb 4:14, 4:15, 4:17). `casework.clock` computes it."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from trede.access.rights import Right
from trede.casework import assessing
from trede.casework.clock import AWB, Clock, Rule, clock_of, rule_of
from trede.casework.models import Application, Decision, DefaultNotice, TermExtension, TermSuspension
from trede.casework.services.acts import done, not_before, not_in_future
from trede.casework.services.applications import running
from trede.casework.services.common import Actor, Checks, locked
from trede.law.errors import NoLawInForce
from trede.law.kinds import show_date
from trede.reason import Facts
from trede.reason.outcome import compute
from trede.reason.program import program
from trede.terms import EIGHT_WEEKS, PenaltyBar, SuspensionGround

STOPPED = "Deze opschorting is al geëindigd."


def clock(application: Application, today: date | None = None, case: assessing.Case | None = None) -> Clock | None:
    """The clock of an application today; None when it runs for nobody. Reads rows that were not fetched before."""
    day = today or timezone.localdate()
    known = [d.made_known_on for d in application.decisions.all() if d.state == Decision.State.SENT and d.made_known_on]
    rows = (application.suspensions.all(), application.extensions.all(), application.default_notices.all())
    return clock_of(application, rule(application, case), *rows, min(known, default=None), day)


def rule(application: Application, case: assessing.Case | None = None) -> Rule:
    """The term for deciding on it, by the law of the day on which it was received and the facts known now."""
    day = application.received_on
    try:
        if case is None:
            today = timezone.localdate()
            found = assessing.Case.load(application.dossier, day, application=application, facts_on=today)
        else:
            found = case.by_the_law_of(day)
    except NoLawInForce:
        return Rule(application.received_on, EIGHT_WEEKS, True, AWB)
    if application.provision not in found.law.provisions:
        return Rule(application.received_on, EIGHT_WEEKS, True, AWB)
    facts = Facts.read(found.facts_for(application.provision), found.regime).on(day, found.regime)
    return rule_of(compute(program(found.law, application.provision), facts), day)


def suspend(
    actor: Actor, application: Application, ground: str, notified_on: date, starts_on: date, note: str,
    revision: int | None = None,
) -> TermSuspension:  # fmt: skip
    """Let the term stand still on another ground than an incomplete application. Refused with all that is wrong."""
    actor.need(Right.PROPOSE_DECISION, application.dossier.municipality)
    with transaction.atomic():
        row = running(locked(application, revision))
        checks = Checks()
        other = [item.value for item in SuspensionGround if item is not SuspensionGround.AANVULLING]
        checks.that(ground in other, "ground", "Kies waarom de termijn stilstaat.")
        not_before(checks, "notified_on", notified_on, row.received_on, "De mededeling", "de ontvangst van de aanvraag")
        not_in_future(checks, "notified_on", notified_on, "De dag van de mededeling")
        not_before(checks, "starts_on", starts_on, row.received_on, "De opschorting", "de ontvangst van de aanvraag")
        checks.that(note.strip(), "note", "Schrijf waarom de termijn stilstaat: dat komt in de mededeling.")
        if ground == SuspensionGround.BUITENLAND:
            starts_on = notified_on + timedelta(days=1)
        checks.refuse()
        made = TermSuspension.objects.create(
            application=row, ground=ground, notified_on=notified_on, starts_on=starts_on, note=note, author=actor.user
        )
        done(actor, row.dossier, "termijn.opgeschort", note, aanvraag=row.number, grond=ground)
    return made


def resume(actor: Actor, suspension: TermSuspension, ended_on: date) -> TermSuspension:
    """The term runs again after this last day of standing still (of foreign information: the day on which it came)."""
    application = suspension.application
    actor.need(Right.PROPOSE_DECISION, application.dossier.municipality)
    with transaction.atomic():
        running(locked(application, None))
        row = TermSuspension.objects.select_for_update().get(pk=suspension.pk)
        checks = Checks()
        checks.that(row.ended_on is None, "", STOPPED)
        checks.that(
            row.ground != SuspensionGround.AANVULLING, "", "Leg bij een aanvulling vast op welke dag die binnenkwam."
        )
        not_before(checks, "ended_on", ended_on, row.starts_on, "Het einde", "het begin van de opschorting")
        not_in_future(checks, "ended_on", ended_on, "Het einde van de opschorting")
        checks.refuse()
        row.ended_on = ended_on
        row.save(update_fields=["ended_on"])
        done(actor, application.dossier, "termijn.hervat", aanvraag=application.number)
    return row


def extend(
    actor: Actor, application: Application, notified_on: date, new_deadline: date, reason: str,
    revision: int | None = None,
) -> TermExtension:  # fmt: skip
    """Tell the applicant that the decision comes later, and by when (Awb 4:14). Once, and before the term is over."""
    actor.need(Right.PROPOSE_DECISION, application.dossier.municipality)
    with transaction.atomic():
        row = running(locked(application, revision))
        checks = Checks()
        now = clock(row, notified_on)
        checks.that(now is not None, "", "Niemand vroeg dit besluit aan: er loopt geen beslistermijn.")
        not_before(checks, "notified_on", notified_on, row.received_on, "De mededeling", "de ontvangst van de aanvraag")
        not_in_future(checks, "notified_on", notified_on, "De dag van de mededeling")
        checks.that(reason.strip(), "reason", "Schrijf waarom het later wordt: dat komt in de mededeling.")
        if now is not None:
            _check_extension(checks, now, notified_on, new_deadline)
        checks.refuse()
        made = TermExtension.objects.create(
            application=row, notified_on=notified_on, new_deadline=new_deadline, reason=reason, author=actor.user
        )
        done(actor, row.dossier, "termijn.verlengd", reason, aanvraag=row.number, tot=new_deadline.isoformat())
    return made


def _check_extension(checks: Checks, now: Clock, notified_on: date, new_deadline: date) -> None:
    if now.extension is not None:
        checks.that(False, "", f"De termijn is al verlengd, tot en met {show_date(now.extension.new_deadline)}.")
        return
    last = now.deadline.day
    checks.that(
        notified_on <= last, "notified_on",
        f"De termijn liep af op {show_date(last)}. Na die dag kan niet meer worden verlengd.",
    )  # fmt: skip
    checks.that(
        new_deadline > last, "new_deadline", f"De nieuwe dag moet na {show_date(last)} liggen: dat is de laatste nu."
    )


def default_notice(
    actor: Actor, application: Application, received_on: date, bar: str = "", note: str = ""
) -> DefaultNotice:
    """Record a notice of default (ingebrekestelling): two weeks after it the penalty begins, unless a bar holds."""
    actor.need(Right.RECORD_FACTS, application.dossier.municipality)
    with transaction.atomic():
        row = locked(application, None)
        checks = Checks()
        checks.that(
            row.applicant != Application.Applicant.EX_OFFICIO, "", "Niemand vroeg dit besluit aan: er is geen dwangsom."
        )
        gone = row.state in (Application.State.WITHDRAWN, Application.State.STRUCK)
        checks.that(not gone, "", f"Deze aanvraag is {row.get_state_display()}.")
        not_before(checks, "received_on", received_on, row.received_on, "De ingebrekestelling", "de aanvraag")
        not_in_future(checks, "received_on", received_on, "De ontvangst")
        same = row.default_notices.filter(received_on=received_on, struck_at=None)
        checks.that(not same.exists(), "received_on", f"De ingebrekestelling van {show_date(received_on)} staat er al.")
        checks.that(not bar or bar in list(PenaltyBar), "bar", "Kies een reden die er staat.")
        checks.that(
            not bar or note.strip(), "note", "Schrijf waarom er geen dwangsom is: iemand moet dat kunnen nalezen."
        )
        checks.refuse()
        made = DefaultNotice.objects.create(
            application=row, received_on=received_on, bar=bar, note=note, author=actor.user
        )
        done(actor, row.dossier, "termijn.ingebrekestelling", note, aanvraag=row.number)
    return made


def strike(actor: Actor, row: TermExtension | DefaultNotice, reason: str) -> None:
    """Strike an extension or a notice of default that was written down wrongly, or taken back by who sent it.

    It counts no longer, and stays to be read with the reason. A letter that went out stays too.
    """
    application = row.application
    actor.need(Right.PROPOSE_DECISION, application.dossier.municipality)
    with transaction.atomic():
        locked(application, None)
        found = type(row).objects.select_for_update().get(pk=row.pk)
        checks = Checks()
        checks.that(found.struck_at is None, "", "Dit is al doorgehaald.")
        checks.that(reason.strip(), "reason", "Schrijf waarom dit niet geldt: iemand moet dat kunnen nalezen.")
        checks.refuse()
        found.struck_at, found.struck_reason = timezone.now(), reason
        found.save(update_fields=["struck_at", "struck_reason"])
        what = "uitstel" if isinstance(row, TermExtension) else "ingebrekestelling"
        done(actor, application.dossier, "termijn.doorgehaald", reason, aanvraag=application.number, wat=what)

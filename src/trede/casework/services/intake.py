"""The intake: begun, kept step by step, finished when what the regime requires is there, opened again when it must.

What is found about a life domain stands encrypted; that it was discussed is a fact, where the regime has one for it.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from trede.access import audit
from trede.access.rights import Right
from trede.casework import guide
from trede.casework.live import Live, live
from trede.casework.models import DomainFinding, Dossier, Intake, Source
from trede.casework.services import facts, tasks
from trede.casework.services.common import Actor, Checks, Problem, Refused, keep, locked
from trede.law.kinds import show_date


def current(dossier: Dossier) -> Intake | None:
    """The open intake, else the latest."""
    rows = Intake.objects.filter(dossier=dossier).select_related("author")
    found = rows.order_by("-state", "-started_on", "-created_at").first()  # open before done
    if found is not None:
        found.dossier = dossier
    return found


def begin(actor: Actor, dossier: Dossier, on: date | None) -> Intake:
    """Begin an intake on a day. Refused while one is open, for a closed dossier, before the report."""
    actor.need(Right.RECORD_FACTS, dossier.municipality)
    checks = Checks()
    checks.that(dossier.status == Dossier.Status.OPEN, "", "Dit dossier is gesloten. Heropen het eerst.")
    checks.that(on, "on", "Vul de dag van de intake in.")
    checks.that(on is None or on <= timezone.localdate(), "on", "Deze dag ligt in de toekomst.")
    checks.that(
        on is None or on >= dossier.reported_on, "on", f"Dat is voor de melding op {show_date(dossier.reported_on)}."
    )
    checks.refuse()
    with transaction.atomic():
        Dossier.objects.select_for_update().get(pk=dossier.pk)
        if Intake.objects.filter(dossier=dossier, state=Intake.State.OPEN).exists():
            raise Refused("Er is al een intake bezig.")
        made = Intake.objects.create(dossier=dossier, started_on=on, author=actor.user)
        tasks.refresh(dossier)
        audit.record(actor.log, "intake.begonnen", dossier)
    return made


def route(actor: Actor, intake: Intake, text: str, reason: str, proposal: str, revision: int | None = None) -> Intake:
    """What the first triage came to. Refused without a reason when it is not what the rules propose."""
    _writable(actor, intake)
    checks = Checks()
    checks.that(text.strip(), "route", "Vul in waar de triage op uitkomt.")
    checks.that(len(text) <= 80, "route", "Dit is te lang: hoogstens 80 tekens.")
    same = not proposal or text.strip().casefold() == proposal.casefold()
    checks.that(same or reason.strip(), "reason", f"De regels stellen voor: {proposal}. Schrijf waarom u anders kiest.")
    checks.refuse()
    with transaction.atomic():
        now = locked(intake, revision)
        now.route, now.route_reason = text.strip(), reason.strip()
        keep(now, ["route", "route_reason"])
        audit.record(actor.log, "intake.triage", now.dossier, reason.strip(), route=now.route)
    return now


def findings(intake: Intake) -> dict[str, DomainFinding]:
    """What was found so far, by the key of the life domain."""
    return {row.domain: row for row in intake.findings.all()}


def find(
    actor: Actor, intake: Intake, domain: guide.Domain, *, finding: str, need: str = "",
    action_needed: bool | None = None, revision: int | None = None,
) -> DomainFinding:  # fmt: skip
    """Write down what was found about a life domain, what is needed there and whether something must happen."""
    _writable(actor, intake)
    actor.need(Right.RECORD_HEALTH)
    checks = Checks()
    checks.that(finding.strip(), "finding", f"Schrijf wat er over '{domain.name}' naar voren kwam, al is het kort.")
    checks.that(
        not action_needed or need.strip(), "need", "Er moet iets gebeuren: schrijf wat er nodig is."
    )  # fmt: skip
    checks.refuse()
    with transaction.atomic():
        locked(intake, None)
        row = DomainFinding.objects.filter(intake=intake, domain=domain.key).first()
        if row is None:
            row = DomainFinding.objects.create(
                intake=intake, domain=domain.key, finding=finding.strip(), need=need.strip(),
                action_needed=action_needed,
            )  # fmt: skip
        else:
            row = locked(row, revision)
            row.finding, row.need, row.action_needed = finding.strip(), need.strip(), action_needed
            keep(row, ["finding", "need", "action_needed"])
        _tell_discussed(actor, intake)
        audit.record(actor.log, "intake.leefgebied", intake.dossier, leefgebied=domain.key)
    return row


def _tell_discussed(actor: Actor, intake: Intake) -> None:
    """Record which domains were discussed, where the regime has a fact for it."""
    known = guide.discussed_fact(intake.dossier)
    if known is None:
        return
    fact, number = known
    today = timezone.localdate()
    done = findings(intake)
    listed = [{number.key: d.number} for d in guide.domains(intake.dossier, today).items if d.key in done]
    given = facts.Given(fact.key, listed, intake.started_on, source=Source.CLIENT, reason="Besproken in de intake")
    facts.record(actor, intake.dossier, [given])


def stop_at(intake: Intake, step: str) -> None:
    """Remember where the author is, to go on there."""
    if intake.state == Intake.State.OPEN and intake.step != step:
        Intake.objects.filter(pk=intake.pk).update(step=step[:40])


def missing(
    intake: Intake, known: dict[str, DomainFinding] | None = None, now: Live | None = None
) -> list[str]:  # fmt: skip
    """What the regime still requires before the intake can be finished, as Dutch sentences.

    Who has them already gives the findings and what the regime says now.
    """
    today = timezone.localdate()
    known = findings(intake) if known is None else known
    found = guide.domains(intake.dossier, today)
    said = [f"Over '{item.name}' is nog niets opgeschreven." for item in found.items if item.key not in known]
    name = guide.finishing(intake.dossier, today)
    if name and not said:
        outcome = (live(intake.dossier, [name], today) if now is None else now).found.get(name)
        if outcome is not None and outcome["uitkomst"] != "toegekend":
            said.append(f"De regels vragen nog iets voor '{outcome['naam']}': {outcome['samenvatting']}")
    return said


def finish(actor: Actor, intake: Intake, *, on: date | None, summary: str, revision: int | None = None) -> Intake:
    """Finish the intake with a summary. Refused while something that the regime requires is missing."""
    _writable(actor, intake)
    checks = Checks()
    checks.that(summary.strip(), "summary", "Schrijf een korte samenvatting van de intake.")
    checks.that(on, "on", "Vul de dag in waarop de intake klaar was.")
    checks.that(on is None or on <= timezone.localdate(), "on", "Deze dag ligt in de toekomst.")
    checks.that(on is None or on >= intake.started_on, "on", "Dat is voor het begin van de intake.")
    for text in missing(intake):
        checks.that(False, "", text)
    checks.refuse()
    with transaction.atomic():
        now = locked(intake, revision)
        now.state, now.finished_on, now.summary = Intake.State.DONE, on, summary.strip()
        keep(now, ["state", "finished_on", "summary"])
        tasks.refresh(now.dossier)
        audit.record(actor.log, "intake.afgerond", now.dossier)
    return now


def save_summary(actor: Actor, intake: Intake, summary: str, revision: int | None = None) -> Intake:
    """Keep a summary that is not finished yet."""
    _writable(actor, intake)
    with transaction.atomic():
        now = locked(intake, revision)
        now.summary = summary.strip()
        keep(now, ["summary"])
        audit.record(actor.log, "intake.bewaard", now.dossier)
    return now


def reopen(actor: Actor, intake: Intake, revision: int | None = None) -> Intake:
    """Undo `finish`. Refused while another is open."""
    actor.need(Right.RECORD_FACTS, intake.dossier.municipality)
    if intake.state == Intake.State.OPEN:
        raise Refused("Deze intake is nog bezig.")
    if Intake.objects.filter(dossier=intake.dossier_id, state=Intake.State.OPEN).exists():
        raise Refused("Er is al een andere intake bezig.")
    with transaction.atomic():
        now = locked(intake, revision)
        now.state, now.finished_on = Intake.State.OPEN, None
        keep(now, ["state", "finished_on"])
        tasks.refresh(now.dossier)
        audit.record(actor.log, "intake.heropend", now.dossier)
    return now


def _writable(actor: Actor, intake: Intake) -> None:
    actor.need(Right.RECORD_FACTS, intake.dossier.municipality)
    if intake.state != Intake.State.OPEN:
        raise Refused(Problem("", "Deze intake is afgerond. Open haar weer om iets te wijzigen."))

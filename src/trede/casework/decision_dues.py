"""What is due because of applications, decisions, objections and provisions in use, each with its norm.

Pure but for reading the rows of one dossier; the tasks are made from it (`services.tasks.refresh`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from trede import reason
from trede.access.roles import Role
from trede.casework import assessing, lettering
from trede.casework.clock import Clock
from trede.casework.dues import Due, source
from trede.casework.models import Application, Decision, Dossier, ProvisionUse
from trede.casework.services.applications import RUNNING
from trede.casework.services.terms import clock
from trede.law.errors import NoLawInForce
from trede.law.kinds import show_date
from trede.terms import (
    MAX_DAYS,
    SuspensionGround,
    Term,
    end_of_term,
    objection_deadline,
    penalty_decision_deadline,
)

State = Decision.State
SIX_WEEKS = Term(6, "weeks")  # Awb 7:10, first paragraph
STAFF = frozenset(Role.values)


@source
def of_dossier(dossier: Dossier) -> Iterator[Due]:
    """Everything due from the applications, decisions and uses of a dossier."""
    applications = dossier.applications.filter(state__in=RUNNING).prefetch_related(
        "suspensions", "extensions", "default_notices", Prefetch("decisions", Decision.objects.light())
    )
    for application in applications:
        application.dossier = dossier
        yield from of_application(application)
    decisions = dossier.decisions.light().exclude(state=State.CANCELLED).prefetch_related("hearings", "objections")
    for decision in decisions:
        decision.dossier = dossier
        yield from of_decision(decision)
    uses = dossier.uses.filter(ended_on__isnull=True, void=False).select_related("decision__application")
    for use in uses.defer("decision__letter", "decision__assessment", "decision__facts"):
        use.dossier = dossier
        yield from of_use(use)


def of_application(application: Application) -> Iterator[Due]:
    """The last day to decide, what was asked and must come in, the penalty, and the steps that the regime dates."""
    today = timezone.localdate()
    name = lettering.label(application.dossier, application.provision)
    case = _case(application.dossier, today, application)
    if (now := clock(application, today, case)) is not None:
        yield _decide(application, now, name)
        yield from _penalty(application, now, name)
    for stop in application.suspensions.all():
        if stop.ground == SuspensionGround.AANVULLING and stop.ended_on is None and stop.answer_by:
            yield Due(
                f"aanvulling:{stop.pk}", "aanvulling", f"Is de aanvulling binnen? {name}", stop.answer_by,
                norms=("AWB-4.5.1",), place="Awb artikel 4:5, eerste lid", application=application,
            )  # fmt: skip
    if case is not None:
        yield from _steps(f"aanvraag:{application.pk}", case, application.provision)


def _decide(application: Application, now: Clock, name: str) -> Due:
    note = "De termijn staat nu stil; de dag schuift nog op." if now.stands_still else now.deadline.shifted_because
    return Due(
        f"beslissen:{application.pk}", "beslistermijn", f"Beslis op de aanvraag: {name}", now.deadline.day,
        detail=f"Aanvraag {application.number} van {show_date(application.received_on)}.", norms=now.rule.norms,
        place=now.rule.place, note=" ".join(filter(None, [note, now.deadline.unconfirmed])), application=application,
    )  # fmt: skip


def _penalty(application: Application, now: Clock, name: str) -> Iterator[Due]:
    for claim in now.claims:
        if claim.row.bar or claim.row.received_on <= now.deadline.day:
            continue
        if len(claim.penalty.ledger) < MAX_DAYS:
            yield Due(
                f"dwangsom:{claim.row.pk}", "dwangsom", f"Beslis voor de dwangsom begint: {name}", claim.starts,
                detail=claim.penalty.reason, norms=("AWB-4.17.3",), place="Awb artikel 4:17, derde lid",
                application=application,
            )  # fmt: skip
            return
        end = penalty_decision_deadline(claim.penalty.ledger[-1].day)
        yield Due(
            f"dwangsom_vaststellen:{claim.row.pk}", "dwangsom", f"Stel de dwangsom vast: {name}", end.day,
            detail=claim.penalty.reason, norms=("AWB-4.18.0",), place=end.basis, note=end.shifted_because,
            application=application,
        )  # fmt: skip
        return


def of_decision(decision: Decision) -> Iterator[Due]:
    """What must happen with a decision next, and the ends of the terms for objection."""
    name = lettering.label_of(decision)
    key = f"besluit:{decision.pk}"
    made = timezone.localdate(decision.proposed_at) if decision.proposed_at else None
    match decision.state:
        case State.PROPOSED:
            yield Due(
                f"{key}:goedkeuren", "goedkeuring", f"Kijk het besluit na: {name}", made,
                role=Role.QUALITY_OFFICER.value, decision=decision,
            )  # fmt: skip
        case State.RETURNED:
            text = f"Pas het teruggegeven besluit aan: {name}"
            yield Due(f"{key}:aanpassen", "teruggegeven", text, made, detail=decision.return_reason, decision=decision)
        case State.APPROVED:
            yield Due(
                f"{key}:bekendmaken", "bekendmaking", f"Maak het besluit bekend: {name}", decision.decided_on,
                norms=("AWB-3.41.1",), place="Awb artikel 3:41", decision=decision,
            )  # fmt: skip
        case State.SENT if decision.made_known_on is not None:
            yield from _objections(decision, decision.made_known_on, name)
    for hearing in decision.hearings.all():
        if hearing.answer_by and hearing.heard_on is None and decision.state not in (State.SENT, State.APPROVED):
            yield Due(
                f"zienswijze:{hearing.pk}", "zienswijze", f"Is er een zienswijze? {name}", hearing.answer_by,
                norms=("AWB-4.7.1",), place="Awb artikel 4:7", decision=decision,
            )  # fmt: skip


def _objections(decision: Decision, known: date, name: str) -> Iterator[Due]:
    last = objection_deadline(known)
    if timezone.localdate() <= last.day:
        yield Due(
            f"bezwaartermijn:{decision.pk}", "bezwaartermijn", f"Laatste dag voor bezwaar: {name}", last.day,
            norms=("AWB-6.7.0",), place=last.basis, note=last.shifted_because, decision=decision,
        )  # fmt: skip
    for objection in decision.objections.all():
        if objection.result == objection.Result.PENDING:
            end = end_of_term(last.day, SIX_WEEKS, basis="Awb artikel 7:10, eerste lid")
            yield Due(
                f"bezwaar:{objection.pk}", "bezwaar", f"Beslis op het bezwaar: {name}", end.day,
                norms=("AWB-7.10.1",), place=end.basis, note=end.shifted_because, role=Role.SUPERVISOR.value,
                decision=decision,
            )  # fmt: skip


def of_use(use: ProvisionUse) -> Iterator[Due]:
    """The planned end, and the steps that the regime dates."""
    name = lettering.label(use.dossier, use.provision)
    if use.planned_end is not None:
        yield Due(
            f"einde:{use.pk}", "einde", f"Laatste dag van de voorziening: {name}", use.planned_end,
            detail="Verlengt u, of eindigt de voorziening?", decision=use.decision,
        )  # fmt: skip
    if use.decision.application is not None:
        use.decision.application.dossier = use.dossier
    case = _case(use.dossier, timezone.localdate(), use.decision.application)
    if case is not None:
        yield from _steps(f"gebruik:{use.pk}", case, use.provision)


def _case(dossier: Dossier, today: date, application: Application | None) -> assessing.Case | None:
    """What is known today, read once for the clock and the steps; None when there is no law today."""
    try:
        return assessing.Case.load(dossier, today, application=application)
    except NoLawInForce:
        return None


def _steps(key: str, case: assessing.Case, provision: str) -> Iterator[Due]:
    """The duties of staff that certainly hold and have a day, but for deciding itself."""
    try:
        body = assessing.duties_of(case, provision)
    except (reason.FactErrors, reason.UnknownProvision):
        return
    deciding = {case.regime.vocabulary.actions.get(case.regime.roles[name], "") for name in
                ("beslissen", "beslissen op eigen termijn")}  # fmt: skip
    for row in body["plichten"]:
        staff = row["wie"] in STAFF or row["wie"] == body["verlener"]
        if row["termijn"] and row["modaliteit"] == "moet" and row["geldt"] == "ja" and staff:
            if row["handeling"] not in deciding:
                yield _step(key, row, body, case.application)


def _step(key: str, row: dict[str, Any], body: dict[str, Any], application: Application | None) -> Due:
    norms = tuple(row["normen"])
    name = row["handeling"]
    return Due(
        f"{key}:{'+'.join(norms)}"[:200], "stap", f"{name[:1].upper()}{name[1:]}: {body['naam']}",
        date.fromisoformat(row["termijn"]), detail=row["uitleg"], norms=norms,
        place=body["plaatsen"].get(norms[0], "") if norms else "", note=row["toelichting"],
        role=row["wie"] if row["wie"] in STAFF and row["wie"] != Role.CASE_MANAGER else "", application=application,
    )  # fmt: skip

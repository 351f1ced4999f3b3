"""Applications for a provision: received, incomplete, complete again, withdrawn (Awb 4:1 to 4:5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from trede.access.rights import Right
from trede.casework.models import Application, Decision, Dossier, Employer, TermSuspension
from trede.casework.regimes import law_of
from trede.casework.services.acts import after_birth, done, not_before, not_in_future, open_dossier
from trede.casework.services.common import Actor, Checks, Problem, Refused, keep, locked, next_number
from trede.law.errors import NoLawInForce
from trede.law.kinds import show_date
from trede.reason import UnknownProvision, find_provision
from trede.terms import SuspensionGround

CHANNELS = ("post", "e-mail", "website", "balie", "telefoon", "gesprek")
RECEIVED = "De ontvangst van de aanvraag"
State = Application.State
RUNNING = (State.RECEIVED, State.INCOMPLETE, State.COMPLETE)


@dataclass(frozen=True, slots=True)
class Receipt:
    """An application as it came in: for what, by whom, when, by which way, and the applicant's own words.

    `key` is the id that it gets; the same key again is the same application, sent twice.
    """

    provision: str
    applicant: str
    received_on: date | None
    channel: str = ""
    wish: str = ""
    employer: Employer | None = None
    key: UUID | None = None


def receive(actor: Actor, dossier: Dossier, came: Receipt) -> Application:
    """Register an application, or the start of an inquiry ex officio. Refused with everything that is wrong."""
    actor.need(Right.RECORD_FACTS, dossier.municipality)
    provision = _check(actor, dossier, came)
    assert came.received_on is not None
    with transaction.atomic():
        Dossier.objects.select_for_update().get(pk=dossier.pk)
        before = Application.objects.filter(pk=came.key).first() if came.key else None
        if before is not None and before.dossier_id == dossier.pk:
            return before
        key = came.key if came.key and before is None else uuid4()
        made = Application.objects.create(
            id=key, dossier=dossier, number=next_number(dossier.applications, "A-"), provision=provision,
            applicant=came.applicant, employer=came.employer if came.applicant == "employer" else None,
            received_on=came.received_on, channel=came.channel, wish=came.wish, author=actor.user,
        )  # fmt: skip
        done(actor, dossier, "aanvraag.ontvangen", aanvraag=made.number, voorziening=provision)
    return made


def _check(actor: Actor, dossier: Dossier, came: Receipt) -> str:
    checks = Checks()
    open_dossier(checks, dossier)
    checks.that(came.applicant in Application.Applicant.values, "applicant", "Kies wie de aanvraag doet.")
    checks.that(came.received_on, "received_on", "Vul in op welke dag de aanvraag is ontvangen.")
    checks.that(not came.channel or came.channel in CHANNELS, "channel", "Kies hoe de aanvraag binnenkwam.")
    not_in_future(checks, "received_on", came.received_on, RECEIVED)
    after_birth(checks, "received_on", came.received_on, dossier, RECEIVED)
    if came.applicant == Application.Applicant.EMPLOYER:
        here = came.employer is not None and came.employer.municipality_id == actor.municipality.pk
        checks.that(here, "employer", "Kies de werkgever die aanvraagt.")
    found = came.provision
    if came.received_on is not None:
        try:
            found = find_provision(law_of(dossier.municipality, came.received_on), came.provision, came.received_on)
        except (UnknownProvision, NoLawInForce) as error:
            checks.that(False, "provision", str(error))
    checks.refuse()
    return found


def correct(
    actor: Actor, application: Application, received_on: date, channel: str, reason: str, revision: int | None = None
) -> Application:
    """Put right the day or the way in which it came in; the term runs from that day. What stood there is in the log.

    Refused when something with the application lies before that day, or a decision was drafted from it.
    """
    actor.need(Right.RECORD_FACTS, application.dossier.municipality)
    with transaction.atomic():
        row = running(locked(application, revision))
        checks = Checks()
        not_in_future(checks, "received_on", received_on, RECEIVED)
        after_birth(checks, "received_on", received_on, row.dossier, RECEIVED)
        standing = {"struck_at": None}
        days = [*row.suspensions.values_list("notified_on", "starts_on"),
                *row.extensions.filter(**standing).values_list("notified_on"),
                *row.default_notices.filter(**standing).values_list("received_on")]  # fmt: skip
        first = min((day for found in days for day in found), default=None)
        checks.that(
            first is None or received_on <= first, "received_on",
            f"Met deze aanvraag gebeurde al iets op {show_date(first) if first else ''}. De ontvangst ligt daarvoor.",
        )  # fmt: skip
        checks.that(not channel or channel in CHANNELS, "channel", "Kies hoe de aanvraag binnenkwam.")
        checks.that(reason.strip(), "reason", "Schrijf waarom u dit verbetert: iemand moet dat kunnen nalezen.")
        checks.that(
            not row.decisions.exclude(state=Decision.State.CANCELLED).exists(), "",
            "Er is al een besluit op deze aanvraag in de maak. Laat dat eerst vervallen.",
        )  # fmt: skip
        checks.refuse()
        was = row.received_on.isoformat()
        row.received_on, row.channel = received_on, channel
        keep(row, ["received_on", "channel"])
        done(actor, row.dossier, "aanvraag.verbeterd", reason, aanvraag=row.number, was=was, nu=received_on.isoformat())
    return row


def ask_to_complete(
    actor: Actor, application: Application, sent_on: date, answer_by: date, note: str = "", revision: int | None = None
) -> TermSuspension:
    """Ask the applicant for what lacks; the decision term stands still from the day after (Awb 4:5, 4:15)."""
    actor.need(Right.SEND_LETTER, application.dossier.municipality)
    with transaction.atomic():
        row = running(locked(application, revision))
        checks = Checks()
        not_before(checks, "sent_on", sent_on, row.received_on, "Het verzoek", "de ontvangst van de aanvraag")
        not_in_future(checks, "sent_on", sent_on, "De dag van versturen")
        checks.that(answer_by > sent_on, "answer_by", "De termijn om aan te vullen eindigt na de dag van versturen.")
        checks.that(
            row.state != State.INCOMPLETE, "", "Er loopt al een verzoek om aanvulling. Leg eerst vast wat binnenkwam."
        )
        checks.refuse()
        made = TermSuspension.objects.create(
            application=row, ground=SuspensionGround.AANVULLING, notified_on=sent_on,
            starts_on=sent_on + timedelta(days=1), answer_by=answer_by, note=note, author=actor.user,
        )  # fmt: skip
        row.state = State.INCOMPLETE
        keep(row, ["state"])
        done(actor, row.dossier, "aanvraag.aanvulling_gevraagd", aanvraag=row.number)
    return made


def completed(actor: Actor, application: Application, on: date, revision: int | None = None) -> Application:
    """What was asked came in: the term runs on from this day."""
    actor.need(Right.RECORD_FACTS, application.dossier.municipality)
    with transaction.atomic():
        row = running(locked(application, revision))
        waiting = row.suspensions.filter(ground=SuspensionGround.AANVULLING, ended_on__isnull=True).first()
        if waiting is None:
            raise Refused("Er loopt geen verzoek om aanvulling.")
        checks = Checks()
        not_before(checks, "on", on, waiting.notified_on, "De aanvulling", "het verzoek daarom")
        not_in_future(checks, "on", on, "De dag waarop de aanvulling binnenkwam")
        checks.refuse()
        waiting.ended_on = on
        waiting.save(update_fields=["ended_on"])
        row.state = State.COMPLETE
        keep(row, ["state"])
        done(actor, row.dossier, "aanvraag.aangevuld", aanvraag=row.number)
    return row


def take_up(actor: Actor, application: Application, revision: int | None = None) -> Application:
    """Everything that is needed to decide is there."""
    actor.need(Right.RECORD_FACTS, application.dossier.municipality)
    with transaction.atomic():
        row = running(locked(application, revision))
        if row.state != State.RECEIVED:
            raise Refused("Deze aanvraag is al in behandeling, of wacht op een aanvulling.")
        row.state = State.COMPLETE
        keep(row, ["state"])
        done(actor, row.dossier, "aanvraag.in_behandeling", aanvraag=row.number)
    return row


def withdraw(actor: Actor, application: Application, on: date, note: str, revision: int | None = None) -> Application:
    """The applicant withdraws. Refused while a decision on it is in the making: that lapses first."""
    actor.need(Right.RECORD_FACTS, application.dossier.municipality)
    with transaction.atomic():
        row = running(locked(application, revision))
        checks = Checks()
        not_before(checks, "on", on, row.received_on, "De intrekking", "de ontvangst van de aanvraag")
        not_in_future(checks, "on", on, "De dag van intrekken")
        checks.that(note.strip(), "note", "Schrijf hoe en waarom de aanvrager introk.")
        making = row.decisions.exclude(state__in=["sent", "cancelled"]).first()
        checks.that(making is None, "", "Er is een besluit in de maak. Laat dat eerst vervallen.")
        checks.refuse()
        row.state, row.withdrawn_on, row.withdrawn_note = State.WITHDRAWN, on, note
        keep(row, ["state", "withdrawn_on", "withdrawn_note"])
        done(actor, row.dossier, "aanvraag.ingetrokken", note, aanvraag=row.number)
    return row


def strike(actor: Actor, application: Application, reason: str, revision: int | None = None) -> Application:
    """It was written down by mistake, such as with another client: nobody applied, no term runs. It stays to be read.

    Refused with a decision on it, unless that lapsed.
    """
    actor.need(Right.RECORD_FACTS, application.dossier.municipality)
    with transaction.atomic():
        row = running(locked(application, revision))
        checks = Checks()
        checks.that(reason.strip(), "reason", "Schrijf wat er mis was: iemand moet dat kunnen nalezen.")
        decided = row.decisions.exclude(state=Decision.State.CANCELLED).exists()
        checks.that(not decided, "", "Er is al een besluit op deze aanvraag. Laat dat eerst vervallen.")
        checks.refuse()
        row.state, row.withdrawn_on, row.withdrawn_note = State.STRUCK, timezone.localdate(), reason.strip()
        keep(row, ["state", "withdrawn_on", "withdrawn_note"])
        done(actor, row.dossier, "aanvraag.doorgehaald", reason, aanvraag=row.number)
    return row


def running(row: Application) -> Application:
    """The application, when it is not yet decided on or withdrawn. Refused otherwise."""
    if row.state not in RUNNING:
        raise Refused(Problem("", f"Deze aanvraag is al {row.get_state_display()}."))
    return row

"""People: a report makes a dossier, after looking whether the person is known; client data; closing and reopening.

The date of birth is kept once, with the client, and recorded as a fact where the regime asks for it (fixed name
*geboortedatum*), so that nobody is asked twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from trede.access import audit, bsn
from trede.access.models import Municipality, Role, User
from trede.access.rights import Right
from trede.casework.models import Client, Dossier, Note, ProvisionUse, Source
from trede.casework.regimes import regime_of
from trede.casework.services import facts, tasks
from trede.casework.services.applications import RUNNING
from trede.casework.services.common import Actor, Checks, Problem, Refused, keep, locked, next_number
from trede.casework.standard import standard
from trede.law.kinds import show_date
from trede.terms import age_on

TEXTS = ("initials", "first_name", "prefix", "surname", "street", "postcode", "city", "phone", "email", "language")
FIELDS = (*TEXTS, "birth_date", "bsn")
BIRTH = "geboortedatum"  # a fixed name of the language of regulations


@dataclass(frozen=True, slots=True)
class Match:
    """Somebody already known who may be the person reported; `sure` when the BSN is the same."""

    client: Client
    sure: bool
    dossier: Dossier | None  # the latest

    @property
    def is_open(self) -> bool:
        """Is there a dossier that is not closed?"""
        return self.dossier is not None and self.dossier.status == Dossier.Status.OPEN


class Known(Refused):
    """The person reported is known, or may be: `matches` says who."""

    def __init__(self, matches: Iterable[Match], text: str) -> None:
        self.matches = list(matches)
        super().__init__(Problem("", text))


# --- a report -------------------------------------------------------------------------------------------------------


def register(
    actor: Actor, given: Mapping[str, Any], *, reported_on: date | None, manager: User | None = None, text: str = "",
    existing: UUID | None = None, somebody_else: bool = False,
) -> Dossier:  # fmt: skip
    """Make the dossier of a report. `given` holds the `FIELDS` of the client; `text` is what was reported.

    Refused with everything that is wrong. Known when the person is, or may be, a client already: then either
    `existing` (a client, who gets a new dossier) or `somebody_else` (looked: it is another person) says how to go on.
    """
    actor.need(Right.RECORD_FACTS)
    client = _existing(actor, existing)
    checks = Checks()
    if client is None:
        _check_client(given, checks, reported_on)
    _check_report(actor, reported_on, manager, checks)
    checks.refuse()
    with transaction.atomic():
        Municipality.objects.select_for_update().get(pk=actor.municipality.pk)
        if client is None:
            _refuse_known(actor, given, somebody_else)
            client = _make(actor, given)
        elif (latest := _latest(client)) and latest.status == Dossier.Status.OPEN:
            raise Known([Match(client, True, latest)], _open_text(latest))
        dossier = Dossier.objects.create(
            municipality=actor.municipality, client=client, surname=client.surname, case_manager=manager,
            reported_on=reported_on, number=next_number(actor.municipality.dossiers, "D-"),
        )  # fmt: skip
        _follow_birth(actor, dossier, client.birth_date)
        if text.strip():
            Note.objects.create(
                dossier=dossier, kind=Note.Kind.REMARK, on=reported_on, text=f"Melding: {text.strip()}",
                author=actor.user,
            )  # fmt: skip
        tasks.refresh(dossier)
        audit.record(actor.log, "dossier.gemaakt", dossier, nummer=dossier.number)
    return dossier


def find_known(actor: Actor, given: Mapping[str, Any]) -> list[Match]:
    """Clients of this municipality with the same BSN, or with the same surname and date of birth."""
    alike = Q(pk__in=[])
    number = _bsn_of(given)
    if number:
        alike |= Q(bsn_hash=bsn.lookup(number))
    if given.get("surname") and given.get("birth_date"):
        alike |= Q(surname__iexact=given["surname"].strip(), birth_date=given["birth_date"])
    found = Client.objects.filter(alike, municipality=actor.municipality).order_by("number")[:10]
    hashed = bsn.lookup(number) if number else None
    return [
        Match(client, client.bsn_hash == hashed, _latest(client))
        for client in found
        if not (number and client.bsn_hash and client.bsn_hash != hashed)  # two BSNs are two people
    ]


def _refuse_known(actor: Actor, given: Mapping[str, Any], somebody_else: bool) -> None:
    matches = find_known(actor, given)
    sure = [match for match in matches if match.sure]
    if sure:
        latest = sure[0].dossier
        closed = f"Deze inwoner is al bekend onder cliëntnummer {sure[0].client.number}."
        raise Known(sure, _open_text(latest) if latest and sure[0].is_open else closed)
    if matches and not somebody_else:
        raise Known(matches, "Er is al een inwoner met deze achternaam en geboortedatum. Kijk of het dezelfde is.")


def _open_text(dossier: Dossier) -> str:
    who = f" bij {dossier.case_manager.name}" if dossier.case_manager else ""
    return f"Deze inwoner heeft al een lopend dossier: {dossier.number}{who}."


def _latest(client: Client) -> Dossier | None:
    rows = client.dossiers.select_related("case_manager").order_by("-status", "-reported_on")  # open before closed
    return rows.first()


def _existing(actor: Actor, key: UUID | None) -> Client | None:
    if key is None:
        return None
    client = Client.objects.filter(pk=key, municipality=actor.municipality).first()
    if client is None:
        raise Refused("Deze inwoner is hier niet bekend.")
    return client


def _make(actor: Actor, given: Mapping[str, Any]) -> Client:
    client = Client(municipality=actor.municipality, number=next_number(actor.municipality.clients, "K-"))
    _fill(client, given)
    client.save(force_insert=True)
    return client


def _fill(client: Client, given: Mapping[str, Any]) -> None:
    for name in TEXTS:
        setattr(client, name, str(given.get(name) or "").strip())
    client.birth_date = given.get("birth_date")
    number = _bsn_of(given)
    client.bsn, client.bsn_hash = (number, bsn.lookup(number)) if number else ("", "")


def _follow_birth(actor: Actor, dossier: Dossier, born: date | None) -> None:
    """Record the date of birth as a fact, where the regime has one for it and it is not there yet."""
    regime = regime_of(dossier.municipality)
    name = regime.roles.get(BIRTH, "")
    if born is None or name not in regime.vocabulary.facts:
        return
    standing = facts.versions_on(dossier, timezone.localdate()).get(name)
    if standing is None or facts.value_of(standing) != born.isoformat():
        given = facts.Given(name, born.isoformat(), born, source=Source.ADMINISTRATION, reason="Cliëntgegevens")
        facts.record(actor, dossier, [given])


# --- checks ---------------------------------------------------------------------------------------------------------


def _check_report(actor: Actor, on: date | None, manager: User | None, checks: Checks) -> None:
    checks.that(on, "reported_on", "Vul in op welke dag de melding binnenkwam.")
    checks.that(
        on is None or on <= timezone.localdate(), "reported_on", "De melding kan niet op een dag in de toekomst zijn."
    )
    checks.that(
        manager is None or is_manager(manager, actor.municipality), "manager",
        "Kies een klantmanager die bij deze gemeente werkt.",
    )  # fmt: skip


def _check_client(given: Mapping[str, Any], checks: Checks, reported_on: date | None) -> None:
    checks.that(str(given.get("surname") or "").strip(), "surname", "Vul de achternaam in.")
    for name in TEXTS:
        most = Client._meta.get_field(name).max_length
        text = str(given.get(name) or "").strip()
        checks.that(most is None or len(text) <= most, name, f"Dit is te lang: hoogstens {most} tekens.")
    _check_birth(given.get("birth_date"), reported_on, checks)
    if given.get("email"):
        try:
            validate_email(str(given["email"]).strip())
        except ValidationError:
            checks.that(False, "email", "Dit is geen e-mailadres. Goed is bijvoorbeeld naam@voorbeeld.nl.")
    if given.get("bsn"):
        try:
            bsn.read(str(given["bsn"]))
        except bsn.NoBsn as problem:
            checks.that(False, "bsn", str(problem))


def _check_birth(born: date | None, reported_on: date | None, checks: Checks) -> None:
    if born is None:
        return
    today = timezone.localdate()
    if born > today:
        checks.that(False, "birth_date", "Deze geboortedatum ligt in de toekomst.")
    elif reported_on is not None and born > reported_on:
        checks.that(
            False, "birth_date", f"Op de dag van de melding, {show_date(reported_on)}, was deze persoon er niet."
        )
    else:
        age, ages = age_on(born, today), standard()["leeftijd"]
        checks.that(
            ages["jongste"] <= age <= ages["oudste"], "birth_date",
            f"Met deze geboortedatum is de inwoner {age} jaar; dat kan niet kloppen. Kijk het jaar na.",
        )  # fmt: skip


def _bsn_of(given: Mapping[str, Any]) -> str:
    text = str(given.get("bsn") or "").strip()
    return bsn.read(text) if text else ""


def managers(municipality: Municipality) -> list[User]:
    """Who is a case manager here today, by name."""
    held = municipality.memberships.on(timezone.localdate()).filter(role=Role.CASE_MANAGER, user__is_active=True)
    return [membership.user for membership in held.select_related("user").order_by("user__name")]


def is_manager(user: User, municipality: Municipality) -> bool:
    """Is this account a case manager here today?"""
    held = user.memberships.on(timezone.localdate()).filter(municipality=municipality, role=Role.CASE_MANAGER)
    return user.is_active and held.exists()


# --- afterwards -----------------------------------------------------------------------------------------------------


def change(actor: Actor, dossier: Dossier, given: Mapping[str, Any], revision: int | None = None) -> Client:
    """Change the data of the client. Refused with everything that is wrong; Overtaken when somebody else was first."""
    actor.need(Right.RECORD_FACTS, dossier.municipality)
    checks = Checks()
    _check_client(given, checks, dossier.reported_on)
    checks.refuse()
    with transaction.atomic():
        client = locked(dossier.client, revision)
        same = Client.objects.filter(municipality=client.municipality, bsn_hash=bsn.lookup(_bsn_of(given))) \
            if _bsn_of(given) else Client.objects.none()  # fmt: skip
        if other := same.exclude(pk=client.pk).first():
            raise Refused(Problem("bsn", f"Dit burgerservicenummer is al van cliënt {other.number}."))
        before = {name: getattr(client, name) for name in FIELDS}
        _fill(client, given)
        changed = [name for name in FIELDS if getattr(client, name) != before[name]]
        keep(client, [*FIELDS, "bsn_hash"])
        client.dossiers.update(surname=client.surname)
        if "birth_date" in changed:
            _follow_birth(actor, dossier, client.birth_date)
        tasks.refresh(dossier)
        audit.record(actor.log, "client.gewijzigd", dossier, velden=changed)
    return client


def close(
    actor: Actor, dossier: Dossier, *, on: date | None, reason: str, revision: int | None = None
) -> Dossier:  # fmt: skip
    """Close a dossier on a day, with a reason. Refused while an application waits or a provision runs."""
    actor.need(Right.RECORD_FACTS, dossier.municipality)
    checks = Checks()
    checks.that(dossier.status == Dossier.Status.OPEN, "", "Dit dossier is al gesloten.")
    checks.that(on, "on", "Vul in vanaf welke dag het dossier gesloten is.")
    checks.that(
        on is None or on >= dossier.reported_on, "on",
        f"Dat kan niet voor de melding op {show_date(dossier.reported_on)}.",
    )  # fmt: skip
    checks.that(on is None or on <= timezone.localdate(), "on", "Sluiten kan vandaag of met een dag in het verleden.")
    checks.that(reason.strip(), "reason", "Schrijf in een zin waarom het dossier sluit.")
    for text in _still_open(dossier, on):
        checks.that(False, "", text)
    checks.refuse()
    with transaction.atomic():
        now = locked(dossier, revision)
        now.status, now.closed_on, now.closed_reason = Dossier.Status.CLOSED, on, reason.strip()
        keep(now, ["status", "closed_on", "closed_reason"])
        tasks.refresh(now)
        audit.record(actor.log, "dossier.gesloten", now, reason.strip(), op=str(on))
    return now


def _still_open(dossier: Dossier, on: date | None) -> list[str]:
    waiting = dossier.applications.filter(state__in=RUNNING)
    running = ProvisionUse.objects.filter(dossier=dossier, ended_on__isnull=True)
    if on is not None:
        running = running.filter(Q(planned_end__isnull=True) | Q(planned_end__gt=on))
    found = [f"Op aanvraag {item.number} is nog niet beslist." for item in waiting.order_by("number")]
    words = regime_of(dossier.municipality).vocabulary.provisions
    return found + [f"De voorziening '{words.get(use.provision, use.provision)}' loopt nog." for use in running]


def reopen(actor: Actor, dossier: Dossier, reason: str, revision: int | None = None) -> Dossier:
    """Undo `close`, with a reason. Refused when the client has another open dossier."""
    actor.need(Right.RECORD_FACTS, dossier.municipality)
    checks = Checks()
    checks.that(dossier.status == Dossier.Status.CLOSED, "", "Dit dossier is niet gesloten.")
    checks.that(reason.strip(), "reason", "Schrijf in een zin waarom het dossier weer open gaat.")
    other = dossier.client.dossiers.filter(status=Dossier.Status.OPEN).exclude(pk=dossier.pk).first()
    checks.that(other is None, "", f"Deze inwoner heeft al een lopend dossier: {other.number if other else ''}.")
    checks.refuse()
    with transaction.atomic():
        now = locked(dossier, revision)
        now.status, now.closed_on, now.closed_reason = Dossier.Status.OPEN, None, ""
        keep(now, ["status", "closed_on", "closed_reason"])
        tasks.refresh(now)
        audit.record(actor.log, "dossier.heropend", now, reason.strip())
    return now


def reveal_bsn(actor: Actor, dossier: Dossier, why: str) -> str:
    """The whole BSN of the client, after noting who saw it and why. Empty when it is not known."""
    actor.need(Right.REVEAL_BSN, dossier.municipality)
    if not why.strip():
        raise Refused(Problem("why", "Schrijf waarvoor u het burgerservicenummer nodig heeft."))
    audit.record(actor.log, "bsn.getoond", dossier, why.strip())
    return dossier.client.bsn

"""Some clients of the demo go through the services: they apply, give facts, are judged, decided about, and written to.

What a story comes to is the regime's: the answers are drawn, the outcome is not. A story stops where a case manager
would stop too: a fact is missing, or the letter still lacks a part that a person must write.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from trede.access.models import Membership, Municipality, Role
from trede.casework import assessing, guide
from trede.casework.models import Application, Decision, DomainFinding, Dossier, Employer, Intake, Source
from trede.casework.regimes import law_of
from trede.casework.services import applications, deciding, decisions, facts, tasks
from trede.casework.services.common import Actor, Refused
from trede.casework.services.facts import Given
from trede.law.inforce import InForce
from trede.population import drawing, read_assumptions
from trede.population.persons import facts_of
from trede.reason import FactErrors, Facts, assess
from trede.world.data import words

MOST_ANSWERS = 60
DECIDED = {"toegekend": Decision.Kind.GRANT, "geweigerd": Decision.Kind.REFUSAL}


@dataclass(slots=True)
class Cast:
    """Who plays: a case manager who prepares, a quality officer who approves, an employer who applies."""

    manager: Actor
    officer: Actor
    employer: Employer
    law: InForce
    today: date


def tell(municipality: Municipality, stories: int, seed: int, today: date) -> int:
    """Let at most so many clients with an open dossier live a story, and make the tasks of all of them.

    For a demo: services take people one by one. Tells how many decisions were made known.
    """
    cast = _cast(municipality, today)
    regime = cast.law.regime
    whole = drawing(regime, read_assumptions(regime), today, complete=True)
    rows = list(
        Dossier.objects.filter(municipality=municipality, status=Dossier.Status.OPEN)
        .select_related("client", "municipality").order_by("number")
    )  # fmt: skip
    block = whole.block(0, max(1, len(rows)), seed + 1)
    talked(rows, today, seed)
    known = 0
    for place, dossier in enumerate(rows):
        random = Random(f"{seed}/{municipality.slug}/story/{dossier.number}")
        if place % 2 == 0 and place < stories * 2:
            known += _live(cast, dossier, facts_of(block, place, regime.vocabulary), random)
        tasks.refresh(dossier)
    return known


def talked(dossiers: list[Dossier], today: date, seed: int) -> None:
    """What was found in the intakes that are done, per life domain of the regime, with a summary."""
    texts = words("texts")
    done = {row.dossier_id: row for row in Intake.objects.filter(dossier__in=dossiers, state=Intake.State.DONE)}
    found = []
    for dossier in dossiers:
        if intake := done.get(dossier.pk):
            random = Random(f"{seed}/talk/{dossier.number}")
            intake.summary = random.choice(texts["summaries"]).format(naam=dossier.client.first_name)
            for domain in guide.domains(dossier, today).items:
                said = random.choice(texts["findings"])
                found.append(DomainFinding(intake=intake, domain=domain.key, finding=said["finding"],
                                           need=said["need"], action_needed=bool(said["need"])))  # fmt: skip
    Intake.objects.bulk_update(done.values(), ["summary"])
    DomainFinding.objects.bulk_create(found)


def _cast(municipality: Municipality, today: date) -> Cast:
    def someone(role: Role) -> Actor:
        held = Membership.objects.filter(municipality=municipality, role=role).select_related("user")
        return Actor.make(held.order_by("user__email")[0].user, municipality)

    company = words("names")
    employer = Employer.objects.create(
        municipality=municipality, name=company["employer"], street=f"{company['streets'][0]} 1", postcode="0000 XX",
        city=company["city"], contact="R. Verzonnen", email="werk@bedrijf.example",
    )  # fmt: skip
    law = law_of(municipality, today)
    return Cast(someone(Role.CASE_MANAGER), someone(Role.QUALITY_OFFICER), employer, law, today)


def _live(cast: Cast, dossier: Dossier, drawn: dict[str, Any], random: Random) -> bool:
    """One story; tells whether it came to a decision that was made known."""
    found = _settled(cast, dossier, drawn)
    if not found:
        return False
    name, recipient = random.choice(found)
    days = random.randint(4, 40)
    received = max(dossier.reported_on, cast.today - timedelta(days=days))
    by_employer = recipient == "werkgever"
    texts, channel = words("texts"), random.choice(("post", "website", "e-mail"))
    wish = random.choice(texts["wishes"])
    came = applications.Receipt(
        name, Application.Applicant.EMPLOYER if by_employer else Application.Applicant.PERSON, received,
        channel, texts["employer_wish"] if by_employer else wish,
        cast.employer if by_employer else None,
    )  # fmt: skip
    try:
        application = applications.receive(cast.manager, dossier, came)
        _answer(cast, dossier, application, drawn)
        if random.random() < 0.2:
            return False
        return _decide(cast, dossier, application, random)
    except Refused:
        return False


def _settled(cast: Cast, dossier: Dossier, drawn: dict[str, Any]) -> list[tuple[str, str]]:
    """The provisions that a person with all these facts is granted or refused, with who applies for them."""
    case = assessing.Case.load(dossier, cast.today)
    given = drawn | {name: entry for name, entry in case.facts_for().items() if name in drawn}
    try:
        found = assess(cast.law.regime, Facts.read(given, cast.law.regime), cast.today)
    except FactErrors:
        return []
    words_ = cast.law.regime.vocabulary
    results = [(name, result) for name, result in found.results.items() if result.outcome in DECIDED]
    granted = [pair for pair in results if pair[1].outcome == "toegekend"] or results
    grants = ((name, result.program.provision.grant.recipient) for name, result in granted)
    return [(name, words_.roles.get(recipient, recipient)) for name, recipient in grants]


def _answer(cast: Cast, dossier: Dossier, application: Application, drawn: dict[str, Any]) -> None:
    """Answer what is asked, one question at a time, as far as the drawn person knows."""
    skip: list[str] = []
    for _ in range(MOST_ANSWERS):
        case = assessing.Case.load(dossier, cast.today, application=application)
        question = assessing.next_question(case, application.provision, skip)
        if question is None:
            return
        name = question["feit"]
        if name not in drawn:
            skip.append(name)
            continue
        given = Given(
            name, drawn[name], min(dossier.reported_on, application.received_on),
            source=Source.OFFICIAL if question["oordeel"] else Source.CLIENT,
            reason=words("texts")["judged"] if question["oordeel"] else "",
        )  # fmt: skip
        try:
            facts.record(
                cast.manager, dossier, [given], None if facts.belongs_to_person(dossier, name) else application
            )
        except Refused:
            skip.append(name)


def _decide(cast: Cast, dossier: Dossier, application: Application, random: Random) -> bool:
    applications.take_up(cast.manager, application)
    case = assessing.Case.load(dossier, cast.today, application=application)
    outcome = assessing.assess_one(case, application.provision)["uitkomst"]
    kind = DECIDED.get(outcome)
    if kind is None:
        return False
    draft = decisions.draft(cast.manager, dossier, application.provision, kind, application=application)
    draft = decisions.edit(cast.manager, draft, _text(draft), draft.revision)
    if random.random() < 0.15:
        return False
    if not draft.needs_approval:
        draft = deciding.decide_alone(cast.manager, draft, cast.today)
    else:
        draft = deciding.propose(cast.manager, draft)
        if random.random() < 0.25:
            return False
        draft = deciding.approve(cast.officer, draft, cast.today)
    deciding.send(cast.manager, draft, cast.today)
    return True


def _text(draft: Decision) -> decisions.Text:
    """The parts of the letter that a person writes."""
    texts = words("texts")
    parts = dict.fromkeys(_demanded(draft), texts["part"])
    starts = draft.starts_on or (draft.law_on if draft.outcome == "toegekend" else None)
    return decisions.Text(
        outcome=draft.outcome, reasons=texts["reason"], extra=parts, starts_on=starts, ends_on=draft.ends_on
    )


def _demanded(draft: Decision) -> Iterator[str]:
    """The parts that the regulation demands and that the machine does not fill."""
    for row in draft.assessment.get("inhoud", ()):
        if row["vereist"] != "nee":
            yield row["onderdeel"]

"""Every page behind the sign-in, for each role that may see it: axe without findings, fits on 320 px; else refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from tests.casework.stories import PROVISION, apply, persona, record
from tests.stories.walk import Walk
from tests.web.casework.test_decision_browser import sent
from tests.web.test_browser import Inspector

from trede.access import audit, demo
from trede.access.models import Municipality, Role
from trede.casework.models import Client, Decision, Dossier
from trede.casework.services import decisions, intake, journey, notes, plan, resident, sharing
from trede.casework.services.common import Actor

pytestmark = [pytest.mark.needs_chromium, pytest.mark.django_db(transaction=True)]
TOWN = "Verhaalstad"
MANAGER, OFFICER, LEADER, BENEFITS, POLICY, ADMIN = Role
CASE = {MANAGER, OFFICER, LEADER}  # see the dossier of the story: its case manager, and who sees all
WORK = {MANAGER, OFFICER, LEADER, BENEFITS}
WHAT_IF = "/doorrekenen/?regime=amstelveen&op=2026-06-01&mensen=1000"
PLACES: tuple[tuple[set[Role], tuple[str, ...]], ...] = (
    (WORK, ("/werk/", "/werk/?wanneer=te-laat", "/werk/?zoek=niets", "/werk/vervanging/", "/dossiers/",
            "/dossiers/?zoek=niets", "/dossiers/nieuw/")),
    (CASE, ("{d}", "{d}gegevens/", "{d}sluiten/", "{d}bsn/", "{d}taak/", "{task}", "{d}feiten/", "{d}feiten/kies/",
            "{d}feiten/{fact}/", "{d}ladder/", "{d}intake/", "{d}intake/leefgebieden/", "{d}intake/leefgebieden/1/",
            "{d}intake/samenvatting/", "{d}plan/", "{d}plan/ondertekenen/", "{d}journaal/", "{d}voorzieningen/",
            "{d}voorzieningen/regel/{p}/", "{d}voorzieningen/gebruik/{u}/", "{d}aanvragen/", "{d}aanvragen/nieuw/",
            "{a}", "{a}beoordeling/", "{a}doe/verlengen/", "{a}doe/intrekken/", "{a}doe/aanvraag-doorhalen/",
            "{d}documenten/", "{d}besluiten/",
            "{b}", "{b}brief/", "{b}narekenen/", "{b}doe/bezwaar/", "{c}", "{c}brief/", "{c}doe/voorstellen/")),
    ({LEADER}, ("/team/", "/team/overdragen/?van={manager}", "/toezicht/", "/auditlog/", "/auditlog/?zoek=niets",
                "{export}")),
    ({ADMIN}, ("/accounts/", "/accounts/?zoek=niemand", "/accounts/nieuw/", "/accounts/{manager}/")),
    ({POLICY}, ("/doorrekenen/", WHAT_IF, f"{WHAT_IF}&voorziening=onkostenvergoeding")),
    (set(Role), ("/account/", "/account/wachtwoord/")),
)  # fmt: skip


@pytest.fixture
def world(settings: Any, transactional_db: None) -> dict[str, Any]:
    """A municipality with its staff, and a dossier with something on every page."""
    settings.DEMO = True
    (town,) = demo.make([("verhaal", TOWN, "amstelveen")])
    users = demo.demo_users(town)
    maker, reader, leader = (Actor.make(users[role], town) for role in (MANAGER, OFFICER, LEADER))
    dossier = dossier_of(town, maker)
    today = date.today()
    fill(maker, dossier, today)
    known = persona(town, "Sara") | {"begindatum": today.isoformat(), "intentie_datum": today.isoformat()}
    for name in ("ziekteperioden", "eerdere_verlengingen"):
        known.pop(name)
    record(maker, dossier, known, True)
    granted = apply(maker, dossier, today, wish="Ik wil op proef werken bij de bakker.")
    record(maker, dossier, known, False, granted)
    row = sent(maker, reader, dossier, granted)
    waiting = apply(maker, dossier, today, provision="werkervaringsplaats")
    draft = decisions.draft(maker, dossier, PROVISION, Decision.Kind.ENDING, relates_to=row)
    sharing.substitute(leader, users[MANAGER], users[BENEFITS], date(today.year + 1, 1, 1), date(today.year + 1, 2, 1))
    audit.record(maker.log, "dossier.ingezien", dossier, "gesprek")
    base = f"/dossiers/{dossier.pk}/"
    task = dossier.tasks.first()
    assert task is not None
    return {
        "d": base, "a": f"{base}aanvragen/{waiting.pk}/", "b": f"{base}besluiten/{row.pk}/",
        "c": f"{base}besluiten/{draft.pk}/", "p": PROVISION, "u": dossier.uses.get().pk,
        "fact": next(iter(known)), "manager": users[MANAGER].pk, "task": f"/taken/{task.pk}/",
        "export": f"/inzage/{dossier.pk}/", "code": resident.make_code(maker, dossier),
    }  # fmt: skip


def dossier_of(town: Municipality, maker: Actor) -> Dossier:
    """Sara's dossier."""
    client = Client.objects.create(
        municipality=town, number="K-000007", first_name="Sara", surname="Voorbeeld", birth_date=date(1988, 2, 12),
        street="Verzonnenlaan 7", postcode="0000 XX", city="Voorbeeldstad",
    )  # fmt: skip
    return Dossier.objects.create(municipality=town, client=client, number="D-000007", case_manager=maker.user,
                                  surname="Voorbeeld", reported_on=date.today())  # fmt: skip


def fill(maker: Actor, dossier: Dossier, today: date) -> None:
    """A place on the ladder, an intake, a plan that is offered, a note."""
    journey.place(maker, dossier, rung=2, on=today, reason="Zo")
    intake.begin(maker, dossier, today)
    made = plan.draft(maker, dossier)
    goal = plan.add_goal(maker, made, "Een baan in de zorg")
    plan.set_step(maker, goal, text="Brief schrijven", who="client", due_on=date(today.year + 1, 1, 4))
    made = plan.write(maker, made, situation="Zo.", evaluate_on=date(today.year + 1, 6, 1), duties=[],
                      parts={part.key: "Zo." for part in plan.of_regime(dossier)[0]})  # fmt: skip
    plan.offer(maker, made)
    notes.add(maker, dossier, kind="no_show", on=today, text="")


@pytest.fixture
def walk(page: Any, live_server: Any, world: dict[str, Any]) -> Iterator[Walk]:
    """Someone in the browser; a broken content policy or a script error fails the test."""
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text) if "Content Security" in message.text else None)
    yield Walk(page, str(live_server.url), TOWN, "amstelveen", "Sara")
    assert said == []


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_every_page_of_a_role(walk: Walk, world: dict[str, Any], role: Role) -> None:
    walk.enter(role.label.capitalize())
    see = Inspector(walk.page)
    for roles, pattern in ((roles, pattern) for roles, patterns in PLACES for pattern in patterns):
        path = pattern.format(**world)
        status = walk.go(path)
        if role in roles:
            assert status == 200, (path, status)
            see.look(path, keyboard=role == min(roles, key=list(Role).index))  # once is enough for a page
        else:
            assert status in (403, 404), (path, status)
    assert see.found == []


def test_the_page_of_the_client(walk: Walk, world: dict[str, Any]) -> None:
    see = Inspector(walk.page)
    see.visit(f"{walk.site}/mijn/")
    walk.fill(code="niet goed")
    walk.press("Open")
    see.look("verkeerde code")
    walk.fill(code=world["code"])
    walk.press("Open")
    walk.sees("Uw volgende stap")
    see.look("/mijn/plan/")
    assert see.found == []

"""The client's own page: a code opens it once, for a while; it shows plan, next step and decisions, and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import time_machine
from django.test import Client
from django.utils import timezone
from tests.web.conftest import words

from trede.access.models import AuditEntry
from trede.casework.models import Decision, Dossier, Goal, Plan, Step
from trede.casework.services import resident
from trede.casework.services.common import Actor

SignIn = Callable[[Actor], Client]


def enter(client: Client, manager: Actor, dossier: Dossier) -> str:
    """Open the page with a fresh code and read it."""
    response = client.post("/mijn/", {"code": resident.make_code(manager, dossier)})
    assert response.url == "/mijn/plan/"
    return words(client.get("/mijn/plan/"))


def decided(manager: Actor, dossier: Dossier, kind: str, **more: object) -> Decision:
    return Decision.objects.create(
        dossier=dossier, number=f"B-{Decision.objects.count():06d}", provision="werkstage", kind=kind, state="sent",
        law_on=date(2026, 2, 1), decided_on=date(2026, 2, 2), made_known_on=date(2026, 2, 3), author=manager.user,
        **more,
    )  # fmt: skip


def test_a_case_manager_gives_a_code_that_opens_the_page(sign_in: SignIn, manager: Actor, dossier: Dossier) -> None:
    browser = sign_in(manager)
    page = browser.post(f"/dossiers/{dossier.pk}/inwonercode/", follow=True)
    code = words(page).split("Code voor de inwoner: ")[1].split(".")[0]
    client = Client()
    assert client.post("/mijn/", {"code": code}).status_code == 302
    assert "Dag Noor Voorbeeld" in words(client.get("/mijn/plan/"))
    assert Client().post("/mijn/", {"code": code}).status_code == 422
    assert AuditEntry.objects.filter(action="inwonerpagina.ingezien", person=dossier.client_id).exists()


def test_an_empty_page_says_so(client: Client, manager: Actor, dossier: Dossier) -> None:
    text = enter(client, manager, dossier)
    assert "U heeft nog geen plan" in text
    assert "Er is nog geen besluit" in text


def test_the_plan_and_the_next_step(client: Client, manager: Actor, dossier: Dossier) -> None:
    plan = Plan.objects.create(
        dossier=dossier, version=1, state="agreed", made_on=date(2026, 2, 1), agreed_on=date(2026, 2, 3),
        evaluate_on=date(2026, 8, 1), author=manager.user,
    )  # fmt: skip
    goal = Goal.objects.create(plan=plan, text="Een baan in de zorg")
    Step.objects.create(goal=goal, text="Bellen met de school", who="client", done_on=date(2026, 2, 10))
    Step.objects.create(goal=goal, text="Stageplaats zoeken", who="manager", due_on=date(2026, 4, 1))
    Step.objects.create(goal=goal, text="Sollicitatiebrief schrijven", who="client", due_on=date(2026, 3, 1))
    text = enter(client, manager, dossier)
    assert "Uw volgende stap Sollicitatiebrief schrijven" in text
    assert "uiterlijk op 1 maart 2026" in text
    assert "We kijken samen hoe het gaat op 1 augustus 2026" in text


def test_a_draft_of_a_plan_or_decision_is_not_shown(client: Client, manager: Actor, dossier: Dossier) -> None:
    Plan.objects.create(dossier=dossier, version=1, made_on=date(2026, 2, 1), author=manager.user)
    draft = decided(manager, dossier, "grant")
    Decision.objects.filter(pk=draft.pk).update(state="approved")
    text = enter(client, manager, dossier)
    assert "U heeft nog geen plan" in text
    assert "Er is nog geen besluit" in text


def test_a_grant_and_a_refusal_with_their_reasons(client: Client, manager: Actor, dossier: Dossier) -> None:
    grounds = [
        {"uitleg": "U hoort bij de doelgroep.", "gevolg": "voldaan"},
        {"uitleg": "U werkt al.", "gevolg": "weigert"},
    ]
    amounts = [{"omschrijving": "onkostenvergoeding", "weergave": "€ 50,00"}]
    body = {"naam": "werkstage", "gronden": grounds, "bedragen": amounts}
    decided(manager, dossier, "grant", assessment=body, starts_on=date(2026, 3, 1), ends_on=date(2026, 5, 31))
    with time_machine.travel("2026-03-02 12:00+01:00", tick=False):
        text = enter(client, manager, dossier)
    assert "Toekenning: werkstage" in text
    assert "loopt tot en met 31 mei 2026" in text
    assert "€ 50,00" in text
    assert "U hoort bij de doelgroep." in text
    assert "U werkt al." not in text
    # made known on 3 February 2026: six weeks end on 17 March (Awb 6:7, 6:8)
    assert "bezwaar maken tot en met 17 maart 2026" in text
    decided(manager, dossier, "refusal", assessment=body, reasons="Er is nu een andere weg.")
    text = enter(client, manager, dossier)
    assert "Afwijzing: werkstage" in text
    assert "Er is nu een andere weg." in text
    assert "Bezwaar maken kon tot en met" in text


def test_the_page_closes(client: Client, manager: Actor, dossier: Dossier) -> None:
    enter(client, manager, dossier)
    assert client.post("/mijn/uit/").url == "/mijn/"
    assert client.get("/mijn/plan/").url == "/mijn/"
    enter(client, manager, dossier)
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert client.get("/mijn/plan/").url == "/mijn/"
    assert client.get("/mijn/").status_code == 200

"""The pages of a dossier in a browser: axe without findings, at 320 px too, without JavaScript, focus on problems."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import expect
from tests.web.casework.conftest import SignIn
from tests.web.test_browser import Inspector, focused

from trede.access.models import Municipality
from trede.casework import guide
from trede.casework.models import Dossier, Goal
from trede.casework.services import facts, intake, journey, notes, plan
from trede.casework.services.common import Actor
from trede.casework.services.facts import Given

pytestmark = [pytest.mark.needs_chromium, pytest.mark.django_db(transaction=True)]
DAY = date(2026, 2, 2)


@pytest.fixture
def town(transactional_db: None) -> Municipality:
    """A municipality whose regime has all of it."""
    return Municipality.objects.create(slug="dorp", name="Dorp", regime="leusden")


@pytest.fixture
def full(manager: Actor, dossier: Dossier) -> Dossier:
    """A dossier with something on every page."""
    journey.place(manager, dossier, rung=2, on=DAY, reason="Zo")
    dossier.refresh_from_db()
    journey.place(manager, dossier, rung=5, on=date(2026, 3, 2), reason="Vooruit")
    journey.begin(manager, dossier, kind="twk", reason="Kort", started_on=DAY, expected_end=date(2199, 1, 1))
    facts.record(manager, dossier, [Given("woongemeente", "overig", DAY)])
    begun = intake.begin(manager, dossier, DAY)
    intake.find(manager, begun, guide.domains(dossier, DAY).items[0], finding="Mbo", need="Cursus", action_needed=True)
    made = plan.draft(manager, dossier)
    goal = plan.add_goal(manager, made, "Een baan in de zorg")
    plan.set_step(manager, goal, text="Brief schrijven", who="client")
    notes.add(manager, dossier, kind="no_show", on=DAY, text="")
    return dossier


@pytest.fixture
def site(live_server: Any, sign_in: SignIn, manager: Actor) -> tuple[str, dict[str, str]]:
    """The address of the server, and the cookie of who is signed in."""
    session = sign_in(manager).cookies[settings.SESSION_COOKIE_NAME].value
    return str(live_server.url), {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": str(live_server.url)}


@pytest.fixture
def signed(page: Any, site: tuple[str, dict[str, str]]) -> Iterator[Any]:
    """A page of somebody who is signed in; a broken content policy or a script error fails the test."""
    said: list[str] = []
    page.context.add_cookies([site[1]])
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text) if "Content Security" in message.text else None)
    yield page
    assert said == []


PATHS = (
    "", "gegevens/", "sluiten/", "bsn/", "feiten/", "feiten/?bekend=1-1-2026", "feiten/kies/?zoek=wie",
    "feiten/woongemeente/", "feiten/leefgebieden_uitgevraagd/", "ladder/", "intake/", "intake/triage/",
    "intake/leefgebieden/", "intake/leefgebieden/1/", "intake/beeld/", "intake/verplichtingen/",
    "intake/samenvatting/", "plan/", "plan/teksten/", "plan/doel/", "journaal/",
)  # fmt: skip


@pytest.mark.parametrize("half", [0, 1])
def test_pages_of_a_dossier_are_for_everyone(
    signed: Any, site: tuple[str, dict[str, str]], full: Dossier, half: int
) -> None:
    see = Inspector(signed)
    for path in PATHS[half::2]:
        see.visit(f"{site[0]}/dossiers/{full.pk}/{path}")
    goal = Goal.objects.get()
    see.visit(f"{site[0]}/dossiers/{full.pk}/plan/doel/{goal.pk}/stap/")
    see.visit(f"{site[0]}/dossiers/nieuw/")
    assert see.found == []


def test_problems_take_the_focus_and_lead_to_the_field(
    signed: Any, site: tuple[str, dict[str, str]], full: Dossier
) -> None:
    signed.goto(f"{site[0]}/dossiers/nieuw/")
    signed.get_by_role("button", name="Leg de melding vast").click()
    signed.locator(".trede-problems").wait_for()
    focused(signed, "Er klop")
    signed.locator(".trede-problems a").first.click()
    expect(signed.locator("#surname:focus")).to_have_count(1)
    see = Inspector(signed)
    see.look("melding met fouten")
    assert see.found == []


def test_a_plan_is_signed_without_javascript(browser: Any, site: tuple[str, dict[str, str]], full: Dossier) -> None:
    context = browser.new_context(java_script_enabled=False, locale="nl-NL")
    context.add_cookies([site[1]])
    page = context.new_page()
    page.goto(f"{site[0]}/dossiers/{full.pk}/plan/")
    page.get_by_role("link", name="Wijzig stap Brief schrijven").click()
    page.get_by_label("Klaar op").fill("1-12-2199")
    page.get_by_role("button", name="Bewaar").click()
    page.get_by_role("link", name="Teksten, plichten en evaluatie").click()
    for box in page.locator("textarea").all():
        box.fill("Zo doen we dat.")
    page.get_by_label("Evaluatie op").fill("1 juni 2199")
    page.get_by_role("button", name="Bewaar").click()
    page.get_by_role("button", name="Leg het plan voor").click()
    for who in ("inwoner", "gemeente"):
        page.get_by_role("link", name=re.compile(f"Leg vast.*handtekening {who}")).click()
        page.get_by_role("button", name="Leg vast").click()
    page.get_by_text("Vastgesteld op").wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name="Plan als PDF").click()
    assert download.value.suggested_filename == "plan-versie-1.pdf"
    context.close()

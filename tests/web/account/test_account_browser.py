"""The pages of signing in, accounts and oversight in a real browser: the whole way in by keyboard, and axe on each."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from tests.access.conftest import CHEAP, PASSWORD, code_of
from tests.web.test_browser import Inspector, site, strict_page

from trede.access import accounts, audit, demo
from trede.access.models import Membership, Municipality, Role, User
from trede.casework.models import Dossier
from trede.casework.services.common import Actor

__all__ = ["site", "strict_page"]
pytestmark = [pytest.mark.needs_chromium, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def cheap_passwords(settings: Any) -> None:
    settings.PASSWORD_HASHERS, settings.DEMO = CHEAP, True


def picture(page: Any, name: str) -> None:
    """Keep a picture to look at, when TREDE_PICTURES names a folder."""
    if folder := os.environ.get("TREDE_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def test_the_whole_way_in_by_keyboard(strict_page: Any, site: str, town: Municipality) -> None:
    page = strict_page
    user = User.objects.make("klaas@voorbeeld.example", "Klaas Voorbeeld")
    Membership.objects.create(user=user, municipality=town, role=Role.CASE_MANAGER)
    see = Inspector(page)
    see.visit(f"{site}/aanmelden/uitnodiging/{accounts.link_parts(user)}/")
    picture(page, "uitnodiging")
    page.locator("#wachtwoord").focus()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Tab")
    page.keyboard.type("anders")
    page.keyboard.press("Enter")
    page.locator(".trede-problems").wait_for()
    see.look("uitnodiging, fout")
    page.locator("#wachtwoord").fill(PASSWORD)
    page.get_by_label("Nog een keer").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Aanmelden", exact=True).wait_for()
    see.look("aanmelden")
    page.get_by_role("textbox", name="E-mailadres").fill(user.email)
    page.locator("#wachtwoord").fill("fout")
    page.keyboard.press("Enter")
    page.locator(".trede-problems").wait_for()
    see.look("aanmelden, fout")
    picture(page, "aanmelden-fout")
    page.locator("#wachtwoord").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Stel de tweede stap in").wait_for()
    see.look("tweede stap")
    picture(page, "tweede-stap")
    page.get_by_label("Code uit de app").fill(code_of(user))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Bewaar uw herstelcodes").wait_for()
    see.look("herstelcodes")
    picture(page, "herstelcodes")
    page.get_by_role("link", name="Ik heb ze bewaard").click()
    page.wait_for_load_state()
    see.visit(f"{site}/account/")
    picture(page, "account")
    see.visit(f"{site}/account/wachtwoord/")
    page.goto(f"{site}/account/")
    page.get_by_role("button", name="Afmelden").click()
    page.get_by_text("U bent afgemeld.").wait_for()
    page.get_by_role("textbox", name="E-mailadres").fill(user.email)
    page.locator("#wachtwoord").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Vul uw code in").wait_for()
    see.look("code")
    assert see.found == []


def test_the_pages_of_the_roles_are_for_everyone(
    strict_page: Any, site: str, town: Municipality, dossier: Dossier, colleague: Actor, settings: Any
) -> None:
    page, see = strict_page, Inspector(strict_page)
    users = demo.demo_users(town)
    from tests.web.account.test_oversight import break_glass

    break_glass(colleague, dossier, "De collega is ziek en de cliënt staat aan de balie met een vraag over het plan.")
    audit.record(colleague.log, "dossier.ingezien", dossier, "gesprek")
    see.visit(f"{site}/aanmelden/")
    picture(page, "aanmelden-demo")
    for role, paths in {
        Role.ADMINISTRATOR: ("/accounts/", "/accounts/?zoek=niemand", "/accounts/nieuw/",
                             f"/accounts/{users[Role.CASE_MANAGER].pk}/"),
        Role.SUPERVISOR: ("/toezicht/", "/toezicht/?stand=bekeken", "/auditlog/", "/auditlog/?vanaf=gisteren",
                          f"/inzage/{dossier.pk}/"),
    }.items():  # fmt: skip
        page.goto(f"{site}/aanmelden/")
        page.get_by_role("button", name=f"{role.label.capitalize()} van {town.name}").click()
        page.wait_for_load_state()
        for path in paths:
            see.visit(site + path)
            picture(page, path.strip("/").replace("/", "-").replace("?", "-")[:30])
        page.goto(f"{site}/account/")
        page.get_by_role("button", name="Afmelden").click()
        page.get_by_text("U bent afgemeld.").wait_for()
    assert see.found == []


def test_a_form_that_waited_is_for_everyone(strict_page: Any, site: str, town: Municipality, settings: Any) -> None:
    page, see = strict_page, Inspector(strict_page)
    users = demo.demo_users(town)
    page.goto(f"{site}/aanmelden/")
    page.get_by_role("button", name=f"Beheerder van {town.name}").click()
    page.goto(f"{site}/accounts/nieuw/")
    page.get_by_role("textbox", name="E-mailadres").fill("nina@voorbeeld.example")
    page.get_by_label("Naam").fill("Nina Nieuw")
    page.get_by_label("Rol").select_option("klantmanager")
    settings.IDLE_SECONDS = -1
    page.get_by_role("button", name="Nodig uit").click()
    page.get_by_text("Wat u had ingevuld is bewaard").wait_for()
    settings.IDLE_SECONDS = 1800
    page.get_by_role("button", name=f"Beheerder van {town.name}").click()
    page.get_by_role("heading", name="Ga verder waar u was").wait_for()
    see.look("bewaard formulier")
    picture(page, "bewaard")
    page.get_by_role("button", name="Verstuur dit nu").click()
    page.get_by_role("heading", name="Nina Nieuw", exact=True).wait_for()
    see.look("account met link")
    picture(page, "account-met-link")
    assert Membership.objects.get(user__email="nina@voorbeeld.example").role == "klantmanager"
    assert users[Role.ADMINISTRATOR].sign_ins.count() >= 1
    assert see.found == []

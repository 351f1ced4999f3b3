"""The pages of provisions, applications and decisions in a real browser: axe without findings, 320 px, keyboard."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.casework.conftest import staff
from tests.casework.stories import PROVISION, apply, persona, record
from tests.web.casework.conftest import SignIn

from trede.access.models import Municipality, Role
from trede.casework.models import Application, Client, Decision, Dossier
from trede.casework.services import correspondence, deciding, decisions, documents, hearings, objections, terms, uses
from trede.casework.services.common import Actor
from trede.casework.services.decisions import Text

pytestmark = [pytest.mark.needs_chromium, pytest.mark.django_db(transaction=True)]
NARROW, WIDE = {"width": 320, "height": 640}, {"width": 1280, "height": 900}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SHOTS = os.environ.get("TREDE_SHOTS")
Kind = Decision.Kind
WIDEST = """[...document.querySelectorAll("main *")]
    .filter((e) => e.getBoundingClientRect().right > innerWidth && !e.closest(".trede-scroll"))
    .map((e) => e.outerHTML.slice(0, 120)).slice(0, 4)"""


@pytest.fixture
def story(db: None) -> dict[str, Any]:
    """A dossier today, with an application that waits, one that was granted, and one that is being refused."""
    today = date.today()
    town = Municipality.objects.create(slug="verhaal", name="Verhaalstad", regime="amstelveen")
    maker = staff(town, Role.CASE_MANAGER, "Mirjam Maker")
    reader = staff(town, Role.QUALITY_OFFICER, "Rachid Lezer")
    client = Client.objects.create(
        municipality=town, number="K-000007", first_name="Sara", surname="Voorbeeld", birth_date=date(1988, 2, 12),
        street="Verzonnenlaan 7", postcode="0000 XX", city="Voorbeeldstad",
    )  # fmt: skip
    dossier = Dossier.objects.create(
        municipality=town, client=client, number="D-000007", case_manager=maker.user, surname="Voorbeeld",
        reported_on=today,
    )  # fmt: skip
    known = persona(town, "Sara") | {"begindatum": today.isoformat(), "intentie_datum": today.isoformat()}
    for name in ("ziekteperioden", "eerdere_verlengingen"):
        known.pop(name)
    record(maker, dossier, known, True)
    granted = apply(maker, dossier, today, wish="Ik wil op proef werken bij de bakker.")
    record(maker, dossier, known, False, granted)
    row = sent(maker, reader, dossier, granted)
    waiting = apply(maker, dossier, today, provision="werkervaringsplaats")
    correspondence.confirm(maker, waiting, today)
    terms.suspend(maker, waiting, "instemming", today, today, "De inwoner wil wachten.")
    documents.attach(maker, dossier, "cv.pdf", b"%PDF-1.7 cv", "cv", waiting)
    again = decisions.draft(maker, dossier, PROVISION, Kind.ENDING, relates_to=row)
    hearings.invite(maker, again, today, date(today.year + 1, 1, 1))
    objections.receive(maker, row, today)
    (use,) = dossier.uses.all()
    uses.interrupt(maker, use, "verlof", use.starts_on, None)
    return {"maker": maker, "reader": reader, "dossier": dossier, "granted": granted, "waiting": waiting, "sent": row,
            "draft": again, "use": use}  # fmt: skip


def sent(maker: Actor, reader: Actor, dossier: Dossier, application: Application) -> Decision:
    """A grant that was made known today."""
    row = decisions.draft(maker, dossier, PROVISION, Kind.GRANT, application=application)
    starts = row.starts_on or date.today()
    row = decisions.edit(maker, row, Text(outcome="toegekend", starts_on=starts, ends_on=row.ends_on), row.revision)
    return deciding.send(maker, deciding.approve(reader, deciding.propose(maker, row), date.today()), date.today())


def pages(story: dict[str, Any]) -> dict[str, str]:
    """Every page of this part, by a short name."""
    base = f"/dossiers/{story['dossier'].pk}/"
    waiting, draft = f"{base}aanvragen/{story['waiting'].pk}/", f"{base}besluiten/{story['draft'].pk}/"
    return {
        "voorzieningen": f"{base}voorzieningen/",
        "voorziening": f"{base}voorzieningen/regel/{PROVISION}/",
        "vraag": f"{waiting}vraag/oordeel_noodzakelijk/",
        "aanvraag-nieuw": f"{base}aanvragen/nieuw/",
        "aanvraag": waiting,
        "beoordeling": f"{waiting}beoordeling/",
        "stilstaan": f"{waiting}doe/hervatten/",
        "documenten": f"{base}documenten/",
        "besluiten": f"{base}besluiten/",
        "besluit": f"{base}besluiten/{story['sent'].pk}/",
        "concept": draft,
        "brief": f"{draft}brief/",
        "narekenen": f"{base}besluiten/{story['sent'].pk}/narekenen/",
        "gebruik": f"{base}voorzieningen/gebruik/{story['use'].pk}/",
        "overzicht": base,
    }


def enter(page: Any, site: str, sign_in: SignIn, who: Actor) -> None:
    """Give the browser the session of somebody who signed in."""
    cookie = sign_in(who).cookies["trede"].value
    page.context.add_cookies([{"name": "trede", "value": cookie, "url": site}])


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_every_page_is_accessible_and_fits(
    page: Any, live_server: Any, sign_in: SignIn, story: dict[str, Any], size: dict[str, int]
) -> None:
    site = str(live_server.url)
    enter(page, site, sign_in, story["maker"])
    page.set_viewport_size(size)
    found = []
    for name, address in pages(story).items():
        response = page.goto(site + address)
        assert response.status == 200, (name, response.status)
        if SHOTS:
            page.screenshot(path=str(Path(SHOTS) / f"{name}-{size['width']}.png"), full_page=True)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            found.append((name, f"{wide} px too wide", page.evaluate(WIDEST)))
        result = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES["runOnly"]}})
        found += [(name, item["id"], item["nodes"][0]["html"][:200]) for item in result.response["violations"]]
    assert found == []

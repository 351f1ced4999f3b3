"""The whole story in a real browser, for each regime: from a report to a decision that stands and its ending.

Every step goes through the pages, by the role whose work it is. Invented people of the regimes play the client.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.stories.walk import WHY, KeyboardWalk, Walk

from trede.access import demo

pytestmark = [pytest.mark.needs_chromium, pytest.mark.story, pytest.mark.django_db(transaction=True)]


@dataclass(frozen=True)
class Story:
    """What is played: the regime, its invented person, what is applied for and by whom; and a figure in the rules of a
    provision with what the policy officer makes of it.
    """

    regime: str
    person: str
    provision: str
    figure: tuple[str, str, str]
    employer: bool = False
    keyboard: bool = False  # no mouse is touched
    judged: str = ""  # what the case manager finds, that the invented person does not say


STORIES = (
    Story("amstelveen", "Samira", "sociale_activering", ("reiskostenvergoeding", "€ 0,19", "0,23")),
    Story(
        "leusden",
        "Hendrik",
        "proefplaatsing",
        ("actieplan_jeugdwerkloosheid", "27 jaar", "30"),
        keyboard=True,
        judged="oordeel_instrument_past_toch",
    ),
    Story("bollenstreek", "Lotte", "no_riskpolis", ("participatiepremie", "25 %", "30"), employer=True),
)


@pytest.fixture
def walk(page: Any, live_server: Any, settings: Any, request: pytest.FixtureRequest) -> Iterator[Walk]:
    """The demo of one municipality that works by the regime, and a browser that fails on a script error."""
    settings.DEMO = True
    story: Story = request.param
    demo.make([(story.regime, "Voorbeeldstad", story.regime)])
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text) if "Content Security" in message.text else None)
    kind = KeyboardWalk if story.keyboard else Walk
    yield kind(page, str(live_server.url), "Voorbeeldstad", story.regime, story.person)
    if folder := os.environ.get("TREDE_SHOTS"):
        page.screenshot(path=Path(folder) / f"{story.regime}.png", full_page=True)
    assert said == []


@pytest.mark.parametrize(("walk", "story"), [(one, one) for one in STORIES], indirect=["walk"],
                         ids=[one.regime for one in STORIES])  # fmt: skip
def test_from_report_to_ending(walk: Walk, story: Story) -> None:
    today = date.today()
    walk.enter("Klantmanager")
    dossier = report(walk, story, today)
    fact(walk, dossier)
    intake(walk, dossier)
    place(walk, dossier)
    plan(walk, dossier, today)
    application = apply(walk, dossier, story, today)
    decision = decide(walk, dossier, application, today)
    approve(walk, decision)
    make_known(walk, dossier, decision)
    tell_client(walk, dossier)
    end(walk, dossier, decision, today)
    others_see_what_they_may(walk, dossier, decision)
    hand_over(walk, dossier, story)
    what_if(walk, story)


@pytest.fixture
def service(page: Any, live_server: Any, settings: Any) -> Walk:
    """The demo of a service that works for two municipalities, with the same staff in each."""
    settings.DEMO = True
    demo.make_service([(name.lower(), name, "bollenstreek") for name in ("Hillegom", "Lisse")])
    return Walk(page, str(live_server.url), "Hillegom en Lisse", "bollenstreek", "Lotte")


def test_a_service_for_two_municipalities_keeps_them_apart(service: Walk) -> None:
    walk = service
    walk.enter("Klantmanager")
    dossier = report(walk, STORIES[2], date.today())
    walk.go("/account/")
    walk.press("Werk voor Lisse")
    assert walk.go(dossier) == 404
    walk.go("/dossiers/?zoek=Voorbeeld")
    walk.sees("Geen dossier past hierbij")
    walk.enter("Teamleider")
    walk.go("/account/")
    walk.press("Werk voor Lisse")
    walk.go("/auditlog/")
    walk.sees(re.compile("niet.zichtbaar"))
    assert "Lotte" not in walk.says()
    walk.go("/account/")
    walk.press("Werk voor Hillegom")
    walk.go("/dossiers/?zoek=Voorbeeld")
    walk.follow(re.compile("Voorbeeld"), within=walk.page.locator("#inhoud tbody"))
    assert walk.path == dossier


def report(walk: Walk, story: Story, today: date) -> str:
    """Register who reported; gives the address of the dossier."""
    walk.go("/werk/")
    walk.sees("Er is nu niets te doen")
    walk.go("/dossiers/nieuw/")
    walk.fill(first_name=story.person, surname="Voorbeeld", initials=story.person[0], birth_date=date(1988, 2, 12),
              street="Verzonnenlaan 7", postcode="0000 XX", city="Voorbeeldstad", text="Zoekt werk en vraagt hulp.",
              reported_on=today)  # fmt: skip
    walk.press("Leg de melding vast")
    walk.sees("Begin de intake.")
    assert f"{story.person} Voorbeeld" in walk.says()
    return walk.path


def fact(walk: Walk, dossier: str) -> None:
    """A fact about the person, with its source and day, is found, recorded and listed."""
    name = next(name for name, value in walk.known.items() if isinstance(value, bool) and walk.is_plain(name))
    walk.go(f"{dossier}feiten/kies/")
    walk.fill(zoek=walk.words[name].label)
    walk.press("Zoek", within=walk.page.locator("main"))
    walk.press(re.compile(f"^{re.escape(walk.words[name].label)}$", re.I), "link")
    assert walk.path == f"{dossier}feiten/{name}/"
    walk.fill(antwoord=walk.known[name], source="client", note="Gesprek van vandaag", reason=WHY)
    walk.press("Bewaar")
    walk.sees("Vastgelegd: ")
    walk.sees("Gesprek van vandaag")


def intake(walk: Walk, dossier: str) -> None:
    """Triage, the life domains, what the intake settles, and the end of it."""
    walk.go(f"{dossier}intake/")
    walk.press(re.compile("Begin de intake"))
    walk.questions(6)
    if walk.page.get_by_role("button", name="Leg de triage vast").count():
        walk.fill(route__route="Naar de klantmanager", route__reason=WHY)
        walk.press("Leg de triage vast")
        walk.sees("De triage is vastgelegd.")
    walk.go(f"{dossier}intake/leefgebieden/")
    found = re.findall(rf"{dossier}intake/leefgebieden/\d+/", walk.page.content())
    walk.go(found[0])
    while True:
        walk.fill(finding="Besproken, geen bijzonderheden.", need="Een steuntje in de rug.")
        further = walk.page.get_by_role("button", name=re.compile("^Bewaar en ga door")).count()
        walk.press(re.compile("^Bewaar en ga door") if further else "Bewaar")
        if not further:
            break
    for step, most in (("beeld", 12), ("verplichtingen", 4)):
        if walk.go(f"{dossier}intake/{step}/") == 200:
            walk.questions(most)
    walk.go(f"{dossier}intake/samenvatting/")
    walk.fill(summary="Wil aan het werk en kan beginnen.")
    walk.press("Rond de intake af")
    walk.sees("De intake is afgerond.")


def place(walk: Walk, dossier: str) -> None:
    """On the ladder, with the reason; a trajectory begins."""
    walk.go(f"{dossier}ladder/")
    if walk.page.locator("[name='plaats-rung']").count():
        walk.choose("plaats-rung", 1)
        walk.fill(plaats__reason=WHY)
        walk.press(re.compile("^Leg de"), within=walk.page.locator("form:has([name='plaats-rung'])"))
        walk.sees(WHY)


def plan(walk: Walk, dossier: str, today: date) -> None:
    """A goal with a step, the texts that the regime asks, offered and signed by both."""
    walk.go(f"{dossier}plan/")
    walk.press("Begin een plan")
    walk.sees("Nog nodig voor u het plan voorlegt")
    walk.follow(re.compile("Doel$"))
    walk.fill(text="Een baan in de buurt")
    walk.press("Bewaar")
    walk.follow(re.compile("Stap"))
    walk.fill(text="Een cv maken", who="client", due_on=today + timedelta(days=14))
    walk.press("Bewaar")
    walk.follow("Teksten, plichten en evaluatie")
    for area in walk.page.locator("#inhoud textarea").all():
        walk.write(area, "Zo doen we dat samen.")
    walk.fill(evaluate_on=today + timedelta(days=90))
    walk.press("Bewaar")
    walk.press("Leg het plan voor")
    for who in ("inwoner", "gemeente"):
        walk.follow(re.compile(f"Leg vast.*handtekening {who}"))
        walk.press("Leg vast")
    walk.sees("Vastgesteld op")


def apply(walk: Walk, dossier: str, story: Story, today: date) -> str:
    """Apply, answer there what lacks, judgements with their reasons; gives the address of the application."""
    walk.go(f"{dossier}aanvragen/nieuw/?voorziening={story.provision}")
    walk.fill(received_on=today, channel="post", wish="Ik wil graag beginnen.")
    if story.employer:
        walk.fill(applicant="employer", employer="nieuw")
        walk.activate(walk.page.locator("summary").filter(has_text="Gegevens van een nieuwe werkgever"))
        walk.fill(name="Bakkerij Verzonnen", street="Verzonnenlaan 9", postcode="0000 XX", city="Voorbeeldstad",
                  contact="B. Verzonnen")  # fmt: skip
    walk.press("Leg de aanvraag vast")
    walk.sees("Wat u kunt doen")
    application = walk.path
    walk.follow(re.compile("Vul aan wat ontbreekt|Bekijk de beoordeling"))
    walk.known |= {story.judged: True} if story.judged else {}
    asked = walk.questions()
    assert asked
    walk.follow("Naar de aanvraag")
    assert application == walk.path
    assert "Vul aan wat ontbreekt" not in walk.says()
    walk.follow("In behandeling nemen")
    walk.press("Neem in behandeling")
    walk.sees("De aanvraag is in behandeling.")
    return application


def decide(walk: Walk, dossier: str, application: str, today: date) -> str:
    """A draft with its reasons, proposed; the proposer cannot approve it. Gives the address of the decision."""
    walk.go(application)
    walk.press("Toekennen")
    decision = walk.path
    walk.fill(reasons="Dit past bij wat we samen hebben afgesproken.")
    if not walk.page.locator("[name=starts_on]").input_value():
        walk.fill(starts_on=today)
    for area in walk.page.locator("textarea[name^=deel-]").all():
        walk.write(area, "Dit geldt voor u.")
    walk.press("Bewaar het concept")
    walk.sees("Alles is er.")
    walk.follow("Leg ter goedkeuring voor")
    walk.press("Leg voor")
    walk.sees("Het besluit ligt bij een ander.")
    assert walk.page.get_by_role("link", name="Stel vast").count() == 0
    walk.go(f"{decision}doe/vaststellen/")
    walk.press("Stel vast")
    walk.sees("Hiervoor is een recht nodig: een besluit van een ander goedkeuren.")
    walk.go(decision)
    assert "Ter goedkeuring" in walk.says()
    return decision


def approve(walk: Walk, decision: str) -> None:
    """The second pair of eyes finds it among their work, and takes the decision."""
    walk.enter("Kwaliteitsmedewerker")
    walk.go("/werk/")
    walk.follow(re.compile("Voorbeeld"), within=walk.page.locator("main"))
    walk.go(decision)
    walk.follow("Stel vast")
    walk.press("Stel vast")
    walk.sees("Maak het nu bekend")


def make_known(walk: Walk, dossier: str, decision: str) -> None:
    """The case manager finds it among her work, makes the letter and makes it known; the term to object is shown."""
    walk.enter("Klantmanager")
    walk.go("/werk/")
    assert "ekend" in walk.page.locator("main").inner_text()
    walk.go(decision)
    walk.follow("Maak bekend")
    walk.press("Maak de brief en maak bekend")
    walk.sees("Bezwaar tot en met")
    with walk.page.expect_download() as download:
        walk.activate(walk.page.get_by_role("link", name=re.compile("De brief")))
    assert download.value.suggested_filename.endswith(".pdf")
    walk.go(f"{dossier}voorzieningen/")
    walk.sees("Loopt")


def tell_client(walk: Walk, dossier: str) -> None:
    """A code for the client, who reads plan and decision with it, once."""
    walk.go(dossier)
    walk.press("Maak een code voor de inwoner")
    found = re.search(r"Code voor de inwoner: (\S+?)\.", walk.says())
    assert found
    walk.page.context.clear_cookies()
    walk.go("/mijn/")
    walk.fill(code=found[1])
    walk.press(re.compile("Open"))
    text = walk.says()
    for part in ("Een cv maken", "Een baan in de buurt", "bezwaar maken tot en met", "Dit past bij wat we samen"):
        assert part in text, part
    walk.press("Sluit mijn pagina")
    walk.fill(code=found[1])
    walk.press(re.compile("Open"))
    walk.sees("Deze code werkt niet")


def end(walk: Walk, dossier: str, decision: str, today: date) -> None:
    """The provision ends, on a ground, by a decision that another takes."""
    walk.enter("Klantmanager")
    walk.go(decision)
    walk.press("Beëindigen")
    ending = walk.path
    walk.fill(ending_ground="De inwoner heeft werk gevonden.", reasons="U heeft werk gevonden.",
              ends_on=today + timedelta(days=1))  # fmt: skip
    walk.press("Bewaar het concept")
    if walk.page.get_by_role("link", name="Horen is niet nodig").count():
        walk.follow("Horen is niet nodig")
        walk.fill(waived="De inwoner vroeg er zelf om.")
        walk.press("Leg vast")
    walk.go(ending)
    walk.follow("Leg ter goedkeuring voor")
    walk.press("Leg voor")
    walk.enter("Kwaliteitsmedewerker")
    walk.go(ending)
    walk.follow("Stel vast")
    walk.press("Stel vast")
    walk.follow("Maak bekend")
    walk.press("Maak de brief en maak bekend")
    walk.sees("De inwoner heeft werk gevonden.")
    walk.sees("Bezwaar tot en met")


def others_see_what_they_may(walk: Walk, dossier: str, decision: str) -> None:
    """Each other role: its own pages, and nothing else."""
    walk.enter("Uitkeringsadministratie")
    assert walk.go("/werk/") == 200
    assert walk.go(dossier) == 404
    walk.fill(why="De uitkering moet vandaag worden nagekeken en de collega is ziek.")
    walk.press("Open met deze reden")
    walk.sees("Te doen")
    assert walk.go("/team/") == 403
    assert walk.go("/accounts/") == 403
    walk.enter("Teamleider")
    walk.go("/toezicht/")
    walk.sees("De uitkering moet vandaag worden nagekeken")
    walk.go("/auditlog/")
    walk.sees(re.compile("besluit", re.I))
    walk.enter("Beleidsmedewerker")
    for path in (dossier, decision):
        assert walk.go(path) == 404
    for path in ("/werk/", "/dossiers/", "/team/", "/accounts/", "/auditlog/"):
        assert walk.go(path) == 403, path
    walk.enter("Beheerder")
    assert walk.go("/accounts/") == 200
    walk.sees("6 accounts")
    for path in (dossier, decision):
        assert walk.go(path) == 404
    for path in ("/werk/", "/dossiers/", "/team/", "/doorrekenen/", "/auditlog/"):
        assert walk.go(path) == 403, path


def hand_over(walk: Walk, dossier: str, story: Story) -> None:
    """The team leader gives the caseload to another, who has it from then on; it is no longer with who gave it."""
    walk.enter("Teamleider")
    walk.go(dossier)
    walk.sees("Te doen")
    walk.go("/team/")
    walk.sees("Wie heeft wat")
    walk.follow(re.compile("Draag over"))
    walk.press("Draag de aangevinkte dossiers over")
    walk.sees("Er kloppen 2 dingen niet")  # nobody chosen, no reason
    walk.choose("taker", 0)
    walk.fill(reason="De collega gaat met verlof.")
    walk.press("Draag de aangevinkte dossiers over")
    walk.sees("Het dossier is overgedragen.")
    walk.sees("De collega gaat met verlof.")
    walk.enter("Uitkeringsadministratie")
    walk.go("/dossiers/")
    walk.follow(re.compile(f"{story.person}|Voorbeeld"), within=walk.page.locator("#inhoud tbody"))
    walk.sees("Te doen")
    walk.enter("Klantmanager")
    assert walk.go(dossier) == 404


def what_if(walk: Walk, story: Story) -> None:
    """The policy officer changes a figure in the rules and sees for whom that makes a difference, and one of them."""
    walk.enter("Beleidsmedewerker")
    walk.go("/doorrekenen/")
    walk.press("Verder", within=walk.page.locator("#doorrekenen-keuze"))
    provision, now, then = story.figure
    walk.fill(voorziening=provision, mensen=1000)
    walk.press("Toon", within=walk.page.locator("#doorrekenen-keuze"))
    walk.page.locator(".trede-whatif .trede-list a").first.wait_for()
    walk.follow(now, within=walk.page.locator(".trede-whatif .trede-list"))
    walk.put("waarde", then, within="#precies")
    walk.press("Reken door", within=walk.page.locator("#precies"))
    walk.sees(re.compile("verandert er iets"))
    assert "1.000 verzonnen mensen" in walk.says()

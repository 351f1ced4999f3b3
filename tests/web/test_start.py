"""The start: regime, date, goal, invented people, facts as JSON, and everything that can be wrong with them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.web.conftest import DAY, REGIME, problems, words

pytestmark = pytest.mark.django_db
URL = f"/start/{REGIME}/"


def test_home_shows_regimes_and_going_conversations(client: Any, talk: Any) -> None:
    assert "Ga verder" not in words(client.get("/"))
    begun = talk(persona="Noor")
    page = words(client.get("/"))
    assert "Voorbeeldstad" in page
    assert "Voorbeeldstad, 1 juni 2025, Noor" in page
    begun.post("verwijderen/")
    page = words(client.get("/"))
    assert "Het gesprek en alle antwoorden zijn weg." in page
    assert "Ga verder" not in page


def test_a_municipality_leads_to_the_rules_it_lives_by(client: Any, talk: Any) -> None:
    assert "Voor Waterkant" in words(client.get("/"))
    assert words(client.get("/start/waterkant/")) == words(client.get("/start/dorpstad/"))
    assert client.get("/catalogus/Waterkant/").status_code == 200
    assert talk(regime="waterkant").get("uitkomst.json").json()["regime"] == "dorpstad"
    compared = client.get("/vergelijk/", {"regime": ["waterkant", REGIME], "op": DAY})
    assert "Dorpstad (Waterkant)" in words(compared)
    assert "Kies minstens twee gemeenten." not in words(compared)


def test_start_page_offers_goal_and_people(client: Any) -> None:
    page = client.get(URL)
    assert page.status_code == 200
    text = words(page)
    assert "Begin met Noor" in text
    assert "Tijdelijke loonkostensubsidie" in text
    assert 'type="date"' not in page.content.decode()
    assert "Schrijf dag-maand-jaar, bijvoorbeeld 5-5-2005." in text


def test_unknown_regime(client: Any) -> None:
    page = client.get("/start/utopia/")
    assert page.status_code == 404
    assert "Deze regels kennen we niet" in words(page)


def test_one_provision_as_goal(talk: Any) -> None:
    begun = talk(doel="een", voorziening="proefplaats")
    assert list(begun.get("uitkomst.json").json()["voorzieningen"]) == ["proefplaats"]


def test_an_invented_person_brings_facts(talk: Any) -> None:
    begun = talk(persona="Noor")
    assert begun.facts["contracturen_per_week"] == 24
    assert "Noor (verzonnen)" in words(begun.get())


def test_an_invented_person_brings_a_date(talk: Any, client: Any) -> None:
    assert "Op 1 maart 2024" in words(client.get("/start/dorpstad/"))
    begun = talk(regime="dorpstad", persona="Mila", datum="gisteren")
    assert "Dorpstad · 1 maart 2024 · Mila (verzonnen)" in words(begun.get())
    assert 'value="1-3-2024"' in begun.get("instellen/").content.decode()


@pytest.mark.parametrize("typed", ["5-5-2025", "5 mei 2025", "2025-05-05"])
def test_the_date_is_typed_the_dutch_way(talk: Any, typed: str) -> None:
    assert "· 5 mei 2025 ·" in words(talk(datum=typed).get())


def test_what_others_build_on_is_for_reading(client: Any) -> None:
    page = client.get("/")
    assert [card.name for card in page.context["cards"]] == ["dorpstad", "voorbeeldstad"]
    assert "Ook te lezen: Voorbeeldland" in words(page)


def test_an_unknown_person_is_not_found(client: Any) -> None:
    assert client.post(URL, {"datum": DAY, "persona": "Niemand"}).status_code == 404


def test_facts_as_json_pasted_or_as_a_file(talk: Any) -> None:
    facts = '{"contracturen_per_week": 24.5, "doelgroep": {"waarde": true, "bron": "register", "door": "Jo"}}'
    assert talk(json=facts).facts == {"contracturen_per_week": "24.5", "doelgroep": True}
    file = SimpleUploadedFile("feiten.json", b'{"woonplaats": "elders"}')
    assert talk(bestand=file).facts == {"woonplaats": "elders"}


def test_all_problems_come_together_and_what_was_typed_is_kept(client: Any) -> None:
    typed = '{"contracturen": 1, "loonwaarde": 130, "contracturen_per_week": -3}'
    page = client.post(URL, {"datum": "30-2-2023", "doel": "een", "voorziening": "proefplaats", "json": typed})
    assert page.status_code == 422
    said = problems(page)
    assert len(said) == 4
    assert said[0].startswith("30 februari 2023 bestaat niet")
    assert any("contracturen_per_week" in text for text in said)
    html = page.content.decode()
    assert "30-2-2023" in html
    assert "loonwaarde&quot;: 130" in html
    assert 'type="text" id="datum"' in html
    assert "<title>Fout: " in html
    assert "autofocus" in html


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"datum": "1901-01-01"}, "Op "),
        ({"datum": ""}, "Dit is geen datum."),
        ({"doel": "een"}, "Kies een voorziening"),
        ({"doel": "een", "voorziening": "luchtkasteel"}, "Deze voorziening is er niet"),
        ({"json": '{"loonwaarde": NaN}'}, "'NaN' is geen waarde"),
        ({"json": "{"}, "Dit is geen geldige JSON"),
    ],
)
def test_each_problem_is_one_sentence(client: Any, sent: dict[str, str], said: str) -> None:
    page = client.post(URL, {"datum": DAY, **sent})
    assert page.status_code == 422
    assert len(problems(page)) == 1
    assert problems(page)[0].startswith(said)


def test_adjust_date_and_goal(talk: Any) -> None:
    begun = talk(persona="Noor")
    assert 'value="1-6-2025"' in begun.get("instellen/").content.decode()
    assert problems(begun.post("instellen/", datum="31-4-2025", doel="alle"))
    begun.post("instellen/", datum="1-1-2026", doel="een", voorziening="jobcoaching")
    whole = begun.get("uitkomst.json").json()
    assert (whole["op"], list(whole["voorzieningen"])) == ("2026-01-01", ["jobcoaching"])
    assert "één voorziening" in words(begun.get())
    assert begun.facts["contracturen_per_week"] == 24

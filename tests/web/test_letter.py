"""The draft letter as a PDF, and why there is none yet."""

from __future__ import annotations

from typing import Any

import pytest
from tests.web.conftest import problems, words

pytestmark = pytest.mark.django_db
LETTER = "voorziening/tijdelijke_loonkostensubsidie/brief/"
ADDRESSEE = {
    "soort": "toekenning",
    "geadresseerde": "Bakkerij Korst",
    "adres": "Dorpsstraat 1\n1234 AB Plaats",
    "betreft": "Noor",
}


def test_a_draft_is_a_pdf_and_the_addressee_is_remembered(talk: Any) -> None:
    begun = talk(persona="Noor")
    assert "Naam van de werknemer" in words(begun.get(LETTER))
    response = begun.post(LETTER, besluitdatum="1-6-2025", verzenddatum="2 juni 2025", **ADDRESSEE)
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")
    assert 'filename="conceptbrief-tijdelijke_loonkostensubsidie.pdf"' in response["Content-Disposition"]
    assert "Bakkerij Korst" in begun.get(LETTER).content.decode()


def test_problems_are_said_together_and_texts_kept(talk: Any) -> None:
    begun = talk(persona="Noor")
    page = begun.post(LETTER, besluitdatum="31-6-2025", verzenddatum="morgen", **ADDRESSEE)
    assert page.status_code == 422
    assert [place for place, _ in page.context["problems"]] == ["besluitdatum", "verzenddatum"]
    assert "31-6-2025" in page.content.decode()


def test_what_the_letter_itself_refuses(talk: Any) -> None:
    begun = talk(persona="Noor")
    page = begun.post(LETTER, besluitdatum="2-6-2025", verzenddatum="1-6-2025", **ADDRESSEE)
    assert "kan niet al op 1 juni 2025 bekend zijn gemaakt" in problems(page)[0]


def test_no_letter_while_a_judgement_is_pending(talk: Any) -> None:
    begun = talk(json='{"doelgroep": true}')
    text = words(begun.get("voorziening/jobcoaching/brief/"))
    assert "eerst is een oordeel nodig" in text
    assert "Bekijk wat nog nodig is" in text


def test_a_request_for_facts(talk: Any) -> None:
    begun = talk()
    begun.answer("oordeel_kan_het_werk_aan", "ja")
    page = words(begun.get("voorziening/proefplaats/brief/"))
    assert "Antwoord binnen op uiterlijk" in page
    assert "Eén oordeel heeft nog geen naam" in page
    response = begun.post("voorziening/proefplaats/brief/", soort="verzoek_om_gegevens", antwoorddatum="1-7-2025")
    assert response["Content-Type"] == "application/pdf"


def test_a_look_at_the_letter_before_it_is_downloaded(talk: Any) -> None:
    begun = talk(persona="Noor")
    page = begun.post(LETTER, actie="bekijk", besluitdatum="1-6-2025", **ADDRESSEE)
    assert page["Content-Type"].startswith("text/html")
    text = words(page)
    for part in ("Zo wordt de brief", "Bakkerij Korst", "Ons besluit", "€ 2.250,00", "V. Oorbeeld",
                 "Voor hij weg kan, ontbreekt nog"):  # fmt: skip
        assert part in text
    assert 'value="1-6-2025"' in page.content.decode()


def test_all_that_was_typed_is_kept_for_this_letter(talk: Any) -> None:
    begun = talk(persona="Noor")
    typed = {**ADDRESSEE, "soort": "afwijzing", "eigen_reden": "Het geld is op.", "besluitdatum": "1-6-2025"}
    begun.post(LETTER, actie="bekijk", **typed, **{"deel-0": "Ook een cursus."})
    html = begun.get(LETTER).content.decode()
    for part in ("Het geld is op.", 'value="1-6-2025"', "Ook een cursus.", 'value="afwijzing" checked'):
        assert part in html
    other = begun.post("voorziening/reiskostenvergoeding/brief/", actie="bekijk", besluitdatum="3-6-2025")
    assert "Het geld is op." not in other.content.decode()
    begun.post(LETTER, actie="bekijk", **ADDRESSEE)
    assert "Het geld is op." not in begun.get(LETTER).content.decode()
    begun.post(LETTER, actie="bekijk", **(ADDRESSEE | {"soort": "verzoek_om_gegevens"}))
    assert 'value="toekenning" checked' in begun.get(LETTER).content.decode()


def test_the_official_chooses_to_refuse_and_on_which_ground(talk: Any) -> None:
    begun = talk(persona="Noor")
    begun.answer("eerder_misgegaan", "ja")
    text = words(begun.get(LETTER))
    assert "Deze gronden doen zich voor. U mag weigeren, het moet niet:" in text
    assert "Kiest u ja, dan kiest u in de brief op welke grond." in text
    back = begun.answer("oordeel_toch_weigeren", "ja", terug="brief-tijdelijke_loonkostensubsidie", door="A. Visser")
    assert back.url == begun.url + LETTER
    page = begun.get(LETTER)
    assert "Op welke gronden weigert u?" in words(page)
    assert 'value="VBS-V-11.6" checked' in page.content.decode()
    refusal = {**ADDRESSEE, "soort": "afwijzing", "actie": "bekijk"}
    page = begun.post(LETTER, gekozen_gronden="VBS-V-11.6", **refusal)
    assert "het eerder misging met deze werkgever" in words(page).split("Zo wordt de brief")[1]
    page = begun.post(LETTER, gekozen_gronden="VBS-V-9.9", **refusal)
    assert page.status_code == 422
    assert problems(page) == ["Kies minstens één grond waarop u weigert."]
    assert 'value="VBS-V-11.6" checked' not in begun.get(LETTER).content.decode()


def test_a_refusal_may_rest_on_other_grounds_alone(talk: Any) -> None:
    begun = talk(persona="Bram")
    begun.answer("eerder_misgegaan", "ja")
    page = begun.post(LETTER, actie="bekijk", **(ADDRESSEE | {"soort": "afwijzing"}))
    assert page.status_code == 200
    assert "misging" not in words(page).split("Zo wordt de brief")[1].split("Soort brief")[0]

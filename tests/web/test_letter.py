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

"""All answers: change, remove, begin anew, take along; and answers that no longer fit."""

from __future__ import annotations

from typing import Any

import pytest
from tests.web.conftest import words

from trede.web import assessments, regulations, wording

pytestmark = pytest.mark.django_db


def test_overview(talk: Any) -> None:
    begun = talk(persona="Sara")
    begun.answer("oordeel_hulp_noodzakelijk", "ja", door="A. Visser", reden="Omdat.")
    begun.answer("doelgroep", action="weet-ik-niet")
    text = words(begun.get("antwoorden/"))
    assert "12 februari 1988" in text
    assert "voorbeeld Sara" in text
    assert "Oordeel van A. Visser: Omdat." in text
    assert "Oordeel nog zonder naam" in text
    assert "Weet ik niet" in text


def test_remove_undo_clear_and_forget(talk: Any) -> None:
    begun = talk(persona="Noor")
    begun.post("antwoorden/weg/", feit="uitkering")
    assert "uitkering" not in begun.facts
    assert "Het antwoord is weg" in words(begun.get("antwoorden/"))
    begun.post("ongedaan/")
    assert begun.facts["uitkering"] == "algemene_bijstand"
    begun.post("antwoorden/weg/", feit="bestaat_niet")
    begun.post("antwoorden/opnieuw/")
    assert begun.facts == {}
    assert "Er zijn nog geen antwoorden" in words(begun.get("antwoorden/"))
    begun.post("verwijderen/")
    assert begun.get().status_code == 404


def test_facts_taken_along_start_the_same_conversation(talk: Any) -> None:
    begun = talk(persona="Sara")
    begun.answer("oordeel_hulp_noodzakelijk", "ja", door="A. Visser", reden="Omdat.")
    response = begun.get("feiten.json")
    assert response["Content-Disposition"] == 'attachment; filename="feiten.json"'
    again = talk(json=response.content.decode())
    assert again.get("feiten.json").json() == response.json()


def test_answers_that_no_longer_fit_are_taken_out(talk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = talk(persona="Noor")
    real = assessments.glance

    def strict(conversation: Any) -> Any:
        if "uitkering" in conversation.facts:
            raise assessments.Problems([assessments.Problem("uitkering", "Deze keuze is er niet meer.")])
        return real(conversation)

    monkeypatch.setattr(assessments, "glance", strict)
    page = begun.get()
    assert page.status_code == 409
    assert "Deze keuze is er niet meer." in words(page)
    assert begun.get().status_code == 200


def test_a_regime_that_is_gone(talk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = talk()

    def gone(*_: Any) -> Any:
        raise regulations.UnknownRegime("Er is geen regime van die naam.")

    monkeypatch.setattr(assessments, "glance", gone)
    assert begun.get().status_code == 404


def test_a_date_without_law(talk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = talk()

    def none(*_: Any) -> Any:
        raise regulations.NoLawInForce("Op die dag gold er niets.")

    monkeypatch.setattr(assessments, "glance", none)
    assert "Op die dag gold er niets." in words(begun.get())


@pytest.mark.parametrize(
    ("question", "value", "shown"),
    [
        ({"soort": "getal", "eenheid": "uur"}, "1234.5", "1.234,5 uur"),
        ({"soort": "getal"}, 100, "100"),
        ({"soort": "keuze", "waarden": []}, "geen_van_beide", "geen van beide"),
        ({"soort": "perioden"}, [], "geen"),
        ({"soort": "datum"}, "ooit", "ooit"),
        ({"soort": "bedrag"}, "veel", "veel"),
        ({"soort": "getal"}, "veel", "veel"),
        ({"soort": "tekst"}, "Bakkerij", "Bakkerij"),
        ({"soort": "tekst", "eenheid": "bsn"}, "999990019", "*****0019"),
    ],
)
def test_values_in_words(question: dict[str, Any], value: Any, shown: str) -> None:
    assert wording.show(question, value) == shown

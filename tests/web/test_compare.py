"""Municipalities side by side: matched provisions, facts a regime does not know, a link without facts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.template.loader import render_to_string
from tests.web.conftest import REGIME, problems, words

from trede.web import comparison, regulations

URL = "/vergelijk/"
BOTH = {"regime": ["dorpstad", REGIME]}
pytestmark = pytest.mark.django_db


def row(page: Any, label: str) -> Any:
    return next(found for found in page.context["shared"] if found.label == label)


def test_the_form_alone(client: Any) -> None:
    page = client.get(URL)
    assert page.context["wanted"].regimes == ["dorpstad", REGIME]
    assert "Mila, 1 maart 2024" in words(page)
    assert page.context["columns"] == []


def test_an_invented_person_in_two_places(client: Any) -> None:
    sent = client.post(URL, {**BOTH, "persoon": "dorpstad.Mila"})
    assert sent.url == f"{URL}?regime=dorpstad&regime={REGIME}&op=2024-03-01&persoon=dorpstad.Mila"
    page = client.get(sent.url)
    trial = row(page, "proefplaatsing")
    assert [cell.label for cell in trial.cells] == ["proefplaatsing", "proefplaats"]
    assert [cell.status.key for cell in trial.cells] == ["kan", "oordeel"]
    assert trial.cells[0].lasts == "hoogstens 3 maanden, tot en met 31 mei 2024"
    subsidy = row(page, "tijdelijke loonkostensubsidie").cells
    assert subsidy[0].amounts == (comparison.Quantity("bedrag per half jaar", "€ 3.000,00", "6 maanden"),)
    assert subsidy[1].amounts[0].value == "€ 1.500,00"
    text = words(page)
    assert "Voorbeeldstad kent 2 van de 6 feiten niet, of anders" in text
    assert "bewijs van bijstand, huidige trede" in text
    assert "Alleen in Dorpstad (1)" in text
    assert "Fietsles" in text
    share = page.context["share"]
    assert share == f"regime=dorpstad&regime={REGIME}&op=2024-03-01&persoon=dorpstad.Mila"


def test_another_date_may_be_chosen(client: Any) -> None:
    page = client.get(URL, {**BOTH, "persoon": "dorpstad.Mila", "op": "1-6-2016"})
    assert "Op 1 juni 2016 was in Dorpstad geen regeling van kracht" in words(page)
    assert page.context["shared"] == []


def test_facts_from_a_file_stay_out_of_the_link(client: Any) -> None:
    pasted = '{"uitkering": "ww", "maandloon": "1000.00"}'
    page = client.post(URL, {**BOTH, "op": "1-6-2025", "json": pasted, "persoon": "dorpstad.Mila"})
    cells = row(page, "tijdelijke loonkostensubsidie").cells
    assert cells[0].status.key == "geweigerd"
    assert cells[0].amounts == ()
    assert cells[0].norms == ("DRP-V-3.2",)
    assert page.context["columns"][1].ignored == ["uitkering"]
    assert page.context["share"] == f"regime=dorpstad&regime={REGIME}&op=2025-06-01"
    assert "de antwoorden gaan niet mee" in words(page)


def test_facts_that_cannot_be_together_are_said_per_regime(client: Any) -> None:
    pasted = '{"ingangsdatum": "2025-06-01", "contract_eindigt_op": "2025-05-01"}'
    page = client.post(URL, {**BOTH, "op": "1-6-2025", "json": pasted})
    assert page.context["columns"][0].problem == "Het contract eindigt voor de hulp begint."
    assert page.context["columns"][1].problem == ""


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"regime": ["dorpstad"]}, "Kies minstens twee gemeenten."),
        ({"regime": ["dorpstad", "utopia", "land"]}, "Kies minstens twee gemeenten."),
        ({**BOTH, "op": "30-2-2025"}, "30 februari 2025 bestaat niet"),
    ],
)
def test_what_is_wrong_is_said(client: Any, query: dict[str, Any], said: str) -> None:
    page = client.get(URL, query)
    assert page.status_code == 422
    assert problems(page)[0].startswith(said)
    assert page.context["columns"] == []


def test_broken_json_is_kept(client: Any) -> None:
    page = client.post(URL, {**BOTH, "json": "{"})
    assert page.status_code == 422
    assert "Dit is geen geldige JSON" in problems(page)[0]


def test_no_regimes_at_all(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regulations, "cards", list)
    assert "Er zijn nog geen regels geladen." in words(client.get(URL))
    assert client.get(URL, {"regime": "dorpstad"}).status_code == 422


def test_the_person_of_a_conversation(talk: Any) -> None:
    begun = talk(persona="Noor")
    page = begun.get("vergelijk/")
    assert [column.regime for column in page.context["columns"]] == [REGIME, "dorpstad"]
    assert "Noor" not in page.context["share"]
    sent = begun.post("vergelijk/", regime=["dorpstad", REGIME], op="1-6-2024")
    assert sent.url == f"{begun.url}vergelijk/?regime=dorpstad&regime={REGIME}&op=2024-06-01"
    assert "op 1 juni 2024" in words(begun.client.get(sent.url))
    assert begun.post("vergelijk/", regime=["dorpstad"]).status_code == 422


def test_a_conversation_is_laid_beside_rules_that_are_in_force(talk: Any, monkeypatch: Any) -> None:
    begun = talk(persona="Noor")
    cards, in_force = regulations.cards(), regulations.in_force
    early = regulations.Card("aardstad", "Aardstad", "nog niet van kracht")
    monkeypatch.setattr(regulations, "cards", lambda: [early, *cards])
    monkeypatch.setattr(regulations, "personas", lambda name: [])
    monkeypatch.setattr(regulations, "in_force", lambda name, on: name != "aardstad" and in_force(name, on))
    page = begun.get("vergelijk/")
    assert page.status_code == 200, words(page)
    assert page.context["wanted"].regimes == [REGIME, "dorpstad"]


def test_what_is_in_force() -> None:
    assert [regulations.in_force("dorpstad", date(year, 1, 1)) for year in (2019, 2020)] == [False, True]


@pytest.mark.parametrize(("period", "shown"), [("eenmalig", "eenmalig"), ("6 maanden", "per 6 maanden")])
def test_once_is_not_a_period(period: str, shown: str) -> None:
    amount = {"label": "prijs", "value": "€ 750,00", "period": period}
    cell = {"amounts": [amount], "status": {"key": "kan", "label": "kan"}, "norms": [], "regime": REGIME}
    text = render_to_string("web/parts/compare_cell.html", {"cell": cell, "on": date(2024, 1, 1)})
    assert f"prijs, {shown}</span>" in text
    rows = [{"omschrijving": "prijs", "weergave": "€ 750,00", "bedrag": "750.00", "periode": period, "normen": []}]
    page = " ".join(render_to_string("web/parts/amounts.html", {"provision": {"bedragen": rows}}).split())
    assert f">{shown}<" in page

"""The catalogue: filters, order, a person beside it, a file for a spreadsheet, and nothing to show."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.web.conftest import REGIME, problems, words
from tests.web.sheets import sheets

from trede.web import regulations, shelf

URL = "/catalogus/dorpstad/"
pytestmark = pytest.mark.django_db


def names(page: Any) -> list[str]:
    return [row.item.name for row in page.context["rows"]]


def test_everything_is_shown(client: Any) -> None:
    page = client.get(URL, {"op": "1-6-2025"})
    assert names(page) == ["Samen Sterk", "OpStap", "=Rekenles", "Taalmaatje"]
    text = words(page)
    for part in ("4 in het aanbod op 1 juni 2025", "€ 1.250 per traject", "12 plaatsen", "na twee keer stopt het",
                 "Begeleider: mevrouw Vink", "heeft er niet vanzelf recht op"):  # fmt: skip
        assert part in text
    assert '/regels/dorpstad/?op=2025-06-01#DRP-V-5.1.a"' in page.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"trede": "4"}, ["OpStap", "Taalmaatje"]),
        ({"trede": "6"}, ["Samen Sterk", "OpStap", "Taalmaatje"]),
        ({"trede": "geen getal"}, ["Samen Sterk", "OpStap", "=Rekenles", "Taalmaatje"]),
        ({"traject": "twl"}, ["OpStap", "=Rekenles", "Taalmaatje"]),
        ({"doelgroep": "jongeren"}, ["Samen Sterk", "OpStap", "=Rekenles", "Taalmaatje"]),
        ({"doelgroep": "ouderen"}, ["OpStap", "=Rekenles", "Taalmaatje"]),
        ({"aanbieder": "Bieb"}, ["Taalmaatje"]),
        ({"prijs": "400"}, ["OpStap", "Taalmaatje"]),
        ({"zoek": "vink solliciteren"}, ["Samen Sterk"]),
        ({"zoek": "luchtkasteel"}, []),
        ({"sorteer": "prijs"}, ["Taalmaatje", "OpStap", "Samen Sterk", "=Rekenles"]),
        ({"sorteer": "-trede"}, ["Taalmaatje", "Samen Sterk", "OpStap", "=Rekenles"]),
        ({"sorteer": "naam"}, ["=Rekenles", "OpStap", "Samen Sterk", "Taalmaatje"]),
        ({"sorteer": "duur"}, ["Samen Sterk", "OpStap", "=Rekenles", "Taalmaatje"]),
        ({"sorteer": "onzin"}, ["Samen Sterk", "OpStap", "=Rekenles", "Taalmaatje"]),
    ],
)
def test_filter_and_sort(client: Any, query: dict[str, str], found: list[str]) -> None:
    assert names(client.get(URL, query)) == found


def test_headings_sort_and_keep_the_filters(client: Any) -> None:
    columns = {c.heading: c for c in client.get(URL, {"sorteer": "prijs", "zoek": "a"}).context["view"].columns([])}
    assert columns["naam"].query == "zoek=a&sorteer=naam"
    page = client.get(URL, {"sorteer": "prijs", "zoek": "a"})
    price = next(c for c in page.context["columns"] if c.heading == "prijs")
    assert (price.sorted, price.query) == ("ascending", "zoek=a&sorteer=-prijs")
    assert 'aria-sort="ascending"' in page.content.decode()
    assert 'aria-sort="descending"' in client.get(URL, {"sorteer": "-prijs"}).content.decode()


def test_what_cannot_be_read_is_said(client: Any) -> None:
    page = client.get(URL, {"prijs": "duur", "op": "30-2-2025"})
    assert page.status_code == 422
    assert [place for place, _ in page.context["problems"]] == ["op", "prijs"]
    assert "30-2-2025" in page.content.decode()
    assert problems(page)[1].startswith("Dit is geen getal")


def test_the_price_of_the_day_holds(client: Any) -> None:
    assert "€ 50" in words(client.get(URL, {"op": "1-6-2024"}))
    assert "€ 60" in words(client.get(URL, {"op": "1-6-2025"}))


def test_the_list_goes_along_and_holds_no_formula(client: Any) -> None:
    response = client.get(URL, {"formaat": "xlsx"})
    assert 'filename="aanbod-dorpstad.xlsx"' in response["Content-Disposition"]
    (rows,) = sheets(response)
    assert rows[0][0] == "naam"
    assert rows[0][-2:] == ["norm", "begeleider"]
    assert [row[0] for row in rows[1:]] == ["Samen Sterk", "OpStap", "=Rekenles", "Taalmaatje"]
    assert rows[1][-1] == "mevrouw Vink"


def test_nothing_to_show_and_nowhere(client: Any) -> None:
    assert "geen lijst van instrumenten of producten" in words(client.get(f"/catalogus/{REGIME}/"))
    assert client.get("/catalogus/utopia/").status_code == 404
    assert client.get(URL, {"op": "1-1-2001"}).status_code == 404


def test_a_person_without_fixed_names(talk: Any) -> None:
    page = talk(regime="dorpstad", persona="Mila").get("aanbod/")
    assert "vragen niet naar trede, traject of doelgroep" in words(page)
    assert len(page.context["rows"]) == 4


def test_a_person_with_a_rung(talk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    roles = regulations.regime_of("dorpstad").roles
    monkeypatch.setitem(roles, "trede", "huidige_trede")
    monkeypatch.setitem(roles, "trajectsoort", "soort_traject")
    begun = talk(regime="dorpstad", persona="Mila")
    page = begun.get("aanbod/")
    assert names(page) == ["OpStap", "Taalmaatje"]
    assert "U ziet wat hierbij past." in words(page)
    assert "trede" not in page.context["view"].query(sorteer="prijs")
    assert [choice.key for choice in page.context["fields"]] == ["traject", "doelgroep", "aanbieder"]
    assert len(begun.get("aanbod/", past="0").context["rows"]) == 4
    begun.answer("soort_traject", "twk")
    assert [known.answer for known in begun.get("aanbod/").context["person"]] == ["4", "TWK"]
    begun.post("antwoorden/weg/", feit="huidige_trede")
    begun.post("antwoorden/weg/", feit="soort_traject")
    assert "Zolang dit niet bekend is, ziet u alles." in words(begun.get("aanbod/"))


def test_words_after_numbers() -> None:
    items = regulations.instruments("dorpstad", date(2025, 6, 1))
    assert next(row.item.name for row in shelf.View(sort="capaciteit").apply(items)) == "Samen Sterk"

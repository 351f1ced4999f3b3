"""`trede catalogue`: filters, a person beside it, and clear words for what is wrong or not there."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Desk

DAY = "2015-06-01"
REGIMES = Path(__file__).resolve().parents[2] / "regimes"


@pytest.fixture(autouse=True)
def _shipped(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TREDE_REGIMES", str(REGIMES))


def names(desk: Desk, *words: str) -> list[str]:
    found = desk.run("catalogue", *words, "--format", "json")
    assert found.code == 0, found.err
    return [row["name"] for row in json.loads(found.out)]


def test_rung_two_activation_women_at_great_distance(desk: Desk) -> None:
    asked = ("leusden", "--on", DAY, "--rung", "2", "--trajectory", "TSA")
    for_all = ["Taalles", "CNME Landgoed Schothorst", "Bewust voor beter"]
    assert names(desk, *asked, "--target", "vrouwen", "--target", "grote afstand") == [*for_all, "Cinderella"]
    assert names(desk, *asked, "--target", "vrouwen", "--find", "cinderella") == ["Cinderella"]
    assert "Cinderella" not in names(desk, *asked[:3], "--rung", "3", "--trajectory", "TSA")


def test_all_instruments_of_the_text_are_there(desk: Desk) -> None:
    assert len(names(desk, "leusden", "--on", DAY)) == 44
    assert names(desk, "amersfoort", "--on", DAY) == names(desk, "leusden", "--on", DAY)


def test_price_provider_and_goal(desk: Desk) -> None:
    cheap = names(desk, "amstelveen", "--on", "2019-03-01", "--provider", "matchez", "--price", "€ 375")
    assert cheap == ["Werk boven uitkering", "Nazorg"]
    assert names(desk, "handboek", "--on", "2019-03-01", "--goal", "psychische") == ["Psychologische screening"]


def test_what_fits_a_person(desk: Desk) -> None:
    found = desk.run("catalogue", "handboek", "--person", "Karim")
    assert "(bij deze persoon: trede 3)\n" in found.out
    assert "Bemiddeling naar werk" not in found.out  # for rung six
    assert "prijs: € 225 per aanmelding\n" in found.out
    assert "heeft er niet vanzelf recht op" in found.out
    facts = desk.file("feiten.json", {"trede": 2, "soort_traject": "tsa"})
    beside = names(desk, "leusden", "--on", DAY, "--facts", facts)
    assert beside == names(desk, "leusden", "--on", DAY, "--rung", "2", "--trajectory", "TSA")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--rung", "12"), "--rung: trede 12 is er niet in {}. Goed is een trede van 0 tot en met 9."),
        (("--trajectory", "TSB"), "--trajectory: 'TSB' is er niet in {}. Goed is: TSA, TWK, TWL, TZH."),
    ],
)
def test_a_rung_or_trajectory_that_is_not_there(desk: Desk, words: tuple[str, str], said: str) -> None:
    found = desk.run("catalogue", "leusden", "--on", DAY, *words)
    assert (found.code, found.err) == (2, f"trede: {said.format('Leusden en Amersfoort')}\n")


def test_prices_and_days_as_json(desk: Desk) -> None:
    found = desk.run(
        "catalogue", "handboek", "--on", "2019-03-01", "--find", "dicht bij werk", "--price", "2250", "--format", "json"
    )
    (row,) = json.loads(found.out)
    assert (row["price"], row["since"], row["until"], row["rungs"]) == ("2250.00", "2018-01-01", None, [6])


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("bollenstreek", "--on", DAY), 0, "ISD Bollenstreek heeft op deze dag geen lijst van instrumenten"),
        (("leusden", "--on", DAY, "--find", "luchtkasteel"), 0, "Leusden en Amersfoort: 0 van 44 in het aanbod\nHier"),
        (("leusden", "--on", "2001-01-01"), 2, "trede: Op 1 januari 2001 was in "),
        (("leusden", "--rung", "twee"), 2, "trede: --rung: 'twee' is geen trede. Goed is een getal"),
        (("leusden", "--price", "duur"), 2, "trede: --price: 'duur' is geen bedrag. Goed is"),
        (("leusden", "--person", "Niemand"), 2, "trede: er is geen persoon 'Niemand'."),
    ],
)  # fmt: skip
def test_what_is_not_there_is_said(desk: Desk, words: tuple[str, ...], code: int, said: str) -> None:
    found = desk.run("catalogue", *words)
    assert found.code == code
    assert (found.out or found.err).startswith(said)


def test_one_person_at_a_time(desk: Desk) -> None:
    file = desk.file("mensen.jsonl", '{"trede": 1}\n{"trede": 2}\n')
    found = desk.run("catalogue", "leusden", "--on", DAY, "--facts", file)
    assert (found.code, found.err) == (
        2,
        "trede: bij de catalogus kan er één persoon tegelijk. Goed is: één JSON-object.\n",
    )

"""`trede replay`: the same bytes, or what differs."""

import json

import pytest

ON = ("--on", "2025-06-01")


@pytest.fixture
def made(desk, good):
    return desk.assess(good, "--format", "json").json


def test_replay_of_an_assessment_and_of_a_receipt(desk, made):
    for data in (made, made["voorzieningen"]["cursus"], made["voorzieningen"]["cursus"]["receipt"]):
        ran = desk.run("replay", desk.file("r.json", data))
        assert (ran.code, ran.out, ran.err) == (0, "cursus: gelijk, byte voor byte.\n", "")
    assert desk.run("replay", "-", stdin=json.dumps(made)).code == 0


def test_replay_of_a_decision(desk):
    facts = desk.file("f.json", {"soort": "rood"})
    made = desk.run("assess", "stad", *ON, "--decision", "route", "--facts", facts, "--format", "json")
    assert desk.run("replay", desk.file("r.json", made.out)).out == "route: gelijk, byte voor byte.\n"


def test_replay_after_a_change_of_the_law(desk, made):
    path = desk.town.folder / "v.md"
    path.write_text(path.read_text("utf-8").replace("minstens 12 uur", "minstens 30 uur"), "utf-8")
    ran = desk.run("replay", desk.file("r.json", made))
    assert ran.code == 1
    assert ran.err.startswith(
        "cursus: niet gelijk. Bron V heeft nu een andere inhoud dan bij de berekening. "
        "De uitkomst is niet gelijk: nu geweigerd ("
    )


@pytest.mark.parametrize(
    "data",
    [
        [],
        {},
        3,
        {"voorzieningen": []},
        {"voorzieningen": {}},
        {"voorzieningen": {"a": {"receipt": 3}}},
        {"voorzieningen": {"a": 3}},
    ],
)
def test_replay_of_something_else(desk, data):
    ran = desk.run("replay", desk.file("r.json", data))
    assert (ran.code, ran.err) == (2, "trede: 'r.json' is geen receipt en geen beoordeling.\n")


def test_replay_of_a_broken_receipt(desk, made):
    receipt = made["voorzieningen"]["cursus"]["receipt"]

    def said(**change):
        ran = desk.run("replay", desk.file("r.json", receipt | change))
        assert ran.code == 2
        return ran.err

    assert said(versie=9) == "trede: Versie 9 van een receipt ken ik niet.\n"
    assert said(regime="weg") == "trede: Er is geen regime 'weg'. Er zijn: stad.\n"
    assert said(voorziening="weg").startswith("trede: Er is geen voorziening 'weg'.")
    assert said(op="1999-01-01").startswith("trede: Op 1 januari 1999 was in Stad geen regeling van kracht.")
    assert said(feiten=[{"feit": "uren", "waarde": 99, "herkomst": {}}]).startswith("trede: uren: '99' is te hoog.")
    twice = json.dumps(receipt).replace('"versie": 1', '"versie": 1, "versie": 1')
    assert (
        desk.run("replay", desk.file("r.json", twice)).err
        == "trede: 'r.json': 'versie' is twee keer gegeven. Goed is: één keer.\n"
    )

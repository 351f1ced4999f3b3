"""`trede ladder`: rungs, what another ladder makes of them, and one sentence when there is none."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Desk

DAY = "2025-06-01"
REGIMES = Path(__file__).resolve().parents[2] / "regimes"


@pytest.fixture(autouse=True)
def _shipped(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TREDE_REGIMES", str(REGIMES))


def test_it_shows_the_rungs_and_what_another_ladder_makes_of_them(desk: Desk) -> None:
    found = desk.run("ladder", "leusden", "--to", "amstelveen", "--on", DAY)
    assert found.code == 0
    assert "  9  gewone baan [LEU-LAD-9]\n" in found.out
    assert "voorstel op de ladder van handboek: 5 betaald werk met ondersteuning. " in found.out
    assert "trede assess leusden --decision plaatsing_op_de_ladder" in found.out
    assert "trede assess leusden --decision stap_op_de_ladder" in found.out
    assert "Geen stap wordt tegengehouden." in found.out


def test_it_shows_what_the_text_says_and_no_more(desk: Desk) -> None:
    found = desk.run("ladder", "handboek", "--on", DAY)
    assert "  1  geïsoleerd\n  Plaatsen:" in found.out
    assert "te zien aan" not in found.out


def test_as_json(desk: Desk) -> None:
    found = desk.run("ladder", "leusden", "--to", "handboek", "--on", DAY, "--format", "json")
    (ladder,) = json.loads(found.out)
    assert [rung["number"] for rung in ladder["rungs"]] == list(range(10))
    assert ladder["crossings"][8]["to"] == [5]


def test_one_sentence_when_there_is_none(desk: Desk) -> None:
    for words, said in (
        (("bollenstreek",), "ISD Bollenstreek heeft op deze dag geen ladder."),
        (("leusden", "--to", "bollenstreek"), "'bollenstreek' heeft op deze dag geen ladder."),
        (("leusden", "--to", "leusden"), "voor de ladder van 'leusden' staat in het register van "),
        (("leusden", "--on", "2001-01-01"), "Op 1 januari 2001 was in "),
    ):
        found = desk.run("ladder", *words, *(("--on", DAY) if "--on" not in words else ()))
        assert (found.code, found.out) == (2, "")
        assert found.err.startswith(f"trede: {said}")

"""`trede compare`: what is asked, what comes out, and clear words for what is wrong."""

from __future__ import annotations

import json

import pytest

from trede.cli.creating import create
from trede.cli.main import main


@pytest.fixture
def towns(tmp_path):
    """Two towns; the second pays less a kilometre."""
    one = create("waterdam", None, None, tmp_path)
    two = create("bergstad", None, None, tmp_path)
    text = (two / "verordening.md").read_text("utf-8").replace("€ 0,23", "€ 0,20").replace("€ 2,30", "€ 2,00")
    (two / "verordening.md").write_text(text, "utf-8")
    return str(one), str(two)


def ran(capsys, *arguments):
    code = main(["compare", *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_two_regimes_on_a_day(towns, capsys):
    code, out, _ = ran(capsys, *towns, "--on", "2025-06-01", "--provision", "reiskosten", "--format", "json")
    found = json.loads(out)
    assert (code, found["eerst"]["regime"], found["later"]["regime"]) == (1, "waterdam", "bergstad")
    answers = {(f["vraag"], f["antwoord"]) for f in found["voorzieningen"][0]["bevindingen"]}
    assert answers == {("ruimer", "bewezen"), ("strenger", "bewezen"), ("bedrag", "getuige")}


def test_one_regime_on_two_days_without_a_difference(towns, capsys):
    code, out, _ = ran(capsys, towns[0], "2025-06-01", "2025-06-02")
    assert code == 0
    assert "Waterdam op 1 juni 2025, daarnaast Waterdam op 2 juni 2025" in out
    assert "geen verschil in tekst" in out


def test_a_draft_beside_what_holds(towns, capsys):
    code, out, _ = ran(capsys, *towns, "2025-06-01", "2025-06-01", "--time", "2,5")
    assert code == 1
    assert "bijvoorbeeld voor iemand met" in out


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], "hier horen twee dagen van één regime, of twee regimes en een dag. Goed is: trede compare REGIME"),
        (["2025-06-01"], "hier horen twee dagen van één regime"),
        (["2025-06-31", "2025-07-01"], "datum: '2025-06-31' is geen bestaande datum. Goed is bijvoorbeeld 2025-06-01."),
        (["01-06-2025", "2025-07-01"], "datum: '01-06-2025' is geen bestaande datum."),
        (["2025-06-01", "2025-07-01", "--time", "0"], "--time: '0' is geen aantal seconden. Goed is een getal tot en"),
        (["2025-06-01", "2025-07-01", "--time", "snel"], "--time: 'snel' is geen aantal seconden."),
        (["2025-06-01", "2025-07-01", "--provision", "fiets"], "Er is geen voorziening 'fiets'."),
        (["1999-06-01", "2025-07-01"], "was in Waterdam geen regeling van kracht"),
        (["nergens", "--on", "2025-07-01"], "nergens"),
    ],
)
def test_what_is_wrong(towns, capsys, given, said):
    code, out, err = ran(capsys, towns[0], *given)
    assert (code, out) == (2, "")
    assert said in err


def test_all_that_is_wrong_at_once(capsys):
    code, _, err = ran(capsys, "nergens", "2025-13-01", "--on", "gisteren", "--time", "veel")
    assert code == 2
    assert all(word in err for word in ("nergens", "2025-13-01", "gisteren", "veel"))


def gapped(capsys, *arguments):
    code = main(["gaps", *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_gaps_of_a_regime(towns, capsys):
    code, out, _ = gapped(capsys, towns[0], "--on", "2025-06-01", "--provision", "reiskosten")
    assert code == 0
    assert "Kan iemand dit krijgen? goed: 1, gevonden: 0, niet beslist: 0" in out
    code, out, _ = gapped(capsys, towns[0], "--on", "2025-06-01", "--format", "json")
    assert code == 1
    assert {question["vraag"] for question in json.loads(out)["vragen"]} >= {"toekenbaar", "doorslag", "tabel"}


def test_gaps_of_nothing(towns, capsys):
    code, _, err = gapped(capsys, "nergens", "--on", "ooit", "--time", "-1")
    assert code == 2
    assert all(word in err for word in ("nergens", "ooit", "'-1' is geen aantal seconden"))
    code, _, err = gapped(capsys, towns[0], "--on", "1999-01-01")
    assert (code, "geen regeling van kracht" in err) == (2, True)

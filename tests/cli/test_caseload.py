"""`trede caseload`: a file of people into answers and a summary; bad input in clear words, nothing lost."""

import csv
import errno
import json
import sys

import pytest

from trede.cli import caseload
from trede.cli.summary import summary_text
from trede.population import run as running
from trede.population.files import csvfile

ON = ("--on", "2025-06-01")
PEOPLE = """persoon,uren,oordeel_geschikt,loon,loonwaarde,begindatum,verdieping
p1,20,ja,1500.50,33.3,2025-06-01,3
p2,3,ja,1500.50,33.3,2025-06-01,3
p3,20,,1500.50,33.3,2025-06-01,3
p4,20,ja,,33.3,2025-06-01,3
p5,veel,ja,,33.3,2025-06-01,3
"""


@pytest.fixture
def town(desk):
    desk.file("p.csv", PEOPLE)
    return desk


def rows(town, name="o.csv"):
    return list(csv.DictReader((town.root / name).open(encoding="utf-8")))


def test_the_people_are_not_overwritten_by_their_answers(town):
    for out, summary in (("./p.csv", "s.json"), ("o.csv", "p.csv"), ("o.csv", "o.csv")):
        ran = town.run("caseload", "stad", "p.csv", *ON, "--out", out, "--summary", summary)
        assert (ran.code, "is het bestand dat wordt gelezen. Goed is een andere naam." in ran.err) == (2, True)
    assert (town.root / "p.csv").read_text("utf-8") == PEOPLE
    assert not (town.root / "o.csv").exists()


def test_answers_a_summary_and_a_report(town):
    ran = town.run("caseload", "stad", "p.csv", *ON, "--out", "o.csv", "--summary", "s.json")
    assert ran.code == 0
    assert [(row["persoon"], row["cursus"], row["cursus.bedrag"], row["cursus.ontbreekt"], row["cursus.oordelen"])
            for row in rows(town)] == [
        ("p1", "toegekend", "499.67", "", ""), ("p2", "geweigerd", "499.67", "", ""),
        ("p3", "voorgelegd_aan_oordeel", "499.67", "", "oordeel_geschikt"),
        ("p4", "onvoldoende_gegevens", "", "loon", ""),
    ]  # fmt: skip
    (trouble,) = rows(town, "o.csv.fouten.csv")
    assert trouble == {
        "regel": "6", "persoon": "p5", "kolom": "uren", "waarde": "veel", "wat": "'veel' is geen getal",
        "goed": "een getal, met een punt voor de decimalen",
    }  # fmt: skip
    assert ran.out.splitlines() == [
        "Stad, 1 juni 2025: 4 mensen", "",
        "voorziening   toegekend   geweigerd     oordeel    gegevens",
        "cursus           1           1           1           1", "", "cursus",
        "  bedrag: samen € 499,67, hoogstens € 1.499,01 (per persoon € 499,67)",
        "  ontbreekt het meest: loon (1)", "  wacht op een oordeel: geschikt (1)", "",
        "Toegekend betekent: mag of moet worden toegekend; een mens beslist.",
        "Hoogstens telt ook wie het nog kan krijgen: voor het eigen bedrag, of anders voor het hoogste dat voorkomt.",
    ]  # fmt: skip
    assert "Geen feit en niet gelezen: verdieping." in ran.err
    assert "1 van 5 rijen zijn niet gelezen. Waarom, staat in 'o.csv.fouten.csv'." in ran.err
    summary = json.loads((town.root / "s.json").read_text())
    assert (summary["mensen"], summary["niet_gelezen"]) == (4, 1)
    assert not list(town.root.glob("*.delen"))


def test_a_summary_as_json_of_one_provision_or_decision(town):
    ran = town.run("caseload", "stad", "p.csv", *ON, "--out", "o.csv", "--provision", "training", "--format", "json")
    assert list(ran.json["voorzieningen"]) == ["cursus"]
    town.file("q.csv", "soort\nrood\n")
    ran = town.run("caseload", "stad", "q.csv", *ON, "--out", "o.csv", "--decision", "route", "--format", "json")
    assert list(ran.json["voorzieningen"]) == ["route"]


def test_everything_that_is_wrong_with_the_options_at_once(town):
    ran = town.run("caseload", "stat", "p.xls", "--on", "gisteren", "--known", "x", "--out", "o.doc", "--threads", "0")
    told = ("--on: 'gisteren'", "--known: 'x'", "Bedoelt u 'stad'", "'p.xls'", "'o.doc'", "--threads: 0 kan niet")
    assert (ran.code, [said for said in told if said not in ran.err]) == (2, [])
    ran = town.run("caseload", "stad", "p.csv", *ON, "--out", "o.csv", "--provision", "fitse")
    assert (ran.code, "geen voorziening 'fitse'" in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("persoon,urn\n1,2\n", "Bedoelt u 'uren'?"),
        ("", "Dit bestand is leeg"),
        ("uren\n" + "x\n" * 10, "is niet te lezen"),
    ],
)
def test_columns_that_are_wrong(town, text, said):
    town.file("q.csv", text)
    ran = town.run("caseload", "stad", "q.csv", *ON, "--out", "o.csv")
    assert ran.code == 2
    assert "met 'q.csv' kan ik niet verder:\n  " in ran.err
    assert said in ran.err
    assert not list(town.root.glob("o.csv*"))


def test_a_file_that_is_not_there_or_cannot_be_read(town):
    ran = town.run("caseload", "stad", "q.csv", *ON, "--out", "o.csv")
    assert (ran.code, "het bestand 'q.csv' bestaat niet" in ran.err) == (2, True)
    (town.root / "map.csv").mkdir()
    ran = town.run("caseload", "stad", "map.csv", *ON, "--out", "o.csv")
    assert (ran.code, "het bestand 'map.csv' is niet te lezen" in ran.err) == (2, True)
    ran = town.run("caseload", "stad", "p.csv", *ON, "--out", "nergens/o.csv")
    assert ran.code == 0  # the folder for the parts is made, and with it the place
    assert rows(town, "nergens/o.csv")


def test_parquet_without_pyarrow(town, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    ran = town.run("caseload", "stad", "p.parquet", *ON, "--out", "o.csv")
    assert (ran.code, "installeer trede met [caseload]" in ran.err) == (2, True)


def test_a_run_that_was_interrupted_goes_on(town, monkeypatch):
    monkeypatch.setattr(csvfile, "chunk_rows", lambda _: 2)
    kept = running.Run._keep

    def keep(run, portion, result):
        kept(run, portion, result)
        raise KeyboardInterrupt

    monkeypatch.setattr(running.Run, "_keep", keep)
    ran = town.run("caseload", "stad", "p.csv", *ON, "--out", "o.csv")
    assert ran.code == 130
    assert "Onderbroken. Er is niets verloren: 2 rijen zijn klaar. Geef dezelfde opdracht om verder te gaan." in ran.err
    monkeypatch.setattr(running.Run, "_keep", kept)
    ran = town.run("caseload", "stad", "p.csv", "--on", "2025-06-02", "--out", "o.csv")
    assert (ran.code, "een run die niet af is, maar van iets anders (datum verschilt)" in ran.err) == (2, True)
    ran = town.run("caseload", "stad", "p.csv", *ON, "--out", "o.csv")
    assert (ran.code, "Verder na 2 rijen die al klaar zijn." in ran.err) == (0, True)
    assert [row["persoon"] for row in rows(town)] == ["p1", "p2", "p3", "p4"]


def test_starting_over(town, monkeypatch):
    (town.root / "o.csv.delen").mkdir()
    (town.root / "o.csv.delen" / "toestand.json").write_text("{}")
    ran = town.run("caseload", "stad", "p.csv", *ON, "--out", "o.csv", "--restart")
    assert (ran.code, len(rows(town))) == (0, 4)


def test_a_full_disk(town, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(running.os, "fsync", full)
    ran = town.run("caseload", "stad", "p.csv", *ON, "--out", "o.csv")
    assert ran.code == 2
    assert (
        "de schijf is vol. Maak ruimte en geef de opdracht nog eens. Er is niets verloren: 5 rijen zijn klaar."
        in ran.err
    )
    monkeypatch.setattr(running.Run, "_keep", full)
    ran = town.run("caseload", "stad", "p.csv", *ON, "--out", "p2.csv")
    assert "Er is nog niets weggeschreven; geef dezelfde opdracht om opnieuw te beginnen." in ran.err


def test_a_summary_says_when_a_highest_sum_cannot_be_told():
    amount = {
        "omschrijving": "uren", "eenheid": "uur", "aantal": 0, "laagste": None, "hoogste": None, "som_laagst": "0",
        "som_hoogst": None, "nog_mogelijk": 2, "waarvan_bedrag_onbekend": 2,
    }  # fmt: skip
    share = {**amount, "eenheid": "%", "aantal": 1, "laagste": "20", "hoogste": "30.5", "som_hoogst": "50"}
    never = {**amount, "nog_mogelijk": 0}
    counts = dict.fromkeys(("toegekend", "geweigerd", "voorgelegd_aan_oordeel", "onvoldoende_gegevens"), 0)
    body = {
        "naam": "x",
        "uitkomsten": counts,
        "ontbreekt": [],
        "oordelen": [],
        "bedragen": {"a": amount, "b": share, "c": never},
    }
    text = summary_text({"titel": "Stad", "op": "2025-06-01", "mensen": 0, "voorzieningen": {"x": body}})
    assert "  uren: samen 0 uur, hoogstens niet te zeggen\n" in text
    assert "  uren: samen 0 %, hoogstens 50 % (per persoon 20 % tot 30,5 %)\n" in text
    assert text.count("samen") == 2
    assert caseload.INPUTS == (".csv", ".parquet")

"""`trede questions`: the figures as text, as a table for the docs, and as JSON."""

import json

import pytest
from tests.population.conftest import STANDARD

ON = ("--on", "2025-06-01")


@pytest.fixture
def town(desk):
    lines = '[[regel]]\nfeiten = ["uren"]\ngetal = 3\nbron = "aanname"\n'
    (desk.town.folder / "bevolking.toml").write_text(STANDARD + lines, "utf-8")
    return desk


def test_the_figures_as_text_and_json(town):
    ran = town.run("questions", "stad", *ON, "--people", "5", "--provision", "training")
    assert ran.code == 0
    head, _, names, row = ran.out.splitlines()
    assert head == "Stad, recht van 1 juni 2025, 5 verzonnen mensen (--seed 1)."
    assert names.split() == ["voorziening", "gemiddeld", "bij", "toekenning", "hoogstens", "alles", "vragen", "minder"]
    assert row.split()[0] == "cursus"
    assert ran.err.startswith("1 voorzieningen in ")
    ran = town.run("questions", "stad", *ON, "--people", "5", "--format", "json")
    (found,) = json.loads(ran.out)
    assert (found["mensen"], found["alles"], found["uitkomsten"]) == (5, 4, {"geweigerd": 5})
    assert row.split()[1:5] == [f"{found['gemiddeld']:.1f}".replace(".", ","), "–", str(found["hoogstens"]), "4"]


def test_a_table_for_the_docs_with_a_last_row_for_all(town):
    ran = town.run("questions", "stad", *ON, "--people", "3", "--provision", "cursus", "--format", "md")
    assert "Gemeten op " in ran.out
    assert "| voorziening | gemiddeld | bij toekenning | hoogstens | alles vragen | minder |\n|---|" in ran.out
    both = town.file("regimes/stad/v2.md", (town.town.folder / "v.md").read_text("utf-8").replace("| V |", "| W |")
                     .replace("V-{", "W-{").replace("cursus", "fiets").replace("route", "pad"))  # fmt: skip
    ran = town.run("questions", "stad", *ON, "--people", "3", "--format", "md")
    assert (ran.code, both) == (0, "regimes/stad/v2.md")
    assert ran.out.splitlines()[-1].startswith("| samen | ")


def test_everything_that_is_wrong_at_once(town):
    ran = town.run("questions", "stat", "--on", "x", "--people", "0", "--seed", "-1")
    assert ran.code == 2
    assert [said for said in ("--on: 'x'", "'stad'", "--people: 0", "--seed: -1") if said not in ran.err] == []
    ran = town.run("questions", "stad", *ON, "--provision", "fitse")
    assert (ran.code, "geen voorziening 'fitse'" in ran.err) == (2, True)

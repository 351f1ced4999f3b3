"""`trede population`: invented people into a file, and what it says of bad input."""

import csv
import errno
import io
import json

import pytest
from tests.population.conftest import STANDARD

from trede.cli import population
from trede.cli.progress import Progress
from trede.population import writing

ON = ("--on", "2025-06-01")


@pytest.fixture
def town(desk):
    (desk.town.folder / "bevolking.toml").write_text(STANDARD, "utf-8")
    return desk


def test_people_that_assess_reads(town):
    ran = town.run("population", "stad", *ON, "--people", "5", "--out", "p.jsonl")
    assert ran.code == 0
    assert ran.err.startswith("5 mensen in 0,")
    assert len((town.root / "p.jsonl").read_text().splitlines()) == 5
    assert town.run("assess", "stad", *ON, "--facts", "p.jsonl").code == 0


def test_everything_is_on_record_when_that_is_asked(town):
    town.run("population", "stad", *ON, "--people", "2", "--complete", "--out", "p.csv")
    for row in csv.DictReader((town.root / "p.csv").open()):
        assert {name for name, cell in row.items() if not cell} <= {"a", "b"}  # which cannot be together


def test_everything_that_is_wrong_at_once(town):
    ran = town.run("population", "stat", "--on", "2025-13-01", "--people", "0", "--seed", "-1", "--out", "p.xls")
    assert ran.code == 2
    told = ("'2025-13-01' is geen", "Bedoelt u 'stad'", "--people: 0 kan niet", "--seed: -1", "'p.xls'", ".parquet")
    assert [said for said in told if said not in ran.err] == []


def test_mistakes_in_the_assumptions_are_told(town):
    (town.town.folder / "bevolking.toml").write_text(STANDARD + "[regels]\n", "utf-8")
    ran = town.run("population", "stad", *ON, "--out", "p.csv")
    assert (ran.code, "stad/bevolking.toml: Het deel 'regels' ken ik niet" in ran.err) == (2, True)


def test_a_day_without_a_regulation(town):
    ran = town.run("population", "stad", "--on", "2019-01-01", "--out", "p.csv")
    assert (ran.code, "geen regeling van kracht" in ran.err) == (2, True)


def test_a_place_that_is_not_there(town):
    ran = town.run("population", "stad", *ON, "--out", "nergens/p.csv")
    assert (ran.code, "de map bestaat niet. Maak de map eerst" in ran.err) == (2, True)


def test_a_full_disk(town, monkeypatch):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(writing.csv, "writer", full)
    ran = town.run("population", "stad", *ON, "--out", "p.csv")
    assert (ran.code, "de schijf is vol. Maak ruimte" in ran.err) == (2, True)
    assert not list(town.root.glob("p.csv*"))


def test_parquet_without_pyarrow_says_what_to_install(town, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyarrow.parquet", None)
    ran = town.run("population", "stad", *ON, "--out", "p.parquet")
    assert (ran.code, "installeer trede met [caseload]" in ran.err) == (2, True)


def test_another_error_is_told_as_it_is():
    assert population.why(OSError(errno.EIO, "kapot")) == "kapot"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_on_a_terminal(monkeypatch):
    clock = iter([0.0, 0.01, 1.0, 2.0, 2.5])
    monkeypatch.setattr("trede.cli.progress.time.monotonic", lambda: next(clock))
    screen = Terminal()
    progress = Progress("mensen", 2000, screen)
    progress.at(1)  # too soon to draw again
    progress.at(0)
    progress.at(1000)
    progress.done(2000)
    assert screen.getvalue().split("\r\x1b[K")[1:] == [
        f"[{'·' * 30}] 0 %  0 van 2.000 mensen",
        f"[{'█' * 15}{'·' * 15}] 50 %  1.000 van 2.000 mensen, nog 2 s",
        "2.000 mensen in 2,5 s\n",
    ]


def test_lines_where_there_is_no_terminal(monkeypatch):
    clock = iter([0.0, 9.0, 11.0, 12.0, 30.0])
    monkeypatch.setattr("trede.cli.progress.time.monotonic", lambda: next(clock))
    told = io.StringIO()
    progress = Progress("mensen", None, told)
    for done in (10, 20, 30, 40):
        progress.at(done)
    assert told.getvalue() == "20 mensen\n40 mensen\n"
    assert json.dumps(progress.total) == "null"

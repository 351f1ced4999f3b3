"""Invented people as a file: CSV and JSON Lines, whole or not at all."""

import csv
import io
import json

import pytest
from tests.population.conftest import Country
from tests.reason.towns import ON

from trede.population import drawing
from trede.population.persons import facts_of
from trede.population.writing import write_people
from trede.reason import Facts

TEXT = """
[[regel]]
feiten = ["a", "b", "soort", "begindatum", "taken", "loon"]
onbekend = 30
afwezig = 30
bron = "aanname"
"""


@pytest.fixture
def block(country: Country):
    return country.draw(TEXT, 200)


def written(country, block, path):
    assert write_people(path, [block], country.words) == block.size
    return path.read_text("utf-8")


def test_json_lines_are_the_facts_that_assess_reads(country, block, tmp_path):
    lines = written(country, block, tmp_path / "p.jsonl").splitlines()
    for place, line in enumerate(lines):
        wanted = Facts.read(facts_of(block, place, country.words), country.regime)
        assert Facts.read(json.loads(line), country.regime).values == wanted.values


def test_a_cell_is_empty_for_unknown_and_null_for_absent(country, block, tmp_path):
    rows = list(csv.DictReader(io.StringIO(written(country, block, tmp_path / "p.csv"))))
    assert [row["persoon"] for row in rows] == [str(number) for number in range(1, 201)]
    for place, row in enumerate(rows):
        facts = facts_of(block, place, country.words)
        for name, column in block.columns.items():
            assert (row[name] == "") == column.unknown[place] == (name not in facts)
            assert (row[name] == "null") == column.absent[place]
        if facts.get("begindatum"):
            assert row["begindatum"] == facts["begindatum"]
        if facts.get("taken"):
            records = json.loads(row["taken"])
            assert [record["taaknaam"] for record in records] == [r["taaknaam"] for r in facts["taken"]]


def test_people_of_whom_nothing_is_asked(country, tmp_path):
    made = drawing(country.regime, country.assume(""), ON, [])
    assert write_people(tmp_path / "p.jsonl", made.blocks(3, 1), country.words) == 3
    assert (tmp_path / "p.jsonl").read_text() == "{}\n{}\n{}\n"


def test_a_file_that_is_not_finished_does_not_stand_there(country, block, tmp_path):
    def broken():
        yield block
        raise KeyboardInterrupt

    (tmp_path / "p.csv").write_text("old")
    with pytest.raises(KeyboardInterrupt):
        write_people(tmp_path / "p.csv", broken(), country.words)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["p.csv"]
    assert (tmp_path / "p.csv").read_text() == "old"


def test_parquet_holds_the_same(country, block, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    assert write_people(tmp_path / "p.parquet", [block], country.words) == 200
    table = parquet.read_table(tmp_path / "p.parquet")
    for place, row in enumerate(table.to_pylist()):
        facts = facts_of(block, place, country.words)
        assert row.pop("persoon") == place + 1
        assert set(row.pop("afwezig")) == {name for name, value in facts.items() if value is None}
        known = {name: value for name, value in row.items() if value is not None}
        read = Facts.read(json.loads(json.dumps(known, default=str)), country.regime).values
        wanted = Facts.read({name: v for name, v in facts.items() if v is not None}, country.regime).values
        assert read == wanted


def test_a_list_that_differs_by_case_and_a_date_in_a_list(country):
    text = """
[[regel]]
feiten = ["taken"]
aantal = "0..2"
velden = { sinds = { dagen = "-9..-1", vanaf = "begindatum" }, aandeel = { deel_van = "loonwaarde" } }
bron = "aanname"
[[regel]]
feiten = ["begindatum"]
dagen = 0
bron = "aanname"
[[regel]]
feiten = ["loonwaarde"]
getal = "40..50"
bron = "aanname"
"""
    found = country.draw(text, 50)
    for place in range(50):
        facts = facts_of(found, place, country.words)
        for task in facts["taken"]:
            assert "2025-05-23" <= task["sinds"] <= "2025-05-31"
            assert task["aandeel"] == facts["loonwaarde"]

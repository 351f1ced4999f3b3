"""Invented people and example tables: how facts are written, and what cannot be read."""

from datetime import date

import pytest
from tests.law.features.conftest import SOURCE, Village

PERSON = "# Personen\n\n## Sara\n\nSara zoekt werk.\n\n| feit | waarde |\n|---|---|\n"


def first_lines(errors: list[str]) -> list[str]:
    return [error.split("\n")[0] for error in errors]


def test_people_and_how_their_facts_are_written(village: Village) -> None:
    rows = {
        "op": "1 juli 2025",
        "geboortedatum": "5 mei 2005",
        "contracturen": "16,5 uur per week",
        "loon": "€ 1.800,50",
        "overlap": "60 %",
        "uitkering": "algemene bijstand",
        "talen": "nederlands, engels en pools",
        "werkzoekend": "ja",
        "heeft_schulden": "nee",
        "aantal kinderen": "-2",
        "opmerking": "hallo",
        "ziekteperioden": "8 april 2025 t/m 21 april 2025; 1 mei 2025 t/m 2 mei 2025",
        "taken": "60 % / 8 uur per week / ja; 40 % / ? / ",
        "geschikt": "ja",
        "kosten": "geen",
        "begindatum": "?",
    }
    table = "".join(f"| {name} | {value} |\n" for name, value in rows.items())
    read = village(files={"dorp/personen.md": PERSON + table + "\n## Leeg\n\nZonder tabel.\n"})
    assert read.errors == []
    assert read.regime is not None
    (sara,) = read.regime.personas
    assert (sara.name, sara.description, sara.on, sara.line) == ("Sara", "Sara zoekt werk.", date(2025, 7, 1), 3)
    assert sara.facts == {
        "geboortedatum": "2005-05-05",
        "contracturen": "16.5",
        "loon": "1800.5",
        "overlap": 60,
        "uitkering": "algemene_bijstand",
        "talen": ["nederlands", "engels", "pools"],
        "werkzoekend": True,
        "heeft_schulden": False,
        "aantal_kinderen": -2,
        "opmerking": "hallo",
        "ziekteperioden": [
            {"van": "2025-04-08", "tot_en_met": "2025-04-21"},
            {"van": "2025-05-01", "tot_en_met": "2025-05-02"},
        ],
        "taken": [{"aandeel": 60, "taakuren": 8, "toegelicht": True}, {"aandeel": 40}],
        "oordeel_geschikt": True,
        "kosten": None,
    }


def test_none_of_something(village: Village) -> None:
    table = "| taken | geen |\n| talen | geen |\n| ziekteperioden | geen |\n| uitkering | geen |\n| loon | geen |\n"
    read = village(files={"dorp/personen.md": PERSON + table})
    assert read.regime is not None
    assert read.regime.personas[0].facts == {
        "taken": [],
        "talen": [],
        "ziekteperioden": [],
        "uitkering": "geen",
        "loon": None,
    }


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("| contractuuren | 5 |", "Het feit 'contractuuren' ken ik niet.\n    Goed is: 'contracturen'"),
        ("| zwemles | 5 |", "Het feit 'zwemles' ken ik niet."),
        ("| ioaw | 5 |", "Het feit 'ioaw' ken ik niet."),
        ("| geboortedatum | 31 juni 2000 |", "'31 juni 2000' is geen datum voor 'geboortedatum'."),
        ("| contracturen | 16 maanden |", "'16 maanden' is geen getal uur per week voor 'contracturen'."),
        ("| contracturen | veel |", "'veel' is geen getal uur per week voor 'contracturen'."),
        ("| contracturen | 1.2.3 |", "'1.2.3' is geen getal uur per week voor 'contracturen'."),
        ("| loon | veel |", "'veel' is geen bedrag per maand voor 'loon'."),
        ("| uitkering | bijstand |", "'bijstand' is geen keuze voor 'uitkering'."),
        ("| talen | nederlands en frans |", "'nederlands en frans' is geen keuzes voor 'talen'."),
        ("| werkzoekend | misschien |", "'misschien' is geen ja/nee voor 'werkzoekend'."),
        ("| ziekteperioden | 8 april 2025 |", "'8 april 2025' is geen perioden voor 'ziekteperioden'."),
        ("| ziekteperioden | 8 mei 2025 t/m 7 mei 2025 |", "'8 mei 2025 t/m 7 mei 2025' is geen perioden"),
        ("| taken | 1 % / 2 / ja / 4 |", "'1 % / 2 / ja / 4' heeft meer velden dan taak (3)."),
        ("| op | gisteren |", "'gisteren' is geen datum.\n    Goed is: bijvoorbeeld 1 juli 2023"),
    ],
)
def test_a_person_that_cannot_be_read(village: Village, row: str, expected: str) -> None:
    (error,) = village(files={"dorp/personen.md": PERSON + row + "\n"}).errors
    assert error.startswith(f"dorp/personen.md:9: {expected}")


def test_people_need_tables_of_two_columns(village: Village) -> None:
    read = village(files={"dorp/personen.md": "# Personen\n\n## Sara\n\n| feit |\n|---|\n| loon |\n"})
    assert first_lines(read.errors) == ["dorp/personen.md:5: Deze tabel heeft 1 kolommen; hier horen er twee."]


def test_example_tables(village: Village) -> None:
    lines = """- 1 Het college kan een scholing verlenen aan de persoon.

### Voorbeelden vanuit Sara

| werkzoekend | = uitkomst |
|---|---|
| ja | toegekend |
"""
    read = village(lines)
    assert read.errors == []
    assert read.regime is not None
    (table,) = read.regime.examples
    assert (table.file, table.article, table.persona, table.provision) == (
        "dorp/verordening.md",
        "Artikel 1. Proef",
        "Sara",
        "scholing",
    )
    assert table.table.rows == [(18, ["ja", "toegekend"])]


def test_examples_before_any_article_are_about_nothing(village: Village) -> None:
    source = (
        SOURCE.replace("# Verordening\n", "", 1) + "### Voorbeelden\n\n| loon | = uitkomst |\n|---|---|\n| ? | ? |\n"
    )
    read = village(files={"dorp/verordening.md": source})
    assert read.regime is not None
    (table,) = read.regime.examples
    assert (table.article, table.persona, table.provision) == ("", "", "")

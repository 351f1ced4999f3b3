"""Caseloads from CSV: every row is a person or is told, and what is found out about the notation is said."""

import json
from datetime import date

import pytest
from tests.population.files_sample import read, told, town

from trede.population.files.heading import fact_named
from trede.population.files.keys import Seen
from trede.population.files.portion import ColumnErrors
from trede.population.files.reading import masked
from trede.reason import Facts
from trede.terms import Period

ROWS = """persoon,uren,soort,geboortedatum,loon,loonwaarde,oordeel_geschikt,taken,ziekteperioden,doelen,naam_werkgever
p1,20,rood,2000-02-29,1500.50,33.3,ja,,,,
p2,null,,null,,,,"[{""zwaar"": true, ""aandeel"": 40}]","[{""van"": ""2025-04-08""}]","[""werk"", ""sport""]",De Bakker
p3,12.5,Blauw,1999-01-01,"",80,false,[],"[]",[],null
"""


@pytest.fixture
def here(tmp_path):
    return town(tmp_path)


def test_people_are_those_that_the_reader_of_facts_makes(here, tmp_path):
    portion, _ = read(here, tmp_path / "p.csv", ROWS)
    wanted = [
        {"uren": 20, "soort": "rood", "geboortedatum": "2000-02-29", "loon": "1500.50", "loonwaarde": "33.3",
         "oordeel_geschikt": True},
        {"uren": None, "geboortedatum": None, "taken": [{"zwaar": True, "aandeel": 40}],
         "ziekteperioden": [{"van": "2025-04-08"}], "doelen": ["werk", "sport"], "naam_werkgever": "De Bakker"},
        {"uren": 12.5, "soort": "blauw", "geboortedatum": "1999-01-01", "loonwaarde": 80, "oordeel_geschikt": False,
         "taken": [], "ziekteperioden": [], "doelen": [], "naam_werkgever": None},
    ]  # fmt: skip
    assert (portion.keys, told(portion), portion.rows, portion.position) == (["p1", "p2", "p3"], [], 3, 4)
    for place, facts in enumerate(wanted):
        assert portion.block.person(place) == Facts.read(facts, here.regime).values
    assert portion.block.person(1)["ziekteperioden"] == (Period(date(2025, 4, 8), None),)


def test_a_row_with_something_wrong_is_left_out_and_told_with_all_that_is_wrong(here, tmp_path):
    text = "persoon,uren,soort,geboortedatum\na,20,rood,2000-01-01\nb,99,rod,2000-02-30\nc,20,rood,2000-01-01\n"
    portion, _ = read(here, tmp_path / "p.csv", text)
    assert portion.keys == ["a", "c"]
    assert portion.rows == 3
    assert [(t.line, t.key, t.column, t.value, t.what, t.right) for t in portion.troubles] == [
        (3, "b", "uren", "99", "'99' is te hoog", "hoogstens 60 uur per week"),
        (3, "b", "soort", "rod", "'rod' is geen keuze", "'rood'"),
        (3, "b", "geboortedatum", "2000-02-30", "2000-02-30 bestaat niet", "een dag die op de kalender staat"),
    ]


CELLS = [
    ("oordeel_geschikt", "misschien", "'misschien' is geen ja of nee", "ja, nee, true of false"),
    ("taken", "[{", "dit is geen JSON", "[{…}, {…}]"),
    ("taken", '"[{""zwaarte"": true}]"', "nummer 1: 'zwaarte' ken ik niet bij taak", "'zwaar'"),
    (
        "ziekteperioden",
        '"[{""van"": ""2025-02-02"", ""tot_en_met"": ""2025-02-01""}]"',
        "een periode eindigt",
        "eerst van",
    ),
    ("geboortedatum", "gisteren", "'gisteren' is geen datum", "een datum als 2025-06-01"),
    ("loon", "veel", "'veel' is geen getal", "een getal, met een punt"),
    ("loon", "-3", "'-3' is te laag", "een bedrag van minstens nul"),
    ("loon", "1.005", "'1.005' heeft meer dan twee decimalen", "hele centen"),
]


@pytest.mark.parametrize(("column", "cell", "what", "right"), CELLS)
def test_a_cell_that_is_wrong(here, tmp_path, column, cell, what, right):
    portion, _ = read(here, tmp_path / "p.csv", f"uren,{column}\n20,{cell}\n20,\n")
    (trouble,) = portion.troubles
    assert (trouble.line, trouble.column) == (2, column)
    assert trouble.what.startswith(what)
    assert right in trouble.right
    assert portion.keys == ["3"]


def test_a_broken_row_is_told_and_the_rest_is_read(here, tmp_path):
    text = 'uren,soort\n20,rood\n20\n20,rood,3\n\n20,"rood\n'
    portion, _ = read(here, tmp_path / "p.csv", text)
    assert [(t.line, t.what) for t in portion.troubles if not t.column] == [
        (3, "deze rij heeft 1 vakken, de kop 2"),
        (4, "deze rij heeft 3 vakken, de kop 2"),
    ]
    assert portion.block.count == 2
    portion, _ = read(here, tmp_path / "p.csv", "uren,soort\n20,rood\n20," + "r" * 1_000_001 + "\n21,blauw\n")
    assert [t.what.partition(" (")[0] for t in portion.troubles] == ["deze rij is niet te lezen"]
    assert portion.block.count == 2


def test_two_rows_about_one_person(here, tmp_path):
    portion, _ = read(here, tmp_path / "p.csv", "persoon,uren\na,20\nb,20\na,21\n,22\n,23\n")
    assert portion.keys == ["a", "b"]
    assert told(portion) == [
        (4, "persoon", "deze persoon staat ook al op regel 2"),
        (5, "persoon", "deze rij heeft geen sleutel"),
        (6, "persoon", "deze rij heeft geen sleutel"),
    ]


def test_keys_are_remembered_over_chunks():
    seen = Seen()
    assert seen.add([str(n) for n in range(100)], range(2, 102)) == {}
    assert seen.add(["x", "7", "x", "y"], [200, 201, 202, 203]) == {1: 9, 2: 200}
    assert seen.add(["x", "99", "z"], [300, 301, 302]) == {0: 200, 1: 101}
    assert seen.add([], []) == {}
    assert len(seen.runs) < 3


def test_facts_that_cannot_be_together(here, tmp_path):
    portion, _ = read(here, tmp_path / "p.csv", "persoon,a,b,uren\np,ja,nee,20\nq,ja,ja,20\nr,,ja,20\n")
    assert portion.keys == ["p", "r"]
    assert [(t.line, t.key, t.what) for t in portion.troubles] == [(3, "q", "dit kan niet samen: a en b")]
    assert portion.block.person(1) == {"b": True, "uren": 20}


def test_dutch_dates_and_numbers_are_found_out_and_told(here, tmp_path):
    text = """persoon;uren;geboortedatum;loon
a;20,5;1-2-2000;1.234,56
b;1,5;28-02-2001;€ 7
c;2;2001-03-01;1.000
d;2.5;1-1-2000;3,10
"""
    portion, (reading, file) = read(here, tmp_path / "p.csv", text)
    assert file.notes == ["De kolommen zijn gescheiden door een puntkomma."]
    assert reading.notes() == [
        "uren, loon: getallen zijn gelezen met een komma voor de decimalen.",
        "geboortedatum: datums zijn gelezen als dag-maand-jaar.",
    ]
    assert portion.block.person(0)["loon"] == 123456
    assert portion.block.person(1)["geboortedatum"] == date(2001, 2, 28)
    assert [(t.line, t.column, t.right) for t in portion.troubles] == [
        (4, "geboortedatum", "01-03-2001"), (5, "uren", "2,5"),
    ]  # fmt: skip


def test_a_date_or_number_written_otherwise_than_the_rest_is_told(here, tmp_path):
    text = 'uren,geboortedatum,loon\n1,2000-01-01,1.50\n1,1-2-2000,2.50\n1,2000-01-02,"3,50"\n'
    portion, _ = read(here, tmp_path / "p.csv", text)
    assert [(t.line, t.column, t.right) for t in portion.troubles] == [
        (3, "geboortedatum", "2000-02-01, of alle datums in deze kolom zo"), (4, "loon", "3.50"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("encoding", "note"),
    [("utf-8", []), ("utf-8-sig", []), ("cp1252", ["Het bestand is gelezen als Windows-1252, niet als UTF-8."]),
     ("utf-16", ["Het bestand is gelezen als UTF-16, niet als UTF-8."])],
)  # fmt: skip
def test_another_encoding(here, tmp_path, encoding, note):
    text = "naam_werkgever,uren\nCafé Één,20\n"
    portion, (_, file) = read(here, tmp_path / "p.csv", text.encode(encoding))
    assert (portion.block.person(0), file.notes) == ({"naam_werkgever": "Café Één", "uren": 20}, note)


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_another_separator(here, tmp_path, sign):
    portion, _ = read(
        here,
        tmp_path / "p.csv",
        f"naam, van iemand{sign}uren{sign}soort\nx{sign}20{sign}rood\n".replace(", van", " van"),
    )
    assert portion.block.person(0) == {"uren": 20, "soort": "rood"}


def test_columns_may_have_older_names_and_labels(here):
    words = here.regime.vocabulary
    assert [fact_named(name, words) for name in ("werkgever", "Jaren oud", "loon", "loontje")] == [
        "naam_werkgever", "jaren_oud", "loon", None,
    ]  # fmt: skip


COLUMNS = [
    ("urn,soort", ["De kolom 'urn' ken ik niet. Bedoelt u 'uren'? Is zij iets anders, geef dan --ignore \"urn\"."]),
    ("uren,uren", ["De kolom 'uren' staat er 2 keer. Goed is: één keer."]),
    ("uren,Uren", ["De kolommen 'uren' en 'Uren' zijn hetzelfde feit. Goed is: één van de twee."]),
    ("xyzzy", ["Geen enkele kolom is een feit dat deze voorzieningen lezen. Goed zijn kolommen als taken, "]),
    ("", ["Dit bestand is leeg."]),
    ("urn,sort,uren,uren", ["De kolom 'uren' staat er 2 keer.", "De kolom 'sort' ken ik niet. Bedoelt u 'soort'?"]),
]


@pytest.mark.parametrize(("heading", "wanted"), COLUMNS)
def test_what_is_wrong_with_the_columns_is_told_at_once(here, tmp_path, heading, wanted):
    with pytest.raises(ColumnErrors) as caught:
        read(here, tmp_path / "p.csv", f"{heading}\n")
    assert len(caught.value.errors) == len(wanted)
    for found, start in zip(caught.value.errors, wanted, strict=True):
        assert found.startswith(start)


def test_a_key_or_a_column_to_ignore_that_is_not_there(here, tmp_path):
    with pytest.raises(ColumnErrors) as caught:
        read(here, tmp_path / "p.csv", "client,uren\n1,20\n", key="cliënt", ignore=["ures"])
    assert list(caught.value.errors) == [
        "De kolom 'ures' is er niet; dan is zij ook niet over te slaan.",
        "De kolom 'cliënt' met de sleutel is er niet. Goed is: 'client'.",
    ]


def test_what_is_not_read_is_told(here, tmp_path):
    text = "client,uren,urn,verdieping,kosten\n7,20,1,2,3\n"
    portion, (reading, _) = read(here, tmp_path / "p.csv", text, key="client", ignore=["urn"])
    assert portion.keys == ["7"]
    notes = reading.heading.notes
    assert notes[:2] == [
        "Geen feit en niet gelezen: verdieping.",
        "Niet gelezen, want geen van deze voorzieningen vraagt ernaar: kosten.",
    ]
    assert notes[2].startswith("Zonder kolom, en dus van niemand bekend: taken, ")
    assert notes[2].endswith(" andere.")
    _, (reading, _) = read(here, tmp_path / "p.csv", "uren\n7\n")
    assert reading.heading.notes[0] == "Er is geen kolom 'persoon': het nummer van de regel is de sleutel."


def test_a_column_of_the_wrong_type(here, tmp_path):
    text = "uren,soort,loon\n" + "veel,7,1\n" * 10
    with pytest.raises(ColumnErrors) as caught:
        read(here, tmp_path / "p.csv", text)
    assert list(caught.value.errors) == [
        "De kolom 'uren' (getal uur per week) is niet te lezen: 'veel' is geen getal. "
        "Goed is: een getal, met een punt voor de decimalen.",
        "De kolom 'soort' (keuze) is niet te lezen: '7' is geen keuze. Goed is: een van blauw, groen, rood.",
    ]  # fmt: skip
    portion, _ = read(here, tmp_path / "p.csv", "uren\n" + "veel\n" * 9)
    assert len(portion.troubles) == 9


def test_a_bsn_is_never_shown(here):
    fact = here.regime.vocabulary.facts["burgerservicenummer"]
    assert masked("999912345", fact) == "*****2345"
    assert masked("999990019") == "*****0019"
    assert masked("999912341") == "999912341"
    assert masked("x" * 99) == "x" * 60


def test_a_number_that_no_column_holds_is_done_apart(here, tmp_path):
    portion, _ = read(here, tmp_path / "p.csv", "uren,loonwaarde\n20,33.3333333\n20,50\n")
    assert list(portion.block.apart) == [0]
    assert portion.block.person(0) == Facts.read({"uren": 20, "loonwaarde": "33.3333333"}, here.regime).values


def test_a_column_that_lists_what_is_absent(here, tmp_path):
    portion, _ = read(here, tmp_path / "p.csv", "uren,soort,afwezig\n,,uren soort\n20,,uren\n,rood,iets\n")
    assert [portion.block.person(place) for place in range(3)] == [
        {"uren": None, "soort": None}, {"uren": 20}, {"soort": "rood"},
    ]  # fmt: skip


def test_a_file_without_rows(here, tmp_path):
    with pytest.raises(StopIteration):
        read(here, tmp_path / "p.csv", "persoon,uren\n")
    assert json.dumps([]) == "[]"

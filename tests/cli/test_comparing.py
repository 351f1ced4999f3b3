"""`trede assess` with several regimes: the same facts side by side, and what each could not use."""

import json

import pytest

from trede.cli.creating import create
from trede.cli.main import main

TEN = {"reisafstand": 10, "oordeel_vervoer_nodig": True}


@pytest.fixture
def towns(tmp_path):
    """Two towns: the second pays less a kilometre, and calls the distance otherwise."""
    one = create("waterdam", None, None, tmp_path)
    two = create("bergstad", None, None, tmp_path)
    for name in ("verordening.md", "feiten.md", "personen.md"):
        text = (two / name).read_text("utf-8").replace("€ 0,23", "€ 0,20").replace("€ 2,30", "€ 2,00")
        (two / name).write_text(text.replace("reisafstand", "afstand tot het werk"), "utf-8")
    return str(one), str(two)


@pytest.fixture
def file(tmp_path):
    def write(data):
        path = tmp_path / "feiten.json"
        path.write_text(json.dumps(data) if not isinstance(data, str) else data, "utf-8")
        return str(path)

    return write


def ran(capsys, *arguments):
    code = main(["assess", *arguments])
    return code, capsys.readouterr()


def test_the_same_person_in_two_towns(towns, file, capsys):
    case = ["--provision", "reiskosten", "--facts", file({**TEN, "afstand_tot_het_werk": 10})]
    code, said = ran(capsys, *towns, "--on", "2025-06-01", *case, "--format", "json")
    found = json.loads(said.out)
    amounts = {n: c["voorzieningen"]["reiskosten"]["bedragen"][0]["bedrag"] for n, c in found["regimes"].items()}
    assert (code, found["op"], amounts) == (0, "2025-06-01", {"waterdam": "2.30", "bergstad": "2.00"})
    unread = {name: column["niet_gebruikt"] for name, column in found["regimes"].items()}
    assert unread == {"waterdam": ["afstand_tot_het_werk"], "bergstad": ["reisafstand"]}


def test_as_text_with_an_invented_person(towns, capsys):
    code, said = ran(capsys, *towns, "--person", "Kim", "--provision", "reiskosten")
    assert code == 0
    assert "Waterdam, 1 juni 2025" in said.out
    assert "niet gebruikt: reisafstand" in said.out


def test_without_facts_all_is_still_to_ask(towns, capsys):
    code, said = ran(capsys, *towns, "--on", "2025-06-01", "--provision", "reiskosten")
    assert code == 0
    assert said.out.count("reiskosten: er ontbreken gegevens") + said.out.count("reiskosten: onvoldoende") == 2


def test_a_town_without_law_on_the_day_is_told_beside_the_other(towns, capsys):
    code, said = ran(capsys, *towns, "--on", "2024-06-01")
    assert code == 0
    assert "Waterdam: Op 1 juni 2024 was in Waterdam geen regeling van kracht." in said.out


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        ({"onzin": 1}, "onzin: geen van deze regimes kan dit feit lezen."),
        ("[1]", "is geen object met feiten"),
        ('{"reisafstand": 1}\n{"reisafstand": 2}\n', "bij meer regimes kan er één persoon tegelijk"),
    ],
)
def test_what_is_wrong_is_told(towns, file, capsys, data, wrong):
    code, said = ran(capsys, *towns, "--on", "2025-06-01", "--facts", file(data))
    assert code == 2
    assert wrong in said.err

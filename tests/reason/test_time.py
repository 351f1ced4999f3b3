"""The three axes of time, names of provisions, and decisions that are no provision."""

from datetime import date

import pytest
from tests.reason.towns import ON, Town, article, source

from trede.law import NoLawInForce
from trede.reason import UnknownProvision, assess


def test_the_law_of_the_day(tmp_path):
    here = Town(
        tmp_path,
        {
            "oud.md": source(article("Alleen als a."), until="1 juli 2023"),
            "nieuw.md": source(
                article("Alleen als b."),
                id="N",
                since="1 juli 2023",
                adopted="29 november 2023",
                published="1 december 2023",
            ),
        },
    )
    assert here.missing(on=date(2023, 6, 30)) == ["a"]
    assert here.missing(on=date(2023, 7, 1)) == ["b"]
    with pytest.raises(
        NoLawInForce, match="Op 1 augustus 2023 was in Stad geen regeling van kracht die op 30 november 2023"
    ):
        here.assess(on=date(2023, 8, 1), known=date(2023, 11, 30))
    assert here.json(on=date(2023, 8, 1), known=date(2023, 12, 1))["ontbreekt"][0]["feit"] == "b"
    with pytest.raises(
        NoLawInForce, match=r"Op 31 december 2019 was in Stad geen regeling van kracht\. De eerste geldt vanaf"
    ):
        here.assess(on=date(2019, 12, 31))


def test_what_was_known_is_said(town):
    found = town().assess(known=date(2024, 1, 1)).to_json()
    assert (found["regime"], found["titel"], found["op"], found["bekend_op"]) == (
        "stad",
        "Stad",
        "2025-06-01",
        "2024-01-01",
    )


def test_provisions_by_every_name(tmp_path):
    text = (
        article()
        + "\n\n## Artikel 2. Baan\n\n- 0 Het college moet baan verlenen aan de persoon (vanaf 1 januari 2026).\n"
    )
    here = Town(tmp_path, {"v.md": source(text)})
    for name in ("cursus", "Cursus", "training"):
        assert list(assess(here.regime, here.facts({}), ON, None, [name]).results) == ["cursus"]
    assert list(assess(here.regime, here.facts({}), ON).results) == ["cursus"]
    assert list(assess(here.regime, here.facts({}), date(2026, 1, 1)).results) == ["cursus", "baan"]
    for name, said in (
        ("baan", "'baan' bestaat op 1 juni 2025 niet in Stad."),
        ("curses", "Er is geen voorziening 'curses'. Bedoelt u 'cursus'?"),
        ("xyz", "Er is geen voorziening 'xyz'. Er zijn: cursus."),
    ):
        with pytest.raises(UnknownProvision) as problem:
            assess(here.regime, here.facts({}), ON, None, [name])
        assert str(problem.value) == said


def test_a_decision_is_read_not_granted(tmp_path):
    rules = "\n".join(
        [
            "## Artikel 1. Route",
            "",
            "- 0 Het college beslist over route.",
            "- 1 Route keuze luidt soort.",
            "- 2 Alleen als a.",
            "- 3 Alleen als naar oordeel nuttig.",
        ]
    )
    here = Town(tmp_path, {"v.md": source(rules)})
    made = assess(
        here.regime, here.facts({"soort": "rood", "a": True, "oordeel_nuttig": True}), ON, None, ["route"]
    ).to_json()
    assert made["voorzieningen"] == {}
    found = made["beslissingen"]["route"]
    assert (found["samenvatting"], found["waarden"][0]["bedrag"], found["bedragen"]) == ("Route: rood.", "rood", [])
    said = {}
    for given in ({}, {"a": False}, {"a": True, "soort": "rood"}):
        made = assess(here.regime, here.facts(given), ON, None, ["route"]).to_json()
        said[made["beslissingen"]["route"]["uitkomst"]] = made["beslissingen"]["route"]["samenvatting"]
    assert said == {
        "onvoldoende_gegevens": "Om te beslissen over route ontbreken nog gegevens.",
        "geweigerd": "Route: dat kan niet.",
        "voorgelegd_aan_oordeel": "Over route moet eerst een medewerker oordelen.",
    }


def test_a_decision_without_values(tmp_path):
    here = Town(tmp_path, {"v.md": source("## Artikel 1. Route\n\n- 0 Het college kan beslissen over route.")})
    made = assess(here.regime, here.facts({}), ON, None, ["route"]).to_json()
    assert made["beslissingen"]["route"]["samenvatting"] == "College kan dit besluiten: route."

"""The files of assumptions: every mistake with what would be right, and the ones that are shipped."""

from datetime import date
from pathlib import Path

import pytest
from tests.population.conftest import STANDARD, Country
from tests.reason.towns import ON, source

from trede.law import LawErrors, regime_names
from trede.law.cache import load_regime
from trede.population import drawing, read_assumptions
from trede.population.persons import facts_of
from trede.reason import Facts

DAYS = {"amstelveen": date(2024, 1, 1), "aalsmeer": date(2019, 1, 1), "handboek": date(2019, 1, 1)}


@pytest.mark.parametrize("name", regime_names())
def test_every_regime_that_is_shipped_can_be_populated(name):
    regime = load_regime(name)
    assumptions = read_assumptions(regime)
    if name == "nl":  # national law alone has no regulation in force to draw by
        return
    block = next(drawing(regime, assumptions, DAYS.get(name, date(2016, 1, 1))).blocks(40, 3))
    for place in range(block.size):
        Facts.read(facts_of(block, place, regime.vocabulary), regime)
    for line in [*assumptions.lines.values(), *assumptions.fallback.values()]:
        assert line.source.startswith("aanname") or assumptions.sources[line.source]["adres"].startswith("https://")


def test_a_regime_builds_on_the_assumptions_of_others(tmp_path):
    base, city = tmp_path / "bron", tmp_path / "stad"
    Country(tmp_path).town.folder.rename(base)
    main = (base / "regime.md").read_text("utf-8").replace("| regime | stad |", "| regime | bron |")
    (base / "regime.md").write_text(main, "utf-8")
    (base / "bevolking.toml").write_text(STANDARD + rule("a", "ja = 0") + rule("b", "ja = 0"), "utf-8")
    city.mkdir()
    main = "# Stad\n\n| regime | stad |\n|---|---|\n| titel | Stad |\n| bouwt op | bron |\n"
    (city / "regime.md").write_text(main, "utf-8")
    (city / "w.md").write_text(source("## Artikel 1. Niets\n", id="W"), "utf-8")
    (city / "bevolking.toml").write_text(rule("a", "ja = 100"), "utf-8")
    regime = load_regime("stad", tmp_path)
    block = next(drawing(regime, read_assumptions(regime, tmp_path), ON, ["a", "b"]).blocks(20, 1))
    assert block.columns["a"].values.all()
    assert not block.columns["b"].values.any()


MISTAKES = [
    ("urn", "getal = 3", "urn: dit feit ken ik niet.", "'uren'"),
    ("xyzzy", "getal = 3", "xyzzy: dit feit ken ik niet.", "trede facts"),
    ("a", "ja = 130", "'ja' is geen percentage (130)", "0 tot en met 100"),
    ("a", "ja = 3\nkans = { ja = 1 }", "'ja' en 'kans' gaan niet samen", "één"),
    ("a", "getal = 3", "'getal' past niet bij ja/nee", "ja of kans of gelijk_aan"),
    ("a", "jaa = 3", "'jaa' ken ik hier niet", "ja"),
    ("a", "ja = 3\nonbekend = 60\nafwezig = 60", "samen meer dan 100", "100"),
    ("soort", "kans = { rod = 1 }", "'rod' is geen keuze", "rood"),
    ("soort", "kans = 3", "'kans' noemt geen waarden", "kans = {"),
    ("soort", "kans = { rood = -1 }", "'-1' is geen gewicht", "0 of meer"),
    ("doelen", "elk = { wark = 1 }", "'wark' is geen keuze", "werk"),
    ("uren", 'getal = "50..70"', "ligt buiten wat dit feit kan zijn", "0..60"),
    ("uren", 'getal = "9..3"', "'9..3' is geen klasse", '"18..26"'),
    ("uren", "getal = {}", "'getal' heeft geen klasse", "18..26"),
    ("uren", 'getal = "1..2.3"\nstap = 0.5', "geen heel aantal stappen", "past"),
    ("uren", "getal = 3\nstap = 0", "'stap' is geen stap (0)", "stap = 0.5"),
    ("uren", 'getal = 3\nstap = "x"', "'stap' is geen stap (x)", "stap = 0.5"),
    ("geboortedatum", 'leeftijd = "0..200"', "geen leeftijd", "130"),
    ("jaren_oud", 'leeftijd_van = "geboortedatum"\npeil = "nu"', "'nu' is geen peil", "op of"),
    ("uren", "deel_van = 3", "'deel_van' noemt geen feit", "deel_van ="),
    ("begindatum", "dagen = 3\nniet_na = 3", "'niet_na' noemt geen dag", "niet_na ="),
    ("taken", "aantal = 3000", "'aantal' is geen aantal", "100"),
    ("taken", "aantal = 3\nvelden = { andeel = { getal = 1 } }", "'andeel' is geen veld", "aandeel"),
    ("taken", "aantal = 3\nvelden = { aandeel = { stap = 1 } }", "heeft geen verdeling", "getal"),
    ("a", "ja = 3\nals = [{ ja = 4 }]", "zegt niet wanneer", "wanneer ="),
    ("a", "ja = 3\nals = [{ wanneer = 3, ja = 4 }]", "voorwaarde is geen tabel", "naam"),
    ("a", 'als = [{ wanneer = { bb = "ja" }, ja = 4 }]', "'bb' is geen feit", "'b'"),
    ("a", 'als = [{ wanneer = { b = "misschien" }, ja = 4 }]', "kan 'b' niet zijn", "ja of nee"),
    ("a", 'als = [{ wanneer = { soort = "paars" }, ja = 4 }]', "kan 'soort' niet zijn", "rood, groen, blauw"),
    ("a", 'als = [{ wanneer = { begindatum = "op" }, ja = 4 }]', "kan 'begindatum' niet zijn", "een ander feit"),
    ("a", 'als = [{ wanneer = { uren = "veel" }, ja = 4 }]', "'veel' is geen klasse", "18..26"),
    ("a", 'als = [{ wanneer = { b = "ja" }, ja = 4 }]', "'b', waarvoor geen regel is", 'feiten = ["b"]'),
    ("uren", 'deel_van = "urem"', "'urem', dat er niet is", "kenmerk"),
]
OTHERS = [
    ('[[regel]]\ngetal = 3\nbron = "aanname"', "hier ontbreekt 'feiten'", 'feiten = ["…"]'),
    ('[[regel]]\nfeiten = ["a"]\nja = 30', "waar dit vandaan komt", "aanname, met waarom"),
    ('[[regel]]\nfeiten = ["a"]\nja = 30\nbron = "cbs"', "waar dit vandaan komt", "aanname, met waarom"),
    ('[bron.cbs]\n[[regel]]\nfeiten = ["a"]\nja = 30\nbron = "cbss"', "waar dit vandaan komt", "cbs"),
    ('[kenmerk.uren]\nja = 3\nbron = "aanname"', "dit is een feit, geen kenmerk", "regel"),
    ('[[vastgelegd]]\nover = ["persson"]\nbron = "aanname"', "persson: hierover gaat geen feit", "persoon"),
    ('[[vastgelegd]]\nover = ["persoon"]\nalleen_als = { zz = "ja" }\nbron = "aanname"', "'zz' is geen feit", "naam"),
    ('[standaard.woord]\nja = 3\nbron = "aanname"', "standaard.woord: dit is geen soort feit", "ja_nee"),
    ("[regels]\na = 1", "Het deel 'regels' ken ik niet", "regel"),
    ("a = ", "Dit is geen TOML", "docs/population.md"),
]
RING = ("begindatum", 'gelijk_aan = "aanvraagdatum"'), ("aanvraagdatum", 'gelijk_aan = "begindatum"')


def rule(fact: str, text: str) -> str:
    return f'[[regel]]\nfeiten = ["{fact}"]\nbron = "aanname"\n{text}\n'


@pytest.mark.parametrize(("text", "what", "right"), [*((rule(f, t), w, r) for f, t, w, r in MISTAKES), *OTHERS])
def test_a_mistake_is_told_with_what_would_be_right(country, text, what, right):
    with pytest.raises(LawErrors) as caught:
        country.assume(text)
    told = str(caught.value)
    assert what in told
    assert right in told
    assert told.startswith("stad/bevolking.toml: ")


def test_all_mistakes_at_once(country):
    with pytest.raises(LawErrors) as caught:
        country.assume("".join(rule(fact, text) for fact, text, _, _ in MISTAKES[:6]))
    assert len(caught.value.errors) == 6


def test_lines_that_need_each_other_are_told(country):
    with pytest.raises(LawErrors, match="begindatum → aanvraagdatum → begindatum"):
        country.assume("".join(rule(*line) for line in RING))


def test_a_kind_without_a_general_line_is_told(country):
    with pytest.raises(LawErrors, match=r"soort lijst, ja_nee(?s:.*)\[standaard.lijst\] in bevolking.toml"):
        country.assume("", standard="")


def test_a_file_that_cannot_be_read_is_told(country, tmp_path: Path):
    place = country.town.folder / "bevolking.toml"
    for data in (b"\xff", b"#" * 1_000_001):
        place.write_bytes(data)
        with pytest.raises(LawErrors, match="niet te lezen"):
            read_assumptions(country.regime, tmp_path)

"""Files, headers, sources, regimes built on others, inventories, people and examples."""

from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from tests.law.features.conftest import (
    ARTICLE,
    BARE_FACTS,
    FACTS,
    MAIN,
    REGISTER,
    SOURCE,
    Village,
    law_file,
    on_top_of,
    regime_file,
)

from trede.law import (
    LawErrors,
    Regime,
    UnknownRegime,
    find_regime,
    read_leniently,
    read_regime,
    regime_names,
    regimes_root,
)
from trede.law.errors import LawError, nearest

INVENTORY = "norm,kind,handling,modality,topic,same_as,remark\n"


def first_lines(errors: list[str]) -> list[str]:
    return [error.split("\n")[0] for error in errors]


def test_a_source_and_what_stands_beside_its_norms(village: Village) -> None:
    text = """# De grote verordening

| bron | D-V |
|---|---|
| kort | Verordening |
| rang | verordening |
| vastgesteld | 29 november 2023 |
| bekendgemaakt | niet vermeld |
| geldt vanaf | 1 juli 2023 |
| geldt tot | 2030-01-01 |
| citaat | D-V-{artikel}.{lid} |
| citaat bijlage | D-B{artikel}-{lid} |

Inleiding.

## Artikel 1. Proef

Op een proefplaats werkt u op proef.
Dat duurt kort.

> Lezing: hier staat iets
> dat doorloopt.
> Erratum: een tikfout.

- 1 Alleen als werkzoekend.

## Bijlage 2. Lijst

- 3 Niet als heeft schulden.
"""
    read = village(files={"dorp/verordening.md": text})
    assert read.errors == []
    assert read.regime is not None
    (source,) = read.regime.sources
    assert (source.id, source.title, source.short, source.rank) == (
        "D-V",
        "De grote verordening",
        "Verordening",
        "verordening",
    )
    assert (source.adopted, source.published, source.since, source.until) == (
        date(2023, 11, 29),
        None,
        date(2023, 7, 1),
        date(2030, 1, 1),
    )
    assert len(source.sha256) == 64
    assert source.level == 4
    article = source.articles[1]
    assert (article.key, article.heading, article.prose, article.notes) == (
        "1",
        "Artikel 1. Proef",
        ("Op een proefplaats werkt u op proef.", "Dat duurt kort."),
        ("Lezing: hier staat iets dat doorloopt.", "Erratum: een tikfout."),
    )
    assert [norm.citations for norm in read.norms] == [("D-V-1.1",), ("D-B2-3",)]
    assert read.regime.source("D-V") is source
    with pytest.raises(KeyError):
        read.regime.source("X")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("| geldt vanaf |", "| geldt vanf |"), ["dorp/verordening.md:1: 'geldt vanf' ken ik niet in de koptabel."]),
        (("1 januari 2024", "1 jan 2024"), ["dorp/verordening.md:1: '1 jan 2024' is geen datum."]),
        (
            ("| kort | Verordening |", "| geldt tot | 1 januari 2023 |"),
            ["dorp/verordening.md:1: Deze bron geldt op geen enkele dag."],
        ),
        (
            ("| bron | D-V |", "| brn | D-V |"),
            [
                "dorp/verordening.md:1: 'brn' ken ik niet in de koptabel.",
                "dorp/verordening.md:1: Dit bestand heeft geen koptabel met een bron.",
            ],
        ),
        (
            ("# Verordening", "- 1 Alleen als werkzoekend.\n\n# Verordening"),
            ["dorp/verordening.md: Onder dit kopje worden geen regels gelezen."],
        ),
    ],
)
def test_a_header_that_cannot_be_right(village: Village, change: tuple[str, str], expected: list[str]) -> None:
    assert first_lines(village(files={"dorp/verordening.md": SOURCE.replace(*change, 1)}).errors) == expected


def test_files_that_are_no_regulation(village: Village) -> None:
    read = village(
        files={
            "dorp/README.md": "Een toelichting voor wie hier kijkt.",
            "dorp/los.md": "# Los\n\nZomaar een tekst.\n",
            "dorp/leeg.md": "",
            "dorp/dubbel.md": SOURCE,
        }
    )
    assert first_lines(read.errors) == [
        "dorp/leeg.md: Dit bestand is leeg.",
        "dorp/los.md:1: Dit bestand heeft geen koptabel met een bron.",
        "dorp/verordening.md:1: Bron 'D-V' is er al.",
    ]


def test_a_folder_that_is_no_regime(village: Village) -> None:
    read = village(files={"dorp/regime.md": "# Dorp\n\nTekst.\n"})
    assert read.regime is None
    assert read.reading == [
        "dorp/regime.md: Dit is geen regime: de koptabel met | regime | … | ontbreekt.\n"
        "    Goed is: een tabel die begint met | regime | naam |"
    ]


def test_the_name_of_a_regime_is_its_folder(village: Village) -> None:
    read = village(files={"dorp/regime.md": MAIN.replace("| regime | dorp |", "| regime | stad |")})
    assert first_lines(read.errors) == ["dorp/regime.md:1: Het regime heet 'stad', maar de map 'dorp'."]


def test_finding_a_regime(village: Village, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    village()
    assert regime_names(tmp_path) == ["dorp"]
    assert regime_names(tmp_path / "nergens") == []
    assert find_regime("dorp", tmp_path) == tmp_path / "dorp"
    assert find_regime(tmp_path / "dorp") == tmp_path / "dorp"
    monkeypatch.setenv("TREDE_REGIMES", str(tmp_path))
    assert regimes_root() == tmp_path
    assert find_regime("dorp") == tmp_path / "dorp"
    with pytest.raises(UnknownRegime, match=r"^Er is geen regime 'dorpp'. Bedoelt u 'dorp'\? Er zijn: dorp\.$"):
        find_regime("dorpp")
    with pytest.raises(UnknownRegime, match=r"^Er is geen regime 'x'. Er zijn: geen\.$"):
        find_regime("x", tmp_path / "nergens")
    monkeypatch.delenv("TREDE_REGIMES")
    assert regimes_root().name == "regimes"


def test_the_regimes_that_come_with_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import trede

    monkeypatch.delenv("TREDE_REGIMES", raising=False)
    (tmp_path / "_regimes").mkdir()
    monkeypatch.setattr(trede, "__file__", str(tmp_path / "__init__.py"))
    assert regimes_root() == tmp_path / "_regimes"


def test_reading_gives_all_mistakes_at_once(village: Village, tmp_path: Path) -> None:
    village("- 1 Alleen als zwemles.\n- 2 Alleen als fietsles.")
    with pytest.raises(LawErrors) as caught:
        read_regime("dorp", tmp_path)
    assert [error.line for error in caught.value.errors] == [12, 13]
    assert str(caught.value).count("Goed is:") == 2


def test_reading_what_is_right(village: Village, tmp_path: Path) -> None:
    village("- 1 Alleen als werkzoekend.")
    assert read_regime("dorp", tmp_path).name == "dorp"


def test_a_message() -> None:
    assert str(LawError("a.md", 0, "Fout.")) == "a.md: Fout."
    assert nearest("xyz", ["abc"]) is None
    assert nearest("naam", [f"naam {n}" for n in range(1_000)]) == "naam 0"
    anagrams = ["".join(letters) for letters in permutations("abcdefg")]
    assert nearest("gfedcba", reversed(anagrams)) == "gfedcba"
    assert nearest("gfedcba", anagrams, 0.99) is None
    assert nearest("naam 2", ["naam 1", "naam 2", "naam 3"]) == "naam 2"


# Regimes built on others --------------------------------------------------------------------------------------------

LAND: dict[str, Any] = {
    "land/regime.md": regime_file("land") + "\n## Rollen\n\n- minister\n\n## Voorzieningen\n\n- **proefles**\n",
    "land/feiten.md": BARE_FACTS + "## Over de persoon\n\n- **lengte** (getal): Hoe lang?\n",
    "land/wet.md": law_file("W", "- 1 Over proefles.\n- 2 Alleen als lengte meer dan 1.\n"),
    "land/register.md": REGISTER + "## Errata\n\n| plaats | gelezen als |\n|---|---|\n| W-1 | x |\n",
    "land/inventaris.csv": INVENTORY + "W-1.2,condition,computable,,,,\n",
}


def test_a_regime_takes_over_what_it_builds_on(village: Village) -> None:
    own = {"dorp/inventaris.csv": INVENTORY + "D-V-1.1,condition,computable,,,,\n"}
    read = village(
        "- 1 Over proefles: alleen als lengte meer dan 2.", files={"dorp/regime.md": on_top_of("land"), **LAND, **own}
    )
    assert read.errors == []
    assert read.regime is not None
    assert read.regime.bases == ("land",)
    assert [source.id for source in read.regime.sources] == ["W", "D-V"]
    assert [source.id for source in read.regime.own_sources()] == ["D-V"]
    assert [norm.citations[0] for norm in read.norms] == ["W-1.2", "D-V-1.1"]
    assert len(read.regime.errata) == 1
    assert set(read.regime.inventory) == {"W-1.2", "D-V-1.1"}
    assert read.regime.vocabulary.roles["minister"] == "minister"


def test_what_two_bases_share_is_taken_over_once(village: Village) -> None:
    middle = "# {0}\n\n| regime | {0} |\n|---|---|\n| bouwt op | land, land |\n"
    files = {
        "dorp/regime.md": on_top_of("noord", "zuid"),
        "noord/regime.md": middle.format("noord"),
        "zuid/regime.md": middle.format("zuid"),
        **LAND,
    }
    read = village("- 1 Alleen als werkzoekend.", files=files)
    assert read.errors == []
    assert read.regime is not None
    assert [source.id for source in read.regime.sources] == ["W", "D-V"]
    assert [norm.citations[0] for norm in read.norms] == ["W-1.2", "D-V-1.1"]
    assert len(read.regime.errata) == 1


def test_an_own_fact_goes_before_that_of_the_base(village: Village) -> None:
    own = "\n## Over de persoon\n\n- **lengte** (getal): Hoe lang bent u?\n"
    read = village(facts=own, files={"dorp/regime.md": on_top_of("land"), **LAND})
    assert read.errors == []
    assert read.regime is not None
    assert read.regime.vocabulary.facts["lengte"].question == "Hoe lang bent u?"


@pytest.mark.parametrize(
    ("base", "what"),
    [
        ("lnd", "Er is geen regime 'lnd'. Bedoelt u 'land'? Er zijn: dorp, land."),
        ("../land", "'../land' is geen naam van een regime."),
        ("/etc", "'/etc' is geen naam van een regime."),
        ("dorp", "'dorp' bouwt via 'dorp' op zichzelf."),
    ],
)
def test_a_base_that_cannot_be(village: Village, base: str, what: str) -> None:
    read = village(files={"dorp/regime.md": on_top_of(base), **LAND})
    assert [e.split("\n") for e in read.errors] == [
        [f"dorp/regime.md:1: {what}", "    Goed is: een bestaand regime bij 'bouwt op'"]
    ]


def test_a_base_that_is_no_regime(village: Village) -> None:
    read = village(files={"dorp/regime.md": on_top_of("land"), "land/regime.md": "# Land\n\nTekst.\n"})
    assert first_lines(read.errors) == ["land/regime.md: Dit is geen regime: de koptabel met | regime | … | ontbreekt."]


def test_what_was_read_without_a_mistake_is_not_read_again(village: Village, tmp_path: Path) -> None:
    village("- 1 Alleen als werkzoekend.", files={"dorp/regime.md": on_top_of("land"), **LAND})
    sound: dict[Path, Regime] = {}
    land, _ = read_leniently("land", tmp_path, sound)
    dorp, mistakes = read_leniently("dorp", tmp_path, sound)
    assert mistakes == []
    assert dorp == read_regime("dorp", tmp_path)
    assert land is not None
    assert set(sound) == {tmp_path / "land", tmp_path / "dorp"}
    assert [norm for norm in dorp.norms if norm.source == "W"] == land.norms
    assert read_leniently("land", tmp_path, sound)[0] is land


def test_a_mistake_below_is_told_for_everyone_who_builds_on_it(village: Village, tmp_path: Path) -> None:
    files = {**LAND, "land/fout.md": "# Fout\n\n| bron | F |\n|---|---|\n| rang | wetje |\n"}
    village("- 1 Alleen als werkzoekend.", files={"dorp/regime.md": on_top_of("land"), **files})
    sound: dict[Path, Regime] = {}
    told = [read_leniently(name, tmp_path, sound)[1] for name in ("land", "dorp", "land")]
    assert told == [read_leniently(name, tmp_path)[1] for name in ("land", "dorp", "land")]
    assert all(told)
    assert sound == {}


def test_a_stack_that_is_too_high_is_told_though_its_foot_was_read_before(village: Village, tmp_path: Path) -> None:
    heap = {f"r{n}/regime.md": regime_file(f"r{n}", *([f"r{n + 1}"] if n < 12 else [])) for n in range(13)}
    village("- 1 Alleen als werkzoekend.", files=heap)
    sound: dict[Path, Regime] = {}
    for name in [f"r{n}" for n in range(12, -1, -1)]:
        assert read_leniently(name, tmp_path, sound)[1] == read_leniently(name, tmp_path)[1]
    assert read_leniently("r0", tmp_path, sound)[1]


# Inventory ----------------------------------------------------------------------------------------------------------


def test_a_place_must_be_in_the_inventory(village: Village) -> None:
    csv = INVENTORY + "D-V-1.1,condition,computable,,,,\nD-V-12.4,condition,computable,,,,\n"
    lines = "- 1 Alleen als werkzoekend.\n- 2-3 Alleen als heeft schulden.\n- 99.zzz Tekst: hier.\n"
    lines += "- 1 Reeks toeslag:\n\n| toeslag | norm |\n|---|---|\n| € 1 | 1.t9 |\n"
    read = village(lines, files={"dorp/inventaris.csv": csv})
    assert read.errors == [
        "dorp/verordening.md:13: De plaats D-V-1.2-3 staat niet in de inventaris van de bron.\n"
        "    Alleen als heeft schulden.\n    Goed is: een plaats uit de inventaris",
        "dorp/verordening.md:14: De plaats D-V-1.99.zzz staat niet in de inventaris van de bron.\n"
        "    Tekst: hier.\n    Goed is: een plaats uit de inventaris",
        "dorp/verordening.md:15: De plaats D-V-1.1.t9 staat niet in de inventaris van de bron.\n"
        "    Reeks toeslag:\n    Goed is: 'D-V-1.1'",
    ]


def test_a_power_is_not_a_right(village: Village) -> None:
    csv = INVENTORY + (
        "D-V-1.1,provision,computable,kan,,,\nD-V-1.2,duty,workflow,kan,,,\nD-V-1.3,refusal_ground,computable,kan,,,\n"
        "D-V-1.4,termination_ground,computable,kan,,,\nD-V-1.5,refusal_ground,computable,kan,,,\n"
        "D-V-1.6,duty,workflow,moet,,,\nD-V-1.7,condition,computable,kan,,,\n"
    )
    lines = """- 1 Het college moet een scholing verlenen aan de persoon.
- 2 Het college moet besluit nemen.
- 3 Niet als werkzoekend.
- 4 Eindigt als werkzoekend.
- 5 Mag weigeren als werkzoekend.
- 6 Het college moet subsidie vaststellen.
- 7 Alleen als heeft schulden.
"""
    errors = village(lines, files={"dorp/inventaris.csv": csv}).errors
    right = "De tekst geeft hier een bevoegdheid; deze regel maakt er een recht of plicht van."
    always = "De tekst geeft hier een bevoegdheid; deze regel weigert of beëindigt altijd."
    assert first_lines(errors) == [
        f"dorp/verordening.md:{n}: {what}" for n, what in ((12, right), (13, right), (14, always), (15, always))
    ]
    assert "'kan' in plaats van 'moet'" in errors[0]
    assert "'mag weigeren als …' of 'mag eindigen als …'" in errors[2]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            INVENTORY + "D-V-1.1,b,c,d,,,\nD-V-1.1,b,c,d,,,\n",
            "dorp/inventaris.csv:3: 'D-V-1.1' staat twee keer in de inventaris.",
        ),
        (
            INVENTORY + "D-V-1.1,b,c,d,,,\nD-B-1.1,b,c,d,,,\nD-B-2.1,b,c,d,,,\nX1,b,c,d,,,\n",
            "dorp/inventaris.csv:3: De inventaris noemt normen van 'D-B', maar die bron is er niet.",
        ),
        ("nrm,kind,handling\nA,b,c\n", "dorp/inventaris.csv:1: In de kop van de inventaris ontbreekt: norm, modality."),
        (INVENTORY + '"A,b,c,d,,,\n', "dorp/inventaris.csv:2: Deze rij van de inventaris is niet te lezen."),
        (b"\xff\xfe\x00", "dorp/inventaris.csv: Dit bestand is geen tekst in UTF-8 (byte 0)."),
        ("norm\0", "dorp/inventaris.csv:1: Hier staat een onzichtbaar teken (U+0000)."),
        ("", "dorp/inventaris.csv: Dit bestand is leeg."),
    ],
)
def test_an_inventory_that_cannot_be_read(village: Village, content: str | bytes, expected: str) -> None:
    found = first_lines(village(files={"dorp/inventaris.csv": content}).errors)
    assert found[:1] == [expected]
    assert found[1:] == (["dorp/inventaris.csv:5: De inventaris noemt normen van 'X', maar die bron is er niet."]
                         if "X1" in str(content) else [])  # fmt: skip


def test_an_article_may_be_said_in_several_headings(village: Village) -> None:
    read = village(
        "- 1 Alleen als werkzoekend.\n\n### Beleid 2. Verslag\n\n- 1 Tekst: dit ook.\n\n### Uitleg\n\nTekst.\n"
    )
    assert read.errors == []
    assert [norm.citations for norm in read.norms] == [("D-V-1.1",), ("D-V-2.1",)]


def test_lenient_reading_keeps_what_can_be_read(village: Village, tmp_path: Path) -> None:
    village("- 1 Alleen als zwemles.\n- 2 Alleen als werkzoekend.")
    regime, errors = read_leniently("dorp", tmp_path)
    assert regime is not None
    assert [norm.citations for norm in regime.norms] == [("D-V-1.2",)]
    assert len(errors) == 1
    assert FACTS
    assert ARTICLE

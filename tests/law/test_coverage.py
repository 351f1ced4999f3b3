"""The ledger: how every norm of the inventory is held, what looks wrong, and what nobody holds."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from trede.law import read_regime
from trede.law.coverage import Entry, Ledger, Outline, coverage, coverage_text
from trede.law.regime import InventoryItem, Regime

HEAD = "norm,kind,handling,modality,topic,same_as,remark\n"
REGIME = (
    "# Dorp\n\n| regime | dorp |\n|---|---|\n\n## Rollen\n\n- college\n- persoon\n\n## Handelingen\n\n- besluit nemen\n"
)
FACTS = """
# Feiten

| rang | begrippen |
|---|---|

## Over de persoon

- **leeftijd** (getal jaar; brp): Hoe oud?
- **begindatum** (datum; persoon): Wanneer?
- **past het werk** (oordeel; klantmanager): Past het?
- **aanvraag er** (ja/nee; persoon): Is er een aanvraag?

## Stukken

- **besluit**: reden
"""
TEXT = """
# Verordening

| bron | D-V |
|---|---|
| rang | verordening |
| citaat | D-V-{artikel}.{lid} |
| citaat bijlage | D-{artikel}-{lid} |

## Artikel 1. Hulp

- 1 Het college kan hulp verlenen aan de persoon.
- 2 Alleen als leeftijd minstens 18 jaar.
- 3 Alleen als naar oordeel past het werk.
- 4 Mag weigeren als leeftijd meer dan 80 jaar.
- 5 Eindigt als leeftijd meer dan 90 jaar.
- 6 Niet als leeftijd meer dan 95 jaar.
- 7 Het college mag afwijken ten gunste als naar oordeel past het werk.
- 8 Het college moet besluit nemen.
- 9 Besluit bevat reden.
- 10 Voorleggen als leeftijd minder dan 19 jaar.
- 11 Duurt hoogstens 12 maanden.
- 12 Mag 1 keer verlengd worden met hoogstens 6 maanden.
- 13 Vereist is dat aanvraag er.
- 14 Het college mag niet besluit nemen, als leeftijd minder dan 5 jaar.

## Artikel 2. Gegevens

- 1 Tabel toeslag naar leeftijd:

| leeftijd | toeslag | norm |
|---|---|---|
| 23 of ouder | € 100 | D-V-2.1.t1, D-V-2.1.t2 |
| minder dan 23 | geen | 1.t3 |

- 2 Reeks basis per maand:

| basis per maand | vanaf |
|---|---|
| € 10 | 1 januari 2023 |

- 3-1 Lijst dingen:

| ding | norm |
|---|---|
| pen | 3-2 |
| inkt | |

- 4 Het college kiest stap naar leeftijd:

| leeftijd | stap |
|---|---|
| 18 of ouder | € 5 |

- Lijst losse dingen:

| ding | norm |
|---|---|
| gum | D-V-2.9 |

- 5 Lijst zonder plaatsen:

| ding |
|---|
| gum |

## Artikel 3. Woorden

- 1 Tekst: wij helpen graag.
- 1 Leemte: met wat.
- 2 Begrip: hulp — wat helpt.
- 3 Oud recht geldt: wie al meedeed.
- 4 Leemte: wie betaalt.

## Bijlage X. Punten

- 1 Tekst: een punt.

## Artikel 4. Samen

- 1 Het college kan steun verlenen aan de persoon.
- 1 Alleen als leeftijd minstens 18 jaar.
"""
FILES = {"regime.md": REGIME, "feiten.md": FACTS, "verordening.md": TEXT}


def make(root: Path, rows: str = "", files: dict[str, str] = FILES) -> Regime:
    """The regime of these tests with an inventory of these rows (`norm,kind,handling,modality,…`)."""
    folder = root / "dorp"
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text.lstrip("\n"), "utf-8")
    if rows:
        (folder / "inventaris.csv").write_text(HEAD + rows, "utf-8")
    return read_regime("dorp", root)


@pytest.fixture(scope="module")
def regime(tmp_path_factory: pytest.TempPathFactory) -> Regime:
    return make(tmp_path_factory.mktemp("regimes"))


def ledger(regime: Regime, rows: str) -> Ledger:
    """The ledger of the regime, read once, with an inventory of these rows."""
    items = [InventoryItem(*row) for row in csv.reader(rows.splitlines())]
    return coverage(replace(regime, inventory={item.norm: item for item in items}))


def only(found: Ledger) -> Entry:
    (entry,) = found.entries
    return entry


@pytest.mark.parametrize(
    ("place", "state"),
    [
        ("D-V-1.1", "gegeven"), ("D-V-1.2", "uitgevoerd"), ("D-V-1.3", "beoordeeld"), ("D-V-1.4", "beoordeeld"),
        ("D-V-1.5", "uitgevoerd"), ("D-V-1.6", "uitgevoerd"), ("D-V-1.7", "beoordeeld"), ("D-V-1.8", "stap"),
        ("D-V-1.9", "stap"), ("D-V-1.10", "stap"), ("D-V-1.11", "uitgevoerd"), ("D-V-1.12", "uitgevoerd"),
        ("D-V-1.13", "uitgevoerd"), ("D-V-2.1", "uitgevoerd"), ("D-V-2.1.t1", "uitgevoerd"),
        ("D-V-2.1.t2", "uitgevoerd"), ("D-V-2.2", "gegeven"), ("D-V-2.3-1", "gegeven"), ("D-V-2.3-2", "gegeven"),
        ("D-V-2.4", "beoordeeld"), ("D-V-2.9", "gegeven"), ("D-V-2.5", "gegeven"), ("D-V-3.1", "leemte"),
        ("D-V-3.2", "gegeven"), ("D-V-3.3", "tekst"), ("D-V-3.4", "leemte"), ("D-V-9.9", "open"),
    ],
)  # fmt: skip
def test_how_a_norm_is_held(regime: Regime, place: str, state: str) -> None:
    found = ledger(regime, f"{place},condition,text,,,,\n")
    assert only(found).state == state
    assert bool(only(found).places) == (state != "open")
    assert [e.item.norm for e in found.unaccounted] == ([place] if state == "open" else [])


def test_the_lines_that_hold_it_are_named(regime: Regime) -> None:
    assert only(ledger(regime, "D-V-3.1,data,text,,,,\n")).places == (
        "dorp/verordening.md:68", "dorp/verordening.md:69",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("row", "state", "reason", "warnings"),
    [
        ("D-V-8.1,data,text,,,,weggelaten: staat in een andere wet", "weggelaten", "staat in een andere wet", ()),
        ("D-V-8.1,data,text,,,,Weggelaten: ", "open", "", ("weggelaten zonder reden",)),
        ("D-V-8.1,data,text,,,,zomaar iets", "open", "", ()),
        ("D-V-1.2,data,text,,,,weggelaten: toch niet", "uitgevoerd", "", ("weggelaten volgens de inventaris",)),
    ],
)
def test_left_out_needs_a_reason(regime: Regime, row: str, state: str, reason: str, warnings: tuple[str, ...]) -> None:
    entry = only(ledger(regime, row + "\n"))
    assert (entry.state, entry.reason, entry.warnings) == (state, reason, warnings)


def test_a_double_is_held_by_the_other(regime: Regime) -> None:
    rows = "D-V-8.1,data,text,,,D-V-8.2,\nD-V-8.2,data,text,,,D-V-1.2,\nD-V-8.3,data,text,,,D-V-8.4,\n"
    rows += "D-V-8.5,data,text,,,D-V-8.6,\nD-V-8.6,data,text,,,D-V-8.5,\n"
    found = {e.item.norm: e for e in ledger(regime, rows).entries}
    assert (found["D-V-8.1"].state, found["D-V-8.1"].reason) == ("uitgevoerd", "zelfde als D-V-1.2")
    assert found["D-V-8.2"].places == ("dorp/verordening.md:12",)
    assert {found[f"D-V-8.{n}"].state for n in (3, 5, 6)} == {"open"}


@pytest.mark.parametrize(
    ("row", "warning"),
    [
        ("D-V-3.1,condition,computable,moet", "volgens de inventaris uitrekenbaar, hier alleen leemte"),
        ("D-V-3.3,condition,judgement,", "volgens de inventaris een oordeel, hier alleen tekst"),
        ("D-V-3.3,condition,workflow,", "volgens de inventaris een stap, hier alleen tekst"),
        ("D-V-3.3,condition,data,", None),
        ("D-V-1.2,condition,judgement,", "volgens de inventaris een oordeel, hier uitgerekend"),
        ("D-V-1.3,condition,judgement,", None),
        ("D-V-1.1,right,judgement,kan", None),
        ("D-V-1.1,right,judgement,moet", "volgens de inventaris 'moet', hier 'kan'"),
        ("D-V-1.2,condition,computable,kan", None),
        ("D-V-1.4,refusal_ground,computable,moet", "volgens de inventaris 'moet', hier 'kan'"),
        ("D-V-1.5,termination_ground,computable,kan", "volgens de inventaris 'kan', hier 'bindt'"),
        ("D-V-1.5,termination_ground,computable,moet", None),
        ("D-V-1.6,refusal_ground,computable,kan", "volgens de inventaris 'kan', hier 'bindt'"),
        ("D-V-1.6,refusal_ground,computable,verbod", None),
        ("D-V-1.7,derogation,judgement,kan", None),
        ("D-V-1.8,duty,workflow,kan", "volgens de inventaris 'kan', hier 'moet'"),
        ("D-V-1.12,duration,computable,kan", None),
        ("D-V-4.1,condition,computable,verbod", None),
        ("D-V-4.1,condition,computable,kan", None),
        ("D-V-1.14,duty,workflow,verbod", None),
        ("D-V-1.14,duty,workflow,moet", "volgens de inventaris 'moet', hier 'mag niet'"),
    ],
)
def test_what_does_not_fit_is_said(regime: Regime, row: str, warning: str | None) -> None:
    found = ledger(regime, f"{row},,,De lezer twijfelt.\n")
    assert only(found).warnings == ((warning,) if warning else ())
    assert (f"{warning}. Inventaris: De lezer twijfelt." in coverage_text(found)) == bool(warning)


def test_places_that_the_inventory_lacks_are_listed(regime: Regime) -> None:
    found = ledger(regime, "D-V-1.1,right,data,kan,,,\n")
    assert ("D-V-1.2", "dorp/verordening.md", 12) in [(s.norm, s.file, s.line) for s in found.strangers]
    assert "D-V-1.1" not in [s.norm for s in found.strangers]
    assert "  D-V-1.2 (dorp/verordening.md:12)" in coverage_text(found)


def test_a_base_has_a_ledger_of_its_own(tmp_path: Path) -> None:
    land = tmp_path / "land"
    land.mkdir()
    (land / "regime.md").write_text("# Land\n\n| regime | land |\n|---|---|\n")
    law = "# Wet\n\n| bron | W |\n|---|---|\n| rang | wet |\n| citaat | W-{artikel}.{lid} |\n"
    (land / "wet.md").write_text(law + "\n## Artikel 1. A\n\n- 1 Tekst: a.\n- 2 Tekst: b.\n")
    (land / "inventaris.csv").write_text(HEAD + "W-1.1,data,text,,,,\n")
    files = FILES | {"regime.md": REGIME.replace("|---|---|\n", "|---|---|\n| bouwt op | land |\n", 1)}
    found = coverage(make(tmp_path, "D-V-1.1,right,data,kan,,,\nD-V-8.1,data,text,,,W-1.1,\n", files))
    assert [entry.item.norm for entry in found.entries] == ["D-V-1.1", "D-V-8.1"]
    assert found.entries[1].state == "tekst"
    assert {s.norm.split("-")[0] for s in found.strangers} == {"D"}
    (base,) = coverage(read_regime("land", tmp_path)).entries
    assert (base.source, base.article, base.state) == ("W", "1", "tekst")


def test_totals_are_counts_per_source_and_article(regime: Regime) -> None:
    rows = (
        "D-V-1.1,right,data,kan,,,\nD-V-1.2,condition,computable,moet,,,\nD-X-1,data,text,,,,\nD-V-9.1,data,text,,,,\n"
    )
    body = ledger(regime, rows).to_json()
    assert (body["regime"], body["normen"], body["verantwoord"]) == ("dorp", 4, 3)
    (source,) = body["bronnen"]
    assert source["bron"] == "D-V"
    assert [(a["artikel"], a["normen"], a["verantwoord"]) for a in source["artikelen"]] == [
        ("1", 2, 2), ("X", 1, 1), ("9", 1, 0),
    ]  # fmt: skip
    assert body["hoe"] == {"uitgevoerd": 1, "beoordeeld": 0, "stap": 0, "gegeven": 1, "tekst": 1, "leemte": 0,
                           "weggelaten": 0, "open": 1}  # fmt: skip
    assert body["posten"][0] == {
        "norm": "D-V-1.1", "bron": "D-V", "artikel": "1", "soort": "right", "behandeling": "data", "modaliteit": "kan",
        "onderwerp": "", "zelfde_als": "", "hoe": "gegeven", "plaatsen": ["dorp/verordening.md:11"], "reden": "",
        "let_op": [], "opmerking": "",
    }  # fmt: skip
    assert body["onbekende_plaatsen"][0] == {"norm": "D-V-1.3", "bestand": "dorp/verordening.md", "regel": 13}
    assert json.loads(json.dumps(body)) == body


def test_the_text_is_a_table_and_one_closing_line(regime: Regime) -> None:
    rows = "D-V-1.1,right,data,kan,,,\nD-V-9.1,data,text,,,,weggelaten: dubbel werk\nQ,data,text,,,,\n"
    text = coverage_text(ledger(regime, rows))
    lines = text.splitlines()
    assert lines[0].split() == ["normen", "uitgevoerd", "beoordeeld", "stap", "gegeven", "tekst", "leemte",
                                "weggelaten", "open", "let", "op"]  # fmt: skip
    assert lines[1].split() == ["D-V", "2", ".", ".", ".", "1", ".", ".", "1", ".", "."]
    assert lines[2].startswith("  1   ")
    assert lines[5].startswith("  -   ")
    assert len({len(line) for line in lines[:6]}) == 1
    assert "Weggelaten (1):\n  D-V-9.1: dubbel werk\n" in text
    assert "Open: niemand houdt dit vast (1):\n  Q\n" in text
    assert lines[-1] == "dorp: 2 van 3 verantwoord (1 gegeven, 1 weggelaten, 1 open)"


def test_a_warning_without_a_line_or_remark_is_short(regime: Regime) -> None:
    found = ledger(regime, "D-V-8.1,data,text,,,,weggelaten:\nD-V-1.1,right,data,moet,,,\n")
    assert "  D-V-8.1: weggelaten zonder reden. Inventaris: weggelaten:\n" in coverage_text(found)
    assert "  D-V-1.1 (dorp/verordening.md:11): volgens de inventaris 'moet', hier 'kan'.\n" in coverage_text(found)


def test_without_an_inventory_there_is_nothing_to_account_for(regime: Regime) -> None:
    found = ledger(regime, "")
    assert coverage_text(found) == "dorp: er is geen inventaris, dus niets te verantwoorden."
    assert (found.unaccounted, found.strangers) == ([], [])


@pytest.mark.parametrize(
    ("norm", "place"),
    [
        ("D-V-1.2", ("D-V", "1")),
        ("D-V-14.2.c", ("D-V", "14")),
        ("D-X-3", ("D-V", "X")),
        ("D-Y-3", ("D-V", "Y")),
        ("E-Z-3.1", ("E-Z", "3")),
        ("los", ("los", "")),
    ],
)
def test_the_place_of_a_norm(regime: Regime, norm: str, place: tuple[str, str]) -> None:
    assert Outline(regime.sources).place(norm) == place

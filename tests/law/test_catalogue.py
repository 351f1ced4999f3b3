"""The catalogue: instruments and products as read from the lists of a regime, on a date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from trede.law import NoLawInForce, Regime, read_regime
from trede.law.catalogue import Instrument, amount, catalogue, parts, rungs
from trede.law.norms import ListNorm

REGIME = "# Dorp\n\n| regime | dorp |\n|---|---|\n| titel | Dorp |\n\n## Rollen\n\n- college\n- persoon\n"
TEXT = """
# Handboek

| bron | D-H |
|---|---|
| kort | Handboek |
| rang | werkinstructie |
| geldt vanaf | 1 januari 2020 |
| citaat | D-H-{artikel}.{lid} |

## Artikel 1. Wat er is

- 1-1 Lijst instrumenten voor het traject:

| norm | instrument | trede | traject | doelgroep | doel | activiteit | prijs | eenheid | begeleider | kleur |
|---|---|---|---|---|---|---|---|---|---|---|
| D-H-1.1.a | Sterk | 4 t/m 6, 8 | TWL, TWK | jongeren | werk | solliciteren | € 1.250 | per traject | Vink |  |
| 1.b, D-H-1.2 | Rust | alle | alle |  |  |  | ? |  |  |  |
|  |  | 3 |  |  |  |  |  |  |  |  |

- 2 Lijst product:

| product | naam | aanbieder | kosten | vanaf | tot |
|---|---|---|---|---|---|
| Taal | Taal op maat | Bieb | € 50 | 1 januari 2020 | 1 januari 2025 |
| Taal |  | Bieb | € 60,50 per uur | 1 januari 2025 | |

- 3 Lijst gebieden:

| gebied |
|---|
| zorg |
"""
ON = date(2025, 6, 1)


@pytest.fixture
def regime(tmp_path: Path) -> Regime:
    folder = tmp_path / "dorp"
    folder.mkdir()
    (folder / "regime.md").write_text(REGIME)
    (folder / "handboek.md").write_text(TEXT)
    return read_regime(folder, tmp_path)


def test_lists_of_instruments_and_products_become_a_catalogue(regime: Regime) -> None:
    found = catalogue(regime, ON)
    assert [item.name for item in found] == ["Sterk", "Rust", "Taal"]
    assert found[0] == Instrument(
        name="Sterk", list="instrumenten voor het traject", citation="D-H-1.1.a",
        place="Handboek, artikel 1, lid 1", rung="4 t/m 6, 8", trajectory="TWL, TWK", target="jongeren", goal="werk",
        activity="solliciteren", cost="€ 1.250", unit="per traject", rungs=(4, 5, 6, 8), trajectories=("TWL", "TWK"),
        price=125000, extra=(("begeleider", "Vink"),),
    )  # fmt: skip


def test_rows_hold_between_their_dates(regime: Regime) -> None:
    early, late = catalogue(regime, date(2024, 12, 31))[-1], catalogue(regime, date(2025, 1, 1))[-1]
    assert (early.price, early.until, early.extra) == (5000, date(2025, 1, 1), (("naam", "Taal op maat"),))
    assert (late.price, late.since, late.provider) == (6050, date(2025, 1, 1), "Bieb")


def test_the_place_of_a_row(regime: Regime) -> None:
    found = catalogue(regime, ON)
    assert [item.citation for item in found] == ["D-H-1.1.a", "D-H-1.1.b", "D-H-1.2"]


def test_rows_with_places_of_their_own_and_lists_without(regime: Regime) -> None:
    lists = [norm for norm in regime.norms if isinstance(norm, ListNorm)]
    others = [norm for norm in regime.norms if not isinstance(norm, ListNorm)]
    regime.norms = [
        *others,
        replace(lists[0], row_citations=("D-H-9.1", "", "")),
        replace(lists[1], citations=()),
    ]
    assert [item.citation for item in catalogue(regime, ON)] == ["D-H-9.1", "D-H-1.1-1", ""]


def test_what_an_instrument_does_not_limit_it_is_open_to(regime: Regime) -> None:
    sterk, rust, _ = catalogue(regime, ON)
    assert [sterk.fits_rung(rung) for rung in (3, 5, 7, 8)] == [False, True, False, True]
    assert rust.fits_rung(1)
    assert [sterk.fits_trajectory(name) for name in ("twl", "TWM")] == [True, False]
    assert rust.fits_trajectory("TWL")


def test_before_there_was_law_there_is_no_catalogue(regime: Regime) -> None:
    with pytest.raises(NoLawInForce):
        catalogue(regime, date(2001, 1, 1))


@pytest.mark.parametrize(
    ("text", "found"),
    [("4", (4,)), ("4 - 6", (4, 5, 6)), ("trede 2 tot en met 3 en 5", (2, 3, 5)), ("", ()), ("6 t/m 4", ()),
     ("alle treden", ()), ("1 t/m 99999999", tuple(range(1, 102)))],
)  # fmt: skip
def test_rungs(text: str, found: tuple[int, ...]) -> None:
    assert rungs(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [("TWL", ("TWL",)), ("eigen werk en inkomen; taal", ("eigen werk en inkomen", "taal")),
     ("TWL, TWL;", ("TWL",)), ("-", ()), ("Iedereen", ())],
)  # fmt: skip
def test_parts(text: str, found: tuple[str, ...]) -> None:
    assert parts(text) == found


@pytest.mark.parametrize(
    ("text", "cents"),
    [("€ 375 per maand", 37500), ("375", 37500), ("12,50 per uur", 1250), ("vanaf € 1.234,56", 123456),
     ("gratis", None), ("", None), ("€ 1.23.4", None)],
)  # fmt: skip
def test_amounts(text: str, cents: int | None) -> None:
    assert amount(text) == cents

"""Ladders and catalogues are checked: gaps, rungs that are not there, undated prices, a regime without a text."""

from pathlib import Path

import pytest

from trede.cli.creating import create
from trede.law.check import without_regulation
from trede.law.checks import catalogue
from trede.law.reader import read_regime

LADDER = "- 6 Lijst participatieladder:\n\n| trede | naam |\n|---|---|\n| 1 | een |\n| 2 | twee |\n| 3 | drie |\n"
PRODUCT = (
    "- 7 Lijst product:\n\n| product | trede | prijs | vanaf |\n|---|---|---|---|\n"
    "| Cursus | 2 t/m 3 | € 10 | 1 januari 2025 |\n"
)


def said(folder: Path, ladder: str = LADDER, product: str = PRODUCT) -> list[tuple[str, str]]:
    """What the check says of a new regime with these lists."""
    file = folder / "verordening.md"
    text = file.read_text("utf-8")
    file.write_text(text.replace("\n> Lezing", f"\n{ladder}\n{product}\n> Lezing", 1), "utf-8")
    return [(error.what, error.right) for error in catalogue.check(read_regime(folder))]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return create("waterdam", None, None, tmp_path)


def test_a_whole_ladder_and_a_dated_price_are_right(folder):
    assert said(folder) == []


def test_a_gap_in_a_ladder(folder):
    assert said(folder, LADDER.replace("| 2 | twee |\n", ""), "") == [("Na trede 1 komt trede 3.", "trede 2")]


def test_a_rung_on_no_ladder(folder):
    wrong = [("'Cursus' noemt trede 4, maar die staat op geen ladder.", "een trede van 1 t/m 3")]
    assert said(folder, product=PRODUCT.replace("2 t/m 3", "4")) == wrong


def test_a_rung_without_any_ladder(folder):
    wrong = [("'Cursus' noemt trede 2, maar die staat op geen ladder.", "een lijst … ladder met treden")]
    assert said(folder, "") == wrong


def test_a_price_without_a_date(folder):
    wrong = [("De prijs van 'Cursus' heeft geen datum.", "een kolom 'vanaf' met een datum")]
    assert said(folder, product=PRODUCT.replace("| 1 januari 2025 |", "| |")) == wrong


def test_a_date_at_the_list_serves_all_its_prices(folder):
    dated = PRODUCT.replace("| 1 januari 2025 |", "| |").replace("product:", "product (vanaf 1 januari 2025):", 1)
    assert said(folder, product=dated) == []


def test_a_regime_without_a_regulation(folder):
    assert without_regulation(read_regime(folder)) == []
    (folder / "verordening.md").unlink()
    (folder / "personen.md").unlink()
    (folder / "inventaris.csv").unlink()
    (error,) = without_regulation(read_regime(folder))
    assert (error.file, error.what) == ("waterdam/regime.md", "Het regime 'waterdam' heeft geen eigen regeling.")

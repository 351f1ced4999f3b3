"""docs/fact-names.csv: a case written with an old name of a fact still runs, and every new name is there."""

import csv
from pathlib import Path

import pytest

from trede.law import regime_names
from trede.law.cache import load_regime

FILE = Path(__file__).resolve().parents[2] / "docs/fact-names.csv"
ROWS = list(csv.DictReader(FILE.open(encoding="utf-8", newline="")))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["old"])
def test_a_renamed_fact_answers_to_its_old_name(row: dict[str, str]) -> None:
    words = [load_regime(name).vocabulary for name in regime_names()]
    assert row["why"].strip()
    if row["new"]:
        assert any(row["new"] in known.facts for known in words)
    if row["new"] not in ("", row["old"]):
        assert any(known.old_names.get(row["old"]) == row["new"] for known in words)


def test_every_old_name_that_a_regime_takes_is_listed() -> None:
    taken = {pair for name in regime_names() for pair in load_regime(name).vocabulary.old_names.items()}
    assert {(row["old"], row["new"]) for row in ROWS} >= taken

"""Municipalities that live by one regime: found by their names, and never claimed by two."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.law.features.conftest import MAIN, Village

from trede.law import UnknownRegime, find_regime
from trede.law.check import claimed_twice
from trede.law.places import municipalities

TOWNS = "\n## Gemeenten\n\n- **Dorp aan Zee**: de raad daar stelde het vast.\n- **Ver-Weg**\n\n## Vaste namen\n"


def test_a_municipality_is_found_at_the_regime_that_names_it(village: Village, tmp_path: Path) -> None:
    read = village(files={"dorp/regime.md": MAIN + TOWNS})
    assert read.errors == []
    assert read.regime is not None
    assert read.regime.municipalities == {"Dorp aan Zee": "de raad daar stelde het vast", "Ver-Weg": ""}
    assert municipalities(tmp_path) == {"dorp_aan_zee": ["dorp"], "ver_weg": ["dorp"]}
    for asked in ("Dorp aan Zee", "dorp_aan_zee", "dorp-aan-zee", "VER-WEG"):
        assert find_regime(asked, tmp_path) == tmp_path / "dorp"
    said = (
        r"^Er is geen regime 'verweg'. Bedoelt u 'ver_weg'\? Er zijn: dorp. Ook te vinden als: dorp_aan_zee, ver_weg\.$"
    )
    with pytest.raises(UnknownRegime, match=said):
        find_regime("verweg", tmp_path)


def test_a_municipality_of_two_regimes_must_be_chosen(
    village: Village, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stad = MAIN.replace("dorp", "stad").replace("Dorp", "Stad") + TOWNS
    village(files={"dorp/regime.md": MAIN + TOWNS, "stad/regime.md": stad})
    monkeypatch.setenv("TREDE_REGIMES", str(tmp_path))
    with pytest.raises(UnknownRegime, match=r"^'ver-weg' staat bij meer regimes: dorp, stad. Kies een"):
        find_regime("ver-weg")
    assert [str(error).split("\n") for error in claimed_twice(["stad"])] == [
        ["stad/regime.md:1: De gemeente 'dorp_aan_zee' staat bij meer regimes: dorp, stad.",
         "    Goed is: een gemeente bij één regime onder '## Gemeenten'"],
        ["stad/regime.md:1: De gemeente 'ver_weg' staat bij meer regimes: dorp, stad.",
         "    Goed is: een gemeente bij één regime onder '## Gemeenten'"],
    ]  # fmt: skip


def test_a_municipality_with_a_regime_of_its_own_is_no_other_regimes(
    village: Village, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stad = MAIN.replace("dorp", "stad").replace("Dorp", "Stad")
    village(files={"dorp/regime.md": MAIN + "\n## Gemeenten\n\n- **Stad**\n- **Dorp**\n", "stad/regime.md": stad})
    monkeypatch.setenv("TREDE_REGIMES", str(tmp_path))
    assert find_regime("stad") == tmp_path / "stad"
    assert [error.what for error in claimed_twice(["dorp"])] == [
        "De gemeente 'stad' staat bij meer regimes: dorp, stad."
    ]

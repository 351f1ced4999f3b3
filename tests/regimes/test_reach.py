"""Every computable norm is reached by a test of the regimes and seen to come out both ways, or says why not."""

import shutil
from pathlib import Path

import pytest

from bench import reach
from trede.cli.creating import create
from trede.law import regime_names

REGIMES = Path(__file__).resolve().parents[2] / "regimes"
UNTRIED = "- 9 Alleen als reisafstand minstens 400.\n- 9 Over reiskosten: het college moet besluit bekendmaken.\n"


def test_every_computable_norm_is_reached_both_ways() -> None:
    found, excepted = reach.gaps(regime_names()), reach.exceptions()
    assert [gap for gap in found if (gap.norm, gap.form, gap.what) not in excepted] == []
    assert set(excepted) == {(gap.norm, gap.form, gap.what) for gap in found}, "what is reached needs no exception"
    assert all(len(why) > 20 for why in excepted.values())


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new regime beside the national one."""
    shutil.copytree(REGIMES / "nl", tmp_path / "nl")
    folder = create("waterdam", None, None, tmp_path)
    monkeypatch.setenv("TREDE_REGIMES", str(tmp_path))
    return folder


def said(folder: Path, extra: str) -> list[tuple[str, str]]:
    file = folder / "verordening.md"
    text = file.read_text("utf-8")
    file.write_text(text.replace("\n> Lezing", f"\n{extra}\n> Lezing", 1), "utf-8")
    return [(gap.form, gap.what) for gap in reach.gaps(["waterdam"])]


def test_a_new_regime_reaches_all_its_norms(town: Path) -> None:
    assert said(town, "") == []


def test_a_condition_that_no_example_meets_is_told(town: Path) -> None:
    assert said(town, UNTRIED) == [("Bound", "nooit ja")]


def test_the_command(town: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach, "exceptions", dict)
    said(town, UNTRIED)
    assert reach.main() == 1
    told = capsys.readouterr().out
    assert "(Bound) nooit ja: Alleen als reisafstand minstens 400." in told
    monkeypatch.setattr(reach, "gaps", lambda _names: [])
    assert reach.main() == 0
    monkeypatch.setattr(reach, "exceptions", lambda: {("X-1", "Duty", "nooit bereikt"): "zomaar"})
    assert reach.main() == 1
    assert "X-1, Duty, nooit bereikt is wel bereikt." in capsys.readouterr().out

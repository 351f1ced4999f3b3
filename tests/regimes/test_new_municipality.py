"""A new municipality in an afternoon: `trede new`, ten norms of an invented ordinance, and no Python changed.

The files of `waterdam/` are what the author of the ten norms wrote over the scaffold (docs/add-a-municipality.md).
"""

import json
import shutil
import time
from pathlib import Path

import pytest

from trede.cli.main import main

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WRITTEN = sorted((HERE / "waterdam").iterdir())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The scaffold of `trede new`, with the ten norms written over it."""
    shutil.copytree(ROOT / "regimes/nl", tmp_path / "nl")
    monkeypatch.setenv("TREDE_REGIMES", str(tmp_path))
    monkeypatch.setenv("TREDE_CACHE", str(tmp_path / "cache"))
    assert main(["new", "waterdam", "--title", "Waterdam", "--source", "WAT"]) == 0
    for file in WRITTEN:
        shutil.copy(file, tmp_path / "waterdam")
    return tmp_path / "waterdam"


def run(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    capsys.readouterr()
    assert main(list(words)) == 0
    return capsys.readouterr().out


def test_ten_norms_pass_every_check_in_seconds(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start = time.monotonic()
    assert run(capsys, "check", "waterdam") == "waterdam: 0 fouten, 18 van 18 voorbeelden goed.\n"
    assert time.monotonic() - start < 30  # a few seconds on a quiet machine
    assert "10 van 10 verantwoord" in run(capsys, "coverage", "waterdam")


def test_it_is_data_and_nothing_else(folder: Path) -> None:
    assert {file.suffix for file in folder.iterdir()} == {".md", ".csv"}
    code = "".join(file.read_text("utf-8") for file in (ROOT / "src/trede").rglob("*.py"))
    names = {line.split(",")[0] for line in (folder / "inventaris.csv").read_text("utf-8").splitlines()[1:]}
    assert not [word for word in ("waterdam", "fietsbijdrage", *names) if word.lower() in code.lower()]


def test_every_command_works_for_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = run(capsys, "assess", "waterdam", "--person", "Anna", "--provision", "fietsbijdrage")
    assert "✓ fietsbijdrage: kan worden toegekend" in told
    assert "fietsbedrag: € 280,00 eenmalig (WAT-V-1.5)" in told
    question = json.loads(run(capsys, "ask", "waterdam", "--on", "2025-06-01", "--provision", "fietsbijdrage"))
    assert question["feit"]
    assert "Artikel 1. Bijdrage voor een fiets" in run(capsys, "describe", "waterdam", "--on", "2025-06-01")
    assert "reisafstand: " in run(capsys, "facts", "waterdam")

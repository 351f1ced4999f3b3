"""`trede new`: the folder it writes is a regime that passes every check, and nothing is half written."""

import os

import pytest

from trede.cli.creating import create
from trede.cli.main import main
from trede.cli.usage import Usage
from trede.law.check import check_regime
from trede.law.coverage import coverage
from trede.law.reader import read_regime
from trede.reason.examples import run_examples


def test_a_new_regime_passes_every_check(tmp_path, capsys):
    assert main(["new", "voorbeeldstad", "--title", "Voorbeeldstad", "--source", "VBS", "--root", str(tmp_path)]) == 0
    assert "voorbeeldstad staat klaar" in capsys.readouterr().out
    regime = read_regime(tmp_path / "voorbeeldstad")
    assert check_regime(regime) == []
    assert [run.error for run in run_examples(regime)] == [None] * 5
    assert not coverage(regime).unaccounted


def test_title_and_source_have_defaults(tmp_path):
    folder = create("waterdam", None, None, tmp_path)
    assert "| titel | Waterdam |" in (folder / "regime.md").read_text("utf-8")
    assert "WAT-V-1.1" in (folder / "inventaris.csv").read_text("utf-8")


@pytest.mark.parametrize("name", ["", "A", "Foo Bar", "../weg", "x" * 60])
def test_a_name_that_will_not_do(tmp_path, name):
    with pytest.raises(Usage, match="kan geen naam van een regime zijn"):
        create(name, None, None, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("title", "source", "option"),
    [("", None, "--title"), ("A | B", None, "--title"), ("A\nB", None, "--title"), (None, "a b", "--source"),
     (None, "", "--source"), (None, "WAT-V", "--source")],
)  # fmt: skip
def test_a_title_or_source_that_will_not_do(tmp_path, title, source, option):
    with pytest.raises(Usage, match=f"^{option}: .* Goed is: "):
        create("waterdam", title, source, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["voorbeeldstad", "nl"])
def test_a_name_that_is_taken(tmp_path, name):
    (tmp_path / "voorbeeldstad").mkdir()
    with pytest.raises(Usage, match="Er is al een regime"):
        create(name, None, None, tmp_path)


def test_a_place_where_nothing_can_be_written(tmp_path):
    blocked = tmp_path / "bestand"
    blocked.write_text("")
    with pytest.raises(Usage, match="niet te schrijven"):
        create("voorbeeldstad", None, None, blocked / "map")


def test_nothing_is_half_written(tmp_path, monkeypatch):
    def full(*_arguments, **_options):
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("pathlib.Path.write_text", full)
    with pytest.raises(Usage, match="is niet te maken"):
        create("voorbeeldstad", None, None, tmp_path)
    assert list(tmp_path.iterdir()) == []

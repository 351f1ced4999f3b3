"""Norms are really changed, weak examples are found weak, and the quick way finds what the full way finds."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from bench.mutation.run import try_all
from bench.mutation.sieve import Sieve
from tests.regimes import series, worked
from tests.regimes.series import Series

from bench import mutate
from trede.law import norms
from trede.law.cache import load_regime
from trede.law.check import check_regime
from trede.reason.examples import run_examples


def every_change(sieve: Sieve) -> list[tuple[int, object]]:
    return [(place, change) for place in sieve.own for change in sieve.changes(place)]


def test_every_change_gives_another_norm(regimes: Path) -> None:
    sieve = Sieve(load_regime("sterk"))
    found = every_change(sieve)
    assert found
    for place, change in found:
        assert change.norm != sieve.regime.norms[place]  # type: ignore[attr-defined]
    texts = [(place, change.what, change.said) for place, change in found]  # type: ignore[attr-defined]
    assert len(set(texts)) == len(texts)


def test_all_kinds_of_change_are_made(regimes: Path) -> None:
    sieve = Sieve(load_regime("sterk"))
    kinds = Counter(change.what for _, change in every_change(sieve))  # type: ignore[attr-defined]
    assert set(kinds) == {"amount", "comparison", "dropped condition", "and/or", "table cell", "rounding"}


def test_what_only_informs_is_not_changed(regimes: Path) -> None:
    sieve = Sieve(load_regime("sterk"))
    texts = [i for i, norm in enumerate(sieve.regime.norms) if isinstance(norm, norms.TextNorm)]
    assert texts
    assert not [change for place in texts for change in sieve.changes(place)]


def test_strong_examples_notice_every_change_of_meaning(regimes: Path) -> None:
    outcome = try_all("sterk", workers=1)
    assert outcome.wrong == []
    left = {(v.norm, v.what) for v in outcome.survivors}
    assert left <= {("ST-V-1.6", "rounding")}, outcome.survivors
    assert outcome.share > 0.9


def test_weak_examples_are_found_weak(regimes: Path) -> None:
    outcome = try_all("zwak", workers=1)
    left = {(v.norm, v.what) for v in outcome.survivors}
    assert {("ZW-V-1.2", "amount"), ("ZW-V-1.2", "comparison"), ("ZW-V-1.3", "dropped condition"),
            ("ZW-V-1.6", "amount"), ("ZW-V-1.7", "amount")} <= left  # fmt: skip
    assert outcome.share < 0.5
    place = next(v for v in outcome.survivors if v.norm == "ZW-V-1.2")
    assert place.file == "zwak/regels.md"
    assert "16" in (regimes / place.file).read_text().splitlines()[place.line - 1]


CASE = {
    "naam": "zestien uur", "op": "2025-01-01", "voorziening": "werkplek",
    "feiten": {"uitkering": "bijstand", "uren": 16, "verhuisd": False, "begindatum": "2025-01-01"},
    "verwacht": {"uitkomst": "toegekend", "bedragen": {"bedrag": "400"}, "termijnen": {"einddatum": "2025-06-30"}},
}  # fmt: skip
BROKEN = [{**CASE, "verwacht": {"uitkomst": "geweigerd"}}, {**CASE, "voorziening": "fiets"}]
FIGURES = [Series("maandbedrag", "24", ((date(2024, 1, 1), None, "€ 300,00"),)),
           Series("maandbedrag", "23", ((date(2024, 1, 1), date(2024, 1, 1), "€ 1,00"),))]  # fmt: skip


@pytest.fixture
def cases(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worked case and a dated figure for the regimes, and some that do not pass and so can notice nothing."""
    monkeypatch.setattr(worked, "read_worked", lambda name: [CASE, *BROKEN])
    monkeypatch.setattr(series, "read_series", lambda name: FIGURES)


def test_worked_cases_and_dated_figures_notice_too(regimes: Path, cases: None) -> None:
    outcome = try_all("zwak", workers=1)
    assert (outcome.examples, outcome.cases) == (1, 2)
    by = {(v.norm, v.said): v.by for v in outcome.verdicts}
    assert by["ZW-V-1.2", "16 uur per week → 17 uur per week"] == "case"
    assert by["ZW-V-1.5", "maandbedrag: € 300,00 → € 301,00"] == "case"
    assert by["ZW-V-1.7", "6 maanden → 7 maanden"] == "case"
    assert not by["ZW-V-1.2", "16 uur per week → 15 uur per week"]


def test_the_quick_way_runs_the_cases_that_can_see_a_change(regimes: Path, cases: None) -> None:
    regime = load_regime("zwak")
    sieve = Sieve(regime)
    sieve.cases = [case for case in sieve.cases if case.kind == "case"]
    sieve.by_provision = {"werkplek": [case for case in sieve.cases if case.provision]}
    for place, change in every_change(sieve):
        made = [change.norm if i == place else norm for i, norm in enumerate(regime.norms)]  # type: ignore[attr-defined]
        changed = replace(regime, norms=[norm for norm in made if norm is not None], cache={})
        fails = any(Sieve._fails(changed, case) for case in sieve.cases)
        assert bool(sieve._test_notices(place, change)) is fails, change  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["sterk", "zwak"])
def test_the_quick_way_notices_what_the_full_way_notices(regimes: Path, name: str) -> None:
    regime = load_regime(name)
    sieve = Sieve(regime)
    before = {(e.file, e.line) for e in check_regime(regime)}
    for place, change in every_change(sieve):
        made = [change.norm if i == place else norm for i, norm in enumerate(regime.norms)]  # type: ignore[attr-defined]
        changed = replace(regime, norms=[norm for norm in made if norm is not None], cache={})
        fails = any(run.error for run in run_examples(changed))
        speaks = {(e.file, e.line) for e in check_regime(changed)} > before
        verdict = sieve.verdict(place, change)  # type: ignore[arg-type]
        assert bool(verdict.by) is (fails or speaks), verdict


def test_an_example_that_fails_as_it_stands_notices_nothing(regimes: Path) -> None:
    file = regimes / "zwak" / "regels.md"
    file.write_text(file.read_text().replace("| toegekend |", "| geweigerd |"))
    outcome = try_all("zwak", workers=1)
    assert outcome.examples == 0
    assert len(outcome.wrong) == 1
    assert not [v for v in outcome.verdicts if v.by == "example"]


def test_a_norm_that_never_acts_is_listed_and_not_changed(regimes: Path) -> None:
    file = regimes / "zwak" / "regels.md"
    file.write_text(file.read_text().replace("- 3 Niet als verhuisd.", "- 3 Niet als verhuisd (tot 1 januari 2020)."))
    outcome = try_all("zwak", workers=1)
    assert [text.split()[-1] for text in outcome.never] == ["ZW-V-1.3"]
    assert "ZW-V-1.3" not in {v.norm for v in outcome.verdicts}


def test_the_command_says_enough_or_too_little(regimes: Path, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    assert mutate.main(["--regime", "sterk", "--workers", "1"]) == 0
    assert "enough" in capsys.readouterr().out
    target, page = tmp_path / "out.json", tmp_path / "page.md"
    arguments = ["--regime", "zwak", "--workers", "1", "--json", str(target), "--markdown", str(page)]
    assert mutate.main(arguments) == 1
    out = capsys.readouterr().out
    assert "too few" in out
    assert "zwak/regels.md:" in out
    found = json.loads(target.read_text())["regimes"][0]
    assert found["changes"] - found["noticed"] == len(found["survivors"])
    assert sum(row["changes"] for row in found["source"]) == found["changes"]
    assert "| ZW-V |" in page.read_text()
    assert mutate.main(["--regime", "zwak", "--workers", "1", "--floor", "0", "--no-survivors"]) == 0
    assert mutate.main(["--regime", "nergens"]) == 2


def test_a_sample_is_drawn_by_its_seed(regimes: Path) -> None:
    one, two, three = (try_all("zwak", 5, seed, 1) for seed in (1, 1, 2))
    assert one.verdicts == two.verdicts
    assert one.verdicts != three.verdicts
    assert len(one.verdicts) == one.sampled == 5


def test_several_processes_find_the_same(regimes: Path) -> None:
    assert try_all("zwak", workers=2).verdicts == try_all("zwak", workers=1).verdicts

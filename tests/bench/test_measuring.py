"""The benchmark does what it says: turns, ratios, rivals that agree, and a report. No time is tested."""

from __future__ import annotations

import doctest
import importlib
import json
from datetime import date
from pathlib import Path

import pytest
from bench.people import Crowd
from bench.reasoning import Field
from bench.rivals.plain_python import write_python
from bench.rows import Rival, Row, ratio
from bench.timing import Contender, Timing, race

from bench import __main__ as command
from bench import report
from trede.law import law_on
from trede.law.cache import load_regime
from trede.reason.program import program

ON = date(2025, 3, 1)


@pytest.mark.parametrize("name", ["bench.report", "bench.mutation.report", "bench.mutation.literals"])
def test_doctests(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_contenders_take_turns() -> None:
    seen: list[str] = []
    contenders = [Contender(name, lambda _, n=name: seen.append(n), 1) for name in "ab"]  # type: ignore[misc]
    times = race(contenders, rounds=2, warm_up=False)
    assert seen == ["a", "b", "b", "a"]
    assert times["a"].units == times["b"].units == 2


def test_figures_of_a_series() -> None:
    timing = Timing.of([n * 1_000_000 for n in range(1, 101)])
    assert (timing.median, timing.p95, timing.least) == (50.5, 96, 1)
    assert ratio(Rival("r", Timing(101, 0, 0, 1)), timing) == 2


def test_people_are_complete_and_the_same_for_a_seed(regimes: Path) -> None:
    law = law_on(load_regime("sterk"), ON)
    made = [program(law, "werkplek")]
    people = Crowd(law, ON, made).people(20)
    assert len(people) == 20
    assert all({"uitkering", "uren", "verhuisd"} <= set(facts.values) for facts in people)
    assert [f.values for f in people] == [f.values for f in Crowd(law, ON, made).people(20)]
    assert {15, 16} & {facts.values["uren"] for facts in people}


def test_rivals_come_to_the_same(regimes: Path) -> None:
    field = Field(load_regime("sterk"), ON, 40)
    (match,) = field.matches
    assert match.rivalled
    assert not +match.differs
    assert match.compared == 40 * 4


def test_plain_python_is_the_provision(regimes: Path) -> None:
    run = write_python(program(law_on(load_regime("sterk"), ON), "werkplek"))
    facts = {"uitkering": "bijstand", "uren": 24, "verhuisd": False}
    assert run(facts) == (True, (True, False, True), (60000,))
    assert run({**facts, "uren": 15})[0] is False


def test_the_report_says_what_is_met() -> None:
    timing = Timing(1.0, 2.0, 0.5, 10)
    rows = [Row("quick", timing, 2, [Rival("other", Timing(3.0, 3, 3, 1))], ["a remark"]), Row("slow", timing, 0.1),
            Row("gone", None, 1)]  # fmt: skip
    assert [row.met for row in rows] == [True, False, None]
    shown = report.table(rows)
    assert "3.0 ×" in shown
    assert "skipped" in shown
    assert report.to_json(rows, "2025-03-01", 1)["rows"][0]["rivals"][0]["ratio"] == 3
    assert "| quick | ≤ 2 | 1.00 |" in report.markdown(rows, "2025-03-01", 1)


def test_the_command_measures_a_regime(regimes: Path, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    target, page = tmp_path / "out.json", tmp_path / "page.md"
    arguments = ["--regime", "sterk", "--part", "reasoning", "--rounds", "1", "--people", "3", "--on", "2025-03-01"]
    code = command.main([*arguments, "--json", str(target), "--markdown", str(page)])
    found = json.loads(target.read_text())
    assert code == int(any(row["met"] is False for row in found["rows"]))
    assert "one provision, cited" in capsys.readouterr().out
    assert found["machine"]["cores"] >= 1
    assert "plain Python" in page.read_text()
    assert command.main(["--regime", "nergens", "--part", "reasoning"]) == 2


def test_a_day_on_which_there_was_law(regimes: Path) -> None:
    regime = load_regime("sterk")
    assert command.day_in_force(regime, ON) == ON
    assert command.day_in_force(regime, date(2020, 1, 1)) == date(2023, 7, 1)

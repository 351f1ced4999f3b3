"""A whole caseload: answers equal to those of one person at a time, sums with their bounds, stopping and going on."""

import csv
import json
from collections import Counter
from fractions import Fraction

import pytest
from tests.population.conftest import STANDARD
from tests.population.files_sample import town
from tests.reason.towns import ON

from trede.population import drawing, read_assumptions
from trede.population.files import csvfile
from trede.population.files.csvfile import CsvFile
from trede.population.files.heading import fact_named, read_heading
from trede.population.files.reading import Reading
from trede.population.run import Run, Unfinished
from trede.population.tally import Sums, Tally
from trede.population.writing import write_people
from trede.reason import Facts, assess
from trede.reason.caseload import OUTCOMES, prepare
from trede.reason.facts import FactErrors

LEAN = (
    STANDARD
    + """
[[regel]]
feiten = ["verlenging_maanden", "gewenste_einddatum"]
onbekend = 97
bron = "aanname"
[[regel]]
feiten = ["uren", "loon", "loonwaarde", "soort", "oordeel_geschikt", "begindatum", "taken"]
onbekend = 25
afwezig = 5
bron = "aanname"
[[regel]]
feiten = ["b"]
ja = 100
onbekend = 20
bron = "aanname"
"""
)


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.setattr(csvfile, "chunk_rows", lambda _: 64)
    found = town(tmp_path)
    (found.folder / "bevolking.toml").write_text(LEAN, "utf-8")
    made = drawing(found.regime, read_assumptions(found.regime, tmp_path), ON)
    blocks = list(made.blocks(300, 1))
    write_people(tmp_path / "p.csv", blocks, found.regime.vocabulary)
    write_people(tmp_path / "p.jsonl", blocks, found.regime.vocabulary)
    return found


def ready(here, folder, out="o.csv", threads=1, **what):
    case = prepare(here.regime, ON)
    words = here.regime.vocabulary
    file = CsvFile(folder / "p.csv", lambda name: fact_named(name, words) in case.facts)
    reading = Reading(case, read_heading(file.columns, case, None, ()))
    return Run(case, reading, folder / out, {"invoer": file.sha256, **what}, threads), file


def rows(path):
    return list(csv.DictReader(path.open(encoding="utf-8")))


def single(here, folder):
    """What `assess` says of each person."""
    found = []
    for line in (folder / "p.jsonl").read_text("utf-8").splitlines():
        facts = Facts.read(json.loads(line), here.regime)
        try:
            found.append(next(iter(assess(here.regime, facts, ON).results.values())))
        except FactErrors:
            found.append(None)
    return found


@pytest.mark.parametrize("threads", [1, 2])
def test_answers_are_those_of_one_person_at_a_time(here, tmp_path, threads):
    run, file = ready(here, tmp_path, threads=threads)
    run.run(file)
    answers = {row["persoon"]: row for row in rows(tmp_path / "o.csv")}
    wanted = single(here, tmp_path)
    assert len(answers) == sum(result is not None for result in wanted) == run.tally.people == 300
    for number, result in enumerate(wanted, 1):
        row = answers[str(number)]
        assert row["cursus"] == result.outcome
        value = result.amounts[0].value if result.amounts else None
        known = isinstance(value, (int, Fraction))
        assert row["cursus.bedrag"] == ("" if not known else f"{value / 100:.2f}".rstrip("0").rstrip("."))
        assert set(row["cursus.ontbreekt"].split()) == set(result.missing)
        assert set(row["cursus.oordelen"].split()) == {*result.judgements, *result.choice_needed}
    assert not run.folder.exists()
    assert not run.faults.exists()


def test_the_summary_adds_up(here, tmp_path):
    run, file = ready(here, tmp_path)
    run.run(file)
    found = run.tally.to_json(run.case)
    wanted = single(here, tmp_path)
    course = found["voorzieningen"]["cursus"]
    assert (found["mensen"], found["rijen"], found["niet_gelezen"], found["op"]) == (300, 300, 0, "2025-06-01")
    assert course["uitkomsten"] == {name: sum(r.outcome == name for r in wanted) for name in OUTCOMES}
    granted = [r.amounts[0].value for r in wanted if r.outcome == "toegekend"]
    amount = course["bedragen"]["bedrag"]
    assert amount["aantal"] == len(granted)
    assert Fraction(amount["som_laagst"]) == Fraction(sum(granted), 100)
    assert (Fraction(amount["laagste"]), Fraction(amount["hoogste"])) == (
        Fraction(min(granted), 100), Fraction(max(granted), 100),
    )  # fmt: skip
    missing = Counter(name.partition("[")[0] for r in wanted for name in {n.partition("[")[0] for n in r.missing})
    assert {entry["feit"]: entry["aantal"] for entry in course["ontbreekt"]} == dict(missing.most_common(10))


def test_a_sum_lies_between_what_is_granted_and_what_may_still_come():
    import numpy as np

    yes, no = np.array([True, True]), np.array([False, False])
    sums = Sums()
    assert (sums.sum, sums.highest) == (0, 0)
    sums.add(np.array([0, 0]), no, no, yes)
    assert sums.highest is None  # two may get an amount that nobody has yet
    sums.add(np.array([300, 500]), yes, no, no)
    assert (sums.sum, sums.low, sums.high, sums.highest) == (800, 300, 500, 800 + 2 * 500)
    sums.add(np.array([700, 100]), no, yes, no)
    assert (sums.sum, sums.highest, sums.open_known) == (800, 800 + 800 + 2 * 700, 2)


def test_a_tally_can_be_kept_and_taken_up_again(here, tmp_path):
    run, file = ready(here, tmp_path)
    run.run(file)
    again = Tally.from_state(json.loads(json.dumps(run.tally.to_state())))
    assert again.to_json(run.case) == run.tally.to_json(run.case)


@pytest.mark.parametrize("after", [1, 2, 4])
def test_an_interrupted_run_goes_on_where_it_was(here, tmp_path, after):
    whole, file = ready(here, tmp_path, "whole.csv")
    with (tmp_path / "p.csv").open("a") as people:
        people.write("7,een rij die niet klopt\n7" + "," * (len(file.columns) - 1) + "\n")
    whole, file = ready(here, tmp_path, "whole.csv")
    whole.run(file)
    part, file = ready(here, tmp_path)
    done = []

    def stop(rows):
        done.append(rows)
        if len(done) == after:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        part.run(file, stop)
    assert not (tmp_path / "o.csv").exists()
    assert part.folder.is_dir()
    again, file = ready(here, tmp_path)
    assert again.resume()
    assert again.tally.rows == done[-1] == 64 * after
    told = []
    again.run(file, told.append)
    assert told[0] == min(302, 64 * (after + 1))
    assert (tmp_path / "o.csv").read_text() == (tmp_path / "whole.csv").read_text()
    assert again.faults.read_text() == whole.faults.read_text()
    assert [row["wat"].partition(" vakken")[0] for row in rows(again.faults)] == [
        "deze rij heeft 2", "deze persoon staat ook al op regel 8",
    ]  # fmt: skip
    assert again.tally.to_json(again.case) == whole.tally.to_json(whole.case)


def test_a_run_of_something_else_is_not_gone_on_with(here, tmp_path):
    first, file = ready(here, tmp_path, datum="2025-06-01")
    with pytest.raises(KeyboardInterrupt):
        first.run(file, lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
    other, file = ready(here, tmp_path, datum="2025-06-02")
    with pytest.raises(Unfinished, match=r"^datum$"):
        other.resume()
    other.start_over()
    assert not other.resume()
    other.run(file)
    assert len(rows(tmp_path / "o.csv")) == 300


def test_a_state_that_is_damaged_is_told(here, tmp_path):
    run, _ = ready(here, tmp_path)
    run.folder.mkdir()
    for text in ("{", "{}"):
        (run.folder / "toestand.json").write_text(text)
        with pytest.raises(Unfinished):
            run.resume()
    (run.folder / "toestand.json").write_text(json.dumps({"versie": 0, "wat": run.what}))
    with pytest.raises(Unfinished, match="de vorm"):
        run.resume()


def test_a_report_cannot_hold_a_formula(here, tmp_path):
    (tmp_path / "p.csv").write_text("persoon,uren\n=1+1,veel\n")
    run, file = ready(here, tmp_path)
    run.run(file)
    (row,) = rows(run.faults)
    assert (row["regel"], row["persoon"], row["waarde"]) == ("2", "'=1+1", "veel")
    assert rows(tmp_path / "o.csv") == []


def test_a_full_disk_loses_nothing(here, tmp_path, monkeypatch):
    run, file = ready(here, tmp_path)
    monkeypatch.setattr("trede.population.run.os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "vol")))
    with pytest.raises(OSError, match="vol"):
        run.run(file)
    assert not (tmp_path / "o.csv").exists()
    monkeypatch.undo()
    again, file = ready(here, tmp_path)
    assert again.resume()
    again.run(file)
    assert len(rows(tmp_path / "o.csv")) == 300

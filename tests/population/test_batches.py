"""People and answers as Arrow batches: one function for Parquet and Spark, the same answers as CSV."""

import csv
from datetime import date, datetime
from decimal import Decimal

import pytest
from tests.population.test_run import here, ready, rows  # noqa: F401 - the fixture
from tests.reason.towns import ON

from trede.population import drawing, read_assumptions
from trede.population.files.heading import read_heading
from trede.population.files.parquetfile import ParquetFile
from trede.population.files.portion import Chunk, ColumnErrors
from trede.population.files.reading import Reading
from trede.population.run import Run
from trede.population.writing import write_people
from trede.reason import Facts
from trede.reason.caseload import prepare

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
from trede.population.batches import answer_schema, assess_batches  # noqa: E402


def people(here, folder, count=300):  # noqa: F811
    made = drawing(here.regime, read_assumptions(here.regime, folder), ON)
    write_people(folder / "p.parquet", list(made.blocks(count, 1)), here.regime.vocabulary)
    return folder / "p.parquet"


def as_text(value):
    if isinstance(value, list):
        return " ".join(value)
    return "" if value is None else f"{value:f}".rstrip("0").rstrip(".") if isinstance(value, Decimal) else value


def test_parquet_in_and_out_are_the_same_people_and_answers(here, tmp_path):  # noqa: F811
    run, file = ready(here, tmp_path)
    run.run(file)
    case = prepare(here.regime, ON)
    source = ParquetFile(people(here, tmp_path))
    other = Run(case, Reading(case, read_heading(source.columns, case, None, ())), tmp_path / "o.parquet", {})
    other.run(source)
    found = [{name: as_text(v) for name, v in row.items()} for row in pq.read_table(tmp_path / "o.parquet").to_pylist()]
    assert found == rows(tmp_path / "o.csv")
    assert other.tally.to_json(case) == run.tally.to_json(run.case)


def test_a_run_over_parquet_goes_on_where_it_was(here, tmp_path, monkeypatch):  # noqa: F811
    monkeypatch.setattr("trede.population.files.parquetfile.chunk_rows", lambda _: 64)
    case = prepare(here.regime, ON)

    def made(out):
        source = ParquetFile(people(here, tmp_path))
        return Run(case, Reading(case, read_heading(source.columns, case, None, ())), tmp_path / out, {}), source

    def stop(done):
        if done == 128:
            raise KeyboardInterrupt

    first, source = made("o.parquet")
    with pytest.raises(KeyboardInterrupt):
        first.run(source, stop)
    again, source = made("o.parquet")
    assert again.resume()
    assert again.position == 128
    monkeypatch.setattr("trede.population.files.parquetfile.chunk_rows", lambda _: 100)  # begins before the position
    again.run(source)
    whole, source = made("whole.parquet")
    whole.run(source)
    assert pq.read_table(tmp_path / "o.parquet").equals(pq.read_table(tmp_path / "whole.parquet"))


def test_batches_give_an_answer_for_every_row_and_say_what_could_not_be_read(here):  # noqa: F811
    case = prepare(here.regime, ON)
    cells = {
        "persoon": [11, 12, 13], "uren": [20, 99, 3], "soort": ["rood", "rod", "blauw"], "a": [True, True, True],
        "b": [False, None, False], "naam_werkgever": ["x", "y", "z"],
    }  # fmt: skip
    batch = pa.record_batch(cells)
    (found,) = assess_batches(case, [batch])
    assert found.schema == answer_schema(case, faults=True)
    one, two, three = found.to_pylist()
    assert (one["persoon"], one["cursus"], one["onleesbaar"]) == ("11", "onvoldoende_gegevens", None)
    assert (three["persoon"], three["cursus"]) == ("13", "geweigerd")
    assert (two["persoon"], two["cursus"], two["cursus.ontbreekt"]) == ("12", None, None)
    assert two["onleesbaar"] == (
        "uren: '99' is te hoog. Goed is: hoogstens 60 uur per week. soort: 'rod' is geen keuze. Goed is: 'rood'."
    )
    (bare,) = assess_batches(case, [batch.drop_columns(["persoon"])])
    assert bare.column("persoon").to_pylist() == ["0", "1", "2"]


def test_facts_that_cannot_be_together_are_told_in_their_row(here):  # noqa: F811
    case = prepare(here.regime, ON)
    (found,) = assess_batches(case, [pa.record_batch({"a": [True, True], "b": [True, False]})])
    assert found.column("onleesbaar").to_pylist() == [
        "dit kan niet samen: a en b. Goed is: feiten die samen kunnen.", None,
    ]  # fmt: skip


VALUES = [
    ("uren", pa.array([20, None], pa.int8())), ("uren", pa.array([20.5, None])), ("uren", pa.array(["20", ""])),
    ("loon", pa.array([Decimal("3.10"), None])), ("geboortedatum", pa.array([date(2000, 2, 29), None])),
    ("geboortedatum", pa.array([datetime(2000, 2, 29), None])), ("soort", pa.array(["rood", None]).dictionary_encode()),
    ("doelen", pa.array([["werk"], None])), ("a", pa.array([True, None])),
    ("taken", pa.array([[{"zwaar": True, "aandeel": None}], None])),
    ("ziekteperioden", pa.array([[{"van": date(2025, 4, 8), "tot_en_met": None}], None])),
]  # fmt: skip
AS_JSON = {"3.10": "3.10"}


@pytest.mark.parametrize(("name", "array"), VALUES, ids=[f"{name}: {array.type}" for name, array in VALUES])
def test_values_of_every_type(here, name, array):  # noqa: F811
    case = prepare(here.regime, ON)
    reading = Reading(case, read_heading([name], case, None, ()))

    block = reading.portion(Chunk([1, 2], {name: pa.chunked_array([array])}, 2)).block
    raw = array.to_pylist()[0]
    raw = raw.date() if isinstance(raw, datetime) else raw
    if isinstance(raw, list) and isinstance(raw[0], dict):
        raw = [{key: value for key, value in raw[0].items() if value is not None}]
    assert block.person(0) == Facts.read({name: raw}, here.regime).values
    assert block.person(1) == {}


def test_a_moment_is_no_day(here):  # noqa: F811
    case = prepare(here.regime, ON)
    batch = pa.record_batch({"geboortedatum": [datetime(2000, 2, 29, 12)]})
    (found,) = assess_batches(case, [batch])
    assert "is geen datum" in found.column("onleesbaar")[0].as_py()


def test_a_column_of_records_is_no_list(here):  # noqa: F811
    case = prepare(here.regime, ON)
    (found,) = assess_batches(case, [pa.record_batch({"taken": [{"zwaar": True}, None]})])
    assert found.column("onleesbaar").to_pylist() == [
        "taken: '{'zwaar': True}' is geen lijst. Goed is: [{…}, {…}].",
        None,
    ]


def test_what_is_known_to_be_absent(here):  # noqa: F811
    case = prepare(here.regime, ON)
    reading = Reading(case, read_heading(["uren", "soort", "afwezig"], case, None, ()))

    cells = {
        "uren": pa.array([20, None, None]), "soort": pa.array([None, None, "rood"]),
        "afwezig": pa.array([["uren"], ["uren", "soort", "iets"], None]),
    }  # fmt: skip
    block = reading.portion(Chunk([1, 2, 3], cells, 3)).block
    assert [block.person(place) for place in range(3)] == [
        {"uren": 20},
        {"uren": None, "soort": None},
        {"soort": "rood"},
    ]


def test_another_day_of_assessment_is_done_apart(tmp_path):
    from tests.reason.towns import FACTS, Town, article, source

    facts = FACTS.replace("- **a** (ja", "- **beoordelingsdatum** (datum; systeem): Welke dag?\n- **a** (ja")
    there = Town(tmp_path, {"v.md": source(article("Alleen als begindatum vóór beoordelingsdatum."))}, facts)
    case = prepare(there.regime, ON)
    days = [date(2025, 6, 1), date(2025, 7, 1), None]
    batch = pa.record_batch({"begindatum": [date(2025, 6, 15)] * 3, "beoordelingsdatum": days})
    (found,) = assess_batches(case, [batch])
    assert found.column("cursus").to_pylist() == ["geweigerd", "toegekend", "geweigerd"]


def test_a_file_that_is_no_parquet(tmp_path):
    (tmp_path / "p.parquet").write_text("persoon,uren\n")
    with pytest.raises(ColumnErrors, match="geen Parquet-bestand"):
        ParquetFile(tmp_path / "p.parquet")


def test_documents_and_what_a_person_must_look_at_are_named_by_their_norm(tmp_path):
    from tests.reason.towns import Town, article, source

    paper = "Vereist is dat het plan ondertekend is"
    norms = (f"{paper}.", "Voorleggen als a.", f"{paper}, als b.")
    there = Town(tmp_path, {"v.md": source(article(*norms))})
    case = prepare(there.regime, ON)
    cells = {"plan_ondertekend": [False, True, True], "a": [False, True, False], "b": [True, False, False]}
    (found,) = assess_batches(case, [pa.record_batch(cells)])
    assert found.column("cursus").to_pylist() == ["onvoldoende_gegevens", "voorgelegd_aan_oordeel", "toegekend"]
    assert found.column("cursus.ontbreekt").to_pylist() == [["stuk:V-1.1", "stuk:V-1.3"], [], []]
    assert found.column("cursus.oordelen").to_pylist() == [[], ["norm:V-1.2"], []]


def test_quantities_in_other_units(tmp_path):
    from tests.reason.towns import Town, article, source

    from trede.population.run import CsvFormat

    norms = ("Deel bedraagt loonwaarde × loonwaarde.", "Omvang bedraagt uren × loonwaarde.")
    there = Town(tmp_path, {"v.md": source(article(*norms))})
    case = prepare(there.regime, ON)
    people_ = [{"loonwaarde": 33, "uren": 20}, {"loonwaarde": "33.3333333"}]
    result = case.run(case.block(people_))
    CsvFormat.write(tmp_path / "o.csv", case, ["1", "2"], result)
    found = list(csv.reader((tmp_path / "o.csv").open()))
    assert [row[2:4] for row in found] == [["10.89", "6.6"], ["11.11", ""]]


TASK = pa.struct([("zwaar", pa.bool_()), ("aandeel", pa.decimal128(9, 4)), ("sinds", pa.date32())])
LISTS = [
    [{"zwaar": True, "aandeel": Decimal("40"), "sinds": date(2025, 1, 1)}, {"zwaar": None, "aandeel": Decimal("2.5")}],
    None, [], [{"zwaar": False, "aandeel": None, "sinds": None}], [{"aandeel": Decimal("33.3333")}],
]  # fmt: skip


@pytest.mark.parametrize("loan", [Decimal("50"), Decimal("33.333333333")])
def test_lists_of_records_field_by_field(here, loan):  # noqa: F811
    case = prepare(here.regime, ON)
    lists = pa.chunked_array([pa.array(LISTS, pa.list_(TASK))])
    cells = {
        "taken": lists, "loonwaarde": pa.array([loan] * 5),
        "afwezig": pa.array([["taken"], ["taken"], [], [], []]),
    }  # fmt: skip
    reading = Reading(case, read_heading(list(cells), case, None, ()))
    block = reading.portion(Chunk(range(5), cells, 5)).block
    for place, given in enumerate(LISTS):
        tasks = None
        if given is not None:
            tasks = [{name: value for name, value in task.items() if value is not None} for task in given]
        wanted = Facts.read({"taken": tasks, "loonwaarde": loan}, here.regime).values
        assert block.person(place) == wanted
    assert len(block.apart) == (5 if loan != 50 else 0)


def test_a_field_too_fine_for_a_column_is_done_apart(here):  # noqa: F811
    case = prepare(here.regime, ON)
    batch = pa.record_batch({"taken": [[{"aandeel": "33.33333333"}], [{"aandeel": "5"}], None]})
    reading = Reading(case, read_heading(["taken"], case, None, ()))
    block = reading.portion(Chunk(range(3), {"taken": batch.column(0)}, 3)).block
    assert list(block.apart) == [0]
    assert block.person(0) == Facts.read({"taken": [{"aandeel": "33.33333333"}]}, here.regime).values


WRONG = [
    (pa.array([[{"zwaar": True}, None]]), "nummer 2 is geen object"),
    (pa.array([[{"zwaarte": True}]]), "nummer 1: 'zwaarte' ken ik niet bij taak"),
    (pa.array([[{"aandeel": 130}]]), "nummer 1, aandeel: '130' is te hoog"),
    (pa.array([[{"zwaar": True}] * 1001]), "deze lijst is te lang (1001)"),
    (pa.array([[3]]), "nummer 1 is geen object"),
]


@pytest.mark.parametrize(("lists", "said"), WRONG, ids=[said for _, said in WRONG])
def test_a_list_with_something_wrong_in_it(here, lists, said):  # noqa: F811
    (found,) = assess_batches(prepare(here.regime, ON), [pa.record_batch({"taken": lists})])
    assert f"taken: {said}" in found.column("onleesbaar")[0].as_py()


BEYOND = [
    ("geboortedatum", pa.array([date(1500, 1, 1)]), "1500-01-01 ligt te ver weg"),
    ("geboortedatum", pa.array([20250601]), "'20250601' is geen datum"),
    ("loon", pa.array([Decimal("1.005")]), "'1.005' heeft meer dan twee decimalen"),
    ("loon", pa.array([-1]), "'-1' is te laag"),
    ("loonwaarde", pa.array([101]), "'101' is te hoog"),
]


@pytest.mark.parametrize(("name", "array", "said"), BEYOND, ids=[said for _, _, said in BEYOND])
def test_what_lies_beyond_what_a_fact_can_be_is_told(here, name, array, said):  # noqa: F811
    (found,) = assess_batches(prepare(here.regime, ON), [pa.record_batch({name: array})])
    assert f"{name}: {said}" in found.column("onleesbaar")[0].as_py()


def test_a_list_is_no_day_of_assessment(here):  # noqa: F811
    from trede.population.files.arrows import plain_records

    words = here.regime.vocabulary
    records = plain_records(
        pa.array([[{"zwaar": True}]]), words.facts["taken"], words.fields["taak"], lambda f, r: (r, [])
    )
    with pytest.raises(TypeError, match="taken"):
        records.other(ON)
    assert records.hopeless() == list(records.wrong()) == []

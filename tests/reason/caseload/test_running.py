"""A block goes in, a block comes out: columns of every kind, parts, threads, people for the scalar engine."""

# ruff: noqa: E501 - rules and people are easiest to read on one line

from __future__ import annotations

from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from tests.reason.caseload.agreement import differences
from tests.reason.towns import FACTS, ON, Town, article, source

from trede.law import NoLawInForce
from trede.law.kinds import DATE, MONEY, PERCENT, PERIODS, TEXT, YES_NO, Kind
from trede.reason import FactErrors, Facts
from trede.reason.assess import UnknownProvision
from trede.reason.caseload import OUTCOMES, Block, Column, prepare
from trede.reason.caseload.planes import number, unpack
from trede.reason.caseload.result import NOT
from trede.reason.values import Unknown
from trede.terms import Period


def arrays(count: int, case):
    """A block of people as columns."""
    draw = np.random.default_rng(3)
    kinds = {name: fact.kind for name, fact in case.facts.items()}
    return Block(count, {
        "a": Column.yes_no(kinds["a"], draw.random(count) < 0.5, draw.random(count) < 0.9),
        "kosten": Column.numbers(kinds["kosten"], draw.integers(0, 10_000, count), known=draw.random(count) < 0.9),
    })  # fmt: skip


def test_a_block_in_parts_with_threads_says_the_same(town):
    here = town(
        "Alleen als a.", "Bedrag bedraagt kosten / 3, afgerond op centen.", "Mag weigeren als kosten meer dan € 90."
    )
    case = prepare(here.regime, ON, ["cursus"])
    block = arrays(150_000, case)
    block.apart = {7: {"a": True, "kosten": 10**30}, 140_000: {"a": True, "kosten": 5}}
    whole = case.run(block, grounds=True)
    threaded = case.run(block, threads=2, grounds=True)
    parts = list(case.stream(block.parts(6_400), threads=3))
    assert whole.count == threaded.count == sum(part.count for part in parts) == 150_000
    assert whole.fallbacks == threaded.fallbacks == 2
    one, two = whole.provisions["cursus"], threaded.provisions["cursus"]
    assert np.array_equal(one.outcome, two.outcome)
    assert np.array_equal(one.outcome, np.concatenate([part.provisions["cursus"].outcome for part in parts]))
    assert np.array_equal(one.amounts[0].cents(), two.amounts[0].cents())
    assert np.array_equal(one.amounts[0].state, two.amounts[0].state)
    assert one.counts() == {name: int((one.outcome == code).sum()) for code, name in enumerate(OUTCOMES)}
    assert sum(one.counts().values()) == 150_000
    assert one.amounts[0].name == "bedrag"
    assert one.amounts[0].value(7) == round(Fraction(10**30, 3))
    assert one.amounts[0].value(140_000) == 2
    with pytest.raises(IndexError):
        one.amounts[0].value(150_000)
    people = [Facts(block.person(place)) for place in range(66_000, 66_040)]
    tail = Block(40, block.columns, {}, 66_000)
    assert differences(case, people, case.run(tail, grounds=True)) == []
    assert number(one.apart) == 2


def test_the_state_of_an_amount(town):
    here = town("Bedrag bedraagt kosten / 2, voor zover a.", "Alleen als b of niet b.")
    case = prepare(here.regime, ON)
    found = case.run(case.block([
        {"a": False, "kosten": "1.00"}, {"a": True, "kosten": None}, {"a": True}, {"a": True, "kosten": "1.01"}, {},
    ])).provisions["cursus"].amounts[0]  # fmt: skip
    assert found.state.tolist() == [0, 1, 2, 3, 2]
    assert found.cents().tolist() == [0, 0, 0, 51, 0]
    values = [found.value(place) for place in range(5)]
    assert values == [NOT, None, Unknown(frozenset({"kosten"})), Fraction(101, 2), Unknown(frozenset({"a", "kosten"}))]


def test_the_state_of_an_amount_of_people_for_the_scalar_engine(town):
    case = prepare(town("Bedrag bedraagt kosten / 2, voor zover a.", "Alleen als getal minstens 0.").regime, ON)
    fine = Fraction(1, 10**9)
    people = [{"a": False}, {"a": True, "kosten": None}, {"a": True}, {"a": True, "kosten": 3}]
    block = case.block([Facts({"getal": fine, **facts}) for facts in people])
    assert sorted(block.apart) == [0, 1, 2, 3]
    found = case.run(block).provisions["cursus"].amounts[0]
    assert (found.state.tolist(), found.cents().tolist()) == ([0, 1, 2, 3], [0, 0, 0, 2])


def test_amounts_that_are_no_money(town):
    here = town(
        "Soort besluit bedraagt soort.", "Dag besluit bedraagt begindatum.", "Ja besluit bedraagt a.", "Som bedraagt 3."
    )
    case = prepare(here.regime, ON)
    assert sorted(case.facts) == sorted(set(case.facts) | {"a", "begindatum", "soort"})
    found = (
        case.run(case.block([{"soort": "groen", "begindatum": "2025-02-28", "a": True}])).provisions["cursus"].amounts
    )
    assert [quantity.value(0) for quantity in found] == ["groen", date(2025, 2, 28), True, 3]
    assert [quantity.cents().tolist() for quantity in found] == [[0], [0], [0], [3]]


def test_columns_give_back_what_was_put_in():
    kinds = [YES_NO, DATE, MONEY, PERCENT, Kind("keuze", values=("rood", "licht blauw")), TEXT]
    known, absent = np.array([True, True, False]), np.array([False, True, False])
    columns = [
        Column.yes_no(kinds[0], np.array([True, True, True]), known, absent),
        Column.days(kinds[1], np.array([date(2025, 2, 28).toordinal(), 0, 0]), known, absent),
        Column.numbers(kinds[2], np.array([250, 1, 1], np.int16), 1, known, absent),
        Column.numbers(kinds[3], np.array([80, 1, 1], np.int8), 100, known, absent),
        Column.choices(kinds[4], np.array([1, 0, 0], np.int8), known, absent),
        Column.choices(kinds[5], np.array([0, 0, 0]), known, absent, words=("Bakker",)),
        Column.several(Kind("keuzes", values=("x", "y")), {"x": known, "y": absent}, known, absent),
        Column.periods(PERIODS, np.array([0, 2, 2, 2]), np.array([1, 5]), np.array([3, 0]), known, absent),
        Column.records(Kind("lijst", element="taak"), np.array([0, 2, 2, 2]),
                       {"zwaar": Column.yes_no(YES_NO, np.array([True, False]), np.array([True, False]))}, known, absent),
    ]  # fmt: skip
    block = Block(3, {str(place): column for place, column in enumerate(columns)})
    assert list(block.person(0).values()) == [
        True, date(2025, 2, 28), 250, Fraction(4, 5), "licht_blauw", "Bakker", ("x",),
        (Period(date(1, 1, 1), date(1, 1, 3)), Period(date(1, 1, 5))), ({"zwaar": True}, {}),
    ]  # fmt: skip
    assert list(block.person(1).values()) == [None] * 9
    assert block.person(2) == {}
    assert block.person(0, frozenset({"3"})) == {"3": Fraction(4, 5)}
    assert [part.count for part in Block(130).parts(64)] == [64, 64, 2]


def test_records_of_a_later_part_belong_to_their_own_person(town):
    here = town("Alleen als som over taken met (zwaar en a) van (loon taak) minstens € 10.")
    case = prepare(here.regime, ON)
    people = [
        Facts({"a": n % 3 > 0, "taken": ({"zwaar": n % 2 == 0, "loon_taak": 10 * n},) * (n % 5)}) for n in range(200)
    ]
    people[70].values["taken"] = ({}, {"zwaar": None, "loon_taak": 5}, {"zwaar": True})
    block = case.block(people)
    for first, part in zip((0, 64, 128, 192), block.parts(64), strict=True):
        assert differences(case, people[first : first + 64], case.run(part, grounds=True)) == []


def test_facts_that_cannot_be_together_are_told(town):
    here = town("Alleen als a.", "Onmogelijk is dat a en b.", "Onmogelijk is dat a en kosten meer dan € 5.")
    case = prepare(here.regime, ON)
    (found,) = case.impossible(case.block([{"a": True, "b": True}, {"a": True}, {"a": True, "b": False}]))
    assert found.norm.citations == ("V-1.2",)
    assert unpack(found.plane, 3).tolist() == [True, False, False]
    assert case.compute(Facts({"a": True}))["cursus"].outcome == "toegekend"
    with pytest.raises(FactErrors, match="a, b"):
        case.compute(Facts({"a": True, "b": True}))


def test_facts_that_cannot_be_together_of_people_who_are_for_the_scalar_engine(town):
    here = town(
        "Alleen als a of getal meer dan 0 of bij een taak geldt (zwaar).", "Onmogelijk is dat getal × getal meer dan 9.",
        "Onmogelijk is dat bij een taak geldt (zwaar en doelen omvat werk).",
    )  # fmt: skip
    case = prepare(here.regime, ON)
    block = case.block([
        Facts({"getal": 10**19}), Facts({"getal": 10**12}), Facts({"getal": 3}), Facts({"getal": 4}),
        Facts({"taken": ({"zwaar": True},), "doelen": ("werk",)}), Facts({"taken": ({"zwaar": True},), "doelen": ()}),
    ])  # fmt: skip
    assert [unpack(mark.plane, 6).tolist() for mark in case.impossible(block)] == [
        [True, True, False, True, False, False], [False, False, False, False, True, False],
    ]  # fmt: skip


def test_a_block_of_facts_is_read_like_any_facts(town):
    case = prepare(town("Alleen als a.").regime, ON)
    with pytest.raises(FactErrors, match="is geen ja of nee"):
        case.block([{"a": "misschien"}])
    assert case.block([]).count == 0
    assert case.run(case.block([])).provisions["cursus"].outcome.tolist() == []


def test_who_is_judged_on_another_day_is_for_the_scalar_engine(tmp_path):
    line = "- **beoordelingsdatum** (datum; klantmanager): Op welke dag?\n- **a** "
    rule = article("Alleen als geboortedatum uiterlijk op beoordelingsdatum − 18 jaar.")
    here = Town(tmp_path, {"v.md": source(rule)}, FACTS.replace("- **a** ", line))
    case = prepare(here.regime, ON)
    people = [
        Facts({"geboortedatum": date(2007, 6, 2)}),
        Facts({"geboortedatum": date(2007, 6, 2), "beoordelingsdatum": date(2025, 6, 2)}),
        Facts({"geboortedatum": date(2007, 6, 1), "beoordelingsdatum": ON}),
    ]
    block = case.block(people)
    assert list(block.apart) == [1]
    assert "beoordelingsdatum" not in case.facts
    result = case.run(block, grounds=True)
    assert differences(case, people, result) == []
    assert [OUTCOMES[code] for code in result.provisions["cursus"].outcome] == ["geweigerd", "toegekend", "toegekend"]


def test_numbers_too_large_or_too_fine_for_a_column(town):
    here = town(
        "Alleen als getal meer dan 3.",
        "Bedrag bedraagt kosten × getal.",
        "Alleen als som over taken van (loon taak) minstens € 0.",
    )
    case = prepare(here.regime, ON)
    people = [
        Facts({"getal": Fraction(31, 10), "kosten": 5, "taken": ()}), Facts({"getal": 10**19, "kosten": 1, "taken": ()}),
        Facts({"getal": Fraction(10**9 + 1, 10**9), "kosten": 1, "taken": ()}),
        Facts({"getal": 4, "kosten": 1, "taken": ({"loon_taak": 10**20},)}),
        Facts({"getal": 10**12, "kosten": 10**12, "taken": ()}), Facts({"getal": 5, "kosten": 1, "taken": ({"loon_taak": 1},)}),
    ]  # fmt: skip
    block = case.block(people)
    assert sorted(block.apart) == [1, 2, 3]
    result = case.run(block, grounds=True)
    assert result.fallbacks == 4
    assert differences(case, people, result) == []
    assert result.provisions["cursus"].amounts[0].value(4) == 10**24


def test_a_provision_that_arrays_cannot_do_is_done_all_the_same(town):
    here = town("Een betekent twee.", "Twee betekent een.", "Alleen als een.", "Bedrag bedraagt kosten.")
    case = prepare(here.regime, ON)
    assert list(case.scalar) == ["cursus"]
    people = [Facts({"kosten": 5}), Facts({}), Facts({"kosten": None})]
    result = case.run(case.block(people), grounds=True)
    assert result.fallbacks == 3
    assert differences(case, people, result) == []
    assert result.provisions["cursus"].amounts[0].cents().tolist() == [5, 0, 0]


def test_what_is_asked_for_must_exist(town):
    here = town("Alleen als a.")
    with pytest.raises(UnknownProvision):
        prepare(here.regime, ON, ["kursus"])
    with pytest.raises(NoLawInForce):
        prepare(here.regime, date(1990, 1, 1))


def test_a_column_need_not_hold_every_choice(town):
    here = town("Gaat niet samen met baan.", "Gaat niet samen met fiets.")
    case = prepare(here.regime, ON)
    kind = case.facts["lopende_voorzieningen"].kind
    block = Block(2, {"lopende_voorzieningen": Column.several(kind, {"fiets": np.array([True, False])})})
    assert case.run(block).provisions["cursus"].outcome.tolist() == [1, 0]

"""Each kind of expression as a formula, for people of whom all, some or nothing is known."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
import z3
from tests.reason.compare.conftest import computed, said, whole_said
from tests.reason.compare.test_one_meaning import DURATIONS, LINES, NEEDS, built

from trede.reason.compare import days
from trede.reason.compare.people import People
from trede.reason.compare.symbols import Choices, Day, Unencodable, choose, half_up, same, whole_down
from trede.reason.compare.verdict import Concluder
from trede.reason.operations import moved
from trede.terms import age_on, months_between

FULL: dict[str, Any] = {
    "a": True, "b": True, "c": False, "d": True, "uren": 20, "soort": "rood", "loonwaarde": 50, "loon": "1000.01",
    "kosten": 6, "getal": "0.5", "doelen": ["taal", "werk"], "naam_werkgever": "rood", "plan_ondertekend": False,
    "geboortedatum": "2004-02-29", "begindatum": "2025-02-28", "aanvraagdatum": "2025-01-31", "maanden_gebruikt": 13,
    "dagen_vakantie": 366, "lopende_voorzieningen": ["baan"], "oordeel_geschikt": True, "oordeel_toch_weigeren": False,
    "ziekteperioden": [
        {"van": "2025-01-03", "tot_en_met": "2025-01-05"}, {"van": "2025-01-01", "tot_en_met": "2025-01-04"},
    ],
    "taken": [
        {"aandeel": 60, "zwaar": True, "loon_taak": 1, "oordeel_past_bij_persoon": True},
        {"aandeel": 20, "zwaar": False, "loon_taak": "2.50", "oordeel_past_bij_persoon": False},
    ],
}  # fmt: skip
OTHER = {
    **FULL, "a": False, "c": True, "uren": 45, "soort": "groen", "getal": 0, "geboortedatum": "2025-03-01",
    "begindatum": "2024-02-29", "aanvraagdatum": "2024-03-31", "maanden_gebruikt": "1.5", "oordeel_toch_weigeren": True,
    "ziekteperioden": [{"van": "2025-06-01"}], "lopende_voorzieningen": [],
    "taken": [{"zwaar": None, "aandeel": 60}, {"oordeel_past_bij_persoon": True}],
}  # fmt: skip
ABSENT = {name: None for name in FULL if not name.startswith("oordeel")}
SOME = {name: FULL[name] for name in ("uren", "kosten", "begindatum", "taken", "c", "loonwaarde")}
EMPTY = {**FULL, "taken": [], "ziekteperioden": [], "doelen": [], "uren": 5, "getal": -2}
PEOPLE: list[dict[str, Any]] = [{}, ABSENT, SOME, FULL, OTHER, EMPTY]


@pytest.mark.parametrize("line", sorted(LINES))
def test_the_formula_of(line):
    here = built([LINES[name] for name in (*NEEDS.get(line, []), line)])
    for person in PEOPLE:
        assert said(here, person) == computed(here, person)


NONE = "Tabel {0} naar a:\n\n| a | {0} |\n|---|---|\n| ja | geen |\n| nee | geen |\n"
BY_PART = """Tabel meer naar deel:

| deel | meer |
|---|---|
| 1 t/m 3 | 1 |
| 4 | 2 |
| geen | 3 |
"""
ODD = [
    ["Alleen als loonwaarde is 100 %."],
    ["Bedrag bedraagt kosten × 2, afgerond op hele euro's."],
    ["Omvang bedraagt uren / 8, naar beneden afgerond."],
    ["Bedrag bedraagt € 5 / 0 als a, anders € 5 / 2."],
    ["Dag bedraagt begindatum + 1000 dagen."],
    ["Dag bedraagt begindatum − 5 jaar."],
    ["Dag bedraagt laatste van (begindatum, aanvraagdatum)."],
    [NONE.format("zeg"), "Alleen als zeg is rood."],
    [NONE.format("zeg"), "Alleen als zeg meer dan 3."],
    [NONE.format("deel"), "Bedrag bedraagt kosten × deel."],
    [NONE.format("deel"), BY_PART, "Getal nu bedraagt meer."],
    ["Een betekent twee + 1.", "Twee betekent een + 1.", "Alleen als een meer dan 3."],
    ["Jaren oud betekent jaren van geboortedatum tot begindatum.", "Alleen als jaren oud minstens 18 jaar."],
    ["Reeks maximum:\n\n| vanaf | maximum |\n|---|---|\n| 1 januari 2026 | € 5 |\n", "Bedrag bedraagt maximum."],
]


@pytest.mark.parametrize("lines", ODD)
def test_the_formula_of_odd_lines(lines):
    here = built(lines)
    for person in (*PEOPLE, {**FULL, "jaren_oud": 30}):
        assert said(here, person) == computed(here, person)


TIMES = {"weken_gebruikt": 1, "verlenging_maanden": 3, "eerdere_verlengingen": 1, "dagen_vakantie": 45,
         "maanden_gebruikt": 1, "ziekteperioden": []}  # fmt: skip
TIMED = [
    {**FULL, **TIMES},
    {**FULL, **TIMES, "verlenging_maanden": None},
    {**FULL, **TIMES, "verlenging_maanden": 5, "b": False, "eerdere_verlengingen": 0},
    {**FULL, **TIMES, "begindatum": None, "eerdere_verlengingen": None},
    {**FULL, **TIMES, "maanden_gebruikt": 14, "a": False},
]


@pytest.mark.parametrize("third", [0, 1, 2])
def test_the_formula_of_the_last_day(third):
    here = built(["Begint op begindatum.", "Duurt hoogstens 2 maanden.", *DURATIONS[3 + third :: 3]])
    for person in TIMED:
        assert whole_said(here, person) == computed(here, person, dates=True)


@pytest.mark.parametrize("line", DURATIONS[2:])
def test_the_formula_of_one_norm_about_duration(line):
    here = built(["Begint op begindatum.", "Duurt hoogstens 2 maanden.", line])
    for months in (3, 6):
        person = {**FULL, **TIMES, "verlenging_maanden": months, "eerdere_verlengingen": 0}
        assert whole_said(here, person) == computed(here, person, dates=True)


def test_duration_that_hangs_on_what_is_never_known(town):
    here = town("Reeks maximum:\n\n| vanaf | maximum |\n|---|---|\n| 1 januari 2026 | 5 maanden |\n", "Duurt maximum.")
    with pytest.raises(Unencodable, match="een duur die afhangt van wat nooit bekend is"):
        whole_said(here, FULL)


CALENDAR = ((2024, 2, 29), (2023, 2, 28), (1900, 2, 28), (2000, 2, 29), (2025, 1, 31), (2025, 12, 31))
DAYS = [date(*day) for day in CALENDAR]


def valued(day: Day) -> date:
    return days.date_of(*(z3.simplify(p).as_long() if isinstance(p, z3.ExprRef) else p for p in (day.month, day.day)))


def symbolic(day: date) -> Day:
    found = days.day_of(day)
    return Day(z3.IntVal(found.month), z3.IntVal(found.day))


@pytest.mark.parametrize("make", [days.day_of, symbolic], ids=["plain", "symbolic"])
@pytest.mark.parametrize("day", DAYS)
def test_the_calendar_is_that_of_the_engine(make, day):
    calendar = days.Calendar()
    for number, unit in ((n, u) for n in (-13, -1, 0, 1, 27, 57) for u in ("dagen", "weken", "maanden", "jaar")):
        found, exists = calendar.moved(make(day), number, unit)
        assert exists is True
        assert valued(found) == moved(day, number, unit)
    assert valued(days.day_after(make(day))) == day + timedelta(days=1)
    assert valued(days.day_before(make(day))) == day - timedelta(days=1)
    for later in DAYS:
        pair = make(day), make(later)
        number = days.days_between(*pair)
        assert (z3.simplify(number).as_long() if isinstance(number, z3.ExprRef) else number) == (later - day).days
        if later >= day:
            for count, exact in ((days.years_between, age_on), (days.months_between, months_between)):
                value = count(*pair)
                got = z3.simplify(value).as_long() if isinstance(value, z3.ExprRef) else value
                assert got == exact(day, later)


def test_a_day_that_is_not_on_the_calendar():
    calendar = days.Calendar()
    assert calendar.moved(days.day_of(date(2025, 1, 1)), 99_999, "maanden")[1] is False
    assert calendar.moved(days.day_of(date(2025, 1, 1)), 10**9, "dagen")[1] is False
    with pytest.raises(Unencodable, match="rekenen met werkdagen"):
        calendar.moved(days.day_of(date(2025, 1, 1)), 5, "werkdagen")


def test_the_same_move_is_one_day():
    calendar, start = days.Calendar(), Day(z3.Int("m"), z3.Int("d"))
    one, two = (calendar.moved(start, z3.Int("n"), "dagen")[0] for _ in range(2))
    assert (one, len(calendar.rules)) == (two, 4)
    assert calendar.copy().moved(start, z3.Int("n"), "dagen")[0] == one


@pytest.mark.parametrize(("value", "nearest", "down"), [(Fraction(5, 2), 3, 2), (Fraction(-5, 2), -3, -3), (2, 2, 2)])
def test_rounding_what_is_plain(value, nearest, down):
    assert (half_up(value), whole_down(value)) == (nearest, down)


def test_lists_are_not_compared_or_chosen():
    some = Choices({"a": True})
    with pytest.raises(Unencodable, match="gelijkheid van lijsten"):
        same(some, some)
    people = built(["Alleen als a."])
    space = People((people.regime,))
    lists = [space.fact(name, people.regime.vocabulary.facts[name]).value for name in ("taken", "kinderen")]
    assert choose(z3.Bool("x"), lists[0], lists[0]) is lists[0]
    with pytest.raises(Unencodable, match="een keuze tussen lijsten"):
        choose(z3.Bool("x"), *lists)


def test_what_is_read_of_a_solved_person_is_read_back():
    """Every kind of fact goes from the solver to the engine and back."""
    here = built(["Alleen als a."])
    space = People((here.regime,), complete=False)
    facts = here.regime.vocabulary.facts
    for name in (*FULL, "burgerservicenummer", "stappen"):
        space.fact(name, facts[name])
    for fact in here.regime.vocabulary.fields["taak"].values():
        for number in (1, 2):
            space.record("taken", number, fact)
    values = here.facts({**FULL, "naam_werkgever": "Bakker"}).values
    solver = z3.Solver()
    solver.add(*space.rules, *[rule for rule in space.fixed(values) if rule is not True])
    assert solver.check() == z3.sat
    found = space.person(solver.model())
    assert {name: found[name] for name in values if name != "doelen"} == {
        name: value for name, value in values.items() if name != "doelen"
    }
    assert set(found["doelen"]) == set(values["doelen"])
    solver = z3.Solver()
    solver.add(*space.rules, *[item.given for item in space.given.values()])
    solver.add(z3.Not(space.given["burgerservicenummer"].sym.absent))
    assert solver.check() == z3.sat
    assert space.person(solver.model())["burgerservicenummer"].startswith("*****")


def test_an_irrational_number_is_read_nearly():
    here = built(["Alleen als getal × getal is 2 en getal meer dan 0."])
    space = People((here.regime,))
    from tests.reason.towns import ON

    from trede.law import law_on

    verdict = Concluder(law_on(here.regime, ON), "cursus", space).conclude()
    solver = z3.Solver()
    solver.add(*space.rules, z3.Not(verdict.refused))
    assert solver.check() == z3.sat
    assert abs(space.person(solver.model())["getal"] ** 2 - 2) < Fraction(1, 1000)

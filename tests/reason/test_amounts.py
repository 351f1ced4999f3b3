"""Amounts: exact, rounded once, half up; definitions, tables, dated lines; and nil is an amount."""

from datetime import date
from fractions import Fraction

import pytest

TABLE = """Tabel bedrag naar soort, uren:

| soort | uren | bedrag |
|---|---|---|
| rood | minder dan 10 | € 10 |
| rood | 10 t/m 20 | € 20 |
| rood | meer dan 20 | kosten |
| groen of blauw | elk | € 40 |
"""


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({"kosten": "10.00", "loonwaarde": "33.3"}, "3.33"),
        ({"kosten": "0.01", "loonwaarde": 50}, "0.01"),
        ({"kosten": "0.01", "loonwaarde": "49.9"}, "0.00"),
        ({"kosten": "1234567.89", "loonwaarde": 100}, "1234567.89"),
        ({"kosten": "0.00", "loonwaarde": 100}, "0.00"),
        ({"kosten": "10.00", "loonwaarde": 0}, "0.00"),
    ],
)
def test_rounded_half_up_to_the_cent(town, given, shown):
    here = town("Bedrag bedraagt kosten × loonwaarde, afgerond op centen.")
    assert here.amount("bedrag", **given)["bedrag"] == shown
    assert here.outcome(**given) == "toegekend"


def test_rounded_once_not_after_each_factor(town):
    here = town("Deel betekent kosten / 3.", "Bedrag bedraagt deel × 3, afgerond op centen.")
    assert here.amount("bedrag", kosten="0.01")["bedrag"] == "0.01"
    assert here.value("deel", kosten="0.01") == Fraction(1, 3)


@pytest.mark.parametrize(
    ("rounding", "shown"),
    [("afgerond op hele euro's", "3.00"), ("afgerond op centen", "2.50")],
)
def test_ways_to_round_money(town, rounding, shown):
    assert town(f"Bedrag bedraagt kosten / 2, {rounding}.").amount("bedrag", kosten=5)["bedrag"] == shown


@pytest.mark.parametrize(
    ("rounding", "shown"),
    [("afgerond op een geheel getal", "3"), ("naar boven afgerond", "3"), ("naar beneden afgerond", "2")],
)
def test_ways_to_round_numbers(town, rounding, shown):
    found = town(f"Omvang bedraagt uren / 2, {rounding}, per week.").amount("omvang", uren=5)
    assert (found["bedrag"], found["eenheid"], found["periode"]) == (shown, "uur per week", "week")


def test_a_percentage_is_0_to_100_in_json(town):
    found = town("Deel bedraagt loonwaarde / 3, afgerond op hele procenten.").amount("deel", loonwaarde=50)
    assert (found["bedrag"], found["eenheid"], found["weergave"]) == ("17", "%", "17 %")
    found = town("Deel bedraagt loonwaarde / 3.").amount("deel", loonwaarde=50)
    assert found["bedrag"] == "16.666667"


def test_what_an_amount_needs_is_asked(town):
    here = town("Bedrag bedraagt kosten, eenmalig, voor zover a.")
    assert here.missing() == ["a", "kosten"]
    assert here.missing(a=True) == ["kosten"]
    assert here.missing(a=False) == here.missing(a=None) == []
    assert here.json(a=False)["bedragen"] == []
    assert here.amount("bedrag", a=True)["ontbreekt"] == ["kosten"]
    assert here.amount("bedrag", a=True)["weergave"] == "onbekend"
    assert here.amount("bedrag", kosten=3)["ontbreekt"] == ["a"]
    assert here.amount("bedrag", a=True, kosten=3)["periode"] == "eenmalig"


def test_an_absent_amount_is_not_nil(town):
    here = town("Bedrag bedraagt kosten.")
    assert here.amount("bedrag", kosten=None)["bedrag"] is None
    assert here.amount("bedrag", kosten=None)["weergave"] == "geen"
    assert here.outcome(kosten=None) == "toegekend"


def test_divided_by_nothing_is_absent(town):
    assert town("Bedrag bedraagt kosten / getal.").amount("bedrag", kosten=3, getal=0)["bedrag"] is None


def test_smallest_and_largest(town):
    here = town("Bedrag bedraagt kleinste van (kosten, € 5).", "Ander bedraagt grootste van (kosten, € 5).")
    assert here.amount("bedrag", kosten=3)["bedrag"] == "3.00"
    assert here.amount("ander", kosten=3)["bedrag"] == "5.00"
    assert here.missing() == ["kosten"]


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ({"soort": "rood", "uren": 9}, 1000),
        ({"soort": "rood", "uren": 10}, 2000),
        ({"soort": "rood", "uren": 20}, 2000),
        ({"soort": "rood", "uren": 21, "kosten": 7}, 700),
        ({"soort": "blauw"}, 4000),
        ({"soort": None, "uren": 9}, None),
        ({"soort": "rood", "uren": None}, None),
    ],
)
def test_a_table(town, given, value):
    here = town(TABLE, "Bedrag a bedraagt bedrag.")
    assert here.value("bedrag", **given) == value


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, ["kosten", "soort", "uren"]),
        ({"soort": "groen"}, []),
        ({"soort": "rood"}, ["kosten", "uren"]),
        ({"uren": 9}, ["soort"]),
        ({"uren": 21}, ["kosten", "soort"]),
        ({"soort": "rood", "uren": 30}, ["kosten"]),
    ],
)
def test_a_table_with_unknown_keys_asks_for_all_that_may_matter(town, given, missing):
    assert town(TABLE, "Bedrag a bedraagt bedrag.").missing(**given) == missing


def test_rows_that_agree_need_no_key(town):
    text = "Tabel bedrag naar a:\n\n| a | bedrag |\n|---|---|\n| ja | € 10 |\n| elk | € 10 |\n"
    assert town(text, "Bedrag a bedraagt bedrag.").outcome() == "toegekend"


def test_no_row_is_a_possible_answer_too(town):
    text = "Tabel bedrag naar a:\n\n| a | bedrag |\n|---|---|\n| ja | € 10 |\n| nee | € 10 |\n"
    here = town(text, "Bedrag a bedraagt bedrag.")
    assert here.missing() == ["a"]  # known to be absent, it fits no row
    assert here.amount("bedrag_a", a=None)["bedrag"] is None


def test_a_table_reads_dates_and_absent_keys_and_cites_its_row(town):
    text = """Tabel bedrag naar begindatum:

| begindatum | bedrag | norm |
|---|---|---|
| geen | € 1 | V-1.t1 |
| 1 juli 2025 of eerder | € 2 | V-1.t2 |
| 2 juli 2025 of later | € 3 | V-1.t3 |
"""
    here = town(text, "Bedrag a bedraagt bedrag.")
    assert [here.value("bedrag", begindatum=d) for d in (None, "2025-07-01", "2025-07-02")] == [100, 200, 300]
    found = here.amount("bedrag_a", begindatum="2025-07-02")
    assert found["normen"] == ["V-1.2", "V-1.1", "V-1.t3"]
    assert found["boom"]["normen"] == ["V-1.1", "V-1.t3"]


def test_a_table_that_holds_nothing_on_the_day_names_itself(town):
    text = "Reeks maximum:\n\n| vanaf | maximum |\n|---|---|\n| 1 januari 2026 | € 5 |\n"
    here = town(text, "Bedrag bedraagt maximum.")
    found = here.json()["ontbreekt"]
    assert [(m["feit"], m["vraag"]) for m in found] == [
        ("maximum", "Het gegeven 'maximum' is op deze datum niet vastgesteld.")
    ]
    assert here.json(on=date(2026, 1, 1))["uitkomst"] == "toegekend"


def test_a_given_value_goes_before_the_definition(town):
    facts_defined = town(
        "Jaren oud betekent jaren van geboortedatum tot begindatum.", "Alleen als jaren oud minstens 18 jaar."
    )
    assert facts_defined.missing() == ["begindatum", "geboortedatum"]
    assert facts_defined.outcome(jaren_oud=17) == "geweigerd"
    found = facts_defined.json(jaren_oud=18, geboortedatum="2020-01-01")
    assert found["uitkomst"] == "toegekend"
    assert [f["feit"] for f in found["gronden"][0]["feiten"]] == ["jaren_oud"]
    assert found["gronden"][0]["boom"]["kinderen"][0]["kinderen"] == []


def test_an_amount_that_is_given_cites_only_itself(town):
    here = town("Loon betekent kosten × 2.", "Bedrag bedraagt loon.")
    assert here.amount("bedrag", loon=4)["normen"] == ["V-1.2"]
    assert here.amount("bedrag", kosten=4)["normen"] == ["V-1.2", "V-1.1"]


def test_dated_lines(town):
    here = town(
        "Bedrag bedraagt € 10 (tot 1 januari 2025).",
        "Bedrag bedraagt € 20 (van 1 januari 2025 tot 1 januari 2026).",
        "Bedrag bedraagt € 30 (vanaf 1 januari 2026).",
    )
    days = (date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1))
    assert [here.amount("bedrag", on=day)["bedrag"] for day in days] == ["10.00", "20.00", "20.00", "30.00"]


def test_a_ring_of_names_comes_to_nothing_not_to_a_crash(town):
    here = town("Een betekent twee + 1.", "Twee betekent een + 1.", "Alleen als een meer dan 3.")
    assert here.outcome() == "onvoldoende_gegevens"
    assert here.json()["gronden"][0]["boom"]["kinderen"]


def test_days_far_away_do_not_exist(town):
    here = town("Dag betekent begindatum + verlenging maanden.", "Alleen als dag na 1 januari 2020.")
    assert here.value("dag", begindatum="2025-01-31", verlenging_maanden=1) == date(2025, 2, 28)
    assert here.value("dag", begindatum="2025-01-31", verlenging_maanden=10**9) is None
    assert here.value("dag", begindatum="2025-01-31", verlenging_maanden=99_999) is None
    assert here.outcome(begindatum="2025-01-31", verlenging_maanden=10**14) == "geweigerd"


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("begindatum + 2 weken", date(2025, 2, 14)),
        ("begindatum + 1 jaar", date(2026, 1, 31)),
        ("begindatum − 3 dagen", date(2025, 1, 28)),
        ("begindatum + 5 werkdagen", date(2025, 2, 7)),
        ("eerste dag van de maand van begindatum", date(2025, 1, 1)),
        ("eerste van (begindatum, 1 januari 2025)", date(2025, 1, 1)),
    ],
)
def test_days(town, expression, value):
    assert (
        town(f"Dag betekent {expression}.", "Alleen als dag na 1 januari 2000.").value("dag", begindatum="2025-01-31")
        == value
    )


@pytest.mark.parametrize(
    ("expression", "value"),
    [("jaren", 20), ("maanden", 252), ("weken", 1095), ("dagen", 7670)],
)
def test_between_days(town, expression, value):
    here = town(f"Tijd betekent {expression} van geboortedatum tot begindatum.", "Begint op begindatum.")
    assert here.value("tijd", geboortedatum="2004-02-29", begindatum="2025-02-28") == value


def test_between_days_the_wrong_way_round(town):
    given = {"geboortedatum": "2025-03-01", "begindatum": "2025-02-28"}
    values = {}
    for unit in ("jaren", "maanden", "weken", "dagen"):
        values[unit] = town(f"Tijd betekent {unit} van geboortedatum tot begindatum.").value("tijd", **given)
    assert values == {"jaren": None, "maanden": None, "weken": -1, "dagen": -1}


def test_born_on_29_february_has_a_birthday_on_1_march(town):
    here = town("Alleen als jaren van geboortedatum tot begindatum minstens 21 jaar.")
    assert here.outcome(geboortedatum="2004-02-29", begindatum="2025-02-28") == "geweigerd"
    assert here.outcome(geboortedatum="2004-02-29", begindatum="2025-03-01") == "toegekend"


def test_days_in_periods_count_once(town):
    here = town("Alleen als aantal dagen in ziekteperioden hoogstens 5 dagen.")
    one, two = {"van": "2025-01-01", "tot_en_met": "2025-01-04"}, {"van": "2025-01-03", "tot_en_met": "2025-01-05"}
    assert here.outcome(ziekteperioden=[one, two]) == "toegekend"
    assert here.missing(ziekteperioden=[one, {"van": "2025-02-01"}]) == ["ziekteperioden"]

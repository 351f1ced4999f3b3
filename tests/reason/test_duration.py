"""Dates: a start, n months through the day before, what counts and what does not, extensions, wanted ends."""

from datetime import date

import pytest

TWO = "Duurt hoogstens 2 maanden."
START = "Begint op begindatum."
APRIL = {"begindatum": "2025-04-01"}


def periods(*pairs):
    return [{"van": a, "tot_en_met": b} for a, b in pairs]


def end(here, **given):
    return here.term("einddatum", **given)["datum"]


@pytest.mark.parametrize(
    ("start", "lasts", "last"),
    [
        ("2025-04-01", "2 maanden", "2025-05-31"),
        ("2025-01-31", "1 maand", "2025-02-27"),
        ("2024-01-31", "1 maand", "2024-02-28"),
        ("2024-02-29", "12 maanden", "2025-02-27"),
        ("2024-02-29", "1 jaar", "2025-02-27"),
        ("2023-02-28", "1 jaar", "2024-02-27"),
        ("2025-08-30", "6 maanden", "2026-02-27"),
        ("2025-04-01", "4 weken", "2025-04-28"),
        ("2025-04-01", "10 dagen", "2025-04-10"),
        ("2025-04-01", "5 werkdagen", "2025-04-07"),
    ],
)
def test_runs_through_the_day_before(town, start, lasts, last):
    here = town(START, f"Duurt {lasts}.")
    assert end(here, begindatum=start) == last
    assert here.term("begindatum", begindatum=start)["datum"] == start
    assert here.term("duur")["uitleg"] == f"Duurt {lasts}."


def test_without_a_rule_the_fixed_name_tells_the_start(town):
    assert end(town(TWO), **APRIL) == "2025-05-31"


def test_a_start_that_is_not_known_never_blocks(town):
    here = town(START, TWO)
    assert here.outcome() == "toegekend"
    found = here.term("einddatum")
    assert (found["datum"], found["ontbreekt"], found["uitleg"]) == (
        None,
        ["begindatum"],
        "De einddatum is nog niet te bepalen.",
    )
    assert end(here, begindatum=None) is None


def test_the_lowest_maximum_holds(town):
    here = town(START, TWO, "Duurt hoogstens 3 weken.", "Duurt minstens 1 week.", "Duurt tot 15 april 2025.")
    assert end(here, **APRIL) == "2025-04-14"
    assert end(here, begindatum="2025-03-01") == "2025-03-21"
    assert [t["uitleg"] for t in here.json()["termijnen"][:3]] == [
        "Duurt hoogstens 2 maanden.",
        "Duurt hoogstens 3 weken.",
        "Duurt minstens 1 week.",
    ]


def test_a_minimum_alone_gives_no_end(town):
    assert [t["naam"] for t in town(START, "Duurt minstens 6 maanden.").json(**APRIL)["termijnen"]] == [
        "duur",
        "begindatum",
    ]
    assert town(START, "Duurt minstens 6 maanden.").outcome(gewenste_einddatum="2030-01-01", **APRIL) == "toegekend"


@pytest.mark.parametrize(
    ("wanted", "outcome"), [("2025-10-01", "toegekend"), ("2025-09-30", "toegekend"), ("2025-09-29", "geweigerd")]
)
def test_what_lasts_at_least_so_long_does_not_end_before(town, wanted, outcome):
    here = town(START, "Duurt minstens 6 maanden.", "Duurt hoogstens 12 maanden.")
    found = here.json(gewenste_einddatum=wanted, begindatum="2025-04-01")
    assert found["uitkomst"] == outcome
    refused = [ground["normen"] for ground in found["gronden"] if ground["gevolg"] == "weigert"]
    assert refused == ([["V-1.2"]] if outcome == "geweigerd" else [])
    assert here.missing(gewenste_einddatum=wanted) == ["begindatum"]
    assert here.outcome(gewenste_einddatum=wanted, begindatum=None) == "toegekend"


def test_until_is_exclusive(town):
    here = town(START, "Duurt tot geboortedatum + 27 jaar.")
    assert end(here, geboortedatum="2000-05-05", **APRIL) == "2027-05-04"
    assert here.term("einddatum", **APRIL)["ontbreekt"] == ["geboortedatum"]
    assert here.outcome(gewenste_einddatum="2027-05-04", geboortedatum="2000-05-05", **APRIL) == "toegekend"
    found = here.json(gewenste_einddatum="2027-05-05", geboortedatum="2000-05-05", **APRIL)
    assert found["uitkomst"] == "geweigerd"
    assert found["gronden"][0]["normen"] == ["V-1.2"]
    assert found["gronden"][0]["soort"] == "duur"
    assert here.outcome(gewenste_einddatum="2027-05-05", geboortedatum=None, **APRIL) == "toegekend"


def test_a_length_that_holds_under_a_condition(town):
    here = town(START, TWO, "Duurt hoogstens 1 maand, voor zover a.")
    assert end(here, a=True, **APRIL) == "2025-04-30"
    assert end(here, a=False, **APRIL) == end(here, a=None, **APRIL) == "2025-05-31"
    found = here.term("einddatum", **APRIL)
    assert (found["datum"], found["ontbreekt"]) == ("2025-05-31", ["a"])
    assert found["voorbehoud"] == "Onder voorbehoud van wat nog niet bekend is."


def test_a_length_that_is_a_fact(town):
    here = town(START, "Duurt hoogstens maanden gebruikt.")
    assert end(here, maanden_gebruikt=3, **APRIL) == "2025-06-30"
    assert here.term("einddatum", **APRIL)["ontbreekt"] == ["maanden_gebruikt"]
    assert "einddatum" not in [t["naam"] for t in here.json(maanden_gebruikt=None, **APRIL)["termijnen"]]


@pytest.mark.parametrize(
    ("sick", "last"),
    [
        ([], "2025-05-31"),
        ([("2025-04-08", "2025-04-21")], "2025-06-14"),
        ([("2025-04-08", "2025-04-21"), ("2025-04-15", "2025-04-25")], "2025-06-18"),
        ([("2025-04-08", "2025-04-21"), ("2025-06-10", "2025-06-12")], "2025-06-17"),
        ([("2025-03-01", "2025-03-31")], "2025-05-31"),
        ([("2025-03-25", "2025-04-02")], "2025-06-02"),
        ([("2025-06-01", "2025-06-05")], "2025-05-31"),
        ([("2025-05-31", "2025-05-31"), ("2025-06-01", "2025-06-01")], "2025-06-02"),
    ],
)
def test_interruptions_lengthen_and_days_count_once(town, sick, last):
    here = town(START, TWO, "Voor de duur telt niet mee: ziekteperioden.")
    assert end(here, ziekteperioden=periods(*sick), **APRIL) == last


def test_interruptions_that_are_not_known_leave_the_end_under_reserve(town):
    here = town(START, TWO, "Voor de duur telt niet mee: ziekteperioden.")
    found = here.json(**APRIL)
    assert found["uitkomst"] == "toegekend"
    assert here.term("meetellen", **APRIL)["uitleg"] == "Voor de duur telt niet mee: ziekteperioden."
    last = here.term("einddatum", **APRIL)
    assert (last["datum"], last["voorbehoud"]) == ("2025-05-31", "Onder voorbehoud van wat nog niet bekend is.")


def test_an_interruption_that_goes_on_leaves_the_end_open(town):
    here = town(START, TWO, "Voor de duur telt niet mee: ziekteperioden.")
    given = {"ziekteperioden": [{"van": "2025-05-01"}], **APRIL}
    found = here.term("einddatum", **given)
    assert (found["datum"], found["voorbehoud"]) == (None, "De onderbreking loopt nog.")
    assert here.outcome(gewenste_einddatum="2027-01-01", **given) == "toegekend"
    assert end(here, gewenste_einddatum="2027-01-01", **given) == "2027-01-01"


def test_an_interruption_never_lengthens_past_a_last_day(town):
    here = town(START, TWO, "Duurt tot 2 juni 2025.", "Voor de duur telt niet mee: ziekteperioden.")
    assert end(here, ziekteperioden=periods(("2025-04-08", "2025-04-21")), **APRIL) == "2025-06-01"
    assert end(here, ziekteperioden=[{"van": "2025-04-08"}], **APRIL) == "2025-06-01"


def test_time_off_in_days_lengthens(town):
    here = town(START, TWO, "Voor de duur telt niet mee: dagen vakantie.")
    assert end(here, dagen_vakantie=10, **APRIL) == "2025-06-10"
    assert end(here, dagen_vakantie=None, **APRIL) == "2025-05-31"
    assert end(here, dagen_vakantie=10**8, **APRIL) is None


@pytest.mark.parametrize(
    ("start", "lasts", "counts", "given", "last"),
    [
        ("2025-04-01", "6 maanden", "maanden gebruikt", {"maanden_gebruikt": 2}, "2025-07-31"),
        ("2025-01-31", "3 maanden", "maanden gebruikt", {"maanden_gebruikt": 1}, "2025-03-30"),
        ("2025-04-01", "1 jaar", "maanden gebruikt", {"maanden_gebruikt": 7}, "2025-08-31"),
        ("2025-04-01", "2 jaar", "maanden gebruikt", {"maanden_gebruikt": 0}, "2027-03-31"),
        ("2025-04-01", "6 maanden", "weken gebruikt", {"weken_gebruikt": 2}, "2025-09-16"),
        ("2025-04-01", "8 weken", "weken gebruikt", {"weken_gebruikt": 2}, "2025-05-12"),
        (
            "2025-04-01",
            "6 maanden",
            "eerdere perioden",
            {"eerdere_perioden": periods(("2024-01-01", "2024-02-29"), ("2024-02-01", "2024-03-31"))},
            "2025-06-30",
        ),
        ("2025-04-01", "6 maanden", "maanden gebruikt", {"maanden_gebruikt": None}, "2025-09-30"),
        ("2025-04-01", "6 maanden", "eerdere perioden", {"eerdere_perioden": [{"van": "2024-01-01"}]}, "2025-09-30"),
    ],
)
def test_earlier_use_shortens(town, start, lasts, counts, given, last):
    here = town(START, f"Duurt hoogstens {lasts}.", f"Voor de duur telt mee: {counts}.")
    assert end(here, begindatum=start, **given) == last


@pytest.mark.parametrize(("used", "outcome"), [(5, "toegekend"), (6, "geweigerd"), (7, "geweigerd")])
@pytest.mark.parametrize("start", [{}, APRIL])
def test_earlier_use_that_leaves_no_time_refuses(town, used, outcome, start):
    here = town(START, "Duurt hoogstens 6 maanden.", "Voor de duur telt mee: maanden gebruikt.")
    found = here.json(maanden_gebruikt=used, **start)
    assert found["uitkomst"] == outcome
    if outcome == "geweigerd":
        assert found["termijnen"][-1]["uitleg"] == "Er blijft geen tijd over."
        assert found["termijnen"][-1]["datum"] is None


def test_a_last_day_before_the_start_leaves_no_time(town):
    here = town(START, TWO, "Duurt tot 1 april 2025.")
    assert here.term("einddatum", **APRIL)["uitleg"] == "Er blijft geen tijd over."
    assert here.outcome(**APRIL) == "toegekend"


def test_the_first_day_is_that_of_the_calendar(town):
    assert end(town(START, TWO, "Duurt tot 1 januari 0001."), **APRIL) == "2025-05-31"
    from trede.reason.duration import day_before

    assert day_before(date.min) is None
    assert day_before(None) is None

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
        None, ["begindatum"], "De einddatum is nog niet te bepalen.",
    )  # fmt: skip
    assert end(here, begindatum=None) is None


def test_the_lowest_maximum_holds(town):
    here = town(START, TWO, "Duurt hoogstens 3 weken.", "Duurt minstens 1 week.", "Duurt tot 15 april 2025.")
    assert end(here, **APRIL) == "2025-04-14"
    assert end(here, begindatum="2025-03-01") == "2025-03-21"
    assert [t["uitleg"] for t in here.json()["termijnen"][:3]] == [
        "Duurt hoogstens 2 maanden.", "Duurt hoogstens 3 weken.", "Duurt minstens 1 week.",
    ]  # fmt: skip


def test_a_minimum_alone_gives_no_end(town):
    assert [t["naam"] for t in town(START, "Duurt minstens 6 maanden.").json(**APRIL)["termijnen"]] == ["duur", "begindatum"]
    assert town(START, "Duurt minstens 6 maanden.").outcome(gewenste_einddatum="2030-01-01", **APRIL) == "toegekend"


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
        ("2025-04-01", "6 maanden", "eerdere perioden",
         {"eerdere_perioden": periods(("2024-01-01", "2024-02-29"), ("2024-02-01", "2024-03-31"))}, "2025-06-30"),
        ("2025-04-01", "6 maanden", "maanden gebruikt", {"maanden_gebruikt": None}, "2025-09-30"),
        ("2025-04-01", "6 maanden", "eerdere perioden", {"eerdere_perioden": [{"van": "2024-01-01"}]}, "2025-09-30"),
    ],
)  # fmt: skip
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


# Extensions ----------------------------------------------------------------------------------------------------------

ONCE = "Mag 1 keer verlengd worden met hoogstens 4 maanden."


def extended(here, months, **given):
    return here.outcome(verlenging_maanden=months, **{"eerdere_verlengingen": 0, **APRIL, **given})


def test_an_extension_within_its_size(town):
    here = town(START, TWO, ONCE)
    given = {"verlenging_maanden": 4, "eerdere_verlengingen": 0, **APRIL}
    assert extended(here, 4) == "toegekend"
    assert end(here, **given) == "2025-09-30"
    assert here.term("einddatum", **given)["normen"] == ["V-1.2", "V-1.3"]
    assert here.term("verlenging", **given)["uitleg"] == "Mag 1 keer verlengd worden met hoogstens 4 maanden."
    found = here.json(**given)["gronden"][0]
    assert (found["soort"], found["gevolg"]) == ("verlenging", "voldaan")


def test_an_extension_over_its_size(town):
    found = town(START, TWO, ONCE).json(verlenging_maanden=5, eerdere_verlengingen=0, **APRIL)
    assert found["uitkomst"] == "geweigerd"
    assert found["gronden"][0]["normen"] == ["V-1.3"]


def test_too_often(town):
    here = town(START, TWO, ONCE)
    assert extended(here, 4, eerdere_verlengingen=1) == "geweigerd"
    assert extended(here, 4, eerdere_verlengingen=None) == "toegekend"
    assert here.missing(verlenging_maanden=4, **APRIL) == ["eerdere_verlengingen"]
    assert here.outcome(verlenging_maanden=5, **APRIL) == "geweigerd"
    assert town(START, TWO, "Mag 2 keer verlengd worden met hoogstens 4 maanden.").outcome(
        verlenging_maanden=4, eerdere_verlengingen=1, **APRIL
    ) == "toegekend"


def test_no_extension_is_asked(town):
    here = town(START, TWO, ONCE, "Verlengen alleen als a.")
    assert here.outcome(verlenging_maanden=0, **APRIL) == here.outcome(verlenging_maanden=None, **APRIL) == "toegekend"
    assert here.json(**APRIL)["gronden"] == []


def test_an_extension_that_no_norm_allows(town):
    here = town(START, TWO)
    found = here.json(verlenging_maanden=1, **APRIL)
    assert (found["uitkomst"], found["gronden"][0]["normen"]) == ("geweigerd", ["V-1.2"])
    assert town("Alleen als a.").outcome(verlenging_maanden=1, a=True) == "toegekend"


@pytest.mark.parametrize(("months", "outcome"), [(4, "toegekend"), (5, "geweigerd")])
@pytest.mark.parametrize(
    "rule",
    ["Mag verlengd worden tot samen hoogstens 6 maanden.", "Mag verlengd worden met 9 maanden, samen hoogstens 6 maanden.",
     "Mag verlengd worden met hoogstens 18 weken."],
)  # fmt: skip
def test_a_total(town, rule, months, outcome):
    here = town(START, TWO, rule)
    assert extended(here, months) == outcome
    assert extended(here, months, begindatum=None) == outcome
    assert here.outcome(verlenging_maanden=months) == outcome


def test_a_total_in_other_units(town):
    here = town(START, "Duurt 8 weken.", "Mag verlengd worden tot samen hoogstens 1 jaar.")
    assert extended(here, 10) == "toegekend"
    assert extended(here, 11) == "geweigerd"
    assert here.term("verlenging")["uitleg"] == "Mag verlengd worden tot samen hoogstens 1 jaar."
    here = town(START, "Duurt 1 jaar.", "Mag verlengd worden tot samen hoogstens 2 jaar.")
    assert (extended(here, 12), extended(here, 13)) == ("toegekend", "geweigerd")


def test_extension_norms_tighten(town):
    here = town(START, TWO, ONCE, "Mag verlengd worden met hoogstens 3 maanden.")
    assert (extended(here, 3), extended(here, 4)) == ("toegekend", "geweigerd")
    given = {"eerdere_verlengingen": 0, **APRIL}
    assert here.outcome(gewenste_einddatum="2025-08-31", **given) == "toegekend"
    assert here.outcome(gewenste_einddatum="2025-09-01", **given) == "geweigerd"


def test_an_extension_under_a_condition(town):
    here = town(START, TWO, "Mag verlengd worden met hoogstens 4 maanden, voor zover a.")
    assert extended(here, 4, a=True) == "toegekend"
    assert extended(here, 4, a=False) == extended(here, 4, a=None) == "geweigerd"
    assert here.missing(verlenging_maanden=4, **APRIL) == ["a"]
    assert here.outcome(**APRIL) == "toegekend"


def test_an_extension_whose_size_is_not_known(town):
    here = town(START, TWO, "Mag verlengd worden met hoogstens maanden gebruikt.")
    assert here.missing(verlenging_maanden=4, **APRIL) == ["maanden_gebruikt"]
    assert extended(here, 4, maanden_gebruikt=4) == "toegekend"
    assert here.missing(gewenste_einddatum="2025-06-01", **APRIL) == ["maanden_gebruikt"]
    assert here.missing(gewenste_einddatum="2025-05-01", **APRIL) == []


def test_conditions_of_an_extension(town):
    here = town(START, TWO, "Mag verlengd worden met hoogstens 4 maanden.", "Verlengen alleen als a.",
                "Eerste keer verlengen alleen als b.")  # fmt: skip
    assert here.missing(**APRIL) == []
    assert here.missing(verlenging_maanden=1, **APRIL) == ["a", "b", "eerdere_verlengingen"]
    assert here.missing(verlenging_maanden=1, a=True, b=True, **APRIL) == []
    assert here.missing(verlenging_maanden=1, a=True, b=False, **APRIL) == ["eerdere_verlengingen"]
    assert extended(here, 1, a=True, b=False) == "geweigerd"
    assert extended(here, 1, a=False, b=True) == "geweigerd"
    assert extended(here, 1, a=True, b=False, eerdere_verlengingen=1) == "toegekend"


def test_a_first_extension_where_no_fact_tells_of_earlier_ones(tmp_path):
    from tests.reason.towns import FACTS, Town, article, source

    facts = "\n".join(line for line in FACTS.split("\n") if "eerdere verlengingen" not in line)
    rules = article(START, TWO, "Mag verlengd worden met 4 maanden.", "Eerste keer verlengen alleen als b.")
    here = Town(tmp_path, {"v.md": source(rules)}, facts=facts)
    assert here.outcome(verlenging_maanden=1, b=False, **APRIL) == "geweigerd"


# A wanted end --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "outcome", "last"),
    [
        ("2025-05-30", "toegekend", "2025-05-30"),
        ("2025-05-31", "toegekend", "2025-05-31"),
        ("2025-06-01", "geweigerd", "2025-05-31"),
    ],
)
def test_a_wanted_end_on_the_boundary_and_a_day_later(town, wanted, outcome, last):
    here = town(START, TWO)
    assert here.outcome(gewenste_einddatum=wanted, **APRIL) == outcome
    assert end(here, gewenste_einddatum=wanted, **APRIL) == last


@pytest.mark.parametrize(
    ("wanted", "outcome"), [("2025-06-01", "toegekend"), ("2025-09-30", "toegekend"), ("2025-10-01", "geweigerd")]
)
def test_a_wanted_end_that_needs_an_extension(town, wanted, outcome):
    here = town(START, TWO, ONCE, "Verlengen alleen als a.")
    given = {"gewenste_einddatum": wanted, "eerdere_verlengingen": 0, "a": True, **APRIL}
    assert here.outcome(**given) == outcome
    if outcome == "toegekend":
        assert end(here, **given) == wanted
        assert here.outcome(**{**given, "a": False}) == "geweigerd"
        assert here.outcome(**{**given, "eerdere_verlengingen": 1}) == "geweigerd"


def test_a_wanted_end_within_what_sickness_adds_is_no_extension(town):
    here = town(START, TWO, ONCE, "Verlengen alleen als a.", "Voor de duur telt niet mee: ziekteperioden.")
    given = {"ziekteperioden": periods(("2025-04-08", "2025-04-21")), "a": False, **APRIL}
    assert here.outcome(gewenste_einddatum="2025-06-14", **given) == "toegekend"
    assert here.outcome(gewenste_einddatum="2025-06-15", **given) == "geweigerd"
    assert end(here, gewenste_einddatum="2025-05-20", **given) == "2025-05-20"


def test_a_wanted_end_asks_for_what_settles_it(town):
    here = town(START, "Duurt hoogstens 2 maanden, voor zover b.", "Duurt hoogstens 6 maanden.",
                "Voor de duur telt niet mee: ziekteperioden.", "Voor de duur telt mee: maanden gebruikt.")  # fmt: skip
    assert here.missing(gewenste_einddatum="2025-09-01") == ["b", "begindatum", "maanden_gebruikt"]
    assert here.missing(gewenste_einddatum="2025-09-01", **APRIL) == ["b", "maanden_gebruikt"]
    assert here.missing(gewenste_einddatum="2025-10-01", **APRIL) == ["ziekteperioden"]
    given = {"b": False, "maanden_gebruikt": 0, "ziekteperioden": [], **APRIL}
    assert here.outcome(gewenste_einddatum="2025-09-30", **given) == "toegekend"
    assert here.outcome(gewenste_einddatum="2025-10-01", **given) == "geweigerd"
    assert here.outcome(gewenste_einddatum=None) == "toegekend"


def test_a_wanted_end_with_earlier_use_not_known_within_an_extension(town):
    here = town(START, TWO, "Mag verlengd worden met hoogstens 4 maanden.", "Voor de duur telt mee: maanden gebruikt.")
    assert here.missing(gewenste_einddatum="2025-07-01", **APRIL) == ["maanden_gebruikt"]
    assert here.outcome(gewenste_einddatum="2025-07-01", maanden_gebruikt=0, **APRIL) == "toegekend"


def test_a_wanted_end_with_an_extension_that_is_asked(town):
    here = town(START, TWO, ONCE)
    given = {"eerdere_verlengingen": 0, "verlenging_maanden": 3, **APRIL}
    assert end(here, gewenste_einddatum="2025-08-15", **given) == "2025-08-15"
    assert here.outcome(gewenste_einddatum="2025-10-01", **given) == "geweigerd"


def test_a_wanted_end_by_total_alone_without_a_first_length(town):
    here = town(START, "Duurt tot 1 juni 2025.", "Mag verlengd worden tot samen hoogstens 6 maanden.")
    assert here.outcome(gewenste_einddatum="2025-09-30", **APRIL) == "toegekend"
    assert here.outcome(gewenste_einddatum="2025-10-01", **APRIL) == "geweigerd"
    assert extended(here, 4) == "toegekend"


def test_lengths_far_beyond_the_calendar(town):
    here = town(START, "Duurt hoogstens maanden gebruikt.", "Mag verlengd worden met hoogstens weken gebruikt.")
    given = {"maanden_gebruikt": 10**9, "weken_gebruikt": 10**9}
    assert here.outcome(**given, **APRIL) == "toegekend"
    assert here.outcome(**given, verlenging_maanden=10**9, **APRIL) in ("toegekend", "geweigerd")
    assert here.outcome(maanden_gebruikt=2, weken_gebruikt=3, verlenging_maanden=10**9, **APRIL) == "geweigerd"
    assert end(here, maanden_gebruikt=2, weken_gebruikt=3, verlenging_maanden=10**9, **APRIL) == "2025-05-31"
    assert here.outcome(maanden_gebruikt=2, weken_gebruikt=10**9, gewenste_einddatum="2025-07-01", **APRIL) == "geweigerd"


def test_the_first_day_is_that_of_the_calendar(town):
    from trede.reason.duration import day_before

    assert day_before(date.min) is None
    assert day_before(None) is None

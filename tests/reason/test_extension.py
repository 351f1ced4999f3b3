"""Extensions, and end dates that are asked for: then the norms about duration bind."""

import pytest
from tests.reason.test_duration import APRIL, START, TWO, end, periods

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
    assert (
        town(START, TWO, "Mag 2 keer verlengd worden met hoogstens 4 maanden.").outcome(
            verlenging_maanden=4, eerdere_verlengingen=1, **APRIL
        )
        == "toegekend"
    )


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
    [
        "Mag verlengd worden tot samen hoogstens 6 maanden.",
        "Mag verlengd worden met 9 maanden, samen hoogstens 6 maanden.",
        "Mag verlengd worden met hoogstens 18 weken.",
    ],
)
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
    here = town(
        START,
        TWO,
        "Mag verlengd worden met hoogstens 4 maanden.",
        "Verlengen alleen als a.",
        "Eerste keer verlengen alleen als b.",
    )
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
    here = town(
        START,
        "Duurt hoogstens 2 maanden, voor zover b.",
        "Duurt hoogstens 6 maanden.",
        "Voor de duur telt niet mee: ziekteperioden.",
        "Voor de duur telt mee: maanden gebruikt.",
    )
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
    assert (
        here.outcome(maanden_gebruikt=2, weken_gebruikt=10**9, gewenste_einddatum="2025-07-01", **APRIL) == "geweigerd"
    )


@pytest.mark.parametrize(
    ("earlier", "rule", "last"),
    [
        (0, "Mag 2 keer verlengd worden met 2 maanden.", "2025-07-31"),
        (1, "Mag 2 keer verlengd worden met 2 maanden.", "2025-09-30"),
        (None, "Mag 2 keer verlengd worden met 2 maanden.", "2025-07-31"),
        (1, "Mag 2 keer verlengd worden met hoogstens 2 maanden.", "2025-07-31"),
        (1, "Mag 2 keer verlengd worden met 9 weken.", "2025-07-31"),
    ],
)
def test_earlier_extensions_of_a_fixed_length_come_first(town, earlier, rule, last):
    here = town(START, TWO, rule)
    assert end(here, verlenging_maanden=2, eerdere_verlengingen=earlier, **APRIL) == last


def test_an_end_date_where_only_earlier_use_counts_binds_nothing(town):
    here = town("Alleen als a.", "Voor de duur telt mee: maanden gebruikt.")
    assert here.outcome(a=True, gewenste_einddatum="2025-12-31") == "toegekend"

"""Invented people: drawn as the assumptions say, repeatable, with dates in order and ages that can be."""

from datetime import date, timedelta
from fractions import Fraction

import numpy as np
import pytest
from tests.population.conftest import Country
from tests.reason.towns import ON

from trede.population import BLOCK, drawing
from trede.population.persons import facts_of
from trede.population.shapes import day_number
from trede.reason import Facts
from trede.terms import add_months


def day(number: int) -> date:
    return date(1970, 1, 1) + timedelta(days=int(number))


def rule(fact: str, text: str) -> str:
    return f'[[regel]]\nfeiten = ["{fact}"]\nbron = "aanname"\n{text}\n'


def people(block, words):
    return [facts_of(block, place, words) for place in range(block.size)]


def near(found: float, wanted: float, people: int = 2000) -> bool:
    """Within five standard errors of a share."""
    return abs(found - wanted) < 5 * (wanted * (1 - wanted) / people) ** 0.5 + 1e-9


def test_the_same_seed_gives_the_same_people_and_another_seed_others(country):
    one, again, other = (people(country.draw("", 50, seed=seed), country.words) for seed in (7, 7, 8))
    assert one == again != other


def test_a_person_is_the_same_whatever_their_number_and_whatever_facts_are_asked(country):
    few, many = country.draw("", 5), country.draw("", 300)
    assert people(few, country.words) == people(many, country.words)[:5]
    only = people(country.draw("", 5, names=["uren"]), country.words)
    assert [{"uren": person["uren"]} for person in people(few, country.words)] == only


def test_people_come_in_blocks(country):
    made = drawing(country.regime, country.assume(""), ON, ["a"])
    blocks = list(made.blocks(BLOCK + 3, 1))
    assert [(block.first, block.size) for block in blocks] == [(0, BLOCK), (BLOCK, 3)]
    assert [len(block.columns["a"].values) for block in blocks] == [BLOCK, 3]


def test_every_person_is_one_that_the_reader_of_facts_accepts(country):
    for person in people(country.draw("", 100), country.words):
        Facts.read(person, country.regime)


def test_shares_are_those_of_the_assumptions(country):
    block = country.draw(
        rule("a", "ja = 30\nonbekend = 20\nafwezig = 10") + rule("soort", "kans = { rood = 3, blauw = 1 }")
    )
    column = block.columns["a"]
    assert near(column.values.mean(), 0.3)
    assert near(column.unknown.mean(), 0.2)
    assert near(column.absent.mean(), 0.1)
    assert not (column.unknown & column.absent).any()
    kinds = [person["soort"] for person in people(block, country.words)]
    assert near(kinds.count("rood") / 2000, 0.75)
    assert kinds.count("groen") == 0


@pytest.mark.parametrize(("share", "wanted"), [(0, 0), (100, 1)])
def test_nought_and_a_hundred_per_cent_are_nobody_and_everybody(country, share, wanted):
    assert country.draw(rule("a", f"ja = {share}")).columns["a"].values.mean() == wanted
    assert country.draw(rule("a", f"ja = 50\nonbekend = {share}")).columns["a"].unknown.mean() == wanted


def test_everything_is_on_record_when_that_is_asked(country):
    text = rule("a", "ja = 50\nonbekend = 90") + rule("uren", "getal = 5\nafwezig = 50") + RECORDED
    block = country.draw(text, complete=True)
    assert not any(column.unknown.any() for column in block.columns.values())
    assert near(block.columns["uren"].absent.mean(), 0.5)
    assert (block.columns["a"].values == country.draw(text).columns["a"].values).all()


RECORDED = """
[kenmerk.baan]
ja = 25
bron = "aanname"
[[vastgelegd]]
over = ["persoon"]
alleen_als = { baan = "ja" }
bron = "aanname"
"""


def test_a_subject_is_on_record_only_for_whom_it_plays(country):
    block = country.draw(RECORDED + rule("b", "ja = 50"))
    assert near(block.columns["b"].unknown.mean(), 0.75)
    assert (block.columns["b"].unknown == block.columns["soort"].unknown).all()


def test_classes_with_both_ends_and_in_steps(country):
    block = country.draw(
        rule("uren", 'getal = { "1..2" = 1, "10" = 1 }\nstap = 0.5') + rule("loonwaarde", 'getal = "20..30"')
    )
    assert set(np.unique(block.columns["uren"].values)) == {100, 150, 200, 1000}
    assert near((block.columns["uren"].values == 1000).mean(), 0.5)
    share = [Fraction(person["loonwaarde"]) for person in people(block, country.words)]
    assert (min(share), max(share)) == (20, 30)


def test_a_number_without_a_line_stays_within_what_the_fact_can_be(country):
    block = country.draw("")
    assert block.columns["uren"].values.max() == 6000  # at most 60 hours, though the general class goes to 90


@pytest.mark.parametrize(
    ("age", "first", "last"), [("18", "2006-06-02", "2007-06-01"), ("0", "2024-06-02", "2025-06-01")]
)
def test_an_age_is_the_age_on_the_date_of_the_law(country, age, first, last):
    values = country.draw(rule("geboortedatum", f'leeftijd = "{age}"'), 20_000).columns["geboortedatum"].values
    assert (str(day(values.min())), str(day(values.max()))) == (first, last)


def test_an_age_derived_from_the_day_of_birth(country):
    text = rule("geboortedatum", 'leeftijd = "17..40"') + rule("jaren_oud", 'leeftijd_van = "geboortedatum"')
    for person in people(country.draw(text, 500), country.words):
        born = date.fromisoformat(person["geboortedatum"])
        assert (
            add_months(born, 12 * int(person["jaren_oud"]))
            <= ON
            < add_months(born, 12 * (int(person["jaren_oud"]) + 1))
        )
    text = text.replace('van = "geboortedatum"', 'van = "geboortedatum"\npeil = "vorig_jaareinde"')
    for person in people(country.draw(text, 500), country.words):
        born = date.fromisoformat(person["geboortedatum"])
        assert int(person["jaren_oud"]) == 2024 - born.year


def test_dates_in_order(country):
    text = (
        rule("begindatum", 'dagen = "-30..30"')
        + rule("gewenste_einddatum", 'maanden = { "6" = 1, "12" = 1 }\nvanaf = "begindatum"\ntot_en_met = true')
        + rule("aanvraagdatum", 'gelijk_aan = "begindatum"\nniet_na = "op"')
        + rule("geboortedatum", 'dagen = 0\nniet_voor = { feit = "begindatum", maanden = 1 }')
    )
    names = ("begindatum", "gewenste_einddatum", "aanvraagdatum", "geboortedatum")
    for person in people(country.draw(text, 500), country.words):
        start, end, asked, later = (date.fromisoformat(person[name]) for name in names)
        assert end in (add_months(start, 6) - timedelta(1), add_months(start, 12) - timedelta(1))
        assert asked == min(start, ON)
        assert later == max(ON, add_months(start, 1))


def test_a_date_not_before_another(country):
    text = rule("begindatum", 'dagen = "-30..30"') + rule(
        "aanvraagdatum", 'dagen = "-30..30"\nniet_voor = "begindatum"'
    )
    block = country.draw(text)
    assert (block.columns["aanvraagdatum"].values >= block.columns["begindatum"].values).all()
    assert block.columns["begindatum"].values.min() == day_number(ON) - 30


def test_the_first_case_that_holds_decides(country):
    text = rule("a", "ja = 50") + rule("soort", "kans = { rood = 1, groen = 1 }") + rule(
        "uren",
        "getal = 9\nonbekend = 50\nals = [{ wanneer = { a = \"ja\", soort = \"rood\" }, getal = 1, onbekend = 0 }, "
        "{ wanneer = { a = \"ja\" }, getal = 2 }, { wanneer = { soort = [\"groen\", \"blauw\"] }, afwezig = 100 }]",
    )  # fmt: skip
    block = country.draw(text, 4000)
    for a, kind, hours, unknown, absent in zip(
        *(block.columns[n].values for n in ("a", "soort", "uren")), block.columns["uren"].unknown,
        block.columns["uren"].absent, strict=True,
    ):  # fmt: skip
        if a and kind == 0:
            assert (hours, unknown, absent) == (100, False, False)
        elif a:
            assert (hours, absent) == (200, False)
        else:
            assert hours == 900
            assert absent == (kind != 0)
    quarter = block.columns["uren"].unknown[block.columns["a"].values & (block.columns["soort"].values == 1)]
    assert near(quarter.mean(), 0.5, len(quarter))


def test_conditions_look_at_the_person_not_at_the_record(country):
    text = rule("a", "ja = 100\nonbekend = 100") + rule(
        "uren", 'getal = 1\nals = [{ wanneer = { a = "ja" }, getal = 2 }]'
    )
    assert set(country.draw(text).columns["uren"].values) == {200}


def test_what_is_absent_fulfils_no_condition(country):
    text = rule("a", "ja = 100\nafwezig = 100") + rule(
        "uren", 'getal = 1\nals = [{ wanneer = { a = "ja" }, getal = 2 }]'
    )
    assert set(country.draw(text).columns["uren"].values) == {100}


def test_conditions_on_a_number_and_on_several_choices(country):
    text = rule("doelen", "elk = { werk = 50 }") + rule("uren", 'getal = "0..10"') + rule(
        "a", 'ja = 0\nals = [{ wanneer = { doelen = "werk", uren = "5..7" }, ja = 100 }]'
    )  # fmt: skip
    for person in people(country.draw(text, 500), country.words):
        assert person["a"] == (person["doelen"] == ["werk"] and 5 <= int(person["uren"]) <= 7)


def test_part_of_another_number_is_never_more(country):
    text = rule("uren", 'getal = "30..40"') + rule("getal", 'deel_van = "uren"\nprocent = "50..100"\nstap = 0.5')
    for person in people(country.draw(text, 500), country.words):
        whole, part = Fraction(person["uren"]), Fraction(person["getal"])
        assert whole / 2 - 1 < part <= whole
        assert part * 2 == int(part * 2)


def test_texts_and_amounts(country):
    block = country.draw(
        rule("naam_werkgever", 'kans = { "Bakker, de Wit" = 1, "Kwekerij" = 1 }') + rule("loon", 'getal = "0.05"'), 50
    )
    found = people(block, country.words)
    assert {person["naam_werkgever"] for person in found} == {"Bakker, de Wit", "Kwekerij"}
    assert {person["loon"] for person in found} == {"0.05"}
    assert "burgerservicenummer" not in block.columns


def test_records_and_periods(country):
    text = rule("taken", 'aantal = "0..3"\nvelden = { aandeel = { getal = "10..20" } }') + rule(
        "ziekteperioden", 'aantal = "0..2"\nvanaf = "begindatum"\nna = "1..9"\nduur = "3..5"'
    ) + rule("begindatum", 'dagen = "-9..0"')  # fmt: skip
    found = people(country.draw(text, 300), country.words)
    assert {len(person["taken"]) for person in found} == {0, 1, 2, 3}
    for person in found:
        assert all(10 <= int(task["aandeel"]) <= 20 and set(task) > {"zwaar", "taaknaam"} for task in person["taken"])
        last = date.fromisoformat(person["begindatum"])
        for period in person["ziekteperioden"]:
            start, end = (date.fromisoformat(period[key]) for key in ("van", "tot_en_met"))
            assert 1 <= (start - last).days <= 10
            assert 2 <= (end - start).days <= 4
            last = end


def test_a_list_by_case(country):
    text = rule("a", "ja = 50") + rule("kinderen", 'aantal = 1\nvelden = { leeftijd_kind = { getal = 3 } }\n'
        'als = [{ wanneer = { a = "ja" }, aantal = 2, velden = { leeftijd_kind = { getal = 7 } } }]')  # fmt: skip
    for person in people(country.draw(text, 200), country.words):
        assert person["kinderen"] == ([{"leeftijd_kind": "7"}] * 2 if person["a"] else [{"leeftijd_kind": "3"}])


def test_a_case_may_leave_the_distribution_to_the_kind(country):
    text = rule("a", "ja = 50") + rule("soort", 'als = [{ wanneer = { a = "ja" }, kans = { blauw = 1 } }]')
    found = people(country.draw(text, 500), country.words)
    assert {person["soort"] for person in found if person["a"]} == {"blauw"}
    assert {person["soort"] for person in found if not person["a"]} == {"rood", "groen", "blauw"}


def test_nobody_has_together_what_cannot_be(tmp_path):
    country = Country(tmp_path, "Alleen als a.", "Onmogelijk is dat a en b.")
    block = country.draw(rule("a", "ja = 60") + rule("b", "ja = 60"), 500)
    for person in people(block, country.words):
        assert not (person.get("a") and person.get("b"))
        assert ("a" in person) == ("b" in person)
    assert near(block.columns["a"].unknown.mean(), 0.36, 500)


def test_what_the_regime_reckons_is_drawn_only_when_a_line_is_about_it(tmp_path):
    country = Country(tmp_path, "Alleen als a.", "Getal bedraagt 3.")
    assert "getal" not in country.draw("", 5).columns
    assert "getal" in country.draw(rule("getal", "getal = 4"), 5).columns

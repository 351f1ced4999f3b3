"""What if a figure were another: which figures there are, and what a changed law comes to."""

# ruff: noqa: E501 - rules and people are easiest to read on one line

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from tests.reason.towns import ON

from trede.law import law_on
from trede.law.cache import load_regime
from trede.reason import Facts
from trede.reason.caseload import Change, ChangeErrors, changeable, prepare, touched
from trede.reason.outcome import compute

RULES = (
    "Alleen als uren minstens 12 uur per week en begindatum op of na 1 januari 2025.",
    "Alleen als uren minstens 1 uur per week als a, anders (uren minstens 2 uur per week).",
    "Tabel maximum naar soort:\n\n| soort | maximum | norm |\n|---|---|---|\n| rood | € 10 |  |\n| groen | € 20 + toeslag | V-1.t2 |\n",
    "Toeslag betekent grootste van (€ 1, kosten × 50 %).",
    "Bedrag bedraagt maximum × 2, afgerond op centen.",
    "Duurt hoogstens 6 maanden.",
    "Het college moet uitnodigen binnen 4 weken na begindatum.",
)
PERSON = {"uren": 12, "begindatum": date(2025, 3, 1), "soort": "groen", "kosten": 300, "a": True}


def bedrag(case, **facts):
    return case.compute(Facts({**PERSON, **facts}))["cursus"].amounts[0].value


def test_the_figures_of_a_provision_with_their_place(town):
    here = town(*RULES)
    found = {(figure.citation, figure.value): figure for figure in changeable(law_on(here.regime, ON), "cursus")}
    assert set(found) == {
        ("V-1.1", 12), ("V-1.1", date(2025, 1, 1)), ("V-1.2", 1), ("V-1.2", 2), ("V-1.3 rij 1", 1000), ("V-1.t2", 2000),
        ("V-1.4", 100), ("V-1.4", Fraction(1, 2)), ("V-1.5", 2), ("V-1.6", 6),
    }  # fmt: skip
    assert str(found["V-1.t2", 2000].kind) == "bedrag"
    assert found["V-1.1", 12].kind.unit == "uur per week"
    assert found["V-1.4", 100].name == "toeslag"
    assert "grootste van" in found["V-1.4", 100].sentence
    assert found["V-1.t2", 2000].sentence == "Maximum, soort groen."


def test_a_figure_in_a_table_says_of_which_cell_it_is(town):
    table = (
        "Tabel hoog, laag naar uren, soort, begindatum:\n\n| uren | soort | begindatum | hoog | laag |\n|---|---|---|---|---|\n"
        "| 24 uur per week of meer | elk | elk | € 30 | € 10 |\n| 12 tot en met 23 uur per week | rood of groen | elk | € 20 | € 5 |\n"
        "| minder dan 12 uur per week | rood of groen | geen | € 3 | € 1 |\n"
    )
    here = town(table, "Bedrag bedraagt hoog + laag, afgerond op centen.")
    said = {figure.value: figure.sentence for figure in changeable(law_on(here.regime, ON), "cursus")}
    assert said[3000] == "Hoog, uren 24 uur per week of meer."
    assert said[500] == "Laag, uren 12 tot en met 23 uur per week, soort rood of groen."
    assert said[300] == "Hoog, uren minder dan 12 uur per week, soort rood of groen, begindatum geen."


def test_a_figure_of_a_series_has_the_sentence_of_the_series(town):
    series = "Reeks hoog:\n\n| hoog | vanaf |\n|---|---|\n| € 30 | 1 januari 2020 |\n"
    here = town(series, "Bedrag bedraagt hoog, afgerond op centen.")
    (figure,) = changeable(law_on(here.regime, ON), "cursus")
    assert figure.sentence == "Reeks hoog:"


def test_a_changed_figure_counts_everywhere_and_the_law_itself_stays(town):
    here = town(*RULES)
    before = prepare(here.regime, ON)
    changes = [Change("V-1.1", 12, 16), Change("V-1.t2", 2000, 2500), Change("V-1.4", Fraction(1, 2), Fraction(1, 3))]
    after = prepare(here.regime, ON, changes=changes)
    people = [Facts(PERSON), Facts({**PERSON, "uren": 16}), Facts({**PERSON, "uren": 16, "soort": "rood"})]
    one, two = (case.run(case.block(people)).provisions["cursus"] for case in (before, after))
    assert one.outcome.tolist() == [0, 0, 0]
    assert two.outcome.tolist() == [1, 0, 0]
    assert one.amounts[0].cents().tolist() == [4300, 4300, 2000]
    assert two.amounts[0].cents().tolist() == [5200, 5200, 2000]
    assert after.compute(people[1])["cursus"].amounts[0].value == 5200
    assert bedrag(before) == bedrag(prepare(here.regime, ON)) == 4300
    assert bedrag(prepare(here.regime, ON, changes=[Change("V-1.3 rij 1", 1000, 1)]), soort="rood") == 2


def test_a_figure_deep_in_an_expression_and_a_day(town):
    here = town(*RULES)
    later = prepare(
        here.regime, ON, changes=[Change("V-1.1", date(2025, 1, 1), date(2025, 4, 1)), Change("V-1.2", 1, 13)]
    )
    found = later.compute(Facts(PERSON))["cursus"]
    assert [g.norm.citations[0] for g in found.grounds if g.effect == "weigert"] == ["V-1.1", "V-1.2"]


def test_all_that_is_wrong_with_changes_is_said_at_once(town):
    here = town(*RULES)
    wrong = [
        Change("V-1.1", 12, "16"), Change("V-1.1", date(2025, 1, 1), 16), Change("V-1.9", 1, 2), Change("V-1.t2", 2000, 2500.5),
        Change("V-1.4", 100, Fraction(1, 2)), Change("V-1.1", True, 3), Change("V-1.2", 1, True),
    ]  # fmt: skip
    with pytest.raises(ChangeErrors) as told:
        prepare(here.regime, ON, changes=wrong)
    said = "\n".join(told.value.problems)
    assert len(told.value.problems) == 7
    assert "V-1.1: 12 uur per week kan niet '16' worden. Goed is: een getal" in said
    assert "V-1.1: 1 januari 2025 kan niet 16 worden. Goed is: een datum." in said
    assert "V-1.9: daar staat geen 1." in said
    assert "V-1.t2: € 20,00 kan niet 2500.5 worden. Goed is: een bedrag in hele centen." in said
    assert "V-1.4: € 1,00 kan niet Fraction(1, 2) worden. Goed is: een bedrag in hele centen." in said
    assert "V-1.1: daar staat geen True." in said


def test_every_figure_of_a_real_provision_can_be_changed():
    regime = load_regime("amstelveen")
    law = law_on(regime, date(2026, 1, 1))
    figures = changeable(law, "tijdelijke_loonkostensubsidie")
    assert len(figures) > 20
    for figure in figures:
        new = date(2026, 5, 1) if figure.kind.name == "datum" else figure.value + 1
        changed = prepare(regime, date(2026, 1, 1), ["tijdelijke_loonkostensubsidie"], changes=[
            Change(figure.citation, figure.value, new)
        ])  # fmt: skip
        read = {(f.citation, f.value) for f in changeable(changed.law, "tijdelijke_loonkostensubsidie")}
        assert (figure.citation, new) in read
    assert compute(changed.plans[0].program, {}).outcome == "onvoldoende_gegevens"


def test_only_provisions_that_read_a_changed_figure_come_out_otherwise():
    regime, on = load_regime("amstelveen"), date(2026, 1, 1)
    law = law_on(regime, on)
    figure = next(f for f in changeable(law, "tijdelijke_loonkostensubsidie") if f.kind.name == "bedrag")
    change = Change(figure.citation, figure.value, figure.value + 100)
    found = touched(law, [change])
    assert "tijdelijke_loonkostensubsidie" in found
    assert len(found) < len(law.provision_names)
    assert touched(law, []) == touched(law, [Change("nergens", 1, 2)]) == []
    before, after = prepare(regime, on), prepare(regime, on, changes=[change])
    people = [Facts({}), *(Facts(dict.fromkeys(before.facts)) for _ in range(1))]
    one, two = (case.run(case.block(people)).provisions for case in (before, after))
    for name in set(law.provision_names) - set(found):
        assert one[name].outcome.tolist() == two[name].outcome.tolist()
        assert [q.cents().tolist() for q in one[name].amounts] == [q.cents().tolist() for q in two[name].amounts]

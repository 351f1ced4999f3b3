"""Every form of the language over one fixed crowd: as `assess` says, and done by the arrays themselves."""

# ruff: noqa: E501 - rules and people are easiest to read on one line

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from tests.reason.caseload.agreement import differences
from tests.reason.caseload.laws import ODD_DAYS, TABLES
from tests.reason.towns import ON

from trede.reason import Facts
from trede.reason.caseload import prepare
from trede.terms import Period

DAYS = [day for day in ODD_DAYS if day != date(1799, 12, 31)] + [
    date(2025, 6, 1) + timedelta(7 * n) for n in range(-30, 9)
]


def crowd(count: int = 150, seed: int = 5) -> list[Facts]:
    """People of whom each fact is known, absent or unknown."""
    chance = random.Random(seed)

    def one(*values: Any) -> Any:
        return chance.choice(values)

    def spans() -> tuple[Period, ...]:
        starts = [one(*DAYS) for _ in range(chance.randrange(3))]
        return tuple(Period(day, one(None, day, day + timedelta(9), day + timedelta(60))) for day in starts)

    def record(**fields: Any) -> dict[str, Any]:
        return {name: value for name, value in fields.items() if chance.random() > 0.15}

    def task() -> dict[str, Any]:
        found = record(zwaar=one(True, False, None), aandeel=one(None, 0, 1, Fraction(1, 4)), loon_taak=one(0, 99, 1250, None),
                       taaknaam=one("x", None), sinds=one(None, *DAYS))  # fmt: skip
        return found | record(oordeel_past_bij_persoon=one(True, False))

    def person() -> Iterator[tuple[str, Any]]:
        yield from {
            "a": one(True, False), "b": one(True, False), "c": one(True, False), "uren": one(0, 5, 11, 12, 13, Fraction(61, 2)),
            "jaren_oud": one(17, 18, 26, 27, 49), "getal": one(-7, 0, 1, 2, 3, Fraction(5, 2), Fraction(-1, 3)),
            "loonwaarde": one(0, Fraction(1, 2), Fraction(4, 5), 1), "kosten": one(0, 1, 499, 500, 501, 180_000),
            "soort": one("rood", "groen", "blauw"), "doelen": one((), ("werk",), ("werk", "taal"), ("werk", "taal", "sport")),
            "naam_werkgever": one("Bakker", "Smid"), "geboortedatum": one(*DAYS), "begindatum": one(*DAYS),
            "aanvraagdatum": one(*DAYS), "verlenging_maanden": one(0, 3), "maanden_gebruikt": one(0, 1, 6, 7, 30),
            "weken_gebruikt": one(0, 3), "dagen_vakantie": one(0, 12), "ziekteperioden": spans(), "eerdere_perioden": spans(),
            "lopende_voorzieningen": one((), ("baan",), ("cursus", "fiets")), "plan_ondertekend": one(True, False),
            "taken": tuple(task() for _ in range(chance.randrange(4))), "gewenste_einddatum": one(*DAYS),
            "stappen": tuple(record(punten=one(-3, 0, 2, 7, None)) for _ in range(chance.randrange(4))),
        }.items()  # fmt: skip

    found = []
    for _ in range(count):
        values = {name: None if chance.random() < 0.12 else value for name, value in person() if chance.random() > 0.2}
        for name in ("oordeel_geschikt", "oordeel_toch_weigeren", "oordeel_toch_eindigen"):
            if chance.random() > 0.4:
                values[name] = one(True, False)
        found.append(Facts(values))
    return found


PEOPLE = crowd()
NOT_ASKED = [
    Facts({n: v for n, v in f.values.items() if n not in ("gewenste_einddatum", "verlenging_maanden")}) for f in PEOPLE
]
RECORDS = (
    {},
    {"zwaar": True, "aandeel": 1, "loon_taak": 5, "sinds": date(2025, 1, 1), "oordeel_past_bij_persoon": True},
)
FEW = [
    [Facts({})],
    [Facts(dict.fromkeys(NOT_ASKED[0].values.keys() | {"taken", "stappen", "ziekteperioden", "kosten", "uren"}))],
    [Facts({"taken": (), "getal": 2, "ziekteperioden": (Period(date(2025, 1, 1), date(2025, 1, 9)),), "stappen": ()})],
    [Facts({"taken": RECORDS, "stappen": ({"punten": 2},), "gewenste_einddatum": date(2025, 9, 1)})],
]
CONDITIONS = [
    "a en b", "a of niet b", "niet (a en (b of c))", "naar oordeel geschikt", "a is b", "a is niet b", "a is ja",
    "soort is rood", "soort is niet rood", "soort is rood of groen", "soort is niet rood of groen",
    "doelen omvat werk", "doelen omvat werk en taal", "uren is bekend", "kosten ontbreekt", "naam werkgever is naam werkgever",
    "uren minstens 12 uur per week", "uren meer dan 12 uur per week", "uren is 12 uur per week", "12 uur per week minder dan uren",
    "uren × loonwaarde hoogstens 10 uur per week", "uren / 36 uur per week minder dan 1", "getal / 0 is 1", "getal / getal is 1",
    "uren / getal hoogstens 6 uur per week", "getal × getal minstens getal", "2 − getal meer dan getal / 7",
    "kosten hoogstens € 5", "kosten is niet € 5", "kosten minstens som over taken van (loon taak)",
    "geboortedatum vóór 1 maart 2005", "begindatum op of na aanvraagdatum", "begindatum is aanvraagdatum",
    "begindatum binnen 4 weken na aanvraagdatum", "begindatum minstens 5 werkdagen vóór aanvraagdatum",
    "begindatum + 3 maanden na aanvraagdatum", "begindatum − 1 jaar na aanvraagdatum", "begindatum + getal × 1 maand na aanvraagdatum",
    "begindatum + 30 dagen na 29 februari 2024", "begindatum + maanden gebruikt × 10000 na aanvraagdatum",
    "begindatum − maanden gebruikt × 2000 vóór aanvraagdatum",
    "eerste dag van de maand van begindatum na 1 januari 2025", "eerste van (begindatum, aanvraagdatum) na 1 maart 2025",
    "laatste van (begindatum, 1 mei 2025, 3 mei 2025) na 2 mei 2025",
    "jaren van geboortedatum tot begindatum minstens 18 jaar", "maanden van begindatum tot aanvraagdatum minstens 3 maanden",
    "weken van begindatum tot aanvraagdatum minstens 3 weken", "dagen van begindatum tot aanvraagdatum minstens 10 dagen",
    "maanden van 31 januari 2025 tot begindatum minstens 1 maand", "jaren van geboortedatum tot 28 februari 2025 minstens 18 jaar",
    "aantal dagen in ziekteperioden minstens 10 dagen", "bij een taak geldt (zwaar)", "bij elke taak geldt (zwaar)",
    "bij elke taak geldt (zwaar of a)", "bij een taak geldt (naar oordeel past bij persoon)", "bij elke taak geldt (taaknaam is bekend)",
    "bij elke taak geldt (sinds vóór begindatum)", "bij een taak geldt (soort is rood)", "aantal taken minstens 2",
    "aantal taken met (zwaar) minstens 1", "aantal taken met (taaknaam ontbreekt) is 1", "som over taken van (aandeel) is 100 %",
    "som over taken met (zwaar) van (loon taak × aandeel) minstens € 3", "som over stappen van (punten) minstens 2",
    "som over taken van (loon taak / getal) minstens € 3", "som over stappen van (kosten / punten) hoogstens € 9",
    "som over taken van (kosten) minstens € 5", "som over taken met (uren meer dan 5 uur per week) van (€ 1) minstens € 2",
    "kleinste van (kosten, € 5) is € 5", "grootste van (uren, 12 uur per week) meer dan 12 uur per week",
    "(kosten als a, anders € 7) hoogstens € 5", "(begindatum als a, anders aanvraagdatum) na 1 maart 2025",
    "(soort als a, anders soort) is rood", "bij een taak geldt (taaknaam is naam werkgever)", "€ 5 meer dan € 3", "niet € 5 meer dan € 3",
    "maanden van begindatum tot (aanvraagdatum + 400 jaar) minstens 4000 maanden", "eerste van (1 mei 2025, 3 mei 2025, begindatum) na 1 mei 2024",
    "bij een taak geldt (aantal stappen minstens 2)", "bij elke taak geldt (zwaar of som over stappen van (punten) minstens 2)",
]  # fmt: skip


def agree(here: Any, people: list[Facts], spared: bool = True) -> None:
    """A caseload and `assess` agree; if `spared` nobody is left to the scalar engine."""
    case = prepare(here.regime, ON, ["cursus"])
    result = case.run(case.block(people), grounds=True)
    assert differences(case, people, result) == []
    assert case.scalar == {}
    if spared:
        assert result.fallbacks == 0


@pytest.mark.parametrize("condition", CONDITIONS)
def test_conditions(town, condition):
    here = town(f"Alleen als {condition}.", f"Niet als c, voor zover {condition}.")
    for people in (NOT_ASKED, *FEW):
        agree(here, people)


@pytest.mark.parametrize("table", TABLES)
def test_tables(town, table):
    lines = [table, "Leeftijd betekent jaren van geboortedatum tot begindatum.", "Bedrag bedraagt maximum."]
    agree(town(*lines), NOT_ASKED)


@pytest.mark.parametrize("amount", [
    "kosten", "kosten × loonwaarde, afgerond op centen", "kosten / 3, afgerond op hele euro's", "kosten / getal, afgerond op centen",
    "kosten × (uren / 36 uur per week), voor zover a", "kosten als a, anders (€ 7 als b, anders kosten / 3)", "maximum − toeslag",
    "(a als b, anders c)", "begindatum als a, anders 1 mei 2025", "soort",
])  # fmt: skip
def test_amounts(town, amount):
    for people in (NOT_ASKED, *FEW):
        agree(town("Maximum betekent kosten × 2.", "Toeslag betekent € 3.", f"Bedrag bedraagt {amount}."), people)


@pytest.mark.parametrize("lines", [
    ["Mag weigeren als a.", "Mag weigeren als b.", "Mag eindigen als a.", "Mag eindigen als c."],
    ["Eindigt als a.", "Voorleggen als b.", "Vereist is dat het plan ondertekend is.", "Vereist is dat a, als b."],
    ["Gaat niet samen met baan als a.", "Gaat niet samen met fiets.", "Gaat samen met baan."],
    ["Alleen als a, tenzij b.", "Niet als a, voor zover b.", "Mag weigeren als een voorwaarde van deze bron niet vervuld is."],
    ["Jaren oud betekent jaren van geboortedatum tot begindatum.", "Alleen als jaren oud minstens 18 jaar."],
    ["A betekent b of c.", "Alleen als a.", "Soort betekent rood.", "Niet als soort is rood en a."],
])  # fmt: skip
def test_norms(town, lines):
    for people in (NOT_ASKED, *FEW):
        agree(town(*lines), people)


@pytest.mark.parametrize("lines", [
    ["Duurt hoogstens 6 maanden.", "Voor de duur telt mee: maanden gebruikt."],
    ["Duurt hoogstens 2 jaar.", "Duurt 7 maanden, voor zover a.", "Voor de duur telt mee: maanden gebruikt × 2."],
    ["Duurt tot begindatum + 1 jaar.", "Duurt hoogstens maanden gebruikt, voor zover b.", "Begint op aanvraagdatum."],
    ["Duurt minstens 3 maanden.", "Duurt hoogstens 6 maanden."], ["Duurt minstens 3 weken."],
    ["Duurt hoogstens 6 maanden.", "Begint op 1 mei 2025."], ["Duurt tot 1 mei 2025.", "Duurt tot aanvraagdatum."],
    ["Duurt hoogstens 20 jaar.", "Voor de duur telt mee: maanden gebruikt.", "Begint op begindatum + 9000 jaar."],
])  # fmt: skip
def test_how_long(town, lines):
    wanting = [Facts({n: v for n, v in f.values.items() if n != "verlenging_maanden"}) for f in PEOPLE]
    agree(town("Alleen als a of niet a.", *lines), wanting)
    agree(town("Alleen als a of niet a.", *lines), PEOPLE, spared=False)
    for people in FEW:
        agree(town("Alleen als a of niet a.", *lines), people)


@pytest.mark.parametrize("lines", [
    ["Duurt hoogstens 26 weken.", "Voor de duur telt mee: weken gebruikt."],
    ["Duurt hoogstens 6 maanden.", "Voor de duur telt mee: eerdere perioden."],
    ["Duurt hoogstens 6 maanden.", "Voor de duur telt niet mee: ziekteperioden."],
    ["Duurt hoogstens 6 maanden.", "Mag 1 keer verlengd worden met hoogstens 4 maanden.", "Verlengen alleen als a."],
    ["Mag 1 keer verlengd worden met hoogstens 4 maanden."], ["Duurt hoogstens getal × 1 maand."],
    ["Duurt hoogstens getal × 100000 maanden.", "Voor de duur telt mee: maanden gebruikt."],
    ["Duurt hoogstens 6 maanden.", "Voor de duur telt mee: maanden gebruikt × 100000."],
    ["Duurt hoogstens 6 maanden.", "Voor de duur telt mee: dagen vakantie."],
    ["Duurt hoogstens weken gebruikt.", "Voor de duur telt mee: maanden gebruikt."],
])  # fmt: skip
def test_what_the_scalar_engine_does_about_time(town, lines):
    agree(town("Alleen als c.", *lines), PEOPLE, spared=False)
    for people in FEW:
        agree(town("Alleen als c.", *lines), people, spared=False)


def test_a_long_list_with_gaps_is_for_the_scalar_engine(town):
    here = town("Alleen als bij elke taak geldt (zwaar).")
    people = [
        Facts({"taken": ({"zwaar": True},) * 70 + ({},)}),
        Facts({"taken": ({"zwaar": True},) * 70}),
        Facts({"taken": ({},)}),
    ]
    case = prepare(here.regime, ON)
    result = case.run(case.block(people), grounds=True)
    assert result.fallbacks == 1
    assert differences(case, people, result) == []


def test_sums_too_large_for_64_bits(town):
    here = town(
        "Bedrag bedraagt som over taken van (loon taak × getal).",
        "Premie bedraagt som over taken van (loon taak / getal).",
    )
    big = 10**15 - 1
    people = [
        Facts({"getal": big, "taken": ({"loon_taak": 9_000},) * 3}), Facts({"getal": 7, "taken": ({"loon_taak": 9},)}),
        Facts({"getal": Fraction(1, 10**6), "taken": ({"loon_taak": 10**14}, {"loon_taak": 1})}),
    ]  # fmt: skip
    case = prepare(here.regime, ON)
    assert differences(case, people, case.run(case.block(people), grounds=True)) == []
    here = town(
        "Bedrag bedraagt som over stappen van (€ 5 / punten).", "Premie bedraagt som over taken van (loon taak)."
    )
    primes = (999_999_937, 999_999_929, 999_999_893, 999_999_883)
    people = [
        Facts({"stappen": tuple({"punten": p} for p in primes), "taken": ({"loon_taak": LARGE},) * 3}),
        Facts({"stappen": ({"punten": 3}, {"punten": 7}), "taken": ({"loon_taak": 3},)}),
    ]  # fmt: skip
    case = prepare(here.regime, ON)
    assert differences(case, people, case.run(case.block(people), grounds=True)) == []


LARGE = 4 * 10**18


UNMET = "een voorwaarde van deze bron niet vervuld is"


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (["Bedrag bedraagt doelen."], "Sets als hoeveelheid"),
        (["Alleen als a.", f"Alleen als {UNMET}."], "een voorwaarde die leest of voorwaarden vervuld zijn"),
        (
            [f"B betekent {UNMET}.", "Alleen als a.", "Mag weigeren als b."],
            "een voorwaarde die leest of voorwaarden vervuld zijn",
        ),
        (["Alleen als bij een taak geldt (doelen omvat werk)."], "Sets in een lijst"),
        (["A betekent b.", "B betekent a.", "Alleen als a."], "'a' verwijst naar zichzelf"),
    ],
)
def test_what_arrays_cannot_do_is_said_and_done_by_the_scalar_engine(town, lines, why):
    case = prepare(town(*lines).regime, ON)
    result = case.run(case.block(NOT_ASKED), grounds=True)
    assert case.scalar == {"cursus": why}
    assert result.fallbacks == len(NOT_ASKED)
    assert differences(case, NOT_ASKED, result) == []


def test_whether_conditions_are_met_is_known_in_a_list_too(town):
    agree(town("Alleen als a.", f"Mag weigeren als bij een taak geldt (zwaar en {UNMET})."), NOT_ASKED)


def test_a_series_that_holds_nothing_yet(town):
    later = "Reeks maximum:\n\n| vanaf | maximum |\n|---|---|\n| 1 januari 2026 | € 5 |\n"
    agree(town(later, "Bedrag bedraagt maximum × 2.", "Alleen als kosten hoogstens maximum."), NOT_ASKED)


@pytest.mark.parametrize("grens", ["5", "7", "9"])
def test_a_table_whose_key_is_a_figure(town, grens):
    table = "Tabel maximum naar grens:\n\n| grens | maximum |\n|---|---|\n| 5 | € 5 |\n| 7 | kosten |\n"
    agree(town(f"Grens betekent {grens}.", table, "Bedrag bedraagt maximum."), NOT_ASKED)

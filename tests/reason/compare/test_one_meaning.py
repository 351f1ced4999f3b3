"""One meaning: for any small regime and any person, the formulas say what the engine says.

Drawn are conditions, tables, amounts, days, lists and people of whom anything may be unknown or absent, with days at
month ends and on 29 February.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.reason.compare.conftest import computed, said
from tests.reason.test_properties import ATOMS, FACTS, expressions
from tests.reason.towns import Town, article, source

SEARCH = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)
TABLE = """Tabel tarief naar soort, uren:

| soort | uren | tarief |
|---|---|---|
| rood | minder dan 10 | € 10 |
| rood | 10 t/m 20 | kosten × 2 |
| groen of blauw | elk | € 5,50 |
| geen | elk | geen |
| elk | meer dan 20 | loon / 3 |
"""
DAYS = """Tabel fase naar begindatum:

| begindatum | fase |
|---|---|
| 1 januari 2024 t/m 29 februari 2024 | 1 |
| 1 maart 2025 of later | 2 |
| elk | 3 |
"""
LINES = {
    "age": "Alleen als jaren van geboortedatum tot begindatum minstens 21 jaar.",
    "months": "Maanden oud bedraagt maanden van geboortedatum tot begindatum.",
    "days": "Dagen oud bedraagt dagen van geboortedatum tot begindatum.",
    "weeks": "Weken oud bedraagt weken van begindatum tot geboortedatum.",
    "later": "Alleen als aanvraagdatum uiterlijk op begindatum + 1 maand.",
    "sooner": "Niet als aanvraagdatum vóór begindatum − 4 weken.",
    "moved": "Dag bedraagt begindatum + maanden gebruikt.",
    "many": "Dag later bedraagt begindatum − dagen vakantie.",
    "far": "Jaar later bedraagt begindatum + 90 weken.",
    "first": "Eerste bedraagt eerste dag van de maand van (eerste van (begindatum, aanvraagdatum)).",
    "table": TABLE,
    "tariff": "Bedrag a bedraagt tarief, afgerond op centen.",
    "phases": DAYS,
    "phase": "Deel c bedraagt fase.",
    "share": "Bedrag b bedraagt loon × loonwaarde / getal, afgerond op hele euro's.",
    "percent": "Deel bedraagt loonwaarde / 3, afgerond op hele procenten.",
    "up": "Omvang bedraagt uren / 7, naar boven afgerond.",
    "least": "Minst bedraagt kleinste van (kosten, € 1,50) als a, anders grootste van (kosten, € 2).",
    "colour": "Kleur bedraagt soort, voor zover niet (soort is rood).",
    "goals": "Alleen als doelen omvat werk en taal.",
    "known": "Alleen als uren is bekend of a.",
    "absent": "Niet als soort ontbreekt.",
    "text": "Niet als naam werkgever is rood.",
    "sick": "Alleen als aantal dagen in ziekteperioden hoogstens 5 dagen.",
    "tasks": "Som taken bedraagt som over taken met (zwaar) van (loon taak).",
    "count": "Aantal bedraagt aantal taken met (aandeel meer dan 50 %).",
    "any": "Alleen als bij een taak geldt (zwaar en aandeel minstens 20 %).",
    "every": "Alleen als bij elke taak geldt (naar oordeel past bij persoon).",
    "guarded": "Alleen als b, voor zover c.",
    "papers": "Vereist is dat het plan ondertekend is, voor zover a.",
    "submit": "Voorleggen als uren meer dan 40 uur per week.",
    "refuse": "Mag weigeren als d.",
    "end": "Mag eindigen als d.",
    "ends": "Eindigt als kosten meer dan € 5.",
    "source": "Mag weigeren als een voorwaarde van deze bron niet vervuld is.",
    "beside": "Gaat niet samen met baan.",
}
NEEDS = {"tariff": ["table"], "phase": ["phases"]}
DATES = ["2024-02-29", "2025-01-31", "2025-02-28", "2003-05-31", "2004-02-29", "2025-03-01", "2024-12-31"]
MORE: dict[str, list[Any]] = {
    "uren": [5, 10, 20, "20.5", 30, 45],
    "geboortedatum": DATES,
    "begindatum": DATES,
    "aanvraagdatum": DATES,
    "maanden_gebruikt": [0, 1, 13, "1.5"],
    "dagen_vakantie": [0, 30, 366],
    "loon": ["1000.01", 0],
    "kosten": [1, "0.05", 6],
    "getal": [0, 3, -2, "0.5"],
    "doelen": [[], ["werk"], ["taal", "werk"]],
    "naam_werkgever": ["rood", "anders"],
    "oordeel_toch_eindigen": [True, False],
    "lopende_voorzieningen": [[], ["baan"]],
}


@st.composite
def rules(draw: st.DrawFn) -> list[str]:
    """Lines of every kind, and conditions joined at random."""
    chosen = draw(st.lists(st.sampled_from(sorted(LINES)), max_size=6, unique=True))
    needed = [name for line in chosen for name in NEEDS.get(line, [])]
    joined = draw(st.lists(expressions(list(ATOMS)), max_size=2))
    verbs = [draw(st.sampled_from(["Alleen als", "Niet als"])) for _ in joined]
    conditions = [f"{verb} {condition}." for verb, condition in zip(verbs, joined, strict=True)]
    return [LINES[name] for name in dict.fromkeys((*needed, *chosen))] + conditions


def maybe(values: list[Any]) -> st.SearchStrategy[Any]:
    return st.sampled_from([*values, None])


tasks = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "aandeel": maybe([0, 20, 60]),
            "zwaar": maybe([True, False]),
            "loon_taak": maybe([1, "2.50"]),
            "oordeel_past_bij_persoon": st.booleans(),
        },
    ),
    max_size=2,
)
period = st.sampled_from(
    [
        {"van": "2025-01-01", "tot_en_met": "2025-01-04"},
        {"van": "2025-01-03", "tot_en_met": "2025-01-05"},
        {"van": "2024-02-28", "tot_en_met": "2024-03-01"},
        {"van": "2025-06-01"},
    ]
)
judged = {name for name in {**FACTS, **MORE} if name.startswith("oordeel")}
people = st.fixed_dictionaries(
    {},
    optional={
        **{name: st.sampled_from(v) if name in judged else maybe(v) for name, v in {**FACTS, **MORE}.items()},
        "taken": tasks,
        "ziekteperioden": st.lists(period, max_size=2),
    },
)


def built(lines: list[str]) -> Town:
    return Town(Path(tempfile.mkdtemp()), {"v.md": source(article(*lines))})


@SEARCH
@given(rules(), people)
def test_the_formulas_say_what_the_engine_says(lines, person):
    here = built(lines)
    assert said(here, person) == computed(here, person)


DURATIONS = (
    "Begint op begindatum.",
    "Duurt hoogstens 2 maanden.",
    "Duurt hoogstens 9 weken.",
    "Duurt 1 jaar, voor zover a.",
    "Duurt tot geboortedatum + 22 jaar.",
    "Voor de duur telt mee: maanden gebruikt.",
    "Voor de duur telt mee: weken gebruikt.",
    "Voor de duur telt niet mee: dagen vakantie.",
    "Voor de duur telt niet mee: ziekteperioden.",
    "Mag 1 keer verlengd worden met hoogstens 4 maanden.",
    "Mag 2 keer verlengd worden met 3 maanden.",
    "Mag verlengd worden met hoogstens 9 weken, samen hoogstens 5 maanden.",
    "Mag verlengd worden met hoogstens 1 jaar, voor zover b.",
    "Mag verlengd worden tot samen hoogstens 30 weken.",
    "Verlengen alleen als b.",
    "Eerste keer verlengen alleen als b.",
)
whole = st.fixed_dictionaries(
    {
        "begindatum": maybe(DATES),
        "geboortedatum": maybe(DATES),
        "a": maybe([True, False]),
        "maanden_gebruikt": maybe([0, 1, 3, 14]),
        "weken_gebruikt": maybe([0, 1, 10]),
        "dagen_vakantie": maybe([0, 1, 45]),
        "ziekteperioden": maybe([[]]),
        "b": maybe([True, False]),
        "verlenging_maanden": maybe([0, 1, 3, 4, 5]),
        "eerdere_verlengingen": maybe([0, 1, 2]),
    }
)


@SEARCH
@given(st.lists(st.sampled_from(DURATIONS), unique=True, max_size=6), whole)
def test_the_last_day_is_the_same(lines, person):
    from tests.reason.compare.conftest import whole_said

    here = built(lines)
    assert whole_said(here, person) == computed(here, person, dates=True)

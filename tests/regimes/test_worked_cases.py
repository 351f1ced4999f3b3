"""Worked cases for the ISD Bollenstreek, Leusden, the handbook and the national law, written from their texts.

Each line of `<regime>_cases.jsonl` is a case, as for Amstelveen; `waarden` are the values that a decision reads.
"""

from datetime import date
from typing import Any

import pytest
from tests.regimes.worked import body_of, read_worked, wrong

from trede.law.cache import load_regime
from trede.law.errors import NoLawInForce
from trede.law.inforce import law_on
from trede.reason import Facts, assess, find_provision

REGIMES = ("bollenstreek", "handboek", "leusden", "nl")
CASES = [(regime, case) for regime in REGIMES for case in read_worked(regime)]
OTHER_NAMES = {
    "bollenstreek": {
        "ondersteuning_bij_arbeidsinschakeling": "ondersteuning ondersteuning_arbeidsinschakeling",
        "kosten_van_onderzoek": "kosten_bepaling_voorziening",
        "kosten_van_loonvormende_arbeid": "kosten_loonvormende_arbeid",
        "scholing_participatieplaats": "scholing_bij_additionele_werkzaamheden",
        "participatieplaats": "participatiebaan verlenging_participatieplaats",
        "participatiepremie": "premie_participatieplaats",
        "leer_werktraject": "leerwerktraject ondersteuning_leer_werktraject",
        "no_riskpolis": "no_risk_polis no_risk",
        "schulddienstverlening": "schuldhulpverlening",
        "vaststelling_doelgroep_loonkostensubsidie": "doelgroep_loonkostensubsidie",
        "vaststelling_loonwaarde": "loonwaarde",
        "vaststelling_van_de_doelgroep": "doelgroep behoort_tot_doelgroep",
        "vaststelling_van_een_startkwalificatie": "startkwalificatie",
        "behoud_oude_voorziening": "overgangsrecht oude_voorziening",
    },
    "leusden": {
        "route_na_melding": "triage eerste_inschatting",
        "vervolg_na_workfast": "vervolg_na_mislukte_workfast",
        "vorm_van_het_plan": "plan_van_aanpak trajectplan",
        "plaatsing_op_de_ladder": "plaatsing_op_ladder trede re_integratieladder",
        "stap_op_de_ladder": "stap_op_ladder",
        "keuze_van_een_instrument": "incidentele_inkoop",
        "richting_voor_een_jongere": "jongeren_praktijkonderwijs",
        "groep_van_de_raming": "arbeidsvermogensgroep",
        "raming_beschutte_werkplekken": "prognose_beschut_werk",
        "beschutte_werkplek": "beschut_werk beschut_werken",
        "bemiddeling_door_het_werkgeversservicepunt": "werkgeversservicepunt wsp",
        "cognitieve_gedragstherapie": "hsk_argonaut",
    },
}


@pytest.mark.parametrize(("name", "case"), CASES, ids=[f"{name}: {case['naam']}" for name, case in CASES])
def test_worked_case(name: str, case: dict[str, Any]) -> None:
    assert not wrong(case, body_of(case, load_regime(name)))


@pytest.mark.parametrize("name", REGIMES)
def test_every_case_has_its_own_name_and_says_why(name: str) -> None:
    cases = [case for regime, case in CASES if regime == name]
    assert len({case["naam"] for case in cases}) == len(cases)
    assert all(case["norm"] and case["bron"] for case in cases)


@pytest.mark.parametrize("name", OTHER_NAMES)
def test_names_an_outsider_would_give(name: str) -> None:
    law = law_on(load_regime(name), date(2016, 3, 1))
    others = {own: {find_provision(law, other) for other in names.split()} for own, names in OTHER_NAMES[name].items()}
    assert others == {own: {own} for own in others}


@pytest.mark.parametrize("name", OTHER_NAMES)
def test_there_is_no_law_before_2015(name: str) -> None:
    regime = load_regime(name)
    with pytest.raises(NoLawInForce, match="1 januari 2015"):
        assess(regime, Facts.read({}, regime), on=date(2014, 12, 31))
    assert assess(regime, Facts.read({}, regime), on=date(2015, 1, 1)).results

"""Worked cases for Amstelveen, written from the texts and the inventory of norms before the regime was read.

Each line of `amstelveen_cases.jsonl` is a case: a date, a provision under a name an outsider would give it, the least
facts that a case writer would state, and what should come out. `*` stands for any amount or term.
"""

from datetime import date
from typing import Any

import pytest
from tests.regimes.worked import body_of, read_worked, wrong

from trede.law import Regime
from trede.law.cache import load_regime
from trede.law.errors import NoLawInForce
from trede.law.inforce import law_on
from trede.reason import Facts, assess, find_provision

CASES = read_worked("amstelveen")
OTHER_NAMES = {
    "proefplaats": "proefplaatsing",
    "jobcoaching": "jobcoach jobcoaching_in_natura",
    "subsidie_jobcoaching": "jobcoaching_subsidie",
    "individuele_studietoeslag": "studietoeslag",
    "ontheffing_mantelzorg": "mantelzorg mantelzorg_ontheffing",
    "ondersteuning_niet_uitkeringsgerechtigden": "nug nug_anw_ondersteuning niet-uitkeringsgerechtigden",
    "adviesgesprek": "nug_adviesgesprek",
    "loonwaardemeting": "vta loonwaardebepaling",
    "werkervaringsplaats": "werkstage",
    "persoonlijke_ondersteuning": "pob_overige_voorzieningen",
    "tegemoetkoming_bedrijfskosten": "bedrijfskosten",
    "aanvullende_dienstverlening": "werkervaringsplaats_aanvullend",
    "bijdrage_kinderopvang": "kinderopvang",
    "voorzieningen_beschut_werk": "beschut_werk_voorzieningen",
    "voortraject_beschut_werk": "beschut_werk_schuldhulp",
    "integrale_ondersteuning": "ondersteuning_vinden_werk",
    "training_interne_werkbegeleiding": "training_interne_begeleiding",
    "ontheffing_om_een_opleiding_af_te_maken": "opleiding_afronden",
    "bijdrage_directe_kosten": "directe_kosten",
    "scholing_alleenstaande_ouder": "scholing_alleenstaande_ouders",
    "scholing_participatieplaats": "participatieplaats_scholing",
}


@pytest.fixture(scope="module")
def amstelveen() -> Regime:
    return load_regime("amstelveen")


@pytest.mark.parametrize("case", CASES, ids=[case["naam"] for case in CASES])
def test_worked_case(case: dict[str, Any], amstelveen: Regime) -> None:
    assert not wrong(case, body_of(case, amstelveen))


def test_every_case_has_its_own_name_and_says_why() -> None:
    assert len({case["naam"] for case in CASES}) == len(CASES)
    assert all(case["norm"] and case["bron"] for case in CASES)


@pytest.mark.parametrize("name", OTHER_NAMES)
def test_names_an_outsider_would_give(name: str, amstelveen: Regime) -> None:
    law = law_on(amstelveen, date(2024, 5, 1))
    assert {find_provision(law, other) for other in OTHER_NAMES[name].split()} == {name}


def test_there_is_no_law_before_the_policy_rules(amstelveen: Regime) -> None:
    facts = Facts.read({}, amstelveen)
    with pytest.raises(NoLawInForce, match="1 oktober 2017"):
        assess(amstelveen, facts, on=date(2017, 9, 30), provisions=["mantelzorg"])
    assert assess(amstelveen, facts, on=date(2017, 10, 1), provisions=["mantelzorg"]).results

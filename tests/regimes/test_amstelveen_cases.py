"""Worked cases for Amstelveen, written from the texts and the inventory of norms before the regime was read.

Each line of `amstelveen_cases.jsonl` is a case: a date, a provision under a name an outsider would give it, the least
facts that a case writer would state, and what should come out. `*` stands for any amount or term.
"""

import json
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from trede.law import Regime
from trede.law.cache import load_regime
from trede.law.errors import NoLawInForce
from trede.law.inforce import law_on
from trede.reason import Facts, assess, find_provision
from trede.reason.explain import result_json

CASES = [
    json.loads(line) for line in Path(__file__).with_name("amstelveen_cases.jsonl").read_text("utf-8").splitlines()
]
DEFINITE = {"weigert", "eindigt"}
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
    expected = case["verwacht"]
    facts = Facts.read(case["feiten"], amstelveen)
    found = assess(amstelveen, facts, on=date.fromisoformat(case["op"]), provisions=[case["voorziening"]])
    (body,) = (result_json(result) for result in found.results.values())
    assert body["uitkomst"] == expected["uitkomst"], why(body)
    assert body["modaliteit"] == expected.get("modaliteit", body["modaliteit"])
    for name, amount in expected.get("bedragen", {}).items():
        amounts = [Fraction(b["bedrag"]) for b in named(body["bedragen"], name) if b["bedrag"] is not None]
        assert Fraction(amount) in amounts, body["bedragen"]
    for name, day in expected.get("termijnen", {}).items():
        assert day in [term["datum"] for term in named(body["termijnen"], name)], body["termijnen"]
    refusing = {n for ground in body["gronden"] if ground["gevolg"] in DEFINITE for n in ground["normen"]}
    assert refusing >= set(expected.get("gronden", ())), why(body)
    assert {m["feit"] for m in body["ontbreekt"]} >= set(expected.get("ontbreekt", ())), why(body)
    assert {j["oordeel"] for j in body["oordelen"]} >= set(expected.get("oordelen", ())), why(body)


def named(entries: Iterable[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    """The amounts or terms whose name has `name` in it; all of them for `*`."""
    return [entry for entry in entries if name == "*" or name in entry["naam"]]


def why(body: dict[str, Any]) -> str:
    """What the outcome rests on, to read when a case fails."""
    grounds = [(g["normen"], g["gevolg"]) for g in body["gronden"] if g["gevolg"] not in ("voldaan", "geen")]
    missing = [m["feit"] for m in body["ontbreekt"]] + [j["oordeel"] for j in body["oordelen"]]
    return f"{body['uitkomst']}: {grounds}; mist {missing}"


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

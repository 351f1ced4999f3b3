"""Every regime of the house over people drawn on the bounds of its rules, some of whom little is known of."""

from __future__ import annotations

import random
from datetime import date

import pytest
from bench.people import Crowd
from tests.reason.caseload.agreement import differences

from trede.law import NoLawInForce, law_on, regime_names
from trede.law.cache import load_regime
from trede.reason import FactErrors, Facts, assess
from trede.reason.caseload import Caseload, prepare
from trede.reason.program import program

DAYS = (date(2026, 1, 1), date(2024, 2, 29), date(2019, 1, 1))


def last_day(name: str) -> date:
    """A day on which the regime holds law."""
    regime = load_regime(name)
    for day in DAYS:
        try:
            law_on(regime, day)
        except NoLawInForce:
            continue
        return day
    raise AssertionError(name)


def people(case: Caseload, count: int, seed: int) -> list[Facts]:
    """Invented people: one of whom all is known, and the same with parts unknown or absent."""
    chance = random.Random(seed)
    judged = {name for name, fact in case.facts.items() if fact.judgement}
    found: list[Facts] = []
    for whole in Crowd(case.law, case.on, [made.program for made in case.plans], seed).people(count):
        found.append(whole)
        for share in (0.2, 0.6):
            values = {name: value for name, value in whole.values.items() if chance.random() > share}
            gone = {name: None for name in values if name not in judged and chance.random() < 0.1}
            gone.pop(case.regime.roles["beoordelingsdatum"], None)
            part = Facts({**values, **gone})
            try:
                assess(case.regime, part, case.on, provisions=[])
            except FactErrors:
                continue
            found.append(part)
    return found


@pytest.mark.parametrize("name", regime_names())
def test_a_caseload_says_what_assess_says(name):
    regime = load_regime(name)
    on = last_day(name)
    case = prepare(regime, on, [*law_on(regime, on).provision_names, *law_on(regime, on).decision_names])
    found = people(case, 12, seed=1)
    result = case.run(case.block(found), grounds=True)
    assert differences(case, found, result) == []
    assert case.scalar == {}
    assert program(case.law, case.plans[0].name) is case.plans[0].program

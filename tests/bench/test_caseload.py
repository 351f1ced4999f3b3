"""The measures of a caseload measure the same thing: the rivals come to the same answers, and a sample is checked."""

from __future__ import annotations

import doctest
from datetime import date

import numpy as np
import pytest
from bench.rivals import numpy_rules
from bench.rivals.numba_rules import Kernel
from bench.rivals.openfisca_rules import OpenFisca

from bench import caseload, crowd
from trede.law import read_regime
from trede.law.cache import load_regime
from trede.reason import Facts, assess
from trede.reason.caseload import OUTCOMES, prepare


def test_doctests() -> None:
    assert doctest.testmod(caseload).failed == 0


def test_by_hand_and_by_the_regulation_come_to_the_same_cents() -> None:
    people = crowd.people(3_000, seed=7)
    regime = read_regime(caseload.TOWN)
    case = prepare(regime, crowd.TODAY, caseload.SUBSIDIES)
    block = crowd.block(people, case)
    found = list(case.run(block).provisions.values())
    hand = numpy_rules.subsidies(people)
    for mine, (may, cents) in zip(found, hand, strict=True):
        assert np.array_equal(mine.amounts[0].cents(), cents)
        assert np.array_equal(mine.outcome == caseload.GRANTED, may)
    for place in (0, 17, 2_999):
        results = assess(regime, Facts(block.person(place)), crowd.TODAY, provisions=caseload.SUBSIDIES).results
        assert [r.outcome for r in results.values()] == [OUTCOMES[mine.outcome[place]] for mine in found]
        assert [r.amounts[0].value for r in results.values()] == [mine.amounts[0].value(place) for mine in found]


def test_openfisca_does_the_same_work() -> None:
    pytest.importorskip("openfisca_core")
    people = crowd.people(500, seed=8)
    for (may, euro), (may2, cents) in zip(OpenFisca().run(people), numpy_rules.subsidies(people), strict=True):
        assert np.array_equal(may, may2)
        assert np.abs(np.asarray(euro, np.float64) * 100 - cents).max() <= 1.5


def test_the_compiled_loop_does_the_same_work() -> None:
    pytest.importorskip("numba")
    people = crowd.people(500, seed=9)
    allowed, cents = Kernel().run(people)
    for place, (may, amounts) in enumerate(numpy_rules.subsidies(people)):
        assert np.array_equal(allowed[place], may)
        assert np.array_equal(cents[place], amounts)


def test_sixty_conditions_and_three_amounts() -> None:
    case = prepare(read_regime(caseload.TOWN), crowd.TODAY, ["traject"])
    (made,) = case.plans
    assert (len(made.bounds), len(made.amounts), case.scalar) == (60, 3, {})


def test_a_whole_regime_is_checked_with_the_scalar_engine() -> None:
    regime, on = load_regime("nl"), date(2026, 1, 1)
    row = caseload.regime_row(regime, on, 640)
    assert "640 people drawn at random, each provision: 0 differ from `assess`" in row.notes
    assert "0 of 3840 (a person, a provision) were for the scalar engine" in row.notes
    assert caseload.what_if_row(regime, on, 3).timing is not None


def test_memory_is_measured_above_what_there_was() -> None:
    assert 7 < caseload.peak(lambda: np.zeros(1_000_000)) < 9

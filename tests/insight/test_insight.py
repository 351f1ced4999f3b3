"""A crowd is what it says: its blocks and its people are the same; an effect is what `assess` says before and after."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from trede.insight import whatif
from trede.insight.crowd import UNKNOWN, Crowd, crowd
from trede.insight.effect import Effect, Side
from trede.insight.whatif import Version
from trede.law.cache import load_regime
from trede.reason import Facts, assess
from trede.reason.caseload import OUTCOMES, Change, prepare
from trede.terms import age_on

ON = date(2026, 6, 1)
CASES = [("amstelveen", "onkostenvergoeding"), ("amstelveen", "tijdelijke_loonkostensubsidie"),
         ("bollenstreek", "loonkostensubsidie"), ("leusden", "pilot_loonkostensubsidie")]  # fmt: skip
GRANT, REFUSE, JUDGE, LACK = range(4)


def shown(body: dict[str, Any]) -> list[str]:
    """The amounts of an assessment as they are shown."""
    return [row["weergave"] for row in body["bedragen"]]


def drawn(regime: str, provision: str) -> tuple[Any, Crowd]:
    case = prepare(load_regime(regime), ON, [provision])
    return case, crowd(regime, ON, 300, 3, frozenset(case.facts))


@pytest.mark.parametrize(("regime", "provision"), CASES)
def test_a_person_of_a_crowd_is_assessed_as_the_block_is(regime: str, provision: str) -> None:
    case, found = drawn(regime, provision)
    result = case.run(found.blocks[0]).provisions[provision]
    for place in range(0, 300, 7):
        facts = Facts.read(found.person(place), case.regime)
        one = assess(case.regime, facts, ON, provisions=[provision]).results[provision]
        assert OUTCOMES[result.outcome[place]] == one.outcome


def test_ages_and_rungs_are_those_of_the_facts() -> None:
    case, found = drawn("amstelveen", "onkostenvergoeding")
    for place in range(0, 300, 11):
        facts = found.person(place)
        born, rung = (facts.get(case.regime.roles[name]) for name in ("geboortedatum", "trede"))
        assert found.ages[place] == (age_on(date.fromisoformat(born), ON) if born else UNKNOWN)
        assert found.rungs[place] == (UNKNOWN if rung is None else int(rung))


def test_a_change_does_what_assess_says_for_each_person() -> None:
    regime, provision = "amstelveen", "onkostenvergoeding"
    before = Version(regime, ON)
    amounts = [found for found in whatif.figures(regime, ON, provision) if found.kind.name == "bedrag"]
    constant = next(found for found in amounts if found.value == 12_000)  # policy rule 11: the highest allowance
    after = Version(regime, ON, (Change(constant.citation, constant.value, constant.value + 1500),))
    effect = whatif.ask(before, after, 1000, 5, provision).effects[provision]
    assert len(effect.changed)
    for place in effect.changed[:10].tolist():
        facts = effect.crowd.person(place)
        old, new = (whatif.one_person(version, provision, facts) for version in (before, after))
        assert old["uitkomst"] == OUTCOMES[effect.before.outcome[place]]
        assert new["uitkomst"] == OUTCOMES[effect.after.outcome[place]]
        assert shown(old) != shown(new)
    for place in np.setdiff1d(np.arange(1000), effect.changed)[:10].tolist():
        facts = effect.crowd.person(place)
        old, new = (whatif.one_person(version, provision, facts) for version in (before, after))
        assert (old["uitkomst"], shown(old)) == (new["uitkomst"], shown(new))


def made(before: list[tuple[int, int, bool]], after: list[tuple[int, int, bool]]) -> Effect:
    """The effect on four people of these ages and rungs."""

    def side(rows: list[tuple[int, int, bool]]) -> Side:
        outcome, cents, unsure = (np.array(column) for column in zip(*rows, strict=True))
        return Side(outcome.astype(np.uint8), cents.astype(np.int64), unsure.astype(bool))

    class People:
        ages = np.array([20, 30, UNKNOWN, 70][: len(before)])
        rungs = np.array([1, 1, UNKNOWN, 3][: len(before)])

    return Effect("x", People, side(before), side(after))  # type: ignore[arg-type]


def test_the_budget_lies_between_what_is_sure_and_what_may_come() -> None:
    rows = [(GRANT, 100, False), (REFUSE, 900, False), (JUDGE, 50, False), (LACK, 0, True)]
    side = made(rows, rows).before
    assert side.lowest == 100
    assert side.highest == 100 + 50 + 100  # who lacks facts counts for the highest amount that anybody here has


def test_no_highest_when_there_is_nothing_to_go_by() -> None:
    rows = [(REFUSE, 900, False), (LACK, 0, True)]
    assert made(rows, rows).before.highest is None


def test_gains_losses_and_moves() -> None:
    found = made(
        [(GRANT, 100, False), (GRANT, 100, False), (LACK, 0, True), (REFUSE, 0, False)],
        [(GRANT, 150, False), (REFUSE, 100, False), (LACK, 0, True), (GRANT, 70, False)],
    )
    whole = found.whole
    assert (whole.people, whole.changed, whole.gain, whole.lose) == (4, 3, 2, 1)
    assert (whole.gained, whole.lost, whole.net) == (120, 100, 20)
    assert found.moves == [("toegekend", "geweigerd", 1), ("geweigerd", "toegekend", 1)]
    assert [(group.label, group.changed) for group in found.by_age] == [
        ("tot en met 26", 1), ("27 tot en met 34", 1), ("65 en ouder", 1), ("niet bekend", 0),
    ]  # fmt: skip
    assert [group.label for group in found.by_rung] == ["trede 1", "trede 3", "niet bekend"]
    assert dict(found.counts(found.after))["toegekend"] == 2

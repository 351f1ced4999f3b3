"""Two versions of real regulations: every witness is confirmed by `assess`, from the JSON alone."""

from __future__ import annotations

import json
from datetime import date

import pytest

from trede.law.cache import load_regime
from trede.reason import Facts, assess
from trede.reason.compare import Comparison, compare
from trede.reason.compare.aspects import amount_of, rank

OLD, NEW = date(2019, 1, 1), date(2024, 1, 1)


def check(made: Comparison) -> int:
    """Every witness once more, by what anybody can do with the answer; how many there were."""
    regimes = made.before.regime, made.after.regime
    seen = 0
    for part in json.loads(json.dumps(made.to_json()))["voorzieningen"]:
        for finding in part["bevindingen"]:
            if finding["getuige"] is None:
                continue
            seen += 1
            name, facts = part["voorziening"], finding["getuige"]["feiten"]
            one, two = (
                assess(regime, Facts.read(facts, regime), on, None, [name]).results[name]
                for regime, on in zip(regimes, (OLD, NEW), strict=True)
            )
            assert (one.outcome, two.outcome) == tuple(
                finding["getuige"][side]["uitkomst"] for side in ("eerst", "later")
            )
            differs = {
                "ruimer": rank(two) < rank(one),
                "strenger": rank(one) < rank(two),
                "bedrag": amount_of(one, finding["over"]) != amount_of(two, finding["over"]),
                "laatste_dag": one.duration.end != two.duration.end,
            }
            assert differs[finding["vraag"]]
    return seen


def test_a_trial_placement_after_the_ordinance_of_2023():
    """AMV-V-12: for fewer people and with more in writing than before; AMV-B-6 held extensions to more.

    Which of the people who differ is found first, hangs on what z3 did before in this process.
    """
    regime = load_regime("amstelveen")
    made = compare(regime, OLD, regime, NEW, "proefplaats", 30)
    assert check(made) >= 1
    found = {finding.aspect: finding.witness for finding in made.provisions[0].findings}
    assert found["strenger"] is not None
    assert found["ruimer"] is not None
    for grounds, article in (
        (found["strenger"].after["gronden"], "AMV-V-12."),
        (found["ruimer"].before["gronden"], "AMV-B-6."),
    ):
        assert grounds
        assert all(norm.startswith(article) for ground in grounds for norm in ground["normen"])


@pytest.mark.slow
def test_every_witness_between_two_versions_of_a_municipality():
    regime = load_regime("amstelveen")
    assert check(compare(regime, OLD, regime, NEW)) > 50

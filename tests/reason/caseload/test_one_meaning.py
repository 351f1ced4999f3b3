"""One meaning: a caseload and `assess` agree for every regulation and person, to the cent and the missing fact."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, assume, given, note, settings
from tests.reason.caseload import laws
from tests.reason.caseload.agreement import differences
from tests.reason.towns import ON, Town, article, source

from trede.law import LawErrors
from trede.reason.caseload import prepare

SEARCH = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
)


def built(lines: list[str]) -> Town:
    try:
        return Town(Path(tempfile.mkdtemp()), {"v.md": source(article(*lines))})
    except LawErrors as problem:
        assume("te veel haakjes" not in str(problem))
        raise


@SEARCH
@given(laws.laws(), laws.people())
def test_a_caseload_and_assess_agree(lines, people):
    here = built(lines)
    note("\n".join(lines))
    case = prepare(here.regime, ON, ["cursus"])
    assert differences(case, people, case.run(case.block(people), grounds=True)) == []


@SEARCH
@given(laws.terms(), laws.people())
def test_they_agree_on_how_long_a_provision_lasts(lines, people):
    here = built(lines)
    case = prepare(here.regime, ON, ["cursus"])
    assert differences(case, people, case.run(case.block(people), grounds=True)) == []

"""A change that no norm notices leaves the outcome, and one that a norm notices gives what computing anew gives."""

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given
from tests.reason.test_properties import SEARCH
from tests.reason.test_together import PEOPLE, articles
from tests.reason.towns import ON, Town, source

from trede.law import law_on
from trede.law.cache import load_regime
from trede.reason import Facts, assess
from trede.reason.notice import Change
from trede.reason.outcome import compute
from trede.reason.turning import _alternatives


@SEARCH
@given(articles(), PEOPLE)
def test_a_change_gives_what_computing_anew_gives(text: str, person: dict[str, Any]) -> None:
    here = Town(Path(tempfile.mkdtemp()), {"v.md": source(text)})
    facts = here.regime.vocabulary.facts
    for result in assess(here.regime, here.facts(person), ON).results.values():
        for name, now in result.person.facts.items():
            change = Change(result, name)
            for value in list(_alternatives(now, facts[name], result.program))[::5]:
                anew = compute(result.program, {**result.person.facts, name: value})
                assert change.outcome(value) == anew.outcome, (name, value)


def test_the_people_of_amstelveen_with_one_fact_changed() -> None:
    regime = load_regime("amstelveen")
    names = law_on(regime, ON).provision_names
    facts = regime.vocabulary.facts
    for persona in regime.personas:
        for result in assess(regime, Facts.read(persona.facts, regime), ON, provisions=names[::4]).results.values():
            for name, now in result.person.facts.items():
                change = Change(result, name)
                for value in list(_alternatives(now, facts[name], result.program))[:60:6]:
                    anew = compute(result.program, {**result.person.facts, name: value})
                    assert change.outcome(value) == anew.outcome, (persona.name, result.program.name, name, value)


def test_only_what_reads_the_fact_is_tried_anew(tmp_path: Path) -> None:
    text = "\n".join([
        "## Artikel 1. Deze", "", "- 0 Het college kan een cursus verlenen aan de persoon.",
        "- 1 Jong betekent leeftijd hoogstens 30 jaar.", "- 2 Leeftijd betekent jaren oud.", "- 3 Alleen als jong.",
        "- 4 Alleen als a of b.", "- 5 Bedrag bedraagt kosten.",
    ])  # fmt: skip
    here = Town(tmp_path, {"v.md": source(text)})
    result = here.result(jaren_oud=20, a=True, b=False, kosten=1)
    assert Change(result, "jaren_oud").notice.names >= {"jong", "leeftijd"}
    assert len(Change(result, "a").notice.tests) == 1
    assert Change(result, "c").notice.tests == []
    older = Change(result, "jaren_oud")
    assert [older.outcome(age) for age in (30, 31, 32, 33)] == ["toegekend", *3 * ["geweigerd"]]
    assert len(older.outcomes) == 2
    costs = Change(result, "kosten")
    assert (costs.outcome(200), len(costs.outcomes)) == ("toegekend", 1)

"""What is claimed of two versions holds: a proof for every person drawn, a witness through `assess`."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.reason.compare.test_one_meaning import DURATIONS, FACTS, LINES, MORE, SEARCH, built, judged, maybe, rules
from tests.reason.towns import Town

from trede.reason import Facts, assess
from trede.reason.compare import compare
from trede.reason.compare.aspects import Finding, amount_of, rank
from trede.reason.compare.lasting import NO_PERIODS
from trede.reason.outcome import Result

OLD, NEW = date(2024, 6, 1), date(2025, 6, 1)
CHOICES = ("oordeel_toch_weigeren", "oordeel_toch_eindigen")
full_task = st.fixed_dictionaries(
    {
        "aandeel": maybe([0, 20, 60]),
        "zwaar": maybe([True, False]),
        "loon_taak": maybe([1, "2.50"]),
        "oordeel_past_bij_persoon": st.booleans(),
    }
)
closed_period = st.sampled_from(
    [{"van": "2025-01-01", "tot_en_met": "2025-01-04"}, {"van": "2024-02-28", "tot_en_met": "2024-03-01"}]
)
TIMES: dict[str, list[Any]] = {
    "weken_gebruikt": [0, 10],
    "verlenging_maanden": [0, 3, 5],
    "eerdere_verlengingen": [0, 1],
}
values = {
    name: st.sampled_from(choices) if name in judged else maybe(choices)
    for name, choices in {**FACTS, **MORE, **TIMES}.items()
    if name not in CHOICES
}
everybody = st.fixed_dictionaries(
    {**values, "taken": st.lists(full_task, max_size=2), "ziekteperioden": st.lists(closed_period, max_size=2)},
    optional={name: st.booleans() for name in CHOICES},
)


@st.composite
def two_versions(draw: st.DrawFn) -> list[str]:
    """Lines of which some hold before, some after, some always."""
    lines = []
    times = draw(st.lists(st.sampled_from(DURATIONS), max_size=3, unique=True))
    for line in [*draw(rules()), *times]:
        when = "" if "|" in line else draw(st.sampled_from(["", " (tot 1 januari 2025)", " (vanaf 1 januari 2025)"]))
        lines.append(line[:-1] + when + "." if when else line)
    for name in draw(st.lists(st.sampled_from(["age", "later", "percent", "up", "least", "any"]), max_size=2)):
        before, after = CHANGED[name]
        if LINES[name] not in "".join(lines):
            lines += [f"{before[:-1]} (tot 1 januari 2025).", f"{after[:-1]} (vanaf 1 januari 2025)."]
    return list(dict.fromkeys(lines))


CHANGED = {
    "age": (LINES["age"], "Alleen als jaren van geboortedatum tot begindatum minstens 20 jaar."),
    "later": (LINES["later"], "Alleen als aanvraagdatum uiterlijk op begindatum + 4 weken."),
    "percent": ("Som bedraagt loon / 3, afgerond op centen.", "Som bedraagt loon / 3, afgerond op hele euro's."),
    "up": ("Duur bedraagt uren, naar boven afgerond.", "Duur bedraagt uren, afgerond op een geheel getal."),
    "least": ("Alleen als kosten minstens € 1.", "Alleen als niet (kosten minder dan € 1)."),
    "any": (LINES["any"], "Niet als bij elke taak geldt (niet zwaar of niet aandeel minstens 20 %)."),
}


def results(here: Town, person: dict[str, Any]) -> tuple[Result, Result]:
    facts = Facts.read(person, here.regime)
    one, two = (assess(here.regime, facts, on, None, ["cursus"]).results["cursus"] for on in (OLD, NEW))
    return one, two


def differs(aspect: str, about: str, one: Result, two: Result) -> bool:
    if aspect == "ruimer":
        return rank(two) < rank(one)
    if aspect == "strenger":
        return rank(one) < rank(two)
    if aspect == "laatste_dag":
        return one.duration.end != two.duration.end and "geweigerd" not in (one.outcome, two.outcome)
    return amount_of(one, about) != amount_of(two, about) and "geweigerd" not in (one.outcome, two.outcome)


def inside(finding: Finding, person: dict[str, Any]) -> bool:
    """Does the proof speak of this person?"""
    return not (NO_PERIODS in finding.limits and person["ziekteperioden"])


@SEARCH
@given(two_versions(), st.lists(everybody, min_size=4, max_size=4))
def test_every_claim_about_two_versions_holds(lines, drawn):
    here = built(lines)
    part = compare(here.regime, OLD, here.regime, NEW, "cursus", 3).provisions[0]
    both = [results(here, person) for person in drawn]
    if not part.findings:
        assert all(one.outcome == two.outcome for one, two in both)
    for finding in part.findings:
        if finding.status == "bewezen":
            meant = [all_ for all_, person in zip(both, drawn, strict=True) if inside(finding, person)]
            assert not any(differs(finding.aspect, finding.about, one, two) for one, two in meant)
        elif finding.witness is not None:
            assert differs(finding.aspect, finding.about, *results(here, finding.witness.facts))
        else:
            assert finding.why == "de tijd was om"

"""What holds for every small regime and every person: drawn at random, and compared with all the ways to go on.

Each condition reads what may be unknown; a completion answers everything. Kleene's logic promises that a settled
outcome stays, and more when every fact is read in one place only (docs/assessment.md).
"""

from __future__ import annotations

import itertools
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.reason.towns import ON, Town, article, source

from trede.reason import Facts, assess, next_question, replay

FACTS: dict[str, list[Any]] = {
    "a": [True, False],
    "b": [True, False],
    "c": [True, False],
    "uren": [5, 12, 30],
    "soort": ["rood", "groen", "blauw"],
    "loonwaarde": [20, 50, 80],
    "oordeel_geschikt": [True, False],
    "oordeel_nuttig": [True, False],
    "plan_ondertekend": [True, False],
    "oordeel_toch_weigeren": [True, False],
    "d": [True, False],
    "kosten": [1, 2],
}
ATOMS = {
    "a": "a",
    "b": "b",
    "c": "c",
    "uren": "uren minstens 12 uur per week",
    "soort": "soort is rood of groen",
    "loonwaarde": "loonwaarde hoogstens 50 %",
    "oordeel_geschikt": "naar oordeel geschikt",
    "oordeel_nuttig": "naar oordeel nuttig",
}
SEARCH = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]
)


def expressions(names: list[str]) -> st.SearchStrategy[str]:
    atoms = st.sampled_from([ATOMS[name] for name in names])
    return st.recursive(
        atoms,
        lambda inner: st.one_of(
            inner.map(lambda e: f"niet ({e})"),
            st.tuples(inner, st.sampled_from(["en", "of"]), inner).map(lambda t: f"({t[0]}) {t[1]} ({t[2]})"),
        ),
        max_leaves=4,
    )


@st.composite
def rules(draw: st.DrawFn) -> list[str]:
    """Conditions over any facts, each fact read as often as it comes."""
    names = list(ATOMS)
    lines = [
        f"{draw(st.sampled_from(['Alleen als', 'Niet als']))} {e}."
        for e in draw(st.lists(expressions(names), min_size=1, max_size=3))
    ]
    return lines + draw(extras())


@st.composite
def extras(draw: st.DrawFn) -> list[str]:
    lines = []
    if draw(st.booleans()):
        lines.append("Vereist is dat het plan ondertekend is.")
    if draw(st.booleans()):
        lines.append("Mag weigeren als d.")
    if draw(st.booleans()):
        lines.append("Bedrag bedraagt kosten.")
    return lines


@st.composite
def read_once(draw: st.DrawFn) -> list[str]:
    """Conditions in which every fact is read in one place."""
    names = draw(st.permutations(list(ATOMS)))
    lines = []
    while names and len(lines) < 3:
        size = draw(st.integers(1, 3))
        taken, names = names[:size], names[size:]
        joint = draw(st.sampled_from([" en ", " of "]))
        parts = [draw(st.sampled_from(["{}", "niet ({})"])).format(ATOMS[name]) for name in taken]
        lines.append(f"{draw(st.sampled_from(['Alleen als', 'Niet als']))} {joint.join(parts)}.")
    return lines + draw(extras())


people = st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in FACTS.items()})


def built(lines: list[str]) -> Town:
    return Town(Path(tempfile.mkdtemp()), {"v.md": source(article(*lines))})


def completions(here: Town, person: dict[str, Any]) -> list[dict[str, Any]]:
    """Every way to answer all that the regime reads."""
    text = (here.folder / "v.md").read_text("utf-8")
    read = {"d": "als d.", "kosten": "kosten.", "plan_ondertekend": "het plan", "oordeel_toch_weigeren": "als d."}
    read |= {name: atom for name, atom in ATOMS.items() if name not in ("a", "b", "c")}
    open_ = [
        n
        for n in FACTS
        if n not in person
        and (read[n] in text if n in read else any(f"{x}{n}{y}" in text for x, y in itertools.product(" (", ".) ")))
    ]
    return [
        {**person, **dict(zip(open_, chosen, strict=True))} for chosen in itertools.product(*(FACTS[n] for n in open_))
    ]


@SEARCH
@given(rules(), people)
def test_a_settled_outcome_holds_for_every_completion(lines, person):
    here = built(lines)
    now = here.outcome(**person)
    after = {here.outcome(**whole) for whole in completions(here, person)[:200]}
    if now == "geweigerd":
        assert after == {"geweigerd"}
    if now == "toegekend":  # a ground one may use never blocks while it is not known
        may = any("Mag weigeren" in line for line in lines) and "d" not in person
        assert after <= ({"toegekend", "voorgelegd_aan_oordeel", "geweigerd"} if may else {"toegekend"})
    if now == "onvoldoende_gegevens":
        assert here.missing(**person)
    if now == "voorgelegd_aan_oordeel":
        assert "onvoldoende_gegevens" not in after


@SEARCH
@given(rules(), people)
def test_what_is_not_listed_cannot_matter_once_the_rest_is_answered(lines, person):
    here = built([line for line in lines if "Mag weigeren" not in line])
    listed = set(here.missing(**person))
    found: dict[Any, set[str]] = {}
    for whole in completions(here, person)[:200]:
        answers = tuple(sorted((name, str(whole[name])) for name in listed if name in whole))
        found.setdefault(answers, set()).add(here.outcome(**whole))
    assert all(len(outcomes) == 1 for outcomes in found.values())


@SEARCH
@given(rules(), people, st.data())
def test_asking_until_nothing_is_asked_settles(lines, person, data):
    here = built(lines)
    person = dict(person)
    for _ in range(len(FACTS) + 1):
        question = next_question(here.regime, here.facts(person), ON, provisions=["cursus"])
        if question is None:
            break
        name = question.fact.key
        assert name not in person
        absent = [] if name.startswith("oordeel_") else [None]  # a judgement that is not given stays pending
        person[name] = data.draw(st.sampled_from([*FACTS[name], *absent]))
    else:
        pytest.fail("asking did not end")
    found = here.json(**person)
    assert found["uitkomst"] in ("toegekend", "geweigerd") or all(m["stuk"] for m in found["ontbreekt"])
    assert found["oordelen"] == []


@SEARCH
@given(read_once(), people)
def test_every_question_can_still_change_something_when_facts_are_read_once(lines, person):
    here = built(lines)
    question = next_question(here.regime, here.facts(person), ON, provisions=["cursus"])
    if question is None:
        return
    name = question.fact.key
    for whole in completions(here, person):
        came = {here.outcome(**{**whole, name: value}) for value in FACTS[name]}
        amounts = {str(a.value) for value in FACTS[name] for a in here.result(**{**whole, name: value}).amounts}
        if len(came) > 1 or (name == "kosten" and len(amounts) > 1):
            return
    pytest.fail(f"{name} cannot change anything")


def test_kleene_asks_what_classical_logic_would_not(town):
    here = town("Alleen als a of niet a.")
    assert here.missing() == ["a"]
    assert here.outcome(a=True) == here.outcome(a=False) == "toegekend"


@SEARCH
@given(rules(), people)
def test_the_turning_point_is_true(lines, person):
    here = built(lines)
    found = here.json(**person)
    turn = found["keerpunt"]
    if turn is None:
        return
    after = here.json(**{**person, turn["feit"]: turn["naar"]})
    assert after["uitkomst"] == turn["uitkomst"] != found["uitkomst"]
    assert here.facts({turn["feit"]: turn["van"]}).values == here.facts({turn["feit"]: person[turn["feit"]]}).values


@SEARCH
@given(rules(), people)
def test_a_refusal_that_one_fact_can_lift_has_a_turning_point(lines, person):
    here = built(lines)
    found = here.json(**person)
    if found["uitkomst"] != "geweigerd" or found["keerpunt"] is not None:
        return
    for name in person:
        if name in ("uren", "loonwaarde", "kosten"):
            continue
        assert {here.outcome(**{**person, name: value}) for value in FACTS[name]} == {"geweigerd"}


@SEARCH
@given(rules(), people)
def test_a_receipt_replays_to_the_same_bytes(lines, person):
    here = built(lines)
    made = json.loads(json.dumps(here.json(**person)))
    assert replay(made["receipt"], here.regime) == []
    again = assess(here.regime, Facts.read(dict(reversed(person.items())), here.regime), ON, None, ["cursus"]).to_json()
    assert again["voorzieningen"]["cursus"] == made

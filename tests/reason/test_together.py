"""Provisions computed together share what means the same for each; no outcome and no reason may change by it."""

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reason.test_properties import SEARCH, expressions
from tests.reason.towns import ON, Town, source

from trede.law import law_on, read_leniently
from trede.law.cache import load_regime
from trede.law.places import regime_names
from trede.reason import Facts, assess, next_question
from trede.reason.explain import result_json
from trede.reason.outcome import Result, compute
from trede.reason.program import program

NAMES = ["a", "b", "c", "oordeel_geschikt"]
GRANT = "- 0 Het college kan een {0} verlenen aan de persoon."
PLACES = {"cursus": "een cursus", "baan": "een baan", "fiets": "een fiets"}
TARIFF = ["| soort | tarief | zeker |", "|---|---|---|", "| rood | € 1 | nee, een schatting |", "| elk | € 2 | ja |"]
PEOPLE = st.fixed_dictionaries(
    {},
    optional={
        **{name: st.booleans() for name in (*NAMES, "d", "oordeel_toch_weigeren", "oordeel_toch_eindigen")},
        "soort": st.sampled_from(["rood", "groen"]),
        "loonwaarde": st.sampled_from([20, 80]),
        "lopende_voorzieningen": st.sampled_from([[], ["baan"]]),
        "gewenste_einddatum": st.sampled_from(["2025-07-01", "2026-07-01"]),
        "begindatum": st.just("2025-06-01"),
    },
)


@st.composite
def articles(draw: st.DrawFn) -> str:
    """Three provisions with conditions, names of their own or shared, and grounds about all of them."""
    said = expressions(NAMES)
    about = st.sampled_from(["", "Over elke voorziening: ", "Over baan: "])
    lines = ["## Artikel 1. Alles", "", "- 1 Tabel tarief naar soort:", "", *TARIFF, ""]
    lines += [f"- 2 {draw(about)}passend betekent {draw(said)}.", f"- 3 Nodig betekent ({draw(said)}) en passend."]
    lines += [f"- 4 Over fiets: passend betekent {draw(said)}."]
    for number in range(5, 5 + draw(st.integers(1, 3))):
        verb = draw(st.sampled_from(["mag weigeren", "mag eindigen", "eindigt"]))
        what = draw(st.sampled_from(["nodig", "passend", "een voorwaarde van deze bron niet vervuld is", "d en a"]))
        lines.append(f"- {number} Over elke voorziening: {verb} als {what}.")
    for number, name in enumerate(PLACES, 2):
        lines += ["", f"## Artikel {number}. Deze", "", GRANT.format(name), f"- 1 Alleen als ({draw(said)}) of nodig."]
        lines += ["- 2 Bedrag bedraagt tarief."]
        lines += ["- 3 Duurt hoogstens 6 maanden."] if draw(st.booleans()) else []
        lines += ["- 4 Gaat niet samen met baan."] if name != "baan" and draw(st.booleans()) else []
    return "\n".join(lines)


def came_to(result: Result) -> tuple[Any, ...]:
    grounds = [(ground.norm, ground.value, ground.effect) for ground in result.grounds]
    amounts = [(amount.norm, amount.value) for amount in result.amounts]
    waiting = result.missing, result.judgements, result.documents, result.choice_needed
    return result.outcome, waiting, result.excluded_by, grounds, amounts, result.duration.terms


@SEARCH
@given(articles(), PEOPLE)
def test_together_is_what_each_is_alone(text: str, person: dict[str, Any]) -> None:
    here = Town(Path(tempfile.mkdtemp()), {"v.md": source(text)})
    facts = here.facts(person)
    together = assess(here.regime, facts, ON)
    made = together.to_json()["voorzieningen"]
    assert list(made) == list(PLACES)
    for name, result in together.results.items():
        alone = compute(program(law_on(here.regime, ON), name), facts.on(ON, here.regime))
        assert came_to(result) == came_to(alone)
        assert made[name] == {
            **result_json(alone),
            "keerpunt": made[name]["keerpunt"],
            "receipt": made[name]["receipt"],
        }


@pytest.mark.parametrize("name", regime_names())
def test_the_people_of_every_regime_hear_the_same_together_and_alone(name: str) -> None:
    regime = load_regime(name)
    for persona in regime.personas[:3]:
        facts, on = Facts.read(persona.facts, regime), persona.on or ON
        made = assess(regime, facts, on).to_json()["voorzieningen"]
        for one in list(made)[:: max(1, len(made) // 8)]:
            assert made[one] == assess(regime, facts, on, provisions=[one]).to_json()["voorzieningen"][one]


def test_a_name_of_its_own_changes_what_reads_it_for_that_provision_alone(tmp_path: Path) -> None:
    text = "\n".join([
        "## Artikel 1. Alles", "", "- 1 Nodig betekent passend en b.", "- 2 Passend betekent a.",
        "- 3 Over fiets: passend betekent niet a.", "- 4 Over elke voorziening: mag weigeren als nodig.", "",
        "## Artikel 2. Deze", "", GRANT.format("cursus"), "- 1 Het college kan een fiets verlenen aan de persoon.",
    ])  # fmt: skip
    here = Town(tmp_path, {"v.md": source(text)})
    found = assess(here.regime, here.facts({"a": True, "b": True}), ON).results
    assert {name: result.outcome for name, result in found.items()} == {
        "cursus": "voorgelegd_aan_oordeel",
        "fiets": "toegekend",
    }


def test_names_in_a_ring_come_to_nothing_wherever_one_enters(tmp_path: Path) -> None:
    text = "\n".join([
        "## Artikel 1. Deze", "", GRANT.format("cursus"), "- 1 Het college kan een fiets verlenen aan de persoon.",
        "- 2 Heen betekent terug of a.", "- 3 Terug betekent heen of a.", "- 4 Over cursus: alleen als heen.",
        "- 5 Over fiets: alleen als terug.",
    ])  # fmt: skip
    here = Town(tmp_path, {"v.md": source(text)})
    together = assess(here.regime, here.facts({"a": False}), ON).results
    assert [result.missing for result in together.values()] == [("heen",), ("terug",)]
    assert next_question(here.regime, here.facts({"a": False}), ON) is None
    assert read_leniently(here.folder)[1] == []

"""The number of questions: only what the outcome still depends on is asked, and it is counted against asking all."""

from datetime import date

import pytest
from tests.population.conftest import STANDARD
from tests.reason.towns import ON, Town, article, source

from trede.population import drawing, read_assumptions
from trede.population.questions import Asked, interview, measure
from trede.reason import Facts
from trede.reason.caseload import prepare


@pytest.fixture
def here(tmp_path):
    norms = ("Alleen als a.", "Alleen als b.", "Alleen als naar oordeel geschikt.", "Begint op begindatum.")
    return Town(tmp_path, {"v.md": source(article(*norms))})


@pytest.mark.parametrize(
    ("facts", "asked"),
    [({"a": False}, 1), ({"a": True, "b": False}, 2), ({"a": True, "b": True, "oordeel_geschikt": True}, 3)],
)
def test_asking_stops_when_the_outcome_is_settled(here, facts, asked):
    assert len(interview(here.regime, ON, "cursus", Facts.read(facts, here.regime).values)) == asked


def test_somebody_who_does_not_know_is_not_asked_again(here):
    answers = interview(here.regime, ON, "cursus", {})
    assert sorted(answers) == ["a", "b", "oordeel_geschikt"]
    assert not any(isinstance(value, bool) for value in answers.values())


def test_questions_of_many_people_are_counted(here, tmp_path):
    text = '[[regel]]\nfeiten = ["a", "b", "oordeel_geschikt"]\nja = {}\nbron = "aanname"\n'
    for share, wanted, outcome in ((0, 1, "geweigerd"), (100, 3, "toegekend")):
        (here.folder / "bevolking.toml").write_text(STANDARD + text.format(share), "utf-8")
        made = drawing(here.regime, read_assumptions(here.regime, tmp_path), ON, complete=True)
        (found,) = measure(prepare(here.regime, ON), next(made.blocks(10, 1)))
        assert (found.average, found.most, found.everything) == (wanted, wanted, {"a", "b", "oordeel_geschikt"})
        assert found.saved == pytest.approx(1 - wanted / 3)
        assert found.to_json() == {
            "voorziening": "cursus", "mensen": 10, "gemiddeld": wanted, "hoogstens": wanted, "alles": 3,
            "bespaard": round(1 - wanted / 3, 3), "waarvan_oordelen": int(share == 100), "uitkomsten": {outcome: 10},
            "gemiddeld_bij_toekenning": 3 if share else None,
        }  # fmt: skip


def test_nobody_was_asked():
    found = Asked("cursus")
    assert (found.average, found.most, found.saved, found.average_granted) == (0, 0, 0, None)
    assert found.to_json()["waarvan_oordelen"] == 0


def test_what_the_regime_reckons_itself_is_in_no_form(tmp_path):
    norms = ("Alleen als a of b.", "Dubbel betekent a en b.", "Niet als dubbel.")
    here = Town(tmp_path, {"v.md": source(article(*norms))})
    (tmp_path / "stad" / "bevolking.toml").write_text(STANDARD, "utf-8")
    made = drawing(here.regime, read_assumptions(here.regime, tmp_path), date(2025, 6, 1), complete=True)
    (found,) = measure(prepare(here.regime, ON), next(made.blocks(5, 1)))
    assert found.everything == {"a", "b"}

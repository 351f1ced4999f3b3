"""Which question comes next."""

from datetime import date

import pytest
from tests.reason.towns import ON, Town, article, source

from trede.reason import next_question, question_for


def asked(here, *, skip=(), on=ON, provisions=("cursus",), **given):
    found = next_question(here.regime, here.facts(given), on, provisions=provisions, skip=skip)
    return found and found.fact.key


def test_a_question_says_all_that_is_needed_to_ask_it(town):
    here = town("Alleen als soort is rood.\n  De soort is rood.")
    assert next_question(here.regime, here.facts({}), ON, provisions=["training"]).to_json() == {
        "feit": "soort",
        "naam": "soort",
        "vraag": "Welke soort?",
        "hulp": "",
        "soort": "keuze",
        "waarden": [{"waarde": w, "naam": w} for w in ("rood", "groen", "blauw")],
        "eenheid": None,
        "wie": "aanvrager",
        "privacy": "gewoon",
        "oordeel": False,
        "nog": 1,
        "normen": [{"norm": "V-1.1", "plaats": "Regels V, artikel 1, lid 1", "zin": "De soort is rood."}],
    }


def test_nothing_is_asked_when_nothing_depends_on_it(town):
    here = town("Alleen als a.", "Alleen als b.")
    assert asked(here, a=False) is None
    assert asked(here, a=True, b=True) is None
    assert asked(here, a=True) == "b"


def test_facts_before_judgements(town):
    here = town("Alleen als naar oordeel geschikt.", "Alleen als kosten hoogstens € 5.")
    assert asked(here) == "kosten"
    assert asked(here, kosten=3) == "oordeel_geschikt"
    assert asked(here, kosten=3, oordeel_geschikt=True) is None


def test_the_question_that_settles_most_comes_first(town):
    here = town("Alleen als (a of b) en (a of c) en (b of c of d).", "Alleen als soort is rood.")
    assert asked(town("Bedrag bedraagt kosten + loon, voor zover a.")) == "a"
    assert asked(here) in ("a", "soort")
    assert asked(here, skip=["a", "soort"]) in ("b", "c", "d")
    assert asked(here, skip=["a", "b", "c", "d", "soort"]) is None


def test_an_easy_question_before_a_hard_one(town):
    here = town("Alleen als a.", "Alleen als loon hoogstens € 9.", "Alleen als bij een taak geldt (zwaar).")
    assert asked(here) == "a"
    assert asked(here, a=True) == "loon"
    assert asked(here, a=True, loon=3) == "taken"


@pytest.mark.parametrize(
    ("rule", "fact"),
    [
        ("Alleen als begindatum na 1 januari 2020.", "begindatum"),
        ("Alleen als aanvraagdatum vóór begindatum + 2 dagen.", "aanvraagdatum"),
        ("Alleen als loonwaarde hoogstens 50 %.", "loonwaarde"),
        ("Alleen als loon meer dan kosten.", "kosten"),
        ("Alleen als doelen omvat taal.", "doelen"),
        ("Alleen als naam werkgever ontbreekt.", "naam_werkgever"),
        ("Alleen als aantal dagen in ziekteperioden hoogstens 3 dagen.", "ziekteperioden"),
        ("Alleen als bij elke taak geldt (zwaar).", "taken"),
    ],
)
def test_every_kind_of_question(town, rule, fact):
    assert asked(town(rule)) == fact
    assert asked(town(rule), on=date(9999, 12, 31)) == fact


def test_a_list_tells_its_fields(town):
    here = town("Alleen als bij elke taak geldt (zwaar).")
    found = next_question(here.regime, here.facts({}), ON, provisions=["cursus"]).to_json()
    assert [f["feit"] for f in found["velden"]][:2] == ["aandeel", "zwaar"]
    found = next_question(here.regime, here.facts({"taken": [{}]}), ON, provisions=["cursus"]).to_json()
    assert (found["feit"], found["normen"][0]["norm"]) == ("taken", "V-1.1")
    assert asked(here, taken=[{"zwaar": False}]) is None


def test_a_choice_names_the_grounds_that_one_may_use(town):
    here = town("Mag weigeren als b.")
    found = next_question(here.regime, here.facts({"b": True}), ON, provisions=["cursus"]).to_json()
    assert (found["feit"], found["oordeel"], [n["norm"] for n in found["normen"]]) == (
        "oordeel_toch_weigeren",
        True,
        ["V-1.1"],
    )


def test_what_an_amount_needs_names_its_norm(town):
    here = town("Bedrag bedraagt kosten.")
    found = next_question(here.regime, here.facts({}), ON, provisions=["cursus"]).to_json()
    assert (found["feit"], found["normen"][0]["norm"]) == ("kosten", "V-1.1")


def test_a_question_that_no_fact_answers_is_not_asked(town):
    assert (
        asked(
            town(
                "Reeks maximum:\n\n| vanaf | maximum |\n|---|---|\n| 1 januari 2026 | € 5 |\n",
                "Bedrag bedraagt maximum.",
            )
        )
        is None
    )


def test_for_all_provisions_the_fact_that_most_need(tmp_path):
    second = article("Alleen als b.", grant="Het college kan baan verlenen aan de persoon.").replace(
        "Artikel 1", "Artikel 2"
    )
    third = article("Alleen als b.", grant="Het college kan fiets verlenen aan de persoon.").replace(
        "Artikel 1", "Artikel 3"
    )
    here = Town(tmp_path, {"v.md": source(article("Alleen als a.") + "\n\n" + second + "\n\n" + third)})
    assert asked(here, provisions=None) == "b"
    assert asked(here, provisions=["cursus", "cursus"]) == "a"


def test_the_question_of_a_fact_by_name(town):
    here = town()
    assert question_for(here.regime, "taken").to_json()["velden"][0]["feit"] == "aandeel"
    assert question_for(here.regime, "a").to_json()["nog"] == 0
    assert question_for(here.regime, "zzz") is None


def test_a_judgement_or_choice_given_as_null_is_still_pending(town):
    here = town("Mag weigeren als b.", "Alleen als naar oordeel geschikt.")
    assert asked(here, b=True, oordeel_geschikt=True, oordeel_toch_weigeren=None) == "oordeel_toch_weigeren"
    assert asked(here, b=False, oordeel_geschikt=None) == "oordeel_geschikt"
    assert here.missing(b=False, oordeel_geschikt={"waarde": None, "door": "J. Bos"}) == ["oordeel_geschikt"]
    here = town("Alleen als bij elke taak geldt (naar oordeel past bij persoon).")
    assert here.missing(taken=[{"oordeel_past_bij_persoon": None}]) == ["taken[1].oordeel_past_bij_persoon"]

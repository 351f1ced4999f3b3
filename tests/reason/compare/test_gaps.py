"""Questions about one version: can anybody get it, does every rule matter, do sources contradict, are tables whole."""

from __future__ import annotations

import pytest
from tests.reason.towns import ON, Town, article, source

from trede.reason import UnknownProvision
from trede.reason.compare.gaps import gaps, gaps_text

MUST = "## Artikel 1. Cursus\n\n- 0 Het college moet cursus verlenen aan de persoon.\n"


def lower(*norms):
    """Policy rules about the course beside the ordinance."""
    lines = "\n".join(f"- {number} Over cursus: {norm}" for number, norm in enumerate(norms, 1))
    return source(f"## Artikel 2. Meer\n\n{lines}\n", id="B", rank="beleidsregel", title="Beleid")


def asked(here, sort, provision="cursus", seconds=5):
    return [q for q in gaps(here.regime, ON, provision, seconds).questions if q.sort == sort]


def test_somebody_can_get_it(town):
    here = town("Alleen als uren minstens 12 uur per week.", "Niet als a.")
    (question,) = asked(here, "toekenbaar")
    assert question.answer == "goed"
    assert question.somebody is not None
    assert question.somebody.facts == {"uren": 12, "a": False}
    assert here.outcome(**question.somebody.facts) == "toegekend"


def test_nobody_can_get_it_and_why(town):
    here = town("Alleen als a.", "Alleen als b.", "Niet als a en b.", "Alleen als c.")
    (question,) = asked(here, "toekenbaar")
    assert (question.answer, question.text) == ("gevonden", "niemand kan dit krijgen: deze regels gaan nooit samen")
    assert question.norms == ("V-1.1", "V-1.2", "V-1.3")


def test_nobody_can_get_it_while_a_figure_is_not_set(town):
    here = town(
        "Reeks maximum:\n\n| vanaf | maximum |\n|---|---|\n| 1 januari 2026 | € 5 |\n", "Bedrag bedraagt maximum."
    )
    (question,) = asked(here, "toekenbaar")
    assert question.text == "niemand: op deze dag is niet vastgesteld of bekend: 'maximum'"


def test_what_always_goes_to_a_person_first_cannot_be_had_at_once(town):
    here = town("Voorleggen als a.", "Alleen als a.")
    (question,) = asked(here, "toekenbaar")
    assert (question.answer, question.norms) == ("gevonden", ("V-1.2", "V-1.1"))


def test_every_rule_can_decide(town):
    here = town("Alleen als a.", "Niet als b.", "Vereist is dat het plan ondertekend is.", "Mag weigeren als d.",
                "Voorleggen als c.", "Gaat niet samen met baan.")  # fmt: skip
    (question,) = asked(here, "doorslag")
    assert (question.answer, question.text) == ("goed", "elk van de 6 regels kan de doorslag geven")


@pytest.mark.parametrize(
    ("norms", "idle", "text"),
    [
        (
            ["Alleen als uren minstens 12 uur per week.", "Alleen als uren minstens 10 uur per week."],
            "V-1.2",
            "wie hier niet doorkomt, komt al niet door V-1.1",
        ),
        (["Alleen als uren hoogstens 60 uur per week of a."], "V-1.1", "niet"),
        (["Niet als a en niet a."], "V-1.1", "deze regel staat nooit iemand in de weg"),
        (["Alleen als a en b.", "Niet als niet a."], "V-1.2", "wie hier niet doorkomt, komt al niet door V-1.1"),
    ],
)
def test_a_rule_that_decides_nothing(town, norms, idle, text):
    found = [question for question in asked(town(*norms), "doorslag") if question.answer == "gevonden"]
    if text == "niet":  # somebody whose hours are not given at all does not come through
        assert found == []
    else:
        assert [(question.norms, question.text) for question in found] == [((idle,), text)]


def test_two_rules_that_say_the_same_name_each_other(town):
    found = asked(town("Niet als a.", "Mag weigeren als b.", "Niet als a, voor zover niet b of b."), "doorslag")
    assert {question.norms for question in found if question.answer == "gevonden"} >= {("V-1.1",)}


def test_the_same_rule_of_two_sources(tmp_path):
    here = Town(tmp_path, {"v.md": source(article("Eindigt als a.")), "b.md": lower("eindigt als a.")})
    found = {question.norms: question.text for question in asked(here, "doorslag")}
    assert found == {("V-1.1",): "zegt hier hetzelfde als B-2.1", ("B-2.1",): "zegt hier hetzelfde als V-1.1"}


def test_one_source_refuses_what_another_obliges_to_grant(tmp_path):
    here = Town(tmp_path, {"v.md": source(MUST + "- 1 Alleen als a.\n"), "b.md": lower("niet als b.", "alleen als c.")})
    (question,) = asked(here, "plicht_en_weigering")
    assert question.answer == "gevonden"
    assert question.text == "Regels V verplicht dit te verlenen, Beleid weigert het dezelfde persoon"
    assert question.norms[0] == "V-1.0"
    assert set(question.norms) <= {"V-1.0", "B-2.1", "B-2.2"}
    assert question.somebody is not None
    assert question.somebody.facts["a"] is True
    assert here.outcome(**question.somebody.facts) == "geweigerd"


def test_a_power_to_refuse_beside_a_duty_to_grant(tmp_path):
    here = Town(tmp_path, {"v.md": source(MUST), "b.md": lower("mag weigeren als d.")})
    (question,) = asked(here, "plicht_en_weigering")
    assert question.text == "Regels V verplicht dit te verlenen, Beleid laat toe het dezelfde persoon te weigeren"
    assert question.somebody is not None
    assert question.somebody.facts == {"d": True, "oordeel_toch_weigeren": True}


def test_a_source_that_refuses_nobody_more(tmp_path):
    here = Town(tmp_path, {"v.md": source(MUST + "- 1 Alleen als a.\n"), "b.md": lower("alleen als a of b.")})
    (question,) = asked(here, "plicht_en_weigering")
    assert (question.answer, question.text) == (
        "goed",
        "Beleid weigert niemand aan wie Regels V verplicht het te verlenen",
    )


def table(*rows, keys="uren"):
    heads = [*keys.split(", "), "tarief"]
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads), *(f"| {row} |" for row in rows)]
    return f"Tabel tarief naar {keys}:\n\n" + "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("rows", "facts", "more"),
    [
        (["minder dan 10 | € 1", "11 of meer | € 2"], {"uren": 10}, ""),
        (["10 of minder | € 1", "11 of meer | € 2"], {"uren": "10.5"}, " (wel voor elk heel getal)"),
    ],
)
def test_a_table_without_a_row_for_somebody(town, rows, facts, more):
    (question,) = asked(town(table(*rows)), "tabel", None)
    assert (question.answer, question.about) == ("gevonden", "tarief")
    assert question.text == f"er is geen rij voor deze uren{more}"
    assert question.somebody is not None
    assert question.somebody.facts == facts


def test_a_table_with_a_row_for_everybody(town):
    (question,) = asked(town(table("minder dan 10 | € 1", "10 of meer | € 2")), "tabel", None)
    assert question.answer == "goed"


def test_a_table_whose_keys_follow_from_facts(town):
    here = town("Leeftijd betekent jaren van geboortedatum tot begindatum.",
                table("minder dan 18 | € 1", "20 of meer | € 2", keys="leeftijd"))  # fmt: skip
    (question,) = asked(here, "tabel", None)
    assert question.somebody is not None
    assert set(question.somebody.facts) == {"geboortedatum", "begindatum"}
    assert here.value("leeftijd", **question.somebody.facts) in (18, 19)


def two_meanings(tmp_path, norm, name, one, two):
    """An ordinance and policy rules that both say what a name means."""
    first = f"\n\n## Artikel 3. Begrip\n\n- 1 {name} betekent {one}.\n"
    second = f"## Artikel 2. Meer\n\n- 1 {name} betekent {two}.\n"
    files = {"v.md": source(article(norm) + first), "b.md": source(second, id="B", rank="beleidsregel")}
    return Town(tmp_path, files)


def test_two_sources_that_define_a_name_differently(tmp_path):
    here = two_meanings(tmp_path, "Bedrag bedraagt tarief.", "Tarief", "kosten × 2", "kosten × 3")
    (question,) = asked(here, "bron_tegen_bron", None)
    assert (question.answer, question.about, question.norms) == ("gevonden", "tarief", ("V-3.1", "B-2.1"))
    assert question.text == "Regels V en Regels B zeggen voor deze persoon iets anders; gerekend wordt met V-3.1"


def test_two_sources_that_define_a_name_in_other_words(tmp_path):
    here = two_meanings(tmp_path, "Alleen als fit.", "Fit", "a en b", "niet (niet b of niet a)")
    (question,) = asked(here, "bron_tegen_bron", None)
    assert question.text == "Regels V en Regels B zeggen dit met andere woorden, maar voor iedereen hetzelfde"


@pytest.mark.parametrize(
    ("when", "answer"), [("voor zover a", "gevonden"), ("voor zover niet b", "goed"), ("", "gevonden")]
)
def test_what_must_and_must_not_be_done(town, when, answer):
    comma = f", {when}" if when else ""
    here = town("Het college moet uitnodigen, voor zover b.", f"Het college mag niet uitnodigen{comma}.")
    (question,) = asked(here, "plicht_tegen_verbod")
    assert (question.answer, question.norms) == (answer, ("V-1.1", "V-1.2"))


def test_what_the_search_does_not_know(town):
    here = town("Alleen als aanvraagdatum uiterlijk op begindatum + 5 werkdagen.",
                "Dag betekent begindatum + 5 werkdagen.", table("1 juni 2025 of later | € 1", keys="dag"))  # fmt: skip
    found = gaps(here.regime, ON)
    assert {(q.sort, q.answer) for q in found.questions} == {("tabel", "niet_beslist"), ("toekenbaar", "niet_beslist")}
    assert all(q.text == "niet beslist: de bewijzer kent dit niet (rekenen met werkdagen)" for q in found.questions)
    assert found.found


HARD = (
    "Een betekent getal, afgerond op een geheel getal.",
    "Twee betekent eerdere verlengingen, afgerond op een geheel getal.",
)
CUBES = "een × een × een is 2 × twee × twee × twee en een meer dan 0"


def test_what_takes_too_long(town):
    """No cube is twice another, but that takes more than a moment to see."""
    (question,) = asked(town(*HARD, f"Niet als {CUBES}."), "doorslag", seconds=0.2)
    assert (question.answer, question.text) == ("niet_beslist", "niet beslist: de tijd was om")
    assert question.norms == ("V-1.3",)
    (question,) = asked(town(*HARD, f"Alleen als {CUBES}."), "toekenbaar", seconds=0.2)
    assert question.answer == "niet_beslist"


def test_as_text(tmp_path):
    here = Town(
        tmp_path, {"v.md": source(MUST + "- 1 Alleen als a.\n- 2 Alleen als a of c.\n"), "b.md": lower("niet als b.")}
    )
    text = gaps_text(gaps(here.regime, ON))
    assert "Stad op 1 juni 2025" in text
    assert "Kan iemand dit krijgen? goed: 1, gevonden: 0, niet beslist: 0" in text
    assert "Kan elke regel de doorslag geven? goed: 0, gevonden: 1, niet beslist: 0" in text
    assert "  cursus: wie hier niet doorkomt, komt al niet door V-1.1 (V-1.2)" in text
    assert "      b: ja" in text


def test_as_json(town):
    made = gaps(town("Alleen als a.").regime, ON, "training").to_json()
    assert (made["regime"], made["op"]) == ("stad", "2025-06-01")
    assert made["vragen"][0]["voorbeeld"] == {"feiten": {"a": True}, "in_woorden": ["a: ja"]}


def test_a_provision_that_is_not_there(town):
    with pytest.raises(UnknownProvision, match="Er is geen voorziening 'x'"):
        gaps(town("Alleen als a.").regime, ON, "x")

"""Where a comparison says less: what the search does not know, what the engine does not confirm, and small print."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
import z3
from tests.reason.compare.test_versions import NEW, OLD, answers, found, outcomes, versions, witness
from tests.reason.towns import FACTS, ON, Town, article, source

from trede.law import law_on
from trede.law.kinds import Kind
from trede.law.vocabulary import Fact
from trede.reason.compare import compare
from trede.reason.compare.contradictions import about_law
from trede.reason.compare.gaps import gaps
from trede.reason.compare.people import People
from trede.reason.compare.questions import about_provision
from trede.reason.compare.scene import Room, Scene
from trede.reason.compare.symbols import Choices, Day, Unencodable, choose, same
from trede.reason.compare.text import comparison_text
from trede.reason.compare.witness import Answer

MUST = "## Artikel 1. Cursus\n\n- 0 Het college moet cursus verlenen aan de persoon.\n"
NOTHING = "Tabel zeg naar a:\n\n| a | zeg |\n|---|---|\n| ja | geen |\n| nee | geen |\n"
UNTIL, FROM = "(tot 1 januari 2025)", "(vanaf 1 januari 2025)"


def part(here, **settings):
    return found(here, **settings).provisions[0]


def test_a_duration_in_working_days_leaves_the_last_day_open(tmp_path):
    here = versions(
        tmp_path, "Begint op begindatum.", f"Duurt 5 werkdagen {UNTIL}.", f"Duurt 6 werkdagen {FROM}.", "Alleen als a."
    )
    said = {(f.aspect, f.status): f for f in part(here).findings}
    assert set(said) == {("ruimer", "bewezen"), ("strenger", "bewezen"), ("laatste_dag", "niet_beslist")}
    assert said["ruimer", "bewezen"].limits == ("zonder de regels over de duur",)
    assert said["laatste_dag", "niet_beslist"].why == "de bewijzer kent dit niet: rekenen met werkdagen"
    here = versions(tmp_path / "x", "Duurt 5 werkdagen.", "Niet als a en niet a.")
    (idle,) = [question for question in gaps(here.regime, ON).questions if question.answer == "gevonden"]
    assert idle.limits == ("zonder de regels over de duur",)


def test_an_extension_that_becomes_too_long(tmp_path):
    here = versions(
        tmp_path, "Begint op begindatum.", "Duurt hoogstens 2 maanden.",
        f"Mag verlengd worden tot samen hoogstens 6 maanden {UNTIL}.",
        f"Mag verlengd worden tot samen hoogstens 4 maanden {FROM}.",
    )  # fmt: skip
    assert answers(here)["ruimer", ""] == "bewezen"
    person = witness(here, "strenger")
    assert set(person.facts) == {"verlenging_maanden"}
    assert outcomes(here, person.facts) == ["toegekend", "geweigerd"]


def test_earlier_use_that_begins_to_count(tmp_path):
    here = versions(
        tmp_path, "Begint op begindatum.", "Duurt hoogstens 2 maanden.", "Duurt minstens 1 maand.",
        f"Voor de duur telt mee: maanden gebruikt {FROM}.", f"Voor de duur telt niet mee: ziekteperioden {FROM}.",
    )  # fmt: skip
    assert outcomes(here, witness(here, "strenger").facts) == ["toegekend", "geweigerd"]
    said = {f.aspect: f for f in part(here).findings}
    assert "zonder perioden die de duur verlengen of verkorten" in said["ruimer"].limits
    assert "later: toegekend, laatste dag" in comparison_text(found(here))


def test_a_last_day_that_goes(tmp_path):
    here = versions(tmp_path, "Begint op begindatum.", f"Duurt tot aanvraagdatum {UNTIL}.")
    assert "later: toegekend, laatste dag geen" in comparison_text(found(here))


@pytest.mark.parametrize(
    "norms",
    [
        [f"Begint op begindatum {UNTIL}.", f"Begint op aanvraagdatum {FROM}."],
        ["Mag verlengd worden met hoogstens 4 maanden.", f"Begint op begindatum {UNTIL}."],
        [NOTHING, f"Voor de duur telt mee: zeg {FROM}."],
        [f"Voor de duur telt niet mee: dagen vakantie {FROM}.", "Begint op begindatum."],
    ],
)  # fmt: skip
def test_norms_about_duration_that_give_no_last_day(tmp_path, norms):
    here = versions(tmp_path, *norms)
    assert set(answers(here).values()) == {"bewezen"}


def test_an_extension_that_nobody_counts(tmp_path):
    facts = "\n".join(line for line in FACTS.split("\n") if "eerdere verlengingen" not in line)
    norms = ("Duurt 2 maanden.", f"Mag 1 keer verlengd worden met 1 maand {UNTIL}.")
    here = Town(tmp_path, {"v.md": source(article(*norms))}, facts=facts)
    last = part(here).findings[-1]
    assert last.why.endswith("een aantal verlengingen zonder feit dat zegt hoe vaak al is verlengd")


def test_a_witness_that_can_be(tmp_path):
    here = versions(
        tmp_path,
        f"Alleen als uren minstens 12 uur per week {UNTIL}.", f"Alleen als uren minstens 60 uur per week {FROM}.",
        "Onmogelijk is dat uren minder dan 14 uur per week.", "Onmogelijk is dat aantal taken meer dan 1.",
        "Onmogelijk is dat aantal dagen in ziekteperioden meer dan 5 dagen.",
    )  # fmt: skip
    assert witness(here, "strenger").facts == {"uren": 14}


@pytest.mark.parametrize(
    ("norm", "facts"),
    [
        ("Niet als a ontbreekt", {"a": None}),
        ("Alleen als kosten × 2 minstens € 2.470 of kosten meer dan € 0", {"kosten": "0.00"}),
        ("Niet als kosten × 2 minstens € 2.470 en kosten × 2 hoogstens € 2.472", {"kosten": "1235.00"}),
        ("Niet als loonwaarde × 2 is 66 % en loonwaarde hoogstens 100 %", {"loonwaarde": 33}),
        ("Niet als doelen omvat werk", {"doelen": ["werk"]}),
        ("Niet als getal is 3 en naam werkgever is rood", {"getal": 3, "naam_werkgever": "rood"}),
        ("Niet als bij een taak geldt (zwaar)", {"taken": [{"zwaar": True}]}),
    ],
)
def test_small_and_plain_witnesses(tmp_path, norm, facts):
    assert witness(versions(tmp_path, f"{norm} {FROM}."), "strenger").facts == facts


def test_of_a_list_only_what_is_needed_is_kept(tmp_path):
    here = versions(
        tmp_path,
        f"Niet als aantal taken minstens 1 {FROM}.",
        "Bedrag bedraagt som over taken met (zwaar) van (loon taak).",
    )
    assert witness(here, "strenger").facts["taken"] in ([{}], [{"zwaar": False}])


def test_what_the_engine_does_not_confirm_is_not_told(tmp_path, monkeypatch):
    here = versions(tmp_path, f"Alleen als a {UNTIL}.", f"Alleen als a en b {FROM}.")
    must = Town(tmp_path / "m", {
        "v.md": source(MUST + "- 1 Alleen als a.\n"),
        "b.md": source("## Artikel 2. Meer\n\n- 1 Over cursus: niet als b.\n", id="B", rank="beleidsregel"),
    })  # fmt: skip
    monkeypatch.setattr(People, "person", lambda self, model: {})
    finding = next(f for f in part(here).findings if f.aspect == "strenger")
    assert (finding.status, finding.why) == (
        "niet_beslist",
        "de motor rekent voor de gevonden persoon iets anders uit dan de bewijzer",
    )
    said = {(q.sort, q.answer, q.text) for q in about_provision(law_on(must.regime, ON), "cursus", 5)}
    why = "niet beslist: de motor bevestigt de gevonden persoon niet"
    assert said == {(sort, "niet_beslist", why) for sort in ("toekenbaar", "doorslag", "plicht_en_weigering")}


def test_a_question_that_takes_too_long_is_not_decided(tmp_path, monkeypatch):
    files = {
        "v.md": source(
            MUST + "- 1 Tarief betekent kosten × 2.\n- 2 Het college moet uitnodigen.\n"
            "- 3 Het college mag niet uitnodigen.\n- 4 Leeg betekent a.\n"
            "- 5 Tabel prijs naar a:\n\n| a | prijs |\n|---|---|\n| ja | € 1 |\n| nee | € 2 |\n"
        ),
        "b.md": source(
            "## Artikel 2. Meer\n\n- 1 Over cursus: niet als b.\n- 2 Over cursus: tarief betekent kosten × 3.\n"
            "- 3 Over cursus: leeg betekent a.\n", id="B", rank="beleidsregel",
        ),
    }  # fmt: skip
    here = Town(tmp_path, files)
    monkeypatch.setattr(Room, "find", lambda self, goal, seconds: Answer("niet_beslist"))
    law = law_on(here.regime, ON)
    asked = [*about_law(law, 1), *about_provision(law, "cursus", 1)]
    assert {q.sort for q in asked if q.text == "niet beslist: de tijd was om"} == {
        "tabel",
        "bron_tegen_bron",
        "plicht_tegen_verbod",
        "toekenbaar",
        "plicht_en_weigering",
    }


def test_what_is_not_to_blame(tmp_path):
    scene = Scene(law_on(versions(tmp_path, "Alleen als a.").regime, ON), "cursus")
    assert scene.blame({0: z3.Bool("x")}, 1) is None


def test_a_rule_that_asks_what_everybody_knows(tmp_path):
    here = versions(
        tmp_path, "Alleen als uren is bekend.", "Alleen als bij elke taak geldt (zwaar).", "Gaat samen met fiets."
    )
    (idle,) = [q for q in gaps(here.regime, ON).questions if q.answer == "gevonden"]
    assert (idle.norms, idle.text) == (("V-1.1",), "deze regel staat nooit iemand in de weg")
    assert idle.limits == ("lijsten en perioden met hoogstens 2 regels",)


def test_a_fact_of_another_kind_in_the_other_regime(tmp_path):
    one = versions(tmp_path / "a", "Alleen als uren minstens 12 uur per week.")
    facts = FACTS.replace("**uren** (getal uur per week 0 t/m 60;", "**uren** (bedrag;")
    two = Town(tmp_path / "b", {"v.md": source(article("Alleen als uren minstens € 12."))}, facts=facts)
    (finding,) = compare(one.regime, OLD, two.regime, NEW, "cursus").provisions[0].findings
    assert finding.why.endswith("'uren' is in de ene versie getal uur per week en in de andere bedrag")
    assert finding.status == "niet_beslist"


def test_somebody_whom_both_regimes_can_read(tmp_path):
    one = versions(tmp_path / "a", "Alleen als a.")
    facts = FACTS.replace("rood, groen, blauw", "rood, geel").replace("0 t/m 60", "20 t/m 40")
    norms = ("Alleen als a.", "Niet als uren hoogstens 20 uur per week en soort is rood.", "Niet als soort is geel.")
    two = Town(tmp_path / "b", {"v.md": source(article(*norms))}, facts=facts)
    there = compare(one.regime, NEW, two.regime, NEW, "cursus").provisions[0]
    worse = next(f for f in there.findings if f.aspect == "strenger")
    assert worse.witness is not None
    assert worse.witness.facts == {"a": True, "uren": 20, "soort": "rood"}


def test_rules_about_every_provision_are_told_once(tmp_path):
    more = (
        "\n\n## Artikel 2. Algemeen\n\n"
        f"- 1 Over elke voorziening: mag weigeren als d {FROM}.\n- 2 Over elke voorziening: bedrag bedraagt kosten.\n"
        "\n## Artikel 3. Baan\n\n- 0 Het college kan baan verlenen aan de persoon.\n- 1 Niet als c.\n"
    )
    here = versions(tmp_path, "Alleen als a.", more=more)
    text = comparison_text(found(here, None))
    assert "Alleen regels over elke voorziening zijn anders (2): cursus, baan." in text
    assert "  Het voorbeeld gaat over cursus." in text
    assert "  bedragen: voor niemand anders (bewezen)" in text


def test_words_of_a_name_that_a_provision_reads(tmp_path):
    more = (
        f"\n\n## Artikel 2. Begrip\n\n- 1 Fit betekent a {UNTIL}.\n- 2 Fit betekent a en b {FROM}.\n"
        f"- 3 Lui betekent c {UNTIL}.\n- 4 Tekst: zomaar iets {FROM}.\n"
    )
    here = versions(tmp_path, "Alleen als fit.", more=more)
    assert [change.sort for change in part(here).changes] == ["gewijzigd"]


def test_odds_and_ends():
    assert same(Day(1, 1), 3) is False
    chosen = choose(z3.Bool("x"), Choices({"a": True}), Choices({"a": False}))
    assert isinstance(chosen, Choices)
    parts = Fact("delen", "delen", Kind("lijst", element="deel"), "taak", "iemand", "?")
    with pytest.raises(Unencodable, match="een lijst in een lijst"):
        People(()).record("taken", 1, parts)


def test_dates_far_apart(tmp_path):
    here = versions(tmp_path, "Alleen als a.")
    assert not compare(here.regime, date(2020, 1, 1), here.regime, date(2030, 1, 1)).differs


def test_a_condition_that_reads_the_extension_itself(tmp_path):
    """Then it is asked for in the proof too, though the norms about duration are the same."""
    longer = "Mag verlengd worden met hoogstens 6 maanden."
    here = versions(tmp_path, "Duurt 2 maanden.", longer, f"Niet als verlenging maanden meer dan 3 maanden {FROM}.")
    assert witness(here, "strenger").facts == {"verlenging_maanden": 4}


def test_threads_take_turns(tmp_path):
    here = versions(tmp_path, f"Alleen als uren minstens 12 uur per week {FROM}.", "Alleen als a.")
    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(lambda _: [f.to_json() for f in part(here).findings], range(8)))
    assert all(one == said[0] for one in said)

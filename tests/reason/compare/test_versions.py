"""Two versions side by side: who is touched, the proof that nobody is, and what the words say."""

from __future__ import annotations

from datetime import date

import pytest
from tests.reason.towns import Town, article, source

from trede.law import NoLawInForce
from trede.reason import Facts, UnknownProvision, assess
from trede.reason.compare import compare
from trede.reason.compare.text import comparison_text

OLD, NEW = date(2024, 6, 1), date(2025, 6, 1)


def versions(tmp_path, *norms, more=""):
    """A town whose lines may carry their dates."""
    return Town(tmp_path, {"v.md": source(article(*norms) + more)})


def found(here, provision="cursus", seconds=5):
    return compare(here.regime, OLD, here.regime, NEW, provision, seconds)


def answers(here, **settings):
    part = found(here, **settings).provisions[0]
    return {(f.aspect, f.about): f.status for f in part.findings}


def witness(here, aspect, about=""):
    part = found(here).provisions[0]
    finding = next(f for f in part.findings if (f.aspect, f.about) == (aspect, about))
    assert finding.witness is not None, finding.status
    return finding.witness


def outcomes(here, facts):
    read = Facts.read(facts, here.regime)
    return [assess(here.regime, read, on, None, ["cursus"]).results["cursus"].outcome for on in (OLD, NEW)]


def test_a_higher_bound_refuses_somebody_below_it(tmp_path):
    here = versions(
        tmp_path,
        "Alleen als uren minstens 12 uur per week (tot 1 januari 2025).",
        "Alleen als uren minstens 16 uur per week (vanaf 1 januari 2025).",
        "Alleen als naar oordeel geschikt.",
    )
    assert answers(here) == {("ruimer", ""): "bewezen", ("strenger", ""): "getuige"}
    person = witness(here, "strenger")
    assert person.facts == {"uren": 12, "oordeel_geschikt": True}
    assert outcomes(here, person.facts) == ["toegekend", "geweigerd"]
    assert (person.before["uitkomst"], person.after["uitkomst"]) == ("toegekend", "geweigerd")
    assert [ground["normen"] for ground in person.after["gronden"]] == [["V-1.2"]]


def test_a_running_provision_that_refuses_stands_among_the_grounds(tmp_path):
    here = versions(
        tmp_path, "Alleen als uren minstens 12 uur per week.", "Gaat niet samen met baan (vanaf 1 januari 2025)."
    )
    person = witness(here, "strenger")
    assert person.facts["lopende_voorzieningen"] == ["baan"]
    (ground,) = person.after["gronden"]
    assert (ground["normen"], ground["gevolg"]) == (["V-1.2"], "weigert")
    assert ground["uitleg"] == "Gaat niet samen met baan, en die loopt."
    assert ground["plaats"].endswith("artikel 1, lid 2")


def test_a_lower_bound_grants_somebody_between(tmp_path):
    here = versions(
        tmp_path,
        "Alleen als jaren van geboortedatum tot begindatum minstens 27 jaar (tot 1 januari 2025).",
        "Alleen als jaren van geboortedatum tot begindatum minstens 21 jaar (vanaf 1 januari 2025).",
    )
    assert answers(here) == {("ruimer", ""): "getuige", ("strenger", ""): "bewezen"}
    assert outcomes(here, witness(here, "ruimer").facts) == ["geweigerd", "toegekend"]


def test_the_same_rule_in_other_words_touches_nobody(tmp_path):
    here = versions(
        tmp_path,
        "Alleen als a en b (tot 1 januari 2025).",
        "Niet als niet a of niet b (vanaf 1 januari 2025).",
    )
    assert answers(here) == {("ruimer", ""): "bewezen", ("strenger", ""): "bewezen"}


def test_the_same_rules_need_no_search(tmp_path):
    here = versions(tmp_path, "Alleen als a.", "Het college moet uitnodigen binnen 4 weken na begindatum.")
    part = found(here).provisions[0]
    assert (part.same, part.findings, part.stand) == (True, [], "beide")
    assert not found(here).differs


def test_an_amount_that_differs_from_the_law_of_its_day(tmp_path):
    here = versions(
        tmp_path,
        "Bedrag bedraagt kosten × 2, afgerond op centen (tot 1 januari 2025).",
        "Bedrag bedraagt kosten × 3, afgerond op centen (vanaf 1 januari 2025).",
        "Ander bedraagt kosten / 2.",
    )
    assert answers(here)["bedrag", "bedrag"] == "getuige"
    assert answers(here)["bedrag", "ander"] == "bewezen"
    person = witness(here, "bedrag", "bedrag")
    assert person.facts == {"kosten": "1000.00"}
    sides = [{a["naam"]: a["bedrag"] for a in side["bedragen"]} for side in (person.before, person.after)]
    assert [side["bedrag"] for side in sides] == ["2000.00", "3000.00"]


def test_a_cent_that_rounding_costs_is_found(tmp_path):
    here = versions(
        tmp_path,
        "Bedrag bedraagt kosten / 2, afgerond op centen (tot 1 januari 2025).",
        "Bedrag bedraagt kosten / 2, afgerond op hele euro's (vanaf 1 januari 2025).",
    )
    assert answers(here)["bedrag", "bedrag"] == "getuige"
    assert witness(here, "bedrag", "bedrag").before["bedragen"] != witness(here, "bedrag", "bedrag").after["bedragen"]


def test_a_longer_duration_moves_the_last_day(tmp_path):
    here = versions(
        tmp_path,
        "Begint op begindatum.",
        "Duurt hoogstens 2 maanden (tot 1 januari 2025).",
        "Duurt hoogstens 3 maanden (vanaf 1 januari 2025).",
    )
    assert answers(here)["laatste_dag", ""] == "getuige"
    person = witness(here, "laatste_dag")
    assert person.facts == {"begindatum": "2025-06-01"}
    assert (person.before["laatste_dag"], person.after["laatste_dag"]) == ("2025-07-31", "2025-08-31")


def test_a_power_to_refuse_waits_for_the_choice(tmp_path):
    here = versions(tmp_path, "Mag weigeren als d (vanaf 1 januari 2025).")
    assert answers(here) == {("ruimer", ""): "bewezen", ("strenger", ""): "getuige"}
    assert witness(here, "strenger").facts == {"d": True, "oordeel_toch_weigeren": True}


def test_nobody_who_cannot_be_is_a_witness(tmp_path):
    here = versions(
        tmp_path,
        "Alleen als niet (a en b) (vanaf 1 januari 2025).",
        "Onmogelijk is dat a en b.",
    )
    assert answers(here) == {("ruimer", ""): "bewezen", ("strenger", ""): "bewezen"}


def test_a_table_row_that_differs(tmp_path):
    table = "Tabel tarief naar soort:\n\n| soort | tarief | vanaf | tot |\n|---|---|---|---|\n| rood | € 10 | | |\n"
    table += "| groen | € 20 | | 1 januari 2025 |\n| groen | € 25 | 1 januari 2025 | |\n| elk | geen | | |\n"
    here = versions(tmp_path, table, "Bedrag bedraagt tarief.")
    person = witness(here, "bedrag", "bedrag")
    assert person.facts == {"soort": "groen"}
    text = comparison_text(found(here))
    assert "soort groen: € 20,00 → € 25,00" in text


def test_lists_are_compared_up_to_two_records(tmp_path):
    here = versions(
        tmp_path,
        "Alleen als som over taken van (loon taak) minstens € 10 (tot 1 januari 2025).",
        "Alleen als som over taken van (loon taak) meer dan € 10 (vanaf 1 januari 2025).",
    )
    part = found(here).provisions[0]
    assert [(f.aspect, f.status) for f in part.findings] == [("ruimer", "bewezen"), ("strenger", "getuige")]
    assert part.findings[0].limits == ("lijsten en perioden met hoogstens 2 regels",)
    assert outcomes(here, witness(here, "strenger").facts) == ["toegekend", "geweigerd"]


def test_what_the_search_does_not_know_is_not_decided(tmp_path):
    here = versions(
        tmp_path,
        "Alleen als aanvraagdatum uiterlijk op begindatum + 5 werkdagen (tot 1 januari 2025).",
        "Alleen als aanvraagdatum uiterlijk op begindatum + 6 werkdagen (vanaf 1 januari 2025).",
    )
    part = found(here).provisions[0]
    assert [(f.status, f.why) for f in part.findings] == [
        ("niet_beslist", "de bewijzer kent dit niet: rekenen met werkdagen")
    ]
    assert found(here).differs
    assert "uitkomst: niet beslist (de bewijzer kent dit niet: rekenen met werkdagen)" in comparison_text(found(here))


def test_what_takes_too_long_is_not_decided(tmp_path):
    """Is a cube ever twice another cube? No, but that takes more than a moment to see."""
    here = versions(
        tmp_path,
        "Een betekent getal, afgerond op een geheel getal.",
        "Twee betekent eerdere verlengingen, afgerond op een geheel getal.",
        "Niet als een × een × een is 2 × twee × twee × twee en een meer dan 0 (vanaf 1 januari 2025).",
    )
    part = found(here, seconds=0.3).provisions[0]
    assert {f.aspect: (f.status, f.why) for f in part.findings}["strenger"] == ("niet_beslist", "de tijd was om")
    assert part.seconds < 3
    assert "niet beslist (de tijd was om)" in comparison_text(found(here, seconds=0.3))


def test_a_new_provision_and_one_that_went(tmp_path):
    more = "\n\n## Artikel 2. Werk\n\n- 0 Het college kan baan verlenen aan de persoon (vanaf 1 januari 2025).\n"
    more += "- 1 Het college moet fiets verlenen aan de persoon (tot 1 januari 2025).\n"
    here = versions(tmp_path, "Alleen als a.", more=more)
    both = found(here, None)
    assert {part.name: part.stand for part in both.provisions} == {
        "cursus": "beide",
        "baan": "nieuw",
        "fiets": "vervallen",
    }
    text = comparison_text(both)
    assert "Nieuw (1): baan." in text
    assert "Vervallen (1): fiets." in text
    assert "Precies dezelfde regels, dus voor iedereen hetzelfde (1): cursus." in text
    assert found(here, "fiets").provisions[0].stand == "vervallen"


def test_a_power_that_becomes_a_duty_is_told(tmp_path):
    text = "## Artikel 1. Cursus\n\n- 0 Het college kan cursus verlenen aan de persoon (tot 1 januari 2025).\n"
    text += "- 1 Het college moet cursus verlenen aan de persoon (vanaf 1 januari 2025).\n"
    here = Town(tmp_path, {"v.md": source(text)})
    both = found(here)
    assert both.provisions[0].modality == ("kan", "moet")
    assert both.differs
    assert "bevoegdheid: eerst kan (het mag), later moet (wie voldoet krijgt het)" in comparison_text(both)


def test_words_article_by_article(tmp_path):
    here = versions(
        tmp_path,
        "Alleen als a (tot 1 januari 2025).",
        "Alleen als a en b (vanaf 1 januari 2025).",
        "Alleen als c (vanaf 1 januari 2025).",
        "Niet als d en kosten meer dan € 5 (tot 1 januari 2025).",
    )
    text = comparison_text(found(here))
    assert "~ V-1.1: Alleen als a. (tot 1 januari 2025)" in text
    assert "  wordt V-1.2: Alleen als a en b. (vanaf 1 januari 2025)" in text
    assert "+ V-1.3: Alleen als c. (vanaf 1 januari 2025)" in text
    assert "− V-1.4: Niet als d en kosten meer dan € 5. (tot 1 januari 2025)" in text


def test_bad_questions(tmp_path):
    here = versions(tmp_path, "Alleen als a.")
    with pytest.raises(UnknownProvision, match="Er is geen voorziening 'x'"):
        found(here, "x")
    with pytest.raises(NoLawInForce):
        compare(here.regime, date(2019, 1, 1), here.regime, NEW)


def test_as_json(tmp_path):
    here = versions(
        tmp_path,
        "Alleen als uren minstens 12 uur per week (tot 1 januari 2025).",
        "Alleen als uren minstens 16 uur per week (vanaf 1 januari 2025).",
    )
    made = found(here).to_json()
    assert made["eerst"] == {"regime": "stad", "titel": "Stad", "op": "2024-06-01"}
    assert made["verschilt"] is True
    part = made["voorzieningen"][0]
    assert part["verschillen"][0]["soort"] == "gewijzigd"
    assert part["verschillen"][0]["eerst"]["normen"] == ["V-1.1"]
    by = {finding["vraag"]: finding for finding in part["bevindingen"]}
    assert by["ruimer"]["getuige"] is None
    assert by["strenger"]["getuige"]["in_woorden"] == ["uren: 12 uur per week"]


def test_a_norm_is_beside_itself_in_the_other_version(tmp_path):
    """Two sources say the same; only one of them changes."""
    same = "## Artikel 2. Meer\n\n- 1 Over cursus: alleen als uren minstens 12 uur per week.\n"
    files = {
        "v.md": source(
            article(
                "Alleen als uren minstens 12 uur per week (tot 1 januari 2025).",
                "Alleen als uren minstens 16 uur per week (vanaf 1 januari 2025).",
            )
        ),
        "b.md": source(same, id="B", rank="beleidsregel"),
    }
    here = Town(tmp_path, files)
    (change,) = found(here).changes
    assert [norm.citations for norm in change.norms] == [("V-1.1",), ("V-1.2",)]


def test_what_a_proof_leaves_out_is_told_once(tmp_path):
    here = versions(
        tmp_path,
        "Begint op begindatum.",
        "Duurt hoogstens 2 maanden (tot 1 januari 2025).",
        "Duurt hoogstens 3 maanden (vanaf 1 januari 2025).",
        "Bedrag per uur bedraagt kosten.",
        "Toeslag bedraagt loon.",
    )
    text = comparison_text(found(here))
    assert text.count("wat bewezen is, geldt: zonder gewenste einddatum") == 1
    assert "  bedrag per uur: voor niemand (bewezen)" in text
    assert "  bedrag toeslag: voor niemand (bewezen)" in text

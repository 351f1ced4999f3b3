"""The assessment and the question in plain text."""

import pytest
from tests.reason.towns import ON, Town, article, source

from trede.reason import assess, next_question
from trede.reason.text import as_text, question_text

RULES = (
    "Alleen als uren minstens 12 uur per week.\n  U werkt minstens 12 uur.",
    "Bedrag bedraagt kosten × 2, per maand.",
    "Premie bedraagt € 5, eenmalig.",
    "Begint op begindatum.",
    "Duurt 2 maanden.",
    "Mag weigeren als b.",
    "Voor de duur telt niet mee: ziekteperioden.",
    "Het college moet uitnodigen binnen 1 week na begindatum.",
    "Gaat niet samen met baan.",
    "Toeslag bedraagt loon, voor zover c.",
    "Leemte: wat geldt bij ziekte.",
)
GIVEN = {"uren": 20, "kosten": 3, "begindatum": "2025-06-02", "b": False, "c": True, "loon": None}


def shown(here, **given):
    return as_text(here.assess(**given).to_json())


def test_one_provision_in_full(town):
    assert shown(town(*RULES), **GIVEN) == (
        "Stad, 1 juni 2025\n\n"
        "✓ cursus: kan worden toegekend\n"
        "    bedrag: € 6,00 per maand (V-1.2)\n"
        "    premie: € 5,00 eenmalig (V-1.3)\n"
        "    begindatum: 2 juni 2025 (V-1.4)\n"
        "    einddatum: 1 augustus 2025 (V-1.5) Onder voorbehoud van wat nog niet bekend is.\n"
        "    college: uitnodigen: 9 juni 2025 (V-1.8)\n"
        "    ✓ U werkt minstens 12 uur. (V-1.1)\n"
        "    Als 'uren' 11 uur per week was in plaats van 20 uur per week, werd de uitkomst: geweigerd.\n"
        "    let op (leemte): wat geldt bij ziekte."
    )


def test_a_refusal(town):
    assert shown(town(*RULES), **{**GIVEN, "uren": 3, "lopende_voorzieningen": ["baan"]}) == (
        "Stad, 1 juni 2025\n\n"
        "✗ cursus: kan niet\n"
        "    ✗ U werkt minstens 12 uur. (V-1.1)\n"
        "    ✗ Gaat niet samen met baan, en die loopt. (V-1.9)\n"
        "    let op (leemte): wat geldt bij ziekte."
    )


def test_what_is_missing(town):
    text = shown(town("Alleen als a.", "Alleen als naar oordeel nuttig."), known=ON)
    assert text == (
        "Stad, 1 juni 2025, zoals bekend op 1 juni 2025\n\n"
        "… cursus: er ontbreken gegevens\n"
        "    … Alleen als a. (V-1.1)\n"
        "    … Alleen als naar oordeel nuttig. (V-1.2)\n"
        "    ontbreekt: Is a zo? (a, weet: aanvrager)\n"
        "    oordeel: Is het nuttig? (klantmanager)"
    )


@pytest.fixture
def two(tmp_path):
    more = article("Alleen als d.", grant="Het college moet baan verlenen aan de persoon.").replace(
        "Artikel 1", "Artikel 2"
    )
    return Town(tmp_path, {"v.md": source(article(*RULES) + "\n\n" + more)})


def test_more_provisions_in_short(two):
    def text(**given):
        return as_text(assess(two.regime, two.facts({**GIVEN, **given}), ON).to_json())

    assert text(d=True) == (
        "Stad, 1 juni 2025\n\n"
        "✓ cursus: kan worden toegekend\n"
        "    bedrag: € 6,00 per maand (V-1.2)\n"
        "    premie: € 5,00 eenmalig (V-1.3)\n"
        "    begindatum: 2 juni 2025 (V-1.4)\n"
        "    einddatum: 1 augustus 2025 (V-1.5) Onder voorbehoud van wat nog niet bekend is.\n"
        "✓ baan: moet worden toegekend"
    )
    assert text(b=True, uren=3).split("\n")[2:] == [
        "✗ cursus: kan niet",
        "    ✗ U werkt minstens 12 uur. (V-1.1)",
        "    ! Mag weigeren als b. (V-1.6)",
        "… baan: er ontbreken gegevens",
        "    nodig: d",
    ]
    assert "? cursus: wacht op een oordeel\n    nodig: toch weigeren" in text(b=True)


def test_decisions(tmp_path):
    rules = "## Artikel 1. Route\n\n- 0 Het college beslist over route.\n- 1 Route keuze luidt soort.\n"
    here = Town(tmp_path, {"v.md": source(rules)})
    made = assess(here.regime, here.facts({"soort": "rood"}), ON, None, ["route"]).to_json()
    assert as_text(made).split("\n")[2] == "✓ route: rood"


def test_a_decision_with_several_values_names_each(tmp_path):
    rules = "## Artikel 1. Route\n\n- 0 Het college beslist over route.\n- 1 Route keuze luidt soort.\n"
    rules += "- 2 Kleur luidt soort.\n"
    here = Town(tmp_path, {"v.md": source(rules)})
    made = assess(here.regime, here.facts({"soort": "rood"}), ON, None, ["route"]).to_json()
    assert as_text(made).split("\n")[2:] == [
        "✓ route: moet worden beslist",
        "    route keuze: rood (V-1.1)",
        "    kleur: rood (V-1.2)",
    ]


def test_a_decision_without_values_lists_what_must_be_done(tmp_path):
    rules = (
        "## Artikel 1. Route\n\n- 0 Het college beslist over route.\n"
        "- 1 Het college moet uitnodigen binnen 1 week na begindatum, als a.\n"
        "- 2 De werkgever mag niet uitnodigen.\n"
        "- 3 Het college moet besluit bekendmaken elke 6 maanden.\n"
    )
    here = Town(tmp_path, {"v.md": source(rules)})
    lines = as_text(assess(here.regime, here.facts({}), ON, None, ["route"]).to_json()).split("\n")
    assert lines[2:] == [
        "✓ route: moet worden beslist",
        "    college: besluit bekendmaken: elke 6 maanden (V-1.3)",
        "    college moet uitnodigen (hangt af van wat nog niet bekend is) (V-1.1)",
        "    werkgever mag niet uitnodigen (V-1.2)",
    ]


def test_a_question(town):
    here = town("Alleen als soort is rood.", "Alleen als naar oordeel geschikt.")

    def text(**given):
        found = next_question(here.regime, here.facts(given), ON, provisions=["cursus"])
        return question_text(found.to_json() if found else {"feit": None})

    assert text() == (
        "Welke soort?  (soort, weet: aanvrager)\n    kies uit: rood, groen, blauw\n"
        "    nodig voor V-1.1: Alleen als soort is rood."
    )
    assert text(soort="rood") == (
        "Is de persoon geschikt?  (oordeel_geschikt, weet: klantmanager)\n    Kijk naar het werk.\n"
        "    nodig voor V-1.2: Alleen als naar oordeel geschikt."
    )
    assert text(soort="blauw") == "Er is geen vraag meer nodig."

"""The nearest change that turns an outcome."""

import pytest

ONE = "Alleen als uren minstens 16 uur per week."


def test_the_nearest_change_is_told(town):
    assert town(ONE).json(uren=15)["keerpunt"] == {
        "feit": "uren",
        "naam": "uren",
        "van": 15,
        "naar": 16,
        "uitkomst": "toegekend",
        "uitleg": "Als 'uren' 16 uur per week was in plaats van 15 uur per week, werd de uitkomst: toegekend.",
    }


@pytest.mark.parametrize(
    ("rules", "given", "fact", "to", "outcome"),
    [
        ([ONE], {"uren": 20}, "uren", 15, "geweigerd"),
        (["Alleen als uren minder dan 16 uur per week."], {"uren": 20}, "uren", 15, "toegekend"),
        (["Alleen als uren meer dan 60 uur per week."], {"uren": 20}, None, None, None),
        (["Alleen als loonwaarde minstens 100 %."], {"loonwaarde": 20}, "loonwaarde", 100, "toegekend"),
        (["Alleen als loonwaarde minder dan 40 %."], {"loonwaarde": 45}, "loonwaarde", 39, "toegekend"),
        (["Alleen als loon minder dan € 0,01."], {"loon": 3}, "loon", "0.00", "toegekend"),
        (["Alleen als loon meer dan € 1.000."], {"loon": 3}, "loon", "1000.01", "toegekend"),
        (["Alleen als a."], {"a": False}, "a", True, "toegekend"),
        (["Alleen als a."], {"a": None}, "a", True, "toegekend"),
        (["Alleen als a."], {"a": True}, "a", False, "geweigerd"),
        (["Alleen als soort is groen."], {"soort": "rood"}, "soort", "groen", "toegekend"),
        (["Alleen als soort is groen."], {"soort": None}, "soort", "groen", "toegekend"),
        (["Alleen als doelen omvat taal."], {"doelen": ["werk"]}, "doelen", ["werk", "taal"], "toegekend"),
        (["Alleen als doelen omvat taal."], {"doelen": None}, "doelen", ["taal"], "toegekend"),
        (
            ["Alleen als begindatum na 1 januari 2025."],
            {"begindatum": "2024-12-28"},
            "begindatum",
            "2025-01-02",
            "toegekend",
        ),
        (["Alleen als begindatum na 1 januari 2025."], {"begindatum": None}, None, None, None),
        (
            ["Alleen als jaren van geboortedatum tot 1 juni 2025 minstens 27 jaar."],
            {"geboortedatum": "2004-02-29"},
            "geboortedatum",
            "1998-02-28",
            "toegekend",
        ),
        (
            ["Alleen als naam werkgever is bekend en naam werkgever ontbreekt."],
            {"naam_werkgever": "x"},
            None,
            None,
            None,
        ),
        (["Mag weigeren als b."], {"b": True}, "b", False, "toegekend"),
        (
            ["Mag weigeren als naar oordeel nuttig."],
            {"oordeel_nuttig": True, "oordeel_toch_weigeren": True},
            "oordeel_nuttig",
            False,
            "toegekend",
        ),
        (
            ["Gaat niet samen met baan."],
            {"lopende_voorzieningen": ["fiets", "baan"]},
            "lopende_voorzieningen",
            ["fiets"],
            "toegekend",
        ),
        (
            ["Duurt 2 maanden.", "Mag verlengd worden met hoogstens 4 maanden."],
            {"verlenging_maanden": 5, "begindatum": "2025-01-01"},
            None,
            None,
            None,
        ),
        (
            ["Duurt 2 maanden."],
            {"gewenste_einddatum": "2025-03-01", "begindatum": "2025-01-01"},
            "gewenste_einddatum",
            "2025-02-28",
            "toegekend",
        ),
        (["Alleen als a en b."], {"a": False, "b": False}, None, None, None),
        (["Alleen als a.", "Alleen als naar oordeel geschikt."], {"a": False}, "a", True, "voorgelegd_aan_oordeel"),
        (["Alleen als a.", "Alleen als b."], {"a": False}, "a", True, "onvoldoende_gegevens"),
        (["Alleen als a."], {}, None, None, None),
    ],
)
def test_turning_points(town, rules, given, fact, to, outcome):
    found = town(*rules).json(**given)["keerpunt"]
    assert (found and (found["feit"], found["naar"], found["uitkomst"])) == (fact and (fact, to, outcome))


def test_a_change_that_grants_goes_before_a_smaller_one_that_only_lifts(town):
    here = town("Alleen als uren minstens 16 uur per week.", "Mag weigeren als uren hoogstens 16 uur per week.")
    found = here.json(uren=15)["keerpunt"]
    assert (found["naar"], found["uitkomst"]) == (17, "toegekend")
    here = town("Alleen als a of b.", "Alleen als naar oordeel geschikt of b.")
    found = here.json(a=False, b=False)["keerpunt"]
    assert (found["feit"], found["uitkomst"]) == ("b", "toegekend")


def test_the_bounds_of_a_table_are_tried(town):
    text = "Tabel mag naar uren:\n\n| uren | mag |\n|---|---|\n| minder dan 10 | nee |\n| 10 of meer | ja |\n"
    found = town(text, "Alleen als mag is ja.").json(uren=4)["keerpunt"]
    assert (found["feit"], found["naar"]) == ("uren", 10)


def test_an_impossible_person_is_no_turning_point(town):
    here = town("Alleen als a.", "Onmogelijk is dat a en b.")
    assert here.json(a=False, b=True)["keerpunt"] is None
    assert here.json(a=False, b=False)["keerpunt"]["feit"] == "a"

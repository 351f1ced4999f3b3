"""Three-valued logic, absent values, comparing."""

import pytest

from trede.reason.values import Unknown

TRUE, FALSE, OPEN = True, False, None  # OPEN: the fact is not given
SAID = {"toegekend": TRUE, "geweigerd": FALSE, "onvoldoende_gegevens": OPEN}


def held(here, **given):
    """What the only condition comes to for facts that are true, false or not given."""
    return SAID[here.outcome(**{name: value for name, value in given.items() if value is not None})]


@pytest.mark.parametrize("a", [TRUE, FALSE, OPEN])
@pytest.mark.parametrize("b", [TRUE, FALSE, OPEN])
def test_kleene(town, a, b):
    both = FALSE if FALSE in (a, b) else OPEN if OPEN in (a, b) else TRUE
    either = TRUE if TRUE in (a, b) else OPEN if OPEN in (a, b) else FALSE
    assert held(town("Alleen als a en b."), a=a, b=b) is both
    assert held(town("Alleen als a of b."), a=a, b=b) is either
    assert held(town("Alleen als niet a."), a=a) is (OPEN if a is OPEN else not a)
    assert held(town("Alleen als a, tenzij b."), a=a, b=b) is either
    assert held(town("Niet als a, tenzij b."), a=a, b=b) is held(town("Alleen als niet a of b."), a=a, b=b)
    assert held(town("Alleen als a, voor zover b."), a=a, b=b) is held(town("Alleen als a of niet b."), a=a, b=b)


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ({"a": True, "uren": 3, "kosten": "2.00"}, 400),
        ({"a": False, "uren": 3, "kosten": "2.00"}, 200),
        ({"a": None, "kosten": "2.00"}, 200),
        ({"uren": 3, "kosten": "0.00"}, 0),
    ],
)
def test_if(town, given, value):
    here = town("Bedrag bedraagt kosten × 2 als a, anders kosten.", "Alleen als b.")
    assert here.value("bedrag", **given) == value


def test_if_asks_for_both_sides_while_it_is_in_doubt(town):
    here = town("Bedrag bedraagt kosten als a, anders loon.")
    assert here.value("bedrag").facts == {"a", "kosten", "loon"}
    assert here.value("bedrag", a=True).facts == {"kosten"}
    assert here.value("bedrag", kosten="1.00", loon="2.00").facts == {"a"}


def test_only_what_still_matters_is_missing(town):
    here = town("Alleen als a of (b en niet c).")
    assert here.missing() == ["a", "b", "c"]
    assert here.missing(b=False) == ["a"]
    assert here.missing(a=True) == []
    assert here.missing(c=True) == ["a"]


@pytest.mark.parametrize(
    "rule",
    [
        "Alleen als uren minstens 1 uur per week.",
        "Alleen als uren minder dan 5 uur per week.",
        "Alleen als soort is rood.",
        "Alleen als geboortedatum vóór 1 januari 2030.",
        "Alleen als soort is rood of groen.",
        "Alleen als a.",
        "Alleen als doelen omvat werk.",
        "Alleen als uren is uren.",
        "Alleen als naam werkgever is bekend en a.",
        "Alleen als aanvraagdatum binnen 4 weken na begindatum.",
        "Alleen als jaren van geboortedatum tot begindatum minstens 1 jaar.",
    ],
)
def test_comparing_with_an_absent_value_is_false(town, rule):
    given = dict.fromkeys(("uren", "soort", "geboortedatum", "a", "doelen", "naam_werkgever", "aanvraagdatum"))
    assert town(rule).outcome(**given, begindatum="2025-06-01") == "geweigerd"


def test_is_not_denies_is(town):
    for rule in ("Alleen als soort is niet rood.", "Alleen als soort is niet rood of groen."):
        here = town(rule)
        assert [here.outcome(soort=s) for s in (None, "rood", "blauw")] == ["toegekend", "geweigerd", "toegekend"]
        assert here.missing() == ["soort"]


def test_absent_and_known(town):
    here = town("Alleen als naam werkgever ontbreekt.")
    assert [here.outcome(naam_werkgever=n) for n in (None, "X")] == ["toegekend", "geweigerd"]
    assert here.outcome() == "onvoldoende_gegevens"
    here = town("Alleen als naam werkgever is bekend.")
    assert [here.outcome(naam_werkgever=n) for n in (None, "X")] == ["toegekend", "toegekend"]
    assert here.outcome() == "geweigerd"
    assert here.missing() == []


@pytest.mark.parametrize(
    ("rule", "good", "bad"),
    [
        ("uren minstens 12 uur per week", 12, 11),
        ("uren hoogstens 12 uur per week", 12, 13),
        ("uren meer dan 12 uur per week", 13, 12),
        ("uren minder dan 12 uur per week", 11, 12),
        ("uren 12 uur per week of meer is", 12, 11),
        ("uren 12 uur per week of minder is", 12, 13),
        ("uren is 12 uur per week", 12, 13),
    ],
)
def test_bounds_are_inclusive_where_the_words_say_so(town, rule, good, bad):
    here = town(f"Alleen als {rule}.")
    assert (here.outcome(uren=good), here.outcome(uren=bad)) == ("toegekend", "geweigerd")
    assert here.missing() == ["uren"]


def test_two_unknown_sides_are_both_missing(town):
    assert town("Alleen als loon meer dan kosten.").missing() == ["kosten", "loon"]
    assert town("Alleen als loon is kosten.").missing() == ["kosten", "loon"]
    assert town("Alleen als loon is kosten.").missing(loon="1.00") == ["kosten"]
    assert town("Alleen als loon is kosten.").missing(kosten="1.00") == ["loon"]
    assert town("Alleen als loon meer dan kosten.").missing(loon="1.00") == ["kosten"]


def test_several_choices(town):
    here = town("Alleen als doelen omvat werk en taal.")
    assert here.outcome(doelen=["taal", "sport", "werk"]) == "toegekend"
    assert here.outcome(doelen=["taal"]) == "geweigerd"
    assert here.missing() == ["doelen"]


def test_a_judgement_is_asked_of_a_person_and_may_be_denied(town):
    here = town("Alleen als naar oordeel niet geschikt.")
    assert here.outcome() == "voorgelegd_aan_oordeel"
    assert here.outcome(oordeel_geschikt=False) == "toegekend"
    assert here.json()["gronden"][0]["uitslag"] == "oordeel"


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ({"taken": []}, 0),
        ({"taken": None}, 0),
        ({"taken": [{"aandeel": 30, "zwaar": True}, {"aandeel": 20, "zwaar": False}]}, "1/2"),
        ({"taken": [{"aandeel": 30, "zwaar": True}, {"aandeel": None, "zwaar": False}]}, None),
    ],
)
def test_a_sum_over_a_list(town, given, value):
    from fractions import Fraction

    here = town("Deel betekent som over taken van (aandeel).", "Alleen als deel hoogstens 90 %.")
    assert here.value("deel", **given) == (Fraction(value) if isinstance(value, str) else value)


def test_a_sum_with_a_condition_and_a_count(town):
    here = town(
        "Opbrengst betekent som over taken met (zwaar) van (loon taak).",
        "Aantal zware betekent aantal taken met (zwaar).",
        "Alleen als opbrengst meer dan € 0 en aantal zware meer dan 0.",
        "Alleen als aantal taken minstens 1.",
    )
    taken = [{"zwaar": True, "loon_taak": "1.50"}, {"zwaar": False}, {"zwaar": None, "loon_taak": 3}]
    assert here.value("opbrengst", taken=taken) == 150
    assert here.value("aantal_zware", taken=taken) == 1
    assert here.outcome(taken=taken) == "toegekend"


def test_an_unknown_field_makes_a_sum_unknown_and_names_its_record(town):
    here = town("Alleen als som over taken met (zwaar) van (aandeel) hoogstens 90 %.")
    assert here.missing() == ["taken"]
    assert here.missing(taken=[{"aandeel": 10}, {"zwaar": True}]) == ["taken[1].zwaar", "taken[2].aandeel"]
    found = here.json(taken=[{"aandeel": 10}, {"zwaar": True}])["ontbreekt"][1]
    assert (found["naam"], found["vraag"]) == ("aandeel", "Welk deel is de taak?")
    judged = town("Alleen als bij elke taak geldt (naar oordeel past bij persoon).")
    assert judged.outcome(taken=[{}]) == "voorgelegd_aan_oordeel"
    assert judged.missing(taken=[{}]) == ["taken[1].oordeel_past_bij_persoon"]


@pytest.mark.parametrize(
    ("rows", "any_", "every"),
    [
        ([], FALSE, TRUE),
        ([True], TRUE, TRUE),
        ([True, False], TRUE, FALSE),
        ([False, None], FALSE, FALSE),
        ([True, "?"], TRUE, OPEN),
        ([False, "?"], OPEN, FALSE),
        (["?", "?"], OPEN, OPEN),
    ],
)
def test_any_and_every(town, rows, any_, every):
    taken = [{} if zwaar == "?" else {"zwaar": zwaar} for zwaar in rows]
    assert held(town("Alleen als bij een taak geldt (zwaar)."), taken=taken) is any_
    assert held(town("Alleen als bij elke taak geldt (zwaar)."), taken=taken) is every


def test_known_and_absent_inside_a_record(town):
    here = town("Alleen als bij elke taak geldt (taaknaam is bekend).")
    assert here.outcome(taken=[{"taaknaam": "x"}, {"taaknaam": None}]) == "toegekend"
    assert here.outcome(taken=[{"taaknaam": "x"}, {}]) == "geweigerd"
    here = town("Alleen als aantal taken met (taaknaam ontbreekt) is 1.")
    assert here.outcome(taken=[{"taaknaam": "x"}, {"taaknaam": None}]) == "toegekend"


def test_unknown_joins_what_is_missing():
    one, two = Unknown(frozenset("a")), Unknown(frozenset("ab"))
    assert (one | two) == two
    assert (two | one) is two

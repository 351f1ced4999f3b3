"""The outcomes and which goes before which."""

import pytest

NEEDED = "Vereist is dat het plan ondertekend is."
MAY = "Mag weigeren als b."


def test_all_that_is_asked_holds(town):
    assert town("Alleen als a.", "Niet als b.").outcome(a=True, b=False) == "toegekend"


def test_nothing_is_asked(town):
    assert town().outcome() == "toegekend"


@pytest.mark.parametrize(("modal", "said"), [("kan", "kan"), ("moet", "moet")])
def test_a_power_stays_a_power(tmp_path, modal, said):
    from tests.reason.towns import Town, article, source

    text = article(grant=f"Het college {modal} een cursus verlenen aan de persoon.")
    found = Town(tmp_path, {"v.md": source(text)}).json()
    assert found["modaliteit"] == said
    power = {"kan": "mag", "moet": "moet"}[said]
    assert found["samenvatting"] == (
        f"Cursus {power} worden toegekend: alle voorwaarden zijn vervuld. Wie beslist: college."
    )


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        ({"a": False}, "geweigerd"),
        ({"b": True}, "geweigerd"),
        ({"a": True}, "onvoldoende_gegevens"),
        ({"a": True, "b": False}, "voorgelegd_aan_oordeel"),
        ({"a": True, "b": False, "oordeel_geschikt": True}, "toegekend"),
        ({"a": True, "b": False, "oordeel_geschikt": False}, "geweigerd"),
        ({"oordeel_geschikt": False}, "geweigerd"),
        ({}, "onvoldoende_gegevens"),
    ],
)
def test_a_definite_failing_then_facts_then_judgements(town, given, outcome):
    assert town("Alleen als a.", "Niet als b.", "Alleen als naar oordeel geschikt.").outcome(**given) == outcome


def test_missing_facts_and_judgements_are_both_listed(town):
    found = town("Alleen als a.", "Alleen als naar oordeel geschikt.").json()
    assert found["ontbreekt"] == [
        {
            "feit": "a",
            "naam": "a",
            "vraag": "Is a zo?",
            "wie": "aanvrager",
            "soort": "ja_nee",
            "privacy": "gewoon",
            "stuk": False,
            "normen": ["V-1.1"],
        }
    ]
    assert found["oordelen"] == [
        {
            "oordeel": "oordeel_geschikt",
            "naam": "geschikt",
            "vraag": "Is de persoon geschikt?",
            "wie": "klantmanager",
            "soort": "ja_nee",
            "normen": ["V-1.2"],
        }
    ]


def test_a_refusal_lists_every_ground_that_holds_and_asks_nothing(town):
    found = town("Alleen als a.", "Niet als b.", "Alleen als c.").json(a=False, b=True)
    assert [g["normen"] for g in found["gronden"] if g["gevolg"] == "weigert"] == [["V-1.1"], ["V-1.2"]]
    assert found["ontbreekt"] == found["oordelen"] == []
    assert found["samenvatting"] == "Cursus is niet mogelijk (V-1.1, V-1.2)."


def test_an_absent_fact_is_known_and_fails_a_condition(town):
    here = town("Alleen als uren minstens 12 uur per week.", "Niet als a.")
    assert here.outcome(uren=None, a=None) == "geweigerd"
    assert here.outcome(uren=12, a=None) == "toegekend"


@pytest.mark.parametrize(
    ("choice", "outcome"), [(None, "voorgelegd_aan_oordeel"), (True, "geweigerd"), (False, "toegekend")]
)
@pytest.mark.parametrize("effect", ["weigeren", "eindigen"])
def test_a_ground_one_may_use_waits_for_the_choice(town, effect, choice, outcome):
    here = town(f"Mag {effect} als b.")
    given = {} if choice is None else {f"oordeel_toch_{effect}": choice}
    found = here.json(b=True, **given)
    assert found["uitkomst"] == outcome
    if choice is None:
        assert [o["oordeel"] for o in found["oordelen"]] == [f"oordeel_toch_{effect}"]
        assert found["oordelen"][0]["normen"] == ["V-1.1"]


def test_each_choice_names_its_own_grounds(town):
    found = town("Mag weigeren als a.", "Mag eindigen als b.").json(a=True, b=True)
    assert [(o["oordeel"], o["normen"]) for o in found["oordelen"]] == [
        ("oordeel_toch_weigeren", ["V-1.1"]),
        ("oordeel_toch_eindigen", ["V-1.2"]),
    ]


def test_a_ground_one_may_use_never_blocks_while_it_is_unknown(town):
    here = town(MAY, "Mag eindigen als c.", "Eindigt als d.")
    assert here.outcome() == "toegekend"
    assert {g["uitslag"] for g in here.json()["gronden"]} == {"onbekend"}


def test_what_ends_by_itself_ends(town):
    here = town("Eindigt als d.")
    assert here.outcome(d=True) == "geweigerd"
    assert here.json(d=True)["gronden"][0]["gevolg"] == "eindigt"
    assert here.outcome(d=False) == "toegekend"


def test_an_absent_choice_is_no_choice(town):
    assert town(MAY).outcome(b=True, oordeel_toch_weigeren=None) == "voorgelegd_aan_oordeel"


def test_facts_go_before_choices(town):
    here = town("Alleen als a.", MAY)
    assert here.outcome(b=True) == "onvoldoende_gegevens"
    assert here.missing(b=True) == ["a", "oordeel_toch_weigeren"]


def test_a_document_that_is_not_there_is_missing_not_refused(town):
    found = town(NEEDED).json(plan_ondertekend=False)
    assert found["uitkomst"] == "onvoldoende_gegevens"
    (row,) = found["ontbreekt"]
    assert (row["feit"], row["stuk"], row["naam"]) == ("plan_ondertekend", True, "het plan ondertekend is")
    assert town(NEEDED).outcome(plan_ondertekend=True) == "toegekend"
    assert town(NEEDED).missing() == ["plan_ondertekend"]


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"a": False}, []),
        ({"a": None}, []),
        ({"a": True}, ["plan_ondertekend"]),
        ({}, ["a", "plan_ondertekend"]),
        ({"plan_ondertekend": True}, []),
        ({"plan_ondertekend": False}, ["a"]),
    ],
)
def test_a_document_may_be_needed_only_sometimes(town, given, missing):
    assert town("Vereist is dat het plan ondertekend is, als a.").missing(**given) == missing


def test_a_definite_failing_goes_before_a_missing_document(town):
    here = town(NEEDED, "Alleen als a.")
    assert here.outcome(plan_ondertekend=False, a=False) == "geweigerd"
    assert here.missing(plan_ondertekend=False, a=False) == []
    assert here.missing(plan_ondertekend=False) == ["a", "plan_ondertekend"]


def test_what_must_be_submitted_waits_for_a_person(town):
    here = town("Voorleggen als a.")
    assert here.outcome(a=False) == "toegekend"
    assert here.missing() == ["a"]
    found = here.json(a=True)
    assert found["uitkomst"] == "voorgelegd_aan_oordeel"
    assert found["oordelen"] == [
        {
            "oordeel": "",
            "naam": "Voorleggen als a.",
            "vraag": "Voorleggen als a.",
            "wie": "college",
            "soort": "ja_nee",
            "normen": ["V-1.1"],
        }
    ]
    assert found["gronden"][0]["soort"] == "voorleggen"


def test_a_ground_of_not_meeting_the_conditions_of_its_source(town):
    here = town("Alleen als a.", "Mag eindigen als een voorwaarde van deze bron niet vervuld is.")
    assert [g["gevolg"] for g in here.json(a=False)["gronden"]] == ["weigert", "kan_eindigen"]
    assert [g["gevolg"] for g in here.json(a=True)["gronden"]] == ["voldaan", "geen"]
    assert [g["gevolg"] for g in here.json()["gronden"]] == ["open", "geen"]


def test_an_equal_condition_of_two_sources_is_one_that_fails_both(town):
    from tests.reason.towns import source

    more = source(
        "## Artikel 2. Meer\n\n- 1 Over cursus: alleen als a.\n"
        "- 2 Over cursus: mag eindigen als een voorwaarde van deze bron niet vervuld is.",
        id="B",
        rank="beleidsregel",
    )
    found = town("Alleen als a.", files={"b.md": more}).json(a=False)
    assert [(g["normen"], g["gevolg"]) for g in found["gronden"]] == [
        (["V-1.1", "B-2.1"], "weigert"),
        (["B-2.2"], "kan_eindigen"),
    ]


@pytest.mark.parametrize(
    ("running", "outcome"), [(None, "toegekend"), ([], "toegekend"), (["fiets"], "toegekend"), (["baan"], "geweigerd")]
)
def test_what_excludes_each_other(town, running, outcome):
    here = town("Gaat niet samen met baan.", "Gaat samen met fiets.")
    given = {} if running is None else {"lopende_voorzieningen": running}
    found = here.json(**given)
    assert found["uitkomst"] == outcome
    stand = "niet nagegaan" if running is None else "loopt" if "baan" in running else "loopt niet"
    assert found["samenloop"][0] == {
        "met": "baan",
        "soort": "sluit_uit",
        "stand": stand,
        "geldt": "ja",
        "uitleg": "Gaat niet samen met baan.",
        "normen": ["V-1.1"],
    }
    if outcome == "geweigerd":
        assert found["samenvatting"] == "Cursus is niet mogelijk naast baan."
        assert found["keerpunt"]["naar"] == []


def test_what_excludes_each_other_only_under_a_condition(town):
    here = town("Gaat niet samen met baan als a.")
    assert here.outcome(lopende_voorzieningen=["baan"], a=True) == "geweigerd"
    assert here.outcome(lopende_voorzieningen=["baan"], a=False) == "toegekend"
    assert here.json(lopende_voorzieningen=["baan"], a=False)["samenloop"] == []
    assert here.missing(lopende_voorzieningen=["baan"]) == ["a"]
    assert here.missing(lopende_voorzieningen=["fiets"]) == []


def test_hardship_is_recorded_and_never_changes_the_outcome(town):
    here = town("Alleen als a.", "Het college mag afwijken ten gunste als b.")
    for given, sort in (
        ({}, "afwijking_mogelijk"),
        ({"b": True}, "afwijking_mogelijk"),
        ({"b": True, "oordeel_toch_afwijken": True}, "afwijking_toegepast"),
        ({"b": False, "oordeel_toch_afwijken": True}, "afwijking_mogelijk"),
    ):
        found = here.json(a=False, **given)
        assert found["uitkomst"] == "geweigerd"
        assert [k["soort"] for k in found["kanttekeningen"]] == [sort]
    assert found["kanttekeningen"][0]["tekst"] == "Het college mag afwijken ten gunste als b."


def test_every_kind_of_ground_has_its_name(town):
    here = town("Alleen als a.", "Niet als b.", "Mag weigeren als c.", "Mag eindigen als c.", "Eindigt als d.", NEEDED)
    assert [g["soort"] for g in here.json()["gronden"]] == [
        "voorwaarde",
        "weigeringsgrond",
        "stuk",
        "mag_weigeren",
        "mag_eindigen",
        "eindigingsgrond",
    ]


def test_what_an_official_let_be_needs_no_second_choice_about_the_same_facts(town):
    here = town("Mag weigeren als b.", "Mag eindigen als b.", "Mag eindigen als c.")
    assert here.outcome(b=True, c=False, oordeel_toch_weigeren=False) == "toegekend"
    assert here.outcome(b=True, c=False, oordeel_toch_eindigen=False) == "toegekend"
    assert here.missing(b=True, c=True, oordeel_toch_weigeren=False) == ["oordeel_toch_eindigen"]


def test_a_condition_is_idle_when_what_it_hangs_on_is_absent(town):
    here = town("Alleen als a, voor zover b.")
    assert here.outcome(a=False, b=None) == here.outcome(a=False, b=False) == "toegekend"
    assert here.outcome(a=False, b=True) == "geweigerd"

"""What goes with an outcome: reasons, deadlines, duties, documents, remarks, and the three axes of time."""

from datetime import date

import pytest
from tests.reason.towns import Town, article, source

SINCE = {"begindatum": "2025-06-02"}


def step(here, name, **given):
    return next(t for t in here.json(**given)["termijnen"] if t["naam"] == name)


def test_a_ground_tells_its_sentence_place_facts_and_tree(town):
    here = town("Alleen als uren minstens 12 uur per week.\n  U werkt minstens 12 uur.")
    (ground,) = here.json(uren=15)["gronden"]
    assert ground == {
        "normen": ["V-1.1"],
        "soort": "voorwaarde",
        "uitslag": "ja",
        "gevolg": "voldaan",
        "uitleg": "U werkt minstens 12 uur.",
        "zin": "Alleen als uren minstens 12 uur per week.",
        "feiten": [{"feit": "uren", "naam": "uren", "waarde": 15, "weergave": "15 uur per week"}],
        "plaats": "Regels V, artikel 1, lid 1",
        "boom": {
            "tekst": "uren minstens 12 uur per week",
            "uitslag": "ja",
            "waarde": "ja",
            "kinderen": [{"tekst": "uren", "uitslag": "bekend", "waarde": "15 uur per week", "kinderen": []}],
        },
    }
    (ground,) = here.json()["gronden"]
    assert ground["feiten"] == [{"feit": "uren", "naam": "uren", "waarde": None, "weergave": "onbekend"}]
    assert ground["boom"]["kinderen"][0]["uitslag"] == "onbekend"


def test_facts_in_json_are_as_they_are_given(town):
    here = town(
        "Alleen als loonwaarde hoogstens 50 %.",
        "Alleen als loon hoogstens € 10.",
        "Alleen als doelen omvat taal.",
        "Alleen als begindatum na 1 mei 2025.",
        "Alleen als aantal dagen in ziekteperioden hoogstens 9 dagen.",
        "Alleen als bij een taak geldt (zwaar) of som over taken van (aandeel) hoogstens 1 %.",
        "Alleen als burgerservicenummer is bekend.",
    )
    given = {
        "loonwaarde": "12.5",
        "loon": "9.50",
        "doelen": ["taal"],
        "begindatum": "2025-05-02",
        "ziekteperioden": [{"van": "2025-05-02", "tot_en_met": "2025-05-03"}],
        "taken": [{"aandeel": 30, "zwaar": True, "loon_taak": "1.00", "sinds": "2025-01-01", "taaknaam": None}],
    }
    found = here.json(**given, burgerservicenummer="999900006")
    shown = {f["feit"]: f["waarde"] for g in found["gronden"] for f in g["feiten"]}
    assert shown == {**given, "burgerservicenummer": "*****0006"}


def test_the_tree_takes_definitions_apart_once(town):
    here = town(
        "Leeftijd betekent jaren van geboortedatum tot begindatum.",
        "Alleen als leeftijd minstens 18 jaar en leeftijd hoogstens 60 jaar.",
    )
    given = {"geboortedatum": "2000-01-01", **SINCE}
    one, two = here.json(**given)["gronden"][0]["boom"]["kinderen"]
    (age,) = one["kinderen"]
    assert (age["tekst"], age["waarde"], age["normen"]) == ("leeftijd", "25 jaar", ["V-1.1"])
    assert [k["tekst"] for k in age["kinderen"][0]["kinderen"]] == ["geboortedatum", "begindatum"]
    assert two["kinderen"][0]["kinderen"] == []
    (ground,) = here.json(**given)["gronden"]
    assert [f["feit"] for f in ground["feiten"]] == ["geboortedatum", "begindatum"]


def test_the_tree_takes_a_list_apart_per_record(town):
    here = town("Alleen als som over taken met (zwaar) van (aandeel + aandeel) hoogstens 90 %.")
    tree = here.json(taken=[{"zwaar": True, "aandeel": 30}, {"zwaar": False}, {"zwaar": True}, {}])["gronden"][0][
        "boom"
    ]
    rows = tree["kinderen"][0]["kinderen"]
    assert [(r["tekst"], r["uitslag"], r["waarde"]) for r in rows] == [
        ("taak 1", "bekend", "60 %"),
        ("taak 2", "nee", None),
        ("taak 3", "onbekend", None),
        ("taak 4", "onbekend", None),
    ]
    assert [k["tekst"] for k in rows[0]["kinderen"]] == ["zwaar", "aandeel + aandeel"]
    assert rows[0]["kinderen"][1]["kinderen"][0]["waarde"] == "30 %"
    assert [k["tekst"] for k in rows[1]["kinderen"]] == ["zwaar"]
    every = town("Alleen als bij elke taak geldt (zwaar).").json(taken=[{"zwaar": True}, {"zwaar": False}])["gronden"][
        0
    ]
    assert [(r["uitslag"], r["waarde"]) for r in every["boom"]["kinderen"]] == [("ja", "ja"), ("nee", "nee")]
    count = town("Alleen als aantal taken is 2.").json(taken=[{}, {}])["gronden"][0]["boom"]
    assert [r["tekst"] for r in count["kinderen"][0]["kinderen"]] == ["taak 1", "taak 2"]
    assert here.json()["gronden"][0]["boom"]["kinderen"][0]["kinderen"] == []


def test_the_tree_of_a_long_list_stops(town):
    tree = town("Alleen als aantal taken minstens 2.").json(taken=[{}] * 150)["gronden"][0]["boom"]
    assert len(tree["kinderen"][0]["kinderen"]) == 100


def test_the_tree_of_a_table_shows_its_keys_and_the_cell_that_was_read(town):
    text = "Tabel bedrag naar soort:\n\n| soort | bedrag |\n|---|---|\n| rood | kosten × 2 |\n| elk | € 1 |\n"
    here = town(text, "Bedrag a bedraagt bedrag, afgerond op centen.", "Alleen als bedrag meer dan € 0.")
    found = here.amount("bedrag_a", soort="rood", kosten=3)["boom"]
    assert found["tekst"] == "bedrag, afgerond op centen"
    assert [k["tekst"] for k in found["kinderen"]] == ["soort", "kosten × 2"]
    assert [k["tekst"] for k in here.amount("bedrag_a", soort="blauw")["boom"]["kinderen"]] == ["soort"]
    facts = here.json(soort="rood", kosten=3)["gronden"][0]["feiten"]
    assert [f["feit"] for f in facts] == ["soort", "kosten"]


def test_a_judgement_in_the_tree(town):
    here = town("Alleen als naar oordeel (geschikt en nuttig).", "Alleen als naar oordeel nuttig.")
    one, two = (g["boom"] for g in here.json(oordeel_geschikt=True)["gronden"])
    assert one["uitslag"] == "oordeel"
    assert [k["uitslag"] for k in one["kinderen"][0]["kinderen"]] == ["ja", "oordeel"]
    assert two["kinderen"] == []


def test_a_tree_has_a_deepest_level(town):
    lines = [f"Naam {chr(97 + n)}{chr(97 + n)} betekent naam {chr(98 + n)}{chr(98 + n)} + 1." for n in range(16)]
    here = town(*lines, "Naam qq betekent getal.", "Alleen als naam aa meer dan 3.")
    tree = here.json(getal=1)["gronden"][0]["boom"]
    depth = 0
    while tree["kinderen"]:
        tree, depth = tree["kinderen"][0], depth + 1
    assert depth == 12


# Deadlines and duties ------------------------------------------------------------------------------------------------


def test_a_condition_that_sets_a_last_day(town):
    here = town(
        "Alleen als aanvraagdatum binnen 4 weken na begindatum.",
        "Alleen als aanvraagdatum vóór geboortedatum.",
        "Alleen als aanvraagdatum minstens 5 werkdagen vóór begindatum.",
        "Alleen als niet aanvraagdatum binnen 1 week na begindatum.",
        "Niet als aanvraagdatum uiterlijk op begindatum.",
        "Alleen als aanvraagdatum vóór 1 juli 2030.",
        "Mag weigeren als aanvraagdatum binnen 9 weken na begindatum.",
        "Alleen als loon hoogstens kosten.",
    )
    found = [t for t in here.json(begindatum="2025-06-02")["termijnen"] if t["soort"] == "uiterste_datum"]
    assert [(t["naam"], t["datum"], t["uitleg"], t["normen"]) for t in found] == [
        ("uiterste_aanvraagdatum", "2025-06-30", "Aanvraagdatum: uiterlijk op deze dag.", ["V-1.1"]),
        ("uiterste_aanvraagdatum", None, "Aanvraagdatum: vóór deze dag.", ["V-1.2"]),
        ("uiterste_aanvraagdatum", "2025-05-22", "Aanvraagdatum: uiterlijk op deze dag.", ["V-1.3"]),
    ]
    assert found[1]["ontbreekt"] == ["geboortedatum"]


def test_in_time_on_the_last_day_and_not_a_day_later(town):
    here = town("Alleen als aanvraagdatum binnen 4 weken na begindatum.")
    assert here.outcome(aanvraagdatum="2025-06-30", **SINCE) == "toegekend"
    assert here.outcome(aanvraagdatum="2025-07-01", **SINCE) == "geweigerd"


@pytest.mark.parametrize(
    ("term", "day"),
    [
        ("binnen 4 weken na begindatum", "2025-06-30"),
        ("binnen 1 maand na begindatum", "2025-07-02"),
        ("binnen 5 werkdagen na begindatum", "2025-06-10"),
        ("minstens 5 werkdagen vóór begindatum", "2025-05-22"),
        ("minstens 2 weken vóór begindatum", "2025-05-19"),
        ("vóór begindatum", "2025-06-01"),
        ("na begindatum", "2025-06-02"),
        ("vanaf begindatum", "2025-06-02"),
        ("op begindatum", "2025-06-02"),
        ("uiterlijk op begindatum", "2025-06-02"),
        ("binnen 24 uur na begindatum", None),
    ],
)
def test_the_day_of_a_duty(town, term, day):
    here = town(f"Het college moet besluit bekendmaken {term}.")
    assert here.json(**SINCE)["plichten"][0]["termijn"] == day
    found = step(here, "besluit_bekendmaken", **SINCE)
    assert (found["datum"], found["wie"], found["handeling"]) == (day, "college", "besluit bekendmaken")
    assert step(here, "besluit_bekendmaken")["ontbreekt"] == ["begindatum"]
    assert step(here, "besluit_bekendmaken", begindatum=None)["datum"] is None


def test_hours_give_no_day_but_are_told(town):
    found = step(
        town("Het college moet besluit bekendmaken binnen 24 uur na begindatum."), "besluit_bekendmaken", **SINCE
    )
    assert found["voorbehoud"] == "De termijn is 24 uur; een dag volgt daar niet uit."


@pytest.mark.parametrize(("rank", "day"), [("wet", "2025-06-10"), ("verordening", "2025-06-09")])
def test_national_law_shifts_to_a_working_day_and_an_ordinance_does_not(tmp_path, rank, day):
    """9 June 2025 is Whit Monday."""
    rules = article("Het college moet besluit bekendmaken binnen 1 week na begindatum.")
    here = Town(tmp_path, {"v.md": source(rules, rank=rank)})
    found = here.json(**SINCE)["plichten"][0]
    assert found["termijn"] == day
    assert bool(found["toelichting"]) is (rank == "wet")


def test_a_day_of_which_the_holidays_are_not_known(tmp_path):
    rules = article("Het college moet besluit bekendmaken binnen 1 week na begindatum.")
    found = Town(tmp_path, {"v.md": source(rules, rank="wet")}).json(begindatum="1999-12-25")["plichten"][0]
    assert found["termijn"] is None
    assert "2014" in found["toelichting"]


def test_duties_that_do_not_apply_are_left_out(town):
    here = town("De werkgever mag niet uitnodigen, als a.", "Het college moet subsidie vaststellen elke 6 maanden.")
    assert [p["handeling"] for p in here.json(a=False)["plichten"]] == ["subsidie vaststellen"]
    assert [p["handeling"] for p in here.json(a=None)["plichten"]] == ["subsidie vaststellen"]
    one, two = here.json()["plichten"]
    assert (one["modaliteit"], one["geldt"], two["geldt"]) == ("mag_niet", "onbekend", "ja")
    assert step(here, "subsidie_vaststellen")["duur"] == "elke 6 maanden"
    here = town("Het college moet uitnodigen op begindatum, als a.")
    assert [t for t in here.json(a=False)["termijnen"] if t["soort"] == "stap"] == []
    assert step(here, "uitnodigen", a=True, **SINCE)["datum"] == "2025-06-02"


def test_what_a_document_must_hold(town):
    here = town("Beschikking bij toekenning bevat bedrag, ingangsdatum, als a.")
    assert [(p["stuk"], p["onderdeel"], p["vereist"], p["normen"]) for p in here.json(a=True)["inhoud"]] == [
        ("beschikking bij toekenning", "bedrag", "ja", ["V-1.1"]),
        ("beschikking bij toekenning", "ingangsdatum", "ja", ["V-1.1"]),
    ]
    assert {p["vereist"] for p in here.json()["inhoud"]} == {"onbekend"}
    assert {p["vereist"] for p in here.json(a=None)["inhoud"]} == {"nee"}


# Remarks -------------------------------------------------------------------------------------------------------------

REGISTER = """# Register

| rang | register |
|---|---|

## Botsingen

| over | bronnen | geldt | opzij als | waarom | besloten door |
|---|---|---|---|---|---|
| duur | V-1.1, B-2.1 | V-1.1 |  | de verordening gaat voor | jurist |
| a | V-1.2, B-2.2 | V-1.2 | c | a is ruimer | jurist |
| b | V-1.3, B-2.3 | beide |  | samen te lezen | jurist |

## Errata

| plaats | er staat | gelezen als | waarom |
|---|---|---|---|
| V-1.1 | lid 9 | lid 8 | verschrijving |
| V-9.9 | x | y | elders |
"""


def clash(town):
    older = "\n".join(
        [
            "## Artikel 2. Ouder",
            "",
            "- 1 Over cursus: duurt 3 maanden.",
            "- 2 Over cursus: alleen als a.",
            "- 3 Over cursus: niet als b.",
        ]
    )
    return town(
        "Duurt 2 maanden.",
        "Alleen als a of b.",
        "Alleen als niet b, tenzij c.",
        files={"beleid.md": source(older, id="B", rank="beleidsregel"), "register.md": REGISTER},
    )


def test_what_the_register_says_is_told(town):
    here = clash(town)
    found = here.json(a=True, b=False, c=False, begindatum="2025-06-02")
    assert [(k["soort"], k["normen"]) for k in found["kanttekeningen"]] == [
        ("register", ["V-1.1", "B-2.1"]),
        ("register", ["V-1.2", "B-2.2"]),
        ("register", ["V-1.3", "B-2.3"]),
        ("verdrongen", ["B-2.1"]),
        ("erratum", ["V-1.1"]),
    ]
    texts = [k["tekst"] for k in found["kanttekeningen"]]
    assert texts[0] == "duur: de verordening gaat voor Buiten toepassing: B-2.1."
    assert texts[2] == "b: samen te lezen"
    assert texts[3] == "Buiten toepassing: Over cursus: duurt 3 maanden. (de verordening gaat voor)"
    assert texts[4] == "Er staat 'lid 9'; gelezen als 'lid 8'. verschrijving"
    assert next(t["datum"] for t in found["termijnen"] if t["naam"] == "einddatum") == "2025-08-01"


def test_a_norm_is_set_aside_only_when_its_row_holds(town):
    here = clash(town)
    assert here.outcome(a=False, b=False, c=False) == "geweigerd"
    assert here.outcome(a=False, b=True, c=True) == "geweigerd"  # b refuses by B-2.3, which stays
    assert here.missing(a=False, b=False) == []
    (loose,) = [g for g in here.json(a=None, b=False)["gronden"] if g["normen"] == ["B-2.2"]]
    assert loose["gevolg"] == "open"


def test_readings_gaps_and_unconfirmed_figures_are_told(tmp_path):
    rules = article(
        "Reeks maximum:\n\n| vanaf | tot | maximum | zeker |\n|---|---|---|---|\n"
        "| 1 januari 2025 | 1 januari 2026 | € 5 | nee, schatting |\n| 1 januari 2026 | | € 6 | ja |\n",
        "Tabel toeslag naar soort:\n\n| soort | toeslag | zeker |\n|---|---|---|\n| rood | € 1 | nee |\n"
        "| groen | € 2 | nee, oud |\n"
        "| blauw | € 3 | ja |\n",
        "Bedrag bedraagt maximum + toeslag.",
        "Leemte: de tekst zegt niet wat geldt bij ziekte.",
        "Tekst: hier niet.",
    ).replace("Cursus\n", "Cursus\n\n> Lezing: een week is zeven dagen.\n\n> Zo is het besloten.\n", 1)
    here = Town(tmp_path, {"v.md": source(rules)})
    found = here.json(soort="groen")["kanttekeningen"]
    assert [(k["soort"], k["tekst"]) for k in found] == [
        ("leemte", "de tekst zegt niet wat geldt bij ziekte."),
        ("onbevestigd", "Maximum vanaf 1 januari 2025 is niet bevestigd (schatting)."),
        ("onbevestigd", "Toeslag is niet bevestigd (oud)."),
        ("lezing", "een week is zeven dagen."),
        ("lezing", "Zo is het besloten."),
    ]
    later = here.json(on=date(2026, 1, 1), soort="blauw")["kanttekeningen"]
    assert [k["soort"] for k in later] == ["leemte", "lezing", "lezing"]
    assert len([k for k in here.json()["kanttekeningen"] if k["soort"] == "onbevestigd"]) == 3


def test_a_condition_judged_anew_says_how_often(town):
    here = town("Elke 6 maanden opnieuw alleen als a.")
    entry = step(here, "opnieuw_beoordelen", a=True)
    assert (entry["duur"], entry["soort"], entry["normen"]) == ("elke 6 maanden", "stap", ["V-1.1"])

"""What each letter says, to whom, and in which order."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.letters.samples import (
    DECIDED,
    EMPLOYER,
    HEAD,
    OTHER_HELP,
    PERSON,
    SENT,
    SUBSIDY_WRITTEN,
    WRITTEN,
    coaching_refused,
    every_letter,
    facts_missing,
    sender,
    trial_placement,
    wage_subsidy,
    wage_subsidy_refused,
)

from trede.letters import Letter, LetterError, LetterKind, Table, compose, derive_kind, suggest_answer_by


def letter(provision: dict[str, Any], **more: Any) -> Letter:
    given: dict[str, Any] = {"addressee": PERSON, "sender": sender()}
    return compose(provision, HEAD, **(given | more))


def section(made: Letter, heading: str) -> str:
    """The text under a heading, tables as cells with bars."""
    text = made.text().replace("\xa0", " ")
    after = text.split(f"\n\n{heading}\n\n", 1)[1]
    later = [part.heading for part in made.sections]
    for name in later[later.index(heading) + 1 :]:
        after = after.split(f"\n\n{name}\n\n", 1)[0]
    return after


def test_a_grant_tells_decision_reasons_amounts_period_and_duties() -> None:
    made = every_letter()["grant employer"]
    assert made.subject == "U krijgt de voorziening tijdelijke loonkostensubsidie"
    assert [part.heading for part in made.sections] == [
        "Ons besluit", "Waarom wij zo besluiten", "Het bedrag", "Hoe lang dit duurt", "Hoe lang en hoe vaak",
        "Wanneer wij betalen", "Wat u moet doen", "Waarop dit besluit rust", "Bent u het niet eens met dit besluit?",
        "Hebt u vragen?",
    ]  # fmt: skip
    assert section(made, "Ons besluit").startswith("Wij geven u de voorziening tijdelijke loonkostensubsidie.")
    assert "- De baan is voor minstens 16 uur per week." in section(made, "Waarom wij zo besluiten")
    assert "Eerste half jaar | € 1.165,26 | 6 maanden" in section(made, "Het bedrag")
    assert section(made, "Hoe lang dit duurt").startswith("Dit geldt van 1 juni 2025 tot en met 31 mei 2026.")
    assert "- U moet de baan minstens 12 maanden aanhouden." in section(made, "Wat u moet doen")
    assert "sturen, uiterlijk op 15 december 2025." in section(made, "Wat u moet doen")
    assert "subsidie vaststellen" not in made.text()
    why = section(made, "Waarom wij zo besluiten")
    assert why.endswith("Wij hebben geen reden gevonden om het niet te geven.")
    assert "wordt al vergoed" not in why
    assert "Verordening 2023, artikel 11, lid 5 | Niet als andere vergoeding." in made.text()
    assert "Wij keken naar de regels die golden op 1 juni 2025." in section(made, "Waarop dit besluit rust")


def test_the_same_grant_told_to_the_employee() -> None:
    made = letter(wage_subsidy(), addressee=PERSON, extra=SUBSIDY_WRITTEN)
    assert made.subject == "Uw werkgever krijgt de voorziening tijdelijke loonkostensubsidie"
    assert "Uw werkgever moet de baan minstens 12 maanden aanhouden." in made.text()
    assert "Uw werkgever krijgt deze bedragen:" in made.text()


def test_a_provision_for_a_person_told_to_the_employer() -> None:
    made = letter(trial_placement(), addressee=EMPLOYER, extra=WRITTEN)
    assert made.subject == "Uw werknemer krijgt een proefplaats"
    assert "U mag niet uw taken veranderen." in made.text()


def test_facts_are_shown_to_the_person_only() -> None:
    assert "Uitkering | algemene bijstand" in letter(trial_placement(), addressee=PERSON).text()
    shown = letter(trial_placement(), addressee=EMPLOYER)
    assert "Van welke gegevens wij uitgaan" not in [part.heading for part in shown.sections]


def test_a_power_is_told_as_a_choice_of_the_official() -> None:
    decided = letter(trial_placement(), decided=DECIDED)
    assert "Wij hebben ervoor gekozen om het te doen." in decided.text()
    assert "Beslis of u de voorziening verleent." not in decided.text()
    draft = letter(trial_placement())
    assert "De medewerker beslist nog of wij het doen." in draft.text()
    assert "Beslis of u de voorziening verleent." in draft.text()
    bound = letter(trial_placement() | {"modaliteit": "moet"})
    assert "Dan moeten wij het geven." in bound.text()
    assert "ervoor gekozen" not in bound.text()
    assert "Beslis" not in bound.text()


def test_a_refusal_gives_every_ground_with_its_place() -> None:
    made = every_letter()["refusal person"]
    assert made.subject == "U krijgt geen jobcoach"
    why = section(made, "Waarom wij zo besluiten")
    assert "- Het UWV kan deze hulp ook geven. (Verordening 2023, artikel 3, lid 1, onder a)" in why
    unmet, barred = why.split("Om deze reden geven wij het niet:")
    assert unmet.startswith("Aan deze regel is niet voldaan:\n\n- De aanvraag komt binnen 4 weken na de start")
    assert "UWV" in barred
    chosen = why.split("daarvoor gekozen:")[1]
    assert "De hulp brengt werk niet dichterbij." in chosen
    assert "een jobcoach van het UWV" in section(made, "Deze hulp gaat voor")
    assert "Wat u moet doen" not in [part.heading for part in made.sections]


def test_a_ground_that_may_refuse_counts_only_when_chosen() -> None:
    made = letter(coaching_refused(), extra={"naam_voorliggende_voorziening": "een jobcoach"})
    assert "- Beslis of u om deze reden weigert (Verordening 2023, artikel 3, lid 1, onder d): " in made.text()
    assert "daarvoor gekozen" not in made.text()
    single = letter(wage_subsidy_refused(), addressee=EMPLOYER)
    assert "Aan deze regel is niet voldaan:" in single.text()
    assert single.subject.endswith("krijgt de voorziening tijdelijke loonkostensubsidie niet")


def test_a_chosen_ground_must_hold() -> None:
    with pytest.raises(LetterError, match=r"doen zich niet voor: VBS-V-99"):
        letter(coaching_refused(), extra={"gekozen_gronden": ["VBS-V-99"]})


def test_a_refusal_of_what_may_be_granted_on_a_chosen_ground() -> None:
    assessed = trial_placement()
    assessed["gronden"] += [coaching_refused()["gronden"][2]]
    made = letter(assessed, kind="afwijzing", extra={"gekozen_gronden": "VBS-V-3.1.d"})
    assert made.kind is LetterKind.REFUSAL
    assert not [part for part in made.missing() if "eigen_reden" in part]
    assert "daarvoor gekozen" in made.text()


def test_deciding_otherwise_asks_for_a_reason_of_ones_own() -> None:
    granted = letter(coaching_refused(), kind=LetterKind.GRANT)
    assert any("eigen_reden" in part for part in granted.missing())
    told = letter(coaching_refused(), kind=LetterKind.GRANT, extra={"eigen_reden": "u hebt dit nu hard nodig"})
    assert not any("eigen_reden" in part for part in told.missing())
    why = section(told, "Waarom wij zo besluiten")
    assert why == "Wij besluiten anders dan de regels aangeven. Dit is onze reden:\n\nU hebt dit nu hard nodig."
    assert "Verordening 2023, artikel 18, lid 1 | " in section(told, "Waarop dit besluit rust")
    assert "ervoor gekozen" not in told.text()


def test_a_reason_of_ones_own_may_be_added_to_the_rules() -> None:
    made = letter(trial_placement(), extra={"eigen_reden": "De werkgever wil u graag houden"})
    assert section(made, "Waarom wij zo besluiten").startswith("De werkgever wil u graag houden.\n\nWij hebben gekeken")


def test_a_request_asks_each_question_with_who_norm_and_day() -> None:
    made = every_letter()["request person"]
    assert made.subject == "Wij hebben nog gegevens van u nodig"
    assert section(made, "Onze vraag aan u").startswith("Stuur ons deze gegevens uiterlijk op 17 juni 2025.")
    table = made.sections[1].blocks[1]
    assert isinstance(table, Table)
    assert table.rows == (
        ("Wat is de geboortedatum?", "de basisregistratie personen", "Beleidsregels 2017, artikel 20, lid 2"),
        ("Wat staat er in het contract? Stuur ons een kopie.", "uw werkgever", "VBS-V-13.1"),
        ("Afgeronde opleiding.", "school of opleider", "VBS-V-13.2"),
    )
    assert "artikel 4:5 van de Algemene wet bestuursrecht" in section(made, "Als wij de gegevens niet krijgen")
    assert "tot en met 17 juni 2025" in section(made, "Onze termijn staat stil")
    assert "Bent u het niet eens" not in made.text()
    assert "Alleen als leeftijd minstens 18 jaar." in section(made, "Waarom wij dit mogen vragen")


def test_a_request_names_places_and_leaves_out_what_the_official_says() -> None:
    made = letter(
        facts_missing(), addressee=EMPLOYER, extra={"weglaten": ["geboortedatum", "opleiding"]},
        places={"VBS-V-13.1": "Verordening 2023, artikel 13, lid 1"},
    )  # fmt: skip
    table = made.sections[1].blocks[1]
    assert isinstance(table, Table)
    assert table.rows == (
        ("Wat staat er in het contract? Stuur ons een kopie.", "uzelf", "Verordening 2023, artikel 13, lid 1"),
    )
    assert "Waarom wij dit mogen vragen" not in [part.heading for part in made.sections]
    assert "nog kiezen wanneer" in made.text()
    with pytest.raises(LetterError, match="niets over om te vragen"):
        letter(facts_missing(), extra={"weglaten": ["geboortedatum", "opleiding", "arbeidsovereenkomst"]})


def test_the_suggested_day_to_answer_is_moved_to_a_working_day() -> None:
    assert suggest_answer_by(SENT).day == date(2025, 6, 17)
    assert suggest_answer_by(date(2026, 12, 11), weeks=2).day == date(2026, 12, 28)


def test_the_objection_clause_computes_the_last_day() -> None:
    words = section(letter(trial_placement(), made_known=date(2026, 11, 13)), "Bent u het niet eens met dit besluit?")
    assert "binnen zes weken naar het college" in words
    assert "bekendgemaakt op 13 november 2026" in words
    assert "tot en met maandag 28 december 2026" in words
    unsent = section(letter(trial_placement()), "Bent u het niet eens met dit besluit?")
    assert "De zes weken beginnen op de dag nadat wij deze brief hebben verstuurd." in unsent
    assert "tot en met" not in unsent


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({"bezwaar_online": "www.voorbeeldstad.example/bezwaar"}, "U kunt ook online bezwaar maken: www."),
        ({"bezwaar_online": "www.voorbeeldstad.example", "bezwaar_adres": []}, "U maakt online bezwaar: www."),
    ],
)
def test_objecting_online(own: dict[str, Any], said: str) -> None:
    made = letter(trial_placement(), sender=sender(**own))
    assert said in made.text()
    assert not any("bezwaar" in part for part in made.missing())


def test_an_unconfirmed_calendar_or_figure_is_noted_on_the_draft_only() -> None:
    draft = letter(wage_subsidy(), addressee=EMPLOYER, decided=DECIDED, made_known=date(2045, 3, 1))
    notes = [line for line in draft.text().splitlines() if "nog niet bevestigd" in line]
    assert any("werkgeverslasten" in note for note in notes)
    assert len(notes) == 2
    assert "bevestigd" not in every_letter()["grant employer"].text()


def test_no_decision_letter_while_a_judgement_or_fact_is_pending() -> None:
    pending = trial_placement() | {
        "uitkomst": "voorgelegd_aan_oordeel",
        "oordelen": [{"oordeel": "oordeel_x", "naam": "geen verdringing", "vraag": "…", "wie": "klantmanager"}],
    }
    for kind in (None, LetterKind.GRANT, "afwijzing"):
        with pytest.raises(LetterError, match=r"eerst is een oordeel nodig over geen verdringing \(klantmanager\)"):
            letter(pending, kind=kind)
    with pytest.raises(LetterError, match="eerst is een oordeel nodig\\."):
        letter(pending | {"oordelen": []})
    with pytest.raises(LetterError, match="er ontbreken gegevens"):
        letter(facts_missing(), kind=LetterKind.REFUSAL)


def test_kinds_that_cannot_be() -> None:
    with pytest.raises(LetterError, match="geen brief van de soort 'ansichtkaart'"):
        letter(trial_placement(), kind="ansichtkaart")
    with pytest.raises(LetterError, match="geen gegevens die ontbreken"):
        letter(trial_placement(), kind=LetterKind.REQUEST)
    with pytest.raises(LetterError, match="'misschien' is onbekend"):
        letter(trial_placement() | {"uitkomst": "misschien"})
    assert derive_kind(facts_missing()) is LetterKind.REQUEST


def test_an_assessment_that_is_not_whole_is_refused() -> None:
    with pytest.raises(LetterError, match="naam, modaliteit ontbreekt"):
        letter({key: value for key, value in trial_placement().items() if key not in ("naam", "modaliteit")})
    with pytest.raises(LetterError, match="niet volledig: op ontbreekt"):
        compose(trial_placement(), {}, addressee=PERSON, sender=sender())
    with pytest.raises(LetterError, match="op is geen datum: 'gisteren'"):
        compose(trial_placement(), {"op": "gisteren"}, addressee=PERSON, sender=sender())
    with pytest.raises(LetterError, match="voorziening voor aanbieder"):
        letter(trial_placement() | {"ontvanger": "aanbieder"})
    odd: list[dict[str, Any]] = [
        {"wie": "persoon", "modaliteit": "wil", "handeling": "iets doen", "termijn": None, "normen": []}
    ]
    with pytest.raises(LetterError, match="Deze plicht is niet in een brief te zeggen: persoon wil"):
        letter(trial_placement() | {"plichten": odd})


def test_dates_that_cannot_be() -> None:
    with pytest.raises(LetterError, match="kan niet al op 1 juni 2025 bekend"):
        letter(trial_placement(), decided=DECIDED, made_known=date(2025, 6, 1))
    with pytest.raises(LetterError, match="de brief gaat dan pas weg"):
        letter(facts_missing(), made_known=SENT, answer_by=SENT)


@pytest.mark.parametrize(
    ("extra", "terms", "said"),
    [
        ({"ingangsdatum": "2025-06-10"}, False, "Dit begint op 10 juni 2025."),
        ({"einddatum": "2025-08-09"}, False, "Dit geldt tot en met 9 augustus 2025."),
        ({"ingangsdatum": None}, True, "Dit geldt tot en met 9 augustus 2025. Dit duurt 2 maanden."),
        ({"einddatum": "2025-07-01"}, True, "Dit geldt tot en met 1 juli 2025."),
    ],
)
def test_the_period_says_what_is_known(extra: dict[str, Any], terms: bool, said: str) -> None:
    assessed = trial_placement()
    made = letter(assessed if terms else assessed | {"termijnen": []}, extra=extra)
    assert section(made, "Hoe lang dit duurt").startswith(said)


def test_no_period_no_section() -> None:
    made = letter(trial_placement() | {"termijnen": []})
    assert "Hoe lang dit duurt" not in [part.heading for part in made.sections]


def test_amounts_of_other_units_and_without_a_period() -> None:
    amount = {"naam": "uren", "omschrijving": "begeleiding", "bedrag": "24", "eenheid": "uur", "normen": ["X"]}
    made = letter(trial_placement() | {"bedragen": [amount]})
    assert section(made, "Het bedrag") == "U krijgt dit bedrag:\n\nWaarvoor | Bedrag\nBegeleiding | 24 uur"
    mixed = letter(trial_placement() | {"bedragen": [amount, amount | {"periode": "half jaar"}]})
    assert "Begeleiding | 24 uur | –\nBegeleiding | 24 uur | half jaar" in mixed.text()


def test_a_house_without_ways_to_ask_has_no_such_section() -> None:
    made = letter(trial_placement(), sender=sender(telefoon="", openingstijden="", e_mail="", website=""))
    assert "Hebt u vragen?" not in [part.heading for part in made.sections]
    nameless = letter(wage_subsidy_refused(), addressee=EMPLOYER, extra=OTHER_HELP | {"gekozen_gronden": []})
    assert "Houd uw klantnummer bij de hand." in nameless.text()


def test_a_choice_recorded_in_the_facts_is_told_as_a_choice() -> None:
    assessed = coaching_refused()
    assessed["gronden"][2]["gevolg"] = "weigert"
    made = letter(assessed)
    assert "daarvoor gekozen:\n\n- De hulp brengt werk niet dichterbij." in made.text()
    assert "Beslis of u om deze reden" not in made.text()


def test_a_running_provision_that_excludes_is_a_reason() -> None:
    other = {"met": "jobcoaching", "soort": "sluit_uit", "stand": "loopt", "normen": ["VBS-V-9"]}
    told = {**other, "uitleg": "Niet naast een andere jobcoach."}
    made = letter(coaching_refused() | {"gronden": [], "samenloop": [other, told, {**other, "stand": "loopt niet"}]})
    assert section(made, "Waarom wij zo besluiten") == (
        "Om deze redenen geven wij het niet:\n\n"
        "- Dit gaat niet samen met: jobcoaching. (VBS-V-9)\n- Niet naast een andere jobcoach. (VBS-V-9)"
    )
    assert "VBS-V-9 | Niet naast een andere jobcoach." in made.text()


def test_a_deviation_in_the_facts_asks_for_a_reason_too() -> None:
    applied = [{"soort": "afwijking_toegepast", "tekst": "Een medewerker heeft besloten af te wijken.", "normen": []}]
    made = letter(trial_placement() | {"kanttekeningen": applied})
    assert any("eigen_reden" in part for part in made.missing())
    assert "ervoor gekozen" not in made.text()


def test_the_roles_of_a_regulation_are_persons_or_employers() -> None:
    duties: list[dict[str, Any]] = [
        {"wie": "werknemer", "modaliteit": "moet", "handeling": "op_tijd_komen", "termijn": None, "normen": []},
        {"wie": "inlener", "modaliteit": "mag", "handeling": "een proefdag houden", "termijn": None, "normen": []},
        {"wie": "aanvrager", "modaliteit": "mag niet", "handeling": "stoppen", "termijn": None, "normen": []},
        {"wie": "werkgever", "modaliteit": "moet", "handeling": "x", "termijn": None, "normen": [],
         "geldt": "onbekend", "uitleg": "Verhuist u, dan meldt uw werkgever dat"},
        {"wie": "UWV", "modaliteit": "moet", "handeling": "adviseren", "termijn": None, "normen": []},
    ]  # fmt: skip
    made = letter(trial_placement() | {"plichten": duties, "ontvanger": "werknemer"})
    assert section(made, "Wat u moet doen").split("\n\n")[0].splitlines() == [
        "- U moet op tijd komen.",
        "- Uw werkgever mag een proefdag houden.",
        "- U mag niet stoppen.",
        "- Verhuist u, dan meldt uw werkgever dat.",
    ]
    asked = facts_missing()
    asked["ontbreekt"][0]["wie"], asked["ontbreekt"][1]["wie"] = "aanvrager", "UWV"
    table = letter(asked).sections[1].blocks[1]
    assert isinstance(table, Table)
    assert [row[1] for row in table.rows] == ["uw werkgever", "het UWV", "school of opleider"]


def test_dates_and_amounts_as_the_engine_gives_them() -> None:
    terms = [
        {"naam": "begindatum", "soort": "duur", "datum": "2025-04-01", "normen": ["A"], "uitleg": "De eerste dag."},
        {"naam": "meetellen", "soort": "duur", "datum": None, "normen": ["A"], "uitleg": "Ziekte telt niet."},
    ]  # fmt: skip
    hours = {
        "naam": "uren",
        "omschrijving": "uren",
        "bedrag": "0.5",
        "weergave": "50 %",
        "eenheid": "%",
        "normen": ["A"],
    }
    bare = hours | {"weergave": "", "eenheid": None, "bedrag": "3"}
    made = letter(trial_placement() | {"termijnen": terms, "bedragen": [hours, bare]})
    assert section(made, "Hoe lang dit duurt") == "Dit begint op 1 april 2025. Ziekte telt niet."
    assert "Uren | 50 %\nUren | 3" in made.text()
    assert not any("ingangsdatum" in part for part in made.missing())

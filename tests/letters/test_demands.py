"""A letter that lacks a demanded part is refused, with the whole list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.letters.samples import (
    DECIDED,
    EMPLOYER,
    GRANT_DOC,
    HEAD,
    PERSON,
    SENT,
    SUBSIDY_WRITTEN,
    WRITTEN,
    coaching_refused,
    demand,
    every_letter,
    facts_missing,
    sender,
    trial_placement,
    wage_subsidy,
)

from trede.letters import Addressee, LetterError, LetterIncomplete, Sender, compose, render_pdf


def missing(provision: dict[str, Any], **more: Any) -> list[str]:
    base: dict[str, Any] = {"addressee": PERSON, "sender": sender(), "decided": DECIDED}
    return compose(provision, HEAD, **(base | more)).missing()


@pytest.mark.parametrize("name", every_letter())
def test_a_complete_letter_lacks_nothing(name: str) -> None:
    assert every_letter()[name].missing() == []


def test_an_incomplete_letter_is_refused_with_the_whole_list() -> None:
    bare = Sender.from_mapping({"organisatie": "Gemeente Voorbeeldstad"})
    args: dict[str, Any] = {"addressee": Addressee("werkgever", ""), "sender": bare}
    with pytest.raises(LetterIncomplete) as caught:
        compose(wage_subsidy() | {"bedragen": [], "termijnen": [], "gronden": []}, HEAD, draft=False, **args)
    assert caught.value.parts == (
        "de naam van de geadresseerde",
        "het adres van de geadresseerde",
        "de naam van de werknemer om wie het gaat",
        "de datum van het besluit",
        "de redenen van het besluit (Awb 3:46)",
        "de regels waarop het besluit rust (Awb 3:47)",
        "subsidiebedrag (VBS-V-16.1.b)",
        "duur en intensiteit (VBS-V-16.1.c)",
        "ingangsdatum (VBS-V-16.1.d)",
        "het adres voor bezwaar van de afzender: bezwaar_adres of bezwaar_online (Awb 3:45)",
        "het bestuursorgaan waar het bezwaar naartoe gaat: bestuursorgaan (Awb 6:4)",
        "namens wie wordt besloten: mandaat (Awb 10:10)",
        "de naam en functie van wie ondertekent: ondertekenaar en functie",
    )
    assert str(caught.value).startswith("Deze brief kan nog niet weg. Er ontbreekt:\n- de naam van")
    draft = compose(wage_subsidy() | {"bedragen": [], "termijnen": [], "gronden": []}, HEAD, **args)
    assert draft.missing() == list(caught.value.parts)
    assert all(f"Vul aan: {part}." in draft.text() for part in draft.missing())
    assert render_pdf(draft).startswith(b"%PDF")


def test_a_letter_cannot_be_made_final_by_hand_while_it_lacks_parts() -> None:
    draft = compose(trial_placement(), HEAD, addressee=PERSON, sender=sender())
    with pytest.raises(LetterIncomplete):
        replace(draft, draft=False)


def test_article_16_of_a_grant() -> None:
    assert missing(wage_subsidy(), addressee=EMPLOYER, extra=SUBSIDY_WRITTEN) == []
    assert missing(trial_placement()) == ["duur en intensiteit (VBS-V-16.1.c)", "ingangsdatum (VBS-V-16.1.d)"]
    assert missing(trial_placement(), extra=WRITTEN) == []
    other = trial_placement()
    other["inhoud"][3]["vereist"] = other["inhoud"][4]["vereist"] = "ja"
    assert missing(other, extra=WRITTEN) == [
        "reden van afwijking (VBS-V-16.1.e)",
        "andere passende ondersteuning (VBS-V-16.1.f)",
    ]
    said = {"reden_afwijking": "De werkplek was vol.", "andere_ondersteuning": "Ook schuldhulp kan helpen."}
    made = compose(other, HEAD, addressee=PERSON, sender=sender(), extra=WRITTEN | said)
    headings = [part.heading for part in made.sections]
    assert "Waarom wij iets anders geven dan u vroeg" in headings
    assert "Andere hulp die bij u kan passen" in headings
    assert "De werkplek was vol." in made.text()


def test_article_16_of_a_refusal_for_another_provision() -> None:
    assert missing(coaching_refused()) == ["naam van de voorliggende voorziening (VBS-V-16.2)"]
    assert missing(coaching_refused(), extra={"naam van de voorliggende voorziening": "een jobcoach van het UWV"}) == []


def test_an_amount_that_is_not_known_is_lacking() -> None:
    assessed = wage_subsidy()
    assessed["bedragen"][1]["bedrag"] = None
    assert missing(assessed, addressee=EMPLOYER, extra=SUBSIDY_WRITTEN) == ["subsidiebedrag (VBS-V-16.1.b)"]


def test_a_part_that_may_be_demanded_must_be_given_or_set_aside() -> None:
    assessed = trial_placement()
    assessed["inhoud"][3]["vereist"] = "onbekend"
    expected = "reden van afwijking (VBS-V-16.1.e): vul dit in, of zet het bij niet_van_toepassing"
    assert missing(assessed, extra=WRITTEN) == [expected]
    assert missing(assessed, extra=WRITTEN | {"niet_van_toepassing": ["reden van afwijking"]}) == []
    assert missing(assessed, extra=WRITTEN | {"reden_afwijking": "U vroeg iets anders."}) == []


@pytest.mark.parametrize(
    ("words", "lacks"),
    [("einddatum", False), ("duur", False), ("startdatum", True), ("Welke voorziening", False), ("premie", True)],
)
def test_parts_are_recognised_by_their_words(words: str, lacks: bool) -> None:
    assessed = trial_placement() | {"inhoud": [demand("besluit", words, "X")]}
    assert missing(assessed) == ([f"{words} (X)"] if lacks else [])


def test_a_duration_without_an_end_date_fills_duration() -> None:
    assessed = trial_placement() | {
        "inhoud": [demand("beschikking", "duur", "X"), demand("beschikking", "einddatum", "Y")]
    }
    assessed["termijnen"][1]["datum"] = None
    assert missing(assessed) == ["einddatum (Y)"]
    assert missing(assessed, extra={"einddatum": "2025-09-01"}) == []


def test_a_part_of_the_regulations_own_stands_under_its_own_words() -> None:
    assessed = trial_placement() | {"inhoud": [{**demand(GRANT_DOC, "hoogte van de premie", "X"), "normen": []}]}
    assert missing(assessed) == ["hoogte van de premie"]
    made = compose(assessed, HEAD, addressee=PERSON, sender=sender(), extra={"hoogte_premie": "€ 50 per maand"})
    assert "Hoogte van de premie\n\n€ 50 per maand." in made.text()
    free = compose(
        trial_placement() | {"inhoud": []}, HEAD, addressee=PERSON, sender=sender(), extra={"duur": "1 jaar"}
    )
    assert "Duur\n\n1 jaar." in free.text()


def test_every_refusing_ground_needs_its_reason() -> None:
    assessed = coaching_refused()
    assessed["gronden"][1]["uitleg"] = ""
    extra = {"naam_voorliggende_voorziening": "een jobcoach"}
    assert missing(assessed, extra=extra) == ["de redenen van het besluit (Awb 3:46)"]
    assert missing(assessed, extra=extra | {"eigen_reden": "De aanvraag was te laat."}) == []


def test_what_a_request_must_hold() -> None:
    assert missing(facts_missing(), decided=None) == [
        "de datum van de brief",
        "de datum waarop de gegevens binnen moeten zijn (Awb 4:5)",
    ]
    assert missing(facts_missing(), made_known=SENT, answer_by=date(2025, 6, 17), decided=None) == []
    assessed = facts_missing()
    assessed["ontbreekt"][0]["normen"] = []
    assert missing(assessed, answer_by=date(2025, 6, 17)) == ["de regels die de gegevens vragen (Awb 4:2)"]


def test_what_the_official_gives_is_checked_all_at_once() -> None:
    with pytest.raises(LetterError) as caught:
        missing(
            trial_placement(),
            extra={
                "duur_en_intensiteid": "x", "zomaar": "x", "ingangsdatum": "morgen", "gekozen_gronden": 3,
                "niet_van_toepassing": [1], "betaling": 12,
            },
        )  # fmt: skip
    assert str(caught.value).splitlines() == [
        "duur_en_intensiteid: dit onderdeel kent deze brief niet. Bedoelde u 'duur_en_intensiteit'?",
        "zomaar: dit onderdeel kent deze brief niet.",
        "ingangsdatum is geen datum: 'morgen'. Goed is bijvoorbeeld 2025-11-30.",
        "gekozen_gronden: hier hoort een lijst van namen te staan.",
        "niet_van_toepassing: hier hoort een lijst van namen te staan.",
        "betaling: hier hoort een tekst te staan, niet 12.",
    ]
    assert (
        "Wanneer wij betalen"
        not in compose(trial_placement(), HEAD, addressee=PERSON, sender=sender(), extra={"betaling": None}).text()
    )

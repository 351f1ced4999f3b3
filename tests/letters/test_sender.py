"""The sender's data: all errors at once, own texts, and no policy in the code."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest
from tests.letters.samples import HEAD, PERSON, TEST_BSN, sender, trial_placement

import trede.letters
from trede.letters import LetterError, Sender, SenderErrors, compose
from trede.letters.dutch import as_date, join, write_amount
from trede.letters.parties import contrast_with_white
from trede.letters.texts import Texts, kept_words, standard_texts


def test_all_that_is_wrong_comes_at_once() -> None:
    with pytest.raises(SenderErrors) as caught:
        Sender.from_mapping(
            {
                "telefoonn": "1", "zzz": 1, "adres": "Postbus 1", "bezwaar_adres": [1], "telefoon": 20,
                "openingstijden": f"bel {TEST_BSN}", "functie": "x" * 201, "kleur": "#ffff00", "namen": ["x"],
                "teksten": {"kop": {"besluitt": "x", "waarom": " ", "bezwaar": "{lap}"}, "bezwaar": {"datum": "Ooit."}},
            }
        )  # fmt: skip
    assert list(caught.value.errors) == [
        "telefoonn: dit gegeven kent een brief niet. Bedoelde u 'telefoon'?",
        "zzz: dit gegeven kent een brief niet.",
        "bezwaar_adres: hier hoort een lijst van regels te staan.",
        "telefoon: hier hoort een tekst te staan, niet 20.",
        "openingstijden: hierin staat een getal dat voor een BSN doorgaat.",
        "functie: te lang voor een brief, meer dan 200 tekens.",
        "kleur: kies een kleur als #1b3a5c die op wit goed leesbaar is (contrast minstens 4,5).",
        "namen: hier hoort een tabel van naam en tekst te staan.",
        "organisatie: de naam van de organisatie ontbreekt.",
        "teksten: er is geen tekst met de naam 'kop.besluitt'. Bedoelde u 'kop.besluit'?",
        "teksten.kop.waarom: hier hoort een tekst te staan.",
        "teksten.kop.bezwaar: deze invulplek is hier niet bekend: lap.",
        "teksten.bezwaar.datum: hierin moet blijven staan: {uiterlijk}.",
    ]
    assert "De gegevens van de afzender kloppen niet:\n- telefoonn" in str(caught.value)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ({"organisatie": 5}, "organisatie: hier hoort een tekst te staan, niet 5."),
        ({"organisatie": "G", "namen": {"x": ""}}, "namen: elke voorziening hoort een naam te hebben."),
        ({"organisatie": "G", "teksten": "x"}, "teksten: hier hoort een tabel van naam en tekst te staan."),
        ({"organisatie": "G", "teksten": {"qqq": "x"}}, "teksten: er is geen tekst met de naam 'qqq'."),
        ({"organisatie": "G", "kleur": "blauw"}, "kleur: kies een kleur als #1b3a5c"),
        ({"organisatie": "G", "adres": {"straat": "x"}}, "adres: hier hoort een lijst van regels te staan."),
    ],
)
def test_one_thing_wrong(data: dict[str, object], error: str) -> None:
    with pytest.raises(SenderErrors) as caught:
        Sender.from_mapping(data)
    assert len(caught.value.errors) == 1
    assert caught.value.errors[0].startswith(error)


def test_a_municipality_may_use_its_own_words() -> None:
    own = sender(
        kleur="#00695c",
        teksten={
            "besluit": {"toekenning": "{organisatie} geeft {aan_wie} {voorziening}."},
            "kop.besluit": "Dit is het besluit",
            "voorziening": {"zonder_lidwoord": "de regeling {naam}"},
        },
    )
    text = compose(trial_placement(), HEAD, addressee=PERSON, sender=own).text()
    assert "Dit is het besluit\n\nGemeente Voorbeeldstad geeft u een proefplaats." in text
    assert "de regeling" not in text
    assert own.adres == ("Postbus 100", "1234 ZZ Voorbeeldstad")


def test_filled_words_are_never_filled_again() -> None:
    made = compose(
        trial_placement() | {"naam": "{telefoon}", "voorziening": "x"}, HEAD, addressee=PERSON, sender=sender()
    )
    assert made.subject == "U krijgt de voorziening {telefoon}"
    with pytest.raises(KeyError):
        Texts().say("besluit.datum")


def test_the_words_that_must_stay_stand_in_the_standard_texts() -> None:
    texts = standard_texts()
    assert all(word in texts[name] for name, words in kept_words().items() for word in words)
    assert all(isinstance(text, str) and text for text in texts.values())


def test_contrast() -> None:
    assert contrast_with_white("#767676") > 4.5 > contrast_with_white("#777777")


def test_no_words_of_letters_stand_in_the_code() -> None:
    """Only error messages are Dutch sentences in Python; what a letter says stands in templates/."""
    spoken = {text for text in standard_texts().values() if len(text) > 20}
    for file in Path(trede.letters.__file__).parent.glob("*.py"):
        strings = [node.value for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Constant)]
        assert not spoken & {value for value in strings if isinstance(value, str)}, file


def test_no_django() -> None:
    for file in Path(trede.letters.__file__).parent.glob("*.py"):
        assert "django" not in file.read_text(), file


def test_dutch_numbers_and_dates() -> None:
    shown = [write_amount("1165.26", "euro"), write_amount("-5", "euro"), write_amount("1234567.5", "uur"), join([])]
    assert (
        json.dumps(shown, ensure_ascii=False).replace("\xa0", " ") == '["€ 1.165,26", "-€ 5,00", "1.234.567,5 uur", ""]'
    )
    assert write_amount("12.50", "%") == "12,5%"
    for wrong in ("veel", "NaN", "1e999999"):
        with pytest.raises(LetterError):
            write_amount(wrong, "euro")
    with pytest.raises(LetterError, match="niet op hele centen"):
        write_amount("1.005", "euro")
    with pytest.raises(LetterError, match="geen datum"):
        as_date("30-11-2025", "einddatum")


def test_a_flat_table_as_in_a_regime_will_do() -> None:
    made = Sender.from_mapping(
        {
            "organisatie": "Gemeente X",
            "adres": "Plein 1, 0000 XX Stad",
            "bestuursorgaan": "het college",
            "namen.proefplaats": "een proefplaats",
            "teksten.kop.besluit": "Besluit",
            "teksten.kop.waarom": "Waarom",
        }
    )
    assert made.adres == ("Plein 1", "0000 XX Stad")
    assert made.bestuursorgaan == "college"
    assert made.namen == {"proefplaats": "een proefplaats"}
    assert made.words.say("kop.besluit") == "Besluit"
    with pytest.raises(SenderErrors, match="namen: hier hoort een tabel"):
        Sender.from_mapping({"organisatie": "G", "namen": "x", "namen.proefplaats": "een proefplaats"})

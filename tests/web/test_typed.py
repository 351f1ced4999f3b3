"""Typed Dutch text becomes a JSON value or one clear sentence."""

from __future__ import annotations

import pytest

from trede.web import typed
from trede.web.typed import Unreadable


@pytest.mark.parametrize(
    "text",
    [
        "5-5-2005",
        "05-05-2005",
        "5/5/2005",
        "5.5.2005",
        "5 5 2005",
        "5 mei 2005",
        " 5  Mei 2005 ",
        "2005-05-05",
        "2005-5-5",
    ],
)
def test_dates(text: str) -> None:
    assert typed.read_date(text) == "2005-05-05"


def test_short_months_and_leap_days() -> None:
    assert typed.read_date("29 feb. 2024") == "2024-02-29"
    assert typed.read_date("1 sept 2024") == "2024-09-01"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("30-2-2023", "30 februari 2023 bestaat niet: februari 2023 heeft 28 dagen."),
        ("2023-02-30", "30 februari 2023 bestaat niet: februari 2023 heeft 28 dagen."),
        ("0-1-2023", "0 januari 2023 bestaat niet"),
        ("1-13-2023", "Maand 13 bestaat niet."),
        ("1 maert 2023", "De maand 'maert' bestaat niet."),
        ("5-5-05", "Schrijf het jaar met vier cijfers"),
        ("5-5-1492", "Het jaar 1492 kan niet kloppen."),
        ("gisteren", "Dit is geen datum."),
        ("", "Dit is geen datum."),
        ("١-١-٢٠٢٠", "Dit is geen datum."),
    ],
)
def test_impossible_dates(text: str, said: str) -> None:
    with pytest.raises(Unreadable) as error:
        typed.read_date(text)
    assert str(error.value).startswith(said)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("24", None, 24),
        ("7,5", None, "7.5"),
        ("7.5", None, "7.5"),
        ("1.234", None, 1234),
        ("1.234,56", None, "1234.56"),
        ("-3", None, -3),
        ("−3", None, -3),
        ("80 %", "%", 80),
        ("80%", None, 80),
        ("24 uur per week", "uur per week", 24),
        ("24 uur", "uur per week", 24),
        ("€ 10,-", None, 10),
        ("10,00", None, 10),
        ("100", None, 100),
    ],
)
def test_numbers(text: str, unit: str | None, value: int | str) -> None:
    assert typed.read_number(text, unit) == value


@pytest.mark.parametrize(
    "text", ["", "NaN", "inf", "Infinity", "1e5", "1,2,3", "1.23.4", "veel", "%", "12 maanden", "9" * 30, "--1", "١"]
)
def test_no_numbers(text: str) -> None:
    with pytest.raises(Unreadable, match="Dit is geen getal"):
        typed.read_number(text, "uur")


def test_amounts() -> None:
    assert typed.read_amount("€ 1.165,26") == "1165.26"
    assert typed.read_amount("1500 euro") == "1500.00"
    with pytest.raises(Unreadable, match="twee cijfers achter de komma"):
        typed.read_amount("1,234")


def test_facts() -> None:
    assert typed.read_facts('{"a": 1, "b": 2.50, "c": null}') == {"a": 1, "b": "2.50", "c": None}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "geen geldige JSON: op regel 1, teken 2"),
        ('{"a": NaN}', "'NaN' is geen waarde"),
        ('{"a": Infinity}', "'Infinity' is geen waarde"),
        ('{"a": 1, "a": 2}', "staat er twee keer in"),
        ("[1]", "Begin met {"),
        ("[" * 100_000, "te diep genest"),
        (" " * 300_000, "te groot"),
    ],
)
def test_facts_that_cannot_be_read(text: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        typed.read_facts(text)

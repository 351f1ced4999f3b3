"""Whatever stands in a name or a text, it is only ever text; and a citizen service number never gets into a letter."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.nl import bsn
from tests.letters.pdf_reader import read_pdf
from tests.letters.samples import EMPLOYER, HEAD, PERSON, TEST_BSN, WRITTEN, sender, trial_placement, wage_subsidy

from trede.letters import Addressee, Letter, LetterError, SenderErrors, compose, render_pdf
from trede.letters.safety import clean, holds_bsn

HOSTILE = [
    '#import "x.typ": *',
    "#panic()",
    "$x^2$ @label <label>",
    r"C:\new\table \u{1F600}",
    "*vet* _schuin_ `code` = kop",
    "// weg /* weg */",
    "\"aanhaling\" 'enkel' “krul”",
    '#read("/etc/passwd")',
    "{naam} {0} %s ${jndi}",
    "<b>vet</b> &amp;",
    "]#[",
    "a" * 200,
    "Wilhelmina-" * 18,
    "Łukasz Şahin Čapek Ñandú Ǿ",
    "שלום עולם",
    "محمد",
    "e\u0301e\u0301n",
]


def letter_for(name: str) -> Letter:
    addressee = replace(PERSON, name=name)
    return compose(trial_placement(), HEAD, addressee=addressee, sender=sender(), extra={"eigen_reden": name})


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_shown_as_it_is(text: str) -> None:
    read = read_pdf(render_pdf(letter_for(text)))
    assert read.problems == []
    shown = "".join("".join(read.lines()).replace("\u200b", "").split()).lower()
    if not re.search("[\u0590-\u06ff]", text):  # right-to-left text is stored in the order in which it is drawn
        assert shown.count("".join(clean(text).lower().split())) >= 2


def test_signs_that_hide_or_turn_text_are_dropped() -> None:
    letter = letter_for("Sanne\u202e de\u200b\u00ad\x00 Vries\n\u2066BV")
    assert letter.addressee.name == "Sanne de Vries BV"
    assert "Sanne de Vries BV" in letter.text()


@pytest.mark.parametrize("sign", ["\ue000", "\ud800", "\U000e0fff"])
def test_signs_without_meaning_are_refused(sign: str) -> None:
    with pytest.raises(LetterError, match=f"U\\+{ord(sign):04X}"):
        letter_for(f"Jan {sign}")


@pytest.mark.parametrize("sign", ["王", "😀"])
def test_signs_without_a_shape_are_named(sign: str) -> None:
    with pytest.raises(LetterError, match=f"U\\+{ord(sign):04X}"):
        render_pdf(letter_for(f"Jan {sign}"))


@given(st.text(st.characters(max_codepoint=0x24F), max_size=60))
@settings(max_examples=40, deadline=None)
def test_any_latin_text_gives_a_valid_letter(text: str) -> None:
    if holds_bsn(text):
        return
    try:
        data = render_pdf(letter_for(text or "x"))
    except LetterError as error:
        data, message = b"", str(error)
    assert read_pdf(data).problems == [] if data else "tekens" in message


@pytest.mark.parametrize("written", [TEST_BSN, "9999.00.006", "9999 00 006", "nr 999900006.", "\uff19\uff1999-00-006"])
def test_a_bsn_is_refused_wherever_it_stands(written: str) -> None:
    for case in (
        lambda: Addressee("persoon", "S. de Vries", client_number=written),
        lambda: Addressee("persoon", f"S. de Vries {written}"),
        lambda: replace(EMPLOYER, about=written),
        lambda: compose(wage_subsidy(), HEAD, addressee=replace(PERSON, lines=(written,)), sender=sender()),
        lambda: compose(wage_subsidy(), HEAD, addressee=PERSON, sender=sender(), extra={"betaling": written}),
    ):
        with pytest.raises(LetterError, match="BSN") as caught:
            case()
        assert TEST_BSN not in str(caught.value)
    with pytest.raises(SenderErrors, match=r"telefoon.*BSN"):
        sender(telefoon=written)


def test_a_bsn_in_a_reason_or_hidden_by_signs_is_refused() -> None:
    assessed = trial_placement()
    assessed["gronden"][0]["uitleg"] = f"Dit gaat over {TEST_BSN}."
    with pytest.raises(LetterError, match="BSN"):
        compose(assessed, HEAD, addressee=PERSON, sender=sender())
    with pytest.raises(LetterError, match="BSN"):
        Addressee("persoon", "Jan", client_number="9999\u200b00006")


def test_in_a_name_or_client_number_any_grouping_is_refused() -> None:
    for written in ("9-99900006", "99 99 00 00 6", "999900-006"):
        with pytest.raises(LetterError, match="In het klantnummer staat een burgerservicenummer"):
            replace(PERSON, client_number=written)


@given(st.integers(0, 9999), st.sampled_from(["", " ", ".", "-"]))
def test_every_number_that_passes_the_check_is_found(number: int, between: str) -> None:
    digits = f"99990{number:04d}"
    written = between.join([digits[:4], digits[4:6], digits[6:]])
    assert holds_bsn(f"klant {written}, zaak") == bsn.is_valid(digits)


def test_other_numbers_may_stay() -> None:
    for text in (
        "020 123 45 67",
        "06-12345678",
        "+31 20 123 45 67",
        "2025-00007",
        "KvK 12345678",
        "NL91 ABNA 0417 1643 00",
        "2025-00417",
    ):
        assert not holds_bsn(text)
    assert "K-20419" in compose(trial_placement(), HEAD, addressee=PERSON, sender=sender(), extra=WRITTEN).text()


@pytest.mark.parametrize("long", [{"name": "x" * 201}, {"lines": ("x" * 201,)}])
def test_an_overlong_name_or_address_is_refused(long: dict[str, str]) -> None:
    with pytest.raises(LetterError, match="te lang"):
        replace(PERSON, **long)  # type: ignore[arg-type]


def test_an_unknown_kind_of_reader_is_refused() -> None:
    with pytest.raises(LetterError, match="persoon of een werkgever"):
        Addressee("school", "De Brug")  # type: ignore[arg-type]

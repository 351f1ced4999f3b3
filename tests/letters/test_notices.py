"""Messages about the course of an application, and decisions that stop something."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.letters.pdf_reader import read_pdf
from tests.letters.samples import EMPLOYER, sender

from trede.letters import Letter, LetterIncomplete, NoticeKind, compose_notice, measure_letter, render_pdf

SENDER = sender()
DAYS = {"ontvangen": date(2025, 3, 3), "uiterlijk": date(2025, 4, 28), "eerst": date(2025, 4, 28),
        "van": date(2025, 4, 1), "laatste": date(2025, 5, 31)}  # fmt: skip
DECIDING = [kind for kind in NoticeKind if kind.decides]


def notice(kind: NoticeKind, **more: object) -> Letter:
    values: dict[str, object] = {
        "addressee": EMPLOYER, "sender": SENDER, "days": DAYS, "words": {"artikel": "Awb artikel 4:15"},
        "reasons": ["Wij vroegen om een bewijs en kregen dat niet."], "decided": date(2025, 4, 2),
        "made_known": date(2025, 4, 3), "draft": False,
    }  # fmt: skip
    return compose_notice(kind, "proefplaats", "proefplaats", **(values | more))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_message_is_plain_dutch_and_says_its_days(kind: NoticeKind) -> None:
    letter = notice(kind)
    assert letter.missing() == []
    assert measure_letter(letter).problems() == []
    assert "proefplaats" in letter.text()
    assert "2025" in letter.text()
    assert ("zes weken" in letter.text()) is kind.decides


@pytest.mark.parametrize("kind", DECIDING)
def test_a_decision_names_the_last_day_for_objection_and_its_norms(kind: NoticeKind) -> None:
    letter = notice(kind, norms=[("Verordening, artikel 3, lid 2", "Mag eindigen als het doel is bereikt.")])
    assert "donderdag 15 mei 2025" in letter.text()  # Awb 6:7 and 6:8
    assert "Mag eindigen als het doel is bereikt." in letter.text()


def test_it_becomes_a_pdf() -> None:
    assert read_pdf(render_pdf(notice(NoticeKind.ENDING))).problems == []


def test_what_lacks_keeps_a_final_one_from_being_made() -> None:
    bare = replace(SENDER, bezwaar_adres=(), bezwaar_online="", bestuursorgaan="", mandaat="", ondertekenaar="")
    with pytest.raises(LetterIncomplete) as told:
        notice(NoticeKind.ENDING, sender=bare, addressee=replace(EMPLOYER, name="", lines=()), reasons=(), decided=None)
    assert len(told.value.parts) == 8
    draft = notice(NoticeKind.ENDING, sender=bare, decided=None, made_known=None, draft=True)
    assert "Concept" in draft.text()
    assert "de datum van het besluit" in draft.text()
    assert len(draft.missing()) == 5


def test_a_message_that_decides_nothing_asks_less() -> None:
    bare = replace(SENDER, bezwaar_adres=(), bezwaar_online="", bestuursorgaan="")
    assert notice(NoticeKind.RECEIVED, sender=bare, reasons=(), decided=None).missing() == []

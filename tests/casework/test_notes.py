"""The journal: what was written stays as it was written."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from trede.access.models import AuditEntry
from trede.casework.glance import glance
from trede.casework.models import Dossier, Note
from trede.casework.services import notes
from trede.casework.services.common import Actor, Refused

DAY = date(2026, 2, 2)


def test_a_note_is_kept_and_encrypted(manager: Actor, dossier: Dossier) -> None:
    made = notes.add(manager, dossier, kind="phone", on=DAY, text=" Belde over de afspraak ")
    assert made.text == "Belde over de afspraak"
    assert AuditEntry.objects.get(action="journaal.geschreven").details["soort"] == "phone"
    assert "afspraak" not in AuditEntry.objects.get(action="journaal.geschreven").details_text


def test_everything_wrong_is_told_at_once(manager: Actor, dossier: Dossier) -> None:
    tomorrow = timezone.localdate() + timezone.timedelta(days=1)
    with pytest.raises(Refused) as refused:
        notes.add(manager, dossier, kind="fax", on=tomorrow, text=" ")
    assert {problem.field for problem in refused.value.problems} == {"kind", "on", "text"}
    with pytest.raises(Refused, match="Vul de dag in"):
        notes.add(manager, dossier, kind="talk", on=None, text="x")


def test_what_is_sent_twice_is_written_once(manager: Actor, colleague: Actor, dossier: Dossier) -> None:
    notes.add(manager, dossier, kind="phone", on=DAY, text="Belde.")
    with pytest.raises(Refused, match="staat al in het journaal"):
        notes.add(manager, dossier, kind="phone", on=DAY, text=" Belde. ")
    notes.add(manager, dossier, kind="talk", on=DAY, text="Belde.")
    notes.add(colleague, dossier, kind="phone", on=DAY, text="Belde.")
    assert Note.objects.count() == 3


def test_who_did_not_come_needs_no_words(manager: Actor, dossier: Dossier) -> None:
    assert notes.add(manager, dossier, kind="no_show", on=DAY, text="").text == "Niet verschenen."


def test_the_newest_first_and_by_kind(manager: Actor, dossier: Dossier) -> None:
    notes.add(manager, dossier, kind="talk", on=DAY, text="eerst")
    notes.add(manager, dossier, kind="phone", on=date(2026, 3, 2), text="later")
    notes.add(manager, dossier, kind="talk", on=date(2026, 1, 20), text="vroeger")
    assert [note.text for note in notes.notes(dossier)] == ["later", "eerst", "vroeger"]
    assert [note.text for note in notes.notes(dossier, "talk")] == ["eerst", "vroeger"]
    assert notes.notes(dossier, "onzin").count() == 3
    assert notes.counts(dossier) == {"talk": 2, "phone": 1}


def test_another_municipality_cannot_write(stranger: Actor, dossier: Dossier) -> None:
    with pytest.raises(Refused):
        notes.add(stranger, dossier, kind="talk", on=DAY, text="x")
    assert not Note.objects.exists()


def test_an_empty_dossier_at_a_glance(dossier: Dossier) -> None:
    found = glance(dossier)
    assert (found.intake, found.trajectory, found.plan, found.agreed) == (None, None, None, None)

"""What was typed before the session ended is read back in Dutch, whatever form it was."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import time_machine
from django.test import Client
from django.utils import timezone
from tests.web.conftest import words

import trede.web
from trede.access import kept
from trede.access.models import KeptForm
from trede.casework.models import Dossier, Note
from trede.casework.services.common import Actor
from trede.web.views import kept_words

PACKAGE = Path(trede.web.__file__).parent


def test_every_field_of_a_form_has_a_word() -> None:
    source = "".join(path.read_text() for path in PACKAGE.rglob("*.py"))
    named = set(re.findall(r'\bField\(\s*"([a-z_]+)"', source))
    assert len(named) > 60
    assert named - kept_words.WORDS.keys() == set()


def test_a_note_typed_too_late_is_read_back_and_sent(
    sign_in: Callable[[Actor], Client], manager: Actor, dossier: Dossier
) -> None:
    door = sign_in(manager)
    door.post("/account/gemeente/", {"gemeente": "bollenveld"})
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        door.post(f"/dossiers/{dossier.pk}/journaal/", {"kind": "talk", "on": "12-1-2026", "text": "Veel getypt."})
    form = KeptForm.objects.get()
    door.force_login(manager.user)
    again = sign_in(manager)
    page = words(again.get(f"/aanmelden/verder/{form.pk}/"))
    assert "Soort gesprek Dag 12-1-2026 Tekst Veel getypt." in page
    fields = {"kind": "talk", "on": "12-1-2026", "text": "Veel getypt.", kept.FIELD: str(form.pk)}
    assert again.post(f"/dossiers/{dossier.pk}/journaal/", fields).status_code == 302
    assert Note.objects.get().text == "Veel getypt."
    assert not KeptForm.objects.exists()

"""The frame: who may open a dossier, what it notes, and what a page says when it may not be."""

from __future__ import annotations

from uuid import uuid4

from tests.web.casework.conftest import SignIn
from tests.web.conftest import words

from trede.access.models import AuditEntry, ProcessingEntry
from trede.casework.models import Dossier
from trede.casework.services.common import Actor


def test_the_page_of_ones_own_dossier_is_noted_in_both_logs(sign_in: SignIn, manager: Actor, dossier: Dossier) -> None:
    response = sign_in(manager).get(f"/dossiers/{dossier.pk}/")
    assert response.status_code == 200
    assert "Noor Voorbeeld" in words(response)
    entry = AuditEntry.objects.get(action="dossier.ingezien")
    assert (entry.person, entry.object_id) == (dossier.client_id, str(dossier.pk))
    assert ProcessingEntry.objects.filter(person=dossier.client_id).count() == 1


def test_a_dossier_of_another_is_not_found_and_noted(
    sign_in: SignIn, colleague: Actor, stranger: Actor, dossier: Dossier
) -> None:
    for actor in (colleague, stranger):
        response = sign_in(actor).get(f"/dossiers/{dossier.pk}/")
        assert response.status_code == 404
        assert "Noor" not in words(response)
    assert [entry.result for entry in AuditEntry.objects.filter(action="dossier.niet_zichtbaar")] == ["geweigerd"] * 2
    assert not AuditEntry.objects.filter(action="dossier.ingezien").exists()


def test_a_dossier_that_is_not_there_is_not_found(sign_in: SignIn, manager: Actor) -> None:
    assert sign_in(manager).get(f"/dossiers/{uuid4()}/").status_code == 404

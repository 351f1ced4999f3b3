"""All that casework holds about a person goes into the export, and no table is forgotten."""

from __future__ import annotations

import json
from datetime import date
from uuid import uuid4

from django.apps import apps

from trede.access.exports import export
from trede.casework import exporting
from trede.casework.models import Client, Dossier, Note
from trede.casework.services.common import Actor

NOT_ABOUT_A_PERSON = {"Employer", "Substitution", "CaseTransfer"}


def test_every_table_is_about_a_person_or_known_not_to_be() -> None:
    reached = {model.__name__ for model in exporting.paths()}
    everything = {model.__name__ for model in apps.get_app_config("casework").get_models()}
    assert everything - reached == NOT_ABOUT_A_PERSON


def test_the_export_holds_what_is_encrypted_and_names_no_staff(dossier: Dossier, manager: Actor) -> None:
    Client.objects.filter(pk=dossier.client_id).update(bsn_hash="afdruk")
    client = Client.objects.get(pk=dossier.client_id)
    client.bsn = "999990019"
    client.save()
    Note.objects.create(dossier=dossier, on=date(2026, 2, 1), author=manager.user, text="Wil graag in de tuin werken.")
    found = export(manager.log, client.pk, dossier.municipality, "verzoek")["gegevens"]["casework"]
    assert found["client"][0]["bsn"] == "999990019"
    assert found["note"][0]["text"] == "Wil graag in de tuin werken."
    assert found["dossier"][0]["number"] == "D-000001"
    text = json.dumps(found)
    assert not [word for word in (manager.user.name, str(manager.user.pk), "afdruk") if word in text]


def test_another_person_and_another_municipality_stay_out(dossier: Dossier, manager: Actor, stranger: Actor) -> None:
    other = Client.objects.create(municipality=dossier.municipality, number="K-000002", surname="Ander")
    found = export(manager.log, other.pk, dossier.municipality, "verzoek")["gegevens"]["casework"]
    assert [row["surname"] for row in found["client"]] == ["Ander"]
    assert "dossier" not in found
    assert "casework" not in export(stranger.log, dossier.client_id, stranger.municipality, "verzoek")["gegevens"]
    assert "casework" not in export(manager.log, uuid4(), dossier.municipality, "verzoek")["gegevens"]

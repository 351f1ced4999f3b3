"""The two logs: what is written, and that writers at the same time make one chain."""

from __future__ import annotations

import contextlib
import threading
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from trede.access import audit, chain, demo
from trede.access.models import AuditEntry, AuditHead, ProcessingEntry, Role

KLAAS = audit.Actor("Klaas Voorbeeld", uuid.uuid4(), "klantmanager", "voorbeeldstad")


def dossiers(number: int) -> list[audit.Subject]:
    return [audit.Subject("dossier", str(n), uuid.uuid4()) for n in range(number)]


def follows() -> Iterator[bool]:
    """Does each line stand where the chain puts it?"""
    state = chain.START
    for number, entry in enumerate(AuditEntry.objects.order_by("sequence"), 1):
        before, state = state, chain.after(state, chain.seal(entry))
        yield (entry.sequence, entry.previous, entry.hash) == (number, chain.shown(before), chain.shown(state))
    yield AuditHead.objects.get().state == state


@pytest.mark.django_db
def test_an_act_is_noted_with_who_what_whom_and_why() -> None:
    (dossier,) = dossiers(1)
    audit.record(KLAAS, "dossier.geopend", dossier, "gesprek van vandaag", scherm="plan")
    entry, row = AuditEntry.objects.get(), ProcessingEntry.objects.get()
    assert (entry.actor, entry.actor_name, entry.role) == (KLAAS.user, "Klaas Voorbeeld", "klantmanager")
    assert (entry.action, entry.object_kind, entry.object_id) == ("dossier.geopend", "dossier", "0")
    assert (entry.person, entry.why, entry.details["scherm"]) == (dossier.person, "gesprek van vandaag", "plan")
    assert (row.person, row.status, row.operation) == (dossier.person, "OK", entry.operation)


@pytest.mark.django_db
def test_the_processing_log_names_no_member_of_staff() -> None:
    audit.record(KLAAS, "dossier.geopend", dossiers(1)[0])
    values = [str(value) for value in ProcessingEntry.objects.values().get().values()]
    assert not {KLAAS.name, str(KLAAS.user)} & set(values)


@pytest.mark.django_db
def test_a_page_with_25_people_writes_25_rows_in_one_insert() -> None:
    audit.record(KLAAS, "begin")
    with CaptureQueriesContext(connection) as queries:
        audit.reading(KLAAS, "werkvoorraad", dossiers(25))
    assert ProcessingEntry.objects.count() == 25
    assert len(queries) == 3  # the head of the chain, the line, the rows of the people


@pytest.mark.django_db
def test_a_person_who_stands_twice_on_a_page_counts_once() -> None:
    audit.reading(KLAAS, "werkvoorraad", dossiers(1) * 2)
    assert ProcessingEntry.objects.count() == 1


@pytest.mark.django_db
def test_a_failure_is_a_processing_with_status_error() -> None:
    audit.record(KLAAS, "besluit.verzonden", dossiers(1)[0], result=audit.FAILED)
    assert ProcessingEntry.objects.get().status == "ERROR"


@pytest.mark.django_db(transaction=True)
def test_what_is_undone_leaves_no_gap_in_the_chain() -> None:
    audit.record(KLAAS, "een")
    with contextlib.suppress(ZeroDivisionError), transaction.atomic():
        audit.record(KLAAS, "twee")
        1 / 0
    audit.record(KLAAS, "drie")
    assert all(follows())
    assert AuditEntry.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_without_its_head_the_log_takes_no_more_lines() -> None:
    audit.record(KLAAS, "een")
    AuditHead.objects.all().delete()
    with pytest.raises(audit.LogBroken):
        audit.record(KLAAS, "twee")


@pytest.mark.django_db(transaction=True)
def test_eight_writers_at_once_make_one_chain() -> None:
    def write() -> None:
        try:
            for _ in range(15):
                audit.record(KLAAS, "dossier.geopend", dossiers(1)[0])
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert AuditEntry.objects.count() == ProcessingEntry.objects.count() == 120
    assert all(follows())


@pytest.mark.django_db(transaction=True)
def test_without_a_log_there_is_no_page(client: Any, town: Any) -> None:
    audit.record(KLAAS, "een")
    AuditHead.objects.all().delete()
    client.raise_request_exception = False
    user = demo.demo_users(town)[Role.SUPERVISOR]
    client.force_login(user, backend="trede.access.backend.Backend")
    session = client.session
    session["signed_in_at"] = session["seen_at"] = 4_000_000_000
    session.save()
    for path in ("/auditlog/", "/toezicht/"):
        response = client.get(path)
        assert response.status_code == 500
        assert "Er ging iets mis" in response.content.decode()


@pytest.mark.django_db
def test_a_sign_in_that_failed_is_seen_where_the_account_works(client: Any, town: Any) -> None:
    user = demo.demo_users(town)[Role.SUPERVISOR]
    client.post("/aanmelden/", {"email": user.email, "wachtwoord": "fout"})
    client.post("/aanmelden/", {"email": "niemand@elders.example", "wachtwoord": "fout"})
    found = AuditEntry.objects.filter(action="aanmelding.mislukt").order_by("sequence")
    assert [(row.municipality, row.object_id, row.actor_name) for row in found] == [
        ("voorbeeldstad", str(user.pk), "niet aangemeld"),
        ("", "", "niet aangemeld"),
    ]

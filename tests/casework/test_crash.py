"""Killed at any moment, nothing is half done: a decision and a transfer, a hundred times together."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection, connections
from tests.casework.conftest import staff
from tests.casework.stories import OWN, apply, home, maker, now, persona, reader, record

from trede.access.models import Municipality, Role
from trede.casework.models import Client, Dossier, Task
from trede.casework.services.common import Actor

__all__ = ["home", "maker", "now", "reader"]
ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def crash(what: str, kills: int) -> dict[str, int]:
    """Let the work be killed so many times; what it came to."""
    connections.close_all()
    command = [sys.executable, "-m", "tests.casework.crashing", what, str(kills), "20250331"]
    paths = os.pathsep.join([str(ROOT), *sys.path])
    environment = os.environ | {"TREDE_DATABASE_URL": address(), "PYTHONPATH": paths}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    found: dict[str, int] = json.loads(done.stdout)
    return found


def address() -> str:
    """The database of this test, as another process opens it."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    who = quote(str(given["USER"])) + (f":{quote(given['PASSWORD'])}" if given["PASSWORD"] else "")
    return f"postgresql://{who}@{given['HOST']}:{given['PORT']}/{given['NAME']}"


def dossier_of(maker: Actor, number: int) -> Dossier:
    """One of many like Sara's."""
    person = Client.objects.create(
        municipality=maker.municipality, number=f"K-{number:06d}", first_name="Sara", surname=f"Voorbeeld{number}",
        birth_date=date(1988, 2, 12), street="Verzonnenlaan 7", postcode="0000 XX", city="Voorbeeldstad",
    )  # fmt: skip
    return Dossier.objects.create(
        municipality=maker.municipality, client=person, number=f"D-{number:06d}", case_manager=maker.user,
        surname=person.surname, reported_on=date(2025, 2, 3),
    )  # fmt: skip


def test_a_decision_that_is_killed_is_not_half_done(maker: Actor, reader: Actor, home: Municipality) -> None:
    known = persona(home, "Sara")
    for number in range(1, 13):
        dossier = dossier_of(maker, number)
        record(maker, dossier, known, about_person=True)
        made = apply(maker, dossier)
        rest = {name: value for name, value in known.items() if name not in OWN - {"begindatum"}}
        record(maker, dossier, rest, about_person=False, application=made)
    found = crash("decision", 70)
    assert found["killed"] == 70
    assert found["sent"] >= 1, found


def test_a_transfer_that_is_killed_moves_all_dossiers_or_none(maker: Actor, home: Municipality) -> None:
    staff(home, Role.CASE_MANAGER, "Nora Neemt")
    staff(home, Role.SUPERVISOR, "Tjeerd Leidsman")
    for number in range(1, 41):
        dossier = dossier_of(maker, number)
        Task.objects.create(municipality=home, dossier=dossier, assignee=maker.user, kind="eigen", title="Bel")
    found = crash("transfer", 30)
    assert found["killed"] == 30
    assert found["transfers"] >= found["done"]  # one that is killed after its commit was made too

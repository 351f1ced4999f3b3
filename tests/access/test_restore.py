"""A backup restored into a fresh database: the same rows, what is encrypted opens, and the chain of the log holds."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from django.apps import apps
from django.db import connection

from trede.access import audit, demo
from trede.access.models import Municipality, User
from trede.access.verify import verify
from trede.casework.models import Client
from trede.world.build import build

LOOK = """
import django, json; django.setup()
from django.apps import apps
from trede.casework.models import Client
counts = {model._meta.db_table: model._default_manager.count() for model in apps.get_models()}
print(json.dumps([counts, sorted(Client.objects.values_list("number", "bsn"))]))
"""


@pytest.fixture
def restored(tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Backs up the database of the test into a fresh one and gives its address."""
    name = f"trede_restored_{uuid.uuid4().hex[:8]}"

    def sqlite() -> str:
        with sqlite3.connect(connection.settings_dict["NAME"]) as here, sqlite3.connect(tmp_path / name) as there:
            here.backup(there)
        return f"sqlite:///{tmp_path / name}"

    def postgres() -> str:
        run_sql(f"CREATE DATABASE {name}")
        backup = tmp_path / "backup"
        tool("pg_dump", "--format=custom", f"--file={backup}", address(str(connection.settings_dict["NAME"])))
        tool("pg_restore", "--no-owner", f"--dbname={address(name)}", str(backup))
        return address(name)

    yield postgres if connection.vendor == "postgresql" else sqlite
    if connection.vendor == "postgresql":
        run_sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def address(name: str) -> str:
    """The address of a database beside that of the test."""
    given = connection.settings_dict
    who = quote(str(given["USER"])) + (f":{quote(given['PASSWORD'])}" if given["PASSWORD"] else "")
    return f"postgresql://{who}@{given['HOST']}:{given['PORT']}/{name}"


def run_sql(order: str) -> None:
    import psycopg

    with psycopg.connect(os.environ["TREDE_TEST_DATABASE_URL"], autocommit=True) as server:
        server.execute(order)  # type: ignore[call-overload]


def tool(name: str, *words: str) -> None:
    """A program of PostgreSQL, wherever Debian puts it; without it there is nothing to try."""
    found = [str(path) for path in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))]
    if (program := found[-1] if found else shutil.which(name)) is None:
        pytest.skip(f"{name} is missing: install postgresql (Debian), as .ci/run does")
    subprocess.run([program, *words], check=True, capture_output=True)


@pytest.mark.django_db(transaction=True)
def test_a_restored_backup_has_the_same_rows_and_a_sound_log(restored: Callable[[], str], tmp_path: Path) -> None:
    town = Municipality.objects.create(slug="voorbeeldstad", name="Voorbeeldstad", regime="voorbeeldstad")
    User.objects.make("a@b.example", "A")
    who = audit.Actor("Klaas Voorbeeld", uuid.uuid4(), "klantmanager", town.slug)
    for number in range(20):
        audit.reading(who, "werk.ingezien", [audit.Subject("dossier", str(n), uuid.uuid4()) for n in range(number % 4)])
    build(demo.make([("verhaal", "Verhaalstad", "amstelveen")])[0], 6, 1, date(2026, 3, 2), 25)
    numbers = sorted(Client.objects.values_list("number", "bsn"))
    before = verify()
    counts = {model._meta.db_table: model._default_manager.count() for model in apps.get_models()}

    environment = os.environ | {"TREDE_DATABASE_URL": restored(), "PYTHONPATH": ":".join(sys.path)}
    checked = subprocess.run(
        [sys.executable, "-m", "trede.cli.main", "verify-audit", "--format", "json"],
        env=environment, capture_output=True, text=True,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stderr
    found = json.loads(checked.stdout)
    assert (found["regel"], found["verwerkingen"], found["hash"]) == (20, before.people, before.last_hash)
    counted = subprocess.run([sys.executable, "-c", LOOK], env=environment, capture_output=True, text=True, check=True)
    assert json.loads(counted.stdout) == [counts, [list(row) for row in numbers]]
    assert counts["casework_factversion"] > 100

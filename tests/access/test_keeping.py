"""The commands for who keeps an installation, and the database account of the web application."""

from __future__ import annotations

import json
import stat
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from trede.access import audit, exports, protect
from trede.access.models import AuditEntry, KeptForm, Municipality, ProcessingEntry, User
from trede.access.verify import verify
from trede.cli.main import main

NOOR = uuid.uuid4()


@pytest.fixture
def log(town: Municipality) -> None:
    klaas = audit.Actor("Klaas Voorbeeld", uuid.uuid4(), "klantmanager", town.slug)
    audit.record(klaas, "dossier.geopend", audit.Subject("dossier", "D-1", NOOR), "gesprek van vandaag")
    audit.reading(
        klaas, "werkvoorraad", [audit.Subject("dossier", str(n), p) for n, p in enumerate([NOOR, uuid.uuid4()])]
    )
    elsewhere = audit.Actor("Piet Buurman", uuid.uuid4(), "klantmanager", "elders")
    audit.record(elsewhere, "dossier.geopend", audit.Subject("dossier", "D-1", NOOR), "verhuisd")


# --- verify-audit ----------------------------------------------------------------------------------------------------


def test_a_sound_log_moves_the_checkpoint_on(log: None, tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "punt.json"
    assert main(["verify-audit", "--checkpoint", str(path)]) == 0
    assert capsys.readouterr().out == "3 regels en 4 verwerkingen nagerekend: alles klopt.\n"
    assert json.loads(path.read_text())["regel"] == 3


def test_a_changed_log_says_where_and_leaves_the_checkpoint(log: None, tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "punt.json"
    AuditEntry.objects.filter(pk=2).update(actor_name="Iemand anders")
    assert main(["verify-audit", "--checkpoint", str(path)]) == 1
    assert "regel 2: is veranderd" in capsys.readouterr().out
    assert not path.exists()
    assert main(["verify-audit", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["bevindingen"][0]["regel"] == 2


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"regel": "x", "hash": ""}'])
def test_a_checkpoint_that_is_none_is_refused(log: None, tmp_path: Path, capsys: Any, content: str) -> None:
    path = tmp_path / "punt.json"
    path.write_text(content)
    assert main(["verify-audit", "--checkpoint", str(path)]) == 2
    assert "geen bestand van een eerdere controle" in capsys.readouterr().err
    assert path.read_text() == content


# --- rotate-keys -----------------------------------------------------------------------------------------------------


def test_rotate_keys_says_what_it_did_and_what_it_could_not_read(db: None, settings: Any, capsys: Any) -> None:
    user = User.objects.make("a@b.example", "A")
    KeptForm.objects.create(user=user, path="/", data="tekst")
    settings.DATA_KEYS = f"{protect.new_key()},{settings.DATA_KEYS}"
    assert main(["rotate-keys"]) == 0
    assert "access_keptform.data: 1 opnieuw versleuteld" in capsys.readouterr().out
    settings.DATA_KEYS = protect.new_key()
    assert main(["rotate-keys"]) == 1
    assert "1 niet te lezen" in capsys.readouterr().out


# --- export-subject --------------------------------------------------------------------------------------------------


def test_a_person_gets_all_that_is_held_and_logged_in_that_municipality(
    log: None, tmp_path: Path, capsys: Any, monkeypatch: Any
) -> None:
    monkeypatch.setitem(exports.EXPORTERS, "dossier", lambda person, town: {"nummer": "D-1", "bij": town.slug})
    monkeypatch.setitem(exports.EXPORTERS, "leeg", lambda person, town: None)
    path = tmp_path / "inzage.json"
    order = ["export-subject", str(NOOR), "--municipality", "voorbeeldstad", "--why", "verzoek 12", "--out", str(path)]
    assert main(order) == 0
    found = json.loads(path.read_text())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert found["gegevens"] == {"dossier": {"nummer": "D-1", "bij": "voorbeeldstad"}}
    named = [(item["naam"], item["rol"], item["reden"]) for item in found["verwerkingen"]]
    assert named == [
        ("dossier.geopend", "klantmanager", "gesprek van vandaag"),
        ("werkvoorraad", "klantmanager", ""),
        ("inzage.uitgegeven", "", "verzoek 12"),
    ]
    assert "Klaas" not in path.read_text()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({1: "999990019"}, "geen goed kenmerk"),
        ({3: "nergens"}, "Er zijn: voorbeeldstad"),
        ({7: "/bestaat/niet"}, "niet te schrijven"),
    ],
)
def test_what_is_wrong_with_an_order_is_said_in_a_sentence(
    town: Municipality, tmp_path: Path, capsys: Any, change: dict[int, str], words: str
) -> None:
    order = ["export-subject", str(NOOR), "--municipality", "voorbeeldstad", "--why", "x", "--out", str(tmp_path / "u")]
    assert main([change.get(place, word) for place, word in enumerate(order)]) == 2
    assert words in capsys.readouterr().err


# --- database-roles --------------------------------------------------------------------------------------------------


@pytest.fixture
def role() -> Iterator[str]:
    """The name of an account of this test alone."""
    name = f"trede_web_{uuid.uuid4().hex[:8]}"
    yield name
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"DROP OWNED BY {name}; DROP ROLE {name}")


@pytest.mark.django_db(transaction=True)
def test_the_account_of_the_web_application_adds_to_the_logs_and_cannot_alter_them(role: str, capsys: Any) -> None:
    if connection.vendor != "postgresql":
        assert main(["database-roles", "--role", role]) == 2
        assert "alleen PostgreSQL kent accounts" in capsys.readouterr().err
        return
    for _ in range(2):  # can be done again
        assert main(["database-roles", "--role", role]) == 0
    who = audit.Actor.system("proef")
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {role}")
    try:
        audit.record(who, "iets", audit.Subject("dossier", "1", NOOR))
        assert AuditEntry.objects.count() == ProcessingEntry.objects.count() == 1
        User.objects.make("a@b.example", "A").delete()
        for table in ("access_auditentry", "access_processingentry"):
            for order in ("UPDATE {} SET municipality = 'x'", "DELETE FROM {}", "TRUNCATE {}", "DROP TABLE {}",
                          "ALTER TABLE {} DISABLE TRIGGER ALL"):  # fmt: skip
                refused(order.format(table))
        for order in ("DELETE FROM {}", "TRUNCATE {}", "INSERT INTO {} VALUES (2, 0, '', '')"):
            refused(order.format("access_audithead"))
        refused("DELETE FROM django_migrations")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
    assert verify().findings == []


def refused(order: str) -> None:
    """The database refuses this."""
    with (
        pytest.raises(DatabaseError, match=r"permission denied|must be owner"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(order)


def test_without_tables_a_command_says_so(tmp_path: Path) -> None:
    import os
    import subprocess
    import sys

    url = f"sqlite:///{tmp_path / 'leeg.sqlite3'}"
    done = subprocess.run(
        [sys.executable, "-m", "trede.cli.main", "verify-audit"], capture_output=True, text=True,
        env=os.environ | {"TREDE_DATABASE_URL": url, "PYTHONPATH": ":".join(sys.path)},
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert "de database van TREDE_DATABASE_URL is niet te gebruiken" in done.stderr

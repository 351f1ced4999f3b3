"""Clients that are copied inside PostgreSQL, for `make load`, are whole clients: nothing of one hangs on another."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE = """
import json, os
from bench.load import database
from bench.load.__main__ import settle
database.BASE, database.STORIES, database.FACTS = 20, 4, 20
settle(database.prepare(fresh=False))
import django; django.setup()
database.fill(50)
again = database.fill(50)
from django.apps import apps
from django.db.models import F
from trede.access.models import User
from trede.casework.models import Client, Dossier, FactVersion, Task
from trede.casework.services.tasks import refresh
before = {m.__name__: m._default_manager.count() for m in apps.get_app_config("casework").get_models()}
tasks = list(Task.objects.order_by("pk").values_list("pk", "state", "revision"))
for dossier in Dossier.objects.all():
    refresh(dossier)
print(json.dumps({
    "again": again, "counts": before, "numbers": sorted(Dossier.objects.values_list("number", flat=True)),
    "same": tasks == list(Task.objects.order_by("pk").values_list("pk", "state", "revision")),
    "bsns": Client.objects.exclude(bsn_hash="").count(),
    "managers": Dossier.objects.values("case_manager").distinct().count(),
    "mixed": FactVersion.objects.filter(application__isnull=False).exclude(application__dossier=F("dossier")).count(),
}))
"""


def test_copies_are_whole_clients(postgres_url: str) -> None:
    environment = os.environ | {
        "TREDE_LOAD_DATABASE_URL": postgres_url, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]),
    }  # fmt: skip
    done = subprocess.run([sys.executable, "-c", CODE], env=environment, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["numbers"] == [f"D-{number:06d}" for number in range(1, 61)]
    assert (found["again"], found["bsns"], found["managers"], found["mixed"]) == (60, 20, 3, 0)
    assert found["counts"]["Application"] % 3 == 0
    assert found["counts"]["Application"] > 0
    assert found["same"], "computing the tasks of a copy again changes something"


def test_without_postgresql_it_says_what_to_do() -> None:
    environment = {name: value for name, value in os.environ.items() if not name.endswith("_DATABASE_URL")}
    environment["PYTHONPATH"] = os.pathsep.join([str(ROOT), *sys.path])
    for more, said in (
        ({}, "there is no PostgreSQL"),
        ({"TREDE_LOAD_DATABASE_URL": "sqlite:///x"}, "is no PostgreSQL"),
        ({"TREDE_TEST_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/x"}, "does not answer"),
    ):
        command = [sys.executable, "-m", "bench.load"]
        done = subprocess.run(command, env=environment | more, capture_output=True, text=True, cwd=ROOT)
        assert done.returncode == 2
        assert said in done.stderr
        assert "set TREDE_LOAD_DATABASE_URL" in done.stderr

"""The database of `make load`: made beside that of the tests when none is named, filled once and used again."""

from __future__ import annotations

import os
import sys
from datetime import date
from typing import NoReturn
from urllib.parse import urlsplit, urlunsplit

NAME = "trede_load"
BASE = 2_000  # clients built one by one; the others are copies of them inside the database
STORIES = 60  # of those, who applied and were decided about through the services
FACTS = 20  # recorded of one person at most
REGIME = "amstelveen"
NONE = (
    "set TREDE_LOAD_DATABASE_URL to an empty PostgreSQL database (postgresql://…), or TREDE_TEST_DATABASE_URL to a "
    "server on which a database may be made"
)


def prepare(fresh: bool) -> str:
    """The address of the database, made if it has to be. Leaves with 2, and what to do, when there is no server."""
    import psycopg
    from psycopg import sql

    if named := os.environ.get("TREDE_LOAD_DATABASE_URL"):
        if not named.startswith("postgres"):
            leave("TREDE_LOAD_DATABASE_URL is no PostgreSQL")
        return named
    server = os.environ.get("TREDE_TEST_DATABASE_URL", "")
    if not server:
        leave("there is no PostgreSQL")
    try:
        with psycopg.connect(server, autocommit=True, connect_timeout=10) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone()
            if found and fresh:
                connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(NAME)))
            if fresh or not found:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(NAME)))
    except psycopg.Error as problem:
        leave(f"PostgreSQL does not answer: {str(problem).strip()}")
    return urlunsplit(urlsplit(server)._replace(path=f"/{NAME}"))


def kept_safe() -> str:
    """Which PostgreSQL it is, and how sure it makes that what it accepted is kept."""
    from django.db import connection

    with connection.cursor() as cursor:
        found = []
        for name in ("server_version", "fsync", "synchronous_commit", "shared_buffers"):
            cursor.execute("SELECT current_setting(%s)", [name])
            found.append(cursor.fetchone()[0])
    version, fsync, commit, memory = found
    return f"PostgreSQL {version.split()[0]}, fsync {fsync}, synchronous_commit {commit}, shared_buffers {memory}"


def leave(why: str) -> NoReturn:
    """Nothing can be measured."""
    say(f"{why}; {NONE}.")
    sys.exit(2)


def fill(wanted: int) -> int:
    """Fill up to at least this many dossiers; what is there already stays. Tells how many there are."""
    from django.core.management import call_command
    from django.db import connection

    from bench.load import copies
    from trede.access import demo
    from trede.casework.models import Dossier
    from trede.world.build import build
    from trede.world.stories import tell

    call_command("migrate", verbosity=0, interactive=False)
    town = demo.make([(REGIME, "Invented town", REGIME)])[0]
    there = Dossier.objects.count()
    if there == 0:
        say(f"building {min(BASE, wanted):,} clients")
        build(town, min(BASE, wanted), 1, date.today(), FACTS)
        say(f"letting {STORIES} of them apply")
        tell(town, STORIES, 1, date.today())
        there = Dossier.objects.count()
    if there < wanted:
        copies.fill(wanted, lambda done: say(f"{done:,} of {wanted:,} dossiers"))
        there = Dossier.objects.count()
        say("gathering the statistics of the tables")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    return there


def say(text: str) -> None:
    """What is going on, on the error stream."""
    print(f"load: {text}", file=sys.stderr, flush=True)

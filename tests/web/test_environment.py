"""Settings from the environment."""

from __future__ import annotations

import sqlite3

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from trede.web import environment


def test_the_secret_is_given_made_or_missing() -> None:
    assert environment.secret_key({"TREDE_SECRET_KEY": "geheim"}) == "geheim"
    assert len(environment.secret_key({"TREDE_DEMO": "1"})) > 50
    assert environment.secret_key({"TREDE_DEBUG": "1"}) != environment.secret_key({"TREDE_DEBUG": "1"})
    with pytest.raises(ImproperlyConfigured, match="TREDE_SECRET_KEY"):
        environment.secret_key({})


def test_databases() -> None:
    assert environment.database({"XDG_STATE_HOME": "/staat"})["NAME"] == "/staat/trede/trede.sqlite3"
    assert environment.database({"TREDE_DATABASE_URL": "sqlite:////var/a%20b.db"})["NAME"] == "/var/a b.db"
    assert environment.database({"TREDE_DATABASE_URL": "sqlite://"})["NAME"] == ":memory:"
    postgres = environment.database({"TREDE_DATABASE_URL": "postgres://jan:ge%40heim@db:5433/trede"})
    assert (postgres["USER"], postgres["PASSWORD"], postgres["PORT"], postgres["NAME"]) == (
        "jan",
        "ge@heim",
        "5433",
        "trede",
    )
    with pytest.raises(ImproperlyConfigured, match="mysql"):
        environment.database({"TREDE_DATABASE_URL": "mysql://db/trede"})


def test_the_home_folder_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/thuis")
    assert str(environment.state_folder({})) == "/thuis/.local/state/trede"


def test_sqlite_waits_for_its_turn() -> None:
    options = environment.sqlite(":memory:")["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] >= 10
    with sqlite3.connect(":memory:") as database:
        database.executescript(options["init_command"])
        assert database.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_language_and_sessions() -> None:
    assert (settings.LANGUAGE_CODE, settings.TIME_ZONE) == ("nl", "Europe/Amsterdam")
    assert settings.SESSION_ENGINE.endswith(".db")
    assert settings.SESSION_COOKIE_HTTPONLY
    assert not settings.DEBUG

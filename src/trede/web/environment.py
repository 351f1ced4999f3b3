"""Settings from the environment: secrets, hosts and the database, with one clear sentence when one is wrong."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SQLITE_OPTIONS = {
    # One writer at a time, who waits for its turn instead of failing; readers are never held up.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}


def flag(name: str, environ: Mapping[str, str] = os.environ) -> bool:
    """Is a variable set to 1?"""
    return environ.get(name, "").strip() in {"1", "true", "ja"}


def secret_key(environ: Mapping[str, str] = os.environ) -> str:
    """The secret of the installation; a demo or a developer's run makes its own. Without one, nothing is served."""
    if key := environ.get("TREDE_SECRET_KEY"):
        return key
    if flag("TREDE_DEMO", environ) or flag("TREDE_DEBUG", environ):
        return secrets.token_urlsafe(50)
    raise ImproperlyConfigured("Set TREDE_SECRET_KEY to a long random text (or TREDE_DEMO=1 for a demo).")


def state_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Where a demo keeps its database."""
    base = environ.get("XDG_STATE_HOME")
    return (Path(base) if base else Path.home() / ".local" / "state") / "trede"


def database(environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """The database of `TREDE_DATABASE_URL`.

    >>> database({"TREDE_DATABASE_URL": "postgres://jan:ge%40heim@db:5433/trede"})["HOST"]
    'db'
    """
    url = environ.get("TREDE_DATABASE_URL") or f"sqlite:///{state_folder(environ) / 'trede.sqlite3'}"
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(unquote(parts.path.removeprefix("/")) or ":memory:")
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ImproperlyConfigured(f"TREDE_DATABASE_URL starts with {parts.scheme!r}; use sqlite:///… or postgres://…")


def sqlite(path: str) -> dict[str, Any]:
    """SQLite that two requests can use at once."""
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": path, "OPTIONS": dict(SQLITE_OPTIONS)}

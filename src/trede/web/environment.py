"""Settings from the environment: secrets, hosts and the database, with one clear sentence when one is wrong."""

from __future__ import annotations

import base64
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


def listed(name: str, default: str = "", environ: Mapping[str, str] = os.environ) -> list[str]:
    """The words of a variable, with commas between them."""
    return [word.strip() for word in environ.get(name, default).split(",") if word.strip()]


def secret_key(environ: Mapping[str, str] = os.environ) -> str:
    """The secret of the installation; a demo or a developer's run makes its own. Without one, nothing is served."""
    if key := environ.get("TREDE_SECRET_KEY"):
        return key
    if flag("TREDE_DEMO", environ) or flag("TREDE_DEBUG", environ):
        return secrets.token_urlsafe(50)
    raise ImproperlyConfigured("Zet TREDE_SECRET_KEY op een lange willekeurige tekst (of TREDE_DEMO=1 voor een demo).")


def data_keys(environ: Mapping[str, str] = os.environ) -> str:
    """The keys that encrypt personal data, with commas, the current one first."""
    return environ.get("TREDE_DATA_KEYS") or kept_key("TREDE_DATA_KEYS", environ)


def lookup_key(environ: Mapping[str, str] = os.environ) -> str:
    """The key of the hashes that encrypted data is found by, and of the seal on the audit log. It never changes."""
    return environ.get("TREDE_LOOKUP_KEY") or kept_key("TREDE_LOOKUP_KEY", environ)


def kept_key(name: str, environ: Mapping[str, str]) -> str:
    """The key of a demo, made once and kept beside its database. Elsewhere a missing key stops everything."""
    if not (flag("TREDE_DEMO", environ) or flag("TREDE_DEBUG", environ)):
        how = "python -c 'import base64, os; print(base64.urlsafe_b64encode(os.urandom(32)).decode())'"
        raise ImproperlyConfigured(
            f"Zet {name} op een sleutel van 32 bytes in base64, en bewaar een kopie. Maak er een met: {how}"
        )
    path = state_folder(environ) / f"{name.lower()}.txt"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())
    except FileExistsError:
        pass
    return path.read_text().strip()


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

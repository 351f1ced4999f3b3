"""Fixtures for tests that need PostgreSQL, Chromium or Spark; they say clearly why they skip a test when there is none.

Mark a test `needs_postgres`, `needs_chromium` or `needs_spark`, or ask for a fixture here, which comes to the same:

- `postgres_url`: the address of an empty PostgreSQL database of the test's own, dropped afterwards;
- `browser`, `page`: the system's Chromium and a Dutch page in it that reaches this machine only.
"""

import os
import shutil
import uuid
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest

NO_POSTGRES = "PostgreSQL is missing: set TREDE_TEST_DATABASE_URL, as .ci/run does"
NO_PYSPARK = "pyspark is missing: .venv/bin/python scripts/install.py requirements/spark.txt, as .ci/run does"
NO_JAVA = "Java is missing: install it (Debian: apt-get install default-jre-headless) or set JAVA_HOME"
NO_CHROMIUM = "Chromium is missing: install it (Debian: apt-get install chromium) or set TREDE_CHROMIUM to its path"
FIXTURES = {"postgres_url": "needs_postgres", "browser": "needs_chromium", "page": "needs_chromium"}
DATABASE = {"db", "transactional_db", "django_db_setup"}
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@cache
def no_postgres() -> str | None:
    """Say why there is no PostgreSQL for the tests, or None when there is one."""
    url = os.environ.get("TREDE_TEST_DATABASE_URL")
    if not url:
        return NO_POSTGRES
    import psycopg

    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.Error as error:
        return f"PostgreSQL does not answer at TREDE_TEST_DATABASE_URL: {error}".strip()
    return None


def no_spark() -> str | None:
    """Say why there is no Spark for the tests, or None when there is."""
    if find_spec("pyspark") is None:
        return NO_PYSPARK
    home = os.environ.get("JAVA_HOME")
    return None if shutil.which("java") or (home and (Path(home) / "bin" / "java").is_file()) else NO_JAVA


def chromium_path() -> str | None:
    """Give the path of the system's Chromium, or None."""
    named = os.environ.get("TREDE_CHROMIUM")
    if named:
        return named if Path(named).is_file() else None
    return "/usr/bin/chromium" if Path("/usr/bin/chromium").is_file() else shutil.which("chromium")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give a test that asks for one of the fixtures the marker that goes with it."""
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        for fixture, marker in FIXTURES.items():
            if fixture in asked:
                item.add_marker(marker)
        if asked & DATABASE or item.get_closest_marker("django_db"):
            item.add_marker("uses_database")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip, with the reason, a test whose PostgreSQL, Chromium or Spark is missing."""
    if item.get_closest_marker("needs_postgres") and (why := no_postgres()):
        pytest.skip(why)
    if item.get_closest_marker("needs_spark") and (why := no_spark()):
        pytest.skip(why)
    if item.get_closest_marker("needs_chromium") and chromium_path() is None:
        pytest.skip(NO_CHROMIUM)


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """An empty PostgreSQL database, made for this test and dropped after it."""
    import psycopg
    from psycopg import sql

    server = os.environ["TREDE_TEST_DATABASE_URL"]
    name = f"trede_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The system's Chromium, started once for all tests of a worker."""
    path = chromium_path()
    if path is None:
        pytest.skip(NO_CHROMIUM)
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright's loop runs in this thread; Django sees it
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A fresh page in Dutch; whatever it asks of another machine is refused."""
    context = browser.new_context(locale="nl-NL", timezone_id="Europe/Amsterdam")
    here = ("127.0.0.1", "localhost")
    context.route(lambda url: urlsplit(url).scheme in ("http", "https") and urlsplit(url).hostname not in here, refuse)
    yield context.new_page()
    context.close()


def refuse(route: Any) -> None:
    """Refuse a request."""
    route.abort()

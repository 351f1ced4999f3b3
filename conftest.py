"""What holds for every test and every doctest: Django's settings, how long property tests search, what a skip means.

Four variables of the environment change a run:

- ``TREDE_REQUIRE_ALL=1``: a skipped test fails, as in CI, where everything that the full suite needs is there;
- ``TREDE_HYPOTHESIS``: the profile of the property tests: ``dev`` (the default), ``ci`` (the same examples each time;
  the default when ``CI`` is set), ``fuzz`` (long and random; ``TREDE_FUZZ_EXAMPLES`` sets how many);
- ``TREDE_TEST_DATABASE_URL``: a PostgreSQL on which tests may make databases (see tests/conftest.py);
- ``TREDE_DATABASE_URL``: where Django's own tests run: SQLite unless it names a PostgreSQL; ``make unit`` does both.
"""

import os
import tempfile
import uuid
from collections.abc import Generator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "trede.web.settings",
    "TREDE_SECRET_KEY": "known to all, for tests only",
    "TREDE_HTTPS": "0",
    "TREDE_DATABASE_URL": "sqlite:///:memory:",
    "TREDE_DATA_KEYS": "a" * 43 + "=",
    "TREDE_LOOKUP_KEY": "b" * 43 + "=",
}
FOLDER = tempfile.TemporaryDirectory(prefix="trede-tests-")  # gone when the run is over
REQUIRE_ALL = os.environ.get("TREDE_REQUIRE_ALL") == "1"

LENIENT = [hypothesis.HealthCheck.too_slow, hypothesis.HealthCheck.data_too_large]
hypothesis.settings.register_profile("dev", max_examples=60, deadline=None, suppress_health_check=LENIENT)
hypothesis.settings.register_profile(
    "ci", max_examples=100, deadline=None, derandomize=True, database=None, suppress_health_check=LENIENT
)
hypothesis.settings.register_profile(
    "fuzz",
    max_examples=int(os.environ.get("TREDE_FUZZ_EXAMPLES", "5000")),
    deadline=None,
    print_blob=True,
    suppress_health_check=LENIENT,
)
hypothesis.settings.load_profile(os.environ.get("TREDE_HYPOTHESIS") or ("ci" if os.environ.get("CI") else "dev"))


def own_database(database: dict[str, Any]) -> None:
    """Let each run, and each worker of it, have a test database that no other uses.

    SQLite in a file, from the first moment: a server under test that finds one in memory gives all its threads the same
    connection, and they break it.
    """
    name = f"trede_test_{uuid.uuid4().hex[:12]}"
    if "sqlite" in database["ENGINE"]:
        name = database["NAME"] = str(Path(FOLDER.name) / f"{name}.sqlite3")
    database.setdefault("TEST", {})["NAME"] = name


def start_django() -> str:
    """Point Django at its settings before any other conftest imports a model; what is wrong with them, if anything."""
    for name, value in ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    try:
        import django
        from django.conf import settings

        own_database(settings.DATABASES["default"])
        django.setup()
    except Exception as error:
        if REQUIRE_ALL:
            raise
        del os.environ["DJANGO_SETTINGS_MODULE"]
        return f"Django's settings do not load: {error!r}"
    return ""


WRONG = start_django()


def pytest_configure(config: pytest.Config) -> None:
    """Say that Django's settings do not load; the tests without Django run all the same."""
    if WRONG:
        config.issue_config_time_warning(pytest.PytestWarning(WRONG), 2)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, Any, Any]:
    """Turn a skip into a failure where everything must run."""
    report = yield
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"TREDE_REQUIRE_ALL=1 allows no skip. {why}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, Any, Any]:
    """Turn the skip of a whole module into a failure where everything must run."""
    report = yield
    if REQUIRE_ALL and report.outcome == "skipped":
        report.outcome = "failed"
        report.longrepr = f"TREDE_REQUIRE_ALL=1 allows no skip. {report.longrepr[2]}"
    return report

"""The scaffold itself: the fixtures of conftest.py do what they say, and a skip is a failure where all must run."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]


def test_a_test_gets_an_empty_database_of_its_own(postgres_url: str) -> None:
    import psycopg

    with psycopg.connect(postgres_url) as connection:
        tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
        server = connection.execute("SHOW server_encoding").fetchone()
    assert tables == (0,)
    assert server == ("UTF8",)


def test_a_page_shows_what_it_is_given_and_reaches_no_other_machine(page: Any) -> None:
    page.set_content("<html lang=nl><h1>Trede</h1></html>")
    assert page.inner_text("h1") == "Trede"
    with pytest.raises(Exception, match="ERR_FAILED"):
        page.goto("http://example.invalid/")


@pytest.mark.parametrize(("require_all", "code", "says"), [("0", 0, "1 skipped"), ("1", 1, "allows no skip")])
def test_a_skip_fails_where_all_must_run(tmp_path: Path, require_all: str, code: int, says: str) -> None:
    (tmp_path / "conftest.py").write_text((ROOT / "conftest.py").read_text())
    (tmp_path / "test_it.py").write_text("import pytest\n\ndef test_it():\n    pytest.skip('no reason')\n")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", str(tmp_path)],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "TREDE_REQUIRE_ALL": require_all},
        capture_output=True,
        text=True,
    )
    assert done.returncode == code, done.stdout + done.stderr
    assert says in done.stdout

"""The demo's server: makes its database, answers at once, and a second one beside it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

START = "from trede.web.demo import serve; serve(port=0, open_browser=False)"


def test_the_demo_makes_its_database_and_serves(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("TREDE_", "DJANGO_"))}
    environment |= {"XDG_STATE_HOME": str(tmp_path), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    process = subprocess.Popen([sys.executable, "-c", START], env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        line = next(line for line in process.stdout if not line.startswith("Cliënten verzinnen"))
        assert line.startswith("Trede staat klaar op http://127.0.0.1:")
        address = line.split()[-1]
        with urllib.request.urlopen(address) as page:
            assert "Welke hulp naar werk" in page.read().decode()
        with urllib.request.urlopen(address + "static/web/trede.css") as sheet:
            assert sheet.headers["Content-Type"].startswith("text/css")
        assert (tmp_path / "trede" / "trede.sqlite3").exists()
        process.send_signal(signal.SIGINT)
        assert process.stdout.read().strip().endswith("Gestopt.")
        assert process.wait(10) == 0
    finally:
        process.kill()

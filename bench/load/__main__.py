"""`make load`: case managers at work on a full database, and applications that come in by the second.

Exit codes: 0 every target is met, 1 one is missed or something was lost, 2 there is no PostgreSQL.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.load import database, report

FACT, PROVISION = "arbeidsuren_per_week", "proefplaats"  # of database.REGIME
COUNTERS = 50  # at which applications come in; each has the dossiers of one case manager


def build_parser() -> argparse.ArgumentParser:
    """The options of the command."""
    parser = argparse.ArgumentParser(prog="python -m bench.load", description=__doc__)
    parser.add_argument("--dossiers", type=int, default=200_000, help="how many there must be (default 200 000)")
    parser.add_argument("--users", type=int, default=16, help="case managers at work (default 16)")
    parser.add_argument("--seconds", type=int, default=120, help="how long they are measured (default 120)")
    parser.add_argument("--rate", type=int, default=50, help="applications a second, after that (default 50)")
    parser.add_argument("--burst", type=int, default=30, help="for how many seconds (default 30)")
    parser.add_argument("--workers", type=int, default=4, help="processes of the server (default 4)")
    parser.add_argument("--fresh", action="store_true", help="begin with an empty database")
    parser.add_argument("--markdown", metavar="FILE", help="write the page")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Fill, serve, work, count; and say what came out."""
    asked = build_parser().parse_args(argv)
    settle(database.prepare(asked.fresh))
    import django

    django.setup()
    start = time.monotonic()
    there = database.fill(asked.dossiers)
    filled = time.monotonic() - start
    from bench.load import desks, outcome
    from bench.load.server import serving

    plan = {
        "desks": desks.desks(asked.users + COUNTERS), "each": asked.rate / COUNTERS, "fact": FACT,
        "provision": PROVISION, "mark": f"load {secrets.token_hex(8)}",
    }  # fmt: skip
    before = os.getloadavg()
    with serving(asked.workers) as address:
        plan["address"] = address
        database.say(f"{asked.users} case managers at work for {asked.seconds} s")
        pages = crowd(plan, "CaseManager", asked.users, asked.seconds, warming=20)
        database.say(f"{asked.rate} applications a second for {asked.burst} s")
        burst = crowd(plan, "Counter", COUNTERS, asked.burst, warming=0)
    found = report.Found(
        vars(asked), there, filled, pages, burst, outcome.look(plan["mark"], burst["accepted"]),
        database.kept_safe(), before, os.getloadavg(),
    )  # fmt: skip
    print(report.table(found))
    if asked.markdown:
        Path(asked.markdown).write_text(report.page(found), encoding="utf-8")
    return 0 if report.is_good(found) else 1


def settle(address: str) -> None:
    """The environment of this run and of the server: keys that open what an earlier run wrote."""
    key = base64.urlsafe_b64encode(b"only for make load, nothing more").decode()
    os.environ |= {
        "TREDE_DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "trede.web.settings", "TREDE_HTTPS": "0",
        "TREDE_SECRET_KEY": secrets.token_urlsafe(40), "TREDE_DATA_KEYS": key, "TREDE_LOOKUP_KEY": key,
    }  # fmt: skip


def crowd(plan: dict[str, Any], kind: str, users: int, seconds: int, warming: int) -> dict[str, Any]:
    """Let users of one kind work for so long, in a process of their own; what they measured."""
    with tempfile.TemporaryDirectory() as folder:
        told, result = Path(folder) / "plan.json", Path(folder) / "result.json"
        told.write_text(json.dumps(plan | {"warming": warming}))
        subprocess.run(
            [
                sys.executable, "-m", "locust", "-f", str(Path(__file__).with_name("users.py")), kind, "--headless",
                "--users", str(users), "--spawn-rate", str(users), "--run-time", f"{seconds + warming}s",
                "--host", plan["address"], "--only-summary", "--loglevel", "ERROR", "--stop-timeout", "20",
            ],
            env=os.environ | {
                "TREDE_LOAD_PLAN": str(told), "TREDE_LOAD_RESULT": str(result),
                "PYTHONPATH": os.pathsep.join(part or os.getcwd() for part in sys.path),
            },
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        if not result.exists():
            sys.exit("load: the users measured nothing")
        found: dict[str, Any] = json.loads(result.read_text())
        return found


if __name__ == "__main__":
    sys.exit(main())

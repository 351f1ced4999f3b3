"""Measures whole processes: the start of the command line, and reading and checking every regime from scratch."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.rows import Row, rivals
from bench.timing import Contender, race
from trede.law import Regime, regime_names

MODULE = "import sys; from trede.cli.main import main; sys.exit(main())"
NAMES = {"django": "python -c 'import django'", "admin": "django-admin version", "pass": "python -c pass"}


def run(command: Sequence[str], cache: Path | str, allowed: tuple[int, ...] = (0,)) -> None:
    """Run a process to its end, its output thrown away. RuntimeError when it fails."""
    done = subprocess.run(command, env={**os.environ, "TREDE_CACHE": str(cache)}, capture_output=True)
    if done.returncode not in allowed:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr.decode(errors='replace')[-400:]}")


def trede(*arguments: str) -> list[str]:
    """The command line of Trede, as a user starts it."""
    script = Path(sys.executable).with_name("trede")
    return [str(script), *arguments] if script.is_file() else [sys.executable, "-c", MODULE, *arguments]


def start_rows(regime: Regime, on: str, provision: str, rounds: int) -> list[Row]:
    """`trede assess` as a whole process, with what was read kept (warm) and with an empty cache (cold)."""
    person = ["--person", regime.personas[0].name] if regime.personas else []
    every = trede("assess", regime.name, *person, "--on", on, "--format", "json")
    one = [*every, "--provision", provision]
    with tempfile.TemporaryDirectory() as folder:
        warm = Path(folder) / "warm"
        plain = [sys.executable, "-c"]
        times = race(
            [
                Contender("one", lambda _: run(one, warm), 1),
                Contender("every", lambda _: run(every, warm), 1),
                Contender("cold", lambda _: run(every, tempfile.mkdtemp(dir=folder)), 1),
                Contender("django", lambda _: run([*plain, "import django"], warm), 1),
                Contender("admin", lambda _: run([sys.executable, "-m", "django", "version"], warm), 1),
                Contender("pass", lambda _: run([*plain, "pass"], warm), 1),
            ],
            rounds,
        )
    beside = rivals(times, NAMES)
    shown = f"{regime.name}: the command trede assess, "
    return [
        Row(f"{shown}one provision, warm", times["one"], 500, beside, [f"--provision {provision} --format json"]),
        Row(f"{shown}every provision, warm", times["every"], 500, beside),
        Row(f"{shown}every provision, cold cache", times["cold"], None, beside),
    ]


def check_row(rounds: int) -> Row:
    """`trede check`: every regime read from its files and checked, its examples run, as a whole process."""
    with tempfile.TemporaryDirectory() as folder:
        command = trede("check")
        contender = Contender("check", lambda _: run(command, tempfile.mkdtemp(dir=folder), (0, 1)), 1)
        bare = Contender("pass", lambda _: run([sys.executable, "-c", "pass"], folder), 1)
        times = race([contender, bare], rounds)
    name = f"the command trede check: {len(regime_names())} regimes read, checked, examples run, from scratch"
    return Row(name, times["check"], 3000, rivals(times, {"pass": NAMES["pass"]}), [", ".join(regime_names())])

"""Work that is killed: a process of its own that forks, lets each child take one step, and looks at what is left.

`python -m tests.casework.crashing decision|transfer KILLS SEED` works in the database of TREDE_DATABASE_URL, in the
story of tests/casework/stories.py, and prints how often it killed and how far the work came. A child dies by SIGKILL,
before or after one of its statements, before or after a commit, or at a moment that somebody else chooses.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from random import Random
from typing import Any

import django
import time_machine

MOST_STATEMENTS = 40  # a number above that of some steps, so that these come through
MOST_SECONDS = 0.3


class Killer:
    """Kills its own process at the n-th moment: a statement or a commit, before or after it."""

    def __init__(self, moment: int, after: bool) -> None:
        self.left, self.after = moment, after

    def __call__(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        """Round one statement."""
        self.left -= 1
        if self.left == 0 and not self.after:
            die()
        found = execute(*arguments)
        if self.left == 0:
            die()
        return found

    def commits(self) -> None:
        """Let it also round commits."""
        from django.db import connection

        commit = connection._commit
        connection._commit = lambda: self(commit)  # type: ignore[method-assign]


def die() -> None:
    """As if the power failed."""
    os.kill(os.getpid(), signal.SIGKILL)


def attempt(step: Callable[[], None], random: Random) -> bool:
    """Let a child take a step, and kill it; was it killed before it was ready?"""
    from django.db import connections

    connections.close_all()
    moment, after = random.randint(1, MOST_STATEMENTS), random.random() < 0.5
    delay = random.uniform(0, MOST_SECONDS) if random.random() < 0.3 else None
    child = os.fork()
    if child == 0:
        work(step, Killer(0 if delay is not None else moment, after))
    if delay is not None:
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    if os.waitstatus_to_exitcode(status):
        sys.exit("a step failed that was not killed")
    return False


def work(step: Callable[[], None], killer: Killer) -> None:
    """The life of a child."""
    from django.db import connection

    code = 1
    try:
        connection.ensure_connection()
        killer.commits()
        with connection.execute_wrapper(killer):
            step()
        code = 0
    finally:
        os._exit(code)


def run(what: str, kills: int, seed: int) -> dict[str, int]:
    """Kill so many times; after each, everything must be whole. AssertionError."""
    from tests.casework import whole

    step, check = {
        "decision": (whole.decide, whole.decisions_are_whole),
        "transfer": (whole.hand_over, whole.transfer_is_whole),
    }[what]
    random, killed, done = Random(seed), 0, 0
    while killed < kills:
        if attempt(step, random):
            killed += 1
        else:
            done += 1
        check()
    return {"killed": killed, "done": done} | whole.counts()


def main() -> None:
    """Set up, kill, and say what came of it."""
    what, kills, seed = sys.argv[1:]
    django.setup()
    with time_machine.travel("2025-03-31 09:00+02:00", tick=True):
        print(json.dumps(run(what, int(kills), int(seed))))


if __name__ == "__main__":
    main()

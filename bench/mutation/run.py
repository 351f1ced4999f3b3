"""Tries every change of a regime, on all cores, with progress."""

from __future__ import annotations

import multiprocessing
import os
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TextIO

from bench.mutation.sieve import Sieve, Verdict
from trede.law.cache import load_regime

Task = tuple[int, tuple[int, ...]]
_sieve: Sieve


@dataclass(slots=True)
class Outcome:
    """What became of every change tried in one regime.

    `wrong` counts examples that fail as they stand, `never` the norms that provably never act: both are left out.
    """

    regime: str
    verdicts: list[Verdict]
    examples: int
    cases: int
    wrong: list[str]
    never: list[str]
    seconds: float
    sampled: int | None = None
    possible: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def noticed(self) -> int:
        """The number of changes that were noticed."""
        return sum(bool(v.by) for v in self.verdicts)

    @property
    def share(self) -> float:
        """The part noticed, 0 to 1; nothing to change counts as all noticed."""
        return self.noticed / len(self.verdicts) if self.verdicts else 1.0

    @property
    def survivors(self) -> list[Verdict]:
        """The changes that nobody noticed."""
        return [v for v in self.verdicts if not v.by]


def try_all(name: str, sample: int | None = None, seed: int = 0, workers: int | None = None) -> Outcome:
    """Try the changes of a regime (or `sample` of them, drawn by `seed`). LawErrors, UnknownRegime."""
    start = time.monotonic()
    sieve = Sieve(load_regime(name))
    every = [(place, number) for place in sieve.own for number in range(len(sieve.changes(place)))]
    chosen = every if sample is None or sample >= len(every) else sorted(random.Random(seed).sample(every, sample))
    tasks = _tasks(chosen)
    count = max(1, min(workers or os.cpu_count() or 1, len(tasks)))
    found: list[Verdict] = []
    for verdicts in _results(name, sieve, tasks, count):
        found += verdicts
        _progress(sys.stderr, name, len(found), len(chosen))
    found.sort(key=lambda v: (v.file, v.line, v.norm, v.what, v.said))
    kinds = [case.kind for case in sieve.cases]
    return Outcome(
        name, found, kinds.count("example"), kinds.count("case"), [f"{e.file}:{e.line}: {e.what}" for e in sieve.wrong],
        [f"{n.file}:{n.line} {', '.join(n.citations)}" for n in sieve.never], time.monotonic() - start,
        sample if len(chosen) < len(every) else None, len(every),
    )  # fmt: skip


def _tasks(chosen: list[tuple[int, int]]) -> list[Task]:
    """The changes gathered by norm, so that what one norm needs is worked out once."""
    by_place: dict[int, list[int]] = {}
    for place, number in chosen:
        by_place.setdefault(place, []).append(number)
    return sorted(((p, tuple(n)) for p, n in by_place.items()), key=lambda task: -len(task[1]))


def _results(name: str, sieve: Sieve, tasks: list[Task], count: int) -> Iterator[list[Verdict]]:
    if count == 1:
        yield from (_try(sieve, task) for task in tasks)
        return
    with multiprocessing.get_context("spawn").Pool(count, _start, (name,)) as pool:
        yield from pool.imap_unordered(_work, tasks, chunksize=4)


def _start(name: str) -> None:
    global _sieve
    _sieve = Sieve(load_regime(name))


def _work(task: Task) -> list[Verdict]:
    return _try(_sieve, task)


def _try(sieve: Sieve, task: Task) -> list[Verdict]:
    place, numbers = task
    changes = sieve.changes(place)
    return [sieve.verdict(place, changes[number]) for number in numbers]


def _progress(stream: TextIO, name: str, done: int, of: int) -> None:
    if stream.isatty():
        stream.write(f"\r{name}: {done} of {of} changes tried" + ("\n" if done == of else ""))
        stream.flush()

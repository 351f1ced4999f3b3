"""Remembers which people were seen, so that a second row about the same person is told: sixteen bytes a person."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


class Seen:
    """The keys of the rows so far (a digest of each), sorted, with their lines."""

    def __init__(self) -> None:
        self.runs: list[tuple[Numbers, Numbers]] = []

    def add(self, keys: Sequence[str], lines: Sequence[int]) -> dict[int, int]:
        """Add the keys of some rows; returns, by place, the line on which a key stood before."""
        digests = np.fromiter((digest(key) for key in keys), np.int64, len(keys))
        at = np.asarray(lines, dtype=np.int64)
        order = np.argsort(digests, kind="stable")
        ordered, places = digests[order], at[order]
        first = np.concatenate([np.ones(min(1, len(keys)), bool), ordered[1:] != ordered[:-1]])
        starts = np.maximum.accumulate(np.where(first, np.arange(len(keys)), 0))
        found = {int(order[n]): int(places[starts[n]]) for n in np.flatnonzero(~first)}
        for known, where in self.runs:
            spot = np.searchsorted(known, ordered).clip(max=len(known) - 1)
            for n in np.flatnonzero(known[spot] == ordered):
                found[int(order[n])] = int(where[spot[n]])
        self._keep(ordered[first], places[first])
        return found

    def _keep(self, keys: Numbers, lines: Numbers) -> None:
        """Runs of about the same length become one, so that there are never many."""
        while len(keys) and self.runs and len(self.runs[-1][0]) <= 2 * len(keys):
            known, where = self.runs.pop()
            keys, lines = np.concatenate([known, keys]), np.concatenate([where, lines])
            order = np.argsort(keys, kind="stable")
            keys, lines = keys[order], lines[order]
        if len(keys):
            self.runs.append((keys, lines))


def digest(key: str) -> int:
    """A number of 64 bits for a key; that two keys share one happens once in millions of millions."""
    return int.from_bytes(blake2b(key.encode("utf-8", "replace"), digest_size=8).digest(), "little", signed=True)

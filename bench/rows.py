"""One row of the report: what was measured, what it should be, and how rivals did in the same run."""

from __future__ import annotations

from dataclasses import dataclass, field

from bench.timing import Timing


@dataclass(slots=True)
class Rival:
    """A rival that did the same work in the same run."""

    name: str
    timing: Timing


@dataclass(slots=True)
class Row:
    """A measure: `target` in milliseconds (None: no figure was promised), rivals, and remarks for the reader."""

    name: str
    timing: Timing | None
    target: float | None = None
    rivals: list[Rival] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def met(self) -> bool | None:
        """Is the target met (by the median)? None when there is none, or nothing was measured."""
        if self.target is None or self.timing is None:
            return None
        return self.timing.median <= self.target


def ratio(rival: Rival, own: Timing) -> float:
    """How many times as long the rival takes, by medians."""
    return rival.timing.median / own.median if own.median else float("inf")


def rivals(times: dict[str, Timing], names: dict[str, str]) -> list[Rival]:
    """The contenders in `times` that are rivals: key to shown name."""
    return [Rival(shown, times[key]) for key, shown in names.items() if key in times]

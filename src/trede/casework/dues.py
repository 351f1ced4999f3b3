"""What is due in a dossier: a record per thing that somebody must do by a day, each with its norm.

A *source* is a function of a dossier that gives its dues; every part of casework adds its own to `SOURCES`
(in the module that knows, imported by `casework.apps`). `services.tasks.refresh` turns dues into tasks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from trede.casework.models import Application, Decision, Dossier


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due. `key` names it within the dossier and stays the same when its day moves.

    `norms` are citations, `place` the first of them in words, `note` why the day shifted or under what reserve it
    stands. `role` names who does it when it is not the case manager (a role of `trede.access`).
    """

    key: str
    kind: str
    title: str
    due_on: date | None
    detail: str = ""
    norms: tuple[str, ...] = ()
    place: str = ""
    note: str = ""
    role: str = ""
    application: Application | None = None
    decision: Decision | None = None


Source = Callable[[Dossier], Iterable[Due]]
SOURCES: list[Source] = []


def source(function: Source) -> Source:
    """Register a source of dues."""
    SOURCES.append(function)
    return function


def dues_of(dossier: Dossier) -> Iterator[Due]:
    """Everything that is due in a dossier, from every source."""
    for give in SOURCES:
        yield from give(dossier)

"""The question of a policy officer: this regime, this day, this provision; another figure, or another version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from time import perf_counter
from typing import Any

from trede.insight.crowd import Crowd, crowd
from trede.insight.effect import Effect, Side, sides
from trede.law.cache import load_regime
from trede.law.inforce import law_on
from trede.reason import Facts
from trede.reason.caseload import Caseload, Change, Constant, changeable, prepare, touched
from trede.reason.explain import result_json

THREADS = 2


@dataclass(frozen=True, slots=True)
class Version:
    """A regime on a day, perhaps with changed figures."""

    regime: str
    on: date
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a change does to each provision that it touches, and how long the computing took (milliseconds)."""

    effects: dict[str, Effect]
    missing: tuple[str, ...]
    took: int

    @property
    def crowd(self) -> Crowd:
        """The people."""
        return next(iter(self.effects.values())).crowd


def figures(regime: str, on: date, provision: str) -> list[Constant]:
    """The figures that a provision reads, in the order of its norms. KeyError when it is not in force."""
    return changeable(law_on(load_regime(regime), on), provision)


def ask(before: Version, after: Version, people: int, seed: int, provision: str) -> Answer:
    """Run the provisions that a change touches before and after. NoLawInForce, UnknownProvision, ChangeErrors.

    Two versions of another day or regime are compared on the provision alone, which must be in both.
    """
    names = (provision,)
    if after.changes:  # of the same regime on the same day
        law = law_on(load_regime(before.regime), before.on)
        names = tuple(touched(law, after.changes)) or names
    old = _prepared(before, names)
    new = prepare(load_regime(after.regime), after.on, list(names), changes=after.changes)
    found = crowd(before.regime, before.on, people, seed, frozenset((*old.facts, *new.facts)))
    first = _sides(before, names, people, seed, found)
    start = perf_counter()
    second = dict(sides(new, list(new.stream(found.blocks, THREADS))))
    took = round((perf_counter() - start) * 1000)
    effects = {name: Effect(name, found, first[name], second[name]) for name in names}
    missing = tuple(name for name in new.facts if name not in found.drawing.facts)
    return Answer(effects, missing, took)


@lru_cache(maxsize=16)
def _prepared(version: Version, names: tuple[str, ...]) -> Caseload:
    return prepare(load_regime(version.regime), version.on, list(names), changes=version.changes)


_kept: dict[tuple[Any, ...], dict[str, Side]] = {}


def _sides(version: Version, names: tuple[str, ...], people: int, seed: int, found: Crowd) -> dict[str, Side]:
    """What the version that is left as it is gives; kept for the next move of a slider."""
    key = (version, names, people, seed, tuple(sorted(found.drawing.facts)))
    if key not in _kept:
        while len(_kept) >= THREADS * 4:
            _kept.pop(next(iter(_kept)))
        case = _prepared(version, names)
        _kept[key] = dict(sides(case, list(case.stream(found.blocks, THREADS))))
    return _kept[key]


def one_person(version: Version, provision: str, facts: dict[str, Any]) -> dict[str, Any]:
    """What a version says of one person about a provision, whole (docs/assessment.md)."""
    case = prepare(load_regime(version.regime), version.on, [provision], changes=version.changes)
    usable, _unread = Facts.read_usable(facts, case.regime)
    return result_json(case.compute(usable)[provision])

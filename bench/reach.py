"""`make reach`: is every computable norm reached by a test of the regimes, and seen to come out both ways?

It runs every example and worked case of all regimes and looks at what each norm came to: a condition, a ground, a
document, a duty, a part of a document or a defined yes/no must have been seen to hold and not to hold; an amount
under a condition must have been given and left out; whatever else is computed must have come to a value. What
`tests/regimes/reach_exceptions.csv` names with a reason is left out. Exit codes: 0 all reached, 1 something is not.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tests.regimes import series, worked

from trede.law import norms, regime_names
from trede.law.cache import load_regime
from trede.law.inforce import law_on
from trede.law.kinds import snake
from trede.law.norms import Norm
from trede.law.regime import Regime
from trede.law.types import Typer
from trede.reason.assess import UnknownProvision, find_provision
from trede.reason.deadlines import holds
from trede.reason.examples import run_examples
from trede.reason.facts import Facts
from trede.reason.outcome import Result, compute
from trede.reason.program import program
from trede.reason.values import Unknown

EXCEPTIONS = Path(series.__file__).with_name("reach_exceptions.csv")
BOTH, ONCE = ("ja", "nee"), ("bereikt",)
Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Gap:
    """A norm that no test reaches, or that no test sees to come out one way."""

    norm: str
    form: str
    file: str
    line: int
    what: str
    sentence: str


class Reach:
    """What every norm came to in the tests that were run."""

    def __init__(self) -> None:
        self.seen: dict[Place, set[str]] = defaultdict(set)
        self.alike: dict[tuple[Any, ...], set[str]] = defaultdict(set)

    def note(self, norm: Norm, came_to: str) -> None:
        """A norm came to this; equal conditions of several sources were made one, so each of them did."""
        self.seen[norm.file, norm.line].add(came_to)
        for citation in norm.citations if isinstance(norm, norms.Bound) else ():
            self.alike[citation, norm.expr].add(came_to)

    def of(self, norm: Norm) -> set[str]:
        """All that a norm came to."""
        found = set(self.seen[norm.file, norm.line])
        if isinstance(norm, norms.Bound):
            found |= set().union(*(self.alike[citation, norm.expr] for citation in norm.citations))
        return found

    def run(self, regime: Regime) -> None:
        """Run all examples and worked cases of a regime."""
        for test in (*_examples(regime), *_cases(regime)):
            law = law_on(test.regime, test.on)
            try:
                made = program(law, find_provision(law, test.provision))
            except UnknownProvision:  # a case that wants a provision not to be there
                continue
            self._result(compute(made, Facts.read(test.facts, regime).on(test.on, regime)), test.asked)

    def _result(self, result: Result, asked: tuple[str, ...]) -> None:
        made = result.program
        for ground in result.grounds:
            if ground.effect != "geen" or not isinstance(ground.norm, norms.Bound):
                self._verdict(ground.norm, ground.value)
        given = {amount.norm.name for amount in result.amounts if type(amount.value) is not Unknown}
        for rule in made.amounts:
            assert isinstance(rule.norm, norms.Amount)
            self.note(rule.norm, "ja" if rule.norm.name in given else "nee")
        for rule in (*made.starts, *made.lasts, *made.extends, *made.counts):
            self._verdict(rule.norm, rule.value(result.person), once=True)
        for rule in (*made.extend_ifs, *made.deviates):
            self._verdict(rule.norm, rule.value(result.person))
        for norm in (*made.duties, *made.contents, *(norm for norm, _ in made.concurrence)):
            self.note(norm, holds(norm.when, result))
        for name in asked:
            made.compiler.name(name)(result.person)
        for name, value in {**result.person.general, **result.person.memo}.items():
            if (norm := made.compiler.names.get(name)) is not None:
                self._verdict(norm, value, once=not isinstance(value, bool))

    def _verdict(self, norm: Norm, value: Any, once: bool = False) -> None:
        if type(value) is not Unknown:
            self.note(norm, "bereikt" if once else "ja" if value else "nee")


@dataclass(frozen=True, slots=True)
class Test:
    """A test as it can be run again: the law, a provision, a day, facts, and the names it asks for besides."""

    regime: Regime
    provision: str
    on: date
    facts: dict[str, Any]
    asked: tuple[str, ...] = ()


def _examples(regime: Regime) -> Iterator[Test]:
    words = regime.vocabulary
    for run in run_examples(regime):
        names = (snake(what) for what in run.expected)
        asked = tuple(name for name in names if name in words.derived or name in words.facts)
        yield Test(regime, run.provision, run.on, run.facts, asked)


def _cases(regime: Regime) -> Iterator[Test]:
    for case in worked.read_worked(regime.name):
        law = worked.offering(case, regime)
        yield Test(law, case["voorziening"], date.fromisoformat(case["op"]), case["feiten"])


def wanted(norm: Norm, typer: Typer, figures: set[str]) -> tuple[str, ...]:
    """The ways in which a norm must have been seen to come out; none for what only informs or is a dated figure."""
    match norm:
        case norms.Bound() | norms.Ground() | norms.Submit() | norms.Required() | norms.ExtendIf() | norms.Deviates():
            return BOTH
        case norms.Amount() | norms.Duty() | norms.Contents() | norms.Concurrence():
            return BOTH if norm.when is not None else ("ja",)
        case norms.Definition():
            kind = typer.name(norm.name)
            return BOTH if kind is not None and kind.name == "ja_nee" else ONCE
        case norms.TableNorm():
            return () if figures & set(norm.outputs) else ONCE
        case norms.Starts() | norms.Lasts() | norms.Extends() | norms.Counts():
            return ONCE
        case _:
            return ()


def gaps(names: list[str]) -> list[Gap]:
    """The norms of these regimes' own sources that no test of any regime reaches, or sees come out one way."""
    reach, found = Reach(), []
    read = [load_regime(name) for name in regime_names()]
    for regime in read:
        reach.run(regime)
    for regime in (regime for regime in read if regime.name in names):
        own = {source.id for source in regime.own_sources()}
        typer = Typer(regime.vocabulary, regime.norms)
        figures = {one.name for one in series.read_series(regime.name)}
        for norm in (norm for norm in regime.norms if norm.source in own):
            seen = reach.of(norm)
            if missing := [way for way in wanted(norm, typer, figures) if way not in seen]:
                what = "nooit bereikt" if not seen & {*BOTH, *ONCE} else f"nooit {' of '.join(missing)}"
                form = type(norm).__name__
                found.append(Gap(", ".join(norm.citations), form, norm.file, norm.line, what, norm.sentence))
    return found


def exceptions() -> dict[tuple[str, str, str], str]:
    """What need not be reached, and why: by norm, form and what is missing."""
    with EXCEPTIONS.open(encoding="utf-8", newline="") as file:
        return {(row["norm"], row["form"], row["what"]): row["why"] for row in csv.DictReader(file)}


def main() -> int:
    """Say what is not reached, and what is excepted that need not be."""
    found, excepted = gaps(regime_names()), exceptions()
    keys = {(gap.norm, gap.form, gap.what) for gap in found}
    left = [gap for gap in found if (gap.norm, gap.form, gap.what) not in excepted]
    for gap in left:
        print(f"{gap.file}:{gap.line}: {gap.norm} ({gap.form}) {gap.what}: {gap.sentence}")
    idle = [key for key in excepted if key not in keys]
    for key in idle:
        print(f"{EXCEPTIONS.name}: {', '.join(key)} is wel bereikt.")
    print(f"{len(left)} niet bereikt, {len(excepted)} met reden uitgezonderd.")
    return int(bool(left or idle))


if __name__ == "__main__":
    sys.exit(main())

"""Tries one change: do the tests that can see it come out otherwise, or does the checker speak?

To be quick, a test runs in a copy of the regime that holds only what its provision can read, and only tests
that can read what was changed are run. That this comes to the same as running everything is tested (tests/bench).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from bench.mutation.cases import Case, named, read_by, read_cases
from bench.mutation.changes import Change, changes
from trede.law import norms
from trede.law.check import check_regime
from trede.law.inforce import law_on
from trede.law.norms import Norm
from trede.law.regime import Regime
from trede.law.types import Typer

ABOUT_NOTHING = ("register", "begrippen")
NAMED = (norms.Definition, norms.Amount, norms.TableNorm)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a change; `by` is `example`, `case`, `checker` or empty when nobody noticed."""

    source: str
    file: str
    line: int
    norm: str
    form: str
    what: str
    said: str
    by: str


class Sieve:
    """The own tests and the checker of one regime, ready to try changes on."""

    def __init__(self, regime: Regime) -> None:
        self.regime = regime
        self.typer = Typer(regime.vocabulary, regime.norms)
        self.cases, self.wrong = read_cases(regime)
        self.by_provision: dict[str, list[Case]] = defaultdict(list)
        for case in self.cases:
            self.by_provision[case.provision].append(case)
        self.slices: dict[str, list[int]] = {}
        self.said_before: dict[int, tuple[list[int], set[tuple[str, int]]]] = {}

    # What there is to change ---------------------------------------------------------------------------------------

    @cached_property
    def own(self) -> list[int]:
        """The places in `regime.norms` of the norms of the regime's own sources that act on some day."""
        sources = {s.id for s in self.regime.own_sources()}
        return [i for i, norm in enumerate(self.regime.norms) if norm.source in sources and self._acts(norm)]

    @cached_property
    def never(self) -> list[Norm]:
        """Own norms that provably never act: set aside, or without a day in force."""
        sources = {s.id for s in self.regime.own_sources()}
        return [norm for norm in self.regime.norms if norm.source in sources and not self._acts(norm)]

    def _acts(self, norm: Norm) -> bool:
        source = self.regime.source(norm.source)
        since = max(filter(None, (source.since, norm.since)))
        until = min(filter(None, (source.until, norm.until)), default=None)
        if until is not None and until <= since:
            return False
        losers = {loser for row in self.regime.register for loser in row.losers}
        if not losers & set(norm.citations):
            return True
        days = {day for s in self.regime.sources for day in (s.since, s.until) if day}
        days |= {day for n in self.regime.norms for day in (n.since, n.until) if day}
        inside = sorted(day for day in {*days, since} if since <= day and (until is None or day < until))
        return any(self._kept(norm, day) for day in inside)

    def _kept(self, norm: Norm, day: object) -> bool:
        key = (norm.file, norm.line, norm.citations)
        return any((n.file, n.line, n.citations) == key for n in law_on(self.regime, day).norms)  # type: ignore[arg-type]

    def changes(self, place: int) -> list[Change]:
        """All changes of the norm at a place."""
        return list(changes(self.regime.norms[place], self.typer))

    # Trying one ----------------------------------------------------------------------------------------------------

    def verdict(self, place: int, change: Change) -> Verdict:
        """Try a change of the norm at a place."""
        norm = self.regime.norms[place]
        by = self._test_notices(place, change)
        if not by and self._checker_notices(place, change):
            by = "checker"
        cited = ", ".join(norm.citations) or "-"
        form = type(norm).__name__
        return Verdict(norm.source, norm.file, change.line, cited, form, change.what, change.said, by)

    def _test_notices(self, place: int, change: Change) -> str:
        """The kind of the test that comes out otherwise; empty when none does."""
        relevant = self._relevant(self.regime.norms[place])
        groups: dict[tuple[str, str], list[Case]] = defaultdict(list)
        for case in relevant:
            groups[case.kind, case.provision].append(case)
        order = sorted(groups, key=lambda group: (group[0] == "case", -len(groups[group])))  # an example is quicker
        for kind, provision in order:
            slice_ = self._changed(self._slice(provision), place, change)
            if any(self._fails(slice_, case) for case in groups[kind, provision]):
                return kind
        return ""

    @staticmethod
    def _fails(slice_: Regime, case: Case) -> bool:
        try:
            return case.fails(slice_)
        except Exception:  # a change that breaks the engine is seen by whoever runs the tests
            return True

    def _relevant(self, norm: Norm) -> list[Case]:
        """The tests that can read what a norm says."""
        if gives := set(named(norm)):
            return [case for case in self.cases if gives & case.reads]
        if isinstance(norm, norms.Impossible):
            return [case for case in self.cases if case.facts and self._names_under(read_by(norm)) & case.facts]
        if "*" in norm.provisions:
            return [case for case in self.cases if case.provision]
        return [case for provision in norm.provisions for case in self.by_provision.get(provision, ())]

    def _slice(self, provision: str) -> list[int]:
        """The places of the norms that can matter to a provision, and of those that the register speaks of."""
        if provision not in self.slices:
            signed = {citation for row in self.regime.register for citation in row.norms}
            self.slices[provision] = [
                i
                for i, norm in enumerate(self.regime.norms)
                if isinstance(norm, (*NAMED, norms.Impossible)) or signed & set(norm.citations)
                or (norm.provision == provision if isinstance(norm, norms.Grants)
                    else {provision, "*"} & set(norm.provisions))
            ]  # fmt: skip
        return self.slices[provision]

    def _changed(self, places: list[int], place: int, change: Change | None) -> Regime:
        """A copy of the regime with only the norms at `places`, and the change made."""
        return replace(self.regime, norms=list(self._norms(places, place, change)), examples=[], cache={})

    def _norms(self, places: list[int], place: int, change: Change | None) -> Iterator[Norm]:
        for i in places:
            if i != place or change is None:
                yield self.regime.norms[i]
            elif change.norm is not None:
                yield change.norm

    # The checker ---------------------------------------------------------------------------------------------------

    def _checker_notices(self, place: int, change: Change) -> bool:
        if place not in self.said_before:
            near = self._neighbours(place)
            self.said_before = {place: (near, self._said(self._changed(near, place, None)))}
        near, before = self.said_before[place]
        return bool(self._said(self._changed(near, place, change)) - before)

    @staticmethod
    def _said(regime: Regime) -> set[tuple[str, int]]:
        """Where the checker has something to say; that it says something else at the same place does not count."""
        try:
            return {(error.file, error.line) for error in check_regime(regime)}
        except Exception:  # a change on which the checker breaks is noticed by whoever runs it
            return {("", 0)}

    def _neighbours(self, place: int) -> list[int]:
        """The norm, the names it reads and gives, and the norms of its form about the same provision."""
        norm = self.regime.norms[place]
        names = self._names_under(read_by(norm)) | set(named(norm))
        about, alone = set(norm.provisions or ("",)), not named(norm)
        return [
            i
            for i, other in enumerate(self.regime.norms)
            if i == place
            or (names & set(named(other)))
            or (alone and type(other) is type(norm) and not about.isdisjoint(other.provisions or ("",)))
        ]  # fmt: skip

    def _names_under(self, names: set[str]) -> set[str]:
        seen: set[str] = set()
        todo = set(names)
        while todo:
            name = todo.pop()
            seen.add(name)
            todo |= self._read_for(name) - seen
        return seen

    def _read_for(self, name: str) -> set[str]:
        return self._reads_by_name.get(name, set())

    @cached_property
    def _reads_by_name(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for norm in self.regime.norms:
            for name in named(norm):
                found[name] |= read_by(norm)
        return found

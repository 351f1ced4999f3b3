"""Two versions of a regulation: for each provision what differs in words, and for whom the outcome does."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from trede.law.inforce import InForce, law_on
from trede.law.regime import Regime
from trede.reason.assess import UnknownProvision, find_provision
from trede.reason.compare.aspects import Finding, Pair, search
from trede.reason.compare.meaning import Meaning, meaning, names_read
from trede.reason.compare.people import END, EXTENSION
from trede.reason.compare.symbols import SOLVING
from trede.reason.compare.wording import Change, about, changes
from trede.reason.program import program

Stand = Literal["beide", "nieuw", "vervallen"]
SECONDS = 5.0


@dataclass
class ProvisionComparison:
    """One provision (or decision): whether both versions have it, its verb, what differs, and what was found."""

    name: str
    label: str
    stand: Stand
    modality: tuple[str | None, str | None] = (None, None)
    same: bool = False
    changes: list[Change] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    seconds: float = 0.0

    def to_json(self) -> dict[str, Any]:
        """The comparison of one provision as JSON."""
        return {
            "voorziening": self.name, "naam": self.label, "stand": self.stand,
            "modaliteit": {"eerst": self.modality[0], "later": self.modality[1]}, "zelfde_regels": self.same,
            "verschillen": [change.to_json() for change in self.changes],
            "bevindingen": [finding.to_json() for finding in self.findings], "seconden": round(self.seconds, 3),
        }  # fmt: skip


@dataclass
class Comparison:
    """Two versions side by side: their laws, every norm that differs, and every provision."""

    before: InForce
    after: InForce
    changes: list[Change]
    provisions: list[ProvisionComparison]

    @property
    def differs(self) -> bool:
        """Is there any difference in outcome, or anything that was not decided?"""
        return any(
            part.stand != "beide" or part.modality[0] != part.modality[1]
            or any(finding.status != "bewezen" for finding in part.findings)
            for part in self.provisions
        )  # fmt: skip

    def to_json(self) -> dict[str, Any]:
        """The comparison as JSON (docs/compare.md)."""
        sides = [
            {"regime": law.regime.name, "titel": law.regime.title, "op": law.on.isoformat()}
            for law in (self.before, self.after)
        ]
        return {
            "eerst": sides[0], "later": sides[1], "verschilt": self.differs,
            "verschillen": [change.to_json() for change in self.changes],
            "voorzieningen": [part.to_json() for part in self.provisions],
        }  # fmt: skip


def compare(
    regime_a: Regime, on_a: date, regime_b: Regime, on_b: date, provision: str | None = None, seconds: float = SECONDS,
    step: Callable[[int, int], None] = lambda done, total: None,
) -> Comparison:  # fmt: skip
    """Compare two versions: one provision or decision, or all; at most `seconds` of searching for each.

    `step` is told how many provisions are done, of how many. Threads take turns, a provision at a time.

    NoLawInForce; UnknownProvision when neither version has it.
    """
    one, two = law_on(regime_a, on_a), law_on(regime_b, on_b)
    different = changes(one, two)
    names = list(dict.fromkeys((*two.provisions, *one.provisions)))
    if provision is not None:
        names = [_named(one, two, provision)]
        read = _names(one, names[0]) | _names(two, names[0])
        different = [change for change in different if about(change, names[0], read)]
    parts = []
    for name in names:
        with SOLVING:
            parts.append(_provision(one, two, name, different, seconds))
        step(len(parts), len(names))
    return Comparison(one, two, different, parts)


def _named(one: InForce, two: InForce, provision: str) -> str:
    try:
        return find_provision(two, provision)
    except UnknownProvision:
        return find_provision(one, provision)


def _names(law: InForce, name: str) -> set[str]:
    return set(names_read(program(law, name), law.provisions[name].norms)) if name in law.provisions else set()


def _provision(
    one: InForce, two: InForce, name: str, different: list[Change], seconds: float
) -> ProvisionComparison:  # fmt: skip
    started = time.monotonic()
    laws = [law for law in (one, two) if name in law.provisions]
    label = laws[-1].regime.vocabulary.provisions.get(name, name)
    if len(laws) < 2:
        found = ProvisionComparison(name, label, "nieuw" if name in two.provisions else "vervallen")
        found.changes = [change for change in different if any(name in norm.provisions for norm in change.norms)]
        return found
    read = _names(one, name) | _names(two, name)
    found = ProvisionComparison(name, label, "beide")
    found.modality = (one.provisions[name].grant.modality, two.provisions[name].grant.modality)
    found.changes = [change for change in different if about(change, name, read)]
    first, second = meaning(one, name), meaning(two, name)
    equal = first.outcome == second.outcome and first.outcome_names == second.outcome_names
    equal = equal and _same_dates(first, second)
    found.same = equal and found.modality[0] == found.modality[1]
    if not equal:
        pair = Pair(one, two, name, same_dates=_same_dates(first, second) and not _asked(first, second, one, two))
        found.findings = search(pair, seconds)
    found.seconds = time.monotonic() - started
    return found


def _same_dates(one: Meaning, two: Meaning) -> bool:
    """Do the norms about duration mean the same? Where there are none, no name matters either."""
    names = not one.duration or one.duration_names == two.duration_names
    return one.duration == two.duration and names


def _asked(first: Meaning, second: Meaning, one: InForce, two: InForce) -> bool:
    """Does a condition read what is asked for an extension? Then dates and outcome cannot be taken apart."""
    roles = {law.regime.roles[name] for law in (one, two) for name in (EXTENSION, END)}
    return bool(roles & {*first.outcome_names, *second.outcome_names})

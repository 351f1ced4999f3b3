"""Adds up what came out: per provision the outcomes, the amounts from lowest to highest, what is missing most.

A sum lies between `som_laagst` (what is granted now) and `som_hoogst`: whoever may still get it counts for the amount
that is known of them, or else for the highest amount that anybody has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from trede.population.answers import KNOWN, hundredths_of
from trede.population.texts import hundredths
from trede.reason.caseload import OUTCOMES, BlockResult, Caseload, ProvisionResult, Quantity
from trede.reason.caseload.planes import either, number
from trede.reason.caseload.result import UNKNOWN_AMOUNT
from trede.reason.values import base_name

TOP = 10


@dataclass(slots=True)
class Sums:
    """A quantity, in whole hundredths: of whom it is granted, and of who may still get it (`open`)."""

    granted: int = 0
    sum: int = 0
    low: int | None = None
    high: int | None = None
    open_known: int = 0
    open_sum: int = 0
    open_unknown: int = 0
    top: int | None = None

    def add(self, values: Any, granted: Any, open_: Any, unknown: Any) -> None:
        """Add a block: the values, and who has it granted, may still get a known one, or an unknown one."""
        given = values[granted]
        self.granted += len(given)
        self.sum += int(given.sum())
        if len(given):
            self.low = min(x for x in (self.low, int(given.min())) if x is not None)
            self.high = max(x for x in (self.high, int(given.max())) if x is not None)
        self.open_known += int(open_.sum())
        self.open_sum += int(values[open_].sum())
        self.open_unknown += int(unknown.sum())
        if (granted | open_).any():
            self.top = max(x for x in (self.top, int(values[granted | open_].max())) if x is not None)

    @property
    def highest(self) -> int | None:
        """The highest the sum can become; None when somebody may get what nobody has an amount of."""
        if self.open_unknown and self.top is None:
            return None
        return self.sum + self.open_sum + self.open_unknown * (self.top or 0)


@dataclass(slots=True)
class Counts:
    """What came out of one provision."""

    outcomes: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)
    judgements: Counter[str] = field(default_factory=Counter)
    amounts: dict[str, Sums] = field(default_factory=dict)


@dataclass(slots=True)
class Tally:
    """What came out so far, and how many rows were read and could not be read."""

    people: int = 0
    rows: int = 0
    unread: int = 0
    provisions: dict[str, Counts] = field(default_factory=dict)

    def add(self, case: Caseload, result: BlockResult, rows: int) -> None:
        """Add a block of people out of so many rows."""
        self.people += result.count
        self.rows += rows
        self.unread += rows - result.count
        for name, provision in result.provisions.items():
            self._provision(case, self.provisions.setdefault(name, Counts()), provision)

    def _provision(self, case: Caseload, counts: Counts, provision: ProvisionResult) -> None:
        counts.outcomes.update(provision.counts())
        _wanted(counts.missing, provision.missing)
        _wanted(counts.judgements, {**provision.choices, **provision.judgements})
        outcome = provision.outcome
        for quantity in provision.amounts:
            sums = counts.amounts.setdefault(quantity.name, Sums())
            sums.add(hundredths_of(quantity, case), *_who(quantity, outcome))

    def to_state(self) -> dict[str, Any]:
        """As JSON, to go on with later."""
        provisions = {
            name: {
                **{key: dict(getattr(counts, key)) for key in ("outcomes", "missing", "judgements")},
                "amounts": {key: asdict(sums) for key, sums in counts.amounts.items()},
            }
            for name, counts in self.provisions.items()
        }
        return {"people": self.people, "rows": self.rows, "unread": self.unread, "provisions": provisions}

    @classmethod
    def from_state(cls, state: Mapping[str, Any]) -> Tally:
        """From that JSON."""
        found = cls(state["people"], state["rows"], state["unread"])
        for name, body in state["provisions"].items():
            sums = {key: Sums(**value) for key, value in body["amounts"].items()}
            counters = Counter(body["outcomes"]), Counter(body["missing"]), Counter(body["judgements"])
            counters = Counter(body["outcomes"]), Counter(body["missing"]), Counter(body["judgements"])
            found.provisions[name] = Counts(*counters, sums)
        return found

    def to_json(self, case: Caseload) -> dict[str, Any]:
        """The summary (docs/caseload-files.md)."""
        words = case.regime.vocabulary
        return {
            "regime": case.regime.name, "titel": case.regime.title, "op": case.on.isoformat(), "mensen": self.people,
            "rijen": self.rows, "niet_gelezen": self.unread,
            "voorzieningen": {
                name: {
                    "naam": words.label(name),
                    "uitkomsten": {outcome: counts.outcomes[outcome] for outcome in OUTCOMES},
                    "bedragen": {key: self._sums(case, key, sums) for key, sums in counts.amounts.items()},
                    "ontbreekt": _top(counts.missing, words.label, "feit"),
                    "oordelen": _top(counts.judgements, words.label, "oordeel"),
                }
                for name, counts in self.provisions.items()
            },
        }  # fmt: skip

    @staticmethod
    def _sums(case: Caseload, name: str, sums: Sums) -> dict[str, Any]:
        kind = case.law.typer.name(name)
        unit = "euro" if kind is None or kind.name == "bedrag" else kind.unit

        def said(value: int | None) -> str | None:
            return None if value is None else hundredths(value)

        return {
            "omschrijving": case.regime.vocabulary.label(name), "eenheid": unit,
            "aantal": sums.granted, "laagste": said(sums.low), "hoogste": said(sums.high),
            "som_laagst": said(sums.sum), "som_hoogst": said(sums.highest),
            "nog_mogelijk": sums.open_known + sums.open_unknown, "waarvan_bedrag_onbekend": sums.open_unknown,
        }  # fmt: skip


def _who(quantity: Quantity, outcome: Any) -> tuple[Any, Any, Any]:
    """Who has a quantity granted, who may still get one that is known, and who one that is not."""
    state = quantity.state
    granted, refused = outcome == OUTCOMES.index("toegekend"), outcome == OUTCOMES.index("geweigerd")
    waiting = ~granted & ~refused
    return granted & (state == KNOWN), waiting & (state == KNOWN), waiting & (state == UNKNOWN_AMOUNT)


def _wanted(counts: Counter[str], planes: Mapping[str, Any]) -> None:
    """Of how many people a fact (or a field of a list) is wanted."""
    by: dict[str, list[Any]] = {}
    for name, plane in planes.items():
        by.setdefault(base_name(name)[0], []).append(plane)
    for name, found in by.items():
        plane = either(found)
        assert plane is not None
        counts[name] += number(plane)


def _top(counts: Counter[str], label: Any, key: str) -> list[dict[str, Any]]:
    some = sorted(((times, name) for name, times in counts.items() if times), key=lambda pair: (-pair[0], pair[1]))
    return [{key: name, "naam": label(name), "aantal": times} for times, name in some[:TOP]]

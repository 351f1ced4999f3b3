"""Regimes side by side for one person: what each offers, for how long, for how much, and on which norm.

Each regime gets the facts that it knows; what it does not know, or knows otherwise, is left out and named.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from trede import reason
from trede.law import NoLawInForce, Regime
from trede.law.kinds import Kind, show
from trede.reason.glance import glance
from trede.reason.values import Unknown
from trede.web import outcomes
from trede.web.assessments import as_problem
from trede.web.regulations import regime_of
from trede.web.status import ORDER, Status, status_for


@dataclass(frozen=True)
class Quantity:
    """An amount that is granted; no value while facts are missing."""

    label: str
    value: str
    period: str


@dataclass(frozen=True)
class Cell:
    """What one regime says of one provision."""

    regime: str
    name: str
    label: str
    status: Status
    remark: str
    amounts: tuple[Quantity, ...]
    lasts: str
    norms: tuple[str, ...]
    group: str
    names: frozenset[str]  # its own and the others that its regime gives it


@dataclass
class Column:
    """One regime: its cells by provision, and what of the facts it could not use."""

    regime: str
    title: str
    cells: dict[str, Cell] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    problem: str = ""


@dataclass(frozen=True)
class Row:
    """A provision as the regimes have it: one cell per column, None where a regime has no such provision."""

    label: str
    group: str
    cells: tuple[Cell | None, ...]

    @property
    def shared(self) -> bool:
        """Do at least two regimes have it?"""
        return sum(cell is not None for cell in self.cells) > 1

    @property
    def rank(self) -> tuple[int, str]:
        """What may be granted somewhere comes first."""
        return (min(ORDER[cell.status.key] for cell in self.cells if cell), self.label)


def compare(names: Iterable[str], facts: dict[str, Any], on: date) -> list[Column]:
    """One column for each regime."""
    return [column(name, facts, on) for name in names]


def column(name: str, facts: dict[str, Any], on: date) -> Column:
    """What one regime offers this person on this date."""
    regime = regime_of(name)
    made = Column(name, regime.title)
    try:
        read, unread = reason.Facts.read_usable(facts, regime)
        made.ignored = sorted(name.replace("_", " ") for name in unread)
        assessment = reason.assess(regime, read, on)
    except NoLawInForce as error:
        made.problem = str(error)
    except reason.FactErrors as errors:
        made.problem = " ".join(as_problem(found).text for found in errors.problems)
    else:
        made.cells = {key: cell(result, regime) for key, result in assessment.results.items()}
    return made


def cell(result: Any, regime: Regime) -> Cell:
    """What a result comes to, in a few words."""
    name = result.program.name
    now = status_for(result.outcome, result.modality)
    label = regime.vocabulary.provisions.get(name, name)
    granted = result.outcome != "geweigerd"
    return Cell(
        regime=regime.name,
        name=name,
        label=label,
        status=now,
        remark=outcomes.remark(glance(name, result)),
        amounts=tuple(quantities(result, regime)) if granted else (),
        lasts=lasting(result) if granted else "",
        norms=norms_of(result),
        group=regime.group_of(name),
        names=names_for(name, regime),
    )


def quantities(result: Any, regime: Regime) -> list[Quantity]:
    """The amounts that are known, or that wait for facts."""
    found = []
    for amount in result.amounts:
        unknown = type(amount.value) is Unknown
        if amount.norm.reads or (amount.value is None and not unknown):
            continue
        kind = result.program.law.typer.name(amount.norm.name) or Kind("bedrag")
        value = "" if unknown else show(amount.value, kind)
        found.append(Quantity(regime.vocabulary.label(amount.norm.name), value, amount.norm.per or ""))
    return found


def lasting(result: Any) -> str:
    """How long it lasts: its last day when that is known, else its length."""
    terms = [term for term in result.duration.terms if term.sort == "duur"]
    lengths = [term.length for term in terms if term.length]
    last = [term.day for term in terms if term.name == "einddatum" and term.day]
    parts = [
        lengths[0] if lengths else "",
        f"tot en met {show(last[-1], Kind('datum'))}" if last else "",
    ]
    return ", ".join(part for part in parts if part)


def norms_of(result: Any) -> tuple[str, ...]:
    """The norm that decided, or else the one that grants."""
    for ground in result.grounds:
        if ground.effect in ("weigert", "eindigt"):
            return tuple(ground.norm.citations[:1])
    return tuple(result.program.provision.grant.citations[:1])


# --- matching --------------------------------------------------------------------------------------------------------


def rows(columns: list[Column]) -> list[Row]:
    """The provisions of all columns, those that are the same by name or by another name for it side by side."""
    left = [dict(column.cells) for column in columns]
    found = []
    for place, column in enumerate(columns):
        for key, own in column.cells.items():
            if key not in left[place]:
                continue
            cells: list[Cell | None] = [None] * len(columns)
            cells[place] = left[place].pop(key)
            for other in range(place + 1, len(columns)):
                if match := twin(own, left[other]):
                    cells[other] = left[other].pop(match)
            found.append(Row(own.label, own.group, tuple(cells)))
    return sorted(found, key=lambda row: row.rank)


def twin(own: Cell, others: dict[str, Cell]) -> str:
    """The provision of another regime that is the same one: of the same name, else by another name for it."""
    if own.name in others:
        return own.name
    return next((name for name, cell in others.items() if own.names & cell.names), "")


def names_for(name: str, regime: Regime) -> frozenset[str]:
    """A provision's own name and the other names that its regime gives it."""
    return frozenset({name} | {alias for alias, meant in regime.vocabulary.aliases.items() if meant == name})

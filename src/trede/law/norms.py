"""The forms a norm can take. A norm is one sentence of a source at one place; its place is its citation.

The hand of a norm says who settles it: `M` the machine, `MH` the machine with a person's judgement, `H` a person.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from trede.law.kinds import Kind
from trede.law.tree import Expr, has_judgement

Modality = Literal["kan", "moet", "mag_niet", "mag"]
Hand = Literal["M", "MH", "H"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm:
    """What every norm has: its citations, its source, its place in the file, its sentence and when it holds.

    `citations` are ids such as `AMV-V-12.4.c-1`; `provisions` the provisions it is about (`*` for every one; empty for
    none); `reason` its plain sentence for a letter or page; `since` inclusive, `until` exclusive.
    """

    citations: tuple[str, ...]
    source: str
    article: str
    sentence: str
    file: str
    line: int
    provisions: tuple[str, ...] = ()
    reason: str = ""
    since: date | None = None
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Does this line hold on that day (its own dates only)?"""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    def expressions(self) -> tuple[Expr, ...]:
        """All expressions of this norm."""
        found = (getattr(self, name, None) for name in ("expr", "when", "unless", "anchor"))
        return tuple(item for item in found if isinstance(item, Expr))

    @property
    def hand(self) -> Hand:
        """Who settles this norm."""
        return "MH" if any(has_judgement(expr) for expr in self.expressions()) else "M"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grants(Norm):
    """Somebody may (`kan`) or must (`moet`) grant a provision to somebody, or (`decision`) decide about something."""

    modality: Modality
    authority: str
    provision: str
    recipient: str
    decision: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound(Norm):
    """A condition that must hold (`wanted` true) or a refusal ground that must not (`wanted` false).

    `every` is a number of months after which it must be judged anew; the norm applies only `when` that holds.
    """

    expr: Expr
    wanted: bool = True
    every: int | None = None
    when: Expr | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground(Norm):
    """A ground to refuse or end: a person chooses (`may`), or it ends by itself."""

    expr: Expr
    effect: Literal["refuse", "end"]
    may: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Submit(Norm):
    """When this holds, a person must look at it."""

    expr: Expr


@dataclass(frozen=True, slots=True, kw_only=True)
class Concurrence(Norm):
    """How provisions stand beside each other."""

    relation: Literal["sluit_uit", "gaat_samen", "telt_mee", "vermindert"]
    others: tuple[str, ...]
    when: Expr | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition(Norm):
    """A defined name."""

    name: str
    expr: Expr


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount(Norm):
    """A named quantity that is granted (money, hours, a percentage; `per` its period), or what a decision `reads`."""

    name: str
    expr: Expr
    per: str | None = None
    when: Expr | None = None
    reads: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Starts(Norm):
    """The day from which a provision's duration counts."""

    expr: Expr


@dataclass(frozen=True, slots=True, kw_only=True)
class Lasts(Norm):
    """How long: at most (`≤`), at least (`≥`), exactly (`=`), or until a day (`tot`)."""

    bound: Literal["≤", "≥", "=", "tot"]
    expr: Expr
    when: Expr | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extends(Norm):
    """May be extended: how often (None: not said), by at most `expr` each time, `total` with the first term."""

    modality: Modality = "kan"
    times: int | None = None
    expr: Expr | None = None
    at_most: bool = True
    total: Expr | None = None
    when: Expr | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendIf(Norm):
    """Extension only if this holds; `first` for the first extension only."""

    expr: Expr
    first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts(Norm):
    """Time that does (`counts`) or does not count towards the duration: periods, or a number of months."""

    expr: Expr
    counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviates(Norm):
    """A person may depart from the rules with reasons, in the person's favour if `favour`."""

    expr: Expr
    favour: bool

    @property
    def hand(self) -> Hand:
        return "H"


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when: `relation` is one of binnen, vóór (ahead by amount), voor, na, vanaf, op, uiterlijk, elke."""

    relation: str
    amount: int | None
    unit: str | None
    anchor: Expr | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty(Norm):
    """Somebody must, may or may not do something, perhaps by a day, perhaps only when something holds."""

    role: str
    modality: Modality
    action: str
    deadline: Deadline | None = None
    when: Expr | None = None

    @property
    def hand(self) -> Hand:
        if self.modality in ("kan", "mag"):
            return "H"
        return "MH" if any(has_judgement(expr) for expr in self.expressions()) else "M"

    def expressions(self) -> tuple[Expr, ...]:
        anchor = (self.deadline.anchor,) if self.deadline and self.deadline.anchor else ()
        return tuple(item for item in (self.when, *anchor) if item is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents(Norm):
    """A document holds these parts."""

    document: str
    parts: tuple[str, ...]
    when: Expr | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Required(Norm):
    """A document must be there: not there is 'missing', not a refusal (Awb 4:5)."""

    expr: Expr
    when: Expr | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Impossible(Norm):
    """Facts that cannot be together, such as an end before the start: an input error, not an outcome."""

    expr: Expr


@dataclass(frozen=True, slots=True)
class Cell:
    """One key cell of a table row: `op` is = ≥ ≤ < > ∈ .. or `*` (any); `kinds` are those of its values as written."""

    op: str
    value: object = None
    kinds: tuple[Kind, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its key cells, its outputs as expressions (None: absent), its dates and own citation."""

    keys: tuple[Cell, ...]
    values: tuple[Expr, ...]
    line: int
    since: date | None = None
    until: date | None = None
    citation: str = ""
    remarks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableNorm(Norm):
    """Names read off a table by keys; `role` is set when it is a person's triage."""

    outputs: tuple[str, ...]
    keys: tuple[str, ...]
    rows: tuple[Row, ...]
    role: str | None = None

    @property
    def hand(self) -> Hand:
        return "MH" if self.role else "M"


def cited(norm: Norm) -> tuple[str, ...]:
    """The citations of a norm, those of the rows of a table included."""
    rows: tuple[str, ...] = ()
    if isinstance(norm, ListNorm):
        rows = norm.row_citations
    elif isinstance(norm, TableNorm):
        rows = tuple(row.citation for row in norm.rows)
    return (*norm.citations, *(place for places in rows for place in places.split(", ") if place))


@dataclass(frozen=True, slots=True, kw_only=True)
class ListNorm(Norm):
    """Data held as a table: instruments, products, rungs, fields of a form.

    `row_citations` are the places of its rows (several joined by a comma), from a column `norm`, where it has one.
    """

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    row_citations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TextNorm(Norm):
    """A norm that informs: `nature` is tekst, begrip, leemte (a gap in the text) or oud_recht."""

    nature: Literal["tekst", "begrip", "leemte", "oud_recht"]
    text: str

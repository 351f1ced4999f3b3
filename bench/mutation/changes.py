"""Every way to change one norm by one thing. What only informs (text, lists) is not changed: nothing executes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from bench.mutation.literals import DAY, Say, steps, variants
from trede.law import norms, tree
from trede.law.kinds import Kind, show, show_date
from trede.law.norms import Norm
from trede.law.types import Typer

BOUND_ELSE = {"≤": "≥", "=": "≥", "≥": "≤"}
DROPPABLE = (norms.Bound, norms.Ground, norms.Submit, norms.Required, norms.ExtendIf, norms.Counts, norms.Impossible)
EXPRESSIONS = ("expr", "when", "total")


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one norm: its kind, what was changed in words, and the norm after it (None: left out)."""

    what: str
    said: str
    norm: Norm | None
    line: int


def changes(norm: Norm, typer: Typer) -> Iterator[Change]:
    """All changes of a norm, always in the same order."""
    if isinstance(norm, (norms.TextNorm, norms.ListNorm)):
        return
    for what, said, changed in _changes(norm, typer):
        yield Change(what, said, changed, norm.line)
    if isinstance(norm, norms.TableNorm):
        yield from _table(norm, typer)


def _changes(norm: Norm, typer: Typer) -> Iterator[tuple[str, str, Norm | None]]:
    if isinstance(norm, DROPPABLE) or (isinstance(norm, norms.Concurrence) and norm.relation == "sluit_uit"):
        yield "dropped condition", "the whole line left out", None
    yield from _form(norm)
    for name in EXPRESSIONS:
        if isinstance(expr := getattr(norm, name, None), tree.Expr):
            for what, said, changed in variants(expr, typer.show):
                yield what, said, replace(norm, **{name: changed})
    if isinstance(norm, norms.Duty) and norm.deadline is not None:
        yield from _deadline(norm, norm.deadline, typer.show)
    for name in ("since", "until"):
        if (day := getattr(norm, name)) is not None:
            for other in (day + DAY, day - DAY):
                yield "date", f"{_word(name)} {show_date(day)} → {show_date(other)}", replace(norm, **{name: other})


def _word(name: str) -> str:
    return {"since": "vanaf", "until": "tot"}[name]


def _form(norm: Norm) -> Iterator[tuple[str, str, Norm | None]]:
    """What belongs to the form of the sentence itself."""
    if isinstance(norm, (norms.Grants, norms.Duty)) and norm.modality == "kan":
        yield "kan to moet", "kan → moet", replace(norm, modality="moet")
    if isinstance(norm, norms.Ground) and norm.may:
        yield "kan to moet", "a ground one may use → one that binds", replace(norm, may=False)
    if getattr(norm, "when", None) is not None:
        yield "dropped condition", "its 'als' left out", replace(norm, when=None)  # type: ignore[call-arg]
    if isinstance(norm, norms.Bound) and norm.every is not None:
        yield "amount", f"elke {norm.every} → {norm.every + 1} maanden", replace(norm, every=norm.every + 1)
    if isinstance(norm, norms.Lasts) and norm.bound in BOUND_ELSE:
        other: Any = BOUND_ELSE[norm.bound]
        yield "comparison", f"duurt {norm.bound} → {other}", replace(norm, bound=other)
    if isinstance(norm, norms.Extends) and norm.times is not None:
        for times in (norm.times + 1, norm.times - 1):
            yield "amount", f"{norm.times} → {times} keer verlengen", replace(norm, times=times)
    if isinstance(norm, norms.ExtendIf):
        said = "'eerste keer' put in or left out"
        yield "comparison", said, replace(norm, first=not norm.first)
    if isinstance(norm, norms.Counts):
        yield "not", f"telt mee: {norm.counts} → {not norm.counts}", replace(norm, counts=not norm.counts)


def _deadline(norm: norms.Duty, deadline: norms.Deadline, say: Say) -> Iterator[tuple[str, str, Norm]]:
    if deadline.amount is not None:
        for amount in (deadline.amount + 1, deadline.amount - 1):
            said = f"{deadline.relation} {deadline.amount} → {amount} {deadline.unit}"
            yield "amount", said, replace(norm, deadline=replace(deadline, amount=amount))
    if deadline.anchor is not None:
        for what, said, changed in variants(deadline.anchor, say):
            yield what, said, replace(norm, deadline=replace(deadline, anchor=changed))


# Tables ------------------------------------------------------------------------------------------------------------


def _table(norm: norms.TableNorm, typer: Typer) -> Iterator[Change]:
    begins = {row.since for row in norm.rows}
    kinds = [typer.name(key) for key in norm.keys]
    for place, row in enumerate(norm.rows):
        for what, said, changed in _row(norm, row, kinds, begins, typer.show):
            rows = (*norm.rows[:place], changed, *norm.rows[place + 1 :])
            yield Change(what, said, replace(norm, rows=rows), row.line)


def _row(
    norm: norms.TableNorm, row: norms.Row, kinds: list[Kind | None], begins: set[Any], say: Say
) -> Iterator[tuple[str, str, norms.Row]]:
    """A cell is changed once, a bound of a key both ways; the day on which rows meet is that of the later row."""
    for place, value in enumerate(row.values):
        for _what, said, changed in list(variants(value, say))[: 1 if isinstance(value, tree.Const) else None]:
            values = (*row.values[:place], changed, *row.values[place + 1 :])
            yield "table cell", f"{norm.outputs[place]}: {said}", replace(row, values=values)
    for place, cell in enumerate(row.keys):
        for said, new in _cells(norm, place, cell, kinds[place]):
            keys = (*row.keys[:place], new, *row.keys[place + 1 :])
            yield "table cell", f"{norm.keys[place]}: {said}", replace(row, keys=keys)
    for name in ("since", "until"):
        day = getattr(row, name)
        if day is None or (name == "until" and day in begins):
            continue
        for other in (day + DAY, day - DAY):
            yield "date", f"{_word(name)} {show_date(day)} → {show_date(other)}", replace(row, **{name: other})


def _cells(norm: norms.TableNorm, place: int, cell: norms.Cell, kind: Kind | None) -> Iterator[tuple[str, norms.Cell]]:
    """Other values for a key cell: one unit up or down, or another value of its column."""
    if cell.op == "..":
        low, high = cell.value  # type: ignore[misc]
        pairs = [(near, high) for near in steps(low, kind)] + [(low, near) for near in steps(high, kind)]
        for pair in pairs:
            yield f"{low} t/m {high} → {pair[0]} t/m {pair[1]}", replace(cell, value=pair)
        return
    for near in steps(cell.value, kind):
        shown = show(near, kind) if kind else near
        yield f"{cell.op} {show(cell.value, kind) if kind else cell.value} → {shown}", replace(cell, value=near)
    if isinstance(cell.value, str):
        column = [row.keys[place].value for row in norm.rows]
        if (other := next((v for v in column if isinstance(v, str) and v != cell.value), None)) is not None:
            yield f"{cell.value} → {other}", replace(cell, value=other)

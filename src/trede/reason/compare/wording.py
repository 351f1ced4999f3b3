"""What differs between two versions in words: norms that are new, gone or changed, and the rows of tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from trede.law import norms
from trede.law.citation import place_of
from trede.law.describe.forms import form_of
from trede.law.describe.norm import key_text
from trede.law.inforce import InForce
from trede.law.norms import Norm, Row, TableNorm
from trede.law.wording import phrase
from trede.reason.compare.meaning import said

ALIKE = 0.6
Sort = Literal["nieuw", "vervallen", "gewijzigd"]


@dataclass(frozen=True)
class RowChange:
    """A row of a table: its keys in words, and what it gave and gives (None: the row is not there)."""

    keys: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Change:
    """A norm that differs; `before` and `after` are the norm in either version (None: it is not there)."""

    before: Norm | None
    after: Norm | None
    places: tuple[str | None, str | None]
    rows: tuple[RowChange, ...] = ()

    @property
    def sort(self) -> Sort:
        """New, gone or changed."""
        return "nieuw" if self.before is None else "vervallen" if self.after is None else "gewijzigd"

    @property
    def norms(self) -> tuple[Norm, ...]:
        """The norm in each version that has it."""
        return tuple(norm for norm in (self.before, self.after) if norm is not None)

    def to_json(self) -> dict[str, Any]:
        """The change as JSON, the old sentence beside the new."""
        sides = [
            norm and {"normen": list(norm.citations), "plaats": place, "vorm": form_of(norm), "zin": norm.sentence}
            for norm, place in zip((self.before, self.after), self.places, strict=True)
        ]
        rows = [{"rij": row.keys, "eerst": row.before, "later": row.after} for row in self.rows]
        return {"soort": self.sort, "eerst": sides[0], "later": sides[1], "rijen": rows}


def changes(one: InForce, two: InForce) -> list[Change]:
    """Every norm in force in one version that the other does not have in the same words, in the order of the later."""
    before, after = list(one.norms), list(two.norms)
    _pair(before, after, lambda norm: (said(norm), norm.provisions, norm.citations))
    _pair(before, after, lambda norm: (said(norm), norm.provisions))
    found = [
        *_pair(before, after, lambda norm: (type(norm), norm.citations) if norm.citations else None),
        *_pair(before, after, lambda norm: (norm.outputs, norm.provisions) if isinstance(norm, TableNorm) else None),
        *_alike(before, after),
        *((None, norm) for norm in after),
        *((norm, None) for norm in before),
    ]
    order = {id(norm): place for law in (one, two) for place, norm in enumerate(law.norms)}
    made = [_change(old, new, one, two) for old, new in found]
    return sorted(made, key=lambda change: (change.after is None, order[id(change.norms[-1])]))


Pair = tuple[Norm | None, Norm | None]


def _pair(before: list[Norm], after: list[Norm], key: Callable[[Norm], Hashable]) -> list[Pair]:
    """Takes out of both lists the norms of which something is the same, and gives them two by two."""
    waiting: defaultdict[Hashable, list[Norm]] = defaultdict(list)
    for norm in before:
        waiting[key(norm)].append(norm)
    found: list[Pair] = []
    for norm in list(after):
        wanted = key(norm)
        if wanted is not None and waiting.get(wanted):
            old = waiting[wanted].pop(0)
            found.append((old, norm))
            _take(before, old)
            _take(after, norm)
    return found


def _take(held: list[Norm], norm: Norm) -> None:
    held[:] = [other for other in held if other is not norm]


def _alike(before: list[Norm], after: list[Norm]) -> list[Pair]:
    """Norms of one form about the same provisions whose sentences are much alike, the most alike first."""
    rated = []
    for new in after:
        for old in before:
            if type(old) is type(new) and old.provisions == new.provisions:
                one, two = (norm.sentence.rstrip(".").split() for norm in (old, new))
                matcher = SequenceMatcher(None, one, two, autojunk=False)
                if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE:
                    rated.append((matcher.ratio(), old, new))
    found: list[Pair] = []
    for ratio, old, new in sorted(rated, key=lambda item: -item[0]):
        if ratio >= ALIKE and any(old is left for left in before) and any(new is left for left in after):
            found.append((old, new))
            _take(before, old)
            _take(after, new)
    return found


def _change(old: Norm | None, new: Norm | None, one: InForce, two: InForce) -> Change:
    rows: tuple[RowChange, ...] = ()
    if isinstance(old, TableNorm) and isinstance(new, TableNorm):
        rows = tuple(row_changes(old, new, one, two))
    places = (place_of(old, one.regime) if old else None, place_of(new, two.regime) if new else None)
    return Change(old, new, places, rows)


def row_changes(old: TableNorm, new: TableNorm, one: InForce, two: InForce) -> Iterable[RowChange]:
    """The rows of a table that give something else, are new or are gone."""
    before = {_row_keys(old, row, one): _row_values(row, one) for row in old.rows}
    after = {_row_keys(new, row, two): _row_values(row, two) for row in new.rows}
    for keys in dict.fromkeys((*before, *after)):
        if before.get(keys) != after.get(keys):
            yield RowChange(keys, before.get(keys), after.get(keys))


def _row_keys(table: TableNorm, row: Row, law: InForce) -> str:
    cells = (
        f"{law.typer.words.label(key)} {key_text(cell, law.typer.name(key))}"
        for key, cell in zip(table.keys, row.keys, strict=True)
        if cell.op != "*"
    )
    return ", ".join(cells)


def _row_values(row: Row, law: InForce) -> str:
    return ", ".join(phrase(value, law.typer) for value in row.values)


def about(change: Change, provision: str, names: set[str]) -> bool:
    """Is a change about a provision, or about a name that it reads?"""
    for norm in change.norms:
        if isinstance(norm, norms.TextNorm | norms.ListNorm):
            continue
        defines = norm.outputs if isinstance(norm, TableNorm) else (getattr(norm, "name", ""),)
        if provision in norm.provisions or "*" in norm.provisions:
            return True
        if not norm.provisions and any(name in names for name in defines):
            return True
    return False

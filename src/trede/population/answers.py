"""What came out for a block of people, as columns: outcome, amounts and what is missing, per person and provision.

Of a provision `p` there are the columns `p` (its outcome), `p.<quantity>` for each quantity, `p.ontbreekt` (facts and
documents that are missing) and `p.oordelen` (judgements that are pending, and what a person must look at); a document
is named `stuk:` and the place of the norm that asks for it, what must be looked at `norm:` and its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from numbers import Rational as Number
from typing import Any

import numpy as np

from trede.population.texts import hundredths
from trede.reason.caseload import OUTCOMES, BlockResult, Caseload, Marked, ProvisionResult, Quantity
from trede.reason.caseload.planes import Array, Plane, unpack
from trede.reason.caseload.result import Piece
from trede.reason.caseload.values import Nums

KNOWN = 3
MISSING, PENDING = "ontbreekt", "oordelen"


@dataclass(frozen=True, slots=True)
class Outcomes:
    """A column of outcomes: places in `OUTCOMES`."""

    name: str
    codes: Array

    def texts(self) -> Any:
        """A text per person."""
        return np.array(OUTCOMES, dtype=object)[self.codes]


@dataclass(frozen=True, slots=True)
class Amounts:
    """A column of whole hundredths (cents), for whom there are any."""

    name: str
    hundredths: Array
    known: Array

    def texts(self) -> Any:
        """A text per person; empty where there is none."""
        values, places = np.unique(self.hundredths, return_inverse=True)
        found = np.array([hundredths(int(value)) for value in values], dtype=object)[places]
        found[~self.known] = ""
        return found


@dataclass(frozen=True, slots=True)
class Names:
    """A column of lists: of each name, who has it in the list."""

    name: str
    names: tuple[str, ...]
    flags: Array  # per name a row of booleans

    def texts(self) -> Any:
        """The names of each person, with spaces between them."""
        if not self.names:
            return np.full(self.flags.shape[1], "", dtype=object)
        rows = np.packbits(self.flags, axis=0).T.copy()
        _, first, places = np.unique(
            rows.view(f"V{rows.shape[1]}").ravel(), return_index=True, return_inverse=True
        )  # fmt: skip
        said = [" ".join(name for name, on in zip(self.names, self.flags[:, at], strict=True) if on) for at in first]
        return np.array([*said, ""], dtype=object)[places]


Answer = Outcomes | Amounts | Names


def headings(case: Caseload) -> list[str]:
    """The names of the columns of answers, in order."""
    found = []
    for plan in case.plans:
        found += [plan.name, *(f"{plan.name}.{rule.norm.name}" for rule in plan.program.amounts)]  # type: ignore[attr-defined]
        found += [f"{plan.name}.{MISSING}", f"{plan.name}.{PENDING}"]
    return found


def answers(case: Caseload, result: BlockResult) -> Iterator[Answer]:
    """The columns of a block, in the order of `headings`."""
    for provision in result.provisions.values():
        yield Outcomes(provision.name, provision.outcome)
        for quantity in provision.amounts:
            known = quantity.state == KNOWN
            yield Amounts(f"{provision.name}.{quantity.name}", hundredths_of(quantity, case), known)
        yield _names(provision, MISSING, provision.missing, provision.documents, "stuk")
        waiting = {**provision.choices, **provision.judgements}
        yield _names(provision, PENDING, waiting, provision.submitted, "norm")


def hundredths_of(quantity: Quantity, case: Caseload) -> Array:
    """Whole hundredths per person, a half going up: cents, or hundredths of another unit; 0 where there is no value."""
    kind = case.law.typer.name(quantity.name)
    if kind is None or kind.name == "bedrag":
        return quantity.cents()
    times = 10_000 if kind.unit == "%" else 100
    return np.concatenate([_times(piece, times).cents() for piece in quantity.pieces])


def _times(piece: Piece, times: int) -> Piece:
    vec = replace(piece.vec, num=piece.vec.num * times) if isinstance(piece.vec, Nums) else piece.vec
    odd = {place: value * times if isinstance(value, Number) else value for place, value in piece.odd.items()}
    return replace(piece, vec=vec, odd=odd)


def _names(
    provision: ProvisionResult, what: str, planes: dict[str, Plane], marks: Iterable[Marked], kind: str
) -> Names:
    named = {name: plane for name, plane in planes.items() if plane.any()}
    for mark in marks:
        if mark.plane.any():
            name = f"{kind}:{(*mark.norm.citations, mark.norm.source)[0]}"
            named[name] = named[name] | mark.plane if name in named else mark.plane
    flags = np.array([unpack(plane, provision.count) for plane in named.values()], dtype=bool)
    return Names(f"{provision.name}.{what}", tuple(named), flags.reshape(len(named), provision.count))

"""What came out for a block: per provision the outcomes, amounts, and what is missing, as planes and arrays."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np

from trede.law import norms
from trede.law.kinds import exact, round_half_up
from trede.law.norms import Norm
from trede.reason.caseload.numbers import LIMIT, wide
from trede.reason.caseload.planes import Array, Plane, Unknowns, either, full, number, unpack, without
from trede.reason.caseload.values import Bits, Codes, Days, Nums, Vec
from trede.reason.outcome import OutcomeName, Result
from trede.reason.values import Unknown

OUTCOMES: tuple[OutcomeName, ...] = ("toegekend", "geweigerd", "voorgelegd_aan_oordeel", "onvoldoende_gegevens")
NOT_GIVEN, ABSENT, UNKNOWN_AMOUNT, KNOWN = range(4)


@dataclass(slots=True)
class Marked:
    """The people for whom a norm does something: refuses, lacks a document, submits."""

    norm: Norm
    plane: Plane


@dataclass
class Piece:
    """A quantity for the people of one run: `wanted` are those to whom it is given (None: all).

    `odd` holds the values of people whom the scalar engine did, by their place.
    """

    count: int
    vec: Vec
    wanted: Plane | None
    unknown: Unknowns
    odd: dict[int, Any] = field(default_factory=dict)

    @cached_property
    def state(self) -> Array:
        """Per person NOT_GIVEN, ABSENT, UNKNOWN_AMOUNT or KNOWN."""
        found = np.zeros(self.count, np.uint8)
        for plane, state in zip(self._planes, (ABSENT, UNKNOWN_AMOUNT, KNOWN), strict=True):
            if plane is not None:
                found += np.uint8(state) * unpack(plane, self.count)
        for place, value in self.odd.items():
            found[place] = _state(value)
        return found

    @cached_property
    def _planes(self) -> tuple[Plane | None, Plane | None, Plane]:
        """To whom it is given and absent, unknown, known."""
        wanted = full(self.count) if self.wanted is None else self.wanted
        open_ = either(self.unknown.values())
        sure = without(wanted, open_)
        absent = None if self.vec.absent is None else sure & self.vec.absent
        return absent, None if open_ is None else wanted & open_, without(sure, absent)

    def cents(self) -> Array:
        """Whole units per person, 0 where there is no value; exact, so Python's numbers when one needs them."""
        found = np.zeros(self.count, np.int64)
        if isinstance(self.vec, Nums):
            found = np.array(np.broadcast_to(_half_up(self.vec), (self.count,)), np.int64)
            if self.unknown or self.vec.absent is not None or self.wanted is not None:
                found *= unpack(self._planes[2], self.count)
        odd = {place: round_half_up(value) if _state(value) == KNOWN else 0 for place, value in self.odd.items()}
        if any(abs(cents) > LIMIT for cents in odd.values()):
            found = found.astype(object)
        for place, cents in odd.items():
            found[place] = cents
        return found

    def value(self, place: int) -> Any:
        """The exact value of one person, as `Quantity.value`."""
        if place in self.odd:
            return self.odd[place]
        state = self.state[place]
        if state == UNKNOWN_AMOUNT:
            return Unknown(frozenset(n for n, p in self.unknown.items() if unpack(p, self.count)[place]))
        return NOT if state == NOT_GIVEN else None if state == ABSENT else _at(self.vec, place)


@dataclass
class Quantity:
    """A quantity that is granted, for a block of people."""

    norm: norms.Amount
    pieces: list[Piece]

    @property
    def name(self) -> str:
        """The JSON name of the quantity."""
        return self.norm.name

    @property
    def state(self) -> Array:
        """Per person 0 not given here, 1 known to be absent, 2 unknown, 3 known."""
        return np.concatenate([piece.state for piece in self.pieces])

    def cents(self) -> Array:
        """Whole cents (or whole units) per person, a half going up, as they are shown; 0 where there is no value."""
        return np.concatenate([piece.cents() for piece in self.pieces])

    def value(self, place: int) -> Any:
        """The exact value of one person: None absent, `Unknown`, or `NOT` when it is not given here."""
        for piece in self.pieces:
            if place < piece.count:
                return piece.value(place)
            place -= piece.count
        raise IndexError(place)


NOT = object()


def _state(value: Any) -> int:
    if value is NOT:
        return NOT_GIVEN
    return ABSENT if value is None else UNKNOWN_AMOUNT if type(value) is Unknown else KNOWN


def _half_up(value: Nums) -> Any:
    num, den = wide(value).num, value.den
    if isinstance(den, int) and den == 1:
        return num
    half = den // 2
    return np.where(np.less(num, 0), -((half - np.asarray(num)) // den), (np.asarray(num) + half) // den)


def _at(vec: Vec, place: int) -> Any:
    def one(part: Any) -> int:
        return int(part) if np.ndim(part) == 0 else int(part[place])

    match vec:
        case Nums():
            return exact(Fraction(one(vec.num), one(vec.den)))
        case Days():
            return date.fromordinal(one(vec.day))
        case Codes():
            return vec.words[one(vec.code)]
        case _:
            assert isinstance(vec, Bits)
            return bool((int(vec.true[place // 64]) >> (place % 64)) & 1)


@dataclass
class ProvisionResult:
    """One provision for a block of `count` people.

    `missing` and `judgements` say per name of whom it is wanted (a field of a list is `taken[2].aandeel`), `choices`
    whose ground that one may use waits for an official, `documents` who lacks one, `submitted` what a person must look
    at; `refusing`, when asked for, whom each norm refuses. `apart` are the people whom the scalar engine did.
    """

    name: str
    count: int
    refused: Plane
    missing: Unknowns
    judgements: Unknowns
    choices: Unknowns
    documents: list[Marked]
    submitted: list[Marked]
    amounts: list[Quantity]
    refusing: list[Marked]
    apart: Plane | None = None

    @property
    def planes(self) -> dict[OutcomeName, Plane]:
        """Who has each outcome."""
        all_ = full(self.count)
        nobody = all_ ^ all_
        asked = either([*self.missing.values(), *(mark.plane for mark in self.documents)])
        wait = either([*self.judgements.values(), *self.choices.values(), *(mark.plane for mark in self.submitted)])
        lacking = nobody if asked is None else asked & ~self.refused
        waiting = nobody if wait is None else wait & ~self.refused & ~lacking
        return dict(
            zip(OUTCOMES, (all_ ^ self.refused ^ lacking ^ waiting, self.refused, waiting, lacking), strict=True)
        )

    @property
    def outcome(self) -> Array:
        """Per person the place of the outcome in `OUTCOMES`."""
        found = np.zeros(self.count, np.uint8)
        for code, plane in enumerate(self.planes.values()):
            if code:
                found += np.uint8(code) * unpack(plane, self.count)
        return found

    def counts(self) -> dict[OutcomeName, int]:
        """How many people have each outcome."""
        return {name: number(plane) for name, plane in self.planes.items()}

    def take(self, place: int, result: Result) -> None:
        """Put what the scalar engine found for one person in place of what stands here."""
        bit = np.zeros_like(self.refused)
        bit[place // 64] = np.uint64(1 << (place % 64))
        self.refused = _put(self.refused, bit, result.outcome == "geweigerd")
        for mine, theirs in (
            (self.missing, result.missing), (self.judgements, result.judgements), (self.choices, result.choice_needed)
        ):  # fmt: skip
            for name in {*mine, *theirs}:
                mine[name] = _put(mine.get(name, np.zeros_like(bit)), bit, name in theirs)
        refusing = [g.norm for g in result.grounds if g.effect in ("weigert", "eindigt")]
        submitted = [g.norm for g in result.grounds if g.effect == "voorgelegd" and result.outcome != "geweigerd"]
        _mark(self.documents, bit, [ground.norm for ground in result.documents])
        _mark(self.submitted, bit, submitted)
        _mark(self.refusing, bit, refusing)
        given = {id(amount.norm): amount.value for amount in result.amounts}
        for quantity in self.amounts:
            quantity.pieces[0].odd[place] = given.get(id(quantity.norm), NOT)


def _mark(marks: list[Marked], bit: Plane, wanted: list[Norm]) -> None:
    for mark in marks:
        mark.plane = _put(mark.plane, bit, any(mark.norm is norm for norm in wanted))
    marks += [Marked(n, bit) for n in wanted if not any(mark.norm is n for mark in marks)]


def _put(plane: Plane, bit: Plane, on: bool) -> Plane:
    return plane | bit if on else plane & ~bit


@dataclass
class BlockResult:
    """Every provision for a block; `fallbacks` counts how often (a person, a provision) the scalar engine was used."""

    count: int
    provisions: dict[str, ProvisionResult]
    fallbacks: int = 0

    @classmethod
    def joined(cls, parts: list[BlockResult]) -> BlockResult:
        """The results of parts of a block as one; each but the last is of a multiple of 64 people."""
        first = parts[0]
        provisions = {name: _joined([part.provisions[name] for part in parts]) for name in first.provisions}
        return cls(sum(part.count for part in parts), provisions, sum(part.fallbacks for part in parts))


def _joined(parts: list[ProvisionResult]) -> ProvisionResult:
    def planes(found: list[Plane | None]) -> Plane:
        return np.concatenate([
            np.zeros_like(part.refused) if plane is None else plane for part, plane in zip(parts, found, strict=True)
        ])  # fmt: skip

    def gaps(name: str) -> Unknowns:
        every = dict.fromkeys(key for part in parts for key in getattr(part, name))
        return {key: planes([getattr(part, name).get(key) for part in parts]) for key in every}

    def marks(name: str) -> list[Marked]:
        every = {id(mark.norm): mark.norm for part in parts for mark in getattr(part, name)}
        by = [{id(mark.norm): mark.plane for mark in getattr(part, name)} for part in parts]
        return [Marked(norm, planes([found.get(key) for found in by])) for key, norm in every.items()]

    amounts = [
        Quantity(first.norm, [piece for part in parts for piece in part.amounts[place].pieces])
        for place, first in enumerate(parts[0].amounts)
    ]
    return ProvisionResult(
        parts[0].name, sum(part.count for part in parts), planes([part.refused for part in parts]), gaps("missing"),
        gaps("judgements"), gaps("choices"), marks("documents"), marks("submitted"), amounts, marks("refusing"),
        planes([part.apart for part in parts]) if any(part.apart is not None for part in parts) else None,
    )  # fmt: skip

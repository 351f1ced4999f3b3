"""Bit planes: yes or no for every person of a block in an eighth of a byte, sixty-four people a word.

The first person stands in the lowest bit. Bits after the last person are always zero, so that a plane can be counted
and tested as it is: *not* is therefore `full ^ plane`, never `~plane` on its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.uint64]
Array = NDArray[Any]
Unknowns = dict[str, Plane]  # of which people a fact is missing, per name


def words(count: int) -> int:
    """The number of words in a plane of `count` people."""
    return (count + 63) // 64


def empty(count: int) -> Plane:
    """Nobody."""
    return np.zeros(words(count), np.uint64)


def full(count: int) -> Plane:
    """Everybody.

    >>> full(3), full(64)
    (array([7], dtype=uint64), array([18446744073709551615], dtype=uint64))
    """
    plane = np.full(words(count), 2**64 - 1, np.uint64)
    if count % 64:
        plane[-1] = 2 ** (count % 64) - 1
    return plane


def pack(flags: Array) -> Plane:
    """A plane of an array of booleans.

    >>> pack(np.array([True, False, True]))
    array([5], dtype=uint64)
    """
    packed = np.packbits(flags, bitorder="little")
    short = -len(packed) % 8
    if short:
        packed = np.concatenate([packed, np.zeros(short, np.uint8)])
    return packed.view(np.uint64)


def unpack(plane: Plane, count: int) -> NDArray[np.bool_]:
    """An array of booleans, one for each of `count` people.

    >>> unpack(np.array([5], np.uint64), 3)
    array([ True, False,  True])
    """
    return np.unpackbits(plane.view(np.uint8), count=count, bitorder="little").view(np.bool_)


def places(plane: Plane, count: int) -> NDArray[np.intp]:
    """The places (0 is the first) of the people in a plane."""
    return np.flatnonzero(unpack(plane, count))


def number(plane: Plane) -> int:
    """How many people are in a plane."""
    return int(np.bitwise_count(plane).sum())


def either(planes: Iterable[Plane | None]) -> Plane | None:
    """Who is in any of the planes; None when there is none."""
    found: Plane | None = None
    for plane in planes:
        if plane is not None:
            found = plane if found is None else found | plane
    return found


def without(plane: Plane, other: Plane | None) -> Plane:
    """Who is in the one and not in the other."""
    return plane if other is None else plane & ~other


def joined(*gaps: Unknowns) -> Unknowns:
    """All that is missing in any of these."""
    found = [gap for gap in gaps if gap]
    if len(found) < 2:
        return found[0] if found else {}
    merged = dict(found[0])
    for gap in found[1:]:
        for name, plane in gap.items():
            merged[name] = merged[name] | plane if name in merged else plane
    return merged


def masked(gap: Unknowns, mask: Plane) -> Unknowns:
    """What is missing of the people in `mask`."""
    return {name: plane & mask for name, plane in gap.items()}

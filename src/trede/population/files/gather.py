"""Columns of the engine out of few different values: each is read once, and everybody gets theirs by its place."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from trede.reason.caseload import Column
from trede.reason.caseload.planes import Array, Plane, pack, unpack


def take(column: Column, places: Array, count: int) -> Column:
    """A column of `count` people (or records) as one with somebody at each of `places`."""

    def plane(found: Plane | None) -> Plane | None:
        return None if found is None else pack(unpack(found, count)[places])

    taken = replace(
        column,
        known=plane(column.known),
        absent=plane(column.absent),
        planes={name: pack(unpack(found, count)[places]) for name, found in column.planes.items()},
    )
    if column.offsets is None:
        if column.values is not None:
            taken.values = column.values[places]
        return taken
    sizes = np.diff(column.offsets)[places]
    taken.offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
    inner = np.repeat(column.offsets[:-1][places] - taken.offsets[:-1], sizes) + np.arange(taken.offsets[-1])
    if column.values is not None and column.ends is not None:
        taken.values, taken.ends = column.values[inner], column.ends[inner]
    within = int(column.offsets[-1])
    taken.fields = {name: take(field, inner, within) for name, field in column.fields.items()}
    return taken

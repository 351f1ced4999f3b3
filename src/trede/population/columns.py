"""People as columns: per fact the values of everybody in a block, and of whom there is none."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trede.law.vocabulary import Fact
from trede.population.shapes import Nested, Values

Mask = NDArray[np.bool_]
KEY, ABSENT = "persoon", "afwezig"  # the columns that say whom a row is about, and what is known to be absent


@dataclass(slots=True)
class Column:
    """A fact of a block of people: its values, who has none on record, and who is known to have none (`absent`).

    A value has the form that `trede.population.shapes` describes; it means nothing where the person has none.
    """

    fact: Fact
    values: Values | Nested
    unknown: Mask
    absent: Mask


@dataclass(slots=True)
class Block:
    """Some people in a row: the place of the first (0 for the first of all), how many, and their facts."""

    first: int
    size: int
    columns: dict[str, Column]

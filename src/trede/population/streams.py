"""Where the chance comes from: for every seed, block of people and name a stream of its own.

So the same seed gives the same people, whoever asks for how many of them and for which facts, on any machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from zlib import crc32

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Bits:
    """Sixty-four random bits for each person, in three parts that do not depend on each other.

    `top` (16 bits) picks a class or a value, `mask` (16 bits) whether it is on record, `low` (32 bits) the place within
    a class.
    """

    key: tuple[int, ...]
    size: int

    @cached_property
    def raw(self) -> NDArray[np.uint64]:
        """All bits."""
        made = np.random.SFC64(np.random.SeedSequence(self.key)).random_raw(self.size)
        return np.asarray(made, dtype="<u8")

    @property
    def top(self) -> NDArray[np.uint16]:
        """Sixteen bits."""
        return self.raw.view("<u2")[3::4]

    @property
    def mask(self) -> NDArray[np.uint16]:
        """Sixteen other bits."""
        return self.raw.view("<u2")[2::4]

    @property
    def low(self) -> NDArray[np.int64]:
        """The thirty-two that are left, as whole numbers."""
        return self.raw.view("<u4")[::2].astype(np.int64)

    def more(self, place: int) -> Bits:
        """Another stream for the same name."""
        return Bits((*self.key, place + 1), self.size)

    def sized(self, size: int, place: int) -> Bits:
        """Another stream, for another number of things."""
        return Bits((*self.key, place + 1), size)


def bits(seed: int, block: int, name: str, size: int) -> Bits:
    """The stream of a name in a block of people.

    >>> bool(bits(1, 0, "uitkering", 2).raw[0] == bits(1, 0, "uitkering", 9).raw[0])
    True
    """
    return Bits((seed, block, crc32(name.encode())), size)

"""What an expression comes to for a whole block of people: values beside the planes that say of whom there are none.

Of each person a value is known, known to be absent, or unknown; `unknown` says of whom which fact is missing. What
stands among the values of people of whom nothing is known means nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from trede.reason.caseload.planes import Array, Plane, Unknowns, either

NO_DAY = 730_120  # 1 January 2000, the day that stands where there is none


class Unsupported(Exception):
    """The array form cannot do this; the scalar engine does it instead. The message says what."""


@dataclass(slots=True)
class Vec:
    """Values of a block of people: of whom they are `absent` (None: of nobody), of whom `unknown` and why."""

    unknown: Unknowns = field(default_factory=dict, kw_only=True)
    absent: Plane | None = field(default=None, kw_only=True)
    _open: Plane | None = field(default=None, kw_only=True, repr=False)

    @property
    def open(self) -> Plane | None:
        """Of whom it is unknown; None: of nobody."""
        if self._open is None and self.unknown:
            self._open = either(self.unknown.values())
        return self._open

    def forget(self) -> None:
        """Let go of what was derived from `unknown`, now that it is another."""
        self._open = None

    @property
    def gone(self) -> Plane | None:
        """Of whom there is no value: absent or unknown; None: of nobody."""
        return either((self.open, self.absent))


@dataclass(slots=True)
class Nothing(Vec):
    """Values of which none is known: everybody's is absent or unknown."""


@dataclass(slots=True)
class Bits(Vec):
    """Yes or no: who is in `true`; an absent yes/no is not so."""

    true: Plane


@dataclass(slots=True)
class Nums(Vec):
    """Exact numbers `num / den`; `top` and `den_top` bound them from above (and -top from below).

    `num` is an array, or an int when it is the same for everybody; `den` is positive, an int unless it differs.
    """

    num: Array | int
    den: Array | int = 1
    top: int = 0
    den_top: int = 1


@dataclass(slots=True)
class Days(Vec):
    """Days, by their number in the calendar (`date.toordinal`)."""

    day: Array | int


@dataclass(slots=True)
class Codes(Vec):
    """Choices or texts: places in `words`."""

    code: Array | int
    words: tuple[str, ...]


@dataclass(slots=True)
class Sets(Vec):
    """Several choices: who chose each."""

    chosen: dict[str, Plane]


@dataclass(slots=True)
class Spans(Vec):
    """Periods: those of person i stand from `offsets[i]` to `offsets[i + 1]`; `end` 0 is still running."""

    offsets: Array
    start: Array
    end: Array


@dataclass(slots=True)
class Rows(Vec):
    """Records: those of person i stand from `offsets[i]` to `offsets[i + 1]` in a block of their own."""

    offsets: Array
    fields: dict[str, Vec]

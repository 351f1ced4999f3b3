"""What the reader and the checker say when a regime file is wrong.

A message is one clear Dutch sentence with its place and what would be right. Mistakes are gathered, so that an
author sees all of them in one go.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

MAX_TRIED = 300


@dataclass(frozen=True, slots=True, order=True)
class LawError:
    """One mistake in a regime file.

    `file` and `line` (1-based; 0 when the whole file is meant) say where, `what` what is wrong, `right` what would be
    right, `sentence` the line as the author wrote it.
    """

    file: str
    line: int
    what: str
    right: str = ""
    sentence: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        parts = [f"{place}: {self.what}"]
        if self.sentence:
            parts.append(f"    {self.sentence}")
        if self.right:
            parts.append(f"    Goed is: {self.right}")
        return "\n".join(parts)


class LawErrors(Exception):
    """All mistakes found in the files of a regime, in order of place."""

    def __init__(self, errors: Iterable[LawError]) -> None:
        self.errors = tuple(sorted(set(errors)))
        super().__init__("\n".join(str(error) for error in self.errors))


class UnknownRegime(Exception):
    """There is no regime of that name; the message names those there are."""


class NoLawInForce(Exception):
    """On the date asked for, the regime holds no municipal source in force (or none that was known by then)."""


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The known word most like `word`, or None.

    >>> nearest("contractuuren", ["contracturen", "uitkering"])
    'contracturen'
    """
    matcher = SequenceMatcher()
    matcher.set_seq2(word)
    best, found, tried = cutoff, None, 0
    for candidate in known:
        matcher.set_seq1(candidate)
        if matcher.real_quick_ratio() < best or matcher.quick_ratio() < best:
            continue
        tried += 1
        if tried > MAX_TRIED:
            break
        if (ratio := matcher.ratio()) >= best and (found is None or ratio > best):
            best, found = ratio, candidate
    return found

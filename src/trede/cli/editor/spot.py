"""Finds what stands at the cursor: the sentence up to there, and the name under it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from trede.law.document import BULLET, SUB_PLACES, TOP_PLACES
from trede.law.vocabulary import Symbol, Vocabulary

RAW = re.compile(r"^(Tekst|Begrip|Leemte|Oud recht geldt|Lijst)\b|^\*\*", re.I)
EDGE = re.compile(r"(?<![\w-])(?=[\w€-])|(?<=[\w-])(?![\w-])")
CITATION = re.compile(r"[A-Z][\w]*-[\w.-]*[\w]")
ORDER = ("NAME", "PROVISION", "ACTION", "ROLE", "DOCUMENT", "PART", "ELEMENT", "VALUE")
MAX_NAME = 160
MAX_LINES = 40


@dataclass(frozen=True, slots=True)
class Named:
    """A name on a line: what it may stand for, and from where to where it runs."""

    phrase: str
    symbols: tuple[Symbol, ...]
    start: int
    end: int


def bullet_line(lines: Sequence[str], number: int) -> int | None:
    """The line (from 0) on which the bullet begins that line `number` is part of."""
    for place in range(number, max(-1, number - MAX_LINES), -1):
        line = lines[place].rstrip("\n")
        if BULLET.match(line):
            return place
        if not line.startswith("  "):
            return None
    return None


def sentence_before(lines: Sequence[str], number: int, column: int) -> str | None:
    """The sentence of a norm up to the cursor, without its place; None where no such sentence is being written."""
    first = bullet_line(lines, number)
    if first is None:
        return None
    parts = [lines[place].rstrip("\n") for place in range(first, number + 1)]
    parts[-1] = parts[-1][:column]
    match = BULLET.match(parts[0])
    if match is None or any(part.rstrip().endswith((".", ":")) for part in parts[:-1]):
        return None
    indent, text = len(match[1]), " ".join([match[2], *(part.strip() for part in parts[1:-1])])
    if len(parts) > 1:
        text = f"{text} {parts[-1].lstrip()}"
    text = _without_places(text, indent)
    if RAW.match(text):
        return None
    return _stem(lines, first) + text if indent else text


def _without_places(text: str, indent: int) -> str:
    place = (SUB_PLACES if indent else TOP_PLACES).match(text + "x")
    return text[place.end() :] if place else text


def _stem(lines: Sequence[str], first: int) -> str:
    """What a lettered bullet continues: the line above it that ends in a colon."""
    for place in range(first - 1, max(-1, first - MAX_LINES), -1):
        match = BULLET.match(lines[place].rstrip("\n"))
        if match and not match[1]:
            text = _without_places(match[2], 0).rstrip()
            return text.removesuffix(":").removesuffix(" een van") + " " if text.endswith(":") else ""
    return ""


def name_at(line: str, column: int, words: Vocabulary) -> Named | None:
    """The longest name on a line that covers the cursor."""
    low = line.lower()
    edges = [match.start() for match in EDGE.finditer(low)]
    starts = [place for place in edges if column - MAX_NAME <= place <= column]
    ends = [place for place in edges if column <= place <= column + MAX_NAME]
    best: Named | None = None
    for start in starts:
        for end in reversed(ends):
            if best is not None and end - start <= best.end - best.start:
                break
            if symbols := words.phrases.get(low[start:end]):
                ordered = sorted(symbols, key=lambda symbol: ORDER.index(symbol.category))
                best = Named(low[start:end], tuple(ordered), start, end)
    return best


def citation_at(line: str, column: int) -> str | None:
    """The citation (as AMV-V-12.3) under the cursor."""
    return next((m[0] for m in CITATION.finditer(line) if m.start() <= column <= m.end()), None)

"""Reads one sentence: from words to a form with its expressions.

`SentenceReader.read` gives the parts of a norm (a class of `norms` and its fields) or the one mistake that explains
best why the sentence is not understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import lark

from trede.law import tree
from trede.law.build import Builder, Parts
from trede.law.errors import nearest
from trede.law.vocabulary import Symbol, Vocabulary
from trede.law.words import KEYWORDS, MAX_READINGS, SYNONYMS, Cutter, Lattice, Word

MAX_BRACKETS = 12
State = tuple[Any, tuple[Word, ...]]
Stuck = tuple[int, tuple[Word, ...], Word | None, frozenset[str]]
TOO_MANY: dict[int, list[State]] = {}
GRAMMAR = Path(__file__).with_name("grammar.lark")


@dataclass(frozen=True, slots=True)
class Misread:
    """Why a sentence is not understood, and what would be right."""

    what: str
    right: str = ""


class _Words(lark.lexer.Lexer):
    """Hands lark the words that were cut before."""

    def __init__(self, _conf: object) -> None: ...

    def lex(self, data: list[Word]) -> Iterator[lark.Token]:  # type: ignore[override]
        for place, word in enumerate(data):
            token = lark.Token(word.type, word.value, start_pos=place)
            yield token


class SentenceReader:
    """Reads sentences with the words of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.cutter = Cutter(vocabulary)

    @cached_property
    def statement(self) -> lark.Lark:
        return lark.Lark(GRAMMAR.read_text("utf-8"), parser="lalr", lexer=_Words, start=["start", "expr"])

    def read(self, sentence: str, source: str) -> Parts | Misread:
        """Read a whole sentence (with its full stop) of a source."""
        found = self._parse(sentence, "start")
        return found if isinstance(found, Misread) else Builder(source).transform_start(found)

    def read_expression(self, text: str, source: str) -> tree.Expr | Misread:
        """Read an expression alone, as in a cell of a table."""
        found = self._parse(text, "expr")
        return found if isinstance(found, Misread) else Builder(source).expr(found)

    def expected(self, text: str) -> set[str]:
        """The types of word that may follow the beginning of a sentence (for an editor's completion)."""
        lattice = self.cutter.lattice(_plain(text))
        ends = self._walk(lattice, "start")[0].get(lattice.end, ())
        return {token for parser, _words in ends for token in parser.accepts()}

    def _parse(self, sentence: str, start: str) -> lark.Tree[Any] | Misread:
        text = _plain(sentence)
        if text.count("(") > MAX_BRACKETS or _depth(text) > MAX_BRACKETS // 2:
            return Misread("Deze zin heeft te veel haakjes.", "verdeel hem met een eigen begrip (… betekent …)")
        lattice = self.cutter.lattice(text)
        if lattice.furthest < lattice.end:
            return self._unknown_word(text, lattice.furthest)
        states, stuck = self._walk(lattice, start)
        if states is TOO_MANY:
            return Misread("Deze zin is op te veel manieren te lezen.", "kortere zinnen, of andere namen")
        good: dict[tuple[Word, ...], lark.Tree[Any]] = {}
        for parser, words in states.get(lattice.end, ()):
            try:
                found = parser.feed_eof()
            except lark.UnexpectedInput:
                stuck = max(stuck, (lattice.end, words, None, frozenset(parser.accepts())), key=lambda s: s[0])
                continue
            if found not in good.values():
                good[words] = found
        if len(good) == 1:
            return next(iter(good.values()))
        return self._ambiguous(list(good)) if good else self._ungrammatical(*stuck[1:])

    def _walk(self, lattice: Lattice, start: str) -> tuple[dict[int, list[State]], Stuck]:
        """Feed every way to read the sentence to the parser; what cannot be a sentence is dropped at once."""
        states: dict[int, list[State]] = {lattice.start: [(self.statement.parse_interactive([], start), ())]}
        stuck: Stuck = (-1, (), None, frozenset())
        for place in sorted(lattice.steps):
            for parser, words in states.get(place, ()):
                for word in lattice.steps[place]:
                    if word.type == "ARTICLE":
                        _add(states, word.end, (parser, words))
                        continue
                    after = parser.copy(deepcopy_values=False)
                    try:
                        after.feed_token(lark.Token(word.type, word.value))
                    except lark.UnexpectedInput:
                        if word.start >= stuck[0]:
                            stuck = (word.start, words, word, frozenset(parser.accepts()))
                        continue
                    _add(states, word.end, (after, (*words, word)))
            if any(len(bucket) > MAX_READINGS for bucket in states.values()):
                return TOO_MANY, stuck
        return states, stuck

    def _unknown_word(self, text: str, place: int) -> Misread:
        rest = text[place:]
        phrase = re.split(r"[,.:()]| minstens | hoogstens | is | zijn | meer dan | en | of ", rest)[0].strip()
        word = (phrase or rest).split(" ")[0]
        if word in SYNONYMS:
            return Misread(f"'{word}' is geen woord van de regeltaal.", f"'{SYNONYMS[word]}'")
        known = list(self.vocabulary.phrases) + list(KEYWORDS)
        guess = nearest(phrase, known) or nearest(word, known, 0.75)
        shown = phrase or rest[:20]
        right = f"'{guess}'" if guess else "een naam uit de feiten of begrippen, of een van de zinsvormen"
        return Misread(f"'{shown}' ken ik hier niet (teken {place + 1}).", right)

    def _ungrammatical(self, before: tuple[Word, ...], word: Word | None, accepts: frozenset[str]) -> Misread:
        if word and word.type in ("AND", "OR") and {w.type for w in before} & {"AND", "OR"}:
            return Misread("'en' en 'of' staan door elkaar.", "zet haakjes, of maak een lijst met letters")
        if word is None:
            return Misread("Deze zin is niet af.", _expectation(accepts))
        if word.type in ("NAME", "VALUE") and before:
            what = f"'{word.text}' kan niet staan na '{before[-1].text}' (teken {word.start + 1})."
        else:
            what = f"Bij '{word.text}' (teken {word.start + 1}) loopt de zin vast."
        return Misread(what, _expectation(accepts))

    def _ambiguous(self, readings: list[tuple[Word, ...]]) -> Misread:
        shown = ["[" + "] [".join(w.text for w in words if isinstance(w.value, Symbol)) + "]" for words in readings]
        what = f"Deze zin is op twee manieren te lezen: {shown[0]} of {shown[1]}."
        return Misread(what, "geef een van de namen een andere vorm")


def _plain(sentence: str) -> str:
    return re.sub(r"\s+", " ", sentence.strip().rstrip(".").lower())


def _add(states: dict[int, list[State]], place: int, state: State) -> None:
    """Add a way of reading, unless one of the same words (an article more or less) is there already."""
    said = [(word.type, word.value) for word in state[1]]
    bucket = states.setdefault(place, [])
    if not any([(word.type, word.value) for word in words] == said for _, words in bucket):
        bucket.append(state)


def _depth(text: str) -> int:
    deep = most = 0
    for char in text:
        deep += (char == "(") - (char == ")")
        most = max(most, deep)
    return most


def _expectation(accepts: frozenset[str]) -> str:
    shown = sorted({phrase for phrase, token in KEYWORDS.items() if token in accepts}, key=len)[:4]
    if "NAME" in accepts:
        shown.insert(0, "een feit")
    if "ACTION" in accepts:
        shown.insert(0, "een handeling uit de lijst Handelingen")
    if "PART" in accepts:
        shown.insert(0, "een onderdeel uit de lijst Stukken")
    return "hier: " + ", ".join(f"{item}" for item in shown) if shown else "een van de zinsvormen"

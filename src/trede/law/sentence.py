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
from trede.law.words import KEYWORDS, SYNONYMS, Cut, Cutter, TooManyReadings, Word

MAX_BRACKETS = 12
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

    def expected(self, words: tuple[Word, ...]) -> set[str]:
        """The types of word that may follow (for an editor's completion)."""
        parser = self.statement.parse_interactive(list(words), "start")
        try:
            for _ in parser.iter_parse():
                pass
        except lark.UnexpectedInput:
            return set()
        return set(parser.accepts())  # type: ignore[no-untyped-call]

    def _parse(self, sentence: str, start: str) -> lark.Tree[Any] | Misread:
        text = re.sub(r"\s+", " ", sentence.strip().rstrip(".").lower())
        if text.count("(") > MAX_BRACKETS or _depth(text) > MAX_BRACKETS // 2:
            return Misread("Deze zin heeft te veel haakjes.", "verdeel hem met een eigen begrip (… betekent …)")
        try:
            cut = self.cutter.cut(text)
        except TooManyReadings:
            return Misread("Deze zin is op te veel manieren te lezen.", "kortere zinnen, of andere namen")
        if not cut.readings:
            return self._unknown_word(text, cut.furthest)
        good, worst = self._try_all(cut, start)
        if len(good) == 1:
            return good[0]
        if good:
            return self._ambiguous(cut, start)
        assert worst is not None
        return self._ungrammatical(text, *worst)

    def _try_all(
        self, cut: Cut, start: str
    ) -> tuple[list[lark.Tree[Any]], tuple[tuple[Word, ...], int, set[str]] | None]:
        good: list[lark.Tree[Any]] = []
        worst: tuple[tuple[Word, ...], int, set[str]] | None = None
        for reading in cut.readings:
            try:
                found = self.statement.parse(list(reading), start=start)
                if found not in good:
                    good.append(found)
            except lark.UnexpectedInput as problem:
                token = getattr(problem, "token", None)
                place = token.start_pos if token is not None and token.type != "$END" else len(reading)
                if worst is None or place >= worst[1]:
                    worst = (reading, place or 0, set(getattr(problem, "accepts", None) or ()))
        return good, worst

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

    def _ungrammatical(self, text: str, reading: tuple[Word, ...], place: int, accepts: set[str]) -> Misread:
        word = reading[place] if place < len(reading) else None
        before = {w.type for w in reading[:place]}
        if word and word.type in ("AND", "OR") and before & {"AND", "OR"}:
            return Misread("'en' en 'of' staan door elkaar.", "zet haakjes, of maak een lijst met letters")
        if word is None:
            return Misread("Deze zin is niet af.", _expectation(accepts))
        if word.type in ("NAME", "VALUE") and place:
            prior = reading[place - 1].text
            what = f"'{word.text}' kan niet staan na '{prior}' (teken {word.start + 1})."
        else:
            what = f"Bij '{word.text}' (teken {word.start + 1}) loopt de zin vast."
        return Misread(what, _expectation(accepts))

    def _ambiguous(self, cut: Cut, start: str) -> Misread:
        shown = []
        for reading in cut.readings:
            try:
                self.statement.parse(list(reading), start=start)
            except lark.UnexpectedInput:
                continue
            names = [w.text for w in reading if isinstance(w.value, Symbol)]
            shown.append("[" + "] [".join(names) + "]")
        what = f"Deze zin is op twee manieren te lezen: {shown[0]} of {shown[1]}."
        return Misread(what, "geef een van de namen een andere vorm")


def _depth(text: str) -> int:
    deep = most = 0
    for char in text:
        deep += (char == "(") - (char == ")")
        most = max(most, deep)
    return most


def _expectation(accepts: set[str]) -> str:
    shown = sorted({phrase for phrase, token in KEYWORDS.items() if token in accepts}, key=len)[:4]
    if "NAME" in accepts:
        shown.insert(0, "een feit")
    if "ACTION" in accepts:
        shown.insert(0, "een handeling uit de lijst Handelingen")
    if "PART" in accepts:
        shown.insert(0, "een onderdeel uit de lijst Stukken")
    return "hier: " + ", ".join(f"{item}" for item in shown) if shown else "een van de zinsvormen"

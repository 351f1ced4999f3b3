"""Reads one sentence: from words to a form with its expressions.

`SentenceReader.read` gives the parts of a norm (a class of `norms` and its fields) or the one mistake that explains
best why the sentence is not understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import lark

from trede.law import tree
from trede.law.build import Builder, Parts, Unfit
from trede.law.errors import nearest
from trede.law.kinds import MONTHS, UNITS
from trede.law.vocabulary import Symbol, Vocabulary
from trede.law.words import KEYWORDS, MAX_READINGS, SYNONYMS, Cutter, Lattice, Word

MAX_BRACKETS = 12
MAX_NESTING = 40
MAX_STEPS = 5_000
MAX_KNOWN = 5_000
MAX_COMPARED = 250_000
NUMBER_HEAD = re.compile(r"(?:€ ?)?\d[\d.,/-]*(?: \d+)? ?$")
NUMBER_TAIL = re.compile(rf"[.,/-]?\d[\d.,/-]*|(?:{'|'.join(MONTHS)}) \d+|(?:euro|procent|eur)\b|€[ \d.,]*")
CATEGORIES = {
    "NAME": "feit of begrip", "VALUE": "waarde", "PROVISION": "voorziening", "ROLE": "rol", "ACTION": "handeling",
    "DOCUMENT": "stuk", "PART": "onderdeel van een stuk", "ELEMENT": "lijst",
}  # fmt: skip
STOP = re.compile(
    r"[,.:()]| (?:minstens|hoogstens|meer dan|minder dan|is|zijn|en|of|betekent|bedraagt|luidt|na|vóór|binnen|vanaf|op"
    r"|uiterlijk|elke|per|als|tenzij|voor zover|naar|verlenen aan|[-+−×/]) "
)
NESTING = frozenset({"PLUS", "MINUS", "TIMES", "DIVIDE", "NOT", "ELSE"})
OPERANDS = frozenset({"NAME", "QUANTITY", "NUMBER", "MONEY", "PERCENT", "DATE", "YES", "NO"})
Meaning = TypeVar("Meaning")
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
    """lark wants something that cuts text; here the words are cut before and fed one by one."""

    def __init__(self, _conf: object) -> None: ...

    def lex(self, lexer_state: Any, parser_state: Any) -> Iterator[lark.Token]:
        raise NotImplementedError


@cache
def grammar() -> lark.Lark:
    """The parser of sentences: it knows no vocabulary, so one serves all regimes."""
    return lark.Lark(GRAMMAR.read_text("utf-8"), parser="lalr", lexer=_Words, start=["start", "expr"])


class SentenceReader:
    """Reads sentences with the words of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.cutter = Cutter(vocabulary)
        self.compared = 0

    def read(self, sentence: str, source: str) -> Parts | Misread:
        """Read a whole sentence (with its full stop) of a source."""
        return self._meaning(sentence, "start", Builder(source).transform_start)

    def read_expression(self, text: str, source: str) -> tree.Expr | Misread:
        """Read an expression alone, as in a cell of a table."""
        return self._meaning(text, "expr", Builder(source).expr)

    def expected(self, text: str) -> set[str]:
        """The types of word that may follow the beginning of a sentence (for an editor's completion)."""
        lattice = self.cutter.lattice(_plain(text))
        ends = self._walk(lattice, "start")[0].get(lattice.end, ())
        return {token for parser, _words in ends for token in parser.accepts()}

    def _meaning(self, sentence: str, start: str, build: Callable[[lark.Tree[Any]], Meaning]) -> Meaning | Misread:
        """The one meaning of a sentence, or why it has none or more than one."""
        text = _plain(sentence)
        if text.count("(") > MAX_BRACKETS or _depth(text) > MAX_BRACKETS // 2:
            return Misread("Deze zin heeft te veel haakjes.", "verdeel hem met een eigen begrip (… betekent …)")
        lattice = self.cutter.lattice(text)
        if lattice.furthest < lattice.end:
            return self._unknown_word(text, lattice.furthest)
        states, stuck = self._walk(lattice, start)
        if states is TOO_MANY:
            return Misread("Deze zin is op te veel manieren te lezen.", "kortere zinnen, of andere namen")
        good: list[tuple[Meaning, tuple[Word, ...]]] = []
        for parser, words in states.get(lattice.end, ()):
            try:
                parser.feed_eof()
            except lark.UnexpectedInput:
                stuck = max(stuck, (lattice.end, words, None, frozenset(parser.accepts())), key=lambda s: s[0])
                continue
            if sum(word.type in NESTING for word in words) > MAX_NESTING:
                return Misread("Deze zin is te ingewikkeld.", "verdeel hem met een eigen begrip (… betekent …)")
            try:
                meaning = build(_parse(words, start))
            except Unfit as problem:
                return Misread(problem.what, problem.right)
            if not any(meaning == other for other, _words in good):
                good.append((meaning, words))
        if len(good) == 1:
            return good[0][0]
        return self._ambiguous([words for _, words in good]) if good else self._ungrammatical(*stuck[1:])

    def _walk(self, lattice: Lattice, start: str) -> tuple[dict[int, list[State]], Stuck]:
        """Feed every way to read the sentence to the parser; what cannot be a sentence is dropped at once."""
        states: dict[int, list[State]] = {lattice.start: [(grammar().parse_interactive([], start), ())]}
        steps = 0
        stuck: Stuck = (-1, (), None, frozenset())
        for place in sorted(lattice.steps):
            for parser, words in states.get(place, ()):
                for word in lattice.steps[place]:
                    if word.type == "ARTICLE":
                        _add(states, word.end, (parser, words))
                        continue
                    steps += 1
                    after = parser.copy(deepcopy_values=False)
                    try:
                        after.feed_token(lark.Token(word.type, word.value))
                    except lark.UnexpectedInput:
                        stuck = (word.start, words, word, frozenset(parser.accepts()))
                        continue
                    _add(states, word.end, (after, (*words, word)))
            if steps > MAX_STEPS or any(len(bucket) > MAX_READINGS for bucket in states.values()):
                return TOO_MANY, stuck
        return states, stuck

    def _unknown_word(self, text: str, place: int) -> Misread:
        rest = text[place:]
        phrase = STOP.split(rest)[0].strip()
        word = (phrase or rest).split(" ")[0]
        for count in (2, 1):
            said = " ".join(rest.rstrip(",.:").split(" ")[:count])
            if said in SYNONYMS:
                return Misread(f"'{said}' is geen woord van de regeltaal.", f"'{SYNONYMS[said]}'")
        head = NUMBER_HEAD.search(text[:place])
        if (head or rest[0] in "€0123456789") and (tail := NUMBER_TAIL.match(rest)):
            shown = (head[0] if head else "") + tail[0]
            what = f"'{shown.strip(' .,')}' is geen getal, bedrag of datum van de regeltaal (teken {place + 1})."
            return Misread(what, "bijvoorbeeld 1.234,5 of € 1.800,50 of 60 % of 1 juli 2023")
        family = self._family(word, rest)
        if word in UNITS and not family:
            return Misread(
                f"Bij '{word}' ontbreekt hoeveel (teken {place + 1}).", f"een getal ervoor, zoals '6 {word}'"
            )
        guess = family or self._nearest(phrase, word)
        shown = (phrase or rest)[:60]
        right = f"'{guess}'" if guess else "een naam uit de feiten of begrippen, of een van de zinsvormen"
        return Misread(f"'{shown}' ken ik hier niet (teken {place + 1}).", right)

    def _family(self, word: str, rest: str) -> str | None:
        """The longest known phrase that begins with this word and is almost what is written.

        `per` and `verlenen aan` are words of the language too: a misspelt phrase may go on where the shown one stops.
        """
        if self.compared > MAX_COMPARED:
            return None
        written = rest[:200].split(" ")
        known = [phrase for phrase in self.vocabulary.phrases if phrase.startswith(f"{word} ")][:MAX_KNOWN]
        self.compared += len(known)
        for count in sorted({phrase.count(" ") + 1 for phrase in known}, reverse=True):
            said = " ".join(written[:count]).rstrip(",.:")
            if found := nearest(said, (phrase for phrase in known if phrase.count(" ") + 1 == count), 0.8):
                return found
        return None

    def _nearest(self, phrase: str, word: str) -> str | None:
        """The known phrase most like what is written; after very many mistakes it is no longer looked for."""
        known = [*self.vocabulary.phrases, *KEYWORDS][:MAX_KNOWN]
        self.compared += len(known)
        if self.compared > MAX_COMPARED:
            return None
        close = nearest(phrase[:80], known, 0.8) or nearest(" ".join(phrase[:80].split(" ")[:2]), KEYWORDS, 0.85)
        return close or nearest(word[:80], known, 0.75) or nearest(phrase[:80], known)

    def _ungrammatical(self, before: tuple[Word, ...], word: Word | None, accepts: frozenset[str]) -> Misread:
        if word and word.type in ("AND", "OR") and {w.type for w in before} & {"AND", "OR"}:
            return Misread("'en' en 'of' staan door elkaar.", "zet haakjes, of maak een lijst met letters")
        if word is None and len(before) > 1 and {before[-2].type, before[-1].type} <= OPERANDS:
            what = f"Tussen '{before[-2].text}' en '{before[-1].text}' ontbreekt een woord."
            return Misread(what, "bijvoorbeeld 'en', 'is', 'minstens' of 'na'")
        if word is None:
            return Misread("Deze zin is niet af.", _expectation(accepts))
        if word.type in ("NAME", "VALUE") and before:
            what = f"'{word.text}' kan niet staan na '{before[-1].text}' (teken {word.start + 1})."
        else:
            what = f"Bij '{word.text}' (teken {word.start + 1}) loopt de zin vast."
        return Misread(what, _expectation(accepts))

    def _ambiguous(self, readings: list[tuple[Word, ...]]) -> Misread:
        one, two = ([f"[{w.text}]" for w in words if isinstance(w.value, Symbol)] for words in readings[:2])
        if one == two:
            one, two = ([_as(w) for w in words if isinstance(w.value, Symbol)] for words in readings[:2])
        what = f"Deze zin is op twee manieren te lezen: {' '.join(one)} of {' '.join(two)}."
        return Misread(what, "geef een van de namen een andere vorm")


def _as(word: Word) -> str:
    symbol = word.value
    assert isinstance(symbol, Symbol)
    denied = "nee bij " if symbol.negated else ""
    return f"[{word.text}: {CATEGORIES.get(word.type, word.type)}, {denied}{symbol.name}]"


def _parse(words: tuple[Word, ...], start: str) -> lark.Tree[Any]:
    """The tree of words that are known to make a sentence.

    The parsers that walk the lattice are forked and share what they built so far (lark extends lists in place), so
    they can only say whether there is a sentence; its tree is made afresh.
    """
    parser: Any = grammar().parse_interactive([], start)
    for word in words:
        parser.feed_token(lark.Token(word.type, word.value))
    found: lark.Tree[Any] = parser.feed_eof()
    return found


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
    if accepts >= {"ONLY_IF", "NOT_IF"}:
        return "een van de zinsvormen, zoals 'Alleen als …' of 'Het college kan …'"
    words = sorted((phrase for phrase, token in KEYWORDS.items() if token in accepts), key=_plainness)
    shown = [f"'{phrase}'" for phrase in words[:4]]
    if "NAME" in accepts:
        shown.insert(0, "een feit")
    for token, what in (
        ("ACTION", "een handeling uit de lijst Handelingen"),
        ("PART", "een onderdeel uit de lijst Stukken"),
    ):
        if token in accepts:
            shown.insert(0, what)
    return "hier past: " + ", ".join(shown) if shown else "een van de zinsvormen"


def _plainness(phrase: str) -> tuple[bool, int, str]:
    """Words before signs, short ones before long ones."""
    return not phrase[0].isalpha(), len(phrase), phrase

"""Cuts a sentence into words of the language: keywords, literals and names.

A stretch of text may be read in more than one way (a keyword, or part of a name). All ways are tried and exactly one
may give a sentence; so a name added later can make an old line ambiguous (an error), never change it in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from trede.law.kinds import DATE, MONEY, MONTHS, NUMBER, PERCENT, UNITS, Kind, Number, exact, parse_date, parse_number
from trede.law.tree import Const
from trede.law.vocabulary import ARTICLES, Vocabulary

MAX_READINGS = 96
MAX_RUNS = 100

KEYWORDS: dict[str, str] = {
    "alleen als": "ONLY_IF", "niet als": "NOT_IF", "tenzij": "UNLESS", "voor zover": "AS_FAR", "als": "IF",
    "anders": "ELSE", "mag geweigerd worden als": "MAY_REFUSE", "mag weigeren als": "MAY_REFUSE",
    "eindigt als": "ENDS", "mag eindigen als": "MAY_END", "mag beëindigd worden als": "MAY_END",
    "voorleggen als": "SUBMIT", "gaat niet samen met": "EXCLUDES", "gaat samen met": "CUMULATES",
    "telt mee voor het maximum van": "COUNTS_TOWARDS", "wordt verminderd met": "REDUCED_BY",
    "onmogelijk is dat": "IMPOSSIBLE", "vereist is dat": "REQUIRES", "betekent": "MEANS", "bedraagt": "AMOUNTS_TO",
    "begint op": "STARTS", "duurt": "LASTS",
    "mag": "MAY", "verlengd worden": "EXTENDED", "met": "WITH", "samen": "TOGETHER", "tot samen": "UP_TO",
    "verlengen alleen als": "EXTEND_IF", "eerste keer verlengen alleen als": "FIRST_EXTEND_IF",
    "voor de duur telt mee": "COUNTS", "voor de duur telt niet mee": "COUNTS_NOT",
    "mag afwijken ten gunste als": "MAY_DEVIATE", "mag afwijken als": "MAY_DEPART", "kan": "CAN", "moet": "MUST",
    "mag niet": "MAY_NOT", "verlenen aan": "GIVES", "aanbieden aan": "GIVES", "toekennen aan": "GIVES",
    "verstrekken aan": "GIVES", "geven aan": "GIVES", "bevat": "HOLDS_PART", "tabel": "TABLE", "reeks": "SERIES",
    "naar": "BY", "kiest": "CHOOSES", "beslist over": "DECIDES", "kan beslissen over": "MAY_DECIDE", "luidt": "READS",
    "over": "ABOUT", "dit artikel gaat over": "ABOUT", "en": "AND", "of": "OR", "niet": "NOT",
    "naar oordeel": "JUDGED", "naar het oordeel van": "JUDGED_BY", "is": "IS", "zijn": "IS", "is niet": "IS_NOT",
    "is een van": "IS", "minstens": "GE", "op of na": "GE", "hoogstens": "LE", "uiterlijk op": "LE",
    "meer dan": "GT", "later dan": "GT", "minder dan": "LT", "eerder dan": "LT", "vóór": "BEFORE", "na": "AFTER",
    "of meer": "OR_MORE", "of ouder": "OR_MORE", "of langer": "OR_MORE", "of hoger": "OR_MORE", "of later": "OR_MORE",
    "of minder": "OR_LESS", "of jonger": "OR_LESS", "of korter": "OR_LESS", "of lager": "OR_LESS",
    "of eerder": "OR_LESS", "binnen": "WITHIN", "vanaf": "FROM", "op": "ON", "uiterlijk": "AT_LATEST",
    "is bekend": "IS_KNOWN", "bekend is": "IS_KNOWN", "ontbreekt": "IS_ABSENT", "omvat": "CONTAINS",
    "+": "PLUS", "−": "MINUS", "-": "MINUS", "×": "TIMES", "/": "DIVIDE", "(": "LPAR", ")": "RPAR", ",": "COMMA",
    ":": "COLON", "kleinste van": "MIN_OF", "eerste van": "MIN_OF", "grootste van": "MAX_OF",
    "laatste van": "MAX_OF", "som over": "SUM_OVER", "van": "OF", "aantal dagen in": "DAYS_IN", "aantal": "COUNT_OF",
    "bij een": "FOR_A", "bij elke": "FOR_EVERY", "bij elk": "FOR_EVERY", "geldt": "HOLDS",
    "jaren van": "YEARS_OF", "maanden van": "MONTHS_OF", "weken van": "WEEKS_OF", "dagen van": "DAYS_OF", "tot": "TO",
    "eerste dag van de maand van": "MONTH_START", "afgerond op centen": "ROUNDED", "afgerond op hele euro's": "ROUNDED",
    "afgerond op hele procenten": "ROUNDED", "afgerond op een geheel getal": "ROUNDED",
    "naar boven afgerond": "ROUNDED", "naar beneden afgerond": "ROUNDED", "eenmalig": "ONCE", "per": "PER",
    "per uur": "PER_UNIT", "per dag": "PER_UNIT", "per week": "PER_UNIT", "per maand": "PER_UNIT",
    "per jaar": "PER_UNIT", "per halfjaar": "PER_UNIT", "per dagdeel": "PER_UNIT",
    "elke": "EVERY", "opnieuw": "ANEW", "een voorwaarde van deze bron niet vervuld is": "UNMET",
    "ja": "YES", "nee": "NO",
}  # fmt: skip
SYNONYMS = {
    "maximaal": "hoogstens", "maximum": "hoogstens", "ten hoogste": "hoogstens", "<=": "hoogstens", "≤": "hoogstens",
    "minimaal": "minstens", "tenminste": "minstens", "ten minste": "minstens", ">=": "minstens", "≥": "minstens",
    "groter dan": "meer dan", ">": "meer dan", "kleiner dan": "minder dan", "<": "minder dan", "gelijk aan": "is",
    "=": "is", "indien": "als", "wanneer": "als", "zodra": "als", "mits": "alleen als", "behalve": "tenzij",
    "voor": "vóór", "voordat": "vóór", "nadat": "na", "tussen": "minstens … en hoogstens …", "gedeeld door": "/",
    "maal": "×", "*": "×", "x": "×", "plus": "+", "min": "−", "dient": "moet", "zal": "moet", "mogen": "mag",
    "kunnen": "kan", "moeten": "moet", "alsmede": "en", "alsook": "en", "dan wel": "of", "ofwel": "of", "en/of": "of",
    "geen": "niet", "onbekend": "ontbreekt",
}  # fmt: skip
_AMOUNT = r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?"
_MONTH = "|".join(MONTHS)
_UNIT = "|".join(sorted((u for u in UNITS if u != "%"), key=len, reverse=True))
LITERALS = (
    ("DATE", re.compile(rf"\d{{1,2}} (?:{_MONTH}) \d{{4}}\b")),
    ("MONEY", re.compile(r"€ ?\d{1,3}(?:\.\d{3})*(?:,\d\d)?(?!\d|,\d)|€ ?\d+(?:,\d\d)?(?!\d|,\d)")),
    ("PERCENT", re.compile(rf"{_AMOUNT} ?%")),
    ("QUANTITY", re.compile(rf"{_AMOUNT} (?:{_UNIT})\b")),
    ("NUMBER", re.compile(rf"{_AMOUNT}(?![\w.,]*\d)")),
)
FIRST = re.compile(r"[^\s,:()]+|[,:()]")
BOUNDARY = re.compile(r"[\w-]")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the language: its token type, what it stands for, and where it stands in the sentence."""

    type: str
    value: object
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Lattice:
    """All words that may stand in a sentence, by where they begin; `furthest` is how far any way of reading gets."""

    steps: dict[int, list[Word]]
    start: int
    end: int
    furthest: int


def literal(kind: str, text: str) -> Const | None:
    """The constant that a literal stands for; None for a day that does not exist."""
    if kind == "DATE":
        day = parse_date(text)
        return Const(day, DATE) if day else None
    if kind == "MONEY":
        return Const(exact(_number(text.replace("€", "").strip()) * 100), MONEY)
    if kind == "PERCENT":
        return Const(exact(Fraction(_number(text.replace("%", "").strip()), 100)), PERCENT)
    if kind == "QUANTITY":
        number, unit = text.split(" ", 1)
        return Const(_number(number), Kind("getal", UNITS[unit]))
    return Const(_number(text), NUMBER)


def _number(text: str) -> Number:
    found = parse_number(text)
    assert found is not None, "the patterns of literals let only numbers through"
    return found


class Cutter:
    """Cuts sentences with the words of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.phrases: dict[str, list[tuple[str, tuple[tuple[str, object], ...]]]] = {}
        for phrase, symbols in vocabulary.phrases.items():
            first = FIRST.match(phrase)
            if first is None:
                continue
            meanings = tuple(sorted(((s.category, s) for s in symbols), key=str))
            self.phrases.setdefault(first[0], []).append((phrase, meanings))
        self.keywords: dict[str, list[tuple[str, str]]] = {}
        for phrase, token in KEYWORDS.items():
            self.keywords.setdefault(phrase.split(" ", 1)[0], []).append((phrase, token))

    def lattice(self, sentence: str) -> Lattice:
        """All words that may stand in `sentence` (in lower case, without its full stop), by where they begin."""
        steps: dict[int, list[Word]] = {}
        start = _skip(sentence, 0)
        alive, agenda = {start}, [start]
        while agenda:
            place = agenda.pop()
            steps[place] = list(self._words_at(sentence, place))
            for word in steps[place]:
                if word.end not in alive:
                    alive.add(word.end)
                    agenda.append(word.end)
        for place in list(steps):
            steps[place] += value_runs(steps, place)
        return Lattice(steps, start, len(sentence), max(alive))

    def _words_at(self, sentence: str, place: int) -> Iterator[Word]:
        first = FIRST.match(sentence, place)
        if first is None:
            return
        for phrase, token in self.keywords.get(first[0], ()):
            if _stands(sentence, place, phrase):
                yield _word(sentence, token, phrase, place, phrase)
        for phrase, meanings in self.phrases.get(first[0], ()):
            if _stands(sentence, place, phrase):
                for category, symbol in meanings:
                    yield _word(sentence, category, symbol, place, phrase)
        for kind, pattern in LITERALS:
            if (match := pattern.match(sentence, place)) and (value := literal(kind, match[0])) is not None:
                yield _word(sentence, kind, value, place, match[0])
        for article in ARTICLES:
            if sentence.startswith(article, place):
                end = place + len(article)
                yield Word("ARTICLE", None, place, end, article.strip())


def _word(sentence: str, token: str, value: object, place: int, text: str) -> Word:
    return Word(token, value, place, _skip(sentence, place + len(text)), text)


def _stands(sentence: str, place: int, phrase: str) -> bool:
    end = place + len(phrase)
    if not sentence.startswith(phrase, place):
        return False
    return end == len(sentence) or not (BOUNDARY.match(sentence[end]) and BOUNDARY.match(phrase[-1]))


def _skip(sentence: str, place: int) -> int:
    while place < len(sentence) and sentence[place] == " ":
        place += 1
    return place


def value_runs(steps: dict[int, list[Word]], place: int) -> list[Word]:
    """Values in a row that begin at `place` as one word: `a, b of c` is VALUES_ANY, `a, b en c` is VALUES_ALL."""
    found: list[Word] = []
    agenda: list[tuple[tuple[Word, ...], int]] = [
        ((word,), word.end) for word in steps.get(place, ()) if word.type == "VALUE"
    ]
    seen: set[tuple[tuple[object, ...], int]] = set()
    tried = 0
    while agenda and len(found) < MAX_READINGS and tried < MAX_RUNS:
        run, end = agenda.pop()
        tried += 1
        for joint in steps.get(end, ()):
            if joint.type not in ("COMMA", "OR", "AND"):
                continue
            for value in _values_at(steps, joint.end):
                longer = (*run, value)
                key = (joint.type, *(word.value for word in longer)), value.end
                if key in seen:
                    continue
                seen.add(key)
                if joint.type == "COMMA":
                    agenda.append((longer, value.end))
                else:
                    kind = "VALUES_ANY" if joint.type == "OR" else "VALUES_ALL"
                    text = ", ".join(word.text for word in longer)
                    found.append(Word(kind, tuple(word.value for word in longer), place, value.end, text))
    return found


def _values_at(steps: dict[int, list[Word]], place: int) -> Iterator[Word]:
    """The values at a place, an article before them skipped."""
    for word in steps.get(place, ()):
        if word.type == "VALUE":
            yield word
        elif word.type == "ARTICLE":
            yield from (value for value in steps.get(word.end, ()) if value.type == "VALUE")

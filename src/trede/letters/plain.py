"""How plain is this Dutch? Level B1 made measurable: sentences, long words, passives, officialese, reading ease.

The reading ease is Flesch in Douma's version for Dutch (1960): 206.84 - 0.93 x words per sentence - 0.77 x syllables
per hundred words. Syllables are counted as groups of vowels, which for Dutch is right for nearly every word.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from trede.letters.letter import Letter
from trede.letters.texts import TEMPLATES

_END = re.compile(r"(?<=[.!?:])\s+(?=[A-ZÀ-Ý€\"‘'“])")
_WORD = re.compile(r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ'’-]*|\d[\d.,:]*")
_VOWELS = re.compile(
    r"aai|ooi|oei|eeu|ieu|uw(?=e)|aa|ee|oo|uu|ie|oe|eu|ui|ij|ei|au|ou|[aeiouyáéíóúàèìòùäëïöüâêîôû]", re.IGNORECASE
)
_PASSIVE = re.compile(r"\b(word|wordt|worden|werd|werden)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Plainness:
    """The measure of one text. Shares are 0 to 1; `forbidden` are words not to use, with the word to use instead."""

    sentences: int
    words: int
    average: float
    longest: int
    longest_sentence: str
    long_share: float
    long_words: tuple[str, ...]
    passive_share: float
    ease: float
    forbidden: tuple[tuple[str, str], ...]

    def problems(self) -> list[str]:
        """Every limit of level B1 that the text breaks, in Dutch, each with what to do."""
        limits, found = _data()["grenzen"], []
        if self.average > limits["gemiddelde_zin"]:
            found.append(f"De zinnen zijn te lang: gemiddeld {self.average:.1f} woorden. Splits zinnen.")
        if self.longest > limits["langste_zin"]:
            found.append(f"Deze zin heeft {self.longest} woorden, splits hem: {self.longest_sentence}")
        if self.long_share > limits["lange_woorden"]:
            found.append(f"Te veel lange woorden ({self.long_share:.0%}): {', '.join(self.long_words)}.")
        if self.passive_share > limits["lijdend"]:
            found.append(f"Te veel zinnen met 'worden' ({self.passive_share:.0%}): zeg wie iets doet.")
        if self.words and self.ease < limits["leesgemak"]:
            found.append(f"De tekst leest te moeilijk: leesgemak {self.ease:.0f}. Kies kortere woorden en zinnen.")
        return found + [f"Schrijf '{good}' in plaats van '{bad}'." for bad, good in self.forbidden]


def measure(texts: Iterable[str], glossary: Iterable[str] = ()) -> Plainness:
    """Measure running text; each item ends a sentence. Words of `glossary` are not counted as long.

    >>> measure(["Wij geven u subsidie. Derhalve dient u een formulier in te vullen."]).forbidden
    (('derhalve', 'daarom'),)
    """
    limits = _data()["grenzen"]
    known = {word.lower() for name in (*glossary, *_data()["bekend"]["woorden"]) for word in _WORD.findall(name)}
    sentences = [part for text in texts for part in _END.split(text) if _WORD.search(part)]
    counted = [_WORD.findall(part) for part in sentences]
    words = [word for part in counted for word in part]
    long = [word for word in words if len(word) > limits["lang"] and word.lower() not in known]
    longest = max(range(len(counted)), key=lambda at: len(counted[at])) if counted else None
    total = max(len(words), 1)
    average = len(words) / max(len(sentences), 1)
    return Plainness(
        sentences=len(sentences),
        words=len(words),
        average=average,
        longest=0 if longest is None else len(counted[longest]),
        longest_sentence="" if longest is None else sentences[longest],
        long_share=len(long) / total,
        long_words=tuple(dict.fromkeys(long)),
        passive_share=sum(bool(_PASSIVE.search(part)) for part in sentences) / max(len(sentences), 1),
        ease=206.84 - 0.93 * average - 77 * sum(map(syllables, words)) / total,
        forbidden=_forbidden(" ".join(sentences).lower()),
    )


def measure_letter(letter: Letter) -> Plainness:
    """The measure of a letter's own sentences; the provision's name and the sender's names are its glossary."""
    return measure(letter.prose(), [letter.provision, letter.sender.organisatie, letter.sender.bestuursorgaan])


def syllables(word: str) -> int:
    """
    >>> [syllables(word) for word in ("werk", "besluit", "gemeente", "financiële", "2025")]
    [1, 2, 3, 5, 1]
    """
    return len(_VOWELS.findall(word)) or 1


def _forbidden(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((bad, good) for bad, good in _data()["verboden"].items() if re.search(rf"\b{bad}\b", text))


@cache
def _data() -> dict[str, Any]:
    with (TEMPLATES / "plain.toml").open("rb") as file:
        return tomllib.load(file)

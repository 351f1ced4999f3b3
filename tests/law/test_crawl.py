"""Text and names made to make a reader crawl: the ways to read a sentence, and every pattern, are measured."""

import re
import time
from importlib import import_module
from pathlib import Path

import pytest

from trede.law import check, document, words
from trede.law.sentence import Misread, SentenceReader
from trede.law.vocabulary import Symbol, Vocabulary


def reader_with(*names: str, category: str = "NAME") -> SentenceReader:
    vocabulary = Vocabulary()
    for name in names:
        vocabulary.add(name, Symbol(category, name.replace(" ", "_")))
    return SentenceReader(vocabulary)


def test_names_made_to_be_read_in_very_many_ways() -> None:
    found = reader_with("a", "a a", "a a a", "a a a a")
    assert isinstance(found.read("alleen als " + "a " * 600, ""), Misread)
    clever = reader_with("a", "a en a", "a en a en a", "a en a en a en a")
    read = clever.read("alleen als " + "a en " * 250 + "a", "")
    assert read == Misread("Deze zin is op te veel manieren te lezen.", "kortere zinnen, of andere namen")


def test_values_made_to_be_read_in_very_many_ways() -> None:
    found = reader_with("a", "a, a", "a, a, a", category="VALUE")
    found.vocabulary.add("x", Symbol("NAME", "x"))
    read = SentenceReader(found.vocabulary).read("alleen als x is " + "a, " * 300 + "a of a", "")
    assert isinstance(read, Misread)


def test_articles_do_not_multiply_values() -> None:
    values = [f"de waarde {letter}" for letter in "abcdefghijklmnop"]
    found = reader_with(*values, category="VALUE")
    found.vocabulary.add("x", Symbol("NAME", "x"))
    read = SentenceReader(found.vocabulary).read(f"alleen als x is {', '.join(values)} of {values[0]}", "")
    assert not isinstance(read, Misread)


def test_articles_do_not_multiply_readings() -> None:
    names = [f"de naam {letter}" for letter in "abcdefghijklmnop"]
    read = reader_with(*names).read("alleen als " + " en ".join(names), "")
    assert not isinstance(read, Misread)


def test_the_steps_of_one_sentence_are_counted() -> None:
    found = reader_with("dubbel", "een ding")
    found.vocabulary.add("dubbel", Symbol("NAME", "anders"))
    twice = SentenceReader(found.vocabulary)
    read = twice.read("alleen als " + "dubbel en " * 6 + "ding en " * 100 + "ding", "")
    assert read == Misread("Deze zin is op te veel manieren te lezen.", "kortere zinnen, of andere namen")
    shown = twice.read("alleen als dubbel", "")
    assert isinstance(shown, Misread)
    assert shown.what == (
        "Deze zin is op twee manieren te lezen: [dubbel: feit of begrip, anders] of [dubbel: feit of begrip, dubbel]."
    )


PACKAGE = Path(check.__file__).parent
PATTERNS = [
    (path.stem, name, pattern)
    for path in sorted(PACKAGE.rglob("*.py"))
    for name, pattern in vars(
        import_module(".".join(("trede.law", *path.relative_to(PACKAGE).with_suffix("").parts)))
    ).items()
    if isinstance(pattern, re.Pattern)
] + [("words", name, pattern) for name, pattern in words.LITERALS]
BAIT = [
    "a",
    " ",
    "#",
    "- ",
    "1",
    "1.",
    "1,",
    "1 ",
    "1-",
    "a.b",
    "A-",
    "*",
    "**a",
    "(",
    "((vanaf ",
    "(vanaf 1 a ",
    "€",
    "€ 1",
    "over a",
    "over a: ",
    "de ",
    "de het een ",
    "tabel ",
    "a kiest ",
    " naar ",
    " betekent ",
    "kan a verlenen ",
    ", ",
    "a, ",
    "x of ",
    " t/m ",
    "|",
    "\\|",
    ">",
    ":",
    "Lezing: ",
    "Artikel 1.",
    "A1-",
    "1 januari ",
    "getal 1 ",
    "0 t/m ",
    "1 t/m 2 t/m ",
    "van 1 a 2000 tot ",
]
STARTS = ["", "# ", "- ", "**a** (", "Over ", "getal ", "(van ", "Artikel ", "Tekst", "1 ", "€ "]


def slowest(pattern: re.Pattern[str], size: int) -> float:
    """The longest time that any bait of a size takes."""
    worst = 0.0
    for start in STARTS:
        for bait in BAIT:
            text = start + bait * (size // len(bait)) + "\x00!"
            begun = time.process_time()
            pattern.match(text)
            pattern.search(text[:400])
            worst = max(worst, time.process_time() - begun)
    return worst


@pytest.mark.parametrize(("module", "name", "pattern"), PATTERNS, ids=[f"{m}.{n}" for m, n, _ in PATTERNS])
def test_no_pattern_crawls(module: str, name: str, pattern: re.Pattern[str]) -> None:
    """On the longest line there can be no pattern takes a noticeable time, so none backtracks wildly."""
    assert slowest(pattern, document.MAX_LINE) < 0.25


def test_a_sentence_with_two_readings_names_both() -> None:
    read = reader_with("werk", "loon", "werk en loon").read("alleen als werk en loon", "")
    assert read == Misread(
        "Deze zin is op twee manieren te lezen: [werk en loon] of [werk] [loon].",
        "geef een van de namen een andere vorm",
    )

"""What may follow at the cursor: the words of the language, names, provisions, actions, values and units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from trede.cli.editor.desk import Reading
from trede.law.kinds import UNITS, snake
from trede.law.vocabulary import ARTICLES, Symbol, Vocabulary, bare
from trede.law.words import KEYWORDS

MAX_ITEMS = 300
MAX_SPLITS = 12
RAW_STARTS = ("Tekst: ", "Begrip: ", "Leemte: ", "Oud recht geldt: ", "Lijst ")
TABLE_WORDS = ("voorziening", "op", "= uitkomst", "= einddatum", "= begindatum")
SIGNS = frozenset("+−-×/(),:")
JUDGED = re.compile(r"\bnaar (?:oordeel|het oordeel van [^,()]+)(?: niet)?$")
COMPARED = re.compile(r"(.+) (?:is niet|is een van|is|zijn|omvat)")
MEASURED = re.compile(r"(\d+(?:,\d+)?) ?([a-z% ]*)$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may follow: its text, what it is, a word of explanation, and how much it replaces."""

    text: str
    category: str
    detail: str
    replaces: int


def complete_sentence(before: str, reading: Reading) -> list[Candidate]:
    """What may follow after the first part of a sentence."""
    text = re.sub(r"\s+", " ", before).lstrip().lower()
    found: dict[tuple[str, str], Candidate] = {}
    for head, partial in _splits(text):
        for candidate in _following(head, partial, reading):
            found.setdefault((candidate.text, candidate.category), candidate)
    if not text or re.fullmatch(r"[a-z ]+", text):
        for start in RAW_STARTS:
            if start.lower().startswith(text):
                found[start, "RAW"] = Candidate(start, "RAW", "zin zonder uitvoering", len(text))
    items = sorted(found.values(), key=lambda candidate: _rank(candidate, text))
    names = [item for item in items if item.category != "KEYWORD"][:MAX_ITEMS]
    return [_capital(item, text) for item in items if item.category == "KEYWORD" or item in names]


def _rank(item: Candidate, text: str) -> tuple[object, ...]:
    """Values of the fact just named come first, then what replaces most; the language's own words open a sentence."""
    keyword = (item.category == "KEYWORD") != (item.replaces == len(text))
    return item.category != "FITTING", -item.replaces, keyword, item.text


def _capital(item: Candidate, text: str) -> Candidate:
    """A sentence begins with a capital."""
    if item.replaces < len(text):
        return item
    return Candidate(item.text[:1].upper() + item.text[1:], item.category, item.detail, item.replaces)


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """The ways in which the text is whole words and then the beginning of one."""
    places = [0, *(match.end() for match in re.finditer(r"[ (]", text))]
    for place in dict.fromkeys([*places[:1], *places[-MAX_SPLITS:]]):
        yield text[:place].strip(), text[place:]


def _following(head: str, partial: str, reading: Reading) -> Iterator[Candidate]:
    types = set(reading.sentences.expected(head))
    if types & {"VALUES_ANY", "VALUES_ALL"}:
        types.add("VALUE")
    vocabulary = reading.regime.vocabulary
    size = len(partial)
    for phrase, token in KEYWORDS.items():
        if token in types and phrase not in SIGNS and phrase.startswith(partial):
            yield Candidate(phrase, "KEYWORD", "woord van de regeltaal", size)
    allowed, judged = _values_after(head, vocabulary), bool(JUDGED.search(head))
    for phrase, symbols in vocabulary.phrases.items():
        if not _begins(phrase, partial) or any(article + phrase in vocabulary.phrases for article in ARTICLES):
            continue
        for symbol in symbols:
            if symbol.category in types and _suits(symbol, vocabulary, allowed, judged):
                category = "FITTING" if allowed and symbol.category == "VALUE" else symbol.category
                yield Candidate(phrase, category, detail_of(symbol, vocabulary), size)
    if "QUANTITY" in types and (match := MEASURED.fullmatch(partial)):
        for unit in UNITS:
            if unit.startswith(match[2]):
                yield Candidate(f"{match[1]} {unit}", "QUANTITY", "hoeveelheid", size)


def _suits(symbol: Symbol, vocabulary: Vocabulary, allowed: set[str] | None, judged: bool) -> bool:
    """A value must be one of the fact before it; a judgement stands after *naar oordeel*, and only there."""
    if symbol.category == "VALUE":
        return allowed is None or symbol.name in allowed
    fact = vocabulary.facts.get(symbol.name) if symbol.category == "NAME" else None
    return fact is None or fact.judgement == judged


def _begins(phrase: str, partial: str) -> bool:
    return phrase.startswith(partial) or bare(phrase)[-1].startswith(bare(partial)[-1])


def _values_after(head: str, vocabulary: Vocabulary) -> set[str] | None:
    """After `uitkering is` only the values of uitkering make sense; None: any."""
    match = COMPARED.fullmatch(head)
    words = match[1].split(" ") if match else []
    for place in range(len(words)):
        for symbol in vocabulary.phrases.get(" ".join(words[place:]), ()):
            fact = vocabulary.facts.get(symbol.name) if symbol.category == "NAME" else None
            if fact and fact.kind.values:
                return {snake(value) for value in fact.kind.values}
    return None


def detail_of(symbol: Symbol, vocabulary: Vocabulary) -> str:
    """What a name is, in a few words."""
    if symbol.category == "NAME":
        fact = vocabulary.facts.get(symbol.name)
        if fact is None:
            return "begrip"
        return f"{'oordeel, ' if fact.judgement else ''}{fact.kind}: {fact.question}"
    words = {"PROVISION": "voorziening", "ACTION": "handeling", "ROLE": "rol", "DOCUMENT": "stuk", "PART": "onderdeel",
             "VALUE": "waarde", "ELEMENT": "onderdeel van een lijst"}  # fmt: skip
    return words[symbol.category]


def complete_heading(line: str, reading: Reading) -> list[Candidate]:
    """After `### Voorbeelden vanuit` the invented people."""
    match = re.match(r"^#{2,4} Voorbeelden( vanuit ?(.*))?$", line)
    if match is None:
        return []
    typed = match[2] or ""
    start = "" if match[1] else " vanuit "
    people = [person for person in reading.regime.personas if person.name.startswith(typed)]
    return [Candidate(start + person.name, "PERSON", person.description, len(typed)) for person in people]


def complete_cell(line: str, column: int, reading: Reading) -> list[Candidate]:
    """In a table: facts, and the words with which a column says what must come out."""
    typed = line[:column].rpartition("|")[2].lstrip().lower()
    facts = [(fact.label, detail_of(Symbol("NAME", fact.key), reading.regime.vocabulary))
             for fact in reading.regime.vocabulary.facts.values()]  # fmt: skip
    found = [(word, "kolom van een voorbeeld") for word in TABLE_WORDS] + sorted(facts)
    fitting = [Candidate(text, "NAME", detail, len(typed)) for text, detail in found if text.startswith(typed)]
    return fitting[:MAX_ITEMS]

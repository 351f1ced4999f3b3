"""The words a regime knows: facts, defined names, values, roles, provisions, actions, documents.

A name is a phrase; several phrases may mean one name (its label, its clause for yes, its clause for no). Adding a name
never changes silently how an old line is read: `words.py` tries every way to read a line and wants exactly one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from trede.law.kinds import Kind, snake

ARTICLES = ("de ", "het ", "een ")


@dataclass(frozen=True, slots=True)
class Symbol:
    """What a phrase stands for: a category of the grammar and a canonical name; `negated` for a clause for no."""

    category: str
    name: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that somebody knows, or (a judgement) finds.

    `key` is its JSON name, `label` its phrase, `subject` what it is about, `who` who can answer, `privacy` one of
    gewoon, gevoelig, gezondheid; `yes` and `no` are its clauses; a field of a list has the list's element as subject.
    """

    key: str
    label: str
    kind: Kind
    subject: str
    who: str
    question: str
    help: str = ""
    privacy: str = "gewoon"
    judgement: bool = False
    yes: str = ""
    no: str = ""
    also: tuple[str, ...] = ()
    file: str = ""
    line: int = 0


@dataclass(slots=True)
class Vocabulary:
    """All names of a regime, and the phrases by which they are written."""

    facts: dict[str, Fact] = field(default_factory=dict)
    fields: dict[str, dict[str, Fact]] = field(default_factory=dict)
    derived: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    provisions: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    actions: dict[str, str] = field(default_factory=dict)
    documents: dict[str, dict[str, str]] = field(default_factory=dict)
    old_names: dict[str, str] = field(default_factory=dict)
    phrases: dict[str, set[Symbol]] = field(default_factory=dict)

    def add(self, phrase: str, symbol: Symbol) -> None:
        """Let `phrase` (with or without its article) mean `symbol`."""
        for form in bare(phrase.lower().strip()):
            self.phrases.setdefault(form, set()).add(symbol)

    def add_fact(self, fact: Fact) -> None:
        """Add a fact with its clauses and the values of its choice."""
        if self.is_element(fact.subject):
            self.fields.setdefault(fact.subject, {})[fact.key] = fact
        else:
            self.facts[fact.key] = fact
        self.add(fact.label, Symbol("NAME", fact.key))
        if fact.yes:
            self.add(fact.yes, Symbol("NAME", fact.key))
        if fact.no:
            self.add(fact.no, Symbol("NAME", fact.key, negated=True))
        if fact.kind.name == "lijst" and fact.kind.element:
            self.add(fact.kind.element, Symbol("ELEMENT", fact.key))
        for value in fact.kind.values:
            self.add_value(value)
        for old in fact.also:
            self.old_names[old] = fact.key

    def add_value(self, phrase: str) -> None:
        """Add a value of a choice."""
        self.values[snake(phrase)] = phrase
        self.add(phrase, Symbol("VALUE", snake(phrase)))

    def add_derived(self, phrase: str) -> str:
        """Add a defined name; returns its canonical name."""
        name = snake(phrase)
        self.derived[name] = phrase
        self.add(phrase, Symbol("NAME", name))
        return name

    def add_provision(self, phrase: str, aliases: Iterable[str] = ()) -> str:
        """Add a provision (or decision) and the other names people use for it."""
        name = snake(phrase)
        self.provisions.setdefault(name, phrase)
        self.add(phrase, Symbol("PROVISION", name))
        for alias in aliases:
            self.aliases[snake(alias)] = name
            self.add(alias, Symbol("PROVISION", name))
        return name

    def add_role(self, phrase: str) -> None:
        """Add somebody who decides, does or receives."""
        self.roles[snake(phrase)] = phrase
        self.add(phrase, Symbol("ROLE", snake(phrase)))

    def add_action(self, phrase: str) -> None:
        """Add something that somebody does."""
        self.actions[snake(phrase)] = phrase
        self.add(phrase, Symbol("ACTION", snake(phrase)))

    def add_document(self, phrase: str, parts: Iterable[str]) -> None:
        """Add a document and the parts it can hold."""
        known = self.documents.setdefault(snake(phrase), {})
        self.add(phrase, Symbol("DOCUMENT", snake(phrase)))
        for part in parts:
            known[snake(part)] = part
            self.add(part, Symbol("PART", snake(part)))

    def is_element(self, phrase: str) -> bool:
        """Is this what the records of a list are called?"""
        return any(symbol.category == "ELEMENT" for symbol in self.phrases.get(phrase, ()))

    def field_of(self, element: str, key: str) -> Fact | None:
        """The field `key` of a list element, if there is one."""
        return self.fields.get(element, {}).get(key)

    def label(self, name: str) -> str:
        """How a name is written for a reader."""
        if name in self.facts:
            return self.facts[name].label
        for known in self.fields.values():
            if name in known:
                return known[name].label
        return self.derived.get(name) or self.provisions.get(name) or name.replace("_", " ")

    def merge(self, other: Vocabulary) -> None:
        """Take over what `other` (the vocabulary of a regime this one builds on) knows and this one does not."""
        pairs: tuple[tuple[dict[str, Any], dict[str, Any]], ...] = (
            (self.facts, other.facts), (self.derived, other.derived), (self.values, other.values),
            (self.provisions, other.provisions), (self.aliases, other.aliases), (self.roles, other.roles),
            (self.actions, other.actions), (self.old_names, other.old_names),
        )  # fmt: skip
        for mine, theirs in pairs:
            for key, value in theirs.items():
                mine.setdefault(key, value)
        for element, known in other.fields.items():
            self.fields.setdefault(element, {}).update(known)
        for document, parts in other.documents.items():
            self.documents.setdefault(document, {}).update(parts)
        for phrase, symbols in other.phrases.items():
            self.phrases.setdefault(phrase, set()).update(symbols)


def bare(phrase: str) -> tuple[str, ...]:
    """The phrase, and the phrase without its leading article.

    >>> bare("de werkgever scholing biedt")
    ('de werkgever scholing biedt', 'werkgever scholing biedt')
    """
    for article in ARTICLES:
        if phrase.startswith(article):
            return phrase, phrase[len(article) :]
    return (phrase,)

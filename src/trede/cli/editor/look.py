"""What a name is, what a norm says, and where both are written: for hovering and for going there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from trede.cli.editor.desk import Reading
from trede.law import norms
from trede.law.citation import place_of
from trede.law.describe import forms
from trede.law.norms import Norm
from trede.law.vocabulary import Fact, Symbol
from trede.law.wording import phrase

Place = tuple[Path, int]


def norm_at(reading: Reading, path: Path, line: int) -> Norm | None:
    """The norm that begins on a line (from 1)."""
    file = reading.shown(path)
    return next((norm for norm in reading.regime.norms if norm.file == file and norm.line == line), None)


def about_norm(norm: Norm, reading: Reading) -> str:
    """What a norm says, as Markdown."""
    regime, words = reading.regime, reading.regime.vocabulary
    about = ", ".join("elke voorziening" if p == "*" else words.label(p) for p in norm.provisions)
    lines = [
        f"**{', '.join(norm.citations) or 'zonder plaats'}** ({forms.form_of(norm)})",
        place_of(norm, regime),
        f"Gaat over: {about}" if about else "",
        forms.power_words(norm) or "",
        f"Wie: {', '.join(who)}" if (who := forms.who_acts(norm, words)) else "",
        f"Afdoening: {forms.hand_words(norm)}",
        *(f"Gelezen als: *{phrase(expr, reading.typer)}*" for expr in norm.expressions()),
        norm.reason,
    ]
    return "\n\n".join(line for line in lines if line)


def about_symbol(symbol: Symbol, reading: Reading) -> str:
    """What a name is, as Markdown."""
    words = reading.regime.vocabulary
    match symbol.category:
        case "NAME":
            fact = find_fact(symbol.name, reading)
            return about_fact(fact) if fact else _about_defined(symbol.name, reading)
        case "PROVISION":
            said = [f"{norm.sentence} ({', '.join(norm.citations)})" for norm in _grants(symbol.name, reading)]
            return "\n\n".join([f"**{words.label(symbol.name)}**: voorziening of beslissing", *said])
        case "ELEMENT":
            return f"**{symbol.name.replace('_', ' ')}**: onderdeel van een lijst"
        case _:
            kind = {"ACTION": "handeling", "ROLE": "rol", "DOCUMENT": "stuk", "PART": "onderdeel van een stuk"}
            return f"**{symbol.name.replace('_', ' ')}**: {kind.get(symbol.category, 'waarde')}"


def find_fact(name: str, reading: Reading) -> Fact | None:
    """A fact, or the field of a list, of this name."""
    words = reading.regime.vocabulary
    fields = (known[name] for known in words.fields.values() if name in known)
    return words.facts.get(name) or next(fields, None)


def about_fact(fact: Fact) -> str:
    """What a fact is, as Markdown."""
    kind = f"{fact.kind}: {', '.join(fact.kind.values)}" if fact.kind.values else str(fact.kind)
    lines = [
        f"**{fact.label}** (`{fact.key}`): {'oordeel, ' if fact.judgement else ''}{kind}",
        fact.question,
        f"Over: {fact.subject}. Weet: {fact.who}. Privacy: {fact.privacy}.",
        f"Hulp: {fact.help}" if fact.help else "",
        f"In een regel: *{' / '.join(clause for clause in (fact.yes, fact.no) if clause)}*"
        if fact.yes or fact.no
        else "",
        "Schrijf in een regel: *naar oordeel …*" if fact.judgement else "",
        f"{fact.file}:{fact.line}",
    ]
    return "\n\n".join(line for line in lines if line)


def _about_defined(name: str, reading: Reading) -> str:
    kind = reading.typer.name(name)
    said = [f"{norm.sentence} ({', '.join(norm.citations)})" for norm in _definitions(name, reading)]
    return "\n\n".join([f"**{reading.regime.vocabulary.label(name)}**: begrip{f', {kind}' if kind else ''}", *said])


def _definitions(name: str, reading: Reading) -> Iterator[Norm]:
    for norm in reading.regime.norms:
        match norm:
            case norms.Definition(name=said) | norms.Amount(name=said) if said == name:
                yield norm
            case norms.TableNorm(outputs=outputs) if name in outputs:
                yield norm


def _grants(name: str, reading: Reading) -> Iterator[Norm]:
    return (n for n in reading.regime.norms if isinstance(n, norms.Grants) and n.provision == name)


def places_of_symbol(symbol: Symbol, written: str, reading: Reading) -> list[Place]:
    """Where a name is declared or defined."""
    fact = find_fact(symbol.name, reading) if symbol.category == "NAME" else None
    found = [(reading.path(fact.file), fact.line)] if fact else []
    if symbol.category == "NAME":
        found += [(reading.path(norm.file), norm.line) for norm in _definitions(symbol.name, reading)]
    if symbol.category == "PROVISION":
        found += [(reading.path(norm.file), norm.line) for norm in _grants(symbol.name, reading)]
    return found or declarations(written, reading)


def places_of_citation(citation: str, reading: Reading) -> list[Place]:
    """Where the norms stand that cite a place."""
    found = (norm for norm in reading.regime.norms if citation in norms.cited(norm))
    return [(reading.path(norm.file), norm.line) for norm in found]


def declarations(written: str, reading: Reading) -> list[Place]:
    """The lines of the regime, and of those it builds on, that declare a role, an action, a document or a value."""
    pattern = re.compile(
        rf"^- (?:\*\*)?{re.escape(written)}(?:\*\*|\.?$)|^- \*\*[^*]+\*\*.*\b{re.escape(written)}\b", re.I
    )
    found = []
    for name in (reading.folder.name, *reading.regime.bases):
        for path in sorted(reading.path(name).parent.glob("*.md")):
            lines = path.read_text("utf-8", "replace").splitlines()
            found += [(path, number) for number, line in enumerate(lines, 1) if pattern.match(line)]
    return found

"""A letter as a PDF that everyone can read and an archive can keep: PDF/UA-1 and PDF/A-2a, made by typst in-process."""

from __future__ import annotations

import json
import re
import threading
from typing import Any, Literal, cast

import typst

from trede.letters.errors import LetterError
from trede.letters.letter import Block, Bullets, Letter, Lines, Paragraph
from trede.letters.safety import name_signs
from trede.letters.texts import TEMPLATES

STANDARDS: list[Literal["ua-1", "a-2a"]] = ["ua-1", "a-2a"]
_UNBROKEN = 40  # characters of one word that always fit on a line of a letter
_NARROW = 22  # the same, in a column of a table
_NO_GLYPH = re.compile(r'text `"(.+?)"` could not be displayed|codepoint `"(.+?)"')
_warm = threading.local()


def render_pdf(letter: Letter) -> bytes:
    """The PDF of a letter. Equal letters give equal bytes.

    LetterError, in Dutch, when the letter holds a character for which there is no glyph, or typst refuses it.
    """
    data = json.dumps(_page(letter), ensure_ascii=False)
    try:
        pdf = _compiler().compile(format="pdf", pdf_standards=list(STANDARDS), sys_inputs={"letter": data})
    except typst.TypstError as error:
        raise LetterError(_explain(str(error))) from error
    return cast(bytes, pdf)


def _compiler() -> typst.Compiler:
    """One warm compiler per thread, with typst's own fonts only: a letter looks the same on every machine."""
    if not hasattr(_warm, "compiler"):
        _warm.compiler = typst.Compiler(
            str(TEMPLATES / "letter.typ"), root=str(TEMPLATES), font_paths=[], ignore_system_fonts=True
        )
    compiler: typst.Compiler = _warm.compiler
    return compiler


def _explain(message: str) -> str:
    if found := _NO_GLYPH.search(message):
        signs = found[1] or found[2]
        return f"De brief bevat tekens die niet in een brief kunnen staan: {name_signs(sorted(set(signs)))}."
    return f"De brief kan geen toegankelijke PDF worden: {message}"


def _page(letter: Letter) -> dict[str, Any]:
    """The letter as the template reads it."""
    texts, day = letter.sender.words, letter.day
    draft = texts.say("concept.titel") if letter.draft else None
    return {
        "title": f"{draft}: {letter.subject}" if draft else letter.subject,
        "author": letter.sender.organisatie,
        "house": _breakable(letter.sender.organisatie, _NARROW),
        "department": _breakable(letter.sender.afdeling),
        "sender": [_breakable(line) for line in letter.sender.adres],
        "addressee": [_breakable(line) for line in (letter.addressee.name, *letter.addressee.lines)],
        "references": [[name, _breakable(value, _NARROW)] for name, value in letter.references],
        "date": [day.year, day.month, day.day],
        "draft": draft,
        "notes": [_block(block) for block in letter.notes],
        "subject": _breakable(letter.subject, _NARROW),
        "sections": [
            {"heading": _breakable(section.heading), "blocks": [_block(block) for block in section.blocks]}
            for section in letter.sections
        ],
        "greeting": [_breakable(line) for line in letter.greeting],
        "signed": [_breakable(line) for line in letter.signed],
        "footer": texts.find("pagina.voet"),
        "footer-left": _breakable(" · ".join([letter.sender.organisatie, *_reference(letter)])),
        "colour": letter.sender.kleur,
    }


def _reference(letter: Letter) -> list[str]:
    """Our reference, to find a loose page back."""
    name = letter.sender.words.say("kenmerk.kenmerk")
    return [f"{name} {value}" for label, value in letter.references if label == name]


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Paragraph():
            return {"type": "paragraph", "text": _breakable(block.text), "strong": block.strong}
        case Bullets():
            return {"type": "bullets", "items": [_breakable(item) for item in block.items]}
        case Lines():
            return {"type": "lines", "lines": [_breakable(line) for line in block.lines], "room": block.room}
        case _:
            rows = [[_breakable(cell, _NARROW) for cell in row] for row in block.rows]
            return {"type": "table", "header": block.header, "rows": rows, "numbers": block.numbers}


def _breakable(text: str, longest: int = _UNBROKEN) -> str:
    """`text` with places to break in words that would run off the page (a zero-width space: nothing is seen)."""
    if len(text) <= longest:
        return text
    return " ".join(
        "\u200b".join(word[at : at + longest] for at in range(0, len(word), longest)) if len(word) > longest else word
        for word in text.split(" ")
    )

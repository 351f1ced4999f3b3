"""From an assessed provision to a letter in plain Dutch, as an accessible PDF. See docs/letters.md.

>>> from trede.letters import Addressee, Sender, compose, render_pdf
"""

from trede.letters.compose import compose
from trede.letters.errors import LetterError, LetterIncomplete, SenderErrors
from trede.letters.kinds import LetterKind, derive_kind
from trede.letters.letter import Bullets, Letter, Lines, Paragraph, Section, Table
from trede.letters.parties import Addressee, Sender
from trede.letters.plain import Plainness, measure, measure_letter
from trede.letters.render import render_pdf
from trede.letters.request import suggest_answer_by

__all__ = [
    "Addressee",
    "Bullets",
    "Letter",
    "LetterError",
    "LetterIncomplete",
    "LetterKind",
    "Lines",
    "Paragraph",
    "Plainness",
    "Section",
    "Sender",
    "SenderErrors",
    "Table",
    "compose",
    "derive_kind",
    "measure",
    "measure_letter",
    "render_pdf",
    "suggest_answer_by",
]

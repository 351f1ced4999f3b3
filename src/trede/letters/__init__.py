"""From an assessed provision to a letter in plain Dutch, as an accessible PDF. See docs/letters.md.

>>> from trede.letters import Addressee, Sender, compose, render_pdf
"""

from trede.letters.compose import compose, left_open
from trede.letters.demands import Part, parts_to_write
from trede.letters.errors import LetterError, LetterIncomplete, SenderErrors
from trede.letters.kinds import LetterKind, derive_kind
from trede.letters.letter import Bullets, Letter, Lines, Paragraph, Section, Table
from trede.letters.notices import NoticeKind, compose_notice
from trede.letters.parties import Addressee, Sender
from trede.letters.plain import Plainness, measure, measure_letter
from trede.letters.plan import PlanGoal, PlanSigned, PlanStep, PlanText, compose_plan
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
    "NoticeKind",
    "Paragraph",
    "Part",
    "Plainness",
    "PlanGoal",
    "PlanSigned",
    "PlanStep",
    "PlanText",
    "Section",
    "Sender",
    "SenderErrors",
    "Table",
    "compose",
    "compose_notice",
    "compose_plan",
    "derive_kind",
    "left_open",
    "measure",
    "measure_letter",
    "parts_to_write",
    "render_pdf",
    "suggest_answer_by",
]

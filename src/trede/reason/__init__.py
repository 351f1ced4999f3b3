"""Reasoning over a regime: explain one person's provisions, ask what still matters, and replay a receipt."""

from trede.reason.ask import Question, next_question, question_for
from trede.reason.assess import Assessment, UnknownProvision, assess, find_provision
from trede.reason.facts import FactErrors, Facts, Problem
from trede.reason.receipt import ReceiptError, replay

__all__ = [
    "Assessment", "FactErrors", "Facts", "Problem", "Question", "ReceiptError", "UnknownProvision", "assess",
    "find_provision", "next_question", "question_for", "replay",
]  # fmt: skip

"""All answers of a conversation: look, change, remove, begin anew, take along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from trede.web import assessments, conversations, outcomes, wording
from trede.web.conversations import UNKNOWN, Conversation
from trede.web.views import common


@dataclass(frozen=True)
class Row:
    """One answer in a list."""

    fact: str
    label: str
    question: str
    shown: str
    unknown: bool
    judgement: bool
    by: str
    why: str
    source: str

    @property
    def unsigned(self) -> bool:
        """A judgement without the name of who gave it."""
        return self.judgement and not self.unknown and not self.by


def answer_rows(conversation: Conversation) -> list[Row]:
    """The answers in words, the latest last."""
    return [answer_row(conversation, fact, entry) for fact, entry in conversation.answers.items()]


def answer_row(conversation: Conversation, fact: str, entry: dict[str, Any]) -> Row:
    """One answer in words."""
    question = assessments.question(conversation.regime, fact) or {"naam": wording.phrase(fact), "soort": "tekst"}
    unknown = entry == UNKNOWN
    return Row(
        fact=fact,
        label=question["naam"],
        question=question.get("vraag") or question["naam"],
        shown="weet ik niet" if unknown else wording.show(question, entry.get("waarde")),
        unknown=unknown,
        judgement=bool(question.get("oordeel")),
        by=str(entry.get("door", "")),
        why=str(entry.get("reden", "")),
        source="" if entry.get("bron") == "gesprek" else str(entry.get("bron", "")),
    )


@require_safe
@common.with_conversation
def overview(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """The page with all answers."""
    context = {"conversation": conversation, "rows": answer_rows(conversation)}
    return render(request, "web/answers.html", context)


@common.changes
def remove(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """Forget one answer."""
    conversation.before = outcomes.keys(assessments.glance(conversation))
    conversation.remove(request.POST.get("feit", ""))
    conversations.save(request.session, conversation)
    messages.success(request, "Het antwoord is weg. U kunt dit ongedaan maken.")
    return redirect("answers", key=conversation.key)


@common.changes
def clear(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """Begin anew."""
    conversation.clear()
    conversations.save(request.session, conversation)
    return common.to_interview(conversation)


@common.changes
def forget(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """Remove the whole conversation."""
    conversations.forget(request.session, conversation.key)
    messages.success(request, "Het gesprek en alle antwoorden zijn weg.")
    return redirect("home")


@require_safe
@common.with_conversation
def facts(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """The facts as JSON, to load again elsewhere."""
    return common.download(conversation.facts, "feiten.json")

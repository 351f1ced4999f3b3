"""The interview: one question at a time, with the outcome of every provision beside it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from trede.web import assessments, controls, conversations, outcomes, regulations
from trede.web.controls import Control
from trede.web.conversations import UNKNOWN, Conversation, Entry
from trede.web.views import common
from trede.web.views.answers import answer_rows

LETTER = "brief-"
LATEST = 8  # answers that stand beside the question


@require_safe
@common.with_conversation
def interview(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """The question that settles most now, or the end."""
    question = assessments.next_question(conversation)
    return page(request, conversation, controls.filled(question) if question else None)


@require_safe
@common.with_conversation
def one_question(request: HttpRequest, conversation: Conversation, fact: str) -> HttpResponse:
    """A question the user chose: to answer it, or to change the answer."""
    question = find_question(conversation, fact)
    stored = conversation.facts.get(fact)
    control = controls.filled(question, stored["waarde"] if stored else controls.MISSING)
    return page(request, conversation, control, chosen=True, entry=stored)


def find_question(conversation: Conversation, fact: str) -> dict[str, Any]:
    """The question about a fact: as the interview would ask it now, or as the regime words it."""
    upcoming = assessments.next_question(conversation)
    if upcoming and upcoming["feit"] == fact:
        return upcoming
    question = assessments.question(conversation.regime, fact)
    if question is None:
        raise Http404
    return {name: value for name, value in question.items() if name != "nog"}


def page(
    request: HttpRequest,
    conversation: Conversation,
    control: Control | None,
    *,
    chosen: bool = False,
    entry: Entry | None = None,
    back: str = "",
) -> HttpResponse:
    """The page with a question, or with the end when there is none."""
    lines = outcomes.lines(assessments.glance(conversation), conversation.before)
    view = list_view(request)
    problems = control.problems() if control else []
    rows = answer_rows(conversation)
    context = {
        "conversation": conversation,
        "title": regulations.card(conversation.regime).title,
        "control": control,
        "question": control.question if control else None,
        "problems": problems,
        "chosen": chosen,
        "entry": entry or {},
        "back": back or request.GET.get("terug", ""),
        "listing": outcomes.listing(lines, view),
        "progress": outcomes.progress(lines),
        "changed": [line for line in lines if line.was],
        "rows": rows,
        "latest": rows[: -LATEST - 1 : -1],
        "answered": len(conversation.facts),
    }
    return render(request, "web/interview.html", context, status=422 if problems else 200)


def list_view(request: HttpRequest) -> outcomes.View:
    """How the list is wanted: from the address, or from the form that was sent beside it."""
    sent = request.POST.get("lijst", "")
    return outcomes.View.read(QueryDict(sent) if sent else request.GET)


@common.changes
def answer(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """Write an answer down, or show what is wrong with it."""
    question = find_question(conversation, request.POST.get("feit", ""))
    action = request.POST.get("actie", "opslaan")
    control = controls.posted(question, request.POST)
    entry: Entry | None = None
    if action == "rij-erbij":
        control.add_row()
    elif action.startswith("rij-weg-"):
        control.drop_row(int(action.removeprefix("rij-weg-")) if action[8:].isdecimal() else -1)
    else:
        entry = entry_of(conversation, control, action, request)
    back = request.POST.get("terug", "")
    if entry is None:
        return page(request, conversation, control, chosen="nog" not in question, entry=signature(request), back=back)
    conversation.before = outcomes.keys(assessments.glance(conversation))
    conversation.give(question["feit"], entry)
    conversation.official = entry.get("door", conversation.official)
    conversations.save(request.session, conversation)
    return back_to(conversation, back, list_view(request).query())


def entry_of(conversation: Conversation, control: Control, action: str, request: HttpRequest) -> Entry | None:
    """What to write down, or None with the errors in the control."""
    if action == "weet-ik-niet":
        return UNKNOWN
    if action == "is-er-niet" and control.offers_absent:
        value: Any = None
    elif action == "geen" and control.offers_none:
        value = []
    else:
        value = controls.read(control)
    if value is controls.MISSING:
        return None
    entry = {"waarde": value, "bron": "gesprek"}
    if control.question.get("oordeel"):
        entry |= {"datum": timezone.localdate().isoformat()} | signature(request)
    fact = control.question["feit"]
    try:
        assessments.check(conversation.regime, {fact: entry})
        assessments.check(conversation.regime, conversation.facts | {fact: entry}, conversation.date)
    except assessments.Problems as error:
        control.error = " ".join(problem.text for problem in error.problems)
        return None
    return entry


def signature(request: HttpRequest) -> Entry:
    """Who judged, and why, as far as typed."""
    typed = {"door": request.POST.get("door", "").strip()[:200], "reden": request.POST.get("reden", "").strip()[:2000]}
    return {name: text for name, text in typed.items() if text}


def back_to(conversation: Conversation, place: str, query: str) -> HttpResponse:
    """To the page the user came from: the answers, a provision, its letter, or the interview."""
    if place == "antwoorden":
        return redirect("answers", key=conversation.key)
    name = place.removeprefix(LETTER)
    if name != place and name in assessments.names(conversation):
        return redirect("letter", key=conversation.key, name=name)
    if place and place in assessments.names(conversation):
        return redirect("provision", key=conversation.key, name=place)
    return common.to_interview(conversation, query)


@common.changes
def undo(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """Take the last change back."""
    before = outcomes.keys(assessments.glance(conversation))
    if conversation.undo():
        conversation.before = before
        conversations.save(request.session, conversation)
    return common.to_interview(conversation)

"""One provision: the answer, how it was computed, why, and what would change it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from trede.web import assessments, drafts, reasons, regulations, status
from trede.web.conversations import Conversation
from trede.web.timeline import numbered, timeline
from trede.web.views import common


def find(conversation: Conversation, name: str) -> dict[str, Any]:
    """The provision as it stands now."""
    found = assessments.assess_one(conversation, name)
    if found is None:
        raise Http404
    return found


def linked(conversation: Conversation, rows: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    """Missing facts or judgements, each with the question that a link goes to (or none)."""
    return [row | {"ask": assessments.askable(conversation.regime, row[name])} for row in rows]


@require_safe
@common.with_conversation
def provision(request: HttpRequest, conversation: Conversation, name: str) -> HttpResponse:
    """The page of one provision."""
    found = find(conversation, name)
    context = {
        "conversation": conversation,
        "provision": found,
        "status": status.status_of(found),
        "missing": linked(conversation, found["ontbreekt"], "feit"),
        "judgements": linked(conversation, found["oordelen"], "oordeel"),
        "groups": reasons.grouped(found["gronden"]),
        "duties": reasons.duties(found["plichten"]),
        "remarks": reasons.remarks(found["kanttekeningen"]),
        "unconfirmed": reasons.unconfirmed(found["kanttekeningen"]),
        "may_write": bool(drafts.letter_kinds(found)),
        "timeline": timeline(found["termijnen"], conversation.on),
        "terms": numbered(found["termijnen"]),
        "title": regulations.card(conversation.regime).title,
    }
    return render(request, "web/provision.html", context)


@require_safe
@common.with_conversation
def outcome(request: HttpRequest, conversation: Conversation, name: str) -> HttpResponse:
    """The provision as JSON."""
    return common.download(find(conversation, name), f"uitkomst-{name}.json")


@require_safe
@common.with_conversation
def receipt(request: HttpRequest, conversation: Conversation, name: str) -> HttpResponse:
    """The receipt: enough to compute it again and get the same."""
    return common.download(find(conversation, name)["receipt"], f"bewijs-{name}.json")


@require_safe
@common.with_conversation
def whole(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """The whole assessment as JSON."""
    return common.download(assessments.assess(conversation), "uitkomst.json")

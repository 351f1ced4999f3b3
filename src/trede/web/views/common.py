"""What the screens of a conversation share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from trede.web import assessments, conversations, regulations
from trede.web.conversations import Conversation
from trede.web.views import errors

View = Callable[..., HttpResponse]


def with_conversation(view: View) -> View:
    """Give the view its conversation; a friendly page when it is not there, or the regime cannot be used any more."""

    @wraps(view)
    def wrapped(request: HttpRequest, key: str, **kwargs: Any) -> HttpResponse:
        try:
            conversation = conversations.load(request.session, key)
            return view(request, conversation, **kwargs)
        except conversations.NoSuchConversation:
            return errors.gone(request)
        except regulations.UnknownRegime as error:
            return errors.page(request, 404, "Deze regels kennen we niet", str(error))
        except regulations.BrokenRegime as error:
            return errors.broken(request, error)
        except regulations.NoLawInForce as error:
            return errors.page(request, 404, "Op deze datum gelden geen regels", str(error))
        except assessments.Problems as error:
            return broken_answers(request, conversation, error)

    return wrapped


def about_regime(view: View) -> View:
    """A page about a regime, without a person; a friendly page when the regime cannot be shown."""

    @wraps(view)
    def wrapped(request: HttpRequest, regime: str, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, regime, **kwargs)
        except regulations.UnknownRegime as error:
            return errors.page(request, 404, "Deze regels kennen we niet", str(error))
        except regulations.BrokenRegime as error:
            return errors.broken(request, error)
        except regulations.NoLawInForce as error:
            return errors.page(request, 404, "Op deze datum gelden geen regels", str(error))

    return wrapped


def changes(view: View) -> View:
    """A view that changes something: by POST only. A reload of its address goes to the question."""

    @wraps(view)
    def wrapped(request: HttpRequest, conversation: Conversation, **kwargs: Any) -> HttpResponse:
        return view(request, conversation, **kwargs) if request.method == "POST" else to_interview(conversation)

    return with_conversation(wrapped)


def broken_answers(request: HttpRequest, conversation: Conversation, error: assessments.Problems) -> HttpResponse:
    """The regime changed and stored answers no longer fit: take those out, and say so."""
    for problem in error.problems:
        together = [name for name in conversation.answers if name in problem.fact.split(", ")]
        for name in together[-1:]:  # of facts that cannot be together, the last one given goes
            del conversation.answers[name]
    conversations.save(request.session, conversation)
    found = [("", problem.text) for problem in error.problems]
    return render(request, "web/broken.html", {"conversation": conversation, "problems": found}, status=409)


def base_template(conversation: Conversation | None) -> str:
    """The frame of a page that may stand inside a conversation."""
    return "web/conversation.html" if conversation else "web/base.html"


def to_interview(conversation: Conversation, query: str = "") -> HttpResponse:
    """Back to the question, with the list as it was."""
    response = redirect("interview", key=conversation.key)
    if query:
        response["Location"] += f"?{query}"
    return response


def download(data: Any, filename: str) -> JsonResponse:
    """JSON as a file to keep; the name says nothing about a person."""
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response

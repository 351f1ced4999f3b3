"""One act on one page: what it does, its fields, a button; everything that is wrong beside its field, typing kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from trede.web.casework.forms import Field, Form
from trede.web.casework.frame import Desk, page


@dataclass(frozen=True)
class Act:
    """An act: its heading and explanation, fields with what stands in them, and the service that does it.

    `do` takes the desk, the row, what was typed and the revision of the form; `done` is said afterwards.
    """

    title: str
    button: str
    do: Callable[[Desk, Any, dict[str, Any], int | None], Any]
    done: str
    fields: tuple[Field, ...] = ()
    text: str = ""
    initial: Mapping[str, Any] = field(default_factory=dict)
    warning: str = ""


def show(request: HttpRequest, desk: Desk, act: Act, row: Any, back: str, back_word: str, to: str = "") -> HttpResponse:
    """The page of an act; after it is done, the page `to` (empty: where it came from)."""
    sent = request.POST if request.method == "POST" else None
    form = Form(act.fields, sent, act.initial, getattr(row, "revision", None))
    if sent is not None and form.does(lambda values: act.do(desk, row, values, form.revision)):
        messages.success(request, act.done)
        return redirect(to or back)
    context = {"act": act, "form": form, "problems": form.problems, "back": back, "back_word": back_word}
    return page(request, desk, "casework/act.html", context)

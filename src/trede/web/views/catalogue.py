"""The catalogue of a regime: its instruments and products, to filter, sort, take along, and hold beside a person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from trede.web import regulations, shelf, typed
from trede.web.conversations import Conversation
from trede.web.spreadsheet import spreadsheet
from trede.web.views import common


@require_safe
@common.about_regime
def catalogue(request: HttpRequest, regime: str) -> HttpResponse:
    """The catalogue by itself."""
    return page(request, regime, None)


@require_safe
@common.with_conversation
def for_person(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """The catalogue beside the answers of a conversation."""
    return page(request, conversation.regime, conversation)


def page(request: HttpRequest, regime: str, conversation: Conversation | None) -> HttpResponse:
    """The page, or the same rows as a file."""
    day = conversation.date if conversation else timezone.localdate()
    on, problems = read_day(request.GET, day)
    items = regulations.instruments(regime, on)
    person = shelf.of_person(conversation) if conversation else []
    view = shelf.View.read(request.GET, person)
    problems += view.problems
    rows = view.apply(items)
    if request.GET.get("formaat") == "xlsx":
        return as_spreadsheet(rows, f"aanbod-{regime}")
    context = {
        "base_template": common.base_template(conversation),
        "card": regulations.card(regime),
        "conversation": conversation,
        "regime": regime,
        "on": on,
        "wanted": request.GET.get("op", ""),
        "view": view,
        "rows": rows,
        "total": len(items),
        "ladders": regulations.ladders(regime, on),
        "lists": len({item.list for item in items}),
        "fields": view.fields(items),
        "columns": view.columns(items),
        "person": person,
        "problems": problems,
    }
    return render(request, "web/catalogue.html", context, status=422 if problems else 200)


def read_day(query: Mapping[str, str], default: date) -> tuple[date, list[tuple[str, str]]]:
    """The day typed in the address, or the default with what is wrong with it."""
    text = query.get("op", "").strip()
    try:
        return (date.fromisoformat(typed.read_date(text)) if text else default), []
    except typed.Unreadable as error:
        return default, [("op", str(error))]


def as_spreadsheet(rows: list[shelf.Row], name: str) -> HttpResponse:
    """The rows to take along, with all that the regime says of each."""
    extra = list(dict.fromkeys(name for row in rows for name, _ in row.item.extra))
    header = [*(heading for _, heading in shelf.ALL_COLUMNS), "norm", *extra]

    def cells(row: shelf.Row) -> list[str]:
        more = dict(row.item.extra)
        known = [row.text(name) for name, _ in shelf.ALL_COLUMNS]
        return [*known, row.item.citation, *(more.get(name, "") for name in extra)]

    return spreadsheet(name, header, [cells(row) for row in rows])

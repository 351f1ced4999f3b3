"""The catalogue of a regime: its instruments and products, to filter, sort, take along, and hold beside a person."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from trede.web import regulations, shelf, typed
from trede.web.conversations import Conversation
from trede.web.views import common

FORMULA = ("=", "+", "-", "@")


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
    if request.GET.get("vorm") == "csv":
        return as_csv(rows, f"aanbod-{regime}.csv")
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


def as_csv(rows: list[shelf.Row], filename: str) -> HttpResponse:
    """The rows as a file for a spreadsheet, in which no cell can be a formula."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response.write("\ufeff")  # a spreadsheet takes it for UTF-8 by this
    writer = csv.writer(response, delimiter=";")
    extra = list(dict.fromkeys(name for row in rows for name, _ in row.item.extra))
    writer.writerow([harmless(text) for text in [*(heading for _, heading in shelf.ALL_COLUMNS), "norm", *extra]])
    for row in rows:
        more = dict(row.item.extra)
        cells: list[Any] = [row.text(name) for name, _ in shelf.ALL_COLUMNS]
        writer.writerow(
            [harmless(str(cell)) for cell in [*cells, row.item.citation, *(more.get(n, "") for n in extra)]]
        )
    return response


def harmless(cell: str) -> str:
    """Text that a spreadsheet does not take for a formula.

    >>> harmless("=1+1"), harmless("Workfast")
    ("'=1+1", 'Workfast')
    """
    return f"'{cell}" if cell.lstrip().startswith(FORMULA) or cell.startswith(("\t", "\r", "\n")) else cell

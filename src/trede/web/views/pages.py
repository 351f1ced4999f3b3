"""Pages that are not about a person: the rules, about, accessibility."""

from __future__ import annotations

from datetime import date

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from trede.web import regulations, status, typed
from trede.web.views import errors


@require_safe
def rules(request: HttpRequest, regime: str) -> HttpResponse:
    """The regime as a page to read, on a date."""
    wanted = request.GET.get("op", "")
    problems: list[tuple[str, str]] = []
    on = timezone.localdate()
    try:
        card = regulations.card(regime)
        if wanted:
            on = date.fromisoformat(typed.read_date(wanted))
        choices = regulations.choices(regime, on)
    except regulations.UnknownRegime as error:
        return errors.page(request, 404, "Deze regels kennen we niet", str(error))
    except regulations.BrokenRegime as error:
        return errors.broken(request, error)
    except (typed.Unreadable, regulations.NoLawInForce) as error:
        problems, choices = [("op", str(error))], []
    described = None if problems else regulations.described(regime, on)
    context = {
        "card": card,
        "on": on,
        "wanted": wanted,
        "choices": choices,
        "described": described,
        "ladders": [] if problems else regulations.ladders(regime, on),
        "problems": problems,
    }
    return render(request, "web/rules.html", context, status=422 if problems else 200)


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """For what watches the servers: 200 when the database answers, else 503. Says nothing more."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return HttpResponse("de database antwoordt niet\n", status=503, content_type="text/plain; charset=utf-8")
    return HttpResponse("goed\n", content_type="text/plain; charset=utf-8")


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What Trede is and does with what is typed."""
    return render(request, "web/about.html", {"statuses": status.STATUSES})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "web/accessibility.html")

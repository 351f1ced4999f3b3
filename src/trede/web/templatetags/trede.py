"""Filters and tags for the pages: dates, amounts, icons and statuses."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from trede.web import controls, reasons, status, wording
from trede.web.comparison import Column
from trede.web.whatif import whole_euros

register = template.Library()

# One path each, drawn in a box of 24 by 24.
ICONS = {
    "moet": "M1.5 12.5l4.5 4.5 9-10 M11 16l1 1 9.5-10",
    "kan": "M4 12.5l5.5 5.5L20 6.5",
    "ja": "M4 12.5l5.5 5.5L20 6.5",
    "oordeel": "M12 3v18 M7 21h10 M4 7h16 M4 7l-2.5 7h5z M20 7l-2.5 7h5z",
    "gegevens": "M8.5 8.5a3.5 3.5 0 1 1 5 3.2c-1 .5-1.5 1.2-1.5 2.6 M12 18.6v.4",
    "onbekend": "M8.5 8.5a3.5 3.5 0 1 1 5 3.2c-1 .5-1.5 1.2-1.5 2.6 M12 18.6v.4",
    "geweigerd": "M6 6l12 12 M18 6L6 18",
    "nee": "M6 6l12 12 M18 6L6 18",
    "let-op": "M12 4v10 M12 19v.5",
    "terug": "M19 12H5 M11 6l-6 6 6 6",
    "verder": "M5 12h14 M13 6l6 6-6 6",
    "wijzig": "M4 20l1-5L16 4l4 4L9 19z",
    "brief": "M3 6h18v12H3z M3 7l9 7 9-7",
    "download": "M12 4v11 M7 11l5 5 5-5 M4 20h16",
    "persoon": "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z M4 21c0-4.5 3.5-7 8-7s8 2.5 8 7",
    "weg": "M6 6l12 12 M18 6L6 18",
    "ongedaan": "M4 10h10a5 5 0 0 1 0 10H8 M8 6l-4 4 4 4",
    "erbij": "M12 5v14 M5 12h14",
    "geen": "M6 12h12",
    "zoek": "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13z M15.5 15.5L21 21",
    "wissel": "M4 8h14 M14 4l4 4-4 4 M20 16H6 M10 12l-4 4 4 4",
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing beside a word; it says nothing by itself, so readers skip it."""
    return format_html(
        '<svg class="trede-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{}"/></svg>',
        ICONS[name],
    )


@register.simple_tag
def field(control: controls.Control) -> str:
    """A field of a form, with its label, hint and error."""
    return render_to_string(control.template, {"control": control})


@register.simple_tag(takes_context=True)
def ask_url(context: Any, fact: str) -> str:
    """Where a fact about the provision on the page is asked: in the dossier (`ask_base`), else in the conversation."""
    if base := context.get("ask_base"):
        return f"{base}{fact.split('[')[0]}/"
    asked = reverse("question", args=[context["conversation"].key, fact])
    return f"{asked}?terug={context['provision']['voorziening']}"


@register.filter
def result(value: str) -> tuple[str, str]:
    """The icon and the words of the result of a ground or a node."""
    return status.RESULTS.get(value, ("", ""))


@register.filter
def effect(value: str) -> tuple[str, str]:
    """The icon and the words of what a ground does."""
    return reasons.EFFECTS.get(value, ("onbekend", value))


@register.filter
def regime_title(name: str, columns: list[Column]) -> str:
    """The title of a regime in a comparison."""
    return next((column.title for column in columns if column.regime == name), name)


@register.filter
def join_lines(lines: list[str]) -> SafeString:
    """Lines that stay lines."""
    return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in lines))


@register.filter
def status_of(provision: dict[str, Any]) -> status.Status:
    """The status of a provision."""
    return status.status_of(provision)


@register.filter
def typed_date(value: str) -> str:
    """A day as a Dutch user types it; anything else as it is."""
    return controls.typed_day(str(value))


register.filter("long_date", wording.long_date)
register.filter("euro", wording.euro)
register.filter("cents", whole_euros)
register.filter("phrase", wording.phrase)
register.filter("number", wording.number)

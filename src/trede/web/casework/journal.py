"""The journal of a dossier: write a contact or remark, and look through them by kind."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from trede.casework.models import Note
from trede.casework.services import notes
from trede.web.casework.forms import Field, Form
from trede.web.casework.frame import Desk, page, with_dossier
from trede.web.spreadsheet import spreadsheet

SHOWN = 50

FIELDS = (
    Field("kind", "Wat was het?", "keuze", options=tuple(Note.Kind.choices)),
    Field("on", "Op", "datum"),
    Field("text", "Waar ging het over?", "verhaal", required=False, later=True,
          hint="Schrijf niet meer over gezondheid op dan nodig is. Wat hier staat, verandert niet meer."),
)  # fmt: skip


@with_dossier("journal")
def journal(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The form, and what was written before."""
    kind = request.GET.get("soort", "")
    sent = request.POST if request.method == "POST" else None
    form = Form(FIELDS, sent, {"on": timezone.localdate(), "kind": kind or Note.Kind.TALK})
    if sent is not None and form.does(lambda given: notes.add(desk.actor, desk.dossier, **given), tolerant=True):
        messages.success(request, "Het staat in het journaal.")
        return redirect("dossier_journal", desk.dossier.pk)
    shown = request.GET.get("toon", "")
    most = min(int(shown), 2000) if shown.isdecimal() else SHOWN
    rows = list(notes.notes(desk.dossier, kind)[: most + 1])
    if request.GET.get("formaat") == "xlsx":
        found = ((row.on, row.get_kind_display(), row.text, row.author.name) for row in notes.notes(desk.dossier, kind))
        return spreadsheet(f"journaal-{desk.dossier.number}", ("Op", "Soort", "Tekst", "Wie"), found)
    counted = notes.counts(desk.dossier)
    context = {
        "form": form, "problems": form.problems, "rows": rows[:most], "kind": kind,
        "kinds": [(value, word, counted[value]) for value, word in Note.Kind.choices if counted.get(value)],
        "total": sum(counted.values()), "more": most + SHOWN if len(rows) > most else 0,
    }  # fmt: skip
    return page(request, desk, "casework/journal.html", context)

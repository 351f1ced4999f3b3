"""Documents on the page: what came in and what went out, adding one, taking one out, removing one with a reason."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from trede.access.rights import Right
from trede.casework.models import Document
from trede.casework.services import documents
from trede.casework.services.common import Problem, Refused
from trede.web.casework import acts
from trede.web.casework.acts import Act
from trede.web.casework.forms import Field
from trede.web.casework.frame import Desk, page, with_dossier
from trede.web.casework.people import uuid_of
from trede.web.spreadsheet import spreadsheet

HEADER = ("Naam", "Soort", "Aanvraag", "Bytes", "Toegevoegd", "Door", "Verwijderd", "Waarom verwijderd")


@with_dossier("documents")
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All documents of the dossier, the newest first, and a form to add one."""
    problems: list[tuple[str, str]] = []
    if request.method == "POST":
        try:
            return add(request, desk)
        except Refused as refused:
            problems = [(problem.field, problem.text) for problem in refused.problems]
    rows = desk.dossier.documents.defer("content").select_related("application", "uploaded_by").order_by("-created_at")
    if request.GET.get("formaat") == "xlsx":
        return spreadsheet(f"documenten-{desk.dossier.number}", HEADER, [as_row(row) for row in rows])
    applications = desk.dossier.applications.order_by("-received_on")
    context = {
        "rows": rows, "applications": applications, "kinds": kinds(desk), "problems": problems,
        "may_add": desk.actor.may(Right.RECORD_FACTS),
        "chosen": request.POST.get("aanvraag") or request.GET.get("aanvraag", ""),
        "typed_kind": request.POST.get("soort", ""), "most": documents.MOST_BYTES // 1024 // 1024,
    }  # fmt: skip
    return page(request, desk, "casework/documents.html", context)


def as_row(row: Document) -> tuple[Any, ...]:
    """A document in the spreadsheet."""
    return (
        row.name, row.kind, row.application.number if row.application else None, row.size,
        timezone.localdate(row.created_at), row.uploaded_by.name,
        timezone.localdate(row.removed_at) if row.removed_at else None, row.removed_reason,
    )  # fmt: skip


def add(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Keep a file that was sent. Refused with what is wrong with it."""
    file = request.FILES.get("file")
    key = uuid_of(request.POST.get("aanvraag"))
    application = desk.dossier.applications.filter(pk=key).first() if key else None
    if file is None:
        most, sent = settings.FILE_UPLOAD_MAX_MEMORY_SIZE, int(request.META.get("CONTENT_LENGTH") or 0)
        large = f"Dit bestand is te groot: hoogstens {documents.MOST_BYTES // 1024 // 1024} MB kan erbij."
        raise Refused(Problem("file", large if sent > most else "Kies een bestand."))
    content = file.read(documents.MOST_BYTES + 1)
    documents.attach(desk.actor, desk.dossier, file.name or "", content, request.POST.get("soort", ""), application)
    messages.success(request, "Het document is toegevoegd.")
    if application is not None:
        return redirect("application", desk.dossier.pk, application.pk)
    return redirect("dossier_documents", desk.dossier.pk)


def kinds(desk: Desk) -> list[str]:
    """The documents that the regime names, in words."""
    return sorted(name.replace("_", " ") for name in desk.regime.vocabulary.documents)


@require_safe
@with_dossier("documents")
def download(request: HttpRequest, desk: Desk, pk: UUID) -> HttpResponse:
    """A file to take along, never shown within the page; noted."""
    row = get_object_or_404(desk.dossier.documents, pk=pk)
    row.dossier = desk.dossier
    response = HttpResponse(documents.take_out(desk.actor, row), content_type=row.content_type)
    plain = row.name.encode("ascii", "replace").decode().replace('"', "").replace("?", "_")
    response["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(row.name)}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@with_dossier("documents")
def remove(request: HttpRequest, desk: Desk, pk: UUID) -> HttpResponse:
    """Remove a file, with the reason."""
    row = get_object_or_404(Document.objects.defer("content"), dossier=desk.dossier, pk=pk)
    act = Act(
        f"'{row.name}' verwijderen", "Verwijder",
        lambda desk, row, v, _r: documents.remove(desk.actor, row, v["reason"]),
        "Het document is verwijderd.", (Field("reason", "Waarom moet het weg?", "verhaal"),),
        "De inhoud gaat weg en komt niet terug. Dat het er was, wie het weghaalde en waarom, blijft staan.",
    )  # fmt: skip
    return acts.show(request, desk, act, row, reverse("dossier_documents", args=[desk.dossier.pk]), "Documenten")

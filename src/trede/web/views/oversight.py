"""For who supervises: who broke the glass and why, the audit log, and all about one person for who asks to see it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from trede.access import audit, exports, glass
from trede.access.models import AuditEntry, BreakGlass, Municipality, User
from trede.access.rights import Right
from trede.casework.models import Dossier
from trede.casework.services.common import Actor
from trede.casework.visibility import find_dossier
from trede.web.casework import listing
from trede.web.casework.frame import page, with_actor
from trede.web.spreadsheet import spreadsheet
from trede.web.typed import Unreadable, read_date
from trede.web.views import common
from trede.web.views.log_words import readable

MOST_ROWS = 5000  # in a spreadsheet
HEADER = (
    "Regel", "Dag", "Tijd", "Wie", "Rol", "Actie", "Resultaat", "Soort", "Kenmerk", "Naam of nummer", "Reden",
    "Bijzonderheden",
)  # fmt: skip


# --- broken glass -----------------------------------------------------------------------------------------------------


def broken(request: HttpRequest, actor: Actor) -> tuple[QuerySet[BreakGlass], str, str]:
    """The rows that the address asks for, with its words."""
    text, state = request.GET.get("zoek", "")[:100].strip(), request.GET.get("stand", "")
    rows = BreakGlass.objects.filter(municipality=actor.municipality).select_related("user", "seen_by")
    if text:
        rows = rows.filter(Q(user__name__icontains=text) | Q(label__icontains=text) | Q(why__icontains=text))
    if state in {"nieuw", "bekeken"}:
        rows = rows.filter(seen_at__isnull=state == "nieuw")
    return rows, text, state


@with_actor(Right.SUPERVISE)
def glass_log(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who opened a dossier of another, why, and what a supervisor found of it."""
    rows, text, state = broken(request, actor)
    audit.record(actor.log, "glas.lijst_ingezien")
    if request.GET.get("formaat") == "xlsx":
        header = ("Wanneer", "Wie", "Dossier", "Reden", "Bekeken door", "Oordeel")
        return spreadsheet("dossiers-van-anderen", header, [
            (timezone.localtime(row.at).date(), row.user.name, row.label, row.why,
             row.seen_by.name if row.seen_by else "", row.finding)
            for row in rows[:MOST_ROWS]
        ])  # fmt: skip
    return page(request, actor, "account/glass.html", {
        "sheet": listing.sheet(request, rows), "text": text, "state": state,
        "waiting": glass.unseen(actor.municipality), "export": listing.address(request, formaat="xlsx"),
    })  # fmt: skip


@require_POST
@with_actor(Right.SUPERVISE)
def judge(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """Note that a supervisor looked, and what was found."""
    row = BreakGlass.objects.filter(municipality=actor.municipality, pk=key).select_related("user").first()
    if row is None:
        raise Http404
    if glass.judge(request, row, request.POST.get("oordeel", "")[:1000]):
        messages.success(request, f"Bekeken: {row.user.name}, {row.label}.")
    else:
        messages.warning(request, "Iemand anders had dit al bekeken, of het ging om uzelf.")
    return redirect("glass_log")


# --- the audit log ----------------------------------------------------------------------------------------------------


class Wish:
    """What the address asks of the audit log; what cannot be read is said."""

    def __init__(self, request: HttpRequest) -> None:
        asked = request.GET
        self.text = asked.get("zoek", "")[:100].strip()
        self.result = asked.get("resultaat", "")
        self.typed = {name: asked.get(name, "") for name in ("vanaf", "tot")}
        self.before = int(asked["voor"]) if asked.get("voor", "").isdecimal() and len(asked["voor"]) < 19 else 0
        self.problems: list[tuple[str, str]] = []
        self.days = {name: self.day(name) for name in self.typed}

    def day(self, name: str) -> date | None:
        """A day of the form, or None."""
        if not self.typed[name].strip():
            return None
        try:
            return date.fromisoformat(read_date(self.typed[name]))
        except Unreadable as error:
            self.problems.append((name, str(error)))
            return None

    def rows(self, municipality: Municipality) -> QuerySet[AuditEntry]:
        """The lines, the newest first."""
        found = AuditEntry.objects.filter(municipality=municipality.slug)
        if self.text:
            words = Q(actor_name__icontains=self.text) | Q(action__icontains=self.text) | Q(object_id=self.text)
            words |= Q(object_id__in=[str(key) for key in self.accounts(municipality)])
            for key, client in Dossier.objects.filter(municipality=municipality, number__iexact=self.text).values_list(
                "pk", "client"
            ):
                words |= Q(object_id=str(key)) | Q(person=client)
            found = found.filter(words | Q(person=self.person) if self.person else words | Q(why__icontains=self.text))
        if self.result in {audit.OK, audit.REFUSED, audit.FAILED}:
            found = found.filter(result=self.result)
        if self.days["vanaf"]:
            found = found.filter(at__gte=start_of(self.days["vanaf"]))
        if self.days["tot"]:
            found = found.filter(at__lt=start_of(self.days["tot"] + timedelta(days=1)))
        return found

    def accounts(self, municipality: Municipality) -> QuerySet[User, UUID]:
        """The accounts of this municipality with such a name."""
        here = User.objects.filter(memberships__municipality=municipality, name__icontains=self.text)
        return here.values_list("pk", flat=True).distinct()

    @property
    def person(self) -> UUID | None:
        """The person whose id was typed."""
        try:
            return UUID(self.text)
        except ValueError:
            return None

    @property
    def narrowed(self) -> bool:
        """Is anything left out?"""
        return bool(self.text or self.result or any(self.typed.values()))


def start_of(day: date) -> datetime:
    """The first moment of a day here."""
    return timezone.make_aware(datetime.combine(day, time.min))


@with_actor(Right.SEE_AUDIT)
def audit_log(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The lines of this municipality, page by page backwards in time; looking is a line too."""
    wish = Wish(request)
    rows = wish.rows(actor.municipality)
    asked = {name: value for name, value in request.GET.items() if name not in {"voor", "formaat"} and value}
    audit.record(actor.log, "auditlog.ingezien", **asked)
    if request.GET.get("formaat") == "xlsx":
        return spreadsheet(
            "auditlog", HEADER, [as_row(row) for row in readable(list(rows[:MOST_ROWS]), actor.municipality)]
        )
    found = list((rows.filter(pk__lt=wish.before) if wish.before else rows)[: listing.PAGE + 1])
    older = "?" + urlencode(asked | {"voor": found[listing.PAGE - 1].pk}) if len(found) > listing.PAGE else ""
    return page(request, actor, "account/audit.html", {
        "wish": wish, "rows": readable(found[: listing.PAGE], actor.municipality),
        "older": older, "newest": "?" + urlencode(asked),
        "results": (audit.OK, audit.REFUSED, audit.FAILED), "problems": wish.problems, "wrong": dict(wish.problems),
        "export": "?" + urlencode(asked | {"formaat": "xlsx"}),
    })  # fmt: skip


def as_row(row: AuditEntry) -> tuple[Any, ...]:
    """A line of the spreadsheet."""
    at = timezone.localtime(row.at)
    return (row.pk, at.date(), f"{at:%H:%M:%S}", row.actor_name, row.role, row.action, row.result, row.object_kind,
            row.object_id, row.about, row.why, row.details_text)  # type: ignore[attr-defined] # fmt: skip


# --- a request for access ---------------------------------------------------------------------------------------------


@with_actor(Right.EXPORT_SUBJECT)
def export_subject(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """All that is stored and logged about the person of a dossier, as a file; why is asked, and noted."""
    dossier = find_dossier(actor, key)
    why = " ".join(request.POST.get("reden", "").split())[:500]
    if request.method == "POST" and why:
        found = exports.export(actor.log, dossier.client_id, actor.municipality, why)
        return common.download(found, f"inzage-{dossier.number}.json")
    problems = [("reden", "Schrijf waarom u dit uitgeeft, zoals het nummer van het verzoek.")]
    context = {"dossier": dossier, "problems": problems if request.method == "POST" else []}
    return page(request, actor, "account/export.html", context)

"""The team: who has what, substitutes and handing dossiers over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from trede.access.models import User
from trede.access.rights import Right
from trede.casework.models import CaseTransfer, Dossier, Substitution, Task
from trede.casework.services import sharing
from trede.casework.services.common import Actor
from trede.web.casework.forms import Field, Form
from trede.web.casework.frame import page, with_actor
from trede.web.casework.work import colleagues, person
from trede.web.spreadsheet import Table, workbook

MOST_AT_ONCE = 100  # dossiers on the page of a transfer
SHOWN = 5  # transfers on the page of the team
MOST_ROWS = 5000  # transfers in a spreadsheet


@dataclass(frozen=True)
class Share:
    """What one member of staff has in hand."""

    key: str
    name: str
    dossiers: int
    tasks: int
    late: int
    substitute: str = ""


@with_actor(Right.SUPERVISE)
def team(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who has what, who replaces whom, what was handed over last."""
    standing = substitutions(actor)
    people = shares(actor, standing)
    given = CaseTransfer.objects.filter(municipality=actor.municipality).select_related("giver", "taker")
    transfers = given.order_by("-created_at")
    if request.GET.get("formaat") == "xlsx":
        return as_spreadsheet(people, standing, transfers[:MOST_ROWS])
    context = {
        "people": people, "substitutions": standing, "may_transfer": actor.may(Right.TRANSFER),
        "transfers": transfers[:SHOWN],
    }  # fmt: skip
    return page(request, actor, "casework/team.html", context)


def as_spreadsheet(
    people: list[Share], standing: list[Substitution], transfers: Iterable[CaseTransfer]
) -> HttpResponse:
    """The team to take along: who has what, who replaces whom, what was handed over."""
    header = ("Op", "Aantal dossiers", "Van", "Naar", "Waarom")
    return workbook(
        "team",
        Table("verdeling", ("Naam", "Lopende dossiers", "Open taken", "Te laat", "Vervangen door"),
              [(row.name, row.dossiers, row.tasks, row.late, row.substitute) for row in people]),
        Table("vervanging", ("Wie", "Vervangen door", "Eerste dag", "Laatste dag"),
              [(row.absent.name, row.substitute.name, row.starts_on, row.ends_on) for row in standing]),
        Table("overdrachten", header, [
            (timezone.localdate(row.created_at), len(row.dossiers), row.giver.name if row.giver else None,
             row.taker.name, row.reason) for row in transfers]),
    )  # fmt: skip


def shares(actor: Actor, standing: list[Substitution]) -> list[Share]:
    """The numbers per person, and what nobody has; the queries do not grow with the team."""
    able = sharing.carriers(actor)
    today = timezone.localdate()
    here = Dossier.objects.filter(municipality=actor.municipality, status=Dossier.Status.OPEN)
    dossiers = dict(here.order_by().values_list("case_manager").annotate(Count("pk")))
    open_tasks = Task.objects.filter(municipality=actor.municipality, state=Task.State.OPEN)
    late = Count("pk", filter=Q(due_on__lt=today))
    tasks = {
        row[0]: row[1:] for row in open_tasks.order_by().values_list("assignee").annotate(total=Count("pk"), late=late)
    }
    replaced = {row.absent_id: row.substitute.name for row in standing if row.starts_on <= today}
    rows = [
        Share(str(user.pk), user.name, dossiers.get(user.pk, 0), *tasks.get(user.pk, (0, 0)), replaced.get(user.pk, ""))
        for user in colleagues(actor)
        if dossiers.get(user.pk) or tasks.get(user.pk) or user.pk in able
    ]
    if None in dossiers:
        rows.append(Share("-", "Nog niemand", dossiers[None], *tasks.get(None, (0, 0))))
    return rows


def substitutions(actor: Actor, mine: bool = False) -> list[Substitution]:
    """Those that hold or are still to come."""
    found = Substitution.objects.filter(
        municipality=actor.municipality, ended_at__isnull=True, ends_on__gte=timezone.localdate()
    )
    if mine:
        found = found.filter(Q(absent=actor.user) | Q(substitute=actor.user) | Q(author=actor.user))
    return list(found.select_related("absent", "substitute").order_by("starts_on"))


@with_actor(Right.SEE_WORK)
def substitution(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Arrange a substitute: for oneself, or for anyone by who may transfer."""
    everyone = actor.may(Right.TRANSFER)
    able = sharing.carriers(actor)
    people = tuple((str(user.pk), user.name) for user in colleagues(actor) if user.pk in able)
    others = people if everyone else tuple(item for item in people if item[0] != str(actor.user.pk))
    fields = [
        *([Field("absent", "Wie is er niet?", "keuze", options=people)] if everyone else []),
        Field("substitute", "Wie vervangt?", "keuze", options=others),
        Field("starts_on", "Eerste dag", "datum"), Field("ends_on", "Laatste dag", "datum"),
    ]  # fmt: skip
    form = Form(fields, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.does(lambda typed: arrange(actor, typed)):
        messages.success(request, "De vervanging is geregeld.")
        return redirect("team" if everyone else "work")
    context = {"form": form, "problems": form.problems, "substitutions": substitutions(actor, mine=not everyone)}
    return page(request, actor, "casework/substitution.html", context)


def arrange(actor: Actor, typed: dict[str, Any]) -> Substitution:
    """Hand what was typed to the service."""
    absent = person(actor, typed["absent"]) if "absent" in typed else actor.user
    substitute = person(actor, typed["substitute"])
    if absent is None or substitute is None:
        raise Http404
    return sharing.substitute(actor, absent, substitute, typed["starts_on"], typed["ends_on"])


@require_POST
@with_actor(Right.SEE_WORK)
def substitution_end(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """Take a substitution back."""
    standing = get_object_or_404(Substitution, pk=key, municipality=actor.municipality)
    sharing.end_substitution(actor, standing)
    messages.success(request, "De vervanging is beëindigd.")
    return redirect("team" if actor.may(Right.SUPERVISE) else "substitution")


@with_actor(Right.TRANSFER)
def transfer(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Hand the dossiers of a colleague, or those of nobody yet, to another."""
    giver = giver_of(request, actor)
    waiting = Dossier.objects.filter(
        municipality=actor.municipality, status=Dossier.Status.OPEN, case_manager=giver
    ).order_by("surname", "pk")
    rows = list(waiting.select_related("client")[:MOST_AT_ONCE])
    chosen = request.POST.getlist("dossiers") if request.method == "POST" else [str(row.pk) for row in rows]
    able = sharing.carriers(actor)
    people = tuple((str(user.pk), user.name) for user in colleagues(actor) if user != giver and user.pk in able)
    fields = [Field("taker", "Naar wie?", "keuze", options=people), Field("reason", "Waarom?", "verhaal")]
    form = Form(fields, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.does(lambda typed: hand_over(actor, chosen, typed)):
        messages.success(
            request,
            f"{len(chosen)} dossiers zijn overgedragen." if len(chosen) != 1 else "Het dossier is overgedragen.",
        )
        return redirect("team")
    for row in rows:
        row.chosen = str(row.pk) in chosen  # type: ignore[attr-defined]
    return page(request, actor, "casework/transfer.html", {
        "form": form, "problems": form.problems, "rows": rows, "more": max(0, waiting.count() - len(rows)),
        "giver_name": giver.name if giver else "",
    })  # fmt: skip


def giver_of(request: HttpRequest, actor: Actor) -> User | None:
    """Whose dossiers the address names; `-` are those of nobody yet."""
    asked = request.GET.get("van", "")
    if asked == "-":
        return None
    found = person(actor, asked)
    if found is None:
        raise Http404
    return found


def hand_over(actor: Actor, chosen: list[str], typed: dict[str, Any]) -> CaseTransfer:
    """Hand what was chosen to the service."""
    taker = person(actor, typed["taker"])
    if taker is None:
        raise Http404
    return sharing.transfer(actor, chosen, taker, typed["reason"])

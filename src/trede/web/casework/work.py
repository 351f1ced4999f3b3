"""My work: what is late, due today, this week and later; a task is done, undone, made and changed here."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from trede.access import audit
from trede.access.models import User
from trede.access.rights import Right
from trede.casework.calendar import as_calendar
from trede.casework.models import Task
from trede.casework.services import tasks as service
from trede.casework.services.common import Actor
from trede.casework.visibility import dossiers, find_dossier
from trede.casework.worklist import WHEN, Wish, Worklist, group
from trede.web.casework import listing
from trede.web.casework.forms import Field, Form
from trede.web.casework.frame import Desk, page, with_actor
from trede.web.casework.overview import block
from trede.web.spreadsheet import spreadsheet

STRETCHES = {
    "te_laat": "Te laat", "vandaag": "Vandaag", "deze_week": "Deze week", "later": "Later",
    "zonder_datum": "Zonder datum",
}  # fmt: skip
MOST_ROWS = 5000  # in a spreadsheet


def wish_of(request: HttpRequest) -> Wish:
    """What the address asks to see; what it asks wrongly is left out."""
    asked = request.GET
    when = asked.get("wanneer", "")
    whose = asked.get("wie", "")
    return Wish(
        when=when if when in WHEN else "", kind=asked.get("soort", ""), text=asked.get("zoek", "")[:100],
        whose=whose if is_id(whose) else "", order=asked.get("volgorde", "datum"),
    )  # fmt: skip


def is_id(text: str) -> bool:
    """Is this the id of a row?"""
    try:
        UUID(text)
    except ValueError:
        return False
    return True


@with_actor(Right.SEE_WORK)
def work(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list, with how many stand in each stretch of time."""
    begun = timezone.now()
    wish, mine = wish_of(request), Worklist(actor)
    counts = mine.counts()
    unfiltered = not (wish.kind or wish.text or wish.whose)
    total = (counts[wish.when] if wish.when else sum(counts.values())) if unfiltered else None
    found = listing.sheet(request, mine.tasks(wish), total)
    for task in found.rows:
        task.stretch = group(task, mine.today)  # type: ignore[attr-defined]
    response = page(request, actor, "casework/work.html", {
        "wish": wish, "sheet": found, "today": mine.today, "kinds": mine.kinds(),
        "stretches": [
            (when, word, counts[when], listing.address(request, wanneer=when)) for when, word in STRETCHES.items()
        ],
        "everything": (sum(counts.values()), listing.address(request, wanneer="")),
        "columns": listing.columns(request, wish.order, ("datum", "Uiterlijk"), ("naam", "Cliënt"), ("soort", "Soort")),
        "export": listing.address(request, formaat="xlsx"), "replaces": len(mine.people) > 1,
    })  # fmt: skip
    if request.GET.get("formaat") == "xlsx":
        found.rows[:] = mine.tasks(wish)[:MOST_ROWS]
        response = as_spreadsheet(found.rows)
    if found.rows:
        audit.reading(actor.log, "werk.ingezien", [task.dossier for task in found.rows], begun=begun)
    return response


def as_spreadsheet(rows: list[Task]) -> HttpResponse:
    """The tasks as they stand in the list."""
    header = ("Uiterlijk", "Taak", "Soort", "Cliënt", "Dossier", "Wie", "Norm", "Vindplaats", "Opmerking")
    return spreadsheet("werk", header, [
        (
            task.due_on, task.title, task.kind, task.dossier.client.name, task.dossier.number,
            task.assignee.name if task.assignee else task.role, ", ".join(task.norms), task.place, task.note,
        )
        for task in rows
    ])  # fmt: skip


@with_actor(Right.SEE_WORK)
def agenda(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The tasks with a day as a calendar file; it names no client."""
    found = list(Worklist(actor).tasks(wish_of(request))[:MOST_ROWS])
    audit.reading(actor.log, "agenda.uitgevoerd", [task.dossier for task in found])
    response = HttpResponse(as_calendar(found), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="werk.ics"'
    return response


# --- one task -----------------------------------------------------------------------------------------------------


def find_task(actor: Actor, key: UUID) -> Task:
    """A task that the actor may touch: of a dossier that they may see, or one of their own roles."""
    task = get_object_or_404(Task.objects.select_related("dossier", "dossier__client", "assignee"), pk=key)
    if task.municipality_id != actor.municipality.pk:
        raise Http404
    if not dossiers(actor).filter(pk=task.dossier_id).exists() and not Worklist(actor).mine.filter(pk=key).exists():
        raise Http404
    return task


@require_POST
@with_actor(Right.SEE_WORK)
def finish(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """Done; one click undoes it."""
    task = service.finish(actor, find_task(actor, key))
    messages.success(request, f"Gedaan: {task.title}.", extra_tags=undo_at(reverse("task_reopen", args=[task.pk])))
    return back(request, "work")


@require_POST
@with_actor(Right.SEE_WORK)
def reopen(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """Not done after all."""
    task = service.reopen(actor, find_task(actor, key))
    messages.info(request, f"Weer open: {task.title}.")
    return back(request, "work")


def undo_at(address: str) -> str:
    """The tag of a message that lets one undo what it tells, by a POST to an address of this site."""
    return f"undo:{address}"


def back(request: HttpRequest, name: str) -> HttpResponse:
    """To the list as it was, when the form says where; never to another site."""
    query = request.POST.get("terug", "")
    response = redirect(name)
    if query.startswith("?"):
        response["Location"] += query.split("#")[0]
    return response


def task_form(actor: Actor, sent: Any = None, task: Task | None = None) -> Form:
    """The fields of a task. What follows from the rules keeps its title and day."""
    people = [(str(user.pk), user.name) for user in colleagues(actor)]
    fixed = task is not None and bool(task.key)
    fields = [
        Field("title", "Wat moet er gebeuren?"),
        Field("due_on", "Uiterlijk", "datum", required=False),
        Field("detail", "Toelichting", "verhaal", required=False),
    ]
    initial: dict[str, Any] = {"assignee": str(actor.user.pk)}
    if task:
        initial = {
            "title": task.title, "due_on": task.due_on or "", "detail": task.detail,
            "assignee": str(task.assignee_id or ""),
        }  # fmt: skip
    chosen = [] if fixed else fields
    return Form(
        [*chosen, Field("assignee", "Wie doet het?", "keuze", required=not task, options=tuple(people))], sent, initial,
        task.revision if task else None,
    )  # fmt: skip


def colleagues(actor: Actor) -> list[User]:
    """Who works here today, by name."""
    held = User.objects.filter(is_active=True, memberships__municipality=actor.municipality)
    today = timezone.localdate()
    return list(held.filter(memberships__in=actor.municipality.memberships.on(today)).distinct().order_by("name"))


def person(actor: Actor, key: str) -> User | None:
    """The colleague with this id."""
    return next((user for user in colleagues(actor) if str(user.pk) == key), None)


@with_actor(Right.SEE_WORK)
def add(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """A task by hand in a dossier."""
    dossier = find_dossier(actor, key)
    form = task_form(actor, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.does(
        lambda typed: service.add(
            actor, dossier, typed["title"], typed["due_on"], typed["detail"], person(actor, typed["assignee"])
        )
    ):
        messages.success(request, "De taak staat in de werkvoorraad.")
        return redirect("dossier", key)
    return page(request, actor, "casework/task.html", {"form": form, "about": dossier, "problems": form.problems})


@with_actor(Right.SEE_WORK)
def change(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """Change a task made by hand; of a computed one, who does it."""
    task = find_task(actor, key)
    form = task_form(actor, request.POST if request.method == "POST" else None, task)
    if request.method == "POST" and form.does(lambda typed: keep(actor, task, form, typed)):
        messages.success(request, "De taak is gewijzigd.")
        return redirect("work")
    context = {"form": form, "about": task.dossier, "task": task, "problems": form.problems}
    return page(request, actor, "casework/task.html", context)


def keep(actor: Actor, task: Task, form: Form, typed: dict[str, Any]) -> Task:
    """Hand what was typed to the service."""
    return service.change(
        actor, task, title=typed.get("title", task.title), due_on=typed.get("due_on", task.due_on),
        detail=typed.get("detail", task.detail), assignee=person(actor, typed["assignee"]), revision=form.revision,
    )  # fmt: skip


@block
def dossier_tasks(desk: Desk) -> dict[str, Any]:
    """The open tasks of a dossier, the most urgent first, on its overview."""
    found = Task.objects.filter(dossier=desk.dossier, state=Task.State.OPEN).select_related("assignee")
    today = timezone.localdate()
    rows = sorted(found, key=lambda task: (task.due_on is None, task.due_on or today, task.title))
    for task in rows:
        task.stretch = group(task, today)  # type: ignore[attr-defined]
        task.dossier = desk.dossier
    return {"tasks": rows}

"""Tasks: those that follow from the regime are computed anew with every change, the others are made by hand.

Computing never doubles: a due thing has a key in its dossier. A task whose thing is no longer due lapses; one that was
done stays done, until its thing becomes due on another day.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from trede.access import audit
from trede.access.models import User
from trede.access.rights import Right
from trede.casework.dues import Due, dues_of
from trede.casework.models import Dossier, Task
from trede.casework.services.common import Actor, Checks, Refused, keep, locked

FOLLOWS = ("title", "detail", "due_on", "norms", "place", "note", "role", "kind", "assignee_id", "application_id",
           "decision_id", "municipality_id")  # fmt: skip


def refresh(dossier: Dossier, dues: Iterable[Due] | None = None) -> None:
    """Bring the computed tasks of a dossier up to date; every service that changes something calls it.

    Three queries when nothing changed, whatever the number of tasks. A closed dossier has nothing due.
    """
    closed = dossier.status == Dossier.Status.CLOSED
    found = {} if closed else {due.key: due for due in (dues_of(dossier) if dues is None else dues)}
    standing = {task.key: task for task in Task.objects.filter(dossier=dossier).exclude(key="")}
    made, changed = [], []
    for key, due in found.items():
        task = standing.get(key)
        if task is None:
            made.append(_follow(Task(dossier=dossier, key=key), dossier, due))
        elif _moves(task, dossier, due):
            changed.append(task)
    for key, task in standing.items():
        if key not in found and task.state == Task.State.OPEN:
            task.state, task.revision = Task.State.LAPSED, task.revision + 1
            changed.append(task)
    Task.objects.bulk_create(made)
    Task.objects.bulk_update(changed, [*FOLLOWS, "state", "done_at", "done_by", "revision"])


def _follow(task: Task, dossier: Dossier, due: Due) -> Task:
    task.kind, task.title, task.detail, task.due_on = due.kind, due.title[:200], due.detail, due.due_on
    task.norms, task.place, task.note = list(due.norms), due.place[:200], due.note[:300]
    task.role = due.role
    task.assignee_id = None if due.role else dossier.case_manager_id
    task.application, task.decision = due.application, due.decision
    task.municipality_id = dossier.municipality_id
    return task


def _moves(task: Task, dossier: Dossier, due: Due) -> bool:
    """Let a task follow its due thing; tells whether anything changed. What is done stays done on the same day."""
    before = [getattr(task, name) for name in FOLLOWS]
    day = task.due_on
    _follow(task, dossier, due)
    reopens = task.state == Task.State.LAPSED or (task.state == Task.State.DONE and task.due_on != day)
    if reopens:
        task.state, task.done_at, task.done_by = Task.State.OPEN, None, None
    moved = reopens or before != [getattr(task, name) for name in FOLLOWS]
    task.revision += moved
    return moved


def add(
    actor: Actor, dossier: Dossier, title: str, due_on: date | None = None, detail: str = "",
    assignee: User | None = None,
) -> Task:  # fmt: skip
    """Make a task by hand, for oneself or a colleague here. Refused without a title, or for a stranger."""
    actor.need(Right.SEE_WORK, dossier.municipality)
    someone = assignee or actor.user
    checks = Checks()
    checks.that(title.strip(), "title", "Schrijf in een paar woorden wat er moet gebeuren.")
    checks.that(
        len(title) <= 200, "title", "Dit is te lang voor een titel (hoogstens 200 tekens): zet de rest eronder."
    )
    checks.that(_works_here(someone, actor), "assignee", f"{someone.name} werkt niet bij deze gemeente.")
    checks.refuse()
    with transaction.atomic():
        task = Task.objects.create(
            municipality=dossier.municipality, dossier=dossier, assignee=someone, kind="eigen", title=title.strip(),
            detail=detail.strip(), due_on=due_on,
        )  # fmt: skip
        audit.record(actor.log, "taak.gemaakt", dossier, taak=str(task.pk))
    return task


def _works_here(user: User, actor: Actor) -> bool:
    held = user.memberships.on(timezone.localdate()).filter(municipality=actor.municipality)
    return user.is_active and held.exists()


def finish(actor: Actor, task: Task, revision: int | None = None) -> Task:
    """The task is done. Refused when it is done or lapsed already; Overtaken when it changed meanwhile.

    Refused too of what ends by an act in the dossier, such as deciding: a term of the law would be lost from sight.
    """
    if task.ends_by_act:
        raise Refused("Deze taak verdwijnt vanzelf als het gebeurd is: doe het bij de aanvraag of het besluit.")
    return _turn(actor, task, revision, Task.State.OPEN, Task.State.DONE, "taak.gedaan")


def reopen(actor: Actor, task: Task, revision: int | None = None) -> Task:
    """Undo `finish`."""
    return _turn(actor, task, revision, Task.State.DONE, Task.State.OPEN, "taak.heropend")


def _turn(actor: Actor, task: Task, revision: int | None, from_: str, to: str, action: str) -> Task:
    actor.need(Right.SEE_WORK, task.municipality)
    with transaction.atomic():
        now = locked(task, revision)
        if now.state != from_:
            raise Refused(f"Deze taak is al {now.get_state_display()}.")
        done = to == Task.State.DONE
        now.state, now.done_at, now.done_by = to, timezone.now() if done else None, actor.user if done else None
        keep(now, ["state", "done_at", "done_by"])
        audit.record(actor.log, action, now.dossier, taak=str(now.pk))
    return now


def change(
    actor: Actor, task: Task, *, title: str, due_on: date | None, detail: str, assignee: User | None,
    revision: int | None = None,
) -> Task:  # fmt: skip
    """Change a task made by hand; of a computed one only who does it. Refused with everything that is wrong."""
    actor.need(Right.SEE_WORK, task.municipality)
    checks = Checks()
    checks.that(title.strip(), "title", "Schrijf in een paar woorden wat er moet gebeuren.")
    checks.that(
        not task.key or (title.strip(), due_on) == (task.title, task.due_on), "title",
        "Deze taak volgt uit de regels; alleen wie haar doet, kunt u wijzigen.",
    )  # fmt: skip
    checks.that(
        assignee is None or _works_here(assignee, actor), "assignee", "Deze collega werkt niet bij deze gemeente."
    )
    checks.refuse()
    with transaction.atomic():
        now = locked(task, revision)
        now.title, now.due_on, now.detail, now.assignee = title.strip(), due_on, detail.strip(), assignee
        keep(now, ["title", "due_on", "detail", "assignee"])
        audit.record(actor.log, "taak.gewijzigd", now.dossier, taak=str(now.pk))
    return now

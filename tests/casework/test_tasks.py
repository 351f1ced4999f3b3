"""Tasks follow what is due: they move with it, lapse with it, and are never doubled."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from trede.access.models import AuditEntry, Role
from trede.casework import worklist
from trede.casework.calendar import as_calendar
from trede.casework.dues import Due
from trede.casework.models import Dossier, Substitution, Task
from trede.casework.services import tasks
from trede.casework.services.common import Actor, Overtaken, Refused
from trede.casework.worklist import Wish, Worklist

JUNE = date(2026, 6, 1)


def due(key: str = "plan", day: date | None = JUNE, **more: object) -> Due:
    return Due(key=key, kind="plan", title="Plan van aanpak maken", due_on=day, norms=("XYZ-1.2",), **more)  # type: ignore[arg-type]


def test_a_due_thing_becomes_one_task(dossier: Dossier, manager: Actor) -> None:
    for _ in range(2):
        tasks.refresh(dossier, [due()])
    task = Task.objects.get()
    assert (task.due_on, task.norms, task.assignee, task.revision) == (JUNE, ["XYZ-1.2"], manager.user, 1)


def test_a_task_moves_with_its_day_and_lapses_when_nothing_is_due(dossier: Dossier) -> None:
    tasks.refresh(dossier, [due()])
    tasks.refresh(dossier, [due(day=date(2026, 6, 8))])
    assert Task.objects.get().due_on == date(2026, 6, 8)
    tasks.refresh(dossier, [])
    assert Task.objects.get().state == Task.State.LAPSED
    tasks.refresh(dossier, [due(day=date(2026, 6, 8))])
    assert Task.objects.get().state == Task.State.OPEN


def test_what_is_done_stays_done_until_it_is_due_on_another_day(dossier: Dossier, manager: Actor) -> None:
    tasks.refresh(dossier, [due()])
    tasks.finish(manager, Task.objects.get())
    tasks.refresh(dossier, [due()])
    assert Task.objects.get().state == Task.State.DONE
    tasks.refresh(dossier, [])
    assert Task.objects.get().state == Task.State.DONE
    tasks.refresh(dossier, [due(day=JUNE + timedelta(1))])
    task = Task.objects.get()
    assert (task.state, task.done_by) == (Task.State.OPEN, None)


def test_a_closed_dossier_has_nothing_due(dossier: Dossier) -> None:
    tasks.refresh(dossier, [due()])
    dossier.status, dossier.closed_on = Dossier.Status.CLOSED, date(2026, 2, 1)
    tasks.refresh(dossier, [due()])
    assert Task.objects.get().state == Task.State.LAPSED


def test_a_task_of_a_role_is_nobody_s_own(dossier: Dossier, manager: Actor, officer: Actor) -> None:
    tasks.refresh(dossier, [due(role=Role.QUALITY_OFFICER)])
    assert not Worklist(manager).tasks().exists()
    assert Worklist(officer).tasks().count() == 1


def test_refreshing_costs_few_queries(dossier: Dossier, django_assert_max_num_queries: object) -> None:
    many = [due(f"stap-{number}") for number in range(40)]
    tasks.refresh(dossier, many)
    with django_assert_max_num_queries(3):  # type: ignore[operator]
        tasks.refresh(dossier, many)


def test_a_task_by_hand(dossier: Dossier, manager: Actor, colleague: Actor, stranger: Actor) -> None:
    task = tasks.add(manager, dossier, " Bellen ", JUNE, assignee=colleague.user)
    assert (task.title, task.assignee) == ("Bellen", colleague.user)
    tasks.refresh(dossier, [])
    assert Task.objects.get().state == Task.State.OPEN
    with pytest.raises(Refused) as refused:
        tasks.add(manager, dossier, " ", assignee=stranger.user)
    assert [problem.field for problem in refused.value.problems] == ["title", "assignee"]
    with pytest.raises(Refused):
        tasks.add(stranger, dossier, "Meekijken")


def test_finishing_can_be_undone_and_is_told_to_a_second_person(dossier: Dossier, manager: Actor) -> None:
    task = tasks.add(manager, dossier, "Bellen")
    done = tasks.finish(manager, task, 1)
    with pytest.raises(Overtaken):
        tasks.finish(manager, task, 1)
    with pytest.raises(Refused, match="al gedaan"):
        tasks.finish(manager, done)
    assert tasks.reopen(manager, done).done_at is None
    assert AuditEntry.objects.filter(action="taak.gedaan").count() == 1


def test_a_computed_task_keeps_its_day(dossier: Dossier, manager: Actor, colleague: Actor) -> None:
    tasks.refresh(dossier, [due()])
    task = Task.objects.get()
    with pytest.raises(Refused, match="volgt uit de regels"):
        tasks.change(manager, task, title=task.title, due_on=None, detail="", assignee=None)
    moved = tasks.change(manager, task, title=task.title, due_on=task.due_on, detail="", assignee=colleague.user)
    assert moved.assignee == colleague.user


def test_my_work_by_time(dossier: Dossier, manager: Actor) -> None:
    today = timezone.localdate()
    sunday = today + timedelta(days=6 - today.weekday())
    for days in (-1, 0):
        tasks.add(manager, dossier, f"Over {days} dagen", today + timedelta(days))
    tasks.add(manager, dossier, "Na deze week", sunday + timedelta(1))
    tasks.add(manager, dossier, "Ooit")
    found = Worklist(manager).counts()
    assert (found["te_laat"], found["vandaag"], found["later"], found["zonder_datum"]) == (1, 1, 1, 1)
    assert [worklist.group(task, today) for task in Worklist(manager).tasks()] == [
        "te_laat", "vandaag", "later", "zonder_datum",
    ]  # fmt: skip
    for when in worklist.WHEN:
        assert Worklist(manager).tasks(Wish(when=when)).count() == found[when]


@pytest.mark.parametrize(("text", "hits"), [("voorb", 1), ("D-000001", 1), ("bel", 1), ("niets", 0)])
def test_my_work_searches(dossier: Dossier, manager: Actor, text: str, hits: int) -> None:
    tasks.add(manager, dossier, "Bellen met de werkgever", JUNE)
    assert Worklist(manager).tasks(Wish(text=text, kind="eigen", whose=str(manager.user.pk))).count() == hits
    assert Worklist(manager).kinds() == ["eigen"]


def test_a_substitute_does_the_work(dossier: Dossier, manager: Actor, colleague: Actor) -> None:
    tasks.add(manager, dossier, "Bellen", JUNE)
    assert not Worklist(colleague).tasks().exists()
    today = timezone.localdate()
    Substitution.objects.create(
        municipality=manager.municipality, absent=manager.user, substitute=colleague.user, author=manager.user,
        starts_on=today, ends_on=today,
    )  # fmt: skip
    assert Worklist(colleague).tasks().count() == 1


def test_the_calendar_names_no_one(dossier: Dossier, manager: Actor) -> None:
    tasks.refresh(dossier, [due(place="Verordening, artikel 1", note="verschoven")])
    tasks.add(manager, dossier, "Zonder dag")
    events = Calendar.from_ical(as_calendar(Worklist(manager).tasks())).walk("VEVENT")
    assert len(events) == 1
    assert events[0]["summary"] == "Plan van aanpak maken (D-000001)"
    assert events[0].decoded("dtstart") == JUNE
    assert "Voorbeeld" not in as_calendar(Worklist(manager).tasks()).decode()

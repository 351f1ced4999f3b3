"""Two people at once: the second is told, and nothing of the first is overwritten. Each has their own connection."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from tests.casework.conftest import staff
from tests.casework.stories import TODAY, application, file, home, maker, now, reader
from tests.casework.whole import PROVISION, WRITTEN

from trede.access.models import AuditEntry, Municipality, Role
from trede.access.verify import verify
from trede.casework.models import Application, Decision, Dossier, Plan, ProvisionUse, Task
from trede.casework.services import applications, deciding, decisions, people, plan, sharing, tasks
from trede.casework.services.applications import Receipt
from trede.casework.services.common import Actor, Overtaken, Refused
from trede.casework.services.decisions import Text

__all__ = ["application", "file", "home", "maker", "now", "reader"]
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each came to, its result or its refusal, when all begin at the same moment."""
    start = Barrier(len(acts))

    def one(act: Callable[[], Any]) -> Any:
        try:
            start.wait(60)
            return act()
        except Refused as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def one_won(found: list[Any], told: type[Refused] = Overtaken) -> int:
    """The place of the only one that was not refused; the others were told."""
    won = [place for place, item in enumerate(found) if not isinstance(item, Refused)]
    assert len(won) == 1, found
    assert all(isinstance(item, told) for place, item in enumerate(found) if place != won[0]), found
    return won[0]


@pytest.fixture
def colleague(home: Municipality) -> Actor:
    """A second case manager."""
    return staff(home, Role.CASE_MANAGER, "Nora Naast")


def test_the_same_data_of_a_client(maker: Actor, colleague: Actor, file: Dossier) -> None:
    shown = {name: getattr(file.client, name) for name in people.FIELDS}
    streets = ("Verzonnenlaan 8", "Bedachtstraat 9")
    found = at_once(*(
        lambda who=who, street=street: people.change(who, file, shown | {"street": street}, file.client.revision)
        for who, street in zip((maker, colleague), streets, strict=True)
    ))  # fmt: skip
    won = one_won(found)
    file.client.refresh_from_db()
    assert (file.client.street, file.client.revision) == (streets[won], 2)
    assert found[1 - won].row.street == streets[won]  # the second sees how it stands now


def test_the_same_plan(maker: Actor, colleague: Actor, file: Dossier) -> None:
    drafted = plan.draft(maker, file)
    texts = ("Sara zoekt werk.", "Sara wil leren.")
    found = at_once(*(
        lambda who=who, text=text: plan.write(who, drafted, situation=text, evaluate_on=None, parts={},
                                              revision=drafted.revision)
        for who, text in zip((maker, colleague), texts, strict=True)
    ))  # fmt: skip
    won = one_won(found)
    assert Plan.objects.get().situation == texts[won]


def test_the_same_goal_and_the_same_step(maker: Actor, colleague: Actor, file: Dossier) -> None:
    goal = plan.add_goal(maker, plan.draft(maker, file), "Een baan")
    step = plan.set_step(maker, goal, text="Een cv", who="client")
    seen = Plan.objects.get().revision
    goals = at_once(
        lambda: plan.change_goal(maker, goal, "Een baan in de zorg", seen),
        lambda: plan.change_goal(colleague, goal, "Een opleiding", seen),
    )
    won = one_won(goals)
    goal.refresh_from_db()
    assert goal.text == ("Een baan in de zorg", "Een opleiding")[won] == goals[1 - won].row.text
    seen = Plan.objects.get().revision
    steps = at_once(
        lambda: plan.set_step(maker, goal, text="Een brief", who="client", step=step, revision=seen),
        lambda: plan.remove_step(colleague, step),
    )
    assert not goal.steps.exists()  # what was taken away does not come back, whoever was first
    assert isinstance(steps[0], Refused) or steps[0].text == "Een brief"


def test_a_plan_that_is_offered_is_not_changed(maker: Actor, colleague: Actor, file: Dossier) -> None:
    drafted = plan.draft(maker, file)
    Plan.objects.filter(pk=drafted.pk).update(state=Plan.State.OFFERED)  # by another, since this one was read
    with pytest.raises(Refused, match="verandert niet meer"):
        plan.add_goal(colleague, drafted, "Een doel")
    sign = {"party": "client", "name": "Sara", "signed_on": TODAY}
    one_won(at_once(*[lambda: plan.sign(maker, drafted, **sign)] * 2), Refused)
    with pytest.raises(Refused, match="al een handtekening"):
        plan.take_back(colleague, drafted)


def test_the_same_draft_and_the_same_letter(
    maker: Actor, reader: Actor, colleague: Actor, file: Dossier, application: Application
) -> None:
    drafted = at_once(*(
        lambda who=who: decisions.draft(who, file, PROVISION, Decision.Kind.GRANT, application=application)
        for who in (maker, colleague)
    ))  # fmt: skip
    row = drafted[one_won(drafted, Refused)]
    text = Text(row.outcome, extra=WRITTEN, starts_on=row.starts_on, ends_on=row.ends_on)
    edited = at_once(*(
        lambda who=who: decisions.edit(who, row, text, row.revision) for who in (maker, colleague)
    ))  # fmt: skip
    row = edited[one_won(edited)]
    row = deciding.approve(reader, deciding.propose(maker, row, row.revision), TODAY)
    sent = at_once(*(lambda who=who: deciding.send(who, row, TODAY) for who in (maker, colleague, reader)))
    row = sent[one_won(sent, Refused)]
    assert ProvisionUse.objects.get().decision == row
    assert AuditEntry.objects.filter(action="besluit.bekendgemaakt").count() == 1
    assert verify().findings == []


def test_the_same_task(maker: Actor, colleague: Actor, file: Dossier) -> None:
    task = tasks.add(maker, file, "Bel Sara")
    one_won(at_once(*(lambda who=who: tasks.finish(who, task) for who in (maker, colleague))), Refused)
    assert Task.objects.get(pk=task.pk).revision == 2


def test_the_same_dossiers_handed_over_twice(maker: Actor, colleague: Actor, home: Municipality, file: Dossier) -> None:
    boss = staff(home, Role.SUPERVISOR, "Tjeerd Leidsman")
    third = staff(home, Role.CASE_MANAGER, "Olga Over")
    tasks.add(maker, file, "Bel Sara")
    at_once(*(lambda to=to: sharing.transfer(boss, [file.pk], to.user, "Ziek") for to in (colleague, third)))
    file.refresh_from_db()
    assert set(Task.objects.filter(state="open", role="").values_list("assignee", flat=True)) == {file.case_manager_id}


def test_many_applications_at_once_each_get_a_number(maker: Actor, colleague: Actor, file: Dossier) -> None:
    came = Receipt(PROVISION, "person", date(2025, 3, 3), "website", "Graag een plek")
    found = at_once(*(lambda who=who: applications.receive(who, file, came) for who in (maker, colleague) * 4))
    assert sorted(row.number for row in found) == [f"A-{number:06d}" for number in range(1, 9)]
    assert AuditEntry.objects.filter(action="aanvraag.ontvangen").count() == 8
    assert verify().findings == []

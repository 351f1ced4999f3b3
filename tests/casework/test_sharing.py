"""Handing over is all or nothing; a client's code opens once."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.utils import timezone

from trede.access.models import AuditEntry, ProcessingEntry
from trede.casework import worklist
from trede.casework.models import CaseTransfer, Client, Dossier, Task
from trede.casework.services import resident, sharing, tasks
from trede.casework.services.common import Actor, Refused
from trede.casework.visibility import dossiers
from trede.casework.worklist import Search

TODAY = timezone.localdate


def another(dossier: Dossier, number: str, surname: str) -> Dossier:
    client = Client.objects.create(municipality=dossier.municipality, number=f"K-{number}", surname=surname)
    return Dossier.objects.create(
        municipality=dossier.municipality, client=client, number=f"D-{number}", surname=surname,
        case_manager=dossier.case_manager, reported_on=date(2026, 2, 2), rung=3,
    )  # fmt: skip


def test_a_transfer_takes_the_tasks_along(
    dossier: Dossier, manager: Actor, colleague: Actor, officer: Actor, supervisor: Actor
) -> None:
    tasks.add(manager, dossier, "Van de klantmanager")
    tasks.add(manager, dossier, "Van een ander", assignee=officer.user)
    made = sharing.transfer(supervisor, [dossier.pk, str(dossier.pk)], colleague.user, "Katja gaat elders werken")
    assert (made.giver, made.taker) == (manager.user, colleague.user)
    assert dossiers(colleague).get() == dossier
    assert not dossiers(manager).exists()
    assert set(Task.objects.values_list("title", "assignee")) == {
        ("Van de klantmanager", colleague.user.pk), ("Van een ander", officer.user.pk),
    }  # fmt: skip
    entry = AuditEntry.objects.get(action="dossiers.overgedragen")
    assert ProcessingEntry.objects.filter(operation=entry.operation).count() == 1


def test_a_transfer_of_one_wrong_dossier_transfers_none(
    dossier: Dossier, manager: Actor, colleague: Actor, supervisor: Actor
) -> None:
    closed = another(dossier, "000002", "Bedenksel")
    Dossier.objects.filter(pk=closed.pk).update(status="closed", closed_on=date(2026, 3, 1))
    with pytest.raises(Refused) as refused:
        sharing.transfer(supervisor, [dossier.pk, closed.pk, uuid.uuid4()], supervisor.user, "")
    assert [problem.field for problem in refused.value.problems] == ["dossiers", "taker", "reason"]
    assert "2 van de 3" in refused.value.problems[0].text
    assert dossiers(manager).count() == 2
    assert not CaseTransfer.objects.exists()
    with pytest.raises(Refused):
        sharing.transfer(manager, [dossier.pk], colleague.user, "Mag ik niet")


def test_a_substitution_and_its_end(dossier: Dossier, manager: Actor, colleague: Actor) -> None:
    made = sharing.substitute(manager, manager.user, colleague.user, TODAY(), TODAY() + timedelta(days=7))
    assert dossiers(colleague).exists()
    sharing.end_substitution(manager, made)
    assert not dossiers(colleague).exists()
    with pytest.raises(Refused, match="al beëindigd"):
        sharing.end_substitution(manager, made)


def test_a_substitution_that_cannot_be(manager: Actor, colleague: Actor, officer: Actor) -> None:
    with pytest.raises(Refused) as refused:
        sharing.substitute(manager, manager.user, officer.user, TODAY(), TODAY() - timedelta(days=1))
    assert [problem.field for problem in refused.value.problems] == ["substitute", "ends_on", "ends_on"]
    with pytest.raises(Refused, match="kies een ander"):
        sharing.substitute(manager, manager.user, manager.user, TODAY(), TODAY())
    with pytest.raises(Refused, match="hoogstens een jaar"):
        sharing.substitute(manager, manager.user, colleague.user, TODAY(), TODAY() + timedelta(days=367))
    with pytest.raises(Refused, match="recht nodig"):
        sharing.substitute(colleague, manager.user, colleague.user, TODAY(), TODAY())


def test_only_those_concerned_end_a_substitution(manager: Actor, colleague: Actor, supervisor: Actor) -> None:
    made = sharing.substitute(supervisor, manager.user, colleague.user, TODAY(), TODAY())
    with pytest.raises(Refused):
        sharing.end_substitution(colleague, made)
    sharing.end_substitution(manager, made)


def test_a_code_opens_once(dossier: Dossier, manager: Actor) -> None:
    old = resident.make_code(manager, dossier)
    code = resident.make_code(manager, dossier)
    with pytest.raises(resident.WrongCode):
        resident.open_with(old)
    assert resident.open_with(code.lower().replace("-", " ")) == dossier
    with pytest.raises(resident.WrongCode):
        resident.open_with(code)
    assert AuditEntry.objects.filter(action="inwonercode.onjuist", result="geweigerd").count() == 2


def test_a_code_grows_old(dossier: Dossier, manager: Actor) -> None:
    code = resident.make_code(manager, dossier)
    dossier.codes.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(resident.WrongCode):
        resident.open_with(code)


@pytest.mark.parametrize(
    ("search", "numbers"),
    [
        (Search(), ["D-000002", "D-000001"]),
        (Search(order="-naam"), ["D-000001", "D-000002"]),
        (Search(order="gemeld"), ["D-000001", "D-000002"]),
        (Search(text="voor"), ["D-000001"]),
        (Search(text="d-000002"), ["D-000002"]),
        (Search(text="K-000002"), ["D-000002"]),
        (Search(rung="3"), ["D-000002"]),
        (Search(rung="geen"), ["D-000001"]),
        (Search(whose="-"), []),
        (Search(status="closed"), []),
        (Search(order="-trede", status=""), ["D-000002", "D-000001"]),
    ],
)  # fmt: skip
def test_looking_for_dossiers(dossier: Dossier, manager: Actor, search: Search, numbers: list[str]) -> None:
    another(dossier, "000002", "Bedenksel")
    assert [found.number for found in worklist.look_for(dossiers(manager), search)] == numbers
    mine = Search(whose=str(manager.user.pk), order="trede")
    assert worklist.look_for(dossiers(manager), mine).count() == 2

"""Need to know: own dossiers, those of a colleague one replaces, all here for some roles, none elsewhere."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from trede.access.models import AuditEntry, BreakGlass
from trede.casework.models import Dossier, Substitution
from trede.casework.services.common import Actor
from trede.casework.visibility import NotVisible, dossiers, find_dossier


def test_a_case_manager_sees_their_own(manager: Actor, colleague: Actor, dossier: Dossier) -> None:
    assert find_dossier(manager, dossier.pk) == dossier
    assert not dossiers(colleague).exists()


def test_a_quality_officer_sees_all_of_the_municipality(officer: Actor, dossier: Dossier) -> None:
    assert find_dossier(officer, str(dossier.pk)) == dossier


@pytest.mark.parametrize(("first", "last", "sees"), [(0, 0, True), (-3, -1, False), (1, 3, False)])
def test_a_substitute_sees_it_during_those_days(
    manager: Actor, colleague: Actor, dossier: Dossier, first: int, last: int, sees: bool
) -> None:
    today = timezone.localdate()
    Substitution.objects.create(
        municipality=manager.municipality, absent=manager.user, substitute=colleague.user, author=manager.user,
        starts_on=today + timedelta(first), ends_on=today + timedelta(last),
    )  # fmt: skip
    assert dossiers(colleague).exists() is sees


def test_broken_glass_opens_one_dossier_for_a_while(colleague: Actor, dossier: Dossier) -> None:
    with pytest.raises(NotVisible) as missed:
        find_dossier(colleague, dossier.pk)
    assert missed.value.breakable
    glass = BreakGlass.objects.create(
        user=colleague.user, municipality=colleague.municipality, person=dossier.client_id, object_kind="dossier",
        object_id=str(dossier.pk), label=dossier.number, why="Spoed", until=timezone.now() + timedelta(hours=1),
    )  # fmt: skip
    assert find_dossier(colleague, dossier.pk) == dossier
    glass.until = timezone.now() - timedelta(seconds=1)
    glass.save()
    assert not dossiers(colleague).exists()


def test_what_is_of_another_municipality_is_not_found_and_the_attempt_is_noted(
    stranger: Actor, dossier: Dossier
) -> None:
    with pytest.raises(NotVisible) as missed:
        find_dossier(stranger, dossier.pk)
    assert not missed.value.breakable
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.result, entry.object_id) == ("dossier.niet_zichtbaar", "geweigerd", str(dossier.pk))


def test_an_account_without_a_role_sees_nothing(manager: Actor, dossier: Dossier) -> None:
    manager.user.memberships.update(until=timezone.localdate() - timedelta(days=1))
    assert not dossiers(Actor.make(manager.user, manager.municipality)).exists()

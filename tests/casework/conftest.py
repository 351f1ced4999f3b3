"""What the tests of casework share: two municipalities with staff, and an invented client with a dossier.

The regimes are those of tests/web/regimes (an invented town) unless a test says otherwise.
"""

from __future__ import annotations

from datetime import date

import pytest

from trede.access.models import Membership, Municipality, Role, User
from trede.casework.models import Client, Dossier
from trede.casework.services.common import Actor


@pytest.fixture
def town(db: None) -> Municipality:
    """A municipality that works by a regime of the repository."""
    return Municipality.objects.create(slug="bollenveld", name="Bollenveld", regime="bollenstreek")


@pytest.fixture
def other_town(db: None) -> Municipality:
    """Another municipality in the same installation."""
    return Municipality.objects.create(slug="duinrand", name="Duinrand", regime="bollenstreek")


def staff(town: Municipality, role: Role, name: str) -> Actor:
    """An account with one role, as an actor."""
    user = User.objects.make(f"{name.split()[0].lower()}.{role.value}@{town.slug}.example", name)
    Membership.objects.create(user=user, municipality=town, role=role, since=date(2020, 1, 1))
    return Actor.make(user, town)


@pytest.fixture
def manager(town: Municipality) -> Actor:
    """A case manager."""
    return staff(town, Role.CASE_MANAGER, "Katja Verzonnen")


@pytest.fixture
def colleague(town: Municipality) -> Actor:
    """Another case manager of the same municipality."""
    return staff(town, Role.CASE_MANAGER, "Kees Bedacht")


@pytest.fixture
def officer(town: Municipality) -> Actor:
    """A quality officer: the second pair of eyes."""
    return staff(town, Role.QUALITY_OFFICER, "Quirine Fictie")


@pytest.fixture
def supervisor(town: Municipality) -> Actor:
    """A supervisor."""
    return staff(town, Role.SUPERVISOR, "Tjeerd Leidsman")


@pytest.fixture
def stranger(other_town: Municipality) -> Actor:
    """A case manager of the other municipality."""
    return staff(other_town, Role.CASE_MANAGER, "Vera Vreemd")


@pytest.fixture
def dossier(town: Municipality, manager: Actor) -> Dossier:
    """The dossier of an invented client, with the case manager."""
    client = Client.objects.create(
        municipality=town, number="K-000001", first_name="Noor", surname="Voorbeeld", birth_date=date(1990, 5, 17),
        street="Verzonnenlaan 1", postcode="0000 XX", city="Voorbeeldstad",
    )  # fmt: skip
    return Dossier.objects.create(
        municipality=town, client=client, number="D-000001", case_manager=manager.user, surname=client.surname,
        reported_on=date(2026, 1, 12),
    )  # fmt: skip

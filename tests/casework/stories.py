"""A story for the tests of decisions: Sara, an invented person of the regimes, with a dossier and an application.

The day is fixed: Monday 31 March 2025, the day before her trial placement (proefplaats) would begin.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from tests.casework.conftest import staff

from trede.access.models import Municipality, Role
from trede.casework.models import Application, Client, Dossier, Source
from trede.casework.regimes import regime_named
from trede.casework.services import applications, facts
from trede.casework.services.applications import Receipt
from trede.casework.services.common import Actor
from trede.casework.services.facts import Given

TODAY = date(2025, 3, 31)
PROVISION = "proefplaats"
OWN = {"begindatum", "ziekteperioden", "eerdere_verlengingen"}  # what a use of a provision tells by itself


@pytest.fixture
def now() -> Iterator[time_machine.Coordinates]:
    """The clock of the story; `move_to` another day."""
    with time_machine.travel("2025-03-31 09:00+02:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def home(db: None, now: Any) -> Municipality:
    """The municipality of the story."""
    return Municipality.objects.create(slug="verhaal", name="Verhaalstad", regime="amstelveen")


@pytest.fixture
def maker(home: Municipality) -> Actor:
    """The case manager who prepares."""
    return staff(home, Role.CASE_MANAGER, "Mirjam Maker")


@pytest.fixture
def reader(home: Municipality) -> Actor:
    """The second pair of eyes."""
    return staff(home, Role.QUALITY_OFFICER, "Rachid Lezer")


@pytest.fixture
def file(home: Municipality, maker: Actor) -> Dossier:
    """Sara's dossier, with the facts about her."""
    client = Client.objects.create(
        municipality=home, number="K-000007", first_name="Sara", surname="Voorbeeld", birth_date=date(1988, 2, 12),
        street="Verzonnenlaan 7", postcode="0000 XX", city="Voorbeeldstad",
    )  # fmt: skip
    dossier = Dossier.objects.create(
        municipality=home, client=client, number="D-000007", case_manager=maker.user, surname=client.surname,
        reported_on=date(2025, 2, 3),
    )  # fmt: skip
    record(maker, dossier, persona(home, "Sara"), about_person=True)
    return dossier


@pytest.fixture
def application(maker: Actor, file: Dossier) -> Application:
    """Her application of 3 March 2025, with everything that is needed to decide."""
    made = apply(maker, file)
    rest = {
        name: value for name, value in persona(file.municipality, "Sara").items() if name not in OWN - {"begindatum"}
    }
    record(maker, file, rest, about_person=False, application=made)
    return made


def apply(actor: Actor, dossier: Dossier, on: date = date(2025, 3, 3), **more: Any) -> Application:
    """An application of the person for a trial placement."""
    values = {"provision": PROVISION, "applicant": "person", "received_on": on, "channel": "post"} | more
    return applications.receive(actor, dossier, Receipt(**values))


def persona(town: Municipality, name: str) -> dict[str, Any]:
    """The facts of an invented person of the regime."""
    return next(dict(p.facts) for p in regime_named(town.regime).personas if p.name == name)


def record(
    actor: Actor, dossier: Dossier, given: dict[str, Any], about_person: bool, application: Application | None = None
) -> None:
    """Record facts of one sort: those about the person in the dossier, the others with an application."""
    words = regime_named(dossier.municipality.regime).vocabulary.facts
    facts.record(
        actor, dossier,
        [
            Given(name, value, date(2025, 1, 1), source=Source.OFFICIAL if words[name].judgement else Source.CLIENT,
                  reason="Gezien op het kennismakingsgesprek.")
            for name, value in given.items()
            if facts.belongs_to_person(dossier, name) is about_person
        ],
        application,
    )  # fmt: skip

"""Invented clients: nobody real, dates in order, the same by the same seed, and never among real ones."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import F
from stdnum.nl import bsn

from trede.access import demo
from trede.access.models import Municipality
from trede.casework.models import (
    Client,
    Dossier,
    FactVersion,
    Intake,
    LadderMove,
    Note,
    Plan,
    Step,
    Task,
    Trajectory,
)
from trede.casework.regimes import regime_of
from trede.casework.services import facts
from trede.law.ladders import ladders
from trede.reason import Facts
from trede.world.build import NotEmpty, build
from trede.world.names import bsn_of, numbers_for_tests

TODAY = date(2026, 11, 29)
REGIMES = ("amstelveen", "leusden", "bollenstreek")


@pytest.fixture(params=REGIMES)
def town(request: Any, db: None) -> Municipality:
    return demo.make([(request.param, request.param.title(), request.param)])[0]


def names(town: Municipality) -> list[str]:
    return [client.name for client in Client.objects.filter(municipality=town).order_by("number")]


def test_a_municipality_is_filled(town: Municipality) -> None:
    heard: list[int] = []
    build(town, 60, 1, TODAY, progress=heard.append)
    assert heard == [60]
    clients, dossiers = Client.objects.filter(municipality=town), Dossier.objects.filter(municipality=town)
    assert clients.count() == dossiers.count() == 60
    for client in clients:
        assert client.bsn.startswith("9999")
        assert bsn.is_valid(client.bsn)
        assert client.email.endswith("@post.example")
        assert client.postcode.startswith("0000")
    assert len(set(names(town))) > 50
    for kind in (FactVersion, LadderMove, Note, Intake, Plan, Task):
        assert kind.objects.exists() is (kind is not LadderMove or bool(ladders(regime_of(town), TODAY)))


def test_dates_are_in_order(town: Municipality) -> None:
    build(town, 60, 2, TODAY)
    assert not Dossier.objects.filter(reported_on__gt=TODAY).exists()
    assert not Dossier.objects.filter(closed_on__gt=TODAY).exists()
    assert not Intake.objects.filter(finished_on__lt=F("started_on")).exists()
    assert not LadderMove.objects.filter(on__lt=F("dossier__reported_on")).exists()
    assert not Note.objects.filter(on__lt=F("dossier__reported_on")).exists()
    assert not Note.objects.filter(on__gt=TODAY).exists()
    assert not Plan.objects.filter(made_on__lt=F("dossier__reported_on")).exists()
    assert not Step.objects.filter(done_on__gt=TODAY).exists()
    assert not Step.objects.filter(done_on__lt=F("goal__plan__made_on")).exists()
    assert not Trajectory.objects.filter(expected_end__lt=F("started_on")).exists()
    for client in Client.objects.exclude(birth_date=None).prefetch_related("dossiers"):
        reported = client.dossiers.all()[0].reported_on
        assert reported.year - client.birth_date.year >= 18


def test_what_is_late_is_an_exception(town: Municipality) -> None:
    build(town, 60, 5, TODAY)
    running = Trajectory.objects.filter(ended_on=None)
    assert running.filter(expected_end__lt=TODAY).count() < 0.15 * Dossier.objects.filter(status="open").count()
    assert not running.filter(expected_end__lt=TODAY - timedelta(days=21)).exists()
    assert not Trajectory.objects.filter(ended_on__lt=F("started_on")).exists()
    for dossier in Dossier.objects.all():
        assert dossier.trajectories.filter(ended_on=None).count() <= 1
    late = Task.objects.filter(state="open", due_on__lt=TODAY).values("dossier").distinct().count()
    assert late < 0.5 * Dossier.objects.filter(status="open").count()


def test_the_rung_of_a_dossier_is_that_of_its_last_move(town: Municipality) -> None:
    build(town, 40, 3, TODAY)
    for dossier in Dossier.objects.all():
        last = dossier.moves.order_by("-on").first()
        assert dossier.rung == (last.rung if last else None)


def test_the_facts_are_read_by_the_regime(town: Municipality) -> None:
    build(town, 25, 4, TODAY)
    for dossier in Dossier.objects.all():
        known = facts.facts_at(dossier, TODAY)
        assert known
        Facts.read(known, regime_of(town))
        born = known.get("geboortedatum")
        assert (born["waarde"] if born else None) == (
            dossier.client.birth_date.isoformat() if dossier.client.birth_date else None
        )


def test_the_same_seed_gives_the_same_clients_whatever_their_number(db: None) -> None:
    first, second, third = demo.make((slug, slug.title(), "leusden") for slug in ("een", "twee", "drie"))
    build(first, 8, 1, TODAY)
    build(second, 8, 2, TODAY)
    before = names(first)
    keys = list(Client.objects.filter(municipality=first).order_by("number").values_list("pk", flat=True))
    assert before != names(second)
    for kind in (Step, Plan, LadderMove, Note, FactVersion, Task, Trajectory, Intake):
        if kind is Plan:
            from trede.casework.models import Goal, PlanSignature

            PlanSignature.objects.all().delete()
            Goal.objects.all().delete()
        kind.objects.all().delete()
    Dossier.objects.all().delete()
    Client.objects.all().delete()
    build(first, 12, 1, TODAY)
    assert names(first)[:8] == before
    assert list(Client.objects.filter(municipality=first).order_by("number").values_list("pk", flat=True))[:8] == keys
    assert not names(third)


def test_at_most_so_many_facts(db: None) -> None:
    town = demo.make([("leusden", "Leusden", "leusden")])[0]
    build(town, 20, 1, TODAY, most_facts=5)
    for dossier in Dossier.objects.all():
        assert FactVersion.objects.filter(dossier=dossier).count() <= 5


def test_many_clients_have_enough_case_managers(db: None) -> None:
    town = demo.make([("leusden", "Leusden", "leusden")])[0]
    build(town, 130, 1, TODAY, most_facts=1)
    held = Dossier.objects.values_list("case_manager", flat=True)
    assert len(set(held)) == 3


def test_never_among_clients_that_are_there(town: Municipality) -> None:
    Client.objects.create(municipality=town, number="K-000001", surname="Echt")
    with pytest.raises(NotEmpty, match="heeft al cliënten"):
        build(town, 3, 1, TODAY)
    assert Client.objects.count() == 1


def test_who_comes_after_the_test_range_has_no_number() -> None:
    numbers = numbers_for_tests()
    assert len(set(numbers)) == len(numbers)
    assert bsn_of(len(numbers) - 1) == numbers[-1]
    assert bsn_of(len(numbers)) == ""

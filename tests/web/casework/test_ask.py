"""A question of the regime asked on a page of the dossier: every kind of answer, and every way to give none."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.web.casework.conftest import SignIn
from tests.web.conftest import problems, words

from trede.access.models import Membership, Municipality, Role
from trede.casework.models import Dossier, FactVersion, Plan
from trede.casework.services import facts, intake
from trede.casework.services.common import Actor
from trede.casework.services.facts import Given

DAY = date(2026, 2, 2)
GOES_WITH = {"source": "client", "valid_from": "2-2-2026", "reason": "", "vervangt": ""}


def answers(dossier: Dossier) -> str:
    """Where an answer goes, wherever it was asked."""
    return f"/dossiers/{dossier.pk}/voorzieningen/antwoord/"


@pytest.fixture
def town(db: None) -> Municipality:
    """A municipality whose regime has lists, dates and choices of several."""
    return Municipality.objects.create(slug="dorp", name="Dorp", regime="leusden")


@pytest.fixture
def step(sign_in: SignIn, manager: Actor, dossier: Dossier) -> Any:
    """Send an answer that was asked in a step of the intake."""
    intake.begin(manager, dossier, DAY)
    client = sign_in(manager)

    def send(fact: str, **data: str) -> Any:
        back = f"/dossiers/{dossier.pk}/intake/triage/"
        return client.post(answers(dossier), GOES_WITH | {"feit": fact, "terug": back} | data)

    return send


def test_rows_come_and_go_and_are_read(step: Any) -> None:
    name = "leefgebieden_uitgevraagd"
    first = {"antwoord-rijen": "1", "antwoord-0-nummer_van_het_leefgebied": "3"}
    assert len(step(name, **first, actie="rij-erbij").context["control"].rows) == 2
    assert len(step(name, **(first | {"antwoord-rijen": "2"}), actie="rij-weg-1").context["control"].rows) == 1
    assert step(name, **first).status_code == 302
    assert FactVersion.objects.get(name=name).value == [{"nummer_van_het_leefgebied": 3}]


def test_none_and_not_there_are_answers(step: Any) -> None:
    assert step("leefgebieden_uitgevraagd", actie="geen").status_code == 302
    assert step("workfast_startdatum", actie="is-er-niet").status_code == 302
    assert {row.name: row.value for row in FactVersion.objects.all()} == {
        "leefgebieden_uitgevraagd": [], "workfast_startdatum": None,
    }  # fmt: skip


def test_what_the_regime_refuses_lands_beside_the_answer(step: Any) -> None:
    response = step("arbeidsvermogen_pct", antwoord="130", reason="Geschat")
    assert response.status_code == 422
    assert "100" in problems(response)[0]
    assert 'value="130"' in response.content.decode()
    unreadable = step("arbeidsvermogen_pct", antwoord="veel", valid_from="ooit")
    assert len(problems(unreadable)) == 3  # the answer, its day, and the reasons of the judgement


def test_an_answer_that_somebody_else_gave_meanwhile_is_not_overwritten(
    step: Any, colleague: Actor, dossier: Dossier
) -> None:
    facts.record(colleague, dossier, [Given("arbeidsvermogen_pct", 40, DAY, reason="Rapport")])
    late = step("arbeidsvermogen_pct", antwoord="100", reason="Geschat")
    assert "Iemand anders heeft dit gegeven intussen gewijzigd" in problems(late)[0]
    assert FactVersion.objects.count() == 1


def test_a_fact_that_is_not_there_is_no_answer(step: Any) -> None:
    assert step("bestaat_niet", antwoord="1").status_code == 404
    assert not FactVersion.objects.exists()


def test_who_may_not_record_health_is_told(sign_in: SignIn, manager: Actor, dossier: Dossier) -> None:
    intake.begin(manager, dossier, DAY)
    Membership.objects.filter(user=manager.user).update(role=Role.BENEFITS_ADMINISTRATION)
    client = sign_in(manager)
    address = f"/dossiers/{dossier.pk}/intake/triage/"
    client.post(answers(dossier), GOES_WITH | {"feit": "meldingsreden", "antwoord": "uitkering"})
    assert "Met uw rol kunt u dit niet vastleggen" in words(client.get(address))


@pytest.mark.parametrize(("state", "says"), [("offered", "Laat het plan tekenen."), ("draft", "Maak het plan af")])
def test_the_overview_says_where_the_plan_waits(
    sign_in: SignIn, manager: Actor, officer: Actor, dossier: Dossier, state: str, says: str
) -> None:
    Plan.objects.create(dossier=dossier, version=1, state=state, made_on=DAY, author=manager.user)
    intake.begin(manager, dossier, DAY)
    Dossier.objects.filter(pk=dossier.pk).update(case_manager=None)
    type(dossier.client).objects.update(street="")
    page = words(sign_in(officer).get(f"/dossiers/{dossier.pk}/"))
    for part in (says, "Maak de intake af.", "Er is nog geen klantmanager.", "Er is geen adres"):
        assert part in page


def test_an_act_that_is_refused_says_why_and_changes_nothing(sign_in: SignIn, manager: Actor, dossier: Dossier) -> None:
    client = sign_in(manager)
    client.post(f"/dossiers/{dossier.pk}/plan/begin/")
    again = client.post(f"/dossiers/{dossier.pk}/plan/begin/")
    assert again.status_code == 409
    assert "Er is niets veranderd" in words(again)
    assert Plan.objects.count() == 1

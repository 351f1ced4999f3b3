"""Stories go through the services: what they come to holds up, each decision with its receipt and letter."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from trede import reason
from trede.access import demo
from trede.access.models import Municipality
from trede.casework.models import Application, Decision, Dossier, ProvisionUse, Task
from trede.casework.regimes import regime_of
from trede.world.build import build
from trede.world.stories import tell


@pytest.fixture(params=["amstelveen", "bollenstreek"])
def town(request: pytest.FixtureRequest, db: None) -> Municipality:
    made = demo.make([(request.param, request.param.title(), request.param)])[0]
    build(made, 24, 1, timezone.localdate())
    return made


def test_clients_apply_and_are_decided_about(town: Municipality) -> None:
    known = tell(town, 10, 1, timezone.localdate())
    sent = Decision.objects.filter(state=Decision.State.SENT)
    assert known == sent.count() > 0
    assert Application.objects.exists()
    for decision in sent:
        assert decision.letter.startswith(b"%PDF")
        assert decision.approved_by != decision.proposed_by or not decision.needs_approval
        assert decision.application.received_on <= decision.decided_on <= decision.made_known_on
        assert decision.assessment["uitkomst"] == decision.outcome
        assert reason.replay(decision.assessment["receipt"], regime_of(town)) == []
    granted = sent.filter(outcome="toegekend").count()
    assert ProvisionUse.objects.count() == granted
    assert Task.objects.exclude(key="").exists()


def test_no_story_without_people(db: None) -> None:
    town = demo.make([("leusden", "Leusden", "leusden")])[0]
    assert tell(town, 5, 1, date(2026, 6, 1)) == 0
    assert not Dossier.objects.exists()

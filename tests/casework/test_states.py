"""The table of states: every action for every role in every state, and the page made from it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.casework.conftest import staff
from tests.casework.stories import PROVISION, application, file, home, maker, now, reader

from trede.access import rights
from trede.access.models import AuditEntry, Role
from trede.casework import states
from trede.casework.models import Decision
from trede.casework.services import deciding, decisions, hearings, objections
from trede.casework.services.common import Actor, NotAllowed, Refused
from trede.casework.services.decisions import Text
from trede.casework.states import TABLE, Action, Who

__all__ = ["application", "file", "home", "maker", "now", "reader"]
State = Decision.State
PAGE = Path(__file__).parents[2] / "docs/decision-states.md"


def test_the_page_is_the_table() -> None:
    assert PAGE.read_text().endswith(states.as_markdown())


@pytest.fixture
def row(maker: Actor, file: Any, application: Any) -> Decision:
    """A draft."""
    return decisions.draft(maker, file, PROVISION, Decision.Kind.GRANT, application=application)


def put(row: Decision, state: str, proposer: Actor) -> Decision:
    """The decision in a state, proposed by somebody where that belongs."""
    known = state in (State.APPROVED, State.SENT)
    day = row.law_on if known else None
    Decision.objects.filter(pk=row.pk).update(
        state=state, decided_on=day, made_known_on=day if state == State.SENT else None,
        proposed_by=None if state in (State.DRAFT, State.CANCELLED) else proposer.user,
    )  # fmt: skip
    return Decision.objects.get(pk=row.pk)


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("role", list(Role))
def test_who_may_do_what_in_which_state(home: Any, maker: Actor, row: Decision, role: Role, state: str) -> None:
    somebody = staff(home, role, "Iemand Anders")
    found = set(states.allowed(somebody, put(row, state, maker)))
    expected = {
        rule.action for rule in TABLE
        if state in rule.states and rule.right in rights.TABLE[role] and rule.who not in (Who.PROPOSER, Who.ALONE)
    }  # fmt: skip
    assert found == expected
    for action in set(Action) - expected:
        assert states.why_not(somebody, put(row, state, maker), action)


def test_who_proposed_takes_back_but_does_not_approve(maker: Actor, row: Decision) -> None:
    found = states.allowed(maker, put(row, State.PROPOSED, maker))
    assert Action.TAKE_BACK in found
    assert Action.APPROVE not in found


ACTS = {
    Action.EDIT: lambda actor, row: decisions.edit(actor, row, Text(), None),
    Action.PROPOSE: deciding.propose,
    Action.TAKE_BACK: deciding.take_back,
    Action.GIVE_BACK: lambda actor, row: deciding.give_back(actor, row, "x"),
    Action.APPROVE: lambda actor, row: deciding.approve(actor, row, row.law_on),
    Action.DECIDE_ALONE: lambda actor, row: deciding.decide_alone(actor, row, row.law_on),
    Action.SEND: lambda actor, row: deciding.send(actor, row, row.law_on),
    Action.CANCEL: lambda actor, row: decisions.cancel(actor, row, "x"),
    Action.HEAR: lambda actor, row: hearings.waive(actor, row, "x"),
    Action.FOLLOW: lambda actor, row: decisions.draft(
        actor, row.dossier, row.provision, Decision.Kind.ENDING, relates_to=row
    ),
    Action.OBJECTION: lambda actor, row: objections.receive(actor, row, row.law_on),
}


@pytest.mark.parametrize("action", list(Action))
def test_every_service_asks_the_table_and_the_refusal_is_noted(home: Any, row: Decision, action: Action) -> None:
    administrator = staff(home, Role.ADMINISTRATOR, "Bea Heerder")
    with pytest.raises(NotAllowed) as refused:
        ACTS[action](administrator, put(row, TABLE[[r.action for r in TABLE].index(action)].states[0], administrator))
    refused.value.stay_noted()
    refused.value.stay_noted()
    assert AuditEntry.objects.filter(result="geweigerd", actor=administrator.user.pk).count() == 1


def test_a_decision_of_another_municipality_is_not_there(row: Decision, other_town: Any) -> None:
    stranger = staff(other_town, Role.CASE_MANAGER, "Vera Vreemd")
    with pytest.raises(Refused, match="Dit besluit is er niet"):
        decisions.edit(stranger, row, Text(), None)


@pytest.fixture
def other_town(db: None) -> Any:
    """Another municipality in the same installation."""
    from trede.access.models import Municipality

    return Municipality.objects.create(slug="elders", name="Elders", regime="amstelveen")

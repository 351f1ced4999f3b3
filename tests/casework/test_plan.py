"""The plan: what the regime requires, versions that stay what was signed, two signatures or a refusal with a reason."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine

from trede.access.models import Municipality
from trede.casework.dues import dues_of
from trede.casework.models import Dossier, Goal, Plan, Step
from trede.casework.plan_contents import of_regime
from trede.casework.services import journey, people, plan
from trede.casework.services.common import Actor, Overtaken, Refused

DAY, LATER, SOON = date(2026, 3, 10), date(2026, 9, 10), date(2026, 4, 10)


@pytest.fixture(autouse=True)
def in_march() -> Any:
    with time_machine.travel("2026-03-10 09:00+01:00", tick=False):
        yield


@pytest.fixture
def town(db: None) -> Municipality:
    """A municipality whose regime asks more of a plan than the act alone."""
    return Municipality.objects.create(slug="dorp", name="Dorp", regime="leusden")


def fields(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return sorted(problem.field for problem in refused.value.problems)


def complete(actor: Actor, dossier: Dossier) -> Plan:
    made = plan.draft(actor, dossier)
    goal = plan.add_goal(actor, made, "Een baan in de zorg")
    plan.set_step(actor, goal, text="Brief schrijven", who="client", due_on=SOON, instrument="Taalles")
    plan.set_step(actor, goal, text="Werkgever bellen", who="manager", due_on=SOON)
    parts = {part.key: "Zo doen we dat." for part in of_regime(dossier)[0]}
    return plan.write(actor, made, situation="Zoekt werk", evaluate_on=LATER, parts=parts)


def agreed(actor: Actor, dossier: Dossier) -> Plan:
    offered = plan.offer(actor, complete(actor, dossier))
    plan.sign(actor, offered, party="client", name="Noor Voorbeeld", signed_on=DAY)
    return plan.sign(actor, offered, party="municipality", name="Katja Verzonnen", signed_on=DAY)


def test_the_regime_says_what_a_plan_holds(dossier: Dossier) -> None:
    parts, duties = of_regime(dossier)
    assert {"uitwerking_van_de_ondersteuning", "verplichtingen", "gevolgen_van_niet_nakomen"} <= {p.key for p in parts}
    assert "wie_de_actie_onderneemt" in {part.key for part in parts}
    assert all(part.required for part in parts)
    mine = [duty for duty in duties if duty.mine]
    assert any(duty.action == "naar vermogen werk zoeken" and duty.norm == "PW-9.1.a" for duty in mine)
    assert any(not duty.mine and duty.modality == "moet" for duty in duties)
    assert not any(duty.action == "beslissen op de aanvraag" for duty in duties)
    assert not any(duty.modality == "kan" and not duty.mine for duty in duties)


def test_a_draft_lacks_things_until_it_does_not(manager: Actor, dossier: Dossier) -> None:
    made = plan.draft(manager, dossier)
    assert made.version == 1
    assert made.duties
    with pytest.raises(Refused) as refused:
        plan.offer(manager, made)
    told = str(refused.value)
    for part in ("nog geen doel", "Het onderdeel 'verplichtingen' is nog leeg (PW-44a.1)", "dag van de evaluatie"):
        assert part in told
    goal = plan.add_goal(manager, made, "Werk")
    assert "Bij het doel 'Werk' staat nog geen stap." in plan.lacks(made)
    plan.set_step(manager, goal, text="Bellen", who="client")
    assert "Bij 1 stap staat nog niet wanneer die klaar is." in plan.lacks(made)


def test_only_one_plan_in_the_making(manager: Actor, dossier: Dossier) -> None:
    plan.draft(manager, dossier)
    with pytest.raises(Refused, match="al een plan in de maak"):
        plan.draft(manager, dossier)


def test_a_closed_dossier_gets_no_plan(manager: Actor, dossier: Dossier) -> None:
    with pytest.raises(Refused, match="gesloten"):
        plan.draft(manager, people.close(manager, dossier, on=DAY, reason="Klaar"))


def test_goals_and_steps_change_in_a_draft(manager: Actor, dossier: Dossier) -> None:
    made = plan.draft(manager, dossier)
    goal = plan.add_goal(manager, made, "Werk")
    assert plan.change_goal(manager, goal, "Werk in de zorg").text == "Werk in de zorg"
    step = plan.set_step(manager, goal, text="Bellen", who="client")
    changed = plan.set_step(manager, goal, text="Mailen", who="other", by_name="De buurvrouw", step=step)
    assert (changed.pk, changed.text, changed.by_name) == (step.pk, "Mailen", "De buurvrouw")
    for act in (lambda: plan.add_goal(manager, made, " "), lambda: plan.change_goal(manager, goal, " ")):
        with pytest.raises(Refused, match="wat het doel is"):
            act()
    with pytest.raises(Refused) as refused:
        plan.set_step(manager, goal, text=" ", who="niemand", due_on=date(2026, 3, 9), by_name="x" * 121,
                      instrument="x" * 161)  # fmt: skip
    assert fields(refused) == ["by_name", "due_on", "instrument", "text", "who"]
    plan.remove_step(manager, step)
    assert not Step.objects.exists()
    plan.remove_goal(manager, goal)
    assert not Goal.objects.exists()


def test_duties_can_be_left_out(manager: Actor, dossier: Dossier) -> None:
    made = plan.draft(manager, dossier)
    one = of_regime(dossier)[1][0]
    now = plan.write(manager, made, situation="", evaluate_on=None, parts={}, duties=[one.key])
    assert [duty["norm"] for duty in now.duties] == [one.norm]
    with pytest.raises(Overtaken):
        plan.write(manager, made, situation="x", evaluate_on=None, parts={}, revision=made.revision)


def test_an_evaluation_before_the_plan_is_refused(manager: Actor, dossier: Dossier) -> None:
    made = plan.draft(manager, dossier)
    with pytest.raises(Refused) as refused:
        plan.write(manager, made, situation="", evaluate_on=DAY, parts={})
    assert fields(refused) == ["evaluate_on"]


def test_an_offer_can_be_taken_back_until_someone_signs(manager: Actor, dossier: Dossier) -> None:
    offered = plan.offer(manager, complete(manager, dossier))
    with pytest.raises(Refused, match="verandert niet meer"):
        plan.add_goal(manager, offered, "Nog een doel")
    again = plan.take_back(manager, offered)
    assert again.state == "draft"
    with pytest.raises(Refused, match="niet ter ondertekening"):
        plan.take_back(manager, again)
    offered = plan.offer(manager, again)
    signed = plan.sign(manager, offered, party="client", name="Noor", signed_on=DAY)
    with pytest.raises(Refused, match="al een handtekening"):
        plan.take_back(manager, signed)


def test_both_signatures_make_it_agreed(manager: Actor, dossier: Dossier) -> None:
    made = agreed(manager, dossier)
    assert (made.state, made.agreed_on) == ("agreed", DAY)
    with pytest.raises(Refused, match="niet ter ondertekening"):
        plan.sign(manager, made, party="client", name="Noor", signed_on=DAY)


def test_a_refusal_to_sign_wants_its_reason_and_the_plan_goes_on(manager: Actor, dossier: Dossier) -> None:
    offered = plan.offer(manager, complete(manager, dossier))
    with pytest.raises(Refused) as refused:
        plan.sign(manager, offered, party="client", name=" ", signed_on=date(2026, 3, 11), refused=True)
    assert fields(refused) == ["name", "remark", "signed_on"]
    with pytest.raises(Refused, match="Alleen de inwoner"):
        plan.sign(manager, offered, party="municipality", name="K", signed_on=DAY, refused=True, remark="x")
    plan.sign(manager, offered, party="client", name="Noor", signed_on=DAY, refused=True, remark="Te vroeg")
    made = plan.sign(manager, offered, party="municipality", name="Katja", signed_on=DAY)
    assert made.state == "agreed"
    assert made.signatures.get(party="client").remark == "Te vroeg"


def test_a_signature_before_the_plan_or_twice_is_refused(manager: Actor, dossier: Dossier) -> None:
    offered = plan.offer(manager, complete(manager, dossier))
    with pytest.raises(Refused, match="Toen was dit plan er nog niet"):
        plan.sign(manager, offered, party="client", name="Noor", signed_on=date(2026, 3, 9))
    plan.sign(manager, offered, party="client", name="Noor", signed_on=DAY)
    with pytest.raises(Refused, match="staat er al"):
        plan.sign(manager, offered, party="client", name="Noor", signed_on=DAY)


def test_a_next_version_takes_along_what_is_not_done(manager: Actor, dossier: Dossier) -> None:
    first = agreed(manager, dossier)
    goal = first.goals.get()
    done = goal.steps.first()
    assert done is not None
    plan.tick(manager, done, True)
    second = plan.draft(manager, dossier)
    assert (second.version, second.situation) == (2, "Zoekt werk")
    assert [step.text for step in Step.objects.filter(goal__plan=second)] == ["Werkgever bellen"]
    assert plan.current(dossier) == second
    plan.write(manager, second, situation="Zoekt werk", evaluate_on=LATER, parts=second.parts)
    plan.offer(manager, plan.current(dossier) or second)
    second.refresh_from_db()
    for party in ("client", "municipality"):
        plan.sign(manager, second, party=party, name="N", signed_on=DAY)
    first.refresh_from_db()
    assert first.state == "replaced"
    assert [version.version for version in plan.plans(dossier)] == [2, 1]


def test_steps_and_goals_of_an_agreed_plan_get_done(manager: Actor, dossier: Dossier) -> None:
    made = agreed(manager, dossier)
    goal = made.goals.get()
    step = goal.steps.first()
    assert step is not None
    assert plan.tick(manager, step, True).done_on == DAY
    assert plan.tick(manager, step, False).done_on is None
    assert plan.reach(manager, goal, True).reached_on == DAY
    assert plan.reach(manager, goal, False).reached_on is None


def test_a_draft_has_nothing_done(manager: Actor, dossier: Dossier) -> None:
    made = complete(manager, dossier)
    goal = made.goals.get()
    step = goal.steps.first()
    assert step is not None
    with pytest.raises(Refused, match="vastgesteld plan"):
        plan.tick(manager, step, True)
    with pytest.raises(Refused, match="vastgesteld plan"):
        plan.reach(manager, goal, True)


def test_the_plan_and_the_trajectory_make_tasks(manager: Actor, dossier: Dossier) -> None:
    offered = plan.offer(manager, complete(manager, dossier))
    assert [due.title for due in dues_of(dossier)] == ["Plan versie 1 laten tekenen"]
    for party in ("client", "municipality"):
        plan.sign(manager, offered, party=party, name="N", signed_on=DAY)
    journey.begin(manager, dossier, kind="twk", reason="Kort", started_on=DAY, expected_end=LATER)
    assert sorted((due.title, due.due_on) for due in dues_of(dossier)) == [
        ("Nagaan bij inwoner: Brief schrijven", SOON), ("Plan versie 1 evalueren", LATER),
        ("Verwacht einde van het traject bespreken", LATER), ("Werkgever bellen", SOON),
    ]  # fmt: skip

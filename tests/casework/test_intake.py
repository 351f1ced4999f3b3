"""The intake: kept step by step, as the regime prescribes it, finished when what it requires is there."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine

from trede.access.models import Municipality
from trede.casework import guide
from trede.casework.models import Dossier, Intake
from trede.casework.services import facts, intake, people
from trede.casework.services.common import Actor, Overtaken, Refused

DAY = date(2026, 2, 2)


@pytest.fixture(autouse=True)
def in_march() -> Any:
    with time_machine.travel("2026-03-10 09:00+01:00", tick=False):
        yield


@pytest.fixture
def town(db: None) -> Municipality:
    """A municipality whose regime has eight life domains."""
    return Municipality.objects.create(slug="dorp", name="Dorp", regime="leusden")


def fields(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {problem.field for problem in refused.value.problems}


def fill(actor: Actor, made: Intake, count: int = 8) -> None:
    for domain in guide.domains(made.dossier, DAY).items[:count]:
        intake.find(actor, made, domain, finding="Geen zorgen", revision=None)


def test_an_intake_begins_once(manager: Actor, dossier: Dossier) -> None:
    assert intake.current(dossier) is None
    made = intake.begin(manager, dossier, DAY)
    assert intake.current(dossier) == made
    with pytest.raises(Refused, match="al een intake bezig"):
        intake.begin(manager, dossier, DAY)


@pytest.mark.parametrize("on", [None, date(2026, 3, 11), date(2026, 1, 11)])
def test_an_intake_on_an_impossible_day_is_refused(manager: Actor, dossier: Dossier, on: date | None) -> None:
    with pytest.raises(Refused) as refused:
        intake.begin(manager, dossier, on)
    assert fields(refused) == {"on"}


def test_a_closed_dossier_has_no_new_intake(manager: Actor, dossier: Dossier) -> None:
    closed = people.close(manager, dossier, on=DAY, reason="Klaar")
    with pytest.raises(Refused, match="Heropen"):
        intake.begin(manager, closed, DAY)


def test_the_domains_are_those_of_the_regime(dossier: Dossier) -> None:
    found = guide.domains(dossier, DAY)
    assert found.own
    assert [item.number for item in found.items] == list(range(1, 9))
    assert found.items[1].name == "Huisvesting"
    assert found.items[1].citation == "LEU-INT-3"
    assert found.get(9) is None


def test_a_regime_without_domains_gets_neutral_ones(dossier: Dossier) -> None:
    dossier.municipality.regime = "bollenstreek"
    found = guide.domains(dossier, DAY)
    assert not found.own
    assert len(found.items) == 8
    assert guide.discussed_fact(dossier) is None
    assert guide.finishing(dossier, DAY) is None


def test_the_steps_of_each_regime_have_their_decisions(dossier: Dossier) -> None:
    assert guide.decisions(dossier, DAY, guide.TRIAGE) == ["route_na_melding", "vervolg_na_workfast"]
    dossier.municipality.regime = "amstelveen"
    assert "soort_klant" in guide.decisions(dossier, DAY, guide.TRIAGE)
    assert {"verplichting_onbetaald_werk", "ontheffing_mantelzorg"} <= set(
        guide.decisions(dossier, DAY, guide.OBLIGATIONS)
    )
    asked = guide.always_asked(dossier, {})
    assert asked is not None
    later = guide.always_asked(dossier, {asked.key: 1})
    assert later is None or later.key != asked.key


def test_what_is_discussed_is_a_fact(manager: Actor, dossier: Dossier) -> None:
    made = intake.begin(manager, dossier, DAY)
    first = guide.domains(dossier, DAY).items[2]
    row = intake.find(manager, made, first, finding="Post blijft liggen", need="Hulp bij de post", action_needed=True)
    assert (row.finding, row.need) == ("Post blijft liggen", "Hulp bij de post")
    listed = facts.facts_at(dossier, DAY)["leefgebieden_uitgevraagd"]["waarde"]
    assert [list(item.values()) for item in listed] == [[3]]
    again = intake.find(manager, made, first, finding="Post is gedaan", revision=row.revision)
    assert (again.pk, again.finding, again.need) == (row.pk, "Post is gedaan", "")
    with pytest.raises(Overtaken):
        intake.find(manager, made, first, finding="Oud", revision=row.revision)


def test_a_finding_says_something(manager: Actor, dossier: Dossier) -> None:
    made = intake.begin(manager, dossier, DAY)
    domain = guide.domains(dossier, DAY).items[0]
    with pytest.raises(Refused) as refused:
        intake.find(manager, made, domain, finding=" ", need="", action_needed=True)
    assert fields(refused) == {"finding", "need"}


def test_where_one_stopped_is_kept(manager: Actor, dossier: Dossier) -> None:
    made = intake.begin(manager, dossier, DAY)
    intake.stop_at(made, "leefgebieden")
    now = intake.current(dossier)
    assert now is not None
    assert now.step == "leefgebieden"


def test_another_outcome_than_the_rules_propose_wants_a_reason(manager: Actor, dossier: Dossier) -> None:
    made = intake.begin(manager, dossier, DAY)
    with pytest.raises(Refused) as refused:
        intake.route(manager, made, "Eerst zorg", " ", "Workfast")
    assert fields(refused) == {"reason"}
    with pytest.raises(Refused) as refused:
        intake.route(manager, made, " ", "", "")
    assert fields(refused) == {"route"}
    now = intake.route(manager, made, "workfast", "", "Workfast", made.revision)
    assert (now.route, now.revision) == ("workfast", 2)
    assert intake.route(manager, now, "Eerst zorg", "Er speelt meer", "Workfast").route_reason == "Er speelt meer"


def test_finishing_wants_what_the_regime_requires(manager: Actor, dossier: Dossier) -> None:
    made = intake.begin(manager, dossier, DAY)
    fill(manager, made, 7)
    assert intake.missing(made) == ["Over 'Motivatie' is nog niets opgeschreven."]
    with pytest.raises(Refused) as refused:
        intake.finish(manager, made, on=date(2026, 2, 1), summary=" ")
    assert fields(refused) == {"summary", "on", ""}
    fill(manager, made)
    assert intake.missing(made) == []
    done = intake.finish(manager, made, on=DAY, summary="Kan aan het werk")
    assert (done.state, done.finished_on, done.summary) == ("done", DAY, "Kan aan het werk")
    for act in (
        lambda: intake.find(manager, done, guide.domains(dossier, DAY).items[0], finding="x"),
        lambda: intake.route(manager, done, "x", "x", ""),
        lambda: intake.save_summary(manager, done, "x"),
    ):
        with pytest.raises(Refused, match="afgerond"):
            act()


def test_the_decision_of_the_regime_has_the_last_word(manager: Actor, dossier: Dossier) -> None:
    made = intake.begin(manager, dossier, DAY)
    fill(manager, made)
    facts.withdraw(manager, dossier, "leefgebieden_uitgevraagd", "Vergissing")
    (said,) = intake.missing(made)
    assert "afronding van de intake" in said


def test_a_finished_intake_opens_again(manager: Actor, dossier: Dossier) -> None:
    made = intake.begin(manager, dossier, DAY)
    with pytest.raises(Refused, match="nog bezig"):
        intake.reopen(manager, made)
    fill(manager, made)
    kept = intake.save_summary(manager, made, "Nog niet klaar", made.revision)
    done = intake.finish(manager, kept, on=DAY, summary="Klaar", revision=kept.revision)
    assert intake.reopen(manager, done).finished_on is None
    intake.finish(manager, intake.current(dossier) or made, on=DAY, summary="Klaar")
    intake.begin(manager, dossier, DAY)
    done.refresh_from_db()
    with pytest.raises(Refused, match="andere intake"):
        intake.reopen(manager, done)

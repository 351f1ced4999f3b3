"""The ladder and trajectories: every step has a reason and a day, none is blocked, a mistake stays to be seen."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine

from trede.access.models import AuditEntry, Municipality
from trede.casework import assessing
from trede.casework.live import live
from trede.casework.models import Dossier, LadderMove, Trajectory
from trede.casework.services import facts, journey, people
from trede.casework.services.common import Actor, Overtaken, Refused
from trede.casework.services.facts import Given
from trede.casework.services.journey import TrajectoryKind
from trede.reason import FactErrors, Problem

DAY, LATER = date(2026, 2, 2), date(2026, 3, 2)


@pytest.fixture(autouse=True)
def in_march() -> Any:
    with time_machine.travel("2026-03-10 09:00+01:00", tick=False):
        yield


@pytest.fixture
def town(db: None) -> Municipality:
    """A municipality whose regime has a ladder, kinds of trajectory and a catalogue."""
    return Municipality.objects.create(slug="dorp", name="Dorp", regime="leusden")


def place(actor: Actor, dossier: Dossier, rung: int, on: date = DAY, **more: Any) -> Any:
    return journey.place(actor, dossier, rung=rung, on=on, reason="Blijkt uit het gesprek", **more)


def fields(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {problem.field for problem in refused.value.problems}


def test_the_first_place(manager: Actor, dossier: Dossier) -> None:
    step = place(manager, dossier, 3)
    assert (step.old, step.new, step.direction) == (None, 3, None)
    dossier.refresh_from_db()
    assert dossier.rung == 3
    said = facts.facts_at(dossier, DAY)["trede"]
    assert (said["waarde"], said["reden"]) == (3, "Blijkt uit het gesprek")
    assert AuditEntry.objects.get(action="ladder.geplaatst").details["naar"] == 3


@pytest.mark.parametrize(
    ("to", "direction", "skipped"), [(8, "omhoog", (4, 5, 6, 7)), (1, "terug", (2,)), (3, "gelijk", ())]
)
def test_no_step_is_blocked_and_skipped_rungs_are_told(
    manager: Actor, dossier: Dossier, to: int, direction: str, skipped: tuple[int, ...]
) -> None:
    place(manager, dossier, 3)
    step = place(manager, dossier, to, LATER)
    assert (step.direction, step.skipped) == (direction, skipped)
    assert journey.rung_on(journey.moves(dossier), DAY) == 3


def test_a_step_on_an_earlier_day_leaves_today_alone(manager: Actor, dossier: Dossier) -> None:
    place(manager, dossier, 5, LATER)
    place(manager, dossier, 2, DAY)
    dossier.refresh_from_db()
    assert dossier.rung == 5
    assert [move.rung for move in journey.moves(dossier)] == [2, 5]


def test_everything_wrong_is_told_at_once(manager: Actor, dossier: Dossier) -> None:
    with pytest.raises(Refused) as refused:
        journey.place(manager, dossier, rung=17, on=date(2026, 3, 11), reason=" ")
    assert fields(refused) == {"rung", "on", "reason"}
    with pytest.raises(Refused, match="12 januari 2026"):
        place(manager, dossier, 3, date(2026, 1, 11))
    with pytest.raises(Refused, match="Vul een dag in"):
        journey.place(manager, dossier, rung=3, on=None, reason="Zo")
    assert not LadderMove.objects.exists()


def test_a_mistake_is_set_right_and_stays(manager: Actor, dossier: Dossier) -> None:
    place(manager, dossier, 3)
    (wrong,) = journey.moves(dossier)
    place(manager, dossier, 2, corrects=wrong)
    assert [move.rung for move in journey.moves(dossier)] == [2]
    assert len(journey.all_moves(dossier)) == 2
    wrong = next(move for move in journey.all_moves(dossier) if move.rung == 3)
    with pytest.raises(Refused, match="al verbeterd"):
        place(manager, dossier, 1, corrects=wrong)


def test_a_move_is_taken_back(manager: Actor, dossier: Dossier) -> None:
    place(manager, dossier, 3)
    place(manager, dossier, 7, LATER)
    move = journey.moves(dossier)[-1]
    with pytest.raises(Refused, match="waarom"):
        journey.take_back(manager, dossier, move, " ")
    journey.take_back(manager, dossier, move, "Verkeerd dossier")
    dossier.refresh_from_db()
    assert dossier.rung == 3
    journey.take_back(manager, dossier, journey.moves(dossier)[0], "Ook verkeerd")
    dossier.refresh_from_db()
    assert dossier.rung is None
    with pytest.raises(Refused, match="al verbeterd"):
        journey.take_back(manager, dossier, journey.all_moves(dossier)[0], "Nog eens")


def test_a_second_editor_is_told(manager: Actor, dossier: Dossier) -> None:
    place(manager, dossier, 3, revision=dossier.revision)
    with pytest.raises(Overtaken) as overtaken:
        place(manager, dossier, 4, revision=dossier.revision)
    assert overtaken.value.row.rung == 3


def test_a_regime_without_ladder(manager: Actor, dossier: Dossier) -> None:
    dossier.municipality.regime = "bollenstreek"
    assert journey.ladder_of(dossier) is None
    assert journey.kinds(dossier) == []
    with pytest.raises(Refused, match="kennen geen ladder"):
        place(manager, dossier, 3)


def test_a_regime_whose_fact_for_the_rung_is_no_number_is_left_alone(manager: Actor, dossier: Dossier) -> None:
    facts.regime_of(dossier.municipality)
    before = facts.facts_at(dossier, DAY)
    journey._follow(manager, dossier, "doelgroep", 3, DAY, "Zo")
    journey._follow(manager, dossier, "trajectsoort", "bestaat_niet", DAY, "Zo")
    assert facts.facts_at(dossier, DAY) == before


def test_the_proposal_comes_from_the_regime(manager: Actor, dossier: Dossier) -> None:
    ladder = journey.ladder_of(dossier)
    assert ladder is not None
    unknown = live(dossier, [ladder.placing], DAY)
    asked = unknown.question([ladder.placing])
    assert unknown.value(ladder.placing, ladder.proposes) == ""
    assert asked is not None
    given = Given(asked["feit"], 4, DAY, reason="Beroep gekozen, toe aan werk")
    facts.record(manager, dossier, [given])
    known = live(dossier, [ladder.placing], DAY)
    assert "4" in known.value(ladder.placing, ladder.proposes)
    assert live(dossier, ["bestaat_niet"], DAY).found == {}


def test_facts_that_the_regime_no_longer_takes_are_named(manager: Actor, dossier: Dossier) -> None:
    facts.record(manager, dossier, [Given("trede", 3, DAY, reason="Zo")])
    row = facts.known(dossier).get()
    type(row).objects.filter(pk=row.pk).update(value="hoog")
    found = live(dossier, ["plaatsing_op_de_ladder"], DAY)
    assert found.misfits == ("'trede' past niet meer bij de regels.",)
    assert found.found


def test_facts_that_cannot_be_together_leave_the_pages_standing(
    manager: Actor, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: Any) -> None:
        raise FactErrors([Problem("trede", "onmogelijk is dat dit samengaat.")])

    monkeypatch.setattr(assessing, "assess_one", never)
    found = live(dossier, ["plaatsing_op_de_ladder"], DAY)
    assert found.found == {}
    assert found.misfits == ("Onmogelijk is dat dit samengaat.",)
    assert found.question(["plaatsing_op_de_ladder"]) is None


# --- trajectories ---------------------------------------------------------------------------------------------------


def begin(actor: Actor, dossier: Dossier, **more: Any) -> Trajectory:
    return journey.begin(
        actor,
        dossier,
        **{"kind": "twk", "reason": "Kort en naar werk", "started_on": DAY, "expected_end": LATER} | more,
    )


def test_kinds_come_from_the_regime_with_their_usual_length(dossier: Dossier) -> None:
    kinds = {kind.key: kind for kind in journey.kinds(dossier)}
    assert list(kinds) == ["twk", "twl", "tsa", "tzh"]
    assert kinds["twk"].name == "TWK: Traject Werk Kort"
    assert kinds["twk"].expected_end(date(2026, 3, 1)) == date(2026, 8, 31)
    assert kinds["twl"].expected_end(date(2026, 3, 1)) is None


@pytest.mark.parametrize(
    ("lasts", "end"),
    [
        ("2 weken", date(2026, 3, 14)), ("hoogstens 3 maanden", date(2026, 5, 31)), ("1 jaar", date(2027, 2, 28)),
        ("minstens 3 maanden", None), ("", None), ("naar behoefte", None),
    ],
)  # fmt: skip
def test_the_usual_length_is_read(lasts: str, end: date | None) -> None:
    assert TrajectoryKind("a", "A", lasts=lasts).expected_end(date(2026, 3, 1)) == end


def test_kinds_of_the_catalogue_where_there_is_no_fact(dossier: Dossier) -> None:
    dossier.municipality.regime = "amstelveen"
    assert "Werkplein AA" in [kind.name for kind in journey.kinds(dossier)]


def test_a_trajectory_runs_from_begin_to_end(manager: Actor, dossier: Dossier) -> None:
    made = begin(manager, dossier)
    assert facts.facts_at(dossier, DAY)["soort_traject"]["waarde"] == "twk"
    with pytest.raises(Refused, match="Er loopt al een traject"):
        begin(manager, dossier)
    later = journey.reschedule(manager, made, date(2026, 9, 1), "Het duurt langer", made.revision)
    assert later.expected_end == date(2026, 9, 1)
    with pytest.raises(Overtaken):
        journey.end(manager, made, LATER, "Aan het werk", made.revision)
    done = journey.end(manager, later, LATER, "Aan het werk", later.revision)
    assert done.ended_on == LATER
    for act in (lambda: journey.end(manager, done, LATER, "x"), lambda: journey.reschedule(manager, done, None, "x")):
        with pytest.raises(Refused, match="al geëindigd"):
            act()
    assert journey.resume(manager, done).ended_on is None
    with pytest.raises(Refused, match="loopt nog"):
        journey.resume(manager, journey.trajectories(dossier)[0])


def test_one_trajectory_at_a_time_also_after_undo(manager: Actor, dossier: Dossier) -> None:
    first = journey.end(manager, begin(manager, dossier), LATER, "Klaar")
    begin(manager, dossier, kind="twl", started_on=LATER, expected_end=None)
    with pytest.raises(Refused, match="al een ander traject"):
        journey.resume(manager, first)
    assert [row.kind for row in journey.trajectories(dossier)] == ["twl", "twk"]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"kind": "onzin"}, "kind"),
        ({"kind": ""}, "kind"),
        ({"reason": " "}, "reason"),
        ({"started_on": None}, "started_on"),
        ({"started_on": date(2026, 1, 11)}, "started_on"),
        ({"expected_end": date(2026, 2, 1)}, "expected_end"),
    ],
)
def test_an_impossible_trajectory_is_refused(
    manager: Actor, dossier: Dossier, more: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        begin(manager, dossier, **more)
    assert fields(refused) == {field}


def test_an_end_before_the_begin_is_refused(manager: Actor, dossier: Dossier) -> None:
    made = begin(manager, dossier)
    for on in (date(2026, 2, 1), date(2026, 3, 11), None):
        with pytest.raises(Refused) as refused:
            journey.end(manager, made, on, "Klaar")
        assert fields(refused) == {"on"}
    with pytest.raises(Refused, match="voor het begin"):
        journey.reschedule(manager, made, date(2026, 2, 1), "x")
    with pytest.raises(Refused, match="waarom"):
        journey.reschedule(manager, made, None, " ")


def test_a_closed_dossier_stands_still(manager: Actor, dossier: Dossier) -> None:
    closed = people.close(manager, dossier, on=LATER, reason="Klaar")
    for act in (lambda: place(manager, closed, 3), lambda: begin(manager, closed)):
        with pytest.raises(Refused, match="Heropen het eerst"):
            act()

"""Objections on the calendar of the Awb, hearings, and judgements by whom the regime names."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.casework.conftest import staff
from tests.casework.stories import PROVISION, TODAY, application, file, home, maker, now, reader
from tests.casework.test_uses import granted, through

from trede.access.models import Role
from trede.casework import judging
from trede.casework.models import Decision, Dossier, Source, Task
from trede.casework.regimes import regime_named
from trede.casework.services import decisions, facts, hearings, objections
from trede.casework.services.common import Actor, Refused
from trede.casework.services.facts import Given

__all__ = ["application", "file", "granted", "home", "maker", "now", "reader"]
Kind = Decision.Kind


@pytest.mark.parametrize(
    ("received", "posted", "in_time"),
    [
        (date(2025, 5, 12), None, True),  # Awb 6:7: made known on 31 March, so up to and including 12 May
        (date(2025, 5, 13), None, False),
        (date(2025, 5, 19), date(2025, 5, 12), True),  # Awb 6:9, second paragraph
        (date(2025, 5, 20), date(2025, 5, 12), False),
        (date(2025, 5, 19), date(2025, 5, 13), False),
    ],
)
def test_in_time_or_not(
    maker: Actor, granted: Decision, now: Any, received: date, posted: date | None, in_time: bool
) -> None:
    now.move_to("2025-06-10 09:00+02:00")
    assert objections.in_time(objections.receive(maker, granted, received, posted)) is in_time


def test_the_way_of_an_objection(maker: Actor, reader: Actor, granted: Decision, now: Any) -> None:
    assert Task.objects.get(kind="bezwaartermijn").due_on == date(2025, 5, 12)
    now.move_to("2025-05-02 09:00+02:00")
    with pytest.raises(Refused) as refused:
        objections.receive(maker, granted, date(2025, 3, 30), date(2025, 4, 1))
    assert len(refused.value.problems) == 2
    row = objections.receive(maker, granted, date(2025, 5, 1), note="Het duurt te kort.")
    assert Task.objects.get(kind="bezwaar").due_on == date(2025, 6, 23)  # Awb 7:10: six weeks after 12 May
    with pytest.raises(Refused) as refused:
        objections.close(maker, row, "pending", date(2025, 4, 1), " ")
    assert {problem.field for problem in refused.value.problems} == {"result", "closed_on", "note"}
    with pytest.raises(Refused, match="U nam het besluit zelf"):
        objections.close(reader, row, "upheld", date(2025, 5, 2), "Klopt.")
    row = objections.close(maker, row, "rejected", date(2025, 5, 2), "De regels laten niet meer toe.")
    assert row.note == "Het duurt te kort.\nDe regels laten niet meer toe."
    assert Task.objects.get(kind="bezwaar").state == "lapsed"
    with pytest.raises(Refused, match="al beslist: ongegrond"):
        objections.close(maker, row, "upheld", date(2025, 5, 2), "Toch.")
    now.move_to("2025-05-13 09:00+02:00")
    objections.receive(maker, granted, date(2025, 5, 12))
    assert Task.objects.get(kind="bezwaartermijn").state == "lapsed"


def test_hearing_before_a_decision_against_somebody(
    maker: Actor, reader: Actor, file: Dossier, granted: Decision, now: Any
) -> None:
    row = decisions.draft(maker, file, PROVISION, Kind.ENDING, relates_to=granted)
    assert hearings.is_due(row)
    assert not hearings.is_due(granted)
    with pytest.raises(Refused) as refused:
        hearings.invite(maker, row, date(2025, 4, 1), date(2025, 3, 1))
    assert {problem.field for problem in refused.value.problems} == {"invited_on", "answer_by"}
    asked = hearings.invite(maker, row, TODAY, date(2025, 4, 14))
    assert Task.objects.get(kind="zienswijze").due_on == date(2025, 4, 14)
    now.move_to("2025-04-03 09:00+02:00")
    with pytest.raises(Refused) as refused:
        hearings.record(maker, asked, date(2025, 3, 30), "telefoon", " ")
    assert {problem.field for problem in refused.value.problems} == {"heard_on", "view"}
    hearings.record(maker, asked, date(2025, 4, 2), "telefoon", "Ik wil graag blijven.")
    assert not hearings.is_due(Decision.objects.get(pk=row.pk))
    assert Task.objects.get(kind="zienswijze").state == "lapsed"
    through(maker, reader, row, ending_ground="Het doel is bereikt.", ends_on=date(2025, 4, 30))
    with pytest.raises(Refused, match="dan kan men het niet horen vastleggen"):
        hearings.waive(maker, Decision.objects.get(pk=row.pk), "Niet nodig.")


def test_why_nobody_is_heard(maker: Actor, file: Dossier, granted: Decision) -> None:
    row = decisions.draft(maker, file, PROVISION, Kind.ENDING, relates_to=granted)
    with pytest.raises(Refused, match="Schrijf waarom horen niet nodig is"):
        hearings.waive(maker, row, "")
    hearings.waive(maker, row, "Het gaat om geld en is terug te draaien (Awb 4:12).")
    assert not hearings.is_due(Decision.objects.get(pk=row.pk))


def judgement(name: str) -> Given:
    return Given(name, True, date(2025, 1, 1), source=Source.OFFICIAL, reason="Gezien in het gesprek.")


def test_a_judgement_is_given_by_whom_the_regime_names(maker: Actor, reader: Actor, file: Dossier) -> None:
    facts.record(maker, file, [judgement("oordeel_noodzakelijk")])  # the regime: klantmanager
    with pytest.raises(Refused, match="Dit oordeel geeft de klantmanager"):
        facts.record(reader, file, [judgement("oordeel_doelmatig")])


def test_what_somebody_outside_found_is_written_down_by_staff(reader: Actor, home: Any) -> None:
    regime = regime_named("bollenstreek")
    outside = next(f for f in regime.vocabulary.facts.values() if f.judgement and f.who == "arts")
    assert judging.why_not(reader, regime, outside) == ""
    plain = regime.vocabulary.facts["geboortedatum"]
    assert judging.why_not(reader, regime, plain) == ""


def test_using_a_power_is_for_who_decides(maker: Actor, reader: Actor, file: Dossier) -> None:
    choice = "oordeel_toepassen_hardheidsclausule"
    assert judging.is_choice(regime_named("amstelveen"), choice)
    with pytest.raises(Refused, match="Dit is een keuze van wie beslist"):
        facts.record(reader, file, [judgement(choice)])
    facts.record(maker, file, [judgement(choice)])
    administration = staff(file.municipality, Role.BENEFITS_ADMINISTRATION, "Ada Ministratie")
    with pytest.raises(Refused, match="een recht nodig"):
        facts.record(administration, file, [judgement(choice)])

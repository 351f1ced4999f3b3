"""Provisions in use: what a decision begins, extends, ends and takes back; and what a dossier derives from it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.casework.stories import PROVISION, TODAY, application, apply, file, home, maker, now, reader, record

from trede.casework import assessing, review
from trede.casework.models import Application, Decision, Dossier, ProvisionUse, Task
from trede.casework.services import deciding, decisions, uses
from trede.casework.services.common import Actor, Refused
from trede.casework.services.decisions import Text

__all__ = ["application", "file", "home", "maker", "now", "reader"]
Kind = Decision.Kind


def through(maker: Actor, reader: Actor, row: Decision, **text: Any) -> Decision:
    """The whole way of a decision, today."""
    values = {"outcome": row.outcome, "starts_on": row.starts_on, "ends_on": row.ends_on} | text
    row = decisions.edit(maker, row, Text(**values), row.revision)
    row = deciding.approve(reader, deciding.propose(maker, row), date.today())
    return deciding.send(maker, row, date.today())


@pytest.fixture
def granted(maker: Actor, reader: Actor, file: Dossier, application: Application) -> Decision:
    """A trial placement from 1 April up to and including 31 May 2025."""
    return through(maker, reader, decisions.draft(maker, file, PROVISION, Kind.GRANT, application=application))


@pytest.fixture
def use(granted: Decision) -> ProvisionUse:
    """The provision in use."""
    return ProvisionUse.objects.get(decision=granted)


def fresh(use: ProvisionUse) -> ProvisionUse:
    return ProvisionUse.objects.get(pk=use.pk)


def test_sickness_shifts_the_end_as_the_regime_says(maker: Actor, use: ProvisionUse) -> None:
    # AMV-V-12.7: fourteen days of sickness do not count; the worked case of the ordinance: 14 June 2025.
    uses.interrupt(maker, use, "ziekte", date(2025, 4, 8), date(2025, 4, 21))
    assert fresh(use).planned_end == date(2025, 6, 14)
    assert Task.objects.get(kind="einde").due_on == date(2025, 6, 14)


def test_leave_is_no_sickness(maker: Actor, file: Dossier, use: ProvisionUse) -> None:
    # AMV-V-12.7 names sickness only: leave does count.
    uses.interrupt(maker, use, "verlof", date(2025, 4, 8), date(2025, 4, 21))
    assert fresh(use).planned_end == date(2025, 5, 31)
    uses.interrupt(maker, use, "ziekte", date(2025, 5, 5), date(2025, 5, 6))
    assert fresh(use).planned_end == date(2025, 6, 2)
    found = {item.name: item.value for item in assessing.Case.load(file, date(2025, 5, 7)).derived_for(PROVISION)}
    assert found["ziekteperioden"] == [{"van": "2025-05-05", "tot_en_met": "2025-05-06"}]


def test_an_interruption_that_goes_on_moves_nothing_until_it_is_over(maker: Actor, use: ProvisionUse) -> None:
    stop = uses.interrupt(maker, use, "ziekte", date(2025, 4, 8), None)
    assert fresh(use).planned_end == date(2025, 5, 31)
    uses.resume(maker, stop, date(2025, 4, 21))
    assert fresh(use).planned_end == date(2025, 6, 14)
    with pytest.raises(Refused, match="al geëindigd"):
        uses.resume(maker, stop, date(2025, 4, 22))


def test_an_end_that_the_decision_chose_moves_as_far(
    maker: Actor, reader: Actor, file: Dossier, application: Application
) -> None:
    row = decisions.draft(maker, file, PROVISION, Kind.GRANT, application=application)
    through(maker, reader, row, ends_on=date(2025, 5, 15))
    use = ProvisionUse.objects.get()
    uses.interrupt(maker, use, "ziekte", date(2025, 4, 8), date(2025, 4, 14))
    assert fresh(use).planned_end == date(2025, 5, 22)


@pytest.mark.parametrize(
    ("starts", "ends", "why"),
    [
        (date(2025, 3, 31), None, "kan niet vóór het begin"),
        (date(2025, 4, 8), date(2025, 4, 7), "kan niet vóór de eerste dag"),
        (date(2025, 5, 3), date(2025, 5, 4), "al een onderbreking"),
    ],
)
def test_an_interruption_that_cannot_be(
    maker: Actor, use: ProvisionUse, starts: date, ends: date | None, why: str
) -> None:
    uses.interrupt(maker, use, "verlof", date(2025, 5, 1), date(2025, 5, 7))
    with pytest.raises(Refused, match=why):
        uses.interrupt(maker, use, "verlof", starts, ends)


def test_what_runs_counts_in_the_assessment(maker: Actor, file: Dossier, use: ProvisionUse, now: Any) -> None:
    now.move_to("2025-04-22 09:00+02:00")
    uses.interrupt(maker, use, "ziekte", date(2025, 4, 8), date(2025, 4, 21))
    case = assessing.Case.load(file, date(2025, 4, 22))
    found = {item.name: item.value for item in case.derived_for(PROVISION)}
    assert found["begindatum"] == "2025-04-01"
    assert found["eerdere_verlengingen"] == 0
    assert found["ziekteperioden"] == [{"van": "2025-04-08", "tot_en_met": "2025-04-21"}]
    ends = [t["datum"] for t in assessing.assess_one(case, PROVISION)["termijnen"] if t["naam"] == "einddatum"]
    assert ends == ["2025-06-14"]
    glance = {item.name: item for item in assessing.overview(case).glances}
    assert glance[PROVISION].missing > 0  # what the application knows is not asked of the person


def test_who_recorded_something_else_is_believed(maker: Actor, file: Dossier, use: ProvisionUse) -> None:
    record(maker, file, {"eerdere_verlengingen": 2}, False)
    case = assessing.Case.load(file, date(2025, 4, 22))
    assert case.facts_for(PROVISION)["eerdere_verlengingen"]["waarde"] == 2


def test_earlier_months_are_counted(maker: Actor, file: Dossier, granted: Decision) -> None:
    # AMV-B-20: months that were subsidised already count towards the duration.
    for start, end in ((date(2023, 1, 1), date(2023, 3, 31)), (date(2024, 1, 1), date(2024, 2, 10))):
        ProvisionUse.objects.create(
            dossier=file, decision=granted, provision="tijdelijke_loonkostensubsidie", starts_on=start, ended_on=end
        )
    case = assessing.Case.load(file, TODAY)
    (item,) = [i for i in case.derived_for("tijdelijke_loonkostensubsidie") if i.name == "reeds_gesubsidieerde_maanden"]
    assert item.value == 4
    assert "1 januari 2023 tot en met 31 maart 2023" in item.because
    running = [i for i in case.common if i.name == "lopende_voorzieningen"]
    assert [i.value for i in running] == [[]]


def test_a_running_provision_excludes_another(maker: Actor, file: Dossier, granted: Decision) -> None:
    ProvisionUse.objects.create(
        dossier=file, decision=granted, provision="loonkostensubsidie", starts_on=date(2025, 1, 1)
    )
    case = assessing.Case.load(file, TODAY)
    assert case.facts_for()["lopende_voorzieningen"]["waarde"] == ["loonkostensubsidie"]
    assert assessing.assess_one(case, "tijdelijke_loonkostensubsidie")["uitkomst"] == "geweigerd"


def test_an_extension(
    maker: Actor, reader: Actor, file: Dossier, use: ProvisionUse, application: Any, now: Any
) -> None:
    now.move_to("2025-05-20 09:00+02:00")
    record(maker, file, {"verlenging_maanden": 4, "oordeel_verlenging_noodzakelijk": True}, False, application)
    row = decisions.draft(maker, file, PROVISION, Kind.EXTENSION, relates_to=use.decision)
    assert (row.outcome, row.ends_on) == ("toegekend", date(2025, 9, 30))  # AMV-V-12.3: four months more
    decisions.edit(maker, row, Text(outcome="toegekend", starts_on=row.starts_on, ends_on=date(2025, 5, 31)), None)
    with pytest.raises(Refused, match="loopt al tot en met 31 mei 2025"):
        deciding.propose(maker, row)
    row.refresh_from_db()
    through(maker, reader, row, ends_on=date(2025, 9, 30))
    assert (fresh(use).extensions, fresh(use).planned_end) == (1, date(2025, 9, 30))
    uses.interrupt(maker, use, "ziekte", date(2025, 6, 2), date(2025, 6, 8))
    assert fresh(use).planned_end == date(2025, 10, 7)


def test_an_ending_with_its_ground(maker: Actor, reader: Actor, file: Dossier, use: ProvisionUse, now: Any) -> None:
    now.move_to("2025-05-05 09:00+02:00")
    row = decisions.draft(maker, file, PROVISION, Kind.ENDING, relates_to=use.decision)
    with pytest.raises(Refused) as refused:
        deciding.propose(maker, row)
    assert {problem.field for problem in refused.value.problems} == {"ending_ground", "ends_on"}
    with pytest.raises(Refused, match="begon op 1 april 2025"):
        through(maker, reader, row, ending_ground="Gestopt.", ends_on=date(2025, 3, 1))
    row.refresh_from_db()
    ground = next(g for g in row.assessment["gronden"] if g["soort"] == "mag_eindigen")
    row = through(
        maker, reader, row, ending_ground="De inwoner vond een baan.", ends_on=date(2025, 5, 9),
        grounds=(ground["normen"][0],),
    )  # fmt: skip
    ended = fresh(use)
    assert (ended.ended_on, ended.end_ground, ended.end_decision) == (
        date(2025, 5, 9), "De inwoner vond een baan.", row,
    )  # fmt: skip
    assert Task.objects.get(kind="einde").state == "lapsed"
    with pytest.raises(Refused, match="al geëindigd"):
        uses.end_by_itself(maker, ended, date(2025, 5, 5), "Om.")


def test_a_withdrawal_from_the_first_day(maker: Actor, reader: Actor, file: Dossier, use: ProvisionUse) -> None:
    row = decisions.draft(maker, file, PROVISION, Kind.WITHDRAWAL, relates_to=use.decision)
    through(maker, reader, row, ending_ground="Het besluit berustte op een vergissing.", ends_on=None)
    assert fresh(use).void
    assert not fresh(use).runs_on(date(2025, 4, 2))
    assert list(assessing.Case.load(file, date(2025, 4, 2)).common) == []
    with pytest.raises(Refused, match="met terugwerkende kracht ingetrokken"):
        uses.interrupt(maker, fresh(use), "verlof", date(2025, 4, 1), None)


def test_a_revision_takes_the_facts_of_now_about_the_day_of_then(
    maker: Actor, reader: Actor, file: Dossier, use: ProvisionUse, application: Any, now: Any
) -> None:
    now.move_to("2025-04-10 09:00+02:00")
    record(maker, file, {"begindatum": "2025-04-07"}, False, application)
    row = decisions.draft(maker, file, PROVISION, Kind.REVISION, relates_to=use.decision)
    assert row.law_on == use.decision.law_on
    assert (row.starts_on, row.ends_on) == (date(2025, 4, 7), date(2025, 6, 6))
    with pytest.raises(Refused, match="al een besluit in de maak"):
        decisions.draft(maker, file, PROVISION, Kind.REVISION, relates_to=use.decision)
    through(maker, reader, row)
    assert (fresh(use).starts_on, fresh(use).planned_end, fresh(use).current) == (row.starts_on, row.ends_on, row)


def test_paid_until_and_ended_by_itself(maker: Actor, use: ProvisionUse, now: Any) -> None:
    now.move_to("2025-06-02 09:00+02:00")
    with pytest.raises(Refused, match="kan niet vóór het begin"):
        uses.pay_until(maker, use, date(2025, 3, 1))
    assert uses.pay_until(maker, use, date(2025, 5, 31)).paid_until == date(2025, 5, 31)
    with pytest.raises(Refused) as refused:
        uses.end_by_itself(maker, use, date(2025, 3, 1), " ")
    assert {problem.field for problem in refused.value.problems} == {"ended_on", "ground"}
    row = uses.end_by_itself(maker, use, date(2025, 5, 31), "De tijd was om.")
    assert row.ended_on == date(2025, 5, 31)
    with pytest.raises(Refused, match="niet verder dan het einde"):
        uses.pay_until(maker, row, date(2025, 6, 1))
    with pytest.raises(Refused, match="was toen al geëindigd"):
        uses.interrupt(maker, row, "verlof", date(2025, 6, 1), None)


def test_what_follows_nothing_is_refused(maker: Actor, file: Dossier, application: Application) -> None:
    with pytest.raises(Refused, match="volgt op een eerder besluit"):
        decisions.draft(maker, file, PROVISION, Kind.ENDING)
    with pytest.raises(Refused, match="hoort een aanvraag"):
        decisions.draft(maker, file, PROVISION, Kind.GRANT)
    with pytest.raises(Refused, match="gaat over iets anders"):
        decisions.draft(maker, file, "scholing", Kind.GRANT, application=application)
    with pytest.raises(Refused, match="Kies wat voor besluit"):
        decisions.draft(maker, file, PROVISION, "dans", application=application)
    with pytest.raises(Refused, match="geen regeling van kracht"):
        decisions.draft(maker, file, PROVISION, Kind.GRANT, application=application, law_on=date(1999, 1, 1))


def test_a_decision_is_replayed_and_compared(
    maker: Actor, file: Dossier, granted: Decision, application: Application, now: Any
) -> None:
    row = Decision.objects.get(pk=granted.pk)
    assert review.replay(row).same
    before = review.compare(row)
    assert [line for line in before.lines if line.changed and line.name != "lopende_voorzieningen"] == []
    now.move_to("2025-04-10 09:00+02:00")
    record(maker, file, {"oordeel_noodzakelijk": False}, False, application)
    after = review.compare(row)
    changed = {line.name: (line.then, line.now) for line in after.lines if line.changed}
    assert changed["oordeel_noodzakelijk"] == ("ja", "nee")
    assert "mag worden toegekend" in after.then
    assert "mag worden toegekend" not in after.now
    row.assessment["receipt"]["feiten"][0]["waarde"] = "iets anders"
    changed_receipt = review.replay(row)
    assert not changed_receipt.same
    row.assessment["receipt"]["versie"] = 99
    assert "Versie 99" in review.replay(row).impossible
    row.assessment = {}
    assert review.replay(row).impossible == "Bij dit besluit is geen bewijs bewaard."


def test_out_of_treatment_after_the_chance_to_complete(maker: Actor, reader: Actor, file: Dossier, now: Any) -> None:
    from trede.casework.services import correspondence

    made = apply(maker, file)
    row = decisions.draft(maker, file, PROVISION, Kind.NOT_TREATED, application=made)
    with pytest.raises(Refused, match="kreeg nog geen kans om aan te vullen"):
        deciding.propose(maker, row)
    correspondence.request(maker, made, TODAY, date(2025, 4, 14))
    now.move_to("2025-04-15 09:00+02:00")
    row = Decision.objects.get(pk=row.pk)
    with pytest.raises(Refused, match="welke gegevens niet binnenkwamen"):
        deciding.propose(maker, row)
    row = through(maker, reader, row, reasons="Wij kregen geen verklaring van de werkgever.")
    made.refresh_from_db()
    assert made.state == "decided"
    assert not ProvisionUse.objects.exists()

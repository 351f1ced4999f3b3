"""The decision term on the calendar of the Awb: eight weeks, standing still, later, too late."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.casework.conftest import staff
from tests.casework.stories import PROVISION, TODAY, application, apply, file, home, maker, now, reader, record

from trede.access.models import AuditEntry, Role
from trede.casework import assessing
from trede.casework.models import Application, Decision, Document, Dossier, Employer, Task
from trede.casework.services import applications, correspondence, decisions, people, tasks, terms
from trede.casework.services.common import Actor, Overtaken, Refused

__all__ = ["application", "file", "home", "maker", "now", "reader"]


def test_eight_weeks_from_the_regime_end_on_a_working_day(maker: Actor, application: Application) -> None:
    # 3 March 2025 + 8 weeks = Monday 28 April 2025.
    clock = terms.clock(application)
    assert clock is not None
    assert (clock.deadline.day, clock.rule.norms) == (date(2025, 4, 28), ("AWB-4.13.2",))
    assert (clock.late, clock.stands_still, clock.due_cents) == (0, False, 0)
    due = Task.objects.get(kind="beslistermijn")
    assert (due.due_on, due.place) == (date(2025, 4, 28), "Awb, artikel 4.13, lid 2")


def test_a_last_day_on_easter_monday_moves(maker: Actor, file: Dossier) -> None:
    # 24 February 2025 + 8 weeks = Easter Monday 21 April 2025 (Algemene termijnenwet 1).
    clock = terms.clock(apply(maker, file, date(2025, 2, 24)))
    assert clock is not None
    assert clock.deadline.day == date(2025, 4, 22)
    assert "tweede Paasdag" in clock.deadline.shifted_because


def test_a_special_term_goes_before_eight_weeks_once_its_day_is_known(maker: Actor, file: Dossier) -> None:
    # Participatiewet 10d, twelfth paragraph: five weeks after the wage value was established.
    made = apply(maker, file, provision="loonkostensubsidie")
    usual = terms.clock(made)
    record(maker, file, {"loonwaarde_vastgesteld_op": "2025-03-20"}, False, made)
    own = terms.clock(made)
    assert usual is not None
    assert own is not None
    assert (usual.deadline.day, own.deadline.day) == (date(2025, 4, 28), date(2025, 4, 24))
    assert own.rule.own


def test_waiting_for_a_supplement_stops_the_clock(maker: Actor, file: Dossier, now: Any) -> None:
    made = apply(maker, file)
    stop, document = correspondence.request(maker, made, date(2025, 3, 31), date(2025, 4, 14))
    made.refresh_from_db()
    assert (made.state, stop.starts_on) == ("incomplete", date(2025, 4, 1))
    assert bytes(Document.objects.get(pk=document.pk).content).startswith(b"%PDF")
    clock = terms.clock(Application.objects.get(pk=made.pk))
    assert clock is not None
    assert clock.stands_still
    assert clock.deadline.day == date(2025, 5, 12)  # 28 April and fourteen days
    now.move_to("2025-04-08 09:00+02:00")
    applications.completed(maker, made, date(2025, 4, 8))
    clock = terms.clock(Application.objects.get(pk=made.pk))
    assert clock is not None
    assert not clock.stands_still
    assert clock.deadline.day == date(2025, 5, 6)  # seven days: 1 up to and including 7 April; 5 May is a holiday
    assert Task.objects.get(kind="beslistermijn").due_on == date(2025, 5, 6)
    assert Task.objects.get(kind="aanvulling").state == "lapsed"


def test_a_supplement_that_came_the_same_day_costs_no_time(maker: Actor, file: Dossier) -> None:
    made = apply(maker, file)
    applications.ask_to_complete(maker, made, date(2025, 3, 31), date(2025, 4, 14))
    applications.completed(maker, made, date(2025, 3, 31))
    clock = terms.clock(Application.objects.get(pk=made.pk))
    assert clock is not None
    assert clock.deadline.day == date(2025, 4, 28)


def test_other_grounds_and_a_term_that_runs_again(maker: Actor, application: Application, now: Any) -> None:
    stop = correspondence.suspend(
        maker, application, "instemming", date(2025, 3, 31), date(2025, 4, 1), "De inwoner wil dat wij wachten."
    )
    now.move_to("2025-04-14 09:00+02:00")
    clock = terms.clock(Application.objects.get(pk=application.pk))
    assert clock is not None
    assert clock.stands_still
    correspondence.resume(maker, stop, date(2025, 4, 10))
    clock = terms.clock(Application.objects.get(pk=application.pk))
    assert clock is not None
    assert clock.deadline.day == date(2025, 5, 8)  # ten days
    assert not Document.objects.filter(kind="brief: hervat").exists()  # the applicant agreed, and knows
    with pytest.raises(Refused, match="al geëindigd"):
        terms.resume(maker, stop, date(2025, 4, 11))


def test_the_end_of_force_majeure_is_told(maker: Actor, application: Application, now: Any) -> None:
    stop = correspondence.suspend(
        maker, application, "overmacht", date(2025, 3, 31), date(2025, 4, 1), "Het stadhuis is afgebrand."
    )
    now.move_to("2025-04-14 09:00+02:00")
    correspondence.resume(maker, stop, date(2025, 4, 10))
    assert Document.objects.filter(kind="brief: hervat").count() == 1


def test_foreign_information_stops_the_clock_until_it_comes(maker: Actor, application: Application, now: Any) -> None:
    stop = terms.suspend(
        maker, application, "buitenlandse_informatie", date(2025, 3, 31), date(2025, 3, 3), "Gevraagd in België."
    )
    assert stop.starts_on == date(2025, 4, 1)
    now.move_to("2025-04-07 09:00+02:00")
    clock = terms.clock(Application.objects.get(pk=application.pk))
    assert clock is not None
    assert clock.deadline.day == date(2025, 5, 6)  # seven days so far and still standing; 5 May is a holiday
    terms.resume(maker, stop, date(2025, 4, 7))
    clock = terms.clock(Application.objects.get(pk=application.pk))
    assert clock is not None
    assert clock.deadline.day == date(2025, 5, 6)  # six days: 4 May is a Sunday, 5 May a holiday


def test_later_once_and_in_time(maker: Actor, application: Application, now: Any) -> None:
    with pytest.raises(Refused, match="moet na 28 april 2025 liggen"):
        terms.extend(maker, application, date(2025, 3, 31), date(2025, 4, 28), "Druk.")
    correspondence.extend(maker, application, date(2025, 3, 31), date(2025, 5, 19), "De deskundige is ziek.")
    clock = terms.clock(Application.objects.get(pk=application.pk))
    assert clock is not None
    assert (clock.plain.day, clock.deadline.day) == (date(2025, 4, 28), date(2025, 5, 19))
    assert "4:14" in clock.deadline.basis
    with pytest.raises(Refused, match="al verlengd, tot en met 19 mei 2025"):
        terms.extend(maker, application, date(2025, 3, 31), date(2025, 6, 1), "Nog drukker.")


def test_after_the_last_day_nothing_is_extended(maker: Actor, application: Application, now: Any) -> None:
    now.move_to("2025-04-29 09:00+02:00")
    with pytest.raises(Refused, match="liep af op 28 april 2025"):
        terms.extend(maker, application, date(2025, 4, 29), date(2025, 6, 2), "Te laat.")
    clock = terms.clock(application)
    assert clock is not None
    assert clock.late == 1


def test_a_notice_of_default_starts_the_penalty_after_two_weeks(
    maker: Actor, application: Application, now: Any
) -> None:
    now.move_to("2025-05-27 09:00+02:00")
    terms.default_notice(maker, application, date(2025, 4, 29))
    clock = terms.clock(Application.objects.get(pk=application.pk))
    assert clock is not None
    (claim,) = clock.claims
    assert claim.starts == date(2025, 5, 14)
    assert len(claim.penalty.ledger) == 14
    assert clock.due_cents == 14 * 2300  # Awb 4:17, second paragraph
    assert Task.objects.get(kind="dwangsom").due_on == date(2025, 5, 14)
    now.move_to("2025-08-01 09:00+02:00")
    clock = terms.clock(Application.objects.get(pk=application.pk))
    assert clock is not None
    assert clock.due_cents == 144200


def test_a_notice_that_came_too_early_or_is_barred_starts_nothing(
    maker: Actor, application: Application, now: Any
) -> None:
    terms.default_notice(maker, application, date(2025, 3, 31))
    now.move_to("2025-08-01 09:00+02:00")
    with pytest.raises(Refused, match="Schrijf waarom er geen dwangsom is"):
        terms.default_notice(maker, application, date(2025, 7, 1), bar="onredelijk_laat_in_gebreke_gesteld")
    terms.default_notice(
        maker, application, date(2025, 7, 1), bar="onredelijk_laat_in_gebreke_gesteld", note="Na een half jaar."
    )
    clock = terms.clock(Application.objects.get(pk=application.pk))
    assert clock is not None
    assert clock.due_cents == 0
    assert ["vóór het einde" in c.penalty.reason or "onredelijk laat" in c.penalty.reason for c in clock.claims] == [
        True,
        True,
    ]


def test_a_day_of_receipt_that_was_typed_wrongly_is_put_right(maker: Actor, application: Application) -> None:
    terms.extend(maker, application, date(2025, 3, 20), date(2025, 6, 2), "Drukte.")
    for day, reason, why in (
        (date(2025, 4, 1), "x", "toekomst"), (date(2025, 3, 21), "x", "gebeurde al iets op"),
        (date(1960, 1, 1), "x", "geboorte"), (date(2025, 2, 3), " ", "Schrijf waarom"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=why):
            applications.correct(maker, application, day, "post", reason)
    with pytest.raises(Refused, match="Kies hoe"):
        applications.correct(maker, application, date(2025, 2, 3), "duif", "x")
    terms.strike(maker, application.extensions.get(), "Hoort hier niet.")
    row = applications.correct(maker, application, date(2025, 2, 3), "post", "De stempel zegt 3 februari.")
    clock = terms.clock(Application.objects.get(pk=row.pk))
    assert clock is not None
    assert (row.received_on, clock.deadline.day) == (date(2025, 2, 3), date(2025, 3, 31))
    assert Task.objects.get(kind="beslistermijn").due_on == date(2025, 3, 31)
    entry = AuditEntry.objects.get(action="aanvraag.verbeterd")
    assert (entry.why, entry.details["was"]) == ("De stempel zegt 3 februari.", "2025-03-03")
    decisions.draft(maker, row.dossier, PROVISION, Decision.Kind.GRANT, application=row)
    with pytest.raises(Refused, match="al een besluit"):
        applications.correct(maker, row, date(2025, 2, 4), "post", "x")
    with pytest.raises(Overtaken):
        applications.correct(maker, row, date(2025, 2, 4), "post", "x", revision=1)


def test_a_term_of_the_law_cannot_be_ticked_off(maker: Actor, application: Application) -> None:
    due = Task.objects.get(kind="beslistermijn")
    with pytest.raises(Refused, match="verdwijnt vanzelf"):
        tasks.finish(maker, due)
    applications.withdraw(maker, application, date(2025, 3, 31), "Per telefoon.")
    assert Task.objects.get(kind="beslistermijn").state == Task.State.LAPSED


def test_what_was_written_down_wrongly_is_struck_and_stays_to_be_read(
    maker: Actor, application: Application, reader: Actor, now: Any
) -> None:
    later = terms.extend(maker, application, date(2025, 3, 31), date(2052, 6, 2), "Drukte.")
    now.move_to("2025-08-01 09:00+02:00")
    notice = terms.default_notice(maker, application, date(2025, 4, 29))
    with pytest.raises(Refused, match="staat er al"):
        terms.default_notice(maker, application, date(2025, 4, 29))
    with pytest.raises(Refused, match="Hiervoor is een recht nodig"):
        terms.strike(reader, notice, "Mag ik niet.")
    with pytest.raises(Refused, match="Schrijf waarom"):
        terms.strike(maker, later, " ")
    terms.strike(maker, later, "Het jaar was verkeerd getypt.")
    with pytest.raises(Refused, match="al doorgehaald"):
        terms.strike(maker, later, "Nog eens.")
    clock = terms.clock(Application.objects.get(pk=application.pk))
    assert clock is not None
    assert (clock.extension, clock.deadline.day, clock.due_cents) == (None, date(2025, 4, 28), 144200)
    terms.strike(maker, notice, "Hoorde bij een ander dossier.")
    case = assessing.Case.load(application.dossier, TODAY, application=Application.objects.get(pk=application.pk))
    assert "ingebrekestelling_ontvangen" not in case.facts_for(PROVISION)
    clock = terms.clock(Application.objects.get(pk=application.pk))
    assert clock is not None
    assert (clock.claims, clock.due_cents) == ((), 0)
    assert Task.objects.filter(kind="dwangsom", state="open").count() == 0
    assert application.default_notices.get().struck_reason == "Hoorde bij een ander dossier."
    terms.default_notice(maker, application, date(2025, 4, 29))  # the same day again, now of the right letter


def test_a_request_asks_what_the_applicant_can_give(maker: Actor, home: Any, file: Dossier) -> None:
    bakery = Employer.objects.create(
        municipality=home, name="Bakkerij Verzonnen", street="Marktplein 1", postcode="0000 XX", city="Voorbeeldstad"
    )
    made = apply(maker, file, provision="tijdelijke_loonkostensubsidie", applicant="employer", employer=bakery)
    asked = correspondence.request_draft(maker, made, date(2025, 3, 31), date(2025, 4, 14)).text()
    assert "Wat is de eerste dag van het contract?" in asked
    assert "uitkering" not in asked.lower().replace("uitkeringsadministratie", "")
    own = apply(maker, file)
    asked = correspondence.request_draft(maker, own, date(2025, 3, 31), date(2025, 4, 14)).text()
    assert "uw klantmanager" not in asked
    names = [row["feit"] for row in assessing.assess_one(assessing.Case.load(file, TODAY), PROVISION)["ontbreekt"]]
    with pytest.raises(Refused, match="Er blijft niets over om te vragen"):
        correspondence.request_draft(maker, own, date(2025, 3, 31), date(2025, 4, 14), names)


def test_ex_officio_has_no_term(maker: Actor, file: Dossier) -> None:
    made = apply(maker, file, applicant="ex_officio")
    assert terms.clock(made) is None
    for act in (
        lambda: terms.default_notice(maker, made, date(2025, 3, 31)),
        lambda: terms.extend(maker, made, date(2025, 3, 31), date(2025, 9, 1), "x"),
        lambda: correspondence.confirm(maker, made, date(2025, 3, 31)),
    ):
        with pytest.raises(Refused, match="Niemand vroeg"):
            act()


def test_the_receipt_is_confirmed_with_the_last_day(maker: Actor, application: Application) -> None:
    made = correspondence.confirm(maker, application, date(2025, 3, 31))
    assert (made.kind, made.content_type) == ("brief: ontvangst", "application/pdf")
    assert correspondence.was_confirmed(Application.objects.get(pk=application.pk))


@pytest.mark.parametrize(
    ("change", "field", "why"),
    [
        ({"received_on": date(2025, 4, 1)}, "received_on", "in de toekomst"),
        ({"received_on": date(1988, 2, 11)}, "received_on", "vóór de geboorte"),
        ({"received_on": None}, "received_on", "Vul in op welke dag"),
        ({"provision": "fietsles"}, "provision", "Er is geen voorziening 'fietsles'"),
        ({"applicant": "buurman"}, "applicant", "Kies wie"),
        ({"applicant": "employer"}, "employer", "Kies de werkgever"),
        ({"channel": "duif"}, "channel", "Kies hoe"),
    ],
)
def test_an_application_that_cannot_be(
    maker: Actor, file: Dossier, change: dict[str, Any], field: str, why: str
) -> None:
    with pytest.raises(Refused, match=why) as refused:
        apply(maker, file, **({"on": change.pop("received_on")} if "received_on" in change else {}), **change)
    assert field in {problem.field for problem in refused.value.problems}
    assert not Application.objects.exists()


def test_the_applicant_withdraws(maker: Actor, application: Application) -> None:
    with pytest.raises(Refused) as refused:
        applications.withdraw(maker, application, date(2025, 3, 2), " ")
    assert {problem.field for problem in refused.value.problems} == {"on", "note"}
    row = applications.withdraw(maker, application, date(2025, 3, 31), "Gebeld: heeft werk gevonden.")
    assert row.state == "withdrawn"
    assert Task.objects.get(kind="beslistermijn").state == "lapsed"
    with pytest.raises(Refused, match="al ingetrokken door de aanvrager"):
        applications.take_up(maker, row)


def test_an_application_with_the_wrong_client_is_struck(maker: Actor, file: Dossier, application: Application) -> None:
    assert terms.clock(application, date(2025, 3, 31)) is not None
    with pytest.raises(Refused, match="Schrijf wat er mis was"):
        applications.strike(maker, application, " ")
    row = applications.strike(maker, application, "Van een andere cliënt.")
    assert (row.state, row.withdrawn_note) == ("struck", "Van een andere cliënt.")
    assert terms.clock(row, date(2025, 3, 31)) is None
    assert Task.objects.get(kind="beslistermijn").state == "lapsed"
    for again in (lambda: applications.strike(maker, row, "x"), lambda: applications.take_up(maker, row)):
        with pytest.raises(Refused, match="al doorgehaald"):
            again()
    with pytest.raises(Refused, match="Deze aanvraag is doorgehaald"):
        terms.default_notice(maker, row, date(2025, 3, 31))
    assert people.close(maker, file, on=TODAY, reason="Verhuisd").status == "closed"


def test_an_application_with_a_decision_is_not_struck(maker: Actor, file: Dossier, application: Application) -> None:
    draft = decisions.draft(maker, file, application.provision, "grant", application=application)
    with pytest.raises(Refused, match="al een besluit"):
        applications.strike(maker, application, "Vergissing.")
    decisions.cancel(maker, draft, "Vergissing.")
    assert applications.strike(maker, application, "Vergissing.").state == "struck"


def test_states_of_an_application(maker: Actor, application: Application) -> None:
    assert applications.take_up(maker, application, 1).state == "complete"
    with pytest.raises(Refused, match="al in behandeling"):
        applications.take_up(maker, application)
    with pytest.raises(Overtaken):
        applications.withdraw(maker, application, date(2025, 3, 31), "x", revision=1)
    with pytest.raises(Refused, match="geen verzoek om aanvulling"):
        applications.completed(maker, application, date(2025, 3, 31))
    applications.ask_to_complete(maker, application, date(2025, 3, 31), date(2025, 4, 14))
    with pytest.raises(Refused, match="loopt al een verzoek"):
        applications.ask_to_complete(maker, application, date(2025, 3, 31), date(2025, 4, 14))


def test_who_may_not(home: Any, file: Dossier, application: Application) -> None:
    administrator = staff(home, Role.ADMINISTRATOR, "Bea Heerder")
    with pytest.raises(Refused, match="Hiervoor is een recht nodig"):
        apply(administrator, file)
    with pytest.raises(Refused, match="Hiervoor is een recht nodig"):
        correspondence.request(administrator, application, date(2025, 3, 31), date(2025, 4, 14))

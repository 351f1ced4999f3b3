"""A report makes a dossier, once per person; data of a client; closing, opening again; a BSN shown with a reason."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from trede.access.models import AuditEntry, Municipality
from trede.casework.models import Application, Client, Dossier, FactVersion, Note
from trede.casework.services import facts, people
from trede.casework.services.common import Actor, Overtaken, Refused
from trede.casework.services.people import Known

BSN, OTHER_BSN = "999990019", "999990020"
DAY = date(2026, 3, 2)
SARA: dict[str, Any] = {"bsn": BSN, "first_name": "Sara", "surname": "Verzonnen", "birth_date": date(1991, 4, 3)}


@pytest.fixture(autouse=True)
def in_march() -> Any:
    with time_machine.travel("2026-03-10 09:00+01:00", tick=False):
        yield


def fields(refused: pytest.ExceptionInfo[Refused]) -> dict[str, str]:
    return {problem.field: problem.text for problem in refused.value.problems}


def test_a_report_makes_a_client_and_a_dossier(manager: Actor, town: Municipality) -> None:
    made = people.register(manager, SARA, reported_on=DAY, manager=manager.user, text="Zoekt werk")
    assert (made.number, made.client.number, made.surname) == ("D-000001", "K-000001", "Verzonnen")
    assert made.client.bsn == BSN
    assert BSN not in str(Client.objects.values_list("bsn_hash"))
    assert Note.objects.get().text == "Melding: Zoekt werk"
    assert facts.facts_at(made, DAY)["geboortedatum"]["waarde"] == "1991-04-03"
    assert AuditEntry.objects.filter(action="dossier.gemaakt", person=made.client_id).exists()
    second = people.register(manager, {"surname": "Ander"}, reported_on=DAY)
    assert (second.number, second.client.number) == ("D-000002", "K-000002")
    assert FactVersion.objects.filter(dossier=second).count() == 0


def test_a_person_with_an_open_dossier_gets_no_second(manager: Actor, colleague: Actor) -> None:
    made = people.register(manager, SARA, reported_on=DAY, manager=manager.user)
    with pytest.raises(Known, match="al een lopend dossier: D-000001 bij Katja Verzonnen") as known:
        people.register(colleague, {"surname": "V.", "bsn": "9999.90.019"}, reported_on=DAY, somebody_else=True)
    assert [(match.client, match.sure, match.is_open) for match in known.value.matches] == [(made.client, True, True)]
    with pytest.raises(Known):
        people.register(colleague, {}, reported_on=DAY, existing=made.client_id)
    assert Dossier.objects.count() == 1


def test_a_person_with_a_closed_dossier_gets_a_new_one_after_a_look(manager: Actor) -> None:
    made = people.register(manager, SARA, reported_on=DAY, manager=manager.user)
    people.close(manager, made, on=DAY, reason="Aan het werk")
    with pytest.raises(Known, match="al bekend onder cliëntnummer K-000001") as known:
        people.register(manager, SARA, reported_on=DAY)
    assert not known.value.matches[0].is_open
    again = people.register(manager, {}, reported_on=DAY + timedelta(days=2), existing=made.client_id)
    assert (again.client, again.number) == (made.client, "D-000002")
    assert Client.objects.count() == 1


def test_the_same_name_and_birth_may_be_somebody_else(manager: Actor) -> None:
    people.register(manager, SARA, reported_on=DAY)
    twin = {**SARA, "bsn": "", "surname": "VERZONNEN"}
    with pytest.raises(Known, match="Kijk of het dezelfde is"):
        people.register(manager, twin, reported_on=DAY)
    people.register(manager, twin, reported_on=DAY, somebody_else=True)
    people.register(manager, {**SARA, "bsn": OTHER_BSN}, reported_on=DAY, somebody_else=True)
    assert Client.objects.count() == 3


def test_two_numbers_are_two_people(manager: Actor) -> None:
    people.register(manager, SARA, reported_on=DAY)
    assert people.find_known(manager, {**SARA, "bsn": OTHER_BSN}) == []


def test_another_municipality_knows_nothing_of_it(manager: Actor, stranger: Actor) -> None:
    made = people.register(manager, SARA, reported_on=DAY)
    assert people.find_known(stranger, SARA) == []
    with pytest.raises(Refused, match="niet bekend"):
        people.register(stranger, {}, reported_on=DAY, existing=made.client_id)
    assert people.register(stranger, SARA, reported_on=DAY).number == "D-000001"


@pytest.mark.parametrize(
    ("born", "says"),
    [
        (date(2026, 3, 11), "in de toekomst"),
        (date(2026, 3, 3), "was deze persoon er niet"),
        (date(2022, 6, 1), "is de inwoner 3 jaar"),
        (date(2012, 3, 11), "is de inwoner 13 jaar"),
        (date(1915, 3, 10), "is de inwoner 111 jaar"),
    ],
)
def test_impossible_births_are_refused(manager: Actor, born: date, says: str) -> None:
    with pytest.raises(Refused) as refused:
        people.register(manager, SARA | {"birth_date": born}, reported_on=DAY)
    assert says in fields(refused)["birth_date"]


@pytest.mark.parametrize("born", [date(2012, 3, 10), date(1916, 3, 10), None])
def test_possible_births_are_taken(manager: Actor, born: date | None) -> None:
    assert people.register(manager, SARA | {"birth_date": born}, reported_on=DAY).client.birth_date == born


def test_everything_wrong_is_told_at_once(manager: Actor, stranger: Actor) -> None:
    given = {"bsn": "123456789", "surname": " ", "email": "geen adres", "postcode": "0000 XX te lang"}
    with pytest.raises(Refused) as refused:
        people.register(manager, given, reported_on=date(2026, 3, 11), manager=stranger.user)
    assert set(fields(refused)) == {"bsn", "surname", "email", "postcode", "reported_on", "manager"}
    assert "123456789" not in str(refused.value)
    assert not Client.objects.exists()
    with pytest.raises(Refused, match="welke dag"):
        people.register(manager, SARA, reported_on=None)


def test_client_data_change_and_a_second_editor_is_told(manager: Actor) -> None:
    made = people.register(manager, SARA, reported_on=DAY, manager=manager.user)
    changed = people.change(manager, made, SARA | {"surname": "Nieuw", "birth_date": date(1990, 1, 1)}, revision=1)
    made.refresh_from_db()
    assert (changed.surname, made.surname, changed.revision) == ("Nieuw", "Nieuw", 2)
    assert facts.facts_at(made, DAY)["geboortedatum"]["waarde"] == "1990-01-01"
    entry = AuditEntry.objects.get(action="client.gewijzigd")
    assert entry.details["velden"] == ["surname", "birth_date"]
    with pytest.raises(Overtaken):
        people.change(manager, made, SARA, revision=1)


def test_a_bsn_of_another_client_is_refused(manager: Actor) -> None:
    people.register(manager, SARA, reported_on=DAY)
    other = people.register(manager, {"surname": "Ander"}, reported_on=DAY)
    with pytest.raises(Refused, match="al van cliënt K-000001"):
        people.change(manager, other, {"surname": "Ander", "bsn": BSN})


def test_closing_wants_a_day_and_a_reason_and_can_be_undone(manager: Actor) -> None:
    made = people.register(manager, SARA, reported_on=DAY, manager=manager.user)
    for on, reason, field in (
        (DAY - timedelta(days=1), "Klaar", "on"), (date(2026, 3, 11), "Klaar", "on"), (DAY, " ", "reason"),
        (None, "Klaar", "on"),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            people.close(manager, made, on=on, reason=reason)
        assert set(fields(refused)) == {field}
    closed = people.close(manager, made, on=DAY, reason="Aan het werk", revision=made.revision)
    assert (closed.status, closed.closed_on) == ("closed", DAY)
    with pytest.raises(Refused, match="al gesloten"):
        people.close(manager, closed, on=DAY, reason="Nog eens")
    with pytest.raises(Refused, match="waarom"):
        people.reopen(manager, closed, " ")
    again = people.reopen(manager, closed, "Werk hield op")
    assert (again.status, again.closed_on, again.closed_reason) == ("open", None, "")
    with pytest.raises(Refused, match="niet gesloten"):
        people.reopen(manager, again, "Nog eens")


def test_a_dossier_stays_open_while_something_waits(manager: Actor, dossier: Dossier) -> None:
    Application.objects.create(
        dossier=dossier, number="A-000001", provision="x", applicant="person", received_on=DAY, author=manager.user
    )
    with pytest.raises(Refused, match="Op aanvraag A-000001 is nog niet beslist"):
        people.close(manager, dossier, on=timezone.localdate(), reason="Klaar")


def test_no_two_open_dossiers_through_reopening(manager: Actor) -> None:
    made = people.register(manager, SARA, reported_on=DAY)
    closed = people.close(manager, made, on=DAY, reason="Klaar")
    people.register(manager, {}, reported_on=DAY, existing=made.client_id)
    with pytest.raises(Refused, match="D-000002"):
        people.reopen(manager, closed, "Toch door")


def test_a_bsn_is_shown_with_a_reason_that_is_noted(manager: Actor) -> None:
    made = people.register(manager, SARA, reported_on=DAY, manager=manager.user)
    with pytest.raises(Refused, match="waarvoor"):
        people.reveal_bsn(manager, made, " ")
    assert people.reveal_bsn(manager, made, "Bellen met UWV") == BSN
    entry = AuditEntry.objects.get(action="bsn.getoond")
    assert (entry.why, entry.person) == ("Bellen met UWV", made.client_id)
    assert BSN not in entry.details_text

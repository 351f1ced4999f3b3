"""The facts of a dossier on the page: record, correct, look back, withdraw; health only for who may see it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from tests.web.casework.conftest import SignIn
from tests.web.conftest import problems, words

from trede.access.models import Membership, Role
from trede.casework.models import Application, Dossier, FactVersion
from trede.casework.services import facts
from trede.casework.services.common import Actor
from trede.casework.services.facts import Given

JANUARY, MARCH = date(2026, 1, 1), date(2026, 3, 1)
HOURS = "contracturen_per_week"


def send(client: Any, dossier: Dossier, name: str, **data: str) -> Any:
    given = {"valid_from": "1-3-2026", "valid_until": "", "source": "client", "note": "", "reason": "", "vervangt": ""}
    return client.post(f"/dossiers/{dossier.pk}/feiten/{name}/", given | data)


def test_an_empty_dossier_says_what_to_do(sign_in: SignIn, manager: Actor, dossier: Dossier) -> None:
    assert "Er is nog niets vastgelegd" in words(sign_in(manager).get(f"/dossiers/{dossier.pk}/feiten/"))


def test_a_fact_is_chosen_and_recorded(sign_in: SignIn, manager: Actor, dossier: Dossier) -> None:
    client = sign_in(manager)
    page = client.get(f"/dossiers/{dossier.pk}/feiten/kies/?zoek=contracturen")
    assert f"/feiten/{HOURS}/" in page.content.decode()
    assert "Geen feit heet zo" in words(client.get(f"/dossiers/{dossier.pk}/feiten/kies/?zoek=xyzzy"))
    assert "Nog niet bekend" in words(client.get(f"/dossiers/{dossier.pk}/feiten/{HOURS}/"))
    assert send(client, dossier, HOURS, antwoord="24", source="employer", note="Contract").status_code == 302
    shown = words(client.get(f"/dossiers/{dossier.pk}/feiten/"))
    for part in ("24 uur per week", "vanaf 1 maart 2026", "Werkgever: Contract", "Katja Verzonnen"):
        assert part in shown


def test_everything_wrong_is_told_at_once_and_kept(sign_in: SignIn, manager: Actor, dossier: Dossier) -> None:
    response = send(sign_in(manager), dossier, HOURS, antwoord="veel", valid_from="31-2-2026", source="")
    assert response.status_code == 422
    assert len(problems(response)) == 3
    assert 'value="veel"' in response.content.decode()
    assert 'value="31-2-2026"' in response.content.decode()
    response = send(sign_in(manager), dossier, HOURS, antwoord="400")
    assert response.status_code == 422
    assert not FactVersion.objects.exists()


def test_a_correction_wants_a_reason_and_history_keeps_both(sign_in: SignIn, manager: Actor, dossier: Dossier) -> None:
    with time_machine.travel("2026-02-01 09:00+01:00"):
        old = facts.record(manager, dossier, [Given(HOURS, 24, MARCH)])[0]
    client = sign_in(manager)
    wrong = send(client, dossier, HOURS, antwoord="16", vervangt=str(old.pk))
    assert "waarom u dit verbetert" in problems(wrong)[0]
    body = wrong.content.decode()
    assert 'href="#reason"' in body
    assert body.index("Waarom wijzigt u dit?") < body.rindex("waarom u dit verbetert")
    assert "Waarom wijzigt u dit? (niet verplicht)" not in words(wrong)
    days = send(client, dossier, HOURS, antwoord="16", vervangt=str(old.pk), reason="x", valid_until="1-2-2026")
    assert problems(days) == [
        "Geldt tot: Deze dag moet na 1 maart 2026 liggen: vanaf dan geldt 'contracturen per week'."
    ]
    send(client, dossier, HOURS, antwoord="16", vervangt=str(old.pk), reason="Verkeerd overgenomen")
    page = words(client.get(f"/dossiers/{dossier.pk}/feiten/{HOURS}/"))
    assert page.index("16 uur per week") < page.index("24 uur per week")
    assert "Verkeerd overgenomen" in page


def test_looking_back_shows_then_and_now(sign_in: SignIn, manager: Actor, dossier: Dossier) -> None:
    with time_machine.travel("2026-02-01 09:00+01:00"):
        facts.record(manager, dossier, [Given(HOURS, 24, JANUARY)])
    facts.record(
        manager,
        dossier,
        [Given(HOURS, 16, JANUARY, reason="Verbeterd"), Given("loonwaarde_pct", 60, JANUARY, reason="Meting")],
    )
    client = sign_in(manager)
    page = words(client.get(f"/dossiers/{dossier.pk}/feiten/?bekend=1-2-2026&op=15-2-2026"))
    assert "Bij 1 staat nu iets anders" in page
    assert page.index("24 uur per week") < page.index("16 uur per week")
    assert "Later bekend geworden" in page
    before = client.get(f"/dossiers/{dossier.pk}/feiten/?op=31-12-2025")
    assert "Op die dag was nog niets bekend" in words(before)
    assert client.get(f"/dossiers/{dossier.pk}/feiten/?op=morgen").status_code == 422


def test_a_second_editor_sees_what_stands_and_can_go_on(
    sign_in: SignIn, manager: Actor, colleague: Actor, dossier: Dossier
) -> None:
    facts.record(colleague, dossier, [Given(HOURS, 20, JANUARY)])
    client = sign_in(manager)
    response = send(client, dossier, HOURS, antwoord="28", reason="Contract")
    assert "Iemand anders" in problems(response)[0]
    assert "20 uur per week" in words(response)
    assert 'value="28"' in response.content.decode()
    seen = response.context["seen"]
    assert send(client, dossier, HOURS, antwoord="28", reason="Contract", vervangt=seen).status_code == 302


def test_withdrawing_wants_a_reason(sign_in: SignIn, manager: Actor, dossier: Dossier) -> None:
    facts.record(manager, dossier, [Given(HOURS, 20, JANUARY)])
    client = sign_in(manager)
    assert "waarom" in problems(send(client, dossier, HOURS, actie="intrekken", waarom=" "))[0]
    assert send(client, dossier, HOURS, actie="intrekken", waarom="Van een ander").status_code == 302
    assert "Ingetrokken" in words(client.get(f"/dossiers/{dossier.pk}/feiten/{HOURS}/"))


def test_health_is_for_who_may_see_it(sign_in: SignIn, manager: Actor, officer: Actor, dossier: Dossier) -> None:
    regime = facts.regime_of(dossier.municipality)
    about_health = (f for f in regime.vocabulary.facts.values() if f.privacy == "gezondheid")
    name = next(fact.key for fact in about_health if fact.kind.name == "ja_nee")
    facts.record(manager, dossier, [Given(name, True, JANUARY, reason="Rapport van de arts")])
    admin = Actor.make(manager.user, manager.municipality)
    address = f"/dossiers/{dossier.pk}/feiten/"
    assert "Rapport van de arts" in words(sign_in(officer).get(address))
    Membership.objects.filter(user=manager.user).update(role=Role.BENEFITS_ADMINISTRATION)
    client = sign_in(admin)
    assert "Rapport" not in words(client.get(address))
    page = words(client.get(f"{address}{name}/"))
    assert "Met uw rol kunt u het niet zien of vastleggen" in page
    assert "Rapport" not in page


def test_rows_come_and_go(sign_in: SignIn, manager: Actor, dossier: Dossier) -> None:
    name = "eerder_werk_met_behoud_maanden"
    client = sign_in(manager)
    more = send(client, dossier, name, **{"actie": "rij-erbij", "antwoord-rijen": "1", "antwoord-0-maanden": "3"})
    assert more.status_code == 200
    assert len(more.context["control"].rows) == 2
    less = send(client, dossier, name, **{"actie": "rij-weg-1", "antwoord-rijen": "2", "antwoord-0-maanden": "3"})
    assert len(less.context["control"].rows) == 1
    assert send(client, dossier, name, **{"antwoord-rijen": "1", "antwoord-0-maanden": "3"}).status_code == 302
    assert FactVersion.objects.get().value == [{"maanden": 3}]
    seen = str(FactVersion.objects.get().pk)
    assert send(client, dossier, name, actie="geen", vervangt=seen).status_code == 302


def test_a_fact_that_is_not_there_is_not_found(sign_in: SignIn, manager: Actor, dossier: Dossier) -> None:
    assert sign_in(manager).get(f"/dossiers/{dossier.pk}/feiten/bestaat_niet/").status_code == 404


def test_few_queries(
    sign_in: SignIn, manager: Actor, dossier: Dossier, django_assert_max_num_queries: Any
) -> None:  # fmt: skip
    facts.record(manager, dossier, [Given(HOURS, 20, JANUARY), Given("loonwaarde_pct", 60, JANUARY, reason="Meting")])
    client = sign_in(manager)
    for path in ("", f"{HOURS}/", "kies/", "?bekend=1-2-2026"):
        with django_assert_max_num_queries(12):
            client.get(f"/dossiers/{dossier.pk}/feiten/{path}")


@pytest.mark.parametrize("path", ["gegevens/", "sluiten/", "bsn/"])
def test_pages_of_people_open(sign_in: SignIn, manager: Actor, dossier: Dossier, path: str) -> None:
    assert sign_in(manager).get(f"/dossiers/{dossier.pk}/{path}").status_code == 200


def test_facts_of_an_application_stand_apart_and_lead_there(sign_in: SignIn, manager: Actor, dossier: Dossier) -> None:
    made = Application.objects.create(
        dossier=dossier, number="A-000001", provision="loonkostensubsidie", applicant="person", received_on=MARCH,
        author=manager.user,
    )  # fmt: skip
    facts.record(manager, dossier, [Given(HOURS, 20, JANUARY)], made)
    page = sign_in(manager).get(f"/dossiers/{dossier.pk}/feiten/")
    assert "Aanvraag A-000001" in words(page)
    assert f"{made.pk}/vraag/{HOURS}/" in page.content.decode()

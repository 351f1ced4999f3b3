"""My work in the browser: what is due, nothing more than two clicks away; every list can be taken along."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.web.conftest import problems, words
from tests.web.sheets import sheets

from trede.access.models import AuditEntry, ProcessingEntry
from trede.casework.dues import Due
from trede.casework.models import Client as Person
from trede.casework.models import Dossier, Substitution, Task
from trede.casework.services import sharing, tasks
from trede.casework.services.common import Actor

SignIn = Callable[[Actor], Client]


def many(dossier: Dossier, number: int) -> None:
    for place in range(number):
        person = Person.objects.create(
            municipality=dossier.municipality, number=f"K-9{place:05d}", surname=f"Rij {place:03d}"
        )
        Dossier.objects.create(
            municipality=dossier.municipality, client=person, number=f"D-9{place:05d}", surname=person.surname,
            case_manager=dossier.case_manager, reported_on=date(2026, 3, 1),
        )  # fmt: skip


def test_an_empty_list_says_what_to_do(sign_in: SignIn, manager: Actor) -> None:
    text = words(sign_in(manager).get("/werk/"))
    assert "Er is nu niets te doen" in text
    assert "Bekijk de dossiers" in text


def test_the_list_shows_what_is_late_with_its_norm(sign_in: SignIn, manager: Actor, dossier: Dossier) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    tasks.refresh(
        dossier, [Due("plan", "plan", "Plan van aanpak maken", yesterday, norms=("BOL-1.2",), place="art. 1")]
    )
    page = sign_in(manager).get("/werk/")
    assert "Te laat 1" in words(page)
    assert "Noor Voorbeeld" in words(page)
    assert b"/regels/bollenstreek/#BOL-1.2" in page.content
    entry = AuditEntry.objects.get(action="werk.ingezien")
    assert ProcessingEntry.objects.filter(operation=entry.operation, person=dossier.client_id).count() == 1


def test_who_is_not_signed_in_is_asked_to(client: Client, db: None) -> None:
    response = client.get("/werk/")
    assert response.status_code == 302
    assert "aanmelden" in response.url


def test_the_list_costs_at_most_twelve_queries(
    sign_in: SignIn, manager: Actor, dossier: Dossier, django_assert_max_num_queries: Any
) -> None:
    many(dossier, 30)
    for found in Dossier.objects.all():
        tasks.add(manager, found, "Bellen", timezone.localdate())
    browser = sign_in(manager)
    browser.get("/werk/")
    for address in ("/werk/", "/werk/?wanneer=vandaag&pagina=2", "/werk/?zoek=rij&soort=eigen&volgorde=-naam"):
        with django_assert_max_num_queries(12):
            assert browser.get(address).status_code == 200
    for address in ("/dossiers/", "/dossiers/?zoek=rij&volgorde=-gemeld&pagina=2"):
        with django_assert_max_num_queries(12):
            assert browser.get(address).status_code == 200


def test_pages_turn_and_a_page_that_is_not_there_gives_the_nearest(
    sign_in: SignIn, manager: Actor, dossier: Dossier
) -> None:
    many(dossier, 30)
    browser = sign_in(manager)
    assert "31 dossiers , 1 tot en met 25" in words(browser.get("/dossiers/"))
    last = browser.get("/dossiers/?pagina=99")
    assert "26 tot en met 31" in words(last)
    assert "Vorige" in words(last)
    assert "26 tot en met 31" in words(browser.get("/dossiers/?pagina=2&volgorde=-naam"))
    assert "1 tot en met 25" in words(browser.get("/dossiers/?pagina=nul"))


def test_done_can_be_undone_and_the_list_comes_back_as_it_was(
    sign_in: SignIn, manager: Actor, dossier: Dossier
) -> None:
    task = tasks.add(manager, dossier, "Bellen")
    browser = sign_in(manager)
    done = browser.post(f"/taken/{task.pk}/gedaan/", {"terug": "?wanneer=zonder_datum"})
    assert done.url == "/werk/?wanneer=zonder_datum"
    page = browser.get(done.url)
    assert "Gedaan: Bellen" in words(page)
    assert f"/taken/{task.pk}/open/".encode() in page.content
    browser.post(f"/taken/{task.pk}/open/", {"terug": "https://elders.example/"})
    assert Task.objects.get().state == Task.State.OPEN
    again = browser.post(f"/taken/{task.pk}/open/")
    assert again.status_code == 409
    assert "al open" in " ".join(problems(again))


def test_a_task_by_hand_keeps_what_was_typed(
    sign_in: SignIn, manager: Actor, colleague: Actor, dossier: Dossier
) -> None:
    browser = sign_in(manager)
    address = f"/dossiers/{dossier.pk}/taak/"
    wrong = browser.post(
        address, {"title": "", "due_on": "31-02-2026", "detail": "Over de stage", "assignee": str(manager.user.pk)}
    )
    assert wrong.status_code == 422
    assert len(problems(wrong)) == 2
    assert "Over de stage" in wrong.content.decode()
    right = {"title": "Bellen", "due_on": "1-3-2026", "detail": "", "assignee": str(colleague.user.pk)}
    assert browser.post(address, right).url == f"/dossiers/{dossier.pk}/"
    task = Task.objects.get()
    assert (task.due_on, task.assignee) == (date(2026, 3, 1), colleague.user)
    changed = {"title": "Bellen met de werkgever", "due_on": "", "detail": "", "assignee": str(manager.user.pk)}
    assert browser.post(f"/taken/{task.pk}/", {**changed, "revisie": "1"}).status_code == 302
    second = browser.post(f"/taken/{task.pk}/", {**changed, "title": "Anders", "revisie": "1"})
    assert second.status_code == 422
    assert "Bellen met de werkgever" in words(second)
    assert browser.post(f"/taken/{task.pk}/", {**changed, "title": "Anders", "revisie": "2"}).status_code == 302


def test_tasks_of_others_are_not_found(
    sign_in: SignIn, manager: Actor, colleague: Actor, stranger: Actor, dossier: Dossier
) -> None:
    task = tasks.add(manager, dossier, "Bellen")
    for someone in (colleague, stranger):
        assert sign_in(someone).post(f"/taken/{task.pk}/gedaan/").status_code == 404
    tasks.refresh(dossier, [Due("x", "toets", "Toetsen", None, role="klantmanager")])
    assert sign_in(colleague).get("/werk/").status_code == 200
    of_role = Task.objects.get(role="klantmanager")
    assert sign_in(colleague).post(f"/taken/{of_role.pk}/gedaan/").status_code == 302


@pytest.mark.parametrize(("address", "header"), [("/werk/", "Uiterlijk"), ("/dossiers/", "Naam")])
def test_a_list_as_a_spreadsheet_holds_no_formula(
    sign_in: SignIn, manager: Actor, dossier: Dossier, address: str, header: str
) -> None:
    Person.objects.filter(pk=dossier.client_id).update(first_name="=1+1")
    tasks.add(manager, dossier, "=HYPERLINK(1)", date(2026, 3, 1))
    response = sign_in(manager).get(address, {"formaat": "xlsx"})
    ((headings, row),) = sheets(response)
    assert header in headings
    assert any("=1+1" in cell for cell in row)
    assert "attachment" in response["Content-Disposition"]
    assert AuditEntry.objects.filter(person=dossier.client_id).exclude(action="taak.gemaakt").exists()


def test_the_calendar_file(sign_in: SignIn, manager: Actor, dossier: Dossier) -> None:
    tasks.add(manager, dossier, "Evaluatie", date(2026, 3, 1))
    response = sign_in(manager).get("/werk/agenda.ics")
    assert response["Content-Type"].startswith("text/calendar")
    assert b"DTSTART;VALUE=DATE:20260301" in response.content
    assert b"Voorbeeld" not in response.content


# --- the team -------------------------------------------------------------------------------------------------------


def test_the_team_page_says_who_has_what(
    sign_in: SignIn, manager: Actor, colleague: Actor, supervisor: Actor, dossier: Dossier
) -> None:
    tasks.add(manager, dossier, "Laat", timezone.localdate() - timedelta(days=1))
    Dossier.objects.filter(pk=dossier.pk).update(case_manager=manager.user)
    many(dossier, 1)
    Dossier.objects.filter(number="D-900000").update(case_manager=None)
    text = words(sign_in(supervisor).get("/team/"))
    assert "Katja Verzonnen 1 1 1" in text
    assert "Nog niemand 1 0 0" in text
    assert sign_in(manager).get("/team/").status_code == 403


def test_a_supervisor_hands_over_what_is_ticked(
    sign_in: SignIn, manager: Actor, colleague: Actor, supervisor: Actor, dossier: Dossier
) -> None:
    many(dossier, 2)
    browser = sign_in(supervisor)
    address = f"/team/overdragen/?van={manager.user.pk}"
    assert "Rij 001" in words(browser.get(address))
    wrong = browser.post(address, {"taker": "", "reason": ""})
    assert wrong.status_code == 422
    assert len(problems(wrong)) == 2
    none = browser.post(address, {"taker": str(colleague.user.pk), "reason": "Verdeling"})
    assert "Kies ten minste één dossier." in problems(none)
    right = {"taker": str(colleague.user.pk), "reason": "Verdeling", "dossiers": [str(dossier.pk)]}
    assert browser.post(address, right).status_code == 302
    assert Dossier.objects.get(pk=dossier.pk).case_manager == colleague.user
    assert Dossier.objects.filter(case_manager=manager.user).count() == 2
    assert "Verdeling" in words(browser.get("/team/"))
    assert browser.get("/team/overdragen/?van=-").status_code == 200
    assert browser.get("/team/overdragen/?van=niemand").status_code == 404


def test_arranging_a_substitute(sign_in: SignIn, manager: Actor, colleague: Actor, dossier: Dossier) -> None:
    browser = sign_in(manager)
    today = timezone.localdate()
    typed = {"substitute": str(colleague.user.pk), "starts_on": today.strftime("%d-%m-%Y"), "ends_on": "1-1-2020"}
    assert browser.post("/werk/vervanging/", typed).status_code == 422
    typed["ends_on"] = (today + timedelta(days=3)).strftime("%d-%m-%Y")
    assert browser.post("/werk/vervanging/", typed).status_code == 302
    tasks.add(manager, dossier, "Bellen")
    assert "U vervangt vandaag een collega" in words(sign_in(colleague).get("/werk/"))
    standing = Substitution.objects.get()
    assert browser.post(f"/werk/vervanging/{standing.pk}/einde/").status_code == 302
    assert "Er is nu niets te doen" in words(sign_in(colleague).get("/werk/"))


def test_a_supervisor_arranges_it_for_others(
    sign_in: SignIn, manager: Actor, colleague: Actor, supervisor: Actor
) -> None:
    browser = sign_in(supervisor)
    assert "Wie is er niet?" in words(browser.get("/werk/vervanging/"))
    today = timezone.localdate().strftime("%d-%m-%Y")
    typed = {"absent": str(manager.user.pk), "substitute": str(colleague.user.pk), "starts_on": today, "ends_on": today}
    assert browser.post("/werk/vervanging/", typed).url == "/team/"
    assert "Kees Bedacht vervangt Katja Verzonnen" in words(browser.get("/team/"))
    sharing.end_substitution(manager, Substitution.objects.get())


def test_opening_a_dossier_of_a_colleague(sign_in: SignIn, colleague: Actor, dossier: Dossier) -> None:
    browser = sign_in(colleague)
    missing = browser.get(f"/dossiers/{dossier.pk}/")
    assert missing.status_code == 404
    assert "met een reden" in words(missing)
    assert browser.post(f"/dossiers/{dossier.pk}/openen/", {"why": "x"}).status_code == 422
    opened = browser.post(f"/dossiers/{dossier.pk}/openen/", {"why": "De cliënt staat aan de balie"})
    assert browser.get(opened.url).status_code == 200

"""The administrator's pages: invite, give and end roles, switch off, help in again; and what is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.casework.conftest import staff
from tests.web.conftest import problems, words
from tests.web.sheets import sheets

from trede.access import accounts, second_factor
from trede.access.models import AuditEntry, Membership, Municipality, Role, SecondFactor, User
from trede.casework.services.common import Actor

SignIn = Callable[[Actor], Client]
NEW = {"email": "Nieuw@Voorbeeld.example", "naam": "Nina Nieuw", "functie": "klantmanager", "rol": "klantmanager"}


def roles(user: User, town: Municipality) -> set[str]:
    return set(accounts.current(user, town).values_list("role", flat=True))


def last() -> str:
    return str(AuditEntry.objects.values_list("action", flat=True).first())


@pytest.fixture
def door(sign_in: SignIn, administrator: Actor) -> Client:
    """The browser of the administrator."""
    return sign_in(administrator)


def test_the_list_finds_and_filters(door: Client, manager: Actor, colleague: Actor) -> None:
    page = words(door.get("/accounts/"))
    assert all(name in page for name in ("Katja Verzonnen", "Kees Bedacht", "Bea Oefening"))
    found = words(door.get("/accounts/?zoek=katja"))
    assert "1 account" in found
    assert "Kees" not in found
    assert "1 account" in words(door.get("/accounts/?rol=beheerder"))
    assert "Geen account past hierbij" in words(door.get("/accounts/?zoek=niemand"))


def test_the_list_goes_along_as_a_spreadsheet(door: Client, manager: Actor) -> None:
    (rows,) = sheets(door.get("/accounts/?formaat=xlsx"))
    assert "Katja Verzonnen" in [row[0] for row in rows]


def test_the_list_asks_no_more_of_the_database_when_it_grows(
    door: Client, town: Municipality, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        staff(town, Role.CASE_MANAGER, f"Naam{number} Verzonnen")
    door.get("/accounts/")
    with django_assert_max_num_queries(8):
        door.get("/accounts/")


def test_another_role_has_no_business_here(sign_in: SignIn, manager: Actor, supervisor: Actor) -> None:
    for actor in (manager, supervisor):
        assert sign_in(actor).get("/accounts/").status_code == 403
    assert last() == "toegang.geweigerd"
    assert Client().get("/accounts/").url.startswith("/aanmelden/")  # type: ignore[attr-defined]


# --- inviting ---------------------------------------------------------------------------------------------------------


def test_an_invitation_makes_an_account_and_shows_its_link_once(door: Client, town: Municipality) -> None:
    response = door.post("/accounts/nieuw/", NEW)
    user = User.objects.get(email="nieuw@voorbeeld.example")
    assert roles(user, town) == {"klantmanager"}
    assert not user.has_usable_password()
    page = door.get(response["Location"]).content.decode()
    link = re.search(r"http://testserver(/aanmelden/uitnodiging/[^<]+)", page)
    assert link
    assert "/uitnodiging/" not in door.get(response["Location"]).content.decode()
    assert "Welkom, Nina Nieuw" in Client().get(link[1]).content.decode()
    assert last() == "account.uitgenodigd"


def test_all_that_is_wrong_is_said_at_once_and_what_was_typed_stays(door: Client) -> None:
    response = door.post("/accounts/nieuw/", {"email": "geen adres", "naam": " ", "functie": "chef", "rol": "koning"})
    assert response.status_code == 422
    assert len(problems(response)) == 3
    page = response.content.decode()
    assert 'value="geen adres"' in page
    assert 'value="chef"' in page
    assert not User.objects.filter(email="geen adres").exists()


def test_who_works_elsewhere_already_gets_a_role_and_no_link(
    door: Client, stranger: Actor, town: Municipality, other_town: Municipality
) -> None:
    response = door.post("/accounts/nieuw/", NEW | {"email": stranger.user.email})
    assert roles(stranger.user, town) == {"klantmanager"}
    assert "/uitnodiging/" not in door.get(response["Location"]).content.decode()
    assert User.objects.get(pk=stranger.user.pk).name == "Vera Vreemd"
    again = door.post("/accounts/nieuw/", NEW | {"email": stranger.user.email})
    assert problems(again) == ["Dit account heeft deze rol al. Kies een andere rol, of ga naar het account."]


# --- roles ------------------------------------------------------------------------------------------------------------


def test_a_role_is_given_and_ended_at_once(door: Client, manager: Actor, town: Municipality, sign_in: SignIn) -> None:
    address = f"/accounts/{manager.user.pk}/"
    door.post(f"{address}rol/", {"rol": "teamleider"})
    assert roles(manager.user, town) == {"klantmanager", "teamleider"}
    assert sign_in(manager).get("/toezicht/").status_code == 200
    door.post(f"{address}rol/weg/", {"rol": "teamleider"})
    assert roles(manager.user, town) == {"klantmanager"}
    assert sign_in(manager).get("/toezicht/").status_code == 403
    door.post(f"{address}rol/weg/", {"rol": "klantmanager"})
    past = Membership.objects.get(user=manager.user)
    assert past.until == timezone.localdate() - timedelta(days=1)  # the role of before stays to be seen
    assert "Rollen van vroeger" in door.get(address).content.decode()


@pytest.mark.parametrize(
    ("path", "role", "said"),
    [
        ("rol/", "koning", "Kies een rol."),
        ("rol/", "klantmanager", "heeft deze rol al"),
        ("rol/weg/", "teamleider", "heeft deze rol niet meer"),
    ],
)
def test_what_cannot_be_done_with_a_role_is_said(door: Client, manager: Actor, path: str, role: str, said: str) -> None:
    response = door.post(f"/accounts/{manager.user.pk}/{path}", {"rol": role})
    assert response.status_code == 422
    assert said in problems(response)[0]


def test_nobody_gives_themselves_a_role(door: Client, administrator: Actor, town: Municipality) -> None:
    address = f"/accounts/{administrator.user.pk}/"
    said = "U kunt uzelf geen rol geven. Vraag het een andere beheerder."
    assert problems(door.post(f"{address}rol/", {"rol": "klantmanager"})) == [said]
    assert problems(door.post("/accounts/nieuw/", NEW | {"email": administrator.user.email})) == [said]
    assert roles(administrator.user, town) == {"beheerder"}
    assert "Geef deze rol" not in door.get(address).content.decode()


def test_the_last_administrator_stays(door: Client, administrator: Actor, town: Municipality) -> None:
    address = f"/accounts/{administrator.user.pk}/"
    for path, data in (("rol/weg/", {"rol": "beheerder"}), ("aan-uit/", {})):
        response = door.post(address + path, data)
        assert problems(response) == ["Dit is de laatste beheerder. Geef eerst iemand anders die rol."]
    second = staff(town, Role.ADMINISTRATOR, "Milan Oefening")
    assert door.post(f"{address}rol/weg/", {"rol": "beheerder"}).status_code == 302
    assert roles(second.user, town) == {"beheerder"}


# --- off, on, and in again --------------------------------------------------------------------------------------------


def test_switching_off_ends_roles_and_sessions_and_on_gives_none_back(
    door: Client, manager: Actor, town: Municipality
) -> None:
    address = f"/accounts/{manager.user.pk}/aan-uit/"
    door.post(address)
    assert not User.objects.get(pk=manager.user.pk).is_active
    assert roles(manager.user, town) == set()
    door.post(address)
    assert User.objects.get(pk=manager.user.pk).is_active
    assert roles(manager.user, town) == set()


def test_switching_off_leaves_the_work_for_another_municipality(
    door: Client, stranger: Actor, town: Municipality, other_town: Municipality
) -> None:
    Membership.objects.create(user=stranger.user, municipality=town, role=Role.CASE_MANAGER)
    door.post(f"/accounts/{stranger.user.pk}/aan-uit/")
    assert User.objects.get(pk=stranger.user.pk).is_active
    assert roles(stranger.user, other_town) == {"klantmanager"}
    assert roles(stranger.user, town) == set()


def test_a_new_link_and_a_new_second_factor(door: Client, manager: Actor) -> None:
    second_factor.begin(manager.user)
    SecondFactor.objects.update(confirmed_at=timezone.now())
    address = f"/accounts/{manager.user.pk}/"
    door.post(f"{address}tweede-stap/")
    assert not second_factor.is_set(manager.user)
    door.post(f"{address}link/")
    assert "/aanmelden/uitnodiging/" in door.get(address).content.decode()


@pytest.mark.parametrize("path", ["link/", "tweede-stap/"])
def test_an_administrator_cannot_take_over_an_account_of_two_municipalities(
    door: Client, stranger: Actor, town: Municipality, administrator: Actor, other_town: Municipality, path: str
) -> None:
    Membership.objects.create(user=stranger.user, municipality=town, role=Role.CASE_MANAGER)
    response = door.post(f"/accounts/{stranger.user.pk}/{path}")
    assert response.status_code == 422
    assert "ook voor een andere gemeente" in problems(response)[0]
    Membership.objects.create(user=administrator.user, municipality=other_town, role=Role.ADMINISTRATOR)
    assert door.post(f"/accounts/{stranger.user.pk}/{path}").status_code == 302


def test_an_account_of_another_municipality_is_not_found_and_that_is_noted(door: Client, stranger: Actor) -> None:
    address = f"/accounts/{stranger.user.pk}/"
    assert door.get(address).status_code == 404
    assert door.post(f"{address}rol/", {"rol": "beheerder"}).status_code == 404
    assert last() == "account.niet_zichtbaar"


# --- one's own account ------------------------------------------------------------------------------------------------


def test_my_account_says_who_where_and_what(sign_in: SignIn, manager: Actor) -> None:
    page = words(sign_in(manager).get("/account/"))
    assert "Katja Verzonnen" in page
    assert "Bollenveld : klantmanager" in page
    assert "een besluit voorstellen" in page


def test_who_works_in_two_municipalities_chooses(sign_in: SignIn, manager: Actor, other_town: Municipality) -> None:
    Membership.objects.create(user=manager.user, municipality=other_town, role=Role.SUPERVISOR)
    door = sign_in(manager)
    assert door.get("/toezicht/").status_code == 403
    door.post("/account/gemeente/", {"gemeente": other_town.slug})
    assert door.get("/toezicht/").status_code == 200
    door.post("/account/gemeente/", {"gemeente": "nergens"})
    assert door.get("/toezicht/").status_code == 200


def test_an_account_without_a_role_is_told_whom_to_ask(sign_in: SignIn, manager: Actor) -> None:
    Membership.objects.all().delete()
    door = sign_in(manager)
    assert "U heeft nog geen rol" in door.get("/account/").content.decode()
    assert door.get("/accounts/").status_code == 403

"""Single sign-on against a service of our own: who comes in, who does not and why, and the roles of groups."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from tests.access.stand_in_provider import CLIENT, SECRET, StandIn, fresh_key

from trede.access import accounts, oidc
from trede.access.models import AuditEntry, GroupRole, Membership, Municipality, Role, User

Staff = Callable[..., User]


@pytest.fixture
def service(settings: Any, db: None) -> Iterator[StandIn]:
    """A service, and an installation that trusts it."""
    oidc._described.clear()
    with StandIn() as found:
        settings.OIDC_ISSUER, settings.OIDC_NAME = found.issuer, "Voorbeeldstad"
        settings.OIDC_RP_CLIENT_ID, settings.OIDC_RP_CLIENT_SECRET = CLIENT, SECRET
        yield found


def come_in(client: Any, onward: str = "") -> Any:
    """To the service and back; the last answer of ours."""
    away = client.get("/aanmelden/organisatie/", {"next": onward} if onward else {})
    assert away.status_code == 302, away.content.decode()
    back = requests.get(away["Location"], allow_redirects=False, timeout=5).headers["Location"]
    parts = urlsplit(back)
    return client.get(f"{parts.path}?{parts.query}")


def why(response: Any) -> str:
    return str(response.context["problems"][0][1])


def is_in(client: Any) -> bool:
    return "_auth_user_id" in client.session


def test_the_sign_in_page_offers_it_only_when_there_is_a_service(client: Any, service: StandIn, settings: Any) -> None:
    assert "Aanmelden met Voorbeeldstad" in client.get("/aanmelden/").content.decode()
    settings.OIDC_ISSUER = ""
    assert "Aanmelden met" not in client.get("/aanmelden/").content.decode()
    assert client.get("/aanmelden/organisatie/").status_code == 404
    assert client.get("/aanmelden/organisatie/terug/").status_code == 404


def test_who_is_known_by_e_mail_comes_in_and_is_linked(client: Any, service: StandIn, staff: Staff) -> None:
    klaas = staff()
    response = come_in(client, "/account/wachtwoord/")
    assert response["Location"] == "/account/wachtwoord/"
    assert client.session["_auth_user_id"] == str(klaas.pk)
    assert User.objects.get(pk=klaas.pk).oidc_subject == "1"
    assert klaas.sign_ins.get().method == "organisatie"
    assert AuditEntry.objects.first().action == "aanmelding.gelukt"  # type: ignore[union-attr]


def test_once_linked_another_address_is_still_the_same_person(client: Any, service: StandIn, staff: Staff) -> None:
    klaas = staff()
    come_in(client)
    client.logout()
    service.person |= {"email": "klaas.getrouwd@voorbeeldstad.example", "name": "Klaas Getrouwd"}
    come_in(client)
    assert client.session["_auth_user_id"] == str(klaas.pk)
    assert User.objects.get(pk=klaas.pk).name == "Klaas Getrouwd"


def test_who_took_over_an_address_does_not_get_the_account(client: Any, service: StandIn, staff: Staff) -> None:
    User.objects.filter(pk=staff().pk).update(oidc_subject="iemand anders")
    assert why(come_in(client)) == oidc.OTHERS
    assert not is_in(client)


def test_an_address_that_was_not_verified_links_nobody(client: Any, service: StandIn, staff: Staff) -> None:
    staff()
    service.userinfo = {"email_verified": False}
    assert why(come_in(client)) == oidc.OTHERS


def test_who_is_unknown_is_told_whom_to_ask(client: Any, service: StandIn) -> None:
    response = come_in(client)
    assert (response.status_code, why(response)) == (403, oidc.UNKNOWN)
    assert not User.objects.exists()


def test_an_account_that_is_switched_off_stays_out(client: Any, service: StandIn, staff: Staff) -> None:
    User.objects.filter(pk=staff().pk).update(is_active=False)
    assert why(come_in(client)) == oidc.OFF


# --- the second factor ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("token", "enters"),
    [
        ({"amr": ["pwd"]}, False),
        ({"amr": None}, False),
        ({"amr": ["pwd", "otp"]}, True),
        ({"amr": ["pwd"], "acr": "hoog"}, True),
        ({"amr": None, "acr": "laag"}, False),
    ],
)
def test_without_a_second_factor_nobody_comes_in(
    client: Any, service: StandIn, staff: Staff, settings: Any, token: dict[str, Any], enters: bool
) -> None:
    staff()
    settings.OIDC_ACR = ["hoog"]
    service.token = token
    response = come_in(client)
    assert is_in(client) is enters
    if not enters:
        assert why(response) == oidc.NO_SECOND


def test_the_level_wanted_is_asked_for(client: Any, service: StandIn, settings: Any) -> None:
    settings.OIDC_ACR = ["hoog", "hoger"]
    assert "acr_values=hoog+hoger" in client.get("/aanmelden/organisatie/")["Location"]


# --- tokens that are not right ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "token",
    [
        {"iss": "https://elders.example"},
        {"aud": "een andere toepassing"},
        {"aud": ["een", "twee"]},
        {"exp": int(time.time()) - 1},
        {"exp": None},
        {"nonce": "van een ander"},
        {"nonce": None},
        {"sub": "een ander"},
        {"sub": None},
    ],
)
def test_a_token_that_is_not_right_opens_nothing(
    client: Any, service: StandIn, staff: Staff, token: dict[str, Any]
) -> None:
    staff()
    service.token |= token
    response = come_in(client)
    assert (response.status_code, why(response)) == (403, oidc.UNFINISHED)
    assert not is_in(client)
    assert AuditEntry.objects.first().action == "aanmelding.mislukt"  # type: ignore[union-attr]


def test_a_token_signed_by_another_opens_nothing(client: Any, service: StandIn, staff: Staff) -> None:
    staff()
    service.signing_key = fresh_key("een ander")
    assert why(come_in(client)) == oidc.UNFINISHED


def test_a_way_back_that_nobody_began_opens_nothing(client: Any, service: StandIn) -> None:
    assert client.get("/aanmelden/organisatie/terug/?code=x&state=y").status_code == 403
    come_in(client)
    assert client.get("/aanmelden/organisatie/terug/?code=x&state=y").status_code == 400


def test_the_service_refuses(client: Any, service: StandIn) -> None:
    service.refuses = True
    assert come_in(client).status_code == 403


def test_a_service_that_does_not_answer_is_said(client: Any, service: StandIn, settings: Any) -> None:
    settings.OIDC_ISSUER = "http://127.0.0.1:9"
    response = client.get("/aanmelden/organisatie/")
    assert (response.status_code, why(response)) == (503, oidc.UNREACHABLE)


def test_a_service_that_describes_another_is_not_trusted(client: Any, service: StandIn) -> None:
    service.issuer, known = "https://elders.example", service.issuer
    assert client.get("/aanmelden/organisatie/").status_code == 503
    assert known


def test_a_code_in_the_address_of_the_password_page_does_nothing(client: Any, service: StandIn, staff: Staff) -> None:
    klaas = staff()
    assert client.post("/aanmelden/?code=x&state=y", {"email": klaas.email, "wachtwoord": "fout"}).status_code == 422


# --- groups -----------------------------------------------------------------------------------------------------------


def roles(user: User, municipality: Municipality) -> set[str]:
    return set(accounts.current(user, municipality).values_list("role", flat=True))


def test_groups_make_an_account_with_roles(client: Any, service: StandIn, town: Municipality) -> None:
    GroupRole.objects.create(group="g-klant", municipality=town, role=Role.CASE_MANAGER)
    service.userinfo = {"groups": ["g-klant", "g-iets-anders"]}
    come_in(client)
    assert is_in(client)
    assert roles(User.objects.get(), town) == {"klantmanager"}


def test_roles_follow_the_groups_at_the_next_sign_in(client: Any, service: StandIn, town: Municipality) -> None:
    GroupRole.objects.create(group="g-klant", municipality=town, role=Role.CASE_MANAGER)
    GroupRole.objects.create(group="g-team", municipality=town, role=Role.SUPERVISOR)
    service.userinfo = {"groups": ["g-klant"]}
    come_in(client)
    client.logout()
    service.userinfo = {"groups": ["g-team"]}
    come_in(client)
    assert roles(User.objects.get(), town) == {"teamleider"}
    client.logout()
    service.userinfo = {"groups": []}
    come_in(client)
    assert roles(User.objects.get(), town) == set()


def test_groups_leave_alone_where_roles_are_given_by_hand(
    client: Any, service: StandIn, town: Municipality, village: Municipality, staff: Staff
) -> None:
    klaas = staff()
    Membership.objects.create(user=klaas, municipality=village, role=Role.POLICY_OFFICER)
    GroupRole.objects.create(group="g-team", municipality=town, role=Role.SUPERVISOR)
    service.userinfo = {"groups": ["g-team"]}
    come_in(client)
    assert roles(klaas, town) == {"teamleider"}
    assert roles(klaas, village) == {"beleidsmedewerker"}


def test_without_the_claim_roles_stay_as_they_are(
    client: Any, service: StandIn, town: Municipality, staff: Staff
) -> None:
    klaas = staff()
    GroupRole.objects.create(group="g-team", municipality=town, role=Role.SUPERVISOR)
    come_in(client)
    assert roles(klaas, town) == {"klantmanager"}

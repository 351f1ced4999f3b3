"""Signing in with a password and a second factor, the lock, the end of a session, and what was typed meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from tests.access.conftest import PASSWORD, code_of

from trede.access import accounts, kept, second_factor
from trede.access.models import AuditEntry, KeptForm, Membership, Municipality, RecoveryCode, Role, SecondFactor, User

Staff = Callable[..., User]
SignedIn = Callable[..., Any]


def texts(response: Any) -> list[str]:
    return [text for _, text in response.context["problems"]]


def actions() -> list[str]:
    return list(AuditEntry.objects.order_by("sequence").values_list("action", flat=True))


# --- password and code -----------------------------------------------------------------------------------------------


def test_the_first_time_the_second_factor_is_set_up(client: Any, staff: Staff) -> None:
    klaas = staff()
    response = client.post("/aanmelden/", {"email": "KLAAS@voorbeeldstad.example ", "wachtwoord": PASSWORD})
    assert response.url == "/aanmelden/instellen/"
    page = client.get(response.url)
    assert "<svg" in page.content.decode()
    assert "_auth_user_id" not in client.session
    done = client.post("/aanmelden/instellen/", {"code": code_of(klaas)})
    assert len(done.context["codes"]) == RecoveryCode.objects.count() == 10
    assert client.session["_auth_user_id"] == str(klaas.pk)
    assert actions() == ["aanmelding.gelukt", "tweede_stap.ingesteld"]


def test_the_secret_and_the_recovery_codes_do_not_stand_in_the_database(signed_in: SignedIn, staff: Staff) -> None:
    from django.db import connection

    klaas = staff()
    signed_in(klaas)
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM access_secondfactor")
        stored = cursor.fetchone()[0]
    assert SecondFactor.objects.get().secret not in stored
    codes = second_factor.new_codes(klaas)
    assert not {code.replace("-", "") for code in codes} & set(RecoveryCode.objects.values_list("hash", flat=True))


def test_a_wrong_password_and_an_unknown_address_give_the_same_sentence(client: Any, staff: Staff) -> None:
    staff()
    wrong = client.post("/aanmelden/", {"email": "klaas@voorbeeldstad.example", "wachtwoord": "fout"})
    unknown = client.post("/aanmelden/", {"email": "niemand@voorbeeldstad.example", "wachtwoord": "fout"})
    assert wrong.status_code == unknown.status_code == 422
    assert texts(wrong) == texts(unknown)
    assert 'value="klaas@voorbeeldstad.example"' in wrong.content.decode()


def test_a_password_alone_opens_nothing(client: Any, staff: Staff) -> None:
    klaas = staff()
    second_factor.begin(klaas)
    second_factor.confirm(klaas, code_of(klaas))
    assert client.post("/aanmelden/", {"email": klaas.email, "wachtwoord": PASSWORD}).url == "/aanmelden/code/"
    assert client.get("/account/").url.startswith("/aanmelden/?verder=")
    assert client.get("/aanmelden/instellen/").status_code == 302  # no second set-up around the first


def test_a_code_works_once(signed_in: SignedIn, staff: Staff) -> None:
    klaas = staff()
    signed_in(klaas)
    other = Client()
    other.post("/aanmelden/", {"email": klaas.email, "wachtwoord": PASSWORD})
    assert other.post("/aanmelden/code/", {"code": code_of(klaas)}).status_code == 422
    assert other.post("/aanmelden/code/", {"code": code_of(klaas, later=1)}).status_code == 302


@pytest.mark.parametrize(("later", "status"), [(-2, 422), (-1, 302), (0, 302), (1, 302), (2, 422)])
def test_a_code_works_half_a_minute_around_its_time(staff: Staff, client: Any, later: int, status: int) -> None:
    klaas = staff()
    second_factor.begin(klaas)
    second_factor.confirm(klaas, code_of(klaas))
    SecondFactor.objects.update(last_step=0)
    client.post("/aanmelden/", {"email": klaas.email, "wachtwoord": PASSWORD})
    assert client.post("/aanmelden/code/", {"code": code_of(klaas, later)}).status_code == status


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "１２３４５６", "000000"])
def test_what_is_no_code_is_refused(staff: Staff, client: Any, code: str) -> None:
    klaas = staff()
    client.post("/aanmelden/", {"email": klaas.email, "wachtwoord": PASSWORD})
    client.get("/aanmelden/instellen/")
    assert client.post("/aanmelden/instellen/", {"code": code}).status_code == 422


def test_a_recovery_code_works_once_however_it_is_typed(signed_in: SignedIn, staff: Staff) -> None:
    klaas = staff()
    signed_in(klaas)
    code = second_factor.new_codes(klaas)[0]
    for status in (302, 422):
        other = Client()
        other.post("/aanmelden/", {"email": klaas.email, "wachtwoord": PASSWORD})
        assert other.post("/aanmelden/code/", {"code": f" {code.upper().replace('-', ' ')} "}).status_code == status
    assert second_factor.codes_left(klaas) == 9


def test_the_password_step_is_over_after_ten_minutes(client: Any, staff: Staff) -> None:
    klaas = staff()
    with time_machine.travel("2026-03-02 09:00 +0000", tick=False) as clock:
        client.post("/aanmelden/", {"email": klaas.email, "wachtwoord": PASSWORD})
        clock.shift(timedelta(minutes=10))
        assert client.get("/aanmelden/instellen/").status_code == 200
        clock.shift(timedelta(seconds=1))
        assert client.get("/aanmelden/instellen/").url == "/aanmelden/"


def test_an_account_that_is_switched_off_is_out_at_once(signed_in: SignedIn, staff: Staff) -> None:
    klaas = staff()
    door = signed_in(klaas)
    User.objects.update(is_active=False)
    assert door.get("/account/").status_code == 302
    assert Client().post("/aanmelden/", {"email": klaas.email, "wachtwoord": PASSWORD}).status_code == 422


@pytest.mark.parametrize("wanted", ["https://elders.example/", "//elders.example/", "javascript:alert(1)"])
def test_signing_in_leads_nowhere_outside(client: Any, wanted: str, db: None) -> None:
    assert client.get("/aanmelden/", {"verder": wanted}).context["next"] == ""


# --- the lock --------------------------------------------------------------------------------------------------------


def test_five_wrong_tries_lock_an_account_for_a_quarter_of_an_hour(client: Any, staff: Staff) -> None:
    klaas = staff()
    with time_machine.travel("2026-03-02 09:00 +0000", tick=False) as clock:
        tries = [client.post("/aanmelden/", {"email": klaas.email, "wachtwoord": "fout"}) for _ in range(5)]
        assert [response.status_code for response in tries] == [422, 422, 422, 422, 429]
        assert client.post("/aanmelden/", {"email": klaas.email, "wachtwoord": PASSWORD}).status_code == 429
        clock.shift(timedelta(minutes=14))
        assert client.post("/aanmelden/", {"email": klaas.email, "wachtwoord": PASSWORD}).status_code == 429
        clock.shift(timedelta(minutes=2))
        assert client.post("/aanmelden/", {"email": klaas.email, "wachtwoord": PASSWORD}).status_code == 302
    assert "aanmelding.geblokkeerd" in actions()


def test_wrong_codes_lock_as_wrong_passwords_do(client: Any, staff: Staff) -> None:
    klaas = staff()
    second_factor.begin(klaas)
    second_factor.confirm(klaas, code_of(klaas))
    client.post("/aanmelden/", {"email": klaas.email, "wachtwoord": PASSWORD})
    statuses = [client.post("/aanmelden/code/", {"code": "000000"}).status_code for _ in range(6)]
    assert statuses == [422, 422, 422, 422, 429, 429]


def test_the_lock_is_on_one_account_only(client: Any, staff: Staff) -> None:
    klaas, piet = staff(), staff(name="Piet Voorbeeld")
    for _ in range(5):
        client.post("/aanmelden/", {"email": klaas.email, "wachtwoord": "fout"})
    assert client.post("/aanmelden/", {"email": piet.email, "wachtwoord": PASSWORD}).status_code == 302


# --- the end of a session --------------------------------------------------------------------------------------------


def test_a_session_ends_after_half_an_hour_without_a_request(signed_in: SignedIn, staff: Staff) -> None:
    klaas = staff()
    with time_machine.travel("2026-03-02 09:00 +0000", tick=False) as clock:
        door = signed_in(klaas)
        for _ in range(3):
            clock.shift(timedelta(minutes=30))
            assert door.get("/account/").status_code == 200
        clock.shift(timedelta(minutes=30, seconds=1))
        assert door.get("/account/").status_code == 302
    assert actions()[-1] == "sessie.verlopen"


def test_a_session_ends_after_a_working_day_however_busy(signed_in: SignedIn, staff: Staff) -> None:
    klaas = staff()
    with time_machine.travel("2026-03-02 08:00 +0000", tick=False) as clock:
        door = signed_in(klaas)
        for _ in range(20):
            clock.shift(timedelta(minutes=30))
            assert door.get("/account/").status_code == 200
        clock.shift(timedelta(seconds=1))
        assert door.get("/account/").status_code == 302


def test_signing_out_ends_it(signed_in: SignedIn, staff: Staff) -> None:
    door = signed_in(staff())
    assert door.post("/aanmelden/af/").status_code == 302
    assert door.get("/account/").status_code == 302
    assert actions()[-1] == "afmelding"
    assert not door.cookies[kept.COOKIE].value


def test_one_can_end_a_session_elsewhere_and_only_ones_own(signed_in: SignedIn, staff: Staff) -> None:
    klaas, piet = staff(), staff(name="Piet Voorbeeld")
    here, there, other = (signed_in(user, browser=Client()) for user in (klaas, klaas, piet))
    mine = klaas.sign_ins.get(session_key=there.session.session_key)
    other.post(f"/account/sessie/{mine.pk}/")
    assert there.get("/account/").status_code == 200
    here.post(f"/account/sessie/{mine.pk}/")
    assert there.get("/account/").status_code == 302
    assert here.get("/account/").status_code == 200


def test_another_password_ends_the_other_sessions(signed_in: SignedIn, staff: Staff) -> None:
    klaas = staff()
    here, there = (signed_in(klaas, browser=Client()) for _ in range(2))
    new = {"oud": PASSWORD, "wachtwoord": "negen grote geiten grazen", "nogmaals": "negen grote geiten grazen"}
    assert here.post("/account/wachtwoord/", new | {"oud": "fout"}).status_code == 422
    assert here.post("/account/wachtwoord/", new | {"nogmaals": "anders"}).status_code == 422
    assert here.post("/account/wachtwoord/", new).status_code == 302
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302


# --- a form that was sent too late -----------------------------------------------------------------------------------


def late(door: Any, **fields: str) -> Any:
    """Send the form of another municipality half an hour too late; it stands for any form."""
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        return door.post("/account/gemeente/", fields)


def test_what_was_typed_too_late_is_kept_and_sent_after_signing_in(
    signed_in: SignedIn, staff: Staff, village: Municipality
) -> None:
    klaas = staff()
    Membership.objects.create(user=klaas, municipality=village, role=Role.CASE_MANAGER)
    door = signed_in(klaas)
    address = late(door, gemeente="voorbeeldstad", wachtwoord="geheim")["Location"]
    form = KeptForm.objects.get()
    assert address == f"/aanmelden/?verder=%2Faanmelden%2Fverder%2F{form.pk}%2F"
    assert "geheim" not in form.data
    assert "bewaard" in door.get(address).content.decode()
    signed_in(klaas)
    page = door.get(f"/aanmelden/verder/{form.pk}/").content.decode()
    assert "voorbeeldstad" in page
    sent = door.post("/account/gemeente/", {"gemeente": "voorbeeldstad", kept.FIELD: str(form.pk)})
    assert sent.status_code == 302
    assert door.session["municipality"] == "voorbeeldstad"
    assert not KeptForm.objects.exists()


def test_what_was_kept_stands_encrypted_and_is_for_its_owner_alone(signed_in: SignedIn, staff: Staff) -> None:
    from django.db import connection

    klaas, piet = staff(), staff(name="Piet Voorbeeld")
    late(signed_in(klaas), gemeente="iets van een cliënt")
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM access_keptform")
        assert "cli" not in cursor.fetchone()[0]
    other = signed_in(piet, browser=Client())
    assert other.get(f"/aanmelden/verder/{KeptForm.objects.get().pk}/").status_code == 410


def test_nothing_is_kept_of_who_was_never_here(client: Any, db: None) -> None:
    assert client.post("/account/gemeente/", {"gemeente": "x"}).url == "/aanmelden/?verder=%2Faccount%2Fgemeente%2F"
    assert not KeptForm.objects.exists()


def test_what_was_kept_can_be_thrown_away_and_is_gone_after_a_day(signed_in: SignedIn, staff: Staff) -> None:
    klaas = staff()
    door = signed_in(klaas)
    late(door, gemeente="x")
    form = KeptForm.objects.get()
    signed_in(klaas)
    KeptForm.objects.update(at=timezone.now() - timedelta(hours=25))
    assert door.get(f"/aanmelden/verder/{form.pk}/").status_code == 410
    KeptForm.objects.update(at=timezone.now())
    assert door.post(f"/aanmelden/verder/{form.pk}/").url == "/account/gemeente/"
    assert not KeptForm.objects.exists()


def test_a_form_that_htmx_sent_leads_the_whole_page_to_the_door(signed_in: SignedIn, staff: Staff) -> None:
    response = Client().get("/account/", headers={"HX-Request": "true"})
    assert response["HX-Redirect"] == "/aanmelden/?verder=%2Faccount%2F"


# --- demo and invitation ---------------------------------------------------------------------------------------------


def test_in_a_demo_one_click_is_enough(client: Any, town: Municipality, settings: Any) -> None:
    from trede.access import demo

    settings.DEMO = True
    users = demo.demo_users(town)
    assert set(users) == set(Role)
    page = client.get("/aanmelden/").content.decode()
    assert all(user.name in page for user in users.values())
    client.post("/aanmelden/demo/", {"account": str(users[Role.SUPERVISOR].pk)})
    assert client.session["_auth_user_id"] == str(users[Role.SUPERVISOR].pk)


def test_outside_a_demo_nobody_comes_in_like_that(client: Any, town: Municipality, staff: Staff, settings: Any) -> None:
    from trede.access import demo

    users = demo.demo_users(town)
    settings.DEMO = False
    assert users[Role.SUPERVISOR].name not in client.get("/aanmelden/").content.decode()
    assert client.post("/aanmelden/demo/", {"account": str(users[Role.SUPERVISOR].pk)}).status_code == 404
    settings.DEMO = True
    assert client.post("/aanmelden/demo/", {"account": str(staff().pk)}).status_code == 404


def test_the_link_of_an_invitation_works_once(client: Any, staff: Staff) -> None:
    klaas = staff()
    address = f"/aanmelden/uitnodiging/{accounts.link_parts(klaas)}/"
    bad = client.post(address, {"wachtwoord": "12345", "nogmaals": "1234"})
    assert bad.status_code == 422
    assert len(texts(bad)) >= 3  # all at once: too short, only digits, not the same
    good = {"wachtwoord": "negen grote geiten grazen", "nogmaals": "negen grote geiten grazen"}
    assert client.post(address, good).url == "/aanmelden/"
    assert client.get(address).status_code == 410
    assert client.get("/aanmelden/uitnodiging/onzin/onzin/").status_code == 410


# --- what is left -----------------------------------------------------------------------------------------------------


def test_a_locked_account_is_locked_at_every_step(client: Any, staff: Staff) -> None:
    klaas = staff()
    client.post("/aanmelden/", {"email": klaas.email, "wachtwoord": PASSWORD})
    client.get("/aanmelden/instellen/")
    statuses = [client.post("/aanmelden/instellen/", {"code": "000000"}).status_code for _ in range(6)]
    assert statuses == [422, 422, 422, 422, 429, 429]


def test_fresh_recovery_codes_cost_a_code_of_the_app(signed_in: SignedIn, staff: Staff) -> None:
    klaas = staff()
    door = signed_in(klaas)
    old = set(RecoveryCode.objects.values_list("hash", flat=True))
    assert door.post("/account/herstelcodes/", {"code": "000000"}).status_code == 422
    assert set(RecoveryCode.objects.values_list("hash", flat=True)) == old
    SecondFactor.objects.update(last_step=0)
    fresh = door.post("/account/herstelcodes/", {"code": code_of(klaas)}).context["codes"]
    assert len(fresh) == 10
    assert not old & set(RecoveryCode.objects.values_list("hash", flat=True))


def test_who_comes_in_with_a_recovery_code_is_told_how_many_are_left(signed_in: SignedIn, staff: Staff) -> None:
    klaas = staff()
    signed_in(klaas)
    other = Client()
    other.post("/aanmelden/", {"email": klaas.email, "wachtwoord": PASSWORD})
    other.post("/aanmelden/code/", {"code": second_factor.new_codes(klaas)[0]})
    assert "U heeft er nog 9." in other.get("/account/").content.decode()


def test_who_is_in_already_need_not_sign_in(signed_in: SignedIn, staff: Staff) -> None:
    assert signed_in(staff()).get("/aanmelden/?verder=/account/").url == "/account/"


def test_a_form_too_long_to_keep_is_not_kept(signed_in: SignedIn, staff: Staff) -> None:
    late(signed_in(staff()), gemeente="x" * 250_000)
    assert not KeptForm.objects.exists()


def test_of_many_late_forms_the_last_five_are_kept(signed_in: SignedIn, staff: Staff) -> None:
    klaas = staff()
    door = signed_in(klaas)
    for number in range(7):
        late(door, gemeente=str(number))
    kept_now = sorted(str(form.data)[-24:] for form in KeptForm.objects.all())
    assert len(kept_now) == 5
    door.post("/aanmelden/demo/", {kept.FIELD: "geen kenmerk"})


def test_a_demo_can_be_made_again(db: None) -> None:
    from trede.access import demo

    towns = [("een", "Een", "regime"), ("twee", "Twee", "regime")]
    first = demo.make(towns)
    again = demo.make(towns)
    assert [town.pk for town in first] == [town.pk for town in again]
    assert User.objects.count() == 2 * len(Role)
    assert len(set(User.objects.values_list("name", flat=True))) == 2 * len(Role)

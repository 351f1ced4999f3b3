"""The dossier page is where the day happens: who, where, plan, what is next, what is missing; and pages of people."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.web.casework.conftest import SignIn
from tests.web.conftest import problems, words

from trede.access.models import AuditEntry, BreakGlass, Membership, Municipality, Role
from trede.casework.models import Client, Dossier, Plan, Trajectory
from trede.casework.services import journey, notes, people, plan
from trede.casework.services.common import Actor

BSN = "999990019"


@pytest.fixture
def town(db: None) -> Municipality:
    """A municipality whose regime has a ladder and an intake."""
    return Municipality.objects.create(slug="dorp", name="Dorp", regime="leusden")


def test_what_is_missing_leads_to_where_it_is_done(sign_in: SignIn, manager: Actor, dossier: Dossier) -> None:
    response = sign_in(manager).get(f"/dossiers/{dossier.pk}/")
    page = words(response)
    for part in ("Begin de intake.", "Plaats de inwoner op de ladder.", "Maak een plan.", "burgerservicenummer"):
        assert part in page
    assert f'href="/dossiers/{dossier.pk}/intake/"' in response.content.decode()


def test_the_day_at_a_glance(sign_in: SignIn, manager: Actor, dossier: Dossier) -> None:
    today = timezone.localdate()
    noor = {"surname": "Voorbeeld", "first_name": "Noor", "bsn": BSN, "birth_date": date(1990, 5, 17)}
    people.change(manager, dossier, noor | {"phone": "06 00000000", "language": "Arabisch"})
    journey.place(manager, dossier, rung=4, on=today, reason="Zo")
    journey.begin(manager, dossier, kind="twk", reason="Kort", started_on=today, expected_end=today + timedelta(30))
    notes.add(manager, dossier, kind="phone", on=today, text="Belde terug")
    plan.draft(manager, dossier)
    page = words(sign_in(manager).get(f"/dossiers/{dossier.pk}/"))
    for part in ("36 jaar", "*****0019", "Spreekt Arabisch", "Trede 4", "TWK: Traject Werk Kort", "Versie 1 : concept",
                 "Belde terug", "Maak het plan af"):  # fmt: skip
        assert part in page
    assert BSN not in page


def test_what_is_late_is_told(sign_in: SignIn, manager: Actor, dossier: Dossier) -> None:
    today = timezone.localdate()
    Trajectory.objects.create(
        dossier=dossier, kind="twk", reason="x", started_on=dossier.reported_on, expected_end=today - timedelta(1),
        author=manager.user,
    )  # fmt: skip
    Plan.objects.create(
        dossier=dossier, version=1, state="agreed", made_on=dossier.reported_on, agreed_on=dossier.reported_on,
        evaluate_on=today - timedelta(1), author=manager.user,
    )  # fmt: skip
    page = words(sign_in(manager).get(f"/dossiers/{dossier.pk}/"))
    assert "had klaar moeten zijn" in page
    assert "Evaluatie was op" in page
    plan.draft(manager, dossier)
    assert "Nu geldt versie 1" in words(sign_in(manager).get(f"/dossiers/{dossier.pk}/"))


def test_few_queries(sign_in: SignIn, manager: Actor, dossier: Dossier, django_assert_max_num_queries: Any) -> None:
    journey.place(manager, dossier, rung=4, on=timezone.localdate(), reason="Zo")
    notes.add(manager, dossier, kind="phone", on=timezone.localdate(), text="Belde terug")
    client = sign_in(manager)
    for path in ("", "journaal/"):
        with django_assert_max_num_queries(12):
            client.get(f"/dossiers/{dossier.pk}/{path}")


# --- people ---------------------------------------------------------------------------------------------------------


def report(client: Any, **data: str) -> Any:
    return client.post("/dossiers/nieuw/", {"surname": "Verzonnen", "reported_on": "2-2-2026"} | data)


def test_a_report_makes_a_dossier(sign_in: SignIn, manager: Actor) -> None:
    client = sign_in(manager)
    page = client.get("/dossiers/nieuw/")
    assert page.context["form"]["manager"].typed == str(manager.user.pk)
    response = report(client, bsn=BSN, birth_date="3-4-1991", manager=str(manager.user.pk), text="Zoekt werk")
    made = Dossier.objects.get(surname="Verzonnen")
    assert response.url == f"/dossiers/{made.pk}/"
    assert (made.client.bsn, made.case_manager_id) == (BSN, manager.user.pk)
    assert "Melding: Zoekt werk" in words(client.get(response.url))


def test_everything_wrong_in_a_report_is_told_at_once(sign_in: SignIn, manager: Actor) -> None:
    response = report(sign_in(manager), surname="", bsn="123456789", birth_date="1-1-2199", reported_on="gisteren")
    assert response.status_code == 422
    assert len(problems(response)) == 4
    assert 'value="gisteren"' in response.content.decode()
    assert not Client.objects.exists()


def test_who_is_known_is_shown_first(sign_in: SignIn, manager: Actor, colleague: Actor) -> None:
    client = sign_in(manager)
    report(client, bsn=BSN, birth_date="3-4-1991", manager=str(colleague.user.pk))
    again = report(client, bsn=BSN)
    assert "al een lopend dossier" in problems(again)[0]
    assert "bij Kees Bedacht" in words(again)
    assert AuditEntry.objects.get(action="client.herkend").person == Client.objects.get().pk
    maybe = report(client, birth_date="3-4-1991")
    assert "Nee, dit is iemand anders" in words(maybe)
    assert report(client, birth_date="3-4-1991", ander="ja").status_code == 302
    first = Client.objects.get(bsn_hash__gt="")
    people.close(manager, first.dossiers.get(), on=date(2026, 2, 3), reason="Klaar")
    assert "Ja, maak een nieuw dossier" in words(report(client, bsn=BSN))
    assert report(client, bestaande=str(first.pk)).status_code == 302
    assert first.dossiers.count() == 2
    assert report(client, bestaande="onzin", bsn=BSN).status_code == 422


def test_data_change_and_a_second_editor_sees_both(sign_in: SignIn, manager: Actor, dossier: Dossier) -> None:
    client = sign_in(manager)
    address = f"/dossiers/{dossier.pk}/gegevens/"
    sent = {"surname": "Nieuw", "bsn": BSN, "birth_date": "17-5-1990", "revisie": "1"}
    assert client.post(address, sent).status_code == 302
    assert client.post(address, {"surname": "Nieuw", "birth_date": "17-5-1990", "revisie": "2"}).status_code == 302
    assert Client.objects.get(pk=dossier.client_id).bsn == BSN  # an empty field leaves it
    late = client.post(address, sent | {"surname": "Anders"})
    assert "Iemand anders heeft dit gewijzigd" in words(late)
    assert ("Achternaam", "Anders", "Nieuw") in late.context["form"].overtaken
    assert ("Geboortedatum", "17 mei 1990", "17 mei 1990") in late.context["form"].overtaken
    assert "*****0019" in words(client.get(address))


def test_closing_and_opening_again(sign_in: SignIn, manager: Actor, dossier: Dossier) -> None:
    client = sign_in(manager)
    address = f"/dossiers/{dossier.pk}/sluiten/"
    assert len(problems(client.post(address, {"on": "", "reason": "", "revisie": "1"}))) == 2
    assert client.post(address, {"on": "2-2-2026", "reason": "Aan het werk", "revisie": "1"}).status_code == 302
    page = words(client.get(f"/dossiers/{dossier.pk}/"))
    assert "Gesloten op 2 februari 2026: Aan het werk" in page
    assert client.post(address, {"reason": "Werk hield op", "revisie": "2"}).status_code == 302
    dossier.refresh_from_db()
    assert dossier.status == "open"


def test_a_bsn_is_shown_once_with_its_reason(sign_in: SignIn, manager: Actor, dossier: Dossier) -> None:
    client = sign_in(manager)
    address = f"/dossiers/{dossier.pk}/bsn/"
    assert len(problems(client.post(address, {"why": ""}))) == 1
    assert "is niet bekend" in words(client.post(address, {"why": "Bellen met UWV"}))
    people.change(manager, dossier, {"surname": "V", "bsn": BSN})
    assert BSN in words(client.post(address, {"why": "Bellen met UWV"}))
    assert BSN not in words(client.get(address))
    assert AuditEntry.objects.filter(action="bsn.getoond", why="Bellen met UWV").count() == 2


# --- who may come in ------------------------------------------------------------------------------------------------


def test_the_glass_is_broken_with_a_reason(sign_in: SignIn, colleague: Actor, dossier: Dossier) -> None:
    client = sign_in(colleague)
    assert "Moet u het nu toch zien" in words(client.get(f"/dossiers/{dossier.pk}/"))
    short = client.post(f"/dossiers/{dossier.pk}/openen/", {"why": "nee"})
    assert short.status_code == 422
    assert "Schrijf in een zin waarom" in words(short)
    assert (
        client.post(f"/dossiers/{dossier.pk}/openen/", {"why": "Spoed: de klant staat aan de balie"}).status_code == 302
    )
    assert client.get(f"/dossiers/{dossier.pk}/").status_code == 200
    assert BreakGlass.objects.get().label == dossier.number
    assert client.get(f"/dossiers/{dossier.pk}/openen/").status_code == 405


def test_no_glass_of_another_municipality(sign_in: SignIn, stranger: Actor, dossier: Dossier) -> None:
    client = sign_in(stranger)
    assert "Moet u het nu toch zien" not in words(client.get(f"/dossiers/{dossier.pk}/"))
    assert client.post(f"/dossiers/{dossier.pk}/openen/", {"why": "Ik ben nieuwsgierig"}).status_code == 404
    assert not BreakGlass.objects.exists()


def test_an_account_without_a_role_is_told_so(sign_in: SignIn, manager: Actor, dossier: Dossier) -> None:
    client = sign_in(manager)
    Membership.objects.all().delete()
    for path in (f"/dossiers/{dossier.pk}/", "/dossiers/nieuw/"):
        response = client.get(path)
        assert response.status_code == 403
        assert "nog geen rol" in words(response)


def test_a_role_without_the_right_is_refused(sign_in: SignIn, manager: Actor) -> None:
    Membership.objects.update(role=Role.POLICY_OFFICER)
    assert sign_in(manager).get("/dossiers/nieuw/").status_code == 403


def test_who_is_not_signed_in_goes_to_the_door(client: Any, dossier: Dossier) -> None:
    response = client.get(f"/dossiers/{dossier.pk}/")
    assert response.status_code == 302
    assert "verder=" in response.url


@pytest.mark.parametrize(("regime", "status"), [("bestaat-niet", 503)])
def test_a_municipality_without_its_regime_says_so(
    sign_in: SignIn, manager: Actor, dossier: Dossier, regime: str, status: int
) -> None:
    Municipality.objects.update(regime=regime)
    assert sign_in(manager).get(f"/dossiers/{dossier.pk}/").status_code == status


def test_the_journal_by_kind(sign_in: SignIn, manager: Actor, dossier: Dossier) -> None:
    client = sign_in(manager)
    address = f"/dossiers/{dossier.pk}/journaal/"
    assert "Er staat nog niets in het journaal" in words(client.get(address))
    assert len(problems(client.post(address, {"kind": "", "on": "later", "text": ""}))) == 3
    for kind, text in (("talk", "Goed gesprek"), ("no_show", "")):
        assert client.post(address, {"kind": kind, "on": "2-2-2026", "text": text}).status_code == 302
    assert "Goed gesprek" not in words(client.get(f"{address}?soort=no_show"))
    assert "Hiervan is er nog geen" in words(client.get(f"{address}?soort=phone"))
    assert "Toon oudere" in words(client.get(f"{address}?toon=1"))

"""Who broke the glass, and the audit log of the municipality, for who supervises."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.utils import timezone
from tests.web.conftest import problems, words
from tests.web.sheets import sheets

from trede.access import audit, glass
from trede.access.current import Access
from trede.access.models import AuditEntry, BreakGlass, Membership, Municipality, Role
from trede.casework.models import Dossier
from trede.casework.services.common import Actor

SignIn = Callable[[Actor], Client]
REASON = "Collega is ziek en de cliënt staat aan de balie."


def request_of(actor: Actor) -> Any:
    """A request of somebody."""
    request = RequestFactory().get("/")
    request.user, request.session = actor.user, {}  # type: ignore[assignment]
    request.access = Access(request)  # type: ignore[attr-defined]
    return request


def break_glass(actor: Actor, dossier: Dossier, why: str = REASON) -> BreakGlass:
    return glass.break_glass(request_of(actor), dossier.audit_subject, dossier.number, why)


def test_broken_glass_opens_for_a_few_hours_and_no_longer(colleague: Actor, dossier: Dossier) -> None:
    made = break_glass(colleague, dossier)
    assert made.until - made.at == timedelta(hours=4)
    assert glass.open_persons(colleague.user, colleague.municipality).get().person == dossier.client_id
    BreakGlass.objects.update(until=timezone.now())
    assert not glass.open_persons(colleague.user, colleague.municipality).exists()


@pytest.mark.parametrize("why", ["", "   ", "zomaar   ", "123456789"])
def test_without_a_reason_the_glass_stays_whole(colleague: Actor, dossier: Dossier, why: str) -> None:
    with pytest.raises(glass.NoReason, match="Schrijf in een zin"):
        break_glass(colleague, dossier, why)
    assert not BreakGlass.objects.exists()


def test_who_may_not_break_glass_cannot(supervisor: Actor, dossier: Dossier) -> None:
    with pytest.raises(PermissionDenied):
        break_glass(supervisor, dossier)


def test_a_supervisor_sees_it_and_says_what_it_was(
    sign_in: SignIn, supervisor: Actor, colleague: Actor, dossier: Dossier
) -> None:
    made = break_glass(colleague, dossier)
    door = sign_in(supervisor)
    page = words(door.get("/toezicht/"))
    assert "Eén keer is nog niet bekeken." in page
    assert "Kees Bedacht opende D-000001" in page
    assert REASON in page
    door.post(f"/toezicht/{made.pk}/", {"oordeel": "terecht"})
    page = words(door.get("/toezicht/?stand=bekeken"))
    assert "Bekeken door Tjeerd Leidsman" in page
    assert "terecht" in page
    assert "Hier past niets bij" in words(door.get("/toezicht/?stand=nieuw"))
    assert AuditEntry.objects.filter(action="glas.bekeken", person=dossier.client_id).count() == 1
    door.post(f"/toezicht/{made.pk}/", {"oordeel": "toch niet"})
    assert BreakGlass.objects.get().finding == "terecht"


def test_nobody_judges_what_was_their_own(sign_in: SignIn, colleague: Actor, dossier: Dossier) -> None:
    made = break_glass(colleague, dossier)
    Membership.objects.create(user=colleague.user, municipality=colleague.municipality, role=Role.SUPERVISOR)
    door = sign_in(colleague)
    assert "Dit was u zelf" in words(door.get("/toezicht/"))
    door.post(f"/toezicht/{made.pk}/")
    assert BreakGlass.objects.get().seen_at is None


def test_the_list_filters_and_goes_along(
    sign_in: SignIn, supervisor: Actor, colleague: Actor, dossier: Dossier
) -> None:
    door = sign_in(supervisor)
    assert "Niemand heeft nog" in words(door.get("/toezicht/"))
    break_glass(colleague, dossier)
    assert "1 keer" in words(door.get("/toezicht/?zoek=balie"))
    assert "0 keer" in words(door.get("/toezicht/?zoek=niets"))
    ((_, row),) = sheets(door.get("/toezicht/?formaat=xlsx"))
    assert "D-000001" in row


def test_another_municipality_sees_nothing_of_it(
    sign_in: SignIn, stranger: Actor, colleague: Actor, dossier: Dossier, other_town: Municipality
) -> None:
    made = break_glass(colleague, dossier)
    Membership.objects.create(user=stranger.user, municipality=other_town, role=Role.SUPERVISOR)
    door = sign_in(stranger)
    assert "Kees" not in words(door.get("/toezicht/"))
    assert door.post(f"/toezicht/{made.pk}/").status_code == 404
    assert "Kees" not in words(door.get("/auditlog/"))


def test_a_case_manager_sees_neither(sign_in: SignIn, manager: Actor) -> None:
    door = sign_in(manager)
    assert [door.get(path).status_code for path in ("/toezicht/", "/auditlog/")] == [403, 403]


# --- the audit log ----------------------------------------------------------------------------------------------------


@pytest.fixture
def log(manager: Actor, supervisor: Actor, dossier: Dossier) -> Dossier:
    """Thirty lines about a dossier, and a refusal."""
    for number in range(30):
        audit.record(manager.log, "dossier.ingezien", dossier, f"gesprek {number}")
    audit.record(manager.log, "toegang.geweigerd", result=audit.REFUSED)
    return dossier


def shown(response: Any) -> list[Any]:
    return list(response.context["rows"])


def test_the_log_pages_backwards_and_every_line_comes_once(sign_in: SignIn, supervisor: Actor, log: Dossier) -> None:
    door = sign_in(supervisor)
    first = door.get("/auditlog/")
    second = door.get(f"/auditlog/{first.context['older']}")
    numbers = [row.pk for row in shown(first)] + [row.pk for row in shown(second)]
    assert len(shown(first)) == 25
    assert second.context["older"] == ""
    assert numbers == sorted(set(numbers), reverse=True)
    assert {row.why for row in AuditEntry.objects.filter(pk__in=numbers)} >= {f"gesprek {n}" for n in range(30)}


def test_the_log_filters_by_words_result_day_and_person(sign_in: SignIn, supervisor: Actor, log: Dossier) -> None:
    door = sign_in(supervisor)
    day = timezone.localdate()
    today, tomorrow = (f"{d.day}-{d.month}-{d.year}" for d in (day, day + timedelta(days=1)))
    assert len(shown(door.get("/auditlog/?zoek=gesprek+7"))) == 1
    assert len(shown(door.get("/auditlog/?resultaat=geweigerd"))) == 1
    assert len(shown(door.get(f"/auditlog/?zoek={log.client_id}"))) == 25
    assert len(shown(door.get(f"/auditlog/?vanaf={today}&tot={today}&zoek=gesprek"))) == 25
    assert "Geen regel past hierbij" in words(door.get(f"/auditlog/?vanaf={tomorrow}"))
    wrong = door.get("/auditlog/?vanaf=gisteren&tot=31-2-2026")
    assert (wrong.status_code, len(problems(wrong))) == (422, 2)


def test_a_line_says_who_and_what_in_words(
    sign_in: SignIn, supervisor: Actor, manager: Actor, stranger: Actor, dossier: Dossier
) -> None:
    account = audit.Subject("account", str(manager.user.pk))
    audit.record(audit.Actor("onbekend", municipality=manager.municipality.slug), "aanmelding.mislukt", account,
                 result=audit.REFUSED, stap="code")  # fmt: skip
    audit.record(manager.log, "feit.vastgelegd", dossier, feiten=["huidige_trede"], aanvraag="")
    audit.record(manager.log, "dossier.ingezien", dossier, blad="facts", tot="2026-01-30T01:18+00:00")
    audit.record(manager.log, "besluit.concept", dossier, besluit="B-000001", soort="grant")
    audit.record(manager.log, "client.gewijzigd", dossier, velden=["surname", "birth_date"])
    audit.record(manager.log, "vervanging.ingesteld", audit.Subject("vervanging", str(dossier.client_id)),
                 afwezig=str(manager.user.pk), van="2026-02-01")  # fmt: skip
    door = sign_in(supervisor)
    page = words(door.get("/auditlog/"))
    for part in ("account Katja Verzonnen", "Stap: code", "Feiten: huidige trede", "Blad: Feiten",
                 "Tot: 30 januari 2026, 02:18", "Besluit: B-000001",
                 "Soort: toekenning", "Velden: achternaam, geboortedatum", "Afwezig: Katja Verzonnen",
                 "Van: 1 februari 2026"):  # fmt: skip
        assert part in page, part
    assert str(manager.user.pk) not in page
    assert {row.action for row in shown(door.get("/auditlog/?zoek=d-000001"))} == {
        "feit.vastgelegd", "besluit.concept", "client.gewijzigd", "dossier.ingezien",
    }  # fmt: skip
    assert "aanmelding.mislukt" in {row.action for row in shown(door.get("/auditlog/?zoek=Katja"))}
    (rows,) = sheets(door.get("/auditlog/?formaat=xlsx"))
    assert any("Katja Verzonnen" in row and "account" in row for row in rows)


def test_a_dossier_of_another_municipality_keeps_its_key(
    sign_in: SignIn, supervisor: Actor, manager: Actor, dossier: Dossier, other_town: Municipality
) -> None:
    Dossier.objects.update(municipality=other_town)
    audit.record(manager.log, "dossier.niet_zichtbaar", audit.Subject("dossier", str(dossier.pk)), result=audit.REFUSED)
    page = words(sign_in(supervisor).get("/auditlog/"))
    assert str(dossier.pk) in page
    assert "D-000001" not in page


def test_looking_is_a_line_too(sign_in: SignIn, supervisor: Actor) -> None:
    sign_in(supervisor).get("/auditlog/?zoek=katja")
    line = AuditEntry.objects.first()
    assert line is not None
    assert (line.action, line.actor, line.details) == ("auditlog.ingezien", supervisor.user.pk, {"zoek": "katja"})


def test_the_log_goes_along_as_a_spreadsheet_without_formulas(
    sign_in: SignIn, supervisor: Actor, manager: Actor
) -> None:
    audit.record(manager.log, "iets", why="=1+1")
    (rows,) = sheets(sign_in(supervisor).get("/auditlog/?formaat=xlsx"))
    assert any("=1+1" in row for row in rows)


def test_the_log_asks_few_queries(
    sign_in: SignIn, supervisor: Actor, log: Dossier, django_assert_max_num_queries: Any
) -> None:
    door = sign_in(supervisor)
    door.get("/auditlog/")
    with django_assert_max_num_queries(8):
        door.get("/auditlog/")


# --- a request for access ---------------------------------------------------------------------------------------------


def test_all_about_a_person_goes_out_with_a_reason(sign_in: SignIn, supervisor: Actor, log: Dossier) -> None:
    door, address = sign_in(supervisor), f"/inzage/{log.pk}/"
    assert "Alles over deze persoon" in words(door.get(address))
    assert door.post(address, {"reden": "  "}).status_code == 422
    response = door.post(address, {"reden": "verzoek 12"})
    found = response.json()
    assert response["Content-Disposition"] == 'attachment; filename="inzage-D-000001.json"'
    assert found["gegevens"]["casework"]["client"][0]["first_name"] == "Noor"
    assert len(found["verwerkingen"]) == 31
    assert found["verwerkingen"][-1]["reden"] == "verzoek 12"
    assert "Katja" not in response.content.decode()


def test_who_may_not_or_works_elsewhere_gets_nothing(
    sign_in: SignIn, manager: Actor, stranger: Actor, log: Dossier, other_town: Municipality
) -> None:
    assert sign_in(manager).post(f"/inzage/{log.pk}/", {"reden": "x"}).status_code == 403
    Membership.objects.create(user=stranger.user, municipality=other_town, role=Role.SUPERVISOR)
    assert sign_in(stranger).post(f"/inzage/{log.pk}/", {"reden": "x"}).status_code == 404

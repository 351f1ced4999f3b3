"""The API keeps the promises of docs/api.md: apart, logged, exact about what is wrong, never an update lost."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.api.conftest import System

from trede.access.models import AuditEntry, Membership, ProcessingEntry, Role
from trede.api import API_VERSION
from trede.api.keys import NoRole, end_key, make_key
from trede.api.models import ApiKey
from trede.casework.models import Dossier, FactVersion, Task
from trede.casework.services import facts, tasks
from trede.casework.services.common import Actor
from trede.casework.services.facts import Given

PERSON = {"achternaam": "Nieuweling", "voornaam": "Yara", "geboortedatum": "1995-04-03", "bsn": "999990019"}
REPORT = {"persoon": PERSON, "gemeldOp": "2026-02-02"}
PROBLEM = "application/problem+json"


def invalid(response: Any) -> dict[str, str]:
    """The fields that are wrong, with why."""
    return {item["name"]: item["reason"] for item in response.json().get("invalidParams", [])}


# --- keys -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sent", ["", "Bearer ", "Bearer niets", "Basic abc"])
def test_without_a_key_nothing_is_told(db: None, sent: str) -> None:
    response = Client(headers={"Authorization": sent} if sent else {}).get("/v1/dossiers")
    assert (response.status_code, response["Content-Type"]) == (401, PROBLEM)
    assert response["WWW-Authenticate"].startswith("Bearer")


def test_a_key_ends(system: System, manager: Actor, dossier: Dossier) -> None:
    assert system.get("/v1/dossiers").status_code == 200
    ApiKey.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert system.get("/v1/dossiers").status_code == 401
    ApiKey.objects.update(expires_at=timezone.now() + timedelta(days=1))
    assert end_key("test", manager.municipality) == 1
    assert system.get("/v1/dossiers").status_code == 401
    assert AuditEntry.objects.filter(action="sleutel.beeindigd").count() == 1


def test_a_key_works_as_long_as_its_account_has_a_role(system: System, manager: Actor, other_town: Any) -> None:
    with pytest.raises(NoRole):
        make_key(manager.user, other_town, "elders")
    manager.user.memberships.update(until=date(2021, 1, 1))
    assert system.get("/v1/taken").status_code == 401


def test_only_a_hash_of_a_key_is_kept(manager: Actor) -> None:
    key = make_key(manager.user, manager.municipality, "test")
    assert key not in str(ApiKey.objects.values().get())


# --- dossiers -------------------------------------------------------------------------------------------------------


def test_the_list_holds_what_the_account_may_open(system: System, dossier: Dossier, colleague: Actor) -> None:
    body = system.get("/v1/dossiers").json()
    assert (body["totaal"], body["resultaten"][0]["nummer"]) == (1, "D-000001")
    assert body["resultaten"][0]["persoon"]["naam"] == "Noor Voorbeeld"
    other = System(make_key(colleague.user, colleague.municipality, "collega"))
    assert other.get("/v1/dossiers").json()["totaal"] == 0
    entry = AuditEntry.objects.get(action="dossiers.ingezien", person=dossier.client_id)
    assert ProcessingEntry.objects.filter(operation=entry.operation).count() == 1


def test_pages_link_to_each_other(system: System, dossier: Dossier) -> None:
    for number in range(3):
        answer = system.post("/v1/dossiers", {"persoon": {"achternaam": f"Rij {number}"}, "gemeldOp": "2026-02-02"})
        Dossier.objects.filter(pk=answer.json()["id"]).update(case_manager=dossier.case_manager)
    first = system.get("/v1/dossiers", aantal=2)
    assert (first.json()["totaal"], len(first.json()["resultaten"])) == (4, 2)
    assert first["Link"] == '</v1/dossiers?aantal=2&pagina=2>; rel="next"'
    second = system.get("/v1/dossiers", aantal=2, pagina=2)
    assert second["Link"] == '</v1/dossiers?aantal=2&pagina=1>; rel="prev"'
    assert system.get("/v1/dossiers", aantal=2, pagina=9).json()["resultaten"] == []


def test_a_report_makes_a_dossier_and_never_gives_the_bsn_back(system: System, manager: Actor) -> None:
    made = system.post("/v1/dossiers", {**REPORT, "klantmanager": manager.user.email})
    assert made.status_code == 201
    assert PERSON["bsn"] not in made.content.decode()
    again = system.get(made["Location"])
    assert again.json()["persoon"]["achternaam"] == "Nieuweling"
    twice = system.post("/v1/dossiers", REPORT)
    assert twice.status_code == 400
    assert "lopend dossier" in twice.json()["detail"]


def test_everything_wrong_is_told_at_once(system: System) -> None:
    wrong = {"persoon": {"achternaam": "", "bsn": "123", "geslacht": "x"}, "gemeldOp": "2026-02-30"}
    response = system.post("/v1/dossiers", wrong)
    assert (response.status_code, response["Content-Type"]) == (400, PROBLEM)
    assert set(response.json()) == {"status", "title", "detail", "type", "invalidParams"}
    assert set(invalid(response)) == {"persoon.achternaam", "persoon.geslacht", "gemeldOp"}
    later = (timezone.localdate() + timedelta(days=1)).isoformat()
    person = {"achternaam": "A", "bsn": "123", "geboortedatum": later}
    refused = system.post("/v1/dossiers", {"persoon": person, "gemeldOp": later})
    assert {"bsn", "geboortedatum", "gemeldOp"} <= set(invalid(refused))
    unknown = system.post("/v1/dossiers", {**REPORT, "klantmanager": "niemand@nergens.example"})
    assert invalid(unknown) == {"klantmanager": "Dit account is er niet."}
    assert not Dossier.objects.exists()


@pytest.mark.parametrize("body", ["{", "[]", '"tekst"', "null", ""])
def test_what_is_no_object_is_told(system: System, body: str) -> None:
    response = system.send("POST", "/v1/dossiers", body)
    assert (response.status_code, response["Content-Type"]) == (400, PROBLEM)


def test_another_municipality_s_dossier_is_not_there(system: System, stranger: Actor, dossier: Dossier) -> None:
    other = System(make_key(stranger.user, stranger.municipality, "elders"))
    for path in ("", "/feiten", "/beoordelingen", "/aanvragen", "/besluiten"):
        response = other.get(f"/v1/dossiers/{dossier.pk}{path}")
        assert (response.status_code, response.json()["status"]) == (404, 404)
    assert AuditEntry.objects.filter(action="dossier.niet_zichtbaar", result="geweigerd").count() == 5


def test_no_update_is_lost(system: System, dossier: Dossier) -> None:
    address = f"/v1/dossiers/{dossier.pk}"
    mark = system.get(address)["ETag"]
    person = {"achternaam": "Voorbeeld", "voornaam": "Noor", "plaats": "Elders", "geboortedatum": "1990-05-17"}
    assert system.send("PATCH", address, person).status_code == 428
    changed = system.send("PATCH", address, person, If_Match=mark)
    assert changed.json()["persoon"]["plaats"] == "Elders"
    assert changed["ETag"] != mark
    second = system.send("PATCH", address, {**person, "plaats": "Nog elders"}, If_Match=mark)
    assert second.status_code == 412
    wrong = system.send("PATCH", address, {**person, "email": "geen adres"}, If_Match=changed["ETag"])
    assert list(invalid(wrong)) == ["email"]
    assert system.get(address).json()["persoon"]["plaats"] == "Elders"


def test_an_account_without_the_right_gets_a_403(system: System, manager: Actor, dossier: Dossier) -> None:
    Membership.objects.filter(user=manager.user).update(role=Role.POLICY_OFFICER)
    assert system.get("/v1/dossiers").status_code == 403
    assert system.post("/v1/dossiers", REPORT).status_code == 403
    assert AuditEntry.objects.filter(action="toegang.geweigerd").count() == 2


# --- facts and assessments ------------------------------------------------------------------------------------------


def test_facts_go_in_all_or_none_and_come_out_with_two_times(system: System, dossier: Dossier) -> None:
    address = f"/v1/dossiers/{dossier.pk}/feiten"
    good = {"feit": "contracturen_per_week", "waarde": 24, "geldtVanaf": "2026-03-01", "bron": "employer"}
    wrong = {"feit": "contracturen_per_wek", "waarde": 24, "geldtVanaf": "2026-03-01"}
    refused = system.post(address, {"feiten": [good, wrong]})
    assert list(invalid(refused)) == ["contracturen_per_wek"]
    assert not FactVersion.objects.filter(name="contracturen_per_week").exists()
    assert system.post(address, {"feiten": [good]}).status_code == 201
    assert system.get(address, op="2026-02-28").json()["feiten"] == []
    after = system.get(address, op="2026-03-01").json()["feiten"]
    assert [fact["waarde"] for fact in after] == [24]
    assert after[0]["bekendSinds"].endswith("+00:00")
    yesterday = (timezone.now() - timedelta(days=1)).isoformat()
    assert system.get(address, op="2026-03-01", bekendOp=yesterday).json()["feiten"] == []
    assert system.get(address, bekendOp="2026-03-01T10:00:00").status_code == 200
    assert system.get(address, aanvraag=str(dossier.pk)).status_code == 404


def test_health_is_only_for_who_may_see_it(system: System, manager: Actor, dossier: Dossier) -> None:
    known = facts.regime_of(dossier.municipality).vocabulary.facts.items()
    name = next(key for key, fact in known if fact.privacy == "gezondheid" and fact.kind.name == "ja_nee")
    facts.record(manager, dossier, [Given(name, True, date(2026, 1, 1), reason="Volgens de arts")])
    address = f"/v1/dossiers/{dossier.pk}/feiten"
    assert [fact["feit"] for fact in system.get(address).json()["feiten"]] == [name]
    Membership.objects.filter(user=manager.user).update(role=Role.BENEFITS_ADMINISTRATION)
    assert system.get(address).json()["feiten"] == []


def test_what_the_rules_say_now(system: System, dossier: Dossier) -> None:
    address = f"/v1/dossiers/{dossier.pk}/beoordelingen"
    whole = system.get(address, op="2026-06-01").json()
    assert {row["uitkomst"] for row in whole["voorzieningen"]} <= {
        "toegekend", "geweigerd", "voorgelegd_aan_oordeel", "onvoldoende_gegevens",
    }  # fmt: skip
    assert whole["volledig"] is None
    one = system.get(address, op="2026-06-01", voorziening="werkstage").json()["volledig"]
    assert one["voorziening"] == "werkstage"
    assert one["receipt"]["zegel"]
    unknown = system.get(address, op="2026-06-01", voorziening="werkstag")
    assert unknown.status_code == 400
    assert "werkstage" in unknown.json()["detail"]
    assert "geen regeling van kracht" in system.get(address, op="1990-01-01").json()["detail"]


# --- applications, decisions, tasks ---------------------------------------------------------------------------------


def test_from_application_to_a_draft(system: System, dossier: Dossier) -> None:
    asked = {"voorziening": "werkstage", "aanvrager": "person", "ontvangenOp": "2026-02-02", "kanaal": "website"}
    made = system.post(f"/v1/dossiers/{dossier.pk}/aanvragen", asked)
    assert made.status_code == 201, made.content
    one = system.get(made["Location"]).json()
    # eight weeks after receipt (Awb 4:13): 30 March 2026
    assert (one["stand"], one["beslisUiterlijk"]) == ("received", "2026-03-30")
    assert system.get(f"/v1/dossiers/{dossier.pk}/aanvragen").json()["totaal"] == 1
    body = {"voorziening": "werkstage", "soort": "grant", "aanvraag": one["id"]}
    draft = system.post(f"/v1/dossiers/{dossier.pk}/besluiten", body)
    assert draft.status_code == 201, draft.content
    found = system.get(draft["Location"]).json()
    assert (found["stand"], found["aanvraag"]) == ("draft", one["id"])
    assert found["beoordeling"]["receipt"]
    assert system.get(f"/v1/dossiers/{dossier.pk}/besluiten").json()["resultaten"][0]["beoordeling"] is None
    follows = system.post(f"/v1/dossiers/{dossier.pk}/besluiten", {**body, "volgtOp": str(dossier.pk)})
    assert follows.status_code == 404
    wrong = {**asked, "ontvangenOp": "2999-01-01", "voorziening": "x"}
    assert system.post(f"/v1/dossiers/{dossier.pk}/aanvragen", wrong).status_code == 400
    stranger = system.post(f"/v1/dossiers/{dossier.pk}/aanvragen", {**asked, "werkgever": str(dossier.pk)})
    assert "werkgever" in invalid(stranger)


def test_tasks_are_finished_once(system: System, colleague: Actor, dossier: Dossier) -> None:
    made = system.post("/v1/taken", {"dossier": str(dossier.pk), "titel": "Bellen", "uiterlijk": "2026-03-01"})
    assert made.status_code == 201
    address = made["Location"]
    assert system.get("/v1/taken", wanneer="te_laat").json()["totaal"] == 1
    mark = system.get(address)["ETag"]
    assert system.send("PATCH", address, {"stand": "done"}).status_code == 428
    assert system.send("PATCH", address, {"stand": "klaar"}, If_Match=mark).status_code == 400
    assert system.send("PATCH", address, {"stand": "done"}, If_Match=mark).json()["stand"] == "done"
    assert system.send("PATCH", address, {"stand": "open"}, If_Match=mark).status_code == 412
    other = System(make_key(colleague.user, colleague.municipality, "collega"))
    assert other.get(address).status_code == 404
    tasks.refresh(dossier, [])
    assert Task.objects.get().state == Task.State.DONE


# --- the design rules -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/v1/dossiers/", "/v1/", "/v1", "/v1/niets", "/v1/dossiers/geen-kenmerk"])
def test_an_address_that_is_not_there_is_a_problem_and_no_redirect(system: System, path: str) -> None:
    response = system.get(path)
    assert (response.status_code, response["Content-Type"]) == (404, PROBLEM)
    assert response["API-Version"] == API_VERSION


def test_a_method_that_is_not_there_is_a_problem(system: System) -> None:
    response = system.send("DELETE", "/v1/dossiers", "")
    assert (response.status_code, response["Content-Type"]) == (405, PROBLEM)


def test_every_answer_tells_its_version_and_is_kept_private(system: System, dossier: Dossier) -> None:
    response = system.get("/v1/dossiers")
    assert response["API-Version"] == API_VERSION
    assert response["Cache-Control"] == "no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]


def test_the_description_is_open_to_all(db: None) -> None:
    response = Client().get("/v1/openapi.json")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response.json()["openapi"].startswith("3.1")

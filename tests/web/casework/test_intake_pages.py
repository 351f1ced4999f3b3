"""The intake on the page, for each regime: steps, questions, life domains, the end; and going on where one was."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.web.casework.conftest import SignIn
from tests.web.conftest import problems, words

from trede.access.models import Membership, Municipality, Role
from trede.casework import guide
from trede.casework.models import Dossier, Intake
from trede.casework.regimes import regime_named
from trede.casework.services import intake
from trede.casework.services.common import Actor

DAY = date(2026, 2, 2)


@pytest.fixture
def town(db: None) -> Municipality:
    """A municipality whose regime prescribes an intake."""
    return Municipality.objects.create(slug="dorp", name="Dorp", regime="leusden")


def address(dossier: Dossier, path: str = "") -> str:
    return f"/dossiers/{dossier.pk}/intake/{path}"


def test_an_intake_begins_and_leads_to_the_triage(sign_in: SignIn, manager: Actor, dossier: Dossier) -> None:
    client = sign_in(manager)
    assert "Er is nog geen intake" in words(client.get(address(dossier)))
    assert client.get(address(dossier, "triage/")).status_code == 404
    response = client.post(address(dossier), {"on": "1-1-2020"})
    assert "voor de melding" in problems(response)[0]
    response = client.post(address(dossier), {"on": "2-2-2026"})
    assert response.url == address(dossier, "triage/")
    page = words(client.get(response.url))
    assert "Route na melding" in page
    assert "Uitkomst van de triage" in page


def test_the_triage_asks_until_the_rules_propose(sign_in: SignIn, manager: Actor, dossier: Dossier) -> None:
    intake.begin(manager, dossier, DAY)
    client = sign_in(manager)
    given = {"meldingsreden": "uitkering", "arbeidsvermogen_pct": "100"}
    seen = []
    for _ in range(6):
        question = client.get(address(dossier, "triage/?besluit=route_na_melding")).context["question"]
        if question is None:
            break
        fact = question["feit"]
        seen.append(fact)
        sent = {
            "feit": fact, "antwoord": given.get(fact, ""), "source": "client", "valid_from": "2-2-2026",
            "reason": "Uit het gesprek", "vervangt": "",
        }  # fmt: skip
        assert client.post(f"/dossiers/{dossier.pk}/voorzieningen/antwoord/", sent).status_code == 302
    assert set(seen) == set(given)  # nothing else could change it
    page = client.get(address(dossier, "triage/"))
    assert page.context["proposal"].casefold() == "workfast"
    wrong = client.post(
        address(dossier, "triage/"), {"formulier": "route", "route-route": "Eerst zorg", "revisie": "1"}
    )
    assert "Schrijf waarom u anders kiest" in problems(wrong)[0]
    sent = {"formulier": "route", "route-route": "Workfast", "revisie": "1"}
    assert client.post(address(dossier, "triage/"), sent).status_code == 302
    assert Intake.objects.get().route == "Workfast"


@pytest.mark.parametrize("regime", ["amstelveen", "leusden", "bollenstreek"])
def test_the_intake_asks_nothing_that_belongs_to_an_application(
    sign_in: SignIn, manager: Actor, dossier: Dossier, regime: str
) -> None:
    Municipality.objects.update(regime=regime)
    dossier.refresh_from_db()
    intake.begin(manager, dossier, DAY)
    client, known = sign_in(manager), regime_named(regime).vocabulary.facts
    asked = set()
    for step in [step.key for step in client.get(address(dossier)).context["steps"]]:
        while question := client.get(address(dossier, f"{step}/")).context.get("question"):
            asked.add(question["feit"])
            skipped = {"feit": question["feit"], "actie": "weet-ik-niet"}
            client.post(f"/dossiers/{dossier.pk}/voorzieningen/antwoord/", skipped)
    assert asked
    assert {known[name].subject for name in asked} <= {"persoon", "huishouden", "melding"}
    assert "hoort bij een aanvraag" in words(client.get(address(dossier, "verplichtingen/")))


def test_what_is_passed_over_can_be_asked_again(sign_in: SignIn, manager: Actor, dossier: Dossier) -> None:
    intake.begin(manager, dossier, DAY)
    client = sign_in(manager)
    first = client.get(address(dossier, "triage/")).context["question"]["feit"]
    client.post(f"/dossiers/{dossier.pk}/voorzieningen/antwoord/", {"feit": first, "actie": "weet-ik-niet"})
    later = client.get(address(dossier, "triage/"))
    assert later.context["passed"] == 1
    assert later.context["question"] is None or later.context["question"]["feit"] != first
    client.post(address(dossier, "triage/"), {"actie": "vraag-opnieuw"})
    assert client.get(address(dossier, "triage/")).context["question"]["feit"] == first


def test_life_domains_one_by_one(sign_in: SignIn, manager: Actor, dossier: Dossier) -> None:
    intake.begin(manager, dossier, DAY)
    client = sign_in(manager)
    assert "0 van 8 besproken" in words(client.get(address(dossier, "leefgebieden/")))
    one = address(dossier, "leefgebieden/1/")
    wrong = client.post(one, {"finding": "", "need": "", "action_needed": "ja"})
    assert len(problems(wrong)) == 2
    sent = {"finding": "Mbo-2 gehaald", "need": "", "action_needed": "nee", "actie": "volgende"}
    assert client.post(one, sent).url == address(dossier, "leefgebieden/2/")
    assert "Mbo-2 gehaald" in words(client.get(one))
    last = client.post(address(dossier, "leefgebieden/8/"), {"finding": "Wil graag", "actie": "volgende"})
    assert last.url == address(dossier, "leefgebieden/")
    assert client.get(address(dossier, "leefgebieden/9/")).status_code == 404


def test_one_goes_on_where_one_was(sign_in: SignIn, manager: Actor, dossier: Dossier) -> None:
    intake.begin(manager, dossier, DAY)
    client = sign_in(manager)
    client.get(address(dossier, "leefgebieden/"))
    assert f'href="{address(dossier, "leefgebieden/")}"' in client.get(address(dossier)).content.decode()
    assert client.get(address(dossier)).context["next"] == "leefgebieden"


def test_the_end_says_what_is_missing_and_can_be_undone(sign_in: SignIn, manager: Actor, dossier: Dossier) -> None:
    made = intake.begin(manager, dossier, DAY)
    client = sign_in(manager)
    end = address(dossier, "samenvatting/")
    assert "Over 'Huisvesting' is nog niets opgeschreven" in words(client.get(end)).replace("&#x27;", "'")
    sent = {"summary": "Kan aan het werk", "on": "2-2-2026", "revisie": "1"}
    assert len(problems(client.post(end, sent))) == 8
    assert client.post(end, sent | {"actie": "bewaar"}).status_code == 302
    for domain in guide.domains(dossier, DAY).items:
        intake.find(manager, made, domain, finding="Besproken")
    assert client.post(end, sent | {"revisie": "2"}).status_code == 302
    page = words(client.get(address(dossier)))
    assert "afgerond op 2 februari 2026" in page
    assert "Kan aan het werk" in page
    assert "Deze intake is afgerond" in words(client.get(address(dossier, "triage/")))
    assert client.post(address(dossier, "heropen/")).status_code == 302
    assert Intake.objects.get().state == "open"


@pytest.mark.parametrize(("regime", "steps"), [
    ("leusden", ["triage", "leefgebieden", "beeld", "verplichtingen", "samenvatting"]),
    ("amstelveen", ["triage", "leefgebieden", "beeld", "verplichtingen", "samenvatting"]),
    ("bollenstreek", ["triage", "leefgebieden", "beeld", "verplichtingen", "samenvatting"]),
])  # fmt: skip
def test_every_step_of_every_regime_opens(
    sign_in: SignIn, manager: Actor, dossier: Dossier, regime: str, steps: list[str],
    django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    Municipality.objects.update(regime=regime)
    dossier.refresh_from_db()
    intake.begin(manager, dossier, DAY)
    client = sign_in(manager)
    assert [step.key for step in client.get(address(dossier)).context["steps"]] == steps
    for step in steps:
        client.get(address(dossier, f"{step}/"))  # remembers the step
        with django_assert_max_num_queries(12):
            response = client.get(address(dossier, f"{step}/"))
        assert response.status_code == 200
        question = response.context.get("question")
        if question:
            skipped = {"feit": question["feit"], "actie": "weet-ik-niet"}
            client.post(f"/dossiers/{dossier.pk}/voorzieningen/antwoord/", skipped)


def test_findings_are_for_who_may_see_health(sign_in: SignIn, manager: Actor, dossier: Dossier) -> None:
    made = intake.begin(manager, dossier, DAY)
    intake.find(manager, made, guide.domains(dossier, DAY).items[0], finding="Iets vertrouwelijks")
    Membership.objects.filter(user=manager.user).update(role=Role.BENEFITS_ADMINISTRATION)
    client = sign_in(manager)
    for path in ("", "leefgebieden/", "leefgebieden/1/", "samenvatting/"):
        assert "vertrouwelijks" not in words(client.get(address(dossier, path)))
    assert "gezondheid vastleggen" in problems(client.post(address(dossier, "leefgebieden/1/"), {"finding": "x"}))[0]

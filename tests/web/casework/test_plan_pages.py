"""The plan on the page: from nothing to signed by both, a refusal, a next version, and the PDF."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from tests.letters.pdf_reader import read_pdf
from tests.web.casework.conftest import SignIn
from tests.web.conftest import problems, words

from trede.access.models import Municipality
from trede.casework.models import Dossier, Goal, Plan, Step
from trede.casework.plan_contents import of_regime
from trede.casework.services.common import Actor


@pytest.fixture
def town(db: None) -> Municipality:
    """A municipality whose regime asks more of a plan than the act alone."""
    return Municipality.objects.create(slug="dorp", name="Dorp", regime="leusden")


class Pages:
    """The pages of one plan, as the case manager uses them."""

    def __init__(self, client: Any, dossier: Dossier) -> None:
        self.client, self.dossier = client, dossier

    def get(self, path: str = "") -> Any:
        return self.client.get(f"/dossiers/{self.dossier.pk}/plan/{path}")

    def post(self, path: str, **data: Any) -> Any:
        return self.client.post(f"/dossiers/{self.dossier.pk}/plan/{path}", data)

    def written(self) -> Plan:
        """A plan in which everything stands."""
        self.post("begin/")
        self.post("doel/", text="Een baan in de zorg")
        goal = Goal.objects.get()
        self.post(f"doel/{goal.pk}/stap/", text="Brief schrijven", who="client", due_on="1-12-2199")
        made = Plan.objects.get()
        texts = {f"deel-{part.key}": "Zo doen we dat." for part in of_regime(self.dossier)[0]}
        keys = [duty.key for duty in of_regime(self.dossier)[1]]
        made.refresh_from_db()
        response = self.post(
            "teksten/", situation="Zoekt werk", evaluate_on="1-6-2199", duties=keys, revisie=str(made.revision), **texts
        )
        assert response.status_code == 302, problems(response)
        made.refresh_from_db()
        return made

    def sign(self, party: str, **more: str) -> Any:
        today = timezone.localdate()
        day = f"{today.day}-{today.month}-{today.year}"
        return self.post("ondertekenen/", **{"party": party, "name": "Noor Voorbeeld", "signed_on": day} | more)


@pytest.fixture
def pages(sign_in: SignIn, manager: Actor, dossier: Dossier) -> Pages:
    """The pages, for the case manager."""
    return Pages(sign_in(manager), dossier)


def test_without_a_plan_the_page_says_what_one_is(pages: Pages) -> None:
    assert "Er is nog geen plan" in words(pages.get())


def test_from_nothing_to_agreed(pages: Pages) -> None:
    assert pages.post("begin/").status_code == 302
    first = words(pages.get())
    assert "Nog nodig voor u het plan voorlegt" in first
    assert "Nog geen doel" in first
    refused = pages.post("leg-voor/")
    assert refused.status_code == 409
    assert any("nog geen doel" in text for text in problems(refused))
    Plan.objects.all().delete()
    made = pages.written()
    assert "Nog nodig" not in words(pages.get())
    assert pages.post("leg-voor/", revisie=str(made.revision)).status_code == 302
    assert "nog niet. Leg vast" in words(pages.get())
    assert pages.get("ondertekenen/?wie=municipality").context["form"]["name"].typed == "Katja Verzonnen"
    assert pages.sign("client").status_code == 302
    assert pages.sign("municipality").status_code == 302
    page = words(pages.get())
    for part in ("Vastgesteld op", "Maak een volgende versie", "Wie bijstand aanvraagt, zoekt werk"):
        assert part in page
    assert pages.get("ondertekenen/").status_code == 404


def test_a_refusal_to_sign(pages: Pages) -> None:
    made = pages.written()
    pages.post("leg-voor/", revisie=str(made.revision))
    wrong = pages.sign("client", refused="ja")
    assert "waarom de inwoner niet tekent" in problems(wrong)[0]
    pages.sign("client", refused="ja", remark="Te vroeg")
    pages.sign("municipality")
    assert "tekent niet. Opmerking: Te vroeg" in words(pages.get())


def test_an_offer_is_taken_back(pages: Pages) -> None:
    made = pages.written()
    pages.post("leg-voor/", revisie=str(made.revision))
    made.refresh_from_db()
    assert pages.post("neem-terug/", revisie=str(made.revision)).status_code == 302
    made.refresh_from_db()
    assert made.state == "draft"
    late = pages.post("leg-voor/", revisie="1")
    assert late.status_code == 409
    assert "Iemand anders" in problems(late)[0]


def test_goals_and_steps_change_and_go(pages: Pages) -> None:
    pages.written()
    goal, step = Goal.objects.get(), Step.objects.get()
    assert "Brief schrijven" in pages.get(f"doel/{goal.pk}/stap/{step.pk}/").content.decode()
    pages.post(f"doel/{goal.pk}/stap/{step.pk}/", text="Bellen", who="manager", due_on="")
    assert Step.objects.get().text == "Bellen"
    wrong = pages.post(f"doel/{goal.pk}/stap/", text="", who="", due_on="1-1-2001")
    assert len(problems(wrong)) == 3
    pages.post(f"doel/{goal.pk}/", text="Werk in de zorg")
    assert Goal.objects.get().text == "Werk in de zorg"
    assert len(problems(pages.post("doel/", text=" "))) == 1
    pages.post("stap-weg/", wat=str(step.pk))
    pages.post("doel-weg/", wat=str(goal.pk))
    assert not Goal.objects.exists()
    assert pages.post("doel-weg/", wat="onzin").status_code == 404
    assert pages.post("onzin/").status_code == 404
    assert pages.get(f"doel/{goal.pk}/").status_code == 404
    assert pages.get(f"doel/{goal.pk}/stap/").status_code == 404


def test_an_agreed_plan_is_ticked_off_and_followed_by_a_next(pages: Pages) -> None:
    made = pages.written()
    pages.post("leg-voor/", revisie=str(made.revision))
    pages.sign("client")
    pages.sign("municipality")
    goal, step = Goal.objects.get(), Step.objects.get()
    pages.post("klaar/", wat=str(step.pk))
    assert "klaar op" in words(pages.get())
    pages.post("niet-klaar/", wat=str(step.pk))
    pages.post("bereikt/", wat=str(goal.pk))
    assert "bereikt op" in words(pages.get())
    pages.post("niet-bereikt/", wat=str(goal.pk))
    assert pages.post("begin/").status_code == 302
    page = words(pages.get())
    assert "versie 2" in page
    assert "Alle versies" in page
    assert "Vastgesteld" in words(pages.get("1/"))
    assert pages.get("3/").status_code == 404


def test_the_pdf_can_be_read(pages: Pages) -> None:
    pages.written()
    response = pages.get("1.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert "Noor" not in response["Content-Disposition"]
    read = read_pdf(response.content)
    assert read.problems == []
    text = " ".join(read.lines())
    for part in ("Een baan in de zorg", "Brief schrijven.", "Handtekeningen", "versie 1"):
        assert part in text
    assert pages.get("2.pdf").status_code == 404


def test_a_plan_that_cannot_be_printed_says_why(pages: Pages) -> None:
    made = pages.written()
    Plan.objects.filter(pk=made.pk).update(situation="BSN 999990019")
    response = pages.get("1.pdf")
    assert response.status_code == 409
    assert "nog geen PDF" in words(response)


def test_texts_that_somebody_else_changed(pages: Pages) -> None:
    pages.written()
    response = pages.post("teksten/", situation="Anders", evaluate_on="", revisie="1")
    assert "Iemand anders heeft dit gewijzigd" in words(response)
    assert ("Situatie", "Anders", "Zoekt werk") in response.context["form"].overtaken


def test_few_queries(pages: Pages, django_assert_max_num_queries: Any) -> None:
    pages.written()
    pages.get()
    for path in ("", "teksten/", "1/"):
        with django_assert_max_num_queries(12):
            assert pages.get(path).status_code == 200

"""What if: a policy officer changes a figure or the day; sees whom it touches, what it costs, why for one person."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.web.casework.test_work import SignIn
from tests.web.conftest import problems, words

from trede.access.models import Membership, Role
from trede.casework.services.common import Actor

ASK = "/doorrekenen/?regime=amstelveen&op=2026-06-01&mensen=1000"
COSTS = f"{ASK}&voorziening=onkostenvergoeding"


@pytest.fixture
def officer_of_policy(manager: Actor) -> Actor:
    """A policy officer."""
    Membership.objects.filter(user=manager.user).update(role=Role.POLICY_OFFICER)
    return Actor.make(manager.user, manager.municipality)


@pytest.fixture
def browser(sign_in: SignIn, officer_of_policy: Actor) -> Client:
    """A browser in which the policy officer is signed in."""
    return sign_in(officer_of_policy)


def figure(page: object, amount: str) -> str:
    """The address of the figure that is shown so."""
    text = page.content.decode()  # type: ignore[attr-defined]
    found = re.search(r'href="(\?[^"]*)"[^>]*><strong>' + re.escape(amount) + "</strong>", text)
    assert found, words(page)[:2000]
    return found[1].replace("&amp;", "&")


def test_it_is_for_policy_officers(sign_in: SignIn, colleague: Actor) -> None:
    assert sign_in(colleague).get("/doorrekenen/").status_code == 403


def test_one_step_after_another(browser: Client) -> None:
    assert "Kies van wie de regels zijn" in words(browser.get("/doorrekenen/"))
    assert "Kies een voorziening" in words(browser.get(ASK))
    assert "De getallen in deze regels" in words(browser.get(COSTS))


def test_a_higher_amount_costs_more_and_nobody_less(browser: Client) -> None:
    chosen = "/doorrekenen/" + figure(browser.get(COSTS), "€ 120,00")
    page = browser.get(chosen)
    assert 'type="range"' in page.content.decode()
    assert "Verschuif het getal" in words(page)
    changed = browser.get(chosen + "&waarde=150")
    assert changed.status_code == 200
    [shown] = changed.context["shown"]
    assert "€ 120,00 wordt € 150,00" in words(changed)
    assert shown.whole.lose == 0
    assert shown.effect.after.highest > shown.effect.before.highest
    assert shown.effect.after.lowest - shown.effect.before.lowest == shown.whole.gained
    assert sum(group.people for group in shown.effect.by_age) == 1000
    assert sum(group.changed for group in shown.effect.by_age) == shown.whole.changed > 0


def test_one_of_the_people_before_and_after(browser: Client) -> None:
    chosen = "/doorrekenen/" + figure(browser.get(COSTS), "€ 120,00") + "&waarde=150"
    page = browser.get(chosen)
    link = re.search(r'href="(/doorrekenen/persoon/\d+/[^"]*)"', page.content.decode())
    assert link
    one = browser.get(link[1].replace("&amp;", "&"))
    assert one.status_code == 200
    assert [side["word"] for side in one.context["sides"]] == ["Nu", "Na de wijziging"]
    place = int(link[1].split("/")[3])
    [shown] = page.context["shown"]
    before = one.context["sides"][0]["body"]
    assert (
        before["uitkomst"]
        == ("toegekend", "geweigerd", "voorgelegd_aan_oordeel", "onvoldoende_gegevens")[
            shown.effect.before.outcome[place]
        ]
    )
    assert browser.get("/doorrekenen/persoon/5000/?regime=amstelveen&mensen=1000").status_code == 404


def test_a_change_is_kept_beside_another_and_taken_back(browser: Client) -> None:
    first = "/doorrekenen/" + figure(browser.get(COSTS), "€ 120,00") + "&waarde=150"
    page = browser.get(first)
    assert len(page.context["said"]) == 1
    second = browser.get("/doorrekenen/" + figure(page, "€ 90,00") + "&waarde=95")
    assert len(second.context["said"]) == 2
    back = browser.get("/doorrekenen/" + second.context["said"][0][2])
    assert len(back.context["said"]) == 1


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("&waarde=veel&figuur=0", "getal"),
        ("&waarde=5&figuur=999", "staat niet"),
        ("&voorziening=bestaat_niet", "bestaat op deze dag niet"),
        ("&anders=nergens", "nergens"),
    ],
)
def test_what_cannot_be_read_is_told(browser: Client, query: str, told: str) -> None:
    page = browser.get((ASK if "voorziening" in query else COSTS) + query)
    assert page.status_code == 422
    assert any(told in text for text in problems(page))


@pytest.mark.parametrize("day", ["31-2-2026", "1 mei 1900"])
def test_a_day_without_law_is_told(browser: Client, day: str) -> None:
    page = browser.get("/doorrekenen/", {"regime": "amstelveen", "op": day, "voorziening": "onkostenvergoeding"})
    assert page.status_code in (200, 422)
    assert problems(page)


def test_another_day_of_the_law(browser: Client) -> None:
    page = browser.get(COSTS + "&anders_op=1-6-2020")
    assert "1 juni 2020" in words(page)
    assert page.context["shown"][0].whole.people == 1000


def test_a_provision_without_an_amount_says_nothing_of_money(browser: Client) -> None:
    page = browser.get(f"{ASK}&voorziening=proefplaats&anders_op=1-6-2020")
    assert page.context["shown"][0].whole.changed > 0
    assert "Het geld" not in words(page)
    assert "samen €" not in words(page)
    assert "Het geld" in words(browser.get(COSTS + "&anders_op=1-6-2020"))


def test_the_groups_as_a_spreadsheet(browser: Client) -> None:
    chosen = "/doorrekenen/" + figure(browser.get(COSTS), "€ 120,00") + "&waarde=150&formaat=xlsx"
    response = browser.get(chosen)
    assert response["Content-Disposition"].endswith('doorrekenen.xlsx"')
    assert response.content.startswith(b"PK")

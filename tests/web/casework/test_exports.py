"""The lists within a dossier go along as a spreadsheet too, with what one may see and no more."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from tests.web.casework.test_work import SignIn

from trede.access.models import Membership, Role
from trede.casework.models import Decision, Dossier, Note
from trede.casework.services import facts
from trede.casework.services.common import Actor
from trede.casework.services.facts import Given


def texts(sign_in: SignIn, actor: Actor, address: str) -> str:
    """What stands in the cells of a spreadsheet."""
    response = sign_in(actor).get(address, {"formaat": "xlsx"})
    assert response.status_code == 200
    assert ".xlsx" in response["Content-Disposition"]
    with ZipFile(BytesIO(response.content)) as book:
        return book.read("xl/sharedStrings.xml").decode()


@pytest.fixture
def filled(manager: Actor, dossier: Dossier) -> Dossier:
    known = facts.regime_of(dossier.municipality).vocabulary.facts.items()
    health = next(key for key, fact in known if fact.privacy == "gezondheid" and fact.kind.name == "ja_nee")
    facts.record(manager, dossier, [Given(health, True, date(2026, 1, 1), reason="Volgens de arts"),
                                    Given("geboortedatum", "1990-05-17", date(1990, 5, 17))])  # fmt: skip
    Note.objects.create(dossier=dossier, kind="phone", on=date(2026, 2, 2), text="Gebeld", author=manager.user)
    Decision.objects.create(
        dossier=dossier, number="B-000001", provision="werkstage", kind="grant", state="sent", law_on=date(2026, 2, 1),
        decided_on=date(2026, 2, 2), made_known_on=date(2026, 2, 3), author=manager.user,
    )  # fmt: skip
    return dossier


def test_the_journal_and_the_decisions(sign_in: SignIn, manager: Actor, filled: Dossier) -> None:
    assert "Gebeld" in texts(sign_in, manager, f"/dossiers/{filled.pk}/journaal/")
    found = texts(sign_in, manager, f"/dossiers/{filled.pk}/besluiten/")
    assert "B-000001" in found
    assert "bekendgemaakt" in found


def test_facts_about_health_only_for_who_may_see_them(sign_in: SignIn, manager: Actor, filled: Dossier) -> None:
    address = f"/dossiers/{filled.pk}/feiten/"
    assert "Volgens de arts" in texts(sign_in, manager, address)
    Membership.objects.filter(user=manager.user).update(role=Role.BENEFITS_ADMINISTRATION)
    hidden = texts(sign_in, manager, address)
    assert "niet voor u te zien" in hidden
    assert "arts" not in hidden

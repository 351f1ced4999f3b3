"""The lists within a dossier go along as a spreadsheet too, with what one may see and no more."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.web.casework.conftest import SignIn
from tests.web.conftest import words
from tests.web.sheets import sheets

from trede.access.models import Membership, Role
from trede.casework.models import Application, Decision, Dossier, Interruption, Note, ProvisionUse
from trede.casework.regimes import law_of
from trede.casework.services import documents, facts, sharing
from trede.casework.services.common import Actor
from trede.casework.services.facts import Given
from trede.web.casework.history import standing


def taken(sign_in: SignIn, actor: Actor, address: str, **query: str) -> list[list[list[str]]]:
    """The sheets that a page gives to take along."""
    return sheets(sign_in(actor).get(address, {"formaat": "xlsx", **query}))


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
    ((_, note),) = taken(sign_in, manager, f"/dossiers/{filled.pk}/journaal/")
    assert "Gebeld" in note
    ((_, decision),) = taken(sign_in, manager, f"/dossiers/{filled.pk}/besluiten/")
    assert decision[0] == "B-000001"
    assert "bekendgemaakt" in decision


def test_facts_about_health_only_for_who_may_see_them(sign_in: SignIn, manager: Actor, filled: Dossier) -> None:
    address = f"/dossiers/{filled.pk}/feiten/"
    assert "Volgens de arts" in str(taken(sign_in, manager, address))
    Membership.objects.filter(user=manager.user).update(role=Role.BENEFITS_ADMINISTRATION)
    hidden = str(taken(sign_in, manager, address))
    assert "niet voor u te zien" in hidden
    assert "arts" not in hidden


def test_every_outcome_or_those_that_are_looked_for(sign_in: SignIn, manager: Actor, filled: Dossier) -> None:
    address = f"/dossiers/{filled.pk}/voorzieningen/"
    ((header, *rows),) = taken(sign_in, manager, address)
    assert header == ["Voorziening", "Groep", "Uitkomst", "Opmerking"]
    assert len(rows) == len(law_of(filled.municipality, date.today()).provision_names)  # also what the page folds away
    ((_, *some),) = taken(sign_in, manager, address, zoek="proefplaats")
    assert 0 < len(some) < len(rows)
    assert all("proefplaats" in row[0].casefold() for row in some)


def test_all_applications_and_all_that_ran(sign_in: SignIn, manager: Actor, filled: Dossier) -> None:
    asked = Application.objects.create(
        dossier=filled, number="A-000001", provision="werkstage", applicant="person", received_on=date(2026, 1, 5),
        state="decided", author=manager.user,
    )  # fmt: skip
    decision = filled.decisions.get()
    filled.decisions.update(application=asked)
    for start, end in ((date(2026, 2, 4), date(2026, 5, 4)), (date(2026, 6, 1), None)):
        use = ProvisionUse.objects.create(
            dossier=filled, decision=decision, provision="werkstage", starts_on=start, ended_on=end,
            end_ground="heeft werk" if end else "",
        )  # fmt: skip
    Interruption.objects.create(use=use, reason="ziekte", starts_on=date(2026, 7, 1), author=manager.user)
    address = f"/dossiers/{filled.pk}/aanvragen/"
    (_, application), (_, now, before) = taken(sign_in, manager, address)
    assert application[0] == "A-000001"
    assert application[-1] == "46056"  # 3 February 2026, as spreadsheets count days
    assert now[-1] == "staat stil"
    assert now[6] == "1"
    assert "ziekte" not in now
    assert (before[-1], before[4]) == ("geëindigd", "heeft werk")
    page = words(sign_in(manager).get(address))
    assert page.index("1 juni 2026") < page.index("4 februari 2026")
    assert "heeft werk" in page


def test_without_any_the_page_says_how_one_begins(sign_in: SignIn, manager: Actor, dossier: Dossier) -> None:
    page = words(sign_in(manager).get(f"/dossiers/{dossier.pk}/aanvragen/"))
    assert "Er is nog niets aangevraagd. Leg een aanvraag vast" in page
    assert "Er liep nog geen voorziening." in page
    assert "Spreadsheet" not in page


def test_what_stood_still_runs_or_has_still_to_begin(dossier: Dossier) -> None:
    today = date.today()
    assert standing(ProvisionUse(dossier=dossier, starts_on=today)) == "loopt"
    assert standing(ProvisionUse(dossier=dossier, starts_on=today + timedelta(1))) == "begint nog"
    assert standing(ProvisionUse(dossier=dossier, starts_on=today, ended_on=today)) == "geëindigd"
    gone = ProvisionUse(dossier=dossier, starts_on=today, ended_on=today, void=True)
    assert standing(gone) == "ingetrokken vanaf het begin"


def test_documents_with_those_that_were_removed(sign_in: SignIn, manager: Actor, filled: Dossier) -> None:
    kept = documents.attach(manager, filled, "=cv.pdf", b"%PDF-1.7 cv", "cv", None)
    documents.remove(manager, documents.attach(manager, filled, "fout.pdf", b"%PDF-1.7 x", "", None), "Van een ander")
    ((_, *rows),) = taken(sign_in, manager, f"/dossiers/{filled.pk}/documenten/")
    assert [row[0] for row in rows] == ["fout.pdf", "=cv.pdf"]
    assert rows[0][-1] == "Van een ander"
    assert rows[1][3] == str(kept.size)


def test_the_team(sign_in: SignIn, manager: Actor, colleague: Actor, supervisor: Actor, filled: Dossier) -> None:
    start = date.today() + timedelta(days=30)
    sharing.substitute(supervisor, manager.user, colleague.user, start, start)
    sharing.transfer(supervisor, [str(filled.pk)], colleague.user, "Met verlof")
    people, (_, substitution), (_, transfer) = taken(sign_in, supervisor, "/team/")
    assert [colleague.user.name, "1"] in [row[:2] for row in people]
    assert substitution[:2] == [manager.user.name, colleague.user.name]
    assert transfer[1:] == ["1", manager.user.name, colleague.user.name, "Met verlof"]

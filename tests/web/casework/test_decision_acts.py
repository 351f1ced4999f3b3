"""What follows a decision by hand: objections, hearing, interruptions, ending, what is refused; and what pages cost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from tests.casework.conftest import staff
from tests.casework.stories import PROVISION, apply, file, home, maker, now, reader, record
from tests.casework.stories import application as application
from tests.casework.test_uses import granted, use
from tests.web.casework.conftest import SignIn
from tests.web.casework.test_decision_pages import at, desk, fill
from tests.web.conftest import problems, words

from trede.access.models import AuditEntry, Role
from trede.casework.models import Application, Decision, Dossier, ProvisionUse, TermSuspension
from trede.casework.services import decisions, documents, uses
from trede.casework.services.common import Actor

__all__ = ["application", "desk", "file", "granted", "home", "maker", "now", "reader", "use"]
MOST_QUERIES = {"aanvragen/{application}/": 15}  # the three tables of its term are three
Kind = Decision.Kind


def begin(desk: Client, file: Dossier, earlier: Decision, kind: str) -> str:
    """Begin a decision that follows another; the address of its page."""
    made = desk.post(at(file, "besluiten/nieuw/"), {"besluit": earlier.pk, "soort": kind})
    assert made.status_code == 302
    return str(made["Location"])


def test_an_ending_by_hand(
    desk: Client, sign_in: SignIn, reader: Actor, file: Dossier, granted: Decision, use: ProvisionUse
) -> None:
    address = begin(desk, file, granted, "ending")
    page = words(desk.get(address))
    for part in ("Noem de grond", "Vul de laatste dag in", "Moet die eerst gehoord worden", "Welke regels?"):
        assert part in page
    assert "(nog in te vullen)" in words(desk.get(address + "brief/"))
    assert fill(desk, address + "doe/horen/").status_code == 302
    assert fill(desk, address + "doe/zienswijze/", view="Ik wil graag blijven.").status_code == 302
    assert "Ik wil graag blijven." in words(desk.get(address))
    ground = re.search(r'name="grounds"[^>]* value="([^"]+)"', desk.get(address).content.decode())
    assert ground is not None
    saved = fill(desk, address, ending_ground="U vond een baan.", ends_on="30-4-2025", grounds=[ground[1]])
    assert saved.status_code == 302
    letter = words(desk.get(address + "brief/"))
    assert "Wij stoppen met" in letter
    assert "30 april 2025" in letter
    assert fill(desk, address + "doe/voorstellen/").status_code == 302
    assert fill(desk, address + "doe/terugnemen/").status_code == 302
    assert fill(desk, address + "doe/voorstellen/").status_code == 302
    other = sign_in(reader)
    assert problems(fill(other, address + "doe/teruggeven/", reason="")) == ["Waarom?: Vul dit in."]
    assert fill(other, address + "doe/teruggeven/", reason="Noem de dag.").status_code == 302
    assert "Noem de dag." in words(desk.get(address))
    assert fill(desk, address + "doe/voorstellen/").status_code == 302
    assert fill(other, address + "doe/vaststellen/").status_code == 302
    assert fill(other, address + "doe/bekendmaken/").status_code == 302
    shown = words(desk.get(at(file, f"voorzieningen/gebruik/{use.pk}/")))
    assert "Geëindigd" in shown
    assert "U vond een baan." in shown


def test_hearing_is_not_needed(desk: Client, file: Dossier, granted: Decision) -> None:
    address = begin(desk, file, granted, "withdrawal")
    assert fill(desk, address + "doe/niet-horen/", waived="Op eigen verzoek.").status_code == 302
    assert "Niet nodig: Op eigen verzoek." in words(desk.get(address))
    assert fill(desk, address + "doe/laten_vervallen/", reason="Toch niet.").status_code == 302
    assert "Vervallen: Toch niet." in words(desk.get(address))


def test_objections_by_hand(desk: Client, file: Dossier, granted: Decision) -> None:
    address = at(file, f"besluiten/{granted.pk}/")
    assert desk.get(address + "doe/bezwaar-beslist/").status_code == 200
    assert (
        desk.post(
            address + "doe/bezwaar-beslist/", {"result": "upheld", "closed_on": "31-3-2025", "note": "x"}
        ).status_code
        == 404
    )
    assert fill(desk, address + "doe/bezwaar/", note="Te kort.").status_code == 302
    assert "op tijd" in words(desk.get(address))
    assert (
        fill(desk, address + "doe/bezwaar-beslist/", result="rejected", note="Het kan niet langer.").status_code == 302
    )
    assert "Ongegrond" in words(desk.get(address))


def test_an_application_that_was_a_mistake(desk: Client, file: Dossier, application: Application) -> None:
    base = at(file, f"aanvragen/{application.pk}/")
    assert "Doorhalen: ten onrechte vastgelegd" in words(desk.get(base))
    assert "Schrijf wat er mis was" in problems(fill(desk, base + "doe/aanvraag-doorhalen/", reason=" "))[0]
    assert fill(desk, base + "doe/aanvraag-doorhalen/", reason="Van een andere cliënt.").status_code == 302
    page = words(desk.get(base))
    assert "Doorgehaald op 31 maart 2025: Van een andere cliënt." in page
    assert "De beslistermijn" not in page
    assert "Vul aan wat ontbreekt" not in page
    assert "Ingebrekestelling vastleggen" not in page
    assert "Doorgehaald" in words(desk.get(at(file, "aanvragen/")))


def test_a_use_by_hand(desk: Client, file: Dossier, use: ProvisionUse, now: Any, sign_in: SignIn, maker: Actor) -> None:
    address = at(file, f"voorzieningen/gebruik/{use.pk}/")
    assert desk.post(address + "hervatten/", {"ends_on": "2-4-2025"}).status_code == 404
    assert desk.get(address + "dansen/").status_code == 404
    wrong = fill(desk, address + "onderbreken/", reason="ziekte", starts_on="8-3-2025")
    assert "kan niet vóór" in problems(wrong)[0]
    assert fill(desk, address + "onderbreken/", reason="ziekte", starts_on="8-4-2025").status_code == 302
    assert "Staat stil" in words(desk.get(address))
    assert fill(desk, address + "hervatten/", ends_on="21-4-2025").status_code == 302
    assert "14 juni 2025" in words(desk.get(address))
    assert fill(desk, address + "betaald/", paid_until="30-4-2025").status_code == 302
    now.move_to("2025-06-16 09:00+02:00")
    desk = sign_in(maker)
    assert fill(desk, address + "geeindigd/", ground="De tijd was om.").status_code == 302
    assert "De tijd was om." in words(desk.get(address))


def test_sickness_is_not_told_to_who_may_not_see_health(
    sign_in: SignIn, maker: Actor, home: Any, file: Dossier, use: ProvisionUse, now: Any
) -> None:
    now.move_to("2025-04-02 09:00+02:00")
    uses.interrupt(maker, use, "ziekte", use.starts_on, None)
    clerk = staff(home, Role.BENEFITS_ADMINISTRATION, "Ada Ministratie")
    Dossier.objects.update(case_manager=clerk.user)
    client = sign_in(clerk)
    page = words(client.get(at(file, f"voorzieningen/gebruik/{use.pk}/")))
    assert "Ziekte" not in page
    assert "Onderbreking" in page
    assessed = client.get(at(file, f"voorzieningen/regel/{PROVISION}/"))
    assert "niet voor u te zien" in words(assessed)
    row = Decision.objects.get(pk=use.decision_id)
    row.facts["ziekteperioden"] = {"waarde": [{"van": "2025-01-01", "tot_en_met": "2025-01-02"}]}
    row.save()
    replayed = words(client.get(at(file, f"besluiten/{use.decision_id}/narekenen/")))
    assert "1 feit over gezondheid ziet u niet" in replayed


def test_a_refusal_is_noted_also_when_it_is_undone(
    sign_in: SignIn, home: Any, file: Dossier, application: Application, maker: Actor
) -> None:
    row = decisions.draft(maker, file, PROVISION, Kind.GRANT, application=application)
    officer = sign_in(staff(home, Role.QUALITY_OFFICER, "Rachid Lezer"))
    refused = officer.post(at(file, f"besluiten/{row.pk}/doe/laten_vervallen/"), {"reason": "Zomaar."})
    assert refused.status_code == 422
    assert AuditEntry.objects.filter(action="besluit.geweigerd", result="geweigerd").count() == 1
    begun = officer.post(at(file, "besluiten/nieuw/"), {"aanvraag": application.pk, "soort": "grant"})
    assert begun.status_code == 409
    assert AuditEntry.objects.filter(action="toegang.geweigerd", result="geweigerd").count() == 1


def test_nothing_begins_from_nothing(desk: Client, file: Dossier) -> None:
    assert desk.post(at(file, "besluiten/nieuw/"), {"soort": "grant"}).status_code == 404


def test_out_of_treatment_can_be_begun_after_a_request(desk: Client, file: Dossier, maker: Actor) -> None:
    row = apply(maker, file)
    base = at(file, f"aanvragen/{row.pk}/")
    assert "Buiten behandeling laten" not in words(desk.get(base))
    assert fill(desk, base + "doe/aanvulling-vragen/").status_code == 302
    page = words(desk.get(base))
    assert "Buiten behandeling laten" in page
    assert "Aanvulling ontvangen" in page
    assert fill(desk, base + "doe/aangevuld/").status_code == 302
    assert TermSuspension.objects.get().ended_on is not None


def test_a_fact_of_an_application_is_asked_and_corrected(
    desk: Client, file: Dossier, application: Application, sign_in: SignIn, home: Any
) -> None:
    base = at(file, f"aanvragen/{application.pk}/")
    page = words(desk.get(base + "vraag/oordeel_verlenging_noodzakelijk/"))
    assert "Uw naam komt erbij te staan" in page
    assert "De regels laten hier een keuze" in words(desk.get(base + "vraag/oordeel_toepassen_hardheidsclausule/"))
    assert "Dit dossier zegt zelf" in words(desk.get(base + "vraag/aanvraag_ontvangen/"))
    assert desk.get(base + "vraag/kruidnagel/").status_code == 404
    missing = fill(desk, base + "vraag/begindatum/", antwoord="31-2-2025", valid_from="gisteren")
    assert len(problems(missing)) == 2
    saved = fill(desk, base + "vraag/begindatum/", antwoord="7-4-2025", valid_from="1-1-2025", reason="Later.")
    assert saved["Location"] == base + "beoordeling/"
    periods = base + "vraag/ziekteperioden/"
    assert desk.post(periods, {"actie": "rij-erbij", "antwoord-rijen": "1"}).status_code == 200
    assert desk.post(periods, {"actie": "rij-weg-0", "antwoord-rijen": "2"}).status_code == 200
    none = {"feit": "ziekteperioden", "actie": "geen", "valid_from": "7-4-2025", "source": "client"}
    back = desk.post(base + "antwoord/", none | {"terug": "https://elders.example/"})
    assert back["Location"] == base + "beoordeling/"
    clerk = sign_in(staff(home, Role.QUALITY_OFFICER, "Rachid Lezer"))
    assert "Met uw rol kunt u het niet vastleggen" in words(clerk.get(periods))


def test_facts_that_cannot_be_together_are_told(desk: Client, file: Dossier, maker: Actor, application: Any) -> None:
    from trede.casework.models import FactVersion

    facts = FactVersion.objects.filter(name="uitkering")
    facts.update(value="bestaat niet")
    page = words(desk.get(at(file, "voorzieningen/")))
    assert "de regels van nu kennen ze niet" in page


@pytest.mark.parametrize(
    "page",
    ["voorzieningen/", f"voorzieningen/regel/{PROVISION}/", "besluiten/", "documenten/", "aanvragen/nieuw/",
     "aanvragen/{application}/", "aanvragen/{application}/beoordeling/", "besluiten/{decision}/",
     "besluiten/{decision}/narekenen/", "voorzieningen/gebruik/{use}/"],
)  # fmt: skip
def test_a_page_costs_few_queries(
    desk: Client, file: Dossier, maker: Actor, application: Application, granted: Decision, use: ProvisionUse, page: str
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for number in range(5):
        documents.attach(maker, file, f"{number}.txt", b"hallo", application=application)
        uses.interrupt(
            maker, use, "verlof", use.starts_on.replace(day=number * 2 + 1), use.starts_on.replace(day=number * 2 + 1)
        )
    address = at(file, page.format(application=application.pk, decision=granted.pk, use=use.pk))
    desk.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert desk.get(address).status_code == 200
    sent = [q["sql"] for q in asked.captured_queries if "SAVEPOINT" not in q["sql"]]
    assert len(sent) <= MOST_QUERIES.get(page, 12), sent


def test_the_journey_ends_where_it_should(desk: Client, file: Dossier, maker: Actor, application: Application) -> None:
    record(maker, file, {"oordeel_noodzakelijk": False}, False, application)
    made = desk.post(at(file, "besluiten/nieuw/"), {"aanvraag": application.pk, "soort": "refusal"})
    address = made["Location"]
    assert "Alles is er" in words(desk.get(address))
    assert "Afwijken van de regels" in words(desk.get(address))
    letter = words(desk.get(address + "brief/"))
    assert "Wij geven u" in letter
    assert "niet" in letter

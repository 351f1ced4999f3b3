"""From an application to a decision that stands, by hand: every page of the way, by the people who go it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.casework.stories import PROVISION, file, home, maker, now, reader, record
from tests.casework.stories import application as application
from tests.web.casework.conftest import SignIn
from tests.web.conftest import problems, words

from trede.casework.models import Application, Decision, Document, Dossier, ProvisionUse, Task
from trede.casework.models import Client as Person
from trede.casework.services.common import Actor

__all__ = ["application", "file", "home", "maker", "now", "reader"]


@pytest.fixture
def desk(sign_in: SignIn, maker: Actor) -> Client:
    """The case manager's browser."""
    return sign_in(maker)


def at(dossier: Dossier, rest: str = "") -> str:
    return f"/dossiers/{dossier.pk}/{rest}"


def fill(client: Client, address: str, **changes: Any) -> Any:
    """Send the form of a page as it stands, with some of it changed."""
    html = client.get(address).content.decode()
    main = html[html.index("<main") :]
    sent: dict[str, Any] = {}
    for tag in re.findall(r"<input [^>]*>", main):
        kind, name = attribute(tag, "type"), attribute(tag, "name")
        if name and (kind not in ("radio", "checkbox") or " checked" in tag):
            sent.setdefault(name, attribute(tag, "value"))
    for name, text in re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', main, re.S):
        sent[name] = text
    for name, options in re.findall(r'<select [^>]*name="([^"]+)"[^>]*>(.*?)</select>', main, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        sent[name] = chosen[1] if chosen else ""
    return client.post(address, sent | changes)


def attribute(tag: str, name: str) -> str:
    found = re.search(rf' {name}="([^"]*)"', tag)
    return found[1] if found else ""


def test_the_list_shows_every_outcome_and_asks_about_the_person(desk: Client, file: Dossier) -> None:
    page = words(desk.get(at(file, "voorzieningen/")))
    assert "Uitkomst nu" in page
    assert "voorzieningen" in page
    assert "Proefplaats" in words(desk.get(at(file, "voorzieningen/?zoek=proefplaats")))
    assert "Geen voorziening heet zo" in words(desk.get(at(file, "voorzieningen/?zoek=xyzzy")))


def test_an_answer_on_the_list_becomes_a_fact(desk: Client, file: Dossier) -> None:
    html = desk.get(at(file, "voorzieningen/")).content.decode()
    fact = re.search(r'name="feit" value="([^"]+)"', html)
    assert fact is not None
    assert desk.post(at(file, "voorzieningen/antwoord/"), {"feit": fact[1], "actie": "weet-ik-niet"}).status_code == 302
    after = desk.get(at(file, "voorzieningen/")).content.decode()
    assert f'name="feit" value="{fact[1]}"' not in after
    answer = {
        "feit": "heeft_startkwalificatie", "antwoord": "ja", "actie": "opslaan", "vervangt": "",
        "valid_from": "2-2-2026", "source": "client",
    }  # fmt: skip
    assert desk.post(at(file, "voorzieningen/antwoord/"), answer).status_code == 302
    row = file.facts.get(name="heeft_startkwalificatie")
    assert (row.value, row.source, row.author.name) == (True, "client", "Mirjam Maker")
    wrong = desk.post(at(file, "voorzieningen/antwoord/"), {"feit": "geboortedatum", "antwoord": "gisteren"})
    assert wrong.status_code == 422
    assert 'value="gisteren"' in wrong.content.decode()


def test_a_provision_shows_why_and_where_to_apply(desk: Client, file: Dossier) -> None:
    page = desk.get(at(file, f"voorzieningen/regel/{PROVISION}/"))
    assert "Begin een aanvraag" in words(page)
    assert "De redenen" in words(page)
    assert desk.get(at(file, "voorzieningen/regel/fietsles/")).status_code == 404


def test_the_whole_way_by_hand(
    desk: Client, sign_in: SignIn, reader: Actor, file: Dossier, maker: Actor, now: Any
) -> None:
    made = fill(
        desk, at(file, "aanvragen/nieuw/"), provision=PROVISION, applicant="person", received_on="3-3-2025",
        channel="website", wish="Ik wil op proef werken bij de bakker.",
    )  # fmt: skip
    assert made.status_code == 302
    row = Application.objects.get()
    base = at(file, f"aanvragen/{row.pk}/")
    page = words(desk.get(base))
    for part in (
        "Gegevens ontbreken",
        "Ik wil op proef werken",
        "28 april 2025",
        "nog doen: deze aanvraag kwam elektro",
    ):
        assert part in page
    assert fill(desk, base + "doe/bevestigen/").status_code == 302
    assert Document.objects.get(kind="brief: ontvangst").name.endswith(".pdf")
    from tests.casework.stories import OWN, persona

    rest = {
        k: v for k, v in persona(file.municipality, "Sara").items() if k not in OWN - {"begindatum"} | {"noodzakelijk"}
    }
    record(maker, file, rest, False, row)
    assessed = words(desk.get(base + "beoordeling/"))
    assert "Wat dit dossier zelf al weet" in assessed
    assert "Aanvraag ontvangen" in assessed
    assert fill(desk, base + "doe/in-behandeling/").status_code == 302
    begun = desk.post(at(file, "besluiten/nieuw/"), {"aanvraag": row.pk, "soort": "grant"})
    decision = Decision.objects.get()
    address = at(file, f"besluiten/{decision.pk}/")
    assert begun["Location"] == address
    if decision.assessment["uitkomst"] != "toegekend":
        judgement = {
            "feit": "oordeel_noodzakelijk",
            "antwoord": "ja",
            "reason": "Zonder plaats geen werk.",
            "vervangt": "",
        }
        assert desk.post(base + "antwoord/", judgement).status_code == 302
        assert fill(desk, address + "doe/opnieuw/").status_code == 302
    saved = fill(desk, address, reasons="U kunt hier goed leren.", starts_on="1-4-2025", ends_on="31-5-2025")
    assert saved.status_code == 302
    assert "Alles is er" in words(desk.get(address))
    assert "U kunt hier goed leren." in words(desk.get(address + "brief/"))
    assert desk.get(address + "brief/?pdf=1").content.startswith(b"%PDF")
    assert fill(desk, address + "doe/voorstellen/").status_code == 302
    assert "Stel vast" not in words(desk.get(address))
    other = sign_in(reader)
    assert "Stel vast" in words(other.get(address))
    assert fill(other, address + "doe/vaststellen/").status_code == 302
    assert fill(desk, address + "doe/bekendmaken/").status_code == 302
    page = words(desk.get(address))
    assert "12 mei 2025" in page  # Awb 6:7: six weeks from 1 April
    assert desk.get(address + "brief.pdf").content.startswith(b"%PDF")
    assert "byte voor byte" in words(desk.get(address + "narekenen/"))
    use = ProvisionUse.objects.get()
    assert "Loopt" in words(desk.get(at(file, f"voorzieningen/gebruik/{use.pk}/")))
    assert "Wat loopt" in words(desk.get(at(file)))


def test_what_a_page_refuses_stands_beside_its_field(desk: Client, file: Dossier, application: Application) -> None:
    base = at(file, f"aanvragen/{application.pk}/")
    wrong = fill(desk, base + "doe/intrekken/", on="1-1-2025", note="Gebeld.")
    assert wrong.status_code == 422
    assert "kan niet vóór" in problems(wrong)[0]
    assert "Gebeld." in wrong.content.decode()
    empty = fill(desk, at(file, "aanvragen/nieuw/"), provision="", applicant="", received_on="")
    assert len(problems(empty)) == 3
    assert desk.get(base + "doe/dansen/").status_code == 404


def test_an_application_that_was_sent_twice_is_registered_once(desk: Client, file: Dossier) -> None:
    address = at(file, "aanvragen/nieuw/")
    found = re.search(r'name="kenmerk" value="([^"]+)"', desk.get(address).content.decode())
    assert found
    sent = {"provision": PROVISION, "applicant": "person", "received_on": "3-3-2025", "kenmerk": found[1]}
    first, second = fill(desk, address, **sent), fill(desk, address, **sent)
    assert first["Location"] == second["Location"]
    assert file.applications.count() == 1
    assert fill(desk, address, **sent | {"kenmerk": ""})["Location"] != first["Location"]
    assert file.applications.count() == 2
    other = file.applications.exclude(pk=found[1]).get()
    someone = Person.objects.create(municipality=file.municipality, number="K-999999", surname="Ander")
    elsewhere = Dossier.objects.create(
        municipality=file.municipality, client=someone, number="D-999999", case_manager=file.case_manager,
        surname="Ander", reported_on=date(2025, 1, 1),
    )  # fmt: skip
    Application.objects.filter(pk=other.pk).update(dossier=elsewhere)
    assert fill(desk, address, **sent | {"kenmerk": str(other.pk)}).status_code == 302
    assert file.applications.count() == 2


def test_a_term_leads_to_its_application_and_cannot_be_ticked_off(
    desk: Client, file: Dossier, application: Application
) -> None:
    task = Task.objects.get(kind="beslistermijn")
    for address in (f"/dossiers/{file.pk}/", "/werk/"):
        page = desk.get(address)
        assert f'href="{at(file, f"aanvragen/{application.pk}/")}"' in page.content.decode()
        assert f"/taken/{task.pk}/gedaan/" not in page.content.decode()
    desk.post(f"/taken/{task.pk}/gedaan/")
    assert Task.objects.get(pk=task.pk).state == Task.State.OPEN


def test_terms_by_hand(
    desk: Client, sign_in: SignIn, maker: Actor, file: Dossier, application: Application, now: Any
) -> None:
    base = at(file, f"aanvragen/{application.pk}/")
    stop = fill(desk, base + "doe/stilstaan/", ground="instemming", notified_on="31-3-2025", starts_on="1-4-2025",
                note="De inwoner wil wachten.")  # fmt: skip
    assert stop.status_code == 302
    now.move_to("2025-04-10 09:00+02:00")
    desk = sign_in(maker)
    assert "De termijn staat nu stil" in words(desk.get(base))
    assert fill(desk, base + "doe/hervatten/", ended_on="9-4-2025").status_code == 302
    assert (
        fill(desk, base + "doe/verlengen/", notified_on="10-4-2025", new_deadline="2-6-2025", reason="x").status_code
        == 302
    )
    page = words(desk.get(base))
    assert "2 juni 2025" in page
    now.move_to("2025-07-10 09:00+02:00")
    desk = sign_in(maker)
    assert fill(desk, base + "doe/ingebrekestelling/", received_on="10-6-2025").status_code == 302
    page = words(desk.get(base))
    assert "38 dagen te laat" in page
    assert "€ 392,00" in page  # 25 June up to and including 10 July: fourteen days of 23 euro and two of 35
    late = base + "doe/ontvangst/"
    assert fill(desk, late, received_on="11-6-2025", channel="post", reason="x").status_code == 422
    assert "De ontvangst verbeteren" in words(desk.get(base))
    assert fill(desk, late, received_on="3-3-2025", channel="post", reason="Was per post.").status_code == 302
    strike = base + "doe/doorhalen/"
    assert "ingebrekestelling van 10 juni 2025" in words(desk.get(strike)).lower()
    wrong = application.default_notices.get()
    assert fill(desk, strike, what="iets", reason="x").status_code == 422
    assert fill(desk, strike, what=str(wrong.pk), reason="Bij een ander dossier.").status_code == 302
    page = words(desk.get(base))
    assert "€ 392,00" not in page
    assert "Bij een ander dossier." in page
    application.extensions.all().delete()
    assert desk.get(strike).status_code == 404


def test_documents_by_hand(desk: Client, file: Dossier, application: Application) -> None:
    sent = SimpleUploadedFile('..\\cv "Sara"\u202e.exe', b"%PDF-1.7 een cv", "text/plain")
    added = desk.post(at(file, "documenten/"), {"file": sent, "soort": "cv", "aanvraag": application.pk})
    assert added["Location"] == at(file, f"aanvragen/{application.pk}/")
    row = Document.objects.get()
    assert (row.name, row.content_type, row.application) == ("cv Sara.pdf", "application/pdf", application)
    got = desk.get(at(file, f"documenten/{row.pk}/"))
    assert got.content == b"%PDF-1.7 een cv"
    assert got["Content-Disposition"].startswith('attachment; filename="cv Sara.pdf"')
    for wrong, why in (
        (SimpleUploadedFile("leeg.pdf", b""), "Kies een bestand"),
        (SimpleUploadedFile("virus.pdf", b"MZ\x90\x00" + bytes(60)), "Dit soort bestand nemen we niet aan"),
    ):
        response = desk.post(at(file, "documenten/"), {"file": wrong})
        assert response.status_code == 422
        assert why in problems(response)[0] or "leeg" in problems(response)[0]
    assert fill(desk, at(file, f"documenten/{row.pk}/verwijderen/"), reason="").status_code == 422
    assert fill(desk, at(file, f"documenten/{row.pk}/verwijderen/"), reason="Van een ander.").status_code == 302
    page = words(desk.get(at(file, "documenten/")))
    assert "Van een ander." in page
    assert desk.get(at(file, f"documenten/{row.pk}/")).status_code == 409
    assert Document.objects.get().content == b""


def test_an_employer_applies(desk: Client, file: Dossier) -> None:
    address = at(file, "aanvragen/nieuw/")
    values = {"provision": "tijdelijke_loonkostensubsidie", "applicant": "employer", "received_on": "3-3-2025"}
    assert fill(desk, address, **values, employer="").status_code == 422
    assert len(problems(fill(desk, address, **values, employer="nieuw"))) == 2
    given = {"name": "Bakkerij Verzonnen", "street": "Marktplein 1", "postcode": "0000 XX", "city": "Voorbeeldstad"}
    assert fill(desk, address, **values, employer="nieuw", **given).status_code == 302
    row = Application.objects.get()
    assert row.employer is not None
    again = fill(desk, address, **values, employer=str(row.employer.pk))
    assert again.status_code == 302
    assert "Bakkerij Verzonnen" in words(desk.get(at(file, f"aanvragen/{row.pk}/")))


def test_another_dossier_is_not_found_here(desk: Client, file: Dossier, application: Application) -> None:
    import uuid

    for rest in ("aanvragen/{}/", "besluiten/{}/", "voorzieningen/gebruik/{}/", "documenten/{}/"):
        assert desk.get(at(file, rest.format(uuid.uuid4()))).status_code == 404


def test_empty_pages_say_what_to_do(desk: Client, file: Dossier) -> None:
    assert "Er zijn nog geen besluiten" in words(desk.get(at(file, "besluiten/")))
    assert "Er zijn nog geen documenten" in words(desk.get(at(file, "documenten/")))
    apply_page = desk.get(at(file, "aanvragen/nieuw/?voorziening=proefplaats"))
    assert apply_page.status_code == 200

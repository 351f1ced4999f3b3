"""Letters by hand: the parts that the regulation demands, a ground that one may use, what cannot be a letter."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.casework.stories import PROVISION, apply, file, home, maker, now, persona, reader, record
from tests.casework.stories import application as application
from tests.casework.test_uses import granted
from tests.web.casework.test_decision_pages import at, desk, fill
from tests.web.conftest import problems, words

from trede.casework.models import Application, Decision, Document, Dossier
from trede.casework.services import deciding, decisions, documents
from trede.casework.services.common import Actor, Refused
from trede.casework.services.decisions import Text

__all__ = ["application", "desk", "file", "granted", "home", "maker", "now", "reader"]
Kind = Decision.Kind


@pytest.fixture
def support(maker: Actor, home: Any, file: Dossier) -> Application:
    """An application for support at work, of which article 16 says what the decision must hold."""
    known = persona(home, "Daan")
    made = apply(maker, file, provision="persoonlijke_ondersteuning")
    record(maker, file, known, True)
    record(maker, file, known, False, made)
    return made


def test_what_article_16_demands_is_asked_and_lands_in_the_letter(
    desk: Client, file: Dossier, support: Application, maker: Actor
) -> None:
    row = decisions.draft(maker, file, support.provision, Kind.GRANT, application=support)
    assert row.outcome == "toegekend", row.assessment["samenvatting"]
    address = at(file, f"besluiten/{row.pk}/")
    page = words(desk.get(address))
    assert "Duur/intensiteit" in page
    assert "Wat hiervan hoort er niet in?" in page
    decisions.edit(maker, row, Text(starts_on=date(2025, 4, 1)), None)
    with pytest.raises(Refused, match="In de brief ontbreekt: duur/intensiteit"):
        deciding.propose(maker, row)
    saved = fill(
        desk, address, **{"deel-duur_en_intensiteit": "Zes maanden, vier uur per week.", "starts_on": "1-4-2025"},
        niet_van_toepassing=["reden_afwijking", "andere_ondersteuning", "bedragen"],
    )  # fmt: skip
    assert saved.status_code == 302
    assert "Zes maanden, vier uur per week." in words(desk.get(address + "brief/"))
    assert deciding.propose(maker, Decision.objects.get(pk=row.pk)).state == "proposed"


def test_a_refusal_on_a_ground_that_one_may_use(
    desk: Client, file: Dossier, application: Application, maker: Actor
) -> None:
    record(maker, file, {"voorliggende_voorziening_beschikbaar": True}, False, application)
    with_ground = decisions.draft(maker, file, PROVISION, Kind.REFUSAL, application=application)
    ground = next((g for g in with_ground.assessment["gronden"] if g["gevolg"] == "kan_weigeren"), None)
    assert ground is not None, with_ground.assessment["samenvatting"]
    with pytest.raises(Refused, match="Er kan nog niet worden besloten"):
        deciding.propose(maker, with_ground)
    record(maker, file, {"oordeel_gebruik_weigeringsbevoegdheid": True}, False, application)
    row = decisions.reassess(maker, with_ground)
    assert row.assessment["uitkomst"] == "geweigerd"
    address = at(file, f"besluiten/{row.pk}/")
    assert "Op welke gronden weigert u?" in words(desk.get(address))
    assert fill(desk, address, grounds=[ground["normen"][0]]).status_code == 302
    assert "mogen wij weigeren" in words(desk.get(address + "brief/"))
    assert fill(desk, address, grounds=["AMV-V-99"]).status_code == 422


def test_a_letter_that_cannot_be_made_says_why(desk: Client, file: Dossier, maker: Actor) -> None:
    row = decisions.draft(maker, file, PROVISION, Kind.GRANT, application=apply(maker, file))
    assert "er ontbreken gegevens" in words(desk.get(at(file, f"besluiten/{row.pk}/brief/")))
    assert desk.get(at(file, f"besluiten/{row.pk}/brief.pdf")).status_code == 404
    assert desk.get(at(file, f"besluiten/{row.pk}/doe/dansen/")).status_code == 404


def test_an_extension_asks_what_is_decided(desk: Client, file: Dossier, granted: Decision) -> None:
    made = desk.post(at(file, "besluiten/nieuw/"), {"besluit": granted.pk, "soort": "extension"})
    page = words(desk.get(made["Location"]))
    assert "Wat besluit u?" in page
    assert fill(desk, made["Location"], outcome="toegekend", ends_on="30-9-2025").status_code == 302


def test_one_person_decides_where_the_regime_says_so(
    desk: Client, file: Dossier, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    from trede.casework.regimes import regime_named

    monkeypatch.setitem(regime_named("amstelveen").second_pair, PROVISION, False)
    made = desk.post(at(file, "besluiten/nieuw/"), {"aanvraag": application.pk, "soort": "grant"})
    assert fill(desk, made["Location"] + "doe/zelf_vaststellen/").status_code == 302
    assert "Maak bekend" in words(desk.get(made["Location"]))


def test_a_file_that_is_too_large_is_told(desk: Client, file: Dossier, settings: Any) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    sent = desk.post(at(file, "documenten/"), {"file": SimpleUploadedFile("groot.txt", b"x" * 5000)})
    assert problems(sent) == ["Dit bestand is te groot: hoogstens 10 MB kan erbij."]
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = documents.MOST_BYTES
    added = desk.post(at(file, "documenten/"), {"file": SimpleUploadedFile("klein.txt", b"hallo")})
    assert added["Location"] == at(file, "documenten/")
    assert Document.objects.count() == 1


def test_a_second_editor_sees_both_versions(
    desk: Client, file: Dossier, application: Application, maker: Actor
) -> None:
    row = decisions.draft(maker, file, PROVISION, Kind.GRANT, application=application)
    address = at(file, f"besluiten/{row.pk}/")
    assert fill(desk, address, reasons="Van de een.", revisie=str(row.revision)).status_code == 302
    late = fill(desk, address, reasons="Van de ander.", revisie=str(row.revision))
    assert late.status_code == 422
    page = words(late)
    assert "Iemand anders heeft dit gewijzigd" in page
    assert "Van de een." in page
    assert "Van de ander." in page
    assert Decision.objects.get(pk=row.pk).reasons == "Van de een."

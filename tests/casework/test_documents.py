"""Documents: what is taken in by its bytes, kept under a safe name, encrypted, and removed with a reason."""

from __future__ import annotations

import pytest
from django.db import connection
from tests.casework.conftest import staff
from tests.casework.stories import TODAY, application, file, home, maker, now

from trede.access.models import AuditEntry, ProcessingEntry, Role
from trede.casework.models import Application, Document, Dossier
from trede.casework.services import correspondence, documents
from trede.casework.services.common import Actor, Refused

__all__ = ["application", "file", "home", "maker", "now"]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(32)
DOCX = b"PK\x03\x04"


def test_a_file_is_kept_encrypted_and_read_back(maker: Actor, file: Dossier, application: Application) -> None:
    row = documents.attach(maker, file, "Mijn CV.PDF.exe", b"%PDF-1.4 geheim", "cv", application)
    assert (row.name, row.content_type, row.size) == ("Mijn CV.PDF.pdf", "application/pdf", 15)
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM casework_document")
        stored = bytes(cursor.fetchone()[0])
    assert b"geheim" not in stored
    found = Document.objects.get(pk=row.pk)
    assert documents.take_out(maker, found) == b"%PDF-1.4 geheim"
    assert AuditEntry.objects.filter(action="document.gelezen").count() == 1
    assert ProcessingEntry.objects.filter(name="document.gelezen", person=file.client_id).count() == 1


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "Dit bestand is leeg"),
        (b"MZ\x90\x00" + bytes(64), "Dit soort bestand nemen we niet aan"),
        (b"\x00\x01\x02", "Dit soort bestand nemen we niet aan"),
        (b"%PDF-1.4" + bytes(documents.MOST_BYTES), "hoogstens 10 MB"),
    ],
)
def test_what_is_not_taken_in(maker: Actor, file: Dossier, content: bytes, why: str) -> None:
    with pytest.raises(Refused, match=why):
        documents.attach(maker, file, "brief.pdf", content)
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd.txt"), ("CON\x00\n.txt", "CON.txt"), ("", "document.txt"), ("...", "document.txt"),
        ("a" * 500, "a" * 120 + ".txt"), ('br"ief<1>|.txt', "br ief 1.txt"), ("café ☕.txt", "café ☕.txt"),
    ],
)  # fmt: skip
def test_a_name_that_any_machine_can_hold(maker: Actor, file: Dossier, name: str, safe: str) -> None:
    assert documents.attach(maker, file, name, b"hallo").name == safe


def test_removed_with_a_reason_and_only_once(maker: Actor, file: Dossier) -> None:
    row = documents.attach(maker, file, "foto.png", PNG)
    with pytest.raises(Refused, match="Schrijf waarom"):
        documents.remove(maker, row, " ")
    gone = documents.remove(maker, row, "Hoort bij een ander.")
    assert (gone.content, gone.removed_reason, gone.sha256) == (b"", "Hoort bij een ander.", row.sha256)
    with pytest.raises(Refused, match="al verwijderd"):
        documents.remove(maker, row, "Nog eens.")
    with pytest.raises(Refused, match="is verwijderd"):
        documents.take_out(maker, gone)


def test_a_letter_that_went_out_stays(maker: Actor, file: Dossier, application: Application) -> None:
    row = correspondence.confirm(maker, application, TODAY)
    with pytest.raises(Refused, match="verstuurd en hoort bij het dossier"):
        documents.remove(maker, row, "Liever niet.")
    assert documents.take_out(maker, Document.objects.get()).startswith(b"%PDF")
    with pytest.raises(Refused, match="brieven die hier zijn gemaakt"):
        documents.attach(maker, file, "x.txt", b"hallo", "Brief: ontvangst")


def test_who_may_not_and_a_closed_dossier(maker: Actor, home: object, file: Dossier) -> None:
    administrator = staff(file.municipality, Role.ADMINISTRATOR, "Bea Heerder")
    with pytest.raises(Refused, match="Hiervoor is een recht nodig"):
        documents.attach(administrator, file, "x.txt", b"hallo")
    file.status = Dossier.Status.CLOSED
    with pytest.raises(Refused, match="gesloten"):
        documents.attach(maker, file, "x.txt", b"hallo")

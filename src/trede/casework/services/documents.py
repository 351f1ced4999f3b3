"""Documents with a dossier or an application: files that came in, and letters that went out.

The kind of a file is seen from its bytes, never from its name. Content is encrypted; who takes a file out is noted.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import PurePosixPath

import filetype
from django.db import transaction
from django.utils import timezone

from trede.access import audit
from trede.access.rights import Right
from trede.casework.models import Application, Document, Dossier
from trede.casework.models.applications import OWN_LETTER
from trede.casework.services.acts import done, open_dossier
from trede.casework.services.common import Actor, Checks, Problem, Refused

MOST_BYTES = 10 * 1024 * 1024
LONGEST_NAME = 120
PDF = "application/pdf"
TEXT = "text/plain"
# What a client or employer sends: papers, photographs of papers, office files. Nothing that runs by itself.
ALLOWED = {
    PDF: "pdf", "image/jpeg": "jpg", "image/png": "png", "image/heic": "heic", "image/tiff": "tif", TEXT: "txt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.oasis.opendocument.text": "odt",
}  # fmt: skip
RESERVED = re.compile(r'[\\/:*?"<>|]+')


def attach(
    actor: Actor, dossier: Dossier, name: str, content: bytes, kind: str = "", application: Application | None = None
) -> Document:
    """Keep a file. Refused when it is empty, too large, or of a sort that is not taken in, with everything wrong."""
    actor.need(Right.RECORD_FACTS, dossier.municipality)
    checks = Checks()
    open_dossier(checks, dossier)
    found = content_type(content)
    checks.that(content, "file", "Dit bestand is leeg. Kies het bestand opnieuw.")
    most = MOST_BYTES // 1024 // 1024
    checks.that(len(content) <= MOST_BYTES, "file", f"Dit bestand is te groot: hoogstens {most} MB kan erbij.")
    if content:
        checks.that(
            found in ALLOWED, "file",
            "Dit soort bestand nemen we niet aan. Goed is: pdf, jpg, png, heic, tif, docx, xlsx, odt of txt.",
        )  # fmt: skip
    checks.that(len(kind) <= 120, "kind", "De soort is te lang: hoogstens 120 tekens.")
    checks.that(
        not kind.lower().startswith(OWN_LETTER),
        "kind",
        "'Brief:' staat voor brieven die hier zijn gemaakt. Kies iets anders.",
    )
    checks.refuse()
    with transaction.atomic():
        made = keep_file(
            actor, dossier, safe_name(name, ALLOWED[found or PDF]), content, found or PDF, kind, application
        )
        done(actor, dossier, "document.toegevoegd", document=str(made.pk), soort=kind)
    return made


def keep_letter(
    actor: Actor, dossier: Dossier, name: str, pdf: bytes, kind: str, application: Application | None = None
) -> Document:
    """Keep a letter that went out. The caller checks the right, and notes the act."""
    return keep_file(actor, dossier, safe_name(name, "pdf"), pdf, PDF, kind, application)


def keep_file(
    actor: Actor, dossier: Dossier, name: str, content: bytes, sort: str, kind: str, application: Application | None
) -> Document:
    """The row of a file."""
    return Document.objects.create(
        dossier=dossier, application=application, kind=kind, name=name, content_type=sort, size=len(content),
        sha256=hashlib.sha256(content).hexdigest(), content=content, uploaded_by=actor.user,
    )  # fmt: skip


def take_out(actor: Actor, document: Document) -> bytes:
    """The bytes of a file, noted. Refused when it was removed."""
    if document.removed_at is not None:
        raise Refused("Dit document is verwijderd.")
    audit.reading(actor.log, "document.gelezen", [document.dossier], document=str(document.pk))
    return bytes(document.content)


def remove(actor: Actor, document: Document, reason: str) -> Document:
    """Remove a file: its bytes go, the row stays with who, when and why. Refused for a letter that went out."""
    actor.need(Right.RECORD_FACTS, document.dossier.municipality)
    if document.is_own_letter:
        raise Refused("Deze brief is verstuurd en hoort bij het dossier. Hij kan niet weg.")
    if not reason.strip():
        raise Refused(Problem("reason", "Schrijf waarom het document weg moet."))
    with transaction.atomic():
        row = Document.objects.select_for_update().get(pk=document.pk)
        if row.removed_at is not None:
            raise Refused("Dit document is al verwijderd.")
        row.content, row.removed_at, row.removed_reason = b"", timezone.now(), reason
        row.save(update_fields=["content", "removed_at", "removed_reason"])
        done(actor, row.dossier, "document.verwijderd", reason, document=str(row.pk))
    return row


def content_type(content: bytes) -> str | None:
    """The media type by the bytes; plain text when they read as such; None for what is neither.

    >>> content_type(b"%PDF-1.7"), content_type("één regel".encode()), content_type(bytes([0, 1, 2]))
    ('application/pdf', 'text/plain', None)
    >>> content_type("één regel".encode("cp1252"))
    'text/plain'
    """
    if (found := filetype.guess_mime(content)) is not None:
        return str(found)
    try:
        text = content.decode()
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")  # as older Windows programs write
    return None if any(unicodedata.category(sign) == "Cc" and sign not in "\n\r\t" for sign in text) else TEXT


def safe_name(name: str, ending: str) -> str:
    """A name that any machine can hold, with the ending of what the file is.

    >>> safe_name("../../cv\\u202egpj.exe", "pdf"), safe_name("  ", "png")
    ('cvgpj.pdf', 'document.png')
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(sign for sign in last if unicodedata.category(sign)[0] not in "CZ" or sign == " ")
    stem = " ".join(RESERVED.sub(" ", PurePosixPath(plain).stem).split()).strip(". ")
    return f"{stem[:LONGEST_NAME].strip() or 'document'}.{ending}"

"""The client's own page: a one-time code that a case manager gives, and opening it. Only a hash of a code is kept."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from trede.access import audit, protect
from trede.access.rights import Right
from trede.casework.models import Dossier, ResidentCode
from trede.casework.services.common import Actor

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that look alike
LENGTH = 12  # about 59 bits: not to be guessed while it is valid
VALID = timedelta(days=2)
PURPOSE = "inwonercode"


class WrongCode(LookupError):
    """There is no such code, it was used, or it is too old. Which of these is not told."""


def make_code(actor: Actor, dossier: Dossier) -> str:
    """A new code for the client, as groups of four; earlier ones that were not used are no longer valid."""
    actor.need(Right.OPEN_OWN if not actor.may(Right.OPEN_ANY) else Right.OPEN_ANY, dossier.municipality)
    code = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    with transaction.atomic():
        ResidentCode.objects.filter(dossier=dossier, used_at__isnull=True).delete()
        ResidentCode.objects.create(
            dossier=dossier, code_hash=protect.keyed(PURPOSE, code), expires_at=timezone.now() + VALID,
            made_by=actor.user,
        )  # fmt: skip
        audit.record(actor.log, "inwonercode.gemaakt", dossier)
    return "-".join(code[place : place + 4] for place in range(0, LENGTH, 4))


def open_with(code: str, origin: str = "") -> Dossier:
    """The dossier of a code, which is used up by this. WrongCode, and then the attempt is noted."""
    plain = "".join(sign for sign in code.upper() if sign in SIGNS)
    now = timezone.now()
    with transaction.atomic():
        found = (
            ResidentCode.objects.select_for_update()
            .filter(code_hash=protect.keyed(PURPOSE, plain), used_at__isnull=True, expires_at__gt=now)
            .first()
        )
        if found is not None:
            found.used_at = now
            found.save(update_fields=["used_at"])
            who = audit.Actor("inwoner", municipality=found.dossier.municipality.slug, origin=origin)
            audit.record(who, "inwonerpagina.geopend", found.dossier)
            return found.dossier
    audit.record(audit.Actor("onbekend", origin=origin), "inwonercode.onjuist", result=audit.REFUSED)
    raise WrongCode

"""Employers who apply, hire or offer a place, per municipality."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from trede.access import audit
from trede.access.rights import Right
from trede.casework.models import Employer
from trede.casework.services.common import Actor, Checks

FIELDS = ("name", "street", "postcode", "city", "contact")
MOST = 500  # employers in a list to choose from; beyond it, one searches


def of(actor: Actor) -> QuerySet[Employer]:
    """The employers of the municipality, by name."""
    return Employer.objects.filter(municipality=actor.municipality).order_by("name")[:MOST]


def find(actor: Actor, key: UUID | None) -> Employer | None:
    """One employer of the municipality, or None."""
    return Employer.objects.filter(municipality=actor.municipality, pk=key).first() if key else None


def register(actor: Actor, given: Mapping[str, str]) -> Employer:
    """A new employer. Refused without a name or an address: letters go there."""
    actor.need(Right.RECORD_FACTS, actor.municipality)
    checks = Checks()
    checks.that(given.get("name", "").strip(), "name", "Vul de naam van de werkgever in.")
    checks.that(given.get("street", "").strip() and given.get("city", "").strip(), "street", "Vul het adres in.")
    checks.refuse()
    with transaction.atomic():
        made = Employer.objects.create(
            municipality=actor.municipality, **{name: given.get(name, "").strip() for name in FIELDS}
        )
        audit.record(actor.log, "werkgever.vastgelegd", audit.Subject("werkgever", str(made.pk)))
    return made

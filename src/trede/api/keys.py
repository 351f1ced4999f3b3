"""Keys: making, ending, and who stands behind one that was sent."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from trede.access import audit, protect, rights
from trede.access.current import origin
from trede.access.models import Municipality, User
from trede.api.models import ApiKey
from trede.casework.services.common import Actor

PURPOSE = "api-key"
VALID = timedelta(days=366)
PREFIX = "trede_"  # so that a key left somewhere is found by who scans for it


class NoRole(ValueError):
    """The account has no role in the municipality."""


def make_key(user: User, municipality: Municipality, name: str) -> str:
    """A new key, shown once. NoRole."""
    if not rights.roles_of(user, municipality):
        raise NoRole(f"{user.name} heeft geen rol bij {municipality.name}.")
    key = PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        made = ApiKey.objects.create(
            user=user, municipality=municipality, name=name, hash=protect.keyed(PURPOSE, key),
            expires_at=timezone.now() + VALID,
        )  # fmt: skip
        who = audit.Actor.system("trede api-key", municipality.slug)
        audit.record(
            who, "sleutel.gemaakt", audit.Subject("api-sleutel", str(made.pk)), naam=name, account=str(user.pk)
        )
    return key


def end_key(name: str, municipality: Municipality) -> int:
    """End the keys of this name; tells how many."""
    with transaction.atomic():
        ended = ApiKey.objects.filter(municipality=municipality, name=name, ended_at=None).update(
            ended_at=timezone.now()
        )
        audit.record(
            audit.Actor.system("trede api-key", municipality.slug), "sleutel.beeindigd", naam=name, aantal=ended
        )
    return ended


class Key(HttpBearer):
    """`Authorization: Bearer …` becomes an `Actor`, found as `request.auth`."""

    def authenticate(self, request: HttpRequest, token: str) -> Any | None:
        """The actor of a key that is valid now, whose account has a role."""
        now = timezone.now()
        found = (
            ApiKey.objects.filter(hash=protect.keyed(PURPOSE, token), ended_at=None, expires_at__gt=now)
            .select_related("user", "municipality")
            .first()
        )
        if found is None:
            return None
        roles = rights.roles_of(found.user, found.municipality)
        if not roles:
            return None
        log = audit.Actor.of(found.user, found.municipality.slug, roles, origin=origin(request))
        return Actor(found.user, found.municipality, roles, log)

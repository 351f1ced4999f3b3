"""Who is at work in a request: the account, the municipality chosen, the roles there and the rights that follow."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone

from trede.access import audit, rights
from trede.access.models import Municipality, User
from trede.access.rights import Right

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

CHOSEN = "municipality"


@dataclass
class Access:
    """Made at the first question of a request; the memberships came with the account, in its own query."""

    request: HttpRequest
    operation: str = field(default_factory=lambda: secrets.token_hex(8))
    trace: str = field(default_factory=lambda: secrets.token_hex(16))

    @property
    def user(self) -> User | AnonymousUser:
        """The account."""
        return self.request.user  # type: ignore[return-value]

    @cached_property
    def roles_by_municipality(self) -> dict[Municipality, frozenset[str]]:
        """Where the account works today, by name, and as what."""
        if not self.user.is_authenticated:
            return {}
        found: dict[Municipality, set[str]] = {}
        memberships = self.user.held_today
        if memberships is None:  # who signs in just now
            memberships = self.user.memberships.on(timezone.localdate()).select_related("municipality")
            memberships = memberships.order_by("municipality__name")
        for membership in memberships:
            found.setdefault(membership.municipality, set()).add(membership.role)
        return {municipality: frozenset(roles) for municipality, roles in found.items()}

    @cached_property
    def municipality(self) -> Municipality | None:
        """The one chosen in this session, else the first; None for an account without a role."""
        found = list(self.roles_by_municipality)
        chosen = self.request.session.get(CHOSEN)
        return next((item for item in found if item.slug == chosen), found[0] if found else None)

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles in that municipality."""
        return self.roles_by_municipality.get(self.municipality, frozenset()) if self.municipality else frozenset()

    @cached_property
    def rights(self) -> frozenset[Right]:
        """What follows from the roles."""
        return rights.of_roles(self.roles)

    def allows(self, right: Right | str) -> bool:
        """May this account do that here?"""
        return Right(right) in self.rights

    def demand(self, right: Right) -> None:
        """Raise `PermissionDenied`, and note it, when the right is missing."""
        if right not in self.rights:
            audit.record(self.actor, "toegang.geweigerd", result=audit.REFUSED, recht=right.value)
            raise PermissionDenied(f"Hiervoor is een recht nodig: {rights.WORDS[right]}.")

    @cached_property
    def actor(self) -> audit.Actor:
        """Who the logs name."""
        where = self.municipality.slug if self.municipality else ""
        more = {"origin": origin(self.request), "operation": self.operation, "trace": self.trace}
        if not self.user.is_authenticated:
            return audit.Actor("niet aangemeld", **more)
        return audit.Actor.of(self.user, where, self.roles, **more)

    def choose(self, slug: str) -> bool:
        """Go on in another municipality where the account has a role."""
        found = next((item for item in self.roles_by_municipality if item.slug == slug), None)
        if found:
            self.request.session[CHOSEN] = found.slug
        return found is not None


def origin(request: HttpRequest) -> str:
    """The network address that the request came from: what our own proxy says, if there is one, else the other end."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
    return (forwarded.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", "")))[:45]

"""Until signing in is there: the account that a test names in a header, with its access."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from trede.access import audit, rights
from trede.access.models import User


class Access:
    """What a request knows of who is at work."""

    def __init__(self, user: User) -> None:
        self.user = user
        held = user.memberships.on(timezone.localdate()).select_related("municipality")
        first = held.first()
        self.municipality = first.municipality if first else None
        self.roles = frozenset(m.role for m in held if m.municipality == self.municipality)
        self.actor = audit.Actor.of(user, self.municipality.slug if self.municipality else "", self.roles)

    def demand(self, right: rights.Right) -> None:
        """Refuse without the right."""
        if right not in rights.of_roles(self.roles):
            from django.core.exceptions import PermissionDenied

            raise PermissionDenied


class StandIn:
    """Signs in who the session names."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.user = User.objects.get(email=request.headers["X-Test-User"])
        request.access = Access(request.user)
        return self.get_response(request)

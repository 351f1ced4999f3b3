"""The account of a session, its roles of today with it: one query, that every page of who is signed in begins with."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.utils import timezone

from trede.access.people import Membership, User


class Backend(ModelBackend):
    """Passwords as Django checks them."""

    def get_user(self, user_id: Any) -> User | None:
        """The account, as long as it is active; `held_today` are its memberships that hold today."""
        rows = Membership.objects.on(timezone.localdate()).filter(user=user_id).select_related("user", "municipality")
        held = list(rows.order_by("municipality__name"))
        if not held:
            found: User | None = super().get_user(user_id)
            return found
        user = held[0].user
        user.held_today = held
        return user if self.user_can_authenticate(user) else None

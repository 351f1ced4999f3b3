"""Accounts for the tests of access: one municipality with a colleague per role, and a second one beside it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from django_otp.oath import TOTP

from trede.access import second_factor
from trede.access.models import Membership, Municipality, Role, SecondFactor, User

PASSWORD = "acht kleine paarden draven"
CHEAP = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def cheap_passwords(settings: Any) -> None:
    """Hashing as in production takes a third of a second a time."""
    settings.PASSWORD_HASHERS = CHEAP


@pytest.fixture
def town(db: None) -> Municipality:
    return Municipality.objects.create(slug="voorbeeldstad", name="Voorbeeldstad", regime="voorbeeldstad")


@pytest.fixture
def village(db: None) -> Municipality:
    return Municipality.objects.create(slug="dorpstad", name="Dorpstad", regime="dorpstad")


@pytest.fixture
def staff(town: Municipality) -> Callable[..., User]:
    """An account with a password and a role in the town."""

    def make(role: Role | None = Role.CASE_MANAGER, name: str = "Klaas Voorbeeld", where: Any = None) -> User:
        email = f"{name.split()[0].lower()}@{(where or town).slug}.example"
        user = User.objects.filter(email=email).first() or User.objects.make(email, name, PASSWORD)
        if role:
            Membership.objects.create(user=user, municipality=where or town, role=role)
        return user

    return make


@pytest.fixture
def signed_in(client: Any, staff: Callable[..., User]) -> Callable[..., Any]:
    """A client that came in as somebody, the whole way."""

    def come_in(user: User | None = None, role: Role = Role.CASE_MANAGER, browser: Any = None) -> Any:
        who = user or staff(role)
        door = browser or client
        assert door.post("/aanmelden/", {"email": who.email, "wachtwoord": PASSWORD}).status_code == 302
        if not second_factor.is_set(who):
            door.get("/aanmelden/instellen/")
            door.post("/aanmelden/instellen/", {"code": code_of(who)})
        else:
            SecondFactor.objects.filter(user=who).update(last_step=0)
            door.post("/aanmelden/code/", {"code": code_of(who)})
        assert "_auth_user_id" in door.session
        return door

    return come_in


def code_of(user: User, later: int = 0) -> str:
    """The code that the app shows now, or a number of half minutes later."""
    import base64

    totp = TOTP(base64.b32decode(SecondFactor.objects.get(user=user).secret))
    totp.time = time.time() + 30 * later
    return f"{totp.token():06d}"

"""The pages of casework under test: staff signed in at a municipality, with a dossier."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.casework.conftest import colleague, dossier, manager, officer, other_town, stranger, supervisor, town

from trede.casework.services.common import Actor

__all__ = ["colleague", "dossier", "manager", "officer", "other_town", "stranger", "supervisor", "town"]

SignIn = Callable[[Actor], Client]
ACCESS = "trede.access.middleware.AccessMiddleware"


@pytest.fixture(autouse=True)
def regimes() -> None:
    """The regimes of the repository, not those of tests/web."""


@pytest.fixture
def sign_in(db: None, settings: Any) -> SignIn:
    """A browser in which someone is signed in."""
    if ACCESS not in settings.MIDDLEWARE:
        settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.web.casework.standin.StandIn"]

    def enter(actor: Actor) -> Client:
        client = Client(headers={"X-Test-User": actor.user.email})
        if ACCESS in settings.MIDDLEWARE:
            client.force_login(actor.user, backend="django.contrib.auth.backends.ModelBackend")
            session = client.session
            session["signed_in_at"] = session["seen_at"] = int(time.time())
            session.save()
        return client

    return enter

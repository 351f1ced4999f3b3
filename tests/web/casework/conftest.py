"""The pages of casework under test: staff signed in at a municipality, with a dossier."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from django.test import Client
from tests.casework.conftest import colleague, dossier, manager, officer, other_town, stranger, supervisor, town

from trede.access.signing import BACKEND, SEEN, SINCE
from trede.casework.services.common import Actor

__all__ = ["colleague", "dossier", "manager", "officer", "other_town", "stranger", "supervisor", "town"]

SignIn = Callable[[Actor], Client]


@pytest.fixture(autouse=True)
def regimes() -> None:
    """The regimes of the repository, not those of tests/web."""


@pytest.fixture
def sign_in(db: None) -> SignIn:
    """A browser in which someone is signed in."""

    def enter(actor: Actor) -> Client:
        client = Client()
        client.force_login(actor.user, backend=BACKEND)
        session = client.session
        session[SINCE] = session[SEEN] = int(time.time())
        session.save()
        return client

    return enter

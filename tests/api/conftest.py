"""The API under test: a key of a case manager, and short ways to ask."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from tests.casework.conftest import colleague, dossier, manager, officer, other_town, stranger, supervisor, town

from trede.api.keys import make_key
from trede.casework.services.common import Actor

__all__ = ["colleague", "dossier", "manager", "officer", "other_town", "stranger", "supervisor", "town"]


class System:
    """Another system with a key."""

    def __init__(self, key: str) -> None:
        self.client = Client(headers={"Authorization": f"Bearer {key}"})

    def get(self, path: str, **query: Any) -> Any:
        """Ask."""
        return self.client.get(path, query)

    def send(self, method: str, path: str, body: Any, **headers: str) -> Any:
        """Send JSON."""
        sent = body if isinstance(body, str) else json.dumps(body)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.generic(method, path, sent, content_type="application/json", headers=named)

    def post(self, path: str, body: Any) -> Any:
        """Make something."""
        return self.send("POST", path, body)


@pytest.fixture
def system(manager: Actor) -> System:
    """A system that works as the case manager."""
    return System(make_key(manager.user, manager.municipality, "test"))

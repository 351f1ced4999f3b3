"""What watches the servers asks whether this one is up."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import OperationalError, connection


@pytest.mark.django_db
def test_a_server_with_its_database_is_well(client: Any, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True  # asked within the house, without TLS
    response = client.get("/gezond/")
    assert (response.status_code, response.content) == (200, b"goed\n")


@pytest.mark.django_db
def test_a_server_without_its_database_is_not(client: Any, monkeypatch: Any) -> None:
    def gone() -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", gone)
    response = client.get("/gezond/")
    assert response.status_code == 503
    assert "gone" not in response.content.decode()

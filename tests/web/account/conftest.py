"""The pages of accounts and oversight under test: an administrator and a supervisor beside the staff of casework."""

from __future__ import annotations

import pytest
from tests.casework.conftest import colleague, dossier, manager, other_town, staff, stranger, supervisor, town
from tests.web.casework.conftest import regimes, sign_in

from trede.access.models import Municipality, Role
from trede.casework.services.common import Actor

__all__ = ["colleague", "dossier", "manager", "other_town", "regimes", "sign_in", "stranger", "supervisor", "town"]


@pytest.fixture
def administrator(town: Municipality) -> Actor:
    """Who manages the accounts."""
    return staff(town, Role.ADMINISTRATOR, "Bea Oefening")

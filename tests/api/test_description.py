"""The description is true: whatever is sent, the API answers as described, by the NL API Design Rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance
from tests.api.conftest import System

from trede.api import API_VERSION
from trede.api.description import description
from trede.api.urls import api
from trede.casework.models import Dossier
from trede.casework.services import tasks
from trede.casework.services.common import Actor
from trede.web.wsgi import application

PARTS = re.compile(r"\{[^}]+\}|[a-z0-9]+(-[a-z0-9]+)*")
QUERY = re.compile(r"[a-z][a-zA-Z0-9]*")
# No schema says that a day must not lie in the future, or that a fact must exist: those are refused with a 400. And
# without a key everything is refused, which tests/api/test_api.py holds.
LEFT_OUT = [positive_data_acceptance, ignored_auth]
FEW = hypothesis.settings(
    max_examples=12, deadline=None, suppress_health_check=list(hypothesis.HealthCheck), derandomize=True, database=None
)


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every operation of the description: path, method, what it says."""
    for path, methods in description(api)["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


@pytest.mark.parametrize(
    ("path", "method", "operation"), list(operations()), ids=lambda x: x if isinstance(x, str) else ""
)
def test_an_operation_follows_the_design_rules(path: str, method: str, operation: dict[str, Any]) -> None:
    assert not path.endswith("/")
    assert all(PARTS.fullmatch(part) for part in path.strip("/").split("/"))
    assert all(QUERY.fullmatch(p["name"]) for p in operation.get("parameters", []) if p["in"] == "query")
    assert operation["summary"]
    assert operation["operationId"]
    problems = {status: found for status, found in operation["responses"].items() if status.startswith("4")}
    assert {"400", "401", "403", "404"} <= set(problems)
    assert all(list(found["content"]) == ["application/problem+json"] for found in problems.values())
    assert all("API-Version" in found["headers"] for found in operation["responses"].values())


def test_the_description_says_whose_it_is() -> None:
    found = description(api)
    assert found["info"]["version"] == API_VERSION
    assert re.fullmatch(r"\d+\.\d+\.\d+", API_VERSION)
    assert set(found["info"]["contact"]) == {"name", "url", "email"}
    assert found["servers"][0]["url"].endswith("/v1")
    shapes = found["components"]["schemas"]
    assert [name for name, shape in shapes.items() if "bsn" in shape.get("properties", {})] == ["PersonIn"]


@pytest.fixture
def one_connection() -> Iterator[None]:
    """A request leaves the connection of the test open, as Django's own test client sees to."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("one_connection")
@pytest.mark.parametrize("label", [f"{method.upper()} {path}" for path, method, _ in operations()])
def test_every_answer_is_as_described(label: str, system: System, manager: Actor, dossier: Dossier) -> None:
    task = tasks.add(manager, dossier, "Bellen")
    method, path = label.split(" ")
    key = task.pk if path.startswith("/taken") else dossier.pk
    schema = schemathesis.openapi.from_wsgi("/v1/openapi.json", application)
    bearer = {"Authorization": system.client.defaults["HTTP_AUTHORIZATION"]}

    @FEW
    @hypothesis.given(case=schema[path][method].as_strategy())
    def whatever_is_sent(case: Any) -> None:
        if "key" in case.path_parameters:
            case.path_parameters["key"] = str(key)
        case.call_and_validate(headers=bearer, excluded_checks=LEFT_OUT)

    whatever_is_sent()

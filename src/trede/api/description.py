"""The description of the API (OpenAPI 3.1), completed to what the NL API Design Rules ask of one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from ninja import NinjaAPI

from trede.api import API_VERSION
from trede.api.problems import TITLES

CONTACT = {"name": "Trede", "url": "https://trede.example", "email": "trede@trede.example"}
VERSION_HEADER = {
    "API-Version": {
        "description": "De volledige versie van de API.",
        "schema": {"type": "string"},
        "example": API_VERSION,
    }
}
ERRORS = {"get": (400, 401, 403, 404), "post": (400, 401, 403, 404), "patch": (400, 401, 403, 404, 412, 428)}


def description(api: NinjaAPI) -> dict[str, Any]:
    """The whole description as one document."""
    found: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=""))
    found["info"] = {
        "title": "Trede", "version": API_VERSION, "contact": CONTACT,
        "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        "description": "Dossiers, feiten, beoordelingen, aanvragen, besluiten en taken van re-integratie.",
    }  # fmt: skip
    found["servers"] = [{"url": "/v1", "description": "Deze installatie"}]
    found["tags"] = [{"name": name} for name in ("dossiers", "aanvragen, besluiten, taken")]
    for operations in found["paths"].values():
        for method, operation in operations.items():
            complete(method, operation)
    found["components"]["schemas"]["ProblemOut"] = problem_schema()
    return found


def complete(method: str, operation: dict[str, Any]) -> None:
    """An operation with the errors it may give, and the headers of every answer."""
    if method == "patch":
        operation.setdefault("parameters", []).append({
            "in": "header", "name": "If-Match", "required": True, "schema": {"type": "string"},
            "description": "De ETag van wat u wijzigt.",
        })  # fmt: skip
    operation["responses"] = {str(status): found for status, found in operation["responses"].items()}
    for status in ERRORS[method]:
        operation["responses"][str(status)] = {
            "description": TITLES[status],
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemOut"}}},
        }
    for response in operation["responses"].values():
        response["description"] = {"OK": "Gelukt", "Created": "Gemaakt"}.get(
            response["description"], response["description"]
        )
        response["headers"] = dict(VERSION_HEADER)


def problem_schema() -> dict[str, Any]:
    """The shape of an error."""
    text = {"type": "string"}
    return {
        "type": "object", "required": ["type", "status", "title", "detail"],
        "properties": {
            "type": text, "status": {"type": "integer"}, "title": text, "detail": text,
            "invalidParams": {
                "type": "array",
                "items": {
                    "type": "object", "required": ["name", "reason"], "properties": {"name": text, "reason": text},
                },
            },
        },
    }  # fmt: skip


def serve(api: NinjaAPI, request: HttpRequest) -> JsonResponse:
    """The description, for everybody, also for a page of another site."""
    response = JsonResponse(description(api), json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    return response

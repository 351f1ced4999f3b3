"""What every answer under `/v1` has: its version, headers that keep it private, and errors as problem+json."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from trede.api import API_VERSION
from trede.api.problems import TITLES, problem

ROOT = "/v1"


class ApiMiddleware:
    """Only for addresses under `/v1`; the others pass untouched."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path != ROOT and not request.path.startswith(f"{ROOT}/"):
            return response
        if response.status_code in TITLES and "json" not in response.get("Content-Type", ""):
            allow = response.get("Allow")
            response = problem(
                response.status_code, TITLES[response.status_code], **({"Allow": allow} if allow else {})
            )
        response["API-Version"] = API_VERSION
        response["Cache-Control"] = "no-store"
        return response

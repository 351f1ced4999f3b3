"""The API put together, and its addresses."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, re_path
from ninja import NinjaAPI

from trede.api import API_VERSION, cases, description, dossiers, problems
from trede.api.keys import Key

api = NinjaAPI(title="Trede", version=API_VERSION, urls_namespace="v1", docs_url=None, openapi_url=None, auth=Key())
problems.handle(api)
api.add_router("/dossiers", dossiers.router)
api.add_router("", cases.router)


def nothing(request: HttpRequest, rest: str = "") -> HttpResponse:
    """An address that is not there."""
    raise Http404


urlpatterns = [
    path("v1/openapi.json", partial(description.serve, api), name="openapi"),
    path("v1/", api.urls),
    re_path(r"^v1(/.*)?$", nothing),
]

"""What answers share: pages of a list, ETags, and `If-Match`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Field, Schema

from trede.api.problems import MustMatch
from trede.casework.models.base import Revised
from trede.casework.services.common import Overtaken

MOST = 100


class Paged(Schema):
    """Which page, and how many a page."""

    pagina: int = Field(1, ge=1, le=1_000_000, description="welke pagina")
    aantal: int = Field(25, ge=1, le=MOST, description="hoeveel op een pagina")


def listed(
    request: HttpRequest, rows: QuerySet[Any], paged: Paged, show: Callable[[Any], Mapping[str, Any]]
) -> tuple[JsonResponse, list[Any]]:
    """A page of a list, with links to its neighbours; and the rows on it, for the logs."""
    total = rows.count()
    first = (paged.pagina - 1) * paged.aantal
    found = list(rows[first : first + paged.aantal])
    body = {"totaal": total, "pagina": paged.pagina, "aantal": paged.aantal, "resultaten": [show(row) for row in found]}
    response = answer(body)
    links = []
    if first + paged.aantal < total:
        links.append(f'<{address(request, paged.pagina + 1)}>; rel="next"')
    if paged.pagina > 1:
        links.append(f'<{address(request, paged.pagina - 1)}>; rel="prev"')
    if links:
        response["Link"] = ", ".join(links)
    return response, found


def address(request: HttpRequest, page: int) -> str:
    """The address of another page of this list."""
    asked = {**request.GET.dict(), "pagina": page}
    return f"{request.path}?{urlencode(asked)}"


def answer(body: Any, row: Revised | None = None, status: int = 200) -> JsonResponse:
    """An answer; about one row it carries the row's ETag."""
    response = JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
    if row is not None:
        response["ETag"] = etag(row)
    return response


def etag(row: Revised) -> str:
    """The mark of a row as it stands: it changes with every change."""
    return f'"{row.revision}"'


def matched(request: HttpRequest, row: Revised) -> int:
    """The revision that a change was made from. MustMatch without `If-Match`, Overtaken when the row moved."""
    sent = request.headers.get("If-Match", "").strip()
    if not sent:
        raise MustMatch
    if sent != etag(row):
        raise Overtaken(row)
    return row.revision


def located(response: HttpResponse, place: str) -> HttpResponse:
    """An answer to a POST, with the address of what was made."""
    response.status_code = 201
    response["Location"] = place
    return response

"""What each request gets: `request.access`, a session that ends by itself, and the memory of who was here last."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from trede.access import kept, signing
from trede.access.current import Access


class AccessMiddleware:
    """Gives the request its `access`; a page that asks nothing of it costs no query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.access = Access(request)  # type: ignore[attr-defined]
        in_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        if in_session and signing.is_over(request):
            signing.leave(request, "sessie.verlopen")
        response = self.get_response(request)
        if request.session.modified and signing.SINCE in request.session:
            kept.remember(response, request.user, settings.SESSION_COOKIE_SECURE)  # type: ignore[arg-type]
        if request.method == "POST" and (key := request.POST.get(kept.FIELD)) and request.user.is_authenticated:
            kept.drop(request.user, key)  # type: ignore[arg-type]
        return response

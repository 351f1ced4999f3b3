"""Headers that keep what is on the screen between the user and this server; the way to the sign-in page."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from trede.access import kept, rights

PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"


class PrivacyHeaders:
    """No page but the static files is kept by a browser or a proxy, and none may use the device."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cache-Control", "private, no-store")
        response.headers.setdefault("X-Robots-Tag", "noindex")
        return response


class SignInFirst:
    """Sends who is not signed in to the sign-in page, and keeps the form that was sent, to go on with afterwards."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The way to the sign-in page, in place of a refusal."""
        if not isinstance(exception, rights.SignInFirst):
            return None
        back = request.get_full_path()
        if request.method == "POST":
            form = kept.keep(request)
            back = reverse("kept_form", args=[form.pk]) if form else request.path
        address = f"{reverse('sign_in')}?{urlencode({'verder': back})}"
        if request.headers.get("HX-Request"):
            return HttpResponse(headers={"HX-Redirect": address})
        return redirect(address)

"""To the sign-in service of the organisation and back (OpenID Connect)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe
from mozilla_django_oidc.views import OIDCAuthenticationCallbackView, OIDCAuthenticationRequestView

from trede.access import oidc, signing
from trede.web.views import account


class Leave(OIDCAuthenticationRequestView):
    """To the service."""

    get_settings = staticmethod(oidc.setting)

    def get_extra_params(self, request: HttpRequest) -> dict[str, str]:
        """Ask for a level that counts as a second factor."""
        return {"acr_values": " ".join(settings.OIDC_ACR)} if settings.OIDC_ACR else {}


class Return(OIDCAuthenticationCallbackView):
    """Back from the service."""

    get_settings = staticmethod(oidc.setting)

    def login_success(self) -> HttpResponse:
        """In, as by any other way."""
        onward = self.request.session.get("oidc_login_next")
        signing.finish(self.request, self.user, oidc.METHOD)
        return redirect(onward or account.desk(self.request))

    def login_failure(self) -> HttpResponse:
        """The sign-in page, which says why."""
        return account.sign_in_page(self.request, [("", getattr(self.request, "oidc_problem", oidc.UNFINISHED))], 403)


@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """To the service, if there is one and it answers."""
    return guarded(request, Leave.as_view())


@require_safe
def back(request: HttpRequest) -> HttpResponse:
    """Back from the service."""
    return guarded(request, Return.as_view())


def guarded(request: HttpRequest, view: Any) -> HttpResponse:
    """Without a service there is no such page; one that does not answer is said."""
    if not settings.OIDC_ISSUER:
        raise Http404
    try:
        response: HttpResponse = view(request)
    except oidc.Refused as refused:
        return account.sign_in_page(request, [("", str(refused))], 503)
    return response

"""A form that was sent after the session had ended: kept encrypted for who filled it in, to go on with after signing
in.

Who that is says a signed cookie of the last account in this browser; without it, nothing is kept. Passwords and files
never are.
"""

from __future__ import annotations

import json
import re
from datetime import timedelta
from uuid import UUID

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from trede.access.models import KeptForm, User

COOKIE = "trede_laatst"
COOKIE_SECONDS = 24 * 3600
KEEP = timedelta(hours=24)
MOST = 200_000
MOST_FORMS = 5
LONGEST = 500  # characters of an address
FIELD = "bewaard_formulier"
NEVER = re.compile("csrfmiddlewaretoken|.*wachtwoord.*|" + FIELD, re.IGNORECASE)


def remember(response: HttpResponse, user: User, secure: bool) -> None:
    """Let the browser say who was signed in last."""
    value = signing.dumps(str(user.pk), salt=COOKIE)
    response.set_cookie(COOKIE, value, max_age=COOKIE_SECONDS, httponly=True, secure=secure, samesite="Lax")


def last_user(request: HttpRequest) -> User | None:
    """Who was signed in last in this browser."""
    try:
        key = signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=COOKIE_SECONDS)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=key, is_active=True).first()


def keep(request: HttpRequest) -> KeptForm | None:
    """Keep what was sent, for the last account of this browser; None when that is not known, or it is too long."""
    user = last_user(request)
    if user is None:
        return None
    fields = [[name, request.POST.getlist(name)] for name in request.POST if not NEVER.fullmatch(name)]
    data = json.dumps({"fields": fields, "files": sorted(request.FILES)})
    if len(data) > MOST or len(request.get_full_path()) > LONGEST:
        return None
    own = KeptForm.objects.filter(user=user)
    KeptForm.objects.filter(at__lt=timezone.now() - KEEP).delete()
    own.filter(pk__in=[form.pk for form in own.order_by("-at")[MOST_FORMS - 1 :]]).delete()
    return KeptForm.objects.create(user=user, path=request.get_full_path(), data=data)


def find(user: User, key: UUID) -> KeptForm | None:
    """A form that was kept for this account, not too long ago."""
    return KeptForm.objects.filter(pk=key, user=user, at__gte=timezone.now() - KEEP).first()


def drop(user: User, key: str) -> None:
    """Forget a form that was sent again or thrown away."""
    try:
        KeptForm.objects.filter(pk=UUID(key), user=user).delete()
    except ValueError:
        return

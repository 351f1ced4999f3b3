"""The users of `make load`: case managers with a full caseload, signed in as the pages would sign them in."""

from __future__ import annotations

from importlib import import_module
from random import sample
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import Count, Q
from django.test import RequestFactory

from trede.access import signing
from trede.access.current import Access
from trede.access.models import Role, User
from trede.casework.models import Dossier, Task


def desks(users: int) -> list[dict[str, Any]]:
    """Per user the key of a session, and dossiers and tasks to work on; other case managers with every run, so that
    what an earlier run left with one is not found by the next.
    """
    managers = User.objects.filter(memberships__role=Role.CASE_MANAGER, is_active=True)
    full = managers.annotate(carries=Count("dossiers", filter=Q(dossiers__status="open"), distinct=True))
    return [desk(user) for user in sample(list(full.order_by("-carries", "pk")[: users * 10]), users)]


def desk(user: User) -> dict[str, Any]:
    """One of them."""
    mine = Dossier.objects.filter(case_manager=user, status=Dossier.Status.OPEN).order_by("pk")
    tasks = Task.objects.filter(assignee=user, state=Task.State.OPEN, key="").order_by("pk")
    return {
        "session": signed_in(user), "dossiers": [str(pk) for pk in mine.values_list("pk", flat=True)],
        "tasks": [str(pk) for pk in tasks.values_list("pk", flat=True)],
        "names": sorted({name[:3] for name in mine.values_list("surname", flat=True)}),
    }  # fmt: skip


def signed_in(user: User) -> str:
    """The key of a session in which the user is signed in."""
    request = RequestFactory().get("/")
    request.session = store()()
    request.user = user  # type: ignore[assignment]
    request.access = Access(request)  # type: ignore[attr-defined]
    signing.finish(request, user, "belastingsproef")
    request.session.save()
    assert request.session.session_key
    return request.session.session_key


def store() -> type[SessionStore]:
    """Where sessions are kept."""
    found: type[SessionStore] = import_module(settings.SESSION_ENGINE).SessionStore
    return found

"""Signing in and out: first the password, then the second factor, then a session that ends by itself.

A session ends after a time without a request, and in any case after a working day. All ways in (password, single
sign-on, demo) end in `finish`, so that each is noted and each session can be seen and ended by its owner.
"""

from __future__ import annotations

import time
from dataclasses import replace
from uuid import UUID

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib import auth
from django.contrib.auth.signals import user_login_failed
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from trede.access import audit, second_factor
from trede.access.current import Access, origin
from trede.access.models import SignIn, User

PENDING, SINCE, SEEN, METHOD = "sign_in_pending", "signed_in_at", "seen_at", "sign_in_method"
PENDING_SECONDS = 10 * 60
SEEN_EVERY = 60
BACKEND = "trede.access.backend.Backend"


class Locked(Exception):
    """Too many wrong tries for this account; it opens again by itself."""


# --- first the password ---------------------------------------------------------------------------------------------


def password_step(request: HttpRequest, email: str, password: str) -> User | None:
    """The account, when the password is right; it waits for the second factor. Raises `Locked`."""
    name = email.strip().lower()
    guard(request, name)
    user = auth.authenticate(request, username=name, password=password)
    if user is None:
        known = User.objects.filter(email=name).first()
        note(request, "aanmelding.mislukt", known, audit.REFUSED, stap="wachtwoord")
        guard(request, name)
        return None
    request.session.cycle_key()
    request.session[PENDING] = {"user": str(user.pk), "at": int(time.time())}
    return user  # type: ignore[return-value]


def guard(request: HttpRequest, name: str) -> None:
    """Raise `Locked` while an account is locked."""
    if not AxesProxyHandler.is_allowed(request, {"username": name}):
        note(request, "aanmelding.geblokkeerd", User.objects.filter(email=name).first(), audit.REFUSED)
        raise Locked


def pending(request: HttpRequest) -> User | None:
    """Who gave the right password and not yet the second factor, not longer than ten minutes ago."""
    waiting = request.session.get(PENDING)
    if not waiting or time.time() - waiting["at"] > PENDING_SECONDS:
        return None
    return User.objects.filter(pk=waiting["user"], is_active=True).first()


# --- then the second factor -----------------------------------------------------------------------------------------


def code_step(request: HttpRequest, user: User, code: str) -> bool:
    """Come in with a code of the app, or a recovery code. Wrong codes count towards the lock. Raises `Locked`."""
    guard(request, user.email)
    if second_factor.is_set(user):
        if second_factor.check(user, code):
            finish(request, user, "wachtwoord en code")
            return True
        if second_factor.use_recovery(user, code):
            finish(request, user, "herstelcode")
            return True
    wrong_code(request, user)
    return False


def wrong_code(request: HttpRequest, user: User) -> None:
    """A wrong code counts as a wrong password does."""
    user_login_failed.send(sender=__name__, credentials={"username": user.email}, request=request)
    note(request, "aanmelding.mislukt", user, audit.REFUSED, stap="code")
    guard(request, user.email)


def set_up_step(request: HttpRequest, user: User, code: str) -> list[str]:
    """Finish the set-up with a first code and come in: the recovery codes. Empty when the code is wrong."""
    guard(request, user.email)
    codes = second_factor.confirm(user, code)
    if not codes:
        wrong_code(request, user)
        return []
    finish(request, user, "wachtwoord en code")
    note(request, "tweede_stap.ingesteld", user)
    return codes


# --- then a session -------------------------------------------------------------------------------------------------


def finish(request: HttpRequest, user: User, method: str) -> None:
    """The session of an account that is in."""
    auth.login(request, user, backend=BACKEND)
    request.session.pop(PENDING, None)
    now = int(time.time())
    request.session.update({SINCE: now, SEEN: now, METHOD: method})
    if not request.session.session_key:
        request.session.create()
    SignIn.objects.filter(user=user).exclude(session_key__in=Session.objects.values("session_key")).delete()
    SignIn.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={"user": user, "method": method, "origin": origin(request), "browser": browser(request)},
    )
    request.access = Access(request)  # type: ignore[attr-defined]
    note(request, "aanmelding.gelukt", user, hoe=method)


def browser(request: HttpRequest) -> str:
    """What the browser calls itself."""
    return request.headers.get("User-Agent", "")[:200]


def is_over(request: HttpRequest) -> bool:
    """Has this session lasted long enough, or stood still too long? Notes that it is in use, once a minute."""
    session, now = request.session, int(time.time())
    if auth.SESSION_KEY not in session:
        return False
    over: bool = (
        now - session.get(SINCE, 0) > settings.SIGN_IN_SECONDS or now - session.get(SEEN, 0) > settings.IDLE_SECONDS
    )
    if not over and now - session[SEEN] > SEEN_EVERY:
        session[SEEN] = now
    return over


def stay(request: HttpRequest) -> None:
    """Stay signed in after one's own password changed."""
    before = request.session.session_key
    auth.update_session_auth_hash(request, request.user)  # type: ignore[arg-type]
    SignIn.objects.filter(session_key=before).update(session_key=request.session.session_key)


def leave(request: HttpRequest, action: str = "afmelding") -> None:
    """End the session."""
    user = request.user
    if isinstance(user, User) or getattr(user, "is_authenticated", False):
        note(request, action, user)  # type: ignore[arg-type]
        SignIn.objects.filter(session_key=request.session.session_key).delete()
    auth.logout(request)
    request.access = Access(request)  # type: ignore[attr-defined]


def end(request: HttpRequest, sign_in: UUID) -> bool:
    """End another session of the same account."""
    found = SignIn.objects.filter(pk=sign_in, user=request.user.pk).first()
    if found is None:
        return False
    end_sessions(SignIn.objects.filter(pk=found.pk))
    note(request, "sessie.beeindigd", found.user)
    return True


def end_sessions(sign_ins: object) -> None:
    """End sessions, wherever they are; takes a query set of `SignIn`."""
    keys = list(sign_ins.values_list("session_key", flat=True))  # type: ignore[attr-defined]
    Session.objects.filter(session_key__in=keys).delete()
    SignIn.objects.filter(session_key__in=keys).delete()


def note(request: HttpRequest, action: str, user: User | None, result: str = audit.OK, **details: str) -> None:
    """A line about an account; of who is not in yet, it is for the municipality where the account works."""
    actor: audit.Actor = request.access.actor  # type: ignore[attr-defined]
    if user and not actor.municipality:
        works = user.memberships.on(timezone.localdate()).order_by("municipality__name")
        actor = replace(actor, municipality=works.values_list("municipality__slug", flat=True).first() or "")
    about = audit.Subject("account", str(user.pk)) if user else None
    audit.record(actor, action, about, result=result, **details)

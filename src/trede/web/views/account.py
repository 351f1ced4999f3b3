"""Signing in and out: password, second factor, invitation, demo; and the form that waited meanwhile."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST

from trede.access import accounts, demo, kept, second_factor, signing
from trede.access.rights import signed_in
from trede.casework.services.common import Actor
from trede.web.casework.frame import actor_of, menu
from trede.web.views import kept_words

NEXT = "sign_in_next"
WRONG = "E-mailadres of wachtwoord klopt niet. Probeer het opnieuw, of vraag uw beheerder om een nieuwe link."
WRONG_CODE = "Deze code klopt niet of is al gebruikt. Wacht op de volgende code in uw app en vul die in."
LOCKED = "Er is te vaak een verkeerd wachtwoord of een verkeerde code ingevuld. Probeer het over een kwartier opnieuw."


def safe_next(request: HttpRequest) -> str:
    """Where to go on after signing in: an address of this site, or nothing."""
    wanted = request.POST.get("verder") or request.GET.get("verder") or ""
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()) else ""


def go_on(request: HttpRequest) -> HttpResponse:
    """To where the user was going."""
    return redirect(request.session.pop(NEXT, "") or desk(request))


def desk(request: HttpRequest) -> str:
    """Where this account begins: the first place of its menu, else its own page."""
    actor = actor_of(request)
    places = menu(request, actor, None) if isinstance(actor, Actor) else []
    return places[0].address if places else reverse("account")


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """E-mail address and password; single sign-on and the roles of a demo beside it."""
    problems: list[tuple[str, str]] = []
    email = request.POST.get("email", "")
    if request.method == "POST":
        try:
            user = signing.password_step(request, email, request.POST.get("wachtwoord", ""))
        except signing.Locked:
            return locked(request)
        if user:
            request.session[NEXT] = safe_next(request)
            return redirect("sign_in_code" if second_factor.is_set(user) else "second_factor")
        problems.append(("email", WRONG))
    elif request.user.is_authenticated:
        return redirect(safe_next(request) or desk(request))
    return sign_in_page(request, problems, 422 if problems else 200, email)


def sign_in_page(request: HttpRequest, problems: list[tuple[str, str]], status: int, email: str = "") -> HttpResponse:
    """The page with all ways to come in."""
    context = {"problems": problems, "email": email, "next": safe_next(request), "choices": demo.choices(),
               "wrong": dict(problems), "oidc": settings.OIDC_NAME if settings.OIDC_ISSUER else "",
               "kept": "/verder/" in safe_next(request)}  # fmt: skip
    return render(request, "account/sign_in.html", context, status=status)


def locked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Too many wrong tries."""
    context = {"problems": [("", LOCKED)], "title": "Even wachten", "locked": True}
    return render(request, "account/locked.html", context, status=429)


@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The second factor, or a recovery code."""
    user = signing.pending(request)
    if user is None:
        return redirect("sign_in")
    problems = []
    if request.method == "POST":
        try:
            if signing.code_step(request, user, request.POST.get("code", "")):
                left = second_factor.codes_left(user)
                if request.session[signing.METHOD] == "herstelcode":
                    messages.info(request, f"U kwam binnen met een herstelcode. U heeft er nog {left}.")
                return go_on(request)
        except signing.Locked:
            return locked(request)
        problems.append(("code", WRONG_CODE))
    return render(request, "account/code.html", {"problems": problems}, status=422 if problems else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """Set up the second factor; the recovery codes are shown once."""
    user = signing.pending(request)
    if user is None or second_factor.is_set(user):
        return redirect("sign_in")
    problems = []
    if request.method == "POST":
        try:
            codes = signing.set_up_step(request, user, request.POST.get("code", ""))
        except signing.Locked:
            return locked(request)
        if codes:
            onward = request.session.pop(NEXT, "") or desk(request)
            return render(request, "account/codes.html", {"codes": codes, "onward": onward})
        problems.append(("code", WRONG_CODE))
    factor = second_factor.begin(user)
    secret = " ".join(factor.secret[at : at + 4] for at in range(0, len(factor.secret), 4))
    picture = mark_safe(second_factor.picture(factor))  # noqa: S308 - made by us, from our own secret
    context = {"problems": problems, "picture": picture, "secret": secret}
    return render(request, "account/second_factor.html", context, status=422 if problems else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; this browser forgets who it was."""
    signing.leave(request)
    messages.success(request, "U bent afgemeld.")
    response = redirect("sign_in")
    response.delete_cookie(kept.COOKIE, samesite="Lax")
    return response


@require_POST
def sign_in_demo(request: HttpRequest) -> HttpResponse:
    """Come in as one of the invented members of staff; in a demo only."""
    user = demo.user_of(request.POST.get("account", ""))
    if user is None:
        raise Http404
    signing.finish(request, user, "demo")
    return redirect(safe_next(request) or desk(request))


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, who: str, token: str) -> HttpResponse:
    """Set a password by the link of an administrator, then sign in with it."""
    user = accounts.invited(who, token)
    if user is None:
        return render(request, "account/link_over.html", status=410)
    problems: list[tuple[str, str]] = []
    if request.method == "POST":
        try:
            accounts.set_password(request, user, request.POST.get("wachtwoord", ""), request.POST.get("nogmaals", ""))
        except accounts.Refused as refused:
            problems = refused.problems
        else:
            messages.success(request, "Uw wachtwoord is ingesteld. Meld u nu aan.")
            return redirect("sign_in")
    context = {"problems": problems, "wrong": dict(reversed(problems)), "account": user}
    return render(request, "account/invitation.html", context, status=422 if problems else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def kept_form(request: HttpRequest, key: UUID) -> HttpResponse:
    """What was typed while the session had ended: send it after all, or throw it away."""
    form = kept.find(request.user, key)  # type: ignore[arg-type]
    if form is None:
        return render(request, "account/kept_gone.html", status=410)
    if request.method == "POST":
        kept.drop(request.user, str(form.pk))  # type: ignore[arg-type]
        messages.success(request, "Wat u had ingevuld is weggegooid.")
        return redirect(form.path)
    data = json.loads(form.data)
    shown = kept_words.shown(data["fields"])
    context = {"form": form, "fields": data["fields"], "shown": shown, "files": data["files"], "field": kept.FIELD}
    return render(request, "account/kept_form.html", context)

"""My own account: roles, sessions, password, recovery codes, and the municipality to work in."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trede.access import accounts, second_factor, signing
from trede.access.models import Role
from trede.access.rights import WORDS, signed_in
from trede.casework.services.common import Actor
from trede.web.casework.frame import actor_of, page


@require_safe
@signed_in
def account(request: HttpRequest) -> HttpResponse:
    """What this account is, where it works, and where it is signed in."""
    return framed(request, "account/account.html", about(request))


def framed(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    """A page in the frame of casework; an account without a role has that of the public pages."""
    actor = actor_of(request)
    if isinstance(actor, Actor):
        return page(request, actor, template, context | {"frame": "casework/base.html"})
    return render(request, template, context, status=422 if context.get("problems") else 200)


def about(request: HttpRequest) -> dict[str, object]:
    """What the page shows."""
    access, user = request.access, request.user  # type: ignore[attr-defined]
    places = [
        (place, [Role(role).label for role in sorted(roles)]) for place, roles in access.roles_by_municipality.items()
    ]
    return {
        "places": places,
        "rights": [words for right, words in WORDS.items() if right in access.rights],
        "sessions": user.sign_ins.all(),
        "here": request.session.session_key,
        "local": user.has_usable_password(),
        "codes_left": second_factor.codes_left(user),
    }


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Another password; the old one is asked, and other sessions end."""
    user, problems = request.user, []
    if request.method == "POST":
        if not user.check_password(request.POST.get("oud", "")):
            problems.append(("oud", "Uw huidige wachtwoord klopt niet. Vul het opnieuw in."))
        else:
            typed = (request.POST.get("wachtwoord", ""), request.POST.get("nogmaals", ""))
            try:
                accounts.set_password(request, user, *typed)  # type: ignore[arg-type]
            except accounts.Refused as refused:
                problems = refused.problems
        if not problems:
            signing.stay(request)
            messages.success(request, "Uw wachtwoord is gewijzigd. Op andere plekken bent u afgemeld.")
            return redirect("account")
    context = {"problems": problems, "wrong": dict(reversed(problems))}
    return framed(request, "account/password.html", context)


@require_POST
@signed_in
def new_codes(request: HttpRequest) -> HttpResponse:
    """Fresh recovery codes, for who gives a code of the app."""
    user = request.user
    if not second_factor.check(user, request.POST.get("code", "")):  # type: ignore[arg-type]
        problems = [("code", "Deze code klopt niet of is al gebruikt. Wacht op de volgende code in uw app.")]
        return framed(request, "account/account.html", about(request) | {"problems": problems})
    codes = second_factor.new_codes(user)  # type: ignore[arg-type]
    signing.note(request, "herstelcodes.vernieuwd", user)  # type: ignore[arg-type]
    return render(request, "account/codes.html", {"codes": codes, "onward": request.path.removesuffix("herstelcodes/")})


@require_POST
@signed_in
def end_session(request: HttpRequest, key: UUID) -> HttpResponse:
    """End a session of mine somewhere else."""
    if signing.end(request, key):
        messages.success(request, "Die sessie is beëindigd.")
    return redirect("account")


@require_POST
@signed_in
def choose(request: HttpRequest) -> HttpResponse:
    """Work in another municipality."""
    if not request.access.choose(request.POST.get("gemeente", "")):  # type: ignore[attr-defined]
        messages.warning(request, "In die gemeente heeft u geen rol.")
    return redirect("account")

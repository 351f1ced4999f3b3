"""The accounts of the municipality, for its administrator: find, invite, give and end roles, switch off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from trede.access import accounts, audit, second_factor
from trede.access.models import Membership, Role, User
from trede.access.rights import Right
from trede.casework.services.common import Actor
from trede.web.casework import listing
from trede.web.casework.frame import page, with_actor
from trede.web.spreadsheet import spreadsheet

LINK = "invitation_link"  # shown once, to the administrator who made it
FIELDS = ("email", "naam", "functie", "telefoon", "rol")


def held(actor: Actor) -> Prefetch:
    """The roles here of each account of a list, in one query."""
    return Prefetch("memberships", accounts.held_here(actor.municipality), to_attr="here")


@with_actor(Right.MANAGE_ACCOUNTS)
def overview(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All accounts, with search and filter."""
    text, role = request.GET.get("zoek", "")[:100].strip(), request.GET.get("rol", "")
    role = role if role in Role.values else ""
    found = accounts.of_municipality(actor.municipality, text, role).prefetch_related(held(actor))
    if request.GET.get("formaat") == "xlsx":
        return as_spreadsheet(list(found))
    return page(request, actor, "account/staff.html", {
        "sheet": listing.sheet(request, found), "text": text, "role": role, "roles": Role.choices,
        "export": listing.address(request, formaat="xlsx"),
    })  # fmt: skip


def as_spreadsheet(users: list[Any]) -> HttpResponse:
    """The list to take along, for the yearly look at who may do what (BIO2 5.18.01)."""
    rows = [
        (user.name, user.email, user.job_title, ", ".join(item.get_role_display() for item in user.here),
         "aan" if user.is_active else "uit", user.last_login.date() if user.last_login else None)
        for user in users
    ]  # fmt: skip
    return spreadsheet("accounts", ("Naam", "E-mailadres", "Functie", "Rollen", "Account", "Laatst aangemeld"), rows)


@with_actor(Right.MANAGE_ACCOUNTS)
def invite(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A new account; the link to set its password is shown once, on the next page."""
    typed = {name: request.POST.get(name, "") for name in FIELDS}
    problems: list[tuple[str, str]] = []
    if request.method == "POST":
        extra = {"job_title": typed["functie"].strip()[:100], "phone": typed["telefoon"].strip()[:30]}
        try:
            user, link = accounts.invite(request, typed["email"], typed["naam"], typed["rol"], **extra)
        except accounts.Refused as refused:
            problems = refused.problems
        else:
            done = "is uitgenodigd" if link else "had al een account en heeft er een rol bij gekregen"
            messages.success(request, f"{user.name} {done}.")
            return shown_once(request, user, link)
    context = {"typed": typed, "problems": problems, "wrong": dict(reversed(problems)), "roles": Role.choices}
    return page(request, actor, "account/staff_new.html", context)


def shown_once(request: HttpRequest, user: User, link: str) -> HttpResponse:
    """To the account, with the link to show there."""
    if link:
        who, token = link.split("/")
        request.session[LINK] = {"user": str(user.pk), "link": reverse("invitation", args=[who, token])}
    return redirect("staff_account", key=user.pk)


def find(actor: Actor, key: UUID) -> User:
    """An account of this municipality; another is not found, and that is noted."""
    user = accounts.of_municipality(actor.municipality).filter(pk=key).prefetch_related(held(actor)).first()
    if user is None:
        audit.record(actor.log, "account.niet_zichtbaar", audit.Subject("account", str(key)), result=audit.REFUSED)
        raise Http404
    return user


@with_actor(Right.MANAGE_ACCOUNTS)
def account(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """One account."""
    return show(request, actor, find(actor, key))


def show(request: HttpRequest, actor: Actor, user: User, problems: list[tuple[str, str]] | None = None) -> HttpResponse:
    """The page of an account."""
    kept = request.session.get(LINK)
    link = request.session.pop(LINK)["link"] if kept and kept["user"] == str(user.pk) else ""
    roles = {item.role for item in user.here}  # type: ignore[attr-defined]
    now = [item.pk for item in user.here]  # type: ignore[attr-defined]
    past = Membership.objects.filter(user=user, municipality=actor.municipality).exclude(pk__in=now)
    return page(request, actor, "account/staff_account.html", {
        "account": user, "past": past, "link": request.build_absolute_uri(link) if link else "",
        "free": [(value, label) for value, label in Role.choices if value not in roles and user.pk != actor.user.pk],
        "second_factor": second_factor.is_set(user), "elsewhere": accounts.works_elsewhere(user, actor.municipality),
        "problems": problems or [], "wrong": dict(problems or []),
    })  # fmt: skip


def act(request: HttpRequest, actor: Actor, key: UUID, deed: Callable[[User], str]) -> HttpResponse:
    """Do something to an account and go back to it, with what was done or what is wrong."""
    user = find(actor, key)
    try:
        said = deed(user)
    except accounts.Refused as refused:
        return show(request, actor, user, refused.problems)
    messages.success(request, said)
    return redirect("staff_account", key=key)


@require_POST
@with_actor(Right.MANAGE_ACCOUNTS)
def give_role(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """A role more."""

    def deed(user: User) -> str:
        accounts.give_role(request, user, request.POST.get("rol", ""))
        return f"{user.name} heeft de rol {Role(request.POST['rol']).label} gekregen."

    return act(request, actor, key, deed)


@require_POST
@with_actor(Right.MANAGE_ACCOUNTS)
def end_role(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """A role less, at once."""

    def deed(user: User) -> str:
        accounts.end_role(request, user, request.POST.get("rol", ""))
        return f"De rol {Role(request.POST['rol']).label} van {user.name} is beëindigd."

    return act(request, actor, key, deed)


@require_POST
@with_actor(Right.MANAGE_ACCOUNTS)
def switch(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """Off, with all roles here and all sessions; or on again."""

    def deed(user: User) -> str:
        if user.is_active:
            accounts.switch_off(request, user)
            return f"De rollen van {user.name} zijn beëindigd en alle sessies zijn afgesloten."
        accounts.switch_on(request, user)
        return f"Het account van {user.name} is weer aan. Geef nu een rol."

    return act(request, actor, key, deed)


@require_POST
@with_actor(Right.MANAGE_ACCOUNTS)
def new_link(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """A fresh link to set the password, shown once."""

    def deed(user: User) -> str:
        shown_once(request, user, accounts.new_link(request, user))
        return "Er is een nieuwe link. De vorige werkt niet meer als deze is gebruikt."

    return act(request, actor, key, deed)


@require_POST
@with_actor(Right.MANAGE_ACCOUNTS)
def reset_second_factor(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """Let the second factor be set up anew."""

    def deed(user: User) -> str:
        accounts.reset_second_factor(request, user)
        return f"{user.name} stelt de tweede stap opnieuw in bij het volgende aanmelden."

    return act(request, actor, key, deed)

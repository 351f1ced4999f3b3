"""The frame of the pages of casework: who is at work, in which dossier, and what a page does when something is refused.

`with_actor` gives a view its `Actor`, `with_dossier` a `Desk` (actor, dossier, area). Both turn what the services raise
into a page: a dossier that is not visible is not found (with the offer to break the glass), a refusal that no form
caught says why. A page of a dossier that was shown is noted in both logs, after it was made and before it is sent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property, wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from trede.access import audit, rights
from trede.access.rights import Right
from trede.casework.models import Client, Dossier
from trede.casework.regimes import regime_of
from trede.casework.services.common import Actor, NotAllowed, Refused
from trede.casework.visibility import NotVisible, find_dossier
from trede.law import LawErrors, NoLawInForce, UnknownRegime
from trede.law.regime import Regime
from trede.web.views import errors

View = Callable[..., HttpResponse]
SAFE = ("GET", "HEAD")

# The places within a dossier, in the order of the navigation: key, word, name of the address.
AREAS = (
    ("overview", "Overzicht", "dossier"),
    ("intake", "Intake", "dossier_intake"),
    ("ladder", "Ladder", "dossier_ladder"),
    ("plan", "Plan", "dossier_plan"),
    ("provisions", "Voorzieningen", "dossier_provisions"),
    ("decisions", "Besluiten", "dossier_decisions"),
    ("facts", "Feiten", "dossier_facts"),
    ("journal", "Journaal", "dossier_journal"),
    ("documents", "Documenten", "dossier_documents"),
)
# The places of the signed-in frame; who has not the right does not see it.
MENU = (
    ("work", "Mijn werk", "work", Right.SEE_WORK),
    ("dossiers", "Dossiers", "dossiers", Right.SEE_WORK),
    ("team", "Team", "team", Right.SUPERVISE),
    ("whatif", "Doorrekenen", "whatif", Right.WHAT_IF),
    ("glass", "Toezicht", "glass_log", Right.SUPERVISE),
    ("audit", "Auditlog", "audit_log", Right.SEE_AUDIT),
    ("staff", "Accounts", "staff", Right.MANAGE_ACCOUNTS),
)


@dataclass(frozen=True)
class Desk:
    """What a page of a dossier works with."""

    actor: Actor
    dossier: Dossier
    area: str

    @property
    def client(self) -> Client:
        """The person whose dossier it is."""
        return self.dossier.client

    @cached_property
    def regime(self) -> Regime:
        """The regime of the municipality."""
        return regime_of(self.dossier.municipality)


@dataclass(frozen=True)
class Place:
    """A link of the navigation."""

    key: str
    word: str
    address: str
    current: bool


def with_actor(right: Right) -> Callable[[View], View]:
    """A view `(request, actor, …)` for who has the right in the municipality chosen."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            actor = actor_of(request)
            if not isinstance(actor, Actor):
                return actor
            request.access.demand(right)  # type: ignore[attr-defined]
            return answered(request, actor, lambda: view(request, actor, *args, **kwargs))

        return rights.signed_in(wrapped)

    return decorate


def with_dossier(area: str) -> Callable[[View], View]:
    """A view `(request, desk, …)` of an address with the `key` of a dossier, in one of the `AREAS`."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, key: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            actor = actor_of(request)
            if not isinstance(actor, Actor):
                return actor

            def show() -> HttpResponse:
                begun = timezone.now()
                desk = Desk(actor, find_dossier(actor, key), area)
                response = view(request, desk, *args, **kwargs)
                if request.method in SAFE and response.status_code < 300:
                    audit.reading(actor.log, "dossier.ingezien", [desk.dossier], begun=begun, blad=area)
                return response

            return answered(request, actor, show, key)

        return rights.signed_in(wrapped)

    return decorate


def actor_of(request: HttpRequest) -> Actor | HttpResponse:
    """Who acts in this request, or the page for an account without a role."""
    access = request.access  # type: ignore[attr-defined]
    if access.municipality is None:
        return errors.page(
            request, 403, "U heeft nog geen rol", "Vraag de beheerder om uw account een rol te geven bij uw gemeente."
        )
    return Actor(access.user, access.municipality, access.roles, access.actor)


def answered(request: HttpRequest, actor: Actor, show: Callable[[], HttpResponse], key: Any = None) -> HttpResponse:
    """The page, or what is shown in its place when a service or the regime refuses."""
    try:
        return show()
    except NotVisible as missed:
        context = {"key": key, "breakable": missed.breakable}
        return page(request, actor, "casework/not_visible.html", context, status=404)
    except Refused as refused:
        if isinstance(refused, NotAllowed):
            refused.stay_noted()
        found = [("", problem.text) for problem in refused.problems]
        return page(request, actor, "casework/refused.html", {"problems": found}, status=409)
    except UnknownRegime as error:
        return errors.page(request, 503, "De regels van uw gemeente zijn er niet", str(error))
    except LawErrors as error:
        return errors.broken(request, error)
    except NoLawInForce as error:
        return errors.page(request, 404, "Op deze datum gelden geen regels", str(error))


def page(
    request: HttpRequest, at: Desk | Actor, template: str, context: dict[str, Any] | None = None,
    status: int | None = None,
) -> HttpResponse:  # fmt: skip
    """A page in the frame; 422 when the context holds problems."""
    desk = at if isinstance(at, Desk) else None
    actor = at.actor if isinstance(at, Desk) else at
    given = context or {}
    frame = {
        "actor": actor,
        "desk": desk,
        "may": {right.value: actor.may(right) for right in Right},
        "menu": menu(request, actor, desk),
        "areas": areas(desk) if desk else [],
    }
    if desk:
        frame |= {"dossier": desk.dossier, "person": desk.client}
    code = status or (422 if given.get("problems") else 200)
    return render(request, template, frame | given, status=code)


def menu(request: HttpRequest, actor: Actor, desk: Desk | None) -> list[Place]:
    """The links of the frame that exist and that the actor may follow."""
    here = request.resolver_match.url_name if request.resolver_match else ""
    return [
        Place(key, word, address, here == name or (desk is not None and key == "dossiers"))
        for key, word, name, right in MENU
        if actor.may(right) and (address := address_of(name))
    ]


def areas(desk: Desk) -> list[Place]:
    """The links within a dossier."""
    found = [(key, word, address_of(name, desk.dossier.pk)) for key, word, name in AREAS]
    return [Place(key, word, address, key == desk.area) for key, word, address in found if address]


@cache
def is_there(name: str, arguments: int) -> bool:
    """Is there an address of this name? Areas are built one by one."""
    try:
        reverse(name, args=["00000000-0000-0000-0000-000000000000"] * arguments)
    except NoReverseMatch:
        return False
    return True


def address_of(name: str, *arguments: Any) -> str:
    """The address of a name, empty when there is none."""
    return reverse(name, args=arguments) if is_there(name, len(arguments)) else ""

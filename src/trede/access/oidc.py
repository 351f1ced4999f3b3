"""Single sign-on for staff (OpenID Connect): who it is, that a second factor was used, and which roles the groups give.

The addresses of the service come from its own description (`/.well-known/openid-configuration`). Beside what
mozilla-django-oidc holds (state, nonce, PKCE, signature) the token must be for us, by the service asked, and in date.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

import jwt
import requests
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import transaction
from django.http import HttpRequest
from mozilla_django_oidc.auth import OIDCAuthenticationBackend
from mozilla_django_oidc.utils import import_from_settings

from trede.access import accounts, audit
from trede.access.models import GroupRole, Membership, Municipality, User

METHOD = "organisatie"
KEEP_SECONDS = 3600
ADDRESSES = {
    "OIDC_OP_AUTHORIZATION_ENDPOINT": "authorization_endpoint",
    "OIDC_OP_TOKEN_ENDPOINT": "token_endpoint",
    "OIDC_OP_USER_ENDPOINT": "userinfo_endpoint",
    "OIDC_OP_JWKS_ENDPOINT": "jwks_uri",
}
UNREACHABLE = "De aanmelddienst van uw organisatie antwoordt niet goed. Probeer het over een paar minuten opnieuw."
UNFINISHED = "De aanmelding bij uw organisatie is niet goed afgerond. Probeer het opnieuw."
NO_SECOND = "U meldde u aan zonder tweede stap. Zet die aan bij uw organisatie en meld u opnieuw aan."
UNKNOWN = "U bent hier niet bekend. Vraag de beheerder van uw gemeente om een account."
OTHERS = "Dit e-mailadres hoort bij een account van iemand anders. Vraag de beheerder van uw gemeente om hulp."
OFF = "Uw account is uitgezet. Vraag de beheerder van uw gemeente om hulp."

_described: dict[str, tuple[float, dict[str, Any]]] = {}


class Refused(Exception):
    """Signing in fails, with a sentence for the user."""


# --- the service ------------------------------------------------------------------------------------------------------


def provider() -> dict[str, Any]:
    """How the service describes itself; kept for an hour. Raises `Refused`."""
    issuer = settings.OIDC_ISSUER
    made, found = _described.get(issuer, (0.0, {}))
    if found and time.monotonic() - made < KEEP_SECONDS:
        return found
    try:
        answer = requests.get(f"{issuer}/.well-known/openid-configuration", timeout=settings.OIDC_TIMEOUT)
        answer.raise_for_status()
        found = answer.json()
    except (requests.RequestException, ValueError) as problem:
        raise Refused(UNREACHABLE) from problem
    if str(found.get("issuer", "")).rstrip("/") != issuer or not all(found.get(key) for key in ADDRESSES.values()):
        raise Refused(UNREACHABLE)
    _described[issuer] = (time.monotonic(), found)
    return found


def setting(name: str, *default: Any) -> Any:
    """A setting of mozilla-django-oidc; addresses come from the service."""
    return provider()[ADDRESSES[name]] if name in ADDRESSES else import_from_settings(name, *default)


class Backend(OIDCAuthenticationBackend):
    """Turns what the service says into an account. Why it fails stands in `request.oidc_problem`."""

    get_settings = staticmethod(setting)

    def __init__(self) -> None:
        """Nothing is asked of the service until somebody comes back from it."""
        self.UserModel = User

    def authenticate(self, request: HttpRequest, **kwargs: Any) -> User | None:
        """The account of who comes back with a code; None for other ways to sign in."""
        if "nonce" not in kwargs:
            return None
        try:
            super().__init__()
            found: User | None = super().authenticate(request, **kwargs)
            return found
        except Refused as refused:
            text, cause = str(refused), repr(refused.__cause__ or refused)
        except requests.RequestException as problem:
            text, cause = UNREACHABLE, type(problem).__name__
        except (SuspiciousOperation, jwt.PyJWTError, KeyError, TypeError, ValueError) as problem:
            text, cause = UNFINISHED, type(problem).__name__
        request.oidc_problem = text  # type: ignore[attr-defined]
        audit.record(request, "aanmelding.mislukt", result=audit.REFUSED, stap=METHOD, oorzaak=cause[:200])
        return None

    def get_or_create_user(self, access_token: str, id_token: str, payload: dict[str, Any]) -> User:
        """The account that the claims are about."""
        check_token(payload)
        check_second_factor(payload)
        claims = self.get_userinfo(access_token, id_token, payload)
        if claims.get("sub") != payload["sub"]:
            raise Refused(UNFINISHED)
        return account_for({**payload, **claims})


# --- what the token says ----------------------------------------------------------------------------------------------


def check_token(payload: dict[str, Any]) -> None:
    """The token is for us, by the service asked, and in date (OpenID Connect Core 3.1.3.7)."""
    audience = payload.get("aud")
    ours = settings.OIDC_RP_CLIENT_ID in (audience if isinstance(audience, list) else [audience])
    theirs = str(payload.get("iss", "")).rstrip("/") == settings.OIDC_ISSUER
    in_date = isinstance(payload.get("exp"), int) and payload["exp"] > datetime.now(UTC).timestamp()
    if not (ours and theirs and in_date and payload.get("sub")):
        raise Refused(UNFINISHED)


def check_second_factor(payload: dict[str, Any]) -> None:
    """A level (acr) or a way (amr) that counts as a second factor was used (BIO2 5.17.01)."""
    ways = payload.get("amr") or []
    if payload.get("acr") not in settings.OIDC_ACR and not set(ways) & set(settings.OIDC_AMR):
        raise Refused(NO_SECOND)


# --- from claims to an account ---------------------------------------------------------------------------------------


def account_for(claims: dict[str, Any]) -> User:
    """The account of the claims: by its mark, else by e-mail address, else a new one when its groups give a role."""
    subject, email = str(claims["sub"])[:255], str(claims.get("email") or "").strip().lower()
    wanted = roles_of(claims)
    with transaction.atomic():
        user = User.objects.filter(oidc_subject=subject).first() or by_email(claims, email)
        if user is None:
            if not wanted or not email:
                raise Refused(UNKNOWN)
            user = User.objects.make(email, str(claims.get("name") or email)[:100])
        if not user.is_active:
            raise Refused(OFF)
        user.oidc_subject = subject
        user.name = str(claims.get("name") or user.name)[:100]
        user.save(update_fields=["oidc_subject", "name"])
        if settings.OIDC_GROUPS_CLAIM in claims:
            follow_groups(user, wanted)
    return user


def by_email(claims: dict[str, Any], email: str) -> User | None:
    """The account with this address, not linked yet; an address that was not verified links nobody."""
    user = User.objects.filter(email=email).first() if email else None
    if user and (user.oidc_subject or user.is_demo or claims.get("email_verified") is False):
        raise Refused(OTHERS)
    return user


def roles_of(claims: dict[str, Any]) -> set[tuple[Municipality, str]]:
    """The roles that the groups of the claims give."""
    groups = claims.get(settings.OIDC_GROUPS_CLAIM) or []
    rows = GroupRole.objects.filter(group__in=[str(group) for group in groups]).select_related("municipality")
    return {(row.municipality, row.role) for row in rows}


def follow_groups(user: User, wanted: set[tuple[Municipality, str]]) -> None:
    """Make the roles as the groups say, in the municipalities whose roles go by groups."""
    managed = Municipality.objects.filter(pk__in=GroupRole.objects.values("municipality"))
    actor = audit.Actor.system("aanmelddienst")
    subject = audit.Subject("account", str(user.pk))
    for municipality in managed:
        held = {membership.role: membership for membership in accounts.current(user, municipality)}
        roles = {role for place, role in wanted if place == municipality}
        for role in sorted(roles - held.keys()):
            Membership.objects.create(user=user, municipality=municipality, role=role)
            audit.record(actor, "rol.gegeven", subject, "groepen", rol=role, gemeente=municipality.slug)
        for role in sorted(held.keys() - roles):
            accounts.close(held[role])
            audit.record(actor, "rol.beeindigd", subject, "groepen", rol=role, gemeente=municipality.slug)

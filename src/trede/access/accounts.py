"""The accounts of a municipality, for its administrator: invite, give and end roles, switch off, help in again.

An administrator of one municipality can never take over an account that works in another as well: a new link or a new
second factor is given only where the administrator has the right in every municipality that the account works in.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth import password_validation
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email, validate_slug
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from trede.access import audit, second_factor, signing
from trede.access.models import Membership, Municipality, Role, SignIn, User
from trede.access.rights import TABLE, Right

Problems = list[tuple[str, str]]
NOT_ONESELF = "U kunt uzelf geen rol geven. Vraag het een andere beheerder."


class Refused(Exception):
    """It cannot be done; `problems` are pairs of a field and a Dutch sentence."""

    def __init__(self, *problems: tuple[str, str]) -> None:
        super().__init__("; ".join(text for _, text in problems))
        self.problems = list(problems)


# --- reading --------------------------------------------------------------------------------------------------------


def of_municipality(municipality: Municipality, text: str = "", role: str = "") -> QuerySet[User]:
    """The accounts that work or worked in a municipality, by name."""
    memberships = Membership.objects.filter(municipality=municipality)
    if role:
        memberships = memberships.on(timezone.localdate()).filter(role=role)
    found = User.objects.filter(pk__in=memberships.values("user"))
    if text:
        found = found.filter(Q(name__icontains=text) | Q(email__icontains=text) | Q(job_title__icontains=text))
    return found.order_by("name")


def held_here(municipality: Municipality) -> QuerySet[Membership]:
    """The roles in a municipality that hold today or later."""
    today = timezone.localdate()
    return Membership.objects.filter(Q(until=None) | Q(until__gte=today), municipality=municipality)


def current(user: User, municipality: Municipality) -> QuerySet[Membership]:
    """The roles of an account in a municipality that hold today or later."""
    return held_here(municipality).filter(user=user)


def works_elsewhere(user: User, municipality: Municipality) -> bool:
    """Has the account a role in another municipality as well?"""
    others = user.memberships.on(timezone.localdate()).exclude(municipality=municipality)
    return others.exists()


# --- beginning ------------------------------------------------------------------------------------------------------


def begin(slug: str, name: str, regime: str, email: str, person: str) -> tuple[User, str]:
    """A municipality with its first administrator, who invites the others; and the link to set a password by.

    The link is empty when the account exists already. Refused when there is such a municipality, or an address is none.
    """
    problems: Problems = []
    if Municipality.objects.filter(slug=slug).exists():
        problems.append(("slug", f"de gemeente '{slug}' is er al"))
    try:
        validate_slug(slug)
    except ValidationError:
        problems.append(("slug", f"'{slug}' is geen kenmerk: gebruik letters, cijfers en streepjes"))
    try:
        validate_email(email)
    except ValidationError:
        problems.append(("email", f"'{email}' is geen e-mailadres"))
    if problems:
        raise Refused(*problems)
    with transaction.atomic():
        municipality = Municipality.objects.create(slug=slug, name=name, regime=regime)
        found = User.objects.filter(email=email.strip().lower()).first()
        user = found or User.objects.make(email, person)
        Membership.objects.create(user=user, municipality=municipality, role=Role.ADMINISTRATOR)
        who = audit.Actor.system("trede municipality", slug)
        subject = audit.Subject("account", str(user.pk))
        audit.record(who, "account.uitgenodigd", subject, rol=Role.ADMINISTRATOR.value)
    return user, "" if found else link_parts(user)


# --- changing -------------------------------------------------------------------------------------------------------


def invite(request: HttpRequest, email: str, name: str, role: str, **fields: str) -> tuple[User, str]:
    """A new account with a role, and the link to set its password by (empty when the account exists already)."""
    municipality = demand(request)
    email, name = email.strip().lower(), " ".join(name.split())
    problems: Problems = []
    try:
        validate_email(email)
    except ValidationError:
        problems.append(("email", "Vul een e-mailadres in, bijvoorbeeld naam@gemeente.example."))
    if not name:
        problems.append(("naam", "Vul de naam in."))
    if role not in Role.values:
        problems.append(("rol", "Kies een rol."))
    found = User.objects.filter(email=email).first()
    if found and found.pk == request.user.pk:
        problems.append(("email", NOT_ONESELF))
    elif found and current(found, municipality).filter(role=role).exists():
        problems.append(("email", "Dit account heeft deze rol al. Kies een andere rol, of ga naar het account."))
    if problems:
        raise Refused(*problems)
    with transaction.atomic():
        user = found or User.objects.make(email, name, **fields)
        Membership.objects.create(user=user, municipality=municipality, role=role)
        note(request, "account.uitgenodigd", user, rol=role)
    return user, "" if found else link_parts(user)


def give_role(request: HttpRequest, user: User, role: str) -> None:
    """A role more; nobody gives one to themselves, for who manages accounts does not see dossiers."""
    municipality = demand(request, user)
    if user.pk == request.user.pk:
        raise Refused(("rol", NOT_ONESELF))
    if role not in Role.values:
        raise Refused(("rol", "Kies een rol."))
    if current(user, municipality).filter(role=role).exists():
        raise Refused(("rol", f"{user.name} heeft deze rol al."))
    with transaction.atomic():
        Membership.objects.create(user=user, municipality=municipality, role=role)
        note(request, "rol.gegeven", user, rol=role)


def end_role(request: HttpRequest, user: User, role: str) -> None:
    """End a role at once; the last administrator stays."""
    municipality = demand(request, user)
    with transaction.atomic():
        held = list(current(user, municipality).filter(role=role).select_for_update())
        if not held:
            raise Refused(("rol", f"{user.name} heeft deze rol niet meer."))
        keep_an_administrator(municipality, user, [role])
        for membership in held:
            close(membership)
        note(request, "rol.beeindigd", user, rol=role)


def close(membership: Membership) -> None:
    """The day before was the last; a role that began today never was."""
    yesterday = timezone.localdate() - timedelta(days=1)
    if membership.since > yesterday:
        membership.delete()
    else:
        membership.until = yesterday
        membership.save(update_fields=["until"])


def switch_off(request: HttpRequest, user: User) -> None:
    """End all roles here and all sessions; an account that works nowhere else is switched off."""
    municipality = demand(request, user)
    with transaction.atomic():
        held = list(current(user, municipality).select_for_update())
        keep_an_administrator(municipality, user, [membership.role for membership in held])
        for membership in held:
            close(membership)
        if not works_elsewhere(user, municipality):
            user.is_active = False
            user.save(update_fields=["is_active"])
        signing.end_sessions(SignIn.objects.filter(user=user))
        note(request, "account.uitgezet", user)


def switch_on(request: HttpRequest, user: User) -> None:
    """Switch an account on again; roles are given anew."""
    demand_whole(request, user)
    with transaction.atomic():
        user.is_active = True
        user.save(update_fields=["is_active"])
        note(request, "account.aangezet", user)


def new_link(request: HttpRequest, user: User) -> str:
    """A fresh link to set the password by; the second factor stays."""
    demand_whole(request, user)
    note(request, "account.nieuwe_link", user)
    return link_parts(user)


def reset_second_factor(request: HttpRequest, user: User) -> None:
    """For who lost app and recovery codes: set up anew at the next sign-in. Open sessions end."""
    demand_whole(request, user)
    with transaction.atomic():
        second_factor.reset(user)
        signing.end_sessions(SignIn.objects.filter(user=user))
        note(request, "tweede_stap.gewist", user)


# --- the link of an invitation --------------------------------------------------------------------------------------


def link_parts(user: User) -> str:
    """Who and a token, to put in an address; it works until the password is set, a week at most."""
    return f"{urlsafe_base64_encode(force_bytes(user.pk))}/{default_token_generator.make_token(user)}"


def invited(who: str, token: str) -> User | None:
    """The account that a link is for, while it works."""
    try:
        user = User.objects.filter(pk=urlsafe_base64_decode(who).decode(), is_active=True).first()
    except (ValueError, ValidationError):
        return None
    return user if user and default_token_generator.check_token(user, token) else None


def set_password(request: HttpRequest, user: User, password: str, again: str) -> None:
    """Set a password; raises `Refused` with all that is wrong with it. Other sessions of the account end."""
    problems: Problems = []
    try:
        password_validation.validate_password(password, user)
    except ValidationError as error:
        problems += [("wachtwoord", text) for text in error.messages]
    if password != again:
        problems.append(("nogmaals", "De twee wachtwoorden zijn niet gelijk. Typ ze opnieuw."))
    if problems:
        raise Refused(*problems)
    with transaction.atomic():
        user.set_password(password)
        user.save(update_fields=["password"])
        here = request.session.session_key
        signing.end_sessions(SignIn.objects.filter(user=user).exclude(session_key=here))
        note(request, "wachtwoord.ingesteld", user)


# --- who may --------------------------------------------------------------------------------------------------------


def demand(request: HttpRequest, user: User | None = None) -> Municipality:
    """The municipality of the administrator, to whose accounts `user` belongs."""
    access = request.access  # type: ignore[attr-defined]
    access.demand(Right.MANAGE_ACCOUNTS)
    municipality: Municipality = access.municipality
    if user is not None and not user.memberships.filter(municipality=municipality).exists():
        raise Refused(("", "Dit account is niet van uw gemeente."))
    return municipality


def demand_whole(request: HttpRequest, user: User) -> None:
    """As `demand`, and in every municipality where the account works."""
    demand(request, user)
    manages = {
        municipality.pk
        for municipality, roles in request.access.roles_by_municipality.items()  # type: ignore[attr-defined]
        if any(Right.MANAGE_ACCOUNTS in TABLE[Role(role)] for role in roles)
    }
    works = set(user.memberships.on(timezone.localdate()).values_list("municipality", flat=True))
    if works - manages:
        text = "Dit account werkt ook voor een andere gemeente. Alleen een beheerder van beide gemeenten kan dit doen."
        raise Refused(("", text))


def keep_an_administrator(municipality: Municipality, user: User, roles: list[str]) -> None:
    """Refuse to end the role of the last active administrator."""
    if Role.ADMINISTRATOR not in roles:
        return
    others = Membership.objects.on(timezone.localdate()).filter(municipality=municipality, role=Role.ADMINISTRATOR)
    if not others.filter(user__is_active=True).exclude(user=user).exists():
        raise Refused(("", "Dit is de laatste beheerder. Geef eerst iemand anders die rol."))


def note(request: HttpRequest, action: str, user: User, **details: Any) -> None:
    """A line about an account."""
    audit.record(request, action, audit.Subject("account", str(user.pk)), **details)

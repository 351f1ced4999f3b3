"""The staff of a demo: for each municipality one invented person per role, who comes in without a password."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.db import transaction

from trede.access.models import Membership, Municipality, Role, User

Town = tuple[str, str, str]  # slug, name, regime

# Invented; given names from many places, surnames that say what they are.
NAMES: dict[Role, tuple[str, ...]] = {
    Role.CASE_MANAGER: ("Fenna Verzonnen", "Yusuf Verzonnen", "Marit Verzonnen", "Ravi Verzonnen"),
    Role.QUALITY_OFFICER: ("Quirine Bedacht", "Joost Bedacht", "Samira Bedacht", "Wessel Bedacht"),
    Role.SUPERVISOR: ("Thea Voorbeeld", "Hassan Voorbeeld", "Lotte Voorbeeld", "Bram Voorbeeld"),
    Role.BENEFITS_ADMINISTRATION: ("Dilan Proefman", "Anke Proefman", "Sem Proefman", "Noor Proefman"),
    Role.POLICY_OFFICER: ("Pim Denkbeeldig", "Aisha Denkbeeldig", "Koen Denkbeeldig", "Els Denkbeeldig"),
    Role.ADMINISTRATOR: ("Bea Oefening", "Milan Oefening", "Rosa Oefening", "Teun Oefening"),
}


def make(municipalities: Iterable[Town]) -> list[Municipality]:
    """The municipalities, each with staff of its own. Can be done again."""
    with transaction.atomic():
        return [made for place, town in enumerate(municipalities) for made in make_service([town], place)]


def make_service(towns: Sequence[Town], place: int = 0) -> list[Municipality]:
    """The municipalities that one service works for: the same staff in each, who choose where they work.

    Can be done again. `place` picks the names of the staff.
    """
    with transaction.atomic():
        made = [
            Municipality.objects.get_or_create(slug=slug, defaults={"name": name, "regime": regime})[0]
            for slug, name, regime in towns
        ]
        for role, user in demo_users(made[0], place).items():
            for other in made[1:]:
                Membership.objects.get_or_create(user=user, municipality=other, role=role)
    return made


def demo_users(municipality: Municipality, place: int = 0) -> dict[Role, User]:
    """One account for each role; `place` picks the names, so that two municipalities have other people."""
    return {role: demo_user(municipality, role, names[place % len(names)]) for role, names in NAMES.items()}


def demo_user(municipality: Municipality, role: Role, name: str) -> User:
    """An account with one role."""
    email = f"{role.value}@{municipality.slug}.example"
    user = User.objects.filter(email=email).first() or User.objects.make(
        email, name, is_demo=True, job_title=role.label.capitalize(), phone="000-000 00 00"
    )
    Membership.objects.get_or_create(user=user, municipality=municipality, role=role)
    return user


def choices() -> list[tuple[str, list[tuple[str, User]]]]:
    """The roles to come in with, under the names of the municipalities that they are for; empty outside a demo."""
    if not settings.DEMO:
        return []
    held = Membership.objects.filter(user__is_demo=True, user__is_active=True, until=None)
    roles: dict[tuple[User, str], list[str]] = {}
    for membership in held.select_related("user", "municipality").order_by("municipality__name", "user__name"):
        roles.setdefault((membership.user, membership.role), []).append(membership.municipality.name)
    order = {role.value: place for place, role in enumerate(Role)}
    found: dict[str, list[tuple[str, User]]] = {}
    for (user, role), names in sorted(roles.items(), key=lambda item: (item[1], order[item[0][1]])):
        found.setdefault(" en ".join(names), []).append((str(Role(role).label), user))
    return list(found.items())


def user_of(key: str) -> User | None:
    """The demo account with this key; nobody outside a demo."""
    if not settings.DEMO:
        return None
    return next((user for _, users in choices() for _, user in users if str(user.pk) == key), None)

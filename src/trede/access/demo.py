"""The staff of a demo: for each municipality one invented person per role, who comes in without a password."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction

from trede.access.models import Membership, Municipality, Role, User

# Invented; given names from many places, surnames that say what they are.
NAMES: dict[Role, tuple[str, ...]] = {
    Role.CASE_MANAGER: ("Fenna Verzonnen", "Yusuf Verzonnen", "Marit Verzonnen", "Ravi Verzonnen"),
    Role.QUALITY_OFFICER: ("Quirine Bedacht", "Joost Bedacht", "Samira Bedacht", "Wessel Bedacht"),
    Role.SUPERVISOR: ("Thea Voorbeeld", "Hassan Voorbeeld", "Lotte Voorbeeld", "Bram Voorbeeld"),
    Role.BENEFITS_ADMINISTRATION: ("Dilan Proefman", "Anke Proefman", "Sem Proefman", "Noor Proefman"),
    Role.POLICY_OFFICER: ("Pim Denkbeeldig", "Aisha Denkbeeldig", "Koen Denkbeeldig", "Els Denkbeeldig"),
    Role.ADMINISTRATOR: ("Bea Oefening", "Milan Oefening", "Rosa Oefening", "Teun Oefening"),
}


def make(municipalities: Iterable[tuple[str, str, str]]) -> list[Municipality]:
    """The municipalities, given as slug, name and regime, with their staff. Can be done again."""
    made = []
    with transaction.atomic():
        for place, (slug, name, regime) in enumerate(municipalities):
            municipality = Municipality.objects.get_or_create(slug=slug, defaults={"name": name, "regime": regime})[0]
            demo_users(municipality, place)
            made.append(municipality)
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


def choices() -> list[tuple[Municipality, list[tuple[str, User]]]]:
    """Per municipality the roles to come in with; empty outside a demo."""
    if not settings.DEMO:
        return []
    held = Membership.objects.filter(user__is_demo=True, user__is_active=True, until=None)
    order = {role.value: place for place, role in enumerate(Role)}
    found: dict[Municipality, list[tuple[str, User]]] = {}
    rows = held.select_related("user", "municipality").order_by("municipality__name")
    for membership in sorted(rows, key=lambda m: (m.municipality.name, order[m.role])):
        found.setdefault(membership.municipality, []).append((membership.get_role_display(), membership.user))
    return list(found.items())


def user_of(key: str) -> User | None:
    """The demo account with this key; nobody outside a demo."""
    if not settings.DEMO:
        return None
    return next((user for _, users in choices() for _, user in users if str(user.pk) == key), None)

"""The roles that a member of staff has in a municipality."""

from __future__ import annotations

from django.db.models import TextChoices


class Role(TextChoices):
    """English names in code, Dutch ones in the database and on the screen."""

    CASE_MANAGER = "klantmanager", "klantmanager"
    QUALITY_OFFICER = "kwaliteitsmedewerker", "kwaliteitsmedewerker"
    SUPERVISOR = "teamleider", "teamleider"
    BENEFITS_ADMINISTRATION = "administratie", "uitkeringsadministratie"
    POLICY_OFFICER = "beleidsmedewerker", "beleidsmedewerker"
    ADMINISTRATOR = "beheerder", "beheerder"

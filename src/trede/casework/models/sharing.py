"""Who may look besides the case manager: substitutes, transfers, and the client's own one-time code.

Broken glass stands in `trede.access`.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from trede.casework.models.base import Row
from trede.casework.models.people import MUNICIPALITY, USER, Dossier


class Substitution(Row):
    """During these days (the last one included) the substitute does the work of a colleague."""

    municipality = models.ForeignKey(**MUNICIPALITY, related_name="+")
    absent = models.ForeignKey(**USER, related_name="substituted_by")
    substitute = models.ForeignKey(**USER, related_name="substitutes_for")
    starts_on = models.DateField()
    ends_on = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)  # taken back before its last day
    author = models.ForeignKey(**USER, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="substitution_ends_after_start"),
            models.CheckConstraint(condition=~Q(absent=F("substitute")), name="substitute_is_another"),
        ]


class CaseTransfer(Row):
    """A handing over of dossiers from one case manager to another, all at once or not at all."""

    municipality = models.ForeignKey(**MUNICIPALITY, related_name="+")
    giver = models.ForeignKey(**USER, related_name="+", null=True, blank=True)
    taker = models.ForeignKey(**USER, related_name="+")
    dossiers = models.JSONField(default=list)  # their ids
    reason = models.TextField()
    author = models.ForeignKey(**USER, related_name="+")


class ResidentCode(Row):
    """A one-time code with which the client opens the page of their own dossier; only its hash is kept."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="codes")
    code_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(**USER, related_name="+")

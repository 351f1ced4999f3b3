"""The journey: places on the ladder over time, and trajectories."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from trede.casework.models.base import Revised, Row
from trede.casework.models.people import USER, Dossier


class LadderMove(Row):
    """From this day on this rung, with reasons. Never changed: a mistake is followed by a move that says so."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="moves")
    ladder = models.CharField(max_length=80)  # its key in the regime
    rung = models.SmallIntegerField()
    on = models.DateField()
    reason = models.TextField()
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="corrected_by", null=True, blank=True
    )
    void = models.BooleanField(default=False)  # it only takes back the one that it corrects
    author = models.ForeignKey(**USER, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(void=False) | Q(corrects__isnull=False), name="void_takes_one_back")
        ]
        indexes = [models.Index(fields=["dossier", "on"], name="moves_by_day")]

    @property
    def stands(self) -> bool:
        """Does it count: is it no taking back, and not set right itself?"""
        return not self.void and not hasattr(self, "corrected_by")


class Trajectory(Revised):
    """A planned course of a kind that the regime names, with the end that is expected and the end that came."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="trajectories")
    kind = models.CharField(max_length=80)
    reason = models.TextField()
    started_on = models.DateField()
    expected_end = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.TextField(default="", blank=True)
    author = models.ForeignKey(**USER, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="trajectory_ends_after_start",
            )
        ]

"""Facts with two times: when something was true, and when it was known. Nothing is ever erased by a correction."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from trede.access.protect import EncryptedTextField
from trede.casework.models.base import Row
from trede.casework.models.people import USER, Dossier


class Source(models.TextChoices):
    """Where a fact comes from."""

    CLIENT = "client", "gesprek met de inwoner"
    EMPLOYER = "employer", "werkgever"
    PROVIDER = "provider", "aanbieder"
    DOCUMENT = "document", "document"
    REGISTER = "register", "registratie (BRP, UWV, Suwinet)"
    ADMINISTRATION = "administration", "eigen administratie"
    OFFICIAL = "official", "oordeel van een medewerker"


class FactVersion(Row):
    """One version of one fact: its value in the notation of a facts file (docs/assessment.md), as JSON text.

    True from `valid_from` up to but not including `valid_until` (None: still); known from `recorded_at` up to
    `superseded_at` (None: still). A correction closes the old version (`superseded_at`) and adds a new one. A fact
    about an application (a job, a placement) carries it; the others are about the person. `health` marks the facts of
    the privacy class gezondheid: their value stands encrypted in `sealed`, and `value` is null.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="facts")
    application = models.ForeignKey(
        "casework.Application", on_delete=models.PROTECT, related_name="facts", null=True, blank=True
    )
    name = models.CharField(max_length=200)
    value = models.JSONField(null=True)
    sealed = EncryptedTextField(default="", blank=True)
    health = models.BooleanField(default=False)
    withdrawn = models.BooleanField(default=False)  # this version says: it is not known (any more)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    superseded_at = models.DateTimeField(null=True, blank=True)
    source = models.CharField(max_length=20, choices=Source)
    source_note = models.CharField(max_length=200, default="", blank=True)
    author = models.ForeignKey(**USER, related_name="+")
    reason = models.TextField(default="", blank=True)  # why it was corrected; of a judgement, its reasons

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")), name="fact_true_some_time"
            ),
            models.CheckConstraint(condition=Q(health=False) | Q(value__isnull=True), name="health_is_sealed"),
        ]
        indexes = [
            models.Index(fields=["dossier", "name", "valid_from"], name="facts_by_name"),
            models.Index(fields=["dossier"], condition=Q(superseded_at__isnull=True), name="facts_known_now"),
        ]

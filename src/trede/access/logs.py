"""The tables of the audit log (who did what), of the processing log (whose data), and of broken glass.

The two logs are joined by `operation`: the processing log names no member of staff (Logboek dataverwerkingen 1.0),
the audit log does. Neither refers to another table, so nothing that is removed elsewhere can touch them.
"""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.db import models
from django.utils import timezone

from trede.access.people import Municipality, User


class AuditEntry(models.Model):
    """One line of the audit log. Only ever added, by `trede.access.audit`; see `trede.access.chain` for the hashes."""

    sequence = models.BigIntegerField("volgnummer", primary_key=True)
    at = models.DateTimeField("tijdstip")
    operation = models.CharField("handeling", max_length=16, help_text="verbindt met het verwerkingslogboek")
    actor = models.UUIDField("account", null=True)
    actor_name = models.CharField("naam", max_length=100)
    role = models.CharField("rollen", max_length=200, blank=True)
    municipality = models.CharField("gemeente", max_length=50, blank=True)
    origin = models.CharField("herkomst", max_length=45, blank=True, help_text="netwerkadres")
    action = models.CharField("actie", max_length=60)
    result = models.CharField("resultaat", max_length=10)
    object_kind = models.CharField("soort", max_length=40, blank=True)
    object_id = models.CharField("kenmerk", max_length=60, blank=True)
    person = models.UUIDField("betrokkene", null=True)
    why = models.TextField("reden", blank=True)
    details_text = models.TextField("bijzonderheden", default="{}")
    previous = models.CharField("vorige hash", max_length=64)
    hash = models.CharField("hash", max_length=64)

    class Meta:
        verbose_name, verbose_name_plural = "regel van het auditlog", "auditlog"
        ordering = ["-sequence"]
        indexes = [
            models.Index(fields=["municipality", "-sequence"], name="audit_municipality"),
            models.Index(fields=["person", "-sequence"], name="audit_person"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.actor_name} {self.action} {self.object_kind} {self.object_id}".strip()

    @property
    def details(self) -> dict[str, Any]:
        """What else was noted, never a BSN; nothing when the text was tampered with, which `verify` tells."""
        try:
            found: dict[str, Any] = json.loads(self.details_text)
        except ValueError:
            return {}
        return found


class AuditHead(models.Model):
    """The one row that says how long the chain is and where it stands; see `trede.access.chain`."""

    sequence = models.BigIntegerField()
    previous = models.CharField(max_length=64)
    state = models.CharField(max_length=64)


class ProcessingEntry(models.Model):
    """Verwerkingslogboek: one processing of the data of one person. Who did it stands in the audit log."""

    OK, ERROR = "OK", "ERROR"

    id = models.BigIntegerField(primary_key=True, help_text="a million times the line of the audit log, and a place")
    trace = models.CharField("trace_id", max_length=32)
    operation = models.CharField("operation_id", max_length=16)
    activity = models.CharField("processing_activity_id", max_length=100)
    name = models.CharField("name", max_length=60)
    person = models.UUIDField("data_subject_id")
    municipality = models.CharField("gemeente", max_length=50, blank=True)
    begun = models.DateTimeField("start_time")
    ended = models.DateTimeField("end_time")
    status = models.CharField("status_code", max_length=5, choices=[(OK, OK), (ERROR, ERROR)])

    class Meta:
        verbose_name, verbose_name_plural = "verwerking", "verwerkingslogboek"
        ordering = ["-id"]
        indexes = [models.Index(fields=["person", "-id"], name="processing_person")]

    def __str__(self) -> str:
        return f"{self.name} {self.person} {self.status}"


class BreakGlass(models.Model):
    """Access to what is not one's own, taken with a reason, for a short time; a supervisor looks at each."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    person = models.UUIDField("betrokkene")
    object_kind = models.CharField("soort", max_length=40)
    object_id = models.CharField("kenmerk", max_length=60)
    label = models.CharField("omschrijving", max_length=100, help_text="zoals een dossiernummer; nooit een BSN")
    why = models.TextField("reden")
    at = models.DateTimeField("sinds", default=timezone.now)
    until = models.DateTimeField("tot")
    seen_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    seen_at = models.DateTimeField("bekeken op", null=True)
    finding = models.TextField("oordeel", blank=True)

    class Meta:
        ordering = ["-at"]
        indexes = [
            models.Index(fields=["municipality", "-at"], name="glass_municipality"),
            models.Index(fields=["user", "person", "until"], name="glass_open"),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.label}"

"""The intake: report, first triage, findings and needs per life domain. An unfinished intake is kept."""

from __future__ import annotations

from django.db import models

from trede.access.protect import EncryptedTextField
from trede.casework.models.base import Revised, Row
from trede.casework.models.people import USER, Dossier


class Intake(Revised):
    """One intake of a dossier. What it settles (route, target group, obligations) are facts and decisions."""

    class State(models.TextChoices):
        OPEN = "open", "bezig"
        DONE = "done", "afgerond"

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="intakes")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    step = models.CharField(max_length=40, default="", blank=True)  # where the author stopped
    started_on = models.DateField()
    finished_on = models.DateField(null=True, blank=True)
    route = models.CharField(max_length=80, default="", blank=True)  # what the first triage came to
    route_reason = models.TextField(default="", blank=True)
    summary = EncryptedTextField(default="", blank=True)
    author = models.ForeignKey(**USER, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=models.Q(state="open"), name="one_open_intake_per_dossier"
            )
        ]


class DomainFinding(Revised):
    """What was found about one life domain, and what is needed there. Free text may tell of health: encrypted."""

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="findings")
    domain = models.CharField(max_length=80)  # its key in the regime
    finding = EncryptedTextField(default="", blank=True)
    need = EncryptedTextField(default="", blank=True)
    action_needed = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["intake", "domain"], name="one_finding_per_domain")]


class Note(Row):
    """A contact or remark in the journal of a dossier; never changed afterwards, only followed by another."""

    class Kind(models.TextChoices):
        TALK = "talk", "gesprek"
        PHONE = "phone", "telefoon"
        MAIL = "mail", "e-mail of brief"
        NO_SHOW = "no_show", "niet verschenen"
        REMARK = "remark", "aantekening"

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.REMARK)
    on = models.DateField()
    text = EncryptedTextField()
    author = models.ForeignKey(**USER, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["dossier", "-on"], name="notes_by_day")]

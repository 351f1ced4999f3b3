"""Decisions with their receipt and letter, objections, and provisions in use."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from trede.access.protect import EncryptedBinaryField, EncryptedJSONField, EncryptedTextField
from trede.casework.models.applications import Application
from trede.casework.models.base import Revised, Row
from trede.casework.models.people import USER, Dossier


class Decisions(models.QuerySet["Decision"]):
    """Decisions as rows to look through."""

    def light(self) -> Decisions:
        """Without the letter and what was computed: many times the rest, and seldom read."""
        return self.defer("letter", "assessment", "facts")


class Decision(Revised):
    """A decision in one person's case. What may happen in which state, by whom, is the table in `casework.states`.

    `assessment` is what the regime said (docs/assessment.md) with its receipt; `outcome` is what the person decided.
    They differ only with `deviation_reason`. `facts` are the facts as they were used, each with its origin. Both are
    encrypted, as health data may stand in them. `return_reason` says why it was given back, or why it lapsed.
    """

    class Kind(models.TextChoices):
        GRANT = "grant", "toekenning"
        REFUSAL = "refusal", "afwijzing"
        NOT_TREATED = "not_treated", "buiten behandeling"
        WITHDRAWAL = "withdrawal", "intrekking"
        REVISION = "revision", "herziening"
        ENDING = "ending", "beëindiging"
        EXTENSION = "extension", "verlenging"
        OTHER = "other", "andere beslissing"

    class State(models.TextChoices):
        DRAFT = "draft", "concept"
        PROPOSED = "proposed", "ter goedkeuring"
        RETURNED = "returned", "teruggegeven"
        APPROVED = "approved", "vastgesteld"
        SENT = "sent", "bekendgemaakt"
        CANCELLED = "cancelled", "vervallen"

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="decisions")
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="decisions", null=True, blank=True
    )
    relates_to = models.ForeignKey("self", on_delete=models.PROTECT, related_name="followed_by", null=True, blank=True)
    number = models.CharField(max_length=20)
    provision = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    law_on = models.DateField()  # the day of the law and of the facts
    outcome = models.CharField(max_length=30, default="", blank=True)
    deviation_reason = models.TextField(default="", blank=True)
    reasons = models.TextField(default="", blank=True)  # the official's own words in the letter
    grounds = models.JSONField(default=list, blank=True)  # norms of the grounds that the official chose
    ending_ground = models.CharField(max_length=200, default="", blank=True)
    assessment = EncryptedJSONField(default=dict, blank=True)
    facts = EncryptedJSONField(default=dict, blank=True)
    extra = models.JSONField(default=dict, blank=True)  # what the letter needs beside (docs/letters.md)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)  # the last day
    needs_approval = models.BooleanField(default=True)
    proposed_by = models.ForeignKey(**USER, related_name="+", null=True, blank=True)
    proposed_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(**USER, related_name="+", null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.TextField(default="", blank=True)
    decided_on = models.DateField(null=True, blank=True)
    made_known_on = models.DateField(null=True, blank=True)
    letter = EncryptedBinaryField(null=True, blank=True)  # the PDF as it was sent
    author = models.ForeignKey(**USER, related_name="+")

    objects = Decisions.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="one_decision_per_number"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("proposed_by")) | Q(needs_approval=False),
                name="second_pair_of_eyes",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "sent"]) | Q(decided_on__isnull=False), name="decided_on_a_day"
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(made_known_on__gte=F("decided_on")), name="known_after_decided"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="decision_ends_after_start",
            ),
        ]
        indexes = [models.Index(fields=["dossier", "state"], name="decisions_by_state")]

    @property
    def first(self) -> Decision:
        """The decision at the beginning of the chain that this one follows: the grant."""
        found = self
        while found.relates_to is not None:
            found = found.relates_to
        return found

    @property
    def facts_from(self) -> Application | None:
        """The application whose facts count: its own, else that of the decision at the beginning."""
        return self.application or self.first.application


class Hearing(Row):
    """That somebody was asked for their view before a decision against them (zienswijze, Awb 4:7 and 4:8), or why not.

    `invited_on` and `view` are of a hearing; `waived` is the reason why none was needed (Awb 4:11, 4:12).
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="hearings")
    invited_on = models.DateField(null=True, blank=True)
    answer_by = models.DateField(null=True, blank=True)
    heard_on = models.DateField(null=True, blank=True)
    how = models.CharField(max_length=80, default="", blank=True)
    view = EncryptedTextField(default="", blank=True)
    waived = models.TextField(default="", blank=True)
    author = models.ForeignKey(**USER, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(invited_on__isnull=False) | ~Q(waived=""), name="hearing_asked_or_waived_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(heard_on__isnull=True) | Q(heard_on__gte=F("invited_on")), name="heard_after_invited"
            ),
        ]


class Objection(Row):
    """An objection against a decision; whether it is in time follows from the day it was made known."""

    class Result(models.TextChoices):
        PENDING = "pending", "in behandeling"
        UPHELD = "upheld", "gegrond"
        REJECTED = "rejected", "ongegrond"
        INADMISSIBLE = "inadmissible", "niet-ontvankelijk"
        WITHDRAWN = "withdrawn", "ingetrokken"

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="objections")
    received_on = models.DateField()
    posted_on = models.DateField(null=True, blank=True)  # of the postmark, when it came by post (Awb 6:9)
    result = models.CharField(max_length=12, choices=Result, default=Result.PENDING)
    closed_on = models.DateField(null=True, blank=True)
    note = EncryptedTextField(default="", blank=True)
    author = models.ForeignKey(**USER, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("received_on")),
                name="objection_closed_after_received",
            )
        ]


class ProvisionUse(Revised):
    """A provision in use, with its own dates; begun by a decision that grants it, ended by one or by itself."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="uses")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="uses")
    current = models.ForeignKey(  # the decision whose dates hold now
        Decision, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    provision = models.CharField(max_length=120)
    starts_on = models.DateField()
    planned_end = models.DateField(null=True, blank=True)  # the last day
    ended_on = models.DateField(null=True, blank=True)  # the last day
    end_ground = models.CharField(max_length=200, default="", blank=True)
    end_decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="ended", null=True, blank=True)
    extensions = models.PositiveSmallIntegerField(default=0)
    paid_until = models.DateField(null=True, blank=True)
    void = models.BooleanField(default=False)  # the decision was withdrawn from its first day: it never ran

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("starts_on")), name="use_ends_after_start"
            )
        ]
        indexes = [models.Index(fields=["dossier", "provision"], name="uses_by_provision")]

    def runs_on(self, day: date) -> bool:
        """Does it run on this day? Without an end it runs on past its planned end: somebody must say that it ended."""
        return not self.void and self.starts_on <= day and (self.ended_on is None or day <= self.ended_on)


class Interruption(Row):
    """A time in which a provision in use stood still, such as sickness."""

    use = models.ForeignKey(ProvisionUse, on_delete=models.PROTECT, related_name="interruptions")
    reason = EncryptedTextField()  # sickness is about health
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)  # the last day
    author = models.ForeignKey(**USER, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="interruption_ends_after_start"
            )
        ]

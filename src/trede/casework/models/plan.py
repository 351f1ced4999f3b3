"""The plan (plan van aanpak): goals, steps, required parts, versions and signatures."""

from __future__ import annotations

from django.db import models

from trede.access.protect import EncryptedTextField
from trede.casework.models.base import Revised, Row
from trede.casework.models.people import USER, Dossier


class Plan(Revised):
    """One version of the plan of a dossier. An agreed version is never changed: a new version follows it."""

    class State(models.TextChoices):
        DRAFT = "draft", "concept"
        OFFERED = "offered", "voorgelegd ter ondertekening"
        AGREED = "agreed", "vastgesteld"
        REPLACED = "replaced", "vervangen"

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="plans")
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    made_on = models.DateField()
    agreed_on = models.DateField(null=True, blank=True)
    evaluate_on = models.DateField(null=True, blank=True)
    situation = EncryptedTextField(default="", blank=True)
    parts = models.JSONField(default=dict, blank=True)  # the parts the regime requires: key -> text
    duties = models.JSONField(default=list, blank=True)  # rights and duties as they stand in it, see services.plan
    author = models.ForeignKey(**USER, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "version"], name="one_plan_per_version"),
            models.UniqueConstraint(
                fields=["dossier"], condition=models.Q(state__in=["draft", "offered"]), name="one_plan_in_the_making"
            ),
        ]


class Goal(Row):
    """What the plan wants to reach."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="goals")
    order = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()
    reached_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["order", "created_at"]


class Step(Row):
    """Who does what by when, towards a goal."""

    class Who(models.TextChoices):
        CLIENT = "client", "inwoner"
        MANAGER = "manager", "klantmanager"
        PROVIDER = "provider", "aanbieder"
        EMPLOYER = "employer", "werkgever"
        OTHER = "other", "iemand anders"

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()
    who = models.CharField(max_length=10, choices=Who)
    by_name = models.CharField(max_length=120, default="", blank=True)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    instrument = models.CharField(max_length=160, default="", blank=True)  # name in the regime's catalogue

    class Meta:
        ordering = ["order", "created_at"]


class PlanSignature(Row):
    """One of the two signatures under a plan."""

    class Party(models.TextChoices):
        CLIENT = "client", "inwoner"
        MUNICIPALITY = "municipality", "gemeente"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="signatures")
    party = models.CharField(max_length=12, choices=Party)
    name = models.CharField(max_length=160)
    signed_on = models.DateField()
    how = models.CharField(max_length=80, default="op papier")
    refused = models.BooleanField(default=False)
    remark = models.TextField(default="", blank=True)
    recorded_by = models.ForeignKey(**USER, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "party"], name="one_signature_per_party")]

"""Tasks: what somebody must do by when, computed from the regime or made by hand."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from trede.casework.models.applications import Application
from trede.casework.models.base import Revised
from trede.casework.models.decisions import Decision
from trede.casework.models.people import MUNICIPALITY, USER, Dossier

BY_ACT = {"beslistermijn", "aanvulling", "goedkeuring", "teruggegeven", "bekendmaking", "zienswijze", "bezwaar"}


class Task(Revised):
    """One thing to do. A computed task has a `key`; computing again moves, renews or lapses it, never doubles it.

    `municipality`, `assignee` stand here so that the work list is one query; who hands over a dossier moves its tasks.
    """

    class State(models.TextChoices):
        OPEN = "open", "open"
        DONE = "done", "gedaan"
        LAPSED = "lapsed", "vervallen"

    municipality = models.ForeignKey(**MUNICIPALITY, related_name="tasks")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="tasks")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="tasks", null=True, blank=True)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="tasks", null=True, blank=True)
    assignee = models.ForeignKey(**USER, related_name="tasks", null=True, blank=True)
    role = models.CharField(max_length=30, default="", blank=True)  # when it is for whoever has this role
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    detail = models.TextField(default="", blank=True)
    due_on = models.DateField(null=True, blank=True)
    norms = models.JSONField(default=list, blank=True)  # citations
    place = models.CharField(max_length=200, default="", blank=True)  # the first of them in words
    note = models.CharField(max_length=300, default="", blank=True)  # why the day shifted, or a reserve
    key = models.CharField(max_length=200, default="", blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(**USER, related_name="+", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "key"], condition=~Q(key=""), name="one_task_per_key")
        ]
        indexes = [
            models.Index(
                fields=["municipality", "assignee", "due_on"], condition=Q(state="open"), name="work_of_assignee"
            ),
            models.Index(fields=["municipality", "role", "due_on"], condition=Q(state="open"), name="work_of_role"),
            models.Index(fields=["dossier", "state"], name="tasks_of_dossier"),
        ]

    @property
    def ends_by_act(self) -> bool:
        """Is it over when the thing itself is done, and not sooner? A term of the law cannot be ticked off."""
        return bool(self.key) and (self.kind in BY_ACT or self.key.startswith("dwangsom:"))

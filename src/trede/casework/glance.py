"""A dossier at a glance: its intake, trajectory and plan in one query, and what is missing in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from trede.casework.models import Dossier, Intake, Plan, Trajectory


@dataclass(frozen=True, slots=True)
class Glance:
    """The latest of each, as values by field name; None where there is none."""

    intake: dict[str, Any] | None
    trajectory: dict[str, Any] | None
    plan: dict[str, Any] | None
    agreed: dict[str, Any] | None


def glance(dossier: Dossier) -> Glance:
    """One query, whatever there is."""
    of_this = {"dossier": OuterRef("pk")}
    running = Trajectory.objects.filter(**of_this, ended_on__isnull=True).order_by("-started_on")
    plans = Plan.objects.filter(**of_this).order_by("-version")
    row = Dossier.objects.filter(pk=dossier.pk).values(
        intake=_first(Intake.objects.filter(**of_this).order_by("-state", "-started_on"), "state", "started_on",
                      "finished_on", "route"),
        trajectory=_first(running, "kind", "started_on", "expected_end"),
        plan=_first(plans, "version", "state", "evaluate_on", "agreed_on"),
        agreed=_first(plans.filter(state=Plan.State.AGREED), "version", "state", "evaluate_on", "agreed_on"),
    ).get()  # fmt: skip
    return Glance(**{name: _read(value) for name, value in row.items()})


def _first(rows: QuerySet[Any], *names: str) -> Subquery:
    return Subquery(rows.values(found=JSONObject(**{name: name for name in names}))[:1])


def _read(value: dict[str, Any] | None) -> dict[str, Any] | None:
    """Days come back as text from both databases."""
    if value is None:
        return None
    return {
        name: date.fromisoformat(item) if item and name.endswith(("_on", "_end")) else item
        for name, item in value.items()
    }

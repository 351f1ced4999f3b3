"""What is due because of the plan and the trajectory: signatures, steps, the evaluation, the expected end."""

from __future__ import annotations

from collections.abc import Iterator

from trede.casework.dues import Due, source
from trede.casework.models import Dossier, Plan, Step, Trajectory

SHOWN = 140  # characters of a step in a title


@source
def of_plan(dossier: Dossier) -> Iterator[Due]:
    """The plan that waits for a signature, the steps of the case manager, and the evaluation."""
    states = [Plan.State.OFFERED, Plan.State.AGREED]
    for plan in Plan.objects.filter(dossier=dossier, state__in=states):
        if plan.state == Plan.State.OFFERED:
            yield Due(f"plan:{plan.pk}:tekenen", "plan", f"Plan versie {plan.version} laten tekenen", None)
        else:
            yield from _agreed(plan)


def _agreed(plan: Plan) -> Iterator[Due]:
    if plan.evaluate_on is not None:
        yield Due(f"plan:{plan.pk}:evaluatie", "plan", f"Plan versie {plan.version} evalueren", plan.evaluate_on)
    open_steps = Step.objects.filter(goal__plan=plan, goal__reached_on__isnull=True, done_on__isnull=True)
    for step in open_steps.exclude(due_on=None):
        mine = step.who == Step.Who.MANAGER
        what = step.text if mine else f"Nagaan bij {step.get_who_display()}: {step.text}"
        yield Due(f"stap:{step.pk}", "stap", what[:SHOWN], step.due_on, detail=step.instrument)


@source
def of_trajectory(dossier: Dossier) -> Iterator[Due]:
    """The end that a running trajectory is expected to have."""
    for row in Trajectory.objects.filter(dossier=dossier, ended_on__isnull=True).exclude(expected_end=None):
        yield Due(f"traject:{row.pk}:einde", "traject", "Verwacht einde van het traject bespreken", row.expected_end)

"""What is stored about a case. Only services write these models (docs/casework.md)."""

from trede.casework.models.applications import (
    Application,
    DefaultNotice,
    Document,
    TermExtension,
    TermSuspension,
)
from trede.casework.models.decisions import Decision, Hearing, Interruption, Objection, ProvisionUse
from trede.casework.models.facts import FactVersion, Source
from trede.casework.models.intake import DomainFinding, Intake, Note
from trede.casework.models.journey import LadderMove, Trajectory
from trede.casework.models.people import Client, Dossier, Employer
from trede.casework.models.plan import Goal, Plan, PlanSignature, Step
from trede.casework.models.sharing import CaseTransfer, ResidentCode, Substitution
from trede.casework.models.tasks import Task

__all__ = [
    "Application",
    "CaseTransfer",
    "Client",
    "Decision",
    "DefaultNotice",
    "Document",
    "DomainFinding",
    "Dossier",
    "Employer",
    "FactVersion",
    "Goal",
    "Hearing",
    "Intake",
    "Interruption",
    "LadderMove",
    "Note",
    "Objection",
    "Plan",
    "PlanSignature",
    "ProvisionUse",
    "ResidentCode",
    "Source",
    "Step",
    "Substitution",
    "Task",
    "TermExtension",
    "TermSuspension",
    "Trajectory",
]

"""The next question, in place: beside a list, an outcome, the ladder or a step of the intake.

What an answer becomes is in `asking`; here is what the page needs to ask, and what was passed over in this session.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from trede.access.rights import Right
from trede.casework.models import Application, Dossier, Source
from trede.casework.services.facts import HEALTH
from trede.law.vocabulary import Fact
from trede.web.casework.facts import about_fields
from trede.web.casework.forms import Form
from trede.web.casework.frame import Desk
from trede.web.controls import filled

SKIPPED = "overgeslagen"  # in the session: the questions that somebody could not answer, per dossier or application


@dataclass(frozen=True)
class Reader:
    """What the parts of the interview read of a conversation: the rules, and the day."""

    regime: str
    on: str


def asked(desk: Desk, question: dict[str, Any] | None, application: Application | None = None) -> dict[str, Any]:
    """What `parts/asking.html` shows: the question as a control, what goes with an answer, and where that goes.

    No control for who may not record the answer.
    """
    if question is None:
        return {"question": None}
    right = Right.RECORD_HEALTH if question["privacy"] == HEALTH else Right.RECORD_FACTS
    return {
        "question": question, "control": filled(question) if desk.actor.may(right) else None,
        "about": about(desk.regime.vocabulary.facts[question["feit"]], None, None),
        "action": answer_address(desk, application),
        "conversation": Reader(desk.regime.name, timezone.localdate().isoformat()),
    }  # fmt: skip


def about(fact: Fact, standing: Any, sent: Any) -> Form:
    """The fields beside the answer: since when, where it comes from, why."""
    source = Source.OFFICIAL if fact.judgement else Source.CLIENT
    return Form(about_fields(fact, standing is not None), sent, {"valid_from": timezone.localdate(), "source": source})


def ask_base(desk: Desk, application: Application | None) -> str:
    """The beginning of the address where a fact is asked."""
    if application is None:
        return reverse("dossier_facts", args=[desk.dossier.pk])
    return reverse("application", args=[desk.dossier.pk, application.pk]) + "vraag/"


def answer_address(desk: Desk, application: Application | None) -> str:
    """Where an answer goes."""
    if application is None:
        return reverse("dossier_ask", args=[desk.dossier.pk])
    return reverse("application_ask", args=[desk.dossier.pk, application.pk])


def skip_key(dossier: Dossier, application: Application | None = None) -> str:
    """Where in the session stands what could not be answered."""
    return f"{SKIPPED}:{application.pk if application else dossier.pk}"


def skipped(request: HttpRequest, desk: Desk, application: Application | None = None) -> list[str]:
    """The questions that somebody could not answer in this session."""
    return list(request.session.get(skip_key(desk.dossier, application), ()))


def skip(request: HttpRequest, desk: Desk, application: Application | None, fact: str) -> None:
    """Do not ask this again for now."""
    known = dict.fromkeys([*skipped(request, desk, application), fact])
    request.session[skip_key(desk.dossier, application)] = list(known)


def ask_again(request: HttpRequest, desk: Desk) -> None:
    """Ask everything again that was passed over."""
    request.session.pop(skip_key(desk.dossier), None)

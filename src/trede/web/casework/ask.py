"""A question of the regime, asked where it is needed: on the page of the ladder, the intake, a provision.

The question is the one that settles most now (`casework.live`); its answer is a fact with source, day, author and for a
judgement, the reasons. *Weet ik niet* passes it over for this session.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone

from trede.access.rights import Right
from trede.casework.models import Source
from trede.casework.services import facts
from trede.casework.services.common import Refused
from trede.casework.services.facts import HEALTH, Given
from trede.reason import question_for
from trede.web import controls
from trede.web.casework.facts import answer, turns_rows
from trede.web.casework.forms import Field, Form
from trede.web.casework.frame import Desk
from trede.web.controls import MISSING

NAME = "antwoord"
PREFIX = "bij-"
PASSED = "passed_questions"


class Ask:
    """One question on a page; `sent` is what was typed, None for an empty one."""

    def __init__(self, desk: Desk, question: dict[str, Any], sent: Any = None) -> None:
        self.desk, self.question = desk, question
        self.judgement = bool(question.get("oordeel"))
        self.control = controls.posted(question, sent, NAME) if sent is not None else controls.filled(question)
        self.about = Form(self.fields(), sent, self.usual(), prefix=PREFIX)

    def fields(self) -> tuple[Field, ...]:
        """What goes with an answer."""
        why = Field("reason", "Waarom vindt u dit?", "verhaal") if self.judgement else Field(
            "reason", "Toelichting", required=False
        )  # fmt: skip
        return (
            Field("source", "Waar komt dit vandaan?", "keuze", options=tuple(Source.choices)),
            Field("valid_from", "Geldt vanaf", "datum"),
            why,
        )

    def usual(self) -> dict[str, Any]:
        """What is filled in beforehand."""
        source = Source.OFFICIAL if self.judgement else Source.CLIENT
        return {"source": source, "valid_from": timezone.localdate()}

    @property
    def may(self) -> bool:
        """May the actor answer it?"""
        health = self.question.get("privacy") == HEALTH
        return self.desk.actor.may(Right.RECORD_HEALTH if health else Right.RECORD_FACTS)

    @property
    def apart(self) -> bool:
        """Must what goes with the answer be seen, because something is wrong there?"""
        return bool(self.about.problems)

    @property
    def problems(self) -> list[tuple[str, str]]:
        """All that is wrong."""
        return [*self.control.problems(), *self.about.problems]

    def act(self, request: HttpRequest) -> bool:
        """Do what the button says; False when the page must be shown again with this question."""
        action = request.POST.get("actie", "opslaan")
        if turns_rows(self.control, action):
            return False
        if action == "weet-ik-niet":
            pass_over(request, self.desk, self.question["feit"])
            return True
        value = answer(self.control, action)
        done = self.about.does(lambda given: self.record(value, given), tolerant=value is MISSING)
        if not done or value is MISSING or self.problems:
            return False
        messages.success(request, f"Vastgelegd: {self.question['naam']}.")
        return True

    def record(self, value: Any, given: dict[str, Any]) -> None:
        """Record the answer; what is wrong with it lands beside it. It was asked because nobody had answered it yet."""
        if value is MISSING:
            return
        item = Given(
            self.question["feit"], value, given["valid_from"], source=given["source"], reason=given["reason"],
            replaces="",
        )  # fmt: skip
        try:
            facts.record(self.desk.actor, self.desk.dossier, [item])
        except Refused as refused:
            self.control.error = " ".join(problem.text for problem in refused.problems)


def passed(request: HttpRequest, desk: Desk) -> list[str]:
    """The facts that somebody said not to know, in this session, of this dossier."""
    found: list[str] = request.session.get(PASSED, {}).get(str(desk.dossier.pk), [])
    return found


def pass_over(request: HttpRequest, desk: Desk, fact: str) -> None:
    """Do not ask this again for now."""
    known = request.session.get(PASSED, {})
    known[str(desk.dossier.pk)] = [*dict.fromkeys([*passed(request, desk), fact])]
    request.session[PASSED] = known


def ask_again(request: HttpRequest, desk: Desk) -> None:
    """Ask everything again that was passed over."""
    known = request.session.get(PASSED, {})
    known.pop(str(desk.dossier.pk), None)
    request.session[PASSED] = known


def sent(request: HttpRequest, desk: Desk) -> Ask | None:
    """The question that was answered on this page, if one was."""
    found = question_for(desk.regime, request.POST.get("feit", "")) if request.method == "POST" else None
    return Ask(desk, found.to_json(), request.POST) if found else None

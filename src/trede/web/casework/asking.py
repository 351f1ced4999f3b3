"""An answer where a fact was missed: on any page of a dossier, or in an application. It is a fact with source, day and
author, and for a judgement the reasons; *weet ik niet* passes the question over for this session (`questions`).
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from trede.access.rights import Right
from trede.casework import assessing, judging
from trede.casework.models import Application
from trede.casework.services import facts
from trede.casework.services.facts import HEALTH, Given, belongs_to_person
from trede.law.vocabulary import Fact
from trede.reason import question_for
from trede.web import controls
from trede.web.casework.facts import ANSWER, FactForm, answer, turns_rows
from trede.web.casework.frame import Desk, page, with_dossier
from trede.web.casework.provisions import find_application
from trede.web.casework.questions import about, skip
from trede.web.controls import MISSING


@with_dossier("provisions")
def ask_in_application(request: HttpRequest, desk: Desk, pk: UUID, name: str) -> HttpResponse:
    """One fact of an application: what stands, and a form to record or correct it."""
    return ask(request, desk, find_application(desk, pk), name)


@require_POST
@with_dossier("provisions")
def answer_in_dossier(request: HttpRequest, desk: Desk) -> HttpResponse:
    """An answer about the person."""
    return ask(request, desk, None, request.POST.get("feit", ""))


@require_POST
@with_dossier("provisions")
def answer_in_application(request: HttpRequest, desk: Desk, pk: UUID) -> HttpResponse:
    """An answer in an application."""
    return ask(request, desk, find_application(desk, pk), request.POST.get("feit", ""))


def ask(request: HttpRequest, desk: Desk, application: Application | None, name: str) -> HttpResponse:
    """Show the question about a fact, or write the answer down and go back where it was asked."""
    fact, asked = desk.regime.vocabulary.facts.get(name), question_for(desk.regime, name)
    if fact is None or asked is None:
        raise Http404
    question = asked.to_json()
    own = None if belongs_to_person(desk.dossier, name) else application
    standing = facts.versions_on(desk.dossier, timezone.localdate(), application=own).get(name)
    if request.method == "POST":
        form = FactForm(controls.posted(question, request.POST, ANSWER), about(fact, standing, request.POST), [])
        if act(request, desk, own, application, fact, form):
            return redirect(back(request, desk, application))
    else:
        hidden = fact.privacy == HEALTH and not desk.actor.may(Right.SEE_HEALTH)
        value = facts.value_of(standing) if standing and not hidden else MISSING
        form = FactForm(controls.filled(question, value, ANSWER), about(fact, standing, None), [])
    context = {
        "fact": fact, "question": question, "control": form.control, "about": form.about, "problems": form.problems,
        "application": application, "back": back(request, desk, application), "standing": standing,
        "why_not": judging.why_not(desk.actor, desk.regime, fact) or health_bar(desk, fact),
        "choice": judging.is_choice(desk.regime, name), "derived": derived(desk, application, name),
    }  # fmt: skip
    return page(request, desk, "casework/ask.html", context)


def act(
    request: HttpRequest, desk: Desk, own: Application | None, application: Application | None, fact: Fact,
    form: FactForm,
) -> bool:  # fmt: skip
    """Do what the button says; False when the page must be shown again."""
    action = request.POST.get("actie", "opslaan")
    if action == "weet-ik-niet":
        skip(request, desk, application, fact.key)
        return True
    if turns_rows(form.control, action):
        return False
    value = answer(form.control, action)

    def record(given: dict[str, Any]) -> None:
        if value is not MISSING:
            item = Given(
                fact.key, value, given["valid_from"], given["valid_until"], given["source"], given["note"],
                given["reason"], replaces=request.POST.get("vervangt"),
            )  # fmt: skip
            facts.record(desk.actor, desk.dossier, [item], own)

    saved = form.about.does(record, tolerant=value is MISSING)
    if saved and value is not MISSING and not form.problems:
        messages.success(request, f"Vastgelegd: {fact.label}.")
        return True
    return False


def back(request: HttpRequest, desk: Desk, application: Application | None) -> str:
    """Where the question was asked."""
    wanted = request.POST.get("terug") or request.GET.get("terug") or ""
    if wanted and url_has_allowed_host_and_scheme(wanted, None) and wanted.startswith("/dossiers/"):
        return wanted
    if application is not None:
        return reverse("application_assessment", args=[desk.dossier.pk, application.pk])
    return reverse("dossier_provisions", args=[desk.dossier.pk])


def health_bar(desk: Desk, fact: Fact) -> str:
    """Why a fact about health may not be recorded; empty when it may."""
    barred = fact.privacy == HEALTH and not desk.actor.may(Right.RECORD_HEALTH)
    return "Dit feit gaat over gezondheid. Met uw rol kunt u het niet vastleggen." if barred else ""


def derived(desk: Desk, application: Application | None, name: str) -> str:
    """What the dossier itself says of this fact, when it does."""
    if application is None:
        return ""
    case = assessing.Case.load(desk.dossier, timezone.localdate(), application=application)
    return next((item.because for item in case.derived_for(application.provision) if item.name == name), "")

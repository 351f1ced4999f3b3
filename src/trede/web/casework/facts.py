"""The facts of a dossier, as they were on a day and as known at a moment; record, correct, withdraw one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from trede.access.rights import Right
from trede.casework.models import FactVersion, Source
from trede.casework.services import facts
from trede.casework.services.common import Refused
from trede.casework.services.facts import HEALTH, Given
from trede.law.vocabulary import Fact
from trede.reason import question_for
from trede.web import controls, typed
from trede.web.casework import listing, shown
from trede.web.casework.forms import Field, Form
from trede.web.casework.frame import Desk, page, with_dossier
from trede.web.controls import MISSING, Control
from trede.web.spreadsheet import spreadsheet

ANSWER = "antwoord"
HEADER = ("Feit", "Waarde", "Geldt vanaf", "Tot", "Bron", "Door", "Vastgelegd op", "Reden")


@require_safe
@with_dossier("facts")
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All facts, as they were on a day and as known at the end of a day."""
    today = timezone.localdate()
    problems: list[tuple[str, str]] = []
    on, known = (read_day(request, name, today, problems) for name in ("op", "bekend"))
    earlier = known < today
    at = shown.end_of(known, timezone.get_current_timezone()) if earlier else None
    then = facts.standing(desk.dossier, on, at)
    now = facts.standing(desk.dossier, on) if earlier else then
    rows = shown.compared(desk.actor, desk.regime, then, now)
    if request.GET.get("formaat") == "xlsx" and not problems:
        return spreadsheet(f"feiten-{desk.dossier.number}", HEADER, [as_row(row) for row in rows])
    context = {
        "groups": shown.grouped(rows), "export": listing.address(request, formaat="xlsx"),
        "count": len(rows), "on": on, "known": known, "today": today,
        "earlier": earlier, "special": earlier or on != today, "problems": problems,
        "changed": sum(1 for row in rows if row.now),
        "later": [shown.fact_row(desk.actor, desk.regime, row) for row in only_now(then, now)],
    }  # fmt: skip
    return page(request, desk, "casework/facts.html", context)


def as_row(row: shown.FactRow) -> tuple[Any, ...]:
    """A fact in the spreadsheet; what is about health only for who may see it."""
    version = row.version
    return (
        row.label, "niet voor u te zien" if row.hidden else row.shown, version.valid_from, version.valid_until,
        version.get_source_display(), version.author.name, timezone.localtime(version.recorded_at).date(),
        "" if row.hidden else version.reason,
    )  # fmt: skip


def read_day(request: HttpRequest, name: str, default: date, problems: list[tuple[str, str]]) -> date:
    """A day of the address, or the default with what is wrong."""
    text = request.GET.get(name, "").strip()
    try:
        return date.fromisoformat(typed.read_date(text)) if text else default
    except typed.Unreadable as problem:
        problems.append((name, str(problem)))
        return default


def only_now(then: list[FactVersion], now: list[FactVersion]) -> list[FactVersion]:
    """What was not known then."""
    names = {(row.name, row.application_id) for row in then}
    return [row for row in now if (row.name, row.application_id) not in names]


@require_safe
@with_dossier("facts")
def choose(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every fact that the regime knows, to pick one to record."""
    text = " ".join(request.GET.get("zoek", "").split())[:100]
    found = shown.facts_by_subject(desk.regime, text)
    context = {"found": found, "text": text, "count": sum(len(items) for _, items in found)}
    return page(request, desk, "casework/choose_fact.html", context)


@dataclass
class FactForm:
    """One fact being recorded: the answer as in the interview, and when, whence and why."""

    control: Control
    about: Form
    other: list[tuple[str, str]]

    @property
    def problems(self) -> list[tuple[str, str]]:
        """All that is wrong."""
        return [*self.other, *self.control.problems(), *self.about.problems]


def about_fields(fact: Fact, correcting: bool) -> tuple[Field, ...]:
    """Since when it is true, where it comes from, and why."""
    why = "Waarom vindt u dit?" if fact.judgement else "Waarom wijzigt u dit?" if correcting else "Toelichting"
    return (
        Field("valid_from", "Geldt vanaf", "datum"),
        Field("valid_until", "Geldt tot", "datum", required=False, hint="De eerste dag dat het niet meer zo is."),
        Field("source", "Waar komt dit vandaan?", "keuze", options=tuple(Source.choices)),
        Field("note", "Welk document of welk gesprek", required=False),
        Field("reason", why, "verhaal", required=fact.judgement, later=correcting),
    )  # fmt: skip


@with_dossier("facts")
def one(request: HttpRequest, desk: Desk, name: str) -> HttpResponse:
    """One fact: what stands, a form to record or correct it, how to withdraw it, and its history."""
    fact = desk.regime.vocabulary.facts.get(name)
    question = question_for(desk.regime, name)
    if fact is None or question is None:
        raise Http404
    today = timezone.localdate()
    versions = facts.history(desk.dossier, name)
    standing = next((row for row in versions if is_now(row, today)), None)
    hidden = fact.privacy == HEALTH and not desk.actor.may(Right.SEE_HEALTH)
    form = blank(fact, question.to_json(), standing, today, hidden)
    if request.method == "POST":
        form = FactForm(
            controls.posted(question.to_json(), request.POST, ANSWER),
            Form(about_fields(fact, standing is not None), request.POST), [],
        )  # fmt: skip
        if act(request, desk, fact, form):
            return redirect("dossier_facts", desk.dossier.pk)
    context = {
        "fact": fact, "question": question.to_json(), "control": form.control, "about": form.about,
        "problems": form.problems, "hidden": hidden, "standing": standing,
        "seen": seen(request, standing),
        "now": shown.fact_row(desk.actor, desk.regime, standing) if standing else None,
        "history": [shown.fact_row(desk.actor, desk.regime, row) for row in versions],
        "may_record": desk.actor.may(Right.RECORD_HEALTH if fact.privacy == HEALTH else Right.RECORD_FACTS),
    }  # fmt: skip
    return page(request, desk, "casework/fact.html", context)


def seen(request: HttpRequest, standing: FactVersion | None) -> str:
    """The version that the form answers to: the one that stands, which the page shows, also after being overtaken."""
    typing = request.POST.get("actie", "").startswith("rij-")
    return request.POST.get("vervangt", "") if typing else str(standing.pk) if standing else ""


def is_now(row: FactVersion, today: date) -> bool:
    """Is this what is known and true today, of the person?"""
    until = row.valid_until
    lasting = row.valid_from <= today and (until is None or until > today)
    return row.superseded_at is None and row.application_id is None and not row.withdrawn and lasting


def blank(
    fact: Fact, question: dict[str, Any], standing: FactVersion | None, today: date, hidden: bool
) -> FactForm:  # fmt: skip
    """The form with what stands now, or empty."""
    value = facts.value_of(standing) if standing and not hidden else MISSING
    source = Source.OFFICIAL if fact.judgement else Source.CLIENT
    about = Form(about_fields(fact, standing is not None), None, {"valid_from": today, "source": source})
    return FactForm(controls.filled(question, value, ANSWER), about, [])


def act(request: HttpRequest, desk: Desk, fact: Fact, form: FactForm) -> bool:
    """Do what the button says; False when the page must be shown again."""
    action = request.POST.get("actie", "opslaan")
    if turns_rows(form.control, action):
        return False
    if action == "intrekken":
        return withdraw(request, desk, fact, form)
    value = answer(form.control, action)
    saved = form.about.does(lambda given: record(request, desk, fact, value, given, form), tolerant=value is MISSING)
    if saved and value is not MISSING and not form.problems:
        messages.success(request, f"Vastgelegd: {fact.label}.")
        return True
    return False


def turns_rows(control: Control, action: str) -> bool:
    """Was a button pressed that adds or drops a row? Then that is done, and nothing is recorded yet."""
    if action == "rij-erbij":
        control.add_row()
    elif action.startswith("rij-weg-"):
        control.drop_row(int(action[8:]) if action[8:].isdecimal() else -1)
    else:
        return False
    return True


def answer(control: Control, action: str) -> Any:
    """The value that was given, or MISSING with the errors in the control."""
    if action == "is-er-niet" and control.offers_absent:
        return None
    if action == "geen" and control.offers_none:
        return []
    return controls.read(control)


def record(
    request: HttpRequest, desk: Desk, fact: Fact, value: Any, given: dict[str, Any], form: FactForm
) -> None:  # fmt: skip
    """Record it; what is wrong with the fact itself lands beside the answer, the rest beside its own field."""
    if value is MISSING:
        return
    item = Given(
        fact.key, value, given["valid_from"], given["valid_until"], given["source"], given["note"], given["reason"],
        replaces=request.POST.get("vervangt"),
    )  # fmt: skip
    try:
        facts.record(desk.actor, desk.dossier, [item])
    except Refused as refused:
        own = [problem for problem in refused.problems if problem.part not in form.about.controls]
        form.control.error = " ".join(problem.text for problem in own)
        if elsewhere := [problem for problem in refused.problems if problem not in own]:
            raise Refused(elsewhere) from refused


def withdraw(request: HttpRequest, desk: Desk, fact: Fact, form: FactForm) -> bool:
    """Take a fact back, with a reason."""
    try:
        facts.withdraw(desk.actor, desk.dossier, fact.key, request.POST.get("waarom", ""))
    except Refused as refused:
        form.other += [("waarom", problem.text) for problem in refused.problems]
        return False
    messages.success(request, f"Ingetrokken: {fact.label}.")
    return True

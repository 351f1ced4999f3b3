"""The intake, step by step as the regime prescribes it: triage, life domains, what it settles, obligations, summary.

What the steps settle are facts, asked by the decisions that the regime counts among them, fewest questions first. The
author may stop at any step and goes on there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from trede.access.rights import Right
from trede.casework import assessing, guide
from trede.casework.live import Live, live
from trede.casework.models import Intake
from trede.casework.services import intake as service
from trede.reason import question_for
from trede.web.casework.forms import Field, Form
from trede.web.casework.frame import Desk, page, with_dossier
from trede.web.casework.questions import ask_again, asked, skipped


@dataclass(frozen=True)
class Step:
    """A step: its key in the address, its heading, what it is for, and the groups of decisions that it asks about."""

    key: str
    title: str
    what: str
    groups: tuple[str, ...] = ()


STEPS = (
    Step("triage", "Eerste triage", "Waar gaat deze melding heen?", guide.TRIAGE),
    Step("leefgebieden", "Leefgebieden", "Wat is er aan de hand, en wat is er nodig?"),
    Step("beeld", "Beeld en doel", "Doelgroep, wat haalbaar is, en wat de intake vaststelt.", guide.INTAKE),
    Step("verplichtingen", "Verplichtingen", "Wat moet de inwoner, en waarvan is hij vrijgesteld?", guide.OBLIGATIONS),
    Step("samenvatting", "Samenvatting", "Nalezen en afronden."),
)


def steps(desk: Desk, on: date) -> list[Step]:
    """The steps that this regime has something for."""
    asks = any(desk.regime.roles.get(role, "") in desk.regime.vocabulary.facts for role in guide.ASKED)
    return [
        step for step in STEPS
        if not step.groups or guide.decisions(desk.dossier, on, step.groups) or (step.key == "beeld" and asks)
    ]  # fmt: skip


@with_dossier("intake")
def index(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Begin an intake, go on with it, or read what came of it."""
    found = service.current(desk.dossier)
    form = Form(
        (Field("on", "Dag van de intake", "datum"),), request.POST if request.method == "POST" else None,
        {"on": timezone.localdate()},
    )  # fmt: skip
    if request.method == "POST" and form.does(lambda given: service.begin(desk.actor, desk.dossier, given["on"])):
        return redirect("dossier_intake_step", desk.dossier.pk, steps(desk, timezone.localdate())[0].key)
    today = timezone.localdate()
    way = steps(desk, today)
    known = service.findings(found) if found else {}
    rows = [(domain, known.get(domain.key)) for domain in guide.domains(desk.dossier, today).items]
    context = {
        "intake": found, "form": form, "problems": form.problems, "steps": way, "rows": rows,
        "next": found.step if found and found.step in {step.key for step in way} else way[0].key,
        "found": len(known), "is_open": found is not None and found.state == Intake.State.OPEN,
    }  # fmt: skip
    return page(request, desk, "casework/intake.html", context)


@with_dossier("intake")
def step_page(request: HttpRequest, desk: Desk, step: str) -> HttpResponse:
    """One step."""
    today = timezone.localdate()
    way = steps(desk, today)
    here = next((item for item in way if item.key == step), None)
    found = service.current(desk.dossier)
    if here is None or found is None:
        raise Http404
    if desk.actor.may(Right.RECORD_FACTS):
        service.stop_at(found, step)
    place = way.index(here)
    context = {
        "intake": found, "step": here, "steps": way, "number": place + 1, "last": place + 1 == len(way),
        "before": way[place - 1] if place else None, "after": way[place + 1] if place + 1 < len(way) else None,
        "is_open": found.state == Intake.State.OPEN,
    }  # fmt: skip
    if here.key == "leefgebieden":
        return domains_page(request, desk, found, context)
    if here.key == "samenvatting":
        return summary_page(request, desk, found, context)
    return decisions_page(request, desk, found, here, context)


# --- a step with decisions ------------------------------------------------------------------------------------------


def decisions_page(
    request: HttpRequest, desk: Desk, found: Intake, here: Step, context: dict[str, Any]
) -> HttpResponse:  # fmt: skip
    """What the decisions of the step say now, and the question that settles most of the one that is looked at."""
    again = redirect(request.get_full_path())
    if request.method == "POST" and request.POST.get("actie") == "vraag-opnieuw":
        ask_again(request, desk)
        return again
    today = timezone.localdate()
    names = guide.decisions(desk.dossier, today, here.groups)
    passed = skipped(request, desk)
    now = live(desk.dossier, names, today)
    chosen = request.GET.get("besluit", "")
    question = question_of(desk, now, [chosen] if chosen in names else names, passed,
                           always=here.key == "beeld" and not chosen)  # fmt: skip
    form, proposal = route_form(request, desk, found, now) if here.key == "triage" else (None, "")
    if form and request.POST.get("formulier") == "route" and settle_route(request, desk, found, form, proposal):
        return again
    context |= {
        "results": [now.found[name] for name in names if name in now.found], "misfits": now.misfits,
        "elsewhere": is_missing_elsewhere(desk, now),
        "passed": len(passed), "form": form, "proposal": proposal, "known": known_facts(desk, now),
        "problems": form.problems if form else [], **asked(desk, question),
    }  # fmt: skip
    return page(request, desk, "casework/intake_decisions.html", context)


def question_of(desk: Desk, now: Live, names: list[str], passed: list[str], *, always: bool) -> dict[str, Any] | None:
    """What is asked now: what every intake asks, else what settles most of the first decision with a question."""
    first = guide.always_asked(desk.dossier, now.facts | dict.fromkeys(passed)) if always else None
    if first is not None:
        found = question_for(desk.regime, first.key)
        return found.to_json() if found else None
    return now.question(names, passed)


def is_missing_elsewhere(desk: Desk, now: Live) -> bool:
    """Does a decision wait for what is not about the person, and so is not asked here?"""
    elsewhere = assessing.not_about_person(desk.regime)
    lacking = {row["feit"] for found in now.found.values() for row in found["ontbreekt"]}
    lacking |= {row["oordeel"] for found in now.found.values() for row in found["oordelen"]}
    return any(name.split("[")[0] in elsewhere for name in lacking)


def known_facts(desk: Desk, now: Live) -> list[tuple[str, str, str]]:
    """The facts that these decisions rest on, each with its name, label and value, for who may see it."""
    words = desk.regime.vocabulary.facts
    seen = desk.actor.may(Right.SEE_HEALTH)
    found: dict[str, tuple[str, str, str]] = {}
    for outcome in now.found.values():
        for ground in outcome["gronden"]:
            for fact in ground["feiten"]:
                known = words.get(fact["feit"])
                if known and fact["feit"] in now.facts and (seen or known.privacy != "gezondheid"):
                    found[fact["feit"]] = (fact["feit"], known.label, fact["weergave"])
    return list(found.values())


def route_form(request: HttpRequest, desk: Desk, found: Intake, now: Live) -> tuple[Form, str]:
    """What the triage came to, with what the rules propose filled in."""
    values = [item for outcome in now.found.values() for item in outcome["waarden"] if not item["ontbreekt"]]
    proposal = str(values[0]["weergave"]) if values else ""
    fields = (
        Field("route", "De triage komt uit op", most=80),
        Field(
            "reason", "Waarom", "verhaal", required=False, hint="Nodig als u anders kiest dan de regels voorstellen."
        ),
    )
    sent = request.POST if request.POST.get("formulier") == "route" else None
    initial = {"route": found.route or proposal, "reason": found.route_reason}
    return Form(fields, sent, initial, found.revision, prefix="route-"), proposal


def settle_route(request: HttpRequest, desk: Desk, found: Intake, form: Form, proposal: str) -> bool:
    """Keep what the triage came to."""
    done = form.does(
        lambda given: service.route(desk.actor, found, given["route"], given["reason"], proposal, form.revision)
    )
    if done:
        messages.success(request, "De triage is vastgelegd.")
    return done


# --- life domains ---------------------------------------------------------------------------------------------------


def domains_page(request: HttpRequest, desk: Desk, found: Intake, context: dict[str, Any]) -> HttpResponse:
    """The life domains, each with what was written down."""
    known = service.findings(found)
    all_domains = guide.domains(desk.dossier, timezone.localdate())
    rows = [(domain, known.get(domain.key)) for domain in all_domains.items]
    context |= {"rows": rows, "own": all_domains.own, "found": len(known), "total": len(rows)}
    return page(request, desk, "casework/intake_domains.html", context)


@with_dossier("intake")
def domain(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """One life domain: what was found, what is needed."""
    found = service.current(desk.dossier)
    items = guide.domains(desk.dossier, timezone.localdate())
    here = items.get(number)
    if found is None or here is None:
        raise Http404
    row = service.findings(found).get(here.key)
    fields = (
        Field("finding", "Wat kwam naar voren?", "verhaal", hint="Schrijf niet meer over gezondheid op dan nodig is."),
        Field("need", "Wat is er nodig?", "verhaal", required=False),
        Field("action_needed", "Moet hier iets gebeuren?", "ja_nee", required=False),
    )
    initial = {} if row is None else {
        "finding": row.finding, "need": row.need, "action_needed": row.action_needed
    }  # fmt: skip
    initial = {name: value for name, value in initial.items() if value is not None}
    sent = request.POST if request.method == "POST" else None
    form = Form(fields, sent, initial, row.revision if row else None)
    following = items.get(number + 1)
    if sent is not None and form.does(
        lambda given: service.find(desk.actor, found, here, **given, revision=form.revision), tolerant=True
    ):
        if request.POST.get("actie") == "volgende" and following:
            return redirect("dossier_intake_domain", desk.dossier.pk, following.number)
        return redirect("dossier_intake_step", desk.dossier.pk, "leefgebieden")
    context = {
        "intake": found, "domain": here, "form": form, "problems": form.problems, "following": following,
        "total": len(items.items), "is_open": found.state == Intake.State.OPEN, "row": row,
    }  # fmt: skip
    return page(request, desk, "casework/intake_domain.html", context)


# --- the end --------------------------------------------------------------------------------------------------------


def summary_page(request: HttpRequest, desk: Desk, found: Intake, context: dict[str, Any]) -> HttpResponse:
    """Everything once more, what is missing, and the end."""
    fields = (
        Field(
            "summary", "Samenvatting", "verhaal", hint="In een paar zinnen, zoals u het aan de inwoner zou vertellen."
        ),
        Field("on", "Klaar op", "datum"),
    )
    sent = request.POST if request.method == "POST" else None
    form = Form(fields, sent, {"summary": found.summary, "on": timezone.localdate()}, found.revision)
    saving = request.POST.get("actie") == "bewaar"

    def act(given: dict[str, Any]) -> None:
        if saving:
            service.save_summary(desk.actor, found, given["summary"], form.revision)
        else:
            service.finish(desk.actor, found, on=given["on"], summary=given["summary"], revision=form.revision)

    if sent is not None and form.does(act):
        messages.success(request, "Bewaard." if saving else "De intake is afgerond.")
        return redirect("dossier_intake", desk.dossier.pk)
    today = timezone.localdate()
    known = service.findings(found)
    names = guide.decisions(desk.dossier, today, guide.TRIAGE + guide.INTAKE + guide.OBLIGATIONS)
    now = live(desk.dossier, names, today)
    context |= {
        "form": form, "problems": form.problems, "missing": service.missing(found, known, now),
        "rows": [(domain, known.get(domain.key)) for domain in guide.domains(desk.dossier, today).items],
        "results": list(now.found.values()),
    }  # fmt: skip
    return page(request, desk, "casework/intake_summary.html", context)


@require_POST
@with_dossier("intake")
def reopen(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Open a finished intake again."""
    found = service.current(desk.dossier)
    if found is None:
        raise Http404
    service.reopen(desk.actor, found)
    messages.success(request, "De intake is weer open.")
    return redirect("dossier_intake", desk.dossier.pk)

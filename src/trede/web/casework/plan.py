"""The plan on the page: draft, offer, sign, tick off; each version to read, to print and as an accessible PDF."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from trede.access.rights import Right
from trede.casework import guide
from trede.casework.lettering import addressee_of, sender_for
from trede.casework.models import Goal, Plan, PlanSignature, Step
from trede.casework.plan_contents import of_regime
from trede.casework.regimes import catalogue_on
from trede.casework.services import intake
from trede.casework.services import plan as service
from trede.letters import (
    LetterError,
    PlanGoal,
    PlanSigned,
    PlanStep,
    PlanText,
    SenderErrors,
    compose_plan,
    render_pdf,
)
from trede.web.casework.forms import Field, Form
from trede.web.casework.frame import Desk, page, with_dossier
from trede.web.views import errors

State, Party = Plan.State, PlanSignature.Party
WHAT = "Wat gebeurt er?"


@with_dossier("plan")
def current(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The version in the making, else the agreed one; or the way to a first one."""
    versions = list(service.plans(desk.dossier).prefetch_related("goals__steps"))
    if not versions:
        return page(request, desk, "casework/plan_none.html")
    return show(request, desk, versions, versions[0])


@require_safe
@with_dossier("plan")
def version(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """One version, to read."""
    versions = list(service.plans(desk.dossier).prefetch_related("goals__steps"))
    found = next((item for item in versions if item.version == number), None)
    if found is None:
        raise Http404
    return show(request, desk, versions, found)


def show(request: HttpRequest, desk: Desk, versions: list[Plan], found: Plan) -> HttpResponse:
    """A version with what may be done with it now."""
    drafting = found.state == State.DRAFT and desk.actor.may(Right.RECORD_FACTS)
    parts = of_regime(desk.dossier)[0] if drafting else []
    signed = {} if found.state == State.DRAFT else {item.party: item for item in found.signatures.all()}
    goals = list(found.goals.all())
    context = {
        "plan": found, "versions": versions, "goals": goals, "drafting": drafting,
        "parts": [(key.replace("_", " "), text) for key, text in found.parts.items()],
        "rights": [duty for duty in found.duties if not duty["mine"]],
        "duties": [duty for duty in found.duties if duty["mine"]],
        "signatures": [(party, label, signed.get(party)) for party, label in Party.choices],
        "to_sign": [party for party in Party.values if party not in signed],
        "lacks": service.lacks(found, parts, goals) if drafting else [], "newest": found.pk == versions[0].pk,
        "late": found.evaluate_on is not None and found.evaluate_on < timezone.localdate(),
    }  # fmt: skip
    return page(request, desk, "casework/plan.html", context)


def own(desk: Desk, state: str | None = None) -> Plan:
    """The newest version, in a state if one is asked for."""
    found: Plan | None = service.current(desk.dossier)
    if found is None or (state and found.state != state):
        raise Http404
    return found


# --- the texts of a draft -------------------------------------------------------------------------------------------


@with_dossier("plan")
def write(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The situation, the parts that the regime requires, the rights and duties, the day of the evaluation."""
    plan = own(desk)
    parts, duties = of_regime(desk.dossier)
    options = tuple((duty.key, f"{duty.who} {duty.modality} {duty.action}") for duty in duties)
    fields = (
        Field("situation", "Situatie", "verhaal", required=False, later=True, hint="Waar staat de inwoner nu?"),
        *(
            Field(f"deel-{part.key}", part.label[:1].upper() + part.label[1:], "verhaal", required=False,
                  later=bool(part.required), hint=f"De regels vragen dit ({part.norm}).")
            for part in parts
        ),
        Field("duties", "Rechten en plichten in dit plan", "keuzes", required=False, later=True, options=options),
        Field("evaluate_on", "Evaluatie op", "datum", required=False, later=True),
    )  # fmt: skip
    chosen = [f"{duty['norm']} {duty['action']}" for duty in plan.duties]
    initial = {"situation": plan.situation, "evaluate_on": plan.evaluate_on, "duties": chosen}
    initial |= {f"deel-{key}": text for key, text in plan.parts.items()}
    sent = request.POST if request.method == "POST" else None
    form = Form(fields, sent, {key: value for key, value in initial.items() if value is not None}, plan.revision)

    def act(given: dict[str, Any]) -> None:
        service.write(
            desk.actor, plan, situation=given["situation"], evaluate_on=given["evaluate_on"],
            parts={part.key: given[f"deel-{part.key}"] or "" for part in parts}, duties=given["duties"] or [],
            revision=form.revision,
        )  # fmt: skip

    if sent is not None and form.does(act, tolerant=True):
        messages.success(request, "Het plan is bewaard.")
        return redirect("dossier_plan", desk.dossier.pk)
    context = {"form": form, "problems": form.problems, "plan": plan, "needs": needs(desk)}
    return page(request, desk, "casework/plan_write.html", context)


def needs(desk: Desk) -> list[tuple[str, str]]:
    """What the intake said is needed, per life domain, for who may see it: material for the texts."""
    found = intake.current(desk.dossier)
    if found is None or not desk.actor.may(Right.SEE_HEALTH):
        return []
    known = intake.findings(found)
    items = guide.domains(desk.dossier, timezone.localdate()).items
    return [(item.name, known[item.key].need) for item in items if item.key in known and known[item.key].need]


@with_dossier("plan")
def goal(request: HttpRequest, desk: Desk, goal: UUID | None = None) -> HttpResponse:
    """One goal: new, or to change."""
    plan = own(desk)
    found = goal_of(plan, goal) if goal else None
    sent = request.POST if request.method == "POST" else None
    field = Field("text", "Wat wil de inwoner bereiken?", "verhaal", hint="In één zin, in gewone woorden.")
    form = Form((field,), sent, {"text": found.text} if found else {}, plan.revision if found else None)

    def act(given: dict[str, Any]) -> None:
        if found is None:
            service.add_goal(desk.actor, plan, given["text"])
        else:
            service.change_goal(desk.actor, found, given["text"], form.revision)

    if sent is not None and form.does(act):
        messages.success(request, "Het doel staat in het plan.")
        return redirect("dossier_plan", desk.dossier.pk)
    context = {
        "form": form,
        "problems": form.problems,
        "title": "Doel wijzigen" if found else "Nieuw doel",
        "goal": found,
    }
    return page(request, desk, "casework/plan_part.html", context)


@with_dossier("plan")
def step(request: HttpRequest, desk: Desk, goal: UUID, step: UUID | None = None) -> HttpResponse:
    """One step of a goal: who does what by when, with what from the catalogue."""
    plan = own(desk)
    under = goal_of(plan, goal)
    found = step_of(plan, step) if step else None
    offered = tuple((item.name[:160], item.name) for item in fitting(desk))
    fields = (
        Field("text", WHAT, "verhaal"), Field("who", "Wie doet dit?", "keuze", options=tuple(Step.Who.choices)),
        Field("by_name", "Naam, als dat helpt", required=False, most=120),
        Field("due_on", "Klaar op", "datum", required=False),
        Field("instrument", "Met wat uit het aanbod", "keuze" if offered else "tekst", required=False,
              options=offered, most=160),
    )  # fmt: skip
    initial = {} if found is None else {
        "text": found.text, "who": found.who, "by_name": found.by_name, "instrument": found.instrument,
        **({"due_on": found.due_on} if found.due_on else {}),
    }  # fmt: skip
    sent = request.POST if request.method == "POST" else None
    form = Form(fields, sent, initial, plan.revision if found else None)
    if sent is not None and form.does(
        lambda given: service.set_step(desk.actor, under, step=found, revision=form.revision, **given), tolerant=True
    ):
        messages.success(request, "De stap staat in het plan.")
        return redirect("dossier_plan", desk.dossier.pk)
    context = {
        "form": form,
        "problems": form.problems,
        "title": "Stap wijzigen" if found else "Nieuwe stap",
        "goal": under,
    }
    return page(request, desk, "casework/plan_part.html", context)


def fitting(desk: Desk) -> list[Any]:
    """What in the catalogue is for this rung; each name once."""
    rung = desk.dossier.rung
    items = catalogue_on(desk.dossier.municipality, timezone.localdate())
    return list({item.name: item for item in items if rung is None or item.fits_rung(rung)}.values())


def goal_of(plan: Plan, key: UUID) -> Goal:
    """A goal of this plan."""
    found = Goal.objects.filter(pk=key, plan=plan).select_related("plan__dossier__municipality").first()
    if found is None:
        raise Http404
    return found


def step_of(plan: Plan, key: UUID) -> Step:
    """A step of this plan."""
    found = Step.objects.filter(pk=key, goal__plan=plan).select_related("goal__plan__dossier__municipality").first()
    if found is None:
        raise Http404
    return found


# --- what happens with it -------------------------------------------------------------------------------------------


@require_POST
@with_dossier("plan")
def act(request: HttpRequest, desk: Desk, what: str) -> HttpResponse:
    """One act on the plan; what a service refuses is told on the page of the plan."""
    plan: Plan | None = None if what == "begin" else own(desk)
    sent = request.POST.get("revisie", "")
    revision = int(sent) if sent.isdecimal() else None
    key = request.POST.get("wat", "")
    doing: dict[str, tuple[Callable[[], Any], str]] = {
        "begin": (lambda: service.draft(desk.actor, desk.dossier), "Versie {} is begonnen."),
        "leg-voor": (lambda: service.offer(desk.actor, plan, revision), "Het plan ligt ter ondertekening."),
        "neem-terug": (lambda: service.take_back(desk.actor, plan, revision), "U kunt weer verder schrijven."),
        "doel-weg": (lambda: service.remove_goal(desk.actor, goal_of(plan, UUID(key))), "Het doel is weg."),
        "stap-weg": (lambda: service.remove_step(desk.actor, step_of(plan, UUID(key))), "De stap is weg."),
        "klaar": (lambda: service.tick(desk.actor, step_of(plan, UUID(key)), True), "De stap is klaar."),
        "niet-klaar": (lambda: service.tick(desk.actor, step_of(plan, UUID(key)), False), "De stap is weer open."),
        "bereikt": (lambda: service.reach(desk.actor, goal_of(plan, UUID(key)), True), "Het doel is bereikt."),
        "niet-bereikt": (lambda: service.reach(desk.actor, goal_of(plan, UUID(key)), False), "Het doel is weer open."),
    }  # fmt: skip
    if what not in doing:
        raise Http404
    do, said = doing[what]
    try:
        made = do()
    except ValueError:
        raise Http404 from None
    messages.success(request, said.format(made.version) if what == "begin" else said)
    return redirect("dossier_plan", desk.dossier.pk)


@with_dossier("plan")
def sign(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Write down a signature, or that the client does not sign and why."""
    plan = own(desk, State.OFFERED)
    have = set(plan.signatures.values_list("party", flat=True))
    left = tuple(choice for choice in Party.choices if choice[0] not in have)
    first = left[0][0] if left else ""
    names = {Party.CLIENT: desk.client.name, Party.MUNICIPALITY: desk.actor.user.name}
    asked = request.POST.get("party", request.GET.get("wie", first))
    fields = (
        Field("party", "Wie", "keuze", options=left), Field("name", "Naam", most=160),
        Field("signed_on", "Getekend op", "datum"),
        Field("how", "Hoe", required=False, most=80, hint="Bijvoorbeeld: op papier, aan de balie."),
        Field("refused", "Wil de inwoner niet tekenen?", "keuze", required=False,
              options=(("", "Nee, er is getekend"), ("ja", "De inwoner tekent niet"))),
        Field("remark", "Opmerking van de inwoner", "verhaal", required=False, hint="Nodig bij niet tekenen."),
    )  # fmt: skip
    initial = {"party": asked, "name": names.get(asked, ""), "signed_on": timezone.localdate(), "how": "op papier"}
    sent = request.POST if request.method == "POST" else None
    form = Form(fields, sent, initial)

    def write_down(given: dict[str, Any]) -> None:
        service.sign(desk.actor, plan, **{**given, "refused": given["refused"] == "ja"})

    if sent is not None and form.does(write_down, tolerant=True):
        messages.success(request, "De handtekening is vastgelegd.")
        return redirect("dossier_plan", desk.dossier.pk)
    return page(request, desk, "casework/plan_sign.html", {"form": form, "problems": form.problems, "plan": plan})


# --- as a document --------------------------------------------------------------------------------------------------


@require_safe
@with_dossier("plan")
def pdf(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """A version as an accessible PDF; its file name says nothing about a person."""
    versions = service.plans(desk.dossier).prefetch_related("goals__steps", "signatures")
    found = versions.filter(version=number).first()
    if found is None:
        raise Http404
    manager = desk.dossier.case_manager
    try:
        letter = compose_plan(
            as_text(found), addressee=addressee_of(desk.dossier, None),
            sender=sender_for(desk.dossier, None), reference=desk.dossier.number,
            manager=manager.name if manager else "",
        )  # fmt: skip
        content = render_pdf(letter)
    except (LetterError, SenderErrors) as problem:
        return errors.page(request, 409, "Van dit plan kan nog geen PDF worden gemaakt", str(problem))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="plan-versie-{number}.pdf"'
    return response


def as_text(plan: Plan) -> PlanText:
    """A version as the document reads it."""
    goals = tuple(
        PlanGoal(goal.text, tuple(
            PlanStep(step.text, step.by_name or step.get_who_display(), step.due_on, step.instrument, step.done_on)
            for step in goal.steps.all()
        ))
        for goal in plan.goals.all()
    )  # fmt: skip
    signed = tuple(
        PlanSigned(item.party == Party.CLIENT, item.name, item.signed_on, item.remark if item.refused else "")
        for item in plan.signatures.all()
    )
    return PlanText(
        version=plan.version, day=plan.agreed_on or plan.made_on, situation=plan.situation, goals=goals,
        rights=tuple(sentence(duty) for duty in plan.duties if not duty["mine"]),
        duties=tuple(sentence(duty) for duty in plan.duties if duty["mine"]),
        parts=tuple((key.replace("_", " "), text) for key, text in plan.parts.items()),
        evaluate_on=plan.evaluate_on, signed=signed, agreed=plan.state in (State.AGREED, State.REPLACED),
    )  # fmt: skip


def sentence(duty: dict[str, Any]) -> str:
    """A right or duty as the reader hears it: the explanation of the rule, else the rule itself."""
    who = "U" if duty["mine"] else duty["who"][:1].upper() + duty["who"][1:]
    return str(duty["why"] or f"{who} {duty['modality']} {duty['action']}.")

"""The plan (plan van aanpak): drafted, offered, signed by both, agreed; then a next version, never a changed one.

What a plan must hold and which rights and duties stand in it comes from the regime: the decisions of its group *plan*
name the parts, those of the intake and the obligations the duties. They are copied into the version that is offered, so
that a plan stays what was signed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from trede.access import audit
from trede.access.rights import Right
from trede.casework.models import Dossier, Goal, Plan, PlanSignature, Step
from trede.casework.plan_contents import Part, of_regime
from trede.casework.services import tasks
from trede.casework.services.common import Actor, Checks, Overtaken, Problem, Refused, keep, locked
from trede.law.kinds import show_date

State, Party = Plan.State, PlanSignature.Party


def current(dossier: Dossier) -> Plan | None:
    """The version in the making, else the one agreed last."""
    return plans(dossier).first()


def plans(dossier: Dossier) -> Any:
    """All versions, the newest first, with who made them."""
    return Plan.objects.filter(dossier=dossier).select_related("author", "dossier").order_by("-version")


# --- drafting -------------------------------------------------------------------------------------------------------


def draft(actor: Actor, dossier: Dossier) -> Plan:
    """Begin a version: empty, or from the last one with what is not done yet. Refused while one is in the making."""
    actor.need(Right.RECORD_FACTS, dossier.municipality)
    if dossier.status != Dossier.Status.OPEN:
        raise Refused("Dit dossier is gesloten. Heropen het eerst.")
    with transaction.atomic():
        Dossier.objects.select_for_update().get(pk=dossier.pk)
        last = Plan.objects.filter(dossier=dossier).order_by("-version").first()
        if last is not None and last.state in (State.DRAFT, State.OFFERED):
            raise Refused("Er is al een plan in de maak.")
        made = Plan.objects.create(
            dossier=dossier, version=last.version + 1 if last else 1, made_on=timezone.localdate(),
            situation=last.situation if last else "", parts=last.parts if last else {}, author=actor.user,
            duties=[asdict(duty) for duty in of_regime(dossier)[1]],
        )  # fmt: skip
        if last is not None:
            _copy(last, made)
        audit.record(actor.log, "plan.begonnen", dossier, versie=made.version)
    return made


def _copy(old: Plan, new: Plan) -> None:
    """Goals that are not reached, with the steps that are not done."""
    for goal in old.goals.filter(reached_on__isnull=True).prefetch_related("steps"):
        copy = Goal.objects.create(plan=new, order=goal.order, text=goal.text)
        Step.objects.bulk_create(
            Step(goal=copy, order=step.order, text=step.text, who=step.who, by_name=step.by_name,
                 due_on=step.due_on, instrument=step.instrument)
            for step in goal.steps.all() if step.done_on is None
        )  # fmt: skip


def write(
    actor: Actor, plan: Plan, *, situation: str, evaluate_on: date | None, parts: Mapping[str, str],
    duties: list[str] | None = None, revision: int | None = None,
) -> Plan:  # fmt: skip
    """Keep the texts of a draft; `duties` are the keys of those that stand in it (None: all that the regime names)."""
    _draft(actor, plan)
    checks = Checks()
    checks.that(
        evaluate_on is None or evaluate_on > plan.made_on, "evaluate_on",
        f"De evaluatie is na de dag van het plan, {show_date(plan.made_on)}.",
    )  # fmt: skip
    checks.refuse()
    with transaction.atomic():
        now = _held(actor, plan, revision)
        now.situation, now.evaluate_on = situation.strip(), evaluate_on
        now.parts = {key: text.strip() for key, text in parts.items() if text.strip()}
        chosen = of_regime(now.dossier)[1]
        now.duties = [asdict(duty) for duty in chosen if duties is None or duty.key in duties]
        keep(now, ["situation", "evaluate_on", "parts", "duties"])
        audit.record(actor.log, "plan.bewaard", now.dossier, versie=now.version)
    return now


def add_goal(actor: Actor, plan: Plan, text: str) -> Goal:
    """One more goal."""
    _draft(actor, plan)
    if not text.strip():
        raise Refused(Problem("text", "Schrijf wat het doel is."))
    with transaction.atomic():
        now = _held(actor, plan, None)
        order = (now.goals.aggregate(Max("order"))["order__max"] or 0) + 1
        made = Goal.objects.create(plan=now, order=order, text=text.strip())
        keep(now, [])
        audit.record(actor.log, "plan.doel", now.dossier, versie=now.version)
    return made


def change_goal(actor: Actor, goal: Goal, text: str, revision: int | None = None) -> Goal:
    """Other words for a goal. Overtaken when the plan changed meanwhile."""
    _draft(actor, goal.plan)
    if not text.strip():
        raise Refused(Problem("text", "Schrijf wat het doel is."))
    with transaction.atomic():
        now = _held(actor, goal.plan, revision, goal)
        goal.text = text.strip()
        goal.save(update_fields=["text"])
        keep(now, [])
        audit.record(actor.log, "plan.doel", now.dossier, versie=now.version)
    return goal


def remove_goal(actor: Actor, goal: Goal) -> None:
    """A goal less, with its steps; in a draft only."""
    _draft(actor, goal.plan)
    with transaction.atomic():
        now = _held(actor, goal.plan, None)
        goal.delete()
        keep(now, [])
        audit.record(actor.log, "plan.doel_weg", now.dossier, versie=now.version)


def set_step(
    actor: Actor, goal: Goal, *, text: str, who: str, due_on: date | None = None, by_name: str = "",
    instrument: str = "", step: Step | None = None, revision: int | None = None,
) -> Step:  # fmt: skip
    """One more step, or (`step`) a changed one: who does what by when. Overtaken when it changed meanwhile."""
    plan = goal.plan
    _draft(actor, plan)
    checks = Checks()
    checks.that(text.strip(), "text", "Schrijf wat er gebeurt.")
    checks.that(who in Step.Who.values, "who", "Kies wie dit doet.")
    checks.that(due_on is None or due_on >= plan.made_on, "due_on", "Deze dag ligt voor de dag van het plan.")
    checks.that(len(by_name) <= 120, "by_name", "Dit is te lang: hoogstens 120 tekens.")
    checks.that(len(instrument) <= 160, "instrument", "Dit is te lang: hoogstens 160 tekens.")
    checks.refuse()
    with transaction.atomic():
        now = _held(actor, plan, revision, step)
        row = step or Step(goal=goal, order=(goal.steps.aggregate(Max("order"))["order__max"] or 0) + 1)
        row.text, row.who, row.due_on = text.strip(), who, due_on
        row.by_name, row.instrument = by_name.strip(), instrument.strip()
        row.save()
        keep(now, [])
        audit.record(actor.log, "plan.stap", now.dossier, versie=now.version)
    return row


def remove_step(actor: Actor, step: Step) -> None:
    """A step less; in a draft only."""
    plan = step.goal.plan
    _draft(actor, plan)
    with transaction.atomic():
        now = _held(actor, plan, None)
        step.delete()
        keep(now, [])
        audit.record(actor.log, "plan.stap_weg", now.dossier, versie=now.version)


def _held(actor: Actor, plan: Plan, revision: int | None, part: Goal | Step | None = None) -> Plan:
    """The plan, locked, and still a draft with this part: another may have changed that since it was read."""
    now = locked(plan, None)
    _draft(actor, now)
    if part is None:
        return locked(plan, revision)
    standing = type(part)._default_manager.filter(pk=part.pk).first()
    if standing is None:
        raise Refused("Iemand anders heeft dit intussen weggehaald.")
    if revision is not None and now.revision != revision:
        standing.revision = now.revision  # type: ignore[union-attr]
        raise Overtaken(standing)  # type: ignore[arg-type]
    return now


def _draft(actor: Actor, plan: Plan) -> None:
    actor.need(Right.RECORD_FACTS, plan.dossier.municipality)
    if plan.state != State.DRAFT:
        raise Refused(f"Versie {plan.version} is {plan.get_state_display()} en verandert niet meer.")


# --- offering and signing -------------------------------------------------------------------------------------------


def lacks(plan: Plan, parts: list[Part] | None = None, goals: list[Goal] | None = None) -> list[str]:
    """What a draft lacks before it can be offered, as Dutch sentences. Who has its goals and steps gives them."""
    goals = list(plan.goals.prefetch_related("steps")) if goals is None else goals
    found = [] if goals else ["Het plan heeft nog geen doel."]
    found += [f"Bij het doel '{goal.text}' staat nog geen stap." for goal in goals if not goal.steps.all()]
    undated = sum(1 for goal in goals for step in goal.steps.all() if step.due_on is None)
    if undated:
        found.append(f"Bij {undated} {'stap' if undated == 1 else 'stappen'} staat nog niet wanneer die klaar is.")
    for part in of_regime(plan.dossier)[0] if parts is None else parts:
        if part.required and not plan.parts.get(part.key):
            found.append(f"Het onderdeel '{part.label}' is nog leeg ({part.norm}).")
    if plan.evaluate_on is None:
        found.append("De dag van de evaluatie ontbreekt.")
    return found


def offer(actor: Actor, plan: Plan, revision: int | None = None) -> Plan:
    """Put the plan before the client. Refused with everything that it lacks."""
    _draft(actor, plan)
    checks = Checks()
    for text in lacks(plan):
        checks.that(False, "", text)
    checks.refuse()
    return _turn(actor, plan, revision, State.DRAFT, State.OFFERED, "plan.voorgelegd")


def take_back(actor: Actor, plan: Plan, revision: int | None = None) -> Plan:
    """Undo `offer`, as long as nobody signed."""
    actor.need(Right.RECORD_FACTS, plan.dossier.municipality)
    return _turn(actor, plan, revision, State.OFFERED, State.DRAFT, "plan.teruggenomen")


def _turn(actor: Actor, plan: Plan, revision: int | None, before: str, state: str, action: str) -> Plan:
    with transaction.atomic():
        now = locked(plan, revision)
        if now.state != before:
            said = "ligt niet ter ondertekening" if before == State.OFFERED else f"is al {now.get_state_display()}"
            raise Refused(f"Dit plan {said}.")
        if now.signatures.exists():
            raise Refused("Er staat al een handtekening onder. Maak een volgende versie.")
        now.state = state
        keep(now, ["state"])
        tasks.refresh(now.dossier)
        audit.record(actor.log, action, now.dossier, versie=now.version)
    return now


def sign(
    actor: Actor, plan: Plan, *, party: str, name: str, signed_on: date | None, how: str = "op papier",
    refused: bool = False, remark: str = "",
) -> Plan:  # fmt: skip
    """Write down one of the two signatures, or that the client would not sign and why.

    The plan is agreed once both are there: the municipality may go on with a plan that the client refused to sign, and
    the refusal stands in it. The version that was agreed before is replaced then.
    """
    actor.need(Right.RECORD_FACTS, plan.dossier.municipality)
    checks = Checks()
    with transaction.atomic():
        now = locked(plan, None)
        checks.that(now.state == State.OFFERED, "", "Dit plan ligt niet ter ondertekening.")
        checks.that(party in Party.values, "party", "Kies wie tekent.")
        checks.that(name.strip(), "name", "Vul in wie tekende.")
        checks.that(len(name) <= 160, "name", "Dit is te lang: hoogstens 160 tekens.")
        checks.that(signed_on, "signed_on", "Vul de dag in.")
        checks.that(
            signed_on is None or signed_on <= timezone.localdate(), "signed_on", "Deze dag ligt in de toekomst."
        )
        checks.that(signed_on is None or signed_on >= now.made_on, "signed_on", "Toen was dit plan er nog niet.")
        checks.that(not refused or party == Party.CLIENT, "refused", "Alleen de inwoner kan niet willen tekenen.")
        checks.that(not refused or remark.strip(), "remark", "Schrijf waarom de inwoner niet tekent.")
        checks.that(not now.signatures.filter(party=party).exists(), "party", "Deze handtekening staat er al.")
        checks.refuse()
        PlanSignature.objects.create(
            plan=now, party=party, name=name.strip(), signed_on=signed_on, how=how.strip()[:80] or "op papier",
            refused=refused, remark=remark.strip(), recorded_by=actor.user,
        )  # fmt: skip
        days = list(now.signatures.values_list("signed_on", flat=True))
        if len(days) == len(Party.values):
            Plan.objects.filter(dossier=now.dossier_id, state=State.AGREED).update(state=State.REPLACED)
            now.state, now.agreed_on = State.AGREED, max(days)
        keep(now, ["state", "agreed_on"])
        tasks.refresh(now.dossier)
        audit.record(actor.log, "plan.getekend", now.dossier, versie=now.version, wie=party, weigert=refused)
    return now


# --- afterwards -----------------------------------------------------------------------------------------------------


def tick(actor: Actor, step: Step, done: bool) -> Step:
    """A step of an agreed plan is done, or not done after all."""
    plan = step.goal.plan
    actor.need(Right.RECORD_FACTS, plan.dossier.municipality)
    if plan.state != State.AGREED:
        raise Refused("Alleen stappen van een vastgesteld plan kunnen klaar zijn.")
    with transaction.atomic():
        locked(plan, None)
        step.done_on = timezone.localdate() if done else None
        step.save(update_fields=["done_on"])
        tasks.refresh(plan.dossier)
        audit.record(actor.log, "plan.stap_klaar" if done else "plan.stap_open", plan.dossier)
    return step


def reach(actor: Actor, goal: Goal, reached: bool) -> Goal:
    """A goal of an agreed plan is reached, or not after all."""
    plan = goal.plan
    actor.need(Right.RECORD_FACTS, plan.dossier.municipality)
    if plan.state != State.AGREED:
        raise Refused("Alleen doelen van een vastgesteld plan kunnen bereikt zijn.")
    with transaction.atomic():
        locked(plan, None)
        goal.reached_on = timezone.localdate() if reached else None
        goal.save(update_fields=["reached_on"])
        tasks.refresh(plan.dossier)
        audit.record(actor.log, "plan.doel_bereikt" if reached else "plan.doel_open", plan.dossier)
    return goal

"""Decisions in the making: drafted from an assessment, changed with reasons, checked before they are proposed.

The assessment says what the rules come to; the outcome is what the person decides. Where they differ there is a reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from trede import reason
from trede.access.rights import Right
from trede.casework import assessing, lettering, states
from trede.casework.models import Application, Decision, Dossier, ProvisionUse
from trede.casework.regimes import regime_of
from trede.casework.services.acts import done, open_dossier
from trede.casework.services.applications import RUNNING
from trede.casework.services.common import Actor, Checks, Problem, Refused, keep, locked, next_number
from trede.casework.states import Action
from trede.law.errors import NoLawInForce
from trede.law.kinds import show_date
from trede.letters import LetterError, SenderErrors

Kind, State = Decision.Kind, Decision.State
GRANTED, REFUSED = "toegekend", "geweigerd"
ON_APPLICATION = (Kind.GRANT, Kind.REFUSAL, Kind.NOT_TREATED)
FOLLOWING = (Kind.WITHDRAWAL, Kind.REVISION, Kind.ENDING, Kind.EXTENSION)
CHOOSING = (Kind.EXTENSION, Kind.REVISION, Kind.OTHER)  # kinds that may turn out either way
OUTCOMES = {
    Kind.GRANT: GRANTED, Kind.REFUSAL: REFUSED, Kind.NOT_TREATED: "buiten_behandeling", Kind.WITHDRAWAL: "ingetrokken",
    Kind.ENDING: "beeindigd",
}  # fmt: skip
COMPUTED = (
    Kind.GRANT,
    Kind.REFUSAL,
    Kind.EXTENSION,
    Kind.REVISION,
)  # kinds that must agree with the rules, or say why not
FIELDS = ("outcome", "deviation_reason", "reasons", "grounds", "ending_ground", "extra", "starts_on", "ends_on")


@dataclass(frozen=True, slots=True)
class Text:
    """What the official fills in; `extra` holds the parts of the letter by canonical name (docs/letters.md)."""

    outcome: str = ""
    deviation_reason: str = ""
    reasons: str = ""
    grounds: tuple[str, ...] = ()
    ending_ground: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)
    starts_on: date | None = None
    ends_on: date | None = None


def draft(
    actor: Actor, dossier: Dossier, provision: str, kind: str, *, application: Application | None = None,
    relates_to: Decision | None = None, law_on: date | None = None,
) -> Decision:  # fmt: skip
    """Draft a decision from the facts as they are known now, by the law of a day (None: today, of a revision the day of
    the decision that it revises). Refused with everything that is wrong."""
    actor.need(Right.PROPOSE_DECISION, dossier.municipality)
    day = law_on or (relates_to.law_on if relates_to and kind == Kind.REVISION else timezone.localdate())
    with transaction.atomic():
        Dossier.objects.select_for_update().get(pk=dossier.pk)
        _check_draft(actor, dossier, provision, kind, application, relates_to)
        made = Decision(
            dossier=dossier, application=application, relates_to=relates_to, provision=provision, kind=kind,
            number=next_number(dossier.decisions, "B-"), law_on=day, author=actor.user,
            needs_approval=regime_of(dossier.municipality).wants_second_pair(provision),
        )  # fmt: skip
        _assess(made)
        _suggest(made)
        made.save()
        done(actor, dossier, "besluit.concept", besluit=made.number, soort=kind)
    return made


def _check_draft(
    actor: Actor, dossier: Dossier, provision: str, kind: str, application: Application | None,
    relates_to: Decision | None,
) -> None:  # fmt: skip
    checks = Checks()
    open_dossier(checks, dossier)
    checks.that(kind in Kind.values, "kind", "Kies wat voor besluit het wordt.")
    if kind in ON_APPLICATION:
        checks.that(application is not None, "", "Bij dit besluit hoort een aanvraag, of een ambtshalve begin.")
    if application is not None:
        same = application.dossier_id == dossier.pk and application.provision == provision
        checks.that(same, "", "De aanvraag gaat over iets anders.")
        checks.that(application.state in RUNNING, "", f"Deze aanvraag is al {application.get_state_display()}.")
        making = application.decisions.exclude(state__in=[State.SENT, State.CANCELLED]).first()
        checks.that(making is None, "", f"Er is al een besluit in de maak: {making.number if making else ''}.")
    if kind in FOLLOWING:
        checks.that(relates_to is not None, "", "Dit besluit volgt op een eerder besluit. Begin daar.")
    if relates_to is not None:
        states.need(actor, relates_to, Action.FOLLOW)
        same = relates_to.dossier_id == dossier.pk and relates_to.provision == provision
        checks.that(same, "", "Het eerdere besluit gaat over iets anders.")
        running = relates_to.followed_by.exclude(state__in=[State.SENT, State.CANCELLED]).first()
        checks.that(running is None, "", f"Er is al een besluit in de maak: {running.number if running else ''}.")
    checks.refuse()


def _assess(row: Decision) -> None:
    """Put the facts and the assessment of this moment into a decision. Refused when they cannot be assessed."""
    try:
        case = assessing.Case.load(row.dossier, row.law_on, application=row.facts_from)
        row.assessment = assessing.assess_one(case, row.provision)
    except (reason.UnknownProvision, NoLawInForce) as error:
        raise Refused(Problem("law_on", str(error))) from error
    except reason.FactErrors as errors:
        raise Refused(Problem("", text) for text in assessing.said(errors)) from errors
    row.facts = case.facts_for(row.provision)


def _suggest(row: Decision) -> None:
    """What the assessment suggests: outcome, first and last day."""
    computed = row.assessment["uitkomst"]
    row.outcome = OUTCOMES.get(Kind(row.kind), computed if computed in (GRANTED, REFUSED) else "")
    if row.outcome == GRANTED or (row.kind in CHOOSING and computed != REFUSED):
        row.starts_on, row.ends_on = term_of(row.assessment, "begindatum"), term_of(row.assessment, "einddatum")


def term_of(body: Mapping[str, Any], name: str) -> date | None:
    """The day of a term of an assessed provision."""
    found = next((row["datum"] for row in body["termijnen"] if row["naam"] == name and row["datum"]), None)
    return date.fromisoformat(found) if found else None


def reassess(actor: Actor, decision: Decision, revision: int | None = None) -> Decision:
    """Take the facts as known now; what the official wrote stays, dates that came from the assessment follow."""
    with transaction.atomic():
        row = locked(decision, revision)
        states.need(actor, row, Action.EDIT)
        before = term_of(row.assessment, "begindatum"), term_of(row.assessment, "einddatum")
        _assess(row)
        if (row.starts_on, row.ends_on) == before and row.outcome == GRANTED:
            row.starts_on, row.ends_on = term_of(row.assessment, "begindatum"), term_of(row.assessment, "einddatum")
        keep(row, ["assessment", "facts", "starts_on", "ends_on"])
        done(actor, row.dossier, "besluit.opnieuw_beoordeeld", besluit=row.number)
    return row


def edit(actor: Actor, decision: Decision, text: Text, revision: int | None) -> Decision:
    """Change a draft. What may still lack is told by `problems`; here only what can never be right is refused."""
    with transaction.atomic():
        row = locked(decision, revision)
        states.need(actor, row, Action.EDIT)
        filled = replace(text, outcome=OUTCOMES.get(Kind(row.kind), text.outcome))
        checks = Checks()
        checks.that(
            filled.outcome in (GRANTED, REFUSED, "", *OUTCOMES.values()), "outcome", "Kies een uitkomst die er staat."
        )
        if filled.starts_on and filled.ends_on and row.kind not in (Kind.ENDING, Kind.WITHDRAWAL):
            checks.that(filled.ends_on >= filled.starts_on, "ends_on", "De laatste dag ligt vóór de eerste.")
        known = {norm for ground in row.assessment["gronden"] for norm in ground["normen"]}
        checks.that(set(filled.grounds) <= known, "grounds", "Kies gronden die er staan.")
        checks.refuse()
        for name in FIELDS:
            value = getattr(filled, name)
            setattr(row, name, list(value) if name == "grounds" else dict(value) if name == "extra" else value)
        keep(row, FIELDS)
        done(actor, row.dossier, "besluit.gewijzigd", besluit=row.number)
    return row


def cancel(actor: Actor, decision: Decision, why: str, revision: int | None = None) -> Decision:
    """Let a decision that was not made known lapse, with the reason."""
    with transaction.atomic():
        row = locked(decision, revision)
        states.need(actor, row, Action.CANCEL)
        if not why.strip():
            raise Refused(Problem("reason", "Schrijf waarom dit besluit vervalt."))
        row.state, row.return_reason = State.CANCELLED, why
        keep(row, ["state", "return_reason"])
        done(actor, row.dossier, "besluit.vervallen", why, besluit=row.number)
    return row


# --- what must be right before it is proposed -----------------------------------------------------------------------


def problems(row: Decision, on: date) -> list[Problem]:
    """Everything that stands in the way of deciding on a day: reasons, dates, history, and what the letter lacks."""
    found = [*_outcome(row), *_dates(row, on)]
    return found or list(_letter(row, on))


def _outcome(row: Decision) -> Iterator[Problem]:
    computed = row.assessment["uitkomst"]
    if not row.outcome:
        yield Problem("outcome", "Kies wat u besluit.")
    if row.kind in COMPUTED and computed not in (GRANTED, REFUSED):
        waits = [item["naam"] for item in (*row.assessment["ontbreekt"], *row.assessment["oordelen"])]
        yield Problem("", f"Er kan nog niet worden besloten. Eerst nodig: {', '.join(waits) or 'een oordeel'}.")
    elif differs(row) and not row.deviation_reason.strip():
        yield Problem("deviation_reason", "U besluit anders dan de regels uitwijzen. Schrijf waarom.")
    if row.kind in (Kind.ENDING, Kind.WITHDRAWAL) and not row.ending_ground.strip():
        yield Problem("ending_ground", "Noem de grond waarop de voorziening stopt.")
    if row.kind == Kind.NOT_TREATED and row.application is not None:
        asked = [stop for stop in row.application.suspensions.all() if stop.answer_by]
        if not asked:
            yield Problem(
                "", "De aanvrager kreeg nog geen kans om aan te vullen (Awb artikel 4:5). Vraag daar eerst om."
            )
        elif not row.reasons.strip():
            yield Problem("reasons", "Schrijf welke gegevens niet binnenkwamen.")


def differs(row: Decision) -> bool:
    """Does the official decide otherwise than the rules? A chosen ground that one may use is the rules' own choice."""
    computed = row.assessment["uitkomst"]
    return row.kind in COMPUTED and computed in (GRANTED, REFUSED) and row.outcome not in ("", computed)


def _dates(row: Decision, on: date) -> Iterator[Problem]:
    if row.application is not None and on < row.application.received_on:
        yield Problem(
            "decided_on", f"Het besluit kan niet vóór de aanvraag ({show_date(row.application.received_on)}) liggen."
        )
    if row.relates_to is not None and row.relates_to.decided_on and on < row.relates_to.decided_on:
        yield Problem("decided_on", "Dit besluit kan niet vóór het besluit liggen waarop het volgt.")
    granted = row.outcome == GRANTED
    if granted and row.starts_on is None:
        yield Problem("starts_on", "Vul de eerste dag in.")
    birth = row.dossier.client.birth_date
    if row.starts_on and birth and row.starts_on < birth:
        yield Problem("starts_on", "De voorziening kan niet beginnen vóór de geboorte van de inwoner.")
    if row.kind == Kind.ENDING:
        use = (
            ProvisionUse.objects.filter(dossier=row.dossier, provision=row.provision, void=False)
            .order_by("starts_on")
            .last()
        )
        if row.ends_on is None:
            yield Problem("ends_on", "Vul de laatste dag in.")
        elif use is not None and row.ends_on < use.starts_on:
            yield Problem("ends_on", f"De voorziening begon op {show_date(use.starts_on)}; het einde ligt daarna.")
    if row.kind == Kind.EXTENSION and granted:
        yield from _extension(row)


def _extension(row: Decision) -> Iterator[Problem]:
    use = ProvisionUse.objects.filter(dossier=row.dossier, provision=row.provision, void=False, ended_on=None).last()
    if use is None:
        yield Problem("", "Er loopt niets om te verlengen.")
    elif row.ends_on is None:
        yield Problem("ends_on", "Vul de nieuwe laatste dag in.")
    elif use.planned_end and row.ends_on <= use.planned_end:
        yield Problem(
            "ends_on", f"De voorziening loopt al tot en met {show_date(use.planned_end)}; verlengen gaat verder."
        )


def _letter(row: Decision, on: date) -> Iterator[Problem]:
    """What the regulation and the general law demand of the letter and is not there."""
    try:
        sender = lettering.sender_for(row.dossier, row.author)
        lacks = lettering.decision_letter(row, sender, decided=on, made_known=on, draft=True).missing()
    except (LetterError, SenderErrors) as error:
        yield from (Problem("", line) for line in str(error).splitlines())
        return
    yield from (Problem("letter", f"In de brief ontbreekt: {part}.") for part in lacks)

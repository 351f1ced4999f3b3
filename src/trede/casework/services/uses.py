"""Provisions in use: begun, interrupted, extended and ended by decisions; paid until.

Interruptions shift the planned end as the regime says: it is computed from the facts that the use gives
(`casework.derived`), never by arithmetic of its own.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from trede import reason
from trede.access.rights import Right
from trede.casework import derived
from trede.casework.derived import REASONS, SICKNESS
from trede.casework.models import Decision, Interruption, ProvisionUse
from trede.casework.regimes import law_of, regime_of
from trede.casework.services.acts import done, not_before, not_in_future
from trede.casework.services.common import Actor, Checks, Refused, keep, locked

Kind = Decision.Kind


def follow(decision: Decision) -> None:
    """What a decision that is made known does to the use of the provision. Part of the transaction of the sender."""
    granted = decision.outcome == "toegekend"
    match decision.kind:
        case Kind.GRANT:
            _begin(decision)
        case Kind.EXTENSION if granted:
            use = _use_of(decision)
            use.extensions, use.planned_end, use.current = use.extensions + 1, decision.ends_on, decision
            keep(use, ["extensions", "planned_end", "current"])
        case Kind.REVISION if granted:
            use = _use_of(decision)
            use.starts_on, use.planned_end, use.void = decision.starts_on or use.starts_on, decision.ends_on, False
            use.ended_on, use.current = None, decision
            keep(use, ["starts_on", "planned_end", "void", "ended_on", "current"])
        case Kind.ENDING | Kind.WITHDRAWAL | Kind.REVISION:
            _stop(decision)


def _begin(decision: Decision) -> None:
    assert decision.starts_on is not None
    ProvisionUse.objects.create(
        dossier=decision.dossier, decision=decision, provision=decision.provision, starts_on=decision.starts_on,
        planned_end=decision.ends_on, current=decision,
    )  # fmt: skip


def _stop(decision: Decision) -> None:
    """End the use on the last day of the decision; a decision without one takes it away from its first day."""
    use = ProvisionUse.objects.select_for_update().filter(decision=decision.first).first()
    if use is None:
        return
    last = decision.ends_on
    use.void = last is None or last < use.starts_on
    use.ended_on = use.starts_on if use.void else last
    use.end_ground, use.end_decision = (decision.ending_ground or decision.get_kind_display())[:200], decision
    keep(use, ["void", "ended_on", "end_ground", "end_decision"])


def _use_of(decision: Decision) -> ProvisionUse:
    """The use that a decision is about: of the decision it follows, or of the one that began it."""
    use = ProvisionUse.objects.select_for_update().filter(decision=decision.first).first()
    if use is None:
        raise Refused("Er loopt geen voorziening waar dit besluit over gaat.")
    return use


def interrupt(
    actor: Actor, use: ProvisionUse, reason: str, starts_on: date, ends_on: date | None, revision: int | None = None
) -> Interruption:
    """Record a time in which the provision stood still, and shift its planned end as the regime says."""
    actor.need(Right.RECORD_HEALTH if reason == SICKNESS else Right.RECORD_FACTS, use.dossier.municipality)
    with transaction.atomic():
        row = locked(use, revision)
        checks = Checks()
        checks.that(reason in REASONS, "reason", "Kies waarom de voorziening stilstond.")
        not_before(checks, "starts_on", starts_on, row.starts_on, "De onderbreking", "het begin van de voorziening")
        not_before(checks, "ends_on", ends_on, starts_on, "De laatste dag", "de eerste dag")
        checks.that(not row.void, "", "Deze voorziening is met terugwerkende kracht ingetrokken.")
        if row.ended_on:
            checks.that(starts_on <= row.ended_on, "starts_on", "De voorziening was toen al geëindigd.")
        for other in row.interruptions.all():
            clash = starts_on <= (other.ends_on or date.max) and other.starts_on <= (ends_on or date.max)
            checks.that(not clash, "starts_on", "In deze dagen is al een onderbreking vastgelegd.")
        checks.refuse()
        made = Interruption.objects.create(
            use=row, reason=reason, starts_on=starts_on, ends_on=ends_on, author=actor.user
        )
        _shift(row)
        done(actor, row.dossier, "voorziening.onderbroken", voorziening=row.provision)
    return made


def resume(actor: Actor, interruption: Interruption, ends_on: date) -> Interruption:
    """The last day of an interruption that was still going on."""
    use = interruption.use
    actor.need(Right.RECORD_FACTS, use.dossier.municipality)
    with transaction.atomic():
        row = locked(use, None)
        found = Interruption.objects.select_for_update().get(pk=interruption.pk)
        checks = Checks()
        checks.that(found.ends_on is None, "", "Deze onderbreking is al geëindigd.")
        not_before(checks, "ends_on", ends_on, found.starts_on, "De laatste dag", "de eerste dag")
        checks.refuse()
        found.ends_on = ends_on
        found.save(update_fields=["ends_on"])
        _shift(row)
        done(actor, row.dossier, "voorziening.hervat", voorziening=row.provision)
    return found


def pay_until(actor: Actor, use: ProvisionUse, day: date, revision: int | None = None) -> ProvisionUse:
    """Until which day has been paid."""
    actor.need(Right.RECORD_FACTS, use.dossier.municipality)
    with transaction.atomic():
        row = locked(use, revision)
        checks = Checks()
        not_before(checks, "paid_until", day, row.starts_on, "Betaald tot en met", "het begin van de voorziening")
        if row.ended_on:
            checks.that(day <= row.ended_on, "paid_until", "Er kan niet verder dan het einde betaald zijn.")
        checks.refuse()
        row.paid_until = day
        keep(row, ["paid_until"])
        done(actor, row.dossier, "voorziening.betaald_tot", voorziening=row.provision, tot=day.isoformat())
    return row


def end_by_itself(
    actor: Actor, use: ProvisionUse, ended_on: date, ground: str, revision: int | None = None
) -> ProvisionUse:
    """A provision that ran out on its planned end, or that the person left; ending it earlier is a decision."""
    actor.need(Right.RECORD_FACTS, use.dossier.municipality)
    with transaction.atomic():
        row = locked(use, revision)
        checks = Checks()
        checks.that(row.ended_on is None, "", "Deze voorziening is al geëindigd.")
        not_before(checks, "ended_on", ended_on, row.starts_on, "Het einde", "het begin van de voorziening")
        not_in_future(checks, "ended_on", ended_on, "Het einde")
        checks.that(ground.strip(), "ground", "Schrijf waarom de voorziening eindigde.")
        checks.refuse()
        row.ended_on, row.end_ground = ended_on, ground[:200]
        keep(row, ["ended_on", "end_ground"])
        done(actor, row.dossier, "voorziening.geeindigd", ground, voorziening=row.provision)
    return row


def _shift(use: ProvisionUse) -> None:
    """Move the planned end by what the regime lets the interruptions add to the dates of the decision that holds now.

    While an interruption goes on there is no last day, and the planned end stays where it was.
    """
    decision = use.current or use.decision
    if decision.ends_on is None:
        return
    then, now = _end_by_rules(decision, use, None), _end_by_rules(decision, use, _interruptions(decision, use))
    if then is not None and now is not None:
        use.planned_end = decision.ends_on + (now - then)
        keep(use, ["planned_end"])


def _interruptions(decision: Decision, use: ProvisionUse) -> dict[str, Any]:
    law = law_of(use.dossier.municipality, decision.law_on)
    found = derived.of_provision(law, use.provision, [use], max(use.starts_on, decision.law_on))
    return {item.name: item.entry for item in found if isinstance(item.value, list)}


def _end_by_rules(decision: Decision, use: ProvisionUse, stops: dict[str, Any] | None) -> date | None:
    """The last day that the regime computes from the facts of a decision, with these interruptions."""
    regime = regime_of(use.dossier.municipality)
    facts = dict(decision.facts) | {regime.roles["begindatum"]: {"waarde": use.starts_on.isoformat()}} | (stops or {})
    facts.pop(regime.roles["gewenste einddatum"], None)
    read, _unread = reason.Facts.read_usable(facts, regime)
    try:
        found = reason.assess(regime, read, decision.law_on, provisions=[use.provision])
    except (reason.FactErrors, reason.UnknownProvision):
        return None
    return found.results[use.provision].duration.end

"""Facts with two times: record, correct, withdraw; and the facts of a dossier as a facts file.

What was true when: `valid_from` up to but not including `valid_until`. What was known when: `recorded_at` up to
`superseded_at`. Nothing is erased: a correction closes old versions and adds new ones.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from trede.access import audit
from trede.access.rights import Right
from trede.casework import judging
from trede.casework.models import Application, Dossier, FactVersion, Source
from trede.casework.regimes import is_about_person, regime_of
from trede.casework.services import tasks
from trede.casework.services.common import Actor, Checks, Problem, Refused
from trede.law import NoLawInForce
from trede.law.kinds import show_date
from trede.law.regime import Regime
from trede.law.vocabulary import Fact
from trede.reason import FactErrors, Facts, assess

HEALTH = "gezondheid"


@dataclass(frozen=True, slots=True)
class Given:
    """A fact as somebody gives it: its name, its value in the notation of a facts file, and since when it is true.

    `value` None means: known to be absent. `replaces` is the id of the version that the giver saw ("" for none, None:
    does not matter); when another stands there now, the giver is told instead of overwriting it.
    """

    name: str
    value: Any
    valid_from: date
    valid_until: date | None = None
    source: str = Source.CLIENT
    note: str = ""
    reason: str = ""
    replaces: str | None = None


def record(
    actor: Actor, dossier: Dossier, given: Iterable[Given], application: Application | None = None
) -> list[FactVersion]:
    """Record facts, all or none. Where a version is true on days that the new one covers, it is closed, and what
    remains of it before and after is kept as versions of their own.

    Refused with everything that is wrong (wrong type, unknown name, a judgement without reasons, a correction without a
    reason, or one that somebody else changed meanwhile).
    """
    items = list(given)
    regime = regime_of(dossier.municipality)
    actor.need(Right.RECORD_FACTS, dossier.municipality)
    _check(actor, dossier, regime, items, application)
    with transaction.atomic():
        Dossier.objects.select_for_update().get(pk=dossier.pk)
        made = [_put(actor, dossier, regime, item, application) for item in items]
        tasks.refresh(dossier)
        audit.record(
            actor.log, "feit.vastgelegd", dossier, feiten=[version.name for version in made],
            aanvraag=str(application.pk) if application else "",
        )  # fmt: skip
    return made


def withdraw(actor: Actor, dossier: Dossier, name: str, reason: str, application: Application | None = None) -> None:
    """From now on it is not known: the versions known now are closed, and one says so. Refused without a reason."""
    actor.need(Right.RECORD_FACTS, dossier.municipality)
    if not reason.strip():
        raise Refused(Problem("reason", "Zeg waarom dit gegeven wordt ingetrokken."))
    with transaction.atomic():
        Dossier.objects.select_for_update().get(pk=dossier.pk)
        now = timezone.now()
        standing = known(dossier).filter(name=name, application=application)
        oldest = standing.order_by("valid_from").first()
        if oldest is None:
            raise Refused(Problem("name", "Dit gegeven staat niet (meer) in het dossier."))
        standing.update(superseded_at=now)
        FactVersion.objects.create(
            dossier=dossier, application=application, name=name, value=None, health=oldest.health, withdrawn=True,
            valid_from=oldest.valid_from, recorded_at=now, source=Source.ADMINISTRATION, author=actor.user,
            reason=reason,
        )  # fmt: skip
        tasks.refresh(dossier)
        audit.record(actor.log, "feit.ingetrokken", dossier, reason, feiten=[name])


def known(dossier: Dossier, at: datetime | None = None) -> QuerySet[FactVersion]:
    """The versions known at a moment (None: now), whatever day they are about."""
    rows = FactVersion.objects.filter(dossier=dossier)
    if at is None:
        return rows.filter(superseded_at__isnull=True)
    return rows.filter(Q(superseded_at__isnull=True) | Q(superseded_at__gt=at), recorded_at__lte=at)


def versions_on(
    dossier: Dossier, on: date, at: datetime | None = None, application: Application | None = None
) -> dict[str, FactVersion]:
    """The version of each fact that is true on a day as far as known at a moment. An application's own go first."""
    rows = known(dossier, at).filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on), valid_from__lte=on)
    mine = (
        Q(application__isnull=True) if application is None else Q(application__isnull=True) | Q(application=application)
    )
    found: dict[str, FactVersion] = {}
    for row in rows.filter(mine).select_related("author").order_by("recorded_at"):
        standing = found.get(row.name)
        if standing is None or standing.application_id is None or row.application_id is not None:
            found[row.name] = row
    return {name: row for name, row in found.items() if not row.withdrawn}


def standing(dossier: Dossier, on: date, at: datetime | None = None) -> list[FactVersion]:
    """Every version true on a day as far as known at a moment, also of applications, with author and application."""
    rows = known(dossier, at).filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on), valid_from__lte=on)
    return list(rows.filter(withdrawn=False).select_related("author", "application").order_by("name", "recorded_at"))


def history(dossier: Dossier, name: str) -> list[FactVersion]:
    """All versions there ever were of a fact, the newest first."""
    rows = FactVersion.objects.filter(dossier=dossier, name=name).select_related("author", "application")
    return list(rows.order_by("-recorded_at", "-valid_from"))


def facts_at(
    dossier: Dossier, on: date, at: datetime | None = None, application: Application | None = None
) -> dict[str, Any]:
    """The facts true on a day as known at a moment, as a facts file (docs/assessment.md), each with its origin."""
    return {name: as_entry(row) for name, row in sorted(versions_on(dossier, on, at, application).items())}


def as_entry(row: FactVersion) -> dict[str, Any]:
    """A version in the notation of a facts file."""
    entry = {
        "waarde": value_of(row), "bron": row.get_source_display(), "door": row.author.name,
        "datum": timezone.localtime(row.recorded_at).date().isoformat(),
    }  # fmt: skip
    return entry | ({"reden": row.reason} if row.reason else {})


def value_of(row: FactVersion) -> Any:
    """The value, unsealed where it is about health."""
    return json.loads(row.sealed) if row.health and row.sealed else row.value


def belongs_to_person(dossier: Dossier, name: str) -> bool:
    """Does a fact of this name belong to the dossier, rather than to an application?"""
    fact = regime_of(dossier.municipality).vocabulary.facts.get(name)
    return fact is None or is_about_person(fact)


# --- checks ---------------------------------------------------------------------------------------------------------


def _check(
    actor: Actor, dossier: Dossier, regime: Regime, items: list[Given], application: Application | None
) -> None:  # fmt: skip
    checks = Checks()
    checks.that(items, "", "Er is niets om vast te leggen.")
    try:
        Facts.read({item.name: item.value for item in items}, regime)
    except FactErrors as errors:
        _tell(errors, checks)
    corrected = _corrected(actor, dossier, items, application)
    for item in items:
        fact = regime.vocabulary.facts.get(regime.vocabulary.old_names.get(item.name, item.name))
        if fact is not None:
            _check_one(actor, dossier, fact, item, checks)
            checks.that(
                item.name not in corrected or item.reason.strip(), item.name,
                f"'{fact.label}' stond er al anders: schrijf waarom u dit verbetert.", "reason",
            )  # fmt: skip
    if not checks.problems:
        _check_together(dossier, regime, items, application, checks)
    checks.refuse()


def _tell(errors: FactErrors, checks: Checks) -> None:
    for found in errors.problems:
        right = f" Goed is: {found.right}." if found.right else ""
        what = f"{found.what[:1].upper()}{found.what[1:]}"
        checks.that(False, found.fact, f"{what}{'' if what.endswith('.') else '.'}{right}")


def _corrected(
    actor: Actor, dossier: Dossier, items: list[Given], application: Application | None
) -> set[str]:  # fmt: skip
    """Which of these take the place of what was known to be true, other than what the actor put there today."""
    rows = known(dossier).filter(name__in=[item.name for item in items], application=application, withdrawn=False)
    today = timezone.localdate()
    found: dict[str, list[FactVersion]] = {}
    for row in rows:
        own = row.author_id == actor.user.pk and timezone.localtime(row.recorded_at).date() == today
        if not own:
            found.setdefault(row.name, []).append(row)
    return {
        item.name
        for item in items
        for row in found.get(item.name, [])
        if item.replaces in (None, str(row.pk))  # else it is overtaken, which is told in its stead
        and _overlaps(row, item)
        and item.valid_from <= row.valid_from
        and value_of(row) != item.value
    }


def _check_together(
    dossier: Dossier, regime: Regime, items: list[Given], application: Application | None, checks: Checks
) -> None:  # fmt: skip
    """Refuse what cannot be together with what is known, by the regime (*Onmogelijk is dat …*)."""
    on = max(item.valid_from for item in items)
    together = facts_at(dossier, on, application=application)
    together |= {regime.vocabulary.old_names.get(item.name, item.name): {"waarde": item.value} for item in items}
    try:
        assess(regime, Facts.read(together, regime), on, provisions=[])
    except FactErrors as errors:
        _tell(errors, checks)
    except NoLawInForce:
        return


def _check_one(actor: Actor, dossier: Dossier, fact: Fact, item: Given, checks: Checks) -> None:
    if fact.privacy == HEALTH:
        checks.that(
            actor.may(Right.RECORD_HEALTH), item.name,
            "Gegevens over gezondheid mag u niet vastleggen.",
        )  # fmt: skip
    checks.that(
        not fact.judgement or item.value is None or item.reason.strip(), item.name,
        f"Schrijf bij het oordeel '{fact.label}' waarom u dit vindt.", "reason",
    )  # fmt: skip
    why = judging.why_not(actor, regime_of(dossier.municipality), fact)
    checks.that(not why, item.name, why)
    checks.that(item.source in Source.values, item.name, "Deze bron is er niet.", "source")
    checks.that(
        item.valid_until is None or item.valid_until > item.valid_from, item.name,
        f"Deze dag moet na {show_date(item.valid_from)} liggen: vanaf dan geldt '{fact.label}'.", "valid_until",
    )  # fmt: skip


# --- writing --------------------------------------------------------------------------------------------------------


def _put(actor: Actor, dossier: Dossier, regime: Regime, item: Given, application: Application | None) -> FactVersion:
    name = regime.vocabulary.old_names.get(item.name, item.name)
    fact = regime.vocabulary.facts[name]
    now = timezone.now()
    standing = list(known(dossier).filter(name=name, application=application).order_by("valid_from"))
    _not_overtaken(standing, item)
    for old in standing:
        if _overlaps(old, item):
            _close(old, item, now)
    health = fact.privacy == HEALTH
    return FactVersion.objects.create(
        dossier=dossier, application=application, name=name, health=health,
        value=None if health else item.value, sealed=json.dumps(item.value) if health else "",
        valid_from=item.valid_from, valid_until=item.valid_until, recorded_at=now, source=item.source,
        source_note=item.note, author=actor.user, reason=item.reason,
    )  # fmt: skip


def _not_overtaken(standing: list[FactVersion], item: Given) -> None:
    if item.replaces is None:
        return
    here = [row for row in standing if _covers(row, item.valid_from) and not row.withdrawn]
    if [str(row.pk) for row in here] != ([item.replaces] if item.replaces else []):
        raise Refused(
            Problem(
                item.name,
                "Iemand anders heeft dit gegeven intussen gewijzigd. Kijk wat er nu staat en sla zo nodig opnieuw op.",
            )
        )


def _covers(row: FactVersion, day: date) -> bool:
    return row.valid_from <= day and (row.valid_until is None or day < row.valid_until)


def _overlaps(row: FactVersion, item: Given) -> bool:
    begins_before_end = item.valid_until is None or row.valid_from < item.valid_until
    return begins_before_end and (row.valid_until is None or item.valid_from < row.valid_until)


def _close(old: FactVersion, item: Given, now: datetime) -> None:
    """Close a version; the days before and after the new one keep its value in versions of their own."""
    rest = []
    if old.valid_from < item.valid_from:
        rest.append((old.valid_from, item.valid_from))
    if item.valid_until is not None and (old.valid_until is None or item.valid_until < old.valid_until):
        rest.append((item.valid_until, old.valid_until))
    FactVersion.objects.filter(pk=old.pk).update(superseded_at=now)
    for start, end in rest:
        FactVersion.objects.create(
            dossier_id=old.dossier_id, application_id=old.application_id, name=old.name, value=old.value,
            sealed=old.sealed, health=old.health, withdrawn=old.withdrawn, valid_from=start, valid_until=end,
            recorded_at=now,
            source=old.source, source_note=old.source_note, author_id=old.author_id, reason=old.reason,
        )  # fmt: skip

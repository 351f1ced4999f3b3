"""The journey: places on the ladder over time, and trajectories with the end that is expected.

A place is put down with a reason, up, down or over rungs as may be; nothing here refuses a step that a person makes
(docs/ladders.md). A mistake is set right by a move that says so; nothing is erased. Where the regime has a fact for the
rung or the kind of trajectory (fixed names *trede*, *trajectsoort*), it is recorded with the same reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from trede.access import audit
from trede.access.rights import Right
from trede.casework.models import Dossier, LadderMove, Source, Trajectory
from trede.casework.regimes import catalogue_on, ladders_on, law_of, regime_of
from trede.casework.services import facts, tasks
from trede.casework.services.common import Actor, Checks, Problem, Refused, keep, locked
from trede.law.kinds import show_date, snake
from trede.law.ladders import Ladder, Move
from trede.law.norms import ListNorm
from trede.terms import period_end

LASTS = re.compile(r"(?:(\d+) (week|weken|maand|maanden|jaar)|half jaar)")
CLOSED = "Dit dossier is gesloten. Heropen het eerst."
OPEN_ENDED = ("meer dan", "minstens", "langer")


def ladder_of(dossier: Dossier, on: date | None = None) -> Ladder | None:
    """The ladder of the municipality on a day, or None when its rules have none."""
    found = ladders_on(dossier.municipality, on or timezone.localdate())
    return found[0] if found else None


def moves(dossier: Dossier) -> list[LadderMove]:
    """The moves that stand, the earliest first: those set right are left out."""
    return [move for move in all_moves(dossier) if move.stands]


def all_moves(dossier: Dossier) -> list[LadderMove]:
    """All moves, those set right too, the earliest first."""
    rows = LadderMove.objects.filter(dossier=dossier).select_related("author", "corrects", "corrected_by")
    return list(rows.order_by("on", "created_at"))


def rung_on(standing: list[LadderMove], day: date) -> int | None:
    """The rung on a day."""
    return next((move.rung for move in reversed(standing) if move.on <= day), None)


def place(
    actor: Actor, dossier: Dossier, *, rung: int | None, on: date | None, reason: str, revision: int | None = None,
    corrects: LadderMove | None = None,
) -> Move:  # fmt: skip
    """Put somebody on a rung from a day on, or set such a move right (`corrects`); says what step it was.

    Refused: no such rung, no reason, a day in the future or before the report. Overtaken when somebody was first.
    """
    actor.need(Right.RECORD_FACTS, dossier.municipality)
    ladder = _ladder(dossier)
    checks = Checks()
    checks.that(dossier.status == Dossier.Status.OPEN, "", CLOSED)
    _check_day(dossier, on, "on", checks)
    checks.that(rung is not None and ladder.rung(rung), "rung", f"Kies een trede van de {ladder.title}.")
    checks.that(reason.strip(), "reason", "Bij elke stap op de ladder hoort een reden. Schrijf waarom deze trede past.")
    checks.that(corrects is None or corrects.stands, "", "Deze stap is al verbeterd.")
    checks.refuse()
    with transaction.atomic():
        now = locked(dossier, revision)
        others = [move for move in moves(now) if corrects is None or move.pk != corrects.pk]
        old = rung_on(others, on)
        known = old if old is not None and ladder.rung(old) else None
        step = ladder.move(known, rung, reason)
        LadderMove.objects.create(
            dossier=now, ladder=ladder.title, rung=rung, on=on, reason=step.reason, corrects=corrects,
            author=actor.user,
        )  # fmt: skip
        _settle(actor, now, on, step.reason)
        audit.record(actor.log, "ladder.geplaatst", now, step.reason, van=known, naar=rung, op=str(on))
    return step


def take_back(actor: Actor, dossier: Dossier, move: LadderMove, reason: str, revision: int | None = None) -> None:
    """A move that should not have been: it stays in the list, and counts no more."""
    actor.need(Right.RECORD_FACTS, dossier.municipality)
    checks = Checks()
    checks.that(reason.strip(), "reason", "Schrijf waarom deze stap vervalt.")
    checks.that(move.stands, "", "Deze stap is al verbeterd.")
    checks.refuse()
    with transaction.atomic():
        now = locked(dossier, revision)
        LadderMove.objects.create(
            dossier=now, ladder=move.ladder, rung=move.rung, on=move.on, reason=reason.strip(), corrects=move,
            void=True, author=actor.user,
        )  # fmt: skip
        _settle(actor, now, move.on, reason.strip())
        audit.record(actor.log, "ladder.ingetrokken", now, reason.strip(), trede=move.rung, op=str(move.on))


def _settle(actor: Actor, dossier: Dossier, on: date, reason: str) -> None:
    """The rung of today on the dossier, and the fact of the regime that says it."""
    standing = moves(dossier)
    dossier.rung = rung_on(standing, timezone.localdate())
    keep(dossier, ["rung"])
    rung = rung_on(standing, on)
    if rung is not None:
        _follow(actor, dossier, "trede", rung, on, reason)
    tasks.refresh(dossier)


def _follow(actor: Actor, dossier: Dossier, role: str, value: int | str, on: date, reason: str) -> None:
    regime = regime_of(dossier.municipality)
    fact = regime.vocabulary.facts.get(regime.roles.get(role, ""))
    if fact is None or fact.kind.name not in {"getal", "keuze"}:
        return
    if fact.kind.name == "keuze" and value not in {snake(item) for item in fact.kind.values}:
        return
    source = Source.OFFICIAL if fact.judgement else Source.ADMINISTRATION
    facts.record(actor, dossier, [facts.Given(fact.key, value, on, source=source, reason=reason)])


def _ladder(dossier: Dossier) -> Ladder:
    found = ladder_of(dossier)
    if found is None:
        raise Refused("De regels van deze gemeente kennen geen ladder.")
    return found


def _check_day(dossier: Dossier, on: date | None, field: str, checks: Checks) -> None:
    checks.that(on, field, "Vul een dag in.")
    checks.that(on is None or on <= timezone.localdate(), field, "Deze dag ligt in de toekomst.")
    checks.that(
        on is None or on >= dossier.reported_on, field,
        f"Deze dag ligt voor de melding op {show_date(dossier.reported_on)}.",
    )  # fmt: skip


# --- trajectories ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TrajectoryKind:
    """A kind of trajectory that the regime names: its key, its name, its goal and how long it usually lasts."""

    key: str
    name: str
    goal: str = ""
    lasts: str = ""

    def expected_end(self, start: date) -> date | None:
        """The last day of what it usually lasts, where the regime says how long; a proposal. Else None.

        >>> TrajectoryKind("kort", "Kort", lasts="ongeveer een half jaar").expected_end(date(2026, 3, 1))
        datetime.date(2026, 8, 31)
        >>> TrajectoryKind("lang", "Lang", lasts="meer dan een half jaar").expected_end(date(2026, 3, 1))
        """
        found = LASTS.search(self.lasts)
        if not found or any(word in self.lasts for word in OPEN_ENDED):
            return None
        if found[1] is None:
            return period_end(start, months=6)
        count = int(found[1])
        if found[2].startswith("we"):
            return period_end(start, weeks=count)
        return period_end(start, months=count * (12 if found[2] == "jaar" else 1))


def kinds(dossier: Dossier, on: date | None = None) -> list[TrajectoryKind]:
    """The kinds of trajectory: the values of the fact *trajectsoort*, told by the list of that name; else those of the
    catalogue; none where the regime has neither."""
    day = on or timezone.localdate()
    regime = regime_of(dossier.municipality)
    fact = regime.vocabulary.facts.get(regime.roles.get("trajectsoort", ""))
    if fact is not None and fact.kind.name == "keuze":
        told = _told(dossier, day, fact.label)
        return [told.get(snake(value), TrajectoryKind(snake(value), value)) for value in fact.kind.values]
    names = dict.fromkeys(name for item in catalogue_on(dossier.municipality, day) for name in item.trajectories)
    return [TrajectoryKind(snake(name), name) for name in sorted(names, key=str.casefold)]


def _told(dossier: Dossier, on: date, title: str) -> dict[str, TrajectoryKind]:
    lists = (norm for norm in law_of(dossier.municipality, on).norms if isinstance(norm, ListNorm))
    found: dict[str, TrajectoryKind] = {}
    for norm in lists:
        if norm.title.casefold() == title.casefold():
            for row in norm.rows:
                cells = dict(zip((heading.casefold() for heading in norm.header), row, strict=False))
                short = cells.get("afkorting") or cells.get("naam", "")
                name = f"{short}: {cells['naam']}" if cells.get("naam") and cells["naam"] != short else short
                lasts = cells.get("verwachte duur", cells.get("duur", ""))
                found[snake(short)] = TrajectoryKind(snake(short), name, cells.get("doel", ""), lasts)
    return found


def trajectories(dossier: Dossier) -> list[Trajectory]:
    """All trajectories, the running ones first, then the latest."""
    rows = Trajectory.objects.filter(dossier=dossier).select_related("author")
    return sorted(rows, key=lambda row: (row.ended_on is not None, -row.started_on.toordinal()))


def begin(
    actor: Actor, dossier: Dossier, *, kind: str, reason: str, started_on: date | None,
    expected_end: date | None = None,
) -> Trajectory:  # fmt: skip
    """Begin a trajectory of a kind that the regime names (any text where it names none). Refused while one runs."""
    actor.need(Right.RECORD_FACTS, dossier.municipality)
    named = {item.key: item.name for item in kinds(dossier)}
    checks = Checks()
    checks.that(dossier.status == Dossier.Status.OPEN, "", CLOSED)
    checks.that(kind.strip() and (not named or kind in named), "kind", "Kies een soort traject.")
    checks.that(len(kind) <= 80, "kind", "Dit is te lang: hoogstens 80 tekens.")
    checks.that(reason.strip(), "reason", "Schrijf waarom dit traject past.")
    checks.that(started_on, "started_on", "Vul de eerste dag in.")
    checks.that(
        started_on is None or started_on >= dossier.reported_on, "started_on",
        f"Een traject kan niet beginnen voor de melding op {show_date(dossier.reported_on)}.",
    )  # fmt: skip
    _check_end(started_on, expected_end, checks)
    running = Trajectory.objects.filter(dossier=dossier, ended_on__isnull=True).first()
    checks.that(running is None, "", "Er loopt al een traject. Beëindig dat eerst.")
    checks.refuse()
    with transaction.atomic():
        made = Trajectory.objects.create(
            dossier=dossier, kind=kind.strip(), reason=reason.strip(), started_on=started_on,
            expected_end=expected_end, author=actor.user,
        )  # fmt: skip
        _follow(actor, dossier, "trajectsoort", kind, started_on, reason.strip())
        tasks.refresh(dossier)
        audit.record(actor.log, "traject.begonnen", dossier, reason.strip(), soort=kind, vanaf=str(started_on))
    return made


def _check_end(started_on: date | None, end: date | None, checks: Checks) -> None:
    checks.that(
        end is None or started_on is None or end >= started_on, "expected_end", "Het einde ligt voor het begin."
    )  # fmt: skip


def reschedule(
    actor: Actor, trajectory: Trajectory, expected_end: date | None, reason: str, revision: int | None = None
) -> Trajectory:  # fmt: skip
    """Another expected end, with the reason in the log."""
    actor.need(Right.RECORD_FACTS, trajectory.dossier.municipality)
    checks = Checks()
    checks.that(trajectory.ended_on is None, "", "Dit traject is al geëindigd.")
    _check_end(trajectory.started_on, expected_end, checks)
    checks.that(reason.strip(), "reason", "Schrijf waarom het einde verschuift.")
    checks.refuse()
    with transaction.atomic():
        now = locked(trajectory, revision)
        before, now.expected_end = now.expected_end, expected_end
        keep(now, ["expected_end"])
        tasks.refresh(now.dossier)
        audit.record(
            actor.log, "traject.verschoven", now.dossier, reason.strip(), van=str(before), naar=str(expected_end)
        )  # fmt: skip
    return now


def end(
    actor: Actor, trajectory: Trajectory, on: date | None, reason: str, revision: int | None = None
) -> Trajectory:  # fmt: skip
    """End a trajectory: its last day, and why."""
    actor.need(Right.RECORD_FACTS, trajectory.dossier.municipality)
    checks = Checks()
    checks.that(trajectory.ended_on is None, "", "Dit traject is al geëindigd.")
    checks.that(on, "on", "Vul de laatste dag in.")
    checks.that(on is None or on >= trajectory.started_on, "on", "Het einde ligt voor het begin.")
    checks.that(on is None or on <= timezone.localdate(), "on", "Deze dag ligt in de toekomst: verschuif het einde.")
    checks.that(reason.strip(), "reason", "Schrijf waarom het traject eindigt.")
    checks.refuse()
    with transaction.atomic():
        now = locked(trajectory, revision)
        now.ended_on, now.end_reason = on, reason.strip()
        keep(now, ["ended_on", "end_reason"])
        tasks.refresh(now.dossier)
        audit.record(actor.log, "traject.beeindigd", now.dossier, reason.strip(), op=str(on))
    return now


def resume(actor: Actor, trajectory: Trajectory, revision: int | None = None) -> Trajectory:
    """Undo `end`. Refused while another runs."""
    actor.need(Right.RECORD_FACTS, trajectory.dossier.municipality)
    if trajectory.ended_on is None:
        raise Refused("Dit traject loopt nog.")
    if Trajectory.objects.filter(dossier=trajectory.dossier_id, ended_on__isnull=True).exists():
        raise Refused(Problem("", "Er loopt al een ander traject."))
    with transaction.atomic():
        now = locked(trajectory, revision)
        now.ended_on, now.end_reason = None, ""
        keep(now, ["ended_on", "end_reason"])
        tasks.refresh(now.dossier)
        audit.record(actor.log, "traject.hervat", now.dossier)
    return now

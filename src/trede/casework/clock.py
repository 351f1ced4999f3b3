"""The term for deciding on an application: by which rule, until when, where it stands still, what missing it costs.

The regime says the term (its fixed names *beslissen* and *beslissen op eigen termijn*); where it says none, eight weeks
hold (Awb 4:13). Computed each time from what was recorded; nothing of it is stored. A decision that nobody applied for
has no term.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from trede.casework.models import Application, DefaultNotice, TermExtension, TermSuspension
from trede.law import norms
from trede.law.citation import place_of
from trede.reason.deadlines import UNITS, holds
from trede.reason.outcome import Result
from trede.terms import (
    EIGHT_WEEKS,
    Deadline,
    Extension,
    Penalty,
    PenaltyBar,
    Period,
    Suspension,
    SuspensionGround,
    Term,
    completion_suspension,
    decision_deadline,
    foreign_information_suspension,
    penalty_due,
    penalty_start,
)

AWB = "Awb artikel 4:13, tweede lid"
Struck = TypeVar("Struck", TermExtension, DefaultNotice)
DECIDING = ("beslissen op eigen termijn", "beslissen")


@dataclass(frozen=True, slots=True)
class Rule:
    """The term for deciding: from which day, how long, whether an act sets it, its place in words and its citations.

    `own`: a regulation sets this term itself, so that a notice of delay only announces a later day (Awb 4:14, first
    paragraph); the term of eight weeks it does move (third paragraph).
    """

    start: date
    term: Term
    statutory: bool
    place: str
    norms: tuple[str, ...] = ()
    own: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """A suspension: its row, the days on which the term stands still (None: none), and whether it still goes on."""

    row: TermSuspension
    period: Period | None
    open: bool

    @property
    def ground(self) -> SuspensionGround:
        """Why the term stands still."""
        return SuspensionGround(self.row.ground)


@dataclass(frozen=True, slots=True)
class Claim:
    """A notice of default and the penalty that has fallen due on it, in cents, day by day."""

    row: DefaultNotice
    starts: date
    penalty: Penalty


@dataclass(frozen=True, slots=True)
class Clock:
    """The term of one application on a day. `deadline` counts a suspension that still goes on until `today`."""

    rule: Rule
    plain: Deadline
    deadline: Deadline
    stops: tuple[Stop, ...]
    extension: TermExtension | None
    claims: tuple[Claim, ...]
    ended: date | None
    today: date

    @property
    def stands_still(self) -> bool:
        """Is a suspension going on? Then the last day still moves."""
        return self.ended is None and any(stop.open for stop in self.stops)

    @property
    def late(self) -> int:
        """The days that the decision came, or is, too late; 0 when it is in time."""
        until = self.ended or self.today
        return 0 if self.stands_still else max((until - self.deadline.day).days, 0)

    @property
    def due_cents(self) -> int:
        """The penalty that has fallen due, in cents: of the first notice that started it."""
        return next((claim.penalty.total_cents for claim in self.claims if claim.penalty.ledger), 0)


def rule_of(result: Result, received: date) -> Rule:
    """The term for deciding about one assessed provision. One of its own goes before the usual one."""
    regime = result.program.law.regime
    for name in DECIDING:
        for duty in result.program.duties:
            if duty.action == regime.roles[name] and (found := _rule(duty, result, name)) is not None:
                return found
    return Rule(received, EIGHT_WEEKS, True, AWB)


def _rule(duty: norms.Duty, result: Result, name: str) -> Rule | None:
    """A duty to decide within a term of a day that is known; None while it is open whether it holds."""
    deadline = duty.deadline
    if deadline is None or deadline.relation != "binnen" or holds(duty.when, result) != "ja":
        return None
    if deadline.amount is None or deadline.unit not in UNITS or deadline.anchor is None:
        return None
    start = result.program.compiler.compile(deadline.anchor)(result.person)
    if not isinstance(start, date):
        return None
    regime = result.program.law.regime
    term = Term(deadline.amount, UNITS[deadline.unit])  # type: ignore[arg-type]
    by_law = regime.source(duty.source).rank == "wet"
    own = name == DECIDING[0] or not by_law
    return Rule(start, term, by_law, place_of(duty, regime), tuple(duty.citations), own)


def clock_of(
    application: Application, rule: Rule, suspensions: Iterable[TermSuspension], extensions: Iterable[TermExtension],
    notices: Iterable[DefaultNotice], made_known: date | None, today: date,
) -> Clock | None:  # fmt: skip
    """The clock of an application; None when nobody applied. `made_known` is the day of the decision on it.

    What was struck does not count, and a struck application has none.
    """
    if application.applicant == Application.Applicant.EX_OFFICIO or application.state == Application.State.STRUCK:
        return None
    ended = made_known or application.withdrawn_on
    stops = tuple(stop_of(row, today) for row in sorted(suspensions, key=lambda row: row.starts_on))
    lengthen = [Suspension(stop.period, stop.ground) for stop in stops if stop.period is not None]
    row = next(iter(sorted(standing(extensions), key=lambda row: row.notified_on)), None)
    later = None if row is None or rule.own else Extension(row.notified_on, row.new_deadline)
    plain = _deadline(rule, [], None)
    deadline = _deadline(rule, lengthen, later)
    came = sorted(standing(notices), key=lambda notice: notice.received_on)
    claims = tuple(_claim(notice, deadline, ended, today) for notice in came)
    return Clock(rule, plain, deadline, stops, row, claims, ended, today)


def standing(rows: Iterable[Struck]) -> list[Struck]:
    """Those that were not struck."""
    return [row for row in rows if row.struck_at is None]


def _deadline(rule: Rule, stops: list[Suspension], extension: Extension | None) -> Deadline:
    return decision_deadline(rule.start, rule.term, stops, extension, statutory=rule.statutory, basis=rule.place)


def stop_of(row: TermSuspension, today: date) -> Stop:
    """The days of a suspension. Waiting for a supplement ends with its term; another one that goes on, today."""
    ground = SuspensionGround(row.ground)
    if ground is SuspensionGround.AANVULLING and row.answer_by is not None:
        found = completion_suspension(row.notified_on, row.answer_by, row.ended_on)
        return Stop(row, found.period if found else None, row.ended_on is None and today <= row.answer_by)
    last = row.ended_on
    if ground is SuspensionGround.BUITENLAND:
        found = foreign_information_suspension(row.notified_on, last or max(today, row.notified_on) + timedelta(days=1))
        return Stop(row, found.period if found else None, last is None)
    end = last or max(today, row.starts_on)
    return Stop(row, Period(row.starts_on, end), last is None)


def _claim(row: DefaultNotice, deadline: Deadline, ended: date | None, today: date) -> Claim:
    barred = PenaltyBar(row.bar) if row.bar else None
    penalty = penalty_due(deadline.day, row.received_on, as_of=today, made_known=ended, barred=barred)
    return Claim(row, penalty_start(row.received_on), penalty)

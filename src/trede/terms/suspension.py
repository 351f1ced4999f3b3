"""The term for deciding on an application: its suspension and extension (Awb 4:13 to 4:15).

A suspension is a period with a ground. Each day of it that falls in the running term moves the
end one day; a day on which two suspensions hold counts once. Only then is the end shifted under
the Algemene termijnenwet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trede.terms.dates import ONE_DAY
from trede.terms.periods import Period, overlap, prolong
from trede.terms.term import Deadline, Term, add_term, finish_term
from trede.terms.wording import dutch_date

EIGHT_WEEKS = Term(8, "weeks")
"""The reasonable term of Awb 4:13, second paragraph, when no regulation sets another."""


class SuspensionGround(StrEnum):
    """Why a decision term stands still; the values are the Dutch words used in files and JSON."""

    AANVULLING = "aanvulling"
    """The applicant was invited to complete the application (4:15, first paragraph, under a)."""
    BUITENLAND = "buitenlandse_informatie"
    """Information was asked of a foreign authority (4:15, first paragraph, under b)."""
    INSTEMMING = "instemming"
    """The applicant agreed in writing to a delay (4:15, second paragraph, under a)."""
    AANVRAGER = "aanvrager"
    """The delay can be attributed to the applicant (4:15, second paragraph, under b)."""
    OVERMACHT = "overmacht"
    """Force majeure on the side of the authority (4:15, second paragraph, under c)."""

    @property
    def article(self) -> str:
        """The Dutch citation of the ground.

        >>> SuspensionGround.AANVULLING.article
        'Awb artikel 4:15, eerste lid, onder a'
        """
        return f"Awb artikel 4:15, {_PARAGRAPH[self]}"

    @property
    def end_must_be_told(self) -> bool:
        """Whether the applicant must be told when it ends (4:15, fourth paragraph)."""
        return self in _END_TOLD


_PARAGRAPH = {
    SuspensionGround.AANVULLING: "eerste lid, onder a",
    SuspensionGround.BUITENLAND: "eerste lid, onder b",
    SuspensionGround.INSTEMMING: "tweede lid, onder a",
    SuspensionGround.AANVRAGER: "tweede lid, onder b",
    SuspensionGround.OVERMACHT: "tweede lid, onder c",
}
_END_TOLD = frozenset({SuspensionGround.BUITENLAND, SuspensionGround.AANVRAGER, SuspensionGround.OVERMACHT})


@dataclass(frozen=True, slots=True)
class Suspension:
    """The days on which the term stands still, and on which ground; open while it still runs."""

    period: Period
    ground: SuspensionGround


@dataclass(frozen=True, slots=True)
class Extension:
    """A notice that the decision will come later (Awb 4:14, third paragraph).

    ``told_on`` is the day on which the applicant was told; ``by`` is the new last day, or the
    term that is added to the running one. ``statutory`` tells whether an act sets that term, so
    that the Algemene termijnenwet applies to it; under 4:14 the authority itself sets it.

    When a *regulation* sets the decision term, a notice under 4:14, first paragraph, only
    announces a later date: it does not move the deadline. Do not pass an ``Extension`` then,
    unless that regulation has an extension of its own (and name it in ``basis``).
    """

    told_on: date
    by: date | Term
    basis: str = "Awb artikel 4:14, derde lid"
    statutory: bool = False


def completion_suspension(invited: date, last_day: date, completed: date | None = None) -> Suspension | None:
    """Return the suspension for an invitation to complete the application (4:5 and 4:15).

    It runs from the day after ``invited`` through the day before ``completed``, or through
    ``last_day`` of the term given when that passes unused. ``None`` when no day is left.
    Without a term for completing there is no suspension (ABRvS 21 September 2016,
    ECLI:NL:RVS:2016:2527), so ``last_day`` is required. Raises ``ValueError`` (in Dutch) when
    ``last_day`` or ``completed`` is out of order.

    >>> completion_suspension(date(2026, 3, 2), date(2026, 3, 16), date(2026, 3, 10)).period.days
    7
    """
    if last_day <= invited:
        raise ValueError(
            f"De termijn voor aanvullen eindigt op {dutch_date(last_day)}; dat moet na de"
            f" uitnodiging van {dutch_date(invited)} zijn."
        )
    until = last_day + ONE_DAY if completed is None else min(completed, last_day + ONE_DAY)
    return _after_notice(invited, until, SuspensionGround.AANVULLING)


def foreign_information_suspension(told: date, received: date | None) -> Suspension | None:
    """Return the suspension for information asked of a foreign authority (4:15, 1 b).

    It runs from the day after the applicant was told through the day before it was received (or
    before further delay is no longer reasonable); open while ``received`` is ``None``.

    >>> foreign_information_suspension(date(2026, 3, 2), None).period
    Period(start=datetime.date(2026, 3, 3), end=None)
    """
    return _after_notice(told, received, SuspensionGround.BUITENLAND)


def _after_notice(told: date, until: date | None, ground: SuspensionGround) -> Suspension | None:
    """Suspend from the day after ``told`` until, and not including, ``until``."""
    start = told + ONE_DAY
    if until is None:
        return Suspension(Period(start), ground)
    if until < told:
        raise ValueError(
            f"Het einde van de opschorting op {dutch_date(until)} ligt vóór de mededeling van {dutch_date(told)}."
        )
    return Suspension(Period(start, until - ONE_DAY), ground) if until > start else None


def decision_deadline(
    received: date,
    term: Term = EIGHT_WEEKS,
    suspensions: Iterable[Suspension] = (),
    extension: Extension | None = None,
    *,
    statutory: bool = True,
    basis: str = "Awb artikel 4:13, tweede lid",
) -> Deadline:
    """Return the last day to decide on an application received on ``received``.

    ``term`` and ``basis`` are those of a special regulation where there is one; ``statutory``
    tells whether an act or order in council sets the term. Raises ``ValueError`` (in Dutch) when
    an open suspension falls in the term (there is no deadline yet), or when the extension was
    told too late or before receipt, or names a day that is not later.

    >>> decision_deadline(date(2026, 3, 20)).day
    datetime.date(2026, 5, 18)
    >>> fortnight = Period(date(2026, 4, 1), date(2026, 4, 14))
    >>> agreed = Suspension(fortnight, SuspensionGround.INSTEMMING)
    >>> decision_deadline(date(2026, 3, 20), suspensions=[agreed]).day
    datetime.date(2026, 5, 29)
    """
    stops = tuple(suspensions)
    deadline = _run(received, term, stops, statutory, basis)
    if extension is None:
        return deadline
    _check_told(extension.told_on, received, deadline)
    basis = f"{deadline.basis}; {extension.basis}"
    if isinstance(extension.by, Term):
        return _run(deadline.unshifted, extension.by, stops, extension.statutory, basis)
    if extension.by <= deadline.day:
        raise ValueError(
            f"De genoemde dag {dutch_date(extension.by)} is niet later dan het einde van de"
            f" termijn op {dutch_date(deadline.day)}."
        )
    later = tuple(stop for stop in stops if stop.period.start > extension.told_on)
    first = extension.told_on + ONE_DAY
    return _finish(Period(first, extension.by), term, later, statutory=False, basis=basis)


def _check_told(told: date, received: date, deadline: Deadline) -> None:
    if told < received:
        raise ValueError(
            f"De mededeling van {dutch_date(told)} ligt vóór de ontvangst van de aanvraag op {dutch_date(received)}."
        )
    if told > deadline.day:
        raise ValueError(
            f"De mededeling van {dutch_date(told)} komt na het einde van de termijn op"
            f" {dutch_date(deadline.day)}; verlengen kan dan niet meer."
        )


def _run(start: date, term: Term, stops: Sequence[Suspension], statutory: bool, basis: str) -> Deadline:
    """Run a term after ``start``, standing still on the days of ``stops``."""
    plain = Period(start + ONE_DAY, add_term(start, term))
    return _finish(plain, term, stops, statutory=statutory, basis=basis)


def _finish(plain: Period, term: Term, stops: Sequence[Suspension], *, statutory: bool, basis: str) -> Deadline:
    """Lengthen the plain term by its suspensions, then shift its end.

    The days that the Algemene termijnenwet adds belong to the term, so a suspension that begins
    on one of them lengthens it again.
    """
    tail = plain
    while True:
        last = _closed_end(prolong(tail, [stop.period for stop in stops]))
        cited = _cite(Period(plain.start, last), stops, basis)
        deadline = finish_term(plain.start, last, term, statutory=statutory, basis=cited)
        if deadline.day == last:
            return deadline
        tail = Period(last + ONE_DAY, deadline.day)
        if not any(overlap(tail, stop.period) for stop in stops):
            return deadline


def _closed_end(period: Period) -> date:
    if period.end is None:
        raise ValueError("De opschorting loopt nog; de beslistermijn heeft nog geen einddatum.")
    return period.end


def _cite(run: Period, stops: Sequence[Suspension], basis: str) -> str:
    """Add the article of each ground that held during the term."""
    held = {stop.ground for stop in stops if overlap(run, stop.period)}
    return "; ".join([basis, *(ground.article for ground in SuspensionGround if ground in held)])

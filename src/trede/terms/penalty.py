"""The penalty for deciding too late (*dwangsom bij niet tijdig beslissen*, Awb 4:17 and 4:18).

Money is in whole euro cents (``int``). The day of receipt of the notice of default decides which
amounts hold. The Algemene termijnenwet moves neither the start nor the 42 days.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice

from trede.terms.dates import ONE_DAY
from trede.terms.periods import Period
from trede.terms.term import Deadline, Term, end_of_term
from trede.terms.wording import dutch_date

MAX_DAYS = 42
"""The largest number of days over which the penalty is due (4:17, first paragraph)."""

_STEP_DAYS = 14
_WAIT = timedelta(weeks=2)


@dataclass(frozen=True, slots=True)
class PenaltyRate:
    """Amounts a day in cents: days 1-14, days 15-28 and days 29-42; from which notice date."""

    valid_from: date
    first_cents: int
    second_cents: int
    rest_cents: int
    source: str

    def cents_on(self, number: int) -> int:
        """Return the amount for the ``number``-th day, counted from 1.

        >>> [penalty_rate(date(2026, 1, 5)).cents_on(n) for n in (14, 15, 28, 29)]
        [2300, 3500, 3500, 4500]
        """
        if number <= _STEP_DAYS:
            return self.first_cents
        return self.second_cents if number <= 2 * _STEP_DAYS else self.rest_cents

    @property
    def max_cents(self) -> int:
        """The amount over all 42 days.

        >>> penalty_rate(date(2026, 1, 5)).max_cents
        144200
        """
        return sum(self.cents_on(number) for number in range(1, MAX_DAYS + 1))


PENALTY_RATES: tuple[PenaltyRate, ...] = (
    PenaltyRate(date(2019, 1, 1), 2300, 3500, 4500, "Awb 4:17, tweede lid; Stcrt. 2018, 65542"),
    PenaltyRate(date(2009, 10, 1), 2000, 3000, 4000, "Awb 4:17, tweede lid (tot 2019)"),
)
"""The amounts by date, newest first."""


class PenaltyBar(StrEnum):
    """Why no penalty is due at all (4:17, fifth paragraph; a person judges each of them)."""

    ONREDELIJK_LAAT = "onredelijk_laat_in_gebreke_gesteld"
    GEEN_BELANGHEBBENDE = "geen_belanghebbende"
    KENNELIJK = "kennelijk_niet_ontvankelijk_of_ongegrond"


_BARRED = {
    PenaltyBar.ONREDELIJK_LAAT: ("a", "de ingebrekestelling kwam onredelijk laat"),
    PenaltyBar.GEEN_BELANGHEBBENDE: ("b", "de aanvrager is geen belanghebbende"),
    PenaltyBar.KENNELIJK: ("c", "de aanvraag is kennelijk niet-ontvankelijk of ongegrond"),
}


@dataclass(frozen=True, slots=True)
class PenaltyDay:
    """One line of the ledger: the day, its number from 1, and the amount in cents."""

    day: date
    number: int
    cents: int


@dataclass(frozen=True, slots=True)
class Penalty:
    """The penalty day by day; ``reason`` says in Dutch why it is what it is."""

    ledger: tuple[PenaltyDay, ...]
    reason: str

    @property
    def total_cents(self) -> int:
        """The amount due, in cents."""
        return sum(line.cents for line in self.ledger)

    @property
    def complete(self) -> bool:
        """Whether all 42 days are used up."""
        return len(self.ledger) == MAX_DAYS


def penalty_rate(notice_received: date) -> PenaltyRate:
    """Return the amounts for a notice of default received on a day.

    Raises ``ValueError`` (in Dutch) before 1 October 2009, when the scheme began.

    >>> penalty_rate(date(2018, 12, 31)).max_cents
    126000
    """
    for rate in PENALTY_RATES:
        if notice_received >= rate.valid_from:
            return rate
    raise ValueError("De dwangsom bij niet tijdig beslissen bestaat sinds 1 oktober 2009.")


def penalty_start(notice_received: date) -> date:
    """Return the first day of the penalty: two weeks after the day after receipt (4:17, 3).

    >>> penalty_start(date(2026, 6, 1))
    datetime.date(2026, 6, 16)
    """
    return notice_received + ONE_DAY + _WAIT


def penalty_due(
    decision_due: date,
    notice_received: date,
    *,
    as_of: date,
    made_known: date | None = None,
    not_in_default: Iterable[Period] = (),
    barred: PenaltyBar | None = None,
) -> Penalty:
    """Return the penalty that has fallen due up to and including ``as_of``.

    ``decision_due`` is the deadline (``Deadline.day``); a notice received on or before it is
    premature and starts nothing. ``made_known`` is the day on which the decision was made known;
    that day no longer counts. ``not_in_default`` are days on which, by statute or judgement, the
    authority is not in default: they cost nothing and do not use up the 42 days. The Awb itself
    knows no such days: appeal does not suspend the penalty (4:17, fourth paragraph).
    Raises ``ValueError`` (in Dutch) for a notice before 1 October 2009.

    >>> penalty_due(date(2026, 5, 18), date(2026, 6, 1), as_of=date(2026, 6, 30)).total_cents
    35700
    """
    rate = penalty_rate(notice_received)
    none_due = _why_none(decision_due, notice_received, barred)
    if none_due:
        return Penalty((), none_due)
    start = penalty_start(notice_received)
    last = as_of if made_known is None else min(as_of, made_known - ONE_DAY)
    pauses = tuple(not_in_default)
    running = (start + timedelta(days=n) for n in range((last - start).days + 1))
    counted = (day for day in running if not any(day in pause for pause in pauses))
    ledger = tuple(
        PenaltyDay(day, number, rate.cents_on(number)) for number, day in enumerate(islice(counted, MAX_DAYS), start=1)
    )
    return Penalty(ledger, _reason(start, ledger))


def _why_none(decision_due: date, notice: date, barred: PenaltyBar | None) -> str:
    if barred is not None:
        letter, words = _BARRED[barred]
        return f"Geen dwangsom: {words} (Awb artikel 4:17, vijfde lid, onder {letter})."
    if notice <= decision_due:
        return (
            f"Geen dwangsom: de ingebrekestelling van {dutch_date(notice)} kwam vóór het einde"
            f" van de beslistermijn op {dutch_date(decision_due)} (Awb artikel 4:17, derde lid)."
        )
    return ""


def _reason(start: date, ledger: tuple[PenaltyDay, ...]) -> str:
    if not ledger:
        return f"Nog geen dwangsom: de eerste dag is {dutch_date(start)} (Awb artikel 4:17)."
    return (
        f"Dwangsom over {len(ledger)} van ten hoogste {MAX_DAYS} dagen, van"
        f" {dutch_date(ledger[0].day)} tot en met {dutch_date(ledger[-1].day)}"
        " (Awb artikel 4:17, eerste tot en met derde lid)."
    )


def penalty_decision_deadline(last_penalty_day: date) -> Deadline:
    """Return the last day to fix the penalty in a decision: two weeks after its last day (4:18).

    >>> penalty_decision_deadline(date(2026, 4, 21)).day
    datetime.date(2026, 5, 6)
    """
    return end_of_term(last_penalty_day, Term(2, "weeks"), basis="Awb artikel 4:18")


def split_equally(total_cents: int, applicants: int) -> tuple[int, ...]:
    """Divide a penalty over several applicants (4:17, sixth paragraph), to the cent.

    The parts differ by at most one cent and add up to the total; the first ones get the cents
    that are left. Raises ``ValueError`` (in Dutch) for fewer than one applicant or a negative
    amount.

    >>> split_equally(144200, 3)
    (48067, 48067, 48066)
    """
    if applicants < 1 or total_cents < 0:
        raise ValueError("Verdelen kan alleen over ten minste één aanvrager, en nooit onder nul.")
    share, left = divmod(total_cents, applicants)
    return tuple(share + (index < left) for index in range(applicants))

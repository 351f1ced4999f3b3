"""Terms and deadlines under the Algemene termijnenwet (articles 1, 2 and 4).

The day of the event never counts: a term of n weeks or months after day D ends at the end of the
day D + n. Then, for a term set in an act or an order in council:

* article 1: an end on a Saturday, Sunday or holiday moves to the next working day, except when
  the term is counted backwards;
* article 2: a term of at least three days is lengthened until it has two working days;
* article 4, under a: neither holds for terms in more than 90 days, twelve weeks or three months,
  or in years. Terms in hours are exempt too; they cannot be expressed as a :class:`Term`.

A term that only a municipal ordinance or policy rule sets does not fall under the act by itself
(articles 1 and 5): pass ``statutory=False`` unless that regulation says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from trede.terms.dates import ONE_DAY, add_months, add_years
from trede.terms.holidays import (
    EQUATED_NAME,
    add_working_days,
    equated_days_known,
    holidays,
    next_working_day,
)
from trede.terms.wording import dutch_date

Unit = Literal["days", "weeks", "months", "years", "working_days"]

_DUTCH_UNIT: dict[Unit, tuple[str, str]] = {
    "days": ("dag", "dagen"),
    "weeks": ("week", "weken"),
    "months": ("maand", "maanden"),
    "years": ("jaar", "jaar"),
    "working_days": ("werkdag", "werkdagen"),
}
# Article 4, under a: the largest amount to which the act still applies, and how it says so.
_LIMIT: dict[Unit, tuple[int, str]] = {
    "days": (90, "meer dan 90 dagen"),
    "working_days": (90, "meer dan 90 dagen"),
    "weeks": (12, "meer dan twaalf weken"),
    "months": (3, "meer dan drie maanden"),
    "years": (0, "een of meer jaren"),
}
_ATW = "Algemene termijnenwet artikel"


@dataclass(frozen=True, slots=True)
class Term:
    """A length of time as a regulation states it; ``str()`` gives the Dutch words.

    Raises ``ValueError`` (in Dutch) for an amount under 1 or an unknown unit.

    >>> str(Term(8, "weeks")), str(Term(1, "days"))
    ('8 weken', '1 dag')
    """

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        """Refuse an unknown unit and an amount under 1."""
        if self.unit not in _DUTCH_UNIT:
            raise ValueError(f"Onbekende eenheid voor een termijn: '{self.unit}'.")
        if self.amount < 1:
            raise ValueError(f"Een termijn duurt ten minste 1; opgegeven is {self.amount}.")

    def __str__(self) -> str:
        """Write the term in Dutch, as a letter would."""
        return f"{self.amount} {_DUTCH_UNIT[self.unit][self.amount != 1]}"


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a term, with why it is that day.

    ``day`` is the last day on which the act is in time; ``unshifted`` is the day before the
    Algemene termijnenwet was applied; ``shifted_because`` is a Dutch sentence, empty when the two
    are equal; ``basis`` cites the articles in Dutch; ``unconfirmed`` is a Dutch sentence when the
    calendar used is not complete yet, else empty.
    """

    day: date
    unshifted: date
    shifted_because: str
    basis: str
    unconfirmed: str = ""


def add_term(day: date, term: Term, sign: Literal[1, -1] = 1) -> date:
    """Return the day a term after ``day`` (before it with ``sign`` -1), without any shifting.

    >>> add_term(date(2026, 1, 31), Term(1, "months"))
    datetime.date(2026, 2, 28)
    """
    amount = sign * term.amount
    if term.unit == "days":
        return day + timedelta(days=amount)
    if term.unit == "weeks":
        return day + timedelta(weeks=amount)
    if term.unit == "months":
        return add_months(day, amount)
    if term.unit == "years":
        return add_years(day, amount)
    return add_working_days(day, amount)


def end_of_term(start: date, term: Term, *, statutory: bool = True, basis: str = "") -> Deadline:
    """Return the deadline of a term that runs after the event on ``start``.

    ``statutory`` tells whether an act or order in council sets the term; ``basis`` is the Dutch
    citation of the article that does. Raises ``ValueError`` (in Dutch) for years before 2014 when
    the holiday calendar is needed.

    >>> end_of_term(date(2026, 3, 20), Term(8, "weeks")).day
    datetime.date(2026, 5, 18)
    >>> end_of_term(date(2026, 3, 20), Term(13, "weeks")).day
    datetime.date(2026, 6, 19)
    """
    return finish_term(start + ONE_DAY, add_term(start, term), term, statutory=statutory, basis=basis)


def finish_term(first: date, last: date, term: Term, *, statutory: bool, basis: str) -> Deadline:
    """Apply articles 1, 2 and 4 to a term that runs from ``first`` through ``last``.

    For callers that have computed the unshifted last day themselves, such as a suspended term.

    >>> first, last, term = date(2026, 5, 1), date(2026, 5, 5), Term(5, "days")
    >>> finish_term(first, last, term, statutory=True, basis="").day
    datetime.date(2026, 5, 6)
    """
    exempt = _exempt(term, statutory)
    if exempt:
        warning = _unconfirmed(last) if term.unit == "working_days" else ""
        return Deadline(last, last, "", _join(basis, exempt), warning)
    day = next_working_day(last)
    because = "" if day == last else f"{dutch_date(last)} is {_why_closed(last)}"
    basis = _join(basis, f"{_ATW} 1, eerste lid")
    second = add_working_days(first - ONE_DAY, 2)
    if _at_least_three_days(term) and second > day:
        day = second
        because = "Zonder verlenging bevat de termijn geen twee werkdagen"
        basis = _join(basis, f"{_ATW} 2")
    if because:
        because = f"{because[0].upper()}{because[1:]}; de termijn loopt tot en met {dutch_date(day)}."
    return Deadline(day, last, because, basis, _unconfirmed(day))


def latest_day_before(day: date, term: Term, *, statutory: bool = True, basis: str = "") -> Deadline:
    """Return the last day on which something can be done "at least ``term`` before ``day``".

    ``day`` itself does not count, the returned day does. The result never moves to a *later* day
    (article 1, second paragraph). Article 2 does hold: a statutory term of at least three days
    that has fewer than two working days begins earlier.

    >>> latest_day_before(date(2026, 5, 20), Term(5, "working_days")).day
    datetime.date(2026, 5, 11)
    """
    unshifted = add_term(day, term, -1)
    exempt = _exempt(term, statutory)
    if exempt:
        warning = _unconfirmed(day) if term.unit == "working_days" else ""
        return Deadline(unshifted, unshifted, "", _join(basis, exempt), warning)
    basis = _join(basis, f"{_ATW} 1, tweede lid (terugrekening)")
    second = add_working_days(day, -2)
    if not _at_least_three_days(term) or second >= unshifted:
        return Deadline(unshifted, unshifted, "", basis, _unconfirmed(day))
    because = f"Zonder verlenging bevat de termijn geen twee werkdagen; de uiterste dag is daarom {dutch_date(second)}."
    return Deadline(second, unshifted, because, _join(basis, f"{_ATW} 2"), _unconfirmed(day))


def _exempt(term: Term, statutory: bool) -> str:
    """Return why the act does not apply to a term, in Dutch, or an empty text when it does."""
    if not statutory:
        return f"{_ATW} 1 en 5: geldt niet, de termijn staat niet in een wet of AMvB"
    limit, words = _LIMIT[term.unit]
    return f"{_ATW} 4, onder a: geldt niet bij {words}" if term.amount > limit else ""


def _at_least_three_days(term: Term) -> bool:
    return term.amount >= 3 or term.unit not in ("days", "working_days")


def _why_closed(day: date) -> str:
    """Say in Dutch why a day that is not a working day is closed."""
    name = holidays(day.year).get(day, "een dag in het weekend")
    return f"een {name}" if name == EQUATED_NAME else name


def _unconfirmed(day: date) -> str:
    """Warn in Dutch when the calendar was used for a year whose equated days are unknown."""
    if equated_days_known(day.year):
        return ""
    return f"De met een feestdag gelijkgestelde dagen van {day.year} zijn nog niet bekend; controleer deze datum."


def _join(*parts: str) -> str:
    return "; ".join(part for part in parts if part)

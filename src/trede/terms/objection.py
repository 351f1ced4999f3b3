"""The term for objecting to a decision (Awb 6:7 to 6:9)."""

from __future__ import annotations

from datetime import date

from trede.terms.term import Deadline, Term, end_of_term

SIX_WEEKS = Term(6, "weeks")
"""The term for an objection (Awb 6:7)."""

_POST = Term(1, "weeks")


def objection_deadline(made_known: date) -> Deadline:
    """Return the last day to object to a decision made known on ``made_known``.

    The six weeks of 6:7 begin on the day after the decision was made known as prescribed (6:8,
    first paragraph; 3:41): the day of sending, not the date on the decision.

    >>> objection_deadline(date(2026, 11, 13)).day
    datetime.date(2026, 12, 28)
    """
    return end_of_term(made_known, SIX_WEEKS, basis="Awb artikel 6:7 en 6:8, eerste lid")


def postal_deadline(made_known: date) -> Deadline:
    """Return the last day on which an objection posted in time may arrive (6:9, 2nd paragraph).

    >>> postal_deadline(date(2026, 11, 13)).day
    datetime.date(2027, 1, 4)
    """
    return end_of_term(objection_deadline(made_known).day, _POST, basis="Awb artikel 6:9, tweede lid")


def objection_in_time(made_known: date, received: date, posted: date | None = None) -> bool:
    """Tell whether an objection was filed in time (Awb 6:9).

    It is when received before the end of the term, or when posted before that end and received
    at most a week later. An objection before the term begins is not late (6:10 governs it).
    Whether lateness is excusable (6:11) is for a person to judge.
    Raises ``ValueError`` (in Dutch) when it was received before it was posted.

    >>> objection_in_time(date(2026, 11, 13), date(2026, 12, 30), posted=date(2026, 12, 28))
    True
    """
    if posted is not None and received < posted:
        raise ValueError("Het bezwaarschrift kan niet zijn ontvangen voordat het is gepost.")
    end = objection_deadline(made_known).day
    if received <= end:
        return True
    return posted is not None and posted <= end and received <= postal_deadline(made_known).day

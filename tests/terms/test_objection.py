"""The objection term: six weeks, post, and what is in time (Awb 6:7 to 6:9)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trede.terms import objection_deadline, objection_in_time, postal_deadline

SENT = date(2026, 11, 13)  # ends on 25 December, so on Monday 28 December 2026


def test_golden_date() -> None:
    deadline = objection_deadline(SENT)
    assert deadline.unshifted == date(2026, 12, 25)
    assert deadline.day == date(2026, 12, 28)
    assert deadline.basis == "Awb artikel 6:7 en 6:8, eerste lid; Algemene termijnenwet artikel 1, eerste lid"


def test_forty_two_days_when_nothing_shifts() -> None:
    assert objection_deadline(date(2026, 6, 1)).day == date(2026, 7, 13)


@pytest.mark.parametrize(
    ("received", "posted", "in_time"),
    [
        (date(2026, 12, 27), None, True),
        (date(2026, 12, 28), None, True),
        (date(2026, 12, 29), None, False),
        (date(2026, 12, 29), date(2026, 12, 28), True),
        (date(2026, 12, 30), date(2026, 12, 29), False),
        (date(2027, 1, 4), date(2026, 12, 28), True),
        (date(2027, 1, 5), date(2026, 12, 28), False),
        (date(2026, 11, 12), None, True),
    ],
)
def test_in_time_at_each_boundary(received: date, posted: date | None, in_time: bool) -> None:
    assert objection_in_time(SENT, received, posted) is in_time


def test_a_letter_is_not_received_before_it_is_posted() -> None:
    assert objection_in_time(SENT, date(2026, 12, 1), date(2026, 12, 1))
    with pytest.raises(ValueError, match="niet zijn ontvangen voordat het is gepost"):
        objection_in_time(SENT, date(2026, 12, 1), date(2026, 12, 2))


@given(st.dates(date(2015, 1, 1), date(2028, 6, 30)))
def test_the_post_gets_at_least_a_week(made_known: date) -> None:
    assert (postal_deadline(made_known).day - objection_deadline(made_known).day).days >= 7
    assert (objection_deadline(made_known).day - made_known).days >= 42

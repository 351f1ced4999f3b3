"""The penalty for deciding too late, day by day (Awb 4:17 and 4:18)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trede.terms import (
    MAX_DAYS,
    PENALTY_RATES,
    Penalty,
    PenaltyBar,
    Period,
    penalty_decision_deadline,
    penalty_due,
    penalty_rate,
    penalty_start,
    split_equally,
)

DUE = date(2026, 5, 18)
NOTICE = date(2026, 6, 1)
START = date(2026, 6, 16)


def after(number_of_days: int) -> Penalty:
    """The penalty at the end of its n-th day."""
    return penalty_due(DUE, NOTICE, as_of=START + timedelta(days=number_of_days - 1))


def test_it_starts_two_weeks_after_the_day_after_the_notice() -> None:
    assert penalty_start(NOTICE) == START
    assert after(0).ledger == ()
    assert after(0).reason == "Nog geen dwangsom: de eerste dag is dinsdag 16 juni 2026 (Awb artikel 4:17)."
    assert [line.day for line in after(1).ledger] == [START]


@pytest.mark.parametrize(
    ("number", "total"),
    [
        (-20, 0),
        (0, 0),
        (1, 2300),
        (14, 14 * 2300),
        (15, 14 * 2300 + 3500),
        (28, 14 * 2300 + 14 * 3500),
        (29, 14 * (2300 + 3500) + 4500),
        (41, 144200 - 4500),
        (42, 144200),
        (43, 144200),
        (400, 144200),
    ],
)
def test_the_amount_at_each_boundary(number: int, total: int) -> None:
    assert after(number).total_cents == total
    assert after(number).complete is (number >= 42)


def test_the_ledger_has_a_line_for_each_day() -> None:
    lines = after(42).ledger
    assert [line.number for line in lines] == list(range(1, 43))
    assert [line.day for line in lines] == [START + timedelta(days=n) for n in range(42)]
    assert [line.cents for line in lines] == [2300] * 14 + [3500] * 14 + [4500] * 14
    assert after(42).reason == (
        "Dwangsom over 42 van ten hoogste 42 dagen, van dinsdag 16 juni 2026 tot en met maandag 27 juli 2026"
        " (Awb artikel 4:17, eerste tot en met derde lid)."
    )


@pytest.mark.parametrize(
    ("notice", "maximum"),
    [
        (date(2009, 10, 1), 126000),
        (date(2018, 12, 31), 126000),
        (date(2019, 1, 1), 144200),
        (date(2026, 1, 1), 144200),
    ],
)
def test_the_day_of_the_notice_decides_the_amounts(notice: date, maximum: int) -> None:
    assert penalty_rate(notice).max_cents == maximum
    due = penalty_due(notice - timedelta(days=1), notice, as_of=notice + timedelta(days=365))
    assert due.total_cents == maximum


def test_the_maxima_follow_from_the_amounts() -> None:
    for rate in PENALTY_RATES:
        assert rate.max_cents == 14 * (rate.first_cents + rate.second_cents + rate.rest_cents)


def test_before_october_2009_there_was_no_penalty() -> None:
    with pytest.raises(ValueError, match="bestaat sinds 1 oktober 2009"):
        penalty_rate(date(2009, 9, 30))


def test_the_algemene_termijnenwet_does_not_shift_it() -> None:
    """Two weeks after the day after 18 December 2026 is Saturday 2 January 2027."""
    assert penalty_start(date(2026, 12, 18)) == date(2027, 1, 2)
    due = penalty_due(DUE, date(2026, 12, 18), as_of=date(2027, 1, 3))
    assert [line.day for line in due.ledger] == [date(2027, 1, 2), date(2027, 1, 3)]


@pytest.mark.parametrize(
    ("made_known", "days"),
    [
        (START - timedelta(days=5), 0),
        (START, 0),
        (START + timedelta(days=1), 1),
        (START + timedelta(days=41), 41),
        (START + timedelta(days=42), 42),
        (START + timedelta(days=43), 42),
    ],
)
def test_the_day_the_decision_is_made_known_no_longer_counts(made_known: date, days: int) -> None:
    due = penalty_due(DUE, NOTICE, as_of=date(2027, 1, 1), made_known=made_known)
    assert len(due.ledger) == days


def test_a_decision_after_the_day_asked_about_changes_nothing() -> None:
    day = START + timedelta(days=3)
    assert penalty_due(DUE, NOTICE, as_of=day, made_known=date(2026, 9, 1)) == penalty_due(DUE, NOTICE, as_of=day)


@pytest.mark.parametrize(
    ("notice", "premature"),
    [(DUE - timedelta(days=1), True), (DUE, True), (DUE + timedelta(days=1), False)],
)
def test_a_notice_before_the_end_of_the_term_starts_nothing(notice: date, premature: bool) -> None:
    due = penalty_due(DUE, notice, as_of=date(2027, 1, 1))
    assert (due.total_cents == 0) is premature
    assert ("kwam vóór het einde van de beslistermijn op maandag 18 mei 2026" in due.reason) is premature


@pytest.mark.parametrize(
    ("bar", "letter", "words"),
    [
        (PenaltyBar.ONREDELIJK_LAAT, "a", "onredelijk laat"),
        (PenaltyBar.GEEN_BELANGHEBBENDE, "b", "geen belanghebbende"),
        (PenaltyBar.KENNELIJK, "c", "kennelijk niet-ontvankelijk of ongegrond"),
    ],
)
def test_a_bar_means_no_penalty_and_says_why(bar: PenaltyBar, letter: str, words: str) -> None:
    due = penalty_due(DUE, NOTICE, as_of=date(2027, 1, 1), barred=bar)
    assert due.total_cents == 0
    assert words in due.reason
    assert due.reason.endswith(f"(Awb artikel 4:17, vijfde lid, onder {letter}).")


def test_days_not_in_default_cost_nothing_and_use_up_nothing() -> None:
    pause = Period(START + timedelta(days=2), START + timedelta(days=6))
    due = penalty_due(DUE, NOTICE, as_of=date(2027, 1, 1), not_in_default=[pause])
    assert due.total_cents == 144200
    assert all(line.day not in pause for line in due.ledger)
    assert due.ledger[-1].day == START + timedelta(days=46)
    assert penalty_due(DUE, NOTICE, as_of=date(2027, 1, 1), not_in_default=[Period(START)]).ledger == ()


def test_the_decision_on_the_penalty_follows_within_two_weeks() -> None:
    deadline = penalty_decision_deadline(date(2026, 7, 27))
    assert deadline.day == date(2026, 8, 10)
    assert deadline.basis.startswith("Awb artikel 4:18; ")


@given(st.dates(date(2019, 1, 1), date(2030, 1, 1)), st.integers(0, 80))
def test_a_day_more_is_an_amount_more_up_to_the_maximum(notice: date, n: int) -> None:
    due = notice - timedelta(days=1)
    today = penalty_start(notice) + timedelta(days=n)
    one, two = (penalty_due(due, notice, as_of=today + timedelta(days=k)).total_cents for k in (0, 1))
    assert 0 <= two - one <= 4500
    assert (one == two) == (n + 1 >= MAX_DAYS)


@given(st.integers(0, 10_000_000), st.integers(1, 50))
def test_equal_parts_lose_no_cent(total: int, applicants: int) -> None:
    parts = split_equally(total, applicants)
    assert sum(parts) == total
    assert len(parts) == applicants
    assert max(parts) - min(parts) <= 1


@pytest.mark.parametrize(("total", "applicants"), [(100, 0), (-1, 1)])
def test_nonsense_is_not_divided(total: int, applicants: int) -> None:
    with pytest.raises(ValueError, match="ten minste één aanvrager"):
        split_equally(total, applicants)

"""Deadlines under the Algemene termijnenwet: the golden dates, each exception one below and one above."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trede.terms import (
    Term,
    Unit,
    add_term,
    end_of_term,
    finish_term,
    is_working_day,
    latest_day_before,
)

days = st.dates(date(2015, 1, 1), date(2027, 12, 31))
units: list[Unit] = ["days", "weeks", "months", "years", "working_days"]
terms = st.builds(Term, st.integers(1, 120), st.sampled_from(units)).filter(
    lambda term: term.unit != "years" or term.amount < 20
)


@pytest.mark.parametrize(
    ("start", "weeks", "unshifted", "day", "why"),
    [
        (date(2026, 3, 20), 8, date(2026, 5, 15), date(2026, 5, 18), "een met een feestdag gelijkgestelde dag"),
        (date(2026, 3, 31), 5, date(2026, 5, 5), date(2026, 5, 6), "Bevrijdingsdag"),
        (date(2026, 2, 6), 8, date(2026, 4, 3), date(2026, 4, 7), "Goede Vrijdag"),
        (date(2026, 11, 13), 6, date(2026, 12, 25), date(2026, 12, 28), "eerste Kerstdag"),
        (date(2026, 6, 6), 1, date(2026, 6, 13), date(2026, 6, 15), "een dag in het weekend"),
    ],
)
def test_golden_dates(start: date, weeks: int, unshifted: date, day: date, why: str) -> None:
    deadline = end_of_term(start, Term(weeks, "weeks"), basis="Awb artikel 4:13")
    assert (deadline.unshifted, deadline.day) == (unshifted, day)
    assert f" is {why}; de termijn loopt tot en met " in deadline.shifted_because
    assert deadline.basis == "Awb artikel 4:13; Algemene termijnenwet artikel 1, eerste lid"
    assert deadline.unconfirmed == ""


def test_the_reason_is_a_whole_dutch_sentence() -> None:
    assert end_of_term(date(2026, 3, 20), Term(8, "weeks")).shifted_because == (
        "Vrijdag 15 mei 2026 is een met een feestdag gelijkgestelde dag;"
        " de termijn loopt tot en met maandag 18 mei 2026."
    )


def test_a_term_that_ends_on_a_working_day_stays() -> None:
    deadline = end_of_term(date(2026, 6, 1), Term(6, "weeks"))
    assert deadline.day == deadline.unshifted == date(2026, 7, 13)
    assert deadline.shifted_because == ""
    assert deadline.basis == "Algemene termijnenwet artikel 1, eerste lid"


@pytest.mark.parametrize(
    ("amount", "unit", "applies"),
    [
        (90, "days", True),
        (91, "days", False),
        (12, "weeks", True),
        (13, "weeks", False),
        (3, "months", True),
        (4, "months", False),
        (1, "years", False),
    ],
)
def test_article_4_one_below_and_one_above(amount: int, unit: Unit, applies: bool) -> None:
    """Each term is made to end on Sunday 14 June 2026."""
    term = Term(amount, unit)
    start = add_term(date(2026, 6, 14), term, -1)
    deadline = end_of_term(start, term)
    assert deadline.unshifted == date(2026, 6, 14)
    assert deadline.day == date(2026, 6, 15 if applies else 14)
    assert ("artikel 4, onder a" in deadline.basis) is not applies
    assert bool(deadline.shifted_because) is applies


def test_thirteen_weeks_are_not_shifted() -> None:
    deadline = end_of_term(date(2026, 2, 2), Term(13, "weeks"))
    assert deadline.day == date(2026, 5, 4)
    deadline = end_of_term(date(2026, 2, 3), Term(13, "weeks"))
    assert deadline.day == date(2026, 5, 5)
    assert deadline.basis == "Algemene termijnenwet artikel 4, onder a: geldt niet bij meer dan twaalf weken"


def test_a_term_of_an_ordinance_is_not_shifted() -> None:
    deadline = end_of_term(date(2026, 3, 20), Term(8, "weeks"), statutory=False, basis="Verordening artikel 18")
    assert deadline.day == date(2026, 5, 15)
    assert deadline.basis.startswith("Verordening artikel 18; Algemene termijnenwet artikel 1 en 5: geldt niet")


@pytest.mark.parametrize(
    ("start", "amount", "unit", "day"),
    [
        (date(2025, 12, 24), 3, "days", date(2025, 12, 30)),  # Thu, Fri, Sat closed: Monday and Tuesday
        (date(2025, 12, 24), 2, "days", date(2025, 12, 29)),  # under three days: article 1 only
        (date(2025, 12, 23), 3, "days", date(2025, 12, 29)),  # Wednesday and Monday: article 1 is enough
        (date(2025, 12, 24), 5, "days", date(2025, 12, 30)),  # ends on Monday, the first working day
        (date(2025, 12, 24), 6, "days", date(2025, 12, 30)),  # ends on Tuesday, the second
        (date(2025, 12, 24), 1, "working_days", date(2025, 12, 29)),
        (date(2025, 12, 24), 3, "working_days", date(2025, 12, 31)),
        (date(2026, 6, 3), 3, "days", date(2026, 6, 8)),  # Thursday and Friday
        (date(2026, 6, 4), 3, "days", date(2026, 6, 8)),  # Friday, and Monday by article 1
    ],
)
def test_article_2_demands_two_working_days(start: date, amount: int, unit: Unit, day: date) -> None:
    assert end_of_term(start, Term(amount, unit)).day == day


def test_article_2_says_so() -> None:
    deadline = end_of_term(date(2025, 12, 24), Term(3, "days"))
    assert deadline.shifted_because == (
        "Zonder verlenging bevat de termijn geen twee werkdagen; de termijn loopt tot en met dinsdag 30 december 2025."
    )
    assert deadline.basis.endswith("artikel 1, eerste lid; Algemene termijnenwet artikel 2")


@pytest.mark.parametrize(
    ("start", "amount", "unit", "expected"),
    [
        (date(2026, 1, 31), 1, "months", date(2026, 2, 28)),
        (date(2024, 2, 29), 1, "years", date(2025, 2, 28)),
        (date(2026, 1, 1), 10, "days", date(2026, 1, 11)),
        (date(2026, 1, 1), 2, "weeks", date(2026, 1, 15)),
        (date(2026, 1, 1), 1, "working_days", date(2026, 1, 5)),
    ],
)
def test_a_term_ends_on_day_d_plus_n(start: date, amount: int, unit: Unit, expected: date) -> None:
    assert add_term(start, Term(amount, unit)) == expected


def test_at_least_five_working_days_before_a_meeting() -> None:
    deadline = latest_day_before(date(2026, 5, 20), Term(5, "working_days"), statutory=False, basis="Handboek B4")
    assert deadline.day == deadline.unshifted == date(2026, 5, 11)
    assert deadline.shifted_because == ""
    assert deadline.basis.startswith("Handboek B4; ")


def test_a_term_counted_backwards_is_never_moved_by_article_1() -> None:
    deadline = latest_day_before(date(2026, 6, 21), Term(4, "weeks"))
    assert deadline.day == date(2026, 5, 24)  # Whit Sunday
    assert deadline.basis == "Algemene termijnenwet artikel 1, tweede lid (terugrekening)"


@pytest.mark.parametrize(
    ("event", "amount", "day"),
    [
        (date(2026, 4, 7), 4, date(2026, 4, 1)),  # Good Friday to Easter Monday: no working day at all
        (date(2026, 4, 7), 5, date(2026, 4, 1)),  # one working day
        (date(2026, 4, 7), 6, date(2026, 4, 1)),  # two: nothing to add
        (date(2026, 4, 7), 7, date(2026, 3, 31)),
        (date(2026, 4, 7), 2, date(2026, 4, 5)),  # under three days
    ],
)
def test_article_2_also_holds_backwards(event: date, amount: int, day: date) -> None:
    deadline = latest_day_before(event, Term(amount, "days"))
    assert deadline.day == day
    assert ("artikel 2" in deadline.basis) == (deadline.day != deadline.unshifted)
    assert bool(deadline.shifted_because) == (deadline.day != deadline.unshifted)


def test_a_long_term_backwards_is_exempt_altogether() -> None:
    deadline = latest_day_before(date(2027, 1, 3), Term(1, "years"))
    assert deadline.day == date(2026, 1, 3)
    assert deadline.basis.endswith("een of meer jaren")


def test_a_calendar_that_is_not_complete_is_reported() -> None:
    warning = "gelijkgestelde dagen van 2029 zijn nog niet bekend"
    assert end_of_term(date(2028, 12, 1), Term(4, "weeks")).unconfirmed == ""
    assert warning in end_of_term(date(2028, 12, 1), Term(5, "weeks")).unconfirmed
    assert warning in latest_day_before(date(2029, 1, 5), Term(2, "weeks")).unconfirmed
    working = Term(3, "working_days")
    assert warning in end_of_term(date(2029, 3, 1), working, statutory=False).unconfirmed
    assert warning in latest_day_before(date(2029, 3, 1), working, statutory=False).unconfirmed
    # No calendar used, nothing to report.
    assert end_of_term(date(2029, 1, 1), Term(1, "years")).unconfirmed == ""
    assert latest_day_before(date(2029, 1, 1), Term(1, "years")).unconfirmed == ""


@pytest.mark.parametrize("amount", [0, -1])
def test_a_term_is_at_least_one(amount: int) -> None:
    with pytest.raises(ValueError, match=f"ten minste 1; opgegeven is {amount}"):
        Term(amount, "days")


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(ValueError, match="Onbekende eenheid voor een termijn: 'hours'"):
        Term(3, "hours")  # type: ignore[arg-type]


def test_terms_in_dutch_words() -> None:
    one = [str(Term(1, unit)) for unit in units]
    two = [str(Term(2, unit)) for unit in units]
    assert one == ["1 dag", "1 week", "1 maand", "1 jaar", "1 werkdag"]
    assert two == ["2 dagen", "2 weken", "2 maanden", "2 jaar", "2 werkdagen"]


@given(days, terms)
def test_the_act_only_ever_lengthens_and_ends_on_a_working_day(start: date, term: Term) -> None:
    deadline = end_of_term(start, term)
    assert deadline.day >= deadline.unshifted == add_term(start, term)
    assert bool(deadline.shifted_because) == (deadline.day != deadline.unshifted)
    if "artikel 4" not in deadline.basis:
        assert is_working_day(deadline.day)
        inside = [start + timedelta(days=n) for n in range(1, (deadline.day - start).days + 1)]
        if (add_term(start, term) - start).days >= 3 and term.amount >= 3:
            assert sum(map(is_working_day, inside)) >= 2


@given(days, days, terms)
def test_a_later_start_never_gives_an_earlier_deadline(one: date, other: date, term: Term) -> None:
    early, late = sorted((one, other))
    assert end_of_term(early, term).day <= end_of_term(late, term).day


@given(days, terms)
def test_backwards_never_moves_later(day: date, term: Term) -> None:
    event = day + timedelta(days=50_000) if term.unit == "years" else day + timedelta(days=4000)
    deadline = latest_day_before(event, term)
    assert deadline.day <= deadline.unshifted < event


def test_finish_term_takes_an_end_that_is_already_known() -> None:
    deadline = finish_term(
        date(2026, 5, 1), date(2026, 5, 15), Term(8, "weeks"), statutory=True, basis="Awb artikel 4:13"
    )
    assert deadline.day == date(2026, 5, 18)

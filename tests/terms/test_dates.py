"""Months, years, ages and strict dates: golden days, boundaries, and laws that must always hold."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trede.terms import (
    add_months,
    add_years,
    age_on,
    days_between,
    dutch_date,
    first_of_month,
    months_between,
    parse_date,
    period_end,
)

days = st.dates(date(1900, 1, 1), date(2200, 12, 31))
months = st.integers(-600, 600)


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (date(2025, 1, 31), 0, date(2025, 1, 31)),
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2025, 1, 30), 1, date(2025, 2, 28)),
        (date(2025, 1, 28), 1, date(2025, 2, 28)),
        (date(2025, 3, 31), -1, date(2025, 2, 28)),
        (date(2025, 12, 15), 1, date(2026, 1, 15)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2025, 5, 31), 13, date(2026, 6, 30)),
    ],
)
def test_add_months_keeps_the_day_number_or_takes_the_last(day: date, n: int, expected: date) -> None:
    assert add_months(day, n) == expected


@given(days, days, months)
def test_add_months_never_turns_two_days_around(one: date, other: date, n: int) -> None:
    early, late = sorted((one, other))
    assert add_months(early, n) <= add_months(late, n)


@given(days, months, months)
def test_add_months_grows_with_n(day: date, n: int, m: int) -> None:
    assert (add_months(day, n) < add_months(day, m)) == (n < m)


@given(days, months)
def test_add_months_there_and_back_loses_at_most_the_clipped_days(day: date, n: int) -> None:
    back = add_months(add_months(day, n), -n)
    assert back <= day
    assert (day - back).days <= 3
    if day.day <= 28:
        assert back == day


@pytest.mark.parametrize(("day", "n"), [(date(9999, 12, 1), 1), (date(1, 1, 31), -1)])
def test_add_months_outside_the_calendar_is_refused_in_dutch(day: date, n: int) -> None:
    with pytest.raises(ValueError, match="valt buiten de kalender"):
        add_months(day, n)


def test_add_months_reaches_the_very_ends_of_the_calendar() -> None:
    assert add_months(date(9999, 11, 30), 1) == date(9999, 12, 30)
    assert add_months(date(1, 2, 28), -1) == date(1, 1, 28)


def test_add_years_from_a_leap_day() -> None:
    assert add_years(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert add_years(date(2024, 2, 29), 4) == date(2028, 2, 29)
    assert add_years(date(2024, 2, 29), -1) == date(2023, 2, 28)


@pytest.mark.parametrize(
    ("start", "months_", "weeks", "extra", "expected"),
    [
        (date(2025, 3, 1), 6, 0, 0, date(2025, 8, 31)),
        (date(2025, 4, 15), 2, 0, 0, date(2025, 6, 14)),
        (date(2025, 1, 31), 1, 0, 0, date(2025, 2, 27)),
        (date(2024, 1, 31), 1, 0, 0, date(2024, 2, 28)),
        (date(2025, 1, 1), 0, 0, 1, date(2025, 1, 1)),
        (date(2025, 1, 1), 0, 1, 0, date(2025, 1, 7)),
        (date(2025, 1, 1), 1, 1, 1, date(2025, 2, 8)),
        (date(2024, 2, 29), 12, 0, 0, date(2025, 2, 27)),
    ],
)
def test_period_end_is_the_last_day_itself(start: date, months_: int, weeks: int, extra: int, expected: date) -> None:
    assert period_end(start, months=months_, weeks=weeks, days=extra) == expected


def test_period_of_no_length_or_negative_length_is_refused() -> None:
    with pytest.raises(ValueError, match="ten minste een dag"):
        period_end(date(2025, 1, 1))
    with pytest.raises(ValueError, match="niet negatief"):
        period_end(date(2025, 1, 1), months=1, days=-1)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2025, 3, 1), date(2025, 8, 30), 5),
        (date(2025, 3, 1), date(2025, 8, 31), 6),
        (date(2025, 3, 1), date(2025, 9, 1), 6),
        (date(2025, 1, 31), date(2025, 2, 1), 0),
        (date(2025, 1, 31), date(2025, 2, 26), 0),
        (date(2025, 1, 31), date(2025, 2, 27), 1),
        (date(2025, 1, 31), date(2025, 2, 28), 1),
        (date(2024, 1, 31), date(2024, 2, 27), 0),
        (date(2024, 1, 31), date(2024, 2, 28), 1),
        (date(2025, 2, 1), date(2025, 2, 1), 0),
        (date(2025, 2, 1), date(2025, 2, 28), 1),
        (date(2024, 12, 1), date(2025, 11, 30), 12),
    ],
)
def test_months_between(start: date, end: date, expected: int) -> None:
    assert months_between(start, end) == expected


@given(days, st.integers(1, 600))
def test_months_between_undoes_period_end(start: date, n: int) -> None:
    end = period_end(start, months=n)
    assert months_between(start, end) == n
    if end > start:
        assert months_between(start, end - timedelta(days=1)) == n - 1


@given(days, st.integers(0, 4000), st.integers(0, 4000))
def test_months_between_grows_with_the_end(start: date, one: int, other: int) -> None:
    early, late = sorted((one, other))
    counts = [months_between(start, start + timedelta(days=n)) for n in (early, late)]
    assert counts[0] <= counts[1]


def test_days_between_counts_both_days() -> None:
    assert days_between(date(2025, 1, 1), date(2025, 1, 1)) == 1
    assert days_between(date(2024, 2, 28), date(2024, 3, 1)) == 3


@pytest.mark.parametrize("count", [months_between, days_between])
def test_an_end_before_the_start_is_refused_in_dutch(count: object) -> None:
    with pytest.raises(ValueError, match="De einddatum 1 januari 2025 ligt vóór de begindatum 2 januari 2025"):
        count(date(2025, 1, 2), date(2025, 1, 1))  # type: ignore[operator]


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(2000, 6, 15), date(2026, 6, 14), 25),
        (date(2000, 6, 15), date(2026, 6, 15), 26),
        (date(2000, 6, 15), date(2026, 6, 16), 26),
        (date(2000, 6, 15), date(2000, 6, 15), 0),
        (date(2004, 2, 29), date(2025, 2, 28), 20),
        (date(2004, 2, 29), date(2025, 3, 1), 21),
        (date(2004, 2, 29), date(2024, 2, 28), 19),
        (date(2004, 2, 29), date(2024, 2, 29), 20),
    ],
)
def test_age(birth: date, day: date, age: int) -> None:
    assert age_on(birth, day) == age


def test_age_before_birth_is_refused() -> None:
    with pytest.raises(ValueError, match="ligt vóór de geboortedatum 15 juni 2000"):
        age_on(date(2000, 6, 15), date(2000, 6, 14))


@given(days, st.integers(0, 40_000))
def test_age_changes_on_exactly_one_day_a_year(birth: date, n: int) -> None:
    day = birth + timedelta(days=n)
    step = age_on(birth, day + timedelta(days=1)) - age_on(birth, day)
    assert step in (0, 1)


def test_first_of_month() -> None:
    assert first_of_month(date(2024, 2, 29)) == date(2024, 2, 1)
    assert first_of_month(date(2024, 2, 1)) == date(2024, 2, 1)


@given(days)
def test_parse_date_reads_what_iso_writes(day: date) -> None:
    assert parse_date(day.isoformat()) == day


@pytest.mark.parametrize(
    "text",
    ["", "20260515", "2026-5-15", "15-05-2026", "2026-05-15T00:00", " 2026-05-15", "2026-05-15\n", "2026-W20-5",
     "²026-05-15", "٢٠٢٦-05-15"],
)  # fmt: skip
def test_parse_date_refuses_every_other_form_in_dutch(text: str) -> None:
    with pytest.raises(ValueError, match="is geen datum"):
        parse_date(text)


@pytest.mark.parametrize("text", ["2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "0000-01-01"])
def test_parse_date_refuses_days_that_do_not_exist(text: str) -> None:
    with pytest.raises(ValueError, match=f"De dag '{text}' bestaat niet"):
        parse_date(text)


def test_dutch_words() -> None:
    assert dutch_date(date(2026, 1, 1)) == "donderdag 1 januari 2026"
    assert dutch_date(date(2026, 12, 27), weekday=False) == "27 december 2026"

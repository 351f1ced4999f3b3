"""The calendar of the Algemene termijnenwet, against golden days and against another library."""

from datetime import date, timedelta

import holidays as other_library
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trede.terms import (
    EQUATED_DAYS_THROUGH,
    EQUATED_DECREES,
    add_working_days,
    easter,
    equated_days_known,
    holidays,
    is_holiday,
    is_working_day,
    kings_day,
    next_working_day,
)

EQUATED = {day for decree in EQUATED_DECREES for day in decree.days}
YEARS = range(2014, 2041)
days = st.dates(date(2015, 1, 1), date(2030, 12, 31))


def test_the_holidays_of_2026() -> None:
    assert {day.isoformat(): name for day, name in holidays(2026).items()} == {
        "2026-01-01": "Nieuwjaarsdag",
        "2026-01-02": "met een feestdag gelijkgestelde dag",
        "2026-04-03": "Goede Vrijdag",
        "2026-04-06": "tweede Paasdag",
        "2026-04-27": "Koningsdag",
        "2026-05-05": "Bevrijdingsdag",
        "2026-05-14": "Hemelvaartsdag",
        "2026-05-15": "met een feestdag gelijkgestelde dag",
        "2026-05-25": "tweede Pinksterdag",
        "2026-12-25": "eerste Kerstdag",
        "2026-12-26": "tweede Kerstdag",
    }


@pytest.mark.parametrize("year", YEARS)
def test_agrees_with_the_holidays_package_except_for_its_trap(year: int) -> None:
    """That package has the two Sundays, and 5 May is a public holiday in it only once in five years."""
    public = set(other_library.country_holidays("NL", years=year))
    optional = set(other_library.country_holidays("NL", years=year, categories=("public", "optional")))
    ours = set(holidays(year)) - EQUATED
    sundays = {easter(year), easter(year) + timedelta(days=49)}
    assert ours == optional - sundays
    fifth_of_may = date(year, 5, 5)
    ascension = easter(year) + timedelta(days=39)
    assert (fifth_of_may in public) == (year % 5 == 0 or fifth_of_may == ascension), "the trap has changed"
    assert fifth_of_may in ours


@pytest.mark.parametrize("year", range(1900, 2200))
def test_easter_falls_on_a_sunday_between_22_march_and_25_april(year: int) -> None:
    assert easter(year).weekday() == 6
    assert date(year, 3, 22) <= easter(year) <= date(year, 4, 25)


@pytest.mark.parametrize(
    "day",
    [
        date(1761, 3, 22),
        date(1818, 3, 22),
        date(1886, 4, 25),
        date(1943, 4, 25),
        date(2285, 3, 22),
        date(1954, 4, 18),
        date(1981, 4, 19),
        date(2011, 4, 24),
        date(2038, 4, 25),
    ],
)
def test_easter_at_its_extremes(day: date) -> None:
    assert easter(day.year) == day


@pytest.mark.parametrize(("year", "expected"), [(2014, 26), (2015, 27), (2019, 27), (2025, 26), (2026, 27), (2031, 26)])
def test_kings_day_is_a_day_early_when_the_27th_is_a_sunday(year: int, expected: int) -> None:
    assert kings_day(year) == date(year, 4, expected)
    assert is_holiday(date(year, 4, expected))
    assert is_holiday(date(year, 4, 53 - expected)) is False


@pytest.mark.parametrize("year", YEARS)
def test_the_fifth_of_may_is_a_holiday_every_year(year: int) -> None:
    assert is_holiday(date(year, 5, 5))


def test_two_holidays_on_one_day_keep_both_names() -> None:
    assert holidays(2016)[date(2016, 5, 5)] == "Bevrijdingsdag en Hemelvaartsdag"


def test_every_equated_day_is_a_weekday_beside_a_holiday_or_weekend() -> None:
    for day in EQUATED:
        assert day.weekday() < 5
        assert holidays(day.year)[day] == "met een feestdag gelijkgestelde dag"
        neighbours = (day - timedelta(days=1), day + timedelta(days=1))
        assert all(not is_working_day(neighbour) for neighbour in neighbours)


@pytest.mark.parametrize("year", range(2014, EQUATED_DAYS_THROUGH + 1))
def test_the_friday_after_ascension_is_equated_in_every_known_year(year: int) -> None:
    assert easter(year) + timedelta(days=40) in EQUATED


def test_the_table_is_known_for_its_own_years_only() -> None:
    assert [year for year in range(2010, 2035) if equated_days_known(year)] == list(range(2014, 2029))
    assert {day.year for day in EQUATED} == set(range(2014, 2029))


def test_years_before_the_calendar_are_refused_in_dutch() -> None:
    with pytest.raises(ValueError, match="vóór 2014 zijn niet opgenomen; gevraagd is 2013"):
        is_holiday(date(2013, 12, 31))
    assert is_holiday(date(2014, 1, 1))


def test_the_calendar_cannot_be_changed_by_its_reader() -> None:
    with pytest.raises(TypeError):
        holidays(2026)[date(2026, 7, 1)] = "vrij"  # type: ignore[index]


def test_working_days_around_ascension_2026() -> None:
    week = [is_working_day(date(2026, 5, 11) + timedelta(days=n)) for n in range(8)]
    assert week == [True, True, True, False, False, False, False, True]


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (date(2026, 5, 13), 1, date(2026, 5, 18)),
        (date(2026, 5, 13), 2, date(2026, 5, 19)),
        (date(2026, 5, 18), -1, date(2026, 5, 13)),
        (date(2026, 5, 16), 1, date(2026, 5, 18)),
        (date(2026, 5, 16), -1, date(2026, 5, 13)),
        (date(2026, 5, 16), 0, date(2026, 5, 16)),
        (date(2025, 12, 31), 1, date(2026, 1, 5)),
    ],
)
def test_add_working_days(day: date, n: int, expected: date) -> None:
    assert add_working_days(day, n) == expected


@given(days, st.integers(-60, 60))
def test_working_days_forward_and_back_are_inverse(day: date, n: int) -> None:
    start = next_working_day(day)
    assert add_working_days(add_working_days(start, n), -n) == start


@given(days, st.integers(1, 60), st.integers(1, 60))
def test_working_days_add_up(day: date, n: int, m: int) -> None:
    assert add_working_days(add_working_days(day, n), m) == add_working_days(day, n + m)


@given(days, st.integers(1, 60))
def test_the_nth_working_day_has_n_working_days_behind_it(day: date, n: int) -> None:
    end = add_working_days(day, n)
    passed = [day + timedelta(days=k) for k in range(1, (end - day).days + 1)]
    assert sum(map(is_working_day, passed)) == n
    assert is_working_day(end)


@given(days)
def test_next_working_day_is_the_first_on_or_after(day: date) -> None:
    found = next_working_day(day)
    assert is_working_day(found)
    assert found == day or not any(is_working_day(day + timedelta(days=k)) for k in range((found - day).days))
    assert (found - day).days <= 5

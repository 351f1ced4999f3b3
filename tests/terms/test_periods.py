"""Periods behave as sets of days, checked against plain Python sets."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trede.terms import Period, intersect, overlap, prolong, shift, subtract, total_days, union

BASE = date(2025, 1, 1)
HORIZON = 80  # open periods are compared up to this many days after BASE


def day(n: int) -> date:
    return BASE + timedelta(days=n)


@st.composite
def periods(draw: st.DrawFn, allow_open: bool = True) -> Period:
    start = draw(st.integers(0, 40))
    if allow_open and draw(st.integers(0, 5)) == 0:
        return Period(day(start))
    return Period(day(start), day(start + draw(st.integers(0, 15))))


lists = st.lists(periods(), max_size=6)


def as_set(some: Iterable[Period]) -> set[date]:
    return {day(n) for n in range(HORIZON) if any(day(n) in period for period in some)}


def test_a_period_needs_its_end_after_its_start() -> None:
    assert Period(day(3), day(3)).days == 1
    with pytest.raises(ValueError, match="eindigt op 3 januari 2025, en dat is vóór het begin op 4 januari 2025"):
        Period(day(3), day(2))


def test_an_open_period_has_no_number_of_days() -> None:
    with pytest.raises(ValueError, match="vanaf 1 januari 2025 heeft nog geen einddatum"):
        Period(BASE).days
    with pytest.raises(ValueError, match="nog geen einddatum"):
        total_days([Period(BASE, day(3)), Period(day(2))])


def test_both_ends_belong_to_a_period() -> None:
    period = Period(day(3), day(5))
    assert [n for n in range(10) if day(n) in period] == [3, 4, 5]
    assert day(2) not in Period(day(3))
    assert date.max in Period(day(3))


def test_adjoining_periods_merge_and_a_gap_of_one_day_does_not() -> None:
    assert union([Period(day(5), day(6)), Period(day(0), day(4))]) == (Period(day(0), day(6)),)
    assert len(union([Period(day(6), day(7)), Period(day(0), day(4))])) == 2
    assert union([]) == ()


@given(lists)
def test_union_holds_the_same_days_sorted_apart_and_once(some: list[Period]) -> None:
    merged = union(some)
    assert as_set(merged) == as_set(some)
    assert union(merged) == merged
    for left, right in pairwise(merged):
        assert left.end is not None
        assert left.end + timedelta(days=1) < right.start


@given(lists, lists)
def test_union_does_not_care_about_order(one: list[Period], other: list[Period]) -> None:
    assert union(one + other) == union(other + one)


@given(st.lists(periods(allow_open=False), max_size=6))
def test_total_days_counts_each_day_once(some: list[Period]) -> None:
    assert total_days(some) == len(as_set(some))


@given(periods(), periods())
def test_overlap_is_what_two_periods_share(one: Period, other: Period) -> None:
    shared = overlap(one, other)
    assert shared == overlap(other, one)
    assert as_set([shared] if shared else []) == as_set([one]) & as_set([other])


@given(lists, lists)
def test_intersect_and_subtract_are_those_of_sets(one: list[Period], other: list[Period]) -> None:
    assert as_set(intersect(one, other)) == as_set(one) & as_set(other)
    assert as_set(subtract(one, other)) == as_set(one) - as_set(other)
    assert union([*intersect(one, other), *subtract(one, other)]) == union(one)


def test_subtracting_at_the_end_of_the_calendar_leaves_no_period_beyond_it() -> None:
    assert subtract([Period(BASE)], [Period(day(2), date.max)]) == (Period(BASE, day(1)),)
    assert subtract([Period(BASE)], [Period(BASE)]) == ()


@given(periods(), st.integers(-50, 50))
def test_shift_moves_and_keeps_the_length(period: Period, n: int) -> None:
    moved = shift(period, n)
    assert shift(moved, -n) == period
    assert moved.start - period.start == timedelta(days=n)
    assert (moved.end is None) == (period.end is None)


def test_a_trial_placement_is_lengthened_by_sickness() -> None:
    placement = Period(date(2025, 4, 1), date(2025, 5, 31))
    sickness = Period(date(2025, 4, 8), date(2025, 4, 21))
    assert prolong(placement, [sickness]).end == date(2025, 6, 14)


@pytest.mark.parametrize(
    ("stops", "end"),
    [
        ([], 9),
        ([(10, 12)], 9),  # the day after the end: too late
        ([(9, 12)], 13),  # the last day: one day of the term is still to come
        ([(2, 3), (3, 4)], 12),  # overlap counts once
        ([(2, 3), (10, 11)], 13),  # falls in the added days
        ([(2, 3), (12, 12)], 11),  # falls just after the added days
        ([(-5, -1)], 9),  # before the start
        ([(-5, 1)], 11),  # only the part from the start
    ],
)
def test_prolong_at_each_boundary(stops: list[tuple[int, int]], end: int) -> None:
    term = Period(day(0), day(9))
    assert prolong(term, [Period(day(a), day(b)) for a, b in stops]) == Period(day(0), day(end))


def test_prolong_with_an_open_interruption_has_no_end() -> None:
    term = Period(day(0), day(9))
    assert prolong(term, [Period(day(9))]) == Period(day(0))
    assert prolong(term, [Period(day(10))]) == term
    assert prolong(Period(day(0)), [Period(day(2), day(3))]) == Period(day(0))


@given(periods(allow_open=False), st.lists(periods(allow_open=False), max_size=5))
def test_prolong_keeps_the_number_of_days_that_count(term: Period, stops: list[Period]) -> None:
    longer = prolong(term, stops)
    assert total_days(subtract([longer], stops)) == term.days
    assert longer.end is not None
    assert longer == term or longer.end not in as_set(stops)

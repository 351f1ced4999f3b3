"""Exact numbers on arrays: nothing wraps, nothing is a float; who does not fit is for the scalar engine."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from trede.reason.caseload import numbers
from trede.reason.caseload.context import Context
from trede.reason.caseload.numbers import LIMIT
from trede.reason.caseload.planes import pack, unpack
from trede.reason.caseload.values import Nums
from trede.reason.operations import ARITH, ROUND

VALUES = [0, 1, -1, 7, -250, 99, 10**6]


def nums(values: list[int], den: Any = 1) -> Nums:
    top = max(map(abs, values))
    return Nums(np.array(values, np.int64), den, top, den if isinstance(den, int) else int(np.max(den)))


def context(count: int) -> Context:
    return Context(count, lambda name: None)


def exact(value: Nums, count: int) -> list[Fraction]:
    num, den = (np.broadcast_to(np.asarray(part, object), (count,)) for part in (value.num, value.den))
    return [Fraction(int(n), int(d)) for n, d in zip(num, den, strict=True)]


@pytest.mark.parametrize("op", "+−×/")
@pytest.mark.parametrize("other", [Fraction(3), Fraction(-2, 7), Fraction(0), Fraction(36)])
def test_arithmetic_with_a_figure_is_exact(op, other):
    ctx = context(len(VALUES))
    one, two = nums(VALUES, 4), numbers.fixed(other)
    found = {"+": numbers.add, "×": numbers.multiply, "/": numbers.divide}.get(op)
    result = numbers.add(ctx, one, two, -1) if found is None else found(ctx, one, two)
    wanted = [ARITH[op](Fraction(value, 4), other) for value in VALUES]
    if op == "/" and other == 0:
        assert result.absent is not None
        assert unpack(result.absent, len(VALUES)).all()
        assert wanted == [None] * len(VALUES)
    else:
        assert exact(result, len(VALUES)) == wanted


def test_dividing_by_what_differs_per_person():
    ctx = context(4)
    found = numbers.divide(ctx, nums([10, 10, -10, 10], 3), nums([4, -4, -4, 0]))
    assert exact(found, 4)[:3] == [Fraction(10, 12), Fraction(-10, 12), Fraction(10, 12)]
    assert unpack(found.absent, 4).tolist() == [False, False, False, True]
    again = numbers.add(ctx, found, nums([1, 2, 3, 4], 5))
    assert exact(again, 4)[0] == Fraction(10, 12) + Fraction(1, 5)


@pytest.mark.parametrize("mode", ROUND)
@pytest.mark.parametrize("den", [1, 2, 3, 8, 100])
def test_rounding_goes_as_the_scalar_engine_rounds(mode, den):
    values = [*range(-12, 13), 149, 150, 151, -150, 4_999_950]
    ctx = context(len(values))
    assert exact(numbers.rounded(ctx, mode, nums(values, den)), len(values)) == [
        ROUND[mode](Fraction(value, den)) for value in values
    ]
    for value in (7, -7):
        assert exact(numbers.rounded(ctx, mode, numbers.fixed(Fraction(value, den))), 1) == [
            ROUND[mode](Fraction(value, den))
        ]


@pytest.mark.parametrize("op", ["=", "≠", "<", "≤", ">", "≥"])
def test_a_comparison_with_a_fraction_turns_the_right_way(op):
    test = {"=": "__eq__", "≠": "__ne__", "<": "__lt__", "≤": "__le__", ">": "__gt__", "≥": "__ge__"}[op]
    ctx, one = context(3), nums([1, 2, 3], 2)
    for figure in (Fraction(1), Fraction(1, 3), Fraction(5, 4)):
        found = np.broadcast_to(numbers.compare(ctx, op, one, numbers.fixed(figure)), (3,)).tolist()
        assert found == [getattr(Fraction(n, 2), test)(figure) for n in (1, 2, 3)]
        turned = np.broadcast_to(numbers.compare(ctx, op, numbers.fixed(figure), one), (3,)).tolist()
        assert turned == [getattr(figure, test)(Fraction(n, 2)) for n in (1, 2, 3)]


def test_what_overflows_is_spoilt_and_the_rest_is_exact():
    ctx = context(2)
    found = numbers.multiply(ctx, nums([10**12, 3]), nums([10**12, 5]))
    assert unpack(ctx.spoilt, 2).tolist() == [True, False]
    assert exact(found, 2)[1] == 15
    ctx = context(2)
    found = numbers.add(ctx, nums([LIMIT, 3]), nums([LIMIT, 5]))
    assert unpack(ctx.spoilt, 2).tolist() == [True, False]
    assert exact(found, 2)[1] == 8
    ctx = context(2)
    found = numbers.rounded(ctx, "cent", nums([LIMIT, 3], 2))
    assert unpack(ctx.spoilt, 2).tolist() == [True, False]
    assert exact(found, 2)[1] == 2


def test_a_bound_that_is_too_wide_is_looked_at_before_anybody_is_spoilt():
    ctx = context(2)
    loose = Nums(np.array([2, 3]), 1, LIMIT)
    assert exact(numbers.multiply(ctx, loose, nums([5, 5])), 2) == [10, 15]
    assert exact(numbers.add(ctx, loose, Nums(np.array([5, 5]), 1, LIMIT)), 2) == [7, 8]
    assert ctx.spoilt is None


@pytest.mark.parametrize("step", [numbers.add, numbers.multiply])
def test_a_figure_beyond_64_bits_spoils_everybody(step):
    ctx = context(3)
    step(ctx, nums([1, 2, 3]), numbers.fixed(10**30))
    assert unpack(ctx.spoilt, 3).all()


def test_a_narrow_column_does_not_wrap():
    ctx = context(2)
    narrow = Nums(np.array([127, -128], np.int8), 2, 128, 2)
    assert exact(numbers.rounded(ctx, "heel", numbers.wide(narrow)), 2) == [64, -64]
    assert exact(numbers.add(ctx, narrow, narrow), 2) == [127, -128]


def test_the_least_and_the_most():
    ctx = context(2)
    one, two = nums([1, 5], 2), nums([1, 1])
    assert exact(numbers.extreme(ctx, "min", [one, two, numbers.fixed(Fraction(3, 4))]), 2) == [
        Fraction(1, 2), Fraction(3, 4)
    ]  # fmt: skip
    assert exact(numbers.extreme(ctx, "max", [numbers.fixed(1), numbers.fixed(2)]), 1) == [2]
    assert exact(numbers.extreme(ctx, "min", [numbers.fixed(1), numbers.fixed(2)]), 1) == [1]


def test_unknown_goes_before_absent():
    open_, gone = pack(np.array([True, False, True])), pack(np.array([True, True, False]))
    one, two = nums([1, 2, 3]), nums([1, 2, 0])
    one.unknown, two.absent = {"x": open_}, gone
    found = numbers.divide(context(3), one, two)
    assert unpack(found.absent, 3).tolist() == [False, True, False]


def test_a_product_that_fits_in_its_lowest_terms_is_not_spoilt():
    ctx = context(3)
    one, two = nums([36 * 10**10, 0, -(36 * 10**10)], 10**9), nums([10**9, 5, 10**9], np.array([36, 7, 36 * 10**10]))
    found = numbers.multiply(ctx, one, two)
    assert exact(found, 3) == [10**10, 0, -1]
    assert ctx.spoilt is None


def test_a_sum_that_fits_in_its_lowest_terms_is_not_spoilt():
    ctx = context(2)
    large = nums([10**17, 3 * 10**17], 10**6)
    assert exact(numbers.add(ctx, large, nums([1, 2], 999_983)), 2) == [
        10**11 + Fraction(1, 999_983), 3 * 10**11 + Fraction(2, 999_983)
    ]  # fmt: skip
    per_person = nums([10**17, 10**17], np.array([10**9, 10**8]))
    assert exact(numbers.extreme(ctx, "max", [per_person, nums([5, 10**10], np.array([3, 7]))]), 2) == [
        10**8,
        Fraction(10**10, 7),
    ]
    assert ctx.spoilt is None


def test_a_loose_bound_of_a_factor_is_tightened():
    ctx = context(2)
    found, top = numbers.times(ctx, np.array([2, 3]), LIMIT, np.array([5, 5]), 5)
    assert (np.asarray(found).tolist(), top, ctx.spoilt) == ([10, 15], 15, None)


def test_a_half_of_a_line_beyond_64_bits_spoils_everybody():
    ctx = context(2)
    numbers.rounded(ctx, "cent", Nums(np.array([1, 2]), 10**30, 2, 10**30))
    assert unpack(ctx.spoilt, 2).all()

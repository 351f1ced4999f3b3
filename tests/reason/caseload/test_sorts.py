"""A value of the wrong sort is told, not computed with: the checker lets none through."""

# ruff: noqa: E501 - a case on a line

from __future__ import annotations

import numpy as np
import pytest

from trede.reason.caseload import calendar, lists, logic, numbers, select, steps
from trede.reason.caseload.context import Context
from trede.reason.caseload.nodes import Fixed, Node
from trede.reason.caseload.planes import full
from trede.reason.caseload.values import Bits, Days, Nums, Sets, Unsupported

CTX = Context(2, lambda name: None)
YES, DAY, SET, TWO = (
    Bits(full(2)),
    Days(np.array([730_000, 730_001])),
    Sets({"x": full(2)}),
    Nums(np.array([1, 2]), 1, 2),
)


@pytest.mark.parametrize("work", [
    lambda: steps.arith(CTX, YES, TWO, "+"), lambda: steps.later(CTX, TWO, TWO, "dagen", 1), lambda: steps.extreme(CTX, DAY, TWO, op="min"),
    lambda: logic.bits(CTX, TWO), lambda: logic.contains(CTX, TWO, ("x",)), lambda: calendar.between(CTX, "werkdagen", DAY, DAY),
    lambda: lists.days_in(CTX, TWO, frozenset()), lambda: lists.fold(CTX, "any", "taken", TWO, None, None, {}),
    lambda: select.compare(CTX, "=", SET, SET), lambda: select.merged(CTX, full(2), TWO, YES), lambda: Fixed(object()).compute(CTX),
])  # fmt: skip
def test_a_wrong_sort_is_told(work):
    with pytest.raises(Unsupported):
        work()


def test_a_sum_of_what_is_no_number_is_told():
    from trede.reason.caseload.values import Rows

    rows = Rows(np.array([0, 1, 2]), {})
    with pytest.raises(Unsupported, match="de som van Bits"):
        lists.fold(CTX, "sum", "taken", rows, None, Fixed(True), {})


def test_a_figure_beyond_64_bits_chosen_for_some_spoils_everybody():
    ctx = Context(2, lambda name: None)
    select.merged(ctx, full(2), TWO, numbers.fixed(10**30))
    assert ctx.spoilt is not None


def test_figures_divide_to_a_figure():
    found = numbers.divide(CTX, numbers.fixed(6), numbers.fixed(-4))
    assert (found.num, found.den) == (-3, 2)


def test_parts_of_the_machinery_that_others_fill_in():
    with pytest.raises(NotImplementedError):
        Node().compute(CTX)
    with pytest.raises(NotImplementedError):
        CTX.person(Node())


def test_choosing_between_several_choices():
    ctx, first = Context(2, lambda name: None), np.array([1], np.uint64)
    found = select.merged(ctx, first, SET, Sets({"y": full(2)}))
    assert isinstance(found, Sets)
    assert {name: plane.tolist() for name, plane in found.chosen.items()} == {"x": [1], "y": [2]}

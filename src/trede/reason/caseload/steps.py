"""The steps of a program: what each kind of expression does with the values of its parts."""

from __future__ import annotations

from trede.reason.caseload import calendar, logic, numbers, select
from trede.reason.caseload.context import Context
from trede.reason.caseload.values import Days, Nothing, Nums, Unsupported, Vec


def negated(ctx: Context, value: Vec) -> Vec:
    """*niet*."""
    return logic.negated(ctx, logic.bits(ctx, value))


def both(ctx: Context, *parts: Vec) -> Vec:
    """*en*."""
    return logic.both(ctx, [logic.bits(ctx, part) for part in parts])


def any_(ctx: Context, *parts: Vec) -> Vec:
    """*of*."""
    return logic.any_(ctx, [logic.bits(ctx, part) for part in parts])


def contains(ctx: Context, value: Vec, wanted: tuple[str, ...]) -> Vec:
    """*omvat*."""
    return logic.contains(ctx, value, wanted)


def choose(ctx: Context, condition: Vec, then: Vec, other: Vec) -> Vec:
    """*A als C, anders B*."""
    return select.choose(ctx, logic.bits(ctx, condition), then, other)


def compare(ctx: Context, one: Vec, two: Vec, op: str, absence: bool) -> Vec:
    """A comparison, or (`absence`) whether there is a value."""
    return select.compare(ctx, op, one, two, absence)


def arith(ctx: Context, one: Vec, two: Vec, op: str) -> Vec:
    """+ − × /."""
    if (nothing := _nothing(one, two)) is not None:
        return nothing
    first, second = _number(one), _number(two)
    if op in "+−":
        return numbers.add(ctx, first, second, 1 if op == "+" else -1)
    return numbers.multiply(ctx, first, second) if op == "×" else numbers.divide(ctx, first, second)


def later(ctx: Context, day: Vec, step: Vec, unit: str, sign: int) -> Vec:
    """A day plus or minus a number of units."""
    nothing = _nothing(day, step)
    return calendar.later(ctx, _day(day), _number(step), unit, sign) if nothing is None else nothing


def extreme(ctx: Context, *parts: Vec, op: str) -> Vec:
    """*kleinste van*, *eerste van* and so on."""
    if (nothing := _nothing(*parts)) is not None:
        return nothing
    if isinstance(parts[0], Days):
        return calendar.extreme(op, [_day(part) for part in parts])
    return numbers.extreme(ctx, op, [_number(part) for part in parts])


def between(ctx: Context, start: Vec, end: Vec, unit: str) -> Vec:
    """*jaren van … tot …*."""
    nothing = _nothing(start, end)
    return calendar.between(ctx, unit, _day(start), _day(end)) if nothing is None else nothing


def month_start(_ctx: Context, day: Vec) -> Vec:
    """*eerste dag van de maand van …*."""
    nothing = _nothing(day)
    return calendar.first_of_month(_day(day)) if nothing is None else nothing


def rounded(ctx: Context, value: Vec, mode: str) -> Vec:
    """*afgerond op …*."""
    nothing = _nothing(value)
    return numbers.rounded(ctx, mode, _number(value)) if nothing is None else nothing


def _nothing(*parts: Vec) -> Nothing | None:
    """When a part has no value for anybody, the whole has none."""
    if not any(isinstance(part, Nothing) for part in parts):
        return None
    unknown, absent = numbers.strict(*parts)
    return Nothing(unknown=unknown, absent=absent)


def _number(value: Vec) -> Nums:
    if isinstance(value, Nums):
        return numbers.wide(value)
    raise Unsupported(f"rekenen met {type(value).__name__}")


def _day(value: Vec) -> Days:
    if isinstance(value, Days):
        return value
    raise Unsupported(f"{type(value).__name__} als dag")

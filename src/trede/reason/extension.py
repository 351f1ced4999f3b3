"""An extension or an end date that is asked for: what the norms about duration then say, as bound conditions.

Kleene logic here too: what definitely goes too far refuses; what may, asks for the facts that would settle it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from trede.law import norms, tree
from trede.law.kinds import Number
from trede.reason.duration import ANCHOR, DAY, Duration, Span, Term, day_before, in_months, unit_of
from trede.reason.evaluate import Person
from trede.reason.operations import moved
from trede.reason.program import Program, Rule
from trede.reason.values import Unknown, Value


@dataclass(slots=True)
class _Asked:
    """What is asked: a length of extension, an end date; None when it is not."""

    length: Number | None
    unit: str
    end: date | None


def extend(program: Program, person: Person, span: Span, found: Duration) -> tuple[date | None, bool]:
    """Judge what is asked for; the verdicts and terms go to `found`. The last day, and whether it still moves."""
    asked = _asked(program, person)
    base, running = span.base_end()
    applying, doubt = _applying(program, person, found)
    if asked.length:
        found.extended = True
        _judge_length(program, person, span, found, asked, applying, doubt)
    added = asked.length + _added_before(program, person, applying, asked.unit) if asked.length else None
    last = _after(span, base, added, asked.unit) if added and base else base
    if asked.end is not None and program.lasts and (span.lengths or span.caps or span.shorter is not None):
        _judge_end(program, person, span, found, asked, applying, doubt)
        _judge_shortest(span, found, asked.end)
        longest = _longest(program, person, span, applying)[0]
        reached = max((d for d in (last, longest if found.extended else None) if d), default=None)
        if running or (reached is not None and asked.end <= reached):
            return asked.end, False
    return last, running and last is None


def _asked(program: Program, person: Person) -> _Asked:
    roles = program.law.regime.roles
    length = person.facts.get(roles["gevraagde verlenging"])
    end = person.facts.get(roles["gewenste einddatum"])
    return _Asked(length, unit_of(program.law.typer.name(roles["gevraagde verlenging"])), end)


def _applying(program: Program, person: Person, found: Duration) -> tuple[list[Rule], Unknown | None]:
    """The norms that allow an extension here; and what would settle whether those in doubt do."""
    applying, doubt = [], None
    for rule in program.extends:
        holds = True if rule.guard is None else rule.guard(person)
        if type(holds) is Unknown:
            doubt = holds if doubt is None else doubt | holds
        elif not holds:
            continue
        else:
            applying.append(rule)
        found.terms.append(Term("verlenging", "verlenging", rule.norm.citations, _text(program, rule.norm)))
    return applying, doubt


def _text(program: Program, norm: norms.Norm) -> str:
    assert isinstance(norm, norms.Extends)
    times = f" {norm.times} keer" if norm.times else ""
    show = program.law.typer.show
    size = f" met {'hoogstens ' if norm.at_most else ''}{show(norm.expr)}" if norm.expr is not None else ""
    comma = "," if size else ""
    total = f"{comma} {'' if size else 'tot '}samen hoogstens {show(norm.total)}" if norm.total is not None else ""
    return f"Mag{times} verlengd worden{size}{total}."


def _judge_length(
    program: Program, person: Person, span: Span, found: Duration, asked: _Asked, applying: list[Rule],
    doubt: Unknown | None,
) -> None:  # fmt: skip
    for rule in applying:
        value = _kleene([_size(program, person, span, rule, asked), _times(program, person, rule)])
        found.verdicts.append((rule, value, _effect(value)))
    if doubt is not None:
        unsure = next(r for r in program.extends if r not in applying)
        found.verdicts.append((unsure, doubt, "open"))
    elif not applying:
        found.verdicts += [(rule, False, "weigert") for rule in [*program.extends, *program.lasts][:1]]


def _effect(value: Value) -> str:
    return "open" if type(value) is Unknown else "voldaan" if value else "weigert"


def _kleene(values: list[Value]) -> Value:
    """All of them: a definite no goes before what is unknown."""
    if any(value is False for value in values):
        return False
    missing = [value for value in values if type(value) is Unknown]
    return Unknown(frozenset().union(*(m.facts for m in missing))) if missing else True


def _number(program: Program, person: Person, expr: tree.Expr | None) -> tuple[Any, str]:
    if expr is None:
        return None, "maanden"
    return program.compiler.compile(expr)(person), unit_of(program.law.typer.infer(expr))


def _size(program: Program, person: Person, span: Span, rule: Rule, asked: _Asked) -> Value:
    """Is what is asked within the size of one extension, and within the total?"""
    norm = rule.norm
    assert isinstance(norm, norms.Extends)
    assert asked.length is not None
    size, unit = _number(program, person, norm.expr)
    total, total_unit = _number(program, person, norm.total)
    start = span.start if isinstance(span.start, date) else ANCHOR
    base = span.base_end()[0] or span.raw_end(start)
    verdicts: list[Value] = [value for value in (size, total) if type(value) is Unknown]
    if type(size) is not Unknown and size is not None:
        verdicts.append(_within(asked.length, asked.unit, size, unit, base + DAY if base else start))
    first = span.first
    if type(total) is not Unknown and total is not None and first is not None:
        (one, two, three) = (in_months(*pair) for pair in (
            (first.number, first.unit), (asked.length, asked.unit), (total, total_unit)
        ))  # fmt: skip
        if one[1] == two[1] == three[1]:
            verdicts.append(one[0] + two[0] <= three[0])
        else:
            verdicts.append(_within(asked.length, asked.unit, total, total_unit, start, first.end_from(start)))
    return _kleene(verdicts)


def _within(length: Number, unit: str, limit: Number, limit_unit: str, start: date, after: date | None = None) -> bool:
    """Does a length (that begins after the day `after`, or on `start`) end within a limit counted from `start`?"""
    one, two = in_months(length, unit), in_months(limit, limit_unit)
    if one[1] == two[1] and after is None:
        return one[0] <= two[0]
    end = moved(after + DAY if after else start, length, unit)
    most = moved(start, limit, limit_unit)
    return end is not None and (most is None or end <= most)


def _times(program: Program, person: Person, rule: Rule) -> Value:
    """Was it not extended too often already?"""
    norm = rule.norm
    assert isinstance(norm, norms.Extends)
    name = program.law.regime.roles["eerdere verlengingen"]
    if norm.times is None:
        return True
    if name not in person.facts:
        return Unknown(frozenset((name,)))
    return (person.facts[name] or 0) < norm.times


def _added_before(program: Program, person: Person, applying: list[Rule], unit: str) -> Number:
    """How long earlier extensions lasted, where the law gives each the same fixed length; else nothing."""
    earlier: Number = person.facts.get(program.law.regime.roles["eerdere verlengingen"]) or 0
    for rule in applying:
        norm = rule.norm
        assert isinstance(norm, norms.Extends)
        size, sort = _number(program, person, norm.expr)
        if norm.times and not norm.at_most and isinstance(size, int | Fraction) and sort == unit:
            return size * earlier
    return 0


def _after(span: Span, base: date, length: Number, unit: str) -> date | None:
    """The last day when an extension follows on `base`."""
    last = day_before(moved(base + DAY, length, unit))
    return span.lengthened(base + DAY, last) if last is not None and last >= base else base


def _longest(program: Program, person: Person, span: Span, applying: list[Rule]) -> tuple[date | None, Unknown | None]:
    """The longest possible end with every extension that these norms allow together; and what is missing for it."""
    base, _ = span.base_end()
    ends: list[date] = []
    doubt: Unknown | None = None
    for rule in applying:
        norm = rule.norm
        assert isinstance(norm, norms.Extends)
        size, unit = _number(program, person, norm.expr)
        total, total_unit = _number(program, person, norm.total)
        for value in (size, total):
            if type(value) is Unknown:
                doubt = value if doubt is None else doubt | value
        mine: list[date | None] = []
        if type(total) is not Unknown and total is not None and isinstance(span.start, date):
            last = day_before(moved(span.start, total, total_unit))
            mine.append(span.lengthened(span.start, last) if last else None)
        if type(size) is not Unknown and size is not None and base is not None:
            mine.append(_after(span, base, size * (norm.times or 1), unit))
        ends += [min(day for day in mine if day)] if any(mine) else []
    if base is None:
        return (min(ends) if ends else None), doubt
    return (max(base, min(ends)) if ends else base), doubt


def _judge_shortest(span: Span, found: Duration, asked: date) -> None:
    """The wanted end date: what lasts at least so long does not end before."""
    for length in span.lengths:
        if length.bound == "≥" and type(span.start) is Unknown:
            found.verdicts.append((length.rule, span.start, "open"))
        elif length.bound == "≥" and isinstance(span.start, date):
            least = length.end_from(span.start)
            if least is not None and asked < least:
                found.verdicts.append((length.rule, False, "weigert"))


def _judge_end(
    program: Program, person: Person, span: Span, found: Duration, asked: _Asked, applying: list[Rule],
    doubt: Unknown | None,
) -> None:  # fmt: skip
    """The wanted end date: within the first term, within an extension, or too late."""
    assert asked.end is not None
    base, running = span.base_end()
    rule = span.rule or program.lasts[0]
    if type(span.start) is Unknown or base is None:
        gaps = [gap for gap in (span.start, span.shorter) if type(gap) is Unknown]
        if gaps and not running:
            value = _kleene(list(gaps))
            found.verdicts.append((rule, value, "open"))
        return
    if asked.end <= base:
        if span.shorter is not None:
            found.verdicts.append((rule, span.shorter, "open"))
        return
    longest, missing = _longest(program, person, span, applying)
    unsure = [gap for gap in (span.longer, doubt, missing) if gap is not None]
    if longest is not None and asked.end <= longest and not unsure:
        found.extended = True
        if not asked.length:
            for item in applying:
                value = _times(program, person, item)
                found.verdicts.append((item, value, _effect(value)))
        if span.shorter is not None:
            found.verdicts.append((rule, span.shorter, "open"))
    elif unsure:
        found.verdicts.append((rule, _kleene(list(unsure)), "open"))
    else:
        found.verdicts.append((applying[0] if applying else rule, False, "weigert"))

"""The dates of a provision: from its start, n months through the day before, with what counts and what does not.

Interruptions that do not count lengthen, earlier use that counts shortens, an extension is added when it is asked for.
A date that cannot be computed says which facts are missing; that never blocks an outcome.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from trede.law import norms, tree
from trede.law.kinds import Kind, Number, show_quantity
from trede.reason.evaluate import Person, moved
from trede.reason.program import Program, Rule
from trede.reason.values import Unknown
from trede.terms import Period, add_months, months_between, prolong

DAY = timedelta(days=1)


@dataclass(slots=True)
class Term:
    """A date or length of a provision, as it stands under `termijnen`."""

    name: str
    sort: str
    citations: tuple[str, ...]
    text: str
    day: date | None = None
    length: str | None = None
    missing: tuple[str, ...] = ()
    reserve: str = ""


@dataclass(slots=True)
class Duration:
    """All dates of a provision, whether an extension is at stake, and the verdicts of the norms that bound it."""

    terms: list[Term] = field(default_factory=list)
    extended: bool = False
    verdicts: list[tuple[Rule, Any, Any]] = field(default_factory=list)
    end: date | None = None


@dataclass(slots=True)
class _Length:
    rule: Rule
    bound: str
    number: Number
    unit: str

    def end_from(self, start: date) -> date:
        return moved(start, self.number, self.unit) - DAY

    @property
    def shown(self) -> str:
        return show_quantity(self.number, self.unit)


def duration(program: Program, person: Person) -> Duration:
    """The dates of `program`'s provision for a person."""
    found = Duration()
    start = _start(program, person)
    lengths, until = _lengths(program, person)
    for length in lengths:
        found.terms.append(_length_term(length))
    first = _shortest(lengths, start)
    _counted(program, person, found)
    base_end = _base_end(program, person, found, start, first, until)
    longest = _extensions(program, person, found, start, first, base_end)
    _check_end(program, person, found, base_end, longest, first)
    _finish(program, person, found, start, base_end, first, until)
    return found


def _start(program: Program, person: Person) -> Any:
    if program.starts:
        return program.starts[0].value(person)
    return program.compiler.name(program.law.regime.roles["begindatum"])(person)


def _lengths(program: Program, person: Person) -> tuple[list[_Length], list[tuple[Rule, Any]]]:
    lengths, until = [], []
    for rule in program.lasts:
        norm = rule.norm
        assert isinstance(norm, norms.Lasts)
        if rule.guard is not None and rule.guard(person) is not True:
            continue
        value = rule.value(person)
        kind = program.law.typer.infer(norm.expr)
        if norm.bound == "tot" or (kind is not None and kind.name == "datum"):
            until.append((rule, value))
        elif type(value) is not Unknown and value is not None:
            lengths.append(_Length(rule, norm.bound, value, _unit(kind)))
    return lengths, until


def _unit(kind: Kind | None) -> str:
    return kind.unit if kind is not None and kind.unit else "maanden"


def _length_term(length: _Length) -> Term:
    word = {"≤": "hoogstens ", "≥": "minstens ", "=": ""}[length.bound]
    return Term("duur", "duur", length.rule.norm.citations, f"Duurt {word}{length.shown}.", length=length.shown)


def _shortest(lengths: list[_Length], start: Any) -> _Length | None:
    bounds = [length for length in lengths if length.bound in "≤="]
    anchor = start if isinstance(start, date) else date(2025, 1, 1)
    return min(bounds, key=lambda length: length.end_from(anchor), default=None)


def _counted(program: Program, person: Person, found: Duration) -> None:
    for rule in program.counts:
        norm = rule.norm
        assert isinstance(norm, norms.Counts)
        value = rule.value(person)
        if type(value) is Unknown:
            word = "telt mee" if norm.counts else "telt niet mee"
            text = f"Voor de duur {word}: {program.law.typer.show(norm.expr)}."
            found.terms.append(Term("meetellen", "duur", norm.citations, text, missing=tuple(sorted(value.facts))))


def _used(program: Program, person: Person) -> Number:
    """Months of earlier use that count towards the duration."""
    used: Number = 0
    for rule in program.counts:
        assert isinstance(rule.norm, norms.Counts)
        value = rule.value(person) if rule.norm.counts else None
        if type(value) is Unknown or value is None:
            continue
        used += sum(_months(period) for period in value) if isinstance(value, tuple) else value
    return used


def _months(period: Period) -> int:
    return months_between(period.start, period.end) if period.end else 0


def _base_end(
    program: Program, person: Person, found: Duration, start: Any, first: _Length | None,
    until: list[tuple[Rule, Any]],
) -> date | None:  # fmt: skip
    if not isinstance(start, date):
        return None
    ends = [value - DAY for _, value in until if isinstance(value, date)]
    if first is not None:
        end = first.end_from(start)
        if used := _used(program, person):
            end = add_months(end + DAY, -int(used)) - DAY
            if end < start:
                found.verdicts.append((first.rule, False, "weigert"))
        ends.append(end)
    return min(ends) if ends else None


def _asked(program: Program, person: Person) -> tuple[Any, Any]:
    roles = program.law.regime.roles
    return person.facts.get(roles["gevraagde verlenging"]), person.facts.get(roles["gewenste einddatum"])


def _extensions(
    program: Program, person: Person, found: Duration, start: Any, first: _Length | None, base_end: date | None
) -> date | None:
    """The longest possible end; and the verdicts on an extension that is asked for."""
    months, wanted = _asked(program, person)
    longest = base_end
    over = isinstance(wanted, date) and base_end is not None and wanted > base_end
    found.extended = bool(months) or (over and bool(program.extends))
    if months and not program.extends and first is not None:
        found.verdicts.append((first.rule, False, "weigert"))
    for rule in program.extends:
        norm = rule.norm
        assert isinstance(norm, norms.Extends)
        if rule.guard is not None and rule.guard(person) is False:
            continue
        found.terms.append(Term("verlenging", "verlenging", norm.citations, _extension_text(program, norm)))
        end = _extended_end(program, person, norm, start, base_end)
        longest = max(longest, end) if longest and end else longest or end
        if months:
            found.verdicts.append((rule, *_extension_verdict(program, person, norm, first, months)))
    return longest


def _extension_text(program: Program, norm: norms.Extends) -> str:
    times = f" {norm.times} keer" if norm.times else ""
    show = program.law.typer.show
    size = f" met {'hoogstens ' if norm.at_most else ''}{show(norm.expr)}" if norm.expr is not None else ""
    total = f", samen hoogstens {show(norm.total)}" if norm.total is not None else ""
    return f"Mag{times} verlengd worden{size}{total}."


def _number(program: Program, person: Person, expr: tree.Expr | None) -> tuple[Any, str]:
    if expr is None:
        return None, "maanden"
    return program.compiler.compile(expr)(person), _unit(program.law.typer.infer(expr))


def _extended_end(
    program: Program, person: Person, norm: norms.Extends, start: Any, base_end: date | None
) -> date | None:
    size, unit = _number(program, person, norm.expr)
    total, total_unit = _number(program, person, norm.total)
    ends = []
    if isinstance(start, date) and isinstance(total, int):
        ends.append(moved(start, total, total_unit) - DAY)
    if base_end is not None and isinstance(size, int):
        ends.append(moved(base_end + DAY, size * (norm.times or 1), unit) - DAY)
    return min(ends) if ends else None


def _extension_verdict(
    program: Program, person: Person, norm: norms.Extends, first: _Length | None, months: Number
) -> tuple[Any, str]:
    size, unit = _number(program, person, norm.expr)
    total, total_unit = _number(program, person, norm.total)
    factor = {"jaar": 12}
    earlier = person.facts.get(program.law.regime.roles["eerdere verlengingen"], Unknown(frozenset()))
    if isinstance(size, (int,)) and months > size * factor.get(unit, 1):
        return False, "weigert"
    if isinstance(total, int) and first is not None:
        base = first.number * factor.get(first.unit, 1)
        if base + months > total * factor.get(total_unit, 1):
            return False, "weigert"
    if norm.times is not None:
        if type(earlier) is Unknown:
            return Unknown(frozenset((program.law.regime.roles["eerdere verlengingen"],))), "open"
        if (earlier or 0) >= norm.times:
            return False, "weigert"
    return True, "voldaan"


def _check_end(
    program: Program, person: Person, found: Duration, base_end: date | None, longest: date | None,
    first: _Length | None,
) -> None:  # fmt: skip
    _, wanted = _asked(program, person)
    if not isinstance(wanted, date) or longest is None:
        return
    stops = _interruptions(program, person)
    start = _start(program, person)
    reached = prolong(Period(start, longest), stops).end if isinstance(start, date) else longest
    if reached is not None and wanted > reached:
        rule = (
            program.extends[0] if program.extends and base_end and longest > base_end else first.rule if first else None
        )
        if rule is not None:
            found.verdicts.append((rule, False, "weigert"))


def _interruptions(program: Program, person: Person) -> tuple[Period, ...]:
    periods: list[Period] = []
    for rule in program.counts:
        assert isinstance(rule.norm, norms.Counts)
        value = rule.value(person) if not rule.norm.counts else None
        if isinstance(value, tuple):
            periods.extend(value)
    return tuple(periods)


def _finish(
    program: Program, person: Person, found: Duration, start: Any, base_end: date | None, first: _Length | None,
    until: list[tuple[Rule, Any]],
) -> None:  # fmt: skip
    """The end date itself, with the extension asked for and the interruptions known."""
    citations = (first.rule.norm.citations if first else ()) + tuple(c for r, _ in until for c in r.norm.citations)
    if isinstance(start, date):
        origin = program.starts[0].norm.citations if program.starts else ()
        found.terms.append(Term("begindatum", "duur", origin, "De eerste dag.", day=start))
    if not citations:
        return
    if base_end is None:
        gaps = [value for value in (start, *(v for _, v in until)) if type(value) is Unknown]
        missing = tuple(sorted({name for gap in gaps for name in gap.facts}))
        found.terms.append(
            Term("einddatum", "duur", citations, "De einddatum is nog niet te bepalen.", missing=missing)
        )
        return
    months, wanted = _asked(program, person)
    end = add_months(base_end + DAY, int(months)) - DAY if months else base_end
    if isinstance(wanted, date) and wanted <= end:
        end = wanted
    last = prolong(Period(start, end), _interruptions(program, person)).end
    reserve = "" if last else "De onderbreking loopt nog."
    if any(term.missing for term in found.terms if term.name == "meetellen"):
        reserve = "Onder voorbehoud van wat nog niet bekend is (zie meetellen)."
    extra = tuple(c for rule in program.extends for c in rule.norm.citations) if months else ()
    found.end = last
    found.terms.append(Term("einddatum", "duur", citations + extra, "De laatste dag.", day=last, reserve=reserve))

"""The dates of a provision: from its start, n months through the day before, with what counts and what does not.

Interruptions that do not count lengthen, earlier use that counts shortens, an extension is added when it is asked for.
A date that cannot be computed says which facts are missing. That never blocks an outcome, until an extension or an end
date is asked for: then the norms about duration bind like conditions (`extension.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from trede.law import norms
from trede.law.kinds import Kind, Number, show_quantity
from trede.law.norms import Norm
from trede.reason.evaluate import Person
from trede.reason.operations import moved
from trede.reason.program import Program, Rule
from trede.reason.values import Unknown
from trede.terms import Period, months_between, prolong, union

DAY = timedelta(days=1)
ANCHOR = date(2025, 1, 1)  # to compare lengths by while the start is not known


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
class Length:
    """How long a provision lasts by one norm."""

    rule: Rule
    bound: str
    number: Number
    unit: str

    def end_from(self, start: date) -> date | None:
        """The last day, counted from `start`."""
        return day_before(moved(start, self.number, self.unit))

    @property
    def shown(self) -> str:
        """The length in words."""
        return show_quantity(self.number, self.unit)


@dataclass(slots=True)
class Span:
    """What is known of how long a provision lasts: its start, its lengths, its last days, what counts.

    `caps` are the last days of norms that say until when; `used` is time that counts, `stops` and `idle` time that does
    not. What is unknown may make it `shorter` or `longer`.
    """

    start: Any
    lengths: list[Length] = field(default_factory=list)
    caps: list[tuple[Rule, date]] = field(default_factory=list)
    used: list[tuple[Number, str]] = field(default_factory=list)
    stops: list[Period] = field(default_factory=list)
    idle: list[tuple[Number, str]] = field(default_factory=list)
    shorter: Unknown | None = None
    longer: Unknown | None = None
    unclear: list[tuple[Norm, Unknown]] = field(default_factory=list)

    @property
    def first(self) -> Length | None:
        """The lowest maximum."""
        bounds = [length for length in self.lengths if length.bound in ("≤", "=")]
        anchor = self.start if isinstance(self.start, date) else ANCHOR
        return min(bounds, key=lambda length: length.end_from(anchor) or date.max, default=None)

    def raw_end(self, start: date) -> date | None:
        """The last day by length and earlier use alone; before `start` when the time has been used up."""
        if (first := self.first) is None:
            return None
        number, unit = in_months(first.number, first.unit)
        other: list[tuple[Number, str]] = []
        for used in (in_months(*used) for used in self.used):
            if used[1] == unit:
                number -= used[0]
            else:
                other.append(used)
        end = moved(start, number, unit)
        for spent, spent_unit in other:
            end = moved(end, -spent, spent_unit) if end else None
        return day_before(end)

    def lengthened(self, start: date, end: date) -> date | None:
        """The last day with the interruptions that fall from `start` to `end` added; None while one is going on."""
        last = prolong(Period(start, end), self.stops).end if end >= start else end
        for number, unit in self.idle:
            last = moved(last, number, unit) if last else None
        return last

    def base_end(self) -> tuple[date | None, bool]:
        """The last day without extension, and whether an interruption is still going on (then there is none yet)."""
        if not isinstance(self.start, date):
            return None, False
        ends = [cap for _, cap in self.caps]
        raw = self.raw_end(self.start)
        running = False
        if raw is not None:
            end = self.lengthened(self.start, raw)
            running = end is None
            ends += [end] if end else []
        return (min(ends), False) if ends else (None, running)

    @property
    def rule(self) -> Rule | None:
        """The norm that sets the last day."""
        base, _ = self.base_end()
        at = [rule for rule, cap in self.caps if cap == base]
        first = self.first
        return at[0] if at else first.rule if first else self.caps[0][0] if self.caps else None

    @property
    def used_up(self) -> bool:
        """Does earlier use leave no time at all?"""
        start = self.start if isinstance(self.start, date) else ANCHOR
        end = self.raw_end(start) if self.used else None
        return end is not None and end < start


def day_before(day: date | None) -> date | None:
    """The day before, if there is one."""
    return day - DAY if day and day > date.min else None


def in_months(number: Number, unit: str) -> tuple[Number, str]:
    """A length with years as months, so that the two can be counted together.

    >>> in_months(2, "jaar"), in_months(6, "weken")
    ((24, 'maanden'), (6, 'weken'))
    """
    return (number * 12, "maanden") if unit == "jaar" else (number, unit)


def unit_of(kind: Kind | None) -> str:
    """The unit in which a length is counted; months when nothing else is said."""
    return kind.unit if kind is not None and kind.unit else "maanden"


def duration(program: Program, person: Person) -> Duration:
    """The dates of `program`'s provision for a person."""
    from trede.reason.extension import extend

    found = Duration()
    span = span_of(program, person)
    word = {"≤": "hoogstens ", "≥": "minstens ", "=": ""}
    for length in span.lengths:
        shown = word[length.bound] + length.shown
        found.terms.append(Term("duur", "duur", length.rule.norm.citations, f"Duurt {shown}.", length=shown))
    for norm, missing in span.unclear:
        found.terms.append(_unclear(program, norm, missing))
    if span.used_up and span.first:
        found.verdicts.append((span.first.rule, False, "weigert"))
    end, running = extend(program, person, span, found)
    _finish(program, span, found, end, running)
    return found


def span_of(program: Program, person: Person) -> Span:
    """What is known of how long the provision lasts for a person."""
    roles = program.law.regime.roles
    start = program.starts[0].value(person) if program.starts else program.compiler.name(roles["begindatum"])(person)
    span = Span(start)
    for rule in program.lasts:
        _lasts(program, person, span, rule)
    for rule in program.counts:
        _counts(program, person, span, rule)
    return span


def _lasts(program: Program, person: Person, span: Span, rule: Rule) -> None:
    norm = rule.norm
    assert isinstance(norm, norms.Lasts)
    holds = True if rule.guard is None else rule.guard(person)
    value = rule.value(person)
    kind = program.law.typer.infer(norm.expr)
    if type(holds) is Unknown or (holds and type(value) is Unknown):
        missing = holds if type(holds) is Unknown else value
        span.shorter = missing if span.shorter is None else span.shorter | missing
        span.unclear.append((norm, missing))
    elif not holds or value is None:
        return
    elif isinstance(value, date):
        if (last := day_before(value)) is not None:
            span.caps.append((rule, last))
    else:
        span.lengths.append(Length(rule, norm.bound, value, unit_of(kind)))


def _counts(program: Program, person: Person, span: Span, rule: Rule) -> None:
    norm = rule.norm
    assert isinstance(norm, norms.Counts)
    value = rule.value(person)
    unit = unit_of(program.law.typer.infer(norm.expr))
    if type(value) is Unknown:
        if norm.counts:
            span.shorter = value if span.shorter is None else span.shorter | value
        else:
            span.longer = value if span.longer is None else span.longer | value
        span.unclear.append((norm, value))
    elif isinstance(value, tuple):
        if norm.counts:
            span.used.append((sum(months_between(p.start, p.end) for p in union(value) if p.end), "maanden"))
        else:
            span.stops += value
    elif value is not None:
        (span.used if norm.counts else span.idle).append((value, unit))


def _unclear(program: Program, norm: Norm, missing: Unknown) -> Term:
    names = tuple(sorted(missing.facts))
    if isinstance(norm, norms.Counts):
        word = "telt mee" if norm.counts else "telt niet mee"
        text = f"Voor de duur {word}: {program.law.typer.show(norm.expr)}."
        return Term("meetellen", "duur", norm.citations, text, missing=names)
    return Term("duur", "duur", norm.citations, norm.reason or norm.sentence, missing=names)


def _finish(program: Program, span: Span, found: Duration, end: date | None, running: bool) -> None:
    """The first and the last day, with what is not known yet."""
    starts = program.starts[0].norm.citations if program.starts else ()
    if isinstance(span.start, date):
        found.terms.append(Term("begindatum", "duur", starts, "De eerste dag.", day=span.start))
    first = span.first
    citations = (first.rule.norm.citations if first else ()) + tuple(c for r, _ in span.caps for c in r.norm.citations)
    citations += tuple(c for norm, _ in span.unclear if isinstance(norm, norms.Lasts) for c in norm.citations)
    if not citations:
        return
    if any(t.name == "verlenging" for t in found.terms) and found.extended:
        citations += tuple(c for rule in program.extends for c in rule.norm.citations)
    term = Term("einddatum", "duur", citations, "De laatste dag.", day=end)
    gaps = [span.start] if type(span.start) is Unknown else []
    gaps += [missing for norm, missing in span.unclear if isinstance(norm, norms.Lasts)]
    term.missing = tuple(sorted({name for gap in gaps for name in gap.facts}))
    if span.used_up or (end is not None and isinstance(span.start, date) and end < span.start):
        term.day, term.text, term.missing = None, "Er blijft geen tijd over.", ()
    elif running:
        term.reserve = "De onderbreking loopt nog."
    elif end is None:
        term.text = "De einddatum is nog niet te bepalen."
    elif span.unclear:
        term.reserve = "Onder voorbehoud van wat nog niet bekend is."
    found.end = term.day
    found.terms.append(term)


__all__ = [
    "ANCHOR", "DAY", "Duration", "Length", "Span", "Term", "day_before", "duration", "in_months", "span_of", "unit_of",
]  # fmt: skip

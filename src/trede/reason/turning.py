"""The nearest change that would turn the outcome: one fact, as little as possible."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from trede.law import norms, tree
from trede.law.kinds import Kind, Number, show, snake, to_json
from trede.law.vocabulary import Fact
from trede.reason.breakdown import facts_under
from trede.reason.evaluate import Person
from trede.reason.facts import limits
from trede.reason.notice import ASKED, Change
from trede.reason.outcome import CHOICES, OutcomeName, Result
from trede.reason.possible import impossible
from trede.reason.program import Program, Rule
from trede.reason.values import Unknown
from trede.terms import add_months

DAY = timedelta(days=1)
SEARCH = 24
DURATION = (norms.Lasts, norms.Extends, norms.ExtendIf)
OUTCOME_WORDS = {
    "toegekend": "toegekend",
    "geweigerd": "geweigerd",
    "voorgelegd_aan_oordeel": "voorgelegd aan een medewerker",
    "onvoldoende_gegevens": "onvoldoende gegevens",
}


def turning_point(result: Result) -> dict[str, Any] | None:
    """The smallest change of one known fact that gives another outcome, or None.

    For a refusal, changes that end in a grant go first; then those that at least lift the refusal. While facts are
    missing there is none: those are what turns it.
    """
    if result.outcome == "onvoldoende_gegevens":
        return None
    best: tuple[tuple[int, Number, str], dict[str, Any]] | None = None
    barriers = _barriers(result)
    for name in _candidates(result):
        if not all(name in reads for _, reads in barriers):
            continue  # a refusal that does not read this fact stays
        fact = result.program.law.regime.vocabulary.facts[name]
        now, change = result.person.facts[name], Change(result, name)
        for value in _alternatives(now, fact, result.program):
            if value == now:
                continue
            facts = {**result.person.facts, name: value}
            if any(_refuses(rule, Person(facts)) for rule, _ in barriers):
                continue
            after = change.outcome(value)
            if after == result.outcome:
                continue
            score = (_rank(result.outcome, after), _distance(now, value, fact.kind), name)
            if (best is None or score < best[0]) and not impossible(result.program.law, facts):
                best = score, _json(fact, now, value, after)
    return best[1] if best else None


def _barriers(result: Result) -> list[tuple[Rule, set[str]]]:
    """The bound conditions that refuse, each with the facts it reads: a change must lift them all."""
    return [
        (g.rule, set(facts_under(g.rule.reading, result.program, result.person.facts)))
        for g in result.grounds
        if g.effect == "weigert" and isinstance(g.norm, norms.Bound)
        and not any(isinstance(node, tree.Unmet) for node in g.rule.reading.walk())
    ]  # fmt: skip


def _refuses(rule: Rule, person: Person) -> bool:
    value = rule.value(person)
    return type(value) is not Unknown and isinstance(rule.norm, norms.Bound) and bool(value) is not rule.norm.wanted


def _candidates(result: Result) -> list[str]:
    deciding = [g for g in result.grounds if g.effect in ("weigert", "eindigt", "kan_weigeren", "kan_eindigen")]
    grounds = deciding or [g for g in result.grounds if g.effect == "voldaan"]
    known, roles = result.person.facts, result.program.law.regime.roles
    names = [name for g in grounds for name in facts_under(g.rule.reading, result.program, known)]
    if result.excluded_by:
        names = [roles["lopende voorzieningen"], *(names if deciding else ())]
    names += [roles[CHOICES[g.effect]] for g in deciding if g.effect in CHOICES]
    names += [roles[name] for name in ASKED if any(isinstance(g.norm, DURATION) for g in deciding)]
    facts = result.program.law.regime.vocabulary.facts
    filled_in = roles["beoordelingsdatum"]
    return [n for n in dict.fromkeys(names) if n in known and n in facts and n != filled_in][:SEARCH]


def _rank(before: str, after: str) -> int:
    order = {"toegekend": 0, "voorgelegd_aan_oordeel": 1, "onvoldoende_gegevens": 2, "geweigerd": 3}
    return order[after] if before != "toegekend" else 3 - order[after]


def _alternatives(now: Any, fact: Fact, program: Program) -> Iterator[Any]:
    kind = fact.kind
    if kind.name == "ja_nee":
        yield not now
    elif kind.name == "keuze":
        yield from (snake(value) for value in kind.values)
    elif kind.name == "keuzes":
        chosen = now or ()
        yield from (tuple(v for v in chosen if v != value) for value in chosen)
        yield from ((*chosen, value) for value in map(snake, kind.values) if value not in chosen)
    elif kind.name in ("getal", "bedrag"):
        step = Fraction(1, 100) if kind.unit == "%" else 1
        low, high = limits(kind)
        for bound in bounds(fact.key, program):
            for value in (bound, bound - step, bound + step):
                if (low is None or value >= low) and (high is None or value <= high):
                    yield value
    elif kind.name == "datum" and isinstance(now, date):
        yield from _days(now)


def _days(now: date) -> Iterator[date]:
    """Days around a date at which something may turn: nearby days, and whole years away."""
    for days in (*range(1, 32), *range(35, 400, 7)):
        yield now + days * DAY
        yield now - days * DAY
    for years in range(1, 70):
        yield add_months(now, 12 * years)
        yield add_months(now, -12 * years)


def bounds(name: str, program: Program) -> list[Any]:
    """The constants a fact is compared with, in conditions, definitions and the keys of tables."""
    key = ("bounds", program.name)
    found = program.law.cache.get(key)
    if found is None:
        found = program.law.cache[key] = _all_bounds(program)
    assert isinstance(found, dict)
    return list(found.get(name, ()))


def _all_bounds(program: Program) -> dict[str, dict[Any, None]]:
    found: dict[str, dict[Any, None]] = {}
    exprs = [n for norm in program.provision.norms for n in norm.expressions()]
    for norm in program.compiler.names.values():
        if not isinstance(norm, norms.TableNorm):
            exprs.append(norm.expr)
            continue
        for row in norm.rows:
            for name, cell in zip(norm.keys, row.keys, strict=True):
                values = cell.value if isinstance(cell.value, tuple) else (cell.value,)
                found.setdefault(name, {}).update(dict.fromkeys(v for v in values if v is not None))
    for expr in exprs:
        for node in expr.walk():
            if isinstance(node, tree.Compare):
                for one, two in ((node.left, node.right), (node.right, node.left)):
                    if isinstance(one, tree.Ref) and isinstance(two, tree.Const) and two.value is not None:
                        found.setdefault(one.name, {})[two.value] = None
    return found


def _distance(now: Any, value: Any, kind: Kind) -> Number:
    """How far a change goes: days, euro, percent or units; 1 for a change that has no size."""
    if kind.name == "datum" and isinstance(now, date):
        days: int = abs((value - now).days)
        return days
    if kind.name in ("getal", "bedrag") and now is not None:
        return abs(Fraction(value - now)) * (100 if kind.unit == "%" else 1) / (100 if kind.name == "bedrag" else 1)
    return 1


def _json(fact: Fact, now: Any, value: Any, after: OutcomeName) -> dict[str, Any]:
    return {
        "feit": fact.key, "naam": fact.label, "van": to_json(now, fact.kind), "naar": to_json(value, fact.kind),
        "uitkomst": after,
        "uitleg": f"Als '{fact.label}' {show(value, fact.kind)} was in plaats van {show(now, fact.kind)}, "
                  f"werd de uitkomst: {OUTCOME_WORDS[after]}.",
    }  # fmt: skip

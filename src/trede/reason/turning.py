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
from trede.reason.outcome import Result, compute
from trede.reason.program import Program

DAY = timedelta(days=1)
SEARCH = 24
OUTCOME_WORDS = {
    "toegekend": "toegekend",
    "geweigerd": "geweigerd",
    "voorgelegd_aan_oordeel": "voorgelegd aan een medewerker",
    "onvoldoende_gegevens": "onvoldoende gegevens",
}


def turning_point(result: Result) -> dict[str, Any] | None:
    """The smallest change of one known fact that gives another outcome, or None.

    For a refusal, changes that end in a grant go first; then those that at least lift the refusal.
    """
    best: tuple[tuple[int, Number, str], dict[str, Any]] | None = None
    for name in _candidates(result):
        fact = result.program.law.regime.vocabulary.facts[name]
        now = result.person.facts[name]
        for value in _alternatives(now, fact, result.program):
            if value == now:
                continue
            after = compute(result.program, {**result.person.facts, name: value})
            if after.outcome == result.outcome:
                continue
            score = (_rank(result.outcome, after.outcome), _distance(now, value, fact.kind), name)
            if best is None or score < best[0]:
                best = score, _json(fact, now, value, after)
    return best[1] if best else None


def _candidates(result: Result) -> list[str]:
    deciding = [g for g in result.grounds if g.effect in ("weigert", "eindigt", "kan_weigeren", "kan_eindigen")]
    grounds = deciding or [g for g in result.grounds if g.effect == "voldaan"]
    names = [name for g in grounds for name in facts_under(g.rule.expr, result.program)]
    known = result.person.facts
    facts = result.program.law.regime.vocabulary.facts
    return [n for n in dict.fromkeys(names) if n in known and n in facts][:SEARCH]


def _rank(before: str, after: str) -> int:
    order = {"toegekend": 0, "voorgelegd_aan_oordeel": 1, "onvoldoende_gegevens": 2, "geweigerd": 3}
    return order[after] if before != "toegekend" else 3 - order[after]


def _alternatives(now: Any, fact: Fact, program: Program) -> Iterator[Any]:
    kind = fact.kind
    if kind.name == "ja_nee":
        yield not now
    elif kind.name == "keuze":
        yield from (snake(value) for value in kind.values)
    elif kind.name in ("getal", "bedrag"):
        for bound in bounds(fact.key, program):
            step = Fraction(1, 100) if kind.unit == "%" else 1
            yield from (v for v in (bound, bound - step, bound + step) if kind.low is None or v >= kind.low)
    elif kind.name == "datum" and isinstance(now, date):
        yield from _days(now)


def _days(now: date) -> Iterator[date]:
    """Days around a date at which something may turn: nearby days, and whole months and years away."""
    for days in (*range(1, 32), *range(35, 400, 7)):
        yield now + days * DAY
        yield now - days * DAY
    for years in range(1, 70):
        for sign in (1, -1):
            try:
                yield now.replace(year=now.year + sign * years)
            except ValueError:
                yield now.replace(year=now.year + sign * years, day=28)


def bounds(name: str, program: Program) -> list[Any]:
    """The constants a fact is compared with, directly or through a definition's other side."""
    found = []
    exprs = [n for norm in program.provision.norms for n in norm.expressions()]
    exprs += [n.expr for n in program.compiler.names.values() if isinstance(n, (norms.Definition, norms.Amount))]
    for expr in exprs:
        for node in expr.walk():
            if isinstance(node, tree.Compare):
                for one, two in ((node.left, node.right), (node.right, node.left)):
                    if isinstance(one, tree.Ref) and one.name == name and isinstance(two, tree.Const):
                        found.append(two.value)
    return [value for value in dict.fromkeys(found) if value is not None]


def _distance(now: Any, value: Any, kind: Kind) -> Number:
    if kind.name == "datum" and isinstance(now, date):
        return abs((value - now).days)
    if kind.name in ("getal", "bedrag") and now is not None:
        distance: Number = abs(value - now)
        return distance
    return 1


def _json(fact: Fact, now: Any, value: Any, after: Result) -> dict[str, Any]:
    return {
        "feit": fact.key, "naam": fact.label, "van": to_json(now, fact.kind), "naar": to_json(value, fact.kind),
        "uitkomst": after.outcome,
        "uitleg": f"Als '{fact.label}' {show(value, fact.kind)} was in plaats van {show(now, fact.kind)}, "
                  f"werd de uitkomst: {OUTCOME_WORDS[after.outcome]}.",
    }  # fmt: skip

"""The deadlines of a provision: those in its conditions (applied in time?) and those of its duties."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from trede.law import norms, tree
from trede.law.kinds import show_quantity
from trede.reason.outcome import Result
from trede.reason.values import Unknown
from trede.terms import Deadline, Term, end_of_term, latest_day_before

UNITS = {"dagen": "days", "weken": "weeks", "maanden": "months", "jaar": "years", "werkdagen": "working_days"}


def deadlines(result: Result) -> list[dict[str, Any]]:
    """All deadlines, in the shape of `termijnen`."""
    return [*_conditions(result), *_anew(result), *_duties(result)]


def _conditions(result: Result) -> list[dict[str, Any]]:
    out = []
    program, person = result.program, result.person
    for ground in result.grounds:
        if not isinstance(ground.norm, norms.Bound) or not ground.norm.wanted:
            continue
        for node in _demanded(ground.rule.expr):
            if not isinstance(node, tree.Compare) or not isinstance(node.left, tree.Ref) or node.op not in "≤<":
                continue
            kind = program.law.typer.infer(node.left)
            if kind is None or kind.name != "datum" or isinstance(node.right, tree.Const):
                continue
            day = program.compiler.compile(node.right)(person)
            label = program.law.regime.vocabulary.label(node.left.name)
            word = "vóór" if node.op == "<" else "uiterlijk op"
            out.append(_entry(f"uiterste_{node.left.name}", "uiterste_datum", day, ground.norm.citations,
                              f"{label[:1].upper() + label[1:]}: {word} deze dag."))  # fmt: skip
    return out


def _anew(result: Result) -> Iterator[dict[str, Any]]:
    """The conditions that must be judged anew every so many months."""
    for ground in result.grounds:
        if isinstance(ground.norm, norms.Bound) and ground.norm.every is not None:
            text = ground.norm.reason or ground.norm.sentence
            entry = _entry("opnieuw_beoordelen", "stap", None, ground.norm.citations, text)
            yield {**entry, "duur": f"elke {show_quantity(ground.norm.every, 'maanden')}"}


def _demanded(expr: tree.Expr) -> Iterator[tree.Expr]:
    """The parts of a condition, except what it denies: `niet` turns a last day into a first one."""
    if not isinstance(expr, (tree.Not, tree.Fold)):
        yield expr
        for part in expr.children():
            yield from _demanded(part)


def _entry(name: str, sort: str, day: Any, citations: tuple[str, ...], text: str) -> dict[str, Any]:
    missing = sorted(day.facts) if type(day) is Unknown else []
    return {
        "naam": name, "soort": sort, "datum": day.isoformat() if isinstance(day, date) else None, "duur": None,
        "wie": None, "handeling": None, "normen": list(citations), "uitleg": text, "ontbreekt": missing,
        "voorbehoud": "",
    }  # fmt: skip


def _duties(result: Result) -> list[dict[str, Any]]:
    out = []
    words = result.program.law.regime.vocabulary
    for duty in result.program.duties:
        if duty.deadline is None or holds(duty.when, result) == "nee":
            continue
        day, note, missing = duty_day(duty, result)
        entry = _entry(duty.action, "stap", day, duty.citations, duty.reason or duty.sentence)
        entry["wie"], entry["handeling"] = words.roles.get(duty.role, duty.role), words.actions.get(duty.action)
        entry["voorbehoud"], entry["ontbreekt"] = note, list(missing)
        if duty.deadline.relation == "elke":
            entry["duur"] = f"elke {show_quantity(duty.deadline.amount or 1, duty.deadline.unit)}"
        out.append(entry)
    return out


def holds(expr: tree.Expr | None, result: Result) -> str:
    """Does a condition hold for this person: ja, nee or onbekend?"""
    if expr is None:
        return "ja"
    value = result.program.compiler.compile(expr)(result.person)
    return "onbekend" if type(value) is Unknown else "ja" if value else "nee"


def duty_day(duty: norms.Duty, result: Result) -> tuple[date | None, str, tuple[str, ...]]:
    """The day of a duty, a note (why it shifted), and what is missing to know it."""
    deadline = duty.deadline
    if deadline is None or deadline.anchor is None:
        return None, "", ()
    anchor = result.program.compiler.compile(deadline.anchor)(result.person)
    if type(anchor) is Unknown:
        return None, "", tuple(sorted(anchor.facts))
    if not isinstance(anchor, date):
        return None, "", ()
    if deadline.relation == "voor" and anchor > date.min:
        return anchor - timedelta(days=1), "", ()
    if deadline.amount is None or deadline.unit is None:
        return anchor, "", ()
    if deadline.unit not in UNITS or deadline.amount < 1:
        return None, f"De termijn is {show_quantity(deadline.amount, deadline.unit)}; een dag volgt daar niet uit.", ()
    statutory = result.program.law.regime.source(duty.source).rank == "wet"
    term = Term(deadline.amount, UNITS[deadline.unit])  # type: ignore[arg-type]
    count = latest_day_before if deadline.relation == "vóór" else end_of_term
    try:
        found: Deadline = count(anchor, term, statutory=statutory)
    except (ValueError, OverflowError) as problem:  # outside the years of which the holidays are known
        return None, str(problem), ()
    return found.day, " ".join(x for x in (found.shifted_because, found.unconfirmed) if x), ()

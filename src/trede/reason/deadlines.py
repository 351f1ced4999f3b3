"""The deadlines of a provision: those in its conditions (applied in time?) and those of its duties."""

from __future__ import annotations

from datetime import date
from typing import Any

from trede.law import norms, tree
from trede.law.kinds import show_quantity
from trede.reason.outcome import Result
from trede.reason.values import Unknown
from trede.terms import Deadline, Term, end_of_term, latest_day_before

UNITS = {"dagen": "days", "weken": "weeks", "maanden": "months", "jaar": "years", "werkdagen": "working_days"}


def deadlines(result: Result) -> list[dict[str, Any]]:
    """All deadlines, in the shape of `termijnen`."""
    return [*_conditions(result), *_duties(result)]


def _conditions(result: Result) -> list[dict[str, Any]]:
    out = []
    program, person = result.program, result.person
    for ground in result.grounds:
        for node in ground.rule.expr.walk():
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
        if duty.deadline is None or not _applies(duty, result):
            continue
        day, note, missing = duty_day(duty, result)
        entry = _entry(duty.action, "stap", day, duty.citations, duty.reason or duty.sentence)
        entry["wie"], entry["handeling"] = words.roles.get(duty.role, duty.role), words.actions.get(duty.action)
        entry["voorbehoud"], entry["ontbreekt"] = note, list(missing)
        if duty.deadline.relation == "elke":
            entry["duur"] = f"elke {show_quantity(duty.deadline.amount or 1, duty.deadline.unit)}"
        out.append(entry)
    return out


def _applies(duty: norms.Duty, result: Result) -> bool:
    if duty.when is None:
        return True
    return result.program.compiler.compile(duty.when)(result.person) is not False


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
    if deadline.amount is None or deadline.unit is None:
        return anchor, "", ()
    statutory = result.program.law.regime.source(duty.source).rank == "wet"
    term = Term(deadline.amount, UNITS[deadline.unit])  # type: ignore[arg-type]
    count = latest_day_before if deadline.relation == "vóór" else end_of_term
    found: Deadline = count(anchor, term, statutory=statutory)
    return found.day, " ".join(x for x in (found.shifted_because, found.unconfirmed) if x), ()

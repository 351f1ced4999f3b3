"""Tries a logical expression on every combination of sample values, to find parts that can never matter."""

from __future__ import annotations

import operator
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any

from trede.law import tree
from trede.law.kinds import snake
from trede.law.types import Typer

LIMIT = 20_000
TESTS = {"=": operator.eq, "≠": operator.ne, "≥": operator.ge, "≤": operator.le, ">": operator.gt, "<": operator.lt}
Case = dict[Any, Any]


@dataclass(frozen=True, slots=True)
class Finding:
    """`part` None: the whole expression is constant (`always` true or false); else that part never matters."""

    part: tree.Expr | None
    always: bool = False


def idle_parts(expr: tree.Expr, typer: Typer) -> list[Finding]:
    """What of an expression can never matter; empty when all does, or when there are too many cases to try."""
    samples = _samples(expr, typer)
    if prod(len(values) for values in samples.values()) > LIMIT:
        return []
    cases = [dict(zip(samples, values, strict=False)) for values in product(*samples.values())]
    table = [holds(expr, case) for case in cases]
    if len(set(table)) == 1 and samples:
        return [Finding(None, table[0])]
    return [Finding(part) for part, smaller in _without(expr) if [holds(smaller, case) for case in cases] == table]


def _samples(expr: tree.Expr, typer: Typer) -> dict[Any, list[Any]]:
    """For each fact compared with constants the values around them; for anything else true and false."""
    found: dict[Any, set[Any]] = {}
    for atom in atoms(expr):
        if _simple(atom):
            assert isinstance(atom, tree.Compare)
            assert isinstance(atom.right, tree.Const)
            found.setdefault(atom.left, set()).update(_around(atom.right, atom.left, typer))
        else:
            found[atom] = {True, False}
    return {key: sorted(values, key=str) for key, values in found.items()}


def _simple(atom: tree.Expr) -> bool:
    return (
        isinstance(atom, tree.Compare)
        and isinstance(atom.left, tree.Ref)
        and isinstance(atom.right, tree.Const)
        and atom.right.kind.name in ("getal", "bedrag", "keuze")
        and atom.right.value is not None
    )


def _around(constant: tree.Const, left: tree.Expr, typer: Typer) -> set[Any]:
    if constant.kind.name == "keuze":
        kind = typer.infer(left)
        return {constant.value, "\0"} | ({snake(v) for v in kind.values} if kind else set())
    return {constant.value - 1, constant.value, constant.value + 1}


def atoms(expr: tree.Expr) -> Iterator[tree.Expr]:
    """The parts of an expression below its *en*, *of* and *niet*."""
    match expr:
        case tree.All(parts) | tree.Any_(parts):
            for part in parts:
                yield from atoms(part)
        case tree.Not(body) | tree.Judged(body):
            yield from atoms(body)
        case _:
            yield expr


def holds(expr: tree.Expr, case: Case) -> bool:
    """Is the expression true in a case?"""
    match expr:
        case tree.All(parts):
            return all(holds(part, case) for part in parts)
        case tree.Any_(parts):
            return any(holds(part, case) for part in parts)
        case tree.Not(body):
            return not holds(body, case)
        case tree.Judged(body):
            return holds(body, case)
        case tree.Compare(op, left, tree.Const(value=value)) if _simple(expr):
            known = case[left]
            return bool(TESTS[op](known, value)) if op in "=≠" or known != "\0" else False
        case _:
            return bool(case[expr])


def _without(expr: tree.Expr) -> Iterator[tuple[tree.Expr, tree.Expr]]:
    """Each part of an *en* or *of*, with the expression as it is without that part."""
    match expr:
        case tree.All(parts) | tree.Any_(parts):
            for place, part in enumerate(parts):
                rest = parts[:place] + parts[place + 1 :]
                yield part, type(expr)(rest)
                for inner, smaller in _without(part):
                    yield inner, type(expr)((*parts[:place], smaller, *parts[place + 1 :]))
        case tree.Not(body):
            for inner, smaller in _without(body):
                yield inner, tree.Not(smaller)
        case _:
            return

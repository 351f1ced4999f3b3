"""Tries a logical expression on every combination of sample values, to find parts that can never matter."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import partial
from itertools import pairwise
from math import prod
from typing import Any

from trede.law import tree
from trede.law.kinds import Kind, Number, bounds, exact, snake
from trede.law.types import Typer

LIMIT = 200_000
TESTS = {"=": operator.eq, "≠": operator.ne, "≥": operator.ge, "≤": operator.le, ">": operator.gt, "<": operator.lt}
OTHER = "\0"
Change = Callable[[tree.Expr], tree.Expr]
COMPARED = ("getal", "bedrag", "keuze", "datum")


@dataclass(frozen=True, slots=True)
class Finding:
    """`part` None: the whole expression is constant (`always` true or false); else that part never matters."""

    part: tree.Expr | None
    always: bool = False


def idle_parts(expr: tree.Expr, typer: Typer) -> list[Finding]:
    """What of an expression can never matter; empty when all does, or when there are too many cases to try.

    A truth is an integer with a bit for each case, so that trying all cases at once is one operation.
    """
    samples = _samples(expr, typer)
    count = prod(len(values) for values in samples.values())
    if count > LIMIT or not samples:
        return []
    truths = _truths(expr, samples, count)
    every = (1 << count) - 1
    table = holds(expr, truths, every)
    if table in (0, every):
        return [Finding(None, table == every)]
    found: list[Finding] = []
    agenda: list[tuple[tree.Expr, Change]] = [(expr, lambda whole: whole)]
    while agenda:
        inside, whole = agenda.pop()
        for part, smaller, within in _without(inside):
            if smaller is not None and holds(whole(smaller), truths, every) == table:
                found.append(Finding(part))
            else:
                agenda.append((part, partial(_both, whole, within)))
    return found


def _samples(expr: tree.Expr, typer: Typer) -> dict[tree.Expr, list[Any]]:
    """For each fact compared with constants the values around them; for anything else true and false."""
    found: dict[tree.Expr, list[tree.Const]] = {}
    for atom in atoms(expr):
        simple = _simple(atom)
        found.setdefault(simple[1] if simple else atom, []).extend([simple[2]] if simple else [])
    return {
        key: _around(constants, typer.infer(key)) if constants else [True, False] for key, constants in found.items()
    }


def _simple(atom: tree.Expr) -> tuple[str, tree.Expr, tree.Const] | None:
    """The parts of a comparison of a fact with a value; None for anything else."""
    match atom:
        case tree.Compare(op, tree.Ref() as left, tree.Const() as right) if right.kind.name in COMPARED:
            return op, left, right
    return None


def _around(constants: list[tree.Const], kind: Kind | None) -> list[Any]:
    """Values on every side of, and between, the values that a fact is compared with."""
    if constants[0].kind.name == "keuze":
        named = {snake(value) for value in kind.values} if kind else set()
        return sorted({constant.value for constant in constants} | named | {OTHER})
    values = sorted({_number(constant.value) for constant in constants})
    between = [Fraction(low + high, 2) for low, high in pairwise(values)]
    found = [values[0] - 1, *values, *between, values[-1] + 1]
    low, high = bounds(kind)
    above = {v if low is None else max(v, low) for v in found}
    return sorted({v if high is None else min(v, high) for v in above})


def _number(value: Any) -> Number:
    return value.toordinal() if isinstance(value, date) else exact(value)


def _truths(expr: tree.Expr, samples: dict[tree.Expr, list[Any]], count: int) -> dict[tree.Expr, int]:
    """For each atom the cases in which it is true. The cases count through the samples, the first one fastest."""
    found: dict[tree.Expr, int] = {}
    stride = 1
    places = {}
    for key, values in samples.items():
        places[key] = (stride, values)
        stride *= len(values)
    for atom in atoms(expr):
        simple = _simple(atom)
        stride, values = places[simple[1] if simple else atom]
        repeat = ((1 << count) - 1) // ((1 << (stride * len(values))) - 1)
        block = (1 << stride) - 1
        true = [place for place, value in enumerate(values) if (_test(simple, value) if simple else value)]
        found[atom] = sum(block << (place * stride) for place in true) * repeat
    return found


def _test(simple: tuple[str, tree.Expr, tree.Const], value: Any) -> bool:
    op, _left, constant = simple
    if constant.kind.name == "keuze":
        return (value == constant.value) is (op == "=")
    return bool(TESTS[op](value, _number(constant.value)))


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


def holds(expr: tree.Expr, truths: dict[tree.Expr, int], every: int) -> int:
    """The cases in which an expression is true."""
    match expr:
        case tree.All(parts):
            found = every
            for part in parts:
                found &= holds(part, truths, every)
            return found
        case tree.Any_(parts):
            found = 0
            for part in parts:
                found |= holds(part, truths, every)
            return found
        case tree.Not(body):
            return every & ~holds(body, truths, every)
        case tree.Judged(body):
            return holds(body, truths, every)
        case _:
            return truths[expr]


def _without(
    expr: tree.Expr,
) -> Iterator[tuple[tree.Expr, tree.Expr | None, Change]]:
    """Each part of an expression: the part, the whole without it (None: not possible), and with another."""
    match expr:
        case tree.All(parts) | tree.Any_(parts):
            for place, part in enumerate(parts):
                before, after = parts[:place], parts[place + 1 :]
                within = partial(_with, type(expr), before, after)
                yield part, type(expr)((*before, *after)), within
        case tree.Not(body):
            yield body, None, tree.Not
        case _:
            return


def _both(outer: Change, inner: Change, new: tree.Expr) -> tree.Expr:
    return outer(inner(new))


def _with(
    kind: type[tree.All] | type[tree.Any_], before: tuple[tree.Expr, ...], after: tuple[tree.Expr, ...], new: tree.Expr
) -> tree.Expr:
    return kind((*before, new, *after))

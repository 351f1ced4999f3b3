"""The examples of a regime, one by one: the provision each is about, its day, and every name it can come to read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from trede.law import norms, tree
from trede.law.errors import LawError, NoLawInForce
from trede.law.inforce import InForce, law_on
from trede.law.kinds import snake
from trede.law.norms import Norm
from trede.law.regime import ExampleTable, Regime
from trede.reason.assess import UnknownProvision, find_provision
from trede.reason.examples import ExampleRun, run_examples
from trede.reason.program import Program, Rule, program


@dataclass(frozen=True, slots=True)
class Case:
    """One row of an example table, as a table of its own."""

    table: ExampleTable
    provision: str
    on: date
    reads: frozenset[str]
    facts: frozenset[str]


def read_cases(regime: Regime) -> tuple[list[Case], list[LawError]]:
    """The examples that come out right, and the mistakes of those that do not (these can notice nothing)."""
    found: list[Case] = []
    wrong: list[LawError] = []
    single = replace(regime, examples=[], cache=regime.cache)
    for table in [replace(t, table=replace(t.table, rows=[row])) for t in regime.examples for row in t.table.rows]:
        single.examples = [table]
        try:
            run = run_examples(single)[0]
            law = law_on(regime, run.on)
            name = find_provision(law, run.provision) if run.error is None else ""
        except (NoLawInForce, UnknownProvision):  # an example that is wrong says so in its error
            continue
        except Exception as problem:
            wrong.append(LawError(table.file, table.table.rows[0][0], f"Dit voorbeeld breekt de motor: {problem!r}"))
            continue
        if run.error is not None:
            wrong.append(run.error)
        else:
            found.append(Case(table, name, run.on, _reads(law, name, run), frozenset(run.facts)))
    return found, wrong


def _reads(law: InForce, provision: str, run: ExampleRun) -> frozenset[str]:
    made = program(law, provision)
    asked = [snake(what) for what in run.expected]
    return closure(made.compiler.names, {*_seeds(made), *asked, *law.regime.roles.values()})


def _seeds(made: Program) -> Iterator[str]:
    """The names that the norms of a provision read themselves."""
    for expr in (e for norm in made.provision.norms for e in expressions(norm)):
        yield from tree.names(expr)
    for rule in (*made.amounts, *made.lasts, *made.extends):
        yield from _rule_names(rule)


def _rule_names(rule: Rule) -> set[str]:
    return tree.names(rule.expr)


def closure(definitions: Any, seeds: set[str]) -> frozenset[str]:
    """The names that can be read from `seeds`, through definitions and tables."""
    seen: set[str] = set()
    todo = set(seeds)
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        if (norm := definitions.get(name)) is not None:
            todo |= read_by(norm)
    return frozenset(seen)


def expressions(norm: Norm) -> Iterator[tree.Expr]:
    """All expressions of a norm, those of its table and of its extension included."""
    yield from norm.expressions()
    if isinstance(norm, norms.Extends) and norm.total is not None:
        yield norm.total
    if isinstance(norm, norms.TableNorm):
        for row in norm.rows:
            yield from row.values


def read_by(norm: Norm) -> set[str]:
    """The names that a norm reads, the keys of a table included."""
    found = set(norm.keys) if isinstance(norm, norms.TableNorm) else set()
    return found.union(*(tree.names(expr) for expr in expressions(norm)))


def named(norm: Norm) -> tuple[str, ...]:
    """The names that a norm gives their value."""
    if isinstance(norm, norms.TableNorm):
        return norm.outputs
    return (norm.name,) if isinstance(norm, (norms.Definition, norms.Amount)) else ()

"""The own tests of a regime, one by one: the provision each is about, and every name it can come to read.

They are the examples under its articles, its worked cases (tests/regimes/<regime>_cases.jsonl) and its dated figures
(tests/regimes/<regime>_series.csv).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tests.regimes import series, worked

from trede.law import norms, tree
from trede.law.errors import LawError, NoLawInForce
from trede.law.inforce import InForce, law_on
from trede.law.kinds import snake
from trede.law.norms import Norm
from trede.law.regime import ExampleTable, Regime
from trede.reason.assess import UnknownProvision, find_provision
from trede.reason.examples import run_examples
from trede.reason.program import Program, Rule, program


@dataclass(frozen=True, slots=True)
class Case:
    """One test: a row of an example table (`example`), or a worked case or dated figure (`case`).

    `facts` are what it says of the person, for the rules on what cannot be; only a worked case is held against these.
    """

    kind: str
    provision: str
    reads: frozenset[str]
    facts: frozenset[str]
    fails: Callable[[Regime], bool]


def read_cases(regime: Regime) -> tuple[list[Case], list[LawError]]:
    """The tests that pass, and the mistakes of the examples that do not (these can notice nothing)."""
    found, wrong = _examples(regime)
    return [*found, *_worked(regime), *_series(regime)], wrong


def _examples(regime: Regime) -> tuple[list[Case], list[LawError]]:
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
            asked = [snake(what) for what in run.expected]
            found.append(Case("example", name, _reads(law, name, asked), frozenset(), _example_fails(table)))
    return found, wrong


def _example_fails(table: ExampleTable) -> Callable[[Regime], bool]:
    def fails(regime: Regime) -> bool:
        regime.examples = [table]
        return any(run.error is not None for run in run_examples(regime))

    return fails


def _worked(regime: Regime) -> Iterator[Case]:
    for case in worked.read_worked(regime.name):
        fails = _worked_fails(case)
        try:
            law = law_on(worked.offering(case, regime), date.fromisoformat(case["op"]))
            there = case["verwacht"]["uitkomst"] != worked.NOT_THERE
            name = find_provision(law, case["voorziening"]) if there else case["voorziening"]
            if fails(regime):
                continue
        except Exception:  # pytest speaks of a case that does not pass
            continue
        yield Case("case", name, _reads(law, name, []) if there else frozenset(), frozenset(case["feiten"]), fails)


def _worked_fails(case: dict[str, Any]) -> Callable[[Regime], bool]:
    return lambda regime: bool(worked.wrong(case, worked.body_of(case, regime)))


def _series(regime: Regime) -> Iterator[Case]:
    for one in series.read_series(regime.name):
        if not (fails := _series_fails(one))(regime):
            yield Case("case", "", frozenset((one.name,)), frozenset(), fails)


def _series_fails(one: series.Series) -> Callable[[Regime], bool]:
    return lambda regime: bool(series.wrong(one, regime))


def _reads(law: InForce, provision: str, asked: list[str]) -> frozenset[str]:
    made = program(law, provision)
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

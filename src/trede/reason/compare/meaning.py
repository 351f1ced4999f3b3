"""What of a provision counts, names resolved: two versions that mean the same are the same for everybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from trede.law import norms, tree
from trede.law.inforce import InForce
from trede.law.norms import Norm
from trede.reason.program import Program, program

WHERE = {"citations", "source", "article", "sentence", "file", "line", "provisions", "reason", "since", "until"}
OUTCOME = (norms.Bound, norms.Required, norms.Ground, norms.Submit, norms.Amount)
DURATION = (norms.Starts, norms.Lasts, norms.Extends, norms.ExtendIf, norms.Counts)
CHOSEN = ("keuze weigeren", "keuze eindigen", "lopende voorzieningen")
TIMES = ("begindatum", "gewenste einddatum", "gevraagde verlenging", "eerdere verlengingen")


def said(norm: Norm) -> tuple[Any, ...]:
    """What a norm says, without where it stands: equal for two norms that say the same."""
    if isinstance(norm, norms.TableNorm):
        return (norm.outputs, norm.keys, norm.role, tuple((row.keys, row.values) for row in norm.rows))
    return (type(norm).__name__, *(getattr(norm, f.name) for f in fields(norm) if f.name not in WHERE))


@dataclass(frozen=True)
class Meaning:
    """What counts for the outcome and amounts, what for the dates, and every name that they read with its meaning.

    The order of norms counts for the dates only: the first that applies says how long an extension is.
    """

    outcome: Counter[Any]
    duration: tuple[Any, ...]
    outcome_names: dict[str, Any]
    duration_names: dict[str, Any]


def meaning(law: InForce, provision: str) -> Meaning:
    """The meaning of a provision under the law of a date."""
    made = program(law, provision)
    about = made.provision.norms
    outcome = [norm for norm in about if isinstance(norm, OUTCOME) or _excludes(norm)]
    duration = [norm for norm in about if isinstance(norm, DURATION)]
    chosen, times = ([law.regime.roles[role] for role in names] for names in (CHOSEN, TIMES))
    return Meaning(
        Counter(_key(norm, made) for norm in outcome), tuple(_key(norm, made) for norm in duration),
        names_read(made, outcome, chosen), names_read(made, duration, times),
    )  # fmt: skip


def _excludes(norm: Norm) -> bool:
    return isinstance(norm, norms.Concurrence) and norm.relation == "sluit_uit"


def _key(norm: Norm, made: Program) -> Any:
    """A bound condition also by its sources, where grounds ask whether the conditions of a source are met."""
    rule = next((rule for rule in made.bounds if rule.norm is norm), None)
    return said(norm), rule.sources if rule is not None and _asks_source(made) else None


def _asks_source(made: Program) -> bool:
    every = (expr for norm in made.provision.norms for expr in norm.expressions())
    return any(isinstance(node, tree.Unmet) for expr in every for node in expr.walk())


def names_read(made: Program, about: Iterable[Norm], also: Iterable[str] = ()) -> dict[str, Any]:
    """Every name that these norms (and `also`) read, directly or through other names, with what it means."""
    found: dict[str, Any] = {}
    agenda = [*also]
    agenda += [name for norm in about for expr in expressions(norm) for name in tree.names(expr)]
    agenda += [norm.name for norm in about if isinstance(norm, norms.Amount)]
    words = made.law.regime.vocabulary
    while agenda:
        name = agenda.pop()
        if name in found:
            continue
        norm, fact = made.compiler.names.get(name), words.facts.get(name)
        found[name] = (said(norm) if norm is not None else None, (fact.kind, fact.judgement) if fact else None,
                       fact is not None and fact.kind.element and _fields(made, fact.kind.element))  # fmt: skip
        if norm is not None:
            agenda += [read for expr in expressions(norm) for read in tree.names(expr)]
            agenda += norm.keys if isinstance(norm, norms.TableNorm) else ()
    return found


def _fields(made: Program, element: str) -> tuple[Any, ...]:
    known = made.law.regime.vocabulary.fields.get(element, {})
    return tuple(sorted((key, str(fact.kind), fact.judgement) for key, fact in known.items()))


def expressions(norm: Norm) -> Iterable[tree.Expr]:
    """Every expression of a norm, of the rows of a table and the total of an extension too."""
    yield from norm.expressions()
    if isinstance(norm, norms.TableNorm):
        yield from (value for row in norm.rows for value in row.values)
    if isinstance(norm, norms.Extends) and norm.total is not None:
        yield norm.total

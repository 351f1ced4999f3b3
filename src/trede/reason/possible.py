"""Facts that cannot be together, such as an end before its start: an input error, not an outcome."""

from __future__ import annotations

from typing import Any

from trede.law import norms, tree
from trede.law.inforce import InForce
from trede.reason.evaluate import Person, compiler
from trede.reason.facts import FactErrors, Facts, Problem


def check_possible(law: InForce, facts: Facts) -> None:
    """FactErrors when facts are together that cannot be."""
    if problems := impossible(law, facts.values):
        raise FactErrors(problems)


def impossible(law: InForce, values: dict[str, Any]) -> list[Problem]:
    """The norms that these facts, with the day of the law, together definitely break."""
    rules = law.cache.get("impossible")
    if rules is None:
        found = [norm for norm in law.norms if isinstance(norm, norms.Impossible)]
        rules = law.cache["impossible"] = [(norm, compiler(law, "").compile(norm.expr)) for norm in found]
    assert isinstance(rules, list)
    person = Person(Facts(values).on(law.on, law.regime))
    return [
        Problem(", ".join(sorted(tree.names(norm.expr))), _said(norm, law))
        for norm, holds in rules
        if holds(person) is True
    ]


def _said(norm: norms.Impossible, law: InForce) -> str:
    return norm.reason.rstrip(".") or f"dit kan niet samen: {law.typer.show(norm.expr)}"

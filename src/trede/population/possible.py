"""Takes off the record what nobody can have together (`Onmogelijk is dat …`): an invented person is possible."""

from __future__ import annotations

from trede.law import norms, tree
from trede.law.inforce import InForce
from trede.population.columns import Block
from trede.population.persons import facts_of
from trede.reason.facts import Facts
from trede.reason.possible import impossible


def keep_possible(block: Block, law: InForce) -> None:
    """Make unknown, for each person in whom a norm on what cannot be is broken, the facts that the norm names."""
    rules = [norm for norm in law.norms if isinstance(norm, norms.Impossible)]
    read = {name for norm in rules for name in tree.names(norm.expr)} & set(block.columns)
    if not read:
        return
    part = Block(block.first, block.size, {name: block.columns[name] for name in sorted(read)})
    for place in range(block.size):
        facts = Facts.read(facts_of(part, place, law.regime.vocabulary), law.regime)
        for problem in impossible(law, facts.on(law.on, law.regime)):
            for name in read.intersection(problem.fact.split(", ")):
                block.columns[name].unknown[place] = True
                block.columns[name].absent[place] = False

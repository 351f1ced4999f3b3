"""What names are computed from, as one provision means them, and which of them mean the same for every provision."""

from __future__ import annotations

from collections.abc import KeysView

from trede.law import tree
from trede.law.inforce import Named, read_by


class Reads:
    """What the names of a provision read, through definitions and tables; `general` are those of no provision."""

    def __init__(self, names: dict[str, Named], general: dict[str, Named]) -> None:
        self.names, self.general = names, general
        self._same: dict[str, bool] = {}
        self._inside: dict[str, dict[str, None]] = {}
        self._leads: dict[str, frozenset[str]] = {}
        self._readers: dict[str, frozenset[str]] = {}

    def of(self, expr: tree.Expr) -> frozenset[str]:
        """All names that an expression reads, through definitions and tables."""
        return frozenset().union(*(self.leads(name) for name in tree.names(expr)))

    def inside(self, name: str) -> KeysView[str]:
        """The names that its definition or table reads to give a name its value, in order; none for a plain fact."""
        if name not in self._inside:
            norm = self.names.get(name)
            parts = () if norm is None else read_by(norm, name)
            self._inside[name] = dict.fromkeys(read for part in parts for read in tree.reading(part))
        return self._inside[name].keys()

    def leads(self, name: str) -> frozenset[str]:
        """A name, and all names that it is computed from."""
        if name not in self._leads:
            seen, todo = set[str](), {name}
            while todo:
                one = todo.pop()
                seen.add(one)
                if one in self._leads:
                    seen |= self._leads[one]
                else:
                    todo |= self.inside(one) - seen
            self._leads[name] = frozenset(seen)
        return self._leads[name]

    def readers(self, name: str) -> frozenset[str]:
        """The defined names that are computed from a name."""
        if name not in self._readers:
            self._readers[name] = frozenset(defined for defined in self.names if name in self.leads(defined))
        return self._readers[name]

    def is_general(self, expr: tree.Expr) -> bool:
        """Does an expression come to the same for every provision, as long as the facts are the same?

        Not when it reads a name with a meaning of its own, a name that reads itself (where one enters the ring then
        matters), or whether the conditions of this provision are met.
        """
        own = any(isinstance(node, tree.Unmet) for node in expr.walk())
        return not own and all(map(self.is_same, tree.names(expr)))

    def is_same(self, name: str) -> bool:
        """Does a name mean the same for every provision, and all that it reads?"""
        if name not in self._same:
            self._same[name] = False
            norm = self.names.get(name)
            self._same[name] = norm is self.general.get(name) and (
                norm is None or all(map(self.is_general, read_by(norm, name)))
            )
        return self._same[name]

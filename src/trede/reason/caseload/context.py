"""What is at hand while a block is computed: how many people, their columns, what was computed before."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from trede.reason.caseload.planes import Array, Plane, empty, full, pack, unpack
from trede.reason.caseload.values import Vec

if TYPE_CHECKING:
    from trede.reason.caseload.nodes import Node


class Context:
    """A block (of people, or of the records of a list) while its nodes are computed.

    `spoilt` are the people of whom a number grew too large for an array: the scalar engine does them. What was
    computed is kept until it was read as often as `uses` says (for ever when that says nothing of it).
    """

    def __init__(self, count: int, column: Callable[[str], Vec | None], uses: dict[Node, int] | None = None) -> None:
        self.count = count
        self.column = column
        self.full: Plane = full(count)
        self.spoilt: Plane | None = None
        self.unmet: dict[tuple[str, str], Plane] = {}
        self._left = dict(uses) if uses else {}
        self._kept: dict[Node, Vec] = {}

    def get(self, node: Node) -> Vec:
        """The values of a node, computed once."""
        found = self._kept.get(node)
        if found is None:
            found = node.compute(self)
            self._kept[node] = found
        left = self._left.get(node)
        if left is not None:
            if left <= 1:
                self._kept.pop(node)
            self._left[node] = left - 1
        return found

    def all(self, nodes: Iterable[Node]) -> list[Vec]:
        """The values of several nodes."""
        return [self.get(node) for node in nodes]

    def person(self, node: Node) -> Vec:
        """In a list: what a node comes to for the person of each record."""
        raise NotImplementedError

    def spoil(self, flags: Array | None = None) -> None:
        """These people (None: all) are for the scalar engine."""
        plane = self.full if flags is None else pack(flags)
        self.spoilt = plane if self.spoilt is None else self.spoilt | plane

    def flags(self, plane: Plane) -> Array:
        """A plane as booleans."""
        return unpack(plane, self.count)

    def empty(self) -> Plane:
        """Nobody."""
        return empty(self.count)

"""The nodes of an array program: an expression of the law with its names looked up, shared wherever it is the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

from trede.reason.caseload import numbers, select
from trede.reason.caseload.context import Context
from trede.reason.caseload.values import Bits, Codes, Days, Nothing, Unsupported, Vec
from trede.reason.values import Unknown


class Node:
    """A step of a program: `children` are read once each, in order."""

    __slots__ = ("children",)

    def __init__(self, *children: Node) -> None:
        self.children = children

    def compute(self, ctx: Context) -> Vec:
        """The values of this node for a block."""
        raise NotImplementedError


class Step(Node):
    """A function of the values of its children."""

    __slots__ = ("function",)

    def __init__(self, function: Callable[..., Vec], *children: Node) -> None:
        super().__init__(*children)
        self.function = function

    def compute(self, ctx: Context) -> Vec:
        return self.function(ctx, *ctx.all(self.children))


class Fixed(Node):
    """A value that is the same for everybody."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        super().__init__()
        self.value = value

    def compute(self, ctx: Context) -> Vec:
        match self.value:
            case None:
                return Nothing(absent=ctx.full)
            case Unknown(facts=facts):
                return Nothing(unknown=dict.fromkeys(facts, ctx.full))
            case bool():
                return Bits(ctx.full if self.value else ctx.empty())
            case int() | Fraction():
                return numbers.fixed(self.value)
            case date():
                return Days(self.value.toordinal())
            case str():
                return Codes(0, (self.value,))
        raise Unsupported(f"de vaste waarde {self.value}")


class Fact(Node):
    """A fact (or in a list a field, named with a point before it) as the block holds it; unknown when it does not."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def compute(self, ctx: Context) -> Vec:
        found = ctx.column(self.name)
        return Nothing(unknown={self.name: ctx.full}) if found is None else found


class Given(Node):
    """A defined name that may also be given: a given value goes before the definition."""

    __slots__ = ("name",)

    def __init__(self, name: str, definition: Node) -> None:
        super().__init__(definition)
        self.name = name

    def compute(self, ctx: Context) -> Vec:
        (definition,) = ctx.all(self.children)
        given = ctx.column(self.name)
        return definition if given is None else select.given_first(ctx, given, definition)


class Outer(Node):
    """In a list: what a node comes to for the person that a record belongs to."""

    __slots__ = ("node",)

    def __init__(self, node: Node) -> None:
        super().__init__()
        self.node = node

    def compute(self, ctx: Context) -> Vec:
        return ctx.person(self.node)


class NotMet(Node):
    """Is a bound condition of a source definitely not met? Known once the conditions were tried."""

    __slots__ = ("key",)

    def __init__(self, key: tuple[str, str]) -> None:
        super().__init__()
        self.key = key

    def compute(self, ctx: Context) -> Vec:
        found = ctx.unmet.get(self.key)
        return Bits(ctx.empty() if found is None else found)

"""What an expression can come to besides a known value: unknown, naming the facts (or judgements) that are missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Value = Any  # of the engine: a known value, None (known to be absent) or Unknown


@dataclass(frozen=True, slots=True)
class Unknown:
    """Not known: `facts` are the names that would settle it; a field of a list is `list[2].field` (1-based)."""

    facts: frozenset[str]

    def __or__(self, other: Unknown) -> Unknown:
        return self if other.facts <= self.facts else Unknown(self.facts | other.facts)


def base_name(name: str) -> tuple[str, str | None]:
    """The list and the field of a name such as `taken[1].aandeel_pct`; (name, None) for a plain fact.

    >>> base_name("taken[1].aandeel_pct")
    ('taken', 'aandeel_pct')
    """
    if "[" not in name:
        return name, None
    source, _, rest = name.partition("[")
    return source, rest.partition("].")[2]

"""Checks a regime as a whole: every mistake in one go, with file, line, sentence, and what would be right."""

from __future__ import annotations

from trede.law.checks import conflicts, kinds, outline, register, shape, tables
from trede.law.errors import LawError
from trede.law.regime import Regime


def check_regime(regime: Regime) -> list[LawError]:
    """All mistakes that reading line by line cannot see."""
    found: list[LawError] = []
    for check in (kinds.check, outline.check, shape.check, tables.check, conflicts.check, register.check):
        found += check(regime)
    return sorted(set(found))
